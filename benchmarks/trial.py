"""A data folder with an inbox, the processes that work on it, and the question whether all is well."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.states import LedgerState
from models.tables import LedgerRow, LetterRow
from pipeline.originals import Originals
from pipeline.register import Register
from pipeline.register_ledger import counts, files
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from pipeline.register_ledger import FileRecord

SAMPLE = Path(__file__).parent.parent / "samples" / "07-giay-moi.pdf"
SCAN = SAMPLE.with_name("13-ngay-lam-viec-qua-tet-scan.pdf")
ENDED = (LedgerState.FILED, LedgerState.DUPLICATE, LedgerState.FAILED, LedgerState.SET_ASIDE)
SILENCE = {"CONGVAN_WORKER_SILENCE": "8"}  # a dead worker is found out sooner than in an office


def letter(number: int) -> bytes:
    """Return a letter with bytes of its own: what follows the end of a PDF is no part of its text."""
    return SAMPLE.read_bytes() + f"\n%% {number}\n%%EOF\n".encode()


class Trial:
    """A data folder with an inbox, the processes that work on it, and the question whether all is well."""

    def __init__(self, data: Path, database: str = "") -> None:
        """Make the folder; `database` is empty for SQLite."""
        self.settings = Settings(data=data, database_url=database)
        self.settings.inbox.mkdir(parents=True, exist_ok=True)
        self.hashes: set[str] = set()  # of what was dropped
        self.processes: list[subprocess.Popen[bytes]] = []
        self.beside: set[int] = set()  # what else works for it: a database server's number
        self.register = Register(self.settings)

    def drop(self, name: str, content: bytes) -> None:
        """Put a file into the inbox, whole."""
        part = self.settings.inbox / f"{name}.part"
        part.write_bytes(content)
        part.rename(self.settings.inbox / name)
        self.hashes.add(hashlib.sha256(content).hexdigest())

    def start(self, *words: str, database: str = "", **settings: str) -> subprocess.Popen[bytes]:
        """Start congvan on the folder."""
        environment = {**os.environ, **SILENCE, **settings}
        url = database or self.settings.database_url
        if url:
            environment["CONGVAN_DATABASE_URL"] = url
        command = [sys.executable, "-m", "pipeline.cli", "--data", str(self.settings.data), *words]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.processes.append(process)
        return process

    def ended(self) -> int:
        """Return how many files have ended; one that will be tried again by itself has not."""
        return self.register.read(_ended)

    def progress(self) -> tuple[tuple[str, int], ...]:
        """Return how many files are in which state."""
        return tuple(sorted((state.value, count) for state, count in self.register.read(counts).items()))

    def records(self) -> tuple[FileRecord, ...]:
        """Return every row of the ledger."""
        return self.register.read(files, limit=1_000_000)

    def wait(self, count: int, seconds: float) -> bool:
        """Wait until so many files have ended; say whether they did."""
        return self.until(lambda: self.ended() >= count, seconds)

    @staticmethod
    def until(so: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so; what cannot be asked just now is asked again. Say whether it was."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(Exception):
                if so():
                    return True
            time.sleep(0.5)
        return False

    def verdict(self, wanted: int) -> str:
        """Say what became of the letters: "100 of 100 once, originals whole, inbox empty"."""
        rows = self.records()
        filed = [row for row in rows if row.state is LedgerState.FILED]
        letters = {row.letter_id for row in filed}
        originals = Originals(self.settings.originals)
        whole = sum(originals.verify(sha256) for sha256 in self.hashes)
        strange = {path.stem for path in originals} - self.hashes
        left = [one for one in self.settings.inbox.iterdir() if one.is_file()]
        open_rows = sum(row.state not in ENDED for row in rows)
        in_register = self.register.read(_letters)
        once = len(letters) == len(filed) == in_register == wanted and not open_rows
        good = once and whole == len(self.hashes) and not left and not strange
        said = f"{len(filed)} of {wanted} filed, {in_register} letters, {whole}/{len(self.hashes)} originals whole"
        rest = f"{len(strange)} others, {open_rows} rows open, {len(left)} left in the inbox"
        return f"{'ok  ' if good else 'BAD '} {said}, {rest}"

    def close(self) -> None:
        """End everything."""
        for process in self.processes:
            process.kill()
            process.wait()
        self.register.close()


def _letters(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(LetterRow)) or 0


def _ended(session: Session) -> int:
    """Count without fetching a row: a trial asks often, and of fifty thousand files."""
    ended = select(func.count()).where(LedgerRow.state.in_(ENDED), LedgerRow.passing.is_not(True))
    return session.scalar(ended) or 0


@contextlib.contextmanager
def trial(database: str = "", folder: Path | None = None) -> Iterator[Trial]:
    """Give a trial in a folder of its own."""
    data = Path(tempfile.mkdtemp(prefix="congvan-trial-", dir=folder))
    made = Trial(data / "data", database)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(data, ignore_errors=True)
