"""Who issues a letter, and the body above: every shape of the head's left half."""

from __future__ import annotations

import pytest
from letters import letter_of, values

from extractors.letterhead import letterhead
from models.finding import Field


def bodies(*lines, number="Số: 12/UBND-NV"):
    letter = letter_of("\n".join(["[letterhead]", *lines, number, "[body]", "Kính gửi: Sở Tài chính."]))
    parent = values(letterhead, letter, Field.PARENT_BODY)
    issuer = values(letterhead, letter, Field.ISSUING_BODY)
    return (parent[0] if parent else None, issuer[0] if issuer else None)


@pytest.mark.parametrize(
    "lines",
    [
        ["ỦY BAN NHÂN DÂN", "THỊ XÃ ĐÔNG HẢI"],
        ["UBND XÃ BÌNH LÂM"],
        ["HỘI ĐỒNG NHÂN DÂN", "TỈNH AN BÌNH"],
        ["BỘ GIÁO DỤC VÀ ĐÀO TẠO"],
        ["BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"],
        ["BỘ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"],
        ["CHÍNH PHỦ"],
        ["THỦ TƯỚNG CHÍNH PHỦ"],
        ["CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH"],
        ["CHỦ TỊCH ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI AN"],
        ["TỈNH ỦY AN BÌNH"],
        ["ĐOÀN ĐẠI BIỂU QUỐC HỘI", "TỈNH AN BÌNH"],
        ["VĂN PHÒNG", "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"],
        ["VĂN PHÒNG ĐOÀN ĐBQH", "VÀ HĐND TỈNH AN BÌNH"],
        ["BAN CHỈ HUY", "PHÒNG, CHỐNG THIÊN TAI VÀ TKCN"],
        ["BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ TỈNH AN BÌNH"],
        ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH AN BÌNH"],
        ["CÔNG TY CỔ PHẦN", "CẤP NƯỚC AN BÌNH"],
        ["TÒA ÁN NHÂN DÂN", "TỈNH AN BÌNH"],
        ["KHO BẠC NHÀ NƯỚC", "KHU VỰC XIX"],
        ["UỶ BAN NHÂN DÂN", "ĐẶC KHU HÒN NGỌC"],
        ["THƯỜNG TRỰC HĐND -", "UBND TỈNH AN BÌNH"],
    ],
)
def test_one_name_over_several_lines_is_one_body(lines):
    """A line that only goes on with the name above opens no second body."""
    assert bodies(*lines) == (None, " ".join(lines))


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        (["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ"], "UBND TỈNH AN BÌNH", "SỞ NỘI VỤ"),
        (
            ["UBND TỈNH AN BÌNH", "SỞ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG"],
            "UBND TỈNH AN BÌNH",
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        ),
        (
            ["UBND TỈNH AN BÌNH", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ", "XÃ HỘI"],
            "UBND TỈNH AN BÌNH",
            "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        ),
        (
            ["UBND TỈNH AN BÌNH", "SỞ TÀI NGUYÊN VÀ MÔI", "TRƯỜNG"],
            "UBND TỈNH AN BÌNH",
            "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        ),
        (
            ["ỦY BAN NHÂN DÂN", "HUYỆN BÌNH LÂM", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"],
            "ỦY BAN NHÂN DÂN HUYỆN BÌNH LÂM",
            "PHÒNG TÀI CHÍNH - KẾ HOẠCH",
        ),
        (["UBND XÃ BÌNH LÂM", "PHÒNG VĂN HÓA - XÃ HỘI"], "UBND XÃ BÌNH LÂM", "PHÒNG VĂN HÓA - XÃ HỘI"),
        (
            ["UBND PHƯỜNG HÒA ĐÔNG", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"],
            "UBND PHƯỜNG HÒA ĐÔNG",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        ),
        (["UBND TỈNH AN BÌNH", "VĂN PHÒNG"], "UBND TỈNH AN BÌNH", "VĂN PHÒNG"),
        (["BỘ TÀI CHÍNH", "CỤC THUẾ"], "BỘ TÀI CHÍNH", "CỤC THUẾ"),
        (["CỤC THUẾ", "THUẾ TỈNH AN BÌNH"], "CỤC THUẾ", "THUẾ TỈNH AN BÌNH"),
        (
            ["UBND HUYỆN BÌNH LÂM", "TRƯỜNG THCS ĐÔNG SƠN"],
            "UBND HUYỆN BÌNH LÂM",
            "TRƯỜNG THCS ĐÔNG SƠN",
        ),
        (
            ["SỞ Y TẾ AN BÌNH", "BỆNH VIỆN ĐA KHOA", "HUYỆN BÌNH LÂM"],
            "SỞ Y TẾ AN BÌNH",
            "BỆNH VIỆN ĐA KHOA HUYỆN BÌNH LÂM",
        ),
        (["TỈNH ỦY AN BÌNH", "BAN TỔ CHỨC"], "TỈNH ỦY AN BÌNH", "BAN TỔ CHỨC"),
        (["ĐẢNG BỘ TỈNH AN BÌNH", "HUYỆN ỦY BÌNH LÂM"], "ĐẢNG BỘ TỈNH AN BÌNH", "HUYỆN ỦY BÌNH LÂM"),
        (
            ["QUÂN KHU 5", "BỘ CHỈ HUY QUÂN SỰ", "TỈNH AN BÌNH"],
            "QUÂN KHU 5",
            "BỘ CHỈ HUY QUÂN SỰ TỈNH AN BÌNH",
        ),
        (
            ["CÔNG AN TỈNH AN BÌNH", "PHÒNG CẢNH SÁT GIAO THÔNG"],
            "CÔNG AN TỈNH AN BÌNH",
            "PHÒNG CẢNH SÁT GIAO THÔNG",
        ),
        (
            ["TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM", "TỔNG CÔNG TY", "ĐIỆN LỰC MIỀN ĐÔNG"],
            "TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM",
            "TỔNG CÔNG TY ĐIỆN LỰC MIỀN ĐÔNG",
        ),
        (
            ["BẢO HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI", "TỈNH AN BÌNH"],
            "BẢO HIỂM XÃ HỘI VIỆT NAM",
            "BẢO HIỂM XÃ HỘI TỈNH AN BÌNH",
        ),
        (
            ["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ - SỞ TÀI CHÍNH"],
            "UBND TỈNH AN BÌNH",
            "SỞ NỘI VỤ - SỞ TÀI CHÍNH",
        ),
        (["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "SỞ TÀI CHÍNH"], "UBND TỈNH AN BÌNH", "SỞ NỘI VỤ SỞ TÀI CHÍNH"),
        (
            ["ỦY BAN MTTQ VIỆT NAM", "TỈNH AN BÌNH", "BAN THƯỜNG TRỰC"],
            "ỦY BAN MTTQ VIỆT NAM TỈNH AN BÌNH",
            "BAN THƯỜNG TRỰC",
        ),
    ],
)
def test_parent_above_issuer(lines, parent, issuer):
    """A whole name above a line that opens another body is the parent."""
    assert bodies(*lines) == (parent, issuer)


def test_bold_parts_names_that_no_word_list_knows():
    """A step from regular to bold separates parent and issuer."""
    assert bodies("NÔNG TRANG ĐÔNG HẢI", "**XƯỞNG CHẾ BIẾN SỐ 2**") == (
        "NÔNG TRANG ĐÔNG HẢI",
        "XƯỞNG CHẾ BIẾN SỐ 2",
    )


def test_bold_does_not_part_one_name():
    """A regular first half of a name is no parent."""
    assert bodies("ỦY BAN NHÂN DÂN", "**TỈNH AN BÌNH**") == (None, "ỦY BAN NHÂN DÂN TỈNH AN BÌNH")


def test_asterisks_and_address_lines_are_no_names():
    """Party asterisks, rules and contact lines stay out."""
    assert bodies("TỈNH ỦY AN BÌNH", "*", "BAN NỘI CHÍNH", "***", number="Số 53-CV/BNCTU") == (
        "TỈNH ỦY AN BÌNH",
        "BAN NỘI CHÍNH",
    )
    assert bodies("CÔNG TY TNHH ĐÔNG HẢI", "Địa chỉ: 12 Trần Phú", "_______") == (
        None,
        "CÔNG TY TNHH ĐÔNG HẢI",
    )


def test_marks_above_the_issuer_are_no_names():
    """Marks such as "DỰ THẢO" and stamps stand above the issuer in many offices."""
    assert bodies("DỰ THẢO LẦN 2", "UBND XÃ BÌNH LÂM") == (None, "UBND XÃ BÌNH LÂM")
    assert bodies("HỎA TỐC", "UBND TỈNH AN BÌNH", "SỞ Y TẾ") == ("UBND TỈNH AN BÌNH", "SỞ Y TẾ")


@pytest.mark.parametrize("number", ["1849 BKT-GDPT", "/SNV-VP", "SNV-VP"])
def test_a_number_that_lost_its_word_is_no_name(number):
    """A seal or a pen may cover "Số": the symbol that is left names nobody."""
    assert bodies("BỘ KINH TẾ", number=number) == (None, "BỘ KINH TẾ")


def test_motto_run_into_the_left_half_is_cut():
    """What slips in from the right half is not part of the issuer."""
    assert bodies("UBND THỊ XÃ ĐÔNG HẢI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == (None, "UBND THỊ XÃ ĐÔNG HẢI")


def test_without_number_the_capital_lines_name_the_bodies():
    """A head without "Số" still names its issuer; its subject does not."""
    letter = letter_of("""
        [letterhead]
        UBND TỈNH AN BÌNH
        SỞ NỘI VỤ
        V/v tổ chức hội nghị
    """)

    assert values(letterhead, letter, Field.ISSUING_BODY) == ["SỞ NỘI VỤ"]
    assert values(letterhead, letter, Field.PARENT_BODY) == ["UBND TỈNH AN BÌNH"]


def test_no_head_no_issuer():
    """A letter whose head is missing gets no issuer from its text or signature."""
    letter = letter_of("""
        Kính gửi: UBND các xã, phường.
        Chủ tịch UBND thị xã yêu cầu các địa phương rà soát.
        [signature]
        CHỦ TỊCH
        Trần Văn Minh
    """)

    assert list(letterhead(letter)) == []


def test_traces_of_a_seal_above_the_issuer_are_left_out():
    """Unsure scraps above the first body's name are no parent."""
    letter = letter_of(
        "[letterhead]\nmN,\nAwsr\nỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 4/CT-UBND", confidence=0.5
    )

    assert values(letterhead, letter, Field.PARENT_BODY) == []
    assert values(letterhead, letter, Field.ISSUING_BODY) == ["ỦY BAN NHÂN DÂN TỈNH AN BÌNH"]
