"""Slows down whoever tries out passwords: after five failures a name, or an address, has to wait."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FREE = 5  # failures that cost nothing
LONGEST = 900  # seconds
_REMEMBERED = 10_000  # keys kept; more mean an attack from many addresses, the oldest are forgotten


class Attempts:
    """Counts failures by key; each one after the first five doubles the wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, *keys: str) -> int:
        """Return the seconds until the next try is allowed: 0 means now."""
        with self._lock:
            return max(self._wait(key) for key in keys)

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        with self._lock:
            for key in keys:
                count, _ = self._failures.pop(key, (0, 0.0))
                self._failures[key] = (count + 1, self._clock())
            while len(self._failures) > _REMEMBERED:
                self._failures.pop(next(iter(self._failures)))

    def succeeded(self, *keys: str) -> None:
        """Forget the failures."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _wait(self, key: str) -> int:
        count, last = self._failures.get(key, (0, 0.0))
        if count < FREE:
            return 0
        penalty = min(LONGEST, 5 * 2.0 ** min(count - FREE, 20))
        return max(0, math.ceil(last + penalty - self._clock()))
