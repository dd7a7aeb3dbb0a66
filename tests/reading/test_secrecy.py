"""Secret letters are refused before their body is laid out."""

from __future__ import annotations

import pytest
from sheets import SOURCE, Sheet

from models.errors import SecretLetterError
from models.letter import Aside, AsideKind
from pipeline.reading.layout import lay_out
from pipeline.reading.secrecy import mark_in

BODY = "Sở Nội vụ đề nghị các cơ quan, đơn vị thực hiện nghiêm quy định về bảo vệ bí mật nhà nước."


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "[MẬT]", "TỐI  MẬT"])
def test_marked_letter_is_refused(mark):
    """A mark by itself in the head stops the reading, and the error names it."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC")
    sheet.put(120, 120, mark, bold=True)
    sheet.paragraph(160, BODY)

    with pytest.raises(SecretLetterError, match="MẬT"):
        lay_out(SOURCE, [sheet.page()])


def test_stamp_found_by_ocr_is_refused():
    """A secrecy stamp that OCR set apart counts as well."""
    sheet = Sheet()
    sheet.paragraph(160, BODY)
    stamp = Aside(AsideKind.SECRECY_STAMP, "TUYET MAT", 1)

    with pytest.raises(SecretLetterError, match="TUYỆT MẬT"):
        lay_out(SOURCE, [sheet.page(asides=(stamp,))])


def test_letters_about_secrets_are_read():
    """The word in a sentence or in a title is no mark."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/KH-SNV")
    sheet.centre(312, 140, "KẾ HOẠCH", bold=True)
    sheet.centre(312, 158, "CÔNG TÁC BẢO VỆ BÍ", bold=True)
    sheet.centre(312, 176, "MẬT NHÀ NƯỚC NĂM 2024", bold=True)
    sheet.paragraph(210, BODY)

    assert BODY in lay_out(SOURCE, [sheet.page()]).text


@pytest.mark.parametrize("text", ["MẶT", "Mật", "BÍ MẬT", "MẬT NHÀ NƯỚC", "MẶT TRẬN"])
def test_what_is_no_mark(text):
    """Another word, small letters, more words."""
    assert mark_in(text) is None
