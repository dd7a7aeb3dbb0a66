"""Confidences are mended by how often each rule was right, and below what counts as sure a person looks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from models.finding import Field
from models.letter import TextSource
from pipeline.calibration import FAITH, MOST, Calibration, Measured, calibration
from pipeline.choose import choose
from pipeline.run import extract
from pipeline.settings import Settings

LETTER = """
[letterhead]
UBND HUYỆN BÌNH LÂM
Số: 12/UBND-NV
V/v rà soát hồ sơ
[motto]
Bình Lâm, ngày 05 tháng 3 năm 2024
[body]
Thực hiện Công văn số 45/UBND-TH ngày 01/3/2024 của UBND tỉnh, yêu cầu các xã báo cáo trước ngày 15/3/2024.
"""


def doubted(settings, source=TextSource.TEXT_LAYER):
    letter = letter_of(LETTER, source=source)
    return {one.target for one in choose(letter, extract(letter), settings).doubts}


def test_a_rule_that_was_always_right_is_surer():
    """A hundred right of a hundred, at 0.8 expected, raise 0.8 towards 1."""
    table = Calibration([Measured("deadline", "deadlines:within", "text", 100, 100, 80.0)])

    assert table.mend("deadline", "deadlines:within", "text", 0.8) == pytest.approx(108 / 110)


def test_a_rule_that_was_wrong_is_less_sure():
    """Half right of forty, at 0.9 expected, lowers 0.9 to what was measured and the rule's own faith."""
    table = Calibration([Measured("reference", "references.numbered", "scan", 20, 40, 36.0)])

    mended = table.mend("reference", "references.numbered", "scan", 0.9)
    assert mended == pytest.approx((20 + FAITH * 0.9) / (40 + FAITH))


def test_what_was_never_measured_keeps_its_confidence():
    """Another rule, another source: nothing is known of them."""
    table = Calibration([Measured("deadline", "deadlines:within", "text", 0, 10, 8.0)])

    assert table.mend("deadline", "deadlines:within", "scan", 0.8) == 0.8
    assert table.mend("deadline", "deadlines:before", "text", 0.97) == 0.97


@given(
    right=st.integers(0, 500), more=st.integers(0, 500), mean=st.floats(0.3, 1), confidence=st.floats(0, 1)
)
def test_confidences_stay_within_bounds_and_in_order(right, more, mean, confidence):
    """A mended confidence lies between 0 and 1 and never turns two values of a rule about."""
    seen = max(1, right + more)
    table = Calibration([Measured("deadline", "r", "text", min(right, seen), seen, seen * mean)])
    less, full = (table.mend("deadline", "r", "text", value) for value in (confidence / 2, confidence))

    assert 0 <= less <= full <= MOST


def test_the_table_that_comes_along_is_sound():
    """Every row counts right within seen, and the rules are ones that findings carry."""
    letter = letter_of(LETTER)
    found = extract(letter)

    assert all(0 < calibration().of(one, letter) <= 1 for one in found)
    numbers = [one for one in found if one.field is Field.NUMBER_SYMBOL]
    assert [calibration().of(one, letter) > one.confidence for one in numbers] == [True]


@pytest.mark.parametrize("target", ["number_symbol", "issued_on", "references.0.number_symbol"])
def test_below_what_the_office_takes_for_sure_a_person_looks(target):
    """The office's own threshold decides which numbers and days are shown as doubts."""
    assert target not in doubted(Settings())
    assert target in doubted(replace(Settings(), sure=0.999))


def test_a_limit_that_may_be_none_is_shown():
    """A day that may not be a limit is doubted at the task that it governs."""
    assert not any(target.startswith(("tasks", "deadlines")) for target in doubted(Settings()))
    strict = doubted(replace(Settings(), sure=0.999))
    assert any(target.startswith(("tasks", "deadlines")) for target in strict)
