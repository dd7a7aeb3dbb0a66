"""What the letters of the register want of the office: to lead, to cooperate, or only to know."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.finding import Field
from models.tables import AssignmentRow, FieldRow, TaskRow
from pipeline.involvement import Told, involvement_in, standpoint_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from models.finding import Role
    from pipeline.involvement import Involved

_HEADER = (Field.ISSUING_BODY, Field.PARENT_BODY, Field.PLACE, Field.ISSUED_ON)
_LISTS = (Field.ADDRESSEE, Field.RECIPIENT)


def involvements(
    session: Session, letter_ids: Sequence[int], office: str, *, province: str = ""
) -> dict[int, Involved]:
    """Return the office's part in each letter, and in each of its tasks; nothing where no office is set.

    Args:
        session: of the register.
        letter_ids: the letters asked for.
        office: the office's own whole name.
        province: the office's province, where its name does not say it.
    """
    if not office.strip() or not letter_ids:
        return {}
    said = _said(session, letter_ids)
    tasks = _tasks(session, letter_ids)
    found = {}
    for letter in letter_ids:
        values = said[letter]
        told = Told(
            standpoint_of({name: values[name][0] for name in _HEADER if values[name]}),
            tuple(values[Field.ADDRESSEE]),
            tuple(values[Field.RECIPIENT]),
            tuple(tuple(names) for names in tasks[letter].values()),
        )
        part = involvement_in(told, office, province)
        if part is not None:
            found[letter] = part
    return found


def _said(session: Session, letter_ids: Sequence[int]) -> dict[int, dict[Field, list[str]]]:
    """Return what counts of each letter's header and lists: a person's value before the machine's."""
    rows = session.execute(
        select(
            FieldRow.letter_id,
            FieldRow.name,
            FieldRow.person_status,
            FieldRow.person_value,
            FieldRow.machine_value,
        )
        .where(
            FieldRow.letter_id.in_(letter_ids),
            FieldRow.name.in_((*_HEADER, *_LISTS)),
            FieldRow.removed.is_(False),
        )
        .order_by(FieldRow.letter_id, FieldRow.ordinal)
    )
    said: dict[int, dict[Field, list[str]]] = defaultdict(lambda: defaultdict(list))
    for letter, name, looked, by_person, by_machine in rows:
        value = by_machine if looked is None else by_person
        if value:
            said[letter][name].append(value)
    return said


def _tasks(session: Session, letter_ids: Sequence[int]) -> dict[int, dict[int, list[tuple[str, Role]]]]:
    """Return who is told in each task, by letter, in the letters' order."""
    tasks: dict[int, dict[int, list[tuple[str, Role]]]] = defaultdict(dict)
    rows = session.execute(
        select(TaskRow.letter_id, TaskRow.id, AssignmentRow.name, AssignmentRow.role)
        .outerjoin(AssignmentRow, (AssignmentRow.task_id == TaskRow.id) & AssignmentRow.removed.is_(False))
        .where(TaskRow.letter_id.in_(letter_ids), TaskRow.removed.is_(False))
        .order_by(TaskRow.letter_id, TaskRow.ordinal, TaskRow.id, AssignmentRow.ordinal)
    )
    for letter, task, name, role in rows:
        named = tasks[letter].setdefault(task, [])
        if name is not None:
            named.append((name, role))
    return tasks
