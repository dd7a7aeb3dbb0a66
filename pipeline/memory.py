"""Memory of the processes that run for months with many threads."""

from __future__ import annotations

import ctypes

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
ARENAS = 2


def share_arenas() -> None:
    """Let all threads of this process take memory from the same two pools.

    glibc gives each thread a pool of its own, up to eight a core, and gives back little of what stands in them:
    dozens of threads that work in turn keep half as much again. Says nothing to other C libraries. Call it before
    threads begin. Source: mallopt(3).
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, ARENAS)
