"""A key for text that OCR read: phrases of orders get their marks back, in the key and nowhere else.

"để nghị các tô chức" → "đề nghị các tổ chức". The key keeps the text's length, so that offsets hold.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import table
from models.folding import fold, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = (
    ("assignee_heads", "head"),
    ("clause_words", "word"),
    ("name_phrases", "phrase"),
    ("section_titles", "title"),
    ("order_phrases", "phrase"),  # what patterns ask for and no other file holds
)


@cache
def _phrases() -> dict[str, str]:
    """Unmarked phrase → folded phrase; those that share bare letters with another are left out."""
    words = [row[column] for name, column in _COLUMNS for row in table(name)]
    words += ["sở " + row["sector"] for row in table("sectors")]
    found: dict[str, set[str]] = {}
    for word in map(fold, words):
        if " " in word:
            found.setdefault(unmarked(word), set()).add(word)
    return {bare: options.pop() for bare, options in found.items() if len(options) == 1}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=lambda phrase: -len(phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def mend(text: str) -> str:
    """Return the folded key of a text with the marks of known phrases put right."""
    key = list(fold(text))
    for start, phrase in _known(text):
        key[start : start + len(phrase)] = phrase
    return "".join(key)


def mend_name(text: str) -> str:
    """Return a name with the marks of known phrases put right, in the case it is printed in."""
    letters = list(text)
    for start, phrase in _known(text):
        for place, letter in enumerate(phrase, start):
            if fold(letters[place]) != letter:
                letters[place] = letter.upper() if letters[place].isupper() else letter
    return "".join(letters)


def _known(text: str) -> Iterator[tuple[int, str]]:
    for match in _pattern().finditer(unmarked(text)):
        yield match.start(), _phrases()[match[0]]
