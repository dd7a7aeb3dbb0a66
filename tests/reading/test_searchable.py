"""A searchable copy of a scan: the same picture, with words that can be found where they stand."""

import io

import numpy as np
import pikepdf
import pytest
from paper import Paper, scanned
from PIL import Image

from models.letter import Box, Letter, Page, Source, TextSource, Word
from pipeline.reading.searchable import searchable_copy

TEXT = "Đề nghị Sở Nội vụ thẩm định trước ngày 05/3/2024"


def scan(tmp_path, *, rotation=0):
    """A letter of one scanned page that lies turned in its file, and the letter that was read on it."""
    paper = Paper()
    paper.put(85, 100, TEXT)
    picture = Image.fromarray(scanned(paper.finish(), dpi=100).pixels).rotate(rotation, expand=True)
    path = tmp_path / "scan.pdf"
    picture.save(path, resolution=100)
    words, start = [], 0
    for place, word in enumerate(TEXT.split()):
        box = Box(85 + 36 * place, 90, 115 + 36 * place, 103)
        words.append(Word(start, start + len(word), 1, box, 0.9))
        start += len(word) + 1
    page = Page(1, 595.0, 842.0, TextSource.OCR, rotation=rotation)
    return path, Letter(Source(path.name, "0" * 64, "application/pdf", 1), TEXT, (page,), tuple(words))


def found(copy, text):
    """Where a text stands in the copy: its left and right ends in points."""
    import pypdfium2

    page = pypdfium2.PdfDocument(copy)[0].get_textpage()
    first, count = page.search(text).get_next()
    return page.get_charbox(first)[0], page.get_charbox(first + count - 1)[2]


@pytest.mark.parametrize("text", ["Đề nghị", "thẩm định", "05/3/2024", TEXT])
def test_words_with_marks_are_found(tmp_path, text):
    """Vietnamese words, figures and a whole line are found by search in the copy."""
    path, letter = scan(tmp_path)

    left, right = found(searchable_copy(path, letter), text)

    assert 80 < left < right < 595


def test_the_picture_and_the_original_stay(tmp_path):
    """The copy shows what the original shows, and the original is untouched."""
    import pypdfium2

    path, letter = scan(tmp_path)
    before = path.read_bytes()

    copy = searchable_copy(path, letter)

    seen = [pypdfium2.PdfDocument(io.BytesIO(data))[0].render().to_numpy() for data in (before, copy)]
    assert np.array_equal(*seen)
    assert path.read_bytes() == before


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_words_lie_as_the_page_lies(tmp_path, rotation):
    """On a page that lies turned in its file, the words are turned with it."""
    path, letter = scan(tmp_path, rotation=rotation)

    with pikepdf.open(io.BytesIO(searchable_copy(path, letter))) as document:
        upright = document.pages[0]
        upright.rotate(rotation, relative=True)
        out = io.BytesIO()
        document.save(out)
    import pdfplumber

    with pdfplumber.open(out) as document:
        words = document.pages[0].extract_words()
    first = next(word for word in words if word["text"] == "Đề")
    assert abs(first["x0"] - 85) < 3
    assert abs(first["bottom"] - 103) < 6


def test_a_letter_without_scans_needs_no_copy(tmp_path):
    """Where every page has its own text there is nothing to make."""
    path, letter = scan(tmp_path)
    page = Page(1, 595.0, 842.0, TextSource.TEXT_LAYER)

    assert searchable_copy(path, Letter(letter.source, TEXT, (page,), letter.words)) == b""


def test_a_picture_becomes_a_searchable_pdf(tmp_path):
    """A scan that is no PDF gets a PDF copy."""
    _, letter = scan(tmp_path)
    path = tmp_path / "scan.png"
    Image.new("L", (827, 1169), "white").save(path, dpi=(100, 100))

    assert found(searchable_copy(path, letter), "thẩm định")
