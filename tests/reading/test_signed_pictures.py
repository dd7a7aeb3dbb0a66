"""Signature fields that show a picture of words: place and day, and the signer's name below a seal."""

from __future__ import annotations

import pytest
from paper import FONTS
from PIL import Image, ImageDraw, ImageFont

from models.letter import Box, TextSource
from pipeline.reading.printed import PrintedPage, PrintedWord
from pipeline.reading.signed_pictures import read_pictures
from pipeline.settings import Settings

SCALE = 300 / 72


@pytest.fixture
def drawn(tmp_path):
    """Return what is read of words drawn in a field at 300 dpi, on a page with words of its own."""

    def read(text, *, own=()):
        sheet = Image.new("RGB", (2480, 3508), "white")
        font = ImageFont.truetype(FONTS.format("Regular"), round(13 * SCALE))
        ImageDraw.Draw(sheet).text((300 * SCALE, 105 * SCALE), text, font=font, fill="black")
        path = tmp_path / "page.pdf"
        sheet.save(path, resolution=300)
        page = PrintedPage(1, 595.2, 841.9, tuple(own), TextSource.TEXT_LAYER)
        found = read_pictures(page, [Box(290, 100, 530, 125)], path, Settings())
        return [word.text for word in found.words]

    return read


def test_place_and_day_drawn_as_a_picture_are_read(drawn):
    """The text layer has nothing there."""
    assert drawn("Đông Hải, ngày 27 tháng 9 năm 2024") == [
        "Đông",
        "Hải,",
        "ngày",
        "27",
        "tháng",
        "9",
        "năm",
        "2024",
    ]


def test_a_name_is_read_and_other_words_are_left_alone(drawn):
    """What a seal says is no line of the letter."""
    assert drawn("Nguyễn Thành") == ["Nguyễn", "Thành"]
    assert drawn("ĐÃ KÝ SỐ NGÀY") == []


def test_the_pages_own_words_stand(drawn):
    """A field over words is no second line."""
    own = PrintedWord("Đông", Box(300, 105, 330, 118))

    assert drawn("Đông Hải, ngày 27 tháng 9 năm 2024", own=[own]) == ["Đông"]
