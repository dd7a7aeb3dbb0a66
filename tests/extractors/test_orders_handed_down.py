"""Orders that are handed down, numbered inside a sentence, or stand where facts do; what follows them."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Assignee, Instruction, Role, TaskKind

OPENING = "Chủ tịch UBND tỉnh yêu cầu:\n"


def orders(text):
    """Return (words, kind, details) of each instruction in the order of the text."""
    letter = letter_of(text)
    found = sorted(tasks(letter), key=lambda one: one.start)
    return [
        (letter.text[one.start : one.end], one.value.kind, len(one.value.details))
        for one in found
        if isinstance(one.value, Instruction)
    ]


def told(text):
    found = sorted(tasks(letter_of(text)), key=lambda one: one.start)
    return [(one.value.name, one.value.role) for one in found if isinstance(one.value, Assignee)]


def test_a_line_that_directs_somebody_heads_the_list_below():
    """Below "Chỉ đạo Chi cục Kiểm lâm:" it is Chi cục Kiểm lâm that is told."""
    text = (
        OPENING + "1. Sở Nông nghiệp kiểm tra các chủ rừng, báo cáo UBND tỉnh kết quả kiểm tra.\n"
        "Chỉ đạo Chi cục Kiểm lâm:\na) Tổ chức trực cháy rừng.\nb) Rà soát phương án."
    )

    assert told(text)[-1] == ("Chi cục Kiểm lâm", Role.LEAD)
    assert [words for words, _, _ in orders(text)][1:] == ["Tổ chức trực cháy rừng", "Rà soát phương án"]


def test_those_who_are_directed_in_numbered_parts_are_told():
    """Parts with "(i)", "(ii)" behind a colon are for the body before it."""
    text = OPENING + "1. Chỉ đạo Sở Y tế: (i) giám sát ổ dịch; (ii) tập huấn cho bác sĩ."

    assert told(text) == [("Sở Y tế", Role.LEAD)]


def test_a_body_that_must_press_its_contractors_is_told_itself():
    """The letter tells the investor; the contractor gets its orders from there."""
    text = OPENING + "1. Ban Quản lý dự án tỉnh yêu cầu nhà thầu bổ sung nhân lực thi công."

    assert told(text) == [("Ban Quản lý dự án tỉnh", Role.LEAD)]


def test_what_is_made_known_within_an_order_tells_nobody_else():
    """Whom a body informs in the second half of its own order is not told."""
    text = (
        OPENING
        + "1. Sở Giáo dục quyết định cho học sinh nghỉ học, thông báo đến các trường trong ngày 05/9/2024."
    )

    assert told(text) == [("Sở Giáo dục", Role.LEAD)]


def test_blame_with_work_behind_a_semicolon_is_work():
    """An item that begins with who answers for what goes on with what is to be done."""
    text = (
        OPENING
        + "1. Chịu trách nhiệm trước UBND tỉnh về số liệu; kiện toàn Ban Chỉ đạo xong trước 10/01/2023."
    )

    assert [kind for _, kind, _ in orders(text)] == [TaskKind.DIRECTIVE]


def test_a_time_behind_several_orders_is_for_each_of_them():
    """A label of time that ends an item belongs to all its orders."""
    text = (
        OPENING
        + "1. UBND các xã tổ chức kiểm tra vỉa hè; Đội Quản lý đô thị hỗ trợ các xã. "
        + "Thời gian hoàn thành: trước ngày 15/11/2014."
    )

    assert [details for _, _, details in orders(text)] == [1, 1]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Các cơ quan, đơn vị nêu trên", "Các cơ quan, đơn vị nêu trên xây dựng kế hoạch cụ thể."),
        ("Các cơ quan phối hợp nêu trên", "Các cơ quan phối hợp nêu trên cung cấp số liệu."),
        ("Các đơn vị được phân công", "Các đơn vị được phân công có trách nhiệm lập kế hoạch."),
    ],
)
def test_those_named_above_are_told(name, sentence):
    """The words "nêu trên" belong to the name, and its work follows."""
    assert told(OPENING + f"1. {sentence}") == [(name, Role.LEAD)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng Đảng ủy theo dõi, đôn đốc, hằng năm (trước ngày 30/11) tham mưu báo cáo Tỉnh ủy.",
        "Văn phòng Đảng ủy theo dõi, đôn đốc tiến độ; định kỳ thứ Sáu hằng tuần báo cáo Bí thư.",
    ],
)
def test_following_with_a_report_on_it_is_following(sentence):
    """Who watches and reports on it does not lead."""
    assert told(OPENING + f"1. {sentence}") == [("Văn phòng Đảng ủy", Role.MONITOR)]


def test_an_order_may_open_with_its_weekday():
    """An afternoon of each week is when to report, and no meeting's hour."""
    text = (
        OPENING
        + "1. Phòng Kinh tế\n- Chiều thứ Năm hằng tuần tổng hợp, báo cáo tiến độ cho Chủ tịch UBND xã."
    )

    assert len(orders(text)) == 1


def test_the_courteous_you_are_the_addressees():
    """Asking "Quý Sở" names nobody anew."""
    text = "Kính gửi: Sở Y tế các tỉnh.\nCục Việc làm đề nghị Quý Sở:\n- Bổ sung số liệu.\n- Cử 01 công chức."

    assert told(text) == []


def test_each_sentence_below_a_body_without_bullets_is_a_task():
    """Plain paragraphs below a heading that names a body are read sentence by sentence, to the last."""
    text = (
        OPENING
        + "1. Công an phường\nTổng kiểm tra nhà trọ trước ngày 30/11/2025. Xử phạt các trường hợp vi phạm.\n"
        "Hướng dẫn mỗi khu phố tổ chức một buổi chữa cháy."
    )

    assert [words.split()[0] for words, _, _ in orders(text)] == ["Tổng", "Xử", "Hướng"]


def test_an_invitation_with_a_chairman_goes_on_to_its_orders():
    """Who takes the chair does not make the invitation a task that hides what is to be prepared."""
    text = (
        "UBND xã kính mời đại biểu dự hội nghị, cụ thể:\nChủ trì: đồng chí Trần Văn Hùng, Chủ tịch UBND xã.\n"
        "Để chuẩn bị chu đáo, UBND xã yêu cầu:\n- Công an xã bố trí 02 đồng chí giữ trật tự."
    )

    assert [words for words, _, _ in orders(text)] == ["Công an xã bố trí 02 đồng chí giữ trật tự"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Sở Thông tin phân công các cơ quan báo chí mở chuyên mục.", ["Sở Thông tin"]),
        ("Các xã báo cáo về Phòng Y tế trước 16h ngày 21/2 (điện thoại 3861234).", ["Các xã"]),
        ("Vậy Sở Tài chính đề nghị UBND huyện Tân Lập lập biểu kê khai.", ["UBND huyện Tân Lập"]),
    ],
)
def test_who_is_told_stands_though_others_are_named(sentence, names):
    """Staff that a body parts its work among, a number in brackets, and who speaks are beside the order."""
    assert [name for name, _ in told(OPENING + f"1. Rà soát kho thuốc.\n2. {sentence}")] == names


def test_those_together_with_whom_a_body_works_help():
    """The words "cùng với" part who leads from who helps."""
    text = OPENING + "1. Phòng Nông nghiệp cùng với Trạm Khuyến nông phân công cán bộ bám sát cơ sở."

    assert told(text) == [("Phòng Nông nghiệp", Role.LEAD), ("Trạm Khuyến nông", Role.COOPERATE)]


def test_what_a_body_is_to_demand_is_its_own_task():
    """A bullet below a body's name that presses a contractor or asks its own committee is for that body."""
    text = (
        OPENING
        + "1. Ban Quản lý dự án\n- Yêu cầu nhà thầu trả lại mặt bằng.\n- Đề nghị UBND cùng cấp khen thưởng."
    )

    assert told(text) == [("Ban Quản lý dự án", Role.LEAD)]


def test_below_funds_a_body_that_sees_to_them_is_told():
    """A title of facts may hold an order to a named body; a date on which is to be done makes one as well."""
    text = OPENING + "1. Kinh phí\nPhòng Tài chính tham mưu bố trí 450 triệu đồng từ nguồn sự nghiệp."

    assert told(text) == [("Phòng Tài chính", Role.LEAD)]


def test_work_below_facts_may_name_nobody():
    """A sentence that names nobody below a title of facts is no order, and breaks nothing."""
    text = "UBND tỉnh báo cáo kết quả như sau:\n1. Kinh phí\n- Bố trí 450 triệu đồng, đã chi 300 triệu đồng."

    assert told(text) == []
