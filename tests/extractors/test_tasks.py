"""Instructions as findings: what sort each is, what it asks for, where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import letter_of

from extractors.assignment_tables import assignment_tables
from extractors.tasks import tasks
from models.finding import Field, Role, TaskKind
from models.letter import TextSource

OPENING = "UBND tỉnh yêu cầu các sở thực hiện:\n"


def instructions(text, **how):
    letter = letter_of(text, **how)
    return [(letter.text[f.start : f.end], f.value) for f in tasks(letter) if f.field is Field.TASK]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Giao Sở Y tế rà soát kho thuốc.", TaskKind.DIRECTIVE),
        ("Yêu cầu Sở Y tế chịu trách nhiệm hướng dẫn các bệnh viện.", TaskKind.DIRECTIVE),
        ("Yêu cầu các cơ quan nghiêm túc triển khai thực hiện Chỉ thị này.", TaskKind.GENERAL),
        ("Yêu cầu Sở Y tế chịu trách nhiệm trước UBND tỉnh về số liệu.", TaskKind.ACCOUNTABILITY),
        ("Trường hợp có vướng mắc, đề nghị các sở báo cáo UBND tỉnh.", TaskKind.CONDITIONAL),
        ("1. Tuyệt đối không tổ chức liên hoan.", TaskKind.PROHIBITION),
        ("Kính đề nghị UBND tỉnh xem xét, bố trí kinh phí.", TaskKind.REQUEST),
        ("Đề nghị các đại biểu tham dự đúng thành phần.", TaskKind.EVENT),
    ],
)
def test_every_sort_of_instruction_is_marked_as_what_it_is(sentence, kind):
    """Conditions, bans, blame, requests and calls are told from directives."""
    assert [value.kind for _, value in instructions(OPENING + sentence)] == [kind]


def test_blame_inside_an_item_is_kept_apart_from_its_task():
    """The task ends before the sentence that threatens."""
    text = (
        OPENING
        + "- Rà soát hồ sơ đất đai. Trường hợp đơn vị nào chậm trễ thì phải chịu trách nhiệm trước UBND."
    )

    assert [(words, value.kind) for words, value in instructions(text)] == [
        ("Rà soát hồ sơ đất đai", TaskKind.DIRECTIVE),
        (
            "Trường hợp đơn vị nào chậm trễ thì phải chịu trách nhiệm trước UBND",
            TaskKind.ACCOUNTABILITY,
        ),
    ]


@pytest.mark.parametrize(
    ("sentence", "body", "product"),
    [
        (
            "Giao Sở Y tế xây dựng kế hoạch, trình UBND tỉnh trước ngày 05/12/2024.",
            "UBND tỉnh",
            "kế hoạch",
        ),
        (
            "Yêu cầu các phòng báo cáo, gửi về UBND huyện (qua Phòng Nội vụ).",
            "UBND huyện (qua Phòng Nội vụ)",
            "báo cáo",
        ),
        ("Đề nghị các trường lập danh sách gửi về Phòng Nội vụ.", "Phòng Nội vụ", "danh sách"),
        ("Giao Công an huyện tăng cường tuần tra.", None, None),
    ],
)
def test_product_and_receiver_are_read(sentence, body, product):
    """What is to be handed in, and to whom, with the office it goes through."""
    [(_, value)] = instructions(sentence)

    assert (value.report_to, value.product) == (body, product)


def test_a_task_knows_the_headings_above_it():
    """Their places are kept, outermost first."""
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Rà soát kho thuốc của các bệnh viện."
    letter = letter_of(text)
    [task] = [f for f in tasks(letter) if f.field is Field.TASK]

    assert [letter.text[a:b] for a, b in task.value.scope] == ["TỔ CHỨC THỰC HIỆN", "Sở Y tế"]


def test_ocr_that_lost_its_marks_is_read_all_the_same():
    """On a scanned page "để nghị các tô chức" orders, and the name is mended."""
    letter = letter_of("Để nghị Chú tịch UBND các xã phôi hợp với Sờ Y tế rà soát.", source=TextSource.OCR)
    found = {(f.value.name, f.value.role) for f in tasks(letter) if f.field is Field.ASSIGNEE}

    assert found == {("Chủ tịch UBND các xã", Role.LEAD), ("Sở Y tế", Role.COOPERATE)}


def test_printed_text_is_never_mended():
    """A born-digital letter is taken as it is written."""
    letter = letter_of("Giao Sở Y tế phôi hợp với Sở Nội vụ rà soát.")

    assert [f.value.name for f in tasks(letter) if f.field is Field.ASSIGNEE] == ["Sở Y tế phôi hợp"]


WORDS = (
    "Giao|Yêu cầu|Đề nghị|Sở Y tế|các sở, ban, ngành|UBND xã|chủ trì|phối hợp với|rà soát|thì|(|)|.|;|,|:|“"
    "|trước ngày 05/12/2024|TỔ CHỨC THỰC HIỆN|như sau:|Trường hợp|chịu trách nhiệm|đồng chí Trần Văn A|điện:"
    "|Căn cứ|Cơ quan chủ trì:|Kính gửi:"
)
BREAKS = ["\n1. ", "\n- ", "\na) ", "\nI. ", "\n[table]\nNội dung | Chủ trì\n", " | ", "\n[body]\n"]


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*WORDS.split("|"), *BREAKS]), max_size=40).map(" ".join))
def test_any_letter_gives_valid_places(text):
    """Nothing is raised; every finding and every place it points to lies inside the text."""
    letter = letter_of(text)
    for finding in (*tasks(letter), *assignment_tables(letter)):
        assert 0 <= finding.start < finding.end <= len(letter.text)
        if finding.field is Field.TASK:
            for start, end in (*finding.value.scope, *finding.value.details):
                assert 0 <= start <= end <= len(letter.text)


@given(st.text(max_size=200))
def test_any_text_raises_nothing(text):
    """Whatever a file holds, it is read."""
    letter = letter_of(text.replace("[", "("))

    assert all(0 <= f.start < f.end <= len(letter.text) for f in tasks(letter))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Tôi khẩn thiết đề nghị Chủ tịch UBND các xã tập trung dập dịch.", ["Chủ tịch UBND các xã"]),
        (
            "Nhận được thông báo này yêu cầu Hiệu trưởng các trường sắp xếp lịch trực.",
            ["Hiệu trưởng các trường"],
        ),
        (
            "1. Các sở đến nay chưa gửi số liệu theo văn bản trên, khẩn trương gửi Sở Nội vụ.",
            ["Các sở"],
        ),
        ("1. Các trường là chủ dự án trong vòng 05 ngày phải nộp hồ sơ.", ["Các trường"]),
    ],
)
def test_whom_an_order_tells_in_other_words(sentence, told):
    """The letter may speak for itself, leave a comma out, or say first what has not been done."""
    letter = letter_of(OPENING + sentence)
    found = [f.value.name for f in tasks(letter) if f.field is Field.ASSIGNEE and f.start > len(OPENING)]

    assert found == told


def test_who_passes_an_order_on_is_not_told():
    """The closing words of an office that hands an order down are no task."""
    text = (
        OPENING
        + "- Rà soát kho thuốc.\nVăn phòng UBND tỉnh truyền đạt ý kiến trên để các đơn vị thực hiện./."
    )

    assert [words for words, _ in instructions(text)] == ["Rà soát kho thuốc"]


def test_an_opening_tells_bodies_of_many_places():
    """A subject of many places before "như sau:" names who does the items below."""
    text = "Kính gửi: Trạm Y tế.\nĐể kịp tổng hợp, Trạm Y tế các xã thực hiện báo cáo như sau:\n1. Lập sổ."
    found = [f.value.name for f in tasks(letter_of(text)) if f.field is Field.ASSIGNEE]

    assert found == ["Trạm Y tế các xã"]


def test_partners_without_capitals_go_on_over_the_comma():
    """A list behind "phối hợp với" that begins small is not cut at its capitals."""
    order = "Giao Sở Y tế chủ trì phối hợp với sở, ngành chức năng, UBND các huyện tiến hành kiểm tra kho."

    assert len(instructions(OPENING + order)) == 1


def test_what_a_report_is_to_contain_is_no_task():
    """Below "yêu cầu … báo cáo … theo các nội dung sau:" stand the contents of the one thing asked for."""
    order = "Sở Y tế yêu cầu Trạm Y tế các xã (gọi là Trạm) báo cáo kết quả tiêm chủng theo các nội dung sau:"
    text = f"Kính gửi: Trạm Y tế các xã.\n{order}\n1. Tổng số trẻ đã tiêm.\n2. Giải quyết phản ứng sau tiêm."

    assert [words[:7] for words, _ in instructions(text)] == ["yêu cầu"]


def test_partners_of_a_body_that_leads_together_with_them():
    """Behind "chủ trì, cùng" stand those who help."""
    letter = letter_of(OPENING + "- Sở Y tế chủ trì, cùng các đơn vị có liên quan rà soát kho thuốc.")
    found = {f.value.name: f.value.role for f in tasks(letter) if f.field is Field.ASSIGNEE}

    assert found["Sở Y tế"] is Role.LEAD
    assert found["các đơn vị có liên quan"] is Role.COOPERATE


def test_those_behind_cung_voi_help_the_one_before():
    """Whoever works "cùng với A, B" leads, and A and B help."""
    letter = letter_of(OPENING + "- Phòng Y tế cùng với Trạm Khuyến nông, Trạm Thú y phân công cán bộ.")
    found = {f.value.name: f.value.role for f in tasks(letter) if f.field is Field.ASSIGNEE}

    assert found["Phòng Y tế"] is Role.LEAD
    assert found["Trạm Khuyến nông"] is found["Trạm Thú y"] is Role.COOPERATE


def test_an_answer_that_is_passed_on_is_no_task():
    """An office that tells somebody what was decided, "để … biết, thực hiện", orders nothing."""
    text = "Kính gửi: Sở Y tế.\nVăn phòng UBND tỉnh thông báo để Sở Y tế biết, thực hiện./."

    assert instructions(text) == []


def test_where_to_send_a_report_stays_a_task_among_its_contents():
    """The delivery that stands in the list of what to report on keeps its time limit."""
    order = "Sở Y tế yêu cầu Trạm Y tế các xã báo cáo kết quả tiêm chủng theo các nội dung sau:"
    delivery = "Văn bản báo cáo gửi về Sở Y tế trước ngày 15/3/2024."
    text = f"Kính gửi: Trạm Y tế các xã.\n{order}\n- Tổng số trẻ đã tiêm.\n- {delivery}"

    assert instructions(text)[-1][0] == delivery.rstrip(".")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Giao Bình Lâm Telecom rà soát hạ tầng cáp quang.", ["Bình Lâm Telecom"]),
        ("1. Petro Hải Lâm chủ trì, phối hợp với Sở Y tế diễn tập.", ["Petro Hải Lâm", "Sở Y tế"]),
        ("1. Công tác tuyên truyền có trách nhiệm lớn.", []),
        ("Giao Kế hoạch này hoàn thành trong năm.", []),
    ],
)
def test_who_is_told_needs_no_word_that_a_list_holds(sentence, told):
    """Behind "giao" and before "chủ trì" any capitalised phrase is somebody; a topic or a document is not."""
    found = tasks(letter_of(OPENING + sentence))
    names = [f.value.name for f in found if f.field is Field.ASSIGNEE]

    assert names[-len(told) :] == told if told else not {"Công tác tuyên truyền", "Kế hoạch này"} & set(names)
