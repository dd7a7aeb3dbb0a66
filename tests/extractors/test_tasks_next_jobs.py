"""Work behind a semicolon with a limit of its own, and bodies that lead only in following others."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Assignee, Instruction, Role

OPENING = "Chủ tịch UBND huyện yêu cầu:\n"


def found_in(text):
    letter = letter_of(OPENING + text)
    return letter, sorted(tasks(letter), key=lambda one: one.start)


def orders(text):
    letter, found = found_in(text)
    return [letter.text[one.start : one.end] for one in found if isinstance(one.value, Instruction)]


def told(text):
    return [(one.value.name, one.value.role) for one in found_in(text)[1] if isinstance(one.value, Assignee)]


def test_a_job_behind_a_semicolon_with_its_own_day_is_a_task():
    """Each part has a limit, so that each can be late on its own."""
    text = "1. Phòng Nội vụ thẩm định hồ sơ trước ngày 20/4/2025; tổng hợp, trình UBND huyện trước ngày 30/4/2025."

    assert orders(text) == [
        "Phòng Nội vụ thẩm định hồ sơ trước ngày 20/4/2025",
        "tổng hợp, trình UBND huyện trước ngày 30/4/2025",
    ]


def test_the_next_job_is_for_those_of_the_first():
    """Its scope ends with the order before, where Phòng Nội vụ stands."""
    text = "1. Phòng Nội vụ thẩm định hồ sơ trước ngày 20/4/2025; trình UBND huyện trước ngày 30/4/2025."
    letter, found = found_in(text)
    *_, last = (one for one in found if isinstance(one.value, Instruction))
    start, end = last.value.scope[-1]

    assert letter.text[start:end] == "Phòng Nội vụ thẩm định hồ sơ trước ngày 20/4/2025"


@pytest.mark.parametrize(
    "item",
    [
        "1. Rà soát hồ sơ; lập danh sách gửi UBND huyện trước ngày 30/4/2025.",
        "1. Rà soát hồ sơ trước ngày 20/4/2025; lập danh sách theo mẫu.",
        "1. Rà soát hồ sơ lập trước ngày 20/4/2025; danh sách các hộ nhận tiền trước ngày 30/4/2025.",
    ],
)
def test_parts_that_share_a_limit_are_one_task(item):
    """Where only one part is dated, or no work follows, the item stays whole."""
    assert len(orders(item)) == 1


@pytest.mark.parametrize(
    "order",
    [
        "Giao Phòng Y tế theo dõi, đôn đốc các đơn vị thực hiện Công văn này.",
        "Phòng Y tế trực tiếp theo dõi, chỉ đạo xử lý các nội dung nêu trên.",
    ],
)
def test_whoever_only_follows_others_watches(order):
    """To follow and to urge is to watch, not to do."""
    assert told(f"1. {order}")[0] == ("Phòng Y tế", Role.MONITOR)


@pytest.mark.parametrize(
    "order",
    [
        "Giao Phòng Y tế chủ trì, theo dõi, đôn đốc các đơn vị thực hiện Công văn này.",
        "Giao Phòng Y tế chủ trì, phối hợp với Thanh tra huyện đôn đốc, kiểm tra việc thực hiện Công văn này.",
    ],
)
def test_whoever_is_told_to_lead_the_watching_leads(order):
    """The letter says "chủ trì": the register says no less."""
    assert told(f"1. {order}")[0] == ("Phòng Y tế", Role.LEAD)


def test_work_beside_the_watching_is_led():
    """Guiding others is work of its own."""
    order = "1. Giao Phòng Y tế chủ trì hướng dẫn các xã khử khuẩn; theo dõi, đôn đốc việc thực hiện Công văn này."

    assert told(order) == [("Phòng Y tế", Role.LEAD)]
