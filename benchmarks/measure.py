"""Timing queries: a table of p50 and p95, alone and with ten readers beside a writer, and growth as a picture."""

from __future__ import annotations

import multiprocessing
import platform
import random
import sqlite3
import time
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

READERS = 10
THINK = 0.5
"""Seconds that a reader looks at an answer before asking again."""


@dataclass(frozen=True)
class Question:
    """A kind of query: a name, a limit in milliseconds, and what makes one of them."""

    name: str
    limit: float
    make: Callable[[Any, random.Random], Callable[[], Any]]


@dataclass(frozen=True)
class Timing:
    """How long a kind of query took, in milliseconds."""

    question: str
    limit: float
    p50: float
    p95: float
    cpu: float | None = None  # p95 of this process's own work: what a busy machine does not disturb

    @property
    def kept(self) -> bool:
        """Say whether the limit was kept."""
        return self.p95 <= self.limit


def measure(bench: Any, questions: Sequence[Question], times: int, *, seed: int = 1) -> list[Timing]:
    """Ask each kind of query so many times, with other values each time."""
    rng = random.Random(seed)
    found = []
    for question in questions:
        for _ in range(3):
            question.make(bench, rng)()  # connections open, caches warm
        taken, worked = [], []
        for _ in range(times):
            ask = question.make(bench, rng)
            started, began = time.perf_counter(), time.process_time()
            ask()
            worked.append((time.process_time() - began) * 1000)
            taken.append((time.perf_counter() - started) * 1000)
        taken.sort()
        worked.sort()
        late = min(len(taken) - 1, int(len(taken) * 0.95))
        found.append(Timing(question.name, question.limit, taken[len(taken) // 2], taken[late], worked[late]))
    return found


def measure_beside_writer(
    open_bench: Callable[[], Any],
    questions: Sequence[Question],
    write: Callable[[Any, int], None],
    times: int,
) -> tuple[list[Timing], float]:
    """Ask with ten readers, each a process that thinks between questions, while one process writes all the time.

    Return the timings of all readers together and the writer's actions a second.
    """
    with multiprocessing.get_context("spawn").Manager() as manager:
        stop = manager.Event()
        ready = manager.Barrier(READERS)
        results = manager.list()
        written = manager.Value("d", 0.0)
        context = multiprocessing.get_context("spawn")
        writer = context.Process(target=_write, args=(open_bench, write, stop, written))
        readers = [
            context.Process(
                target=_read, args=(open_bench, questions, max(4, times // READERS), seed, ready, results)
            )
            for seed in range(READERS)
        ]
        for process in (writer, *readers):
            process.start()
        for process in readers:
            process.join()
        stop.set()
        writer.join()
        return _joined(list(results), questions), written.value


def _read(open_bench: Any, questions: Any, times: int, seed: int, ready: Any, results: Any) -> None:
    bench = open_bench()
    rng = random.Random(seed)
    for question in questions:
        question.make(bench, rng)()
    ready.wait()  # nobody's start counts among another's answers
    for question in questions:
        for _ in range(times):
            ask = question.make(bench, rng)
            started = time.perf_counter()
            ask()
            results.append((question.name, (time.perf_counter() - started) * 1000))
            time.sleep(THINK * 2 * rng.random())


def _write(open_bench: Any, write: Any, stop: Any, written: Any) -> None:
    bench = open_bench()
    started, done = time.monotonic(), 0
    while not stop.is_set():
        write(bench, done)
        done += 1
    written.value = done / (time.monotonic() - started)


def _joined(results: list[tuple[str, float]], questions: Sequence[Question]) -> list[Timing]:
    found = []
    for question in questions:
        taken = sorted(took for name, took in results if name == question.name)
        if taken:
            found.append(
                Timing(
                    question.name, question.limit * 2, taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
                )
            )
    return found


def print_timings(title: str, timings: Sequence[Timing]) -> None:
    """Print a table."""
    print(f"\n{title}")
    print(f"  {'':40} {'p50 ms':>9} {'p95 ms':>9} {'own CPU':>9} {'limit':>7}")
    for one in timings:
        mark = "" if one.kept else "  TOO SLOW"
        cpu = "" if one.cpu is None else f"{one.cpu:.2f}"
        print(
            f"  {one.question:40} {one.p50:9.2f} {one.p95:9.2f} {cpu:>9} {one.limit:7.0f}{mark}", flush=True
        )


def versions(session: Any = None) -> str:
    """Return what was measured with."""
    import sqlalchemy
    import tantivy

    parts = [f"Python {platform.python_version()}", f"SQLAlchemy {sqlalchemy.__version__}"]
    parts += [f"SQLite {sqlite3.sqlite_version}", f"tantivy {tantivy.__version__.split(',')[0]}"]
    if session is not None and session.get_bind().dialect.name == "postgresql":
        parts.append(str(session.scalar(text("SELECT version()"))).split(" on ")[0])
    return ", ".join(parts)


def plot_growth(path: Path, points: dict[str, list[tuple[int, float]]], title: str) -> None:
    """Draw p95 against the number of letters, both on logarithmic scales."""
    import math

    width, height, left, bottom = 760, 420, 60, 60
    sizes = sorted({size for line in points.values() for size, _ in line})
    low, high = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] * 10))

    def x(size: int) -> float:
        return left + (math.log10(size) - low) / (high - low) * (width - left - 230)

    def y(ms: float) -> float:
        return height - bottom - (math.log10(max(ms, 0.1)) + 1) / 4 * (height - bottom - 40)

    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="11"><rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text x="{left}" y="22" font-size="14">{escape(title)}</text>'
    )
    parts = [head]
    for power in range(-1, 4):
        ms = 10.0**power
        parts.append(f'<path d="M{left} {y(ms):.0f}H{width - 230}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y(ms) + 4:.0f}" text-anchor="end">{ms:g} ms</text>')
    for size in sizes:
        label = f'<text x="{x(size):.0f}" y="{height - bottom + 18}" text-anchor="middle">{size:,}</text>'
        parts.append(label)
    colours = (
        "#1d4ed8",
        "#b91c1c",
        "#047857",
        "#b45309",
        "#7c3aed",
        "#0e7490",
        "#be185d",
        "#4d7c0f",
        "#334155",
        "#a16207",
    )
    for place, (name, line) in enumerate(points.items()):
        colour = colours[place % len(colours)]
        steps = " ".join(f"{x(size):.1f},{y(ms):.1f}" for size, ms in line)
        parts.append(f'<polyline points="{steps}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(ms):.1f}" r="3" fill="{colour}"/>' for size, ms in line]
        parts.append(f'<text x="{width - 222}" y="{50 + 18 * place}" fill="{colour}">{escape(name)}</text>')
    parts.append(
        f'<text x="{(width - 230 + left) / 2:.0f}" y="{height - 16}" text-anchor="middle">letters</text></svg>'
    )
    path.write_text("".join(parts), "utf-8")
