"""How orders are worded elsewhere: whom a part concerns, forms' parts, speakers, groups at work."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Field, Role

OPENING = "UBND tỉnh yêu cầu các sở thực hiện:\n"


def instructions(text):
    letter = letter_of(text)
    return [(letter.text[f.start : f.end], f.value) for f in tasks(letter) if f.field is Field.TASK]


def named(text):
    return [f.value.name for f in tasks(letter_of(text)) if f.field is Field.ASSIGNEE]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("2. Đối với UBND các huyện: Rà soát diện tích thiếu nước.", ["UBND các huyện"]),
        ("Riêng các trường có học sinh đi đò: lập danh sách học sinh.", ["các trường có học sinh đi đò"]),
    ],
)
def test_those_whom_a_part_concerns_are_told_in_it(sentence, told):
    """A body named before a colon is told what stands behind it."""
    letter = letter_of(OPENING + sentence)

    assert [f.value.name for f in tasks(letter) if f.field is Field.ASSIGNEE][-1:] == told


def test_a_speaker_may_have_an_abbreviation_in_brackets():
    """The speaker of "Sở Y tế (sau đây gọi là Sở) đề nghị Phòng Y tế" is not told; Phòng Y tế is."""
    letter = letter_of("Sở Y tế (sau đây gọi là Sở) đề nghị Phòng Y tế kiểm kê thuốc.")

    assert [f.value.name for f in tasks(letter) if f.field is Field.ASSIGNEE] == ["Phòng Y tế"]


def test_the_parts_of_what_is_to_be_made_are_no_tasks():
    """Below "hoàn thành biểu mẫu gồm:" stands what the form holds; below "Ưu điểm:" what was found."""
    text = """
        UBND huyện yêu cầu các xã:
        1. Hoàn thành bộ biểu mẫu kèm theo, gồm:
        - Phần I: Thống kê số lượng hộ chăn nuôi trên địa bàn.
        - Phần II: Đăng ký nhu cầu vắc xin của từng thôn.
        2. Gửi báo cáo về UBND huyện.
        3. Ưu điểm: Các xã đã cơ bản chấp hành chế độ báo cáo.
    """

    assert [words[:9] for words, _ in instructions(text)] == ["Hoàn thàn", "Gửi báo c"]


def test_how_a_group_works_is_no_task():
    """That it works "theo chế độ kiêm nhiệm" orders nothing."""
    text = "Quyết định:\nĐiều 2. Tổ công tác làm việc theo chế độ kiêm nhiệm."

    assert instructions(text) == []


def test_points_counted_in_words_are_items():
    """Below an order, "Một là, …; Hai là, …" are items like numbered ones."""
    text = (
        OPENING + "Một là, mở rộng điểm thanh toán.\nHai là, phối hợp Sở Y tế thu viện phí.\nThứ ba: báo cáo."
    )

    assert [words for words, _ in instructions(text)] == [
        "mở rộng điểm thanh toán",
        "phối hợp Sở Y tế thu viện phí",
        "báo cáo",
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "1. Phòng Chống buôn lậu và Xử lý vi phạm tổng hợp vụ việc.",
            "Phòng Chống buôn lậu và Xử lý vi phạm",
        ),
        ("1. Đội Kiểm soát phòng, chống ma túy tuần tra.", "Đội Kiểm soát phòng, chống ma túy"),
        ("1. Cục Quản lý xây dựng công trình thẩm định dự án.", "Cục Quản lý xây dựng công trình"),
        ("1. Phòng Quản trị - Thiết bị rà soát tài sản.", "Phòng Quản trị - Thiết bị"),
        ("1. Phòng Y tế thông báo đến các trạm việc thu hồi.", "Phòng Y tế"),
        ("1. Sở Y tế công khai số điện thoại đường dây nóng.", "Sở Y tế"),
    ],
)
def test_a_body_named_after_its_work_is_told_whole(sentence, told):
    """Verbs in the name of a body belong to it; what it announces or publishes is its task."""
    assert told in named(OPENING + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Quyết định này có hiệu lực kể từ ngày ký.",
        "2. Tiếp xúc cử tri: Dự kiến từ ngày 25/4 tại hội trường.",
        "Mọi chi tiết đề nghị các đơn vị liên hệ Phòng Nội vụ.",
        "Nếu có vướng mắc, đề nghị liên hệ đồng chí Lan.",
    ],
)
def test_what_orders_nothing_is_left_out(sentence):
    """A decision's force, a date with its label and whom to ring are no tasks."""
    assert instructions(OPENING + "1. Rà soát kho thuốc.\n" + sentence)[1:] == []


def test_who_is_told_in_one_item_is_not_told_in_the_next():
    """The order in the text of item 2 does not govern item 3, which names nobody."""
    text = """
        UBND phường xây dựng kế hoạch như sau:
        III. NỘI DUNG THỰC HIỆN
        2. Lập danh sách cử tri:
        Công an phường rà soát cử tri, trình UBND phường trước ngày 03/4/2021.
        3. Bảo đảm kinh phí, cơ sở vật chất cho các tổ bầu cử.
    """
    *_, (words, value) = instructions(text)

    assert words.startswith("Bảo đảm kinh phí")
    assert all("Công an" not in letter_of(text).text[start:end] for start, end in value.scope)


def test_a_delivery_cut_short_by_a_page_stays_a_task():
    """An item without its full stop, with a paragraph below it, is a delivery all the same."""
    text = OPENING + (
        "3. Báo cáo được gửi trước ngày 04/01/2018 về Sở Y tế và gửi tập tin qua hộp thư điện tử của phòng\n"
        "Sở Y tế thông báo để các sở biết, thực hiện."
    )

    assert any(words.startswith("Báo cáo được gửi trước ngày 04/01/2018") for words, _ in instructions(text))


def test_a_title_whose_roman_number_was_read_as_one_is_above_the_items():
    """Below "1. MỤC ĐÍCH" (OCR's "I.") stand goals, and the next title is as high."""
    text = """
        Hai bên thống nhất chương trình phối hợp như sau:
        1. MỤC ĐÍCH, YÊU CẦU
        1. Nâng cao đời sống văn hóa của công nhân.
        2. Hoạt động phối hợp phải thường xuyên.
        II. PHÂN CÔNG TRÁCH NHIỆM
        1. Sở Văn hóa: Cung cấp tài liệu tuyên truyền.
    """

    assert [words for words, _ in instructions(text)] == ["Sở Văn hóa: Cung cấp tài liệu tuyên truyền"]


@pytest.mark.parametrize(
    "sentence",
    ["Tổ chức, phối hợp tổ chức các hội thi trong công nhân.", "Phối hợp tổ chức các hội thi."],
)
def test_to_hold_something_together_names_no_partner(sentence):
    """The verb "tổ chức" after "phối hợp" is nobody."""
    assert named(OPENING + "1. " + sentence) == ["các sở"]


def test_what_a_programme_reaches_is_not_whom_it_is_reported_to():
    """The "trình" in "chương trình" submits nothing."""
    [(_, value)] = instructions(OPENING + "1. Quán triệt chương trình phối hợp đến các cấp công đoàn.")

    assert value.report_to is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("1. Các chi đoàn, liên đội: trồng cây xanh.", "Các chi đoàn, liên đội"),
        (
            "Yêu cầu Tổng Giám đốc các Tập đoàn, Tổng công ty, Thủ trưởng đơn vị liên quan rà soát vốn.",
            "Tổng Giám đốc các Tập đoàn, Tổng công ty",
        ),
        ("Giao Cục Thuế - Cơ quan Thường trực tổng hợp số thu.", "Cục Thuế"),
        ("Ban Chỉ huy Quân sự xã: Phân công lực lượng dân quân trực.", "Ban Chỉ huy Quân sự xã"),
    ],
)
def test_names_of_leagues_companies_and_standing_offices(sentence, told):
    """A list that shares one "các" stays whole; what a body is besides, and its own staff, are not told."""
    assert told in named("UBND tỉnh có ý kiến như sau:\n" + sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "UBND xã yêu cầu Công an xã căn cứ chức năng, nhiệm vụ được giao phối hợp thực hiện.",
            [("Công an xã", Role.COOPERATE)],
        ),
        (
            "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện; giao Phòng Hành chính theo dõi, đôn đốc.",
            [("Phòng Hành chính", Role.MONITOR)],
        ),
        (
            "Bộ giao Cục Thú y làm đầu mối, theo dõi, tổng hợp; các Viện Thú y, Viện Chăn nuôi cử đội cơ động.",
            [("Cục Thú y", Role.MONITOR), ("các Viện Thú y", Role.LEAD), ("Viện Chăn nuôi", Role.LEAD)],
        ),
    ],
)
def test_who_does_what_behind_a_semicolon_or_a_basis(sentence, told):
    """What is passed on orders nobody, the order behind it does; a centre that follows others monitors."""
    found = [f.value for f in tasks(letter_of(sentence)) if f.field is Field.ASSIGNEE]

    assert [(who.name, who.role) for who in found] == told


def test_a_sentence_behind_a_task_may_say_who_does_it():
    """Behind a task "Đơn vị thực hiện: …; phối hợp: …" in the same item is no task of its own."""
    text = """
        UBND phường giao nhiệm vụ như sau:
        1. Vận động người dân nộp bản sao. Đơn vị thực hiện: Phòng Văn hóa; phối hợp: Công an phường.
    """
    letter = letter_of(text)
    roles = [(f.value.name, f.value.role) for f in tasks(letter) if f.field is Field.ASSIGNEE]

    assert [words for words, _ in instructions(text)] == ["Vận động người dân nộp bản sao"]
    assert roles == [("Phòng Văn hóa", Role.LEAD), ("Công an phường", Role.COOPERATE)]


def test_what_a_guide_wants_handed_in_by_a_day_is_a_task():
    """The other items of a letter that guides describe; how a group ends is told nobody."""
    guide = """
        Sở Y tế hướng dẫn một số nội dung sau:
        1. Hồ sơ
        - Chụp ảnh thẻ theo mẫu của Bộ, in hai mặt.
        - In danh sách học viên; nộp 01 bản về Sở chậm nhất ngày 05/6/2024.
    """
    group = "UBND huyện yêu cầu Tổ công tác:\n1. Rà soát hồ sơ.\n2. Tổ công tác tự giải thể khi xong việc."

    assert [words[:13] for words, _ in instructions(guide)] == ["In danh sách "]
    assert [words for words, _ in instructions(group)] == ["Rà soát hồ sơ"]


def test_below_the_call_of_a_meeting_only_what_is_to_be_prepared_is_a_task():
    """Who takes the chair is told nothing."""
    text = """
        UBND xã tổ chức cuộc họp xét khen thưởng, cụ thể như sau:
        1. Chủ trì: Ông Lê Văn Nam - Chủ tịch UBND xã.
        2. Phân công chuẩn bị
        - Phòng Kinh tế chuẩn bị báo cáo.
    """

    assert [words for words, _ in instructions(text)] == ["Phòng Kinh tế chuẩn bị báo cáo"]
    assert named(text) == ["Phòng Kinh tế"]


def test_to_recommend_is_to_ask():
    """Below "khuyến nghị Quý đơn vị thực hiện:" stands work, also where the letter speaks of information."""
    opening = "Nhằm bảo đảm an toàn thông tin, Cục khuyến nghị Quý đơn vị thực hiện:"
    text = f"{opening}\n1. Cập nhật bản vá.\n2. Giám sát mạng."

    assert [words for words, _ in instructions(text)] == ["Cập nhật bản vá", "Giám sát mạng"]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch kiểm tra như sau:\nII. Nội dung kiểm tra\n- Giấy chứng nhận đủ điều kiện an toàn thực phẩm;",
        "QUYẾT NGHỊ:\nĐiều 1. Thông qua kế hoạch đầu tư công năm 2024 với tổng số vốn 4.512 tỷ đồng.",
        OPENING + "3. Trong trường hợp cần thiết có thể liên hệ đầu mối hỗ trợ của Cục: điện thoại 0243.",
    ],
)
def test_what_is_inspected_passed_or_offered_is_no_task(text):
    """Contents of an inspection, a plan that is passed and whom to ask order nothing."""
    assert not [words for words, _ in instructions(text) if words not in OPENING]


def test_work_begins_behind_a_basis_without_a_comma():
    """Behind "Căn cứ Kế hoạch này" the work is whole, not only its last part."""
    text = OPENING + "1. Sở Y tế\nCăn cứ Kế hoạch này xây dựng kế hoạch cụ thể, tổ chức triển khai."

    assert instructions(text)[0][0] == "xây dựng kế hoạch cụ thể, tổ chức triển khai"


def test_following_up_where_others_work_is_monitoring():
    """To follow how something is carried out "tại các cơ sở" is to monitor."""
    letter = letter_of(OPENING + "1. Sở Y tế: theo dõi, đôn đốc, kiểm tra việc triển khai tại các trạm y tế.")
    found = [f.value for f in tasks(letter) if f.field is Field.ASSIGNEE]

    assert [(one.name, one.role) for one in found][-1] == ("Sở Y tế", Role.MONITOR)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("1. Các đơn vị kinh doanh vận tải: Xây dựng phương án tăng xe.", "Các đơn vị kinh doanh vận tải"),
        ("2. Các bến xe khách: Kiểm tra xe trước khi xuất bến.", "Các bến xe khách"),
        ("3. Các cơ sở tiêm chủng bố trí đội cấp cứu.", "Các cơ sở tiêm chủng"),
        (
            "4. Ban Tuyên giáo các huyện, thị, thành ủy tham mưu kế hoạch tuyên truyền.",
            "Ban Tuyên giáo các huyện, thị, thành ủy",
        ),
    ],
)
def test_those_named_by_their_trade_or_level_are_told_whole(sentence, told):
    """What they do for a living belongs to the name; "Xây dựng" behind the colon is their work."""
    assert told in named(OPENING + sentence)


@pytest.mark.parametrize(
    ("sentence", "receiver"),
    [
        ("1. Sở Y tế định kỳ báo cáo UBND tỉnh tình hình dịch, báo cáo về Bộ Y tế.", "UBND tỉnh"),
        ("1. Sở Y tế báo cáo UBND tỉnh ít nhất 10 ngày trước khi diễn tập.", "UBND tỉnh"),
        ("1. Sở Y tế tổng hợp, báo cáo Lãnh đạo Bộ.", "Lãnh đạo Bộ"),
        ("1. Sở Y tế thông báo cho các doanh nghiệp mới thành lập.", None),
        ("1. Sở Y tế tuyên truyền, thông báo đến Nhân dân.", None),
    ],
)
def test_a_report_goes_to_whom_it_names_first_and_never_to_everybody(sentence, receiver):
    """The nearest receiver counts, without the time behind it; those who are merely told get no report."""
    assert instructions(OPENING + sentence)[0][1].report_to == receiver


@pytest.mark.parametrize(
    ("sentence", "product"),
    [
        ("1. Sở Y tế kiểm tra kho thuốc, kịp thời báo cáo UBND tỉnh khi thiếu thuốc.", None),
        ("1. Sở Y tế tập hợp số vụ để báo cáo UBND tỉnh.", None),
        ("1. Sở Y tế báo cáo UBND tỉnh trước ngày 15/3/2024.", "báo cáo"),
    ],
)
def test_a_report_for_the_case_that_is_no_product(sentence, product):
    """What is only reported when something happens is not handed in."""
    assert instructions(OPENING + sentence)[0][1].product == product


@pytest.mark.parametrize("who", ["Trạm Y tế xã Đông Sơn", "các Trạm Y tế"])
def test_who_is_told_apart_has_a_task_of_its_own(who):
    """What "riêng" adds behind a comma is another order."""
    told = f"Đề nghị các trường gửi mẫu số 1, riêng {who} gửi mẫu số 3."
    spared = f"Đề nghị các trường gửi mẫu số 1, riêng {who} thì không phải gửi."

    assert [words for words, _ in instructions(told)] == [
        "Đề nghị các trường gửi mẫu số 1",
        f"riêng {who} gửi mẫu số 3",
    ]
    assert len(instructions(spared)) == 1


def test_who_is_told_may_follow_an_opener_without_its_comma():
    """The opener "trong quá trình thực hiện" ends where a body begins."""
    text = (
        OPENING + "Trong quá trình thực hiện Sở Nội vụ chủ động phối hợp với Sở Tài chính tháo gỡ khó khăn."
    )

    assert named(text)[-2:] == ["Sở Nội vụ", "Sở Tài chính"]
