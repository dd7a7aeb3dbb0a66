"""Wordings of orders that few letters use: bans, things that are due, answers for others, short verbs."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Assignee, Instruction, Role, TaskKind

OPENING = "Chủ tịch UBND huyện yêu cầu:\n"


def found_in(text):
    letter = letter_of(OPENING + text)
    return letter, sorted(tasks(letter), key=lambda one: one.start)


def orders(text):
    letter, found = found_in(text)
    return [
        letter.text[one.start : one.end]
        for one in found
        if isinstance(one.value, Instruction) and one.value.kind is TaskKind.DIRECTIVE
    ]


def told(text):
    return [(one.value.name, one.value.role) for one in found_in(text)[1] if isinstance(one.value, Assignee)]


def test_what_a_body_must_not_do_is_its_own_order():
    """A ban behind a semicolon is told to somebody else."""
    text = "1. Phòng Y tế kiểm tra bếp ăn; Phòng Kinh tế không cấp phép cho cơ sở vi phạm."

    assert orders(text)[-1] == "Phòng Kinh tế không cấp phép cho cơ sở vi phạm"


def test_what_was_not_received_is_no_ban():
    """A body that got no answer is told nothing."""
    assert orders("1. Phòng Kinh tế không nhận được văn bản trả lời của Công ty.") == []


def test_work_behind_blame_in_one_paragraph_is_a_task():
    """Who answers for what is no task; the report behind it is one."""
    text = (
        "UBND các xã chịu trách nhiệm trước UBND huyện nếu để phát sinh vi phạm. "
        "Định kỳ trước ngày 05 hằng tháng, UBND các xã báo cáo kết quả về Phòng Kinh tế."
    )

    assert orders(text) == ["Định kỳ trước ngày 05 hằng tháng, UBND các xã báo cáo kết quả về Phòng Kinh tế"]


@pytest.mark.parametrize(
    "item",
    [
        "Việc chi trả trợ cấp phải xong trước ngày 25/3/2025",
        "Kinh phí còn dư nộp trả ngân sách trước ngày 31/12/2025",
        "Chấm công bằng vân tay",
        "Tắt thiết bị khi ra về",
    ],
)
def test_a_thing_that_is_due_and_a_short_verb_are_orders_in_a_list(item):
    """Below an order, an item needs no verb that opens orders elsewhere."""
    assert orders(f"- {item}.") == [item]


def test_a_time_with_its_label_is_no_order():
    """The limit of a section is no task."""
    assert orders("- Thời gian nộp hồ sơ: trước ngày 25/3/2025.") == []


def test_whom_the_work_is_for_is_not_told():
    """Poor households get help and give none."""
    assert told("- Đối với các hộ nghèo: vận động tiêm phòng, hỗ trợ thuốc.") == []


def test_other_work_beside_the_following_makes_a_lead():
    """To hold the review is more than to follow others."""
    text = "1. Phòng Văn hóa theo dõi, đôn đốc việc thực hiện Kế hoạch này; tổ chức sơ kết, tổng kết."

    assert told(text) == [("Phòng Văn hóa", Role.LEAD)]
