"""Corrections of tasks on the review page: text, split, merge, order, assignees, deadlines."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from models.errors import NotFoundError, UsageError
from models.finding import Bound, Deadline, DeadlineKind, Role
from models.register import LetterView, TaskView
from pipeline.register_assignments import (
    add_assignee,
    remove_assignee,
    remove_deadline,
    set_assignee,
    set_deadline,
)
from pipeline.register_letters import get_letter
from pipeline.register_pages import seen_letter
from pipeline.register_task_edits import (
    accept_task,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    set_task,
    split_task,
)
from pipeline.typed import tidy, typed_day, typed_hour, typed_name
from review.guard import Desk, Office, Posted, ReviewForm, SignedIn, whole
from review.views.corrections import pointed_at
from review.views.review import attempt

router = APIRouter(include_in_schema=False)


@router.post("/review/{letter_id}/tasks")
def new_task(request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int) -> Response:
    """Add a task, from a selection on the page or with words to be typed over."""

    def act() -> str:
        text, place = pointed_at(office, letter_id, form)
        text = tidy(text) or "Nhiệm vụ mới"
        made = office.register.write(
            add_task, letter_id, text, by=who.name, place=place, after=whole(form.text("after"))
        )
        return f"tasks-{made.id}"

    return attempt(request, office, who, letter_id, "tasks-0", act)


@router.post("/review/{letter_id}/tasks/{task_id}")
def edit_task(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int, task_id: int
) -> Response:
    """Change one task: its words, its place in the order, or whether it is one at all."""
    action = form.text("action") or "save"

    def act() -> str | None:
        letter = _letter(office, letter_id)
        task = _task(letter, task_id)
        given: dict[str, Any] = {"by": who.name, "version": form.number("version")}
        if action in _WHOLE:
            return _WHOLE[action](office, letter, task, form, given)
        if action == "accept":
            office.register.write(accept_task, task_id, **given)
        elif action == "take":
            text, place = pointed_at(office, letter_id, form)
            into = form.text("into")
            values = {into if into in {"report_to", "product"} else "text": tidy(text)}
            office.register.write(set_task, task_id, place=place if "text" in values else None, **given, **values)
        else:
            values = {
                "text": tidy(form.text("value", 20_000)),
                "product": tidy(form.text("product")) or None,
                "report_to": typed_name(tidy(form.text("report_to"))) or None,
            }
            office.register.write(set_task, task_id, **given, **values)
        return None

    return attempt(request, office, who, letter_id, f"task-{task_id}", act, form.text("value", 20_000))


def _split(office: Desk, _: LetterView, task: TaskView, form: Posted, given: dict[str, Any]) -> str:
    text = form.text("value", 20_000)
    if tidy(text) != task.text:
        changed = office.register.write(set_task, task.id, text=tidy(text), **given)
        given = given | {"version": changed.version}
    at = len(tidy(form.form["value"][: form.number("at")])) if isinstance(form.form["value"], str) else 0
    first, _second = office.register.write(split_task, task.id, at, **given)
    return f"tasks-{first.id}"


def _merge(office: Desk, letter: LetterView, task: TaskView, _: Posted, given: dict[str, Any]) -> str:
    following = [one.id for one in letter.tasks if one.ordinal > task.ordinal][:1]
    if not following:
        raise UsageError("Đây là nhiệm vụ cuối, không có nhiệm vụ sau để gộp.", "Chọn nhiệm vụ đứng trước.")
    office.register.write(merge_tasks, [task.id, *following], by=given["by"])
    return f"tasks-{task.id}"


def _up(office: Desk, letter: LetterView, task: TaskView, _: Posted, given: dict[str, Any]) -> str:
    office.register.write(move_task, task.id, max(0, _place(letter, task) - 1), by=given["by"])
    return f"tasks-{task.id}"


def _down(office: Desk, letter: LetterView, task: TaskView, _: Posted, given: dict[str, Any]) -> str:
    office.register.write(move_task, task.id, _place(letter, task) + 1, by=given["by"])
    return f"tasks-{task.id}"


def _remove(office: Desk, _: LetterView, task: TaskView, __: Posted, given: dict[str, Any]) -> str:
    office.register.write(remove_task, task.id, **given)
    return "tasks-0"


_WHOLE = {"split": _split, "merge": _merge, "up": _up, "down": _down, "remove": _remove}


@router.post("/review/{letter_id}/tasks/{task_id}/assignees")
def new_assignee(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int, task_id: int
) -> Response:
    """Give a task one more assignee."""

    def act() -> None:
        _task(_letter(office, letter_id), task_id)
        text, place = pointed_at(office, letter_id, form)
        office.register.write(
            add_assignee,
            task_id,
            typed_name(tidy(text)) or None,
            by=who.name,
            body_id=whole(form.text("body_id")),
            role=role_of(form) or Role.LEAD,
            place=place,
        )

    return attempt(request, office, who, letter_id, f"task-{task_id}", act)


@router.post("/review/{letter_id}/tasks/{task_id}/assignees/{assignment_id}")
def edit_assignee(
    request: Request,
    office: Office,
    who: SignedIn,
    form: ReviewForm,
    letter_id: int,
    task_id: int,
    assignment_id: int,
) -> Response:
    """Rename an assignee, change its role, or take it off."""

    def act() -> None:
        task = _task(_letter(office, letter_id), task_id)
        current = next((one for one in task.assignees if one.id == assignment_id), None)
        if current is None:
            raise NotFoundError("Người thực hiện này không còn ở nhiệm vụ.", "Tải lại trang.")
        given: dict[str, Any] = {"by": who.name, "version": form.number("version")}
        if form.text("action") == "remove":
            office.register.write(remove_assignee, assignment_id, **given)
            return
        text, _ = pointed_at(office, letter_id, form)
        body_id, name = whole(form.text("body_id")), typed_name(tidy(text))
        if body_id is None and not name:
            office.register.write(remove_assignee, assignment_id, **given)
            return
        renamed = {"body_id": body_id} if body_id else {"name": name} if name != current.name else {}
        office.register.write(set_assignee, assignment_id, role=role_of(form), **given, **renamed)

    return attempt(request, office, who, letter_id, f"task-{task_id}", act, form.text("value"))


@router.post("/review/{letter_id}/tasks/{task_id}/deadlines")
@router.post("/review/{letter_id}/tasks/{task_id}/deadlines/{deadline_id}")
def edit_deadline(
    request: Request,
    office: Office,
    who: SignedIn,
    form: ReviewForm,
    letter_id: int,
    task_id: int,
    deadline_id: int | None = None,
) -> Response:
    """Give a task a deadline, change one, or take it off."""

    def act() -> None:
        task = _task(_letter(office, letter_id), task_id)
        if deadline_id is not None and all(one.id != deadline_id for one in task.deadlines):
            raise NotFoundError("Thời hạn này không còn ở nhiệm vụ.", "Tải lại trang.")
        given: dict[str, Any] = {"by": who.name, "version": form.number("version")}
        text, place = pointed_at(office, letter_id, form)
        if deadline_id is not None and (form.text("action") == "remove" or not text):
            office.register.write(remove_deadline, task_id, deadline_id, **given)
            return
        bound = form.text("bound")
        made = Deadline(
            DeadlineKind.DATE,
            due=typed_day(text),
            time=typed_hour(text.split("ngày")[0]) if "ngày" in text else typed_hour(form.text("time")),
            bound=Bound(bound) if bound in set(Bound) else Bound.BY,
        )
        office.register.write(
            set_deadline, task_id, made, deadline_id=deadline_id, text=tidy(text), place=place, **given
        )

    return attempt(request, office, who, letter_id, f"task-{task_id}", act, form.text("value"))


def role_of(form: Posted) -> Role | None:
    """Return the role that a form names."""
    role = form.text("role")
    return Role(role) if role in set(Role) else None


def _letter(office: Desk, letter_id: int) -> LetterView:
    office.register.read(seen_letter, letter_id)
    return office.register.read(get_letter, letter_id)


def _task(letter: LetterView, task_id: int) -> TaskView:
    for one in letter.tasks:
        if one.id == task_id:
            return one
    raise NotFoundError("Nhiệm vụ này không còn trong văn bản.", "Tải lại trang.")


def _place(letter: LetterView, task: TaskView) -> int:
    return [one.id for one in letter.tasks].index(task.id)


