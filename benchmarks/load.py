"""How fast and how flat: letters a second, and memory over time.

    python benchmarks/load.py [--letters 1000] [--scans 20] [--postgres --workers N] [--plot FILE.svg]

Generated born-digital letters and copies of a worn scan go through `congvan run` (and workers beside it).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import time
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from faults import Trial, trial

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "samples"), str(HERE.parent / "tests")]

from postgres import running_server  # noqa: E402 - found by the line above
from typeset import typeset  # noqa: E402 - same

SCAN = HERE.parent / "samples" / "13-ngay-lam-viec-qua-tet-scan.pdf"


class Point(NamedTuple):
    """One look: seconds since the start, files ended, memory (MB), processor time (s), disk (MB)."""

    seconds: float
    ended: int
    megabytes: float
    busy: float
    disk: float


def generate(trial: Trial, letters: int, scans: int) -> None:
    """Drop letters with numbers, days and words of their own."""
    seed = random.Random(5)
    base = tomllib.loads((HERE.parent / "samples/letters/01-cong-van-thi-xa.toml").read_text("utf-8"))
    words = base["letter"]["body"].split()
    target = trial.settings.data / "made.pdf"
    for number in range(letters):
        letter: dict[str, Any] = {**base, "header": dict(base["header"]), "letter": dict(base["letter"])}
        letter["header"]["number_symbol"] = f"{number + 1}/UBND-{seed.choice(['NC', 'TH', 'VX', 'KT'])}"
        letter["header"]["subject"] = " ".join(seed.sample(words, 9)).lower()
        extra = " ".join(seed.sample(words, 60))
        letter["letter"]["body"] = base["letter"]["body"] + f"4. {extra} hoàn thành trước ngày 15/7/2024.\n"
        typeset(letter, target)
        trial.drop(f"{number}.pdf", target.read_bytes())
    scan = SCAN.read_bytes()
    for number in range(scans):
        trial.drop(f"quét {number}.pdf", scan + f"\n%% {number}\n%%EOF\n".encode())


def usage(trial: Trial) -> tuple[float, float]:
    """Return memory (MB) and processor time so far (s) of the trial's processes and their children.

    A page of memory that several processes share counts once (proportional set size).
    """
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(folder.name)] = int(fields[1])
                ticks[int(folder.name)] = sum(map(int, fields[11:15]))  # with children that have ended
    family = {process.pid for process in trial.processes}
    for _ in range(4):
        family |= {pid for pid, parent in parents.items() if parent in family}
    megabytes = sum(map(_proportional, family)) / 1e6
    return megabytes, sum(ticks.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def disk(trial: Trial) -> float:
    """Return what the data folder takes on disk beside inbox and originals, in MB."""
    return sum(_allocated(path) for path in trial.settings.data.iterdir() if path.name not in _PAPERS) / 1e6


_PAPERS = ("inbox", "originals")


def _allocated(path: Path) -> int:
    total = 0
    for one in (path, *path.rglob("*")):
        with contextlib.suppress(OSError):  # files come and go
            total += one.lstat().st_blocks * 512
    return total


def plot(points: list[Point], path: Path) -> None:
    """Draw letters, memory and disk over time."""
    width, height = 720, 300
    last = points[-1]
    curves = (
        ("#1a56a0", [p.ended for p in points], f"files: {last.ended} in {last.seconds:.0f} s"),
        ("#b3261e", [p.megabytes for p in points], "memory, most {:.0f} MB"),
        ("#5b6b1f", [p.disk for p in points], "disk beside the originals, most {:.0f} MB"),
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">'
    ]
    for place, (colour, values, label) in enumerate(curves):
        most = max(values) or 1
        pairs = " ".join(
            f"{40 + p.seconds / last.seconds * (width - 60):.1f},{height - 30 - value / most * (height - 90):.1f}"
            for p, value in zip(points, values, strict=True)
        )
        parts.append(f'<polyline points="{pairs}" fill="none" stroke="{colour}" stroke-width="2"/>')
        text = label.format(most)
        parts.append(f'<text x="50" y="{18 + 18 * place}" fill="{colour}" font-size="13">{text}</text>')
    path.write_text("\n".join([*parts, "</svg>\n"]), "utf-8")


def measure(trial: Trial, total: int, workers: int) -> list[Point]:
    """Start congvan and look every two seconds until all letters have ended."""
    for number in range(workers - 1):
        trial.start("worker", "--name", str(number), CONGVAN_OCR_WORKERS="1")
    trial.start("run", "--port", "0", **({"CONGVAN_OCR_WORKERS": "1"} if workers > 1 else {}))
    started, points = time.monotonic(), [Point(0.0, 0, 0.0, 0.0, 0.0)]
    while points[-1].ended < total and time.monotonic() - started < 7200:
        time.sleep(2)
        points.append(Point(time.monotonic() - started, trial.ended(), *usage(trial), disk(trial)))
    return points


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--scans", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(running_server()).create_database() if asked.postgres else ""
        t = stack.enter_context(trial(database))
        generate(t, asked.letters, asked.scans)
        points = measure(t, asked.letters + asked.scans, asked.workers)
        last, late = points[-1], [p.megabytes for p in points[len(points) // 2 :]]
        where = "PostgreSQL" if asked.postgres else "SQLite"
        print(f"{where}, {asked.workers} process(es): {last.ended} files in {last.seconds:.0f} s,", end=" ")
        print(f"{last.ended / last.seconds:.1f} a second;", end=" ")
        print(f"processor {1000 * last.busy / last.ended:.0f} ms a file; memory: peak", end=" ")
        print(f"{max(p.megabytes for p in points):.0f} MB, second half {min(late):.0f} to {max(late):.0f} MB")
        if asked.plot:
            plot(points, asked.plot)


if __name__ == "__main__":
    main()
