"""The ledger accounts for every file, from first sight to the end."""

import datetime as dt
from dataclasses import replace

import pytest
from entries import made

from models.errors import ConflictError, NotFoundError, StorageError, UnreadableFileError
from models.states import LedgerState
from pipeline.intake import Refusal, Sighting
from pipeline.register import Register
from pipeline.register_filing import file_letter
from pipeline.register_ledger import (
    MOST_TRIES,
    due_for_retry,
    files,
    get_file,
    note_failed,
    note_filed,
    note_gone,
    note_progress,
    note_set_aside,
    note_stored,
    retry,
    slip,
    underway,
)
from pipeline.register_sightings import note_sightings
from pipeline.settings import Settings

NOW = dt.datetime(2024, 3, 15, 9, tzinfo=dt.UTC)
SEEN = Sighting("a.pdf", 10, 1)


@pytest.fixture
def register(tmp_path):
    with Register(Settings(data=tmp_path)) as opened:
        yield opened


def see(register, *sightings, now=NOW):
    return register.write(note_sightings, sightings, now=now)


def test_a_file_that_grows_keeps_its_row(register):
    """Two looks at one file that grew are one row with the newer size."""
    see(register, SEEN)
    rows = see(register, replace(SEEN, size=20, modified_ns=2))

    assert rows["a.pdf"].size == 20
    assert len(register.read(files)) == 1


def test_a_file_that_vanishes_before_it_was_taken_is_told_of(register):
    """A file that was seen and is gone ends as failed, with a reason and a next step."""
    see(register, SEEN)
    see(register)

    (row,) = register.read(files)
    assert row.state is LedgerState.FAILED
    assert "biến mất" in row.reason
    assert row.next_step


def test_the_same_name_again_is_another_file(register):
    """After a file was taken, another one under its name gets a row of its own."""
    first = see(register, SEEN)["a.pdf"]
    register.write(note_stored, first.id, "1" * 64)
    register.write(note_gone, first.id)
    second = see(register, replace(SEEN, modified_ns=9))["a.pdf"]

    assert second.id != first.id
    assert second.state is LedgerState.SEEN


def test_a_stop_between_storing_and_removing_makes_no_second_row(register):
    """A file that is stored but still stands in the inbox is known again."""
    first = see(register, SEEN)["a.pdf"]
    register.write(note_stored, first.id, "1" * 64)

    again = see(register, SEEN)["a.pdf"]

    assert again.id == first.id
    assert again.state is LedgerState.STORED


def test_the_same_bytes_are_a_duplicate_of_the_first(register):
    """A second file with the same hash ends as a duplicate and names the first."""
    rows = see(register, SEEN, Sighting("b.pdf", 10, 1))
    register.write(note_stored, rows["a.pdf"].id, "1" * 64)
    twin = register.write(note_stored, rows["b.pdf"].id, "1" * 64)

    assert twin.state is LedgerState.DUPLICATE
    assert "a.pdf" in twin.reason


def test_the_same_bytes_after_a_failure_are_tried_again(register):
    """A file whose bytes failed before is no duplicate: it is read again under its new row."""
    rows = see(register, SEEN, Sighting("b.pdf", 10, 1))
    register.write(note_stored, rows["a.pdf"].id, "1" * 64)
    register.write(note_failed, rows["a.pdf"].id, UnreadableFileError("Hỏng.", "Quét lại."))

    assert register.write(note_stored, rows["b.pdf"].id, "1" * 64).state is LedgerState.STORED


def test_what_failed_and_got_in_later_is_no_failure_any_more(register):
    """When the same bytes are filed under another row, the failed one ends as its duplicate."""
    rows = see(register, SEEN, Sighting("b.pdf", 10, 1))
    register.write(note_stored, rows["a.pdf"].id, "1" * 64)
    register.write(note_failed, rows["a.pdf"].id, UnreadableFileError("Hỏng.", "Quét lại."))
    register.write(note_stored, rows["b.pdf"].id, "1" * 64)
    letter_id = register.write(file_letter, *made()).letter_id

    register.write(note_filed, rows["b.pdf"].id, letter_id, new=True)

    healed = {row.file_name: row for row in register.read(files)}["a.pdf"]
    assert (healed.state, healed.letter_id, healed.next_step) == (LedgerState.DUPLICATE, letter_id, None)


def test_a_passing_error_is_tried_again_later_and_later_then_given_to_the_clerk(register):
    """Waits grow; after the last try no time is set, and the reason says how often it was tried."""
    row = see(register, SEEN)["a.pdf"]
    register.write(note_stored, row.id, "1" * 64)
    waits = []
    for _ in range(MOST_TRIES - 1):
        failed = register.write(note_failed, row.id, StorageError("Đĩa đầy.", "Giải phóng đĩa."))
        waits.append(failed.next_try_at - failed.changed_at)
        (taken,) = register.write(due_for_retry, now=failed.next_try_at)
        assert taken.state is LedgerState.STORED
    last = register.write(note_failed, row.id, StorageError("Đĩa đầy.", "Giải phóng đĩa."))

    assert waits == sorted(waits)
    assert waits[0] < dt.timedelta(minutes=1) < waits[-1]
    assert sum(waits, dt.timedelta()) > dt.timedelta(hours=16)  # from an evening to the next morning
    assert last.next_try_at is None
    assert f"Đã thử {MOST_TRIES} lần" in last.reason


def test_nothing_is_left_of_an_error_that_passed(register):
    """A letter that failed for a while and then got in has no reason, no next step and nothing to wait for."""
    row = see(register, SEEN)["a.pdf"]
    register.write(note_stored, row.id, "1" * 64)
    failed = register.write(note_failed, row.id, StorageError("Đĩa đầy.", "Giải phóng đĩa."))
    register.write(due_for_retry, now=failed.next_try_at)
    letter_id = register.write(file_letter, *made()).letter_id
    register.write(note_filed, row.id, letter_id, new=True)

    filed = register.read(get_file, row.id)
    assert filed.state is LedgerState.FILED
    assert (filed.reason, filed.next_step, filed.next_try_at, filed.passing) == (None, None, None, False)


def test_the_clerk_can_try_again_what_failed(register):
    """A retry puts the file underway under a new name of the try."""
    row = see(register, SEEN)["a.pdf"]
    register.write(note_stored, row.id, "1" * 64)
    failed = register.write(note_failed, row.id, UnreadableFileError("Hỏng.", "Quét lại."))

    again = register.write(retry, row.id)

    assert again.state is LedgerState.STORED
    assert again.tries > failed.tries
    assert [one.id for one in register.read(underway)] == [row.id]


def test_what_was_never_stored_cannot_be_tried_again(register):
    """A refused link has no bytes: trying it again is an error that says so."""
    row = see(register, replace(SEEN, refusal=Refusal.LINK))["a.pdf"]

    assert row.state is LedgerState.FAILED
    with pytest.raises((NotFoundError, ConflictError)):
        register.write(retry, row.id)


def test_a_late_error_does_not_undo_a_filed_letter(register):
    """Once a file is filed, set aside or a duplicate, an error that comes late changes nothing."""
    row = see(register, SEEN)["a.pdf"]
    register.write(note_stored, row.id, "1" * 64)
    register.write(note_set_aside, row.id, "Mật.")

    late = register.write(note_failed, row.id, StorageError("Đĩa đầy.", "Giải phóng đĩa."))
    register.write(note_progress, row.id, LedgerState.READ)

    assert late.state is LedgerState.SET_ASIDE
    assert register.read(files)[0].state is LedgerState.SET_ASIDE


def test_the_slip_of_a_day_accounts_for_every_file(register):
    """Seen = filed + duplicates + set aside + failed + waiting, by the day in Vietnam."""
    rows = see(register, *(Sighting(f"{n}.pdf", n, n) for n in range(5)))
    ids = [row.id for row in rows.values()]
    register.write(note_failed, ids[0], UnreadableFileError("Hỏng.", "Quét lại."))
    register.write(note_set_aside, ids[1], "Mật.")
    register.write(note_stored, ids[2], "2" * 64)
    register.write(note_stored, ids[3], "2" * 64)
    late = Sighting("muộn.pdf", 1, 1)
    see(register, late, now=dt.datetime(2024, 3, 15, 17, 30, tzinfo=dt.UTC))  # 00:30 on the 16th in Vietnam

    day = register.read(slip, dt.date(2024, 3, 15))

    assert (day.seen, day.set_aside, day.duplicates) == (5, 1, 1)
    assert day.balanced
    assert register.read(slip, dt.date(2024, 3, 16)).seen == 1
