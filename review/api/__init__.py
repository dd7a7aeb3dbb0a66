"""The HTTP API, /api/v1: the same register for programs, with OpenAPI and RFC 9457 errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI, Request

from review import problems
from review.api import letters, others, tasks
from review.api.caller import caller
from review.api.shapes import Problem

if TYPE_CHECKING:
    from review.desk import Desk

ABOUT = """Sổ văn bản đến và nhiệm vụ của congvan.

Gửi khóa ở đầu mục `Authorization: Bearer cv_…` (tạo ở trang Tài khoản); khóa có quyền như tài khoản của nó.
Lỗi trả về theo RFC 9457 (`application/problem+json`)."""

_PROBLEM = "#/components/schemas/Problem"
_CONTENT = {"application/problem+json": {"schema": {"$ref": _PROBLEM}}}
_ERRORS = {
    400: "Không hiểu yêu cầu",
    401: "Chưa đăng nhập",
    403: "Không được phép",
    404: "Không có",
    409: "Người khác sửa trước",
    413: "Quá lớn",
    422: "Giá trị chưa đúng",
    503: "Chưa ghi được",
}


def create_api(desk: Desk) -> FastAPI:
    """Return the API's application, to be mounted at /api/v1."""
    answers: dict[int | str, dict[str, Any]] = {
        status: {"description": words, "content": _CONTENT} for status, words in _ERRORS.items()
    }
    api = FastAPI(
        title="congvan",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(caller)],
        responses=answers,
        swagger_ui_oauth2_redirect_url=None,
    )
    api.state.desk = desk
    for router in (letters.router, tasks.router, others.router):
        api.include_router(router)

    @api.get("/openapi.json", include_in_schema=False)
    def description(request: Request) -> dict[str, Any]:
        """Return the API's description."""
        described = api.openapi()
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        return described | {"servers": [{"url": request.scope.get("root_path", "")}]}

    problems.install(api)
    return api
