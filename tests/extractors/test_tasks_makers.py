"""Who does what a plan's or a guidance's items leave to nobody, and who is meant by "các đơn vị", "Quý Sở"."""

from __future__ import annotations

import pytest
from letters import letter_of

from pipeline.choose import choose
from pipeline.run import extract
from pipeline.settings import Settings


def leads(text):
    """Return each task's first words with those who lead it."""
    letter = letter_of(text)
    entry = choose(letter, extract(letter), Settings())
    return [
        (
            letter.text[task.evidence.start : task.evidence.end][:24],
            [one.assignee.name for one in task.assignees],
        )
        for task in entry.tasks
    ]


ITEMS = "I. NHIỆM VỤ\n1. Tuyên truyền về nước sạch.\n2. Phòng Y tế kiểm tra giếng nước."


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("Sở Xây dựng xây dựng Kế hoạch nước sạch như sau:", ["Sở Xây dựng"]),
        (
            "Hội Nông dân tỉnh và Sở Tư pháp thống nhất ký kết Chương trình phối hợp với các nội dung như sau:",
            ["Hội Nông dân tỉnh", "Sở Tư pháp"],
        ),
        ("Công đoàn ngành Y tế hướng dẫn các đơn vị một số hoạt động như sau:", ["các đơn vị"]),
        ("Kế hoạch nước sạch được thực hiện như sau:", []),
    ],
)
def test_a_plans_maker_does_what_is_left_to_nobody(opening, names):
    """Who makes the plan, or whom the letter guides, leads what no body is named for, and nothing else."""
    assert leads(f"{opening}\n{ITEMS}") == [
        ("Tuyên truyền về nước sạc", names),
        ("Phòng Y tế kiểm tra giến", ["Phòng Y tế"]),
    ]


TO = "Kính gửi: Các sở, ban, ngành.\n"


def test_all_who_are_addressed_are_told_below_a_topic():
    """Below a topic "các đơn vị" is those of "Kính gửi"; below what was found they only did it."""
    told = (
        TO + "Sở Nội vụ hướng dẫn như sau:\n1. Nội dung báo cáo:\nCác cơ quan, đơn vị rà soát và lập báo cáo."
    )
    found = (
        TO + "Sở Nội vụ thông tin như sau:\n1. Kết quả đạt được:\nCác cơ quan, đơn vị rà soát và lập báo cáo."
    )

    assert leads(told) == [("Các cơ quan, đơn vị rà s", ["Các cơ quan, đơn vị"])]
    assert leads(found) == []


def test_a_polite_word_for_the_addressees_means_them():
    """The words "Quý Sở" are who the letter goes to, and asking politely does not make them a superior."""
    text = "Kính gửi: Sở Y tế tỉnh Cao Sơn.\nTrung tâm kính đề nghị Quý Sở cung cấp danh sách trạm y tế."

    assert [names for _, names in leads(text)] == [["Sở Y tế tỉnh Cao Sơn"]]


def test_a_title_of_a_limit_is_no_delivery():
    """The line "Thời hạn gửi báo cáo:" names what stands below."""
    text = (
        TO
        + "Yêu cầu các đơn vị thực hiện:\n1. Thời hạn gửi báo cáo:\nBáo cáo gửi về Sở Nội vụ trước ngày 05/6/2024."
    )

    assert [words for words, _ in leads(text)] == ["Báo cáo gửi về Sở Nội vụ"]


def test_an_article_that_obliges_somebody_is_a_task():
    """A decision's article may oblige one body; that it is to be carried out is none."""
    text = (
        "QUYẾT ĐỊNH:\nĐiều 1. Công bố danh mục hồ sơ.\nĐiều 2. Sở Xây dựng có trách nhiệm bổ sung quy trình.\n"
        "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này."
    )

    assert leads(text) == [("Sở Xây dựng có trách nhi", ["Sở Xây dựng"])]


@pytest.mark.parametrize(
    "item",
    [
        "- Thời lượng buổi lễ: Không quá 45 phút.",
        "- Nội dung, chương trình lễ: (1) Chào cờ; (2) Phát biểu.",
        "- Yêu cầu: Tài liệu là bản điện tử có ký số.",
        "- Địa chỉ nhận ý kiến: Phòng Văn thư: vanthu@caoson.example.",
    ],
)
def test_facts_under_their_labels_are_no_tasks(item):
    """A length, a programme, how papers must be and an address order nothing."""
    assert leads(f"Yêu cầu các đơn vị thực hiện:\n- Lập danh sách.\n{item}") == [
        ("Lập danh sách", ["các đơn vị"])
    ]


def test_who_is_told_to_lead_a_plan_comes_before_its_maker():
    """One body makes the plan, another is told to carry it out, or does the bullet before."""
    opening = "Sở Xây dựng xây dựng Kế hoạch nước sạch như sau:\nI. NỘI DUNG\n1. Tuyên truyền về nước sạch.\n"
    led = (
        opening + "II. TỔ CHỨC THỰC HIỆN\n- Giao Chi cục Thủy lợi chủ trì triển khai thực hiện Kế hoạch này."
    )
    beside = opening + "II. TỔ CHỨC THỰC HIỆN\n- Đội kiểm tra lập đề cương.\n- Tiến hành kiểm tra theo lịch."

    assert leads(led)[0] == ("Tuyên truyền về nước sạc", ["Chi cục Thủy lợi"])
    assert leads(beside)[2] == ("Tiến hành kiểm tra theo ", ["Đội kiểm tra"])


def test_a_delivery_is_theirs_whose_paper_it_is_or_who_were_told_before():
    """Whose numbers they are hands them in; else those of the sentence before."""
    theirs = TO + "Số liệu của các bộ, ngành đề nghị gửi về Bộ Tài chính trước ngày 10/8/2025."
    before = (
        TO + "Sở Nội vụ hướng dẫn như sau:\n1. Gửi báo cáo\nCác cơ quan, địa phương tự chấm điểm. "
        "Báo cáo gửi về Sở Nội vụ trước ngày 30/11/2025."
    )

    assert [names for _, names in leads(theirs)] == [["các bộ, ngành"]]
    assert leads(before)[1] == ("Báo cáo gửi về Sở Nội vụ", ["Các cơ quan, địa phương"])


def test_what_stands_below_as_follows_is_for_whom_the_order_before_told():
    """The words "Cụ thể như sau:" go on with the sentence before it."""
    text = (
        "Bộ trưởng kết luận:\n1. Về truyền thông\nGiao ông Trần Văn An xây dựng kế hoạch. Cụ thể như sau:\n"
        "a) Xác định các vấn đề trọng tâm.\nb) Lập danh mục tài liệu."
    )

    assert [names for _, names in leads(text)] == [["Trần Văn An"]] * 3


def test_an_invitation_of_others_is_the_work_of_the_body_before_the_colon():
    """Those who are named behind the second colon are invited, and not told."""
    text = (
        TO
        + "Văn phòng đề nghị:\n1. Bộ Y tế: Mời lãnh đạo một số đơn vị: Cục Quản lý Dược, Cục Dân số cùng dự."
    )

    assert [names for _, names in leads(text)] == [["Bộ Y tế"]]


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ("Việc kiểm tra chợ do Đội Quản lý thị trường chủ trì.", ["Đội Quản lý thị trường"]),
        ("Công tác tuyên truyền: do Phòng Văn hóa đảm nhận.", ["Phòng Văn hóa"]),
        ("Lập danh sách hộ nghèo (do UBND các xã thực hiện).", ["UBND các xã"]),
        ("Rà soát các quy định (Phòng Tư pháp chủ trì).", ["Phòng Tư pháp"]),
        ("Riêng đối với cấp xã, do Hội Nông dân chủ trì xây dựng kế hoạch.", ["Hội Nông dân"]),
        ("Tham gia đoàn kiểm tra do Phòng Y tế chủ trì.", ["các đơn vị"]),
    ],
)
def test_who_does_it_may_stand_behind_the_work(item, names):
    """Behind "do", or in brackets; who leads what others only take part in is not told here."""
    text = f"UBND huyện yêu cầu các đơn vị thực hiện các nhiệm vụ sau:\n1. {item}"

    assert [found for _, found in leads(text)] == [names]


def test_a_plans_maker_is_called_without_the_letters_own_place():
    """What a clerk leaves out: the place that the letter's head gives; a people's committee needs it."""
    head = "[motto]\nBình Lâm, ngày 05 tháng 3 năm 2024\n[body]\n"
    office = head + f"Phòng Y tế Bình Lâm xây dựng Kế hoạch nước sạch như sau:\n{ITEMS}"
    committee = head + f"UBND huyện Bình Lâm ban hành Kế hoạch nước sạch như sau:\n{ITEMS}"

    assert leads(office)[0][1] == ["Phòng Y tế"]
    assert leads(committee)[0][1] == ["UBND huyện Bình Lâm"]


def test_steps_of_a_procedure_and_slogans_are_no_tasks():
    """How a form is filled in, and what stands on banners, orders nothing of its own."""
    text = (
        TO + "Yêu cầu các đơn vị thực hiện:\n1. Nhập số liệu trên phần mềm\nBước 1: Đăng nhập phần mềm.\n"
        "2. Lựa chọn khẩu hiệu tuyên truyền\n- Không hút thuốc lá dù chỉ một lần.\n- Hãy tránh xa ma túy."
    )

    assert [words for words, _ in leads(text)][-1:] == ["Lựa chọn khẩu hiệu tuyên"]
    assert not [words for words, _ in leads(text) if words.startswith(("Bước", "Không", "Hãy"))]


def test_requirements_in_detail_are_orders():
    """The title "Yêu cầu cụ thể" announces orders, "Yêu cầu" aims."""
    told = TO + "Sở thông báo như sau:\n1. Một số yêu cầu cụ thể\n- Mỗi đơn vị chọn 01 bài viết nộp về Sở."
    aims = TO + "Sở thông báo như sau:\n1. Yêu cầu\n- Mỗi đơn vị chọn 01 bài viết nộp về Sở."

    assert len(leads(told)) == 1
    assert leads(aims) == []


def test_a_title_says_of_which_of_many_it_speaks():
    """What follows "Đối với các đơn vị" belongs to the name, and bodies in it do nothing."""
    text = (
        TO + "Sở yêu cầu các đơn vị thực hiện:\n1. Đối với các trường đã được UBND tỉnh, Sở Y tế công nhận.\n"
        "a) Rà soát hồ sơ.\nb) Lập kế hoạch cải tiến."
    )

    assert [names for _, names in leads(text)] == [["các trường đã được UBND tỉnh, Sở Y tế công nhận"]] * 2
