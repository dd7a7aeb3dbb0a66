"""How fast and how flat: letters a second, memory and disk over time.

    python benchmarks/load.py [--letters 1000] [--scans 20] [--workers N …]
                              [--points FILE.csv] [--plot FILE.svg]

Generated born-digital letters and copies of a worn scan go through `congvan run`; with `--workers 1 2 4` they go
through PostgreSQL three times, by one process, two and four.
The points are written as they come; `--plot` with `--points` and no letters draws those of an earlier run.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sys
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "samples"), str(HERE.parent / "tests")]

from load_plot import Point, plot, read_points, write_point  # noqa: E402 - beside this file
from postgres import running_server  # noqa: E402 - found by the line above
from trial import SCAN, trial  # noqa: E402 - beside this file
from typeset import typeset  # noqa: E402 - as postgres

if TYPE_CHECKING:
    from trial import Trial

LETTER = HERE.parent / "samples" / "letters" / "01-cong-van-thi-xa.toml"
TOGETHER = 200  # letters that a process makes before it is asked again


def generate(trial: Trial, letters: int, scans: int) -> None:
    """Drop letters with numbers, days and words of their own, made on all cores."""
    pieces = [range(first, min(first + TOGETHER, letters)) for first in range(0, letters, TOGETHER)]
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        list(processes.map(make, [trial.settings.inbox] * len(pieces), pieces))
    scan = SCAN.read_bytes()
    for number in range(scans):
        trial.drop(f"quét {number}.pdf", scan + f"\n%% {number}\n%%EOF\n".encode())


def make(inbox: Path, numbers: range) -> None:
    """Typeset the letters of these numbers into the inbox."""
    base = tomllib.loads(LETTER.read_text("utf-8"))
    words = base["letter"]["body"].split()
    for number in numbers:
        seed = random.Random(number)
        letter: dict[str, Any] = {**base, "header": dict(base["header"]), "letter": dict(base["letter"])}
        letter["header"]["number_symbol"] = f"{number + 1}/UBND-{seed.choice(['NC', 'TH', 'VX', 'KT'])}"
        letter["header"]["subject"] = " ".join(seed.sample(words, 9)).lower()
        extra = " ".join(seed.sample(words, 60))
        letter["letter"]["body"] = base["letter"]["body"] + f"4. {extra} hoàn thành trước ngày 15/7/2024.\n"
        part = inbox / f"{number}.pdf.part"
        typeset(letter, part)
        part.rename(inbox / f"{number}.pdf")


def usage(trial: Trial) -> tuple[float, float, float]:
    """Return memory (MB), files in memory (MB) and processor time so far (s) of the trial's processes.

    Their children and the database's server are among them. A page of memory that several processes share counts
    once (proportional set size). Pages of files that a process looks at (the register, the index, libraries) are
    counted apart: the system takes them back when something else needs the room.
    """
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(folder.name)] = int(fields[1])
                ticks[int(folder.name)] = sum(map(int, fields[11:15]))  # with children that have ended
    family = {process.pid for process in trial.processes} | trial.beside
    for _ in range(4):
        family |= {pid for pid, parent in parents.items() if parent in family}
    taken = [_memory(pid) for pid in family]
    own, of_files = (sum(column) / 1e6 for column in zip(*taken, strict=True))
    return own, of_files, sum(ticks.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> tuple[int, int]:
    """Return a process's bytes of its own (and shared without a file), and those of files."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    size = {line.split()[0]: int(line.split()[1]) * 1024 for line in lines[1:]}
    return size.get("Pss_Anon:", 0) + size.get("Pss_Shmem:", 0), size.get("Pss_File:", 0)


def disk(trial: Trial) -> float:
    """Return what the data folder takes on disk beside inbox and originals, in MB."""
    return sum(_allocated(path) for path in trial.settings.data.iterdir() if path.name not in _PAPERS) / 1e6


_PAPERS = ("inbox", "originals")


def _allocated(path: Path) -> int:
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):  # files come and go
                total += (Path(folder) / name).lstat().st_blocks * 512
    return total if path.is_dir() else path.lstat().st_blocks * 512


def measure(trial: Trial, total: int, workers: int, seconds: float, points: Path | None) -> list[Point]:
    """Start congvan and look every few seconds until all files have ended, or time is up.

    `workers` above 0: so many processes share the queue, each with one reader; 0: one process, a reader a core.
    """
    one = {"CONGVAN_OCR_WORKERS": "1"} if workers else {}
    for number in range(workers - 1):
        trial.start("worker", "--name", str(number), **one)
    trial.start("run", "--port", "0", **one)
    started, seen = time.monotonic(), [Point(0.0, 0, 0.0, 0.0, 0.0, 0.0)]
    while seen[-1].ended < total and seen[-1].seconds < seconds:
        time.sleep(min(10.0, 1.0 + total / 2000))
        seen.append(Point(time.monotonic() - started, trial.ended(), *usage(trial), disk(trial)))
        if points:
            write_point(points, seen[-1])
    return seen


def report(points: list[Point]) -> str:
    """Say in a line what a run came to."""
    last, late = points[-1], [p.megabytes for p in points[len(points) // 2 :]]
    first = next((p for p in points if p.ended), last)  # what a start takes does not grow with the letters
    steady = (last.ended - first.ended) / max(1.0, last.seconds - first.seconds)
    return (
        f"{last.ended} files in {last.seconds:.0f} s, {last.ended / last.seconds:.1f} a second "
        f"({steady:.1f} once started); "
        f"processor {1000 * last.busy / max(1, last.ended):.0f} ms a file; "
        f"memory: peak {max(p.megabytes for p in points):.0f} MB, "
        f"second half {min(late):.0f} to {max(late):.0f} MB, "
        f"and of files up to {max(p.of_files for p in points):.0f} MB; disk {last.disk:.0f} MB beside the originals"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--scans", type=int, default=20)
    parser.add_argument(
        "--workers", type=int, nargs="*", default=[], help="on PostgreSQL, by so many processes"
    )
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--points", type=Path)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended
    points: list[Point] = []
    for workers in asked.workers or [0]:
        where = f"PostgreSQL, {workers} processes with one reader each" if workers else "SQLite, one process"
        points = run(asked, workers) if asked.letters + asked.scans else read_points(asked.points)
        print(f"{where}: {report(points)}", flush=True)
    if asked.plot:
        plot(points, asked.plot)


def run(asked: argparse.Namespace, workers: int) -> list[Point]:
    """Make the letters and measure one run."""
    if asked.points:
        asked.points.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(running_server()) if workers else None
        t = stack.enter_context(trial(server.create_database() if server else ""))
        if server:
            t.beside.add(int((server.folder / "data" / "postmaster.pid").read_text().split()[0]))
        started = time.monotonic()
        generate(t, asked.letters, asked.scans)
        print(f"{asked.letters + asked.scans} files made in {time.monotonic() - started:.0f} s", flush=True)
        return measure(t, asked.letters + asked.scans, workers, asked.seconds, asked.points)


if __name__ == "__main__":
    main()
