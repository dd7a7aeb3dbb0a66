"""Lines joined to paragraphs, over page breaks too; what opens a new one."""

from __future__ import annotations

import pytest
from sheets import LEADING, LEFT, RIGHT, SOURCE, Sheet, texts

from models.letter import Zone
from pipeline.reading.layout import lay_out
from pipeline.reading.layout_lines import opens_item
from pipeline.reading.layout_text import joins_closely

FIRST = (
    "Thực hiện Công văn số 15/UBND-NC ngày 02/3/2024 của UBND tỉnh về việc tăng cường kỷ luật, kỷ cương hành "
    "chính, Giám đốc Sở yêu cầu các phòng, đơn vị thực hiện một số nội dung sau."
)
SECOND = (
    "Trưởng các phòng, đơn vị chịu trách nhiệm trước Giám đốc Sở về kết quả thực hiện ở đơn vị mình, "
    "báo cáo kịp thời."
)


def body(*sheets):
    return texts(lay_out(SOURCE, [sheet.page() for sheet in sheets]))


def test_lines_of_a_paragraph_are_joined_by_one_blank():
    """A justified paragraph of several lines is one block; the next indent opens another."""
    sheet = Sheet()
    y = sheet.paragraph(100, FIRST)
    sheet.paragraph(y, SECOND)

    assert body(sheet) == [FIRST, SECOND]


def test_bullets_and_numbers_open_blocks():
    """Each bullet and each numbered item is a block, also where the line before it is full."""
    sheet = Sheet()
    items = [
        "1. Phòng Tổ chức cán bộ",
        "- " + FIRST,
        "- " + SECOND,
        "a) Rà soát;",
        "b) Báo cáo;",
        "2.1. Tổng hợp",
    ]
    y = 100.0
    for item in items:
        y = sheet.paragraph(y, item)

    assert body(sheet) == items


@pytest.mark.parametrize(
    "text",
    [
        "- Rà soát",
        "+ Báo cáo",
        "1. Mục",
        "2.1. Mục",
        "a) Điểm",
        "đ) Điểm",
        "I. Phần",
        "Điều 5.",
        "• Ý",
        "(1) Ý",
    ],
)
def test_openings_of_items(text):
    """Bullets, numbers and letters of the outline open an item."""
    assert opens_item(text)


@pytest.mark.parametrize(
    "text", ["15/3/2024 của", "2024, Sở", "năm 2024", "(nếu có)", "TP. An Bình", "1,5 triệu"]
)
def test_figures_inside_a_sentence_open_no_item(text):
    """A date, a year or a sum at a line's start is no number of the outline."""
    assert not opens_item(text)


def test_paragraph_goes_on_over_the_page_break():
    """A sentence that the page cuts is one block, and its boxes are on both pages."""
    one, two = Sheet(number=1), Sheet(number=2)
    words = FIRST.split()
    one.paragraph(700, " ".join(words[:16]))
    one.words = one.words[:]
    two.centre(297, 40, "2")
    two.put(LEFT, 80, " ".join(words[16:30]))
    two.put(LEFT, 80 + LEADING, " ".join(words[30:]))

    letter = lay_out(SOURCE, [one.page(), two.page()])

    assert texts(letter) == [FIRST]
    assert {page for page, _ in letter.lines_in(0, len(letter.text))} == {1, 2}
    assert [aside.text for aside in letter.asides] == ["2"]


def test_new_paragraph_at_the_top_of_a_page():
    """After a full stop an indented line at a page's top is a paragraph of its own."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(700, FIRST)
    two.paragraph(80, SECOND)

    assert body(one, two) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("119/", "NQ-HĐND", True),
        ("253/TTr-", "SNV", True),
        ("12/2021/NĐ-", "CP", True),
        ("36-", "KH/TU", True),
        ("Kinh tế -", "Xã hội", False),
        ("-", "Rà soát", False),
        ("triển khai", "thực hiện", False),
        ("ngày", "15/12/2023", False),
    ],
)
def test_symbol_broken_at_the_line_end_is_joined_without_a_blank(before, after, joined):
    """Only inside a symbol does a hyphen or stroke at the line's end bind the next line's first word."""
    assert joins_closely(before.split()[-1], after.split()[0]) is joined


def test_broken_symbol_in_a_paragraph():
    """The text holds the symbol whole, and its boxes are the two pieces on two lines."""
    sheet = Sheet()
    sheet.put(LEFT + 36, 100, "Căn cứ ý kiến của Sở Nội vụ tại Tờ trình số 253/TTr-", gap=6)
    sheet.put(LEFT, 118, "SNV ngày 22/01/2025, Chủ tịch có ý kiến.")
    sheet.put(LEFT, 136, "x" * 70)

    letter = lay_out(SOURCE, [sheet.page()])
    start = letter.text.index("253/TTr-SNV")

    assert len(letter.boxes(start, start + 11)) == 2


def test_centred_heading_stands_alone():
    """A heading in the middle is not joined to the paragraph below it, and is marked as centred."""
    sheet = Sheet()
    y = sheet.paragraph(100, FIRST)
    sheet.centre((LEFT + RIGHT) / 2, y + 6, "QUYẾT ĐỊNH:", bold=True)
    sheet.paragraph(y + 30, SECOND)

    letter = lay_out(SOURCE, [sheet.page()])

    assert texts(letter) == [FIRST, "QUYẾT ĐỊNH:", SECOND]
    assert [block.centred for block in letter.blocks] == [False, True, False]


def test_an_authority_in_capitals_stands_apart_from_the_text_below():
    """However wide the line in bold capitals is, the bases below it are paragraphs of their own."""
    sheet = Sheet()
    sheet.centre((LEFT + RIGHT) / 2, 100, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN PHÚ TÂY", bold=True)
    sheet.put(LEFT + 36, 122, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm", italic=True)

    letter = lay_out(SOURCE, [sheet.page()])

    assert [text[:7] for text in texts(letter)] == ["CHỦ TỊC", "Căn cứ "]


def test_quotation_with_its_own_numbers_opens_after_a_colon():
    """A quoted article below "quy định:" is a block, as indented as the line above it."""
    sheet = Sheet()
    y = sheet.paragraph(100, "b) Điểm b khoản 4 Điều 19 Nghị định số 126/2024/NĐ-CP quy định về hội:")
    y = sheet.paragraph(
        y, "“b) Trước khi hết nhiệm kỳ 30 ngày làm việc, hội chưa tổ chức được đại hội thì báo cáo.”"
    )
    sheet.paragraph(y, SECOND)

    assert body(sheet)[1].startswith("“b) Trước khi")


def test_addressees_are_blocks_of_their_own():
    """The line "Kính gửi:" and each of its entries stand apart, wrapped entries whole."""
    sheet = Sheet()
    sheet.put(198, 100, "Kính gửi:")
    sheet.put(249, 118, "- Các sở, ban, ngành, đoàn thể thuộc tỉnh và Ban Quản lý")
    sheet.put(255, 136, "các khu công nghiệp;")
    sheet.put(249, 154, "- UBND các xã, phường.")
    y = sheet.paragraph(190, FIRST)
    sheet.paragraph(y, SECOND)

    assert body(sheet)[:4] == [
        "Kính gửi:",
        "- Các sở, ban, ngành, đoàn thể thuộc tỉnh và Ban Quản lý các khu công nghiệp;",
        "- UBND các xã, phường.",
        FIRST,
    ]


def test_text_below_a_wide_addressing():
    """An addressing as wide as the page, without full stop, does not swallow the first sentence."""
    sheet = Sheet()
    sheet.put(90, 100, "Kính gửi: Ban Thường vụ các huyện đoàn, thị đoàn, thành đoàn, đoàn trực thuộc tỉnh")
    sheet.paragraph(100 + LEADING, FIRST)

    assert body(sheet)[1:] == [FIRST]


def test_addressing_on_one_line_with_its_first_entry():
    """The line "Kính gửi: - Sở A;" is parted into the heading and the entry."""
    sheet = Sheet()
    sheet.put(198, 100, "Kính gửi: - Sở Nội vụ;")
    sheet.put(255, 118, "- Sở Tài chính.")
    sheet.paragraph(150, FIRST)

    assert body(sheet)[:3] == ["Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính."]


def test_ragged_text_is_joined_by_its_sense():
    """Where lines do not end flush, a line in lower case goes on with the sentence above."""
    sheet = Sheet()
    for place, line in enumerate(
        [
            "Thực hiện Công văn số 15/UBND-NC ngày 02/3/2024 của",
            "UBND tỉnh về việc tăng cường kỷ luật, kỷ cương hành chính,",
            "Giám đốc Sở yêu cầu các phòng thực hiện nghiêm túc",
            "và báo cáo kết quả.",
        ]
    ):
        sheet.put(LEFT, 100 + place * LEADING, line)

    assert len(body(sheet)) == 1


def test_zone_of_the_running_text_is_body():
    """Without header and foot all paragraphs are body."""
    sheet = Sheet()
    sheet.paragraph(100, FIRST)

    assert lay_out(SOURCE, [sheet.page()]).blocks[0].zone is Zone.BODY
