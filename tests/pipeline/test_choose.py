"""From findings to an entry: one value a field, or a doubt that shows what it may be."""

from __future__ import annotations

import pytest
from letters import letter_of

from models.finding import Deadline, DeadlineKind, Field, Finding
from pipeline.choose import choose
from pipeline.choosing_direction import is_upward
from pipeline.settings import Settings

LETTER = """
[letterhead]
UBND HUYỆN BÌNH LÂM
Số: 12/UBND-NV
[motto]
Bình Lâm, ngày 05 tháng 3 năm 2024
[body]
Kính gửi: Phòng Nội vụ.
"""


def found(letter, field, value, words, confidence=0.95, **more):
    start = letter.text.index(words)
    return Finding(field, value, start, start + len(words), confidence, "test", **more)


def entry(findings, **how):
    letter = letter_of(LETTER, **how)
    return choose(letter, [make(letter) for make in findings], Settings())


def doubts(one):
    return {doubt.target: doubt for doubt in one.doubts}


NUMBER = [lambda letter: found(letter, Field.NUMBER_SYMBOL, "12/UBND-NV", "12/UBND-NV")]
ISSUER = [lambda letter: found(letter, Field.ISSUING_BODY, "UBND HUYỆN BÌNH LÂM", "UBND HUYỆN BÌNH LÂM")]
DATE = [lambda letter: found(letter, Field.ISSUED_ON, "2024-03-05", "ngày 05 tháng 3 năm 2024")]
REST = [
    lambda letter: found(letter, Field.DOCUMENT_TYPE, "công văn", "UBND-NV"),
    lambda letter: found(letter, Field.SUBJECT, "rà soát hồ sơ", "Phòng Nội vụ"),
    lambda letter: found(letter, Field.SIGNER_NAME, "Lê Thị Hoa", "Phòng Nội vụ"),
]


def test_a_value_keeps_its_evidence():
    """The chosen value says where it stands, on which page, and what found it."""
    value = entry(NUMBER).header[Field.NUMBER_SYMBOL]

    assert (value.value, value.evidence.text, value.evidence.page) == ("12/UBND-NV", "12/UBND-NV", 1)
    assert value.evidence.boxes
    assert value.evidence.rule == "test"


def test_nothing_is_doubted_where_all_is_found():
    """A letter whose needed fields are sure has no doubts."""
    assert entry([*NUMBER, *ISSUER, *DATE, *REST]).doubts == ()


def test_what_a_register_needs_is_doubted_where_it_is_missing():
    """What every letter has is never made up, and a person is told that it is missing."""
    one = entry([])

    assert set(doubts(one)) == {
        "number_symbol",
        "issued_on",
        "issuing_body",
        "document_type",
        "subject",
        "signer_name",
    }
    assert one.header == {}


def test_two_readings_are_a_doubt_with_both():
    """The better one stands, unsure, and both are shown."""
    rival = [lambda letter: found(letter, Field.NUMBER_SYMBOL, "17/UBND-NV", "12/UBND-NV", 0.9)]
    one = entry([*rival, *NUMBER, *ISSUER, *DATE])

    assert one.header[Field.NUMBER_SYMBOL].value == "12/UBND-NV"
    assert one.header[Field.NUMBER_SYMBOL].evidence.confidence < Settings().sure
    assert doubts(one)["number_symbol"].candidates == ("12/UBND-NV", "17/UBND-NV")


def test_other_readings_of_one_place_are_a_doubt():
    """What an extractor holds possible is not kept from the reviewer."""
    unsure = [
        lambda letter: found(
            letter, Field.NUMBER_SYMBOL, "12/UBND-NV", "12/UBND-NV", candidates=("72/UBND-NV",)
        )
    ]

    assert doubts(entry([*unsure, *ISSUER, *DATE]))["number_symbol"].candidates == (
        "12/UBND-NV",
        "72/UBND-NV",
    )


def test_a_clearly_better_reading_is_no_doubt():
    """A weak rival does not trouble anybody, nor does the same value found twice."""
    weak = [lambda letter: found(letter, Field.NUMBER_SYMBOL, "17/UBND-NV", "12/UBND-NV", 0.5)]
    same = [
        lambda letter: found(letter, Field.ISSUING_BODY, "UBND huyện Bình Lâm", "UBND HUYỆN BÌNH LÂM", 0.9)
    ]

    assert entry([*weak, *NUMBER, *ISSUER, *same, *DATE, *REST]).doubts == ()


def test_words_read_by_half_are_shown_to_a_person():
    """A post of which a seal left little stands, and is asked about; one that was read well is not."""

    def post(confidence):
        return lambda letter: found(letter, Field.SIGNER_TITLE, "CHỦ TỊCH", "Phòng Nội vụ", confidence)

    known = [*NUMBER, *ISSUER, *DATE, *REST]

    assert set(doubts(entry([*known, post(0.5)]))) == {"signer_title"}
    assert doubts(entry([*known, post(0.8)])) == {}


def test_a_handwritten_number_is_no_value_but_a_doubt():
    """Readings of a gap are shown as the whole value they would make, and none is taken."""
    one = entry([*ISSUER, *DATE], gaps=["12"], candidates=("12", "72"))

    assert Field.NUMBER_SYMBOL not in one.header
    assert doubts(one)["number_symbol"].candidates == ("12/UBND-NV", "72/UBND-NV")


def test_a_handwritten_day_is_shown_as_a_date():
    """A gap in the date line gives whole dates to choose from; an impossible one stays as it was read."""
    one = entry([*ISSUER, *NUMBER], gaps=["05"], candidates=("05", "45"))

    assert doubts(one)["issued_on"].candidates == ("2024-03-05", "45")


def test_a_time_limit_is_resolved_by_the_letters_date():
    """A day without a year takes the letter's."""
    limit = Deadline(DeadlineKind.DATE, day=15, month=3)
    one = entry([*DATE, lambda letter: found(letter, Field.DEADLINE, limit, "Kính gửi")])

    assert [d.deadline.due.isoformat() for d in one.deadlines] == ["2024-03-15"]


@pytest.mark.parametrize(
    ("issuer", "told", "upward"),
    [
        ("SỞ Y TẾ", "UBND tỉnh", True),
        ("SỞ Y TẾ", "Chủ tịch UBND tỉnh", True),
        ("SỞ Y TẾ", "Bộ Y tế", True),
        ("SỞ Y TẾ", "UBND các huyện", False),
        ("SỞ Y TẾ", "Sở Tài chính", False),
        ("UBND HUYỆN BÌNH LÂM", "Sở Tài chính", False),
        ("UBND HUYỆN BÌNH LÂM", "UBND tỉnh An Bình", True),
        ("UBND XÃ HÒA SƠN", "UBND huyện", True),
        ("UBND XÃ HÒA SƠN", "Phòng Kinh tế", False),
        ("BỘ Y TẾ", "Chính phủ", True),
        ("ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "Bộ Chỉ huy Quân sự tỉnh", False),
        (None, "UBND tỉnh", False),
        ("TRƯỜNG TIỂU HỌC SỐ 1", "Phòng Nội vụ", False),
    ],
)
def test_the_direction_of_a_request_is_known_by_level(issuer, told, upward):
    """Upward is only what goes to a body above the issuer."""
    assert is_upward(issuer, told) is upward
