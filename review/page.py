"""How values look on a page: the templates' environment and its filters (dates dd/mm/yyyy, Vietnam time)."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from models.states import LABELS
from models.vietnam_time import VIETNAM
from pipeline.accounts import Right
from pipeline.register_views import RELATION_WORDS
from pipeline.summary import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from fastapi import Request

HERE = Path(__file__).parent
STATIC = HERE / "static"


def static_digest() -> str:
    """Return a short name for the static files as they are, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def environment(static: str) -> Environment:
    """Return the templates' environment; `static` is the address of the static files."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day,
        moment=moment,
        clock=clock,
        label=label,
        number=number,
        when=when,
        percent=percent,
        query=query,
        document=document,
        size=size,
    )
    made.globals.update(static=static, Right=Right, roles=ROLES, relations=RELATION_WORDS)
    return made


def render(request: Request, name: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """Answer with a page, or with a part of one."""
    template = request.app.state.templates.get_template(name)
    return HTMLResponse(template.render(**_always(request), **values), status_code=status)


def is_htmx(request: Request) -> bool:
    """Say whether a part of a page is asked for, by htmx."""
    return request.headers.get("hx-request") == "true"


SAID = {
    "saved": "Đã lưu.",
    "changed": "Đã ghi trạng thái mới.",
    "extended": "Đã gia hạn.",
    "assigned": "Đã giao.",
    "undone": "Đã hoàn tác.",
    "retry": "Đang đọc lại tệp.",
    "limited": "Đã đổi phạm vi xem.",
    "trashed": "Đã bỏ vào thùng rác; lấy lại được trong trang này.",
    "restored": "Đã lấy lại từ thùng rác.",
    "merged": "Đã gộp.",
    "numbered": "Đã cấp số đến.",
    "view": "Đã lưu bộ lọc.",
    "removed": "Đã xóa bộ lọc.",
    "password": "Đã đặt mật khẩu mới.",
}
"""What the next page says after a form: only these words, whatever stands in the address."""


def go(request: Request, url: str, said: str = "") -> Response:
    """Send the browser to another of our pages after a form; `said` names what it tells there."""
    if said:
        place, _, anchor = url.partition("#")
        url = f"{place}{'&' if '?' in place else '?'}said={said}" + (f"#{anchor}" if anchor else "")
    if is_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": url})
    return RedirectResponse(url, status_code=303)


def _always(request: Request) -> Mapping[str, Any]:
    state = request.state
    return {
        "request": request,
        "path": request.url.path,
        "account": getattr(state, "account", None),
        "csrf": getattr(state, "csrf", ""),
        "today": dt.datetime.now(VIETNAM).date(),
        "office": request.app.state.desk.settings.office,
        "called": request.app.state.desk.called,
        "told": SAID.get(request.query_params.get("said", ""), ""),
        "handheld": "Mobi" in request.headers.get("user-agent", ""),
    }


def day(value: dt.date | dt.datetime | str | None) -> str:
    """Write a day as dd/mm/yyyy; nothing for none."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            return day(dt.date.fromisoformat(value))
        except ValueError:
            return value
    if isinstance(value, dt.datetime):
        value = value.astimezone(VIETNAM)
    return f"{value.day:02}/{value.month:02}/{value.year}"


def moment(value: dt.datetime | None) -> str:
    """Write a point in time as dd/mm/yyyy HH:MM, Vietnam time."""
    return f"{day(value)} {clock(value)}" if value else ""


def when(value: dt.datetime | None) -> str:
    """Write a point in time as short as can be: the hour today, the day this year, else all of it."""
    if not value:
        return ""
    now, value = dt.datetime.now(VIETNAM), value.astimezone(VIETNAM)
    if value.date() == now.date():
        return clock(value)
    return f"{value:%d/%m %H:%M}" if value.year == now.year else day(value)


def clock(value: dt.datetime | None) -> str:
    """Write the hour of a point in time, Vietnam time."""
    return f"{value.astimezone(VIETNAM):%H:%M}" if value else ""


def label(value: StrEnum | None) -> str:
    """Return the Vietnamese word of a state."""
    return LABELS.get(value, str(value)) if value is not None else ""


def number(value: float | None) -> str:
    """Write a number as in Vietnam: 1.234.567 and 0,5."""
    if value is None:
        return ""
    text = f"{value:,.1f}" if isinstance(value, float) and not value.is_integer() else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(value: float | None) -> str:
    """Write a share as a percentage; a dash for none."""
    return f"{number(round(value * 100, 1))} %" if value is not None else "–"


def size(value: int | None) -> str:
    """Write a file's size."""
    if value is None:
        return ""
    return (
        f"{number(round(value / 1_048_576, 1))} MB" if value >= 1_048_576 else f"{max(1, value // 1024)} KB"
    )


def document(one: Any) -> str:
    """Name a document that a letter rests on: its type, its symbol or title, its day."""
    named = one.number_symbol or one.title or ""
    what = one.type or "" if named else one.type or "văn bản chưa rõ"
    words = f"{what} {named}".strip()
    day_of = f" ngày {day(one.issued_on)}" if one.issued_on else ""
    return words[:1].upper() + words[1:] + day_of


def query(values: Mapping[str, Any], **changes: Any) -> str:
    """Return `values` as a query string, with some changed and the empty ones left out."""
    merged = {**values, **changes}
    return "?" + urlencode({k: v for k, v in merged.items() if v not in (None, "", ())}, doseq=True)
