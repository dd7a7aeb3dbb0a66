"""Whether a letter wants the office to act: to lead, to cooperate, or only to know."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extractors.vocabulary import opening_body_word, table
from models.finding import Field, Role
from models.folding import fold
from models.states import Part
from pipeline.bodies import Resolved, Standpoint, Territory, own_territory, resolve
from pipeline.body_names import body_key, body_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.entry import Entry


@dataclass(frozen=True, slots=True)
class Involved:
    """The office's part in a letter, and why, in Vietnamese.

    `parts` has its part in each task, in the letter's order, None where it has none.
    """

    part: Part
    parts: tuple[Part | None, ...] = ()
    reason: str = ""

    @property
    def tasks(self) -> tuple[int, ...]:
        """Which tasks are the office's own."""
        return tuple(place for place, part in enumerate(self.parts) if part is not None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says of whom it is from, whom it goes to and who is told what."""

    letter: Standpoint
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    tasks: tuple[tuple[tuple[str, Role], ...], ...]  # the names of each task, as the letter writes them


_MARKS = {
    Part.LEAD: re.compile(r"\(\s*(?:để\s+)?(?:t\s*/\s*h|thực hiện)\b[^)]*\)\s*$"),
    Part.COOPERATE: re.compile(r"\(\s*(?:để\s+)?(?:p\s*/\s*h|phối hợp)\b[^)]*\)\s*$"),
}


def involvement(entry: Entry, office: str, *, province: str = "") -> Involved | None:
    """Say what part the office has in a letter that was read; None where no office is set.

    Args:
        entry: what the letter says.
        office: the office's own whole name, "UBND phường Hòa Khánh".
        province: the office's province, where its name does not say it.
    """
    told = Told(
        standpoint_of({name: one.value for name, one in entry.header.items()}),
        tuple(one.value for one in entry.addressees),
        tuple(one.value for one in entry.recipients),
        tuple(
            tuple((one.assignee.name, one.assignee.role) for one in task.assignees) for task in entry.tasks
        ),
    )
    return involvement_in(told, office, province)


def standpoint_of(header: Mapping[Field, str]) -> Standpoint:
    """Return what the letter says about itself."""
    day = header.get(Field.ISSUED_ON)
    return Standpoint(
        issuing_body=header.get(Field.ISSUING_BODY),
        parent_body=header.get(Field.PARENT_BODY),
        place=header.get(Field.PLACE),
        issued_on=dt.date.fromisoformat(day) if day else None,
    )


def involvement_in(told: Told, office: str, province: str = "") -> Involved | None:
    """Say what part the office has in what a letter says; None where no office is set."""
    if not office.strip():
        return None
    letter = told.letter
    nobody: tuple[Part | None, ...] = (None,) * len(told.tasks)
    own = _resolved(
        office, Standpoint(issuing_body=office, issued_on=letter.issued_on, province=province or None)
    )
    if letter.issuing_body and _resolved(letter.issuing_body, letter).key == own.key:
        return Involved(Part.INFORMATION, nobody, "Văn bản do chính cơ quan ban hành.")
    addressed = next((one for one in told.addressees if concerns(one, own, letter)), None)
    return (
        _by_tasks(told, own, addressed=addressed is not None)
        or _by_recipients(told, own)
        or Involved(
            Part.INFORMATION, nobody, f"Gửi đến “{addressed}” để biết." if addressed else "Không giao việc."
        )
    )


def _by_tasks(told: Told, own: Resolved, *, addressed: bool) -> Involved | None:
    parts: list[Part | None] = []
    names: dict[Part, str] = {}
    for task in told.tasks:
        found: Part | None = None
        for name, role in task:
            if not concerns(name, own, told.letter, everybody=addressed):
                continue
            part = Part.COOPERATE if role is Role.COOPERATE else Part.LEAD
            found = part if found is not Part.LEAD else found
            names.setdefault(part, name)
        parts.append(found)
    count = sum(part is not None for part in parts)
    if not count:
        return None
    part = Part.LEAD if Part.LEAD in parts else Part.COOPERATE
    verb = "Giao" if part is Part.LEAD else "Yêu cầu phối hợp:"
    return Involved(part, tuple(parts), f"{verb} “{names[part]}” ({count} nhiệm vụ).")


def _by_recipients(told: Told, own: Resolved) -> Involved | None:
    nobody: tuple[Part | None, ...] = (None,) * len(told.tasks)
    for one in told.recipients:
        named = re.sub(r"\s*\([^()]*\)\s*$", "", one)
        if not any(concerns(part, own, told.letter) for part in (named, *re.split(r"[;,]\s*", named))):
            continue
        for part, mark in _MARKS.items():
            if mark.search(fold(one)):
                return Involved(part, nobody, f"Nơi nhận ghi “{one}”.")
        return Involved(Part.INFORMATION, nobody, f"Nơi nhận: “{one}”.")
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


@lru_cache(maxsize=8192)
def _resolved(name: str, standpoint: Standpoint) -> Resolved:
    return resolve(name, standpoint)


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    return body_key(name)


def concerns(name: str, own: Resolved, letter: Standpoint, *, everybody: bool = False) -> bool:
    """Say whether a name in a letter means the office, by itself or as one of a group.

    Args:
        name: as the letter writes it.
        own: the office.
        letter: where the letter speaks from.
        everybody: whether "các cơ quan, đơn vị" includes the office (it is addressed).
    """
    return any(
        _resolved(one, letter).key == own.key
        or _key(one) == _key(own.written)
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
