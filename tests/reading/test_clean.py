"""Scans are made ready for reading as far as they need it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from paper import Paper, scanned

from pipeline.reading.clean import clean
from pipeline.reading.rendering import PageImage
from pipeline.reading.scans import read_page


@pytest.mark.parametrize("dpi", [100, 150, 200])
def test_grain_and_specks_are_taken_from_the_paper(dpi):
    """Where nothing is printed nothing is ink, and what is printed keeps its ink."""
    paper = Paper()
    paper.letter()
    drawn = scanned(paper.finish(), dpi=dpi)
    grey = drawn.pixels if drawn.pixels.ndim == 2 else drawn.pixels[:, :, 0]
    chance = np.random.default_rng(1)
    worn = grey * 0.8 + 20 + chance.normal(0, 36, grey.shape)
    worn[chance.random(grey.shape) < 0.006] = 0
    page = clean(replace(drawn, pixels=np.clip(worn, 0, 255).astype(np.uint8)))
    whole = clean(replace(drawn, pixels=grey))
    below = round(400 * page.scale)

    assert page.noise > 20
    assert page.ink[below:].mean() < 0.002
    assert int(page.ink[:below].sum()) == pytest.approx(int(whole.ink[:below].sum()), rel=0.35)


def test_a_white_page_has_no_words():
    """A blank sheet is nothing to read, and says so."""
    page = read_page(PageImage(3, np.full((1754, 1240), 255, np.uint8), 595, 842, 150, scanned=True))

    assert page.words == ()
    assert page.reason == "trang trắng"
