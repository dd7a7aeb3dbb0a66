"""Answers that are dear to compute and may be a little old: kept for a while, computed by one at a time."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from models.errors import CongvanError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST = 64  # answers kept


class Lately:
    """Keeps answers for so many seconds.

    For `stale` seconds more the old answer is still given at once, while a new one is computed beside it.
    """

    def __init__(
        self, seconds: float, *, stale: float = 0.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._stale = stale
        self._clock = clock
        self._kept: dict[Hashable, tuple[float, Any]] = {}
        self._locks: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return the kept answer, or compute it; others who ask for it meanwhile wait for the same one."""
        age, answer, one_at_a_time = self._look(key)
        if age < self._seconds:
            return answer
        if age < self._seconds + self._stale:
            if one_at_a_time.acquire(blocking=False):
                threading.Thread(target=self._renew, args=(key, compute, one_at_a_time), daemon=True).start()
            return answer
        with one_at_a_time:
            age, answer, _ = self._look(key)
            return answer if age < self._seconds else self._keep(key, compute())

    def _look(self, key: Hashable) -> tuple[float, Any, threading.Lock]:
        with self._lock:
            at, answer = self._kept.get(key, (float("-inf"), None))
            return self._clock() - at, answer, self._locks.setdefault(key, threading.Lock())

    def _keep(self, key: Hashable, answer: Any) -> Any:
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (self._clock(), answer)
            while len(self._kept) > MOST:
                oldest = next(iter(self._kept))
                self._kept.pop(oldest)
                self._locks.pop(oldest, None)
        return answer

    def _renew(self, key: Hashable, compute: Callable[[], Any], one_at_a_time: threading.Lock) -> None:
        try:
            with suppress(CongvanError):  # the register is away: the next one who asks tries again
                self._keep(key, compute())
        finally:
            one_at_a_time.release()
