"""Wear a typeset letter as an office does: print, sign, seal, stamp, scan. Seeded, so always the same."""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import img2pdf
import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from pathlib import Path

SERIF = "/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf"
HAND = "/usr/share/fonts/truetype/breip/Breip.ttf"
RED = (205, 40, 50)
BLUE = (35, 50, 150)


@dataclass(frozen=True)
class Wear:
    """How a scan was made: dots an inch, skew in degrees, noise (deviation), blur radius, JPEG quality."""

    dpi: int = 200
    skew: float = 0.4
    noise: float = 6
    blur: float = 0.4
    quality: int = 70
    grey: bool = False
    handwritten: str = ""  # number written by hand
    arrival: tuple[str, str] | None = None  # arrival stamp: number, date


def seal(size: int, words: str) -> Image.Image:
    """Draw a round red seal with the body's name around it."""
    picture = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for inset, width in ((2, max(2, size // 60)), (size // 5, max(1, size // 120))):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=(*RED, 215), width=width)
    font = ImageFont.truetype(SERIF, size // 11)
    radius = size * 0.40
    for place, letter in enumerate(words):
        angle = math.pi * (0.85 - 1.7 * place / max(1, len(words) - 1)) + math.pi / 2 - math.pi / 2
        x, y = size / 2 + radius * math.sin(-angle), size / 2 - radius * math.cos(angle)
        tile = Image.new("RGBA", (size // 6, size // 6), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((size // 12, size // 12), letter, font=font, fill=(*RED, 215), anchor="mm")
        tile = tile.rotate(math.degrees(angle), resample=Image.Resampling.BICUBIC)
        picture.alpha_composite(tile, (max(0, int(x - size / 12)), max(0, int(y - size / 12))))
    star = [
        (size / 2 + size * r * math.sin(k * math.pi / 5), size / 2 - size * r * math.cos(k * math.pi / 5))
        for k, r in enumerate([0.17, 0.07] * 5)
    ]
    draw.polygon(star, fill=(*RED, 200))
    return picture


def arrival_stamp(width: int, office: str, number: str, day: str) -> Image.Image:
    """Draw the stamp "ĐẾN" with its number and day written in."""
    height = int(width * 0.55)
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((2, 2, width - 3, height - 3), outline=(*RED, 220), width=3)
    small, large = ImageFont.truetype(SERIF, height // 8), ImageFont.truetype(SERIF, height // 4)
    hand = ImageFont.truetype(HAND, height // 5)
    draw.text((width / 2, height * 0.13), office, font=small, fill=(*RED, 220), anchor="mm")
    draw.text((width * 0.17, height * 0.5), "ĐẾN", font=large, fill=(*RED, 220), anchor="mm")
    for line, (label, text) in enumerate((("Số:", number), ("Ngày:", day), ("Chuyển:", ""))):
        y = height * (0.38 + 0.22 * line)
        draw.text((width * 0.36, y), label, font=small, fill=(*RED, 220), anchor="lm")
        draw.text((width * 0.56, y), text, font=hand, fill=(*BLUE, 230), anchor="lm")
    return picture


def _signature(size: tuple[int, int], seed: random.Random) -> Image.Image:
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    points = [(size[0] * k / 9, size[1] * (0.5 + 0.45 * seed.uniform(-1, 1))) for k in range(10)]
    ImageDraw.Draw(picture).line(points, fill=(*BLUE, 220), width=max(2, size[1] // 25), joint="curve")
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def find(
    page: pypdfium2.PdfPage, words: str, *, last: bool = False
) -> tuple[float, float, float, float] | None:
    """Return (left, top, right, bottom) in points of the first (or last) place where the words stand."""
    text = page.get_textpage()
    searcher = text.search(words)
    hits = list(iter(searcher.get_next, None))
    if not hits:
        return None
    found = hits[-1 if last else 0]
    boxes = [text.get_charbox(i) for i in range(found[0], found[0] + found[1])]
    height = page.get_height()
    return (
        min(b[0] for b in boxes),
        height - max(b[3] for b in boxes),
        max(b[2] for b in boxes),
        height - min(b[1] for b in boxes),
    )


def _mark_by_hand(
    image: Image.Image, page: pypdfium2.PdfPage, letter: dict, wear: Wear, seed: random.Random
) -> None:
    scale = wear.dpi / 72
    header = letter["header"]
    name = find(page, header["signer_name"], last=True)
    if name:
        left, top = name[0] * scale, name[1] * scale
        sign = _signature((int(120 * scale), int(42 * scale)), seed)
        image.alpha_composite(sign, (int(left - 15 * scale), int(top - 48 * scale)))
        stamp = seal(int(102 * scale), header["issuing_body"][:34])
        image.alpha_composite(stamp, (int(left - 78 * scale), int(top - 86 * scale)))
    number = find(page, "Số")
    if wear.handwritten and number:
        font = ImageFont.truetype(HAND, int(19 * scale))
        place = (number[2] * scale + 7 * scale, (number[1] + number[3]) / 2 * scale - 2 * scale)
        ImageDraw.Draw(image).text(place, wear.handwritten, font=font, fill=(*BLUE, 235), anchor="lm")
    if wear.arrival and number:
        stamp = arrival_stamp(int(140 * scale), "VĂN PHÒNG UBND", *wear.arrival)
        stamp = stamp.rotate(seed.uniform(-3, 3), expand=True, resample=Image.Resampling.BICUBIC)
        image.alpha_composite(stamp, (int(30 * scale), int((number[3] + 24) * scale)))


def _worn(image: Image.Image, wear: Wear, seed: random.Random) -> Image.Image:
    picture = image.convert("RGB").rotate(
        wear.skew, resample=Image.Resampling.BICUBIC, fillcolor=(252, 251, 247), expand=False
    )
    picture = picture.filter(ImageFilter.GaussianBlur(wear.blur))
    noise = np.random.default_rng(seed.randrange(2**32))
    pixels = np.asarray(picture, dtype=np.float32)
    shade = np.linspace(0, 9, pixels.shape[1], dtype=np.float32)[None, :, None]
    pixels = pixels * 0.97 - shade + noise.normal(0, wear.noise, pixels.shape[:2])[..., None]
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return picture.convert("L") if wear.grey else picture


def scan(source: Path, target: Path, letter: dict, wear: Wear) -> None:
    """Write a worn scan of the PDF `source` to `target`."""
    seed = random.Random(source.stem)
    pages = []
    document = pypdfium2.PdfDocument(source)
    for page in document:
        image = page.render(scale=wear.dpi / 72).to_pil().convert("RGBA")
        _mark_by_hand(image, page, letter, wear, seed)
        out = io.BytesIO()
        _worn(image, wear, seed).save(out, "JPEG", quality=wear.quality, dpi=(wear.dpi, wear.dpi))
        pages.append(out.getvalue())
    document.close()
    layout = img2pdf.get_fixed_dpi_layout_fun((wear.dpi, wear.dpi))
    made = img2pdf.convert(pages, layout_fun=layout, nodate=True)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        del pdf.trailer.ID  # img2pdf gives a random one
        pdf.save(target, deterministic_id=True)
