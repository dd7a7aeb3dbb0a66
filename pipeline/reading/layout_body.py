"""Printed lines of the body joined into paragraphs, also over page breaks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.letter import Zone
from pipeline.reading.layout_header import ADDRESSING
from pipeline.reading.layout_lines import BULLET, opens_item
from pipeline.reading.layout_text import Draft

if TYPE_CHECKING:
    from pipeline.reading.layout_lines import Line

ENDS = (".", ";", ":", "!", "?", "…", "”", "./.", "/.")


def paragraphs(lines: list[Line], zone: Zone = Zone.BODY, *, annex: bool = False) -> list[Draft]:
    """Join lines into paragraphs. A new one begins at an indent, a bullet, a number, after a short line."""
    drafts: list[Draft] = []
    margins = _Margins(lines)
    addressing = False
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if ADDRESSING.match(line.folded):
            addressing = True
        elif addressing and before and not _goes_on_addressing(line, before, margins):
            addressing = False
        if addressing:
            fresh = before is None or _fresh_addressee(line, before)
        else:
            fresh = before is None or _begins(line, before, drafts[-1], margins)
        if fresh:
            drafts.append(Draft(zone, [line], centred=margins.centred(line), annex=annex))
        else:
            drafts[-1].lines.append(line)
    return [part for draft in drafts for part in addressing_apart(draft)]


class _Margins:
    """Where the text's left and right edges are, a page."""

    def __init__(self, lines: list[Line]) -> None:
        self.left: dict[int, float] = {}
        self.right: dict[int, float] = {}
        self.slack: dict[int, float] = {}
        for page in {line.page for line in lines}:
            own = [line for line in lines if line.page == page]
            wide = [line for line in own if line.box.x1 - line.box.x0 > 200] or own
            self.left[page] = _edge([line.box.x0 for line in wide], lowest=True)
            self.right[page] = _edge([line.box.x1 for line in wide], lowest=False)
            flush = sum(abs(line.box.x1 - self.right[page]) < 4 for line in wide)
            # lines that do not end flush tell little by their length
            ragged = flush < 0.45 * len(wide)
            self.slack[page] = 0.2 * (self.right[page] - self.left[page]) if ragged else 1.0

    def centred(self, line: Line) -> bool:
        left, right = self.left[line.page], self.right[line.page]
        a, b = line.box.x0 - left, right - line.box.x1
        return a > 40 and b > 40 and abs(a - b) < 0.25 * max(a, b)

    def indented(self, line: Line) -> bool:
        return line.box.x0 > self.left[line.page] + 0.9 * line.size

    def full(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word would not have fitted behind this line."""
        word = following.words[0].box
        return line.box.x1 + 0.2 * line.size + (word.x1 - word.x0) > self.right[line.page] - self.slack[line.page]


def _edge(values: list[float], *, lowest: bool) -> float:
    """The commonest value to two points; of several as common the outermost."""
    counts = Counter(round(value / 2) for value in values)
    most = max(counts.values())
    common = [value for value, count in counts.items() if count >= max(2, 0.35 * most)] or list(counts)
    return 2.0 * (min(common) if lowest else max(common))


def _begins(line: Line, before: Line, draft: Draft, margins: _Margins) -> bool:
    full = margins.full(before, line)
    ended = before.text.rstrip().endswith(ENDS)
    if opens_item(line.text):
        bullet = bool(BULLET.match(line.text))
        return ended or not full or margins.indented(line) or (bullet and line.box.x0 < before.box.x0 - 5)
    if line.page != before.page:
        return ended and (not full or margins.indented(line) or not line.text[:1].islower())
    if margins.centred(line) or margins.centred(before):
        alike = line.bold == before.bold and line.capitals == before.capitals
        near = line.box.top - before.box.bottom < 0.9 * line.size
        both = margins.centred(line) and (margins.centred(before) or full)
        return not (both and alike and near) and not (full and not ended and not margins.centred(line))
    if line.text[:1].islower() and not ended and line.box.top - before.box.bottom < 1.2 * line.size:
        return False
    if not full:
        return True
    if margins.indented(line) and not margins.indented(draft.lines[-1]):
        return True
    if line.box.top - before.box.bottom > 1.6 * line.size:
        return True
    return False


def _goes_on_addressing(line: Line, before: Line, margins: _Margins) -> bool:
    left = margins.left[line.page]
    if line.page != before.page or line.box.top - before.box.bottom > 2.2 * line.size:
        return False
    bullet = BULLET.match(line.text)
    return line.box.x0 > left + 45 and not (before.text.endswith(".") and not bullet)


def _fresh_addressee(line: Line, before: Line) -> bool:
    if BULLET.match(line.text) or ADDRESSING.match(line.folded):
        return True
    return before.text.rstrip().endswith((";", ":"))


def addressing_apart(draft: Draft) -> list[Draft]:
    """Part "Kính gửi: - A" into "Kính gửi:" and "- A"."""
    line = draft.lines[0]
    if not ADDRESSING.match(line.folded):
        return [draft]
    for place in range(1, len(line.words)):
        if line.words[place - 1].text.endswith(":") and BULLET.match(line.words[place].text):
            kind = type(line)
            head = Draft(draft.zone, [kind(line.page, line.words[:place])], annex=draft.annex)
            rest = [kind(line.page, line.words[place:]), *draft.lines[1:]]
            return [head, Draft(draft.zone, rest, annex=draft.annex)]
    return [draft]
