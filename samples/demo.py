"""The main job, on the sample letters: dropped in a folder, they become tasks in the register.

    python samples/demo.py            # make demo

Keeps its data in data/demo; a second run finds the letters in the register and is there in seconds.
On a terminal the pages stay open until Ctrl+C; elsewhere the program ends.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import threading
import time
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from pipeline.accounts import Accounts, first_account
from pipeline.cli import cli
from pipeline.office import Office
from pipeline.register_ledger import FileRecord, files
from pipeline.settings import Settings

HERE = Path(__file__).parent
DATA = HERE.parent / "data" / "demo"
PASSWORD = DATA / "tai-khoan.txt"
console = Console()


def drop(office: Office) -> int:
    """Drop the sample letters that the register has not seen into the inbox; return how many."""
    seen = {record.sha256 for record in ledger(office)}
    new = [
        one for one in sorted(HERE.glob("*.pdf")) if hashlib.sha256(one.read_bytes()).hexdigest() not in seen
    ]
    for letter in new:
        part = office.settings.inbox / f"{letter.name}.part"
        shutil.copyfile(letter, part)
        part.rename(office.settings.inbox / letter.name)
    return len(new)


def ledger(office: Office) -> tuple[FileRecord, ...]:
    """Return the row of every file seen."""
    return office.register.read(files, limit=1000)


def wait(office: Office, dropped: int) -> None:
    """Wait until every file has ended, with a progress bar."""
    before = sum(record.ended_at is not None for record in ledger(office))
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Đang đọc văn bản", total=dropped)
        while not progress.finished and dropped:
            ended = sum(record.ended_at is not None for record in ledger(office)) - before
            progress.update(bar, completed=ended)
            time.sleep(0.2)


def account(office: Office) -> str:
    """Return how to log in to the demo; made once, kept beside the demo's data."""
    made = first_account(Accounts(office.register.database))
    if made:
        PASSWORD.write_text(f"tên đăng nhập: {made[0]}   mật khẩu: {made[1]}\n", "utf-8")
        PASSWORD.chmod(0o600)
    return PASSWORD.read_text("utf-8").strip() if PASSWORD.exists() else ""


def show(*words: str) -> None:
    """Run a congvan command on the demo's data."""
    cli.main(["--data", str(DATA), *words], prog_name="congvan", standalone_mode=False)


def main() -> None:
    """Drop, wait, show the register, and say where the pages are."""
    started = time.monotonic()
    settings = Settings(data=DATA, office="UBND thị xã An Đông", province="Hải Lâm")
    settings.data.mkdir(parents=True, exist_ok=True)
    with Office(settings, role="demo", quiet=0.5) as office:
        watching = threading.Thread(target=office.watch)
        watching.start()
        try:
            dropped = drop(office)
            console.print(
                f"Đã thả {dropped} văn bản vào {settings.inbox}" if dropped else "Văn bản mẫu đã ở trong sổ."
            )
            wait(office, dropped)
            login = account(office)
        finally:
            office.stop()
            watching.join()
    show("letters")
    show("tasks")
    console.print(f"Xong sau {time.monotonic() - started:.0f} giây.\n")
    address = f"http://{settings.host}:{settings.port}/"
    console.print(f"Trang duyệt: [bold]{address}[/]", highlight=False)
    console.print(login, highlight=False, soft_wrap=True)
    if sys.stdout.isatty():
        show("run")
    else:
        console.print("Mở trang duyệt bằng: .venv/bin/congvan --data data/demo run")


if __name__ == "__main__":
    main()
