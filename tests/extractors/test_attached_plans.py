"""Plans that a decision issues: their items are tasks; rules, lists and outlines that come with it are none."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.attached_plans import attached_plans
from extractors.tasks import tasks
from models.finding import Assignee, Instruction

DECISION = """
[title]
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch kiểm tra năm 2024
[body]
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm tra công tác văn thư năm 2024.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
[annex]
KẾ HOẠCH
Kiểm tra công tác văn thư năm 2024
(Kèm theo Quyết định số 46/QĐ-UBND ngày 16/4/2024 của UBND huyện)
Ủy ban nhân dân huyện ban hành Kế hoạch kiểm tra như sau:
I. MỤC ĐÍCH
- Đánh giá công tác văn thư.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ
- Tham mưu thành lập Đoàn kiểm tra trước ngày 30/4/2024.
2. Văn phòng bố trí phương tiện.
"""


def told(text):
    """Return the work of each task, and everybody who is told."""
    letter = letter_of(text)
    found = sorted(tasks(letter), key=lambda one: one.start)
    jobs = [letter.text[one.start : one.end] for one in found if isinstance(one.value, Instruction)]
    return jobs, [one.value.name for one in found if isinstance(one.value, Assignee)]


def test_the_items_of_an_issued_plan_are_tasks():
    """The decision itself tells nobody to do anything; its plan does."""
    jobs, names = told(DECISION)

    assert jobs == [
        "Tham mưu thành lập Đoàn kiểm tra trước ngày 30/4/2024",
        "Văn phòng bố trí phương tiện",
    ]
    assert names[-2:] == ["Phòng Nội vụ", "Văn phòng"]


@pytest.mark.parametrize("kind", ["QUY CHẾ", "DANH SÁCH", "ĐỀ CƯƠNG BÁO CÁO", "PHỤ LỤC I"])
def test_what_else_is_attached_tells_nobody(kind):
    """Rules, lists and outlines have items as well."""
    assert told(DECISION.replace("\nKẾ HOẠCH\n", f"\n{kind}\n"))[0] == []


def test_a_plan_ends_where_the_next_attachment_begins():
    """The outline of a report behind it is no part of the plan."""
    letter = letter_of(f"{DECISION}\nPHỤ LỤC I\n1. Rà soát hồ sơ.\n")
    ((start, end),) = attached_plans(letter)

    assert letter.text[start:].startswith("KẾ HOẠCH")
    assert letter.text[:end].endswith("Văn phòng bố trí phương tiện.")


def test_a_second_letter_is_not_the_firsts_plan():
    """Nothing says that it came with the decision: it is a letter of its own."""
    assert (
        told(DECISION.replace("(Kèm theo Quyết định số 46/QĐ-UBND ngày 16/4/2024 của UBND huyện)", ""))[0]
        == []
    )
