"""What looks like a time limit and is none: cut-off days of facts, validity, statistics, the past."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.deadlines.vocabulary import words

if TYPE_CHECKING:
    from extractors.deadlines.context import View
    from extractors.deadlines.words import Moment

# What "trước ngày" leads to when it tells facts apart: thì …, or a day that is explained as one of force.
_CUTOFF_AFTER = re.compile(
    r"""\s*,?\s*(?: \(?\s*(?:là\s+)?ngày\b[^).;]{0,80}(?:có\s+hiệu\s+lực|thi\s+hành)
        | (?:thì|mà|nhưng|vẫn|tiếp\s+tục\s+được|trở\s+về\s+trước|đổ\s+về)\b )""",
    re.VERBOSE,
)
_FACTS = re.compile(rf"{words('fact head')}\s[^,;.:]*$")
_PERFECT = re.compile(rf"{words('perfect')}\s+(?:\w+\s+){{0,4}}$")
# "máy tính", "chứng từ": the second syllable is no word of its own
_NOT_HALF = r"(?<!máy )(?<!vi )(?<!giới )(?<!chứng )(?<!điện )(?<!đơn )"
_HOLDING = re.compile(rf"{_NOT_HALF}{words('holding')}\s*(?:,|đến|từ|cho|ngày|\s)*$")
_FACT_VERB = re.compile(rf"{words('fact')}\s*$")
_FACT_AT_ALL = re.compile(rf"{_NOT_HALF}{words('at all')}\s*(?:,|đến|từ|cho|ngày|\s)*$")
_DOING = re.compile(words("finish", "order"))
_IN_FORCE = re.compile(rf"{words('in force')}\s*$")
_TOLD = re.compile(words("told"))


def is_cutoff(view: View, cue: int, moment: Moment) -> bool:
    """Say whether "trước ngày D" (its cue at `cue`) only says which facts are meant."""
    floor = max(view.sentence(cue)[0], cue - 120)
    before = view.low[floor:cue]
    clause = re.split(r"[,;:]\s", before)[-1]
    if _CUTOFF_AFTER.match(view.low, moment.end):
        return True
    if _FACT_AT_ALL.search(before):
        return True
    if not (moment.deadline.due and view.standing.first) and _PERFECT.search(clause):
        return True  # with a year, what has been done cannot lie ahead
    verb = _FACT_VERB.search(clause)
    return bool(verb and _FACTS.search(clause) and not _DOING.search(clause[: verb.start()]))


def is_validity(view: View, cue: int) -> bool:
    """Say whether "đến hết ngày D" tells how long something holds, or what figures cover."""
    floor = max(view.sentence(cue)[0], cue - 60)
    return bool(_HOLDING.search(view.low, floor, cue))


def is_in_force(view: View, cue: int) -> bool:
    """Say whether "thời hạn đến ngày D" is how long a permit lasts, which nobody has to do."""
    floor = max(view.sentence(cue)[0], cue - 40)
    return bool(_IN_FORCE.search(view.low, floor, cue))


def is_told(view: View, at: int) -> bool:
    """Say whether the sentence tells what was, so that a day before the letter's own is no slip."""
    start, end = view.sentence(at)
    return bool(_TOLD.search(view.low, start, at) or _TOLD.match(view.low, end))
