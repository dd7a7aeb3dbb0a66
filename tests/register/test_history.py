"""What happened is written down for good: the chain of events shows every change behind the register's back."""

import datetime as dt

import pytest
from entries import made
from sqlalchemy import delete, select, text, update

from models.finding import Field
from models.register import TaskFilter
from models.states import TaskState
from models.tables import EventRow, LetterRow
from pipeline.register_export import every_task
from pipeline.register_fields import set_field
from pipeline.register_journal import check_chain
from pipeline.register_letters import get_letter
from pipeline.register_review import approve, give_arrival_number
from pipeline.register_states import set_states
from pipeline.register_statistics import performance, quality, weeks
from pipeline.register_verify import check_arrival_numbers, check_events
from pipeline.timeliness import AsOf


@pytest.fixture
def busy(register, file):
    """A register in which some things happened."""
    for i in range(3):
        letter_id = file(made(f"{i + 1}/A-B"))
        register.write(approve, letter_id, by="lan", on=dt.date(2024, 3, 6))
        register.write(give_arrival_number, letter_id, by="lan", on=dt.date(2024, 3, 6))
    return register


def breaks(register):
    with register.transaction(write=False) as session:
        return [one.event_id for one in check_chain(session)]


def test_an_untouched_chain_holds(busy):
    """Nine events, no break."""
    assert breaks(busy) == []


def test_a_changed_event_is_noticed(busy):
    """Whoever rewrites an event breaks the chain there."""
    with busy.transaction() as session:
        session.execute(update(EventRow).where(EventRow.id == 4).values(who="ai đó"))

    assert breaks(busy)[0] == 4


def test_a_removed_event_is_noticed(busy):
    """Whoever takes an event out leaves a gap."""
    with busy.transaction() as session:
        session.execute(delete(EventRow).where(EventRow.id == 5))

    assert 5 in breaks(busy)


def test_an_event_put_in_is_noticed(busy):
    """An event written around the journal does not carry the right hash."""
    with busy.transaction() as session:
        now = dt.datetime.now(dt.UTC)
        session.add(EventRow(id=10, at=now, who="x", kind="approve", hash="0" * 64))

    assert breaks(busy) == [10]


def test_a_letter_taken_out_is_noticed(busy):
    """The event that filed a letter outlives it."""
    with busy.transaction() as session:
        if busy.database.is_sqlite:
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        else:
            session.execute(text("SET session_replication_role = replica"))
        last = session.scalar(select(LetterRow.id).order_by(LetterRow.id.desc()).limit(1))
        for table in ("fields", "letter_texts", "signatures", "likeness_bands", "citations", "deadlines"):
            session.execute(text(f"DELETE FROM {table} WHERE letter_id = {last}"))
        for table in ("assignments", "task_states"):
            session.execute(
                text(f"DELETE FROM {table} WHERE task_id IN (SELECT id FROM tasks WHERE letter_id = {last})")
            )
        session.execute(text(f"DELETE FROM duplicates WHERE letter_id = {last}"))
        session.execute(text(f"DELETE FROM tasks WHERE letter_id = {last}"))
        session.execute(delete(LetterRow).where(LetterRow.id == last))

    with busy.transaction(write=False) as session:
        assert any("không còn" in one for one in check_events(session))
        assert list(check_arrival_numbers(session)) == []  # 1 and 2 are left: no gap in between


def test_a_gap_in_the_arrival_numbers_is_noticed(busy):
    """A number changed by hand leaves a hole."""
    with busy.transaction() as session:
        session.execute(update(LetterRow).where(LetterRow.arrival_number == 2).values(arrival_number=7))

    with busy.transaction(write=False) as session:
        assert list(check_arrival_numbers(session))


def test_a_report_of_the_past_can_be_made_again(busy):
    """As of a day and with what was known then, the numbers are the same for ever."""
    asked = AsOf(dt.date(2024, 3, 26))
    known_at = dt.datetime.now(dt.UTC)
    then = busy.read(performance, asked, known_at=known_at)
    with busy.transaction(write=False) as session:
        ids = [one.id for one in every_task(session, TaskFilter(), asked)]
    busy.write(set_states, ids[:2], TaskState.DONE, by="lan", on=dt.date(2024, 3, 20))
    now = busy.read(performance, asked)

    assert (then[0].given, then[0].overdue, then[0].done) == (3, 3, 0)
    assert (now[0].given, now[0].overdue, now[0].done_early) == (3, 1, 2)
    assert busy.read(performance, asked, known_at=known_at) == then


def test_the_reports_parts_add_up(busy):
    """Given = done + open, for every body and any day."""
    for day in (dt.date(2024, 3, 5), dt.date(2024, 3, 20), dt.date(2024, 4, 20)):
        for row in busy.read(performance, AsOf(day)):
            assert row.given == row.done + row.open


def test_weeks_count_what_was_given_and_due(busy):
    """The week of approval gives three tasks, the week after the deadline has them overdue."""
    rows = busy.read(weeks, dt.date(2024, 3, 31), 4)

    assert [row.given for row in rows] == [3, 0, 0, 0]
    assert [row.overdue for row in rows] == [0, 0, 0, 3]


def test_quality_counts_corrections(busy, file):
    """Of four approved letters one number was corrected; what was only accepted does not count."""
    letter_id = file(made("9/A-B"))
    field = busy.read(get_letter, letter_id).header[Field.NUMBER_SYMBOL]
    busy.write(set_field, field.id, "8/A-B", by="lan")
    busy.write(approve, letter_id, by="lan")
    rows = {row.field: row for row in busy.read(quality)}

    assert (rows["number_symbol"].seen, rows["number_symbol"].corrected) == (4, 1)
    assert rows["subject"].corrected == 0
    for group in ("issuer", "source", "month"):
        assert sum(row.corrected for row in busy.read(quality, group)) == 1
