"""Lists that name the contents of one thing that is asked for, and what lateness costs: no tasks of their own."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Instruction, TaskKind


def orders(text):
    letter = letter_of(text)
    found = sorted(tasks(letter), key=lambda one: one.start)
    return [
        letter.text[one.start : one.end]
        for one in found
        if isinstance(one.value, Instruction) and one.value.kind is TaskKind.DIRECTIVE
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "đề nghị Trạm Khuyến nông các xã báo cáo các nội dung sau:",
        "đề nghị Trạm Khuyến nông các xã nghiên cứu dự thảo và góp ý một số vấn đề sau đây:",
        "đề nghị Trạm Khuyến nông các xã cung cấp thông tin về các chỉ tiêu sau:",
        "đề nghị Trạm Khuyến nông các xã báo cáo kết quả thực hiện một số nội dung:",
    ],
)
def test_what_is_to_be_spoken_on_is_one_task(asked):
    """The list names what the answer holds."""
    text = f"Chi cục Trồng trọt {asked}\n1. Hướng dẫn nông dân ủ phân.\n2. Số hộ tham gia mô hình, diện tích."

    assert orders(text) == [asked]


def test_work_that_is_to_be_reported_and_carried_out_stays_as_many_tasks():
    """Behind "tổ chức thực hiện các nội dung sau" each bullet is work."""
    text = (
        "Chi cục Đê điều đề nghị UBND các xã rà soát, báo cáo và tổ chức thực hiện các nội dung sau:\n"
        "- Kiểm tra bờ bao.\n- Dự trữ cọc tre tại điểm trực."
    )

    assert orders(text) == ["Kiểm tra bờ bao", "Dự trữ cọc tre tại điểm trực"]


def test_an_item_that_asks_for_a_report_is_the_task_and_not_its_contents():
    """The bullets below an item may be what the report tells."""
    text = (
        "Chi cục Đê điều yêu cầu các Hạt:\n"
        "1. Báo cáo tình hình sạt lở với các nội dung chính sau:\n- Số điểm, chiều dài.\n- Tổ chức di dời hộ dân."
    )

    assert orders(text) == ["Báo cáo tình hình sạt lở với các nội dung chính sau:"]


def test_somebody_is_asked_to_send_people_above_the_hour_and_the_place():
    """An opening above mere facts is a task, though it tells only "quý trường"."""
    text = (
        "Kính gửi: Hiệu trưởng các trường trung cấp.\n"
        "Sở Nội vụ mở lớp bồi dưỡng, đề nghị quý trường cử 02 viên chức tham gia, cụ thể như sau:\n"
        "1. Thời gian: ngày 18/3/2025.\n2. Địa điểm: Hội trường Sở."
    )

    assert orders(text) == ["đề nghị quý trường cử 02 viên chức tham gia, cụ thể như sau:"]


@pytest.mark.parametrize(
    "late",
    [
        "Sau thời điểm này, xã nào không gửi thì xem như thống nhất.",
        "Quá ngày 17/3/2025, xã nào chưa gửi coi như không có đề xuất.",
        "Lưu ý: Những xã không gửi văn bản phải chịu trách nhiệm trước Chủ tịch UBND tỉnh.",
        "Trường hợp đơn vị nào chưa có ý kiến đúng hạn sẽ bị nhắc nhở.",
    ],
)
def test_what_lateness_costs_is_no_task(late):
    """A warning tells nobody to do anything."""
    text = f"UBND tỉnh yêu cầu:\n1. Sở Công Thương rà soát chợ tạm.\n{late}"

    assert orders(text) == ["Sở Công Thương rà soát chợ tạm"]


def test_those_who_are_late_may_be_told_to_hurry():
    """A body is told by what it has still to do."""
    late = "Các sở còn nhiệm vụ chậm tiến độ khẩn trương hoàn thành trong tháng 3/2025"

    assert orders(f"Chủ tịch UBND tỉnh yêu cầu:\n- {late}.") == [late]


def test_an_order_may_follow_an_approval_behind_a_semicolon():
    """What was agreed on tells nobody; what comes behind it does."""
    text = (
        "Chủ tịch UBND tỉnh kết luận:\n"
        "1. Về kiến nghị của Công ty Gỗ Đông Sơn: đồng ý về nguyên tắc; Sở Công Thương làm việc với Công ty."
    )

    assert orders(text) == ["Sở Công Thương làm việc với Công ty"]


def test_steps_of_a_program_are_how_and_no_tasks_of_their_own():
    """What is told stands above the steps; what stands below each is how it is done."""
    told = "đề nghị các xã nhập danh sách hộ nghèo vào phần mềm theo các bước sau:"
    text = (
        f"Sở Nội vụ {told}\n"
        "Bước 1: Đăng nhập\nĐăng nhập phần mềm theo tài khoản đã được cấp.\n"
        "Bước 2: Gửi danh sách\nCác xã rà soát và gửi danh sách về Sở qua phần mềm."
    )

    assert orders(text) == [told]


def test_parts_of_a_report_are_no_tasks():
    """An item that says what a document holds asks for one document."""
    text = (
        "Sở Nội vụ yêu cầu các xã:\n1. Rà soát hộ nghèo.\n"
        "2. Báo cáo kết quả rà soát phải do Chủ tịch UBND xã ký, gồm các nội dung sau:\n"
        "- Bảng tổng hợp số hộ nghèo.\n- Giải trình số hộ tăng.\n- Khó khăn, vướng mắc."
    )

    assert "Bảng tổng hợp số hộ nghèo" not in orders(text)
    assert "Giải trình số hộ tăng" not in orders(text)


def test_documents_to_work_by_are_no_tasks():
    """A list of documents tells nobody to do anything, though "hướng dẫn" reads like a verb."""
    text = (
        "Sở Nội vụ đề nghị Hội Luật gia tỉnh hợp nhất các hội theo quy định tại:\n"
        "- Điều lệ Hội Luật gia ban hành kèm theo Quyết định số 12/QĐ-TTg ngày 19/7/2022.\n"
        "- Hướng dẫn số 31-HD/BTCTU ngày 23/4/2025 của Ban Tổ chức Tỉnh ủy về việc sắp xếp tổ chức đảng."
    )

    assert not [order for order in orders(text) if order.startswith(("Điều lệ", "Hướng dẫn số"))]


@pytest.mark.parametrize("title", ["3. Nội dung", "3. Nội dung:"])
def test_what_a_meeting_speaks_of_is_no_task(title):
    """Below the call to a meeting "Nội dung" is its agenda; who prepares it is told."""
    text = (
        "Sở Nội vụ tổ chức cuộc họp về kho dữ liệu, cụ thể như sau:\n"
        "1. Thời gian: ngày 18/3/2025.\n2. Địa điểm: Hội trường Sở.\n"
        f"{title}\nThảo luận, thống nhất xây dựng kho dữ liệu dùng chung.\nGiao Văn phòng chuẩn bị hội trường."
    )

    assert orders(text) == ["Giao Văn phòng chuẩn bị hội trường"]
