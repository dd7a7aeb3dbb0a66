"""The web pages and the HTTP API, in one application."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from models.errors import CongvanError
from pipeline.accounts import Accounts
from pipeline.page_pictures import PagePictures
from pipeline.register import Register
from pipeline.search import Search
from review import page, problems
from review.api import create_api
from review.desk import Desk
from review.headers import Guarded
from review.session import Sessions, load_secret
from review.views import PAGES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.responses import Response
    from starlette.types import Scope

    from pipeline.settings import Settings

SEARCH_FOLLOWS_EVERY = 2.0  # seconds
UPLOAD_PATHS = ("/inbox", "/api/v1/upload")


class KeptFiles(StaticFiles):
    """Static files under a name made of their contents: a browser never has to ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer, to be kept for a year."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


@asynccontextmanager
async def _at_work(app: FastAPI) -> AsyncIterator[None]:
    """Let the search follow the register as long as the pages are served, then give everything back."""
    desk: Desk = app.state.desk
    stopping = threading.Event()

    def follow() -> None:
        desk.pictures.warm()
        while not stopping.wait(SEARCH_FOLLOWS_EVERY):
            # Disk full, database away: the next round tries again, and searching says what is wrong.
            with suppress(CongvanError):
                desk.search.catch_up(most=500)

    follower = threading.Thread(target=follow, name="congvan-search", daemon=True)
    follower.start()
    yield
    stopping.set()
    await to_thread.run_sync(follower.join, 5)
    desk.pictures.close()
    desk.register.close()


def create_app(settings: Settings) -> FastAPI:
    """Return the application for one office.

    Raises:
        StorageError: the register cannot be opened.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    register = Register(settings)
    app = FastAPI(title="congvan", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_at_work)
    app.state.desk = Desk(
        settings=settings,
        register=register,
        accounts=Accounts(register.database),
        sessions=Sessions(load_secret(settings.data / "secret.key")),
        pictures=PagePictures(settings),
        search=Search(settings, register.database),
    )
    static = f"/static/{page.static_digest()}"
    app.state.templates = page.environment(static)
    app.mount(static, KeptFiles(directory=page.STATIC), name="static")
    app.mount("/api/v1", create_api(app.state.desk))
    for router in PAGES:
        app.include_router(router)
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)
    app.add_middleware(Guarded, largest_upload=settings.max_bytes + 1_000_000, upload_paths=UPLOAD_PATHS)
    return app
