"""Nothing lost, nothing twice: what happens to letters while processes, databases and disks fail.

    python benchmarks/faults.py [TRIAL …] [--letters N] [--kills N] [--touch N]

Prints a row a trial. Needs Debian's postgresql; `full` needs root to mount a small tmpfs.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from broken_files import broken_files  # noqa: E402 - beside this file
from kills import kills, steps  # noqa: E402 - beside this file
from postgres import free_port, running_server  # noqa: E402 - stands with the tests, found by the line above
from proxy import Proxy  # noqa: E402 - beside this file
from trial import SAMPLE, SCAN, Trial, letter, trial  # noqa: E402 - beside this file

from models.states import LedgerState  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.register_ledger import FileRecord

SLOWEST = 600.0  # seconds that a trial waits for its letters


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
    """Fill the disk of originals and database twice: as storing begins, and while letters are filed."""
    mount = Path(tempfile.mkdtemp(prefix="congvan-full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mount], check=True)
    try:
        with trial(folder=mount) as t:
            for number in range(letters):
                t.drop(f"{number}.pdf", letter(number))
            port = str(free_port())
            t.start("run", "--port", port)
            t.until(lambda: bool(t.progress()), 120)
            alarms = [full_for_a_while(t, mount / "filler", port)]
            t.wait(letters // 4, 120)
            alarms.append(full_for_a_while(t, mount / "filler", port))
            t.wait(letters, SLOWEST)
            time.sleep(3)
            told = ", ".join(alarms)
            missed = any("not" in one for one in alarms)
            verdict = t.verdict(letters)
            return f"{verdict.replace('ok  ', 'BAD ') if missed else verdict}; alarm {told}"
    finally:
        subprocess.run(["umount", "-l", mount], check=False)


def full_for_a_while(t: Trial, filler: Path, port: str) -> str:
    """Fill the disk, wait for the alarm, free the disk again, and wait for its end; say what was seen."""
    fill(filler)
    raised = t.until(lambda: alarm(port) == 1, 60)
    time.sleep(5)
    filler.unlink()
    cleared = t.until(lambda: alarm(port) == 0, 60)
    return f"{'raised' if raised else 'not raised'} and {'cleared' if cleared else 'not cleared'}"


def alarm(port: str) -> float:
    """Return 1 while congvan's measures say that it cannot store."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("congvan_storage_alarm "))


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


def told_to_stop(scans: int) -> str:
    """Tell the office to stop while it reads scans, as systemd does, and start it again."""
    with trial() as t:
        for number in range(scans):
            t.drop(f"{number}.pdf", SCAN.read_bytes() + f"\n%% {number}\n%%EOF\n".encode())
        office = t.start("run", "--port", "0")
        t.until(lambda: any(row.state is LedgerState.STORED for row in t.records()), 120)
        time.sleep(4)
        started = time.monotonic()
        office.terminate()
        code = office.wait()
        took = time.monotonic() - started
        t.start("run", "--port", "0")
        t.wait(scans, SLOWEST)
        verdict = t.verdict(scans)
        good = code == 0 and took < 10
        return f"{verdict if good else verdict.replace('ok  ', 'BAD ')}; stopped in {took:.1f} s with code {code}"


def broken(good: int, bad: int) -> str:
    """Good letters alone, then the same among files broken in many ways: the good ones are filed as fast."""
    alone, _ = run_through([(f"tốt {n}.pdf", letter(n)) for n in range(good)], good)
    spoiled = broken_files(SAMPLE.read_bytes(), bad)
    names = [*((f"tốt {n}.pdf", letter(n)) for n in range(good)), *spoiled.items()]
    random.Random(2).shuffle(names)
    among, rows = run_through(names, good)
    ends = Counter(
        (row.file_name.startswith("tốt"), row.state) for row in rows if row.reason or row.letter_id
    )
    filed, told = ends[True, LedgerState.FILED], ends[False, LedgerState.FAILED]
    copies = ends[False, LedgerState.DUPLICATE]  # empty files are all alike
    whole = filed == good and told + copies == bad
    said = f"{filed} of {good} good letters filed; of {bad} broken files {told} failed with a reason"
    speed = f"{good / alone:.1f} good letters a second alone, {good / among:.1f} among broken ones"
    return f"{'ok  ' if whole else 'BAD '} {said}, {copies} are copies of one of them; {speed}"


def run_through(files: Sequence[tuple[str, bytes]], good: int) -> tuple[float, tuple[FileRecord, ...]]:
    """Let files go through; return the seconds from the first good letter filed to the last, and all rows.

    The first moment is left out: a start takes as long with few letters as with many.
    """
    with trial() as t:
        for name, content in files:
            t.drop(name, content)
        t.start("run", "--port", "0")
        t.wait(len(files), 1800)
        rows = t.records()
    filed = sorted(
        row.ended_at
        for row in rows
        if row.state is LedgerState.FILED and row.ended_at and row.file_name.startswith("tốt")
    )
    return (filed[-1] - filed[0]).total_seconds() if len(filed) == good else 0.001, rows


def same_file(times: int, writers: int) -> str:
    """Drop one file many times at once."""
    with trial() as t, ThreadPoolExecutor(writers) as threads:
        t.start("run", "--port", "0")
        list(threads.map(lambda n: t.drop(f"bản {n}.pdf", letter(0)), range(times)))
        t.wait(times, 120)
        time.sleep(2)
        by_state = dict(t.progress())
        filed, twins = by_state.get(LedgerState.FILED, 0), by_state.get(LedgerState.DUPLICATE, 0)
        return f"{'ok  ' if (filed, twins) == (1, times - 1) else 'BAD '} {filed} letter, {twins} duplicates"


def main() -> None:
    """Run the trials that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trials", nargs="*")
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--touch", type=int, default=1, help="where `steps` begins")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended
    trials: dict[str, Callable[[], str]] = {
        "steps": lambda: steps(asked.touch),
        "kills": lambda: kills(asked.letters, asked.kills),
        "workers-2": lambda: workers(asked.letters, 2),
        "workers-4": lambda: workers(asked.letters, 4),
        "full": lambda: full_disk(min(asked.letters, 60)),
        "slow": lambda: slow_writers(50, 40, 20),
        "stop": lambda: told_to_stop(6),
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
