"""Whether a letter wants the office to act: to lead, to cooperate, or only to know."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import opening_body_word, table
from models.finding import Field, Role
from models.folding import fold
from pipeline.bodies import Resolved, Standpoint, Territory, own_territory, resolve
from pipeline.body_names import body_key, body_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.entry import Entry


class Part(StrEnum):
    """What a letter wants of the office."""

    LEAD = "lead"  # to do it, or to see that others do it
    COOPERATE = "cooperate"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Involved:
    """The office's part in a letter, the tasks that are its own, and why, in Vietnamese."""

    part: Part
    tasks: tuple[int, ...] = ()
    reason: str = ""


_MARKS = {
    Part.LEAD: re.compile(r"\(\s*(?:để\s+)?(?:t\s*/\s*h|thực hiện)\b[^)]*\)\s*$"),
    Part.COOPERATE: re.compile(r"\(\s*(?:để\s+)?(?:p\s*/\s*h|phối hợp)\b[^)]*\)\s*$"),
}


def involvement(entry: Entry, office: str, *, province: str = "") -> Involved | None:
    """Say what part the office has in a letter; None where no office is set.

    Args:
        entry: what the letter says.
        office: the office's own whole name, "UBND phường Hòa Khánh".
        province: the office's province, where its name does not say it.
    """
    if not office.strip():
        return None
    letter = standpoint_of(entry)
    own = resolve(
        office, Standpoint(issuing_body=office, issued_on=letter.issued_on, province=province or None)
    )
    if letter.issuing_body and resolve(letter.issuing_body, letter).key == own.key:
        return Involved(Part.INFORMATION, reason="Văn bản do chính cơ quan ban hành.")
    addressed = next((one.value for one in entry.addressees if concerns(one.value, own, letter)), None)
    return (
        _by_tasks(entry, own, letter, addressed)
        or _by_recipients(entry, own, letter)
        or Involved(
            Part.INFORMATION, reason=f"Gửi đến “{addressed}” để biết." if addressed else "Không giao việc."
        )
    )


def standpoint_of(entry: Entry) -> Standpoint:
    """Return what the letter says about itself."""
    header = {name: one.value for name, one in entry.header.items()}
    day = header.get(Field.ISSUED_ON)
    return Standpoint(
        issuing_body=header.get(Field.ISSUING_BODY),
        parent_body=header.get(Field.PARENT_BODY),
        place=header.get(Field.PLACE),
        issued_on=dt.date.fromisoformat(day) if day else None,
    )


def _by_tasks(entry: Entry, own: Resolved, letter: Standpoint, addressed: str | None) -> Involved | None:
    tasks: dict[int, Part] = {}
    names: dict[Part, str] = {}
    for place, task in enumerate(entry.tasks):
        for one in task.assignees:
            name = one.assignee.name
            if not concerns(name, own, letter, everybody=addressed is not None):
                continue
            part = Part.COOPERATE if one.assignee.role is Role.COOPERATE else Part.LEAD
            if tasks.get(place) is not Part.LEAD:
                tasks[place] = part
            names.setdefault(part, name)
    if not tasks:
        return None
    part = Part.LEAD if Part.LEAD in tasks.values() else Part.COOPERATE
    verb = "Giao" if part is Part.LEAD else "Yêu cầu phối hợp:"
    return Involved(part, tuple(tasks), f"{verb} “{names[part]}” ({len(tasks)} nhiệm vụ).")


def _by_recipients(entry: Entry, own: Resolved, letter: Standpoint) -> Involved | None:
    for one in entry.recipients:
        named = re.sub(r"\s*\([^()]*\)\s*$", "", one.value)
        if not any(concerns(part, own, letter) for part in (named, *re.split(r"[;,]\s*", named))):
            continue
        for part, mark in _MARKS.items():
            if mark.search(fold(one.value)):
                return Involved(part, reason=f"Nơi nhận ghi “{one.value}”.")
        return Involved(Part.INFORMATION, reason=f"Nơi nhận: “{one.value}”.")
    return None


# --- who is meant ----------------------------------------------------------------------------

# "Các Sở: Tài chính, Y tế" names a Sở Tài chính and a Sở Y tế.
_DISTRIBUTED = re.compile(
    r"^\W*(?:các\s+)?(?P<head>sở|phòng|ban|bộ|cục|ubnd\s+\S+)(?:,\s*(?:ban|ngành))*\s*:\s*(?P<names>.+)$"
)
_EVERYBODY = re.compile(r"\b(?:các|toàn thể|tất cả)\b.{0,20}\b(?:cơ quan|đơn vị|địa phương|tổ chức)\b")


@cache
def _groups() -> tuple[tuple[re.Pattern[str], frozenset[str], str], ...]:
    """Words of a group → what an office must be to belong to it: the kind of its word, and its level."""
    return tuple(
        (
            re.compile(
                r"\b(?:" + "|".join(re.escape(fold(word)) for word in row["words"].split(";")) + r")\b"
            ),
            frozenset(row["kinds"].split(";")),
            row["level"],
        )
        for row in table("body_groups")
    )


def concerns(name: str, own: Resolved, letter: Standpoint, *, everybody: bool = False) -> bool:
    """Say whether a name in a letter means the office, by itself or as one of a group.

    Args:
        name: as the letter writes it.
        own: the office.
        letter: where the letter speaks from.
        everybody: whether "các cơ quan, đơn vị" includes the office (it is addressed).
    """
    return any(
        resolve(one, letter).key == own.key
        or body_key(one) == body_key(own.written)
        or _in_group(one, own, letter)
        or (everybody and bool(_EVERYBODY.search(fold(one))))
        for one in _spread(name)
    )


def _spread(name: str) -> Iterator[str]:
    match = _DISTRIBUTED.match(fold(name))
    if not match:
        yield name
        return
    head = name[match.start("head") : match.end("head")]
    for part in re.split(r",\s*|\s+và\s+(?=[A-ZĐ])", name[match.start("names") : match.end("names")]):
        yield part if opening_body_word(fold(part)) else f"{head} {part}"


def _in_group(name: str, own: Resolved, letter: Standpoint) -> bool:
    folded = fold(body_of(name))
    many = re.search(r"\b(?:các|mỗi|từng|toàn thể|cấp)\s", folded)
    word = opening_body_word(fold(own.name))
    if not many or word is None:
        return False
    group = folded[many.start() :].replace(",", "")
    return any(
        word.kind in kinds and bool(words.search(group)) and _at_level(level, own, letter)
        for words, kinds, level in _groups()
    )


def _at_level(level: str, own: Resolved, letter: Standpoint) -> bool:
    """Say whether the office stands at a group's level, within the territory the letter speaks for."""
    if level == "local" and own.level not in {"district", "commune"}:
        return False
    if level not in {"local", "any"} and own.level != level:
        return False
    speaker = own_territory(letter)
    if speaker is None or speaker.province is None or own.province is None:
        return True
    return speaker.province == own.province and not _elsewhere(speaker, own, level)


def _elsewhere(speaker: Territory, own: Resolved, level: str) -> bool:
    """Say whether the office is of another district or commune than the one that speaks of its own bodies."""
    mine = own.territory
    if mine is None or speaker.level == "province" or mine.level != speaker.level:
        return False
    return level == "local" and fold(mine.full) != fold(speaker.full)
