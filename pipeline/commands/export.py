"""`congvan export`: lists, calendar, report, or the whole register."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import StorageError, UsageError
from pipeline.terminal import day_of, open_register, say, shown_day, today

if TYPE_CHECKING:
    from pipeline.register import Register

WHAT = {
    "tasks": ("nhiem-vu", (".xlsx", ".csv", ".ics")),
    "letters": ("so-van-ban-den", (".xlsx", ".csv")),
    "calendar": ("thoi-han", (".ics",)),
    "report": ("bao-cao", (".xlsx", ".docx")),
    "all": ("so", (".jsonl",)),
}


@click.command()
@click.argument("what", type=click.Choice(list(WHAT)), default="tasks")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP", help="Tệp đích."
)
@click.option("--from", "first", metavar="NGÀY", help="Văn bản đến từ ngày.")
@click.option("--to", "last", metavar="NGÀY", help="Văn bản đến đến ngày.")
@click.option("--assignee", metavar="TÊN", help="Chỉ nhiệm vụ của cơ quan, chức vụ hoặc người này.")
@click.option("--open", "open_only", is_flag=True, help="Chỉ nhiệm vụ chưa xong.")
@click.option("--as-of", metavar="NGÀY", help="Tính đến ngày (mặc định: hôm nay).")
@click.option("--known-at", metavar="NGÀY", help="Chỉ theo những gì đã ghi nhận đến hết ngày này (báo cáo).")
@click.pass_obj
def command(options: dict[str, Any], /, what: str, output: Path | None, **asked: Any) -> None:
    r"""Xuất danh mục nhiệm vụ, sổ văn bản đến, lịch thời hạn, báo cáo, hoặc toàn bộ sổ.

    Kiểu tệp theo đuôi: .xlsx, .csv, .ics, .docx, .jsonl.

    \b
    Ví dụ:
      congvan export
      congvan export letters --from 1/2024 --to 3/2024 -o so-den-quy-1.xlsx
      congvan export report --as-of 31/3/2024 -o bao-cao.docx
      congvan export all -o so.jsonl
    """
    stem, endings = WHAT[what]
    path = output or Path(f"{stem}-{today():%Y%m%d}{endings[0]}")
    if path.suffix.lower() not in endings:
        raise UsageError(f"“{path.name}” có đuôi không dùng được cho {what}.", f"Dùng {', '.join(endings)}.")
    if not path.parent.is_dir():
        raise UsageError(f"Không có thư mục {path.parent}.", "Tạo thư mục trước.")
    with open_register(options) as register:
        part = path.with_name(f".{path.name}.part{path.suffix}")
        try:
            count = _WRITERS[what](register, part, path.suffix.lower(), asked)
            part.replace(path)
        except OSError as error:
            raise StorageError(
                f"Không ghi được {path} ({error.strerror}).", "Kiểm tra quyền ghi, dung lượng."
            ) from error
        finally:
            part.unlink(missing_ok=True)
    say(f"Đã ghi {count} dòng vào {path}." if count else f"Không có dòng nào khớp; {path} chỉ có tiêu đề.")


def _tasks(register: Register, path: Path, suffix: str, asked: dict[str, Any]) -> int:
    from models.register import TaskFilter  # noqa: PLC0415 - for a quick --help
    from models.states import PENDING_STATES  # noqa: PLC0415 - same
    from pipeline.register_export import every_task  # noqa: PLC0415 - same
    from pipeline.timeliness import as_of  # noqa: PLC0415 - same

    day = day_of(asked["as_of"], "--as-of", last=True) or today()
    wanted = TaskFilter(assignee=asked["assignee"], states=PENDING_STATES if asked["open_only"] else ())
    office = register.settings.office
    with register.transaction(write=False) as session:
        tasks = every_task(session, wanted, as_of(register.settings, day))
        if suffix == ".csv":
            from pipeline.export_csv import tasks_csv  # noqa: PLC0415 - same

            with path.open("w", encoding="utf-8", newline="") as out:
                return tasks_csv(out, tasks)
        if suffix == ".ics":
            from pipeline.export_calendar import calendar_of  # noqa: PLC0415 - same

            dated = [task for task in tasks if task.due_on or task.next_on]
            path.write_bytes(
                calendar_of(dated, name=f"Thời hạn {office}".strip(), now=dt.datetime.now(dt.UTC))
            )
            return len(dated)
        from pipeline.export_sheets import write_tasks  # noqa: PLC0415 - same

        return write_tasks(path, tasks, office=office, period=f"(Tính đến ngày {shown_day(day)})")


def _letters(register: Register, path: Path, suffix: str, asked: dict[str, Any]) -> int:
    from models.register import LetterFilter  # noqa: PLC0415 - for a quick --help
    from pipeline.register_export import every_letter  # noqa: PLC0415 - same

    first, last = day_of(asked["first"], "--from"), day_of(asked["last"], "--to", last=True)
    wanted = LetterFilter(arrived_from=first, arrived_to=last)
    with register.transaction(write=False) as session:
        entries = every_letter(session, wanted)
        if suffix == ".csv":
            from pipeline.export_csv import letters_csv  # noqa: PLC0415 - same

            with path.open("w", encoding="utf-8", newline="") as out:
                return letters_csv(out, entries)
        from pipeline.export_sheets import write_letters  # noqa: PLC0415 - same

        period = (
            f"Từ ngày {shown_day(first) or '…'} đến ngày {shown_day(last) or '…'}" if first or last else ""
        )
        return write_letters(path, entries, office=register.settings.office, period=period)


def _report(register: Register, path: Path, suffix: str, asked: dict[str, Any]) -> int:
    from models.vietnam_time import VIETNAM  # noqa: PLC0415 - same
    from pipeline.export_report import write_report, write_report_letter  # noqa: PLC0415 - for a quick --help
    from pipeline.register_statistics import performance  # noqa: PLC0415 - same
    from pipeline.timeliness import as_of  # noqa: PLC0415 - same

    settings = register.settings
    day = day_of(asked["as_of"], "--as-of", last=True) or today()
    known = day_of(asked["known_at"], "--known-at", last=True)
    now = dt.datetime.now(VIETNAM)
    known_at = dt.datetime.combine(known, dt.time.max, VIETNAM) if known else now
    rows = register.read(performance, as_of(settings, day), known_at=known_at)
    if suffix == ".docx":
        return write_report_letter(path, rows, office=settings.office, day=day, known_at=known_at)
    return write_report(path, rows, office=settings.office, day=day, known_at=known_at)


def _all(register: Register, path: Path, suffix: str, asked: dict[str, Any]) -> int:
    from pipeline.export_dump import dump  # noqa: PLC0415 - for a quick --help

    del suffix, asked
    count = 0
    with register.transaction(write=False) as session, path.open("w", encoding="utf-8", newline="\n") as out:
        for line in dump(session):
            out.write(line + "\n")
            count += 1
    return count


_WRITERS = {"tasks": _tasks, "letters": _letters, "calendar": _tasks, "report": _report, "all": _all}
