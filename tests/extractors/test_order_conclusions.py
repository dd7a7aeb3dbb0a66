"""How conclusions, Party letters and invitations tell what is to be done."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Field


def instructions(text):
    letter = letter_of(text)
    return [(letter.text[f.start : f.end], f.value) for f in tasks(letter) if f.field is Field.TASK]


def named(text):
    return [f.value.name for f in tasks(letter_of(text)) if f.field is Field.ASSIGNEE]


CONCLUDES = "Sau khi nghe báo cáo, Thường trực Đảng ủy xã kết luận như sau:\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("- Đối với Ban Xây dựng Đảng, tham mưu kế hoạch học tập nghị quyết.", ["Ban Xây dựng Đảng"]),
        ("2. Giao đồng chí Lựu theo dõi, đôn đốc tiến độ.", ["Lựu"]),
        ("2. Phân công đồng chí Mận - Tổ trưởng chủ trì làm việc với từng hộ.", ["Mận"]),
        ("2. Đề nghị các đồng chí Phó Chủ tịch rà soát hồ sơ.", ["các đồng chí Phó Chủ tịch"]),
        ("2. Văn phòng Đảng ủy liên hệ Viễn thông chuẩn bị đường truyền.", ["Văn phòng Đảng ủy"]),
        ("2. Giao Ủy ban MTTQVN xã chọn hộ nghèo để tặng quà.", ["Ủy ban MTTQVN xã"]),
        ("2. Đề nghị Ủy ban bầu cử xã chuẩn bị nội dung báo cáo.", ["Ủy ban bầu cử xã"]),
        ("2. Giao Văn phòng HĐND & UBND xã chuẩn bị hội trường.", ["Văn phòng HĐND & UBND xã"]),
        ("2. UBKT Đảng ủy: Xây dựng chương trình giám sát năm 2026.", ["UBKT Đảng ủy"]),
        ("2. Đối với hồ sơ còn thiếu, giao cơ quan thuế khẩn trương rà soát.", ["cơ quan thuế"]),
        (
            "2. Đề nghị đồng chí Đảng ủy viên phụ trách thôn Đông thường xuyên dự sinh hoạt chi bộ.",
            ["đồng chí Đảng ủy viên phụ trách thôn Đông"],
        ),
    ],
)
def test_whom_a_conclusion_tells(sentence, told):
    """Party committees tell their own bodies and persons by given name alone."""
    assert named(CONCLUDES + sentence) == told


@pytest.mark.parametrize(
    "item",
    [
        "1. Ưu điểm: Chi bộ đã quan tâm tuyên truyền, phổ biến các quy định về phòng, chống lãng phí.",
        "1. Thực hiện quy định về đất đai, Chủ tịch UBND tỉnh đã ban hành nhiều văn bản chỉ đạo.",
        "1. Căn cứ báo cáo chính trị và tình hình thực tế, yêu cầu công việc trên các lĩnh vực.",
    ],
)
def test_what_a_conclusion_finds_is_no_task(item):
    """What was found, what somebody did and on what a decision rests tell nobody to do anything."""
    assert instructions(CONCLUDES + item + "\n2. Giao Công an xã báo cáo kết quả.")[:-1] == []


def test_an_opening_that_concludes_is_no_task():
    """The sentence that ends in "kết luận như sau" looks at a request; it asks for nothing."""
    text = "Tại phiên họp ngày 12/3/2024, xem xét đề nghị của Sở Y tế, Ban Thường vụ kết luận như sau:\n"

    assert instructions(text + "- Thống nhất chủ trương mua sắm thiết bị.") == []


def test_work_below_a_title_that_only_names_a_matter():
    """Once orders are given, a numbered item that names a body and its work is one, whatever the title says."""
    text = """
        THÔNG BÁO
        Kết luận cuộc họp

        I. VỀ THÁO GỠ KHÓ KHĂN CHO CÁC DỰ ÁN
        1. Giao Sở Xây dựng rà soát hồ sơ.
        II. VỀ TRANG BỊ XE CHO CÁC XÃ
        1. Sở Tài chính xây dựng phương án cân đối ngân sách.
        """

    assert named(text) == ["Sở Xây dựng", "Sở Tài chính"]


@pytest.mark.parametrize(
    ("work", "role"),
    [
        ("theo dõi, đôn đốc thực hiện và báo cáo kết quả.", "monitor"),
        ("theo dõi, đôn đốc việc thực hiện và thường xuyên tập hợp tình hình, báo cáo.", "monitor"),
        ("kiểm tra, đôn đốc các đơn vị tổ chức thực hiện, tổng hợp, báo cáo kết quả.", "monitor"),
        ("kiểm tra, đôn đốc các đơn vị xây dựng kế hoạch.", "lead"),
        ("theo dõi, đôn đốc, tập hợp tình hình xử lý và tổng hợp báo cáo.", "monitor"),
        ("theo dõi, đôn đốc việc thực hiện; tổng hợp, xây dựng chương trình toàn khóa.", "lead"),
    ],
)
def test_who_follows_others_and_makes_nothing_monitors(work, role):
    """Following others' work is monitoring; where something of its own is made as well it is leading."""
    found = tasks(letter_of(CONCLUDES + "3. Giao Văn phòng Đảng ủy " + work))

    assert [f.value.role for f in found if f.field is Field.ASSIGNEE] == [role]


def test_what_is_to_be_prepared_for_a_meeting():
    """Below "Công tác chuẩn bị" bodies are told; what the meeting is about and who chairs it is none."""
    text = """
        Kính gửi: Lãnh đạo các cơ quan.
        Thường trực Đảng ủy thông báo thời gian, thành phần làm việc như sau:
        1. Thành phần:
        a) Chủ trì: Đồng chí Lê Thị Sen - Bí thư Đảng ủy.
        2. Nội dung làm việc:
        - Bí thư Huyện ủy trao quà cho các hộ dân.
        3. Công tác chuẩn bị:
        - Đảng ủy UBND xã tổng hợp báo cáo thiệt hại, gửi Văn phòng Đảng ủy trước ngày 26/11/2025.
        """

    assert named(text) == ["Đảng ủy UBND xã"]


def test_a_remark_among_the_guests_orders_nothing():
    """Who is to invite some of the guests stands in brackets and is no task of the letter."""
    text = """
        Kính gửi: Lãnh đạo các cơ quan.
        Thường trực Đảng ủy kính mời dự họp như sau:
        1. Thành phần:
        - Một số thành viên (có danh sách kèm theo, giao Tổ trưởng các tổ bầu cử chủ động mời).
        """

    assert instructions(text) == []


@pytest.mark.parametrize("mark", [",", ";"])
def test_each_of_two_groups_has_its_own_day(mark):
    """A day ends an order, so that a second group behind the comma has work of its own."""
    text = f"1. UBND các xã gửi báo cáo trước ngày 15/4/2024{mark} các phòng gửi trước ngày 20/4/2024."

    assert [words for words, _ in instructions(CONCLUDES + text)] == [
        "UBND các xã gửi báo cáo trước ngày 15/4/2024",
        "các phòng gửi trước ngày 20/4/2024",
    ]


def test_a_day_of_a_document_parts_no_list():
    """Behind the day of a decision more documents may follow, which are nobody's work."""
    text = (
        "1. Rà soát theo Quyết định số 12/QĐ-UBND ngày 15/4/2024, các văn bản hướng dẫn và báo cáo Sở Nội vụ."
    )

    assert len(instructions(CONCLUDES + text)) == 1
