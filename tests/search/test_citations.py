"""Documents are found in whatever shape they are named: by symbol, with OCR's slips, by title, behind `cites:`."""

import datetime as dt

import pytest
from entries import made

from models.finding import Reference, Relation
from pipeline.search import Search
from pipeline.search_citations import find_documents
from pipeline.timeliness import AsOf

TODAY = AsOf(dt.date(2024, 3, 20))
LAW = Reference("luật", None, dt.date(2019, 6, 14), None, "Cây xanh", relation=Relation.BASIS)
YEAR_LAW = Reference("luật", None, None, None, "Đất rừng năm 2024", relation=Relation.BASIS)


@pytest.fixture
def letters(file):
    """One letter cites a decision, one two laws, one nothing."""
    return (
        file(made("1/UBND-NV")),
        file(made("2/UBND-NV", references=(LAW, YEAR_LAW), salt="luật")),
        file(made("3/UBND-NV", references=(), salt="không")),
    )


def suggested(register, typed):
    found = register.read(find_documents, typed)
    return [(one.document.number_symbol or one.document.title, one.exact, one.reason) for one in found]


@pytest.mark.parametrize("typed", ["I789/QĐ-UBND", "l789/QĐ-UBND", "l789 qd ubnd"])
def test_letters_that_look_like_digits_are_read_as_such(register, letters, typed):
    """The decision is suggested, not taken for exact, and the reason says what was read."""
    assert suggested(register, typed) == [("1789/QĐ-UBND", False, "chữ đọc thành số: 1789; đúng số, ký hiệu")]


@pytest.mark.parametrize(
    "typed", ["luật Cây xanh", "luat cay xanh", "Luật cây xanh 2019", "luat cay xanh nam 2019"]
)
def test_a_law_is_found_by_its_name(register, letters, typed):
    """It has no number; type and title name it, with or without marks and year."""
    assert suggested(register, typed) == [("Cây xanh", True, "")]


def test_a_title_that_is_not_quite_the_same_says_why(register, letters):
    """Another year, or only the beginning of the name."""
    assert suggested(register, "luật đất rừng") == [("Đất rừng năm 2024", True, "")]
    assert suggested(register, "luật đất rừng 2013") == [("Đất rừng năm 2024", False, "khác năm: 2024")]
    assert suggested(register, "luật cây x") == [("Cây xanh", False, "tên đầy đủ: Cây xanh")]
    assert suggested(register, "luật biển") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cites:1789/QĐ-UBND", [0]),
        ("cites:1789", [0]),
        ('cites:"QĐ 1789 năm 2023"', [0]),
        ('viendan:"1789 qd ubnd"', [0]),
        ('cites:"luật cây xanh"', [1]),
        ('cites:"luat dat rung" cites:"luat cay xanh"', [1]),
        ('cites:"luật cây xanh" cites:1789', []),
    ],
)
def test_the_filter_takes_any_shape_of_a_citation(register, letters, typed, found):
    """What finds a decision filters by it too; several filters must all hold."""
    search = Search(register.settings, register.database)
    search.catch_up(most=None)

    assert [hit.id for hit in search.search(typed, TODAY).letters.rows] == [letters[i] for i in found]


@pytest.mark.parametrize(
    "typed", ["1789/QĐ-UBND ngày 15/12/2023", "QĐ-UBND 1789 năm 2023", "quyết định 1789 qd ubnd"]
)
def test_a_known_citation_shows_who_cites_it(register, letters, typed):
    """No letter need have the words as they were typed; the snippet shows the number."""
    search = Search(register.settings, register.database)
    search.catch_up(most=None)
    found = search.search(typed, TODAY)

    assert [hit.id for hit in found.letters.rows] == [letters[0]]
    assert "1789" in "".join(part for part, marked in found.letters.rows[0].snippet.parts if marked)


def test_a_decision_that_nobody_knows_is_said_so(register, letters):
    """An empty list alone would look like a decision that nobody cites."""
    search = Search(register.settings, register.database)
    search.catch_up(most=None)
    found = search.search("cites:4444/QĐ-TTg", TODAY)

    assert (found.letters.total, found.notes) == (0, ("Sổ không biết văn bản nào là “4444/QĐ-TTg”.",))


def test_wide_digits_are_digits(register, letters):
    """As some input methods type them."""
    search = Search(register.settings, register.database)
    found = search.search("１７８９/QĐ-UBND", TODAY)

    assert [one.exact for one in found.suggestions] == [True]


def test_days_that_exclude_each_other_are_noted(register):
    """From after to finds nothing; the answer says why."""
    found = Search(register.settings, register.database).search("from:2024 to:2023", TODAY)

    assert found.notes == ("Từ ngày 01/01/2024 lại sau đến ngày 31/12/2023.",)
