"""`congvan decisions`: a referenced decision and all that hangs on it, or those that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from models.errors import NotFoundError
from pipeline.terminal import console, due_words, open_register, say, shown_day, today, who_words

if TYPE_CHECKING:
    from rich.console import Console

    from models.register import DecisionView, DocumentLine
    from pipeline.register import Register


@click.command()
@click.argument("named", required=False, metavar="SỐ_KÝ_HIỆU")
@click.option("--missing", is_flag=True, help="Văn bản được viện dẫn mà sổ chưa có, nhiều việc trước.")
@click.option("--graph", metavar="TỆP.svg", type=click.Path(dir_okay=False), help="Vẽ quan hệ ra tệp SVG.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 1000),
    metavar="SỐ",
    default=20,
    show_default=True,
    help="Số dòng.",
)
@click.pass_obj
def command(
    options: dict[str, Any], named: str | None, graph: str | None, limit: int, *, missing: bool
) -> None:
    r"""Xem một văn bản viện dẫn: ai viện dẫn, việc nào dựa vào, văn bản nào sửa nó.

    \b
    Ví dụ:
      congvan decisions 1789/QĐ-UBND
      congvan decisions "QĐ 1789 năm 2023" --graph chuoi.svg
      congvan decisions --missing
    """
    from pipeline.register_decisions import get_decision, missing_documents  # noqa: PLC0415 - for a quick --help
    from pipeline.timeliness import as_of  # noqa: PLC0415 - same

    if not named and not missing:
        raise click.UsageError("Cho biết số, ký hiệu, hoặc thêm --missing.")
    with open_register(options) as register:
        if missing or not named:
            _print_missing(register.read(missing_documents, limit=limit).rows)
            return
        document_id = _find(register, named)
        view = register.read(get_decision, document_id, as_of(register.settings, today()), limit=limit)
        _print(view)
        if graph:
            from pathlib import Path  # noqa: PLC0415 - for a quick --help

            from pipeline.citation_graph import STYLE, citation_graph, draw  # noqa: PLC0415 - same
            from pipeline.register_decisions import chain_of  # noqa: PLC0415 - same

            documents, edges = register.read(chain_of, view.document.id)
            picture = citation_graph(view.document.id, documents, edges)
            Path(graph).write_text(draw(picture, style=STYLE), "utf-8")
            more = f" Còn {picture.left_out} văn bản nữa không vẽ." if picture.left_out else ""
            say(f"Đã vẽ {graph}.{more}")


def _find(register: Register, named: str) -> int:
    from pipeline.search_citations import find_documents  # noqa: PLC0415 - for a quick --help

    found = register.read(find_documents, named)
    if not found and named.isdigit():
        return int(named)
    if not found:
        raise NotFoundError(
            f"Sổ không biết văn bản nào là “{named}”.",
            "Gõ số và ký hiệu, ví dụ 1789/QĐ-UBND, hoặc dùng “congvan search”.",
        )
    for one in found:
        if one.exact:
            return one.document.id
    for one in found:
        click.echo(f"Có thể là {_name(one.document)}: {one.reason}", err=True)
    return found[0].document.id


def _print_missing(documents: tuple[DocumentLine, ...]) -> None:
    from rich.table import Table  # noqa: PLC0415 - for a quick --help
    from rich.text import Text  # noqa: PLC0415 - same

    if not documents:
        say("Sổ có đủ mọi văn bản được viện dẫn.")
        return
    table = Table(header_style="bold")
    for name in ("Số", "Văn bản", "Ngày", "Cơ quan", "Nội dung", "Viện dẫn", "Việc đang mở"):
        table.add_column(name)
    for one in documents:
        table.add_row(
            str(one.id), Text(_name(one)), shown_day(one.issued_on), Text(one.issuer or ""), Text(one.title or ""),
            str(one.cited_by), str(one.open_tasks),
        )  # fmt: skip
    console().print(table)


def _print(view: DecisionView) -> None:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    terminal, document = console(), view.document
    terminal.print(Text(_name(document), style="bold"))
    terminal.print(
        Text(f"{document.issuer or ''}  {shown_day(document.issued_on)}  {document.title or ''}".strip())
    )
    held = ", ".join(str(line.id) for line in view.letters)
    terminal.print(f"Có trong sổ: văn bản {held}." if held else "Chưa có trong sổ.")
    for one in view.similar:
        terminal.print(
            Text(f"Có thể cũng là: {_name(one)} {shown_day(one.issued_on)} [{one.id}]", style="yellow")
        )
    _print_links(terminal, view)
    _print_citing(terminal, view)
    if view.tasks.rows:
        terminal.print(Text(f"Nhiệm vụ đang mở dựa vào văn bản này ({view.tasks.total})", style="bold"))
    for task in view.tasks.rows:
        terminal.print(
            Text(f"  {task.id:>5}  {due_words(task):<18} {who_words(task.assignees)}: {task.text}")
        )


def _print_links(terminal: Console, view: DecisionView) -> None:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    if len(view.timeline) > 1:
        terminal.print(Text("Diễn biến", style="bold"))
        for point in view.timeline:
            terminal.print(Text(f"  {shown_day(point.on) or '(chưa rõ ngày)':<14} {point.what}"))


def _print_citing(terminal: Console, view: DecisionView) -> None:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    from pipeline.register_views import RELATION_WORDS  # noqa: PLC0415 - same

    if view.citing.rows:
        terminal.print(Text(f"Văn bản viện dẫn ({view.citing.total})", style="bold"))
    for one in view.citing.rows:
        head = Text(f"  {one.letter_id:>5}  ", style="dim")
        head.append(f"{one.number_symbol or '(không số)'} {shown_day(one.issued_on)}", style="bold")
        head.append(f" – {one.issuing_body or ''} · {RELATION_WORDS[one.relation]}, tr. {one.page or '?'}")
        terminal.print(head)
        terminal.print(Text(f"         {one.sentence}", style="dim"))


def _name(document: DocumentLine) -> str:
    return f"{document.type or 'văn bản'} {document.number_symbol or document.title or ''}".strip()
