"""The header extractors on any text: nothing is raised, places are valid, time is short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from extractors.addressees import addressees
from extractors.letterhead import letterhead
from extractors.number_symbol import number_symbol
from extractors.place_date import place_date
from extractors.recipients import recipients
from extractors.signature import signature
from extractors.subject import document_type, subject
from extractors.urgency import urgency
from models.letter import TextSource

EXTRACTORS = (
    letterhead,
    number_symbol,
    place_date,
    document_type,
    subject,
    urgency,
    signature,
    addressees,
    recipients,
)
ZONES = ["letterhead", "motto", "title", "body", "table", "recipients", "signature", "annex"]
LINES = [
    "UBND TỈNH AN BÌNH",
    "SỞ NỘI VỤ VÀ",
    "Số: 12/UBND-",
    "Số:",
    "V/v",
    "Về việc",
    "Đông Hải, ngày 05 tháng 3 năm 2024",
    "QUYẾT ĐỊNH",
    "CÔNG ĐIỆN",
    "Kính gửi:",
    "- Sở Y tế;",
    "Kính mời:",
    "Nơi nhận:",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "Q. CHỦ TỊCH",
    "Lê Thị Hoa",
    "TM.",
    "điện:",
    "HỎA TỐC",
]


@given(
    st.lists(st.tuples(st.sampled_from(ZONES), st.sampled_from(LINES) | st.text(max_size=40)), max_size=25),
    st.sampled_from([TextSource.TEXT_LAYER, TextSource.OCR]),
)
def test_any_lines_in_any_zone(lines, source):
    """Whatever stands where, every finding lies in the text and its value is not empty."""
    text = "\n".join(f"[{zone}]\n{line.replace('[', '(')}" for zone, line in lines)
    letter = letter_of(text, source=source)

    for extractor in EXTRACTORS:
        for finding in extractor(letter):
            assert 0 <= finding.start <= finding.end <= len(letter.text)
            assert str(finding.value).strip()


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("unit", ["1/", "A ", "ngày 1 ", "CHỦ TỊCH ", "- ;"])
def test_a_line_of_250_thousand_letters_is_read_through(zone, unit):
    """A pattern that backtracks badly would not come to an end within the test's time."""
    letter = letter_of(f"[{zone}]\nSố: 1\n{unit * (250_000 // len(unit))}", boxes=False)

    found = [finding for extractor in EXTRACTORS for finding in extractor(letter)]

    assert all(0 <= finding.start <= finding.end <= len(letter.text) for finding in found)
