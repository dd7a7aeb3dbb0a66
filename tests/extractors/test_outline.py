"""The numbered structure of a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from extractors.outline import outline


def tree(text):
    """Return each item as (depth, marker, first word)."""
    found = outline(letter_of(text))
    return [
        (len(list(found.above(item))), item.marker, (found.text(item).split() or [""])[0])
        for item in found.items
    ]


def test_every_kind_of_number_has_its_level():
    """Roman, arabic, 1.1, letter, dash and plus stand one below the other."""
    text = "I. Một\n1. Hai\n1.1. Ba\na) Bốn\n- Năm\n+ Sáu\nb) Bảy\n2. Tám\nII. Chín"

    assert tree(text) == [
        (0, "I.", "Một"),
        (1, "1.", "Hai"),
        (2, "1.1.", "Ba"),
        (3, "a)", "Bốn"),
        (4, "-", "Năm"),
        (5, "+", "Sáu"),
        (3, "b)", "Bảy"),
        (1, "2.", "Tám"),
        (0, "II.", "Chín"),
    ]


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("Điều 3. Tổ chức", "Điều 3."),
        ("IV. TỔ CHỨC", "IV."),
        ("II- NỘI DUNG", "II-"),
        ("1- Ban Tổ chức", "1-"),
        ("2/ Phòng Y tế", "2/"),
        ("đ) Công an", "đ)"),
        ("(1) Rà soát", "(1)"),
        ("(ii) Rà soát", "(ii)"),
        ("* Lưu ý", "*"),
        ("– Rà soát", "–"),
        ("• Rà soát", "•"),
        ("2, Các đơn vị rà soát", "2,"),
        ("2, 3 và 4 là hạn", ""),
        ("đ/c Nguyễn Văn A", ""),
        ("15/3/2024 là hạn", ""),
        ("1.846 tổ chức", ""),
        ("Công an xã", ""),
    ],
)
def test_a_number_is_told_from_a_word(line, marker):
    """Dates, sums and "đ/c" are no numbers of items."""
    assert outline(letter_of(line)).items[0].marker == marker


def test_a_sentence_that_opens_a_list_stands_above_it():
    """What is numbered after "như sau:" stands below that sentence."""
    assert tree("UBND huyện có ý kiến như sau:\n1. Một\n2. Hai") == [
        (0, "", "UBND"),
        (1, "1.", "Một"),
        (1, "2.", "Hai"),
    ]


def test_a_paragraph_belongs_to_the_title_above_it():
    """A plain paragraph below "2. Phòng Nội vụ" is that item's."""
    assert tree("1. Phòng Y tế\n- Rà soát.\n2. Phòng Nội vụ\nTheo dõi việc chung.")[-1] == (1, "", "Theo")


def test_a_closing_paragraph_belongs_to_nobody_and_the_list_may_go_on():
    """After bullets, "Yêu cầu …" speaks to all; a further number still belongs to the list."""
    text = "UBND xã yêu cầu:\n1. Một việc\n- Việc nhỏ.\nYêu cầu các thôn thực hiện.\n2. Hai"

    assert tree(text)[3:] == [(0, "", "Yêu"), (1, "2.", "Hai")]


def test_paragraphs_below_an_opening_are_its_children():
    """Without numbers, the paragraphs after "yêu cầu:" stand below it all the same."""
    text = "Chủ tịch UBND xã yêu cầu:\nTrạm Y tế xã phun thuốc.\nCông an xã kiểm tra."

    assert [depth for depth, _, _ in tree(text)] == [0, 1, 1]


def test_an_item_that_reading_ran_into_another_is_parted():
    """One block "… theo quy định. b) Rà soát …" is two items."""
    assert [marker for _, marker, _ in tree("a) Kiểm tra theo quy định. b) Rà soát hồ sơ.")] == ["a)", "b)"]


def test_a_paragraph_cut_in_two_is_one_item():
    """A block that begins in lower case goes on with an unfinished one."""
    found = outline(letter_of("- Rà soát hồ sơ của các hộ\ntrên địa bàn xã.\n- Báo cáo."))

    assert [found.text(item) for item in found.items] == [
        "Rà soát hồ sơ của các hộ\ntrên địa bàn xã.",
        "Báo cáo.",
    ]


def test_a_number_alone_takes_the_next_block():
    """OCR may read "5." and its words as two blocks."""
    found = outline(letter_of("5.\nSở Y tế: Kiểm tra."))

    assert [(item.marker, found.text(item)) for item in found.items] == [("5.", "Sở Y tế: Kiểm tra.")]


def test_tables_and_signatures_are_left_out():
    """Only the letter's own text has an outline."""
    letter = letter_of("[body]\n1. Một\n[table]\nTT | Việc\n[signature]\nCHỦ TỊCH")

    assert len(outline(letter).items) == 1


@given(st.text(alphabet="IVX1234abđ).-+*( \nRàsoát:;yêucầu", max_size=300))
def test_any_text_has_an_outline_with_valid_offsets(text):
    """Nothing is raised, items lie inside the text in order, parents stand before children."""
    letter = letter_of(text)
    found = outline(letter)

    for item in found.items:
        assert 0 <= item.start <= item.end <= len(letter.text)
        assert item.parent is None or item.parent < item.place
        assert all(found.items[child].parent == item.place for child in item.children)


def test_a_long_letter_keeps_every_item():
    """Ten thousand items are all there."""
    letter = letter_of("\n".join(f"{n % 90 + 1}. Rà soát việc số {n}" for n in range(10_000)), boxes=False)

    assert len(outline(letter).items) == 10_000
