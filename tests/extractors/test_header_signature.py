"""The signature block: capacity, post and name."""

from __future__ import annotations

import pytest
from letters import aside, letter_of

from extractors.signature import signature
from models.finding import Field
from models.letter import AsideKind


def signed(*lines):
    found = {f.field: f.value for f in signature(letter_of("\n".join(["[signature]", *lines])))}
    return tuple(found.get(name) for name in (Field.SIGNING_CAPACITY, Field.SIGNER_TITLE, Field.SIGNER_NAME))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["CHỦ TỊCH", "Trần Văn Minh"], (None, "CHỦ TỊCH", "Trần Văn Minh")),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hoa"], ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hoa")),
        (
            ["THỪA LỆNH GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Lê Thị Hoa"],
            ("THỪA LỆNH GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Lê Thị Hoa"),
        ),
        (["KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Hoa"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Hoa")),
        (
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê Thị Hoa"],
            ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hoa"),
        ),
        (
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Lê Thị Hoa"],
            ("TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Lê Thị Hoa"),
        ),
        (
            ["TM. ỦY BAN NHÂN DÂN", "THỊ XÃ ĐÔNG HẢI", "CHỦ TỊCH", "Trần Văn Minh"],
            ("TM. ỦY BAN NHÂN DÂN THỊ XÃ ĐÔNG HẢI", "CHỦ TỊCH", "Trần Văn Minh"),
        ),
        (
            ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Trần Văn Minh"],
            ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Trần Văn Minh"),
        ),
        (
            ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", "Trần Văn Minh"],
            ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Trần Văn Minh"),
        ),
        (
            ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Y Thanh Hà Niê"],
            ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Y Thanh Hà Niê"),
        ),
        (["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Lê Hoa"], ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Lê Hoa")),
        (["TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Lê Hoa"], ("TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Lê Hoa")),
        (["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Hoa"], ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Hoa")),
        (["Q. GIÁM ĐỐC", "Lê Thị Hoa"], ("Q. GIÁM ĐỐC", "GIÁM ĐỐC", "Lê Thị Hoa")),
        (["HIỆU TRƯỞNG", "TS. Lê Thị Hoa"], (None, "HIỆU TRƯỞNG", "Lê Thị Hoa")),
        (["GIÁM ĐỐC", "BS.CKII. Lê Thị Hoa"], (None, "GIÁM ĐỐC", "Lê Thị Hoa")),
        (["CHỈ HUY TRƯỞNG", "Đại tá Lê Văn Hùng"], (None, "CHỈ HUY TRƯỞNG", "Lê Văn Hùng")),
        (["KT. TƯ LỆNH", "PHÓ TƯ LỆNH", "Thiếu tướng Lê Hùng"], ("KT. TƯ LỆNH", "PHÓ TƯ LỆNH", "Lê Hùng")),
        (["CHỦ TỊCH", "LÊ THỊ HOA"], (None, "CHỦ TỊCH", "LÊ THỊ HOA")),
        (["TRƯỞNG PHÒNG", "Đặng Thuỳ Trâm"], (None, "TRƯỞNG PHÒNG", "Đặng Thuỳ Trâm")),
        (["Trưởng phòng", "Đặng Thuỳ Trâm"], (None, "Trưởng phòng", "Đặng Thuỳ Trâm")),
        (
            ["PHÓ TRƯỞNG PHÒNG", "PHỤ TRÁCH", "Lê Hoa"],
            (None, "PHÓ TRƯỞNG PHÒNG PHỤ TRÁCH", "Lê Hoa"),
        ),
        (
            ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Lê Hoa"],
            ("TM. BAN THƯỜNG TRỰC KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Lê Hoa"),
        ),
        (["BỘ TRƯỞNG, CHỦ NHIỆM", "Lê Hoa"], (None, "BỘ TRƯỞNG, CHỦ NHIỆM", "Lê Hoa")),
        (["T.M BAN CHẤP HÀNH", "BÍ THƯ", "Lê Hoa (đã ký)"], ("T.M BAN CHẤP HÀNH", "BÍ THƯ", "Lê Hoa")),
        (
            ["KT. TRƯỞNG PHÒNG", "P. TRƯỞNG PHÒNG", "Lê Hoa"],
            ("KT. TRƯỞNG PHÒNG", "P. TRƯỞNG PHÒNG", "Lê Hoa"),
        ),
        (["CHÁNH SỰ VỤ", "Lê Thị Hoa"], (None, "CHÁNH SỰ VỤ", "Lê Thị Hoa")),
        (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", None)),
        (
            ["TM. HỘI ĐỒNG", "CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Lê Hoa"],
            ("TM. HỘI ĐỒNG", "CHỦ TỊCH", "Lê Hoa"),
        ),
    ],
)
def test_signature_block(lines, expected):
    """Everything above the signer's own post is the capacity; ranks and titles are no part of the name."""
    assert signed(*lines) == expected


def test_no_signature_no_signer():
    """Without a signature block nothing is found, whoever the text names."""
    letter = letter_of("Giao đồng chí Lê Thị Hoa, Phó Chủ tịch UBND thị xã, chỉ đạo.")

    assert list(signature(letter)) == []


def test_a_name_that_only_the_digital_signature_tells():
    """Where a picture stands below the post, the person who signed digitally is offered, not as sure."""
    person = aside(AsideKind.DIGITAL_SIGNATURE, "Người ký: Lê Thị Hoa", signer="Lê Thị Hoa")
    office = aside(AsideKind.DIGITAL_SIGNATURE, "Người ký: Sở Y tế", signer="Sở Y tế")

    (name,) = (
        f
        for f in signature(letter_of("[signature]\nGIÁM ĐỐC", asides=[person, office]))
        if f.field is Field.SIGNER_NAME
    )
    without = {f.field for f in signature(letter_of("[signature]\nGIÁM ĐỐC", asides=[office]))}

    assert (name.value, name.confidence < 0.9) == ("Lê Thị Hoa", True)
    assert Field.SIGNER_NAME not in without


def test_second_signer_is_a_candidate():
    """A joint letter has several signers: the first stands, the other is shown."""
    letter = letter_of("[signature]\nGIÁM ĐỐC\nLê Thị Hoa\nGIÁM ĐỐC\nTrần Văn Minh")
    name = next(f for f in signature(letter) if f.field is Field.SIGNER_NAME)

    assert name.value == "Lê Thị Hoa"
    assert name.candidates == ("Trần Văn Minh",)


def test_names_side_by_side_are_two_signers():
    """Two columns that reading put on one line are parted at the second surname."""
    letter = letter_of("[signature]\nGIÁM ĐỐC\nLê Thị Hoa Trần Văn Minh")
    name = next(f for f in signature(letter) if f.field is Field.SIGNER_NAME)

    assert (name.value, name.candidates) == ("Lê Thị Hoa", ("Trần Văn Minh",))


def test_a_signature_that_reading_left_in_the_text():
    """Posts in capitals and a name that end the text are the signature."""
    letter = letter_of(
        "Đề nghị các đơn vị báo cáo.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Thị Hoa\n[recipients]\nNơi nhận:"
    )

    assert [f.value for f in signature(letter)] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa"]


def test_signature_of_an_annexed_letter_is_not_the_letters_own():
    """What stands behind an annex belongs to the annex."""
    letter = letter_of("""
        [signature]
        GIÁM ĐỐC
        Lê Thị Hoa
        [annex]
        Phụ lục
        [signature]
        CHỦ TỊCH
        Trần Văn Minh
    """)

    assert {f.value for f in signature(letter)} == {"GIÁM ĐỐC", "Lê Thị Hoa"}
