"""Points of a load run: written down as they come, and drawn."""

from __future__ import annotations

import csv
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, HEIGHT, LEFT, GAP = 720, 130, 64, 34


class Point(NamedTuple):
    """One look: seconds since the start, files ended, memory, files in memory and disk (MB), processor time (s)."""

    seconds: float
    ended: int
    megabytes: float
    of_files: float
    busy: float
    disk: float


def write_point(path: Path, point: Point) -> None:
    """Add a point to the file, so that a run that is stopped has shown something."""
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(Point._fields)
        writer.writerow([f"{value:.1f}" if isinstance(value, float) else value for value in point])


def read_points(path: Path) -> list[Point]:
    """Return the points of a file."""
    with path.open(newline="") as file:
        rows = csv.DictReader(file)
        return [Point(ended=int(row.pop("ended")), **{k: float(v) for k, v in row.items()}) for row in rows]


def rates(points: Sequence[Point], pieces: int = 60) -> list[tuple[float, float]]:
    """Return files a second over pieces of the run: (seconds, rate)."""
    step = max(1, len(points) // pieces)
    chosen = points[::step]
    return [
        (after.seconds, (after.ended - before.ended) / (after.seconds - before.seconds))
        for before, after in pairwise(chosen)
    ]


def plot(points: Sequence[Point], path: Path) -> None:
    """Draw files a second, memory, files in memory and disk over time, each in a panel of its own."""
    last = points[-1]
    panels = (
        ("#1a56a0", rates(points), f"files a second ({last.ended:,} in {last.seconds / 60:.0f} minutes)"),
        ("#b3261e", [(p.seconds, p.megabytes) for p in points], "memory of all processes, MB"),
        (
            "#7a5195",
            [(p.seconds, p.of_files) for p in points],
            "files they have in memory (given back at need), MB",
        ),
        ("#5b6b1f", [(p.seconds, p.disk) for p in points], "disk beside inbox and originals, MB"),
    )
    height = len(panels) * (HEIGHT + GAP) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}">',
        "<style>text { font: 12px sans-serif }</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
    ]
    for place, (colour, pairs, label) in enumerate(panels):
        parts += _panel(place * (HEIGHT + GAP) + GAP, colour, pairs, label, last.seconds)
    parts.append(
        f'<text x="{WIDTH - 20}" y="{height - 8}" text-anchor="end">{last.seconds / 60:.0f} min</text>'
    )
    path.write_text("\n".join([*parts, "</svg>\n"]), "utf-8")


def _panel(
    top: float, colour: str, pairs: Sequence[tuple[float, float]], label: str, seconds: float
) -> list[str]:
    most = max((value for _, value in pairs), default=0) or 1
    width = WIDTH - LEFT - 20
    line = " ".join(
        f"{LEFT + at / seconds * width:.1f},{top + HEIGHT - value / most * (HEIGHT - 8):.1f}"
        for at, value in pairs
    )
    bottom = top + HEIGHT
    return [
        f'<text x="{LEFT}" y="{top - 4}" fill="{colour}">{label}</text>',
        f'<path d="M{LEFT} {top}V{bottom}H{WIDTH - 20}" fill="none" stroke="#777"/>',
        f'<text x="{LEFT - 6}" y="{top + 12}" text-anchor="end">{most:,.0f}</text>',
        f'<text x="{LEFT - 6}" y="{bottom}" text-anchor="end">0</text>',
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>',
    ]
