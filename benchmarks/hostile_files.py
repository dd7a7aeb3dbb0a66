"""Good files of every kind, files made to do harm, and mutations of the good ones."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pikepdf
import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[1] / "samples"
_SOURCES = ("01-cong-van-thi-xa", "03-ke-hoach-bang-phan-cong", "15-so-trong-chu-ky-so")
_ENDINGS = ("pdf", "tif", "jpg", "png", "webp", "docx", "txt", "exe", "")
_NUMBER = re.compile(rb"\d+")
_NAME = re.compile(rb"/[A-Za-z]{2,14}")
_HUGE = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999", b"1e309", b"0.000001")

Named = tuple[str, bytes]


def seeds(folder: Path) -> list[Named]:
    """Return good files: small PDFs with text, a scan, pictures of each format, DOCX and TXT."""
    good: list[Named] = [(f"{name}.pdf", (SAMPLES / f"{name}.pdf").read_bytes()) for name in _SOURCES]
    page = pypdfium2.PdfDocument(SAMPLES / "04-thong-bao-ket-luan.pdf")[0]
    picture = page.render(scale=100 / 72).to_pil().convert("RGB")
    small = picture.crop((0, 0, picture.width, picture.height // 3))
    for ending, mode in (("jpg", "RGB"), ("png", "L"), ("webp", "RGB"), ("tif", "1"), ("pdf", "L")):
        out = folder / f"seed.{ending}"
        extra = {"save_all": True, "append_images": [small.convert(mode)]} if ending in {"tif", "pdf"} else {}
        small.convert(mode).save(out, **extra)
        good.append((f"picture.{ending}", out.read_bytes()))
    text = page.get_textpage().get_text_range()
    good += [("letter.txt", text.encode()), ("letter16.txt", text.encode("utf-16"))]
    written = docx.Document()
    for line in text.splitlines():
        written.add_paragraph(line)
    table = written.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Nội dung"
    out = io.BytesIO()
    written.save(out)
    return [*good, ("letter.docx", out.getvalue())]


def hostile(good: list[Named]) -> Iterator[Named]:
    """Yield files made to do harm."""
    pdf = good[0][1]
    yield "encrypted.pdf", _saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))
    yield "owner-only.pdf", _saved(pdf, encryption=pikepdf.Encryption(owner="a", user=""))
    yield "pages.pdf", _many_pages(5000)
    yield "recursive-form.pdf", _recursive_form(pdf)
    yield "recursive-tree.pdf", _recursive_tree(pdf)
    for size in ("1 1", "14400 14400", "1000000000 1000000000", "-595 -842", "0 0"):
        yield f"size-{size.replace(' ', 'x')}.pdf", _sized(pdf, size)
    yield "bomb.pdf", _picture_bomb(pdf)
    yield "attachment.pdf", _with_attachment(pdf, good[-1][1])
    yield "script.pdf", _with_script(pdf)
    yield "stream-bomb.pdf", _stream_bomb(pdf)
    yield "fonts.pdf", _many_fonts(pdf, 80_000_000)
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG", compress_level=1)
    yield "bomb.png", out.getvalue()
    yield "bomb.tif", _long_tiff()
    yield "zip-bomb.docx", _zip_bomb()
    yield "entities.docx", _entity_bomb()
    yield "polyglot.pdf", b"<html><script>x()</script>\n" + pdf
    yield "polyglot.docx", pdf + good[-1][1]
    yield "polyglot.jpg", dict(good)["picture.jpg"] + pdf
    yield "deep.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    yield "nul.txt", b"\0" * 3_000_000
    yield "line.txt", "dài ".encode() * 2_000_000
    for place, (name, data) in enumerate(good):
        for ending in _ENDINGS:
            if not name.endswith(f".{ending}"):
                yield f"wrong-{place}.{ending}".rstrip("."), data


def mutated(good: list[Named], rng: random.Random) -> Named:
    """Return one good file, changed in one to six ways."""
    name, data = rng.choice(good)
    for _ in range(rng.randint(1, 6)):
        data = rng.choice(_WAYS)(data, rng, rng.choice(good)[1])
    return name, data


def _flip(data: bytes, rng: random.Random, _: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 30)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random, _: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.randint(1, 1 + len(data) // 4) :]


def _truncate(data: bytes, rng: random.Random, _: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(data: bytes, rng: random.Random, _: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start : start + rng.randint(1, 2000)] * rng.randint(2, 20) + data[start:]


def _splice(data: bytes, rng: random.Random, other: bytes) -> bytes:
    start = rng.randrange(len(other) + 1)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start : start + rng.randint(1, 4000)] + data[at:]


def _renumber(data: bytes, rng: random.Random, _: bytes) -> bytes:
    places = list(_NUMBER.finditer(data))
    for place in sorted(rng.sample(places, min(len(places), 3)), key=lambda one: -one.start()):
        data = data[: place.start()] + rng.choice(_HUGE) + data[place.end() :]
    return data


def _rename(data: bytes, rng: random.Random, _: bytes) -> bytes:
    names = list(_NAME.finditer(data))
    if len(names) < 2:
        return data
    one, other = rng.sample(names, 2)
    return data[: one.start()] + other[0] + data[one.end() :]


_WAYS = (_flip, _flip, _cut, _truncate, _repeat, _splice, _renumber, _renumber, _rename)


def _saved(pdf: bytes, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, **options)
    return out.getvalue()


def _changed(pdf: bytes, first: str, content: str = "") -> bytes:
    """Return a PDF whose first page gets these keys and this content."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        for key, value in pikepdf.Object.parse(first.encode()).items():
            page.obj[key] = value
        if content:
            page.contents_add(content.encode())
        document.save(out)
    return out.getvalue()


def _sized(pdf: bytes, size: str) -> bytes:
    return _changed(pdf, f"<< /MediaBox [0 0 {size}] >>")


def _many_pages(count: int) -> bytes:
    document = pikepdf.new()
    for _ in range(count):
        document.add_blank_page()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _recursive_form(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = document.make_stream(b"/F Do /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox = [0, 0, 600, 800]
        form.Resources = {"/XObject": {"/F": form}}
        page = document.pages[0]
        page.obj.Resources["/XObject"] = pikepdf.Dictionary(F=form)
        page.contents_add(b"/F Do")
        document.save(out)
    return out.getvalue()


def _recursive_tree(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        number = document.Root.Pages.objgen[0]
    kids = re.compile(rb"/Kids \[[^\]]*\]")
    return kids.sub(f"/Kids [ {number} 0 R {number} 0 R ]".encode(), out.getvalue())


def _picture_bomb(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        huge = document.make_stream(b"\0" * 1000, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        huge.Width, huge.Height, huge.BitsPerComponent = 200_000, 200_000, 8
        huge.ColorSpace = pikepdf.Name.DeviceRGB
        page = document.pages[0]
        page.obj.Resources["/XObject"] = pikepdf.Dictionary(F=huge)
        page.contents_add(b"q 595 0 0 842 0 0 cm /F Do Q")
        document.save(out)
    return out.getvalue()


def _with_attachment(pdf: bytes, attached: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments["run.docx"] = attached
        document.save(out)
    return out.getvalue()


def _with_script(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="while (true) { app.alert('x'); }"
        )
        document.save(out)
    return out.getvalue()


def _stream_bomb(pdf: bytes) -> bytes:
    return _changed(pdf, "<< >>", "q Q " * 20_000_000)


def _many_fonts(pdf: bytes, size: int) -> bytes:
    """Return a letter of 40 pages that each bring fonts of their own, `size` bytes together."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        first = document.pages[0]
        fonts = first.obj.Resources.Font
        room = size // (40 * len(fonts))
        for _ in range(39):
            document.pages.append(first)
        for page in document.pages:
            page.obj.Resources = pikepdf.Dictionary(page.obj.Resources)
            own = {name: _padded(document, font, room) for name, font in fonts.items()}
            page.obj.Resources.Font = pikepdf.Dictionary(own)
        document.save(out)
    return out.getvalue()


def _padded(document: pikepdf.Pdf, font: pikepdf.Object, room: int) -> pikepdf.Object:
    """Return a copy of a font whose file is longer by random bytes."""
    if "/FontDescriptor" not in font:
        return font
    copy = pikepdf.Dictionary(dict(font.items()))
    described = pikepdf.Dictionary(dict(font.FontDescriptor.items()))
    described.FontFile2 = document.make_stream(described.FontFile2.read_bytes() + os.urandom(room))
    copy.FontDescriptor = document.make_indirect(described)
    return document.make_indirect(copy)


def _long_tiff() -> bytes:
    out = io.BytesIO()
    frame = Image.new("1", (1240, 1754), 1)
    frame.save(out, "TIFF", compression="group4", save_all=True, append_images=[frame] * 300)
    return out.getvalue()


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 500_000_000)
    return out.getvalue()


def _entity_bomb() -> bytes:
    lines = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{lines}]><d>&a11;</d>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", text)
        archive.writestr("word/document.xml", text)
    return out.getvalue()
