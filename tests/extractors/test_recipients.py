"""The list "Nơi nhận": one entry each, as written."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.recipients import recipients
from models.letter import TextSource


def listed(text):
    return [f.value for f in recipients(letter_of("[recipients]\n" + text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nơi nhận:\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT, NV.",
            ["Như trên", "UBND tỉnh (b/c)", "Lưu: VT, NV"],
        ),
        ("Nơi nhận :\n~ Như trên;\n-TCCB;\n• Lưu VT.", ["Như trên", "TCCB", "Lưu VT"]),
        ("Nơi nhận: - Như trên;\n- Lưu: VT, TH (Lan) .", ["Như trên", "Lưu: VT, TH (Lan)"]),
        ("Nơi nhận:\n- Báo An Bình; Đài PT-TH tỉnh;\n- Lưu: VT.", ["Báo An Bình; Đài PT-TH tỉnh", "Lưu: VT"]),
        ("Nơi nhận:\n- Như Điều 3;\n- Lưu: VT, TCCB. (30 bản)", ["Như Điều 3", "Lưu: VT, TCCB. (30 bản)"]),
        ("Nơi nhận:\nNhư trên;\nLưu Văn phòng.", ["Như trên", "Lưu Văn phòng"]),
        ("Nơi nhận:\n- Lưu: VT.\nBản điện tử:\n- Lãnh đạo Sở.", ["Lưu: VT", "Lãnh đạo Sở"]),
        ("Nơi nhận:\n- Các huyện ủy,\n- Lưu Văn phòng Tỉnh ủy.", ["Các huyện ủy", "Lưu Văn phòng Tỉnh ủy"]),
        ("Nơi nhận:\n- CT, PCT UBND tỉnh; ~ Các sở;\n- Lưu: VT.", ["CT, PCT UBND tỉnh", "Các sở", "Lưu: VT"]),
        ("Nơi nhận:\n- Như trên;\n-\n- Lưu: VT.", ["Như trên", "Lưu: VT"]),
        (
            "Nơi nhận:\n- Phòng KT, HT&ĐT;\n- Đ/c GĐ; PGĐ 3;\n- Phòng KT, HT&ĐT;",
            ["Phòng KT, HT&ĐT", "Đ/c GĐ; PGĐ 3", "Phòng KT, HT&ĐT"],
        ),
    ],
)
def test_entries(text, expected):
    """Bullet and closing sign fall away; the archive line and repeated entries stay."""
    assert listed(text) == expected


def test_the_list_of_a_second_letter_is_not_the_letters_own():
    """A second "Nơi nhận" in the file opens another letter."""
    assert listed("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nNơi nhận:\n- Sở Y tế;\n- Lưu: VT.") == [
        "Như trên",
        "Lưu: VT",
    ]


def test_no_list_no_recipients():
    """Addressees are no recipients."""
    assert list(recipients(letter_of("Kính gửi:\n- Sở Y tế."))) == []


def test_archive_line_misread_on_a_scan():
    """OCR's "Lun" opens the archive line; printed so, it is a name."""
    text = "[recipients]\nNơi nhận:\n- Như trên;\n- Lun: VT, TH."

    scanned, printed = (
        [found.value for found in recipients(letter_of(text, source=source))]
        for source in (TextSource.OCR, TextSource.TEXT_LAYER)
    )

    assert scanned == ["Như trên", "Lưu: VT, TH"]
    assert printed == ["Như trên", "Lun: VT, TH"]
