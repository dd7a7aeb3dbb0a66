"""Signature fields: numbers and days they hold are the letter's, their stamps are not."""

from __future__ import annotations

import pikepdf
import pytest
from paper import Field, Paper, with_fields
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from sheets import Sheet

from models.letter import AsideKind, Box, Gap, TextSource
from pipeline.reading import read
from pipeline.reading.blanks import agreed, find_blanks, overlay, put_back
from pipeline.reading.printed import PrintedWord
from pipeline.settings import Settings


@pytest.fixture
def settings():
    return Settings()


def signed(tmp_path, fields, **letter):
    paper = Paper()
    paper.letter(**letter)
    path = tmp_path / "signed.pdf"
    path.write_bytes(with_fields(paper.finish(), fields))
    return path


def test_number_and_day_in_signature_fields_are_read(tmp_path, settings):
    """A field over the blank of "Số:        /SNV" gives "Số: 7432 /SNV", at the field's place."""
    paper_number = "Số:             /SNV-TCBC"
    path = signed(
        tmp_path,
        [Field((122, 738, 160, 752), "7432"), Field((392, 738, 410, 752), "21")],
        number=paper_number,
        day="ngày        tháng 7",
    )

    letter = read(path, settings)

    assert "Số: 7432 /SNV-TCBC" in letter.text
    assert "ngày 21 tháng 7 năm 2024" in letter.text
    start = letter.text.index("7432")
    (box,) = letter.boxes(start, start + 4)
    assert 118 < box.x0 < 130
    assert "ô chữ ký số" in letter.pages[0].reason


@pytest.mark.parametrize("lift", [6, 9])
def test_a_number_stamped_above_its_blank_belongs_to_it(tmp_path, settings, lift):
    """A program that sets the number a little too high does not make a line of it."""
    path = signed(
        tmp_path, [Field((122, 738 + lift, 160, 752 + lift), "12094")], number="Số:             /SNV-TCBC"
    )

    letter = read(path, settings)

    assert "Số: 12094 /SNV-TCBC" in letter.text
    assert letter.gaps == ()


def test_spaced_figures_of_a_field_are_one_number(tmp_path, settings):
    """Signing programs set the figures apart."""
    path = signed(
        tmp_path, [Field((122, 738, 175, 752), "7 4 3 2", 9)], number="Số:                   /SNV-TCBC"
    )

    assert "Số: 7432 /SNV-TCBC" in read(path, settings).text


def test_stamp_of_a_field_is_kept_apart(tmp_path, settings):
    """The signature's picture gives signer and time, and no text."""
    stamp = "Nguoi ky: SO NOI VU\nEmail: snv@anbinh.gov.vn\nThoi gian ky: 21.07.2024 10:04:00 +07:00"
    path = signed(tmp_path, [Field((2, 800, 250, 840), stamp, 7)])

    letter = read(path, settings)

    (aside,) = letter.asides
    assert aside.kind is AsideKind.DIGITAL_SIGNATURE
    assert dict(aside.facts) == {"signer": "SO NOI VU", "time": "2024-07-21T10:04:00+07:00"}
    assert "Email" not in letter.text


def word(text, x0, x1, **more):
    return PrintedWord(text, Box(x0, 90, x1, 104), **more)


def test_field_over_the_same_figure_changes_nothing():
    """A day that is printed and stamped alike is one word without a doubt."""
    (only,) = overlay([word("05", 100, 113)], [word("5", 101, 107)])

    assert not only.candidates


def test_field_over_another_figure_is_a_doubt():
    """A printed 4 with a stamped 5 over it: both are candidates."""
    (only,) = overlay([word("4", 100, 107)], [word("5", 100, 107)])

    assert (only.text, only.candidates) == ("5", ("5", "4"))


def test_leader_of_dots_gives_way_to_the_figure():
    """A number set on the dots of "…../UBND" leaves "/UBND"."""
    found = overlay([word("......./UBND", 100, 180)], [word("12", 102, 120)])

    assert sorted(one.text for one in found) == ["/UBND", "12"]


def test_blanks_of_number_and_date_are_found(tmp_path, settings):
    """Where nothing is drawn in a blank it stays a blank: no gap, no number."""
    path = signed(tmp_path, [], number="Số:          /SNV-TCBC", day="ngày        tháng 7")

    letter = read(path, settings)

    assert "Số: /SNV-TCBC" in letter.text
    assert letter.gaps == ()


def test_blank_places_have_boxes():
    """Between "Số:" and the symbol, between "ngày" and "tháng"."""
    sheet = Sheet()
    sheet.put(100, 100, "Số:")
    sheet.put(170, 100, "/SNV-TCBC")
    sheet.put(310, 100, "An Bình, ngày")
    sheet.put(430, 100, "tháng 7 năm 2024")

    number, day = find_blanks(sheet.page())

    assert number.number
    assert not day.number
    assert 119 < number.box.x0 < number.box.x1 < 171


def test_drawn_figure_in_a_blank_is_read_or_left_open(tmp_path, settings):
    """A number that is only a picture is read from the picture; what is not sure is a gap with its place."""
    picture = Image.new("RGB", (240, 64), "white")
    font = ImageFont.truetype("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf", 56)
    ImageDraw.Draw(picture).text((20, 0), "1247", font=font, fill="black")
    paper = Paper()
    paper.letter(number="Số:                      /SNV-TCBC")
    paper.canvas.drawImage(ImageReader(picture), 124, 842 - 103, 48, 13)
    path = tmp_path / "picture.pdf"
    path.write_bytes(paper.finish())

    letter = read(path, settings)

    seen = "Số: 1247 /SNV-TCBC" in letter.text
    open_place = any(isinstance(gap, Gap) and "Số" in gap.reason for gap in letter.gaps)
    assert seen != open_place


def test_remark_of_a_reader_is_no_text_of_the_letter(tmp_path, settings):
    """A comment typed over the page is kept apart; a field's words are not."""
    path = signed(tmp_path, [Field((300, 600, 560, 620), "Chuyen phong Noi vu tham muu truoc 25/3", 8)])
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.pages[0].obj.Annots[0].Subtype = pikepdf.Name.FreeText
        file.save(path)

    letter = read(path, settings)

    assert "tham muu" not in letter.text
    assert any("tham muu" in aside.text for aside in letter.asides)


@pytest.mark.parametrize(("candidates", "filled"), [(("466", "486"), True), (("486",), False), ((), False)])
def test_two_readings_that_agree_are_sure(candidates, filled):
    """A figure that OCR read with doubt and the distrusted layer also has is taken; else it stays open."""
    sheet = Sheet(source=TextSource.OCR)
    sheet.put(100, 100, "Số:")
    sheet.put(160, 100, "/VP")
    gap = Gap(0, 0, 1, Box(120, 88, 158, 104), "Số văn bản không rõ.", candidates)

    page = agreed(sheet.page(gaps=(gap,)), [word("466", 128, 150)])

    assert any(one.text == "466" for one in page.words) is filled
    assert bool(page.gaps) is not filled


def test_number_set_elsewhere_goes_back_into_its_blank():
    """A signing program took "Sở:" for "Số:": the whole symbol tells which blank its figures belong into."""
    sheet = Sheet()
    sheet.put(100, 100, "Số:")
    sheet.put(170, 100, "/SNV-TCBC")
    page = sheet.page()
    (blank,) = find_blanks(page)

    moved = put_back(page, word("934/SNV-TCBC", 160, 230))
    other = put_back(page, word("934/SNV-CCVC", 160, 230))

    assert moved.text == "934"
    assert blank.box.x0 <= moved.box.x0 < moved.box.x1 <= blank.box.x1
    assert other.text == "934/SNV-CCVC"
