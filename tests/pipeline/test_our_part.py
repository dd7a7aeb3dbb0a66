"""The office's own part in a letter, as the record and the terminal say it."""

from entries import made

from pipeline.involvement import involvement
from pipeline.record import to_record
from pipeline.summary import print_summary

OFFICE = "Phòng Nội vụ thị xã Đức Phổ"
LETTER = made(
    issuer="UBND THỊ XÃ ĐỨC PHỔ",
    parent="UBND TỈNH QUẢNG NGÃI",
    tasks=(("Rà soát hộ nghèo", ("Phòng Nội vụ",), None), ("Tuyên truyền", ("Phòng Y tế",), None)),
)


def test_the_record_holds_the_part_in_the_letter_and_in_each_task():
    """One part for the letter, one for each task, none where the office is not told."""
    letter, entry = LETTER
    ours = to_record(letter, entry, involvement(entry, OFFICE))["our_part"]

    assert (ours["part"], ours["tasks"]) == ("lead", ["lead", None])
    assert to_record(letter, entry)["our_part"] is None


def test_the_terminal_marks_what_the_office_must_do(capsys):
    """The summary says why, and marks the office's own task."""
    letter, entry = LETTER
    print_summary(letter, entry, involvement(entry, OFFICE))
    shown = capsys.readouterr().out

    assert "Phải làm" in shown
    assert shown.count("[phải làm]") == 1
