"""Corrections of tasks on the review page: text, split, merge, order, assignees, deadlines."""

import datetime as dt
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from models.errors import NotFoundError, UsageError
from models.finding import Bound, Field, Role
from models.register import LetterView, TaskView
from models.vietnam_time import VIETNAM
from pipeline.calendar import calendar_of
from pipeline.deadlines import Resolved
from pipeline.register_assignments import (
    add_assignee,
    remove_assignee,
    remove_deadline,
    set_assignee,
    set_deadline,
)
from pipeline.register_task_edits import (
    accept_task,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    set_task,
    split_task,
)
from pipeline.typed import is_bare_day, tidy, typed_name
from pipeline.typed_deadline import source_of, typed_deadline
from review.guard import Posted, whole
from review.step import OnLetter, Step

router = APIRouter(prefix="/review/{letter_id}", include_in_schema=False)


@router.post("/tasks")
def new_task(step: OnLetter) -> Response:
    """Add a task, from a selection on the page or with words to be typed over."""

    def act() -> str:
        text, place = step.pointed_at()
        after = whole(step.form.text("after"))
        words = tidy(text) or "Nhiệm vụ mới"
        made = step.office.register.write(
            add_task, step.letter_id, words, by=step.who.name, place=place, after=after
        )
        return f"tasks-{made.id}"

    return step.attempt("tasks-0", act)


@router.post("/tasks/{task_id}")
def edit_task(step: OnLetter, task_id: int) -> Response:
    """Change one task: its words, its place in the order, or whether it is one at all."""
    action = step.form.text("action") or "save"

    def act() -> str | None:
        letter = step.letter()
        task = _task(letter, task_id)
        if action in _ORDER:
            return _ORDER[action](step, letter, task)
        _write_words(step, task_id, action)
        return None

    return step.attempt(f"task-{task_id}", act, step.form.text("value", 20_000))


def _write_words(step: Step, task_id: int, action: str) -> None:
    register, form = step.office.register, step.form
    if action == "accept":
        register.write(accept_task, task_id, **step.given)
        return
    place = None
    if action == "take":
        text, place = step.pointed_at()
        into = form.text("into")
        values: dict[str, Any] = {into if into in {"report_to", "product"} else "text": tidy(text)}
        place = place if "text" in values else None
    else:
        values = {
            "text": tidy(form.text("value", 20_000)),
            "product": tidy(form.text("product")) or None,
            "report_to": typed_name(tidy(form.text("report_to"))) or None,
        }
    register.write(lambda session: set_task(session, task_id, place=place, **step.given, **values))


def _split(step: Step, _: LetterView, task: TaskView) -> str:
    typed = step.form.form.get("value")
    before = typed[: step.form.number("at")] if isinstance(typed, str) else ""
    given, text = step.given, step.form.text("value", 20_000)
    if tidy(text) != task.text:
        changed = step.office.register.write(
            lambda session: set_task(session, task.id, text=tidy(text), **given)
        )
        given |= {"version": changed.version}
    first, _second = step.office.register.write(split_task, task.id, len(tidy(before)), **given)
    return f"tasks-{first.id}"


def _merge(step: Step, letter: LetterView, task: TaskView) -> str:
    following = [one.id for one in letter.tasks][_place(letter, task) + 1 :][:1]
    if not following:
        raise UsageError("Đây là nhiệm vụ cuối, không có nhiệm vụ sau để gộp.", "Chọn nhiệm vụ đứng trước.")
    step.office.register.write(merge_tasks, [task.id, *following], by=step.who.name)
    return f"tasks-{task.id}"


def _up(step: Step, letter: LetterView, task: TaskView) -> str:
    step.office.register.write(move_task, task.id, max(0, _place(letter, task) - 1), by=step.who.name)
    return f"tasks-{task.id}"


def _down(step: Step, letter: LetterView, task: TaskView) -> str:
    step.office.register.write(move_task, task.id, _place(letter, task) + 1, by=step.who.name)
    return f"tasks-{task.id}"


def _remove(step: Step, _: LetterView, task: TaskView) -> str:
    step.office.register.write(remove_task, task.id, **step.given)
    return "tasks-0"


_ORDER = {"split": _split, "merge": _merge, "up": _up, "down": _down, "remove": _remove}


@router.post("/tasks/{task_id}/assignees")
def new_assignee(step: OnLetter, task_id: int) -> Response:
    """Give a task one more assignee."""

    def act() -> None:
        _task(step.letter(), task_id)
        text, place = step.pointed_at()
        step.office.register.write(
            add_assignee,
            task_id,
            typed_name(tidy(text)) or None,
            by=step.who.name,
            body_id=whole(step.form.text("body_id")),
            role=role_of(step.form) or Role.LEAD,
            place=place,
        )

    return step.attempt(f"task-{task_id}", act)


@router.post("/tasks/{task_id}/assignees/{assignment_id}")
def edit_assignee(step: OnLetter, task_id: int, assignment_id: int) -> Response:
    """Rename an assignee, change its role, or take it off."""

    def act() -> None:
        task = _task(step.letter(), task_id)
        current = next((one for one in task.assignees if one.id == assignment_id), None)
        if current is None:
            raise NotFoundError("Người thực hiện này không còn ở nhiệm vụ.", "Tải lại trang.")
        text, _ = step.pointed_at()
        body_id, name = whole(step.form.text("body_id")), typed_name(tidy(text))
        if step.form.text("action") == "remove" or (body_id is None and not name):
            step.office.register.write(remove_assignee, assignment_id, **step.given)
            return
        renamed: dict[str, Any] = {"body_id": body_id} if body_id else {}
        if not body_id and name != current.name:
            renamed = {"name": name}
        step.office.register.write(
            set_assignee, assignment_id, role=role_of(step.form), **step.given, **renamed
        )

    return step.attempt(f"task-{task_id}", act, step.form.text("value"))


@router.post("/tasks/{task_id}/deadlines")
def new_deadline(step: OnLetter, task_id: int) -> Response:
    """Give a task a deadline."""
    return _deadline(step, task_id, None)


@router.post("/tasks/{task_id}/deadlines/{deadline_id}")
def edit_deadline(step: OnLetter, task_id: int, deadline_id: int) -> Response:
    """Change a task's deadline, or take it off."""
    return _deadline(step, task_id, deadline_id)


def _deadline(step: Step, task_id: int, deadline_id: int | None) -> Response:
    def act() -> None:
        task = _task(step.letter(), task_id)
        if deadline_id is not None and all(one.id != deadline_id for one in task.deadlines):
            raise NotFoundError("Thời hạn này không còn ở nhiệm vụ.", "Tải lại trang.")
        text, place = step.pointed_at()
        if deadline_id is not None and (step.form.text("action") == "remove" or not text):
            step.office.register.write(remove_deadline, task_id, deadline_id, **step.given)
            return
        found = _read_limit(step, text)
        step.office.register.write(
            set_deadline,
            task_id,
            found.deadline,
            deadline_id=deadline_id,
            source=source_of(found),
            count=found.count,
            rrule=found.rrule,
            text=tidy(text),
            place=place,
            **step.given,
        )

    return step.attempt(f"task-{task_id}", act, step.form.text("value"))


def _read_limit(step: Step, text: str) -> Resolved:
    """Return the deadline that a person typed or pointed at; a bare day is meant as the form says."""
    letter = step.letter()
    issued = letter.header[Field.ISSUED_ON].value
    found = typed_deadline(
        text,
        calendar_of(step.office.settings),
        issued_on=dt.date.fromisoformat(issued) if issued else None,
        received_on=letter.line.arrived_on or letter.line.received_at.astimezone(VIETNAM).date(),
    )
    bound, time = step.form.text("bound"), step.form.text("time")
    if is_bare_day(text) and bound in set(Bound):
        return replace(found, deadline=replace(found.deadline, bound=Bound(bound), time=time or None))
    return found


def role_of(form: Posted) -> Role | None:
    """Return the role that a form names."""
    role = form.text("role")
    return Role(role) if role in set(Role) else None


def _task(letter: LetterView, task_id: int) -> TaskView:
    for one in letter.tasks:
        if one.id == task_id:
            return one
    raise NotFoundError("Nhiệm vụ này không còn trong văn bản.", "Tải lại trang.")


def _place(letter: LetterView, task: TaskView) -> int:
    return [one.id for one in letter.tasks].index(task.id)
