"""The sentences of an order, parted also where one sentence hands different work to different bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.clauses import read_clause
from extractors.item_patterns import APPROVAL
from extractors.naming import read_names
from extractors.telling import is_told, verb_at

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from extractors.clauses import View


DAY = 12  # characters: the longest end of a written day, "ngày 15/4/2024"


def sentences(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; ";" and "," part them only where a new order follows."""
    remark = say.REMARK.match(view.raw, start, end)
    if remark:
        yield start, start + len(remark[0].rstrip())
        start = remark.end()
    begin = listed = start
    for match in say.BREAK.finditer(view.raw, start, end):
        mark = view.raw[match.start()]
        if mark in ";,":
            if mark == "," and match.end() < listed:
                continue
            if not _parts(view, begin, match, end):
                listed = max(listed, _list_end(view, match.end(), end)) if mark == "," else listed
                continue
        elif say.ABBREVIATION.search(view.folded, max(begin, match.start() - 6), match.start() + 1):
            continue
        if match.start() + 1 > begin:
            yield begin, match.start() + (0 if mark in ";,\n" else 1)
        begin = _behind_mark(view, match.end(), end)
    if begin < end:
        yield begin, end


def _behind_mark(view: View, position: int, end: int) -> int:
    """Return where the words of a part begin behind its mark: "(2) Ông An chỉ đạo …"."""
    mark = say.PART.match(view.folded, position, end)
    return mark.end() if mark else position


def _list_end(view: View, position: int, end: int) -> int:
    """Return where the list of names ends that begins here: no comma inside it parts an order."""
    return read_names(view.raw, view.folded, position, end).end if view.raw[position].isupper() else position


def _parts(view: View, begin: int, match: re.Match[str], end: int) -> bool:
    """Say whether a semicolon or comma ends an order because another one follows."""
    comma, place = view.raw[match.start()] == ",", match.start()
    after = _behind_mark(view, match.end(), end)
    follows = _other_subject if comma else _new_order
    dated = bool(
        say.ENDS_IN_DAY.search(view.folded, max(begin, place - DAY), place)
        or (not comma and say.ATTENDS.search(view.folded, begin, place))
    )
    limited = not comma and (dated or say.OWN_LIMIT.search(view.folded, begin, place))
    own = limited and has_own_work(view, after, end)
    if not own and not follows(view, after, end, dated=dated):
        return False
    bracketed = view.raw.count("(", begin, place) > view.raw.count(")", begin, place)
    leads = say.LEADS_ALONE.search(view.folded, begin, place)
    if bracketed or (leads and (comma or not say.NEW_ORDER.match(view.folded, after, end))):
        return False  # "Giao Sở A chủ trì, Sở B và Sở C phối hợp …"
    clause = read_clause(view, begin, place, inherited=False)
    if clause is None and not comma and _tells_nobody(view, begin, place):
        return True
    if clause is None or clause.verb >= place or (comma and not clause.told):
        return False  # inside the list of those who are told
    if not clause.told and say.BASIS.match(view.folded, begin):
        return False  # "Căn cứ …; giao Sở Xây dựng …" is one order
    return not (comma and _in_list(view, clause.verb, place))


def has_own_work(view: View, position: int, end: int) -> bool:
    """Say whether work with a time limit of its own begins here: "; tổng hợp, trình UBND tỉnh trước ngày 30/4"."""
    return verb_at(view, position, end) and has_own_limit(view, position, end)


def has_own_limit(view: View, position: int, end: int) -> bool:
    """Say whether a time limit stands before the next semicolon."""
    stop = view.raw.find(";", position, end)
    return bool(say.OWN_LIMIT.search(view.folded, position, stop if stop >= 0 else end))


def _tells_nobody(view: View, begin: int, end: int) -> bool:
    """Say whether an answer stands before another order: "thông báo để các đơn vị biết", "Về đề xuất …: đồng ý"."""
    label = say.LABEL.match(view.folded, begin, end)
    approved = APPROVAL.match(view.folded, label.end() if label else begin, end)
    return bool(approved or say.PASSED_ON.search(view.folded, begin, end))


def _new_order(view: View, position: int, end: int, *, dated: bool) -> bool:
    """Say whether "giao Sở Y …" or "Sở Y chủ trì …" stands here, so that the order before has ended.

    `dated`: a day or a coming to a meeting ends the order before; then "các phòng gửi …" begins another as well.
    """
    cue = say.NEW_ORDER.match(view.folded, position, end)
    if cue:
        return bool(read_names(view.raw, view.folded, cue.end(), end).names)
    names = read_names(view.raw, view.folded, position, end)
    known = any(not name.grouped for name in names.names)  # "các Viện Pasteur, Viện Sốt rét cử đội"
    own = dated or known or has_own_limit(view, names.end, end)
    return bool(names.names) and own and is_told(view, names.end, end)


def _other_subject(view: View, position: int, end: int, *, dated: bool) -> bool:
    """Say whether ", Sở Xây dựng hoàn thiện …" begins here: another body with work of its own.

    `dated`: a day ends the order before; then ", các phòng gửi …" is one too, as is ", riêng các phòng gửi …" anywhere.
    """
    apart = say.APART.match(view.folded, position, end)
    position = apart.end() if apart else position
    many = (dated or apart) and say.DETERMINED.match(view.folded, position, end)
    if not many and not view.raw[position : position + 1].isupper():
        return False
    names = read_names(view.raw, view.folded, position, end)
    if not names.names or names.stop in {"", "(", ":", ".", ";"}:
        return False
    return verb_at(view, names.end + (view.raw[names.end : names.end + 1] == " "), end)


def _in_list(view: View, start: int, comma: int) -> bool:
    """Say whether a list of names runs over the comma: "phối hợp với Sở A, Sở B rà soát"."""
    for match in say.NAME_MAY_BEGIN.finditer(view.raw, start, comma):
        names = read_names(view.raw, view.folded, match.start())
        if names.names and names.end > comma:
            return True
    return False
