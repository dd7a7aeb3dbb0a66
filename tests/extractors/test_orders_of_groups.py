"""What groups, counted bodies and persons with posts are told, and names that are easily cut."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.tasks import tasks
from models.finding import Field, Role

OPENING = "UBND tỉnh yêu cầu các sở thực hiện:\n"


def told(sentence):
    """Return who is told in a sentence below an opening, with their roles."""
    letter = letter_of(OPENING + "1. " + sentence)
    found = [one.value for one in tasks(letter) if one.field is Field.ASSIGNEE]
    return [(one.name, one.role) for one in found if one.name != "các sở"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Giao Bộ Ngoại giao, Sở Du lịch rà soát.", ["Bộ Ngoại giao", "Sở Du lịch"]),
        ("Đề nghị Hội công chứng viên tỉnh Cao Sơn lập danh sách.", ["Hội công chứng viên tỉnh Cao Sơn"]),
        ("Các chủ công trình hồ chứa tổ chức trực ban.", ["Các chủ công trình hồ chứa"]),
        ("Trước mắt, toàn bộ các trường học tổ chức vệ sinh lớp.", ["toàn bộ các trường học"]),
        ("Hằng năm hai ngành phối hợp tổ chức kiểm tra.", ["hai ngành"]),
        ("Các trường tuyên truyền, yêu cầu học sinh cài đặt ứng dụng.", ["Các trường"]),
        ("Các trường yêu cầu học sinh cài đặt ứng dụng.", ["Các trường"]),
        ("Căn cứ Kế hoạch này, công đoàn các đơn vị lựa chọn hình thức.", ["công đoàn các đơn vị"]),
        ("Căn cứ Kế hoạch, phòng Y tế các huyện chủ động lập dự toán.", ["phòng Y tế các huyện"]),
        ("Riêng đối với các trường mầm non, tổ chức ngày hội.", ["các trường mầm non"]),
        ("Yêu cầu mọi người dân ở nhà.", ["mọi người dân"]),
        ("Giao Khoa KHMT, KTMT và Văn phòng lập danh sách.", ["Khoa KHMT", "Khoa KTMT", "Văn phòng"]),
        ("Giao Phòng GDĐT, UBND các xã lập danh sách.", ["Phòng GDĐT", "UBND các xã"]),
        (
            "Ban Quản lý các chợ được sáp nhập có trách nhiệm lập đề án.",
            ["Ban Quản lý các chợ được sáp nhập"],
        ),
        (
            "Vụ Giáo dục thể chất và Công tác học sinh, sinh viên chủ trì tổng hợp.",
            ["Vụ Giáo dục thể chất và Công tác học sinh, sinh viên"],
        ),
        ("Các phân xưởng, nhà máy sản xuất phải bảo đảm khoảng cách.", ["Các phân xưởng, nhà máy sản xuất"]),
    ],
)
def test_who_is_told(sentence, names):
    """Each is told whole, and nobody who is only spoken of."""
    assert [name for name, _ in told(sentence)] == names


def test_a_post_on_a_board_is_no_work():
    """In "Phó Trưởng ban Chỉ đạo theo dõi" the board's name is not what he does."""
    assert told(
        "Giao ông Trần Văn An, Phó Trưởng ban Chỉ đạo theo dõi, đôn đốc việc thực hiện các nhiệm vụ."
    ) == [("Trần Văn An", Role.MONITOR)]


def test_staff_of_a_union_is_no_person():
    """In "cán bộ Đoàn, Đội" nobody is called Đoàn."""
    assert "Đoàn" not in [
        name for name, _ in told("Giáo viên, cán bộ Đoàn, Đội có trách nhiệm nhắc nhở học sinh.")
    ]


def test_two_verbs_that_belong_together_are_not_parted():
    """The comma of "phòng, chống" begins no order."""
    letter = letter_of(
        OPENING + "1. Tại các chợ, hộ kinh doanh chỉ được bán hàng và phải có phương án phòng, chống dịch."
    )
    words = [letter.text[one.start : one.end] for one in tasks(letter) if one.field is Field.TASK]

    assert not [one for one in words if one.startswith("chống")]


def test_numbered_parts_with_their_own_bodies_are_parted():
    """Each "(2) Ông …" behind a semicolon is told by himself; parts of one body's work are not parted."""
    apart = OPENING + "1. Lãnh đạo đề xuất: (1) Ông Trần Văn An lập đề cương; (2) Bà Lê Thị Hoa lập dự toán."
    whole = OPENING + "1. Sở Y tế rà soát: (i) kho thuốc; (ii) kho hóa chất."

    assert len([one for one in tasks(letter_of(apart)) if one.field is Field.TASK]) == 2
    assert len([one for one in tasks(letter_of(whole)) if one.field is Field.TASK]) == 1


def test_people_who_are_only_listed_are_told_nothing():
    """A post at a unit that is called by its work is no work; what stands behind it may be."""
    guests = (
        "1. Các sở cử người dự họp:\n- Ông Trần Văn An - Phó Trưởng phòng Xây dựng, Kiểm tra văn bản.\n"
        "- Sở Nội vụ: Bà Lê Thị Hoa - Trưởng phòng Tổ chức - Biên chế."
    )
    found = [one for one in tasks(letter_of(OPENING + guests)) if one.field is Field.ASSIGNEE]

    assert not {"Trần Văn An", "Lê Thị Hoa"} & {one.value.name for one in found}
    assert told("Ông Trần Văn An - Trưởng phòng Quản lý đô thị kiểm tra hiện trường.") == [
        ("Trần Văn An", Role.LEAD)
    ]
