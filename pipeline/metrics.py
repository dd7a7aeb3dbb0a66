"""What an operator watches, in Prometheus' text form."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest

from models.states import LedgerState
from pipeline.register_ledger import counts, oldest_waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.register import Register
    from pipeline.settings import Settings

_STEPS = CollectorRegistry()
STEP_SECONDS = Histogram(
    "congvan_step_seconds",
    "Seconds that a step of a letter took in this process",
    ["step"],
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300),
    registry=_STEPS,
)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Measure a step."""
    started = time.perf_counter()
    try:
        yield
    finally:
        STEP_SECONDS.labels(step).observe(time.perf_counter() - started)


def exposition(register: Register, settings: Settings, *, alarm: str = "", mismatches: int = 0) -> bytes:
    """Return all measures as Prometheus reads them."""
    registry = CollectorRegistry()
    files = Gauge("congvan_files", "Files of the inbox by state", ["state"], registry=registry)
    waiting = Gauge("congvan_queue_length", "Files that are stored but not yet filed", registry=registry)
    age = Gauge("congvan_oldest_waiting_seconds", "Age of the oldest file not yet ended", registry=registry)
    disk = Gauge("congvan_disk_free_bytes", "Free bytes where the data folder is", registry=registry)
    trouble = Gauge("congvan_storage_alarm", "1 while disk or database refuse to store", registry=registry)
    by_state = register.read(counts)
    for state in LedgerState:
        files.labels(state.value).set(by_state.get(state, 0))
    underway = (LedgerState.STORED, LedgerState.READ, LedgerState.EXTRACTED)
    waiting.set(sum(by_state.get(state, 0) for state in underway))
    oldest = register.read(oldest_waiting)
    age.set((dt.datetime.now(dt.UTC) - oldest).total_seconds() if oldest else 0)
    disk.set(shutil.disk_usage(settings.data).free)
    trouble.set(bool(alarm))
    Gauge(
        "congvan_mismatches", "What does not fit between inbox, ledger and originals", registry=registry
    ).set(mismatches)
    return generate_latest(registry) + generate_latest(_STEPS)
