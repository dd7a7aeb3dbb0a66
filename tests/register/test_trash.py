"""Thirty days after a letter was put into the trash what it said is removed for good."""

import datetime as dt

import pytest
from entries import made
from sqlalchemy import func, select

from models.errors import NotFoundError
from models.register import LetterFilter, TaskFilter
from models.tables import (
    AssignmentRow,
    CitationRow,
    DeadlineRow,
    DocumentRow,
    DuplicateRow,
    EventRow,
    FieldRow,
    LetterRow,
    LetterTextRow,
    LikenessBandRow,
    LinkRow,
    SignatureRow,
    TaskRow,
    TaskStateRow,
)
from pipeline.register_letters import get_letter, list_letters
from pipeline.register_review import approve, give_arrival_number, trash
from pipeline.register_tasks import list_tasks
from pipeline.register_trash import TRASH_DAYS, purge_trash
from pipeline.register_undo import restore, undo_event
from pipeline.register_verify import check_arrival_numbers, check_counts, check_events
from pipeline.timeliness import AsOf

TODAY = AsOf(dt.date(2024, 3, 15))
SAID = (
    AssignmentRow, CitationRow, DeadlineRow, DuplicateRow, FieldRow, LetterTextRow, LikenessBandRow, LinkRow,
    SignatureRow, TaskRow, TaskStateRow,
)  # fmt: skip


def in_days(days):
    return dt.datetime.now(dt.UTC) + dt.timedelta(days=days)


@pytest.fixture
def removed(register, file):
    """A letter with an arrival number that was trashed and removed after 31 days."""
    letter_id = file(made(text="nội dung cần bỏ " * 30))
    register.write(approve, letter_id, by="lan")
    register.write(give_arrival_number, letter_id, by="lan", on=dt.date(2024, 3, 8))
    register.write(trash, letter_id, by="lan", why="gửi nhầm")
    register.write(purge_trash, by="congvan", at=in_days(TRASH_DAYS + 1))
    return letter_id


def test_it_stays_whole_for_thirty_days(register, file):
    """A day before, nothing is removed and the letter comes back; a day later it goes."""
    letter_id = file(made())
    register.write(trash, letter_id, by="lan")
    early = register.write(purge_trash, by="congvan", at=in_days(TRASH_DAYS - 1))
    register.write(restore, letter_id, by="lan")
    register.write(trash, letter_id, by="lan")
    late = register.write(purge_trash, by="congvan", at=in_days(TRASH_DAYS + 1))
    again = register.write(purge_trash, by="congvan", at=in_days(TRASH_DAYS + 2))

    assert (early, late, again) == ([], [letter_id], [])


def test_letters_that_are_not_in_the_trash_stay(register, file, removed):
    """Another letter, also one that cites the same decision, keeps all its rows."""
    other = file(made("13/UBND-NV", salt="khác"))
    register.write(purge_trash, by="congvan", at=in_days(999))
    view = register.read(get_letter, other)

    assert (len(view.tasks), len(view.citations), bool(view.header)) == (1, 1, True)


def test_nothing_that_it_said_is_left_in_any_table(register, removed):
    """Text, header values, tasks, deadlines, citations and likeness are gone; the decision is cited by nobody."""

    def rows(session):
        counts = {
            mapped.__tablename__: session.scalar(select(func.count()).select_from(mapped)) for mapped in SAID
        }
        cited = session.scalars(select(DocumentRow.cited_by)).all()
        return counts, set(cited)

    counts, cited = register.read(rows)
    assert counts == dict.fromkeys(counts, 0)
    assert cited <= {0}


def test_that_it_came_is_kept_for_the_audit(register, removed):
    """Number, arrival number, file, hash and all events stay; the register still holds together."""
    row = register.read(lambda session: session.get(LetterRow, removed))
    kinds = register.read(
        lambda session: session.scalars(
            select(EventRow.kind).where(EventRow.letter_id == removed).order_by(EventRow.id)
        ).all()
    )

    assert (row.arrival_number, row.arrival_year, bool(row.file_name), len(row.sha256)) == (1, 2024, True, 64)
    assert (row.number_symbol, row.subject, row.issued_on, row.issuing_body) == (None, None, None, None)
    assert (kinds[0], kinds[-2:]) == ("filed", ["trash", "purge"])
    for check in (check_events, check_arrival_numbers, check_counts):
        assert register.read(lambda session, check=check: list(check(session))) == []


def test_it_is_shown_nowhere_and_cannot_be_brought_back(register, removed):
    """No list has it, its page says what happened, and neither restoring nor undoing works."""
    trashing = register.read(
        lambda session: session.scalar(select(EventRow.id).where(EventRow.kind == "trash"))
    )
    assert register.read(list_letters, LetterFilter(in_trash=True)).total == 0
    assert register.read(list_letters, LetterFilter()).total == 0
    assert register.read(list_tasks, TaskFilter(), TODAY).total == 0
    for ask in (
        lambda: register.read(get_letter, removed),
        lambda: register.write(restore, removed, by="lan"),
        lambda: register.write(undo_event, trashing, by="lan"),
    ):
        with pytest.raises(NotFoundError, match="xóa hẳn"):
            ask()


def test_the_same_file_is_filed_anew(register, file, removed):
    """Under a new number, as no duplicate of what is gone; a third time it is the second letter again."""
    pair = made(text="nội dung cần bỏ " * 30)
    second = file(pair)
    third = file(pair)

    assert second != removed
    assert third == second


def test_many_are_removed_in_parts(register, file):
    """One call takes no more than it is told, so that others can write in between."""
    letters = [file(made(f"{n}/UBND-NV", salt=str(n))) for n in range(3)]
    for letter_id in letters:
        register.write(trash, letter_id, by="lan")
    parts = [register.write(purge_trash, by="congvan", at=in_days(31), most=2) for _ in range(3)]

    assert [len(part) for part in parts] == [2, 1, 0]
