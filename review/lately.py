"""Answers that are dear to compute and may be a little old: kept for a while, computed by one at a time."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST = 64  # answers kept


class Lately:
    """Keeps answers for so many seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: dict[Hashable, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return the kept answer, or compute it; others who ask meanwhile wait for the same one."""
        with self._lock:
            at, answer = self._kept.get(key, (None, None))
            if at is not None and self._clock() - at < self._seconds:
                return answer
            answer = compute()
            self._kept.pop(key, None)
            self._kept[key] = (self._clock(), answer)
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))
            return answer
