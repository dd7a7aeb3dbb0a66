"""Printed pages to a Letter: which words are head, body, foot, annex, and in what order they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.letter import TextSource, Zone
from pipeline.reading.layout_body import Margins, flow
from pipeline.reading.layout_flat import flat_foot, flat_head, is_flat
from pipeline.reading.layout_furniture import clear_page, take_running_lines
from pipeline.reading.layout_header import MOTTO, split_head
from pipeline.reading.layout_signature import RECIPIENTS, are_beside, split_foot
from pipeline.reading.layout_text import assemble
from pipeline.reading.secrecy import refuse_secret_page
from pipeline.reading.tables import ruled_tables
from pipeline.reading.tables_unruled import unruled_tables

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
    if pages:
        refuse_secret_page(pages[0])
    tables: list[Table] = []
    footnotes: list[Line] = []
    ruled = [_ruled(page) for page in pages]
    apart = [clear_page(page, taken) for page, (_, taken) in zip(pages, ruled, strict=True)]
    take_running_lines(apart, pages)
    for (found, _), cleared in zip(ruled, apart, strict=True):
        unruled = unruled_tables(cleared.lines)
        held = {id(line) for _, own in unruled for line in own}
        lines.extend(line for line in cleared.lines if id(line) not in held)
        tables.extend(sorted([*found, *(table for table, _ in unruled)], key=lambda table: table.box.top))
        footnotes.extend(cleared.footnotes)
        asides.extend(cleared.asides)
    widths = {page.number: page.width for page in pages}
    coarse = bool(pages) and pages[0].source is TextSource.PLAIN
    drafts = _drafts(lines, tables, footnotes, widths, coarse=coarse)
    notes = [note for page in pages for note in page.notes]
    return assemble(source, drafts, pages, asides, notes)


def _ruled(page: PrintedPage) -> tuple[list[Table], set[int]]:
    """The page's ruled tables with the places of their words, but none that only sets out head or foot."""
    found, taken = ruled_tables(page)
    kept = [table for table in found if not _frames_letter(table)]
    if len(kept) == len(found):
        return found, taken
    words = {id(word) for table in kept for cell in table.cells for line in cell.lines for word in line.words}
    return kept, {place for place, word in enumerate(page.words) if id(word) in words}


def _frames_letter(table: Table) -> bool:
    lines = [line for cell in table.cells for line in cell.lines]
    return any(MOTTO.search(line.folded) or RECIPIENTS.match(line.opening) for line in lines)


def _drafts(
    lines: list[Line],
    tables: list[Table],
    footnotes: list[Line],
    widths: dict[int, float],
    *,
    coarse: bool,
) -> list[Draft]:
    """Head, body, foot and annexes of the first letter, in the order in which they are read."""
    if not lines:
        return flow([], tables, footnotes, Zone.BODY, Margins([]), first_table=0)
    first = [line for line in lines if line.page == lines[0].page]
    flat = coarse and is_flat(first)
    head = flat_head(first) if flat else split_head(first, widths[first[0].page], coarse=coarse)
    rest = head.rest + lines[len(first) :]
    foot = flat_foot(rest) if flat and not are_beside(rest) else split_foot(rest, widths)
    margins = Margins(rest)
    edge = _end_of([*foot.drafts, *head.drafts]) if foot.found else (10**9, 0.0)
    before = [table for table in tables if (table.page, table.box.top) < edge]
    own = [line for line in footnotes if line.page <= edge[0]]
    return [
        *head.drafts,
        *flow(foot.above, before, own, Zone.BODY, margins, first_table=0),
        *foot.drafts,
        *_annexes(foot.below, tables[len(before) :], footnotes[len(own) :], widths, first_table=len(before)),
    ]


def _end_of(drafts: list[Draft]) -> tuple[int, float]:
    """Page and height of the foot's lowest line."""
    return max(((line.page, line.box.top) for draft in drafts for line in draft.lines), default=(0, 0.0))


def _annexes(
    lines: list[Line],
    tables: list[Table],
    footnotes: list[Line],
    widths: dict[int, float],
    *,
    first_table: int,
) -> list[Draft]:
    """What stands after the signature; another letter in the same file is set out like the first."""
    margins = Margins(lines)
    starts = [line.page for line in lines if MOTTO.search(line.folded)]
    start = next((page for page in starts if page != lines[0].page), 0) if lines else 0
    own = [line for line in lines if not start or line.page < start]
    near = [table for table in tables if not start or table.page < start]
    notes = [line for line in footnotes if not start or line.page < start]
    drafts: list[Draft] = []
    if own and MOTTO.search(" ".join(line.folded for line in own[:12])):
        page = [line for line in own if line.page == own[0].page]
        head = split_head(page, widths[page[0].page])
        foot = split_foot(head.rest + own[len(page) :], widths)
        drafts = [*head.drafts, *flow(foot.above, near, notes, Zone.ANNEX, margins, first_table=first_table)]
        drafts += [*foot.drafts, *flow(foot.below, [], [], Zone.ANNEX, margins, first_table=0)]
    else:
        drafts = flow(own, near, notes, Zone.ANNEX, margins, first_table=first_table)
    for draft in drafts:
        draft.annex = True
        if draft.zone not in {Zone.TABLE, Zone.FOOTNOTE}:
            draft.zone = Zone.ANNEX
    if start:
        rest = [line for line in lines if line.page >= start]
        drafts += _annexes(
            rest, tables[len(near) :], footnotes[len(notes) :], widths, first_table=first_table + len(near)
        )
    return drafts
