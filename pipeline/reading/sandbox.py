"""Reading in processes of their own: what a broken or hostile file does there is one letter's clear error.

A reader process has limits on memory and open files, one Tesseract thread, and no way back but a pipe.
It is replaced when it crashes, when it takes too long, and after a number of letters.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import resource
import signal
from dataclasses import dataclass, field
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from models import errors
from models.errors import CongvanError, FileTooLargeError, MachineShortError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from types import TracebackType

    from models.letter import Letter
    from pipeline.settings import Settings

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

MEMORY = 2 << 30  # bytes of address space, twice what a scan takes; resident memory stays far below
SECONDS = 900.0  # the longest that one letter may take
CALLS = 600  # after so many (three a letter) a reader is replaced, so that a leak cannot grow
_PRELOAD = ("pipeline.reading.pdf", "pipeline.reading.scans", "pipeline.reading.layout", "pipeline.steps")

_SHORT = (
    "error",
    (
        "MachineShortError",
        "Máy thiếu bộ nhớ nên chương trình đọc bị dừng.",
        "Đóng bớt chương trình khác hoặc giảm ocr_workers; sẽ tự thử lại.",
    ),
)


class Stopped(BaseException):
    """The program stops: a reader was ended in the middle of its work, which is done again at the next start."""


@dataclass(slots=True)
class _Reader:
    """One process and our end of its pipe."""

    process: BaseProcess
    pipe: Connection
    served: int = 0

    def stop(self) -> None:
        """End the process, by force if it does not listen."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(1)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


@dataclass(slots=True)
class Readers:
    """A pool of reader processes, started when they are first needed. May be called from many threads."""

    count: int = 1
    seconds: float = SECONDS
    memory: int = MEMORY
    _free: queue.LifoQueue[_Reader | None] = field(init=False)
    _all: list[_Reader] = field(init=False, default_factory=list)
    _closed: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        """Keep a place for each process."""
        self._free = queue.LifoQueue()
        for _ in range(self.count):
            self._free.put(None)

    def read(self, path: Path, settings: Settings) -> Letter:
        """Read one file in a reader process.

        Raises:
            CongvanError: what reading says of the file.
            UnreadableFileError: the file made the reader crash or took too long.
            MachineShortError: the system ended the reader, or let none begin.
            FileTooLargeError: the file needs more memory than a reader may have.
        """
        from pipeline.reading import read  # noqa: PLC0415 - named here, loaded in the reader

        return self.call(read, path, settings)

    def call(self, function: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """Run any module-level function in a reader process under the same limits.

        Raises:
            Stopped: the pool was closed meanwhile.
        """
        reader = self._free.get()
        alive = None
        try:
            if self._closed:
                raise Stopped
            if reader is None or not reader.process.is_alive():
                reader = self._start()
            answer, alive = self._ask(reader, function, args, kwargs)
        finally:
            self._free.put(alive)
        kind, value = answer
        if kind == "error":
            name, cause, next_step = value
            raise getattr(errors, name)(cause, next_step)
        if kind == "memory":
            raise FileTooLargeError(
                "Tệp cần quá nhiều bộ nhớ để đọc.", "Chia tệp thành nhiều phần rồi thử lại."
            )
        if kind == "trouble":
            raise UnreadableFileError(
                f"Không đọc được tệp ({value}).", "Quét hoặc xuất lại tệp; giữ bản này để tìm lỗi."
            )
        result: Answer = value
        return result

    def _ask(
        self, reader: _Reader, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[str, Any], _Reader | None]:
        """Return the answer and the reader if it can serve again."""
        try:
            reader.pipe.send((function, args, kwargs))
            if not reader.pipe.poll(self.seconds):
                self._drop(reader)
                return ("trouble", f"quá {self.seconds:.0f} giây chưa xong"), None
            answer = reader.pipe.recv()
        except (EOFError, OSError):
            if self._closed:
                raise Stopped from None
            reader.process.join(1)
            killed = reader.process.exitcode == -signal.SIGKILL  # nothing in a file does that: the system did
            self._drop(reader)
            return (_SHORT if killed else ("trouble", "chương trình đọc bị dừng đột ngột")), None
        reader.served += 1
        if reader.served >= CALLS or answer[0] == "memory":
            self._drop(reader)
            return answer, None
        return answer, reader

    def _start(self) -> _Reader:
        context = _context()
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self.memory), daemon=True, name="congvan-reader"
        )
        try:
            process.start()
        except OSError as error:
            raise MachineShortError(*_SHORT[1][1:]) from error
        theirs.close()
        reader = _Reader(process, ours)
        self._all.append(reader)
        return reader

    def _drop(self, reader: _Reader) -> None:
        reader.stop()
        self._all.remove(reader)

    @property
    def idle(self) -> bool:
        """Say whether a call would find a free reader just now."""
        return not self._free.empty()

    @property
    def at_work(self) -> int:
        """How many readers there are, also those that wait for work."""
        return len(self._all)

    def close(self) -> None:
        """Stop all processes, also those at work."""
        self._closed = True
        for reader in list(self._all):
            reader.process.terminate()  # before the pipe is closed: whoever waits for its answer wakes up
        for reader in list(self._all):
            self._drop(reader)

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all processes."""
        self.close()


def warm_up() -> None:
    """Let the process that readers are forked from load what they need, while the caller does other things."""
    _context()
    forkserver.ensure_running()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOAD))
    return context


def read_safely(path: Path, settings: Settings) -> Letter:
    """Read one file in a process of its own; see `Readers.read`."""
    with Readers() as readers:
        return readers.read(path, settings)


def _serve(pipe: Connection, memory: int) -> None:
    """Answer requests until the other end is gone. Runs in the reader process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which stops its readers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            request = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_answer(*request))


def _answer(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, Any]:
    try:
        return ("value", function(*args, **kwargs))
    except CongvanError as error:
        return ("error", (type(error).__name__, error.cause, error.next_step))
    except MemoryError:
        return ("memory", None)
    except RecursionError:
        return ("trouble", "cấu trúc tệp lồng nhau quá sâu")
    except Exception as error:  # noqa: BLE001 - no file may take a reader down with an error nobody named
        return ("trouble", f"{type(error).__name__}: {error}"[:200])
