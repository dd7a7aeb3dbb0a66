"""What the letters of the register want of the office."""

from entries import made

from models.states import Part
from pipeline.register_involvement import involvements
from pipeline.register_letters import get_letter

OFFICE = "Phòng Nội vụ thị xã Đức Phổ"
TOWN = {"issuer": "UBND THỊ XÃ ĐỨC PHỔ", "parent": "UBND TỈNH QUẢNG NGÃI"}


def test_each_letter_and_task_says_whether_the_office_must_act(register, file):
    """To lead one task and to help with another, to help only, or only to know."""
    ours = file(
        made(
            **TOWN,
            tasks=(
                ("Rà soát hộ nghèo", ("Phòng Nội vụ",), None),
                ("Tuyên truyền", ("Phòng Y tế", "phối hợp: Phòng Nội vụ"), None),
                ("Bố trí kinh phí", ("Phòng Tài chính",), None),
            ),
        )
    )
    theirs = file(made("13/UBND-NV", tasks=(("Rà soát ao hồ", ("UBND các xã",), None),), salt="2", **TOWN))

    found = register.read(involvements, [ours, theirs], OFFICE, province="Quảng Ngãi")

    assert (found[ours].part, found[ours].parts) == (Part.LEAD, (Part.LEAD, Part.COOPERATE, None))
    assert (found[theirs].part, found[theirs].parts) == (Part.INFORMATION, (None,))
    assert "Phòng Nội vụ" in found[ours].reason


def test_parts_stand_in_the_order_of_the_letters_tasks(register, file):
    """Each part belongs to the task at the same place of the letter's page."""
    letter = file(
        made(
            tasks=tuple((f"Việc {n}", ("Phòng Nội vụ" if n % 2 else "Phòng Y tế",), None) for n in range(5)),
            **TOWN,
        )
    )

    tasks = register.read(get_letter, letter).tasks
    parts = register.read(involvements, [letter], OFFICE)[letter].parts

    assert [bool(part) for part in parts] == [task.assignees[0].name == "Phòng Nội vụ" for task in tasks]


def test_without_the_offices_name_nothing_is_said(register, file):
    """No office in the settings: no answer, and none is asked of the database."""
    assert register.read(involvements, [file(made())], " ") == {}
