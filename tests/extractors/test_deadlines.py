"""What is no time limit, and where limits stand: cues, labels, headings, table columns, OCR's slips."""

from __future__ import annotations

import datetime as dt

import pytest
from letters import letter_of

from extractors.deadlines import deadlines
from models.finding import Bound, DeadlineKind

HEAD = "[motto]\nĐông Hải, ngày 20 tháng 3 năm 2024\n"

MONTH_TO_YEAR = (
    "Định kỳ hằng tháng (trước ngày 15), hằng quý (trước ngày 15 của tháng cuối quý), "
    "6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo UBND tỉnh."
)
REPORTS = (
    "Báo cáo tháng gửi trước ngày 20 hằng tháng; báo cáo quý gửi trước ngày 20 tháng cuối quý; "
    "báo cáo năm gửi trước ngày 05/12."
)
NOT_LIMITS = [
    "Căn cứ Luật Đầu tư công ngày 29/11/2024 và Nghị định số 85/2025/NĐ-CP ngày 08/4/2025 của Chính phủ.",
    "Nghị định này có hiệu lực thi hành từ ngày 01/7/2025.",
    "Quyết định có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/2020/QĐ-UBND ngày 05/3/2020.",
    "Giấy phép có thời hạn đến ngày 31/12/2030.",
    "Các dự án được phê duyệt trước ngày 01/8/2024 thì tiếp tục thực hiện theo quy định cũ.",
    "Đối với hồ sơ đã tiếp nhận trước ngày 01/7/2025, tiếp tục giải quyết theo quy trình cũ.",
    "Chịu trách nhiệm trước Chủ tịch UBND tỉnh và trước pháp luật.",
    "Số liệu tính đến ngày 15/3/2024; kỳ báo cáo từ ngày 15/12/2023 đến ngày 14/3/2024.",
    "Báo cáo kết quả 6 tháng đầu năm 2024 và phương hướng nhiệm vụ 6 tháng cuối năm.",
    "Trong quý I năm 2024, thị xã đã tiếp nhận 312 hồ sơ.",
    "Kế hoạch phát triển kinh tế - xã hội năm 2025.",
    "Chương trình hành động giai đoạn 2021-2025, tầm nhìn đến năm 2030.",
    "Thời gian: 08 giờ 00, ngày 22/3/2024 (thứ Sáu), tại Hội trường UBND thị xã.",
    "Hội nghị tổ chức vào lúc 14h00 ngày 25/3/2024 tại Sở Nội vụ.",
    "Kết luận tại cuộc họp ngày 12/3/2024.",
    "Chào mừng kỷ niệm 94 năm Ngày thành lập Đảng (03/02/1930 - 03/02/2024).",
    "Ngày 15/3/2024, Sở Nội vụ có Công văn số 512/SNV-CCHC đề nghị các đơn vị báo cáo.",
    "Trước đây, trước mắt, trước hết cần tập trung rà soát.",
    "Trực 24/24 giờ; tỷ lệ 1/2; có 8/10 xã đạt; hoạt động 24/7.",
    "Sau đây gọi là Kế hoạch; sau khi sắp xếp còn 12 xã.",
    "Rút ngắn thời gian giải quyết từ 15 ngày xuống còn 10 ngày làm việc.",
    "Hợp đồng lao động có thời hạn 12 tháng.",
    "Nghỉ Tết từ ngày 08/02/2024 đến hết ngày 14/02/2024.",
    "Ông Nguyễn Văn A, sinh ngày 01/01/1980, CCCD cấp ngày 10/5/2021.",
    "Phấn đấu đến hết năm 2025, tỷ lệ hồ sơ trực tuyến đạt 80%.",
    "Mục tiêu đến năm 2025 hoàn thành 100% chỉ tiêu.",
    "Đánh giá, xếp loại cán bộ, công chức hằng năm theo quy định.",
    "Xây dựng kế hoạch kiểm tra hằng năm, dự toán ngân sách hằng năm trình cấp có thẩm quyền.",
    "Theo báo cáo định kỳ của các đơn vị, tình hình ổn định.",
    "Tăng 5% so với cùng kỳ năm 2023.",
    "Tính đến ngày 31/12/2023, toàn huyện có 15 xã đạt chuẩn.",
    "Từ ngày 01/01/2024 đến ngày 15/3/2024 xảy ra 03 vụ cháy.",
    "Thời gian báo cáo: từ ngày 15/12/2023 đến ngày 14/3/2024.",
    "Lễ khai mạc diễn ra từ ngày 25/3/2024 đến ngày 28/3/2024 tại Nhà văn hóa.",
    "Thời gian, địa điểm: 01 ngày, ngày 25/3/2024 tại Hội trường.",
    "Đã hoàn thành trong tháng 02/2024.",
    "Công trình đã được nghiệm thu trước ngày 15/01/2024.",
    "Công trình hoàn thành năm 2023 và đưa vào sử dụng quý I/2024.",
    "Trợ cấp trong thời gian 06 tháng; phạt tiền trong 3 năm liên tục.",
    "Học sinh sinh trước ngày 01/01/2010 không thuộc diện này.",
    "Thực hiện Công văn số 77/UBND-NC ngày 10/3/2024 về việc báo cáo tháng 3 năm 2024.",
    "Bảo hành 24 tháng kể từ ngày bàn giao.",
    "Người lao động có đủ 05 năm công tác trở lên.",
    "Thời gian công tác: từ tháng 3/2010 đến tháng 5/2024.",
    "Trong thời gian qua, trong thời gian tới, trong thời gian sớm nhất.",
    "Kinh phí năm 2024 chuyển sang năm 2025.",
    "Năm học 2024-2025 bắt đầu từ ngày 05/9/2024.",
    "Phê duyệt Đề án phát triển du lịch đến năm 2025, định hướng đến năm 2030.",
    "Văn bản số 512/SNV yêu cầu báo cáo trước ngày 15/3/2024; tuy nhiên đến nay chưa nhận được.",
]


def found_in(text, head=HEAD):
    letter = letter_of(f"{head}{text}")
    return [(letter.text[one.start : one.end], one) for one in deadlines(letter)]


def told(text, head=HEAD):
    """Return due day (or what is known of it) and bound of each limit."""
    limits = [one.value for _, one in found_in(text, head)]
    return [(str(limit.due or limit.day or limit.amount or ""), str(limit.bound or "")) for limit in limits]


@pytest.mark.parametrize("sentence", NOT_LIMITS)
def test_days_that_nobody_has_to_meet_are_no_limits(sentence):
    """Dates of documents, validity, figures, meetings, goals and the past give nothing."""
    assert found_in(f"[body]\n{sentence}\n") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Gửi báo cáo về Sở trước ngày 15/4/2024 để tổng hợp.", ["trước ngày 15/4/2024"]),
        (
            "Gửi báo cáo trước 16 giờ 00, ngày 05 tháng 4 năm 2024.",
            ["trước 16 giờ 00, ngày 05 tháng 4 năm 2024"],
        ),
        ("Hằng tháng, trước ngày 20, các xã báo cáo.", ["Hằng tháng, trước ngày 20"]),
        (
            "Chậm nhất sau 05 ngày làm việc kể từ ngày nhận được Công văn này, đơn vị trả lời.",
            ["Chậm nhất sau 05 ngày làm việc kể từ ngày nhận được Công văn này"],
        ),
        (
            "Báo cáo trước ngày 05/4/2024 và ngày 05/10/2024.",
            ["trước ngày 05/4/2024", "ngày 05/10/2024"],
        ),
    ],
)
def test_a_finding_covers_the_words_of_the_limit(sentence, words):
    """The span holds cue and day, and nothing of the order around it."""
    assert [text for text, _ in found_in(f"[body]\n{sentence}\n")] == words


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Sở Y tế hoàn thành trước ngày 10/4/2024, Sở Tài chính trước ngày 20/4/2024.",
         [("2024-04-10", "before"), ("2024-04-20", "before")]),
        ("Chậm nhất đến 17 giờ ngày 28/3/2024 phải gửi xong.", [("2024-03-28", "by")]),
        ("Tham mưu UBND tỉnh ban hành Kế hoạch trong tháng 4/2024.", [("2024-04-30", "by")]),
        ("Giải ngân 100% vốn trong năm 2024.", [("2024-12-31", "by")]),
        ("Hạn cuối nhận bài dự thi: 24h00 ngày 30/4/2024.", [("2024-04-30", "by")]),
        ("Thống nhất lùi thời hạn nộp báo cáo đến ngày 10/4/2024.", [("2024-04-10", "by")]),
        ("Sở Xây dựng kiến nghị kéo dài thời gian thực hiện đến ngày 10/4/2024.", []),
        ("Dự kiến hoàn thành trong quý II/2024.", []),
        ("Kết quả thực hiện nhiệm vụ trong quý I/2024 đạt yêu cầu.", []),
        ("Các công trình xây dựng trước năm 2010 được rà soát.", []),
        ("Phương án phải được phê duyệt trước ngày 30/4/2024.", [("2024-04-30", "before")]),
        ("Các giấy phép được cấp trước ngày 30/4/2024 còn giá trị.", []),
    ],
)  # fmt: skip
def test_the_words_before_a_day_decide(sentence, meant):
    """The same day is a limit after one verb and a fact after another."""
    assert told(f"[body]\n{sentence}\n") == meant


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        (MONTH_TO_YEAR,
         [("month", 15, None), ("quarter", 15, 3), ("half", 15, 6), ("year", 15, 12)]),
        ("Báo cáo hằng tháng, quý, 6 tháng, năm theo quy định.",
         [("month", None, None), ("quarter", None, None), ("half", None, None), ("year", None, None)]),
        ("Báo cáo trước ngày 15/6 và ngày 15/12 hằng năm.", [("year", 15, 6), ("year", 15, 12)]),
        ("Từ ngày 25 đến ngày 30 hằng tháng, các đơn vị nộp phiếu.", [("month", 30, None)]),
        (REPORTS,
         [("month", 20, None), ("quarter", 20, 3), ("year", 5, 12)]),
        ("Định kỳ, báo cáo kết quả về Sở.", [(None, None, None)]),
        ("Chậm nhất ngày 20/12 hằng năm gửi Sở Nội vụ.", [("year", 20, 12)]),
        ("Mỗi tháng một lần, vào ngày 05, Tổ công tác họp.", [("month", 5, None)]),
        ("Nộp trước ngày làm việc cuối cùng hằng tháng.", [("month", -1, None)]),
        ("Phòng Y tế gửi báo cáo trước 25 hằng tháng về Sở.", [("month", 25, None)]),
        ("Báo cáo ngày: trước 17h00; báo cáo tuần: trước 15 giờ thứ Năm.",
         [(None, None, None), ("week", None, None)]),
        ("Trước ngày 05 của tháng kế tiếp, gửi số liệu báo cáo tháng về Sở.", [("month", 5, None)]),
        ("Phòng Tổng hợp theo dõi, hằng tuần báo cáo Lãnh đạo Cục.", [("week", None, None)]),
        ("Chuyển danh sách chậm nhất ngày mùng 5 hằng tháng.", [("month", 5, None)]),
        ("6 tháng (trước ngày 10/6) và hàng năm (trước ngày 10/12) báo cáo Sở.",
         [("half", 10, 6), ("year", 10, 12)]),
        ("Báo cáo tiến độ 1 tháng 1 lần, ngày 28.", [("month", 28, None)]),
        ("Ngày 15 tháng cuối quý các đơn vị gửi báo cáo quý.", [("quarter", 15, 3)]),
        ("Số liệu chuyển Phòng Kinh tế ngày cuối cùng của tháng.", [("month", -1, None)]),
        ("Bàn giao nhà trước 30 tháng 11 hàng năm.", [("year", 30, 11)]),
        ("Báo cáo vào 16h00 các ngày thứ ba, thứ sáu hằng tuần.", [("week", None, None), ("week", None, None)]),
        ("Thực hiện chế độ báo cáo định kỳ.", []),
        ("Tham mưu kế hoạch thanh tra hằng năm.", []),
    ],
)  # fmt: skip
def test_what_recurs_is_told_apart_period_by_period(sentence, meant):
    """Each period of a list is a limit of its own, with the day that belongs to it."""
    limits = [one.value for _, one in found_in(f"[body]\n{sentence}\n")]

    assert [(limit.every, limit.day, limit.month_offset) for limit in limits] == meant


def test_a_label_makes_a_day_a_limit():
    """A label "Thời gian thực hiện: …" needs no cue; a venue beside it makes it a meeting."""
    assert told("[body]\n- Thời gian thực hiện: Ngày 26, 27/4/2024\n") == [("2024-04-27", "on")]
    assert told("[body]\n- Địa điểm: Hội trường\n- Thời gian: Ngày 26/4/2024\n") == []
    assert told("[body]\n- Thời gian đào tạo: Ngày 26/4/2024\n") == []
    assert told("[body]\n- Thời gian báo cáo: từ ngày 01/4/2024 đến ngày 30/4/2024\n") == []


def test_a_heading_gives_its_label_to_the_paragraph_below():
    """A heading "THỜI GIAN THỰC HIỆN" governs the day below it."""
    assert told("[body]\nIII. THỜI GIAN THỰC HIỆN\nTừ tháng 4 đến tháng 6/2024.\n") == [("2024-06-30", "by")]
    assert told("[body]\nIII. NỘI DUNG\nTừ tháng 4 đến tháng 6/2024.\n") == []


def test_cells_below_a_heading_of_time_are_limits():
    """A column "Thời gian hoàn thành" makes limits of bare days, periods and what recurs."""
    table = """[table]
    TT | Nội dung công việc | Đơn vị chủ trì | Thời gian hoàn thành
    1 | Khảo sát | Phòng Lao động | 15/4/2024
    2 | Tập huấn | Phòng Văn hóa | Tháng 5/2024
    3 | Sơ kết | Phòng Nội vụ | Quý II - Quý III
    4 | Trực | Công an | Thường xuyên
    5 | Báo cáo | Văn phòng | Trước ngày 20 hằng tháng
    6 | Tổng kết | Văn phòng | Trước 30/11
    """
    limits = [one.value for _, one in found_in(table)]

    assert [limit.kind for limit in limits] == [
        DeadlineKind.DATE,
        DeadlineKind.PERIOD,
        DeadlineKind.PERIOD,
        DeadlineKind.RECURRING,
        DeadlineKind.DATE,
    ]
    assert limits[0].due == dt.date(2024, 4, 15)
    assert limits[2].month == 9
    assert limits[4].bound is Bound.BEFORE


def test_a_timetable_holds_no_limits():
    """Days of a course or a programme are when something takes place."""
    table = """[table]
    Thời gian | Nội dung | Giảng viên | Địa điểm
    15/4/2024 | Khai giảng | Ông Bình | Hội trường
    """
    assert told(table) == []


def test_a_quoted_rule_is_nobodys_task_but_a_quoted_day_is():
    """Spans of time in quoted law are left out, over paragraphs too."""
    quoted = "“1. Trong thời hạn 07 ngày làm việc, đơn vị gửi báo cáo.\n2. Không quá 12 tháng kể từ ngày ký.”"
    assert told(f"[body]\nĐiều 5 quy định: {quoted}\n") == []
    assert told("[body]\nChủ tịch chỉ đạo: “Báo cáo trước ngày 30/4/2024”.\n") == [("2024-04-30", "before")]


def test_a_limit_that_had_passed_is_told_and_not_set():
    """A day before the letter is dropped; a year too early right after New Year is kept, unsure."""
    late = "Công văn số 12/SNV yêu cầu báo cáo trước ngày 15/02/2024; đến nay chưa nhận được."
    assert told(f"[body]\n{late}\n") == []

    january = "[motto]\nĐông Hải, ngày 05 tháng 01 năm 2024\n"
    ((_, slip),) = found_in("[body]\nGửi danh sách trước ngày 20/01/2023.\n", january)
    assert slip.value.due == dt.date(2023, 1, 20)
    assert slip.confidence < 0.9


def test_a_blank_day_in_the_head_still_gives_the_year():
    """With only month and year printed, the year of a day is read from them; else it is left open."""
    blank = "[motto]\nĐông Hải, ngày     tháng 12 năm 2024\n"
    assert told("[body]\nGửi trước ngày 15/01 để tổng hợp.\n", blank) == [("2025-01-15", "before")]
    assert told("[body]\nBáo cáo trước ngày 15/01 năm sau.\n", blank) == [("2025-01-15", "before")]
    assert told("[body]\nGửi trước ngày 15/4 để tổng hợp.\n") == [("15", "before")]
    assert told("[body]\nGửi trước ngày 15/4 để tổng hợp.\n", "") == [("15", "before")]


@pytest.mark.parametrize(
    "sentence",
    ["Gửi truớc ngảy 15/4/2024.", "Gửi trước ngày 15 thảng 4 nãm 2024.", "Gửi trước ngày 15/ 4 /2024."],
)
def test_marks_that_ocr_spoils_are_read(sentence):
    """A cue "trước ngày" with wrong marks is still one."""
    assert told(f"[body]\n{sentence}\n") == [("2024-04-15", "before")]


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Báo cáo kết quả trước ngày 20 hãng tháng.", ("month", 20)),
        ("Định kỳ thứ Năm hãng tuần báo cáo tình hình.", ("week", None)),
        ("Định kỳ hãng quý báo cáo Chủ tịch.", ("quarter", None)),
    ],
)
def test_what_recurs_is_read_whatever_marks_ocr_gives_it(sentence, meant):
    """Where "hãng tháng" stands no other word than "hằng tháng" can."""
    ((_, finding),) = found_in(f"[body]\n{sentence}\n")
    assert (finding.value.every, finding.value.day) == meant


@pytest.mark.parametrize(
    ("written", "due"), [("I1", 6), ("IH", 9), ("HI", 9), ("II1", 9), ("1V", 12), ("H", 6)]
)
def test_the_strokes_of_a_quarter_are_counted(written, due):
    """OCR reads the strokes of III as an H and a stroke, or ends them with a 1."""
    ((_, finding),) = found_in(f"[body]\nHoàn thành trong quý {written}/2024.\n")
    assert finding.value.due == dt.date(2024, due, 31 if due == 12 else 30)


def test_a_digit_read_out_of_a_letter_is_not_sure():
    """A day "l5/4/2024" is read as the 15th, below the threshold of what is sure."""
    ((_, mended),) = found_in("[body]\nGửi trước ngày l5/4/2024.\n")
    ((_, clean),) = found_in("[body]\nGửi trước ngày 15/4/2024.\n")

    assert mended.value.due == clean.value.due == dt.date(2024, 4, 15)
    assert mended.confidence < 0.9 <= clean.confidence


def test_poor_reading_lowers_confidence():
    """A word that OCR was not sure of makes the limit unsure."""
    letter = letter_of(f"{HEAD}[body]\nGửi trước ngày 15/4/2024.\n", confidence=0.6)

    assert next(deadlines(letter)).confidence < 0.7


def test_invitations_and_subjects_give_no_limits():
    """The hours of a meeting are no limit; what is to be sent beforehand is."""
    text = """[title]
    GIẤY MỜI
    Dự hội nghị trước mùa mưa bão năm 2024
    [body]
    Thời gian: 14 giờ 00, ngày 26/4/2024.
    Đề nghị gửi tham luận về Văn phòng trước 10h00 ngày 24/4/2024.
    """
    assert told(text) == [("2024-04-24", "before")]


def test_the_period_that_is_reported_on_is_not_counted_back_from_the_day():
    """The half year of "báo cáo 6 tháng trước ngày 10/6" is what is reported on; the day is the limit."""
    letter = letter_of(HEAD + "[body]\nCác xã gửi báo cáo 6 tháng trước ngày 10/6/2024 về UBND huyện.")

    assert [f.value.due for f in deadlines(letter)] == [dt.date(2024, 6, 10)]
