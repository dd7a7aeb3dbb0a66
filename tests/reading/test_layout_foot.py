"""The foot: "Nơi nhận" left, signature right; over pages; two signers; annexes after it."""

from __future__ import annotations

from sheets import SOURCE, Sheet, texts

from models.letter import Zone
from pipeline.reading.layout import lay_out

CLOSING = (
    "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện Công văn này và báo cáo kết quả."
)


def read(*sheets):
    return lay_out(SOURCE, [sheet.page() for sheet in sheets])


def foot(sheet, y=200.0):
    """The usual foot; the signature begins a little higher than "Nơi nhận"."""
    sheet.centre(430, y - 6, "KT. CHỦ TỊCH", bold=True)
    sheet.put(85, y, "Nơi nhận:", size=12, bold=True, italic=True)
    sheet.centre(430, y + 10, "PHÓ CHỦ TỊCH", bold=True)
    sheet.put(85, y + 14, "- Như trên;", size=11)
    sheet.put(85, y + 28, "- Sở Nội vụ, Sở Tài chính và các sở, ban,", size=11)
    sheet.put(85, y + 42, "ngành liên quan;", size=11)
    sheet.put(85, y + 56, "- Lưu: VT, NC.", size=11)
    sheet.centre(430, y + 90, "Trần Văn Bình", bold=True)


def test_recipients_and_signature_are_read_apart():
    """Entries are whole, one block each; the signature is one block a printed line."""
    sheet = Sheet()
    sheet.paragraph(120, CLOSING)
    foot(sheet)

    letter = read(sheet)

    assert texts(letter, Zone.RECIPIENTS) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Sở Nội vụ, Sở Tài chính và các sở, ban, ngành liên quan;",
        "- Lưu: VT, NC.",
    ]
    assert texts(letter, Zone.SIGNATURE) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Bình"]
    assert texts(letter, Zone.BODY) == [CLOSING]


def test_heading_read_badly_still_opens_the_foot():
    """OCR reads "Xơi nhận": both columns would be one paragraph of the body."""
    sheet = Sheet()
    sheet.paragraph(120, CLOSING)
    sheet.put(85, 200, "Xơi nhận:", size=12)
    sheet.centre(430, 200, "KT. BỘ TRƯỞNG", bold=True)
    sheet.put(85, 214, "- Lưu: VT.", size=11)
    sheet.centre(430, 214, "THỨ TRƯỞNG", bold=True)
    sheet.centre(430, 270, "Lê Thị Hoa", bold=True)
    letter = read(sheet)

    assert texts(letter, Zone.RECIPIENTS) == ["Xơi nhận:", "- Lưu: VT."]
    assert texts(letter, Zone.SIGNATURE) == ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Thị Hoa"]


def test_first_entry_on_the_line_of_the_heading():
    """The line "Nơi nhận: - Như trên;" is parted into heading and entry."""
    sheet = Sheet()
    sheet.paragraph(120, CLOSING)
    sheet.put(85, 200, "Nơi nhận: - Như trên;", size=11)
    sheet.put(120, 214, "- Lưu: VT.", size=11)
    sheet.centre(430, 200, "GIÁM ĐỐC", bold=True)
    sheet.centre(430, 270, "Lê Thị Hoa", bold=True)

    assert texts(read(sheet), Zone.RECIPIENTS) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_foot_goes_on_at_the_top_of_the_next_page():
    """Entries and the signer's name that the page cuts off still belong to the foot."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(640, CLOSING)
    one.put(85, 720, "Nơi nhận:", size=12)
    one.centre(430, 720, "GIÁM ĐỐC", bold=True)
    one.put(85, 734, "- Như trên;", size=11)
    two.put(85, 60, "- Các phòng, đơn vị;", size=11)
    two.put(85, 74, "- Lưu: VT.", size=11)
    two.centre(430, 74, "Lê Thị Hoa", bold=True)

    letter = read(one, two)

    assert texts(letter, Zone.RECIPIENTS)[-2:] == ["- Các phòng, đơn vị;", "- Lưu: VT."]
    assert texts(letter, Zone.SIGNATURE) == ["GIÁM ĐỐC", "Lê Thị Hoa"]


def test_signature_on_the_page_before_the_recipients():
    """Where "Nơi nhận" stands alone on the last page, the signature above it is still found."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(600, CLOSING)
    one.centre(430, 660, "TM. ỦY BAN NHÂN DÂN", bold=True)
    one.centre(430, 676, "CHỦ TỊCH", bold=True)
    one.centre(430, 740, "Trần Văn Bình", bold=True)
    two.put(85, 60, "Nơi nhận:", size=12)
    two.put(85, 74, "- Lưu: VT.", size=11)

    letter = read(one, two)

    assert texts(letter, Zone.SIGNATURE) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"]
    assert texts(letter, Zone.RECIPIENTS) == ["Nơi nhận:", "- Lưu: VT."]
    assert texts(letter, Zone.BODY) == [CLOSING]


def test_two_signers_side_by_side():
    """A joint letter's two columns of signatures are read one after the other."""
    sheet = Sheet()
    sheet.paragraph(120, CLOSING)
    sheet.put(100, 200, "GIÁM ĐỐC SỞ NỘI VỤ", bold=True)
    sheet.put(360, 200, "GIÁM ĐỐC SỞ TÀI CHÍNH", bold=True)
    sheet.put(110, 270, "Lê Thị Hoa", bold=True)
    sheet.put(380, 270, "Trần Văn Bình", bold=True)
    sheet.put(85, 320, "Nơi nhận:", size=12)
    sheet.put(85, 334, "- Lưu: VT.", size=11)

    letter = read(sheet)

    assert texts(letter, Zone.SIGNATURE) == [
        "GIÁM ĐỐC SỞ NỘI VỤ",
        "Lê Thị Hoa",
        "GIÁM ĐỐC SỞ TÀI CHÍNH",
        "Trần Văn Bình",
    ]


def test_a_long_entry_beside_the_signers_name_is_parted_from_it():
    """The entry reaches over the middle; the name stands behind a gap on the same line."""
    sheet = Sheet(number=1)
    sheet.centre(430, 194, "KT. BỘ TRƯỞNG", bold=True)
    sheet.put(85, 200, "Nơi nhận:", size=12, bold=True, italic=True)
    sheet.centre(430, 210, "THỨ TRƯỞNG", bold=True)
    sheet.put(85, 214, "- Như trên;", size=11)
    sheet.put(85, 260, "- Hội Nông dân các tỉnh và thành phố trực thuộc Trung ương;", size=11)
    sheet.put(440, 260, "Trần Văn Bình", bold=True)
    sheet.put(85, 274, "- Lưu: VT, NC.", size=11)

    letter = read(sheet)

    assert texts(letter, Zone.SIGNATURE) == ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Trần Văn Bình"]
    assert "- Hội Nông dân các tỉnh và thành phố trực thuộc Trung ương;" in texts(letter, Zone.RECIPIENTS)


def test_annex_after_the_signature_is_marked():
    """What follows the foot is annex, its brackets a block of their own."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(120, CLOSING)
    foot(one)
    two.centre(312, 80, "PHỤ LỤC", bold=True)
    two.centre(312, 100, "(Kèm theo Công văn số 12/UBND-NC ngày 05/3/2024)", italic=True)
    two.paragraph(130, CLOSING)

    letter = read(one, two)
    annex = list(letter.in_zones(Zone.ANNEX))

    assert [letter.text_of(block) for block in annex] == [
        "PHỤ LỤC",
        "(Kèm theo Công văn số 12/UBND-NC ngày 05/3/2024)",
        CLOSING,
    ]
    assert all(block.annex for block in annex)


def test_an_annex_in_small_letters_ends_the_foot():
    """A line of its own, "Phụ lục 2", belongs to no entry of "Nơi nhận"."""
    sheet = Sheet(number=1)
    foot(sheet)
    sheet.centre(312, 420, "Phụ lục 2")
    sheet.centre(312, 440, "DANH SÁCH CÁC THÔN")

    letter = read(sheet)

    assert [letter.text_of(block) for block in letter.in_zones(Zone.ANNEX)] == [
        "Phụ lục 2 DANH SÁCH CÁC THÔN"
    ]


def test_second_letter_in_the_file_is_annex_with_its_columns_apart():
    """A copy of another letter behind the first gives no second header, but its lines are in order."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC")
    one.paragraph(160, CLOSING)
    foot(one, 240)
    two.head("ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 15/UBND-NC")
    two.paragraph(160, CLOSING)
    foot(two, 240)

    letter = read(one, two)

    assert texts(letter, Zone.LETTERHEAD) == ["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC"]
    assert texts(letter, Zone.ANNEX)[:3] == ["ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 15/UBND-NC"]
    assert len(texts(letter, Zone.SIGNATURE)) == 3


def test_signature_without_recipients():
    """A post in capitals at the right ends the body, also without "Nơi nhận"."""
    sheet = Sheet()
    sheet.paragraph(120, CLOSING)
    sheet.centre(430, 200, "TRƯỞNG PHÒNG", bold=True)
    sheet.centre(430, 270, "Lê Thị Hoa", bold=True)

    assert texts(read(sheet), Zone.SIGNATURE) == ["TRƯỞNG PHÒNG", "Lê Thị Hoa"]


def test_signature_above_recipients():
    """Where post and name stand above "Nơi nhận", its entries have the page's whole width, over its end too."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(120, CLOSING)
    one.centre(430, 200, "T/M TỈNH ỦY", bold=True)
    one.centre(430, 216, "BÍ THƯ", bold=True)
    one.centre(430, 286, "Đặng Thị Hoa", bold=True)
    one.put(85, 320, "Nơi nhận:", size=11)
    one.put(
        85, 334, "- Các ban đảng, ban cán sự đảng, đảng đoàn, các huyện ủy, thị ủy, thành ủy và đảng", size=11
    )
    one.put(85, 348, "ủy trực thuộc;", size=11)
    two.put(85, 60, "- Lưu Văn phòng.", size=11)

    letter = read(one, two)

    assert texts(letter, Zone.SIGNATURE) == ["T/M TỈNH ỦY", "BÍ THƯ", "Đặng Thị Hoa"]
    assert texts(letter, Zone.RECIPIENTS)[2:] == ["- Lưu Văn phòng."]
