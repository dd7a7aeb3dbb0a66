"""Later and shorter names of a document: those given, bare numbers, "nêu trên"."""

from __future__ import annotations

import datetime as dt

import pytest
from citations import read

from extractors.references import drafts_of

D = dt.date


def test_names_that_the_letter_defines():
    """A name given by "sau đây gọi tắt là" is followed to its later places."""
    text = (
        "Thực hiện Kế hoạch số 36/KH-UBND của UBND tỉnh (sau đây gọi tắt là Kế hoạch cải cách), "
        "các đơn vị bám sát Kế hoạch cải cách."
    )

    first, again = drafts_of(text)
    assert again.value(text).number_symbol == "36/KH-UBND"
    assert (text[again.start : again.end], again.start > first.end) == ("Kế hoạch cải cách", True)


def test_back_reference_needs_one_candidate():
    """The words "Quyết định nêu trên" are resolved only where one decision was named before."""
    one = "Căn cứ Quyết định số 5/QĐ-UBND; thực hiện Quyết định nêu trên"
    two = "Căn cứ Quyết định số 5/QĐ-UBND; Quyết định số 6/QĐ-UBND; thực hiện Quyết định nêu trên"

    assert [v.number_symbol for v in read(one)] == ["5/QĐ-UBND", "5/QĐ-UBND"]
    assert [v.number_symbol for v in read(two)] == ["5/QĐ-UBND", "6/QĐ-UBND"]


def test_short_number_is_the_full_reference():
    """A later "Nghị định 126" is the decree named in full before."""
    assert [
        v.number_symbol for v in read("Nghị định số 126/2024/NĐ-CP quy định. Theo Nghị định 126, hội phải")
    ] == [
        "126/2024/NĐ-CP",
        "126/2024/NĐ-CP",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("theo Đề án 06", [("đề án", "06")]),
        ("Công văn số 12 ngày 03/4/2024 của Sở Y tế", [("công văn", "12")]),
        ("Kế hoạch 3 năm, Báo cáo 06 tháng, Đề án 25 tỷ đồng", []),
        ("Thông báo cho 5 đơn vị", []),
        ("Công văn 1234 ngày 5/6/2024 của Sở Y tế", [("công văn", "1234")]),
        ("theo Mẫu số 05/TT ban hành kèm theo", []),
    ],
)
def test_bare_numbers(text, found):
    """A bare number is a reference where everybody knows the document, or date or issuer stand by it."""
    assert [(v.type, v.number_symbol) for v in read(text)] == found


def test_a_name_given_in_brackets_is_no_document_of_its_own():
    """A name given in brackets, "(gọi tắt là Đề án 06)", is of the Đề án that was just cited."""
    found = drafts_of(
        "Quyết định số 08/QĐ-TTg ngày 06/01/2022 phê duyệt Đề án dữ liệu dân cư (gọi tắt là Đề án 06)."
    )

    assert [draft.symbol.canonical for draft in found] == ["08/QĐ-TTg"]
