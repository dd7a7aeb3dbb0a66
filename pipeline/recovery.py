"""Nothing stays half-way: letters whose worker died, whose step broke, or that are due to be tried again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dbos import DBOS

from models.errors import StorageError, UnreadableFileError
from pipeline import log
from pipeline.flow import QUEUE, LetterFlow, workflow_name
from pipeline.register_ledger import FileRecord, alive, due_for_retry, note_alive, note_failed, underway

if TYPE_CHECKING:
    from dbos import WorkflowStatus

SETTLED = dt.timedelta(seconds=5)
"""What moved so recently is left alone."""

KEPT = dt.timedelta(minutes=10)
"""So long the checkpoints of an ended letter are kept: the ledger says all that matters."""

REREADS_KEPT = dt.timedelta(days=1)
"""The same of a letter that was read again: `congvan reprocess` asks for its result."""

_AT_ONCE = 500
_WORK = ["letter", "reread"]
_WAITING = ("ENQUEUED", "DELAYED")
_ENDED = ["SUCCESS", "ERROR", "CANCELLED"]
_POISONED = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"


@dataclass(slots=True)
class Recovery:
    """Looks after the letters underway; `executor` is this process's name."""

    flow: LetterFlow
    executor: str
    silence: dt.timedelta = dt.timedelta(seconds=60)  # a worker so long without a sign of life is dead
    _looked_at: int = 0  # the ledger's row up to which letters were compared with the queue

    def sweep(self) -> int:
        """Give a sign of life, start what is due again, carry on what hangs; return how many moved."""
        register = self.flow.register
        now = dt.datetime.now(dt.UTC)
        register.write(note_alive, self.executor, now=now)
        due = register.write(due_for_retry, now=now)
        for record in due:
            self.flow.start(record)
        living = register.read(alive, since=now - self.silence)
        return len(due) + self._resume_orphans(living, now) + self._compare(now)

    def tidy(self) -> int:
        """Forget the checkpoints of letters that ended a while ago, so that the queue's tables stay small."""
        now = dt.datetime.now(dt.UTC)
        return self._forget("letter", now - KEPT) + self._forget("reread", now - REREADS_KEPT)

    def _forget(self, name: str, before: dt.datetime) -> int:
        count = 0
        while ended := DBOS.list_workflows(
            name=name,
            status=_ENDED,
            completed_before=before.isoformat(),
            limit=_AT_ONCE,
            load_input=False,
            load_output=False,
        ):
            DBOS.delete_workflows([one.workflow_id for one in ended])
            count += len(ended)
        return count

    def _resume_orphans(self, living: frozenset[str], now: dt.datetime) -> int:
        """Put back into the queue what nobody works on any more; return how many."""
        pending = DBOS.list_workflows(name=_WORK, status="PENDING", load_input=False, load_output=False)
        settled = (now - SETTLED).timestamp() * 1000
        orphans = [
            one
            for one in pending
            if (one.updated_at or 0) < settled
            and not (
                one.workflow_id in self.flow.running
                if one.executor_id == self.executor
                else one.executor_id in living
            )
        ]
        for one in orphans:
            DBOS.resume_workflow(one.workflow_id, queue_name=one.queue_name or QUEUE)
        return len(orphans)

    def _compare(self, now: dt.datetime) -> int:
        """Compare the next letters underway with the queue, some at a time; return how many moved.

        What the queue does not know (a stop came between storing and queueing) is queued; what broke in a
        way that nobody foresaw fails with a reason.
        """
        records = self.flow.register.read(underway, after=self._looked_at, limit=_AT_ONCE)
        self._looked_at = records[-1].id if len(records) == _AT_ONCE else 0
        named = {workflow_name(one): one for one in records if now - one.changed_at > SETTLED}
        if not named:
            return 0
        known = {
            one.workflow_id: one
            for one in DBOS.list_workflows(workflow_ids=list(named), load_input=False, load_output=False)
        }
        return sum(self._move(record, known.get(name)) for name, record in named.items())

    def _move(self, record: FileRecord, status: WorkflowStatus | None) -> bool:
        if status is None:
            self.flow.start(record)
            return True
        if status.status in (*_WAITING, "PENDING"):
            return False
        error: StorageError | UnreadableFileError
        if status.status == _POISONED:
            error = UnreadableFileError(
                "Chương trình bị dừng nhiều lần khi đọc tệp này.",
                "Quét hoặc xuất lại văn bản; nếu vẫn vậy, gửi tệp cho người quản trị.",
            )
        else:
            error = StorageError("Bước xử lý bị ngắt giữa chừng.", "Sẽ tự thử lại.")
        log.get().warning("workflow broke", file=record.id, status=status.status)
        self.flow.register.write(note_failed, record.id, error)
        return True
