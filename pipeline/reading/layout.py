"""Printed pages to a Letter: which words are head, body, foot, annex, and in what order they are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.letter import Aside, AsideKind, Zone
from pipeline.reading.layout_body import paragraphs
from pipeline.reading.layout_header import split_head
from pipeline.reading.layout_lines import Line, lines_of
from pipeline.reading.layout_signature import split_foot
from pipeline.reading.layout_text import assemble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.letter import Letter, Source
    from pipeline.reading.layout_text import Draft
    from pipeline.reading.printed import PrintedPage

PAGE_NUMBER = re.compile(r"^[-–—~.]*\s*(\d{1,3}|[ivx]{1,4})\s*[-–—~.]*$|^Trang\s+\d+(?:\s*/\s*\d+)?$", re.IGNORECASE)


def lay_out(source: Source, pages: Sequence[PrintedPage]) -> Letter:
    """Turn printed pages into the letter they show."""
    asides: list[Aside] = [aside for page in pages for aside in page.asides]
    lines: list[Line] = []
    for page in pages:
        own, numbers = without_page_number(lines_of(page), page)
        lines.extend(own)
        asides.extend(numbers)
    drafts = _drafts(lines, pages)
    notes = [note for page in pages for note in page.notes]
    return assemble(source, drafts, pages, asides, notes)


def _drafts(lines: list[Line], pages: Sequence[PrintedPage]) -> list[Draft]:
    if not lines:
        return []
    width = pages[0].width
    first = [line for line in lines if line.page == lines[0].page]
    head = split_head(first, width)
    rest = head.rest + lines[len(first) :]
    foot = split_foot(rest, width)
    return [
        *head.drafts,
        *paragraphs(foot.above),
        *foot.drafts,
        *paragraphs(foot.below, Zone.ANNEX, annex=True),
    ]


def without_page_number(lines: list[Line], page: PrintedPage) -> tuple[list[Line], list[Aside]]:
    """Take a running page number out of the first and the last lines of a page."""
    kept, numbers = [], []
    edge = {*range(3), *range(max(0, len(lines) - 2), len(lines))}
    for place, line in enumerate(lines):
        at_edge = line.box.bottom < 0.11 * page.height or line.box.top > 0.9 * page.height
        if place in edge and at_edge and PAGE_NUMBER.match(line.text):
            numbers.append(Aside(AsideKind.PAGE_NUMBER, line.text, page.number, line.box))
        else:
            kept.append(line)
    return kept, numbers
