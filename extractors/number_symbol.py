"""The number and symbol (số, ký hiệu) below the issuer: "Số: 12/UBND-NV", "Số 53-CV/TU"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lines import ABOUT, NUMBER_LINE, RULES, STAMP, UNREADABLE, letterhead_lines, zone_lines
from extractors.mending import was_scanned
from models.finding import Field, Finding
from models.folding import fold
from models.letter import Zone
from models.symbol import Family, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.lines import Line
    from models.letter import Letter
    from models.symbol import Symbol

# A word that is no part of a symbol: "ngày", "của"; codes hold a capital.
_PLAIN_WORD = re.compile(r"[^\W\d_A-ZĐƯ][^\W\d_]*,?|[^\W\d_]*[^\W\d_A-ZĐƯ]{3,},?")
# "55-TTrUBKTTU", "12-NQlTU": a Party symbol whose slash OCR lost
_PARTY_GLUED = re.compile(
    r"^(\d+-(?:NQ|QĐ|CT|KL|TB|BC|KH|HD|CV|TTr|CTr|QC|QyĐ|ĐA|PA|TT|GM))[lI|]?(?=[A-ZĐ]{2,}$)"
)
_OPEN_END = ("-", "/", "–", "&", ".")


def number_symbol(letter: Letter) -> Iterator[Finding]:
    """Find the letter's number; where it is blank or handwritten, find nothing."""
    found = list(_distinct(_numbers(letter, letterhead_lines(letter))))
    if not found:
        # Reading may have put the line into the middle or the right half of the head.
        found = list(_distinct(_numbers(letter, zone_lines(letter, Zone.MOTTO, Zone.TITLE)[:12])))[:1]
    yield from found


def _distinct(findings: Iterator[Finding]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in findings:
        if str(finding.value) not in seen:
            seen.add(str(finding.value))
            yield finding


def _numbers(letter: Letter, lines: Sequence[Line]) -> Iterator[Finding]:
    for place, line in enumerate(lines):
        if ABOUT.match(line.folded):
            return  # what is numbered from here on is what the letter is about
        stamped = place and STAMP.search(lines[place - 1].folded)
        if not stamped and NUMBER_LINE.match(line.folded):
            finding = _number(letter, line, lines[place + 1] if place + 1 < len(lines) else None)
            if finding:
                yield finding


def _number(letter: Letter, line: Line, below: Line | None) -> Finding | None:
    match = NUMBER_LINE.match(line.folded)
    if match is None:
        return None
    start = match.start("rest")
    end = start + _reach(line.text[start:])
    value, stop = line.text[start:end], line.start + end
    if end == len(line.text):
        value += letter.text[stop:].split("\n", 1)[0].strip()[:1]  # a "-" that trimming took for a rule
    if below is not None and end == len(line.text) and _runs_on(value, below):
        value, stop = value + below.text[: _reach(below.text)], below.start + _reach(below.text)
    first = line.start + start
    scanned = was_scanned(letter, first)
    symbol = parse(value) or (parse(_with_slash(value)) if scanned else None)
    if scanned and symbol and symbol.family is Family.LETTER and _PARTY_GLUED.match(symbol.written):
        value = _PARTY_GLUED.sub(r"\1/", symbol.written)
        symbol = parse(value)
    if symbol is None or _unread(letter, first, stop) or not _plausible(symbol, line, end, scanned=scanned):
        return None
    confidence = letter.confidence(first, stop)
    if confidence < UNREADABLE:
        return None
    unsure = symbol.family is Family.BARE or symbol.canonical not in line.text.replace(" ", "")
    sure, rule = (0.6, "letterhead.number-alone") if unsure else (0.98, "letterhead.number")
    return Finding(Field.NUMBER_SYMBOL, symbol.canonical, first, stop, min(sure, confidence), rule)


def _plausible(symbol: Symbol, line: Line, end: int, *, scanned: bool) -> bool:
    """Say whether this can be the letter's own number, and not a scrap or another document's."""
    rest = fold(line.text[end:]).lstrip(" ,;.")
    if not symbol.number.strip("0") or (rest and not ABOUT.match(rest) and not rest.startswith("ngày")):
        return False
    # OCR: a number whose code is lost, "0Đ" for two figures written by hand
    return not scanned or (symbol.family is not Family.BARE and not symbol.suffix.isupper())


def _with_slash(value: str) -> str:
    """Put back the slash that OCR lost or took for a stroke: "211UBND-VP", "1313lUBND-VP"."""
    return re.sub(r"^(\d+)\s*[lI|]?\s*(?=[A-ZĐ]{2,}[A-Za-zĐđ]*-)", r"\1/", value)


def _runs_on(value: str, below: Line) -> bool:
    """Say whether the symbol is broken over two lines: "Số: 12/UBND- / NCKSTTHC", "Số: / 12/UBND-NV"."""
    if ABOUT.match(below.folded) or STAMP.match(below.folded):
        return False
    return value.rstrip().endswith(_OPEN_END) or (
        not value.strip(RULES) and bool(re.match(r"\d", below.text))
    )


def _reach(text: str) -> int:
    """Return how far a symbol reaches: up to the first word that is none of its parts."""
    end = 0
    for token in re.finditer(r"\S+", text):
        if ABOUT.match(fold(token[0])) or _PLAIN_WORD.fullmatch(token[0]):
            break
        end = token.end()
    return len(text[:end].rstrip(" ,;."))


def _unread(letter: Letter, start: int, end: int) -> bool:
    """Say whether a gap (handwriting) lies in the span."""
    return any(gap.start <= end and start <= gap.end for gap in letter.gaps)
