"""Folder, ledger and originals fit together, or it is told what does not."""

import os
import time

import pytest

from models.errors import UnreadableFileError
from models.states import LedgerState
from pipeline.inbox import Inbox
from pipeline.reconcile import Rounds, mismatches
from pipeline.register import Register
from pipeline.register_ledger import files, note_failed, note_progress
from pipeline.settings import Settings


@pytest.fixture
def inbox(tmp_path):
    settings = Settings(data=tmp_path)
    with Register(settings) as register:
        made = Inbox(settings, register, tell=lambda _: None, quiet=0)
        (settings.inbox / "a.txt").write_bytes(b"1")
        made.sweep()
        yield made


def found(inbox):
    return list(mismatches(inbox.register, inbox.settings, hashes=True))


def age(path):
    os.utime(path, (time.time() - 7200, time.time() - 7200))


def test_a_failed_letter_is_accounted_for(inbox):
    """A file that failed has its reason and its original: nothing is amiss."""
    (row,) = inbox.register.read(files)
    inbox.register.write(note_failed, row.id, UnreadableFileError("Hỏng.", "Quét lại."))

    assert found(inbox) == []


def test_a_filed_file_without_its_letter_is_told(inbox):
    """A row that says filed names a letter."""
    (row,) = inbox.register.read(files)
    inbox.register.write(note_progress, row.id, LedgerState.FILED)

    assert ["không có văn bản" in one for one in found(inbox)] == [True]


def test_a_lost_and_a_changed_original_are_told(inbox):
    """An original that is gone or not what it was is named with the file it came from."""
    (original,) = inbox.originals
    original.chmod(0o600)
    original.write_bytes(b"2")
    assert ["bị thay đổi" in one for one in found(inbox)] == [True]
    original.unlink()
    assert ["Mất bản gốc của “a.txt”" in one for one in found(inbox)] == [True]


def test_an_original_that_the_ledger_does_not_know_is_told_when_it_is_not_new(inbox):
    """One of the last minutes may be ahead of its row; an older one is told of."""
    stray = inbox.originals.root / "ab" / "cd" / ("abcd" + "0" * 60 + ".pdf")
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    assert found(inbox) == []

    age(stray)

    assert ["không có trong nhật ký" in one for one in found(inbox)] == [True]


def test_what_stays_in_the_folder_is_told(inbox):
    """A file under a temporary name that nobody touches any more is no letter lost in silence."""
    left = inbox.settings.inbox / "công văn.pdf.part"
    left.write_bytes(b"x")
    assert found(inbox) == []

    age(left)

    assert ["tên tệp tạm" in one for one in found(inbox)] == [True]


def test_rounds_look_at_the_whole_store_by_and_by(inbox):
    """What is lost is found within sixteen rounds, and forgotten when it is back."""
    (original,) = inbox.originals
    kept = original.rename(inbox.settings.data / "kept")
    rounds = Rounds(inbox.register, inbox.settings)
    assert [rounds.go() for _ in range(16)][-1] == 1
    assert "a.txt" in rounds.found[0]

    kept.rename(original)

    assert [rounds.go() for _ in range(16)][-1] == 0
