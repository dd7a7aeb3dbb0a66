"""Days that nobody has to meet: sentences built from a grammar of them give no time limit."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from extractors.deadlines import deadlines

HEADS = ["[motto]\nĐông Hải, ngày 20 tháng 3 năm 2024\n", ""]  # a scan may have lost its own day

NOT_LIMITS = [
    "Quy chế áp dụng từ ngày 01/01/2025.",
    "Nghị định có hiệu lực thi hành từ ngày 15/5/2024 đến hết ngày 31/12/2025.",
    "Văn bản có giá trị đến hết ngày 31/12/2024.",
    "Giấy phép số 12/GP-STNMT cấp ngày 10/10/2024, hạn dùng đến ngày 10/10/2026.",
    "Kỳ báo cáo: từ ngày 15/12/2023 đến hết ngày 14/6/2024.",
    "Lũy kế đến hết tháng 5/2024, thu ngân sách đạt 2.315 tỷ đồng.",
    "Tỷ lệ giải ngân đến ngày 30/6/2024 đạt 38,5%.",
    "Đến hết ngày 30/6/2024 mới có 5/9 đơn vị báo cáo.",
    "Qua kiểm tra từ ngày 01/6/2024 đến ngày 15/6/2024, còn 42 cơ sở chưa khắc phục.",
    "Trong quý II/2024, tỉnh thu hút được 14 dự án mới.",
    "Dự kiến kỳ họp thứ 3 tổ chức vào ngày 12/12/2024.",
    "Dự kiến hoàn thành thủ tục đấu thầu trong quý IV/2024.",
    "Trước ngày 01/7/2025, cấp huyện còn 12 phòng chuyên môn.",
    "Các dự án phê duyệt trước năm 2020 chưa quyết toán.",
    "Cán bộ nghỉ hưu trước ngày 01/01/1995 được điều chỉnh lương.",
    "Đối tượng là công dân sinh từ ngày 01/01/2000 đến ngày 31/12/2006.",
    "Trường hợp phát sinh sau ngày 01/7/2024 thì áp dụng quy định mới.",
    "Hợp đồng có thời hạn 12 tháng kể từ ngày 01/4/2024.",
    "Bệnh viện khám 120 ca trong ngày 15/4/2024.",
    "Dự báo đến 13 giờ ngày 07/9/2024, bão ở trên vùng biển phía Bắc.",
    "Vòng sơ khảo diễn ra từ ngày 01/10 đến ngày 25/10/2024.",
    "Theo lịch công tác tuần từ ngày 15/4 đến ngày 19/4/2024.",
    "Giao thông thông suốt trong dịp nghỉ lễ 30/4 và 01/5/2024.",
    "Ký bởi: Sở Nội vụ, thời gian ký: 20/03/2024 15:22:10 +07:00.",
    "Chuyển cuộc họp từ ngày 15/4/2024 sang ngày 16/4/2024.",
    "UBND huyện đề nghị lùi thời hạn nộp báo cáo sang ngày 25/4/2024.",
    "Trên cơ sở tổng số hồ sơ đã tiếp nhận đến hết ngày 30/11/2025, các xã báo cáo.",
    "Lũy kế đến ngày cuối tháng đạt 40%.",
    "Hội thi tổ chức gọn trong một ngày, từ ngày 01/11 đến 18/11/2024.",
    "Sau 03 năm thực hiện, ngành du lịch đã có bước phát triển khá.",
    "Nếu xảy ra sự cố, đơn vị báo cáo ngay trong ngày.",
    "Báo cáo kết quả hoạt động của tổ trực trong ngày.",
    "Từ ngày 18/9/2024 đến ngày 20/9/2024, trên địa bàn có mưa to.",
    "Từ ngày 10/4 đến ngày 12/4/2024, Đoàn kiểm tra đã làm việc tại ba xã.",
    "Hồ sơ nộp sau ngày 15/4/2024 của năm trước được chuyển sang năm sau.",
]

TYPES = ["Công văn", "Quyết định", "Kế hoạch", "Thông báo", "Nghị quyết", "Chỉ thị"]
SYMBOLS = ["512/UBND-NV", "15/QĐ-UBND", "33-CT/TU", "01/2024/QĐ-UBND", "07/NQ-HĐND", "45/KH-MTTQ-BTT"]
BASES = ["Căn cứ", "Thực hiện", "Theo", "Xét đề nghị tại", "Tiếp theo"]
PEOPLE = ["Ông Trần Văn Bưởi", "Bà Lê Thị Sen", "Đồng chí Phạm Văn Mận"]
# What a day is, with where it stands; {d} is written one way or another
SETTINGS = [
    "{basis} {type} số {symbol} ngày {d} của UBND tỉnh, đề nghị các đơn vị nghiêm túc thực hiện.",
    "{type} này có hiệu lực kể từ ngày {d}.",
    "{type} số {symbol} ngày {d} hết hiệu lực kể từ ngày {e}.",
    "{type} số {symbol} được ban hành ngày {d} và thay thế {type} số {symbol} ngày {e}.",
    "Số liệu tính từ ngày {d} đến ngày {e}.",
    "Tính đến ngày {d}, toàn huyện có 15 xã đạt chuẩn.",
    "Tính đến hết ngày {d}, tỷ lệ giải ngân đạt 45%.",
    "Hội nghị tổ chức lúc 8 giờ 00 phút ngày {d} tại Hội trường tỉnh.",
    "Cuộc họp bắt đầu từ 14 giờ 30 ngày {d}.",
    "Tại cuộc họp ngày {d}, Chủ tịch UBND tỉnh kết luận một số nội dung.",
    "{person}, sinh ngày {d}, căn cước cấp ngày {e}.",
    "Lễ khai mạc diễn ra vào ngày {d} tại Nhà văn hóa.",
    "Đoàn kiểm tra đã làm việc tại đơn vị ngày {d}.",
    "Công trình đã được nghiệm thu ngày {d} và bàn giao ngày {e}.",
    "Chào mừng kỷ niệm Ngày thành lập ngành ({d}).",
    "Ngày {d}, Sở Nội vụ có {type} số {symbol} đề nghị các đơn vị báo cáo.",
    "Người lao động nghỉ Tết từ ngày {d} đến hết ngày {e}.",
    "Kỳ báo cáo từ ngày {d} đến ngày {e}.",
]
DAYS = [
    "{d.day:02}/{d.month}/{d.year}",
    "{d.day:02}/{d.month:02}/{d.year}",
    "{d.day:02} tháng {d.month:02} năm {d.year}",
    "{d.day}-{d.month}-{d.year}",
]


def limits(sentence, head):
    return [one.value for one in deadlines(letter_of(f"{head}[body]\n{sentence}\n"))]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("sentence", NOT_LIMITS)
def test_no_limit_is_made_of_a_day_that_is_only_told(sentence, head):
    """Validity, figures, plans, meetings and how things stood bind nobody, whenever the letter is of."""
    assert limits(sentence, head) == []


@given(
    setting=st.sampled_from(SETTINGS),
    basis=st.sampled_from(BASES),
    kind=st.sampled_from(TYPES),
    symbol=st.sampled_from(SYMBOLS),
    person=st.sampled_from(PEOPLE),
    first=st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31)),
    later=st.integers(1, 400),
    form=st.sampled_from(DAYS),
    head=st.sampled_from(HEADS),
)
def test_dates_of_documents_meetings_figures_and_persons_are_no_limits(
    setting, basis, kind, symbol, person, first, later, form, head
):
    """Whatever the day, the way it is written and the letter's own day, none becomes a limit."""
    days = {"d": form.format(d=first), "e": form.format(d=first + dt.timedelta(days=later))}
    sentence = setting.format(basis=basis, type=kind, symbol=symbol, person=person, **days)

    assert limits(sentence, head) == []


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Lùi thời hạn gửi báo cáo từ ngày 15/4/2024 sang ngày 25/4/2024.", "2024-04-25"),
        ("Điều chỉnh thời hạn hoàn thành từ ngày 30/3/2024 thành ngày 30/4/2024.", "2024-04-30"),
        ("UBND tỉnh đồng ý lùi thời hạn nộp báo cáo sang ngày 25/4/2024.", "2024-04-25"),
        ("Các đại biểu đăng ký chất vấn với Thường trực (qua Văn phòng) đến hết ngày 30/11/2024.", "2024-11-30"),
    ],
)  # fmt: skip
def test_of_two_days_only_the_one_that_binds_now_is_a_limit(sentence, due):
    """The day a limit is moved from is none; a handing-in may end far behind its verb."""
    assert [str(one.due) for one in limits(sentence, HEADS[0])] == [due]


@pytest.mark.parametrize(
    ("sentence", "due", "hour"),
    [
        ("Nộp danh sách chậm nhất 16 giờ ngày 14/10/2024.", "2024-10-14", "16:00"),
        ("Báo cáo chậm nhất 17h ngày 20/10/2024.", "2024-10-20", "17:00"),
        ("Nộp chậm nhất 16 giờ 30 phút ngày 14/10/2024.", "2024-10-14", "16:30"),
        ("Gửi về Văn phòng trước 11 giờ 00” ngày 04/10/2024.", "2024-10-04", "11:00"),
    ],
)
def test_an_hour_before_a_day_is_its_hour_and_no_span(sentence, due, hour):
    """The words "chậm nhất 16 giờ ngày 14/10" is a day with its hour, not sixteen hours."""
    assert [(str(one.due), one.time) for one in limits(sentence, HEADS[0])] == [(due, hour)]
