"""Measured language quality: the grammar of syllables, and what garbled layers score."""

from __future__ import annotations

import pytest

from pipeline.reading.quality import is_syllable, measure

GOOD = [
    "Thực",
    "hiện",
    "Quyết",
    "định",
    "của",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "về",
    "việc",
    "khuyến",
    "khích,",
    "huy",
    "động",
    "nguồn",
    "lực",
]


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "khuỷu",
        "thuở",
        "quyển",
        "giếng",
        "gì",
        "hoà",
        "hòa",
        "uỷ",
        "ủy",
        "yêu",
        "oách",
        "xoong",
        "khuya",
        "ngoằn",
        "tuyệt",
        "Đắk",
        "Phước",
        "Quảng",
        "loẹt",
        "giặc",
        "quốc",
    ],
)
def test_vietnamese_syllables(word):
    """Possible syllables in either placement of tones."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["CQNG", "HoA1", "nhiemx", "Ä‘á", "nhân1", "wa", "zo", "thc", "tưrơng", "cat̀", "hợng̀", "phep̀", "Nguễyn"],
)
def test_what_is_no_syllable(word):
    """Letters, clusters or tones that no Vietnamese syllable has."""
    assert not is_syllable(word)


def test_good_text_scores_full():
    """All words count as Vietnamese, abbreviations and figures do not count."""
    assert measure([*GOOD, "UBND", "TTg", "12/QĐ-UBND"]).score == 1


@pytest.mark.parametrize(
    "words",
    [
        ["&Ӝ1*", "+Ñ", "%ӝ", "QKLӋP", "Yө", "FӫD", "FiF", "Fѫ", "TXDQ", "WKӵF", "KLӋQ", "QJKLrP", "W~F"],
        ["C¸c", "c¬", "quan", "®¬n", "vÞ", "thùc", "hiÖn", "nghiªm", "tóc", "nhiÖm", "vô", "®ưîc", "giao"],
        [
            "CQNG",
            "HoA",
            "xA",
            "HQI",
            "CHU",
            "NGHiA",
            "VIET",
            "NAM",
            "DQC",
            "l4p",
            "Tg",
            "do",
            "Hanh",
            "phuc",
            "uy",
            "ban",
        ],
    ],
)
def test_garbled_layers_score_low(words):
    """A wrong code table, TCVN3 taken for Latin, an English OCR layer."""
    assert measure(words).score < 0.85


def test_missing_marks_are_seen():
    """Words without marks can each be a syllable; a whole text without marks is not Vietnamese."""
    assert (
        measure(
            [
                "Thuc",
                "hien",
                "Quyet",
                "dinh",
                "cua",
                "Uy",
                "ban",
                "nhan",
                "dan",
                "tinh",
                "ve",
                "viec",
                "khuyen",
                "khich",
            ]
        ).score
        < 0.2
    )


def test_few_words_tell_nothing():
    """Below a handful of words the score is not known."""
    assert not measure(["abc", "xyz"]).known
    assert measure(GOOD).known
