"""Printed pages to a Letter: which words are head, body, foot, annex, and in what order they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.letter import TextSource, Zone
from pipeline.reading.layout_body import Margins, flow
from pipeline.reading.layout_furniture import clear_page
from pipeline.reading.layout_header import MOTTO, split_head
from pipeline.reading.layout_lines import lines_of
from pipeline.reading.layout_signature import RECIPIENTS, split_foot
from pipeline.reading.layout_text import assemble
from pipeline.reading.secrecy import refuse_secret
from pipeline.reading.tables import ruled_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.letter import Aside, Letter, Source
    from pipeline.reading.layout_lines import Line
    from pipeline.reading.layout_text import Draft
    from pipeline.reading.printed import PrintedPage
    from pipeline.reading.tables import Table


def lay_out(source: Source, pages: Sequence[PrintedPage]) -> Letter:
    """Turn printed pages into the letter they show."""
    asides: list[Aside] = [aside for page in pages for aside in page.asides]
    lines: list[Line] = []
    refuse_secret(head_lines(pages[0]) if pages else (), asides)
    tables: list[Table] = []
    footnotes: list[Line] = []
    for page in pages:
        found, taken = _tables(page)
        cleared = clear_page(page, taken)
        lines.extend(cleared.lines)
        footnotes.extend(cleared.footnotes)
        asides.extend(cleared.asides)
        tables.extend(found)
    drafts = _drafts(lines, tables, footnotes, pages[0].width if pages else 0)
    notes = [note for page in pages for note in page.notes]
    return assemble(source, drafts, pages, asides, notes)


def head_lines(page: PrintedPage) -> list[Line]:
    """The lines of the upper part of a page, where marks of secrecy stand."""
    words = [word for word in page.words if word.box.bottom < 0.45 * page.height]
    return lines_of(page.number, words, uneven=page.source is TextSource.OCR)


def _tables(page: PrintedPage) -> tuple[list[Table], set[int]]:
    """The page's tables, but none that only sets out the letter's head or foot."""
    found, taken = ruled_tables(page)
    if any(_frames_letter(table) for table in found):
        return ruled_tables_but(page, found)
    return found, taken


def ruled_tables_but(page: PrintedPage, found: list[Table]) -> tuple[list[Table], set[int]]:
    """Keep the tables that hold data, with the places of their words."""
    kept = [table for table in found if not _frames_letter(table)]
    words = {id(word) for table in kept for cell in table.cells for line in cell.lines for word in line.words}
    return kept, {place for place, word in enumerate(page.words) if id(word) in words}


def _frames_letter(table: Table) -> bool:
    lines = [line for cell in table.cells for line in cell.lines]
    return any(MOTTO.search(line.folded) or RECIPIENTS.match(line.opening) for line in lines)


def _drafts(lines: list[Line], tables: list[Table], footnotes: list[Line], width: float) -> list[Draft]:
    if not lines:
        return flow([], tables, footnotes, Zone.BODY, Margins([]), first_table=0)
    first = [line for line in lines if line.page == lines[0].page]
    head = split_head(first, width)
    rest = head.rest + lines[len(first) :]
    foot = split_foot(rest, width)
    margins = Margins(rest)
    if foot.found:
        last = max(((line.page, line.box.top) for draft in foot.drafts for line in draft.lines), default=(0, 0.0))
        start = min(((line.page, line.box.top) for draft in foot.drafts for line in draft.lines), default=(0, 0.0))
        before = [table for table in tables if (table.page, table.box.top) < start]
        after = [table for table in tables if table not in before]
        own = [line for line in footnotes if line.page <= last[0]]
        later = [line for line in footnotes if line.page > last[0]]
    else:
        before, after, own, later = tables, [], footnotes, []
    return [
        *head.drafts,
        *flow(foot.above, before, own, Zone.BODY, margins, first_table=0),
        *foot.drafts,
        *flow(foot.below, after, later, Zone.ANNEX, margins, first_table=len(before)),
    ]
