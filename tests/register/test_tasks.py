"""Tasks: their words, who does them, until when, and what people say about them."""

import datetime as dt

import pytest
from entries import made

from models.errors import ConflictError, NotFoundError, UsageError
from models.finding import AssigneeKind, Bound, Deadline, DeadlineKind, Role
from models.register import TaskFilter
from models.states import DeadlineSource, Origin, TaskState, Timeliness
from pipeline.register_assignments import (
    add_assignee,
    extend,
    remove_assignee,
    remove_deadline,
    set_assignee,
    set_deadline,
    set_members,
)
from pipeline.register_letters import get_letter
from pipeline.register_review import approve
from pipeline.register_states import complete_member, set_states
from pipeline.register_task_edits import (
    accept_task,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    set_task,
    split_task,
)
from pipeline.register_tasks import due_days, get_task, list_tasks
from pipeline.register_undo import undo_last
from pipeline.register_verify import check_counts
from pipeline.timeliness import AsOf

DUE = dt.date(2024, 3, 25)
TODAY = AsOf(dt.date(2024, 3, 20))


@pytest.fixture
def task(register, file):
    """An assigned task, due on 25/3/2024."""
    letter_id = file(made())
    register.write(approve, letter_id, by="lan", on=dt.date(2024, 3, 6))
    return register.read(get_letter, letter_id).tasks[0]


def texts(register, letter_id):
    return [one.text for one in register.read(get_letter, letter_id).tasks]


def test_a_changed_task_keeps_what_the_machine_said(register, task):
    """The person's words count; the machine's stay beside them, however often the task is changed."""
    register.write(set_task, task.id, by="lan", version=task.version, text="Rà soát hộ nghèo")
    changed = register.write(set_task, task.id, by="lan", text="Rà soát hộ nghèo và cận nghèo")

    assert changed.text == "Rà soát hộ nghèo và cận nghèo"
    assert changed.machine == {"text": task.text}


def test_two_people_changing_one_task_collide(register, task):
    """An outdated version is refused for words, assignees and deadlines alike."""
    register.write(set_task, task.id, by="lan", version=task.version, product="danh sách")
    with pytest.raises(ConflictError):
        register.write(set_task, task.id, by="minh", version=task.version, product="báo cáo")
    with pytest.raises(ConflictError):
        register.write(add_assignee, task.id, "Phòng Y tế", by="minh", version=task.version)
    with pytest.raises(ConflictError):
        register.write(set_states, [task.id], TaskState.DONE, by="minh", versions={task.id: task.version})


def test_a_split_task_is_two_with_the_same_assignees_and_deadline(register, task):
    """Splitting cuts the words and copies the rest; undo makes it one again."""
    at = task.text.index("lập")
    first, second = register.write(split_task, task.id, at, by="lan")
    both = texts(register, task.letter_id)
    register.write(undo_last, task.letter_id, by="lan")

    assert both == ["Rà soát hộ nghèo", "lập danh sách gửi Phòng Nội vụ"]
    assert [one.name for one in second.assignees] == [one.name for one in first.assignees]
    assert (first.due_on, second.due_on) == (DUE, DUE)
    assert (second.state, second.origin) == (TaskState.ASSIGNED, Origin.PERSON)
    assert texts(register, task.letter_id) == [task.text]
    with pytest.raises(UsageError):
        register.write(split_task, task.id, 0, by="lan")


def test_merged_tasks_join_words_assignees_and_deadlines(register, task):
    """Merging keeps the first, with nothing lost of the others."""
    other = register.write(add_task, task.letter_id, "Báo cáo kết quả", by="lan")
    register.write(add_assignee, other.id, "Phòng Nội vụ", by="lan", role=Role.COOPERATE)
    merged = register.write(merge_tasks, [other.id, task.id], by="lan")

    assert merged.id == task.id
    assert merged.text.endswith("Phòng Nội vụ; Báo cáo kết quả")
    assert {(one.name, one.role) for one in merged.assignees} == {
        ("UBND các xã, phường", Role.LEAD),
        ("Phòng Nội vụ", Role.COOPERATE),
    }
    assert len(texts(register, task.letter_id)) == 1
    with pytest.raises(UsageError):
        register.write(merge_tasks, [task.id], by="lan")


def test_tasks_can_be_added_moved_and_removed(register, task):
    """The order is the person's; a removed task can be brought back."""
    second = register.write(add_task, task.letter_id, "hai", by="lan")
    register.write(add_task, task.letter_id, "một rưỡi", by="lan", after=task.id)
    register.write(move_task, second.id, 0, by="lan")
    moved = texts(register, task.letter_id)
    register.write(remove_task, second.id, by="lan")
    removed = texts(register, task.letter_id)
    register.write(undo_last, task.letter_id, by="lan")

    assert moved == ["hai", task.text, "một rưỡi"]
    assert removed == [task.text, "một rưỡi"]
    assert texts(register, task.letter_id) == moved
    with pytest.raises(UsageError):
        register.write(add_task, task.letter_id, "  ", by="lan")


def test_assignees_can_be_added_changed_and_taken_off(register, task):
    """A body of the list or a new name, with its role; the lists by body follow."""
    added = register.write(add_assignee, task.id, "Phòng Y tế", by="lan", role=Role.COOPERATE)
    health = added.assignees[-1]
    register.write(set_assignee, health.id, by="lan", name="Trung tâm Y tế", role=Role.MONITOR)
    changed = register.read(get_task, task.id).assignees[-1]
    register.write(remove_assignee, changed.id, by="lan")

    assert (changed.name, changed.role, changed.kind) == ("Trung tâm Y tế", Role.MONITOR, AssigneeKind.BODY)
    assert [one.name for one in register.read(get_task, task.id).assignees] == ["UBND các xã, phường"]
    assert register.read(list_tasks, TaskFilter(assignee="trung tam"), TODAY).total == 0
    assert register.read(list_tasks, TaskFilter(assignee="cac xa"), TODAY).total == 1


def test_a_deadline_of_a_person_counts(register, task):
    """Changing, adding and removing deadlines moves the task's day."""
    earlier = Deadline(DeadlineKind.DATE, due=dt.date(2024, 3, 15), time="16:00", bound=Bound.BEFORE)
    added = register.write(set_deadline, task.id, earlier, by="lan", source=DeadlineSource.COMPUTED)
    register.write(remove_deadline, task.id, added.deadlines[-1].id, by="lan")
    later = Deadline(DeadlineKind.DATE, due=dt.date(2024, 4, 1), bound=Bound.BEFORE)
    moved = register.write(set_deadline, task.id, later, by="lan", deadline_id=task.deadlines[0].id)

    assert (added.due_on, added.due_time) == (dt.date(2024, 3, 15), "16:00")
    assert (moved.due_on, moved.due_before) == (dt.date(2024, 4, 1), True)
    with pytest.raises(NotFoundError):
        register.write(remove_deadline, task.id, 9999, by="lan")


def test_an_extension_keeps_the_first_day_and_its_reason(register, task, file):
    """The extension's day counts, the first one is kept; undo takes the extension back."""
    granting = file(made("44/UBND-NV", tasks=()))
    with pytest.raises(UsageError):
        register.write(extend, task.id, dt.date(2024, 4, 10), " ", by="lan")
    extended = register.write(
        extend, task.id, dt.date(2024, 4, 10), "theo Công văn 44", by="lan", letter_id=granting
    )
    register.write(undo_last, task.letter_id, by="lan")

    assert (extended.due_on, extended.first_due_on) == (dt.date(2024, 4, 10), DUE)
    assert extended.deadlines[-1].reason == "theo Công văn 44"
    assert register.read(get_task, task.id).due_on == DUE


def test_states_are_what_people_say(register, task):
    """Several tasks at once, with a day; a return needs its reason."""
    other = register.write(add_task, task.letter_id, "hai", by="lan")
    ids = [task.id, other.id]
    changed = register.write(
        set_states, ids, TaskState.DONE, by="lan", on=dt.date(2024, 3, 25), result="Báo cáo 12/BC-UBND"
    )
    done = register.read(get_task, task.id)
    register.write(set_states, [task.id], TaskState.IN_PROGRESS, by="lan")
    with pytest.raises(UsageError):
        register.write(set_states, [task.id], TaskState.RETURNED, by="lan")

    assert changed == 2
    assert (done.done_on, done.result) == (dt.date(2024, 3, 25), "Báo cáo 12/BC-UBND")
    assert register.read(get_task, task.id).done_on is None
    assert register.read(list_tasks, TaskFilter(states=(TaskState.DONE,)), TODAY).total == 1


def test_a_group_is_done_when_all_its_members_are(register, task):
    """Members' completions are counted; the last one's day is the task's."""
    bodies = [
        register.write(add_assignee, task.id, f"UBND xã {name}", by="lan").assignees[-1].body_id
        for name in ("Một", "Hai")
    ]
    members = register.write(set_members, task.id, bodies, by="lan").members
    register.write(complete_member, task.id, members[0].id, by="lan", on=dt.date(2024, 3, 10))
    half = register.read(list_tasks, TaskFilter(letter_id=task.letter_id), TODAY).rows[0]
    done = register.write(complete_member, task.id, members[1].id, by="lan", on=dt.date(2024, 3, 12))
    again = register.write(complete_member, task.id, members[1].id, by="lan", on=None)

    assert (half.members, half.members_done) == (2, 1)
    assert (done.state, done.done_on) == (TaskState.DONE, dt.date(2024, 3, 12))
    assert again.state is TaskState.IN_PROGRESS


def test_lists_filter_by_body_state_and_day(register, task, file):
    """Filters meet in one list; sorting is by day with undated tasks last; days of a calendar are counted."""
    file(made("13/A-B", tasks=(("Việc không hạn", ("Phòng Nội vụ",), None),)))
    listed = register.read(list_tasks, TaskFilter(), TODAY).rows
    body = task.assignees[0].body_id

    assert [one.due_on for one in listed] == [DUE, None]
    assert register.read(list_tasks, TaskFilter(body_id=body, open_only=True), TODAY).total == 1
    assert register.read(list_tasks, TaskFilter(body_id=body, role=Role.COOPERATE), TODAY).total == 0
    assert register.read(list_tasks, TaskFilter(due_to=dt.date(2024, 3, 24)), TODAY).total == 0
    assert register.read(list_tasks, TaskFilter(words="KHÔNG HẠN"), TODAY).total == 1
    assert register.read(due_days, dt.date(2024, 3, 1), dt.date(2024, 3, 31)) == {DUE: 1}


def test_a_role_alone_filters_and_a_calendar_keeps_to_its_body(register, task):
    """Whoever asks for a role only, or for one body's days, is not shown everything."""
    march = dt.date(2024, 3, 1), dt.date(2024, 3, 31)
    body = task.assignees[0].body_id

    assert register.read(list_tasks, TaskFilter(role=Role.LEAD), TODAY).total == 1
    assert register.read(list_tasks, TaskFilter(role=Role.MONITOR), TODAY).total == 0
    assert register.read(due_days, *march, TaskFilter(body_id=body)) == {DUE: 1}
    assert register.read(due_days, *march, TaskFilter(body_id=body, role=Role.MONITOR)) == {}
    assert register.read(due_days, *march, TaskFilter(assignee="không có ai")) == {}


def test_a_recurring_task_shows_its_next_day(register, file):
    """“Ngày 20 hằng tháng” is next due on the 20th that comes."""
    limit = Deadline(DeadlineKind.RECURRING, every="month", day=20)
    letter, entry = made(tasks=(("Báo cáo hằng tháng", ("Phòng Nội vụ",), limit),))
    from dataclasses import replace

    recurring = replace(entry.tasks[0].deadlines[0], rrule="FREQ=MONTHLY;BYMONTHDAY=20")
    file((letter, replace(entry, tasks=(replace(entry.tasks[0], deadlines=(recurring,)),))))
    (line,) = register.read(list_tasks, TaskFilter(), AsOf(dt.date(2024, 3, 21))).rows

    assert line.next_on == dt.date(2024, 4, 20)
    assert line.timeliness is Timeliness.NO_DEADLINE


def test_a_task_stands_in_one_way_on_each_day(register, task):
    """Of the lists by timeliness exactly one has it, and nothing derived is out of step."""
    for day in (DUE - dt.timedelta(10), DUE - dt.timedelta(1), DUE, DUE + dt.timedelta(1)):
        lists = [TaskFilter(timeliness=(one,)) for one in Timeliness]
        assert sum(register.read(list_tasks, one, AsOf(day)).total for one in lists) == 1
    with register.transaction(write=False) as session:
        assert list(check_counts(session)) == []


def test_many_bodies_meet_in_one_list(register, file, monkeypatch):
    """By a part of their names: each task once, by its day, whether there are few assignments or very many."""
    both = ("Phòng Nội vụ", "Phòng Y tế")
    file(made(tasks=(("Rà soát", both, dt.date(2024, 5, 1)), ("Báo cáo", both[:1], dt.date(2024, 4, 1)))))
    asked = AsOf(DUE)
    for many in (20_000, 2):
        monkeypatch.setattr("pipeline.register_tasks._MANY", many)
        found = register.read(list_tasks, TaskFilter(assignee="phong"), asked)
        assert [one.text for one in found.rows] == ["Báo cáo", "Rà soát"]
        assert found.total == 2
        waiting = TaskFilter(assignee="phong", states=(TaskState.WAITING,))
        assert register.read(list_tasks, waiting, asked).total == 2
        assert register.read(list_tasks, TaskFilter(assignee="phong", open_only=True), asked).total == 0


def test_an_accepted_task_is_settled(register, task):
    """Agreeing leaves the task as it is and counts as looked at."""
    accepted = register.write(accept_task, task.id, by="lan")

    assert accepted.settled
    assert accepted.text == task.text
