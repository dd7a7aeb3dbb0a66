"""`congvan serve`: the pages and the HTTP API. It stands here because nothing below may import the pages."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import click

from models.errors import UsageError
from pipeline.settings import load

if TYPE_CHECKING:
    import uvicorn

    from pipeline.accounts import Accounts
    from pipeline.settings import Settings


@click.command(epilog="Ví dụ: congvan serve --host 0.0.0.0 --port 8321")
@click.option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ nghe (mặc định 127.0.0.1: chỉ máy này).")
@click.option("--port", type=click.IntRange(1, 65535), metavar="CỔNG", help="Cổng (mặc định 8321).")
@click.pass_obj
def command(given: dict[str, str | None], host: str | None, port: int | None) -> None:
    """Mở các trang web: hộp đến, duyệt, nhiệm vụ, tra cứu."""
    settings = load(os.environ, data=given["data"], host=host, port=port)
    server(settings).run()


def server(settings: Settings) -> uvicorn.Server:
    """Return the web server, ready to run; say where it will be, and show the first account once.

    `congvan run` runs it in a thread beside the inbox; `should_exit` ends it.
    """
    import uvicorn  # noqa: PLC0415 - heavy, and only wanted here

    from review.app import create_app  # noqa: PLC0415

    _check_port(settings)
    app = create_app(settings)
    _tell_first_account(app.state.desk.accounts)
    click.echo(f"congvan: mở http://{settings.host}:{settings.port}/")
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
            forwarded_allow_ips="127.0.0.1,::1",
        )
    )


def _check_port(settings: Settings) -> None:
    """Say in the clerk's words that the address is taken, before anything is started.

    Raises:
        UsageError: another program listens there, or the address is none of this machine's.
    """
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise UsageError(
                f"Không mở được trang ở {settings.host}:{settings.port} ({error.strerror}).",
                "Dừng chương trình đang dùng cổng này, hoặc chọn cổng khác bằng --port.",
            ) from error


def _tell_first_account(accounts: Accounts) -> None:
    from pipeline.accounts import first_account  # noqa: PLC0415

    made = first_account(accounts)
    if made:
        name, password = made
        click.echo("congvan: lần đầu chạy, đã tạo tài khoản quản trị. Chép lại ngay, sẽ không hiện lần nữa:")
        click.echo(f"    tên đăng nhập: {name}")
        click.echo(f"    mật khẩu:      {password}")
