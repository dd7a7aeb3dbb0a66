"""The clerk's folder: what stands in it is taken once, whatever its name is and whatever fails."""

import os
import unicodedata
from pathlib import Path

import pytest

from models.errors import MissingFileError, StorageError
from models.states import LedgerState
from pipeline.inbox import Inbox
from pipeline.intake import is_temporary
from pipeline.register import Register
from pipeline.register_ledger import due_for_retry, files, note_set_aside, retry
from pipeline.settings import Settings

LONG = "ế" * 83 + "ab.txt"  # 255 bytes


@pytest.fixture
def told():
    return []


@pytest.fixture
def open_inbox(tmp_path, told):
    """Make an inbox with the settings that a test needs; what is ready to be read is put on `told`."""
    opened = []

    def opening(**given):
        settings = Settings(data=tmp_path, **given)
        register = Register(settings)
        opened.append(register)
        return Inbox(settings, register, tell=told.append, quiet=0)

    yield opening
    for register in opened:
        register.close()


@pytest.fixture
def inbox(open_inbox):
    return open_inbox()


def put(inbox, name, content):
    path = inbox.settings.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def rows(inbox):
    return {row.file_name: row for row in inbox.register.read(files)}


def standing(inbox):
    return [path for path in inbox.settings.inbox.rglob("*") if path.is_file()]


def test_every_name_is_taken(inbox):
    """Decomposed marks, spaces, 255 bytes, and bytes that are no UTF-8: stored, told of, removed."""
    put(inbox, unicodedata.normalize("NFD", "Quyết định số 5.txt"), b"1")
    put(inbox, "  hai  dấu cách .txt", b"2")
    put(inbox, LONG, b"3")
    put(inbox, os.fsdecode(b"c\xf4ng v\xe8n.txt"), b"4")

    inbox.sweep()

    assert set(rows(inbox)) == {"Quyết định số 5.txt", "  hai  dấu cách .txt", LONG, r"c\xf4ng v\xe8n.txt"}
    assert {row.state for row in rows(inbox).values()} == {LedgerState.STORED}
    assert standing(inbox) == []


def test_what_windows_leaves_in_folders_is_no_letter():
    """Thumbs.db and desktop.ini are passed over in silence."""
    assert is_temporary("Thumbs.db")
    assert is_temporary("desktop.ini")


def test_taken_files_are_kept_where_the_office_wants_it(open_inbox):
    """With keep_inbox_copy they move to done/, also two of one name that is as long as names can be."""
    inbox = open_inbox(keep_inbox_copy=True)
    for content in (b"1", b"2"):
        put(inbox, f"sáng/{LONG}", content)
        inbox.sweep()

    kept = list((inbox.settings.data / "done" / "sáng").iterdir())

    assert sorted(path.read_bytes() for path in kept) == [b"1", b"2"]
    assert standing(inbox) == []


def test_a_renamed_file_keeps_its_row(inbox):
    """A file that gets another name before it is taken is one file, and nothing is told lost."""
    inbox.quiet = inbox.tracker.quiet = 60
    path = put(inbox, "quet0001.txt", b"1")
    inbox.sweep()
    path.rename(path.with_name("Công văn 7.txt"))
    inbox.sweep()

    (row,) = inbox.register.read(files)

    assert (row.file_name, row.path, row.state) == ("Công văn 7.txt", "Công văn 7.txt", LedgerState.SEEN)


def test_urgent_folders_come_first(inbox, told):
    """Among files that are ready, those in a folder of urgent letters are taken first."""
    for number in range(20):
        put(inbox, f"a{number:02}.txt", b"%d" % number)
    put(inbox, "Hỏa tốc/z.txt", b"gap")

    inbox.sweep()

    assert told[0].file_name == "z.txt"
    assert told[0].urgency_rank == 3
    assert len(told) == 21


def test_a_file_that_cannot_be_removed_keeps_no_other_waiting(inbox, told, monkeypatch):
    """All are stored and read; the others leave the folder, and the trouble is raised as an alarm."""
    for name in ("a.txt", "b.txt", "c.txt"):
        put(inbox, name, name.encode())
    unlink = Path.unlink

    def refusing(path, **words):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        unlink(path, **words)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refusing)
        with pytest.raises(StorageError, match=r"a\.txt"):
            inbox.sweep()
        assert [path.name for path in standing(inbox)] == ["a.txt"]
    inbox.sweep()

    assert standing(inbox) == []
    assert sorted(one.file_name for one in told) == ["a.txt", "b.txt", "c.txt"]
    assert len(inbox.register.read(files)) == 3


def test_a_file_that_may_not_be_read_is_tried_again(inbox, told, monkeypatch):
    """It waits with its reason and a time to try again; a clerk may ask at once; then it is taken."""
    put(inbox, "a.txt", b"1")

    def refusing(*_args, **_words):
        raise MissingFileError("không đọc được tệp (Permission denied).", "Kiểm tra.")

    with monkeypatch.context() as patched:
        patched.setattr(inbox.originals, "store", refusing)
        inbox.sweep()
    failed = rows(inbox)["a.txt"]
    assert (failed.state, failed.sha256) == (LedgerState.FAILED, None)
    assert failed.next_try_at
    inbox.sweep()
    assert told == []

    assert inbox.register.write(due_for_retry, now=failed.next_try_at) == ()
    inbox.sweep()

    assert [one.file_name for one in told] == ["a.txt"]
    assert standing(inbox) == []


def test_a_clerk_can_try_again_what_stands_in_the_folder(inbox, monkeypatch):
    """What was never stored but is still there is seen again as if it were new."""
    put(inbox, "a.txt", b"1")
    with monkeypatch.context() as patched:
        patched.setattr(inbox.originals, "store", _raise(MissingFileError("không đọc được tệp.", "Xem.")))
        inbox.sweep()

    assert inbox.register.write(retry, rows(inbox)["a.txt"].id).state is LedgerState.SEEN


def _raise(error):
    def raising(*_args, **_words):
        raise error

    return raising


def test_a_full_disk_is_told_and_stops_nothing_for_good(inbox, told, monkeypatch):
    """The files stay in the folder, the alarm is raised, and the next look takes them."""
    for number in range(3):
        put(inbox, f"{number}.txt", b"%d" % number)
    with monkeypatch.context() as patched:
        patched.setattr(inbox.originals, "store", _raise(StorageError("Đĩa đầy.", "Giải phóng đĩa.")))
        with pytest.raises(StorageError, match="Đĩa đầy"):
            inbox.sweep()
    assert len(standing(inbox)) == 3

    inbox.sweep()

    assert len(told) == 3
    assert standing(inbox) == []


def test_what_changes_while_it_is_copied_does_not_get_in(inbox, told):
    """An original is never half a file: the copy is thrown away and the file is looked at anew."""
    path = put(inbox, "a.txt", b"first half")
    store = inbox.originals.store

    def store_late(source, *, unchanged):
        path.write_bytes(b"first half and the rest")
        return store(source, unchanged=unchanged)

    inbox.originals.store = store_late
    inbox.sweep()
    inbox.originals.store = store

    assert list(inbox.originals) == []
    assert told == []
    inbox.sweep()
    assert [one.size for one in told] == [23]


def test_a_secret_letter_that_comes_again_is_set_aside_again(inbox, told):
    """The same bytes as a letter that was set aside do not lie among the originals."""
    put(inbox, "mật.txt", b"1")
    inbox.sweep()
    first = rows(inbox)["mật.txt"]
    inbox.originals.path_of(first.sha256).unlink()
    inbox.register.write(note_set_aside, first.id, "Mật.")
    put(inbox, "lại.txt", b"1")

    inbox.sweep()

    assert rows(inbox)["lại.txt"].state is LedgerState.SET_ASIDE
    assert list(inbox.originals) == []
    assert [path.read_bytes() for path in (inbox.settings.data / "mat").glob("*/*.txt")] == [b"1"]
    assert len(told) == 1


def test_the_same_bytes_in_one_look_are_one_letter(inbox, told):
    """Of files stored in one transaction the first is the letter, the others are duplicates."""
    for number in range(10):
        put(inbox, f"{number}.txt", b"the same")

    inbox.sweep()

    assert len(told) == 1
    states = [row.state for row in inbox.register.read(files)]
    assert states.count(LedgerState.DUPLICATE) == 9
