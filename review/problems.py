"""What is said when something goes wrong: a page for people, RFC 9457 for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from models.errors import (
    ConflictError,
    CongvanError,
    FileTooLargeError,
    NotFoundError,
    StorageError,
    UsageError,
)
from review.guard import ForbiddenError, ForgedError, NotSignedInError, recognise
from review.headers import TooLargeError
from review.page import is_htmx, render

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

API = "/api/"
STATUS: tuple[tuple[type[CongvanError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (ForbiddenError, 403),
    (ForgedError, 403),
    (FileTooLargeError, 413),
    (UsageError, 400),
    (StorageError, 503),
)
_SAID = {
    400: ("Không hiểu yêu cầu.", "Xem lại địa chỉ hoặc ô vừa nhập."),
    404: ("Không có trang này.", "Xem lại địa chỉ, hoặc về Hộp đến."),
    405: ("Trang này không nhận thao tác đó.", "Về Hộp đến rồi làm lại."),
    413: ("Gửi lên quá lớn.", "Chia nhỏ rồi gửi lại."),
    422: ("Giá trị gửi lên chưa đúng.", "Xem lại ô vừa nhập."),
}


def status_of(error: CongvanError) -> int:
    """Return the HTTP status that fits an error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 400)


def problem(status: int, code: str, detail: str, next_step: str = "", **more: Any) -> JSONResponse:
    """Return an error in the shape of RFC 9457."""
    body = {
        "type": f"urn:congvan:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **({"next_step": next_step} if next_step else {}),
        **more,
    }
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def answer(request: Request, status: int, code: str, cause: str, next_step: str) -> Response:
    """Say an error in the way that the asker understands."""
    if request.url.path.startswith(API):
        headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
        said = problem(status, code, cause, next_step)
        said.headers.update(headers or {})
        return said
    recognise(request)
    name = "_notice.html" if is_htmx(request) else "error.html"
    return render(request, name, status, cause=cause, next_step=next_step, code=code, http_status=status)


def install(app: FastAPI) -> None:
    """Tell the application how to answer each kind of error."""

    @app.exception_handler(NotSignedInError)
    def not_signed_in(request: Request, _: NotSignedInError) -> Response:
        if request.url.path.startswith(API):
            return answer(
                request, 401, "not-signed-in", "Chưa đăng nhập.", "Gửi khóa API: Authorization: Bearer …"
            )
        wanted = request.url.path if request.method == "GET" and not is_htmx(request) else ""
        query = f"?{request.url.query}" if wanted and request.url.query else ""
        target = "/login" + (f"?{urlencode({'next': wanted + query})}" if wanted not in ("", "/") else "")
        if is_htmx(request):
            return Response(status_code=204, headers={"HX-Redirect": target})
        return RedirectResponse(target, status_code=303)

    @app.exception_handler(CongvanError)
    def told(request: Request, error: CongvanError) -> Response:
        return answer(request, status_of(error), error.code, error.cause, error.next_step)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        if request.url.path.startswith(API):
            wrong = [
                {"at": "/".join(str(part) for part in one["loc"]), "detail": one["msg"]}
                for one in error.errors()
            ]
            return problem(422, "invalid", *_SAID[422], errors=wrong)
        # A page's address that does not parse ("/letters/abc") is an address that is not there.
        return answer(request, 404, "not-found", *_SAID[404])

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:
        said = _SAID.get(error.status_code, (f"Lỗi {error.status_code}.", "Làm lại sau ít phút."))
        reply = answer(request, error.status_code, f"http-{error.status_code}", *said)
        reply.headers.update(error.headers or {})
        return reply

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        if isinstance(error, TooLargeError):
            raise error
        return answer(
            request,
            500,
            "internal",
            "congvan gặp lỗi.",
            "Làm lại; nếu vẫn lỗi, gửi tệp nhật ký cho người quản trị.",
        )
