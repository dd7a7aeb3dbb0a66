"""Nothing lost, nothing twice: what happens to letters while processes, databases and disks fail.

    python benchmarks/faults.py [TRIAL …] [--letters N] [--kills N]

Prints a row a trial. Needs Debian's postgresql; `full` needs root to mount a small tmpfs.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from broken_files import broken_files  # noqa: E402 - beside this file
from postgres import running_server  # noqa: E402 - stands with the tests, found by the line above
from proxy import Proxy  # noqa: E402 - beside this file

from models.states import LedgerState  # noqa: E402
from pipeline.originals import Originals  # noqa: E402
from pipeline.register import Register  # noqa: E402
from pipeline.register_ledger import counts, files  # noqa: E402
from pipeline.settings import Settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = HERE.parent / "samples" / "07-giay-moi.pdf"
TOUCHES = 40  # a letter alone makes about 25 on its way
DYING = HERE.parent / "tests" / "flow" / "dying_office.py"
ENDED = (LedgerState.FILED, LedgerState.DUPLICATE, LedgerState.FAILED, LedgerState.SET_ASIDE)


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
        Register(self.settings).close()

    def drop(self, name: str, content: bytes) -> None:
        """Put a file into the inbox, whole."""
        part = self.settings.inbox / f"{name}.part"
        part.write_bytes(content)
        part.rename(self.settings.inbox / name)
        self.hashes.add(hashlib.sha256(content).hexdigest())

    def start(self, *words: str, database: str = "", **settings: str) -> subprocess.Popen[bytes]:
        """Start congvan on the folder."""
        environment = {**os.environ, "CONGVAN_WORKER_SILENCE": "8", **settings}
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
        with Register(self.settings) as register:
            rows = register.read(files, limit=1_000_000)
        return sum(row.state in ENDED and not row.passing for row in rows)

    def progress(self) -> tuple[tuple[str, int], ...]:
        """Return how many files are in which state."""
        with Register(self.settings) as register:
            return tuple(sorted((state.value, count) for state, count in register.read(counts).items()))

    def wait(self, count: int, seconds: float) -> bool:
        """Wait until so many files have ended; say whether they did."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(Exception):
                if self.ended() >= count:
                    return True
            time.sleep(0.5)
        return False

    def verdict(self, wanted: int) -> str:
        """Say what became of the letters: "100 of 100 once, originals whole, inbox empty"."""
        with Register(self.settings) as register:
            rows = register.read(files, limit=1_000_000)
        filed = [row for row in rows if row.state is LedgerState.FILED]
        letters = {row.letter_id for row in filed}
        originals = Originals(self.settings.originals)
        whole = sum(originals.verify(sha256) for sha256 in self.hashes)
        strange = {path.stem for path in originals} - self.hashes
        left = [one for one in self.settings.inbox.iterdir() if one.is_file()]
        good = len(letters) == len(filed) == wanted and whole == len(self.hashes) and not left and not strange
        said = f"{len(filed)} of {wanted} filed, {len(letters)} letters, {whole}/{len(self.hashes)} originals whole"
        return f"{'ok  ' if good else 'BAD '} {said}, {len(strange)} others, {len(left)} left in the inbox"

    def close(self) -> None:
        """End everything."""
        for process in self.processes:
            process.kill()
            process.wait()


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


def kills(letters: int, times: int) -> str:
    """Kill the office at random moments while letters go through: most of them while it works on one."""
    seed = random.Random(1)
    at_work = 0
    with trial() as t:
        for number in range(letters):
            t.drop(f"{number}.pdf", letter(number))
        for _ in range(times):
            before = t.progress()
            process = t.start("run", "--port", "0")
            until = time.monotonic() + seed.uniform(1, 60)  # a start may be hit too
            while time.monotonic() < until and t.progress() == before:
                time.sleep(0.05)
            at_work += t.progress() != before
            time.sleep(seed.uniform(0, 0.5))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if t.ended() >= letters:
                t.drop(f"thêm {letters}.pdf", letter(letters))  # there is always something to lose
                letters += 1
        t.start("run", "--port", "0")
        t.wait(letters, 600)
        time.sleep(3)
        return f"{t.verdict(letters)}; {at_work} of {times} kills while letters moved"


def steps(most: int) -> str:
    """Kill the office at its first touch of disk or database, at its second, and so on.

    The letters of earlier kills wait beside, so that most kills hit the taking of files.
    """
    with trial() as t:
        for last in range(most):
            t.drop(f"{last}.pdf", letter(last))
            died = subprocess.run(
                [sys.executable, DYING, str(t.settings.data), str(last + 1)],
                stderr=subprocess.DEVNULL,
                check=False,
            )
            if died.returncode != -signal.SIGKILL:
                return f"BAD  the office ended by itself before touch {last + 1}"
        t.start("run", "--port", "0")
        t.wait(most, 300)
        time.sleep(3)
        return f"{t.verdict(most)}; {most} kills, one at each touch of disk or database"


def workers(letters: int, count: int) -> str:
    """On PostgreSQL: one worker killed, one cut off from the database, the server restarted."""
    with running_server() as server, trial(server.create_database()) as t, Proxy(server.port) as proxy:
        for number in range(letters):
            t.drop(f"{number}.pdf", letter(number))
        cut = t.settings.database_url.replace(str(server.port), str(proxy.port))
        team = [t.start("worker", "--name", str(n), CONGVAN_OCR_WORKERS="1") for n in range(count - 1)]
        t.start("worker", "--name", "cut", database=cut, CONGVAN_OCR_WORKERS="1")
        t.start("run", "--port", "0", CONGVAN_OCR_WORKERS="1")
        t.wait(letters // 10, 120)
        team[0].send_signal(signal.SIGKILL)
        proxy.cut()
        t.wait(letters // 3, 120)
        server.restart()
        t.wait(letters // 2, 120)
        proxy.mend()
        t.wait(letters, 300)
        time.sleep(3)
        return t.verdict(letters)


def full_disk(letters: int) -> str:
    """Fill the disk that holds originals and database, let the office run into it, and free it again."""
    mount = Path(tempfile.mkdtemp(prefix="congvan-full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mount], check=True)
    try:
        with trial(folder=mount) as t:
            for number in range(letters):
                t.drop(f"{number}.pdf", letter(number))
            filler = mount / "filler"
            t.start("run", "--port", "0")
            t.wait(letters // 4, 120)
            fill(filler)
            time.sleep(25)
            filler.unlink(missing_ok=True)
            t.wait(letters, 300)
            time.sleep(3)
            return t.verdict(letters)
    finally:
        subprocess.run(["umount", "-l", mount], check=False)


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 65536)


def slow_writers(count: int, megabytes: int, seconds: float) -> str:
    """Write large scans slowly, side by side; half of them are half written when the office starts."""
    with trial() as t, ThreadPoolExecutor(count) as threads:

        def write(number: int) -> None:
            time.sleep(0 if number % 2 else 10)
            name = f"chậm {number}.pdf"
            pieces = 40
            filling = random.Random(number).randbytes(megabytes * (1 << 20) // pieces // 2).hex().encode()
            digest = hashlib.sha256()
            with (t.settings.inbox / name).open("wb") as file:
                for piece in range(pieces):
                    ends = b"\n%%EOF\n" if piece == pieces - 1 else b""
                    content = (letter(number) if piece == 0 else b"") + b"\n%" + filling + ends
                    file.write(content)
                    file.flush()
                    digest.update(content)
                    time.sleep(seconds / pieces)
            t.hashes.add(digest.hexdigest())

        writing = [threads.submit(write, number) for number in range(count)]
        time.sleep(seconds / 4)
        t.start("run", "--port", "0")
        for one in writing:
            one.result()
        t.wait(count, 400)
        time.sleep(3)
        return t.verdict(count)


def broken(good: int, bad: int) -> str:
    """Good letters among files broken in many ways."""
    with trial() as t:
        spoiled = broken_files(SAMPLE.read_bytes(), bad)
        names = [*((f"tốt {n}.pdf", letter(n)) for n in range(good)), *spoiled.items()]
        random.Random(2).shuffle(names)
        for name, content in names:
            t.drop(name, content)
        started = time.monotonic()
        t.start("run", "--port", "0")
        t.wait(good + bad, 1800)
        took = time.monotonic() - started
        with Register(t.settings) as register:
            rows = register.read(files, limit=1_000_000)
        filed = sum(row.state is LedgerState.FILED and row.file_name.startswith("tốt") for row in rows)
        told = sum(row.state is LedgerState.FAILED and bool(row.reason and row.next_step) for row in rows)
        other = [row for row in rows if row.state not in (LedgerState.FILED, LedgerState.FAILED)]
        good_ones = filed == good and filed + told + len(other) == good + bad
        said = f"{filed} of {good} good letters filed, {told} of {bad} broken files with a reason"
        return f"{'ok  ' if good_ones else 'BAD '} {said}, {len(other)} other; {took:.0f} s"


def same_file(times: int, writers: int) -> str:
    """Drop one file many times at once."""
    with trial() as t, ThreadPoolExecutor(writers) as threads:
        t.start("run", "--port", "0")
        list(threads.map(lambda n: t.drop(f"bản {n}.pdf", letter(0)), range(times)))
        t.wait(times, 120)
        time.sleep(2)
        with Register(t.settings) as register:
            by_state = register.read(counts)
        filed, twins = by_state.get(LedgerState.FILED, 0), by_state.get(LedgerState.DUPLICATE, 0)
        return f"{'ok  ' if (filed, twins) == (1, times - 1) else 'BAD '} {filed} letter, {twins} duplicates"


def main() -> None:
    """Run the trials that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trials", nargs="*")
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    trials: dict[str, Callable[[], str]] = {
        "steps": lambda: steps(TOUCHES),
        "kills": lambda: kills(asked.letters, asked.kills),
        "workers-2": lambda: workers(asked.letters, 2),
        "workers-4": lambda: workers(asked.letters, 4),
        "full": lambda: full_disk(min(asked.letters, 60)),
        "slow": lambda: slow_writers(50, 40, 20),
        "broken": lambda: broken(700, 300),
        "same": lambda: same_file(100, 10),
    }
    for name, run in trials.items():
        if asked.trials and name not in asked.trials:
            continue
        started = time.monotonic()
        print(f"{name:10} {run()}   [{time.monotonic() - started:.0f} s]", flush=True)


if __name__ == "__main__":
    main()
