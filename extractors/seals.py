"""Signature lines that a seal covers: posts and prefixes that OCR saw only in part, made whole.

The seal lies on the left third of the signature, so first letters are lost: "V1. GIÁM ĐÓC" above
"HÓ GIÁM ĐÓC" is "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC", for nobody but a deputy signs below the head.
Only for scanned pages, and only where the rules of signing leave one reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance.Levenshtein import distance
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from extractors.mending import mended_surname, mended_text, was_scanned
from extractors.patterns import LETTER, NAME_SYLLABLE, PERSON_NAME
from extractors.vocabulary import opening_body_word, posts
from models.folding import fold, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lines import Line
    from models.letter import Letter

# "KT.", "K/T", "TM:" at the end of what stands before a post
_PREFIX = re.compile(r"(?<![a-z])(?P<prefix>tm|kt|tl|tuq|t/m|k/t|t/l|q)\s*[.,:/]*\s*$")
# ". CỤC TRƯỞNG", "Y T. GIÁM ĐỐC": a prefix stood here
_UNSURE_PREFIX = re.compile(r"^\W*(?P<rest>[^.,:]{0,5}?)\s*[.,:]\s*\W*$")
# "HÓ", "PHO", "PH0" before a head's post
_DEPUTY_REST = re.compile(r"(?:^|\W)(?:p?h[o0]|ph)\s*$")
# Only those who act for a collective body print its name here, and always with TM.
_COLLECTIVE = re.compile(
    r"(?<!\w)(?:(?P<lost>u?ỷ ban nhân dân|ban nhân dân|b?an thường (?:vụ|trực)|b?an chấp hành)"
    r"|(?P<party>uỷ ban kiểm tra|(?:tỉnh|thành|huyện|quận|thị|đảng) uỷ)"
    r"|ubnd|hội đồng\b.*|thường trực (?:hđnd|hội đồng|huyện|tỉnh|đảng).*|chính phủ)(?!\w)"
)
_WHOLE_COLLECTIVES = ("uỷ ban nhân dân", "ban thường vụ", "ban thường trực", "ban chấp hành")
# A name whose surname is damaged, behind traces of the seal: "w rần Văn Minh", "Z1rần Văn Minh"
_COVERED_NAME = re.compile(rf"(?:^|.*?\s)(?P<first>\S+)(?P<rest>(?: +{NAME_SYLLABLE}){{1,5}})\W*\d?\W*$")
_RANK_REST = re.compile(r"^\W*\S{1,7}\s+(?:tá|tướng|úy|uý)\s+(?=\S)")
_NAME = re.compile(PERSON_NAME)
_LEAST_LETTERS = 7  # of a post that is to be known without its first letters
_LEAST_REST = 3
_ALIKE = 92  # of 100: one letter of ten or more
_LEAST_WORD = 5
_PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|và|các)\b")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with a post, taken apart."""

    line: Line
    before: str  # bare
    post: str  # in the line's case
    after: str
    deputy: bool

    @property
    def name(self) -> str:
        return fold(self.post)


def uncovered(letter: Letter, lines: Sequence[Line]) -> list[Line]:
    """Return the signature's lines as they were printed; lines of a digital page stay as they are."""
    if not lines or not was_scanned(letter, lines[0].start):
        return list(lines)
    rows = [_row(letter, replace(line, text=mended_text(line.text))) for line in lines]
    found: list[Line] = []
    for place, row in enumerate(rows):
        below = next((r for r in rows[place + 1 :] if isinstance(r, _Row)), None)
        above = next((r for r in reversed(rows[:place]) if isinstance(r, _Row)), None)
        text = _whole(row, above, below) if isinstance(row, _Row) else _other(row)
        if text:
            found.append(replace(row.line if isinstance(row, _Row) else row, text=text))
    return found


def _row(letter: Letter, line: Line) -> _Row | Line:
    bare = unmarked(line.text)
    match = (_whole_posts().search(bare) or _cut_posts().match(bare)) if line.capital else None
    if match is None:
        return _nearly(line, bare)
    start, end = match.span("post")
    read = " ".join(fold(line.text[start:end]).split())
    post = read if read in posts() else _post_names()[re.sub(r"\s+", "", match["post"])]
    trimmed = letter.text[letter.text.rfind("\n", 0, line.start) + 1 : line.start]
    before = trimmed + bare[:start]
    after = line.text[end:].strip(" .,;:'\"`|_-0123456789")
    return _Row(
        line,
        before,
        " ".join(line.text[start:end].split()) if read == post else post.upper(),
        after if len(after) > _LEAST_REST and after.isupper() else "",
        deputy=post.startswith(("phó ", "thứ ")) or _DEPUTY_REST.search(before) is not None,
    )


def _nearly(line: Line, bare: str) -> _Row | Line:
    """Return a line that is a post but for a letter: "PHÓ GIÁM ĐC", "GHỦ TỊCH"."""
    names = [unmarked(name) for name in posts() if " " in name]
    found = extractOne(bare, names, scorer=ratio, score_cutoff=_ALIKE) if line.capital else None
    one_off = [name for name in names if distance(bare, name) == 1] if line.capital else []
    name = found[0] if found else one_off[0] if len(one_off) == 1 and len(bare) >= _LEAST_LETTERS else None
    if name is None:
        return line
    post = _post_names()[name.replace(" ", "")]
    return _Row(line, "", post.upper(), "", deputy=post.startswith(("phó ", "thứ ")))


def _whole(row: _Row, above: _Row | None, below: _Row | None) -> str:
    """Return the line with its prefix and its "PHÓ", as far as the other lines tell them."""
    text = f"{row.post} {row.after}".strip()
    known = _PREFIX.search(row.before)
    if known:
        prefix = known["prefix"].upper()
        return f"{prefix} {text}" if "/" in prefix else f"{prefix}. {text}"
    if row.deputy:
        return text if row.name.startswith(("phó ", "thứ ")) else f"PHÓ {text}"
    if above and above.name == row.name and not above.deputy:
        return f"PHÓ {text}"  # the deputy who signs for the head named above
    if below and (below.name == row.name or (below.deputy and _signs_for(below, row))):
        return f"KT. {text}"
    unsure = _UNSURE_PREFIX.match(row.before)
    if below and not below.deputy and (unsure or below.name == "chánh văn phòng"):
        return f"TL. {text}"
    # A head whom somebody else signs for, and that one's post is not to be seen: "V^Y. GIÁM ĐỐC", ".GIÁM ĐỐC"
    stands_for = unsure and (unsure["rest"] or row.before.endswith("."))
    return "" if stands_for and above is None and below is None else text


def _signs_for(deputy: _Row, head: _Row) -> bool:
    return fold(deputy.post).removeprefix("phó ").startswith(head.name) or deputy.name.startswith("thứ ")


def _other(line: Line) -> str:
    """Return a line without post: a collective body, a name, or nothing where it is a trace of the seal."""
    collective = _COLLECTIVE.search(line.folded) if line.capital else None
    if collective and "phòng" not in line.folded[: collective.start()]:  # the committee's office is none
        lost = collective["lost"]
        whole = next((name for name in _WHOLE_COLLECTIVES if lost and name.endswith(lost)), None)
        rest = line.text[collective.end() :].strip(" .,;:'\"`|_-0123456789")
        name = whole.upper() if whole and whole != lost else line.text[collective.start() : collective.end()]
        prefix = "T/M" if collective["party"] else "TM."
        return f"{prefix} {name} {rest if len(rest) > _LEAST_REST else ''}".strip()
    named = _named(line.text)
    letters = sum(c.isalpha() for c in line.text)
    if _NAME.fullmatch(named) and not line.capital:
        return named
    goes_on = not line.capital or opening_body_word(line.folded) or _PLACE.match(line.folded)
    return named if goes_on and letters >= _LEAST_WORD and letters >= 0.7 * len(line.text) else ""


def _named(text: str) -> str:
    """Return a line that holds a person's name without the seal's traces around it, its surname put right."""
    text = _RANK_REST.sub("", text)
    match = _COVERED_NAME.match(text)
    if match is None:
        return text.strip("".join(c for c in text if not c.isalpha()))
    first, rest = match["first"], match["rest"]
    for start in range(len(first)):
        tail = first[start:]
        if not re.fullmatch(rf"[{LETTER}]+", tail):
            continue
        if start == 0 and _NAME.fullmatch(tail + rest):
            break  # nothing is covered
        mended = mended_surname(tail + rest)
        if mended:
            return mended
    bare = text.strip("".join(c for c in text if not c.isalpha()))
    return mended_surname(bare) or bare


@cache
def _post_names() -> dict[str, str]:
    """Bare post without blanks, whole or cut, → post; what two posts could end with is left out."""
    whole = {unmarked(name): name for name in posts() if " " in name}
    parts: dict[str, set[str]] = {}
    for bare, post in whole.items():
        for lost in (1, 2):
            part = bare[lost:]
            if len(part) >= _LEAST_LETTERS and " " not in part[:2]:
                parts.setdefault(part.replace(" ", ""), set()).add(post)
    parts["vanphong"] = {"chánh văn phòng"}  # only its head signs for the office, or the deputy below him
    cut = {part: found.pop() for part, found in parts.items() if len(found) == 1}
    return cut | {bare.replace(" ", ""): post for bare, post in whole.items()}


@cache
def _whole_posts() -> re.Pattern[str]:
    names = sorted((unmarked(name) for name in posts() if " " in name), key=len, reverse=True)
    return re.compile(rf"(?<![a-z])(?P<post>{_any_of(names)})(?![a-z])")


@cache
def _cut_posts() -> re.Pattern[str]:
    """Posts without their first letters stand at the line's start, where the seal is."""
    whole = {unmarked(name) for name in posts() if " " in name}
    parts = {name[lost:] for name in whole for lost in (1, 2) if " " not in name[lost : lost + 2]} | {
        "van phong"
    }
    known = sorted((part for part in parts if part.replace(" ", "") in _post_names()), key=len, reverse=True)
    return re.compile(rf"\W*(?:\S{{1,2}}\W+)?(?P<post>{_any_of(known)})(?![a-z])")


def _any_of(names: Sequence[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s*") for name in names)
