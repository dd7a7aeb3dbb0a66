"""Lines that hand what stands below them to somebody: titles without a colon, behind a topic, after a list."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Assignee, Instruction

OPENING = "Chủ tịch UBND tỉnh yêu cầu:\n"


def handed(text):
    """Return each task's words with those who are named in the nearest line above that names anybody."""
    letter = letter_of(text)
    found = list(tasks(letter))
    named = [one for one in found if isinstance(one.value, Assignee)]

    def who(task):
        for start, end in ((task.start, task.end), *reversed(task.value.scope)):
            names = [one.value.name for one in named if start <= one.start and one.end <= end]
            if names:
                return names
        return []

    orders = sorted((one for one in found if isinstance(one.value, Instruction)), key=lambda one: one.start)
    return [(letter.text[one.start : one.end], who(one)) for one in orders]


def test_a_line_without_a_colon_heads_the_bullets_right_below():
    """A name alone on its line is the title of the list behind it."""
    text = OPENING + "Đối với Công ty Thủy lợi Sông Cái\n- Nạo vét kênh dẫn.\n- Vận hành cống lấy nước."

    assert handed(text) == [
        ("Nạo vét kênh dẫn", ["Công ty Thủy lợi Sông Cái"]),
        ("Vận hành cống lấy nước", ["Công ty Thủy lợi Sông Cái"]),
    ]


def test_a_line_that_only_names_bodies_heads_the_paragraphs_behind_it():
    """Paragraphs without a number belong to the name above them, until another name stands there."""
    text = (
        OPENING + "1. Sở Công Thương kiểm tra giá vật tư.\n"
        "Hạt Quản lý đê Tân Lập\nTrực ban 24/24 giờ.\nKiểm tra các vị trí xung yếu.\n"
        "Trạm Bơm Bàu Sen\nVận hành máy bơm dự phòng."
    )

    assert handed(text)[1:] == [
        ("Trực ban 24/24 giờ", ["Hạt Quản lý đê Tân Lập"]),
        ("Kiểm tra các vị trí xung yếu", ["Hạt Quản lý đê Tân Lập"]),
        ("Vận hành máy bơm dự phòng", ["Trạm Bơm Bàu Sen"]),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "1. Công tác hậu cần: Văn phòng Sở",
        "1. Về hậu cần (Văn phòng Sở)",
        "1. Công tác hậu cần - Văn phòng Sở",
    ],
)
def test_a_title_may_say_first_what_the_work_is_about(title):
    """The body behind the topic is told what stands below."""
    assert handed(OPENING + f"{title}\n- Chuẩn bị hội trường.") == [("Chuẩn bị hội trường", ["Văn phòng Sở"])]


@pytest.mark.parametrize(
    "title", ["1. Thành phần tham dự: Sở Y tế", "1. Các đơn vị phối hợp: Sở Y tế", "1. Kinh phí: Sở Y tế"]
)
def test_a_label_of_facts_hands_nothing_out(title):
    """Whom a title of facts names is told nothing."""
    assert ("Chuẩn bị hội trường", ["Sở Y tế"]) not in handed(OPENING + f"{title}\n- Chuẩn bị hội trường.")


def test_a_list_behind_a_finished_list_is_for_the_line_between_them():
    """Where numbers begin anew below a plain line, they are its own."""
    text = (
        OPENING + "1. Giao Chi cục Kiểm lâm:\n(1) Cắm mốc ranh giới rừng.\n(2) Lập hồ sơ xử lý lấn chiếm.\n"
        "Vườn Quốc gia Núi Bà có trách nhiệm:\n(1) Thống kê số hộ trong vùng đệm."
    )

    assert handed(text)[2:] == [("Thống kê số hộ trong vùng đệm", ["Vườn Quốc gia Núi Bà"])]


def test_a_title_that_names_a_lead_with_work_below_is_no_detail_of_its_section():
    """Below "TỔ CHỨC THỰC HIỆN", "Cơ quan chủ trì: …" with bullets hands them out."""
    text = OPENING + (
        "I. TỔ CHỨC THỰC HIỆN\n1. Cơ quan chủ trì: Phòng Du lịch có trách nhiệm:\n- Thiết kế biểu trưng.\n"
        "2. Các cơ quan phối hợp\na) Phòng Y tế: bố trí xe cứu thương."
    )

    assert handed(text) == [
        ("Thiết kế biểu trưng", ["Phòng Du lịch"]),
        ("Phòng Y tế: bố trí xe cứu thương", ["Phòng Y tế"]),
    ]


def test_what_stands_below_a_duty_that_says_what_is_made_is_the_task():
    """Among duties "Ban hành …:" is a topic, and no approval whose contents follow."""
    text = "II. NHIỆM VỤ\n1. Ban hành quyết định thành lập Tổ:\nTham mưu Giám đốc Sở ban hành quyết định thành lập Tổ."

    assert [words for words, _ in handed(text)] == ["Tham mưu Giám đốc Sở ban hành quyết định thành lập Tổ"]


@pytest.mark.parametrize(
    ("item", "count"),
    [
        ("1. Tổ chức chấm điểm hồ sơ: dự kiến từ ngày 30/10/2024 đến 03/11/2024.", 1),
        ("1. Khảo sát thực tế: từ 01/10/2024 đến 30/11/2024.", 1),
        ("1. Thời gian thực hiện: từ 01/10/2024 đến 30/11/2024.", 0),
        ("1. Đợt cao điểm: từ ngày 01/10/2024 đến 30/11/2024.", 0),
    ],
)
def test_work_before_a_colon_with_its_days_is_a_task(item, count):
    """A verb and two days make work; a name of a time does not."""
    assert len(handed(f"III. NHIỆM VỤ\n{item}")) == count
