"""Cài đặt: the office and its thresholds, bodies, holidays, accounts. Only for administrators."""

import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from models.errors import UsageError
from models.states import AccountRole
from pipeline.calendar import WEEKDAYS, WEEKLY, SpecialDay, calendar_of
from pipeline.import_sheets import Imported, import_sheet
from pipeline.office_files import change_settings, fixed_by_environment, office_days, write_office_days
from pipeline.register_bodies import (
    get_body,
    list_bodies,
    merge_bodies,
    save_body,
    search_bodies,
)
from pipeline.register_history import list_events
from pipeline.register_office import save_setting
from pipeline.register_review import start_arrival_numbers
from pipeline.typed import tidy
from review.asked import asked_page
from review.desk import Desk
from review.guard import GovernForm, Governor, Office, Posted, Tidier, TidyForm, whole
from review.page import go, render

router = APIRouter(include_in_schema=False)

PAGE = 50
KINDS = {"body": "cơ quan, đơn vị", "post": "chức danh", "person": "cá nhân", "group": "nhóm"}


@router.get("/settings")
def settings_page(request: Request, office: Office, _: Governor) -> HTMLResponse:
    """Show the office's name and thresholds."""
    fixed = fixed_by_environment(os.environ)
    return render(request, "settings.html", settings=office.settings, fixed=fixed)


@router.post("/settings")
def save_settings(request: Request, office: Office, who: Governor, form: GovernForm) -> Response:
    """Save the office's name and thresholds."""
    changes: dict[str, Any] = {
        "office": tidy(form.text("office", 200)),
        "province": tidy(form.text("province", 80)),
        "due_soon_days": form.number("due_soon_days"),
        "before_is_strict": form.flag("before_is_strict"),
        "day_ends": form.text("day_ends", 5) or "24:00",
        "sure": form.number("sure") / 100,
        "number_on_approval": form.flag("number_on_approval"),
    }
    for name in fixed_by_environment(os.environ):
        changes.pop(name)
    office.settings = change_settings(office.settings, changes)
    office.register.write(save_setting, "office", changes, by=who.name)
    return go(request, "/settings", "saved")


@router.post("/settings/arrival")
def arrival_start(request: Request, office: Office, who: Governor, form: GovernForm) -> Response:
    """Continue the year's arrival numbers from a paper register."""
    office.register.write(start_arrival_numbers, form.number("year"), form.number("last"), by=who.name)
    return go(request, "/settings", "saved")


@router.get("/settings/bodies")
def bodies(request: Request, office: Office, _: Governor) -> HTMLResponse:
    """List bodies, with those not yet confirmed to be looked at."""
    params = request.query_params
    page, words, known = asked_page(params), params.get("q", "")[:200], params.get("known", "")
    listed = office.register.read(
        list_bodies,
        words=words,
        known=None if not known else known == "1",
        limit=PAGE,
        offset=(page - 1) * PAGE,
    )
    return render(
        request, "settings_bodies.html", listed=listed, words=words, known=known, page=page, per_page=PAGE
    )


@router.get("/settings/bodies/{body_id}")
def body(request: Request, office: Office, _: Governor, body_id: int) -> HTMLResponse:
    """Show one body to be changed or merged."""
    return render(request, "settings_body.html", one=office.register.read(get_body, body_id), kinds=KINDS)


@router.post("/settings/bodies")
@router.post("/settings/bodies/{body_id}")
def save_one_body(
    request: Request, office: Office, who: Governor, form: GovernForm, body_id: int | None = None
) -> Response:
    """Add a body, change one, or merge it into another."""
    if form.text("action") == "merge" and body_id is not None:
        into = _chosen(office, form)
        if into == body_id:
            raise UsageError("Đang gộp một cơ quan với chính nó.", "Chọn cơ quan khác.")
        office.register.write(merge_bodies, body_id, into, by=who.name)
        return go(request, f"/settings/bodies/{into}", "merged")
    kind = form.text("kind", 20)
    values: dict[str, Any] = {
        "name": tidy(form.text("name", 400)),
        "kind": kind if kind in KINDS else "body",
        "symbol": form.text("symbol", 60) or None,
        "valid_from": form.day("valid_from"),
        "valid_to": form.day("valid_to"),
    }
    saved = office.register.write(lambda session: save_body(session, body_id, by=who.name, **values))
    return go(request, f"/settings/bodies/{saved.id}", "saved")


def _chosen(office: Desk, form: Posted) -> int:
    chosen = whole(form.text("body_id"))
    if chosen is not None:
        return chosen
    for one in office.register.read(search_bodies, form.text("value", 400), limit=1):
        return one.id
    raise UsageError("Chưa chọn cơ quan.", "Gõ vài chữ rồi chọn trong gợi ý.")


@router.post("/settings/import")
async def import_list(request: Request, office: Office, who: Tidier, form: TidyForm) -> Response:
    """Take over a list of bodies, or a corrected export as proposals."""
    file = form.form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise UsageError("Chưa chọn tệp.", "Chọn tệp CSV hoặc XLSX.")
    content, name = await file.read(), file.filename

    def take() -> Imported:
        suffix = ".csv" if name.lower().endswith(".csv") else ".xlsx"
        with tempfile.NamedTemporaryFile(prefix="congvan-", suffix=suffix) as copy:
            copy.write(content)
            copy.flush()
            return office.register.write(import_sheet, Path(copy.name), by=who.name)

    found = await run_in_threadpool(take)
    return await run_in_threadpool(render, request, "imported.html", found=found, file_name=name)


@router.get("/settings/holidays")
def holidays(request: Request, office: Office, _: Governor) -> HTMLResponse:
    """Show the year's days off, and the office's own."""
    year = whole(request.query_params.get("year", "")) or office.today.year
    year = min(max(year, 2000), 2100)
    calendar = calendar_of(office.settings)
    days = (dt.date(year, 1, 1) + dt.timedelta(n) for n in range(366))
    named = [(one, calendar.name_of(one)) for one in days if one.year == year]
    special = [(one, name, calendar.is_working(one)) for one, name in named if name and name != WEEKLY]
    return render(
        request,
        "settings_holidays.html",
        year=year,
        special=special,
        weekdays=WEEKDAYS,
        own=office_days(office.settings),
    )


@router.post("/settings/holidays")
def save_holidays(request: Request, office: Office, who: Governor, form: GovernForm) -> Response:
    """Add a day off or a make-up day, or take one of the office's own away."""
    days = [one for one in office_days(office.settings) if one.day.isoformat() != form.text("remove", 10)]
    on = form.day("day")
    if on is not None:
        kind = "work" if form.text("kind") == "work" else "off"
        name = tidy(form.text("name", 200)) or ("làm bù" if kind == "work" else "nghỉ")
        days = [one for one in days if one.day != on] + [SpecialDay(on, kind, name)]
    write_office_days(office.settings, days)
    listed = [f"{one.day.isoformat()} {one.kind} {one.name}" for one in days]
    office.register.write(save_setting, "holidays", {"days": listed}, by=who.name)
    return go(request, "/settings/holidays" + (f"?year={on.year}" if on else ""), "saved")


@router.get("/settings/accounts")
def accounts(request: Request, office: Office, _: Governor) -> HTMLResponse:
    """List accounts."""
    listed = office.accounts.all()
    names = {}
    with office.register.transaction(write=False) as session:
        for one in listed:
            for body_id in one.bodies:
                names[body_id] = get_body(session, body_id).name
        events = [event for event in list_events(session, limit=300) if event.kind == "account"]
    return render(
        request,
        "settings_accounts.html",
        accounts=listed,
        names=names,
        roles=tuple(AccountRole),
        events=events,
    )


@router.post("/settings/accounts")
def add_account(request: Request, office: Office, who: Governor, form: GovernForm) -> Response:
    """Make an account."""
    office.accounts.add(
        form.text("name", 80),
        _role(form),
        form.text("password", 2000),
        full_name=form.text("full_name", 200),
        by=who.name,
    )
    return go(request, "/settings/accounts", "saved")


@router.post("/settings/accounts/{account_id}")
def change_account(
    request: Request, office: Office, who: Governor, form: GovernForm, account_id: int
) -> Response:
    """Change an account's role, bodies, password, or lock it."""
    one = office.accounts.get(account_id)
    if one is None:
        raise UsageError("Không có tài khoản này.", "Tải lại trang.")
    if form.text("password"):
        office.accounts.set_password(account_id, form.text("password", 2000), by=who.name)
        return go(request, "/settings/accounts", "password")
    bodies = set(one.bodies) - set(form.numbers("remove"))
    if form.text("body_id") or form.text("value"):
        bodies.add(_chosen(office, form))
    office.accounts.change(
        account_id,
        full_name=form.text("full_name", 200) or one.full_name,
        role=_role(form) if form.text("role") else one.role,
        active=form.text("active") != "0" if form.text("active") else one.active,
        bodies=bodies,
        by=who.name,
    )
    return go(request, "/settings/accounts", "saved")


def _role(form: Posted) -> AccountRole:
    role = form.text("role")
    if role not in set(AccountRole):
        raise UsageError("Chưa chọn vai trò.", "Chọn văn thư, chuyên viên, lãnh đạo hoặc quản trị.")
    return AccountRole(role)
