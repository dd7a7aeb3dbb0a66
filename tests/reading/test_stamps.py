"""Stamps on scans: in an ink of their own they are read however they are tilted, framed or set on text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from paper import FONTS, Paper, scanned
from PIL import Image, ImageDraw, ImageFont

from models.letter import AsideKind
from pipeline.reading.clean import clean
from pipeline.reading.stamps import take_stamps

RED, BLUE = (205, 40, 50), (40, 60, 170)
SCALE = 200 / 72


@pytest.fixture(scope="module")
def paper():
    paper = Paper()
    paper.letter()
    return scanned(paper.finish())


def stamped(paper, text, *, at, ink=RED, tilt=0.0, framed=True, size=16):
    """Return the page with a stamp set on it, its corner at a place in points."""
    font = ImageFont.truetype(FONTS.format("Bold"), round(size * SCALE))
    left, top, right, bottom = font.getbbox(text)
    room = round(size * SCALE / 2)
    stamp = Image.new("RGBA", (right - left + 2 * room, bottom - top + 2 * room))
    draw = ImageDraw.Draw(stamp)
    draw.text((room - left, room - top), text, font=font, fill=(*ink, 255))
    if framed:
        draw.rectangle((1, 1, stamp.width - 2, stamp.height - 2), outline=(*ink, 255), width=4)
    stamp = stamp.rotate(tilt, expand=True, resample=Image.Resampling.BICUBIC)
    pixels = paper.pixels if paper.pixels.ndim == 3 else np.repeat(paper.pixels[:, :, None], 3, axis=2)
    cover = Image.new("RGBA", (pixels.shape[1], pixels.shape[0]), (255, 255, 255, 0))
    cover.paste(stamp, (round(at[0] * SCALE), round(at[1] * SCALE)))
    layer = np.asarray(cover).astype(np.float32)
    share = layer[:, :, 3:] / 255
    mixed = pixels * (1 - share) + np.minimum(pixels, layer[:, :, :3]) * share
    return replace(paper, pixels=mixed.astype(np.uint8))


def found(page):
    return [(aside.kind, aside.text) for aside in take_stamps(clean(page)).asides]


@pytest.mark.parametrize(
    ("text", "ink", "tilt", "framed"),
    [
        ("KHẨN", RED, 0, True),
        ("KHẨN", BLUE, 18, False),
        ("THƯỢNG KHẨN", RED, -9, True),
        ("THƯỢNG KHẨN", RED, 22, False),
        ("HỎA TỐC", RED, -14, False),
    ],
)
def test_a_mark_of_urgency_across_the_text(paper, text, ink, tilt, framed):
    """Lines of the letter under a stamp hide neither it nor the first half of its words."""
    page = stamped(paper, text, at=(190, 160), ink=ink, tilt=tilt, framed=framed)

    assert found(page) == [(AsideKind.URGENCY_STAMP, text)]


@pytest.mark.parametrize(("text", "tilt"), [("MẬT", -12), ("TỐI MẬT", 20)])
def test_a_mark_of_secrecy_across_the_text(paper, text, tilt):
    """A mark of secrecy is found on text too."""
    ((kind, said),) = found(stamped(paper, text, at=(190, 160), tilt=tilt))

    assert kind is AsideKind.SECRECY_STAMP
    assert said.endswith("MẬT")


def test_coloured_words_that_are_no_mark(paper):
    """What else stands in red is no stamp."""
    assert found(stamped(paper, "Bản sao", at=(60, 130), framed=False)) == []
