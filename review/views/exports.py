"""Export of what is seen: the filters in the address choose the rows of the spreadsheet or calendar."""

import datetime as dt
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from models.errors import NotFoundError, UsageError
from models.register import LetterFilter, TaskFilter
from pipeline.export_calendar import calendar_of
from pipeline.register_export import every_letter, every_task
from pipeline.register_statistics import performance
from pipeline.timeliness import as_of
from review.asked import letter_filter, task_filter
from review.guard import Office, SignedIn, day

router = APIRouter(include_in_schema=False)
Filter = TypeVar("Filter", LetterFilter, TaskFilter)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar; charset=utf-8"
FROM_DAYS, TO_DAYS = 60, 400  # of a subscribed calendar: so far back and ahead


def _whole(wanted: Filter) -> Filter:
    """Refuse what a search cut short: nobody would notice which rows a file lacks."""
    if wanted.cut:
        raise UsageError(
            f"Quá nhiều dòng có “{wanted.words}” để tải trọn.", "Gõ thêm từ hoặc bỏ từ, rồi tải lại."
        )
    return wanted


@router.get("/letters.xlsx")
def letters_xlsx(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the letters that the list shows, as the arrival register."""
    from pipeline.export_sheets import write_letters  # noqa: PLC0415 - openpyxl is heavy

    wanted = _whole(office.search.narrow_letters(letter_filter(request.query_params, office.sees(who))))
    with office.register.transaction(write=False) as session:
        return _file(
            "so-van-ban-den", ".xlsx", XLSX,
            lambda path: write_letters(path, every_letter(session, wanted), office=office.settings.office),
        )  # fmt: skip


@router.get("/letters.csv")
def letters_csv(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the letters that the list shows, as CSV."""
    from pipeline.export_csv import letters_csv as write  # noqa: PLC0415 - openpyxl is heavy

    wanted = _whole(office.search.narrow_letters(letter_filter(request.query_params, office.sees(who))))
    out = io.StringIO()
    with office.register.transaction(write=False) as session:
        write(out, every_letter(session, wanted))
    return _csv("so-van-ban-den", out)


@router.get("/tasks.xlsx")
def tasks_xlsx(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the tasks that the list shows."""
    from pipeline.export_sheets import write_tasks  # noqa: PLC0415 - openpyxl is heavy

    wanted = _whole(office.found(task_filter(request.query_params, office.sees(who))))
    asked = as_of(office.settings, office.today)
    with office.register.transaction(write=False) as session:
        return _file(
            "nhiem-vu", ".xlsx", XLSX,
            lambda path: write_tasks(path, every_task(session, wanted, asked), office=office.settings.office),
        )  # fmt: skip


@router.get("/tasks.csv")
def tasks_csv(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the tasks that the list shows, as CSV."""
    from pipeline.export_csv import tasks_csv as write  # noqa: PLC0415 - openpyxl is heavy

    wanted = _whole(office.found(task_filter(request.query_params, office.sees(who))))
    asked = as_of(office.settings, office.today)
    out = io.StringIO()
    with office.register.transaction(write=False) as session:
        write(out, every_task(session, wanted, asked))
    return _csv("nhiem-vu", out)


@router.get("/tasks.ics")
def tasks_calendar(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the days of the tasks that the list shows, as a calendar file."""
    wanted = _whole(office.found(task_filter(request.query_params, office.sees(who))))
    asked = as_of(office.settings, office.today)
    with office.register.transaction(write=False) as session:
        tasks = tuple(every_task(session, wanted, asked))
    made = calendar_of(tasks, name="Hạn nhiệm vụ", now=office.now, address=str(request.base_url).rstrip("/"))
    return Response(made, media_type=CALENDAR, headers=_named("nhiem-vu.ics"))


@router.get("/calendar/{key}.ics")
def subscribed(request: Request, office: Office, key: str) -> Response:
    """Return an account's calendar of deadlines; the secret address is the key."""
    who = office.accounts.by_calendar_key(key)
    if who is None:
        raise NotFoundError("Không có lịch này.", "Lấy lại địa chỉ lịch ở trang tài khoản.")
    from dataclasses import replace  # noqa: PLC0415

    asked = as_of(office.settings, office.today)
    span = (office.today - dt.timedelta(FROM_DAYS), office.today + dt.timedelta(TO_DAYS))
    wanted = TaskFilter(open_only=True, due_from=span[0], due_to=span[1], visible_to=office.sees(who))
    with office.register.transaction(write=False) as session:
        tasks = [
            task
            for body_id in (*sorted(who.bodies),) or (None,)
            for task in every_task(session, replace(wanted, body_id=body_id), asked)
        ]
    address = str(request.base_url).rstrip("/")
    made = calendar_of(tasks, name="congvan: hạn nhiệm vụ", now=office.now, address=address)
    return Response(made, media_type=CALENDAR)


@router.get("/statistics.xlsx")
def report_xlsx(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the report of task performance as Excel."""
    from pipeline.export_report import write_report  # noqa: PLC0415 - openpyxl is heavy

    del who
    on = day(request.query_params.get("on", "")) or office.today
    rows = office.register.read(performance, as_of(office.settings, on))
    return _file(
        f"tinh-hinh-nhiem-vu-{on.isoformat()}", ".xlsx", XLSX,
        lambda path: write_report(path, rows, office=office.settings.office, day=on, known_at=office.now),
    )  # fmt: skip


@router.get("/statistics.docx")
def report_docx(request: Request, office: Office, who: SignedIn) -> Response:
    """Return the report of task performance as a letter."""
    from pipeline.export_report import write_report_letter  # noqa: PLC0415 - openpyxl is heavy

    del who
    on = day(request.query_params.get("on", "")) or office.today
    rows = office.register.read(performance, as_of(office.settings, on))
    name = office.settings.office
    return _file(
        f"bao-cao-nhiem-vu-{on.isoformat()}", ".docx", DOCX,
        lambda path: write_report_letter(path, rows, office=name, day=on, known_at=office.now),
    )  # fmt: skip


def _file(stem: str, suffix: str, media: str, write: Callable[[Path], object]) -> Response:
    """Write a file into a temporary place and send it from there."""
    with tempfile.NamedTemporaryFile(prefix="congvan-", suffix=suffix, delete=False) as place:
        path = Path(place.name)
    try:
        write(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    gone = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=media, filename=stem + suffix, background=gone)


def _csv(stem: str, out: io.StringIO) -> Response:
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=_named(f"{stem}.csv"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
