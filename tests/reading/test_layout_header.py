"""The head of a letter: two columns, the title, and where the body begins."""

from __future__ import annotations

import pytest
from sheets import LEFT, RIGHT, SOURCE, Sheet, texts

from models.letter import TextSource, Zone
from pipeline.reading.layout import lay_out
from pipeline.reading.layout_header import motto_start
from pipeline.reading.layout_lines import lines_of

BODY = "Thực hiện Công văn số 15/UBND-NC ngày 02/3/2024 của UBND tỉnh về việc tăng cường kỷ luật, kỷ cương."


def read(sheet):
    return lay_out(SOURCE, [sheet.page()])


def test_columns_are_read_one_after_the_other():
    """The letterhead stands before the motto, each line a block, though the lines share their heights."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC")
    sheet.centre(415, 108, "An Bình, ngày 05 tháng 3 năm 2024", size=11, italic=True)
    sheet.paragraph(160, BODY)

    letter = read(sheet)

    assert texts(letter, Zone.LETTERHEAD) == ["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC"]
    assert texts(letter, Zone.MOTTO) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày 05 tháng 3 năm 2024",
    ]
    assert texts(letter, Zone.BODY) == [BODY]


def test_a_seal_over_the_motto_leaves_enough_of_it():
    """What is left of both lines still tells the right half of the head."""
    sheet = Sheet()
    sheet.centre(LEFT, 80, "UBND TỈNH AN BÌNH", size=12)
    sheet.centre(RIGHT, 80, "CỘNG HÒA XÃ", size=12)
    sheet.centre(LEFT, 95, "SỞ NỘI VỤ", size=12, bold=True)
    sheet.centre(RIGHT, 95, "Độc lập -", size=12, bold=True)
    sheet.centre(LEFT, 118, "Số: 12/SNV-TCBC", size=12)
    sheet.centre(RIGHT, 118, "An Bình, ngày 05 tháng 3 năm 2024", size=11, italic=True)
    sheet.paragraph(160, BODY)
    letter = read(sheet)

    assert texts(letter, Zone.LETTERHEAD) == ["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC"]
    assert texts(letter, Zone.BODY) == [BODY]


def test_subject_that_runs_on_beside_the_addressing_stays_in_the_letterhead():
    """Lines of "V/v" that stand at the height of "Kính gửi" belong to the left column."""
    sheet = Sheet()
    sheet.head(
        "ỦY BAN NHÂN DÂN", "THỊ XÃ ĐÔNG HẢI", "Số: 7/UBND-NV", "V/v rà soát vị trí", "việc làm của các cơ"
    )
    sheet.put(110, 140, "quan, đơn vị", size=11)
    sheet.put(300, 140, "Kính gửi:")
    sheet.put(330, 158, "- Phòng Nội vụ;")
    sheet.put(330, 176, "- UBND các xã, phường.")
    sheet.paragraph(210, BODY)

    letter = read(sheet)

    assert texts(letter, Zone.LETTERHEAD)[-3:] == [
        "V/v rà soát vị trí",
        "việc làm của các cơ",
        "quan, đơn vị",
    ]
    assert texts(letter, Zone.BODY) == ["Kính gửi:", "- Phòng Nội vụ;", "- UBND các xã, phường.", BODY]


def test_urgency_stamp_beside_the_addressing_is_a_line_of_the_letterhead():
    """A framed "HỎA TỐC" left of "Kính gửi" does not become part of the addressing."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ Y TẾ", "Số: 467/SYT-NVY")
    sheet.put(110, 140, "HỎA TỐC", size=12, bold=True)
    sheet.put(230, 140, "Kính gửi: Giám đốc các bệnh viện.")
    sheet.paragraph(180, BODY)

    letter = read(sheet)

    assert texts(letter, Zone.LETTERHEAD)[-1] == "HỎA TỐC"
    assert texts(letter, Zone.BODY)[0] == "Kính gửi: Giám đốc các bệnh viện."


def test_party_letters_are_known_by_their_own_title():
    """ĐẢNG CỘNG SẢN VIỆT NAM parts the columns as the state's motto does."""
    sheet = Sheet()
    sheet.head("ĐẢNG BỘ TỈNH AN BÌNH", "TỈNH ỦY", "*", "Số 33-CT/TU", right=("ĐẢNG CỘNG SẢN VIỆT NAM",))
    sheet.centre(415, 110, "An Bình, ngày 11 tháng 9 năm 2023", size=11)
    sheet.centre(312, 150, "CHỈ THỊ", size=15, bold=True)
    sheet.centre(312, 168, "về tăng cường sự lãnh đạo của Đảng", bold=True)
    sheet.paragraph(205, BODY)

    letter = read(sheet)

    assert texts(letter, Zone.LETTERHEAD) == ["ĐẢNG BỘ TỈNH AN BÌNH", "TỈNH ỦY", "*", "Số 33-CT/TU"]
    assert texts(letter, Zone.TITLE) == ["CHỈ THỊ", "về tăng cường sự lãnh đạo của Đảng"]


@pytest.mark.parametrize("bold", [True, False])
def test_title_ends_where_the_body_begins(bold):
    """The first line of the body is indented, so it stands off the title's axis: also without bold type."""
    sheet = Sheet(source=TextSource.TEXT_LAYER)
    sheet.head("ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 58/KH-UBND")
    sheet.centre(312, 150, "KẾ HOẠCH", bold=bold)
    sheet.centre(312, 168, "Tổ chức Ngày hội việc làm năm 2024", bold=bold)
    sheet.paragraph(190, BODY + " " + BODY)

    letter = read(sheet)

    assert texts(letter, Zone.TITLE) == ["KẾ HOẠCH", "Tổ chức Ngày hội việc làm năm 2024"]
    assert texts(letter, Zone.BODY) == [BODY + " " + BODY]


def test_title_as_wide_as_the_text_is_recognised_by_the_shorter_line_below():
    """Without bold type a full line is the title's if a centred short line follows it."""
    sheet = Sheet()
    sheet.head("ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 880/TB-UBND")
    sheet.centre(312, 150, "THÔNG BÁO")
    sheet.centre(312, 168, "Kết luận của Chủ tịch UBND tỉnh tại buổi làm việc với Ban Chỉ đạo tỉnh")
    sheet.centre(312, 186, "về nhà ở xã hội")
    y = sheet.paragraph(215, BODY)
    sheet.paragraph(y, BODY)

    letter = read(sheet)

    assert texts(letter, Zone.TITLE)[2] == "về nhà ở xã hội"


def test_title_nearly_as_wide_as_the_text_stands_off_both_edges():
    """Without bold type, and with no shorter line below, a line in the middle is the title's."""
    subject = "Tăng cường công tác phòng, chống thiên tai và tìm kiếm cứu nạn năm 2023"
    sheet = Sheet()
    sheet.head("ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 12/CT-UBND")
    sheet.centre(312, 150, "CHỈ THỊ")
    sheet._justified(LEFT + 8, RIGHT - 8, 168, subject.split(), {})
    y = sheet.paragraph(200, BODY)
    sheet.paragraph(y, BODY)

    letter = read(sheet)

    assert texts(letter, Zone.TITLE) == ["CHỈ THỊ", subject]
    assert texts(letter, Zone.BODY)[0] == BODY


def test_authority_below_the_subject_is_not_the_title():
    """In a decision the line of the deciding office in capitals stands in the body."""
    sheet = Sheet()
    sheet.head("ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 1275/QĐ-UBND")
    sheet.centre(312, 150, "QUYẾT ĐỊNH", bold=True)
    sheet.centre(312, 168, "Về việc kiện toàn Tổ công tác", bold=True)
    sheet.centre(312, 188, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH", bold=True)
    sheet.paragraph(215, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", italic=True)

    letter = read(sheet)

    assert texts(letter, Zone.TITLE) == ["QUYẾT ĐỊNH", "Về việc kiện toàn Tổ công tác"]
    assert texts(letter, Zone.BODY)[0] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH"


def test_spaced_figures_of_number_and_day_are_put_together():
    """A stamp sets "1187" as "1 1 8 7": the number is one word with one box."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ CÔNG THƯƠNG", "Số: 1 1 8 7 /SCT-QLTM")
    sheet.centre(415, 108, "An Bình, ngày 0 3 tháng 7 năm 2024", size=11)
    sheet.paragraph(160, BODY)

    letter = read(sheet)

    assert "Số: 1187 /SCT-QLTM" in letter.text
    assert "ngày 03 tháng 7 năm 2024" in letter.text
    assert len(letter.boxes(letter.text.index("1187"), letter.text.index("1187") + 4)) == 1


def test_a_text_without_a_motto_has_no_header():
    """Nothing is taken for a letterhead where no motto stands on the page."""
    sheet = Sheet()
    sheet.put(198, 60, "Kính gửi: Phòng Nội vụ.")
    sheet.paragraph(100, BODY)

    letter = read(sheet)

    assert {block.zone for block in letter.blocks} == {Zone.BODY}


def test_bold_lines_are_told_from_plain_ones():
    """Block.bold says which line of the letterhead is the issuing body's."""
    sheet = Sheet()
    sheet.head(right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"))
    sheet.centre(160, 60, "UBND TỈNH AN BÌNH", size=11)
    sheet.centre(160, 76, "SỞ NỘI VỤ", size=11, bold=True)
    sheet.paragraph(140, BODY)

    letter = read(sheet)

    assert [block.bold for block in letter.in_zones(Zone.LETTERHEAD)] == [False, True]


def test_joint_issuers_side_by_side():
    """Two issuers of a joint letter are read one after the other, then their common number."""
    sheet = Sheet()
    sheet.head(right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"))
    sheet.put(40, 60, "SỞ NỘI VỤ", size=9, bold=True)
    sheet.put(150, 60, "SỞ TÀI CHÍNH", size=9, bold=True)
    sheet.put(50, 76, "AN BÌNH", size=9, bold=True)
    sheet.put(160, 76, "AN BÌNH", size=9, bold=True)
    sheet.put(80, 110, "Số: 15/HDLN-SNV-STC", size=11)
    sheet.paragraph(160, BODY)

    assert texts(read(sheet), Zone.LETTERHEAD) == [
        "SỞ NỘI VỤ",
        "AN BÌNH",
        "SỞ TÀI CHÍNH",
        "AN BÌNH",
        "Số: 15/HDLN-SNV-STC",
    ]


def test_issuer_close_to_the_motto():
    """However near the issuer's name comes, the motto begins the right column."""
    sheet = Sheet()
    sheet.put(85, 60, "THƯỜNG TRỰC HĐND - UBND CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    sheet.centre(170, 75, "TỈNH AN BÌNH", bold=True)
    sheet.centre(415, 75, "Độc lập - Tự do - Hạnh phúc", bold=True)
    sheet.paragraph(160, BODY)

    assert texts(read(sheet), Zone.LETTERHEAD) == ["THƯỜNG TRỰC HĐND - UBND", "TỈNH AN BÌNH"]


def test_a_widely_set_title_is_not_parted_into_columns():
    """A type's name with wide blanks across the columns' edge is the title."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/TB-SNV")
    sheet.centre(415, 108, "An Bình, ngày 05 tháng 3 năm 2024", size=11, italic=True)
    sheet.put(245, 140, "THÔNG", bold=True)
    sheet.put(312, 140, "BÁO", bold=True)
    sheet.paragraph(190, BODY)

    assert texts(read(sheet), Zone.TITLE) == ["THÔNG BÁO"]


def test_place_of_two_names_stays_whole():
    """A line that is all right column is not parted at its date."""
    sheet = Sheet()
    sheet.head("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI AN", "Số: 12/UBND-NV")
    sheet.centre(415, 108, "Hải An - Tây Lâm, ngày 05 tháng 3 năm 2024", size=11, italic=True)
    sheet.paragraph(160, BODY)

    assert texts(read(sheet), Zone.MOTTO)[-1] == "Hải An - Tây Lâm, ngày 05 tháng 3 năm 2024"


def test_motto_is_found_however_its_letters_are_set_and_however_much_stands_before_it():
    """The motto may be set letter by letter, in one line with thousands of words."""
    spaced = "C Ộ N G H Ò A X Ã H Ộ I C H Ủ N G H Ĩ A V I Ệ T N A M"
    words = [*(["báo cáo"] * 2000), spaced]
    sheet = Sheet(width=60_000)
    sheet.put(50, 60, " ".join(words))

    (line,) = lines_of(1, sheet.words)

    assert motto_start(line) == 4000
