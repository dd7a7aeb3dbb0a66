"""Several workers on PostgreSQL share the work; one that dies leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time

import pytest
from flow.test_kill import letter

from models.states import LedgerState
from pipeline.register import Register
from pipeline.register_ledger import files
from pipeline.settings import Settings

CONGVAN = [sys.executable, "-m", "pipeline.cli"]
LETTERS = 12


@pytest.fixture
def start(tmp_path, postgres_url):
    """Start workers, and one process with the inbox; all are ended with the test."""
    environment = {**os.environ, "CONGVAN_DATABASE_URL": postgres_url, "CONGVAN_OCR_WORKERS": "1"}
    environment["CONGVAN_WORKER_SILENCE"] = "6"
    running = []

    def starting(*words):
        process = subprocess.Popen(
            [*CONGVAN, "--data", str(tmp_path), *words], env=environment, stdout=subprocess.DEVNULL
        )
        running.append(process)
        return process

    yield starting
    for process in running:
        process.kill()
        process.wait()


@pytest.mark.timeout(300)  # four processes of the whole program, on a machine that may be busy
def test_a_worker_that_is_killed_leaves_its_letters_to_the_others(tmp_path, postgres_url, start):
    """Two workers beside the office, one killed in the middle: every letter is filed once."""
    settings = Settings(data=tmp_path, database_url=postgres_url)
    register = Register(settings)  # makes the schema before anybody else asks for it
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(LETTERS):
        (inbox / f"{number}.pdf").write_bytes(letter(number))
    first, _ = start("worker", "--name", "1"), start("worker", "--name", "2")
    office = start("run", "--port", "0")

    filed = wait_for(register, lambda done: len(done) >= 2, seconds=120)
    first.send_signal(signal.SIGKILL)
    filed = wait_for(register, lambda done: len(done) >= LETTERS, seconds=200)
    office.terminate()

    assert office.wait(20) == 0
    assert len(filed) == LETTERS
    assert len({row.letter_id for row in filed}) == LETTERS
    assert list(inbox.iterdir()) == []
    register.close()


def wait_for(register, enough, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        filed = [row for row in register.read(files, limit=1000) if row.state is LedgerState.FILED]
        if enough(filed):
            return filed
        time.sleep(0.3)
    raise AssertionError([(row.file_name, row.state, row.reason) for row in register.read(files, limit=1000)])
