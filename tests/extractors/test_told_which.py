"""Who of many is told, what stands between a body and its work, and where one order ends for the next."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Assignee, Field

OPENING = "UBND tỉnh yêu cầu các sở, ngành thực hiện:\n"


def told(sentence):
    """Return each task's words with the names that it tells, in the order of the text."""
    letter = letter_of(OPENING + sentence)
    found = sorted(tasks(letter), key=lambda one: one.start)
    orders = [one for one in found if one.field is Field.TASK]
    names = [one for one in found if one.field is Field.ASSIGNEE]
    return [
        [
            name.value.name
            for name in names
            if isinstance(name.value, Assignee) and order.start <= name.start < order.end
        ]
        for order in orders
    ]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("UBND các xã có tuyến đường đi qua tập trung giải phóng mặt bằng.", "UBND các xã có tuyến đường đi qua"),
        ("Các chủ đầu tư được giao vốn trung hạn đẩy nhanh giải ngân.", "Các chủ đầu tư được giao vốn trung hạn"),
        ("Các trường chưa đạt chuẩn mức độ 1 khẩn trương hoàn thiện hồ sơ.", "Các trường chưa đạt chuẩn mức độ 1"),
        ("Các doanh nghiệp đang hoạt động tại đây tự kiểm tra kho.", "Các doanh nghiệp đang hoạt động tại đây"),
        ("05 khoa liên quan chuẩn bị dữ liệu.", "05 khoa liên quan"),
        ("Chánh Thanh tra Sở trưng tập cán bộ.", "Chánh Thanh tra Sở"),
        ("Các đơn vị tải biểu mẫu số 2 trên trang thông tin.", "Các đơn vị"),
        ("Bộ phận giúp việc cho Hội đồng tổng hợp danh sách.", "Bộ phận giúp việc cho Hội đồng"),
        (
            "Các Tập đoàn kinh tế, Tổng công ty nhà nước khẩn trương gửi báo cáo.",
            "Các Tập đoàn kinh tế, Tổng công ty nhà nước",
        ),
        ("Sở Nội vụ, với vai trò cơ quan thường trực, tổng hợp kết quả.", "Sở Nội vụ"),
        ("Sở Y tế với tư cách là cơ quan chủ trì rà soát hồ sơ.", "Sở Y tế"),
        ("Đồng chí Lê Văn Nam, Phó Chỉ huy trưởng, chỉ huy việc sơ tán dân.", "Lê Văn Nam"),
        ("Tổ công tác do Sở Xây dựng làm Tổ trưởng tiếp tục tháo gỡ vướng mắc.", "Tổ công tác"),
    ],
)  # fmt: skip
def test_what_says_which_body_is_meant_stands_before_its_work(sentence, name):
    """Which of many are told belongs to their name; who leads a body does not."""
    assert told(f"1. {sentence}") == [[name]]


def test_how_many_fare_tells_them_nothing():
    """What they have done already is no order."""
    sentence = "Các xã đang thi công trên địa bàn đã tập trung chỉ đạo."

    assert told(f"1. Rà soát kho thuốc.\n2. {sentence}") == [[]]


def test_each_group_of_a_sentence_with_its_own_day_is_told_apart():
    """Two groups with two days are two tasks, though a comma parts them."""
    sentence = (
        "1. Đối với các trường mầm non gửi hồ sơ trước ngày 10/4, các trường tiểu học gửi trước ngày 15/4."
    )

    assert told(sentence) == [["các trường mầm non"], ["các trường tiểu học"]]


def test_what_stands_behind_a_call_to_a_meeting_is_an_order():
    """Coming to the meeting is one thing, what others hand in before it another."""
    found = told("Đề nghị các đại biểu tham dự đầy đủ; các bộ phận gửi tham luận trước ngày họp 02 ngày.")

    assert found == [["các đại biểu"], ["các bộ phận"]]


def test_a_duty_behind_a_label_of_facts_is_an_order():
    """What a matter "phải" is is told, though its label only names the matter."""
    assert len(told("1. Dự toán thu: phải tính đúng, tính đủ các khoản thu phát sinh trên địa bàn.")) == 1
