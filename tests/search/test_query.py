"""A query taken apart: words, phrases, exclusions, filters, days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.states import TaskState, Timeliness
from pipeline.search_query import MOST_WORDS, parse_day, parse_query
from pipeline.search_snippets import best_window
from pipeline.search_words import bare_spans, bare_words, cleaned, marked_words


def test_a_whole_query_is_taken_apart():
    """Each part finds its place."""
    query = parse_query(
        'Cải cách "thủ tục" -"báo cáo năm" issuer:"sở nội vụ" trạng thái state:"quá hạn" from:2024'
    )

    assert [words.bare for words in query.wanted] == [
        ("cai",), ("cach",), ("thu", "tuc"), ("trang",), ("thai",),
    ]  # fmt: skip
    assert [words.bare for words in query.unwanted] == [("bao", "cao", "nam")]
    assert query.issuer == ("sở nội vụ",)
    assert query.timeliness == (Timeliness.OVERDUE,)
    assert query.issued_from == dt.date(2024, 1, 1)
    assert query.has_marks


def test_a_symbol_is_a_phrase():
    """The parts of "12/QĐ-UBND" belong together."""
    assert [words.bare for words in parse_query("12/QĐ-UBND").wanted] == [("12", "qd", "ubnd")]


def test_states_are_known_by_value_and_word():
    """English value, Vietnamese word, with or without marks."""
    for typed in ("state:in-progress", 'state:"đang thực hiện"', 'trangthai:"dang thuc hien"'):
        assert parse_query(typed).states == (TaskState.IN_PROGRESS,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15/3/2024", dt.date(2024, 3, 15), dt.date(2024, 3, 15)),
        ("2024-03-15", dt.date(2024, 3, 15), dt.date(2024, 3, 15)),
        ("3/2024", dt.date(2024, 3, 1), dt.date(2024, 3, 31)),
        ("12/2024", dt.date(2024, 12, 1), dt.date(2024, 12, 31)),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("31/2/2024", None, None),
        ("hôm qua", None, None),
        ("99999999999", None, None),
    ],
)
def test_days_months_and_years(text, first, last):
    """A month or a year stands for its first or its last day."""
    assert (parse_day(text), parse_day(text, last=True)) == (first, last)


@given(st.text(max_size=300))
def test_every_text_is_a_query(typed):
    """Nothing raises, and no more words are wanted than are looked for."""
    query = parse_query(typed)

    assert sum(len(words.bare) for words in query.wanted) <= MOST_WORDS
    assert all(len(words.bare) == len(words.marked) for words in query.wanted)


@given(st.text(max_size=200))
def test_words_are_the_same_with_and_without_their_places(text):
    """What a snippet marks is what the index holds."""
    clean = cleaned(text)
    spans = bare_spans(clean)

    assert [word for word, _, _ in spans if len(word) <= 40] == bare_words(clean)
    assert all(0 <= start < end <= len(clean) for _, start, end in spans)


@given(st.text(alphabet="aăâđêôơưàáạ bcd", max_size=60))
def test_marks_never_change_which_words_there_are(text):
    """The marked form has as many words as the bare one."""
    assert len(marked_words(text)) == len(bare_words(text))


@given(st.text(max_size=400), st.text(max_size=30))
def test_a_window_lies_in_its_text(text, typed):
    """The window and all its marks are places of the text, in order."""
    start, end, marks = best_window(text, parse_query(typed))

    assert 0 <= start <= end <= len(text)
    assert all(start <= a < b <= end for a, b in marks)
    assert marks == sorted(marks)
