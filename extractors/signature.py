"""The signature block: for whom somebody signs, with which post, and the name."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from extractors.lines import joined, zone_lines
from extractors.mending import is_surname
from extractors.patterns import LOWER, NAME_SYLLABLE, OFFICERS_RANK, PERSON_NAME
from extractors.seals import uncovered
from extractors.vocabulary import opening_body_word, opening_post
from models.finding import Field, Finding
from models.folding import fold
from models.letter import AsideKind, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.lines import Line
    from models.letter import Letter

# "TM.", "KT.", "T/M", "K/T", "TL.", "TUQ.", "TUQ/", "KT " before capitals
_PREFIX = re.compile(
    r"^\W*(?:tm|kt|tl|tuq|t\s?[/.]\s?m|k\s?[/.]\s?t|t\s?[/.]\s?l|t\s?[/.]\s?uq|thừa lệnh|thay mặt|ký thay"
    r"|thừa uỷ quyền)(?:\s*[.,:/]\s*|\s+)(?=\w)"
)
_ACTING = re.compile(r"^\W*q\s*\.\s*(?=\w)")
_SHORT_DEPUTY = re.compile(r"^\W*p\s*\.\s*(?=\w)")  # "P. TRƯỞNG PHÒNG"
_SIGNED = re.compile(
    r"^\W*(?:đã ký|ký tên|ký,? (?:ghi rõ họ tên|đóng dấu).*|ký bởi.*|đóng dấu|signature.*|người ký.*)\W*$"
)

_SIGNED_TAIL = re.compile(r"\s*[(\[]?\s*đã ký\s*[)\]]?\s*$")
_ANNEX = re.compile(r"^\W*(?:phụ lục|biểu mẫu|mẫu số|danh sách)\b")

_LONGEST_BLOCK, _LONGEST_POST = 8, 90  # lines of a signature block, letters of one

# Ranks and titles before a name: "Đại tá", "TS.", "PGS.TS", "BS.CKII", "ThS"
_RANK = re.compile(
    rf"^\W*(?:(?:{OFFICERS_RANK}|đồng chí|ông|bà|"
    r"(?:gs|pgs|ts|ths|bs|ds|ks|cn|kts|luật sư|ls|bsck|bs\.?\s?ck|ck)(?:\s?i{1,2}|\s?\d)?)[\s.,]+)+"
)
_NAME = re.compile(PERSON_NAME)
# "an Thị Ngọc Ánh": a seal took the surname's first letters.
_LONGEST_NAME = 5  # syllables; two names side by side have more
_DAMAGED_NAME = re.compile(rf"[{LOWER}]+(?: +{NAME_SYLLABLE}){{2,5}}")


def signature(letter: Letter) -> Iterator[Finding]:
    """Find signing capacity, post and name in the first signature block."""
    printed = [_unsigned(line) for line in _first_block(letter) if not _SIGNED.match(line.folded)]
    lines = uncovered(letter, printed)
    name_at = _name_place(lines)
    above = lines if name_at is None else lines[:name_at]
    title_at = _title_place(above)
    if title_at is not None:
        yield from _capacity(letter, above[:title_at])
        yield from _title(letter, above[title_at:])
    elif above:
        yield from _capacity(letter, above)
        yield from _unknown_post(letter, above, named=name_at is not None)
    if name_at is None and title_at is not None:
        yield from _signed_name(letter, above[-1])
    elif name_at is not None:
        yield from _name(letter, lines[name_at], others=_other_names(lines[name_at + 1 :]))


def _unsigned(line: Line) -> Line:
    """Take "(đã ký)" off the name before it."""
    signed = _SIGNED_TAIL.search(line.folded)
    return line.part(0, signed.start()) if signed and signed.start() else line


def _first_block(letter: Letter) -> Sequence[Line]:
    """Return the lines of the first run of signature lines: a second letter in the file has its own."""
    lines = zone_lines(letter, Zone.SIGNATURE) or _unzoned(letter)
    ended = next((place for place, line in enumerate(lines) if _ANNEX.match(line.folded)), len(lines))
    lines = lines[:ended]
    annexed = next((block.start for block in letter.in_zones(Zone.ANNEX)), None)
    if annexed is not None and lines and lines[0].start < annexed:
        lines = tuple(line for line in lines if line.start < annexed)
    return lines


def _unzoned(letter: Letter) -> tuple[Line, ...]:
    """Return the short lines with posts that end the text, where reading saw no signature block."""
    lines = zone_lines(letter, Zone.BODY)[-_LONGEST_BLOCK:]
    tail = list(takewhile(_may_sign, reversed(lines)))[::-1]
    posted = any(_PREFIX.match(line.folded) or (line.capital and _is_post(line.folded)) for line in tail)
    return tuple(tail) if posted and not tail[-1].capital else ()


def _may_sign(line: Line) -> bool:
    return len(line.text) <= _LONGEST_POST and (
        line.capital or bool(_person(line) or _SIGNED.match(line.folded))
    )


def _is_post(folded: str) -> bool:
    """Say whether a folded line opens with a post, "Q." before it or not."""
    shortened = _ACTING.match(folded) or _SHORT_DEPUTY.match(folded)
    return opening_post(folded[shortened.end() :] if shortened else folded) is not None


def _title_place(lines: Sequence[Line]) -> int | None:
    """Return where the signer's own post begins: the last lines that open with a post and have no prefix."""
    found = None
    for place in range(len(lines) - 1, -1, -1):
        folded = lines[place].folded
        if _PREFIX.match(folded) or (found is not None and not _is_post(folded)):
            break
        if _is_post(folded):
            found = place
    return found


def _name_place(lines: Sequence[Line]) -> int | None:
    """Return which line is the first signer's name: mixed case below the post, or the last line."""
    seen_post = False
    for place, line in enumerate(lines):
        if _PREFIX.match(line.folded) or _is_post(line.folded):
            seen_post = True
        elif seen_post and not line.capital and _person(line):
            return place
    last = len(lines) - 1
    if seen_post and last > 0 and _person(lines[last]) and not _looks_like_body(lines[last]):
        return last
    alone = not seen_post and lines and not lines[last].capital and len(lines[last].text.split()) >= 3
    return last if alone and _person(lines[last]) else None  # the post lies under the seal


def _looks_like_body(line: Line) -> bool:
    return bool(_PREFIX.match(line.folded)) or _is_post(line.folded) or len(line.text.split()) > 6


def _person(line: Line) -> re.Match[str] | None:
    rank = _RANK.match(line.folded)
    start = rank.end() if rank and rank.end() < len(line.text) else 0
    return _NAME.fullmatch(line.text, start) or _DAMAGED_NAME.fullmatch(line.text, start)


def _capacity(letter: Letter, lines: Sequence[Line]) -> Iterator[Finding]:
    first = next((place for place, line in enumerate(lines) if _PREFIX.match(line.folded)), None)
    if first is None:
        return
    value, start, end = joined(lines[first:])
    value = re.sub(r"\b(TM|KT|TL|TUQ|T/M|K/T|T/L)\s*[.,:]\s*", r"\1. ", value)
    confidence = min(0.97, letter.confidence(start, end))
    yield Finding(Field.SIGNING_CAPACITY, value, start, end, confidence, "signature.capacity")


def _title(letter: Letter, lines: Sequence[Line]) -> Iterator[Finding]:
    acting = _ACTING.match(lines[0].folded)
    if acting:
        line = lines[0]
        confidence = min(0.95, letter.confidence(line.start, line.end))
        yield Finding(Field.SIGNING_CAPACITY, line.text, line.start, line.end, confidence, "signature.acting")
        lines = [line.part(acting.end(), len(line.text)), *lines[1:]]
    if lines[0].capital:
        lines = list(takewhile(lambda line: line.capital, lines))
    if all(_is_post(line.folded) and not line.folded.startswith("phụ trách") for line in lines):
        lines = lines[:1]  # "TRƯỞNG BAN", and below it the post that the signer has elsewhere
    value, start, end = joined(lines)
    confidence = min(0.97, letter.confidence(start, end))
    yield Finding(Field.SIGNER_TITLE, value, start, end, confidence, "signature.title")


def _unknown_post(letter: Letter, above: Sequence[Line], *, named: bool) -> Iterator[Finding]:
    """Take the capitals right above a name for the post, though no list knows it."""
    line = above[-1]
    if named and line.capital and len(line.text.split()) > 1 and not _PREFIX.match(line.folded):
        confidence = min(0.7, letter.confidence(line.start, line.end))
        yield Finding(Field.SIGNER_TITLE, line.text, line.start, line.end, confidence, "signature.above-name")


def _other_names(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return further signers' names: a joint letter or minutes have several."""
    return tuple(
        name for line in lines if not line.capital and _person(line) for name in _names_in(line.text)
    )


def _names_in(text: str) -> tuple[str, ...]:
    """Part two names that stand side by side on one line: a second surname begins in its middle."""
    words = text.split()
    middles = [place for place in range(2, len(words) - 1) if is_surname(words[place])]
    if len(words) > _LONGEST_NAME and middles:
        place = min(middles, key=lambda place: abs(2 * place - len(words)))
        return " ".join(words[:place]), " ".join(words[place:])
    return (" ".join(words),)


def _name(letter: Letter, line: Line, *, others: tuple[str, ...]) -> Iterator[Finding]:
    match = _person(line)
    if match is None:
        return
    start, end = line.start + match.start(), min(line.end, line.start + match.end())
    value, *beside = _names_in(match[0])
    others = (*beside, *others)
    confirmed = fold(value) in {fold(signer) for signer in _digital_signers(letter)}
    sure = 0.99 if confirmed else 0.97 if value[0].isupper() else 0.4
    confidence = min(sure, letter.confidence(start, end))
    yield Finding(Field.SIGNER_NAME, value, start, end, confidence, "signature.name", others)


def _signed_name(letter: Letter, below: Line) -> Iterator[Finding]:
    """Find the name in the digital signature alone, where only a picture stands below the post."""
    names = {signer for signer in _digital_signers(letter) if _NAME.fullmatch(signer)}
    if len(names) == 1:
        yield Finding(Field.SIGNER_NAME, names.pop(), below.end, below.end, 0.7, "signature.digital")


def _digital_signers(letter: Letter) -> Iterator[str]:
    """Yield the persons who signed digitally; offices sign too, with their own names."""
    for aside in letter.asides:
        for key, fact in aside.facts if aside.kind is AsideKind.DIGITAL_SIGNATURE else ():
            if key == "signer" and not opening_body_word(fold(fact)):
                yield " ".join(fact.split())
