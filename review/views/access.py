"""Logging in and out, one's own password and keys, and the signs of life."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from models.errors import NotFoundError, UsageError
from pipeline.accounts import Account, Right
from review.desk import Desk
from review.guard import Current, Form, Office, Posted, SignedIn, anonymous_form
from review.page import go, render

router = APIRouter(include_in_schema=False)

Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


@router.get("/healthz")
def health(office: Office) -> PlainTextResponse:
    """Say that the process answers and the register can be read; needs no login."""
    office.accounts.any()
    return PlainTextResponse("ok\n")


@router.get("/metrics")
def metrics(request: Request, office: Office, given: Bearer) -> PlainTextResponse:
    """Return what an operator watches; for this machine itself, or with an administrator's key.

    Raises:
        NotFoundError: anybody else asks.
    """
    from pipeline.metrics import exposition  # noqa: PLC0415 - only asked for where somebody watches

    local = request.client is not None and request.client.host in {"127.0.0.1", "::1"}
    if not (local and "x-forwarded-for" not in request.headers):
        who = office.accounts.by_token(given.credentials) if given else None
        if who is None or not who.may(Right.GOVERN):
            raise NotFoundError("Không có trang này.", "Xem lại địa chỉ.")
    state = request.app.state
    told = exposition(
        office.register,
        office.settings,
        alarm=getattr(state, "alarm", str)(),
        mismatches=len(getattr(state, "mismatches", tuple)()),
    )
    return PlainTextResponse(told, media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/login")
def login_page(request: Request, current: Current, next: str = "") -> HTMLResponse:  # noqa: A002 - the address says so
    """Show the login form."""
    del current
    return render(request, "login.html", next=_inside(next), name="", said="")


@router.post("/login")
def login(request: Request, office: Office, form: Annotated[Posted, Depends(anonymous_form)]) -> Response:
    """Log in: start a new session, or say no without telling which part was wrong."""
    name, password, wanted = (
        form.text("name", 80).lower(),
        form.text("password", 2000),
        _inside(form.text("next")),
    )
    address = f"address {request.client.host if request.client else ''}"
    who_tries = f"name {name}"
    seconds = office.attempts.wait(who_tries, address)
    if seconds:
        said = f"Thử sai nhiều lần. Đợi {seconds} giây rồi thử lại."
        return render(request, "login.html", 429, next=wanted, name=name, said=said)
    who = office.accounts.authenticate(name, password)
    if who is None:
        office.attempts.failed(who_tries, address)
        said = "Tên đăng nhập hoặc mật khẩu chưa đúng."
        return render(request, "login.html", 401, next=wanted, name=name, said=said)
    office.attempts.succeeded(who_tries)
    request.state.set_cookie = office.sessions.write(office.sessions.start(who.id, who.epoch))
    return go(request, wanted or "/")


@router.post("/logout")
def logout(request: Request, office: Office, form: Form) -> Response:
    """End this session."""
    del form
    request.state.set_cookie = office.sessions.write(office.sessions.start(None))
    return go(request, "/login")


@router.get("/account")
def own_account(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show one's own account: password and API keys."""
    return _account_page(request, office, who)


@router.post("/account/password")
def change_password(request: Request, office: Office, who: SignedIn, form: Form) -> Response:
    """Change one's own password; all other sessions end."""
    if office.accounts.authenticate(who.name, form.text("old", 2000)) is None:
        raise UsageError("Mật khẩu hiện tại chưa đúng.", "Nhập lại mật khẩu đang dùng.")
    changed = office.accounts.set_password(who.id, form.text("new", 2000), by=who.name)
    request.state.set_cookie = office.sessions.write(office.sessions.start(changed.id, changed.epoch))
    return _account_page(request, office, who, said="Đã đổi mật khẩu.")


@router.post("/account/calendar")
def calendar_address(request: Request, office: Office, who: SignedIn, form: Form) -> HTMLResponse:
    """Show the secret address of one's calendar of deadlines, or make a new one."""
    key = office.accounts.calendar_key(who.id, renew=form.flag("renew"))
    address = f"{str(request.base_url).rstrip('/')}/calendar/{key}.ics"
    return _account_page(request, office, who, calendar=address)


@router.post("/account/tokens")
def issue_token(request: Request, office: Office, who: SignedIn, form: Form) -> HTMLResponse:
    """Make an API key and show it this once."""
    token = office.accounts.issue_token(who.id, form.text("name", 80))
    return _account_page(request, office, who, new_token=token)


@router.post("/account/tokens/{token_id}/revoke")
def revoke_token(request: Request, office: Office, who: SignedIn, form: Form, token_id: int) -> Response:
    """Take one's own API key back."""
    del form
    office.accounts.revoke_token(who.id, token_id)
    return go(request, "/account")


def _account_page(request: Request, office: Desk, who: Account, **more: str) -> HTMLResponse:
    values: dict[str, Any] = {"new_token": "", "said": "", "calendar": ""} | more
    tokens = office.accounts.tokens(who.id)
    return render(request, "account.html", tokens=tokens, **values)


def _inside(url: str) -> str:
    """Return `url` where it is a path of ours, else nothing: no redirect leads elsewhere."""
    plain = (
        url.startswith("/") and not url.startswith(("//", "/\\")) and url.isprintable() and len(url) < 2000
    )
    return url if plain and "\\" not in url else ""
