"""A person's word stands beside the machine's, counts, and can be taken back."""

import datetime as dt

import pytest
from entries import made

from models.errors import ConflictError, NotFoundError, UsageError
from models.finding import Field
from models.register import LetterFilter, Place, TaskFilter
from models.states import LetterState, TaskState, ValueStatus
from pipeline.register_fields import (
    absent_field,
    accept_field,
    add_entry,
    remove_entry,
    reset_field,
    set_field,
)
from pipeline.register_history import changes_since, list_events
from pipeline.register_letters import get_letter, letter_seen, list_letters
from pipeline.register_review import (
    approve,
    give_arrival_number,
    leave,
    limit_access,
    note_presence,
    reopen,
    set_letter,
    start_arrival_numbers,
    trash,
)
from pipeline.register_tasks import list_tasks
from pipeline.register_undo import restore, undo_event, undo_last
from pipeline.timeliness import AsOf

TODAY = AsOf(dt.date(2024, 3, 20))


def field_of(register, letter_id, name):
    return register.read(get_letter, letter_id).header[name]


def test_a_correction_counts_and_the_machines_value_stays(register, file):
    """After a correction the list shows the person's value, and the machine's is still there."""
    letter_id = file(made())
    field = field_of(register, letter_id, Field.NUMBER_SYMBOL)
    place = Place(4, 9, 1, ((10.0, 20.0, 30.0, 40.0),))
    changed = register.write(
        set_field, field.id, "13 / UBND – NV", by="lan", version=field.version, place=place
    )
    view = register.read(get_letter, letter_id)

    assert (changed.value, changed.machine_value) == ("13/UBND-NV", "12/UBND-NV")
    assert changed.place.boxes == place.boxes
    assert view.line.number_symbol == "13/UBND-NV"
    assert changed.person_by == "lan"


def test_two_people_do_not_overwrite_each_other(register, file):
    """The second of two corrections with the same version is refused."""
    field = field_of(register, file(made()), Field.SUBJECT)
    register.write(set_field, field.id, "một", by="lan", version=field.version)

    with pytest.raises(ConflictError):
        register.write(set_field, field.id, "hai", by="minh", version=field.version)


def test_not_in_the_letter_differs_from_empty_and_unread(register, file):
    """A person's "không có trong văn bản" is a status of its own and settles the doubt."""
    letter_id = file(made(symbol=None, doubts=[("number_symbol", "Không đọc được số.", ())]))
    field = field_of(register, letter_id, Field.NUMBER_SYMBOL)
    with pytest.raises(UsageError):
        register.write(accept_field, field.id, by="lan")
    changed = register.write(absent_field, field.id, by="lan")

    assert (field.status, changed.status) == (ValueStatus.UNREAD, ValueStatus.ABSENT)
    assert register.read(get_letter, letter_id).line.doubts == 0


def test_accepting_settles_and_resetting_gives_the_machine_back(register, file):
    """Accepting keeps the value as a person's; resetting makes the machine's count again."""
    field = field_of(register, file(made()), Field.SIGNER_NAME)
    accepted = register.write(accept_field, field.id, by="lan")
    register.write(set_field, field.id, "Lê Thị Bình", by="lan")
    reset = register.write(reset_field, field.id, by="lan")

    assert accepted.settled
    assert (reset.value, reset.settled) == ("Lê Văn Bình", False)


@pytest.mark.parametrize("value", ["", "   ", "32/13/2024"])
def test_a_value_that_is_none_is_refused(register, file, value):
    """An empty value, or no date where a date belongs, changes nothing."""
    letter_id = file(made())
    field = field_of(register, letter_id, Field.ISSUED_ON)
    with pytest.raises(UsageError):
        register.write(set_field, field.id, value, by="lan")

    assert field_of(register, letter_id, Field.ISSUED_ON).version == field.version


def test_addressees_can_be_added_and_taken_off(register, file):
    """The list follows, and undo brings the entry back."""
    letter_id = file(made())
    first = register.read(get_letter, letter_id).addressees[0]
    register.write(add_entry, letter_id, Field.ADDRESSEE, "Phòng Y tế", by="lan")
    register.write(remove_entry, first.id, by="lan")
    after_removal = [one.value for one in register.read(get_letter, letter_id).addressees]
    register.write(undo_last, letter_id, by="lan")

    assert after_removal == ["Phòng Y tế"]
    assert [one.value for one in register.read(get_letter, letter_id).addressees] == [
        first.value,
        "Phòng Y tế",
    ]
    with pytest.raises(UsageError):
        register.write(add_entry, letter_id, Field.SUBJECT, "x", by="lan")


def test_approval_assigns_the_tasks(register, file):
    """Approving gives tasks the state ĐÃ GIAO from that day; doubts must be meant to be passed over."""
    letter_id = file(made(doubts=[("subject", "Trích yếu khó đọc.", ())]))
    with pytest.raises(UsageError, match="chưa xem"):
        register.write(approve, letter_id, by="lan")
    register.write(approve, letter_id, by="lan", with_doubts=True, on=dt.date(2024, 3, 6))
    view = register.read(get_letter, letter_id)

    assert view.line.state is LetterState.APPROVED
    assert (view.tasks[0].state, view.tasks[0].assigned_on) == (TaskState.ASSIGNED, dt.date(2024, 3, 6))


def test_approving_what_changed_meanwhile_is_refused(register, file):
    """A correction by somebody else after the page was loaded stands in the way of approval."""
    letter_id = file(made())
    seen = register.read(get_letter, letter_id).line.version
    register.write(set_field, field_of(register, letter_id, Field.SUBJECT).id, "khác", by="minh")

    with pytest.raises(ConflictError):
        register.write(approve, letter_id, by="lan", version=seen)


def test_every_step_back_and_forth_again(register, file):
    """All changes are undone one after another down to what the machine said, and an undo is undone."""
    letter_id = file(made())
    before = register.read(get_letter, letter_id)
    subject = before.header[Field.SUBJECT].id
    register.write(set_field, subject, "một", by="lan")
    register.write(set_field, subject, "hai", by="lan")
    register.write(approve, letter_id, by="lan")
    steps = 0
    while register.write(undo_last, letter_id, by="lan") is not None:
        steps += 1
    after = register.read(get_letter, letter_id)
    last = register.read(list_events, letter_id=letter_id)[0]
    register.write(undo_event, last.id, by="lan")

    assert steps == 3
    assert after.header[Field.SUBJECT].value == before.header[Field.SUBJECT].value
    assert (after.line.state, after.tasks[0].state) == (LetterState.WAITING, TaskState.WAITING)
    assert register.read(get_letter, letter_id).header[Field.SUBJECT].value == "một"


def test_what_was_changed_again_is_not_undone_underneath(register, file):
    """Undoing an older change of a field that was changed since is refused, and so is undoing twice."""
    letter_id = file(made())
    subject = field_of(register, letter_id, Field.SUBJECT).id
    register.write(set_field, subject, "một", by="lan")
    first = register.read(list_events, letter_id=letter_id)[0].id
    register.write(set_field, subject, "hai", by="minh")
    with pytest.raises(ConflictError):
        register.write(undo_event, first, by="lan")
    second = register.read(list_events, letter_id=letter_id)[0].id
    register.write(undo_event, second, by="minh")
    with pytest.raises(ConflictError):
        register.write(undo_event, second, by="minh")
    with pytest.raises(NotFoundError):
        register.write(undo_event, 10_000, by="minh")


def test_undo_last_takes_back_only_ones_own(register, file):
    """What another person did stays."""
    letter_id = file(made())
    register.write(set_field, field_of(register, letter_id, Field.SUBJECT).id, "của Minh", by="minh")

    assert register.write(undo_last, letter_id, by="lan") is None


def test_arrival_numbers_run_through_the_year_and_are_given_once(register, file):
    """1, 2, 3 … anew each year; a letter keeps its number; a paper register can be continued."""
    ids = [file(made(f"{i}/A-B")) for i in range(4)]
    day = dt.date(2024, 12, 31)
    numbers = [register.write(give_arrival_number, one, by="lan", on=day) for one in ids[:2]]
    again = register.write(give_arrival_number, ids[0], by="lan", on=day)
    register.write(start_arrival_numbers, 2025, 120, by="lan")
    next_year = register.write(give_arrival_number, ids[2], by="lan", on=dt.date(2025, 1, 2))

    assert (numbers, again, next_year) == ([1, 2], 1, 121)
    with pytest.raises(ConflictError):
        register.write(start_arrival_numbers, 2025, 5, by="lan")


def test_the_trash_gives_a_letter_back_whole(register, file):
    """A letter in the trash leaves the lists with its tasks, and comes back with them."""
    letter_id = file(made())
    register.write(approve, letter_id, by="lan")
    register.write(trash, letter_id, by="lan", why="nhầm")
    gone = register.read(list_tasks, TaskFilter(), TODAY).total
    in_trash = register.read(list_letters, LetterFilter(in_trash=True)).total
    register.write(restore, letter_id, by="lan")
    back = register.read(list_tasks, TaskFilter(), TODAY).total

    assert (gone, in_trash, back) == (0, 1, 1)


def test_a_reopened_letter_waits_again_and_tasks_go_on(register, file):
    """Reopening takes the approval back; work already given is not called off."""
    letter_id = file(made())
    register.write(approve, letter_id, by="lan")
    register.write(reopen, letter_id, by="lan", why="thiếu phụ lục")
    view = register.read(get_letter, letter_id)

    assert (view.line.state, view.tasks[0].state) == (LetterState.WAITING, TaskState.ASSIGNED)


def test_a_letter_can_be_limited_to_bodies(register, file):
    """Others do not find it, in lists or by its number; undo opens it again."""
    letter_id = file(made())
    body = register.read(get_letter, letter_id).tasks[0].assignees[0].body_id
    register.write(limit_access, letter_id, [body], by="lan")
    others = frozenset({body + 1})

    assert register.read(list_letters, LetterFilter(visible_to=others)).total == 0
    assert register.read(list_tasks, TaskFilter(visible_to=others), TODAY).total == 0
    assert register.read(list_letters, LetterFilter(visible_to=frozenset({body}))).total == 1
    with pytest.raises(NotFoundError):
        register.read(letter_seen, letter_id, others)
    register.write(undo_last, letter_id, by="lan")
    assert register.read(list_letters, LetterFilter(visible_to=others)).total == 1


def test_reviewers_see_each_other(register, file):
    """Whoever has the letter open is told of the others, until they leave or go silent."""
    letter_id = file(made())
    now = dt.datetime(2024, 3, 5, 8, tzinfo=dt.UTC)
    first = register.write(note_presence, letter_id, "lan", at=now)
    second = register.write(note_presence, letter_id, "minh", at=now)
    register.write(leave, letter_id, "minh")
    third = register.write(note_presence, letter_id, "lan", at=now)
    late = register.write(note_presence, letter_id, "minh", at=now + dt.timedelta(minutes=5))

    assert (first, second, third, late) == ((), ("lan",), (), ())


def test_the_clerks_notes_are_kept(register, file):
    """To whom a letter was handed, and a note, with the change in the history."""
    letter_id = file(made())
    register.write(set_letter, letter_id, by="lan", handed_to="Phòng Nội vụ", note="bản giấy")
    view = register.read(get_letter, letter_id)

    assert (view.handed_to, view.note) == ("Phòng Nội vụ", "bản giấy")


def test_programs_follow_along_by_a_cursor(register, file):
    """Events are numbered without gaps and can be asked for from any number on."""
    for i in range(3):
        file(made(f"{i}/A-B"))
    events = register.read(changes_since, 1)

    assert [one.id for one in events] == [2, 3]
    assert events[0].what == "vào sổ"
