"""Marks of known names are put right on scanned pages; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from extractors.mending import mended, mended_surname, mended_text
from models.folding import unmarked
from models.letter import TextSource


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("UBND TĨNH KIÊN GIANG", "UBND TỈNH KIÊN GIANG"),
        ("TINH QUANG NGAI", "TỈNH QUẢNG NGÃI"),
        ("SỞ Y TÉ", "SỞ Y TẾ"),
        ("THÀNH PHÓ CẢN THƠ", "THÀNH PHỐ CẦN THƠ"),
        ("PHÓ GIÁM ĐÓC", "PHÓ GIÁM ĐỐC"),
        ("Sở Nông nghiệp và Phát triên nông thôn", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Uỷ ban nhân dân", "Uỷ ban nhân dân"),
        ("HOÀ BÌNH", "HOÀ BÌNH"),
        ("Huyện Đông Hãi 12", "Huyện Đông Hải 12"),
        ("một câu không có tên nào", "một câu không có tên nào"),
    ],
)
def test_known_names_get_their_marks(read, right):
    """Case and tone habit stay; unknown words stay."""
    assert mended_text(read) == right


def test_only_scanned_pages_are_mended():
    """A printed slip of the letter stays as it is."""
    printed = letter_of("SỞ Y TÉ")
    scanned = letter_of("SỞ Y TÉ", source=TextSource.OCR)

    assert mended(printed, "SỞ Y TÉ", 0) == "SỞ Y TÉ"
    assert mended(scanned, "SỞ Y TÉ", 0) == "SỞ Y TẾ"


@given(st.text(alphabet="aăâbcdđeêgiotuưysxnhTỉSởNộivụ 0123456789/-.,"))
def test_no_letter_or_digit_is_changed(text):
    """Mending changes marks, never letters, digits or their places."""
    assert unmarked(mended_text(text)) == unmarked(text)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("guyễn Quốc Việt", "Nguyễn Quốc Việt"),
        ("rần Hoàng Tuấn", "Trần Hoàng Tuấn"),
        ("Äguyễn Quốc Việt", "Nguyễn Quốc Việt"),
        ("Nguyễn Quốc Việt", None),
        ("ê Văn A", "Lê Văn A"),
        ("ặng Quốc Việt", "Đặng Quốc Việt"),
        ("an Thị Ánh", None),
        ("N Hoàng Anh", None),
        ("Ksor Phước", None),
        ("Minh", None),
    ],
)
def test_a_surname_without_its_first_letter(read, right):
    """Only one surname may fit; a name that is one already stays."""
    assert mended_surname(read) == right
