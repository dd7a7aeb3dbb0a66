"""Whose order a verb of ordering is: the letter's own, or part of what somebody is told to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.naming import read_names
from extractors.telling import is_told

if TYPE_CHECKING:
    import re

    from extractors.clauses import View

SPEAKER_REACH = 90  # characters: the longest name of who speaks


def is_own_order(view: View, start: int, verb: int, *, inherited: bool) -> bool:
    """Say whether an ordering verb is the sentence's own: at its head, after an opener, after who speaks."""
    before = view.folded[start:verb]
    stripped = before.strip()
    if not stripped or say.CONNECTIVE.fullmatch(before):
        return True
    if say.NOT_BEFORE.search(before) or say.NARRATIVE.match(before.rpartition(";")[2].lstrip()):
        return False
    if say.SPEAKS_SELF.fullmatch(stripped):
        return True
    if stripped.endswith((",", ";", ":")):
        return not (inherited or _all_told(view, start, verb)) or bool(say.OPENER.match(before.lstrip()))
    if say.DETERMINED.match(view.folded, start):
        return False  # "Các trường yêu cầu học sinh …": no speaker is one of many
    own = say.PRESSED.match(view.folded, verb) or _parts_work(view, start, verb)
    return not inherited and not own and speaks_before(view, start, verb)


def _parts_work(view: View, start: int, verb: int) -> bool:
    """Say whether a body parts its own work: "Sở Thông tin phân công các báo mở chuyên mục"."""
    if not view.folded.startswith("phân công", verb) or not say.PARTS_WORK.match(view.folded, start, verb):
        return False
    names = read_names(view.raw, view.folded, start, verb)
    return bool(names.names) and not view.folded[names.end : verb].strip()


def passes_on(view: View, start: int, match: re.Match[str]) -> bool:
    """Say whether "thông báo đến các sở" passes an answer on: a body that is told does so itself."""
    before = view.folded[start : match.start()].strip()
    told = match["verb"] in {"thông báo đến", "thông báo tới", "thông báo cho"}
    if told and (say.PUBLIC.match(view.folded, match.end()) or _has_told(view, start, match.start())):
        return False  # "Văn phòng thông báo cho người dân": its own work
    if not told or not before:
        return True
    own_work = before[-1] in ",;:" and not say.OPENER.match(before)  # "…, thông báo đến các trường"
    return not own_work and bool(say.PASSES_ON.search(before))


def _has_told(view: View, start: int, comma: int) -> bool:
    """Say whether a body before a comma does the work: "Sở Y tế cấp thuốc, thông báo đến các trạm"."""
    if not view.folded[start:comma].rstrip().endswith((",", ";")):
        return False
    names = read_names(view.raw, view.folded, start, comma)
    return bool(names.names) and is_told(view, names.end, comma)


def _all_told(view: View, start: int, comma: int) -> bool:
    """Say whether a group works before a comma: "Các đơn vị tuyên truyền, | yêu cầu đoàn viên …" is theirs."""
    many = say.DETERMINED.match(view.folded, start, comma)
    return bool(many) and _has_told(view, start, comma)


def speaks_before(view: View, start: int, verb: int) -> bool:
    """Say whether the words before an ordering verb end with the body or post that speaks."""
    tail = max(start, verb - SPEAKER_REACH)
    for match in say.SPEAKER_PLACE.finditer(view.folded[tail:verb]):
        names = read_names(view.raw, view.folded, tail + match.end(), verb)
        rest = say.IN_BRACKETS.sub("", view.folded[names.end : verb]).strip(" ,")
        if names.names and (not rest or say.CONNECTIVE.fullmatch(rest + " ")):
            return True
    return False
