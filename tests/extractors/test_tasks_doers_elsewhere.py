"""Who does an item where the sentence does not begin with them: behind a dash, or in the bullet before."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Assignee, Instruction


def found_in(text):
    letter = letter_of(text)
    return letter, sorted(tasks(letter), key=lambda one: one.start)


def scopes(text):
    """Return, for each task, the stretches of text where those who are told stand."""
    letter, found = found_in(text)
    return [
        [letter.text[start:end] for start, end in one.value.scope]
        for one in found
        if isinstance(one.value, Instruction)
    ]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Phân tích đề thi năm trước – Trường THPT Nà Hin thực hiện.", "Trường THPT Nà Hin"),
        ("Tham luận về ôn thi - Trường THPT Sơn Lâm hỗ trợ thực hiện.", "Trường THPT Sơn Lâm"),
        ("Báo cáo đề dẫn - Phòng Nội vụ trình bày", "Phòng Nội vụ"),
    ],
)
def test_the_doer_behind_a_dash_is_told(item, name):
    """Programmes name the work first and who does it last."""
    found = found_in(f"II. NỘI DUNG THỰC HIỆN\n1. {item}\n2. Rà soát hồ sơ.")[1]

    assert [one.value.name for one in found if isinstance(one.value, Assignee)] == [name]


def test_a_dash_inside_a_title_names_nobody():
    """What stands behind the dash must be all of it a body and its work."""
    found = found_in("II. NHIỆM VỤ\n1. Xây dựng Đề án phát triển du lịch - Sở Du lịch là đơn vị đầu tiên.")[1]

    assert [one.value.name for one in found if isinstance(one.value, Assignee)] == []


def test_bullets_behind_one_that_names_a_body_are_for_it():
    """Nobody else is told anywhere: the list goes on with the body it began with."""
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n- Trường THPT Nà Hin xây dựng kế hoạch buổi giao lưu.\n"
        "- Tham mưu lãnh đạo nhà trường về kinh phí."
    )

    assert scopes(text)[1][0].startswith("Trường THPT Nà Hin")


def test_bullets_behind_a_label_are_not_for_it_alone():
    """A body before a colon is told what stands on its own line."""
    text = "V. TỔ CHỨC THỰC HIỆN\n- Phòng Nội vụ: Xây dựng kế hoạch.\n- Tăng cường tuyên truyền."

    assert scopes(text)[1] == ["TỔ CHỨC THỰC HIỆN"]


def test_a_report_inside_a_section_closes_no_list():
    """Paragraphs below a body's title are its work, also one that begins "Báo cáo theo …"."""
    text = (
        "VI. PHÂN CÔNG THỰC HIỆN\n1. Phòng Phổ thông\nChủ trì xây dựng kế hoạch.\n"
        "Báo cáo theo đề cương của Đoàn.\n2. Phòng Tài chính\nQuyết toán kinh phí."
    )

    assert scopes(text)[1] == ["PHÂN CÔNG THỰC HIỆN", "Phòng Phổ thông"]


def test_a_title_that_says_which_of_many_is_their_name():
    """Its list has no numbers to tell the bodies apart: they are told together."""
    text = (
        "5. PHÂN CÔNG\n5.1. Phòng Đào tạo\n- Lập danh sách.\n5.2. Các khoa tham gia khảo sát\n- Cử đầu mối."
    )
    names = [one.value.name for one in found_in(text)[1] if isinstance(one.value, Assignee)]

    assert names[-1] == "Các khoa tham gia khảo sát"


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Âm thanh, ánh sáng: Nhà Văn hóa tỉnh.", "Nhà Văn hóa tỉnh"),
        ("Bảo đảm an toàn giao thông: Công an huyện Bình Lâm;", "Công an huyện Bình Lâm"),
    ],
)
def test_an_item_may_say_only_whose_work_it_is(item, name):
    """What is to be done stands before the colon, and nothing but a body behind it."""
    found = found_in(f"II. PHÂN CÔNG NHIỆM VỤ\n1. {item}\n2. Rà soát hồ sơ.")[1]

    assert [one.value.name for one in found if isinstance(one.value, Assignee)] == [name]


@pytest.mark.parametrize(
    "item", ["Trưởng đoàn: Sở Y tế.", "Địa điểm: Nhà Văn hóa tỉnh.", "Nguồn số liệu: Sở Y tế."]
)
def test_a_label_that_tells_no_work_names_no_doer(item):
    """Who somebody is, and where something is held, is no task."""
    found = found_in(f"II. PHÂN CÔNG NHIỆM VỤ\n1. {item}\n2. Rà soát hồ sơ.")[1]

    assert [one.value.name for one in found if isinstance(one.value, Assignee)] == []


@pytest.mark.parametrize(
    ("item", "names"),
    [
        (
            "Các phòng sau cử người tham gia: Phòng Nội vụ, Phòng Y tế.",
            ["Phòng Nội vụ", "Phòng Y tế"],
        ),
        (
            "Giao các đơn vị dưới đây rà soát hồ sơ: Sở Tư pháp và Sở Xây dựng.",
            ["Sở Tư pháp", "Sở Xây dựng"],
        ),
        ("Giao Phòng Nội vụ, cơ quan đầu mối, tổng hợp báo cáo.", ["Phòng Nội vụ"]),
        ("Trách nhiệm của Sở Tài chính: Cân đối, bố trí kinh phí.", ["Sở Tài chính"]),
        ("Các sở, ngành, nhất là các đồng chí giám đốc gương mẫu thực hiện.", ["Các sở, ngành"]),
        ("Công chức tiếp nhận hồ sơ có trách nhiệm đối chiếu.", ["Công chức tiếp nhận hồ sơ"]),
        ("Ban Chủ nhiệm lâm thời đã được UBND tỉnh chỉ định cần xây dựng Đề án.", ["Ban Chủ nhiệm lâm thời"]),
        ("Đề nghị Chi ủy, Chi bộ tăng cường lãnh đạo.", ["Chi ủy", "Chi bộ"]),
        ("Các cơ quan, đơn vị, nhất là người đứng đầu, nêu cao trách nhiệm.", ["Các cơ quan, đơn vị"]),
        (
            "Các xã được chọn kiểm tra, khảo sát trực tiếp chủ động chuẩn bị hồ sơ.",
            ["Các xã được chọn kiểm tra, khảo sát trực tiếp"],
        ),
    ],
)
def test_who_is_announced_is_named_behind_the_colon(item, names):
    """Those announced are those that follow; what a body is, between commas, is nobody else."""
    found = found_in(f"II. PHÂN CÔNG NHIỆM VỤ\n1. {item}\n2. Rà soát hồ sơ.")[1]

    assert [one.value.name for one in found if isinstance(one.value, Assignee)] == names


def test_a_numbered_item_that_demands_is_no_title_of_aims():
    """Below "1. Yêu cầu các cơ quan sau …" stands work, as below the title "Yêu cầu" stand aims."""
    text = (
        "Sở Nội vụ đề nghị như sau:\n1. Yêu cầu các cơ quan sau nộp báo cáo:\n"
        "- Sở Y tế: trước ngày 15/4/2025;\n- Sở Xây dựng: trước ngày 20/4/2025."
    )
    letter, found = found_in(text)
    jobs = [letter.text[one.start : one.end] for one in found if isinstance(one.value, Instruction)]

    assert jobs == ["Sở Y tế: trước ngày 15/4/2025", "Sở Xây dựng: trước ngày 20/4/2025"]


def test_lines_below_a_bullet_say_who_does_it():
    """Each bullet has its own lead and partners on lines of their own, without a mark."""
    text = (
        "II. NỘI DUNG\n1. Cung cấp thông tin\n- Cập nhật cơ sở dữ liệu:\nĐơn vị chủ trì thực hiện: Sở Tư pháp.\n"
        "Đơn vị phối hợp thực hiện: Sở Nội vụ.\n- Biên soạn tài liệu hỏi đáp cho người dân.\n"
        "Đơn vị thực hiện: Sở Y tế.\nThời gian thực hiện: Quý II/2024."
    )
    letter, found = found_in(text)
    jobs = [one for one in found if isinstance(one.value, Instruction)]
    details = [[letter.text[start:end] for start, end in one.value.details] for one in jobs]

    assert details == [
        ["Đơn vị chủ trì thực hiện: Sở Tư pháp.", "Đơn vị phối hợp thực hiện: Sở Nội vụ."],
        ["Đơn vị thực hiện: Sở Y tế.", "Thời gian thực hiện: Quý II/2024."],
    ]


@pytest.mark.parametrize(
    "order",
    [
        "Sở Y tế xin gửi dự thảo Quy chế để các đơn vị nghiên cứu, đóng góp ý kiến.",
        "Kết thúc mỗi đợt kiểm tra, các đơn vị gửi báo cáo về Sở.",
        "Các đơn vị khi có yêu cầu sao y hồ sơ thì phải sử dụng bản điện tử.",
        "(có dự thảo Nghị quyết gửi kèm theo) Đề nghị các đơn vị góp ý.",
    ],
)
def test_other_openings_tell_the_same_bodies(order):
    """What is sent for an opinion, what follows an event, when somebody must, what stands behind a remark."""
    found = found_in(f"II. TỔ CHỨC THỰC HIỆN\n1. {order}")[1]

    assert [one.value.name.lower() for one in found if isinstance(one.value, Assignee)] == ["các đơn vị"]


def test_people_on_a_list_do_nothing():
    """Who sits on a team is no task, though a post's name holds a word of work."""
    found = found_in(
        "II. PHÂN CÔNG\n1. Tổ công tác\n(1) Ông Trần Văn An - Giám đốc Ban Quản lý các Khu kinh tế;"
    )[1]

    assert not [one for one in found if isinstance(one.value, Instruction)]


@pytest.mark.parametrize(
    ("note", "jobs"),
    [
        ("Lưu ý: Sau khi nộp, hệ thống tự động khóa các ô số liệu của đơn vị.", 0),
        ("Lưu ý: Gửi đúng biểu mẫu trước ngày 15/4/2025.", 1),
        ("Đối với đồng chí: …………………", 0),
    ],
)
def test_a_note_is_work_only_where_work_stands_in_it(note, jobs):
    """A note may tell how things are; a form's blank tells nobody."""
    found = found_in(f"II. TỔ CHỨC THỰC HIỆN\n1. Rà soát hồ sơ.\n2. {note}")[1]

    assert sum(isinstance(one.value, Instruction) for one in found) == 1 + jobs


@pytest.mark.parametrize(
    ("item", "who"),
    [
        (
            "Phòng Kinh tế chủ trì; Phòng Văn hóa, Công an phường phối hợp kiểm tra.",
            [("Phòng Kinh tế", "lead"), ("Phòng Văn hóa", "cooperate"), ("Công an phường", "cooperate")],
        ),
        (
            "Sở Y tế chủ trì; giao Sở Tài chính bố trí kinh phí.",
            [("Sở Y tế", "lead"), ("Sở Tài chính", "lead")],
        ),
    ],
)
def test_who_leads_and_who_helps_may_be_parted_by_a_semicolon(item, who):
    """Those behind it who only help belong to the same work; another order does not."""
    found = found_in(f"II. TỔ CHỨC THỰC HIỆN\n1. {item}")[1]

    assert [(one.value.name, one.value.role) for one in found if isinstance(one.value, Assignee)] == who


@pytest.mark.parametrize(
    "work",
    [
        "Theo chức năng, nhiệm vụ được giao hướng dẫn xử lý tài sản.",
        "Căn cứ đặc điểm, tình hình tại địa phương xây dựng kế hoạch cụ thể.",
    ],
)
def test_work_may_follow_its_basis_without_a_comma(work):
    """Below a body's name the basis is only how the work is opened."""
    letter, found = found_in(f"3. Sở Tài chính\n{work}")

    assert [letter.text[one.start : one.end] for one in found if isinstance(one.value, Instruction)]
