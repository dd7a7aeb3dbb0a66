"""Time limits (thời hạn) of a letter: what somebody must have done by when.

A day is a limit only where words say so: a cue right before it (`cues`), a label or a column
(`labels`), a span counted from something (`durations`), what comes round (`recurring`) or hangs on
an event (`events`). Days of documents, validity, figures and meetings are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from extractors.deadlines.context import View, blocks_to_read
from extractors.deadlines.dates import find_dates
from extractors.deadlines.durations import find_durations
from extractors.deadlines.events import find_events
from extractors.deadlines.judging import judge
from extractors.deadlines.labels import Column, Labels, judge_cell, limit_columns
from extractors.deadlines.periods import find_cell_months, find_periods
from extractors.deadlines.places import Places
from extractors.deadlines.recurring import find_recurring
from models.finding import Deadline, Field, Finding
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from extractors.deadlines.cues import Verdict
    from extractors.deadlines.words import Moment
    from models.letter import Block, Letter

# A stretch without any of these holds no limit. Each pattern of this package needs one of them.
_SIGNS = re.compile(
    r"\d|h[ằàãăâ]ng|mỗi|từng|định|ngay|tuần|trong\s+ng|chiều|sáng|tết|quý|cuối|giữa|đầu|hôm|mai|khi|trước|tr[ưuứừ][oơóớờọợôố]c|n[aăâáàãặắ]m|th[aáàảãâấăắ]ng"
)


class _Limit(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def deadline(self) -> Deadline: ...
    @property
    def sure(self) -> float: ...
    @property
    def rule(self) -> str: ...


def deadlines(letter: Letter) -> Iterator[Finding]:
    """Find the time limits, one finding for each place that names one."""
    yield from _found(letter, lambda low, start, end: _SIGNS.search(low, start, end) is not None)


def deadlines_plain(letter: Letter) -> Iterator[Finding]:
    """Find what `deadlines` finds, without leaving out any stretch beforehand."""
    yield from _found(letter, lambda _low, _start, _end: True)


def _found(letter: Letter, worth: Callable[[str, int, int], bool]) -> Iterator[Finding]:
    view = View(letter)
    finder = _Finder(view)
    for block in blocks_to_read(letter):
        if worth(view.low, block.start, block.end):
            yield from finder.block(block)


class _Finder:
    """Reads one block after the other."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.labels = Labels(view)
        self.columns = limit_columns(view) if any(view.letter.in_zones(Zone.TABLE)) else {}

    def block(self, block: Block) -> Iterator[Finding]:
        """Yield a block's limits in the order of the text."""
        view, start, end = self.view, block.start, block.end
        column = self._column(block)
        taken = Places()
        found: list[_Limit] = []
        titled = block.zone is Zone.TITLE  # only whole cues count in what a letter is called
        for one in () if titled else find_recurring(view, start, end):
            found.append(one)
            for part in one.parts:
                taken.add(*part)
        for span in () if titled else find_durations(view, start, end):
            _keep(span, found, taken)
        moments = (*find_dates(view.low, start, end), *find_periods(view.low, start, end))
        if column is not None:
            moments = (*moments, *find_cell_months(view.low, start, end))
        for moment in _longest(moments):
            verdict = None if taken.touch(moment.start, moment.end) else self._verdict(block, moment, column)
            if verdict:
                dated = _Dated(min(verdict.start, moment.start), moment.end, verdict)
                found.append(dated)
                taken.add(dated.start, dated.end)
        for event in () if titled else find_events(view, start, end):
            _keep(event, found, taken)
        for limit in sorted(found, key=lambda one: (one.start, one.end)):
            yield self._finding(limit)

    def _verdict(self, block: Block, moment: Moment, column: Column | None) -> Verdict | None:
        verdict = judge(self.view, moment)
        if verdict is None and column is not None:
            return judge_cell(self.view, moment, column)
        if verdict is None and block.zone in {Zone.BODY, Zone.ANNEX}:
            return self.labels.judge(block, moment)
        return verdict

    def _column(self, block: Block) -> Column | None:
        if block.cell is None:
            return None
        return self.columns.get((block.cell.table, block.cell.column))

    def _finding(self, one: _Limit) -> Finding:
        read = self.view.letter.confidence(one.start, one.end)
        return Finding(
            Field.DEADLINE,
            one.deadline,
            one.start,
            one.end,
            round(one.sure * read, 3),
            f"deadlines:{one.rule}",
        )


class _Dated:
    """A verdict with its place."""

    def __init__(self, start: int, end: int, verdict: Verdict) -> None:
        self.start, self.end = start, end
        self.deadline, self.sure, self.rule = verdict.deadline, verdict.sure, verdict.rule


def _keep(limit: _Limit, found: list[_Limit], taken: Places) -> None:
    """Keep a limit whose words no earlier rule has read."""
    if not taken.touch(limit.start, limit.end):
        found.append(limit)
        taken.add(limit.start, limit.end)


def _longest(moments: Iterable[Moment]) -> list[Moment]:
    """Drop a moment that stands inside a longer one: "năm 2024" in "ngày 15 tháng 3 năm 2024"."""
    kept: list[Moment] = []
    taken = Places()
    for moment in sorted(moments, key=lambda one: (one.start - one.end, one.start)):
        if not taken.touch(moment.start, moment.end):
            kept.append(moment)
            taken.add(moment.start, moment.end)
    return sorted(kept, key=lambda one: one.start)
