"""The word in front of a symbol that says what the document is: "Quyết định số", "các Công văn:", "QĐ"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.references.vocabulary import type_words, whole_type_words

# "số", "Số:", "số hiệu", "ký hiệu"; what stands between a type word and the number.
_NUMBER_WORD = re.compile(r"\s*[,:]?\s*(?:(?:có\s+)?s[ốôổõó](?:\s+hiệu)?\s*,?\s*(?:ký hiệu)?)?\s*[:.…_]*\s*$")
_SAYS_NUMBER = re.compile(r"s[ốôổõó]\b")
_WORD = re.compile(r"[^\W_]+(?:/[^\W\d_]+)?")
_LONGEST = 8  # syllables in a type word: "giấy chứng nhận đăng ký doanh nghiệp"
_REACH = 90  # characters between a type word and its "số", as in "Hợp đồng nguyên tắc mua bán … số"
_PLURAL = re.compile(r"(?:các|những|hai|ba|bốn|02|03|04|\d+)\s+$")
_CLAUSE_END = re.compile(r"[.;:()\n“”\"]|,\s")


@dataclass(frozen=True, slots=True)
class Head:
    """A type word at `start` … `end`; `gap` is what stands between it and "số" (a title in front)."""

    start: int
    end: int
    type: str
    plural: bool = False
    gap: tuple[int, int] | None = None


def head_before(text: str, low: str, at: int, floor: int) -> Head | None:
    """Return the type word that the number at `at` belongs to; nothing before `floor` is looked at."""
    floor = max(floor, at - 160)
    number_word = _NUMBER_WORD.search(low, max(floor, at - 24), at)
    end = number_word.start() if number_word else at
    said_number = bool(_SAYS_NUMBER.search(low, end, at))
    head = _ending_at(text, low, end, floor)
    if head or not said_number:
        return head
    return _across_gap(text, low, end, floor)


def says_number(low: str, at: int) -> bool:
    """Say whether "số" stands in front of `at`."""
    number_word = _NUMBER_WORD.search(low, max(0, at - 24), at)
    return bool(number_word and _SAYS_NUMBER.search(low, number_word.start(), at))


def _ending_at(text: str, low: str, end: int, floor: int) -> Head | None:
    """Return the longest type word that ends at `end`."""
    words = list(_WORD.finditer(low, max(floor, end - 60), end))[-_LONGEST:]
    if not words or low[words[-1].end() : end].strip():
        return None
    for first in words:
        type_ = type_words().get(" ".join(low[first.start() : end].split()))
        if type_ and _written_as_type(text, low, first.start(), end):
            return Head(first.start(), end, type_, _is_plural(low, first.start(), floor))
    return None


def _is_plural(low: str, start: int, floor: int) -> bool:
    return bool(_PLURAL.search(low, max(floor, start - 8), start))


def _written_as_type(text: str, low: str, start: int, end: int) -> bool:
    """Abbreviations count in capitals only ("QĐ", not "qđ"); "Luật sư số 5" is no law."""
    word = low[start:end].strip()
    if word in whole_type_words():
        return True
    return text[start:end].strip()[:1].isupper() and not low[start - 1 : start].isalnum()


def _across_gap(text: str, low: str, end: int, floor: int) -> Head | None:
    """Find "Giấy phép | dịch vụ nổ mìn | số": a type word with its title in front of "số"."""
    start = max(floor, end - _REACH)
    for stop in _CLAUSE_END.finditer(low, start, end):
        start = stop.end()
    found = None
    for word in _WORD.finditer(low, start, end):
        if not text[word.start()].isupper():
            continue
        for name in _names_from(low, word.start(), end):
            found = Head(word.start(), word.start() + len(name), type_words()[name], gap=None)
            break
    if found is None:
        return None
    plural = _is_plural(low, found.start, floor)
    return Head(found.start, found.end, found.type, plural, gap=(found.end, end))


def _names_from(low: str, start: int, end: int) -> list[str]:
    words = low[start : min(end, start + 45)].split(" ")
    names = (" ".join(words[:count]) for count in range(min(_LONGEST, len(words)), 0, -1))
    return [name for name in names if name in whole_type_words()]
