"""How orders are worded elsewhere: whom a part concerns, forms' parts, speakers, groups at work."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Field

OPENING = "UBND tỉnh yêu cầu các sở thực hiện:\n"


def instructions(text):
    letter = letter_of(text)
    return [(letter.text[f.start : f.end], f.value) for f in tasks(letter) if f.field is Field.TASK]


def named(text):
    return [f.value.name for f in tasks(letter_of(text)) if f.field is Field.ASSIGNEE]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("2. Đối với UBND các huyện: Rà soát diện tích thiếu nước.", ["UBND các huyện"]),
        ("Riêng các trường có học sinh đi đò: lập danh sách học sinh.", ["các trường có học sinh đi đò"]),
    ],
)
def test_those_whom_a_part_concerns_are_told_in_it(sentence, told):
    """A body named before a colon is told what stands behind it."""
    letter = letter_of(OPENING + sentence)

    assert [f.value.name for f in tasks(letter) if f.field is Field.ASSIGNEE][-1:] == told


def test_a_speaker_may_have_an_abbreviation_in_brackets():
    """The speaker of "Sở Y tế (sau đây gọi là Sở) đề nghị Phòng Y tế" is not told; Phòng Y tế is."""
    letter = letter_of("Sở Y tế (sau đây gọi là Sở) đề nghị Phòng Y tế kiểm kê thuốc.")

    assert [f.value.name for f in tasks(letter) if f.field is Field.ASSIGNEE] == ["Phòng Y tế"]


def test_the_parts_of_what_is_to_be_made_are_no_tasks():
    """Below "hoàn thành biểu mẫu gồm:" stands what the form holds; below "Ưu điểm:" what was found."""
    text = """
        UBND huyện yêu cầu các xã:
        1. Hoàn thành bộ biểu mẫu kèm theo, gồm:
        - Phần I: Thống kê số lượng hộ chăn nuôi trên địa bàn.
        - Phần II: Đăng ký nhu cầu vắc xin của từng thôn.
        2. Gửi báo cáo về UBND huyện.
        3. Ưu điểm: Các xã đã cơ bản chấp hành chế độ báo cáo.
    """

    assert [words[:9] for words, _ in instructions(text)] == ["Hoàn thàn", "Gửi báo c"]


def test_how_a_group_works_is_no_task():
    """That it works "theo chế độ kiêm nhiệm" orders nothing."""
    text = "Quyết định:\nĐiều 2. Tổ công tác làm việc theo chế độ kiêm nhiệm."

    assert instructions(text) == []
