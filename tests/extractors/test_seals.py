"""Signature lines under a seal are made whole where the rules of signing leave one reading."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.signature import signature
from models.finding import Field
from models.letter import TextSource


def signed(*lines, source=TextSource.OCR):
    letter = letter_of("\n".join(["[signature]", *lines]), source=source)
    found = {f.field: f.value for f in signature(letter)}
    return tuple(found.get(name) for name in (Field.SIGNING_CAPACITY, Field.SIGNER_TITLE, Field.SIGNER_NAME))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["V1. GIÁM ĐÓC", "HÓ GIÁM ĐÓC", "Hà Văn An"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Hà Văn An")),
        (["KT. CHỦ TỊCH", "CHU TỊCH5", "Hà Văn An"], ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hà Văn An")),
        (["1L. CHỦ TỊCH", "HÁNH VĂN PHÒNG", "Hà Văn An"], ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Hà Văn An")),
        (["TM. UY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Văn An"], ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Văn An")),
        (["GIÁM ĐÓC", "_", "Í", "guyễn Văn An"], (None, "GIÁM ĐỐC", "Nguyễn Văn An")),
        (["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Hà Văn An"], ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Hà Văn An")),
        (["V^ÃY. GIÁM ĐÓC", ":", "Hà Văn An"], (None, None, "Hà Văn An")),
        (["Y T. GIÁM ĐỐC", "GIÁM ĐỐC P", "° ặng Văn An 4"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đặng Văn An")),
        (
            ["SÀN # ỦY BAN NHÂN DÂN", "% - CHỦ TỊCH", "x z", "Hà An"],
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà An"),
        ),
        (["GHỦ TỊCH", "Hà Văn An"], (None, "CHỦ TỊCH", "Hà Văn An")),
        (["CHỦ TỊCH", "1ê Đình An"], (None, "CHỦ TỊCH", "Lê Đình An")),
        (["CHỦ TỊCH", "Hà An", "PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ"], (None, "CHỦ TỊCH", "Hà An")),
        (
            [". CỤC TRƯỞNG VN", "PHÓ CỤC TRƯỞNG", "2 rần Văn An"],
            ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Trần Văn An"),
        ),
        (
            ["K/t TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "1rần Văn An"],
            ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Văn An"),
        ),
        ([". CỤC TRƯỞNG", "ỤC TRƯỞNG -PH", "Hà An"], ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Hà An")),
        (["T AN THƯỜNG VỤ", "BÍ THƯ", "v", "rần Văn An"], ("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Văn An")),
        (["AN THƯỜNG VỤ", "?“ HỦTỊCH", "Hà An"], ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Hà An")),
        (
            [". CHỦ TỊCH", "VĂN PHÒNG", "z", "đo rần Văn An"],
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Trần Văn An"),
        ),
        (
            ["T. TRƯỞNG PHÒNG", "“ TRƯỞNG PHÒNG", "ượng tá Lê An"],
            ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Lê An"),
        ),
        (["V*“T. GIÁM ĐÓC", "PHÓ GIÁM ĐC", "' SỞ", "Hà An"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Hà An")),
        ([".GIÁM ĐÓC", "⁄11,"], (None, None, None)),
        (["Hà Văn An"], (None, None, "Hà Văn An")),
        (["_M ỦY BAN KIỂM TRA", "CHỦ NHIỆM", "‹guyễn An"], ("T/M ỦY BAN KIỂM TRA", "CHỦ NHIỆM", "Nguyễn An")),
        (["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Hà An"], ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Hà An")),
    ],
)
def test_covered_lines(lines, expected):
    """Lost prefixes, first letters and traces of the seal on a scanned page."""
    assert signed(*lines) == expected


def test_a_printed_signature_is_never_changed():
    """On a digital page a slip stays a slip."""
    assert (
        signed("KT. GIÁM ĐÓC", "GIÁM ĐÓC", "guyễn Văn An", source=TextSource.TEXT_LAYER)[1] != "PHÓ GIÁM ĐỐC"
    )
