"""Which places of a text are taken already."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


class Places:
    """Stretches of a text, kept apart and in order, so that asking stays cheap however many there are."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._starts: list[int] = []
        self._ends: list[int] = []

    def touch(self, start: int, end: int) -> bool:
        """Say whether anything of this stretch is taken."""
        place = bisect_right(self._ends, start)
        return place < len(self._starts) and self._starts[place] < end

    def add(self, start: int, end: int) -> None:
        """Take a stretch, whole."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]
