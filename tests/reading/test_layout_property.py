"""Facts that hold for every letter: offsets, words and boxes agree; nothing printed is lost or doubled."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import SOURCE, Sheet

from models.letter import TextSource
from pipeline.reading.layout import lay_out

WORDS = st.sampled_from(
    [
        "Sở",
        "Nội",
        "vụ",
        "báo",
        "cáo",
        "UBND",
        "tỉnh;",
        "trước",
        "ngày",
        "15/3/2024.",
        "Kính",
        "gửi:",
        "Nơi",
        "nhận:",
        "-",
        "+",
        "1.",
        "a)",
        "số",
        "12/QĐ-",
        "UBND",
        "KẾ",
        "HOẠCH",
        "CHỦ",
        "TỊCH",
        "TM.",
        "PHỤ",
        "LỤC",
        "Lưu:",
        "VT,",
        "NV.",
        "Căn",
        "cứ",
        "253/TTr-",
        "SNV",
        "(Kèm",
        "theo)",
        "m",
        "2",
        "Điều",
        "5.",
    ]
)


@st.composite
def sheets(draw):
    """Any page: headers, paragraphs, tables, feet and stray words in any order and place."""
    sheet = Sheet(number=1, source=draw(st.sampled_from([TextSource.TEXT_LAYER, TextSource.OCR])))
    if draw(st.booleans()):
        sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC")
    y = 140.0
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["paragraph", "centre", "two columns", "table", "small"]))
        words = draw(st.lists(WORDS, min_size=1, max_size=30))
        if kind == "paragraph":
            y = sheet.paragraph(y, " ".join(words), indent=draw(st.sampled_from([0.0, 36.0])))
        elif kind == "centre":
            sheet.centre(312, y, " ".join(words[:6]), bold=True)
            y += 18
        elif kind == "two columns":
            sheet.put(85, y, " ".join(words[:4]), size=11)
            sheet.put(380, y, " ".join(words[4:8]) or "CHỦ TỊCH")
            y += 18
        elif kind == "table":
            xs = [85, 200, 330, 540]
            sheet.grid(xs, [y, y + 20, y + 40])
            for place, word in enumerate(words[:6]):
                sheet.put(xs[place % 3] + 4, y + 14 + 20 * (place // 3), word, size=10)
            y += 58
        else:
            sheet.put(85, y, " ".join(words[:8]), size=8)
            y += 12
    return sheet


@settings(max_examples=120, deadline=None)
@given(sheets())
def test_text_offsets_words_and_boxes_agree(sheet):
    """Each word of the letter is found at its offsets; blocks are parted by one newline."""
    letter = lay_out(SOURCE, [sheet.page()])

    assert "\n".join(letter.text_of(block) for block in letter.blocks) == letter.text
    end = 0
    for word in letter.words:
        assert end <= word.start < word.end
        assert letter.text[end : word.start] in {"", " ", "\n"}
        end = word.end
    assert end == len(letter.text)


@settings(max_examples=80, deadline=None)
@given(sheets(), st.data())
def test_boxes_of_any_span_are_those_of_its_words(sheet, data):
    """`boxes(start, end)` covers each word of the span and begins no higher than the highest."""
    letter = lay_out(SOURCE, [sheet.page()])
    start = data.draw(st.integers(0, max(0, len(letter.text) - 1)))
    end = data.draw(st.integers(start + 1, len(letter.text)))

    boxes = letter.boxes(start, end)

    held = [word for word in letter.words if word.start < end and word.end > start]
    for word in held:
        assert any(
            box.x0 <= word.box.x0
            and box.top <= word.box.top
            and box.x1 >= word.box.x1
            and box.bottom >= word.box.bottom
            for box in boxes
        )
    if held:
        assert min(box.top for box in boxes) == min(word.box.top for word in held)


@settings(max_examples=120, deadline=None)
@given(sheets())
def test_nothing_is_lost_or_doubled(sheet):
    """Every printed letter is in the text or in an aside, once."""
    letter = lay_out(SOURCE, [sheet.page()])

    printed = Counter(char for word in sheet.words for char in word.text)
    kept = Counter(char for char in letter.text if not char.isspace())
    kept += Counter(char for aside in letter.asides for char in aside.text if not char.isspace())
    assert printed == kept
