"""The text layer: words with their boxes and faces, however the file draws them."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from paper import Paper

from pipeline.reading.text_layer import read_layer


def layer(paper, number=1):
    document = pdfium.PdfDocument(paper.finish())
    return read_layer(document, number)


def words(found):
    return [word.text for word in found.words]


def test_words_stand_where_they_are_printed():
    """A word's box begins where it was set and lies around its baseline."""
    paper = Paper()
    end = paper.put(100, 200, "Nội")

    (word,) = layer(paper).words

    assert word.text == "Nội"
    assert word.box.x0 == pytest.approx(100, abs=0.5)
    assert word.box.x1 == pytest.approx(end, abs=0.5)
    assert word.box.top < 195
    assert word.box.bottom > 200
    assert word.size == pytest.approx(13)


def test_pieces_of_a_word_drawn_apart_are_one_word():
    """Files that draw marked letters from another font, in any order, still give whole words."""
    paper = Paper()
    x = paper.put(100, 100, "H")
    later = x
    x += 13 * 0.5
    paper.put(x, 100, "i dân")
    paper.put(later, 100, "ộ")

    assert words(layer(paper)) == ["Hội", "dân"]


def test_blank_is_seen_where_none_is_drawn():
    """A gap of a blank's width parts words, also without a blank in the file."""
    paper = Paper()
    x = paper.put(100, 100, "Sở")
    paper.put(x + 3.5, 100, "Nội")

    assert words(layer(paper)) == ["Sở", "Nội"]


@pytest.mark.parametrize(
    ("left", "right", "gap", "read"),
    [
        ("NGHĨA", "VIỆT", 2.1, ["NGHĨA", "VIỆT"]),
        ("Kế", "hoạch", 1.9, ["Kế", "hoạch"]),
        ("(Căn cứ", "Luật", 1.9, ["(Căn", "cứ", "Luật"]),
        ("Đi", "ều", 1.9, ["Điều"]),
    ],
)
def test_a_narrow_gap_parts_what_cannot_be_one_syllable(left, right, gap, read):
    """Browsers draw no blanks and set letters closely: two syllables are two words, one is one."""
    paper = Paper()
    end = paper.put(100, 100, left)
    paper.put(end + gap, 100, right)

    assert words(layer(paper)) == read


def test_letter_printed_twice_to_look_bold_is_read_once():
    """The second print, a hair aside, is no letter of its own."""
    paper = Paper()
    for shift in (0, 0.3):
        paper.put(100 + shift, 100, "KẾ HOẠCH")

    assert words(layer(paper)) == ["KẾ", "HOẠCH"]


def test_figures_printed_over_one_another_are_a_doubt():
    """The later print stands in the text, both are candidates."""
    paper = Paper()
    paper.put(100, 100, "tháng")
    paper.put(150, 100, "4")
    paper.put(150, 100, "5")

    *_, word = layer(paper).words

    assert word.text == "5"
    assert word.candidates == ("5", "4")


def test_faces_are_known():
    """Bold and italic come from the font, bold also from letters that are stroked."""
    paper = Paper()
    paper.put(100, 100, "một")
    paper.put(100, 120, "hai", face="Bold")
    paper.put(100, 140, "ba", face="Italic")
    paper.put(100, 160, "bốn", mode=2)

    found = layer(paper).words

    assert [(word.text, word.bold, word.italic) for word in found] == [
        ("một", False, False),
        ("hai", True, False),
        ("ba", False, True),
        ("bốn", True, False),
    ]


def test_ink_is_known():
    """Red and blue letters are told from black ones."""
    paper = Paper()
    paper.put(100, 100, "đỏ", colour=(0.9, 0.1, 0.1))
    paper.put(100, 120, "xanh", colour=(0.1, 0.1, 0.8))
    paper.put(100, 140, "đen")

    assert [word.colour for word in layer(paper).words] == ["red", "blue", "black"]


def test_text_off_the_page_is_not_read():
    """Nobody sees it."""
    paper = Paper()
    paper.put(100, 100, "thấy")
    paper.put(700, 100, "khuất")
    paper.put(100, 900, "khuất")

    assert words(layer(paper)) == ["thấy"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_are_read_as_shown(rotation):
    """With /Rotate the text that runs sideways on the shown page is turned back, and its boxes with it."""
    paper = Paper()
    for row in range(5):
        paper.put(100, 100 + 20 * row, "Sở Nội vụ báo cáo kết quả thực hiện nhiệm vụ")
    with pikepdf.open(io.BytesIO(paper.finish())) as file:
        file.pages[0].Rotate = rotation
        turned = io.BytesIO()
        file.save(turned)

    found = read_layer(pdfium.PdfDocument(turned.getvalue()), 1)

    assert words(found)[:3] == ["Sở", "Nội", "vụ"]
    assert (found.rotation + rotation) % 360 == 0
    assert found.words[0].box.x0 == pytest.approx(100, abs=1)


def test_page_whose_text_runs_sideways_is_turned():
    """A landscape annex on an upright page is read, and the page says by how much it was turned."""
    paper = Paper()
    for row in range(6):
        paper.turned(120 + 20 * row, 700, 90, "Danh mục nhiệm vụ giao các cơ quan, đơn vị thực hiện")

    found = layer(paper)

    assert found.rotation == 90
    assert (found.width, found.height) == (842, 595)
    assert words(found)[:3] == ["Danh", "mục", "nhiệm"]


def test_watermark_askew_is_kept_apart():
    """A tilted "DỰ THẢO" stands among no line of the text."""
    paper = Paper()
    paper.put(100, 100, "Sở Nội vụ báo cáo")
    paper.turned(150, 500, 45, "DỰ THẢO", size=60)

    found = layer(paper)

    assert words(found) == ["Sở", "Nội", "vụ", "báo", "cáo"]
    assert [word.text for word in found.tilted] == ["DỰ", "THẢO"]


def test_borders_are_rules_and_shades_are_not():
    """Stroked rectangles and thin fills give rules; a coloured ground behind a line does not."""
    paper = Paper()
    paper.canvas.rect(100, 500, 200, 40, stroke=1, fill=0)
    paper.canvas.rect(100, 400, 200, 0.5, stroke=0, fill=1)
    paper.canvas.rect(100, 300, 200, 16, stroke=0, fill=1)
    paper.put(100, 100, "chữ")

    rules = layer(paper).rules

    assert sum(rule.horizontal for rule in rules) == 3
    assert sum(not rule.horizontal for rule in rules) == 2


def test_hidden_letters_are_counted():
    """Text without ink, as scanners lay under their pictures, is told by its share."""
    paper = Paper()
    paper.put(100, 100, "ẩn", mode=3)

    found = layer(paper)

    assert found.invisible == found.characters == 2
