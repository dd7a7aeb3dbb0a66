"""Figures are looked at twice; what differs is a doubt."""

import numpy as np
import pytest

from pipeline.reading import second_look
from pipeline.reading.lines import Line, LineImage
from pipeline.reading.ocr import ReadWord


def word(text, left, right, confidence=0.7):
    return ReadWord(text, left, 0, right, 36, confidence, (0, 0, 0))


LINE = LineImage(
    Line(0, 400, 200.0, 30.0, 0.0, 18.0, 26), np.full((36, 400), 255, np.uint8), 0, 0, 1.0,
    np.zeros((36, 400), np.uint8), np.full((36, 400), 255, np.uint8),
)  # fmt: skip


def look(monkeypatch, first, *again):
    """What comes of a first reading when the second reads `again`."""
    monkeypatch.setattr(second_look, "read_words", lambda *_, **__: again)
    return second_look.look_again([first], LINE, 200.0)[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [("1789/QĐ-UBND", "1789/QĐ-UBND"), ("15/3", "I5/3"), ("17,", "17;"), ("2024", "năm2024")],
)
def test_figures_read_alike_are_sure(monkeypatch, first, second):
    """Two readings with the same figures agree, whatever else differs, and letters that look like them count."""
    read, other = look(monkeypatch, word(first, 20, 120), word(second, 15, 110))

    assert (read.text, read.confidence, other) == (first, 0.7, None)


@pytest.mark.parametrize(("first", "second"), [("37/2023", "37/2025"), ("4", "54"), ("71/UBND", "171/UBND")])
def test_figures_read_in_two_ways_are_a_doubt(monkeypatch, first, second):
    """Two readings with other figures, or one more, are both kept and none is sure."""
    read, other = look(monkeypatch, word(first, 20, 120), word(second, 15, 110))

    assert (read.text, other) == (first, second)
    assert read.confidence == 0.5


def test_figures_may_be_read_in_two_words(monkeypatch):
    """Where the second reading sets a neighbour's words beside the figure, the figure is looked for in them."""
    read, other = look(monkeypatch, word("123/UBND", 20, 120), word("số", 15, 30), word("123/UBND", 32, 110))

    assert (read.text, other) == ("123/UBND", None)


def test_no_second_figure_is_no_doubt(monkeypatch):
    """A second look that finds no figure at all says nothing about the first."""
    assert look(monkeypatch, word("12", 20, 50), word("ng", 15, 45)) == (word("12", 20, 50), None)
