"""Which of many bodies are meant, and who only helps: what stands between a name and its work."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.naming import read_names

if TYPE_CHECKING:
    from extractors.clauses import Clause, View
    from extractors.naming import Name, Names


_STAFF = frozenset({"công chức", "cán bộ", "viên chức", "nhân viên", "cán bộ, công chức"})
_BELOW = re.compile(r".*\s(?:sau|sau đây|dưới đây|có tên sau(?: đây)?)$")  # "các phòng sau"
# What a body is, between commas: "Sở Nội vụ, cơ quan đầu mối, tổng hợp"
_WHAT_IT_IS = re.compile(
    r"(?:cơ quan|đơn vị) (?:là )?(?:đầu mối|thường trực|chủ trì|chủ quản|quản lý nhà nước về|tham mưu|được giao"
    r"|phụ trách)\b.*"
)


def which_is_meant(view: View, names: Names, verb: int, end: int) -> tuple[Names, int]:
    """Pass over what says which body is meant: "do Sở Y tế làm Tổ trưởng", "có dự án đi qua"."""
    aside = say.LED_BY.match(view.folded, names.end, end) or say.ACTS_AS.match(view.folded, names.end, end)
    if aside:
        return names, aside.end()
    passed = _passed_over(view, names, end)
    if passed is not None:
        return names, passed
    last = names.names[-1]
    above = say.NAMED_ABOVE.match(view.folded, names.end, end)
    which = above if above and last.grouped else None
    if which is None and (last.grouped or "các" in last.name.split()):
        which = say.WHICH_THROUGH.match(view.folded, names.end, end) or say.WHICH.match(
            view.folded, names.end, end
        )
    if which is None and last.name.lower() in _STAFF:
        which = say.STAFF_WHO.match(view.folded, names.end, end)
    chosen = say.CHOSEN_HERE.match(view.folded, names.end, end)
    chosen_at = chosen.end() if chosen else names.end
    if which is None and last.grouped and say.CHOSEN.search(view.folded, last.start, chosen_at):
        which = say.CHOSEN_FOR.match(view.folded, chosen_at, end)
    if which is None:
        return names, verb
    stop = len(view.raw[: which.end()].rstrip())
    whole = (*names.names[:-1], last.reaching(view.raw, stop))
    return replace(names, names=whole, end=stop), which.end()


def _passed_over(view: View, names: Names, end: int) -> int | None:
    """Return where the work begins behind what only says when, who above all, or by whom somebody was appointed."""
    for pattern, at in (
        (say.WHENEVER, names.end),
        (say.APPOINTED, names.end),
        (say.ABOVE_THESE, names.names[-1].end),
    ):
        match = pattern.match(view.folded, at, end)
        if match:
            return match.end()
    above = say.ABOVE_WHOM.match(view.folded, names.names[-1].end, end)
    inner = read_names(view.raw, view.folded, above.end(), end) if above else None
    return inner.end if inner is not None and inner.names else None


def without_apposition(view: View, clause: Clause) -> Clause:
    """Leave out what only says what the one body before it is."""
    match clause.told:
        case (body, aside) if not body.grouped and _WHAT_IT_IS.match(aside.name):
            before, behind = view.raw[body.end : aside.start].strip(), view.raw[aside.end : aside.end + 1]
            return replace(clause, told=(body,)) if before == behind == "," else clause
        case _:
            return clause


def points_below(names: tuple[Name, ...]) -> bool:
    """Say whether "các cơ quan sau", "các đơn vị dưới đây" only announce who is meant."""
    return bool(names) and bool(_BELOW.match(names[-1].name.lower()))


def named_behind(view: View, clause: Clause) -> Clause:
    """Take those behind the last colon for "các phòng sau": "Các phòng sau cử người tham gia: Phòng A, Phòng B"."""
    colon = view.folded.rfind(": ", clause.verb, clause.end) if points_below(clause.told) else -1
    names = read_names(view.raw, view.folded, colon + 1, clause.end) if colon > 0 else None
    if names is None or not names.names or view.folded[names.end : clause.end].strip(" .;,/"):
        return clause
    return replace(clause, told=names.names)


def with_helpers(view: View, clause: Clause) -> Clause:
    """Part those who are told from those together with whom they do it."""
    for place, (one, other) in enumerate(pairwise(clause.told), start=1):
        if say.TOGETHER.search(view.folded, one.end, other.start):
            return replace(clause, told=clause.told[:place], helpers=clause.told[place:])
    return clause
