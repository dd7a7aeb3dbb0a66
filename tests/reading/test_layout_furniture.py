"""What stands on a page besides the letter: page numbers, footnotes, signature stamps."""

from __future__ import annotations

from sheets import LEADING, LEFT, SOURCE, Sheet, texts

from models.letter import AsideKind, TextSource, Zone
from pipeline.reading.layout import lay_out
from pipeline.reading.plain import plain_pages

TEXT = (
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh về công tác quản lý nhà nước đối với khoáng sản "
    "trên địa bàn, Sở đề nghị các đơn vị triển khai nghiêm túc và báo cáo kết quả theo quy định hiện hành."
)


def read(*sheets):
    return lay_out(SOURCE, [sheet.page() for sheet in sheets])


def test_page_number_is_taken_out():
    """A number alone at the top or the foot of a page is no text of the letter."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(100, TEXT)
    two.centre(297, 40, "2")
    two.paragraph(100, TEXT)
    two.centre(297, 815, "- 2 -")

    letter = read(one, two)

    assert texts(letter) == [TEXT, TEXT]
    assert [(aside.kind, aside.text) for aside in letter.asides] == [
        (AsideKind.PAGE_NUMBER, "2"),
        (AsideKind.PAGE_NUMBER, "- 2 -"),
    ]


def test_figure_in_the_middle_of_a_page_stays():
    """Only the edges of a page hold page numbers."""
    sheet = Sheet()
    y = sheet.paragraph(100, TEXT)
    sheet.centre(300, y + 100, "12")
    sheet.paragraph(y + 200, TEXT)

    assert "12" in texts(read(sheet))


def test_footnotes_stand_after_the_paragraph_in_which_the_page_ends():
    """Small print under a short rule is a footnote, and the paragraph goes on over it."""
    one, two = Sheet(number=1), Sheet(number=2)
    words = TEXT.split()
    y = one.paragraph(600, TEXT)
    one.paragraph(y, " ".join(words[:15]))
    one.rule(85, 745, 230, 745)
    one.put(LEFT, 760, "1 Luật Địa chất và Khoáng sản năm 2024.", size=9)
    one.put(LEFT, 772, "2 Nghị định số 12/2025/NĐ-CP của Chính phủ về", size=9)
    one.put(LEFT, 784, "xử phạt vi phạm hành chính.", size=9)
    two.put(LEFT, 80, " ".join(words[15:30]))
    two.put(LEFT, 98, " ".join(words[30:]))

    letter = read(one, two)

    assert texts(letter) == [
        TEXT,
        TEXT,
        "1 Luật Địa chất và Khoáng sản năm 2024.",
        "2 Nghị định số 12/2025/NĐ-CP của Chính phủ về xử phạt vi phạm hành chính.",
    ]
    assert [block.zone for block in letter.blocks][2:] == [Zone.FOOTNOTE, Zone.FOOTNOTE]


def test_raised_footnote_mark_is_taken_off_the_word():
    """The mark would spoil numbers ("10/KH-UBND1"); the full stop stays at the word."""
    sheet = Sheet()
    x = sheet.put(LEFT, 100, "Thực hiện Kế hoạch số 10/KH-UBND")
    sheet.put(x, 95, "1", size=8)
    sheet.put(x + 4, 100, ", các đơn vị báo cáo.")
    y = sheet.paragraph(118, TEXT)
    sheet.paragraph(y, TEXT)
    sheet.rule(85, 745, 230, 745)
    sheet.put(LEFT, 760, "1 Về cải cách hành chính.", size=9)

    assert "10/KH-UBND, các đơn vị" in read(sheet).text


def test_raised_figure_of_a_unit_stays_with_it():
    """A raised 2 behind "m" that no footnote answers to is part of the word."""
    sheet = Sheet()
    x = sheet.put(LEFT, 100, "Diện tích 500 m")
    sheet.put(x, 95, "2", size=8)
    sheet.put(x + 8, 100, "đất ở")
    sheet.paragraph(118, TEXT)

    assert "500 m2 đất ở" in read(sheet).text


def test_footnotes_of_a_plain_text_are_found_by_their_mark():
    """In a text file neither size nor rule tells a footnote; the mark at a word does."""
    lines = [f"     {TEXT[:70]}", TEXT[70:130], "", "     - Quản lý nhà nước về địa chất, khoáng sản1", ""]
    lines += ["   1 Luật Địa chất và Khoáng sản năm 2024."]

    letter = lay_out(SOURCE, plain_pages("\n".join(lines)))

    assert texts(letter, Zone.FOOTNOTE) == ["1 Luật Địa chất và Khoáng sản năm 2024."]
    assert texts(letter)[-2].endswith("khoáng sản")


def test_no_footnote_runs_on_into_the_letters_foot():
    """A line that begins like a note, with "Nơi nhận" below it, is text."""
    lines = [f"     {TEXT[:70]}", TEXT[70:130], "", "     - Quản lý nhà nước về địa chất, khoáng sản1", ""]
    lines += ["   1 Luật Địa chất và Khoáng sản năm 2024.", "", "Nơi nhận:", "- Như trên.", ""]

    letter = lay_out(SOURCE, plain_pages("\n".join(lines)))

    assert texts(letter, Zone.FOOTNOTE) == []
    assert texts(letter, Zone.RECIPIENTS)


def test_signature_stamp_is_kept_apart_with_its_facts():
    """The picture "Ký bởi … Thời gian ký …" is no text of the letter; who signed and when is kept."""
    sheet = Sheet()
    sheet.put(480, 20, "Ký bởi: Ủy ban nhân dân tỉnh", size=6)
    sheet.put(480, 26, "An Bình", size=6)
    sheet.put(480, 32, "Cơ quan: Tỉnh An Bình", size=6)
    sheet.put(480, 38, "Thời gian ký: 24/01/2025 14:23:43", size=6)
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ")
    sheet.paragraph(160, TEXT)

    letter = read(sheet)

    assert "Ký bởi" not in letter.text
    (aside,) = letter.asides
    assert aside.kind is AsideKind.DIGITAL_SIGNATURE
    assert dict(aside.facts) == {
        "signer": "Ủy ban nhân dân tỉnh An Bình",
        "agency": "Tỉnh An Bình",
        "time": "2025-01-24T14:23:43",
    }


def test_sentence_about_signing_stays_in_the_text():
    """Words like "cơ quan" in a sentence make no stamp."""
    sheet = Sheet()
    sheet.paragraph(
        100, "Cơ quan: đơn vị nào chậm nộp thì bị nhắc nhở; người ký: Giám đốc hoặc Phó Giám đốc Sở."
    )

    assert not read(sheet).asides


def test_unevenly_boxed_words_are_put_on_their_lines():
    """OCR gives boxes as high as the ink, some too wide: the words still come in order."""
    sheet = Sheet(source=TextSource.OCR)
    sheet.put(309, 105, "Quảng Ngãi,")
    sheet.put(378, 104, "ngày" + "x" * 9, size=12)  # its box runs over what follows
    sheet.words[-1] = type(sheet.words[-1])("ngày", sheet.words[-1].box)
    sheet.put(408, 107, "12", size=15)
    sheet.put(420, 105, "tháng 3 năm 2018")
    sheet.paragraph(105 + 4 * LEADING, TEXT)

    assert "Quảng Ngãi, ngày 12 tháng 3 năm 2018" in read(sheet).text


def test_stamp_that_gives_no_time_is_known_by_its_small_letters():
    """A signer named in letters far smaller than the page's is a signature's picture, with the lines below it."""
    sheet = Sheet()
    for row, line in enumerate(["Ký bởi Văn phòng", "Ủy ban nhân dân", "tỉnh An Bình (M)"]):
        sheet.put(80, 20 + 6.3 * row, line, size=6)
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ")
    sheet.paragraph(160, TEXT)

    letter = read(sheet)

    assert "Ký bởi" not in letter.text
    assert texts(letter, Zone.LETTERHEAD)[0] == "UBND TỈNH AN BÌNH"


def test_stamp_without_labels_is_known_by_address_and_time():
    """A publishing office's stamp: its name, its address, the time; nothing says "Ký bởi"."""
    sheet = Sheet()
    for row, line in enumerate(["TRUNG TÂM CÔNG BÁO", "ttcb@anbinh.gov.vn", "09.01.2025", "10:21:11 +07:00"]):
        sheet.put(480, 14 + 6.3 * row, line, size=6)
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ")
    sheet.paragraph(160, TEXT)

    letter = read(sheet)

    assert "TRUNG TÂM" not in letter.text
    assert letter.asides[0].kind is AsideKind.DIGITAL_SIGNATURE


def test_address_in_a_sentence_stays():
    """An e-mail address at a line's end is the letter's own."""
    sheet = Sheet()
    y = sheet.paragraph(100, TEXT + " Báo cáo gửi về Sở và qua hộp thư điện tử")
    sheet.put(LEFT, y, "Email: snv@anbinh.gov.vn")

    assert "snv@anbinh.gov.vn" in read(sheet).text


def test_office_address_at_the_foot_of_the_page():
    """ô 13 of the form is no text of the letter."""
    sheet = Sheet()
    sheet.paragraph(100, TEXT)
    sheet.put(LEFT, 810, "Địa chỉ: số 1, đường Hòa Bình, thị xã Đông Hải", size=9)

    letter = read(sheet)

    assert texts(letter) == [TEXT]
    assert letter.asides[0].kind is AsideKind.FURNITURE


def test_what_each_page_says_in_its_margin_is_no_text():
    """An office's name and address that each page repeats are kept apart, whatever figures they hold."""
    sheets = [Sheet(number=number) for number in (1, 2, 3)]
    for sheet in sheets:
        sheet.paragraph(100, TEXT)
        sheet.put(LEFT, 40, "Kế hoạch tuyển sinh của Trường An Bình", size=10)
        sheet.put(LEFT, 815, f"Bản in ngày 05/3/2024, tờ {sheet.number}", size=9)

    letter = read(*sheets)

    assert texts(letter) == [TEXT] * 3
    assert sum(aside.kind is AsideKind.FURNITURE for aside in letter.asides) == 6


def test_what_one_page_alone_says_at_its_edge_stays():
    """A line that no other page repeats may be the letter's own."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(100, TEXT)
    one.put(LEFT, 40, "Bản dự thảo lần thứ nhất", size=10)
    two.paragraph(100, TEXT)

    assert texts(read(one, two))[0] == "Bản dự thảo lần thứ nhất"


def test_a_street_and_telephone_at_the_foot_of_the_page():
    """An address is known without the word for it."""
    sheet = Sheet()
    sheet.paragraph(100, TEXT)
    sheet.put(LEFT, 812, "Số 12 đường Hòa Bình, thị xã Đông Hải; Điện thoại: 0255.123456", size=9)

    assert texts(read(sheet)) == [TEXT]
