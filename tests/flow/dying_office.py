"""An office that is killed at a touch of disk, database or reader: python dying_office.py DATA WHERE.

WHERE is a number (the n-th touch since the start) or the beginning of a place ("read: call, after").
What it was doing when it was killed is written to DATA/died.txt; an office that finishes its letters
writes the number of its touches there and ends by itself.
"""

import functools
import itertools
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from models.states import LedgerState
from pipeline.office import Office
from pipeline.reading.sandbox import Readers
from pipeline.register_ledger import files
from pipeline.settings import Settings

STEPS = {
    "flow.py": ("read", "extract", "choose", "file", "end_badly", "start"),
    "inbox.py": ("_store", "_remove", "_take", "sweep"),
    "recovery.py": ("sweep", "tidy"),
}
NAMES = {"_store": "take", "_remove": "take", "_take": "take", "start": "queue"}
SECONDS = 200


class Death:
    """Counts touches and kills at the one that is meant."""

    def __init__(self, data, where):
        self.note = Path(data) / "died.txt"
        self.where = where
        self.count = itertools.count(1)
        self.last = 0

    def touch(self, what):
        """Count one touch; there may be no next one."""
        self.last = number = next(self.count)
        place = f"{doing()}: {what}"
        if str(number) == self.where or (not self.where.isdigit() and place.startswith(self.where)):
            self.note.write_text(place)
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner, name, what):
        """Touch before and after a function."""
        function = getattr(owner, name)

        @functools.wraps(function)
        def touching(*args, **kwargs):
            self.touch(f"{what}, before")
            result = function(*args, **kwargs)
            self.touch(f"{what}, after")
            return result

        setattr(owner, name, touching)


def doing():
    """Name the step that is underway in this thread."""
    frame = sys._getframe()
    while frame is not None:
        code = frame.f_code
        if code.co_name in STEPS.get(os.path.basename(code.co_filename), ()):  # noqa: PTH119 - a plain string
            return NAMES.get(code.co_name, code.co_name)
        frame = frame.f_back
    return "queue"


def commits_of_changes(death):
    """Touch before and after every commit that changes a database: register, ledger and queue."""
    changed = set()

    @event.listens_for(Engine, "before_cursor_execute")
    def note(connection, _cursor, statement, *_rest):
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            changed.add(id(connection.connection.dbapi_connection))

    commit = DefaultDialect.do_commit

    def touching(self, dbapi_connection):
        key = id(getattr(dbapi_connection, "dbapi_connection", dbapi_connection))
        changes = key in changed
        changed.discard(key)
        if changes:
            death.touch("commit, before")
        commit(self, dbapi_connection)
        if changes:
            death.touch("commit, after")

    DefaultDialect.do_commit = touching


def main():
    data, where = Path(sys.argv[1]), sys.argv[2]
    death = Death(data, where)
    commits_of_changes(death)
    for owner, name in ((os, "fsync"), (os, "link"), (Path, "unlink"), (shutil, "rmtree"), (Readers, "call")):
        death.around(owner, name, name)
    settings = Settings(data=data, ocr_workers=1)
    with Office(settings, quiet=0) as office:
        watching = threading.Thread(target=office.watch, daemon=True)
        watching.start()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            time.sleep(0.2)
            rows = office.register.read(files, limit=1000)
            done = rows and {row.state for row in rows} <= {LedgerState.FILED, LedgerState.DUPLICATE}
            work = [*(data / "work").glob("*"), *settings.inbox.glob("*.*")]
            if done and not work and not office.flow.running:
                break
        office.stop()
        watching.join()
    death.note.write_text(f"{death.last} touches")


if __name__ == "__main__":
    main()
