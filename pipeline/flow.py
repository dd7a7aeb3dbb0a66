"""The durable flow: a letter's steps, each with a checkpoint, taken up again after any stop (DBOS Transact).

Whatever is killed when: a step that was finished is not done again, one that was not is; filing is one
transaction with the ledger, so a letter enters the register once.
"""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dbos import DBOS, DBOSConfiguredInstance, Queue, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import create_engine, event

from models.errors import CongvanError, MissingFileError, SecretLetterError
from models.states import ENDED, LedgerState
from pipeline import log
from pipeline.inbox import forget_done
from pipeline.metrics import timed
from pipeline.originals_remote import originals_of
from pipeline.quarantine import Quarantine
from pipeline.register_ledger import FileRecord, get_file, note_failed, note_progress, note_set_aside, twins
from pipeline.register_proposals import propose_reading
from pipeline.run import file
from pipeline.steps import Job, choose_entry, choose_rows, extract_findings, read_letter, rows_anew
from pipeline.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from sqlalchemy import Engine

    from pipeline.reading.sandbox import Readers
    from pipeline.register import Register
    from pipeline.register_prepared import Prepared
    from pipeline.settings import Settings

QUEUE = "letters"
URGENT_QUEUE = "urgent letters"  # they wait for no letter that is in work
VERSION = "1"  # of the flow's shape; letters underway are carried on by the same version only
MOST_CRASHES = 50  # a letter during which the whole program died so often is poison; readers die alone
LOWEST_PRIORITY = 9  # of new letters; DBOS: 1 is first
REREAD_PRIORITY = 1000  # after every new letter
POLL = 0.2  # seconds between two looks into the queue
AT_WORK = 4  # letters taken from the queue for each reader: some are read while others are filed


Answer = TypeVar("Answer")


def _passes(error: BaseException) -> bool:
    return isinstance(error, CongvanError) and error.passing


@DBOS.dbos_class("LetterFlow")
class LetterFlow(DBOSConfiguredInstance):
    """One office's flow: where its originals, its register and its readers are."""

    def __init__(
        self, settings: Settings, register: Register, readers: Readers, urgent_readers: Readers
    ) -> None:
        """Make it known to DBOS, before DBOS is launched; `urgent_readers` read when all others are busy."""
        # One name for one register, the same after a restart and on every machine that works for it.
        super().__init__(config_name=hashlib.sha256(settings.url.encode()).hexdigest()[:16])
        self.settings = settings
        self.register = register
        self.readers = readers
        self.urgent_readers = urgent_readers
        self.originals = originals_of(settings)
        self.bench = Workbench(settings.data / "work")
        self.quarantine = Quarantine(settings.data)
        self.running: set[str] = set()  # workflows at work in this process
        self.queues: dict[str, Queue] = {}  # from `launch`; asked for anew they cost a query a letter
        self._records: dict[int, FileRecord] = {}  # of the files at work, as they were when work began
        self._lock = threading.Lock()

    @DBOS.workflow(name="letter", max_recovery_attempts=MOST_CRASHES)
    def letter(self, file_id: int, sha256: str) -> None:
        """Carry one letter from its original into the register, or to a reason why not."""
        with self._at_work():
            try:
                self.read(file_id, sha256)
                self.extract(file_id, sha256)
                self.choose(file_id, sha256)
                self.file(file_id, sha256)
            except CongvanError as error:
                self.end_badly(file_id, sha256, error)
            finally:
                self._records.pop(file_id, None)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Let others see that this process works on the workflow."""
        name = DBOS.workflow_id or ""
        with self._lock:
            self.running.add(name)
        try:
            yield
        finally:
            with self._lock:
                self.running.discard(name)

    @DBOS.step(name="read")
    def read(self, file_id: int, sha256: str) -> None:
        """Read the original."""
        with timed("read"):
            self._ask(file_id, sha256, read_letter)
        self.register.write(note_progress, file_id, LedgerState.READ)

    @DBOS.step(name="extract")
    def extract(self, file_id: int, sha256: str) -> None:
        """Find what the letter says."""
        with timed("extract"):
            self._ask(file_id, sha256, extract_findings)
        self.register.write(note_progress, file_id, LedgerState.EXTRACTED)

    @DBOS.step(name="choose")
    def choose(self, file_id: int, sha256: str) -> None:
        """Choose one value a field, or a doubt."""
        with timed("choose"):
            self._ask(file_id, sha256, choose_entry)

    @DBOS.step(name="file", retries_allowed=True, max_attempts=4, interval_seconds=0.5, should_retry=_passes)
    def file(self, file_id: int, sha256: str) -> None:
        """Put it into the register, once."""
        record = self.register.read(get_file, file_id)
        if record.state not in ENDED:
            rows: Prepared | None = self.bench.get(sha256, "rows")
            if rows is None:
                rows = self._ask(file_id, sha256, choose_rows)
            with timed("file"):
                filed = file(self.register, record, rows)
            log.get().info("filed", file=file_id, letter=filed.letter_id, new=filed.new)
        if self.quarantine.holds_any():
            for one in (record, *self.register.read(twins, record)):
                self.quarantine.release(one.file_name, one.id)
        self.bench.clear(sha256)

    @DBOS.step(
        name="end_badly", retries_allowed=True, max_attempts=4, interval_seconds=0.5, should_retry=_passes
    )
    def end_badly(self, file_id: int, sha256: str, error: CongvanError) -> None:
        """Write down why the letter did not get in, and put it where the clerk finds it."""
        record = self.register.read(get_file, file_id)
        original = self.originals.path_of(sha256)
        if isinstance(error, SecretLetterError):
            self.quarantine.set_aside(original, record.file_name, file_id)
            self.originals.forget(sha256)
            forget_done(self.settings.data / "done", record)
            self.register.write(note_set_aside, file_id, error.cause)
        else:
            failed = self.register.write(note_failed, file_id, error)
            if failed.next_try_at is None:
                self.quarantine.hold(
                    original, record.file_name, file_id, f"{error.cause}\n{error.next_step}\n"
                )
        log.get().info("ended badly", file=file_id, code=error.code, passing=error.passing)
        if not error.passing:
            self.bench.clear(sha256)

    @DBOS.workflow(name="reread", max_recovery_attempts=MOST_CRASHES)
    def reread(self, letter_id: int, sha256: str) -> int:
        """Read a letter of the register anew; return how many differences wait for a person."""
        with self._at_work():
            return self.propose(letter_id, sha256)

    @DBOS.step(
        name="propose", retries_allowed=True, max_attempts=4, interval_seconds=0.5, should_retry=_passes
    )
    def propose(self, letter_id: int, sha256: str) -> int:
        """Compare what the letter says now with the register; a person's values are never touched."""
        rows = self.readers.call(rows_anew, self._original(sha256), self.settings)
        found = self.register.write(propose_reading, letter_id, rows)
        log.get().info("read again", letter=letter_id, differences=found)
        return found

    def start_rereading(self, letter_id: int, sha256: str, *, run: str) -> None:
        """Queue a letter to be read again when no new letter waits; `run` names the reprocessing."""
        with SetWorkflowID(f"reread-{run}-{letter_id}"), SetEnqueueOptions(priority=REREAD_PRIORITY):
            self.queues[QUEUE].enqueue(self.reread, letter_id, sha256)

    def _original(self, sha256: str) -> Path:
        original = self.originals.path_of(sha256)
        if original is None:
            raise MissingFileError("Không thấy bản gốc trong kho.", "Chạy “congvan reconcile” để đối chiếu.")
        return original

    def _ask(self, file_id: int, sha256: str, step: Callable[[Job], Answer]) -> Answer:
        """Have a reader do a step; an urgent letter does not wait until one is free."""
        record = self._records.get(file_id)
        if record is None:
            record = self._records[file_id] = self.register.read(get_file, file_id)
        waits = record.urgency_rank == 0 or self.readers.idle
        job = Job(self._original(sha256), sha256, record.file_name, self.bench, self.settings)
        return (self.readers if waits else self.urgent_readers).call(step, job)

    def start(self, record: FileRecord) -> None:
        """Queue a stored file; the same try of the same file is queued once, however often this is called."""
        assert record.sha256 is not None
        priority = LOWEST_PRIORITY - record.urgency_rank
        queue = self.queues[URGENT_QUEUE if record.urgency_rank else QUEUE]
        with SetWorkflowID(workflow_name(record)), SetEnqueueOptions(priority=priority):
            queue.enqueue(self.letter, record.id, record.sha256)


def workflow_name(record: FileRecord) -> str:
    """Return the name under which a try of a file is known to DBOS."""
    return f"{record.id}-{(record.sha256 or '')[:16]}-{record.tries}"


def executor_name(role: str) -> str:
    """Return this process's name among the workers, the same after a restart: it takes up its own work."""
    return f"{socket.gethostname()}-{role}"


class Launched(NamedTuple):
    """The queues of a launched flow, and the engine to dispose of after `stop` if DBOS did not make its own."""

    queues: dict[str, Queue]
    engine: Engine | None


def launch(settings: Settings, *, executor: str, workers: int) -> Launched:
    """Start DBOS on its own tables: in SQLite beside the register, or in the register's PostgreSQL."""
    settings.data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DBOS__CLOUD", "false")
    url = system_url(settings)
    engine = _sqlite(url) if url.startswith("sqlite") else None
    DBOS(
        config={
            "name": "congvan",
            "system_database_url": url,
            "system_database_engine": engine,
            "application_version": VERSION,
            "executor_id": executor,
            "log_level": "CRITICAL",
            "notification_listener_polling_interval_sec": 0.5,  # a stop waits for this thread to wake up
        }
    )
    DBOS.launch()
    queues = {
        name: DBOS.register_queue(name, worker_concurrency=workers, polling_interval_sec=POLL)
        for name in (QUEUE, URGENT_QUEUE)
    }
    return Launched(queues, engine)


def _sqlite(url: str) -> Engine:
    """Return the queue's engine: a checkpoint costs no wait for the disk.

    A power cut may take the last checkpoints away, never the order of what is left (WAL). What the queue
    forgot is found in the ledger, which does wait for the disk, and its steps may be done again.
    """
    engine = create_engine(url, pool_size=20, max_overflow=20, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Connection, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"  # one writer at a time, as DBOS wants it
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def stop(seconds: int) -> None:
    """Stop taking letters and give the steps underway some seconds to finish."""
    DBOS.destroy(workflow_completion_timeout_sec=seconds)


def system_url(settings: Settings) -> str:
    """Return where DBOS keeps its tables."""
    if settings.url.startswith("postgresql"):
        return settings.url
    return f"sqlite:///{(settings.data / 'flow.sqlite3').absolute()}"
