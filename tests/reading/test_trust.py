"""Which text layers are trusted."""

from __future__ import annotations

import pypdfium2 as pdfium
from paper import Paper
from PIL import Image
from reportlab.lib.utils import ImageReader

from pipeline.reading import read
from pipeline.reading.text_layer import read_layer
from pipeline.reading.trust import judge
from pipeline.settings import Settings


def judged(paper):
    return judge(read_layer(pdfium.PdfDocument(paper.finish()), 1))


def picture(paper):
    paper.canvas.drawImage(ImageReader(Image.new("RGB", (100, 140), (250, 250, 250))), 0, 0, 595, 842)


def test_born_digital_page_is_trusted():
    """A page of good Vietnamese is taken as it is."""
    paper = Paper()
    paper.letter()

    assert judged(paper).trusted


def test_page_with_only_a_signature_stamp_is_a_scan():
    """A picture with "Ký bởi …" as its only text needs OCR."""
    paper = Paper()
    picture(paper)
    for row, line in enumerate(["Ký bởi: Ủy ban nhân dân tỉnh An Bình", "Cơ quan: Tỉnh An Bình"]):
        paper.put(400, 20 + 7 * row, line, size=6)
    paper.put(400, 34, "Thời gian ký: 24/01/2025 14:23:43", size=6)

    judgement = judged(paper)

    assert not judgement.trusted
    assert "chữ ký số" in judgement.reason


def test_hidden_layer_over_a_picture_is_not_trusted():
    """What a scanner's own OCR laid under the picture may say something else than the picture."""
    paper = Paper()
    picture(paper)
    for row in range(10):
        paper.put(85, 100 + 18 * row, "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh về công tác", mode=3)

    assert not judged(paper).trusted


def test_text_below_a_picture_is_not_trusted():
    """The reader sees the picture, not the text that it covers."""
    paper = Paper()
    paper.letter()
    picture(paper)

    assert "ảnh che" in judged(paper).reason


def test_text_over_a_picture_is_trusted():
    """A letterhead's background picture does no harm."""
    paper = Paper()
    picture(paper)
    paper.letter()

    assert judged(paper).trusted


def test_garbled_layer_is_not_trusted_and_the_reason_says_how_bad_it_is():
    """Measured, not listed: any code table that gives no Vietnamese fails."""
    paper = Paper()
    for row in range(6):
        paper.put(85, 100 + 18 * row, "QKLrP YoFD FiFF TXDQ WKFKLQ QJKLrP WF EiRFiR NWTX")

    judgement = judged(paper)

    assert not judgement.trusted
    assert "% là tiếng Việt" in judgement.reason


def test_legacy_letters_are_mended_and_said():
    """A page in TCVN3 is trusted after conversion, and its record says so."""
    paper = Paper()
    for row in range(6):
        paper.put(85, 100 + 18 * row, "Thùc hiÖn QuyÕt ®Þnh cña Uû ban nh©n d©n tØnh vÒ c«ng t¸c c¸n bé")

    judgement = judged(paper)

    assert judgement.trusted
    assert "TCVN3" in judgement.reason
    assert " ".join(word.text for word in judgement.words[:4]) == "Thực hiện Quyết định"


def test_empty_page_is_blank():
    """A page on which nothing is drawn needs no OCR."""
    paper = Paper()

    assert judged(paper).blank


def test_picture_without_text_needs_ocr():
    """The usual scan."""
    paper = Paper()
    picture(paper)

    assert not judged(paper).trusted


def test_white_letters_on_white_paper_are_left_out(tmp_path):
    """Nobody sees them; white letters on a dark ground are read."""
    paper = Paper()
    paper.letter()
    paper.put(85, 400, "Số: 999/QĐ-UBND", colour=(1, 1, 1))
    paper.canvas.setFillColorRGB(0.1, 0.1, 0.4)
    paper.canvas.rect(80, 842 - 455, 300, 20, stroke=0, fill=1)
    paper.put(85, 450, "Chữ trên nền tối", colour=(1, 1, 1))
    path = tmp_path / "trang.pdf"
    path.write_bytes(paper.finish())

    letter = read(path, Settings())

    assert "999/QĐ-UBND" not in letter.text
    assert "Chữ trên nền tối" in letter.text
    assert "chữ trắng" in letter.notes[0]
