"""References in text that OCR read: what is mended, what stays open."""

from __future__ import annotations

import datetime as dt

import pytest
from citations import only
from letters import letter_of

from extractors.references import references
from models.letter import TextSource

D = dt.date


def test_confidence_follows_the_reading():
    """A number that was badly read, or mended, is not sure."""
    text = "Thực hiện Công văn số {} ngày 01/3/2024"
    sure, poor, mended = (
        next(
            references(letter_of(text.format(symbol), source=TextSource.OCR, confidence=confidence))
        ).confidence
        for symbol, confidence in (("7/SNV-CCHC", 0.98), ("7/SNV-CCHC", 0.4), ("l7/SNV-CCHC", 0.98))
    )

    assert sure >= 0.9
    assert poor < 0.9
    assert mended <= 0.5


@pytest.mark.parametrize("code", ["QLCL", "OLCL", "QILCL", "QL.CL", "QILLCL"])
def test_codes_that_ocr_spoils(code):
    """On a scanned page a code is put right where one known code looks like it; print is never touched."""
    text = f"Thực hiện Công văn số 7/SYT-{code} ngày 01/3/2024"
    (scanned,) = references(letter_of(text, source=TextSource.OCR))
    (printed,) = references(letter_of(text))

    assert scanned.value.number_symbol == "7/SYT-QLCL"
    assert printed.value.number_symbol == f"7/SYT-{code}"


@pytest.mark.parametrize(("code", "read_as"), [("TLĐ", "TLĐ"), ("ST", "ST"), ("VXI", "VX1"), ("VX2", "VX2")])
def test_codes_that_ocr_left_alone(code, read_as):
    """A code that no list has is never drawn out to a longer one; an I behind a known one is its figure."""
    (scanned,) = references(letter_of(f"Công văn số 7/UBND-{code} ngày 01/3/2024", source=TextSource.OCR))

    assert scanned.value.number_symbol == f"7/UBND-{read_as}"


@pytest.mark.parametrize("number", ["Nghị định số 6 /2008/NĐ-CP của Chính phủ", "Công văn số 436/TT§-CĐS"])
def test_a_scanned_number_that_may_lack_a_sign_is_unsure(number):
    """A gap before the mark or a speck behind the code is where a figure or a letter may have been."""
    (scanned,) = references(letter_of(number, source=TextSource.OCR))

    assert scanned.confidence <= 0.5


def test_a_figure_of_the_code_set_apart():
    """A small figure behind a code may stand a blank away; a count behind a whole name is no part of it."""
    value = only("Văn bản số 7413/UBND-NL 3 ngày 24/11/2017 của UBND tỉnh")

    assert (value.number_symbol, value.issued_on) == ("7413/UBND-NL3", D(2017, 11, 24))


@pytest.mark.parametrize("number", ["1ö2", "A44"])
def test_a_number_with_a_figure_that_cannot_be_read(number):
    """What is left of a number is never taken for the whole: it stays open, with its type and day."""
    value = only(f"Kế hoạch số {number}/KH-UBND ngày 12/7/2021 của UBND tỉnh")

    assert (value.type, value.number_symbol, value.issued_on) == ("kế hoạch", None, D(2021, 7, 12))


def test_dash_and_body_misread():
    """OCR's "~" between codes is a hyphen, its "Chỉ cục" a chi cục."""
    value = only("Văn bản số 05/CCT~TM ngày 20/01/2021 của Chỉ cục trưởng Chi cục Thuế khu vực")

    assert value.number_symbol == "05/CCT-TM"
    assert value.issuer == "Chỉ cục trưởng Chi cục Thuế khu vực"


# --- written from the grammar, read back -----------------------------------------------------
