"""Nhiệm vụ: the task register as a list, a board and a calendar; states, extensions, saved views."""

import calendar
import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from models.errors import UsageError
from models.register import TaskFilter, TaskLine
from models.states import OPEN_STATES, Settled, TaskState, Timeliness
from pipeline.accounts import Account
from pipeline.calendar import WEEKLY, calendar_of
from pipeline.register_assignments import add_assignee, extend, set_members
from pipeline.register_bodies import get_body, search_bodies
from pipeline.register_decisions import get_document
from pipeline.register_history import list_events
from pipeline.register_letters import letter_lines
from pipeline.register_office import list_views, remove_view, save_view
from pipeline.register_pages import hidden_letters, seen_letter
from pipeline.register_proposals import list_proposals
from pipeline.register_states import complete_member, set_states, settle_flag
from pipeline.register_task_edits import set_task
from pipeline.register_tasks import count_tasks, due_days, get_task, list_tasks
from pipeline.timeliness import AsOf, as_of
from pipeline.typed import typed_name
from review.asked import TASK_NAMES, asked_page, kept, task_filter
from review.desk import Desk
from review.guard import DirectForm, FollowForm, Form, Office, Posted, SignedIn, whole
from review.page import go, render
from review.views.task_edits import role_of

router = APIRouter(include_in_schema=False)

PAGE = 50
COLUMN = 15  # tasks shown in one column of the board
IN_A_DAY = 3  # tasks named on a day of the calendar; the rest is counted
MOST_NAMED = 300  # of a month with more, days show only how many
ABOUT = ("body", "letter", "document", "who")  # whose tasks: kept when another quick filter is chosen
SORTS = {
    "due": "hạn gần trước",
    "-due": "hạn xa trước",
    "newest": "mới giao",
    "letter": "theo văn bản",
    "state": "trạng thái",
}
QUICK = {
    "Đang mở": {"open": "1"},
    "Quá hạn": {"time": "overdue", "open": "1"},
    "Sắp đến hạn": {"time": "due-soon", "open": "1"},
    "Không có hạn": {"time": "no-deadline", "open": "1"},
    "Cần xem lại": {"flagged": "1", "open": "1"},
    "Hoàn thành": {"state": "done"},
}
COUNTED: dict[str, dict[str, Any]] = {
    "Đang mở": {"open_only": True},
    "Quá hạn": {"open_only": True, "timeliness": (Timeliness.OVERDUE,)},
    "Sắp đến hạn": {"open_only": True, "timeliness": (Timeliness.DUE_SOON,)},
}
NEXT = {
    "assigned": ("in-progress", "Bắt đầu"),
    "returned": ("in-progress", "Làm lại"),
    "in-progress": ("done", "Hoàn thành"),
}
"""State → the one that follows as a rule, and what the board's button says."""


@router.get("/tasks")
def tasks(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """List tasks by the filters in the address."""
    params = request.query_params
    page, wanted = asked_page(params), office.found(task_filter(params, office.sees(who)))
    sort = params.get("sort", "due")
    with office.register.transaction(write=False) as session:
        listed = list_tasks(
            session,
            wanted,
            _now(office),
            sort=sort if sort in SORTS else "due",
            limit=PAGE,
            offset=(page - 1) * PAGE,
        )
        waiting = _waiting(office, session, wanted) if not listed.rows else 0
        values = _shared(request, office, who, session, wanted)
    values |= {"listed": listed, "waiting": waiting, "page": page, "per_page": PAGE, "sort": sort}
    return render(request, "tasks.html", **values)


def _waiting(office: Desk, session: Any, wanted: TaskFilter) -> int:
    """Return how many tasks would be listed, had somebody approved them: open ones are those approved."""
    if not wanted.open_only:
        return 0
    return count_tasks(session, replace(wanted, states=(TaskState.WAITING,), open_only=False), _now(office))


@router.get("/tasks/board")
def board(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show tasks in columns by state."""
    wanted = office.found(task_filter(request.query_params, office.sees(who)))
    every = (TaskState.WAITING, *OPEN_STATES, TaskState.DONE)
    states = wanted.states or (OPEN_STATES if wanted.open_only else every)
    with office.register.transaction(write=False) as session:
        columns = [
            (
                state,
                list_tasks(
                    session, replace(wanted, states=(state,), open_only=False), _now(office), limit=COLUMN
                ),
            )
            for state in states
        ]
        values = _shared(request, office, who, session, wanted)
    return render(request, "tasks_board.html", columns=columns, next=NEXT, **values)


@router.get("/tasks/calendar")
def month(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show a month with the tasks due on each day."""
    wanted = office.found(task_filter(request.query_params, office.sees(who)))
    first = _month(request.query_params.get("month", ""), office.today)
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)
    with office.register.transaction(write=False) as session:
        counted = due_days(session, weeks[0][0], weeks[-1][-1], wanted)
        listed: tuple[TaskLine, ...] = ()
        if sum(counted.values()) <= MOST_NAMED:
            span = replace(wanted, due_from=weeks[0][0], due_to=weeks[-1][-1], open_only=True)
            listed = list_tasks(session, span, _now(office), limit=MOST_NAMED).rows
        values = _shared(request, office, who, session, wanted)
    by_day: defaultdict[dt.date, list[TaskLine]] = defaultdict(list)
    for one in listed:
        if one.due_on is not None and len(by_day[one.due_on]) < IN_A_DAY:
            by_day[one.due_on].append(one)
    return render(
        request,
        "tasks_calendar.html",
        weeks=weeks,
        counted=counted,
        by_day=by_day,
        first=first,
        before=(first - dt.timedelta(1)).strftime("%Y-%m"),
        after=(first + dt.timedelta(31)).strftime("%Y-%m"),
        **_days_off(office, weeks),
        **values,
    )


def _days_off(office: Desk, weeks: list[list[dt.date]]) -> dict[str, Any]:
    """Return the days on which nobody works, and which of them have a name of their own."""
    known = calendar_of(office.settings)
    off = {day: known.name_of(day) for week in weeks for day in week if not known.is_working(day)}
    return {"off": off, "holidays": {day: name for day, name in off.items() if name and name != WEEKLY}}


def _now(office: Desk) -> AsOf:
    return as_of(office.settings, office.today, office.now.time())


def _shared(request: Request, office: Desk, who: Account, session: Any, wanted: TaskFilter) -> dict[str, Any]:
    """Return what the head of list, board and calendar shows: whose tasks they are, and the filters."""
    filters = kept(request.query_params, TASK_NAMES)
    base = {name: values for name, values in filters.items() if name in ABOUT}
    rest = {name: values[0] for name, values in filters.items() if name not in (*ABOUT, "sort")}
    numbers = {}
    if wanted.body_id is not None:
        about = TaskFilter(body_id=wanted.body_id, visible_to=wanted.visible_to)
        for words, changes in COUNTED.items():
            numbers[words] = count_tasks(session, replace(about, **changes), _now(office))
    lines = letter_lines(session, [wanted.letter_id or 0], visible_to=wanted.visible_to)
    return {
        "wanted": wanted,
        "kept": filters,
        "base": base,
        "rest": rest,
        "numbers": numbers,
        "body": get_body(session, wanted.body_id) if wanted.body_id is not None else None,
        "letter": lines.get(wanted.letter_id or 0),
        "document": get_document(session, wanted.document_id) if wanted.document_id is not None else None,
        "views": list_views(session, who.id, "tasks"),
        "quick": QUICK,
        "sorts": SORTS,
        "states": tuple(TaskState),
        "times": tuple(one for one in Timeliness if one is not Timeliness.NOT_COUNTED),
    }


def _month(text: str, today: dt.date) -> dt.date:
    year, _, number = text.partition("-")
    try:
        return dt.date(int(year), int(number), 1)
    except ValueError:
        return today.replace(day=1)


@router.post("/tasks/state")
def change_states(request: Request, office: Office, who: SignedIn, form: FollowForm) -> Response:
    """Change the state of the ticked tasks."""
    ids, state = form.numbers("task"), form.text("state")
    if state not in set(TaskState):
        raise UsageError("Chưa chọn trạng thái.", "Chọn trạng thái rồi bấm lại.")
    if not ids:
        raise UsageError("Chưa chọn nhiệm vụ nào.", "Đánh dấu các nhiệm vụ ở cột đầu.")
    _check_seen(office, who, ids)
    office.register.write(
        set_states,
        ids,
        TaskState(state),
        by=who.name,
        on=form.day("on"),
        result=form.text("result", 400) or None,
        note=form.text("note") or None,
    )
    return go(request, _back(form), "changed")


@router.post("/tasks/extend")
def extend_several(request: Request, office: Office, who: SignedIn, form: DirectForm) -> Response:
    """Give the ticked tasks one new deadline, with the reason."""
    ids, due = form.numbers("task"), form.day("due")
    if due is None:
        raise UsageError("Chưa có ngày gia hạn.", "Ghi hạn mới rồi bấm lại.")
    if not ids:
        raise UsageError("Chưa chọn nhiệm vụ nào.", "Đánh dấu các nhiệm vụ ở cột đầu.")
    _check_seen(office, who, ids)
    with office.register.transaction() as session:
        for task_id in dict.fromkeys(ids):
            extend(session, task_id, due, form.text("reason"), by=who.name)
    return go(request, _back(form), "extended")


def _check_seen(office: Desk, who: Any, ids: tuple[int, ...]) -> None:
    sees = office.sees(who)
    with office.register.transaction(write=False) as session:
        wanted = TaskFilter(ids=ids, visible_to=sees)
        found = list_tasks(session, wanted, as_of(office.settings, office.today), limit=len(ids))
    if found.total < len(set(ids)):
        raise UsageError("Có nhiệm vụ không còn trong sổ.", "Tải lại trang rồi chọn lại.")


def _back(form: Posted) -> str:
    """Return the list that the form came from; only our own task pages."""
    back = form.text("back", 2000)
    return back if back.startswith("/tasks") and back.isprintable() and "\\" not in back else "/tasks"


@router.post("/tasks/views")
def views(request: Request, office: Office, who: SignedIn, form: Form) -> Response:
    """Save the filters as a view under a name, or remove a view."""
    if form.text("remove"):
        office.register.write(remove_view, form.number("remove"), who.id)
        return go(request, "/tasks", "removed")
    saved = form.text("query", 2000)
    office.register.write(
        save_view, who.id, "tasks", form.text("name", 120), saved, shared=form.flag("shared")
    )
    return go(request, "/tasks" + (saved if saved.startswith("?") else ""), "view")


@router.get("/tasks/proposals")
def proposals(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """List what proposes a change and waits for a person: extensions, readings anew, corrected sheets."""
    page = asked_page(request.query_params)
    with office.register.transaction(write=False) as session:
        found = list_proposals(session, limit=PAGE, offset=(page - 1) * PAGE)
        letters = {one.letter_id for one in found}
        sees = office.sees(who)
        hidden = hidden_letters(session, letters, sees) if sees is not None else frozenset()
        lines = letter_lines(session, sorted(letters - hidden))
    shown = tuple(one for one in found if one.letter_id in lines)
    return render(request, "proposals.html", found=shown, lines=lines, page=page, more=len(found) == PAGE)


@router.get("/tasks/{task_id}")
def task(request: Request, office: Office, who: SignedIn, task_id: int) -> HTMLResponse:
    """Show one task with its letter, members, warnings and history."""
    with office.register.transaction(write=False) as session:
        found = get_task(session, task_id)
        seen_letter(session, found.letter_id, office.sees(who))
        line = letter_lines(session, [found.letter_id])[found.letter_id]
        events = list_events(session, task_id=task_id, limit=100)
    return render(request, "task.html", task=found, line=line, events=events, states=tuple(TaskState))


@router.post("/tasks/{task_id}/extend")
def give_time(request: Request, office: Office, who: SignedIn, form: DirectForm, task_id: int) -> Response:
    """Extend a task's deadline, with the reason and the letter that grants it."""
    due = form.day("due")
    if due is None:
        raise UsageError("Chưa có ngày gia hạn.", "Chọn ngày mới.")
    _seen_task(office, who, task_id)
    office.register.write(
        extend, task_id, due, form.text("reason"), by=who.name, letter_id=whole(form.text("letter_id"))
    )
    return go(request, f"/tasks/{task_id}", "extended")


@router.post("/tasks/{task_id}/assign")
def assign(request: Request, office: Office, who: SignedIn, form: DirectForm, task_id: int) -> Response:
    """Give a task to one more body or person."""
    _seen_task(office, who, task_id)
    name = typed_name(form.text("value", 400))
    office.register.write(
        add_assignee, task_id, name or None, by=who.name, body_id=whole(form.text("body_id")), **_role(form)
    )
    return go(request, f"/tasks/{task_id}", "assigned")


def _role(form: Posted) -> dict[str, Any]:
    role = role_of(form)
    return {"role": role} if role else {}


@router.post("/tasks/{task_id}/note")
def note(request: Request, office: Office, who: SignedIn, form: FollowForm, task_id: int) -> Response:
    """Write a note or a result."""
    _seen_task(office, who, task_id)
    values: dict[str, Any] = {"note": form.text("note") or None, "result": form.text("result", 400) or None}
    office.register.write(lambda session: set_task(session, task_id, by=who.name, **values))
    return go(request, f"/tasks/{task_id}", "saved")


@router.post("/tasks/{task_id}/members")
def members(request: Request, office: Office, who: SignedIn, form: FollowForm, task_id: int) -> Response:
    """Name a group's members, or note that one of them is done."""
    found = _seen_task(office, who, task_id)
    if form.text("member"):
        on = None if form.text("action") == "reopen" else form.day("on") or office.today
        office.register.write(complete_member, task_id, form.number("member"), by=who.name, on=on)
    else:
        current = {one.body_id for one in found.members}
        added = set(form.numbers("body_id"))
        name = form.text("value", 400)
        if not added and name:
            added = {one.id for one in office.register.read(search_bodies, name, limit=1)}
        wanted = (current | added) - set(form.numbers("remove"))
        office.register.write(set_members, task_id, wanted, by=who.name)
    return go(request, f"/tasks/{task_id}", "saved")


@router.post("/tasks/{task_id}/flags/{flag_id}")
def flag(
    *, request: Request, office: Office, who: SignedIn, form: DirectForm, task_id: int, flag_id: int
) -> Response:
    """Settle a warning that a decision behind the task no longer stands."""
    found = _seen_task(office, who, task_id)
    if any(one.id == flag_id for one in found.flags):
        settled = Settled.ACCEPTED if form.flag("accept") else Settled.REJECTED
        office.register.write(settle_flag, flag_id, settled, by=who.name)
    return go(request, f"/tasks/{task_id}", "saved")


def _seen_task(office: Desk, who: Any, task_id: int) -> Any:
    with office.register.transaction(write=False) as session:
        found = get_task(session, task_id)
        seen_letter(session, found.letter_id, office.sees(who))
    return found
