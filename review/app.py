"""The web pages and the HTTP API, in one application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from pipeline.accounts import Accounts
from pipeline.page_pictures import PagePictures
from pipeline.register import Register
from review import page, problems
from review.desk import Desk
from review.headers import Guarded
from review.session import Sessions, load_secret
from review.views import PAGES

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from pipeline.settings import Settings

UPLOAD_PATHS = ("/inbox", "/api/v1/upload")


class KeptFiles(StaticFiles):
    """Static files under a name made of their contents: a browser never has to ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer, to be kept for a year."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(settings: Settings) -> FastAPI:
    """Return the application for one office.

    Raises:
        StorageError: the register cannot be opened.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    register = Register(settings)
    app = FastAPI(title="congvan", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(
        settings=settings,
        register=register,
        accounts=Accounts(register.database),
        sessions=Sessions(load_secret(settings.data / "secret.key")),
        pictures=PagePictures(settings),
    )
    static = f"/static/{page.static_digest()}"
    app.state.templates = page.environment(static)
    app.mount(static, KeptFiles(directory=page.STATIC), name="static")
    for router in PAGES:
        app.include_router(router)
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)
    app.add_middleware(
        Guarded, largest_upload=settings.max_bytes + 1_000_000, upload_paths=UPLOAD_PATHS
    )
    return app
