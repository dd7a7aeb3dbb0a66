"""Nothing stays half-way: letters whose worker died, whose step broke, or that are due to be tried again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dbos import DBOS

from models.errors import StorageError, UnreadableFileError
from pipeline import log
from pipeline.flow import LetterFlow, workflow_name
from pipeline.register_ledger import FileRecord, alive, due_for_retry, note_alive, note_failed, underway

if TYPE_CHECKING:
    from dbos import WorkflowStatus

SETTLED = dt.timedelta(seconds=5)
"""A letter that moved so recently is left alone."""

KEPT = dt.timedelta(days=1)
"""So long the checkpoints of an ended letter are kept."""

_AT_ONCE = 2000
_WAITING = ("ENQUEUED", "DELAYED")
_ENDED = ("SUCCESS", "ERROR", "CANCELLED")
_POISONED = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"


@dataclass(slots=True)
class Recovery:
    """Looks after the letters underway; `executor` is this process's name."""

    flow: LetterFlow
    executor: str
    silence: dt.timedelta = dt.timedelta(seconds=60)  # a worker so long without a sign of life is dead

    def sweep(self) -> int:
        """Give a sign of life, start what is due again, carry on what hangs; return how many moved."""
        register = self.flow.register
        now = dt.datetime.now(dt.UTC)
        register.write(note_alive, self.executor, now=now)
        due = register.write(due_for_retry, now=now)
        for record in due:
            self.flow.start(record)
        living = register.read(alive, since=now - self.silence)
        hanging = [r for r in register.read(underway) if now - r.changed_at > SETTLED]
        return len(due) + sum(self._move(record, living) for record in hanging)

    def tidy(self) -> int:
        """Forget the checkpoints of letters that ended a day ago, so that the queue's tables stay small."""
        before = dt.datetime.now(dt.UTC) - KEPT
        ended = DBOS.list_workflows(
            status=list(_ENDED),
            completed_before=before.isoformat(),
            limit=_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if ended:
            DBOS.delete_workflows([one.workflow_id for one in ended])
        return len(ended)

    def _move(self, record: FileRecord, living: frozenset[str]) -> bool:
        name = workflow_name(record)
        status: WorkflowStatus | None = DBOS.get_workflow_status(name)
        if status is None:
            self.flow.start(record)
            return True
        if status.status in _WAITING:
            return False
        if status.status == "PENDING":
            return self._resume(name, status, living)
        error: StorageError | UnreadableFileError
        if status.status == _POISONED:
            error = UnreadableFileError(
                "Chương trình bị dừng nhiều lần khi đọc tệp này.",
                "Quét hoặc xuất lại văn bản; nếu vẫn vậy, gửi tệp cho người quản trị.",
            )
        else:
            error = StorageError("Bước xử lý bị ngắt giữa chừng.", "Sẽ tự thử lại.")
        log.get().warning(
            "workflow broke", file=record.id, status=status.status, error=type(status.error).__name__
        )
        self.flow.register.write(note_failed, record.id, error)
        return True

    def _resume(self, name: str, status: WorkflowStatus, living: frozenset[str]) -> bool:
        if status.executor_id == self.executor:
            if name in self.flow.running:
                return False
        elif status.executor_id in living:
            return False
        DBOS.resume_workflow(name, queue_name="letters")
        return True
