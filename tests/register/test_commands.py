"""The register's commands, as a user types them: answers, clear errors, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner
from entries import DAY, made

import pipeline.cli as cli_module
from models.errors import CongvanError
from pipeline.cli import COMMANDS, cli
from pipeline.originals import Originals
from pipeline.register import Register
from pipeline.register_filing import file_letter
from pipeline.register_review import approve
from pipeline.settings import Settings

MINE = (
    "letters", "tasks", "show", "search", "decisions", "export", "import", "backup", "restore", "verify",
    "reindex", "upgrade",
)  # fmt: skip


@pytest.fixture
def data(tmp_path):
    """A data folder with two letters, one of them approved, both with originals."""
    settings = Settings(data=tmp_path / "data")
    with Register(settings) as register:
        for number, symbol in enumerate(("1789/QĐ-UBND", "12/UBND-NV")):
            from dataclasses import replace

            path = tmp_path / f"{number}.pdf"
            path.write_bytes(symbol.encode())
            sha256, _ = Originals(settings.originals).store(path)
            letter, entry = made(symbol, doubts=[("subject", "Chữ mờ.", ("rà soát",))] if number else ())
            letter = replace(letter, source=replace(letter.source, sha256=sha256))
            register.write(file_letter, letter, entry)
        register.write(approve, 1, by="lan", on=DAY)
    return settings.data


@pytest.fixture
def run(data, monkeypatch, tmp_path):
    """Run a command on that folder and return (exit code, output)."""
    monkeypatch.chdir(tmp_path)

    def do(*words, folder=data):
        result = CliRunner().invoke(cli, ["--data", str(folder), *words])
        error = result.exception
        if isinstance(error, CongvanError):  # as `main` would say it
            return error.exit_code, f"{result.output}congvan: {error.cause} {error.next_step}"
        assert error is None or isinstance(error, SystemExit), result.exc_info
        return result.exit_code, result.output

    return do


@pytest.mark.parametrize("name", MINE)
def test_every_command_has_help_with_an_example(run, name):
    """`--help` shows how it is used."""
    code, text = run(name, "--help")

    assert code == 0
    assert "Ví dụ:" in text
    assert f"congvan {name}" in text or f" {name} " in text


def test_letters_are_listed_and_filtered(run):
    """The list names number, subject and state; filters narrow it."""
    code, text = run("letters")
    waiting = run("letters", "--state", "chờ duyệt")[1]

    assert code == 0
    assert "12/UBND-NV" in text
    assert "1789/QĐ-UBND" in text
    assert "12/UBND-NV" in waiting
    assert "1789/QĐ-UBND" not in waiting


def test_tasks_are_listed_by_what_is_pressing(run):
    """Overdue as of a day, due soon, by assignee; nothing found says so."""
    assert "quá 7 ngày" in run("tasks", "--overdue", "--as-of", "1/4/2024")[1]
    assert "Rà soát" in run("tasks", "--due-in", "7d", "--as-of", "20/3/2024")[1]
    assert "Không có nhiệm vụ nào đến hạn" in run("tasks", "--due-in", "2", "--as-of", "1/3/2024")[1]
    assert "Rà soát" in run("tasks", "--assignee", "cac xa")[1]
    assert "Không có nhiệm vụ nào khớp" in run("tasks", "--assignee", "khong co ai")[1]


def test_a_letter_is_shown_with_pages_confidence_and_doubts(run):
    """Header, tasks, references, doubts, each with page and how sure; as JSON and as text too."""
    code, text = run("show", "12/ubnd-nv", "--history")
    record = json.loads(run("show", "2", "--json")[1])

    assert code == 0
    assert "tr. 1, 95 %" in text
    assert "Chữ mờ. (trang 1) – có thể là rà soát" in text
    assert "vào sổ" in text
    assert record["header"]["number_symbol"]["value"] == "12/UBND-NV"
    assert "Kính gửi" in run("show", "2", "--text")[1]


def test_search_finds_citations_and_words(run):
    """A citation names the document, words give letters and tasks, nothing says what to try."""
    citation = run("search", "1789", "qd", "ubnd")[1]
    words = run("search", "ho ngheo")[1]

    assert "có trong sổ" in citation
    assert "12/UBND-NV" in words
    assert "Nhiệm vụ (2)" in words
    assert "Không tìm thấy" in run("search", "zzzz")[1]


def test_a_decision_is_shown_with_its_graph(run, tmp_path):
    """Who cites it, in words and as a picture; those missing are listed."""
    code, text = run("decisions", "1789/QĐ-UBND", "--graph", "chuoi.svg")

    assert code == 0
    assert "quyết định 1789/QĐ-UBND" in text
    assert (tmp_path / "chuoi.svg").read_text("utf-8").startswith("<svg")
    assert run("decisions", "--missing")[0] == 0


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ((), "nhiem-vu-*.xlsx"),
        (("letters", "-o", "so.csv"), "so.csv"),
        (("calendar", "-o", "han.ics"), "han.ics"),
        (("report", "-o", "bc.docx", "--as-of", "31/3/2024"), "bc.docx"),
        (("all", "-o", "so.jsonl"), "so.jsonl"),
    ],
)
def test_exports_are_written_whole(run, tmp_path, words, file):
    """Each kind gives its file and leaves nothing half-written behind."""
    code, _ = run("export", *words)

    assert code == 0
    assert len(list(tmp_path.glob(file))) == 1
    assert not list(tmp_path.glob(".*.part*"))


def test_out_and_in_again(run, tmp_path):
    """A sheet, and the whole register into an empty folder."""
    run("export", "tasks", "-o", "nv.xlsx")
    run("export", "all", "-o", "so.jsonl")

    assert "0 chỗ khác" in run("import", "nv.xlsx", "--by", "lan")[1]
    assert "2 văn bản" in run("import", "so.jsonl", folder=tmp_path / "moi")[1]
    assert "12/UBND-NV" in run("letters", folder=tmp_path / "moi")[1]


def test_a_backup_is_made_checked_and_restored(run, tmp_path):
    """The three commands an administrator needs, one after another."""
    assert run("backup", "usb")[0] == 0
    assert "phục hồi được: 2 văn bản, 2 bản gốc" in run("backup", "--check", "usb")[1]
    assert "Đã phục hồi 2 văn bản" in run("restore", "usb", folder=tmp_path / "moi")[1]
    assert run("verify", "--originals", folder=tmp_path / "moi")[0] == 0


def test_verify_says_what_is_wrong(run, data):
    """A missing original and a changed one are named, with exit code 1."""
    one, other = Originals(data / "originals")
    one.unlink()
    other.chmod(0o600)
    other.write_bytes(b"khac")
    code, text = run("verify", "--originals")

    assert code == 1
    assert "thiếu bản gốc" in text
    assert "đã bị thay đổi" in text


def test_reindex_and_upgrade_say_what_they_did(run):
    """Both are safe to run at any time."""
    assert "2 văn bản" in run("reindex")[1]
    assert "Đã ở lược đồ" in run("upgrade")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("show", "không có"),
        ("show", "999"),
        ("tasks", "--letter", "999"),
        ("tasks", "--due-in", "bảy"),
        ("tasks", "--as-of", "32/1/2024"),
        ("tasks", "--state", "linh tinh"),
        ("letters", "--from", "hôm qua"),
        ("letters", "--sort", "xyz"),
        ("decisions",),
        ("decisions", "không có"),
        ("decisions", "99999"),
        ("export", "gì đó"),
        ("export", "tasks", "-o", "x.pdf"),
        ("export", "tasks", "-o", "khong/co/x.xlsx"),
        ("restore", "khong-co"),
        ("khong-co-lenh-nay",),
    ],
)
def test_unknown_input_is_told_with_exit_code_two(run, words):
    """One clear message, no traceback."""
    code, text = run(*words)

    assert code == 2
    assert text.strip()


def test_an_empty_register_says_how_to_begin(run, tmp_path):
    """Lists without a row tell what to do."""
    empty = tmp_path / "leer"

    assert "congvan add" in run("letters", folder=empty)[1]
    assert "congvan add" in run("tasks", folder=empty)[1]
    assert run("verify", folder=empty)[0] == 0


def test_help_is_quick_and_loads_no_heavy_part():
    """`congvan --help` imports neither the database nor the search."""
    code = (
        "import sys, pipeline.cli; "
        "print([name for name in ('sqlalchemy', 'tantivy', 'rich', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path.cwd(),
        env=os.environ,
    )

    assert done.stdout.strip() == "[]"
    assert set(MINE) <= COMMANDS.keys()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], "Cách dùng: congvan [TÙY CHỌN] LỆNH …"),
        (["exprot"], "Không có lệnh 'exprot'. Có phải bạn muốn: 'export'?"),
        (["show"], "Lỗi: Thiếu tham số 'VĂN_BẢN'."),
        (["letters", "-n", "nhiều"], "'nhiều' không phải là số hợp lệ."),
    ],
)
def test_the_command_line_itself_speaks_vietnamese(words, said):
    """Help and usage errors, which the library words, reach an office in its language."""
    assert said in CliRunner().invoke(cli, words, prog_name="congvan").output


def test_the_compiled_messages_are_those_of_the_catalogue():
    """Nobody forgot to compile messages.po."""
    folder = Path(cli_module.__file__).parent / "messages" / "vi" / "LC_MESSAGES"
    compiled = polib.mofile(str(folder / "messages.mo"))
    written = polib.pofile(str(folder / "messages.po"))
    assert {one.msgid: (one.msgstr, one.msgstr_plural) for one in compiled} == {
        one.msgid: (one.msgstr, one.msgstr_plural) for one in written
    }
