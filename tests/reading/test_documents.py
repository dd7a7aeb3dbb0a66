"""DOCX: blocks with their zones, automatic numbers, merged cells, footnotes, legacy fonts."""

from __future__ import annotations

import shutil

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from paper import Paper
from sheets import texts

from models.errors import SecretLetterError
from models.letter import TextSource, Zone
from pipeline.reading import read
from pipeline.settings import Settings

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 05 tháng 3 năm 2024"


@pytest.fixture(autouse=True)
def without_libreoffice(request, monkeypatch):
    """Machines differ: these tests say themselves whether LibreOffice is there."""
    if "libreoffice" not in request.fixturenames:
        monkeypatch.setattr(shutil, "which", lambda _: None)


@pytest.fixture
def libreoffice(tmp_path, monkeypatch):
    """A program in LibreOffice's place that writes a prepared PDF, or fails."""
    paper = Paper()
    paper.letter()
    (tmp_path / "made.pdf").write_bytes(paper.finish())
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()

    def install(*, works):
        copy = f'cp {tmp_path}/made.pdf "$6/$(basename "$7" .docx).pdf"' if works else "exit 1"
        program.write_text(f"#!/bin/sh\n{copy}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    return install


@pytest.fixture
def written(tmp_path):
    """Save a document and read it."""

    def write(document):
        path = tmp_path / "thu.docx"
        document.save(path)
        return read(path, Settings())

    return write


def with_header(left="UBND TỈNH AN BÌNH\nSỞ NỘI VỤ\nSố: 12/SNV-TCBC\nV/v báo cáo biên chế"):
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = left, MOTTO
    return document


def test_header_in_a_table_is_read_by_its_columns(written):
    """The usual header: left cell letterhead, right cell motto and date."""
    document = with_header()
    document.add_paragraph("Kính gửi: Các phòng, đơn vị.")
    document.add_paragraph("Sở Nội vụ đề nghị các đơn vị báo cáo.")

    letter = written(document)

    assert texts(letter, Zone.LETTERHEAD)[1:3] == ["SỞ NỘI VỤ", "Số: 12/SNV-TCBC"]
    assert texts(letter, Zone.MOTTO) == MOTTO.split("\n")
    assert texts(letter, Zone.BODY)[0] == "Kính gửi: Các phòng, đơn vị."
    assert letter.text_source is TextSource.PLAIN
    assert "python-docx" in letter.pages[0].reason
    assert letter.boxes(0, 10) == ()


def test_header_set_with_tabs(written):
    """Two columns that a tab parts are read one after the other."""
    document = docx.Document()
    document.add_paragraph("UBND TỈNH AN BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document.add_paragraph("SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc")
    document.add_paragraph("Số: 12/SNV-TCBC\tAn Bình, ngày 05 tháng 3 năm 2024")
    document.add_paragraph("Kính gửi: Các phòng, đơn vị.")

    letter = written(document)

    assert texts(letter, Zone.LETTERHEAD) == ["UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC"]
    assert texts(letter, Zone.MOTTO) == MOTTO.split("\n")


def test_title_of_a_named_type(written):
    """Type and subject in the middle are the title."""
    document = with_header("UBND TỈNH AN BÌNH\nSỞ NỘI VỤ\nSố: 12/KH-SNV")
    for line in ("KẾ HOẠCH", "Cải cách hành chính năm 2024"):
        document.add_paragraph(line).alignment = ALIGN.CENTER
    document.add_paragraph("Thực hiện Quyết định số 1/QĐ-UBND, Sở ban hành Kế hoạch.")

    assert texts(written(document), Zone.TITLE) == ["KẾ HOẠCH", "Cải cách hành chính năm 2024"]


def test_a_text_box_in_the_letterhead_is_read(written):
    """Many offices set "V/v …" in a box that hangs in the letterhead's cell."""
    document = with_header("UBND TỈNH AN BÌNH\nSỞ NỘI VỤ\nSố: 12/SNV-TCBC")
    box = (
        f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>V/v báo cáo biên chế</w:t></w:r></w:p></w:txbxContent>"
    )
    run = document.tables[0].cell(0, 0).paragraphs[0].add_run()
    run._r.append(parse_xml(f"<w:pict {nsdecls('w')}>{box}</w:pict>"))
    document.add_paragraph("Sở Nội vụ đề nghị các đơn vị báo cáo.")

    assert texts(written(document), Zone.LETTERHEAD)[-1] == "V/v báo cáo biên chế"


def test_automatic_numbers_are_written_out(written):
    """Word counts list paragraphs itself: their numbers are part of what the reader sees."""
    document = docx.Document()
    for text, style in [("Mục đích", "Number"), ("Nâng cao", "Bullet"), ("Yêu cầu", "Number")]:
        document.add_paragraph(text, style=f"List {style}")

    assert texts(written(document)) == ["1. Mục đích", "• Nâng cao", "2. Yêu cầu"]


def test_foot_with_tabs_and_annex(written):
    """Recipients and signature that tabs part; what follows is annex."""
    document = with_header()
    document.add_paragraph("Sở Nội vụ đề nghị các đơn vị báo cáo.")
    for line in ("Nơi nhận:\tKT. GIÁM ĐỐC", "- Như trên;\tPHÓ GIÁM ĐỐC", "- Lưu: VT.", "\tLê Thị Hoa"):
        document.add_paragraph(line)
    document.add_paragraph("PHỤ LỤC").alignment = ALIGN.CENTER
    document.add_paragraph("Danh mục nhiệm vụ")

    letter = written(document)

    assert texts(letter, Zone.RECIPIENTS) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert texts(letter, Zone.SIGNATURE) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa"]
    assert texts(letter, Zone.ANNEX) == ["PHỤ LỤC", "Danh mục nhiệm vụ"]


def test_merged_cells_have_spans(written):
    """A cell merged over rows is one block."""
    document = docx.Document()
    document.add_paragraph("Phân công như sau:")
    table = document.add_table(rows=3, cols=2)
    for place, text in enumerate(["Nội dung", "Chủ trì", "Rà soát", "Phòng A", "Báo cáo", ""]):
        table.cell(place // 2, place % 2).text = text
    table.cell(1, 1).merge(table.cell(2, 1))

    letter = written(document)
    places = {letter.text_of(block): block.cell for block in letter.in_zones(Zone.TABLE)}

    assert places["Phòng A"].row_span == 2
    assert (places["Báo cáo"].row, places["Báo cáo"].column) == (2, 0)


def test_legacy_font_is_converted(written):
    """A run in .VnTime is TCVN3."""
    document = docx.Document()
    document.add_paragraph().add_run("Thùc hiÖn QuyÕt ®Þnh").font.name = ".VnTime"

    assert texts(written(document)) == ["Thực hiện Quyết định"]


def test_deleted_text_is_left_out_and_inserted_text_is_read(written):
    """A document with tracked changes is read as it would be printed."""
    document = docx.Document()
    paragraph = document.add_paragraph("Báo cáo trước ngày ")
    space = nsdecls("w")
    for kind, tag, text in (("del", "delText", "10"), ("ins", "t", "15")):
        xml = f'<w:{kind} {space} w:id="1" w:author="a"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'
        paragraph._p.append(parse_xml(xml))

    assert texts(written(document)) == ["Báo cáo trước ngày 15"]


def test_secret_document_is_refused(written):
    """A mark of secrecy in the header stops the reading of a DOCX too."""
    document = with_header("UBND TỈNH AN BÌNH\nSỞ NỘI VỤ\nSố: 12/SNV-TCBC\nTỐI MẬT")
    document.add_paragraph("Nội dung.")

    with pytest.raises(SecretLetterError):
        written(document)


def test_libreoffice_is_used_where_it_is_installed(libreoffice, written):
    """The letter then has pages and boxes, and its record says how they came."""
    libreoffice(works=True)

    letter = written(with_header())

    assert "LibreOffice" in letter.pages[0].reason
    assert letter.source.media_type.endswith("wordprocessingml.document")
    assert letter.boxes(0, 10)


def test_without_a_working_libreoffice_python_docx_reads(libreoffice, written):
    """A program that fails does not stop the letter."""
    libreoffice(works=False)

    assert "python-docx" in written(with_header()).pages[0].reason


def test_addressing_in_a_table_is_the_addressing(written):
    """The line "Kính gửi:" in one cell and its entries in the next are blocks of the body."""
    document = with_header()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kính gửi:", "- Các phòng chuyên môn;\n- UBND các xã."
    document.add_paragraph("Sở Nội vụ đề nghị các đơn vị báo cáo.")

    letter = written(document)

    assert texts(letter, Zone.BODY)[:3] == ["Kính gửi:", "- Các phòng chuyên môn;", "- UBND các xã."]
    assert not texts(letter, Zone.TABLE)


def test_text_in_content_controls_and_inner_tables_is_kept(written):
    """Neither a control around a paragraph nor a table inside a cell hides its text."""
    document = docx.Document()
    document.add_paragraph("Phân công như sau:")
    space = nsdecls("w")
    xml = f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(xml))
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Ngoài"
    outer.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "Trong bảng"

    letter = written(document)

    assert "Trong khung" in letter.text
    assert "Trong bảng" in letter.text


def test_text_behind_a_table_that_ends_in_an_empty_cell_is_read(written):
    """An empty cell has no line that the paragraph behind it could go on with."""
    document = with_header()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Nội dung"
    document.add_paragraph("và các phòng, đơn vị liên quan thực hiện.")

    assert texts(written(document))[-1] == "và các phòng, đơn vị liên quan thực hiện."
