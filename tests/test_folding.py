"""Keys meet where spellings differ, and keep their places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.folding import fold, same, unmarked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban nhân dân", "UỶ BAN NHÂN DÂN"),
        ("hòa, xóa, khỏe, thủy", "hoà, xoá, khoẻ, thuỷ"),
        ("quý", "quí"),
        ("qúa", "quá"),
        ("kỳ họp", "kì họp"),
        ("tỷ lệ, lý do, Mỹ", "tỉ lệ, lí do, Mĩ"),
        ("Độc lập", "Ðộc lập"),
        ("hướng dẫn", "hƣớng dẫn"),
        ("Kinh tế – xã hội", "Kinh tế - xã hội"),
        ("“04 rõ”", '"04 rõ"'),
        ("Sở\u00a0Y tế", "Sở Y tế"),
        ("Tòa án", unicodedata.normalize("NFD", "Toà án")),
    ],
)
def test_spellings_of_one_word_fold_to_one_key(one, other):
    """Case, tone placement, i for y, look-alike letters, dashes and quotes do not count."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("khi", "khy"), ("chi", "chy"), ("má", "mà"), ("đã", "dã"), ("tai", "tay")]
)
def test_different_words_keep_different_keys(one, other):
    """Folding joins spellings, not words."""
    assert fold(one) != fold(other)


def test_unmarked_drops_every_mark():
    """The bare key is plain ASCII for Vietnamese."""
    assert unmarked("Đặng Thuỳ Trâm ở Quảng Ngãi, Ðắk Lắk") == "dang thuy tram o quang ngai, dak lak"


def test_same_ignores_spacing():
    """Runs of blanks count as one."""
    assert same("SỞ  NỘI VỤ", "Sở Nội vụ")
    assert not same("Sở Nội vụ", "Sở Ngoại vụ")


@given(st.text())
def test_keys_have_the_length_of_their_text(text):
    """A place in the key is the same place in the NFC text."""
    composed = unicodedata.normalize("NFC", text)

    assert len(fold(composed)) == len(composed)
    assert len(unmarked(composed)) == len(composed)


@given(st.text(alphabet="aàáảãạăằâầeêiìíyỳýuúùưoòóôơđÐQqhHkKlmstncgTr -–"))
def test_folding_twice_changes_nothing(text):
    """A key is its own key."""
    assert fold(fold(text)) == fold(text)
    assert unmarked(unmarked(text)) == unmarked(text)
