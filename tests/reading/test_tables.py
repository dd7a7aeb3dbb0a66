"""Tables to cells: ruled, merged, over page breaks, and without rules."""

from __future__ import annotations

from sheets import SOURCE, Sheet, texts

from models.letter import Cell, Zone
from pipeline.reading.layout import lay_out

XS = (85, 120, 300, 420, 540)
HEAD = ("TT", "Nội dung", "Chủ trì", "Thời hạn")
ROWS = (
    ("1", "Rà soát thủ tục", "Sở Nội vụ", "15/3/2024"),
    ("2", "Tập huấn cán bộ", "Sở Tài chính", "Quý II"),
)


def row(sheet, y, cells, xs=XS):
    for x, text in zip(xs, cells, strict=False):
        sheet.put(x + 4, y, text, size=11)


def cells(letter):
    return {(b.cell.row, b.cell.column): letter.text_of(b) for b in letter.in_zones(Zone.TABLE)}


def ruled(sheet, top, rows):
    sheet.grid(XS, [top + 20 * place for place in range(len(rows) + 1)])
    for place, texts_of_row in enumerate(rows):
        row(sheet, top + 20 * place + 14, texts_of_row)


def test_ruled_table_gives_a_block_a_cell():
    """Cells come row by row with their place; text above and below keeps its order."""
    sheet = Sheet()
    sheet.paragraph(80, "Phân công nhiệm vụ như sau:")
    ruled(sheet, 100, [HEAD, *ROWS])
    sheet.paragraph(190, "Các đơn vị nghiêm túc thực hiện.")

    letter = lay_out(SOURCE, [sheet.page()])

    assert texts(letter) == [
        "Phân công nhiệm vụ như sau:",
        *HEAD,
        *ROWS[0],
        *ROWS[1],
        "Các đơn vị nghiêm túc thực hiện.",
    ]
    assert cells(letter)[2, 1] == "Tập huấn cán bộ"


def test_lines_of_a_cell_are_one_block():
    """A wrapped cell is joined with blanks."""
    sheet = Sheet()
    sheet.grid(XS, [100, 120, 160])
    row(sheet, 114, HEAD)
    row(sheet, 134, ("1", "Rà soát thủ tục", "Sở Nội vụ", "15/3/2024"))
    sheet.put(124, 148, "hành chính", size=11)

    assert cells(lay_out(SOURCE, [sheet.page()]))[1, 1] == "Rà soát thủ tục hành chính"


def test_merged_cells_have_spans():
    """A cell without a border between two places takes both."""
    sheet = Sheet()
    for y in (100, 140, 160):
        sheet.rule(85, y, 540, y)
    sheet.rule(300, 120, 540, 120)
    for x in (85, 300, 540):
        sheet.rule(x, 100, x, 160)
    sheet.rule(420, 120, 420, 160)
    sheet.put(90, 125, "Thời gian")
    sheet.put(310, 114, "Phòng ban")
    sheet.put(310, 134, "Sáng")
    sheet.put(430, 134, "Chiều")
    row(sheet, 154, ("Thứ hai", "Văn phòng", "Thanh tra"), (85, 300, 420))

    letter = lay_out(SOURCE, [sheet.page()])
    places = {letter.text_of(block): block.cell for block in letter.in_zones(Zone.TABLE)}

    assert places["Thời gian"] == Cell(0, 0, 0, 2, 1)
    assert places["Phòng ban"] == Cell(0, 0, 1, 1, 2)
    assert places["Thanh tra"] == Cell(0, 2, 2)


def test_table_goes_on_over_the_page_break():
    """The repeated heading is left out, rows are counted on, and a row cut by the page is whole."""
    one, two = Sheet(number=1), Sheet(number=2)
    ruled(one, 700, [HEAD, ("1", "Rà soát thủ tục của các", "Sở Nội vụ", "15/3/2024")])
    ruled(two, 60, [HEAD, ("", "sở, ban, ngành", "", ""), ("2", "Tập huấn cán bộ", "Sở Tài chính", "Quý II")])

    letter = lay_out(SOURCE, [one.page(), two.page()])

    assert cells(letter)[1, 1] == "Rà soát thủ tục của các sở, ban, ngành"
    assert cells(letter)[2, 0] == "2"
    assert sum(text == "Nội dung" for text in texts(letter)) == 1
    assert {block.cell.table for block in letter.in_zones(Zone.TABLE)} == {0}


def test_heading_of_two_rows_is_said_once():
    """A heading with a row of sub-headings is left out whole where the next page says it again."""
    heading = (HEAD, ("", "", "Phòng", "Ngày"))
    one, two = Sheet(number=1), Sheet(number=2)
    ruled(one, 700, [*heading, ROWS[0]])
    ruled(two, 60, [*heading, ROWS[1]])

    letter = lay_out(SOURCE, [one.page(), two.page()])

    assert texts(letter, Zone.TABLE).count("Phòng") == 1
    assert cells(letter)[3, 1] == "Tập huấn cán bộ"


def test_two_tables_are_counted_apart():
    """A table with other columns is another table."""
    sheet = Sheet()
    ruled(sheet, 100, [HEAD, *ROWS])
    sheet.paragraph(190, "Danh sách thành viên:")
    sheet.grid((85, 250, 540), (210, 230, 250))
    row(sheet, 224, ("Họ tên", "Chức vụ"), (85, 250))
    row(sheet, 244, ("Lê Thị Hoa", "Tổ trưởng"), (85, 250))

    letter = lay_out(SOURCE, [sheet.page()])

    assert {block.cell.table for block in letter.in_zones(Zone.TABLE)} == {0, 1}


def test_rules_under_headings_make_no_table():
    """The rule under the motto and a frame around one word hold no cells."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ")
    sheet.rule(350, 82, 480, 82)
    sheet.grid((110, 170), (100, 120))
    sheet.put(115, 114, "KHẨN", size=11)
    sheet.paragraph(160, "Thực hiện chỉ đạo của UBND tỉnh, Sở Nội vụ đề nghị các đơn vị báo cáo.")

    letter = lay_out(SOURCE, [sheet.page()])

    assert not texts(letter, Zone.TABLE)
    assert "KHẨN" in texts(letter, Zone.LETTERHEAD)


def test_frame_around_the_header_is_no_table():
    """A letter whose header stands in drawn cells has a header, not a table."""
    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC")
    sheet.grid((70, 255, 560), (45, 66, 84, 100))
    sheet.paragraph(160, "Thực hiện chỉ đạo của UBND tỉnh, Sở Nội vụ đề nghị các đơn vị báo cáo.")

    letter = lay_out(SOURCE, [sheet.page()])

    assert texts(letter, Zone.LETTERHEAD) == ["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC"]


def test_columns_without_rules():
    """Under a heading "TT | Nội dung | …" free lanes part the columns; numbers open the rows."""
    sheet = Sheet()
    sheet.paragraph(80, "Phân công nhiệm vụ như sau:")
    for place, texts_of_row in enumerate([HEAD, *ROWS, ("3", "Tổng hợp, báo cáo", "Văn phòng", "Hằng quý")]):
        row(sheet, 110 + 18 * place, texts_of_row)
    sheet.put(124, 110 + 18 * 4, "kết quả", size=11)
    sheet.paragraph(230, "Các đơn vị nghiêm túc thực hiện Kế hoạch này và báo cáo kết quả theo quy định.")

    letter = lay_out(SOURCE, [sheet.page()])

    assert cells(letter)[3, 1] == "Tổng hợp, báo cáo kết quả"
    assert cells(letter)[1, 2] == "Sở Nội vụ"
    assert texts(letter, Zone.BODY)[-1].startswith("Các đơn vị nghiêm túc")


def test_columns_that_stand_close_are_known_by_their_headings():
    """Between "TT" and "Nội dung" there may be little more than a blank."""
    sheet = Sheet()
    xs = (85, 103, 300, 420)
    for place, texts_of_row in enumerate([HEAD, *ROWS]):
        row(sheet, 110 + 18 * place, texts_of_row, xs)

    letter = lay_out(SOURCE, [sheet.page()])

    assert cells(letter)[2, 1] == "Tập huấn cán bộ"
    assert cells(letter)[2, 3] == "Quý II"


def test_a_section_below_a_table_without_rules_is_no_cell():
    """A title in capitals that stands no farther left than the contents ends the table."""
    sheet = Sheet()
    for place, texts_of_row in enumerate([HEAD, *ROWS]):
        row(sheet, 110 + 18 * place, texts_of_row)
    sheet.put(124, 110 + 18 * 3, "II. TỔ CHỨC THỰC HIỆN", size=11)
    sheet.put(124, 110 + 18 * 4, "1. Văn phòng đôn đốc.", size=11)

    letter = lay_out(SOURCE, [sheet.page()])

    assert cells(letter)[2, 1] == "Tập huấn cán bộ"
    assert texts(letter, Zone.BODY) == ["II. TỔ CHỨC THỰC HIỆN", "1. Văn phòng đôn đốc."]


def test_table_after_the_signature_is_of_the_annex():
    """A table in an annex keeps its zone and says that it is annexed."""
    one, two = Sheet(number=1), Sheet(number=2)
    one.paragraph(100, "Các đơn vị nghiêm túc thực hiện.")
    one.put(85, 150, "Nơi nhận:")
    one.put(85, 164, "- Lưu: VT.")
    one.centre(430, 150, "GIÁM ĐỐC", bold=True)
    one.centre(430, 220, "Lê Thị Hoa", bold=True)
    two.centre(312, 80, "PHỤ LỤC", bold=True)
    ruled(two, 100, [HEAD, *ROWS])

    letter = lay_out(SOURCE, [one.page(), two.page()])

    assert all(block.annex for block in letter.in_zones(Zone.TABLE))
    assert len(texts(letter, Zone.TABLE)) == 12
