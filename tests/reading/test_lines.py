"""Printed lines are found by the shapes of their letters."""

import numpy as np
from paper import Paper, scanned

from pipeline.reading.clean import clean
from pipeline.reading.lines import common_height, find_lines, shapes_of
from pipeline.reading.rendering import PageImage
from pipeline.reading.scans import read_page


def ink(*boxes):
    """A page of 800 × 300 pixels with ink in these boxes: left, top, right, bottom."""
    page = np.zeros((300, 800), np.uint8)
    for left, top, right, bottom in boxes:
        page[top:bottom, left:right] = 1
    return page


def letters(base, *, height=18, first=50, count=30):
    return [(first + 22 * place, base - height, first + 22 * place + 14, base) for place in range(count)]


def test_joined_marks_above_a_line_are_no_line():
    """Marks of neighbouring letters that run together belong to the line below them."""
    page = ink(*letters(200), (94, 158, 170, 174))

    found = find_lines(shapes_of(page), 18.0)

    assert [round(line.base) for line in found] == [200]


def test_a_tight_line_of_capitals_is_a_line():
    """What stands as tall as capitals a line above a longer one is text of its own."""
    page = ink(*letters(160, height=26, count=6), *letters(200, height=26))

    found = find_lines(shapes_of(page), 18.0)

    assert sorted(round(line.base) for line in found) == [160, 200]


def test_a_page_of_capitals_has_the_height_of_its_small_letters():
    """Recipients in short forms do not make the capitals' height that of the page's letters."""
    paper = Paper()
    for row, name in enumerate(("TAND, VKSND tỉnh", "UBMTTQ tỉnh", "VPUB: CVP, PCVP, CBTH", "CT, PCT UBND")):
        paper.put(85, 100 + 16 * row, f"- {name};", size=14)
    paper.put(330, 100, "KT. CHỦ TỊCH", size=14)
    page = clean(scanned(paper.finish()))

    height = common_height(shapes_of(page.ink), page.dpi)

    assert abs(height / page.scale - 0.45 * 14) < 0.6


def test_a_line_of_short_forms_in_smaller_type_has_the_height_of_its_small_letters():
    """Capitals somewhat higher than the page's small letters are capitals: nothing stands taller beside them."""
    page = ink(*letters(100, height=22, count=6), *letters(200), *letters(250))

    heights = {round(line.base): line.x_height for line in find_lines(shapes_of(page), 18.0)}

    assert heights[200] == 18.0
    assert abs(heights[100] - 22 / 1.45) < 0.1


def test_a_page_too_small_for_a_letter_is_empty():
    """A page of a few points, as broken files have, gives no words and no error."""
    dot = PageImage(1, np.full((40, 40), 255, np.uint8), 10.0, 10.0, 300.0, scanned=True)

    assert read_page(dot).words == ()
