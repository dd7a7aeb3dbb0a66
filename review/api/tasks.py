"""/tasks: lists, one task, states, extensions."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from models.register import TaskFilter, TaskLine
from models.states import TaskState, Timeliness
from pipeline.accounts import Account, Right
from pipeline.register_assignments import extend
from pipeline.register_pages import seen_letter
from pipeline.register_states import set_states
from pipeline.register_tasks import get_task, list_tasks, task_lines
from pipeline.timeliness import as_of
from review.api.caller import Caller, need
from review.api.shapes import Extension, Id, Items, Limit, NewState, Offset, TaskOut, Words
from review.desk import Desk
from review.guard import Office

router = APIRouter(tags=["tasks"])

Number = Annotated[int | None, Query(ge=1, lt=2**63)]


@router.get("/tasks")
def tasks(
    *,
    office: Office,
    who: Caller,
    state: Annotated[list[TaskState] | None, Query()] = None,
    timeliness: Annotated[list[Timeliness] | None, Query()] = None,
    body_id: Number = None,
    letter_id: Number = None,
    document_id: Number = None,
    assignee: Words = None,
    q: Words = None,
    due_from: dt.date | None = None,
    due_to: dt.date | None = None,
    as_of_day: Annotated[dt.date | None, Query(alias="as_of")] = None,
    sort: Annotated[str, Query(pattern="^(-?due|newest|oldest|letter|state)$")] = "due",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Items[TaskOut]:
    """List tasks as they stand on a day."""
    wanted = TaskFilter(
        states=tuple(state or ()),
        timeliness=tuple(timeliness or ()),
        body_id=body_id,
        letter_id=letter_id,
        document_id=document_id,
        assignee=(assignee or "").replace("\x00", "").strip() or None,
        words=(q or "").replace("\x00", "").strip() or None,
        due_from=due_from,
        due_to=due_to,
        visible_to=office.sees(who),
    )
    asked = as_of(office.settings, as_of_day or office.today)
    found = office.register.read(
        list_tasks, office.search.narrow_tasks(wanted, asked), asked, sort=sort, limit=limit, offset=offset
    )
    items = [TaskOut.model_validate(row) for row in found.rows]
    return Items(items=items, total=found.total, more=found.more)


@router.get("/tasks/{task_id}")
def task(office: Office, who: Caller, task_id: Id) -> TaskOut:
    """Return one task."""
    return TaskOut.model_validate(_line(office, who, task_id))


@router.post("/tasks/{task_id}/state")
def change_state(office: Office, who: Caller, task_id: Id, given: NewState) -> TaskOut:
    """Change a task's state."""
    need(who, Right.FOLLOW)
    _line(office, who, task_id)
    versions = {task_id: given.version} if given.version is not None else None
    office.register.write(
        set_states,
        [task_id],
        given.state,
        by=who.name,
        on=given.on,
        result=given.result,
        note=given.note,
        versions=versions,
    )
    return TaskOut.model_validate(_line(office, who, task_id))


@router.post("/tasks/{task_id}/extend")
def extend_task(office: Office, who: Caller, task_id: Id, given: Extension) -> TaskOut:
    """Extend a task's deadline."""
    need(who, Right.DIRECT)
    _line(office, who, task_id)
    with office.register.transaction() as session:
        if given.letter_id is not None:
            seen_letter(session, given.letter_id, office.sees(who))
        extend(
            session,
            task_id,
            given.due,
            given.reason,
            by=who.name,
            letter_id=given.letter_id,
            version=given.version,
        )
    return TaskOut.model_validate(_line(office, who, task_id))


def _line(office: Desk, who: Account, task_id: int) -> TaskLine:
    """Return a task that the account may see, as lists show it."""
    with office.register.transaction(write=False) as session:
        found = get_task(session, task_id)
        seen_letter(session, found.letter_id, office.sees(who))
        return task_lines(session, [task_id], as_of(office.settings, office.today))[task_id]
