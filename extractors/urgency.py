"""Stamps of urgency (độ khẩn) and secrecy (độ mật), printed in the head or kept as asides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lines import zone_lines
from extractors.mending import was_scanned
from models.finding import Field, Finding
from models.folding import fold, unmarked
from models.letter import AsideKind, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.letter import Letter

_SPECKS = re.compile(r"(?:\W*\w{1,2}\W+)+(?=[^\W\d_]{3})")  # traces of a stamp's frame before its word
_HEAD = (Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE)

# Highest first: "thượng khẩn" holds "khẩn".
_LEVELS = {
    Field.URGENCY: ("hỏa tốc", "thượng khẩn", "khẩn"),
    Field.SECRECY: ("tuyệt mật", "tối mật", "mật"),
}

# The stamp alone on its line: "HỎA TỐC HẸN GIỜ", "Độ mật: MẬT"; or with the title: "CÔNG ĐIỆN KHẨN".
_STAMP = (
    r"^\W*(?:(?:độ|mức độ)\s+(?:khẩn|mật)\s*:\s*)?(?:công điện|công văn|thông báo|giấy mời)?\W*"
    r"(?P<level>{levels})(?:\W+hẹn giờ\b.*|\W+kính gửi)?\W*$"
)


def urgency(letter: Letter) -> Iterator[Finding]:
    """Find how urgent and how secret the letter is marked."""
    for name, levels in _LEVELS.items():
        found = [*_printed(letter, name, levels), *_stamped(letter, name, levels)]
        yield from sorted(found, key=lambda finding: levels.index(str(finding.value)))[:1]


def _printed(letter: Letter, name: Field, levels: tuple[str, ...]) -> Iterator[Finding]:
    marked = _stamp(fold(level) for level in levels)
    bare = _stamp(unmarked(level) for level in levels)
    for line in zone_lines(letter, *_HEAD):
        match = marked.match(line.folded)
        if match is None and line.capital and was_scanned(letter, line.start):
            match = bare.match(line.bare)  # "HÓA TỐC", as OCR read a stamp
        if match is None and was_scanned(letter, line.start) and (speck := _SPECKS.match(line.text)):
            line = line.part(speck.end(), len(line.text))  # noqa: PLW2901 - the stamp without the frame's traces
            match = marked.match(line.folded)
        if match and line.text[match.start("level") :][:1].isupper():
            level = next(level for level in levels if match["level"] in {fold(level), unmarked(level)})
            start, end = line.start + match.start("level"), line.start + match.end("level")
            confidence = min(0.95, letter.confidence(start, end))
            yield Finding(name, level, start, end, confidence, f"head.{name}")


def _stamp(levels: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_STAMP.format(levels="|".join(levels)))


def _stamped(letter: Letter, name: Field, levels: tuple[str, ...]) -> Iterator[Finding]:
    kind = AsideKind.URGENCY_STAMP if name is Field.URGENCY else AsideKind.SECRECY_STAMP
    for aside in letter.asides:
        if aside.kind is not kind:
            continue
        folded = fold(aside.text)
        level = next((level for level in levels if fold(level) in folded), None)
        if level:
            yield Finding(name, level, 0, 0, 0.9, f"stamp.{name}")
