"""How a task stands to its deadline: in Python and in SQL the same, for every day and habit."""

import datetime as dt

import pytest
from entries import made
from hypothesis import given
from hypothesis import strategies as st

from models.finding import Bound, Deadline, DeadlineKind
from models.register import TaskFilter
from models.states import TaskState, Timeliness
from pipeline.register_letters import get_letter
from pipeline.register_review import approve
from pipeline.register_states import set_states
from pipeline.register_tasks import list_tasks
from pipeline.timeliness import AsOf, days_over, timeliness

DUE = dt.date(2024, 3, 25)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 3, 21), Timeliness.NOT_DUE),
        (dt.date(2024, 3, 22), Timeliness.DUE_SOON),
        (dt.date(2024, 3, 25), Timeliness.DUE_SOON),
        (dt.date(2024, 3, 26), Timeliness.OVERDUE),
    ],
)
def test_the_last_day_still_counts(day, expected):
    """By "chậm nhất ngày 25" on the 25th it is in time, from three days before it is soon."""
    assert timeliness(AsOf(day), TaskState.ASSIGNED, DUE) is expected


def test_before_a_day_means_the_day_itself_is_too_late():
    """By "trước ngày 25" it is overdue on the 25th, unless the office reads it more mildly."""
    on_the_day = AsOf(DUE)

    assert timeliness(on_the_day, TaskState.ASSIGNED, DUE, before=True) is Timeliness.OVERDUE
    assert timeliness(AsOf(DUE, strict=False), TaskState.ASSIGNED, DUE, before=True) is Timeliness.DUE_SOON
    assert days_over(on_the_day, DUE, before=True) == 1


def test_hours_count_only_when_the_hour_is_asked_about():
    """By "16:00 ngày 25" at 15:00 in time, at 17:00 overdue; working hours end a day without an hour."""
    due = {"due_time": "16:00"}

    assert timeliness(AsOf(DUE, dt.time(15)), TaskState.ASSIGNED, DUE, **due) is Timeliness.DUE_SOON
    assert timeliness(AsOf(DUE, dt.time(17)), TaskState.ASSIGNED, DUE, **due) is Timeliness.OVERDUE
    assert timeliness(AsOf(DUE), TaskState.ASSIGNED, DUE, **due) is Timeliness.DUE_SOON
    evening = AsOf(DUE, dt.time(18), day_ends=dt.time(17))
    assert timeliness(evening, TaskState.ASSIGNED, DUE) is Timeliness.OVERDUE


@pytest.mark.parametrize(
    ("done_on", "expected"),
    [
        (DUE - dt.timedelta(1), Timeliness.DONE_EARLY),
        (DUE, Timeliness.DONE_ON_TIME),
        (DUE + dt.timedelta(1), Timeliness.DONE_LATE),
    ],
)
def test_done_is_before_on_or_after_the_day(done_on, expected):
    """Completion is compared with the last permitted day."""
    assert timeliness(AsOf(dt.date(2024, 5, 1)), TaskState.DONE, DUE, done_on=done_on) is expected


def test_a_task_done_later_was_still_open_on_the_day():
    """As of a day before its completion a task counts as open."""
    asked = AsOf(dt.date(2024, 3, 26))

    assert timeliness(asked, TaskState.DONE, DUE, done_on=dt.date(2024, 4, 1)) is Timeliness.OVERDUE


@given(
    st.sampled_from(TaskState),
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    st.booleans(),
)
def test_every_task_stands_somewhere(state, day, due, before):
    """Each combination gives one answer, and overdue means a positive number of days."""
    found = timeliness(AsOf(day), state, due, before=before)

    assert found in Timeliness
    if found is Timeliness.OVERDUE:
        assert days_over(AsOf(day), due, before=before) > 0


def test_lists_in_the_database_agree_with_the_computation(register, file):
    """For many days, habits and hours the database's filter finds a task under what Python says of it."""
    limits = [
        Deadline(DeadlineKind.DATE, due=DUE, bound=Bound.BEFORE),
        Deadline(DeadlineKind.DATE, due=DUE, bound=Bound.BY),
        Deadline(DeadlineKind.DATE, due=DUE, bound=Bound.BY, time="16:00"),
        None,
    ]
    tasks = tuple((f"Việc {i}", ("Phòng Nội vụ",), one) for i, one in enumerate(limits * 2))
    letter_id = file(made(tasks=tasks))
    register.write(approve, letter_id, by="lan", on=dt.date(2024, 3, 1))
    ids = [one.id for one in register.read(get_letter, letter_id).tasks]
    register.write(set_states, ids[4:], TaskState.DONE, by="lan", on=dt.date(2024, 3, 24))
    asks = [AsOf(DUE + dt.timedelta(days=i), strict=strict) for i in range(-5, 3) for strict in (True, False)]
    asks += [AsOf(DUE, dt.time(hour), day_ends=dt.time(17)) for hour in (9, 16, 18)]
    for asked in asks:
        for one in Timeliness:
            for line in register.read(list_tasks, TaskFilter(timeliness=(one,)), asked).rows:
                assert line.timeliness is one
        listed = [
            line.id
            for one in Timeliness
            for line in register.read(list_tasks, TaskFilter(timeliness=(one,)), asked).rows
        ]
        assert sorted(listed) == sorted(ids)
