"""Killed at any moment, the next start carries on: nothing is lost and nothing is done twice."""

import hashlib
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.states import LedgerState
from pipeline.office import Office
from pipeline.register_ledger import files
from pipeline.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "07-giay-moi.pdf"
DYING = Path(__file__).with_name("dying_office.py")


def letter(number):
    """Return the bytes of a letter of its own: a comment after the end of a PDF is no part of its text."""
    return SAMPLE.read_bytes() + b"\n%% " + str(number).encode() + b"\n%%EOF\n"


DEATHS = ("take: commit, after", "read: call, after", "extract: commit, before", "file: commit, after")
"""One in each step; benchmarks/faults.py kills at every touch."""


@pytest.mark.timeout(300)  # five starts of the whole program, on a machine that may be busy
def test_killed_in_every_step(tmp_path):
    """Each start is killed in a later step; at the end every letter is there once, and whole."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, where in enumerate(DEATHS):
        (inbox / f"{number}.pdf").write_bytes(letter(number))
        died = subprocess.run([sys.executable, DYING, str(tmp_path), where], timeout=120, check=False)
        assert died.returncode == -9
        assert (tmp_path / "died.txt").read_text() == where

    with Office(Settings(data=tmp_path, ocr_workers=2), quiet=0) as office:
        watching = threading.Thread(target=office.watch)
        watching.start()
        until = time.monotonic() + 150
        while time.monotonic() < until:
            rows = office.register.read(files)
            if len([r for r in rows if r.state is LedgerState.FILED]) == len(DEATHS):
                break
            time.sleep(0.2)
        time.sleep(1.5)
        rows = office.register.read(files)
        originals = {path.stem for path in office.flow.originals}
        office.stop()
        watching.join()

    filed = [row for row in rows if row.state is LedgerState.FILED]
    assert sorted(row.file_name for row in filed) == sorted(f"{n}.pdf" for n in range(len(DEATHS)))
    assert len({row.letter_id for row in filed}) == len(DEATHS)
    assert {row.state for row in rows} <= {LedgerState.FILED, LedgerState.DUPLICATE}
    assert originals == {hashlib.sha256(letter(n)).hexdigest() for n in range(len(DEATHS))}
    assert list(inbox.iterdir()) == []
