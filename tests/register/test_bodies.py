"""Bodies are found as one types, kept with their former names, and merged where two are one."""

import datetime as dt

import pytest
from entries import made

from models.errors import NotFoundError, UsageError
from models.register import TaskFilter
from pipeline.register_bodies import (
    get_body,
    import_bodies,
    list_bodies,
    merge_bodies,
    save_body,
    search_bodies,
)
from pipeline.register_history import list_events
from pipeline.register_office import (
    STATE_NAMES,
    get_setting,
    labels,
    list_views,
    remove_view,
    save_setting,
    save_view,
)
from pipeline.register_tasks import list_tasks
from pipeline.register_undo import undo_event
from pipeline.timeliness import AsOf

TODAY = AsOf(dt.date(2024, 3, 20))
LIST = [
    {"name": "Phòng Nội vụ", "symbol": "PNV", "other_names": "Phòng Tổ chức|P. Nội vụ"},
    {"name": "Phòng Nông nghiệp và Môi trường"},
    {"name": "Sở Nội vụ"},
    {"name": "Trạm Y tế phường Một", "parent": "Phòng Nội vụ"},
    {"name": ""},
]


@pytest.fixture
def bodies(register):
    """A register with an office's list."""
    assert register.write(import_bodies, LIST, by="lan") == 4
    return register


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("phong noi", "Phòng Nội vụ"),
        ("NỘI VỤ sở", "Sở Nội vụ"),
        ("pnv", "Phòng Nội vụ"),
        ("to chuc", "Phòng Nội vụ"),
        ("y te mot", "Trạm Y tế phường Một"),
        ("phòng nông", "Phòng Nông nghiệp và Môi trường"),
    ],
)
def test_typing_finds_without_marks_in_any_order(bodies, typed, first):
    """Beginnings of words, initials and former names all find."""
    assert bodies.read(search_bodies, typed)[0].name == first


@pytest.mark.parametrize("typed", ["zzz", "%", "_", "'; DROP TABLE bodies", "\\", "z\x00z"])
def test_typing_nonsense_finds_nothing(bodies, typed):
    """Wildcards and quotes are letters like others."""
    assert bodies.read(search_bodies, typed) == ()


def test_importing_the_list_again_adds_nothing(bodies):
    """A list is known by its names."""
    assert bodies.write(import_bodies, LIST, by="lan") == 0
    assert bodies.read(list_bodies).total == 4


def test_a_name_in_a_letter_becomes_a_body_not_yet_confirmed(register, file):
    """New names are kept for later letters; known ones are used and counted."""
    file(made())
    file(made("2/A-B"))
    (body,) = register.read(search_bodies, "cac xa")

    assert (body.known, body.uses) == (False, 2)


def test_a_renamed_body_is_found_by_its_former_name(bodies):
    """The former name stays; a name that is taken is refused."""
    body = bodies.read(search_bodies, "pnv")[0]
    bodies.write(save_body, body.id, by="lan", name="Phòng Nội vụ - Lao động", valid_from=dt.date(2025, 7, 1))

    assert bodies.read(get_body, body.id).other_names[-1] == "Phòng Nội vụ"
    assert bodies.read(search_bodies, "noi vu lao")[0].id == body.id
    with pytest.raises(UsageError):
        bodies.write(save_body, None, by="lan", name="SỞ NỘI VỤ")
    with pytest.raises(UsageError):
        bodies.write(save_body, None, by="lan", name=" ")
    with pytest.raises(NotFoundError):
        bodies.read(get_body, 999)


def test_a_successor_is_named(bodies):
    """A dissolved body says who took over."""
    old, new = bodies.read(search_bodies, "pnv")[0], bodies.read(search_bodies, "so noi vu")[0]
    changed = bodies.write(save_body, old.id, by="lan", successor_id=new.id, valid_to=dt.date(2025, 6, 30))

    assert changed.successor == "Sở Nội vụ"


def test_merged_bodies_share_their_tasks_and_can_be_parted(register, file):
    """Two spellings become one; undo parts them."""
    file(made("1/A-B", tasks=(("Một", ("UBND các xã",), None),)))
    file(made("2/A-B", tasks=(("Hai", ("Uỷ ban nhân dân các xã",), None),)))
    short, long = register.read(search_bodies, "ubnd")[0], register.read(search_bodies, "uy ban")[0]
    merged = register.write(merge_bodies, short.id, long.id, by="lan")
    together = register.read(list_tasks, TaskFilter(body_id=long.id), TODAY).total
    event = register.read(list_events, who="lan")[0]
    register.write(undo_event, event.id, by="lan")

    assert (merged.uses, together) == (2, 2)
    assert register.read(list_tasks, TaskFilter(body_id=long.id), TODAY).total == 1
    with pytest.raises(UsageError):
        register.write(merge_bodies, long.id, long.id, by="lan")


def test_states_can_have_the_offices_own_names(register):
    """A setting gives a state another word; the rest keep theirs."""
    register.write(save_setting, STATE_NAMES, {"in-progress": "đang xử lý", "x": "y"}, by="lan")

    words = register.read(labels)
    assert (words["in-progress"], words["done"]) == ("đang xử lý", "hoàn thành")
    assert "x" not in words
    assert register.read(get_setting, STATE_NAMES)[1] == 1
    assert register.read(get_setting, "không có") == ({}, 0)


def test_saved_views_belong_to_an_account(register):
    """One's own views and the shared ones are listed; only one's own can be removed."""
    from models.states import AccountRole
    from models.tables import AccountRow

    with register.transaction() as session:
        for name in ("lan", "minh"):
            now = dt.datetime.now(dt.UTC)
            session.add(AccountRow(name=name, password_hash="x", role=AccountRole.CLERK, made_at=now))
    own = register.write(save_view, 1, "tasks", "Quá hạn", "?overdue=1")
    register.write(save_view, 2, "tasks", "Chung", "?a", shared=True)
    register.write(save_view, 1, "tasks", "Quá hạn", "?overdue=2")

    assert [(one.name, one.query, one.own) for one in register.read(list_views, 1, "tasks")] == [
        ("Chung", "?a", False),
        ("Quá hạn", "?overdue=2", True),
    ]
    with pytest.raises(NotFoundError):
        register.write(remove_view, own, 2)
    register.write(remove_view, own, 1)
    assert len(register.read(list_views, 1)) == 1
