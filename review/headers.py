"""What every answer carries, and how much anybody may send: a thin layer around the whole application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse

from review.session import COOKIE, LASTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
SMALL_BODY = 2_000_000  # bytes of a form; only uploads are larger


class TooLargeError(Exception):
    """The body is longer than allowed."""


class Guarded:
    """Adds the security headers, keeps answers out of shared caches, cuts off bodies that are too long."""

    def __init__(self, app: ASGIApp, *, largest_upload: int, upload_paths: tuple[str, ...]) -> None:
        self._app = app
        self._largest_upload = largest_upload
        self._upload_paths = upload_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._largest_upload if scope["path"] in self._upload_paths else SMALL_BODY
        answer = _Answer(scope, send)
        try:
            _check_declared(scope, limit)
            await self._app(scope, _counted(receive, limit), answer)
        except TooLargeError:
            if not answer.started:
                refusal = PlainTextResponse("Gửi lên quá lớn.", 413, headers={"Connection": "close"})
                await refusal(scope, receive, answer)


class _Answer:
    """Sends an answer on, with our headers and the session's cookie."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            cookie = self._scope.get("state", {}).get("set_cookie")
            if cookie:
                secure = "; Secure" if self._scope["scheme"] == "https" else ""
                kept = f"Path=/; HttpOnly; SameSite=Lax; Max-Age={LASTS}{secure}"
                headers.append("Set-Cookie", f"{COOKIE}={cookie}; {kept}")
        await self._send(message)


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLargeError
        return message

    return counted


def _check_declared(scope: Scope, limit: int) -> None:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > limit:
            raise TooLargeError
