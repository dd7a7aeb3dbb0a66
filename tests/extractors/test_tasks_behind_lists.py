"""Paragraphs without a number behind the orders: work of those who were told in the opening."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.outline import outline
from extractors.tasks import tasks
from models.finding import Instruction

OPENING = "Kính gửi: UBND các xã; các trạm khuyến nông.\nUBND huyện yêu cầu UBND các xã:\n"
LIST = (
    "1. Thống kê diện tích nhiễm rầy.\n2. Giao Trạm Bảo vệ thực vật cấp thuốc.\n"
    "3. Giao Trạm Khuyến nông cử cán bộ xuống đồng.\n"
)
DELIVERY = "Báo cáo kết quả về Chi cục Trồng trọt trước ngày 20/3/2025"


def orders(text):
    letter = letter_of(text)
    found = sorted(tasks(letter), key=lambda one: one.start)
    return [letter.text[one.start : one.end] for one in found if isinstance(one.value, Instruction)]


def test_what_is_to_be_handed_in_may_stand_behind_the_bullets():
    """The report is a task though it stands below no heading."""
    assert (
        orders(OPENING + f"- Thống kê diện tích nhiễm rầy.\n- Cấp thuốc cho hộ nghèo.\n{DELIVERY}.")[-1]
        == DELIVERY
    )


def test_a_paragraph_behind_a_numbered_list_leaves_its_last_item_a_task():
    """The last item is no title of what is said to everybody."""
    assert len(orders(OPENING + LIST + f"{DELIVERY}.")) == 4


def test_a_paragraph_behind_a_numbered_list_stands_below_no_item():
    """It is not for the body of the last item alone."""
    *_, last = outline(letter_of(OPENING + LIST + f"{DELIVERY}.")).items

    assert last.parent is None


def test_where_items_have_paragraphs_of_their_own_the_last_has_them_too():
    """A list whose items are titles keeps what stands below the last of them."""
    text = OPENING + "1. Về rầy\nThống kê.\n2. Về thuốc\nCấp thuốc.\n3. Về cán bộ\nCử cán bộ xuống đồng."
    *_, last = outline(letter_of(text)).items

    assert last.parent is not None


def test_paragraphs_that_begin_with_work_go_on_an_order():
    """Each paragraph behind the order is work of those whom it tells."""
    text = (
        "UBND huyện yêu cầu Thủ trưởng các phòng khẩn trương rà soát thủ tục.\n"
        "Niêm yết công khai thủ tục tại trụ sở.\nXây dựng phương án cắt giảm thời gian giải quyết."
    )

    assert len(orders(text)) == 3


@pytest.mark.parametrize(
    "paragraph",
    [
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2025, các phòng đã rà soát xong.",
        "Thời gian: 8 giờ ngày 20/3/2025.",
        "Trân trọng cảm ơn.",
    ],
)
def test_paragraphs_that_tell_something_else_do_not(paragraph):
    """A basis, a time and thanks are no work."""
    text = f"UBND huyện yêu cầu Thủ trưởng các phòng khẩn trương rà soát thủ tục.\n{paragraph}"

    assert len(orders(text)) == 1


def test_a_letter_may_ask_once_more():
    """What is asked once more is asked."""
    text = "Kính gửi: Các trạm.\nChi cục Thú y tiếp tục đề nghị các trạm gửi báo cáo trước ngày 20/3/2025."

    assert orders(text) == ["tiếp tục đề nghị các trạm gửi báo cáo trước ngày 20/3/2025"]


def test_capitals_number_the_parts_of_a_plan():
    """Below "B. NỘI DUNG" stand Roman numbers."""
    text = "A. MỤC ĐÍCH\nI. Mục đích chung\nB. NỘI DUNG\nI. Hoạt động cấp xã"
    items = outline(letter_of(text)).items

    assert [one.parent for one in items] == [None, 0, None, 2]


def test_a_result_behind_several_orders_is_owed_by_all_of_them():
    """Its scope holds each body that the paragraph told before."""
    text = (
        "UBND huyện giao Phòng Y tế kiểm tra bếp ăn; UBND các xã công khai cơ sở vi phạm. "
        "Kết quả báo cáo UBND huyện trước ngày 20/3/2025."
    )
    letter = letter_of(text)
    *_, last = sorted(
        (one for one in tasks(letter) if isinstance(one.value, Instruction)), key=lambda one: one.start
    )
    start, end = last.value.scope[-1]

    assert "Phòng Y tế" in letter.text[start:end]
    assert "UBND các xã" in letter.text[start:end]


def test_a_body_may_be_told_how_often_first():
    """The time stands between who is told and the work."""
    text = (
        "UBND huyện yêu cầu:\n1. Yêu cầu các chủ đầu tư tăng ca; Phòng Tài chính hằng tuần tổng hợp, báo cáo."
    )

    assert orders(text)[-1] == "Phòng Tài chính hằng tuần tổng hợp, báo cáo"
