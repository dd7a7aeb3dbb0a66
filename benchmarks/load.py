"""How fast and how flat: letters a second, and memory over time.

    python benchmarks/load.py [--letters 1000] [--scans 20] [--postgres --workers N] [--plot FILE.svg]

Generated born-digital letters and copies of a worn scan go through `congvan run` (and workers beside it).
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from faults import Trial, trial

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "samples"), str(HERE.parent / "tests")]

from postgres import running_server  # noqa: E402 - found by the line above
from typeset import typeset  # noqa: E402 - same

SCAN = HERE.parent / "samples" / "13-ngay-lam-viec-qua-tet-scan.pdf"
PAGE = 4096


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
    trial.dropped.clear()


def memory(trial: Trial) -> float:
    """Return the resident memory of all processes of the trial and their children, in MB."""
    parents: dict[int, int] = {}
    resident: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(folder.name)] = int(fields[1])
                resident[int(folder.name)] = int(fields[21]) * PAGE
    family = {process.pid for process in trial.processes}
    for _ in range(4):
        family |= {pid for pid, parent in parents.items() if parent in family}
    return sum(resident.get(pid, 0) for pid in family) / 1e6


def plot(points: list[tuple[float, float, int]], path: Path) -> None:
    """Draw memory (MB) and letters over time (s)."""
    width, height = 720, 300
    last, most = max(p[0] for p in points), max(p[1] for p in points)
    count = max(p[2] for p in points) or 1
    x = [40 + p[0] / last * (width - 60) for p in points]
    lines = (
        (
            "#b3261e",
            [height - 30 - p[1] / most * (height - 60) for p in points],
            f"bộ nhớ, cao nhất {most:.0f} MB",
        ),
        (
            "#1a56a0",
            [height - 30 - p[2] / count * (height - 60) for p in points],
            f"văn bản, {count} sau {last:.0f} s",
        ),
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">'
    ]
    for place, (colour, ys, label) in enumerate(lines):
        pairs = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, ys, strict=True))
        parts.append(f'<polyline points="{pairs}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="50" y="{18 + 18 * place}" fill="{colour}" font-size="13">{label}</text>')
    path.write_text("\n".join([*parts, "</svg>\n"]), "utf-8")


def measure(trial: Trial, total: int, workers: int) -> list[tuple[float, float, int]]:
    """Start congvan and look every two seconds until all letters have ended."""
    for number in range(workers - 1):
        trial.start("worker", "--name", str(number), CONGVAN_OCR_WORKERS="1")
    trial.start("run", "--port", "0", **({"CONGVAN_OCR_WORKERS": "1"} if workers > 1 else {}))
    started, points = time.monotonic(), [(0.0, 0.0, 0)]
    while points[-1][2] < total and time.monotonic() - started < 7200:
        time.sleep(2)
        points.append((time.monotonic() - started, memory(trial), trial.ended()))
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
        seconds, _, ended = points[-1]
        peak, late = max(p[1] for p in points), [p[1] for p in points[len(points) // 2 :]]
        where = "PostgreSQL" if asked.postgres else "SQLite"
        print(f"{where}, {asked.workers} process(es): {ended} files in {seconds:.0f} s,", end=" ")
        print(f"{ended / seconds:.1f} a second; memory: peak {peak:.0f} MB,", end=" ")
        print(f"second half {min(late):.0f} to {max(late):.0f} MB")
        if asked.plot:
            plot(points, asked.plot)


if __name__ == "__main__":
    main()
