"""Stamps of urgency (độ khẩn) and secrecy (độ mật), printed in the head or kept as asides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lines import zone_lines
from models.finding import Field, Finding
from models.folding import fold
from models.letter import AsideKind, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.letter import Letter

_HEAD = (Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE)

# Highest first: "thượng khẩn" holds "khẩn".
_LEVELS = {
    Field.URGENCY: ("hỏa tốc", "thượng khẩn", "khẩn"),
    Field.SECRECY: ("tuyệt mật", "tối mật", "mật"),
}

# The stamp alone on its line: "HỎA TỐC HẸN GIỜ", "Độ mật: MẬT"; or with the title: "CÔNG ĐIỆN KHẨN".
_STAMP = (
    r"^\W*(?:(?:độ|mức độ)\s+(?:khẩn|mật)\s*:\s*)?(?:công điện|công văn|thông báo|giấy mời)?\W*"
    r"(?P<level>{levels})(?:\W+hẹn giờ\b.*)?\W*$"
)


def urgency(letter: Letter) -> Iterator[Finding]:
    """Find how urgent and how secret the letter is marked."""
    for name, levels in _LEVELS.items():
        pattern = re.compile(_STAMP.format(levels="|".join(fold(level) for level in levels)))
        found = [*_printed(letter, name, pattern), *_stamped(letter, name, levels)]
        yield from sorted(found, key=lambda finding: levels.index(str(finding.value)))[:1]


def _printed(letter: Letter, name: Field, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for line in zone_lines(letter, *_HEAD):
        match = pattern.match(line.folded)
        if match and line.text[match.start("level") :][:1].isupper():
            start, end = line.start + match.start("level"), line.start + match.end("level")
            confidence = min(0.95, letter.confidence(start, end))
            yield Finding(name, _level(name, match["level"]), start, end, confidence, f"head.{name}")


def _stamped(letter: Letter, name: Field, levels: tuple[str, ...]) -> Iterator[Finding]:
    kind = AsideKind.URGENCY_STAMP if name is Field.URGENCY else AsideKind.SECRECY_STAMP
    for aside in letter.asides:
        if aside.kind is not kind:
            continue
        folded = fold(aside.text)
        level = next((level for level in levels if fold(level) in folded), None)
        if level:
            yield Finding(name, level, 0, 0, 0.9, f"stamp.{name}")


def _level(name: Field, folded: str) -> str:
    return next(level for level in _LEVELS[name] if fold(level) == folded)
