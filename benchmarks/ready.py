"""A process that has congvan loaded and forks off one congvan after another, each in a moment.

What runs in the fork is the program itself; only the loading of its modules is saved, which is most of a
start. A trial that kills two hundred times would otherwise spend its time on imports.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

LOADED = (
    "pipeline.cli", "pipeline.office", "pipeline.flow", "pipeline.search", "review.run", "review.serve", "review.app",
)  # fmt: skip


class Forked:
    """One forked program, to be killed and waited for as a `subprocess.Popen` is."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def alive(self) -> bool:
        """Say whether it runs."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """Kill it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, seconds: float = 600) -> None:
        """Wait until it is gone.

        Raises:
            TimeoutError: it is still there.
        """
        until = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.02)


class Ready:
    """The loaded process, for as long as the `with` block lasts."""

    def __enter__(self) -> Self:
        """Start it."""
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def start(self, *words: str, script: Path | None = None, **environment: str) -> Forked:
        """Fork `congvan WORDS…`, or the script with these words."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"words": words, "script": str(script or ""), "environment": environment}
        with self._lock:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return Forked(int(self._process.stdout.readline()))

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _become(words: list[str], script: str, environment: dict[str, str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.environ.update(environment)
    sys.argv = [script or "congvan", *words]
    if script:
        runpy.run_path(script, run_name="__main__")
    else:
        importlib.import_module("pipeline.cli").main()


def main() -> None:
    """Fork what each line of standard input asks for, and print its number."""
    sys.path.pop(0)  # this folder, whose review.py is not the package
    for name in LOADED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not kept
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                _become(**order)
                code = 0
            finally:
                os._exit(code)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
