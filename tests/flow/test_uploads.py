"""A file handed over on the page: the ledger knows who, whichever comes first, the page or the watcher."""

import datetime as dt
import io

import pytest

from models.states import LedgerState
from pipeline.inbox import Inbox
from pipeline.register import Register
from pipeline.register_ledger import files
from pipeline.register_sightings import note_sightings
from pipeline.register_uploads import note_uploaded, uploader
from pipeline.settings import Settings
from pipeline.uploads import put_into_inbox

TEXT = b"m\xe1\xbb\x99t v\xc4\x83n b\xe1\xba\xa3n\n"


@pytest.fixture
def register(tmp_path):
    with Register(Settings(data=tmp_path)) as opened:
        yield opened


def test_the_ledger_says_who_uploaded_and_what_came_by_the_folder(register):
    """An uploaded file carries its account, one that was dropped into the folder carries none."""
    inbox = Inbox(register.settings, register, tell=lambda _: None, quiet=0)
    put_into_inbox(register, "nop.txt", io.BytesIO(TEXT), by="lan")
    (register.settings.inbox / "tha.txt").write_bytes(TEXT + b"2")

    inbox.sweep()
    inbox.sweep()

    rows = {one.file_name: one for one in register.read(files)}
    assert (rows["nop.txt"].uploaded_by, rows["tha.txt"].uploaded_by) == ("lan", None)
    assert {one.state for one in rows.values()} == {LedgerState.STORED}
    assert len(rows) == 2


def test_a_look_between_the_row_and_the_file_loses_neither(register):
    """The row stands before its file; a look just then waits for it, a minute later it tells of the loss."""
    register.write(note_uploaded, "a.txt", size=3, modified_ns=1, by="lan")
    now = dt.datetime.now(dt.UTC)

    register.write(note_sightings, (), now=now)
    assert register.read(files)[0].state is LedgerState.SEEN

    register.write(note_sightings, (), now=now + dt.timedelta(minutes=2))
    assert register.read(files)[0].state is LedgerState.FAILED


def test_a_name_that_the_ledger_still_follows_is_not_given_again(register):
    """A second file of that name gets a number, even where the first has just left the folder."""
    first = put_into_inbox(register, "a.txt", io.BytesIO(TEXT), by="lan")
    first.unlink()

    assert put_into_inbox(register, "a.txt", io.BytesIO(TEXT), by="minh").name == "a (2).txt"
    assert {one.path: one.uploaded_by for one in register.read(files)} == {
        "a.txt": "lan",
        "a (2).txt": "minh",
    }


def test_a_letter_without_a_file_has_no_uploader(register):
    """Nothing is said of a letter that the ledger does not know."""
    assert register.read(uploader, 7) is None
