"""Signature lines that a seal covers: posts and prefixes that OCR saw only in part, made whole.

The seal lies on the left third of the signature, so the first letters are lost: "V1. GIÁM ĐÓC" above
"HÓ GIÁM ĐÓC" is "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC": nobody but a deputy signs with KT. Only for
scanned pages, and only where the rules of signing leave one reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extractors.mending import mended_surname, mended_text, was_scanned
from extractors.patterns import PERSON_NAME
from extractors.vocabulary import posts
from models.folding import fold, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lines import Line
    from models.letter import Letter

_PREFIX = re.compile(r"(?P<prefix>tm|kt|tl|tuq|t/m|k/t|t/l|q)\s*[.,:/]*\s*$")
_UNSURE_PREFIX = re.compile(r"^\W*(?P<rest>[^.,:]{1,5}?)\s*[.,:]\s*\W*$")
_DEPUTY_REST = re.compile(r"(?:^|\W)(?:p?h?[o0]|ph[o0]?)\s*$")
# Only those who act for a collective body print its name here, and always with TM.
_COLLECTIVE = re.compile(
    r"(?<!\w)(?:uỷ ban nhân dân|ubnd|uỷ ban|hội đồng|thường trực|ban thường (?:vụ|trực)|ban chấp hành"
    r"|chính phủ)\b"
)
_NAME = re.compile(PERSON_NAME)
_LEAST_REST = 3
_LEAST_LETTERS = 7  # of a post that is to be known without its first letters


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with a post, taken apart."""

    line: Line
    before: str  # bare
    post: str  # marked, in the line's case
    after: str
    deputy: bool


def uncovered(letter: Letter, lines: Sequence[Line]) -> list[Line]:
    """Return the signature's lines as they were printed; lines of a digital page stay as they are."""
    if not lines or not was_scanned(letter, lines[0].start):
        return list(lines)
    rows = [_row(replace(line, text=mended_text(line.text))) for line in lines]
    found: list[Line] = []
    for place, row in enumerate(rows):
        below = next((r for r in rows[place + 1 :] if isinstance(r, _Row)), None)
        above = next((r for r in reversed(rows[:place]) if isinstance(r, _Row)), None)
        if isinstance(row, _Row):
            if below is None and above is None and _UNSURE_PREFIX.match(row.before) and not row.deputy:
                continue  # a head whom somebody else signs for; that one's post is not to be seen
            found.append(replace(row.line, text=_whole(row, above, below)))
        elif collective := _COLLECTIVE.search(row.folded) if row.capital else None:
            found.append(replace(row, text="TM. " + row.text[collective.start() :]))
        elif _kept(row):
            found.append(replace(row, text=_named(row.text)))
    return found


def _row(line: Line) -> _Row | Line:
    bare = unmarked(line.text)
    match = _post_pattern().search(bare) if line.capital else None
    if match is None:
        return line
    read = fold(line.text[match.start() : match.end()])
    post = read if read in posts() else _post_names()[match[0]]
    before = bare[: match.start()]
    after = line.text[match.end() :].strip(" .,;:'\"`|_-0123456789")
    return _Row(
        line,
        before,
        line.text[match.start() : match.end()] if read == post else post.upper(),
        after if len(after) > _LEAST_REST and after.isupper() else "",
        deputy=post.startswith(("phó ", "thứ ")) or _DEPUTY_REST.search(before) is not None,
    )


def _whole(row: _Row, above: _Row | None, below: _Row | None) -> str:
    """Return the line with its prefix and its "PHÓ", as far as the other lines tell them."""
    known = _PREFIX.search(row.before)
    text = f"{row.post} {row.after}".strip()
    if known:
        return f"{known['prefix'].upper()}. {text}"
    if above and not row.deputy and above.post == row.post and not above.deputy:
        return f"PHÓ {text}"  # the deputy who signs for the head named above
    if row.deputy and not fold(row.post).startswith(("phó ", "thứ ")):
        return f"PHÓ {text}"
    unsure = _UNSURE_PREFIX.match(row.before)
    if unsure and below and (below.deputy or below.post == row.post):
        return f"KT. {text}"
    if unsure and below and unsure["rest"].endswith(("l", "1", "i")):
        return f"TL. {text}"
    return text


def _kept(line: Line) -> bool:
    """Say whether a line without a post is more than a trace of the seal."""
    letters = sum(c.isalpha() for c in line.text)
    return bool(_NAME.fullmatch(_named(line.text))) or (letters >= 5 and letters >= 0.7 * len(line.text))


def _named(text: str) -> str:
    """Return a line that holds a person's name without the seal's traces around it, its surname put right."""
    bare = text.strip("".join(c for c in text if not c.isalpha()))
    return mended_surname(bare) or bare


@cache
def _post_names() -> dict[str, str]:
    """Bare post, whole or without its first letters, → post; what two posts could end with is left out."""
    whole = {unmarked(name): name for name in posts() if " " in name}
    parts: dict[str, set[str]] = {}
    for bare, post in whole.items():
        for lost in (1, 2):
            if len(bare) - lost >= _LEAST_LETTERS and bare[lost] != " ":
                parts.setdefault(bare[lost:], set()).add(post)
    return {part: found.pop() for part, found in parts.items() if len(found) == 1} | whole


@cache
def _post_pattern() -> re.Pattern[str]:
    names = sorted(_post_names(), key=len, reverse=True)
    return re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, names)) + r")(?![a-z])")
