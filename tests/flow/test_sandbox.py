"""What a hostile file does to a reader process is one clear error."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.errors import EncryptedFileError, FileTooLargeError, MachineShortError, UnreadableFileError
from pipeline.reading.sandbox import Readers, Stopped
from pipeline.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "01-cong-van-thi-xa.pdf"


def crash():
    os.abort()


def hang():
    time.sleep(60)


def swallow():
    return bytearray(8 << 30)


def deep(n=0):
    return deep(n + 1) + 1


def fail():
    raise ZeroDivisionError


def refuse():
    raise EncryptedFileError("Có mật khẩu.", "Bỏ mật khẩu.")


def taken_down():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def readers():
    with Readers(2, seconds=20) as pool:
        yield pool


def test_a_letter_is_read_in_another_process(readers):
    """The pool gives the letter that reading gives."""
    letter = readers.read(SAMPLE, Settings())

    assert "đẩy mạnh chuyển đổi số" in letter.text


@pytest.mark.parametrize(
    ("function", "error"),
    [(crash, UnreadableFileError), (swallow, FileTooLargeError), (taken_down, MachineShortError)],
)
def test_a_crash_or_a_bomb_is_one_error_and_the_pool_goes_on(readers, function, error):
    """After a crash, after running out of memory, and after the system took the reader, the next letter is read."""
    with pytest.raises(error):
        readers.call(function)

    assert readers.call(os.getpid) != os.getpid()


@pytest.mark.parametrize("function", [deep, fail])
def test_an_unforeseen_error_names_its_kind(readers, function):
    """An error that nobody named comes back as an unreadable file."""
    with pytest.raises(UnreadableFileError):
        readers.call(function)


def test_an_error_keeps_cause_and_next_step(readers):
    """Errors cross the pipe whole."""
    with pytest.raises(EncryptedFileError) as caught:
        readers.call(refuse)

    assert (caught.value.cause, caught.value.next_step) == ("Có mật khẩu.", "Bỏ mật khẩu.")


def test_a_letter_that_takes_too_long_is_given_up():
    """A reader that does not answer in time is stopped."""
    with Readers(1, seconds=0.5) as pool, pytest.raises(UnreadableFileError, match="giây"):
        pool.call(hang)


def test_many_threads_share_the_readers(readers):
    """More callers than readers: all get their answer, from no more than two processes."""
    with ThreadPoolExecutor(8) as threads:
        processes = set(threads.map(lambda _: readers.call(os.getpid), range(16)))

    assert 1 <= len(processes) <= 2


def test_closing_the_pool_is_no_fault_of_the_file_in_work():
    """Whoever waits for a reader when the pool is closed is told that the program stops, not that a file is bad."""
    pool = Readers(1)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(pool.call, time.sleep, 60) for _ in range(2)]
        while not pool.at_work:
            time.sleep(0.01)
        pool.close()
        for one in waiting:
            with pytest.raises(Stopped):
                one.result(10)
