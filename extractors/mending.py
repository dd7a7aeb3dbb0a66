"""Marks that OCR dropped or swapped in names that are known: "TĨNH QUANG NGAI" → "TỈNH QUẢNG NGÃI".

Only a run of words that is a known name but for its marks is mended, and only on a page that was
read by OCR: what a letter prints is never corrected, and no letter or digit is ever changed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import table
from models.folding import fold, unmarked
from models.letter import TextSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.letter import Letter

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 12  # words of the longest known name


def mended(letter: Letter, value: str, start: int) -> str:
    """Return the value with the marks of known names put right, where its page was read by OCR."""
    return mended_text(value) if was_scanned(letter, start) else value


def was_scanned(letter: Letter, start: int) -> bool:
    """Say whether the page that holds `start` was read by OCR."""
    number = letter.page_of(start)
    return any(page.number == number and page.source is TextSource.OCR for page in letter.pages)


def mended_text(text: str) -> str:
    """Return `text` with the marks of known names put right; all else stays."""
    words = list(_WORD.finditer(text))
    pieces, end, place = [], 0, 0
    while place < len(words):
        count, name = _known_at(words, place)
        for word, right in zip(words[place : place + count], name, strict=False):
            pieces += [text[end : word.start()], _like(right, word[0])]
            end = word.end()
        place += max(count, 1)
    return "".join(pieces) + text[end:]


def mended_surname(name: str) -> str | None:
    """Return a name whose surname lost its first letter ("guyễn Văn A") put right, None where unsure."""
    first, _, rest = name.partition(" ")
    if not rest or fold(first) in _surnames():
        return None
    marked = {full for key, full in _surnames().items() if key[1:] == fold(first)}
    if len(marked) == 1 and (len(first) > 1 or not first.isascii()):
        return f"{marked.pop()} {rest}"
    bare = unmarked(first)
    found = {full for key, full in _surnames().items() if unmarked(key)[1:] == bare and len(bare) >= 2}
    found |= {full for key, full in _surnames().items() if len(bare) > 4 and unmarked(key)[1:] == bare[1:]}
    return f"{found.pop()} {rest}" if len(found) == 1 else None


def is_surname(syllable: str) -> bool:
    """Say whether a syllable is a Vietnamese surname."""
    return fold(syllable) in _surnames()


def _known_at(words: list[re.Match[str]], place: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words from `place` on are a known name, and the name's words."""
    bare = [unmarked(word[0]) for word in words[place : place + _LONGEST]]
    for count in range(len(bare), 1, -1):
        name = _names().get(" ".join(bare[:count]))
        if name:
            return count, name
    return 0, ()


def _like(right: str, read: str) -> str:
    """Return the right word in the case of what was read; what differs in nothing but habit stays."""
    if fold(right) == fold(read):
        return read
    if read.isupper() and len(read) > 1:
        return right.upper()
    return right.capitalize() if read[:1].isupper() else right.lower()


@cache
def _surnames() -> dict[str, str]:
    return {fold(row["name"]): row["name"] for row in table("surnames")}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Bare key → words of a known name; a key that two names share is left out."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in _sources():
        words = tuple(_WORD.findall(name))
        if len(words) > 1:
            found.setdefault(unmarked(" ".join(words)), set()).add(tuple(fold(word) for word in words))
    spelt = {unmarked(" ".join(_WORD.findall(name))): tuple(_WORD.findall(name)) for name in _sources()}
    return {key: spelt[key] for key, names in found.items() if len(names) == 1}


def _sources() -> Iterator[str]:
    for row in table("provinces"):
        yield from _within((row["name"],), (row["kind"], "UBND " + row["kind"]))
    yield from (row["name"] for row in table("districts"))
    yield from (row["name"] for row in table("agencies"))
    yield from (row["word"] for row in table("body_words"))
    yield from (row["name"] for row in table("half_names"))
    yield from (row["post"] for row in table("posts"))
    yield from (row["name"] for row in table("document_types"))
    yield from (row["long"] for row in table("body_abbreviations"))


def _within(names: Iterable[str], kinds: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        yield from (f"{kind} {name}" for kind in kinds)
