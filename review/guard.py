"""Who may do what: dependencies that views name, so that no page forgets to ask.

A body is parsed only after its sender is known and its CSRF token is right.
"""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from models.errors import CongvanError, UsageError
from pipeline.accounts import Account, Right
from review.desk import Desk
from review.session import COOKIE, Session


class NotSignedInError(Exception):
    """Nobody is logged in."""


class ForbiddenError(CongvanError):
    """The account's role does not allow this."""

    code = "forbidden"


class ForgedError(CongvanError):
    """A form came without this session's token."""

    code = "forged"


def desk(request: Request) -> Desk:
    """Return what every page is handed."""
    return request.app.state.desk  # type: ignore[no-any-return]


def session(request: Request, office: Annotated[Desk, Depends(desk)]) -> Session:
    """Return the session, starting an anonymous one where there is none; renew its cookie in time."""
    found = office.sessions.read(request.cookies.get(COOKIE))
    if found is None:
        fresh, renew = office.sessions.start(None), True
    else:
        fresh, renew = found
    if renew:
        request.state.set_cookie = office.sessions.write(fresh)
    request.state.csrf = office.sessions.csrf(fresh)
    return fresh


def account(
    request: Request, office: Annotated[Desk, Depends(desk)], current: Annotated[Session, Depends(session)]
) -> Account:
    """Return who is logged in.

    Raises:
        NotSignedInError: nobody, or the session was ended.
    """
    who = office.accounts.get(current.account_id) if current.account_id is not None else None
    if who is None or not who.active or who.epoch != current.epoch:
        raise NotSignedInError
    request.state.account = who
    return who


def recognise(request: Request) -> None:
    """Let an error's page know who is there, where no view came far enough to ask: it keeps its menu then."""
    if getattr(request.state, "account", None) is not None:
        return
    office: Desk = request.app.state.desk
    try:
        account(request, office, session(request, office))
    except (NotSignedInError, CongvanError):
        request.state.account = None  # nobody, or the register cannot be read: the error itself counts


def may(right: Right) -> Callable[..., Account]:
    """Return a dependency that lets only accounts with `right` through."""

    def allowed(who: Annotated[Account, Depends(account)]) -> Account:
        if not who.may(right):
            raise ForbiddenError(
                "Tài khoản của bạn không được làm việc này.", "Nhờ quản trị cấp vai trò phù hợp."
            )
        return who

    return allowed


class Posted:
    """A form's values, read by name with their meaning."""

    def __init__(self, form: FormData) -> None:
        self.form = form

    def text(self, name: str, longest: int = 4000) -> str:
        """Return one line or paragraph, without blanks around it; empty where missing."""
        value = self.form.get(name)
        if not isinstance(value, str):
            return ""
        if len(value) > longest:
            raise UsageError(f"Nội dung dài quá {longest} ký tự.", "Rút ngắn rồi lưu lại.")
        return value.replace("\x00", "").strip()

    def number(self, name: str) -> int:
        """Return a whole number.

        Raises:
            UsageError: it is missing or no number.
        """
        value = whole(self.text(name))
        if value is None:
            raise UsageError(f"Thiếu số ở ô “{name}”.", "Tải lại trang rồi làm lại.")
        return value

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return all whole numbers given under one name."""
        values = [whole(v) for v in self.form.getlist(name) if isinstance(v, str)]
        return tuple(v for v in values if v is not None)

    def flag(self, name: str) -> bool:
        """Say whether a box is ticked."""
        return self.text(name) not in {"", "0", "false"}

    def day(self, name: str) -> dt.date | None:
        """Return a day, from a date input (ISO) or as people write it (dd/mm/yyyy); None where empty."""
        return day(self.text(name))


def whole(text: str) -> int | None:
    """Return the whole number that `text` is, if it is one that a database can hold."""
    try:
        value = int(text)
    except ValueError:
        return None
    return value if abs(value) < 2**63 else None


def day(text: str) -> dt.date | None:
    """Return the day that `text` is.

    Raises:
        UsageError: it is not a day.
    """
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise UsageError(f"“{text[:40]}” không phải là ngày.", "Ghi ngày/tháng/năm, ví dụ 05/03/2026.")


async def checked_form(request: Request, current: Session, office: Desk) -> Posted:
    """Read the form and refuse one that did not come from our own page."""
    header = request.headers.get("x-csrf-token")
    if header is None or request.headers.get("content-type", "").startswith("multipart/"):
        form = await request.form(max_files=1000, max_fields=5000)
    elif request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        form = await request.form(max_fields=5000)
    else:
        form = FormData()
    token = header or form.get("csrf")
    if not office.sessions.is_ours(current, token if isinstance(token, str) else None):
        raise ForgedError("Phiên làm việc đã cũ nên chưa lưu.", "Tải lại trang rồi làm lại.")
    return Posted(form)


async def anonymous_form(
    request: Request, current: Annotated[Session, Depends(session)], office: Annotated[Desk, Depends(desk)]
) -> Posted:
    """Return the form of the login page."""
    return await checked_form(request, current, office)


def form_of(right: Right | None = None) -> Callable[..., Awaitable[Posted]]:
    """Return a dependency that gives the form of an account with `right`, after all checks."""
    who = account if right is None else may(right)

    async def form(
        request: Request,
        _: Annotated[Account, Depends(who)],
        current: Annotated[Session, Depends(session)],
        office: Annotated[Desk, Depends(desk)],
    ) -> Posted:
        return await checked_form(request, current, office)

    return form


Office = Annotated[Desk, Depends(desk)]
Current = Annotated[Session, Depends(session)]
SignedIn = Annotated[Account, Depends(account)]
Form = Annotated[Posted, Depends(form_of())]
ReviewForm = Annotated[Posted, Depends(form_of(Right.REVIEW))]
FollowForm = Annotated[Posted, Depends(form_of(Right.FOLLOW))]
DirectForm = Annotated[Posted, Depends(form_of(Right.DIRECT))]
TidyForm = Annotated[Posted, Depends(form_of(Right.TIDY))]
GovernForm = Annotated[Posted, Depends(form_of(Right.GOVERN))]
UploadForm = Annotated[Posted, Depends(form_of(Right.UPLOAD))]
Governor = Annotated[Account, Depends(may(Right.GOVERN))]
Tidier = Annotated[Account, Depends(may(Right.TIDY))]
