"""One process for a whole office: the folder is watched, letters are read, what hangs is carried on."""

from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from models.errors import CongvanError, StorageError
from pipeline import flow as durable
from pipeline import log
from pipeline.inbox import PATIENCE, PATIENCE_ON_SHARE, Inbox
from pipeline.intake import QUIET, QUIET_ON_SHARE
from pipeline.reading.sandbox import Readers
from pipeline.reconcile import Rounds
from pipeline.recovery import Recovery
from pipeline.register import Register
from pipeline.register_journal import MACHINE
from pipeline.register_trash import purge_trash
from pipeline.urgency import text_rank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Engine

    from pipeline.settings import Settings

LOOK_EVERY = 1.0  # seconds between two looks into the inbox
SWEEP_EVERY = 10.0
STATISTICS_EVERY = 3600.0
MINUTE = 60.0
GRACE = (
    3  # seconds that steps underway get at a stop; on a busy machine, too, all in all it takes less than ten
)


@dataclass(slots=True)
class Office:
    """Everything that works on letters, started and stopped together."""

    settings: Settings
    role: str = "office"  # "worker-…" on other machines
    quiet: float | None = None
    register: Register = field(init=False)
    readers: Readers = field(init=False)
    peekers: Readers = field(init=False)  # of their own: taking files does not wait until a scan is read
    urgent_readers: Readers = field(init=False)  # for letters that do not wait until the others are free
    flow: durable.LetterFlow = field(init=False)
    inbox: Inbox = field(init=False)
    recovery: Recovery = field(init=False)
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)  # the office's clock
    rounds: Rounds = field(init=False)
    _alarms: dict[str, str] = field(init=False, default_factory=dict)  # duty → why it cannot be done just now
    _queue_engine: Engine | None = field(init=False, default=None)
    _stopping: threading.Event = field(init=False, default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Put the parts together; nothing runs yet."""
        self.register = Register(self.settings)
        self.readers = Readers(self.settings.ocr_workers)
        self.peekers = Readers(1)
        self.urgent_readers = Readers(1)
        self.flow = durable.LetterFlow(self.settings, self.register, self.readers, self.urgent_readers)
        quiet = (
            self.quiet if self.quiet is not None else QUIET_ON_SHARE if self.settings.network_share else QUIET
        )
        patience = PATIENCE_ON_SHARE if self.settings.network_share else PATIENCE
        self.inbox = Inbox(
            self.settings, self.register, self.flow.start, self._urgency_of, quiet, self._stopping, patience
        )
        self.recovery = Recovery(
            self.flow,
            durable.executor_name(self.role),
            silence=dt.timedelta(seconds=self.settings.worker_silence),
        )

        self.rounds = Rounds(self.register, self.settings)

    def _urgency_of(self, path: Path) -> int:
        try:
            return self.peekers.call(text_rank, path) if path.suffix == ".pdf" else 0
        except CongvanError:
            return 0  # reading will say what is wrong with it

    def start(self) -> None:
        """Launch the flow; letters left half-way by an earlier process go on."""
        log.configure(self.settings)
        workers = self.settings.ocr_workers * durable.AT_WORK
        # Apart: DBOS refuses to be launched where an event loop runs, and the caller may have one.
        with ThreadPoolExecutor(1) as apart:
            executor = self.recovery.executor
            launched = apart.submit(durable.launch, self.settings, executor=executor, workers=workers)
            self.flow.queues, self._queue_engine = launched.result()

    def watch(self, *, inbox: bool = True) -> None:
        """Look after the folder and the letters underway until `stop` is called. Blocks."""
        signs = min(SWEEP_EVERY, self.settings.worker_silence / 4)
        # In a thread of its own: taking thousands of files must not keep the sign of life back.
        caring = threading.Thread(target=self._repeat, args=((signs, self.recovery.sweep),), name="recovery")
        caring.start()
        minding = threading.Thread(target=self._repeat, args=self._by_the_minute(inbox=inbox), name="minding")
        minding.start()
        if inbox:
            self._repeat((LOOK_EVERY, self.inbox.sweep))
        minding.join()
        caring.join()

    def _by_the_minute(self, *, inbox: bool) -> tuple[tuple[float, Callable[[], int]], ...]:
        """Return what is done each minute; one process reconciles, the one with the inbox."""
        statistics = (STATISTICS_EVERY, self.register.database.keep_statistics)
        duties = ((MINUTE, self.recovery.tidy), (MINUTE, self.empty_trash), statistics)
        return (*duties, (MINUTE, self.rounds.go)) if inbox else duties

    def empty_trash(self) -> int:
        """Remove what has lain in the trash for 30 days; return how many letters went."""
        gone = 0
        while removed := self.register.write(purge_trash, by=MACHINE, at=self.now()):
            gone += len(removed)
        return gone

    def _repeat(self, *duties: tuple[float, Callable[[], int]]) -> None:
        next_time = [0.0] * len(duties)
        while not self._stopping.is_set():
            for place, (every, duty) in enumerate(duties):
                if time.monotonic() >= next_time[place] and not self._stopping.is_set():
                    self._do(duty)
                    next_time[place] = time.monotonic() + every
            self._stopping.wait(max(0.05, min(next_time) - time.monotonic()))

    def _do(self, duty: Callable[[], int]) -> None:
        """Do one duty; trouble with disk or database raises an alarm and passes when it is over."""
        try:
            duty()
        except StorageError as error:
            if self._alarms.get(duty.__qualname__) != error.cause:
                log.get().warning("storage", cause=error.cause)
            self._alarms[duty.__qualname__] = error.cause
        except Exception:  # noqa: BLE001 - a fault nobody foresaw must not stop the folder from being watched
            log.get().exception("duty failed", duty=duty.__qualname__)
        else:
            self._alarms.pop(duty.__qualname__, None)

    @property
    def alarm(self) -> str:
        """Why storing is not possible just now, in Vietnamese; empty when all is well."""
        return next(iter(list(self._alarms.values())), "")

    def stop(self) -> None:
        """Ask `watch` to return."""
        self._stopping.set()

    def close(self) -> None:
        """Finish the steps underway, as far as there is time, and give everything back."""
        self._stopping.set()
        durable.stop(GRACE if self.flow.running else 0)
        for pool in (self.readers, self.urgent_readers, self.peekers):
            pool.close()
        if self._queue_engine is not None:
            self._queue_engine.dispose()
        self.register.close()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.close()
