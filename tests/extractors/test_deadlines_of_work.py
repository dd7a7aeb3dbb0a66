"""Limits that the work itself sets: how long it goes on, its first time, the month it stands under."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.deadlines import deadlines

HEAD = "[motto]\nĐông Hải, ngày 20 tháng 3 năm 2024\n[body]\n"


def limits(text):
    """Return due day (or what is known of it), bound and period of each limit."""
    found = [one.value for one in deadlines(letter_of(f"{HEAD}{text}\n"))]
    return [(str(one.due or one.day or ""), str(one.bound or ""), one.every or "") for one in found]


@pytest.mark.parametrize(
    "work",
    [
        "Duy trì các chốt kiểm dịch đến hết ngày 31/5/2024.",
        "Tạm dừng cấp phép đào đường đến hết ngày 31/5/2024.",
        "Tổ chức tuyên truyền cao điểm (đến hết ngày 31/5/2024).",
        "Thời gian thực hiện hỗ trợ đến hết ngày 31/5/2024.",
    ],
)
def test_work_that_goes_on_ends_on_its_day(work):
    """What is kept up ends on a day as well as what is handed in."""
    assert limits(work) == [("2024-05-31", "by", "")]


@pytest.mark.parametrize(
    "fact",
    [
        "Thống kê số hộ đến hết ngày 31/5/2024.",
        "Thực hiện báo cáo theo số liệu đến hết ngày 31/5/2024.",
        "Giấy phép có hiệu lực đến hết ngày 31/5/2024.",
    ],
)
def test_figures_and_permits_that_end_on_a_day_set_no_limit(fact):
    """How far figures go and how long a permit holds is nobody's work."""
    assert limits(fact) == []


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Nộp tờ khai trong 10 ngày đầu tháng 4/2024.", [("2024-04-10", "by", "")]),
        ("Hoàn thành đối chiếu trong 10 ngày đầu của quý II/2024.", [("2024-04-10", "by", "")]),
        ("Hoàn thành trong nửa đầu tháng 4/2024.", [("2024-04-15", "by", "")]),
        ("Gửi báo cáo giao ban trong 07 ngày đầu của tháng.", [("7", "by", "month")]),
        ("Hằng quý, trong 05 ngày đầu quý sau, gửi báo cáo.", [("5", "by", "quarter")]),
        ("Nộp phí trong 5 ngày làm việc đầu tiên của mỗi tháng.", [("", "by", "month")]),
    ],
)
def test_the_first_days_of_a_period_are_a_limit(sentence, meant):
    """In a month that is named they are a day; else they come round."""
    assert limits(sentence) == meant


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo định kỳ hằng tuần, lần đầu vào ngày 29/3/2024.",
        "Báo cáo định kỳ hằng tuần, lần đầu tiên là ngày 29/3/2024.",
        "Báo cáo định kỳ hằng tuần, kỳ báo cáo đầu tiên ngày 29/3/2024.",
    ],
)
def test_the_first_time_of_what_comes_round_has_its_day(sentence):
    """The first day stands beside the period."""
    assert limits(sentence) == [("", "", "week"), ("2024-03-29", "on", "")]


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("1. Tháng 4/2024: Xây dựng phiếu khảo sát.", [("2024-04-30", "by", "")]),
        ("1. Quý III/2024: Nhập liệu, xử lý phiếu.", [("2024-09-30", "by", "")]),
        ("- Ngày 20/5/2024: Kiểm tra chợ Bến Đò.", []),
        ("1. Năm 2025: Xây dựng thêm 10 mô hình.", []),
        ("1. Tháng 4/2024: Hội nghị toàn quốc tại Đà Lạt.", []),
    ],
)
def test_a_time_before_a_colon_is_that_of_the_work_behind_it(item, meant):
    """Work behind a month is due in it; a meeting is not, a day is that of a visit, and a year is a programme."""
    assert limits(item) == meant


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Làm việc với nhà thầu, báo cáo kết quả trong tháng 4/2024.", [("2024-04-30", "by", "")]),
        ("Báo cáo kết quả trong tháng 4/2024.", []),
        ("Rà soát, báo cáo kết quả trong tháng 3/2024 trước ngày 05/4/2024.", [("2024-04-05", "before", "")]),
        ("Xử lý các điểm đen giao thông ngay trong năm 2024.", [("2024-12-31", "by", "")]),
        ("Xây dựng kế hoạch kiểm tra trong năm 2024.", []),
        ("Triển khai các nhiệm vụ trọng tâm trong năm 2024.", []),
    ],
)
def test_a_period_behind_in_ends_work_and_not_what_is_spoken_of(sentence, meant):
    """The result of an order is due in the month; the figures of a month are not."""
    assert limits(sentence) == meant


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Chuẩn bị hồ sơ, gửi trước về Sở Xây dựng ngày 29/3/2024.", [("2024-03-29", "on", "")]),
        ("Gửi ý kiến về báo cáo ngày 29/3/2024 của Sở Xây dựng.", []),
        ("Đã gửi văn bản về Sở Xây dựng ngày 29/3/2024.", []),
    ],
)
def test_what_is_sent_to_somebody_on_a_day_is_due_then(sentence, meant):
    """The day of a document that is spoken of is none."""
    assert limits(sentence) == meant


def test_a_body_that_reports_each_week_has_a_limit():
    """Whoever reports may stand before how often."""
    assert limits("Phòng Tài chính hằng tuần tổng hợp, báo cáo.") == [("", "", "week")]


@pytest.mark.parametrize(
    "work",
    [
        "- Trước mắt, trong tháng 5/2024, toàn bộ các trường tổ chức quán triệt quy chế.",
        "- Tổ chức sơ kết đợt một vào cuối tháng 5/2024.",
    ],
)
def test_a_month_in_which_all_work_or_look_back_is_a_limit(work):
    """The month opens the order, or says when what was done is looked at."""
    assert limits(f"II. NHIỆM VỤ\n{work}") == [("2024-05-31", "by", "")]


def test_a_month_in_which_all_have_worked_is_none():
    """What was done in a month sets no limit."""
    assert limits("Trong tháng 02/2024, các trường tổ chức được 12 buổi.") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Thời gian thực hiện: Từ quý II/2024.", []),
        ("Thời gian thực hiện: Từ quý II/2024 đến hết năm 2024.", [("2024-12-31", "by", "")]),
        ("Thời gian thực hiện: Từ tháng 4/2024 đến tháng 6/2024.", [("2024-06-30", "by", "")]),
        ("Thời gian thực hiện: Quý II, III/2024.", [("2024-09-30", "by", "")]),
    ],
)
def test_when_work_begins_is_no_limit(line, found):
    """A period behind "từ" is a limit only by its end."""
    assert limits(f"1. Tổ chức lớp tập huấn.\n{line}") == found
