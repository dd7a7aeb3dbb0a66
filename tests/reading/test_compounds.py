"""Hooks that OCR took for acutes: put right where a compound decides, and nowhere else."""

from __future__ import annotations

import pytest

from pipeline.reading.compounds import mend_marks
from pipeline.reading.ocr import ReadWord


def mended(line: str, confidence: float = 0.96) -> str:
    """Mend a line of words read with one confidence."""
    words = [ReadWord(text, 0, 0, 1, 1, confidence, (0, 0, 0)) for text in line.split()]
    return " ".join(word.text for word in mend_marks(words))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("tăng cường kiếm tra, giám sát", "tăng cường kiểm tra, giám sát"),
        ("Tố chức thực hiện", "Tổ chức thực hiện"),
        ("TỐNG CÔNG TY", "TỔNG CÔNG TY"),
        ("(phố biến pháp luật)", "(phổ biến pháp luật)"),
    ],
)
def test_a_hook_is_put_right_where_only_a_compound_with_it_stands(read, printed):
    """No compound begins as "kiếm tra" does; "kiểm tra" is one."""
    assert mended(read) == printed


@pytest.mark.parametrize(
    "line",
    [
        "tìm kiếm cứu nạn",  # a compound as it was read
        "kiếm, tra",  # a comma parts the two
        "đồng chí Đoàn Thế",  # written like a name
        "thành phố Bắc",
        "nơi chứa hóa chất",  # no roof, no hook
        "kiếm",
    ],
)
def test_what_may_have_been_printed_stays(line):
    """A compound, a name and a word alone are what was read."""
    assert mended(line) == line


def test_a_dot_taken_for_a_hook_is_put_right_only_where_the_word_was_read_unsurely():
    """What OCR was sure of stays: "chỉ" is a word of its own."""
    assert mended("Kế hoạch chỉ tiết", 0.9) == "Kế hoạch chi tiết"
    assert mended("Kế hoạch chỉ tiết", 0.97) == "Kế hoạch chỉ tiết"
