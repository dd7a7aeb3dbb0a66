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


@pytest.mark.parametrize(
    ("paragraph", "meant"),
    [
        ("UBND tỉnh yêu cầu: Sở Y tế rà soát thuốc.", ["Sở Y tế rà soát thuốc"]),
        ("UBND tỉnh đề nghị: rà soát, bổ sung thuốc.", ["rà soát, bổ sung thuốc"]),
        (
            "Chủ tịch UBND tỉnh có ý kiến như sau: Sở Y tế rà soát thuốc; các sở báo cáo trước ngày 15/4/2025.",
            ["Sở Y tế rà soát thuốc", "các sở báo cáo trước ngày 15/4/2025"],
        ),
        ("Yêu cầu: bảo đảm thiết thực.", []),
    ],
)
def test_an_order_may_stand_behind_a_colon_in_its_opening(paragraph, meant):
    """Who speaks and a colon order as well as "yêu cầu Sở Y tế"; a label alone does not."""
    letter = letter_of(f"Kính gửi: Các sở.\n{paragraph}")
    found = sorted(tasks(letter), key=lambda one: one.start)

    assert [letter.text[one.start : one.end] for one in found if isinstance(one.value, Instruction)] == meant


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Phòng Văn hóa bố trí sân khấu, báo cáo kết quả sau khi kết thúc 10 ngày.", 1),
        ("Phòng Kinh tế bố trí sân khấu.", 0),  # whoever it is, the letter is not for them
        ("Phòng Văn hóa đã bố trí sân khấu.", 0),
    ],
)
def test_an_answer_tells_its_addressee_what_to_do(sentence, count):
    """Behind "UBND huyện đồng ý" a bare subject is told where the letter is addressed to it."""
    letter = letter_of(f"Kính gửi: Phòng Văn hóa.\nUBND huyện đồng ý chủ trương tổ chức lễ hội. {sentence}")

    assert sum(isinstance(one.value, Instruction) for one in tasks(letter)) == count


def test_a_letter_that_makes_known_may_ask_for_something_in_between():
    """Among what is made known, one item may be handed in by a day."""
    letter = letter_of(
        "Kính gửi: Các cơ sở đào tạo lái xe.\nSở thông báo đến các cơ sở một số nội dung như sau:\n"
        "1. Lệ phí nộp qua cổng dịch vụ công.\n"
        "2. Các cơ sở cập nhật số tài khoản, gửi về Sở trước ngày 20/3/2025."
    )

    assert [
        letter.text[one.start : one.end] for one in tasks(letter) if isinstance(one.value, Instruction)
    ] == ["Các cơ sở cập nhật số tài khoản, gửi về Sở trước ngày 20/3/2025"]


@pytest.mark.parametrize(("title", "count"), [("Kinh phí thực hiện", 1), ("Tồn tại, hạn chế", 0)])
def test_a_body_below_facts_is_told_to_see_to_the_money_only(title, count):
    """Below what went wrong, "tham mưu" tells what was done."""
    assert len(orders(f"1. {title}\n- Sở Tài chính tham mưu bố trí nguồn vốn sự nghiệp cho các xã.")) == count


def test_a_road_is_no_telephone():
    """A road of the province is named like one; a telephone has more figures."""
    assert orders("- Công an huyện: xử lý xe quá tải trên tuyến ĐT 601.") != []
    assert orders("- Công an huyện: đầu mối là ông Lê Văn Tám, ĐT 0912 345 678.") == []


def test_the_time_for_all_is_no_task():
    """A label of time behind a list is a limit, and nothing that is handed in."""
    assert orders("- Phòng Y tế rà soát thuốc.\nThời hạn hoàn thành chung: trước ngày 05/4/2025.") == [
        "Phòng Y tế rà soát thuốc"
    ]
