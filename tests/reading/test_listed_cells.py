"""Tables in plain text whose cells stand one to a line."""

from __future__ import annotations

import pytest
from letters import letter_of

from models.letter import Zone
from pipeline.reading.listed_cells import find_listed, with_listed_cells

TITLES = "STT\nNhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nThời hạn"


def rows(text):
    """Return the texts of each row's cells by column, without the titles."""
    lines = text.split("\n")
    return [
        {column: " ".join(lines[slice(*cell)]) for column, cell in row.items()}
        for table in find_listed(lines)
        for row in table.rows[1:]
    ]


def test_each_number_begins_a_row():
    """The lines behind a number are the row's cells."""
    text = (
        f"{TITLES}\n1\nRà soát chợ tạm\nSở Công Thương\nUBND các xã\nQuý II/2025\n"
        "2\nSơn vạch\nSở Xây dựng\nHội Xe\n6/2025"
    )

    assert rows(text) == [
        {0: "1", 1: "Rà soát chợ tạm", 2: "Sở Công Thương", 3: "UBND các xã", 4: "Quý II/2025"},
        {0: "2", 1: "Sơn vạch", 2: "Sở Xây dựng", 3: "Hội Xe", 4: "6/2025"},
    ]


def test_a_line_that_begins_small_goes_on_the_cell_before():
    """Cells may be wrapped, titles as well."""
    text = "STT\nNhiệm vụ\nCơ quan\nchủ trì\nThời hạn\n1\nRà soát chợ tạm,\nchợ cóc\nSở Công Thương\n6/2025"

    assert rows(text) == [{0: "1", 1: "Rà soát chợ tạm, chợ cóc", 2: "Sở Công Thương", 3: "6/2025"}]


def test_a_blank_cell_is_found_by_the_others():
    """A time belongs below its title, whoever is missing before it."""
    assert rows(f"{TITLES}\n1\nRà soát chợ tạm\nSở Công Thương\n30/6/2025") == [
        {0: "1", 1: "Rà soát chợ tạm", 2: "Sở Công Thương", 4: "30/6/2025"}
    ]


def test_groups_have_titles_and_may_count_anew():
    """Below "II" the first row is 1 again."""
    text = (
        f"{TITLES}\nI\nThể chế\n1\nRà soát\nSở A\nSở B\n6/2025\n"
        "II\nKiểm tra\n1\nKiểm tra bãi xe\nCông an\nSở B\n7/2025"
    )

    assert [row[1] for row in rows(text)] == ["Thể chế", "Rà soát", "Kiểm tra", "Kiểm tra bãi xe"]


def test_a_number_may_stand_on_the_line_of_its_work():
    """The cell is what stands behind it."""
    letter = with_listed_cells(
        letter_of("STT\nNhiệm vụ\nĐơn vị thực hiện\n1. Sơn vạch kẻ đường\nSở Xây dựng")
    )

    assert [letter.text_of(block) for block in letter.in_zones(Zone.TABLE)][3:] == [
        "Sơn vạch kẻ đường",
        "Sở Xây dựng",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "STT\nNhiệm vụ\nCơ quan chủ trì\nCác đơn vị khẩn trương thực hiện.",  # no rows
        "Nhiệm vụ\nCơ quan chủ trì\nThời hạn\n1\nRà soát\nSở Y tế\n6/2025",  # nothing numbers them
        "STT\nHọ và tên\nNăm sinh\n1\nNguyễn Văn An\n1990",  # hands out no work
    ],
)
def test_other_lines_are_no_table(text):
    """Without titles of work and numbered rows nothing is taken apart."""
    assert find_listed(text.split("\n")) == []


def test_what_stands_behind_the_last_row_is_no_cell():
    """The last row has no more cells than the table has columns."""
    text = "STT\nNhiệm vụ\nĐơn vị thực hiện\n1\nSơn vạch kẻ đường\nSở Xây dựng\nNơi nhận:"

    assert rows(text) == [{0: "1", 1: "Sơn vạch kẻ đường", 2: "Sở Xây dựng"}]
