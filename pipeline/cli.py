"""The command `congvan`: names every command and loads only the one that is asked for."""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from pathlib import Path
from typing import cast

import click
from click.exceptions import NoSuchCommand

from models.errors import CongvanError

# click asks gettext for what it says by itself ("Usage", "No such option"): our users read Vietnamese.
os.environ["LANGUAGE"] = "vi"
gettext.bindtextdomain("messages", str(Path(__file__).with_name("messages")))
OPTIONS = "[TÙY CHỌN]"

# command → (module that holds a click command named `command`, one-line help)
COMMANDS: dict[str, tuple[str, str]] = {
    "extract": ("pipeline.commands.extract", "Đọc văn bản và in bản ghi (không lưu gì)."),
    "add": ("pipeline.commands.add", "Đưa tệp hoặc thư mục vào sổ một lần."),
    "letters": ("pipeline.commands.letters", "Liệt kê văn bản trong sổ."),
    "tasks": ("pipeline.commands.tasks", "Liệt kê nhiệm vụ: ai làm, hạn nào, còn hay quá."),
    "show": ("pipeline.commands.show", "Xem một văn bản với mọi thứ đã bóc tách."),
    "search": ("pipeline.commands.search", "Tìm số ký hiệu hoặc từ ngữ."),
    "decisions": ("pipeline.commands.decisions", "Xem một văn bản viện dẫn và những gì dựa vào nó."),
    "export": ("pipeline.commands.export", "Xuất Excel, CSV, lịch, báo cáo, hoặc toàn bộ sổ."),
    "import": ("pipeline.commands.import_", "Nạp lại bảng tính đã sửa, danh sách cơ quan, hoặc cả sổ."),
    "searchable": ("pipeline.commands.searchable", "Tạo bản PDF tìm được chữ của bản quét."),
    "run": ("review.run", "Chạy cả cơ quan: canh hộp đến, đọc, vào sổ, mở trang web."),
    "worker": ("pipeline.commands.worker", "Đọc văn bản từ hàng đợi chung, trên máy khác."),
    "reconcile": ("pipeline.commands.reconcile", "In phiếu cuối ngày, đối chiếu hộp đến và bản gốc."),
    "reprocess": ("pipeline.commands.reprocess", "Đọc lại văn bản đã vào sổ; chỗ khác thành đề xuất."),
    "doctor": ("pipeline.commands.doctor", "Kiểm tra máy và nói cần làm gì."),
    "serve": ("review.serve", "Mở các trang web."),
    "users": ("pipeline.commands.users", "Quản lý tài khoản đăng nhập."),
    "backup": ("pipeline.commands.backup", "Sao lưu sổ và bản gốc, hoặc thử phục hồi."),
    "restore": ("pipeline.commands.restore", "Phục hồi bản sao lưu vào thư mục trống."),
    "verify": ("pipeline.commands.verify", "Kiểm tra sổ có bị thay đổi sau lưng không."),
    "reindex": ("pipeline.commands.reindex", "Lập lại chỉ mục tìm kiếm."),
    "upgrade": ("pipeline.commands.upgrade", "Nâng lược đồ cơ sở dữ liệu chung lên bản này."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of `COMMANDS`, which is the order of a letter's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = cast("click.Command", module.command)
        command.help = keep_lines(command.help)
        name_options(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; name those that are spelled nearly so when there is none."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands from `COMMANDS`, importing none of them."""
        with formatter.section("Các lệnh"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def name_options(command: click.Command) -> None:
    """Say in Vietnamese, in the first line of a command's help and of its sub-commands', where options go."""
    command.options_metavar = OPTIONS
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH …"
        for one in command.commands.values():
            name_options(one)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=OPTIONS,
    subcommand_metavar="LỆNH …",
)
@click.version_option(package_name="congvan", prog_name="congvan")
@click.option("--data", envvar="CONGVAN_DATA", metavar="THƯ_MỤC", help="Thư mục dữ liệu (mặc định: data).")
@click.pass_context
def cli(context: click.Context, data: str | None) -> None:
    r"""Đọc công văn, lập sổ nhiệm vụ.

    \b
    Ví dụ:
      congvan extract cong-van.pdf
      congvan run
    """
    context.obj = {"data": data}


def keep_lines(text: str | None) -> str | None:
    r"""Turn the two characters `\\b` of a raw docstring into click's mark for lines that stay as they are."""
    return text.replace("\\b", "\b") if text else text


cli.help = keep_lines(cli.help)


def main() -> None:
    """Run the command; say errors in one line and leave with their exit code."""
    try:
        cli(prog_name="congvan")
    except CongvanError as error:
        click.echo(f"congvan: {error.cause} {error.next_step}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
