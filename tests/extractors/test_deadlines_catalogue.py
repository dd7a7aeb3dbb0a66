"""Every kind of time limit that offices write, read in a letter of 20 March 2024 and dated.

Each row is a sentence and what it means: kind, figures, (event), due day, time, bound, "computed" where
the day was counted, "?" where a person must look, and the RRULE of what recurs.
"""

from __future__ import annotations

import datetime as dt

import pytest
from letters import letter_of

from extractors.deadlines import deadlines
from pipeline.calendar import Calendar
from pipeline.deadlines import resolve

ISSUED = dt.date(2024, 3, 20)

CATALOGUE: list[tuple[str, list[str]]] = [
    ("Các đơn vị gửi số liệu về Phòng Nội vụ trước ngày 25/3/2024.", ["date 2024-03-25 before"]),
    ("UBND các xã báo cáo chậm nhất ngày 25/3/2024.", ["date 2024-03-25 by"]),
    ("Gửi về Sở Xây dựng chậm nhất là ngày 25 tháng 3 năm 2024.", ["date 2024-03-25 by"]),
    ("Các phường nộp danh sách muộn nhất ngày 28/3.", ["date 2024-03-28 by"]),
    ("Phòng Tài chính trình phương án không quá ngày 05/4/2024.", ["date 2024-04-05 by"]),
    ("Hạn chót: 10/4/2024.", ["date 2024-04-10 by"]),
    ("Hạn cuối nộp hồ sơ ngày 15-4-2024.", ["date 2024-04-15 by"]),
    ("Việc sửa chữa phải xong trước ngày 30.4.2024.", ["date 2024-04-30 before"]),
    ("Các trường hoàn thành trước 30/6/2024.", ["date 2024-06-30 before"]),
    ("Cổng tiếp nhận góp ý đến hết ngày 31/3/2024.", ["date 2024-03-31 by"]),
    ("Xử lý dứt điểm trong ngày 22/3/2024.", ["date 2024-03-22 by"]),
    ("Cấp phát hóa chất cho các thôn trong ngày 22/3/2024.", ["date 2024-03-22 by"]),
    (
        "Các trường đăng ký dự thi từ ngày 25/3/2024 đến 17 giờ 00 ngày 29/3/2024.",
        ["date 2024-03-29 17:00 by"],
    ),
    ("Báo cáo UBND huyện trong ngày hôm nay.", ["date 2024-03-20 by computed"]),
    ("Phòng Tổng hợp báo cáo Giám đốc trong ngày.", ["date 2024-03-20 by computed"]),
    ("Yêu cầu Thanh tra báo cáo kết quả ngay trong ngày 22/3/2024.", ["date 2024-03-22 by"]),
    ("Gửi dự thảo trước 17 giờ chiều nay.", ["date 2024-03-20 17:00 before computed"]),
    ("Gửi kết quả trước 10h sáng mai 21/3/2024.", ["date 2024-03-21 10:00 before"]),
    ("Lập dự trù thuốc, trình Giám đốc duyệt trong tuần.", ["period 2024-03-22 by computed"]),
    ("Quyết toán xong trong quý I năm sau.", ["period 2025-03-31 by computed"]),
    ("Bàn giao mặt bằng tuyến đi qua xã Tân Lập trong tháng 6.", ["period 2024-06-30 by"]),
    ("Từ nay đến ngày 15/4/2024: rà soát, lập danh sách hộ nghèo.", ["date 2024-04-15 by"]),
    ("Đợt 2 (từ ngày 16/4 đến ngày 30/6/2024): tuyên truyền, vận động.", ["date 2024-06-30 by"]),
    (
        "Gia hạn nộp báo cáo tại Công văn số 30/SNV-VP ngày 01/3/2024 đến hết ngày 31/3/2024.",
        ["date 2024-03-31 by"],
    ),
    ("Tổng duyệt chương trình trước đêm giao thừa 02 ngày.", ["duration 2 day event (đêm giao thừa) before"]),
    (
        "Chuyển vắc xin đến trước mỗi buổi tiêm ít nhất 12 giờ.",
        ["duration 12 hour event (mỗi buổi tiêm) before"],
    ),
    ("Chủ trì tổ chức Hội thi tuyên truyền viên giỏi vào ngày 09/11/2024.", ["date 2024-11-09 on"]),
    ("Báo cáo số lượng về Phòng Tham mưu trước 17.00 ngày 26/3/2024.", ["date 2024-03-26 17:00 before"]),
    (
        "Cho học sinh nghỉ học trong ngày 07/9, thông báo đến các trường trong ngày 05/9/2024.",
        ["date 2024-09-05 by"],
    ),
    ("Quán triệt Nghị quyết đến toàn thể đảng viên trong tháng 11/2024.", ["period 2024-11-30 by"]),
    ("Nộp báo cáo tự đánh giá trước ngày 30 tháng Sáu năm 2024.", ["date 2024-06-30 before"]),
    ("Phát loa nội dung này từ nay đến hết 10/11/2024.", ["date 2024-11-10 by"]),
    ("Giao chỉ tiêu giảm nợ, hoàn thành ngay trong tháng 9.", ["period 2024-09-30 by"]),
    ("Đợt 2 trong quý I năm 2025.", ["period 2025-03-31 by"]),
    (
        "Luân chuyển hồ sơ không quá 02 ngày làm việc/lượt.",
        ["duration 2 working_day - 2024-03-22 by computed ?"],
    ),
    (
        "Xác định giá trị xe trong 15 ngày kể từ ngày nhận được công văn này.",
        ["duration 15 day receipt 2024-04-04 by computed"],
    ),
    ("Báo cáo kết quả ngay sau khi kết thúc khám 01 ngày.", ["duration 1 day event (kết thúc khám) by"]),
    ("Gửi danh sách trước 16h00 ngày 22/3/2024.", ["date 2024-03-22 16:00 before"]),
    ("Gửi ý kiến trước 10 giờ 30 phút ngày 22/3 để tổng hợp.", ["date 2024-03-22 10:30 before"]),
    ("Nộp phiếu trước 17g00 ngày 21/3.", ["date 2024-03-21 17:00 before"]),
    ("Gửi báo cáo trong sáng ngày 22/3/2024.", ["date 2024-03-22 by"]),
    ("Hoàn thành việc lắp đặt vào đầu giờ chiều ngày 22/3/2024.", ["date 2024-03-22 on"]),
    ("Báo cáo chậm nhất cuối giờ chiều thứ Sáu, ngày 22/3.", ["date 2024-03-22 by"]),
    ("Gửi tài liệu trước 11 giờ thứ Năm tuần này.", ["date 2024-03-21 11:00 before computed"]),
    ("Nộp bản cam kết chậm nhất thứ Hai tuần sau.", ["date 2024-03-25 by computed"]),
    ("Kết quả gửi trước ngày 05 tháng sau.", ["date 2024-04-05 before computed"]),
    ("Báo cáo trước ngày 25 tháng này.", ["date 2024-03-25 before computed"]),
    ("Gửi báo cáo trước ngày 05 tháng này.", ["date 2024-03-05 before computed ?"]),
    ("Hoàn thành rà soát trong tháng 6.", ["period 2024-06-30 by"]),
    (
        "Phòng Nội vụ trình đề án trong tháng 6/2024; Phòng Y tế báo cáo trong tháng 7 năm 2024.",
        ["period 2024-06-30 by", "period 2024-07-31 by"],
    ),
    (
        "Hoàn thành vào cuối tháng 3; Phòng Văn hóa xong chậm nhất cuối tháng này.",
        ["period 2024-03-31 by", "period 2024-03-31 by computed"],
    ),
    ("Hoàn thành trong đầu tháng 4.", ["period 2024-04-01 by ?"]),
    ("Chậm nhất giữa tháng 4 phải xong phần móng.", ["period 2024-04-15 by"]),
    ("Gửi dự thảo trước cuối tháng 5.", ["period 2024-05-31 by"]),
    (
        "Hoàn thành trong quý II; Sở Y tế hoàn thành trong Quý II/2024.",
        ["period 2024-06-30 by", "period 2024-06-30 by"],
    ),
    ("Hoàn thành trong quý III năm 2024.", ["period 2024-09-30 by"]),
    ("Hoàn thành trước quý IV/2024.", ["date 2024-10-01 before"]),
    ("Hoàn thành công tác kiểm kê trong 6 tháng đầu năm 2024.", ["period 2024-06-30 by"]),
    ("Hoàn thành thủ tục trong 6 tháng cuối năm.", ["period 2024-12-31 by"]),
    ("Hoàn thành số hóa trong năm 2025.", ["period 2025-12-31 by"]),
    ("Hoàn thành công trình vào cuối năm 2024.", ["period 2024-12-31 by"]),
    ("Hoàn thành giai đoạn một vào giữa năm 2024.", ["period 2024-06-30 by"]),
    ("Đề án thực hiện trong giai đoạn 2021-2025.", []),
    ("Đến năm 2030, toàn tỉnh có 95% xã đạt chuẩn; tầm nhìn 2045.", []),
    ("Các xã đăng ký nhu cầu từ ngày 01/4/2024 đến ngày 30/4/2024.", ["date 2024-04-30 by"]),
    ("Các thôn treo cờ từ 25/3 đến 29/3/2024.", ["date 2024-03-29 by"]),
    ("Các đơn vị niêm yết công khai từ ngày 25 đến ngày 29/3/2024.", ["date 2024-03-29 by"]),
    ("Thời gian thực hiện: trong 02 ngày 28-29/3/2024.", ["date 2024-03-29 on"]),
    ("Thời gian thực hiện: ngày 28 và 29/3/2024.", ["date 2024-03-29 on"]),
    (
        "Các cơ quan gửi ý kiến trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này.",
        ["duration 5 working_day receipt 2024-03-27 by computed"],
    ),
    (
        "Báo cáo kết quả trong vòng 05 ngày kể từ ngày nhận được Công văn.",
        ["duration 5 day receipt 2024-03-25 by computed"],
    ),
    ("Gửi kế hoạch trong 10 ngày kể từ ngày ký.", ["duration 10 day issue 2024-04-01 by computed"]),
    ("Quy chế có hiệu lực sau 10 ngày kể từ ngày ban hành.", []),
    (
        "Chi cục giải quyết không quá 15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.",
        ["duration 15 working_day event (ngày nhận đủ hồ sơ hợp lệ) by"],
    ),
    ("Nộp bản sao trong 30 ngày kể từ ngày 20/3/2024.", ["duration 30 day event 2024-04-19 by computed"]),
    (
        "Chậm nhất 30 ngày làm việc kể từ ngày 20/3/2024, các đơn vị hoàn thành bàn giao.",
        ["duration 30 working_day event 2024-05-06 by computed"],
    ),
    ("Gửi phản hồi trong thời hạn 03 ngày làm việc.", ["duration 3 working_day - 2024-03-25 by computed ?"]),
    (
        "Trả lời trong 05 ngày làm việc từ ngày 24/4/2024.",
        ["duration 5 working_day event 2024-05-04 by computed"],
    ),
    (
        "Báo cáo trong thời hạn 05 ngày làm việc kể từ khi nhận được Công văn này.",
        ["duration 5 working_day receipt 2024-03-27 by computed"],
    ),
    ("Nộp đủ tiền trong 01 tháng kể từ ngày 31/01/2024.", ["duration 1 month event 2024-02-29 by computed"]),
    ("Sau 03 tháng thực hiện, báo cáo sơ kết về UBND huyện.", ["duration 3 month issue 2024-06-20 computed"]),
    (
        "Phản hồi trong 24 giờ kể từ khi nhận được thông tin.",
        ["duration 24 hour event (khi nhận được thông tin) by"],
    ),
    ("Gửi số liệu trong vòng 02 tuần.", ["duration 14 day - 2024-04-03 by computed ?"]),
    (
        "Gửi tài liệu chậm nhất 03 ngày làm việc trước ngày họp.",
        ["duration 3 working_day event (họp) before"],
    ),
    ("Gửi giấy mời trước khi tổ chức hội nghị 10 ngày.", ["duration 10 day event (tổ chức hội nghị) before"]),
    (
        "Nộp báo cáo chậm nhất 03 ngày trước khi diễn ra kỳ họp.",
        ["duration 3 day event (diễn ra kỳ họp) before"],
    ),
    ("Hoàn thành trước kỳ họp giữa năm của HĐND tỉnh.", ["event (kỳ họp giữa năm của HĐND tỉnh) before"]),
    ("Chi trả xong trước Tết Nguyên đán.", ["event (Tết Nguyên đán) 2025-01-29 before computed"]),
    ("Trực cấp cứu trong dịp Tết Nguyên đán Ất Tỵ.", []),
    (
        "Sửa chữa trường lớp trước ngày khai giảng; bổ nhiệm xong trước năm học mới 2024-2025.",
        ["event (khai giảng) before", "event (năm học mới 2024-2025) before"],
    ),
    ("Xử lý trách nhiệm ngay sau khi có kết quả kiểm tra.", ["event (có kết quả kiểm tra)"]),
    ("Triển khai ngay sau khi nhận được văn bản này.", ["immediate"]),
    ("Đề nghị các đơn vị khẩn trương, kịp thời thực hiện trong thời gian sớm nhất.", []),
    ("Thường xuyên, liên tục kiểm tra hằng ngày.", []),
    (
        "Hằng tháng, trước ngày 20, các xã báo cáo kết quả.",
        ["recurring month day 20 before FREQ=MONTHLY;BYMONTHDAY=20"],
    ),
    (
        "Định kỳ hằng tháng báo cáo chậm nhất ngày 25.",
        ["recurring month day 25 by FREQ=MONTHLY;BYMONTHDAY=25"],
    ),
    (
        "Hằng quý, gửi số liệu trước ngày 15 của tháng cuối quý.",
        ["recurring quarter day 15 month 3 before FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"],
    ),
    (
        "Các phòng gửi báo cáo quý trước ngày 10 tháng đầu quý sau.",
        ["recurring quarter day 10 month 1 before FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"],
    ),
    (
        "Báo cáo định kỳ 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12).",
        [
            "recurring half day 15 month 6 before FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15",
            "recurring year day 15 month 12 before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
        ],
    ),
    (
        "Báo cáo định kỳ 6 tháng và hằng năm.",
        ["recurring half FREQ=MONTHLY;INTERVAL=6", "recurring year FREQ=YEARLY"],
    ),
    (
        "Tổng hợp tình hình theo tuần, tháng và quý báo cáo UBND tỉnh.",
        [
            "recurring week FREQ=WEEKLY",
            "recurring month FREQ=MONTHLY",
            "recurring quarter FREQ=MONTHLY;INTERVAL=3",
        ],
    ),
    ("Phân tích số liệu theo tháng, quý và năm.", []),
    (
        "Gửi báo cáo quý, 6 tháng, 9 tháng và năm về Sở.",
        [
            "recurring quarter FREQ=MONTHLY;INTERVAL=3",
            "recurring half FREQ=MONTHLY;INTERVAL=6",
            "recurring year month 9 FREQ=YEARLY;BYMONTH=9",
            "recurring year FREQ=YEARLY",
        ],
    ),
    (
        "Giao ban vào thứ Sáu hằng tuần; gửi tin trước 15h00 thứ Sáu hằng tuần.",
        [
            "recurring week weekday 5 on FREQ=WEEKLY;BYDAY=FR",
            "recurring week weekday 5 15:00 before FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0;BYSECOND=0",
        ],
    ),
    (
        "Kiểm tra 02 tuần/lần; giao ban mỗi quý ít nhất 01 lần.",
        ["recurring week FREQ=WEEKLY;INTERVAL=2", "recurring quarter FREQ=MONTHLY;INTERVAL=3"],
    ),
    ("Nộp báo cáo vào ngày 20 hằng tháng.", ["recurring month day 20 on FREQ=MONTHLY;BYMONTHDAY=20"]),
    (
        "Hằng năm, trước ngày 30/11, các đơn vị gửi kế hoạch.",
        ["recurring year day 30 month 11 before FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"],
    ),
    ("Gửi báo cáo tổng kết trước ngày 31/01 của năm sau.", ["date 2025-01-31 before computed"]),
    ("Thời hạn hoàn thành: Tháng 5/2024.", ["period 2024-05-31 by"]),
    ("Thời gian: Quý I, II/2024.", ["period 2024-06-30 by"]),
    ("Đánh giá theo kế hoạch, theo quy định, theo tiến độ được duyệt.", []),
    ("Báo cáo theo thời hạn tại Công văn số 512/UBND-NV.", []),
    ("Đảm bảo thời gian quy định; đúng tiến độ.", []),
    (
        "Đồng ý kéo dài đến hết quý I/2025; gia hạn đến 30/6/2024.",
        ["period 2025-03-31 by", "date 2024-06-30 by"],
    ),
    (
        "Báo cáo quý gửi chậm nhất ngày 20 của tháng liền kề sau quý báo cáo.",
        ["recurring quarter day 20 month 1 by FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=20"],
    ),
    (
        "Định kỳ trước ngày 15 tháng 6 và 15 tháng 11 hằng năm báo cáo UBND tỉnh.",
        [
            "recurring year day 15 month 6 before FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
            "recurring year day 15 month 11 before FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15",
        ],
    ),
    (
        "Báo cáo trước ngày 10 tháng 01 của năm liền kề sau năm đánh giá.",
        ["recurring year day 10 month 1 before FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10"],
    ),
    (
        "Gửi hồ sơ trước 30 ngày làm việc của các đợt trao tặng.",
        ["duration 30 working_day event (các đợt trao tặng) before"],
    ),
    (
        "Cuối đợt giám sát (sau 05 ngày làm việc), mỗi thành viên gửi nhận xét.",
        ["duration 5 working_day event"],
    ),
    ("Lễ được tổ chức vào dịp kỷ niệm các ngày lễ lớn 3/2, 19/5, 2/9 hằng năm.", []),
    (
        "Đăng ký nhu cầu trước ngày 10 tháng liền kề trước tháng kế hoạch.",
        ["recurring month day 10 before FREQ=MONTHLY;BYMONTHDAY=10"],
    ),
    (
        "Lập dự trù trước ngày 25 của tháng liền trước quý kế hoạch.",
        ["recurring quarter day 25 month 3 before FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"],
    ),
    (
        "Hằng quý, tổng hợp và gửi kết quả trước ngày 10 của tháng tiếp theo.",
        ["recurring quarter day 10 month 1 before FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"],
    ),
    (
        "Hằng năm, Phòng Y tế báo cáo trước ngày 15/6 và ngày 15/12.",
        [
            "recurring year day 15 month 6 before FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
            "recurring year day 15 month 12 before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
        ],
    ),
    ("Chủ đầu tư bổ sung hồ sơ trong 07 ngày tiếp theo.", ["duration 7 day event by"]),
    ("Quá thời hạn trên, đơn vị nào không có văn bản thì xem như thống nhất.", []),
    (
        "Nộp báo cáo trước 31/3/2024 đối với cấp xã; trước 05/4/2024 đối với cấp huyện.",
        ["date 2024-03-31 before", "date 2024-04-05 before"],
    ),
    (
        "Xong trong tuần đầu tháng 4; gửi chậm nhất tuần 3 tháng 4; đáp chậm nhất tuần cuối tháng 4.",
        ["period 2024-04-07 by", "period 2024-04-21 by", "period 2024-04-30 by"],
    ),
    ("Gửi danh sách trước thứ Bảy, ngày 23/3/2024.", ["date 2024-03-23 before"]),
    ("Gửi báo cáo trước ngày 30/02/2024; nộp quỹ trước 31/4.", ["date before ?", "date before ?"]),
    ("Các đơn vị đã báo cáo ngày 15/3.", []),
    ("Hoàn thành tu bổ trước ngày 10 tháng 3 âm lịch.", ["date 2024-04-18 before computed"]),
]


def tell(resolved):
    limit = resolved.deadline
    told = [limit.kind.value]
    if limit.kind == "duration":
        told += [str(limit.amount), limit.unit, limit.anchor or "-"]
    if limit.kind == "recurring":
        told.append(limit.every or limit.unit or "-")
        told += [f"day {limit.day}"] if limit.day else []
        told += [f"weekday {limit.weekday}"] if limit.weekday else []
        told += [f"month {limit.month_offset}"] if limit.month_offset else []
    told += [f"({limit.event})"] if limit.event else []
    told += [limit.due.isoformat()] if limit.due else []
    told += [limit.time] if limit.time else []
    told += [limit.bound.value] if limit.bound else []
    told += ["computed"] if resolved.computed else []
    told += ["?"] if resolved.doubt else []
    return " ".join([*told, resolved.rrule] if resolved.rrule else told)


def read(sentence, *, issued=ISSUED, received=None):
    head = f"Đông Hải, ngày {issued.day:02} tháng {issued.month:02} năm {issued.year}"
    letter = letter_of(f"[motto]\n{head}\n[body]\n{sentence}\n")
    found = list(deadlines(letter))
    assert all(0 <= one.start < one.end <= len(letter.text) for one in found)
    return [tell(resolve(one.value, issued, received or issued, Calendar())) for one in found]


@pytest.mark.parametrize(("sentence", "meant"), CATALOGUE)
def test_each_wording_is_read_and_dated(sentence, meant):
    """A sentence of the catalogue means exactly these limits, and no other."""
    assert read(sentence) == meant


@pytest.mark.parametrize(
    ("sentence", "issued", "received", "meant"),
    [
        (
            "Trả lời trong thời hạn 03 ngày làm việc.",
            dt.date(2024, 4, 24),
            None,
            ["duration 3 working_day - 2024-05-02 by computed ?"],
        ),
        (
            "Báo cáo trong 05 ngày làm việc kể từ ngày nhận được văn bản này.",
            dt.date(2024, 2, 1),
            dt.date(2024, 2, 2),
            ["duration 5 working_day receipt 2024-02-16 by computed"],
        ),
        ("Nộp báo cáo trước ngày 05/01.", dt.date(2024, 12, 20), None, ["date 2025-01-05 before"]),
        (
            "Gửi tài liệu chậm nhất 03 ngày làm việc trước ngày họp (ngày 15/5/2024).",
            ISSUED,
            None,
            ["duration 3 working_day event (họp) 2024-05-10 before computed"],
        ),
        (
            "Gửi giấy mời trước khi tổ chức hội nghị 10 ngày (hội nghị ngày 15/5/2024).",
            ISSUED,
            None,
            ["duration 10 day event (tổ chức hội nghị) 2024-05-05 before computed"],
        ),
        ("Chi trả xong trước Tết Nguyên đán.", dt.date(2024, 1, 5), None,
         ["event (Tết Nguyên đán) 2024-02-10 before computed"]),
    ],
)  # fmt: skip
def test_the_letters_day_and_the_day_of_receipt_count(sentence, issued, received, meant):
    """Working days skip holidays and make-up Saturdays; a day without year follows the letter."""
    assert read(sentence, issued=issued, received=received) == meant
