"""`congvan users`: accounts from the command line, for the first one and for forgotten passwords."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from models.errors import NotFoundError
from models.states import LABELS, AccountRole
from pipeline.settings import load

if TYPE_CHECKING:
    from pipeline.accounts import Account, Accounts

ROLES = {
    "van-thu": AccountRole.CLERK,
    "chuyen-vien": AccountRole.OFFICER,
    "lanh-dao": AccountRole.LEADER,
    "quan-tri": AccountRole.ADMIN,
}


@click.group()
def command() -> None:
    """Quản lý tài khoản đăng nhập."""


@command.command("list", epilog="Ví dụ: congvan users list")
@click.pass_obj
def list_accounts(given: dict[str, str | None]) -> None:
    """Liệt kê tài khoản."""
    for one in _accounts(given).all():
        state = "" if one.active else " (đã khóa)"
        click.echo(f"{one.name:24} {LABELS[one.role]:12} {one.full_name}{state}")


@command.command(
    "add", epilog="Ví dụ: congvan users add lan.nguyen --role van-thu --full-name “Nguyễn Thị Lan”"
)
@click.argument("name", metavar="TÊN_ĐĂNG_NHẬP")
@click.option(
    "--role", type=click.Choice(tuple(ROLES)), default="van-thu", show_default=True, help="Vai trò."
)
@click.option("--full-name", default="", metavar="HỌ_TÊN", help="Họ và tên.")
@click.password_option(
    metavar="MẬT_KHẨU",
    prompt="Mật khẩu",
    confirmation_prompt="Nhập lại",
    help="Mật khẩu (bỏ trống để được hỏi).",
)
@click.pass_obj
def add(given: dict[str, str | None], name: str, role: str, full_name: str, password: str) -> None:
    """Thêm một tài khoản."""
    made = _accounts(given).add(name, ROLES[role], password, full_name=full_name)
    click.echo(f"Đã thêm tài khoản “{made.name}” ({LABELS[made.role]}).")


@command.command("password", epilog="Ví dụ: congvan users password lan.nguyen")
@click.argument("name", metavar="TÊN_ĐĂNG_NHẬP")
@click.password_option(
    metavar="MẬT_KHẨU", prompt="Mật khẩu mới", confirmation_prompt="Nhập lại", help="Mật khẩu mới."
)
@click.pass_obj
def set_password(given: dict[str, str | None], name: str, password: str) -> None:
    """Đặt lại mật khẩu; mọi phiên đang mở của tài khoản kết thúc."""
    accounts = _accounts(given)
    accounts.set_password(_named(accounts, name).id, password)
    click.echo(f"Đã đặt mật khẩu mới cho “{name}”.")


@command.command("disable", epilog="Ví dụ: congvan users disable lan.nguyen")
@click.argument("name", metavar="TÊN_ĐĂNG_NHẬP")
@click.pass_obj
def disable(given: dict[str, str | None], name: str) -> None:
    """Khóa một tài khoản: không đăng nhập được nữa, lịch sử vẫn còn."""
    accounts = _accounts(given)
    one = _named(accounts, name)
    accounts.change(one.id, full_name=one.full_name, role=one.role, active=False, bodies=one.bodies)
    click.echo(f"Đã khóa “{name}”.")


def _accounts(given: dict[str, str | None]) -> Accounts:
    from models.database import open_database  # noqa: PLC0415 - heavy, and only wanted here
    from pipeline.accounts import Accounts  # noqa: PLC0415

    return Accounts(open_database(load(os.environ, data=given["data"]).url))


def _named(accounts: Accounts, name: str) -> Account:
    for one in accounts.all():
        if one.name == name.strip().lower():
            return one
    raise NotFoundError(f"Không có tài khoản “{name}”.", "Xem tên bằng “congvan users list”.")
