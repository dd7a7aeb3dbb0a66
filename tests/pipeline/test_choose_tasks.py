"""Tasks with their assignees and time limits, from whole letters of many forms."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.addressees import addressees
from extractors.assignment_tables import assignment_tables
from extractors.deadlines import deadlines
from extractors.letterhead import letterhead
from extractors.place_date import place_date
from extractors.subject import document_type
from extractors.tasks import tasks
from models.finding import Role, TaskKind
from pipeline.choose import choose
from pipeline.settings import Settings

HEAD = """
[letterhead]
{issuer}
[motto]
An Bình, ngày 12 tháng 11 năm 2024
[title]
{title}
[body]
"""


def entry_of(body, *, issuer="ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH", title=""):
    letter = letter_of(HEAD.format(issuer=issuer, title=title) + body)
    parts = (letterhead, place_date, document_type, addressees, deadlines, tasks, assignment_tables)
    findings = [finding for part in parts for finding in part(letter)]
    return choose(letter, findings, Settings())


def told(body, **head):
    """Return each task as (first words, leads, those who cooperate, those who follow)."""
    rows = []
    for task in entry_of(body, **head).tasks:
        names = {role: [a.assignee.name for a in task.assignees if a.assignee.role is role] for role in Role}
        rows.append((task.evidence.text[:24], names[Role.LEAD], names[Role.COOPERATE], names[Role.MONITOR]))
    return rows


def test_one_is_told_to_lead_and_others_to_help():
    """Giao X chủ trì, phối hợp với Y, Z: X leads, Y and Z cooperate."""
    body = "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và các cơ quan liên quan rà soát thiết bị."

    assert told(body) == [
        ("Giao Sở Y tế chủ trì, ph", ["Sở Y tế"], ["Sở Tài chính", "các cơ quan liên quan"], [])
    ]


def test_bullets_inherit_the_heading_until_the_next():
    """A heading names who is told in all bullets below it; a bullet's own subject overrides it."""
    body = """
UBND tỉnh yêu cầu:
1. Sở Y tế
- Rà soát vắc xin toàn tỉnh.
- Riêng Trung tâm Kiểm soát bệnh tật tỉnh báo cáo hằng tuần.
2. Đối với UBND các huyện:
- Phối hợp với Sở Y tế vận động người dân.
"""

    assert [(leads, helpers) for _, leads, helpers, _ in told(body)] == [
        (["Sở Y tế"], []),
        (["Trung tâm Kiểm soát bệnh tật tỉnh"], []),
        (["UBND các huyện"], ["Sở Y tế"]),
    ]


def test_without_a_name_the_addressees_are_told():
    """Where neither sentence nor heading names anybody, "Kính gửi" does."""
    body = "Kính gửi:\n- Các sở;\n- UBND các xã.\nSở Nội vụ đề nghị:\n1. Rà soát hồ sơ viên chức.\n"

    assert [leads for _, leads, _, _ in told(body)] == [["Các sở", "UBND các xã"]]


def test_the_opening_names_who_is_told_below():
    """The bodies of "yêu cầu …:" are told in the items of its list."""
    body = (
        "Kính gửi: Các cơ sở hóa chất.\nĐể an toàn, Sở Công Thương yêu cầu các cơ sở kinh doanh hóa chất"
        " trên địa bàn tỉnh thực hiện:\n1. Kiểm tra kho chứa.\n2. Huấn luyện người lao động."
    )

    assert [leads for _, leads, _, _ in told(body)] == [
        ["các cơ sở kinh doanh hóa chất trên địa bàn tỉnh"]
    ] * 2


def test_the_addressees_go_before_a_bare_word_for_them():
    """In an opening, "yêu cầu các đơn vị:" only means those of "Kính gửi"."""
    body = "Kính gửi: Các trường học.\nSở yêu cầu các đơn vị thực hiện:\n1. Kiểm tra bếp ăn bán trú."

    assert [leads for _, leads, _, _ in told(body)] == [["Các trường học"]]


def test_one_sentence_for_several_bodies_is_several_tasks():
    """Different work for different bodies is parted at commas and semicolons; a list of partners is not."""
    body = (
        "Giao Sở Tài chính thẩm định giá, Sở Xây dựng hoàn thiện hồ sơ; giao UBND huyện bàn giao mặt bằng."
        "\nGiao Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Sở Tư pháp rà soát biên chế."
    )

    assert [leads for _, leads, _, _ in told(body)] == [
        ["Sở Tài chính"],
        ["Sở Xây dựng"],
        ["UBND huyện"],
        ["Sở Y tế"],
    ]


def test_an_order_and_its_delivery_apart_are_two_tasks():
    """The delivery takes over who is told and has the time limit to itself."""
    body = (
        "Kính gửi: UBND các xã.\nSở Nội vụ đề nghị UBND các xã báo cáo kết quả bầu cử trưởng thôn.\n"
        "Báo cáo gửi về Sở Nội vụ (qua Phòng Xây dựng chính quyền) trước ngày 30/11/2024."
    )
    entry = entry_of(body)

    assert [[a.assignee.name for a in t.assignees] for t in entry.tasks] == [["UBND các xã"]] * 2
    assert [len(task.deadlines) for task in entry.tasks] == [0, 1]
    assert entry.tasks[1].instruction.report_to == "Sở Nội vụ (qua Phòng Xây dựng chính quyền)"


def test_a_limit_in_a_later_sentence_governs_its_item():
    """The sentence "Hoàn thành trước ngày …" goes on with the order before it."""
    entry = entry_of(
        "1. Giao Sở Y tế rà soát kho thuốc. Hoàn thành và báo cáo UBND tỉnh trước ngày 20/12/2024."
    )

    assert [[d.deadline.due.isoformat() for d in t.deadlines] for t in entry.tasks] == [["2024-12-20"]]


def test_a_limit_of_the_heading_is_inherited():
    """A task without a limit of its own takes that of the sentence above its list."""
    body = "UBND yêu cầu các sở thực hiện trước ngày 20/12/2024 các việc sau:\n1. Rà soát tài sản công."

    assert [len(task.deadlines) for task in entry_of(body).tasks] == [1]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "Giao Văn phòng UBND tỉnh theo dõi, đôn đốc các đơn vị thực hiện Thông báo này.",
            "Văn phòng UBND tỉnh",
        ),
        ("Sở Nội vụ chịu trách nhiệm theo dõi, kiểm tra việc thực hiện Chỉ thị này.", "Sở Nội vụ"),
        ("Giao Thanh tra tỉnh theo dõi, đôn đốc.", "Thanh tra tỉnh"),
    ],
)
def test_to_follow_the_work_of_others_is_to_monitor(sentence, who):
    """Monitor is whoever only follows, urges or compiles what this letter orders."""
    assert [row[3] for row in told("UBND tỉnh yêu cầu:\n1. " + sentence)] == [[who]]


def test_to_follow_other_things_is_to_lead():
    """Following earlier conclusions is work like any other."""
    rows = told(
        "UBND tỉnh yêu cầu:\n1. Thanh tra tỉnh\n- Theo dõi, đôn đốc việc thực hiện các kết luận thanh tra."
    )

    assert [row[1] for row in rows] == [["Thanh tra tỉnh"]]


def test_to_help_without_a_partner_is_to_cooperate():
    """Nobody leads where a body only "phối hợp tuyên truyền"."""
    rows = told(
        "UBND tỉnh yêu cầu:\n1. Đề nghị Ủy ban MTTQ Việt Nam tỉnh phối hợp tuyên truyền, vận động Nhân dân."
    )

    assert [(row[1], row[2]) for row in rows] == [([], ["Ủy ban MTTQ Việt Nam tỉnh"])]


def test_persons_are_told_by_their_bare_names():
    """Title and post are left off, and the kind is person."""
    body = "UBND huyện phân công:\n1. Đồng chí Trần Văn Nam - Phó Chủ tịch: Chỉ đạo công tác thu ngân sách."
    task = entry_of(body).tasks[0]

    assert [(a.assignee.name, a.assignee.kind) for a in task.assignees] == [("Trần Văn Nam", "person")]


def test_lines_below_an_item_say_who_does_it_and_when():
    """A line "- Cơ quan chủ trì: …" below an item is no task of its own."""
    body = """
I. NHIỆM VỤ
1. Rà soát văn bản quy phạm pháp luật.
- Cơ quan chủ trì: Sở Tư pháp.
- Cơ quan phối hợp: Các sở, ban, ngành.
- Thời gian hoàn thành: trước ngày 30/9/2025.
"""
    entry = entry_of(body, title="KẾ HOẠCH")

    assert told(body, title="KẾ HOẠCH") == [
        ("Rà soát văn bản quy phạm", ["Sở Tư pháp"], ["Các sở, ban, ngành"], [])
    ]
    assert [d.deadline.due.isoformat() for d in entry.tasks[0].deadlines] == ["2025-09-30"]


def test_a_plan_without_addressees_is_led_by_whom_it_names():
    """What names nobody in a plan is for the body that is told to carry the plan out."""
    body = """
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức của người dân.
II. NỘI DUNG
1. Tổ chức tuyên truyền trên loa truyền thanh.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Là cơ quan đầu mối, chủ trì triển khai thực hiện Kế hoạch.
"""

    assert {tuple(row[1]) for row in told(body, title="KẾ HOẠCH")} == {("Phòng Văn hóa - Xã hội",)}


@pytest.mark.parametrize(
    "body",
    [
        "Mọi chi tiết xin liên hệ Phòng Tổ chức, số điện thoại 0255123456.",
        "Sở Y tế đã ban hành Công văn số 12/SYT-NVY giao các bệnh viện rà soát thuốc.",
        "Ngày 05/11/2024, UBND tỉnh có Công văn số 15/UBND-NC yêu cầu các sở báo cáo.",
        "UBND tỉnh báo cáo kết quả như sau:\n1. Tổ chức 05 lớp tập huấn cho cán bộ.",
        "I. MỤC ĐÍCH, YÊU CẦU\n- Nâng cao chất lượng cán bộ, công chức trong tỉnh.",
        "UBND tỉnh có ý kiến như sau:\n1. Thống nhất đề nghị của Sở Y tế tại Tờ trình nêu trên.",
        "UBND tỉnh yêu cầu:\n1. Giám đốc Sở Y tế chịu trách nhiệm trước UBND tỉnh về số liệu báo cáo.",
        "UBND tỉnh yêu cầu:\n1. Nghiêm cấm việc sử dụng xe công vào việc riêng.",
        "UBND tỉnh yêu cầu:\n1. Trường hợp có vướng mắc, Sở Y tế báo cáo UBND tỉnh xem xét.",
        "Trân trọng kính mời:\n- Lãnh đạo Sở Y tế;\n- UBND các xã.\nThời gian: 14 giờ ngày 20/11/2024.",
        "Đề nghị các đại biểu sắp xếp thời gian tham dự đầy đủ.",
    ],
)
def test_what_is_told_to_nobody_is_no_task(body):
    """Contacts, reports, goals, approvals, blame, bans, conditions and invitations are left out."""
    assert told(body) == []


def test_a_general_call_counts_only_alone():
    """A call to "nghiêm túc thực hiện" is a task only where the letter has no other."""
    call = "Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện Công văn này."
    alone, with_others = entry_of(call).tasks, entry_of("Giao Sở Y tế rà soát kho thuốc.\n" + call).tasks

    assert [task.instruction.kind for task in alone] == [TaskKind.GENERAL]
    assert [task.instruction.kind for task in with_others] == [TaskKind.DIRECTIVE]


@pytest.mark.parametrize(
    ("issuer", "body", "count"),
    [
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ", "Sở Y tế kính đề nghị UBND tỉnh xem xét, bố trí kinh phí.", 0),
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ", "Đề nghị Bộ Y tế hướng dẫn việc mua thuốc.", 0),
        (
            "UBND TỈNH AN BÌNH\nSỞ Y TẾ",
            "Kính đề nghị UBND tỉnh có ý kiến bằng văn bản trước ngày 30/11/2024.",
            1,
        ),
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ", "Đề nghị UBND các xã rà soát hộ nghèo.", 1),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG HÒA KHÁNH", "Giao Phòng Kinh tế rà soát hộ kinh doanh.", 1),
    ],
)
def test_a_request_to_somebody_above_needs_a_time_limit(issuer, body, count):
    """What is begged of a higher body is no task to hand out, unless a day is set."""
    assert len(entry_of(body, issuer=issuer).tasks) == count


def test_what_the_issuer_does_itself_is_no_task():
    """A plain paragraph in which the issuer speaks of itself tells nobody."""
    body = "Do đó, Sở Y tế dừng tiếp nhận hồ sơ của Công ty.\nĐề nghị Công ty nộp lại hồ sơ."

    assert [row[0] for row in told(body, issuer="UBND TỈNH AN BÌNH\nSỞ Y TẾ")] == ["Đề nghị Công ty nộp lại "]


def test_a_letter_passed_on_is_a_task():
    """To pass a letter on to X for an answer tells X."""
    body = (
        "Văn phòng UBND tỉnh chuyển đơn nêu trên đến UBND xã Hòa Sơn để xem xét, giải quyết theo thẩm quyền."
    )

    assert [row[1] for row in told(body)] == [["UBND xã Hòa Sơn"]]


def test_an_explanation_after_an_answer_opens_no_list_of_orders():
    """Below "có ý kiến như sau:" only what tells somebody is a task."""
    body = """
Kính gửi: Sở Y tế.
Cục Quản lý Dược có ý kiến như sau:
1. Về khái niệm thuốc, Luật Dược quy định các loại thuốc thành phẩm.
2. Về hồ sơ: các giấy tờ nêu tại Điều 5 Thông tư.
3. Đề nghị Sở Y tế hướng dẫn các cơ sở thực hiện đúng quy định.
"""

    assert [row[1] for row in told(body, issuer="BỘ Y TẾ\nCỤC QUẢN LÝ DƯỢC")] == [["Sở Y tế"]]


def test_a_decision_assigns_in_its_articles():
    """Điều 2 "Giao …" is a task, "chịu trách nhiệm thi hành" is not."""
    body = """
QUYẾT ĐỊNH:
Điều 1. Thành lập Tổ công tác rà soát đất đai.
Điều 2. Giao Sở Nông nghiệp và Môi trường là cơ quan thường trực, xây dựng quy chế trước ngày 20/12/2024.
Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.
"""

    assert [row[1] for row in told(body, title="QUYẾT ĐỊNH")] == [["Sở Nông nghiệp và Môi trường"]]


def test_a_table_hands_out_work_row_by_row():
    """Blank and "nt" stand for the row above, a group's title is no task, dates govern their row."""
    body = """
[annex]
PHỤ LỤC PHÂN CÔNG
[table]
TT | Nội dung công việc | Đơn vị chủ trì | Phối hợp | Thời hạn | Sản phẩm
I | Chuẩn bị | | | |
1 | Khảo sát nhu cầu | Phòng Nội vụ | Công an xã; Trạm Y tế xã | 20/11/2024 | Báo cáo
2 | Dựng sân khấu | nt | nt | 22/11/2024 | -
II | Tổ chức | | | |
3 | Bảo đảm an ninh | Công an xã | | | Phương án
"""
    entry = entry_of(body, title="KẾ HOẠCH")
    days = [[d.deadline.due.isoformat() for d in task.deadlines] for task in entry.tasks]

    assert [row[:3] for row in told(body, title="KẾ HOẠCH")] == [
        ("Khảo sát nhu cầu", ["Phòng Nội vụ"], ["Công an xã", "Trạm Y tế xã"]),
        ("Dựng sân khấu", ["Phòng Nội vụ"], ["Công an xã", "Trạm Y tế xã"]),
        ("Bảo đảm an ninh", ["Công an xã"], []),
    ]
    assert days == [["2024-11-20"], ["2024-11-22"], []]
    assert [task.instruction.product for task in entry.tasks] == ["Báo cáo", "Báo cáo", "Phương án"]


def test_a_table_of_other_things_hands_out_nothing():
    """A list of bodies with dates is no assignment."""
    assert told("[table]\nSTT | Đơn vị đã báo cáo | Ngày gửi\n1 | Công ty A | 05/11/2024") == []


def test_every_inherited_name_says_so_and_has_its_place():
    """The reviewer sees where a name stands, in the task or above it."""
    body = "UBND tỉnh yêu cầu:\n1. Sở Y tế\n- Rà soát kho thuốc của các bệnh viện."
    entry = entry_of(body)
    one = entry.tasks[0].assignees[0]

    assert one.inherited
    assert one.evidence.text == "Sở Y tế"
    assert one.evidence.end <= entry.tasks[0].evidence.start


def test_a_long_letter_keeps_every_task():
    """Four thousand items, each with two assignees, are all found."""
    item = "- Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát kho thuốc trước ngày 20/12/2024."
    letter = letter_of("UBND tỉnh yêu cầu:\n" + "\n".join([item] * 4000), boxes=False)
    found = list(tasks(letter))

    assert len(found) == 12_000
