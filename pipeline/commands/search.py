"""`congvan search`: citations first, then letters and tasks by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.terminal import console, due_words, open_register, say, shown_day, today, who_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from models.register import Found, Snippet


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TỪ…")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 200),
    metavar="SỐ",
    default=10,
    show_default=True,
    help="Số dòng mỗi loại.",
)
@click.option("--only", type=click.Choice(["letters", "tasks"]), help="Chỉ tìm văn bản, hoặc chỉ nhiệm vụ.")
@click.pass_obj
def command(options: dict[str, Any], words: tuple[str, ...], limit: int, only: str | None) -> None:
    r"""Tìm số ký hiệu hoặc từ ngữ trong văn bản và nhiệm vụ; gõ không dấu cũng thấy.

    Cụm từ đặt trong ngoặc kép; bỏ một từ bằng dấu trừ (thêm -- trước câu tìm);
    lọc bằng coquan:, loai:, tu:, den:, giao:, trangthai:, viendan:, nhan:.

    \b
    Ví dụ:
      congvan search 1789/QĐ-UBND
      congvan search cai cach hanh chinh
      congvan search '"kiểm soát thủ tục" giao:"phòng nội vụ" tu:1/2024'
      congvan search -- 'báo cáo -"báo cáo năm"'
    """
    from pipeline.search import Search  # noqa: PLC0415 - heavy; for a quick --help
    from pipeline.timeliness import as_of  # noqa: PLC0415 - same

    kinds = {"letters": ("letter",), "tasks": ("task",)}.get(only or "", ("letter", "task"))
    with open_register(options) as register:
        search = Search(register.settings, register.database)
        search.catch_up(most=None)
        found = search.search(" ".join(words), as_of(register.settings, today()), limit=limit, kinds=kinds)
    for note in found.notes:
        click.echo(note, err=True)
    _print(found)


def _print(found: Found) -> None:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    if not (found.suggestions or found.letters.rows or found.tasks.rows):
        say("Không tìm thấy. Thử ít từ hơn, bỏ bộ lọc, hoặc gõ số không kèm ký hiệu.")
        return
    terminal = console()
    if found.suggestions:
        terminal.print(Text("Văn bản viện dẫn", style="bold"))
    for one in found.suggestions:
        document = one.document
        text = Text(f"  {document.id:>5}  ", style="dim")
        text.append(
            f"{document.type or ''} {document.number_symbol or document.title or ''}".strip(), style="bold"
        )
        text.append(f" ngày {shown_day(document.issued_on)}" if document.issued_on else "")
        text.append(f" – {document.issuer}" if document.issuer else "")
        held = "có trong sổ" if document.held else "chưa có trong sổ"
        text.append(
            f"  ({held}, {document.cited_by} văn bản viện dẫn, {document.open_tasks} việc)", style="dim"
        )
        text.append(f"  {one.reason}" if one.reason else "", style="yellow")
        terminal.print(text)
    _print_letters(terminal, found)
    _print_tasks(terminal, found)


def _print_letters(terminal: Console, found: Found) -> None:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    if found.letters.rows:
        terminal.print(Text(f"Văn bản ({_count(found.letters.total)})", style="bold"))
    for hit in found.letters.rows:
        line = hit.letter
        if line is None:
            continue
        text = Text(f"  {hit.id:>5}  ", style="dim")
        text.append(line.number_symbol or line.file_name, style="bold")
        text.append(f" ngày {shown_day(line.issued_on)}" if line.issued_on else "")
        text.append(f" – {line.issuing_body}" if line.issuing_body else "")
        terminal.print(text)
        terminal.print(_snippet(hit.snippet))


def _print_tasks(terminal: Console, found: Found) -> None:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    if found.tasks.rows:
        terminal.print(Text(f"Nhiệm vụ ({_count(found.tasks.total)})", style="bold"))
    for hit in found.tasks.rows:
        task = hit.task
        if task is None:
            continue
        text = Text(f"  {hit.id:>5}  ", style="dim")
        text.append(who_words(task.assignees))
        text.append(f" · {due_words(task)}" if task.due_on else "")
        text.append(f" · {task.number_symbol or ''} [{task.letter_id}]", style="dim")
        terminal.print(text)
        terminal.print(_snippet(hit.snippet))


def _count(total: int) -> str:
    return f"{total:,}".replace(",", ".")


def _snippet(snippet: Snippet) -> Text:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    text = Text("         ")
    if snippet.page:
        text.append(f"tr. {snippet.page}: ", style="dim")
    for part, found in snippet.parts:
        text.append(part, style="bold yellow" if found else "")
    return text
