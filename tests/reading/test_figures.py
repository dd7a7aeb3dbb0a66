"""Figures written by hand: the likeliest readings of what stands in a slot, and of nothing beside it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.reading.figure_strings import Slot, read_by_hand
from pipeline.reading.figures import NONE, SIDE, likelihoods, picture

HIGH, BASE = 40, 80  # pixels
PEN = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX


def written(text: str, *, before: str = "", after: str = "") -> tuple[np.ndarray, Slot]:
    """Write figures with a pen, with other words beside their slot."""
    sheet = np.full((130, 700), 255, np.uint8)
    place = 30
    slot = [0, 0]
    for word, is_slot in ((before, False), (text, True), (after, False)):
        if is_slot:
            slot[0] = place
        for letter in word:
            cv2.putText(sheet, letter, (place, BASE), PEN, 1.8, 0, 3, cv2.LINE_AA)
            place += cv2.getTextSize(letter, PEN, 1.8, 3)[0][0] + 6
        if is_slot:
            slot[1] = place
        place += 20
    return sheet, Slot(slot[0] - 8, slot[1] + 8, BASE, HIGH)


@pytest.mark.parametrize("number", ["7", "15", "203", "4168"])
def test_figures_are_read_in_their_order(number):
    """The number that was written is among the first readings."""
    assert number in read_by_hand(*written(number))


def test_neighbours_are_not_read():
    """Letters before and behind the slot add no figures."""
    readings = read_by_hand(*written("25", before="SL", after="BC"))

    assert "25" in readings
    assert max(map(len, readings)) <= 3


def test_an_empty_slot_has_no_reading():
    """Where nothing is written nothing is proposed."""
    assert read_by_hand(np.full((130, 400), 255, np.uint8), Slot(50, 300, BASE, HIGH)) == ()


def test_likelihoods_are_shares():
    """Ten figures and "no figure" add up to one, whatever the ink."""
    ink = np.zeros((20, 3), bool)
    ink[5:, 1] = True
    found = likelihoods([picture(ink), picture(~ink)])

    assert found.shape == (2, NONE + 1)
    assert np.allclose(found.sum(axis=1), 1, atol=1e-4)
    assert picture(ink).shape == (SIDE, SIDE)
