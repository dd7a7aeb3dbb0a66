"""Broken, empty, locked and mistaken files: a cause and a next step, by content and not by name."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest
from paper import Paper
from PIL import Image

from models.errors import (
    EncryptedFileError,
    FileTooLargeError,
    MissingFileError,
    UnreadableFileError,
    UnsupportedFileError,
)
from pipeline.reading import pdf, read
from pipeline.reading.files import Kind, kind_of
from pipeline.reading.text_layer import open_pdf
from pipeline.settings import Settings


def letter_pdf():
    paper = Paper()
    paper.letter()
    return paper.finish()


def rewritten(**options):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter_pdf())) as file:
        file.save(out, **options)
    return out.getvalue()


def without_pages():
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def white_png():
    out = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(out, "PNG")
    return out.getvalue()


def office_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def tiff_whose_second_page_has_no_width():
    out = io.BytesIO()
    page = Image.new("L", (620, 877), 255)
    page.save(out, "TIFF", save_all=True, append_images=[page])
    width = b"\x00\x01\x04\x00\x01"
    first, second, rest = out.getvalue().split(width)
    return first + width + second + b"\xff\xfe" + width[2:] + rest


def docx_with_damaged_part():
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Kính gửi: Sở Nội vụ. " * 400)
    document.save(out)
    data = bytearray(out.getvalue())
    name = data.index(b"word/document.xml")
    start = name + len(b"word/document.xml") + 8
    data[start : start + 24] = b"\xff" * 24
    return bytes(data)


BROKEN = {
    "rong.pdf": (bytes, UnreadableFileError, "rỗng"),
    "rong.png": (bytes, UnreadableFileError, "rỗng"),
    "khong.pdf": (lambda: b"\0" * 4000, UnreadableFileError, "rỗng"),
    "cut.pdf": (lambda: letter_pdf()[:-2000], UnreadableFileError, "cắt cụt"),
    "cut-dau.pdf": (lambda: letter_pdf()[:600], UnreadableFileError, "cắt cụt"),
    "hong.pdf": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"\n%%EOF", UnreadableFileError, "hỏng"),
    "khoa.pdf": (
        lambda: rewritten(encryption=pikepdf.Encryption(owner="a", user="b")),
        EncryptedFileError,
        "mật khẩu",
    ),
    "khong-trang.pdf": (without_pages, UnreadableFileError, "không có trang"),
    "chu.pdf": ("Kính gửi: Sở Nội vụ".encode, UnreadableFileError, "không phải PDF"),
    "trang.png": (white_png, UnreadableFileError, "Không thấy chữ"),
    "cut.png": (lambda: white_png()[:200], UnreadableFileError, "Ảnh bị hỏng"),
    "khong-rong.tif": (tiff_whose_second_page_has_no_width, UnreadableFileError, "hỏng"),
    "hong-phan.docx": (docx_with_damaged_part, UnreadableFileError, "DOCX bị hỏng"),
    "cut.docx": (lambda: b"PK\x03\x04" + b"\1" * 500, UnreadableFileError, "DOCX bị hỏng"),
    "bang.xlsx": (office_zip, UnsupportedFileError, "Office khác"),
    "cu.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600, UnsupportedFileError, ".doc"),
    "anh.gif": (lambda: b"GIF89a" + b"\1" * 100, UnsupportedFileError, "GIF"),
    "la.bin": (lambda: bytes(range(1, 30)) * 100, UnsupportedFileError, "Không nhận ra"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_says_what_is_wrong_and_what_to_do(tmp_path, name):
    """Each fault has its error class, a Vietnamese cause and a next step."""
    make, error, cause = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(make())

    with pytest.raises(error) as caught:
        read(path, Settings())

    assert cause in caught.value.cause
    assert caught.value.next_step.endswith(".")
    assert caught.value.exit_code == 1


def test_missing_file(tmp_path):
    """A path where nothing is."""
    with pytest.raises(MissingFileError):
        read(tmp_path / "nope.pdf", Settings())


def test_folder_is_no_file(tmp_path):
    """A folder is told from a file."""
    with pytest.raises(UnreadableFileError, match="thư mục"):
        read(tmp_path, Settings())


def test_file_without_rights(tmp_path, monkeypatch):
    """The system refuses to open it: the clerk is told to ask for the right."""
    path = tmp_path / "cam.pdf"
    path.write_bytes(letter_pdf())

    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(type(path), "read_bytes", refuse)

    with pytest.raises(MissingFileError, match="quyền"):
        read(path, Settings())


def test_too_many_bytes_and_pages(tmp_path):
    """Limits are settings, and the error names them."""
    path = tmp_path / "to.pdf"
    path.write_bytes(letter_pdf())

    with pytest.raises(FileTooLargeError, match="max_bytes"):
        read(path, Settings(max_bytes=100))
    with pytest.raises(FileTooLargeError, match="max_pages"):
        read(path, Settings(max_pages=0))


@pytest.mark.parametrize("steps", [1, 2])
def test_a_form_that_draws_itself(tmp_path, steps):
    """A PDF that unfolds without end is refused before it is unfolded."""
    path = tmp_path / "lap.pdf"
    with pikepdf.open(io.BytesIO(letter_pdf())) as file:
        kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 600, 800]}
        forms = [file.make_stream(b"/F Do /F Do", **kind) for _ in range(steps)]
        for place, form in enumerate(forms):
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=forms[place - 1]))
        file.pages[0].obj.Resources.XObject = pikepdf.Dictionary(F=forms[0])
        file.pages[0].contents_add(b"/F Do")
        file.save(path)

    with pytest.raises(UnreadableFileError, match="tự chứa chính nó"):
        read(path, Settings())


def test_a_form_that_is_drawn_twice(tmp_path):
    """Two forms that draw the same third one hold nothing of themselves."""
    path = tmp_path / "hai-lan.pdf"
    with pikepdf.open(io.BytesIO(letter_pdf())) as file:
        kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 600, 800]}
        inner = file.make_stream(b"", **kind)
        held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        one, other = (file.make_stream(b"/F Do", **kind, Resources=held) for _ in range(2))
        file.pages[0].obj.Resources.XObject = pikepdf.Dictionary(A=one, B=other)
        file.save(path)

    assert "Kính gửi" in read(path, Settings()).text


def test_a_text_of_more_letters_than_the_pages_hold(tmp_path):
    """A text file, also one of a single line, is too long where it would fill more pages than are allowed."""
    path = tmp_path / "mot-dong.txt"
    path.write_text("báo cáo kết quả " * 300, "utf-8")

    assert read(path, Settings(max_pages=2)).text.startswith("báo cáo")
    with pytest.raises(FileTooLargeError, match="max_pages"):
        read(path, Settings(max_pages=1))


def test_a_large_file_is_read_some_pages_at_a_time(tmp_path, monkeypatch):
    """What pdfium holds of fonts and pictures is let go of between pages, and no page is lost."""
    paper = Paper()
    for number in range(5):
        paper.put(100, 100, f"Trang có dòng chữ riêng là dòng {number}")
        paper.page()
    path = tmp_path / "dai.pdf"
    path.write_bytes(paper.finish())
    opened = []
    monkeypatch.setattr(pdf, "open_pdf", lambda *given: opened.append(1) or open_pdf(*given))
    whole = read(path, Settings())
    monkeypatch.setattr(pdf, "_HELD", path.stat().st_size // 2)

    assert read(path, Settings()).text == whole.text
    assert len(opened) == 1 + 3


def test_owner_password_alone_does_not_lock(tmp_path):
    """A file that only forbids changes is read."""
    path = tmp_path / "chi-doc.pdf"
    path.write_bytes(rewritten(encryption=pikepdf.Encryption(owner="a", user="")))

    assert "Kính gửi" in read(path, Settings()).text


@pytest.mark.parametrize("name", ["thu.txt", "thu", "thu.png", "thu.docx"])
def test_kind_is_known_by_content(tmp_path, name):
    """A PDF under any name is a PDF."""
    path = tmp_path / name
    path.write_bytes(letter_pdf())

    letter = read(path, Settings())

    assert letter.source.media_type == "application/pdf"
    assert letter.source.file_name == name


def test_kinds():
    """Each kind by its first bytes."""
    document = io.BytesIO()
    docx.Document().save(document)
    pictures = {}
    for form in ("PNG", "JPEG", "TIFF", "WEBP"):
        pictures[form] = io.BytesIO()
        Image.new("RGB", (8, 8)).save(pictures[form], form)

    assert kind_of(document.getvalue(), "a") is Kind.DOCX
    assert kind_of("Kính gửi".encode("utf-16"), "a.txt") is Kind.TEXT
    assert [kind_of(pictures[form].getvalue(), "a") for form in pictures] == [
        Kind.PNG,
        Kind.JPEG,
        Kind.TIFF,
        Kind.WEBP,
    ]


def test_embedded_files_and_scripts_do_nothing(tmp_path):
    """A PDF that carries a script and a file is read as its page says."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter_pdf())) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        file.attachments["a.txt"] = b"Kinh gui: ke gian"
        file.save(out)
    path = tmp_path / "bay.pdf"
    path.write_bytes(out.getvalue())

    letter = read(path, Settings())

    assert "ke gian" not in letter.text
    assert "SỞ NỘI VỤ" in letter.text
