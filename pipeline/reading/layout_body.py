"""Printed lines of the body joined into paragraphs, also over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from models.letter import Zone
from pipeline.reading.layout_furniture import NOTE_MARK
from pipeline.reading.layout_header import ADDRESSING
from pipeline.reading.layout_lines import BULLET, OPENS_TEXT, opens_item
from pipeline.reading.layout_text import Draft
from pipeline.reading.tables import same_table, table_drafts

if TYPE_CHECKING:
    from pipeline.reading.layout_lines import Line
    from pipeline.reading.tables import Table

ENDS = (".", ";", ":", "!", "?", "…", "”", "./.", "/.")


# A line that only says who does what stands above it, or when: "Đơn vị phối hợp thực hiện: Sở Nội vụ"
LABELLED = re.compile(
    r"^(?:(?:Các )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận) (?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm)"
    r"|Thời (?:gian|hạn) (?:thực hiện|hoàn thành))(?: \w+){0,2}\s*:"
)
ATTACHED = re.compile(r"^\((?:Ban hành )?(?:Kèm|kèm|Đính kèm|Gửi kèm)(?: theo)?\b")


def flow(
    lines: list[Line],
    tables: list[Table],
    footnotes: list[Line],
    zone: Zone,
    margins: Margins,
    *,
    first_table: int,
) -> list[Draft]:
    """Return paragraphs, tables and footnotes in the order in which they are read."""
    annex = zone is Zone.ANNEX
    drafts: list[Draft] = []
    rest = lines
    number = first_table
    for group in _grouped(tables, lines):
        top = (group[0].page, group[0].box.top)
        above = [line for line in rest if (line.page, line.box.top) < top]
        rest = rest[len(above) :]
        drafts += paragraphs(above, margins, zone)
        drafts += table_drafts(group, number, annex=annex)
        number += 1
    drafts += paragraphs(rest, margins, zone)
    return _with_footnotes(drafts, footnotes, annex=annex)


def _grouped(tables: list[Table], lines: list[Line]) -> list[list[Table]]:
    """Put the parts of a table that runs over page breaks together."""
    groups: list[list[Table]] = []
    for table in tables:
        before = groups[-1][-1] if groups else None
        if before and same_table(before, table) and not _between(before, table, lines):
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def _between(before: Table, table: Table, lines: list[Line]) -> bool:
    start, end = (before.page, before.box.top), (table.page, table.box.top)
    return any(start < (line.page, line.box.top) < end for line in lines)


def _with_footnotes(drafts: list[Draft], footnotes: list[Line], *, annex: bool) -> list[Draft]:
    """Put each page's footnotes behind the paragraph in which the page ends."""
    for page in sorted({line.page for line in footnotes}):
        own = [line for line in footnotes if line.page == page]
        notes: list[Draft] = []
        for line in own:
            if notes and not NOTE_MARK.match(line.text):
                notes[-1].lines.append(line)
            else:
                notes.append(Draft(Zone.FOOTNOTE, [line], annex=annex))
        places = [i for i, draft in enumerate(drafts) if any(line.page <= page for line in draft.lines)]
        at = places[-1] + 1 if places else 0
        drafts[at:at] = notes
    return drafts


def paragraphs(lines: list[Line], margins: Margins, zone: Zone) -> list[Draft]:
    """Join lines into paragraphs. A new one begins at an indent, a bullet, a number, after a short line."""
    drafts: list[Draft] = []
    addressing: Line | None = None
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        ended = False
        if ADDRESSING.match(line.opening):
            addressing = line
        elif addressing and before and not _goes_on_addressing(line, drafts[-1], addressing, margins):
            addressing, ended = None, True
        if addressing:
            fresh = before is None or _fresh_addressee(line, before)
        else:
            fresh = before is None or ended or _begins(line, before, drafts[-1], margins)
        if fresh:
            drafts.append(Draft(zone, [line], centred=margins.centred(line), annex=zone is Zone.ANNEX))
        else:
            drafts[-1].lines.append(line)
    return [part for draft in drafts for part in addressing_apart(draft)]


class Margins:
    """Where the text's left and right edges are, a page."""

    def __init__(self, lines: list[Line]) -> None:
        self.left: dict[int, float] = {}
        self.right: dict[int, float] = {}
        self.slack: dict[int, float] = {}
        pages: dict[int, list[Line]] = {}
        for line in lines:
            pages.setdefault(line.page, []).append(line)
        whole = _edges(lines) if lines else (0.0, 0.0, 0.0)
        for page, own in pages.items():
            left, right, flush = _edges(own)
            if len(_long(own)) < 5 or flush < FLUSH:  # too few to show the edges: those of the whole letter
                left, right, flush = whole
            self.left[page], self.right[page] = left, right
            # lines that do not end flush tell little by their length
            self.slack[page] = 0.2 * (right - left) if flush < FLUSH else 1.0

    def centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, away from both edges."""
        left, right = self.left[line.page], self.right[line.page]
        a, b = line.box.x0 - left, right - line.box.x1
        return a > 40 and b > 40 and abs(a - b) < 0.25 * max(a, b)

    def indented(self, line: Line) -> bool:
        """Whether the line begins right of the text's left edge."""
        return line.box.x0 > self.left[line.page] + 0.9 * line.size

    def full(self, line: Line, following: Line, slack: float | None = None) -> bool:
        """Whether the next line's first word would not have fitted behind this line."""
        word = following.words[0].box
        slack = self.slack[line.page] if slack is None else slack
        return line.box.x1 + 0.2 * line.size + (word.x1 - word.x0) > self.right[line.page] - slack


FLUSH = 0.45  # share of long lines that end at one edge in justified text


def _long(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.box.x1 - line.box.x0 > 200] or lines


def _edges(lines: list[Line]) -> tuple[float, float, float]:
    """Left and right edge of the text, and the share of long lines that end flush at the right one."""
    long = _long(lines)
    right = _edge([line.box.x1 for line in long], lowest=False)
    # short last lines of paragraphs begin at the left edge as well
    left = _edge([line.box.x0 for line in lines], lowest=True)
    return left, right, sum(abs(line.box.x1 - right) < 4 for line in long) / len(long)


def _edge(values: list[float], *, lowest: bool) -> float:
    """The commonest value to two points; of several as common the outermost."""
    counts = Counter(round(value / 2) for value in values)
    most = max(counts.values())
    share = 0.2 if lowest else 0.35
    common = [value for value, count in counts.items() if count >= max(2, share * most)] or list(counts)
    return 2.0 * (min(common) if lowest else max(common))


def _begins(line: Line, before: Line, draft: Draft, margins: Margins) -> bool:
    """Say whether a line begins a new paragraph."""
    ended = before.text.rstrip().endswith(ENDS)
    full = margins.full(before, line)
    if ATTACHED.match(line.text) or LABELLED.match(line.text):
        return True
    if opens_item(line.text):
        room = not margins.full(before, line, slack=1.0)
        apart = line.page == before.page and line.box.top - before.box.bottom > 1.6 * line.size
        return ended or margins.indented(line) or room or apart or _next_item(line, draft)
    if line.page != before.page:
        return ended and (not full or margins.indented(line) or not line.text[:1].islower())
    if margins.centred(line) or margins.centred(before):
        return _centred_apart(line, before, margins)
    if line.text[:1].islower() and not ended and line.box.top - before.box.bottom < 1.2 * line.size:
        return False
    wide_gap = line.box.top - before.box.bottom > 1.6 * line.size
    return not full or wide_gap or _freshly_indented(line, draft, margins, ended=ended)


def _centred_apart(line: Line, before: Line, margins: Margins) -> bool:
    """Of two lines of which one is centred: whether they are two blocks."""
    full = margins.full(before, line)
    alike = line.bold == before.bold and line.capitals == before.capitals
    if before.capitals and before.bold and not (line.capitals or line.bold):
        return True  # a heading, and the text below it
    near = line.box.top - before.box.bottom < 0.9 * line.size
    both = margins.centred(line) and (margins.centred(before) or full)
    ended = before.text.rstrip().endswith(ENDS)
    return not (both and alike and near) and not (full and not ended and not margins.centred(line))


def _freshly_indented(line: Line, draft: Draft, margins: Margins, *, ended: bool) -> bool:
    """Whether the line is indented as a paragraph's first line is, and not as the whole paragraph is."""
    if not margins.indented(line):
        return False
    last = draft.lines[-1]
    if len(draft.lines) == 1 and not ended and line.text[:1].isupper():
        # a heading without a full stop: its line would have held the next word
        return not margins.full(last, line, slack=0.06 * (margins.right[line.page] - margins.left[line.page]))
    apart = len(draft.lines) == 1 or abs(line.box.x0 - last.box.x0) > 0.5 * line.size
    return not margins.indented(last) or (ended and apart)


def _next_item(line: Line, draft: Draft) -> bool:
    """Say whether the line opens the item after the one that the paragraph opened, set out alike."""
    first = draft.lines[0]
    if not opens_item(first.text):
        return False
    alike = bool(BULLET.match(line.text)) == bool(BULLET.match(first.text))
    return alike and (line.page != first.page or abs(line.box.x0 - first.box.x0) < 0.3 * line.size)


def _wider(line: Line, opening: Line) -> bool:
    """Say whether a line that opens with a capital reaches well beyond the addressing's end."""
    return line.text[:1].isupper() and line.box.x1 > opening.box.x1 + 1.5 * line.size


def _goes_on_addressing(line: Line, entry: Draft, opening: Line, margins: Margins) -> bool:
    """Say whether the list behind "Kính gửi" goes on: another bullet, or a wrapped line right below."""
    before = entry.lines[-1]
    if line.page != before.page or line.box.top - before.box.bottom > 2.2 * line.size:
        return False
    if BULLET.match(line.text):
        return True
    named = not opening.text.rstrip().endswith(":")  # "Kính gửi: Sở Nội vụ", all on one line
    if OPENS_TEXT.match(line.opening) or (named and _wider(line, opening)):
        return False
    closed = before.text.rstrip().endswith((".", ";", ":"))
    apart = (
        0.45 if named and line.text[:1].isupper() else 0.7
    )  # a sentence stands off, a wrapped name does not
    near = line.box.top - before.box.bottom < apart * line.size
    wide = line.box.x1 - line.box.x0 > opening.box.x1 - opening.box.x0 + 20
    inside = line.box.x0 > opening.box.x0 - 5 or (abs(line.middle - opening.middle) < 12 and not wide)
    if opening.box.x0 < margins.left[opening.page] + 10:  # set flush left: only an unfinished line goes on
        in_bullet = bool(BULLET.match(entry.lines[0].text)) and not closed
        inside = line.text[:1].islower() or in_bullet or margins.full(before, line)
    return near and inside and not before.text.rstrip().endswith((".", "./."))


def _fresh_addressee(line: Line, before: Line) -> bool:
    if BULLET.match(line.text) or ADDRESSING.match(line.opening):
        return True
    return before.text.rstrip().endswith((";", ":"))


def addressing_apart(draft: Draft) -> list[Draft]:
    """Part "Kính gửi: - A" into "Kính gửi:" and "- A"."""
    line = draft.lines[0]
    if not ADDRESSING.match(line.opening):
        return [draft]
    for place in range(1, len(line.words)):
        if line.words[place - 1].text.endswith(":") and BULLET.match(line.words[place].text):
            kind = type(line)
            head = Draft(draft.zone, [kind(line.page, line.words[:place])], annex=draft.annex)
            rest = [kind(line.page, line.words[place:]), *draft.lines[1:]]
            return [head, Draft(draft.zone, rest, annex=draft.annex)]
    return [draft]
