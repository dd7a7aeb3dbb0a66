import datetime as dt

import pytest

from models.finding import Reference
from pipeline.bodies import Standpoint
from pipeline.identity import identity, may_be_same, own_identity

D = dt.date
TOWN = Standpoint("UBND THỊ XÃ CỬA LÒ", "UBND TỈNH NGHỆ AN", "Cửa Lò", D(2023, 5, 10))
DEPARTMENT = Standpoint("SỞ NỘI VỤ", "UBND TỈNH NGHỆ AN", "Nghệ An", D(2024, 6, 1))
ELSEWHERE = Standpoint("SỞ Y TẾ", "UBND TỈNH SƠN LA", "Sơn La", D(2024, 6, 1))


DAY = D(2023, 2, 3)


def decision(issuer="UBND tỉnh", day=DAY, symbol="17/QĐ-UBND", type_="quyết định"):
    return Reference(type_, symbol, day, issuer)


def test_one_key_across_letters():
    """The words "UBND tỉnh" mean the same body in letters of one province, and another in another's."""
    here, there = identity(decision(), TOWN), identity(decision(), DEPARTMENT)

    assert here.key == there.key
    assert here.exact
    assert here.issuer == "UBND tỉnh Nghệ An"
    assert identity(decision(), ELSEWHERE).key != here.key


@pytest.mark.parametrize(
    "other",
    [
        decision("Chủ tịch UBND tỉnh"),
        decision("Ủy ban nhân dân tỉnh Nghệ An"),
        decision("Văn phòng UBND tỉnh"),
        decision("Thường trực UBND tỉnh"),
        decision(symbol="017/QD-UBND"),
        decision(type_="văn bản"),
    ],
)
def test_ways_to_name_one_document(other):
    """Post, office, spelling of the symbol and a general type word do not change the identity."""
    assert identity(other, TOWN).key == identity(decision(), TOWN).key


@pytest.mark.parametrize(
    "other",
    [
        decision("UBND thị xã"),
        decision(day=D(2022, 2, 3)),
        decision(symbol="17a/QĐ-UBND"),
        decision(symbol="17/2023/QĐ-UBND"),
        decision(symbol="17/KH-UBND", type_="kế hoạch"),
    ],
)
def test_other_documents(other):
    """Another level, year, suffix, form or type is another document."""
    one = identity(decision(), TOWN)

    assert identity(other, TOWN).key != one.key
    assert not may_be_same(identity(other, TOWN), one)


def test_body_above_the_issuer_tells_the_province_before_the_office_does():
    """A letter from elsewhere means its own UBND tỉnh, whatever office receives it; a silent one the office's."""
    day = D(2024, 6, 1)
    theirs = Standpoint("UBND HUYỆN ĐỒNG HẢI", "UBND TỈNH HẢI LÂM", "Đồng Hải", day, province="An Bình")
    silent = Standpoint("UBND HUYỆN TÂY LÂM", None, "Tây Lâm", day, province="An Bình")

    assert identity(decision(), theirs).issuer == "UBND tỉnh Hải Lâm"
    assert identity(decision(), silent).issuer == "UBND tỉnh An Bình"


def test_city_under_the_central_government():
    """In a quận's letter "UBND Thành phố" is the city's, however the city is written."""
    ward = Standpoint("UBND QUẬN 10", None, "Quận 10", D(2024, 9, 5))
    names = ("UBND Thành phố", "UBND TP.HCM", "Chủ tịch UBND TP. Hồ Chí Minh", "UBND thành phố Hồ Chí Minh")

    assert {identity(decision(name), ward).key for name in names} == {
        identity(decision("UBND thành phố Hồ Chí Minh"), ELSEWHERE).key
    }


@pytest.mark.parametrize(
    ("issuer", "day", "exact"),
    [
        ("UBND tỉnh", D(2024, 2, 3), False),
        ("Tỉnh ủy", D(2024, 2, 3), False),
        ("UBND tỉnh", D(2025, 8, 3), True),
        ("UBND tỉnh Kon Tum", D(2024, 2, 3), True),
    ],
)
def test_older_documents_of_merged_provinces(issuer, day, exact):
    """After the merger "UBND tỉnh" of an older document may be that of either province: a person says which."""
    commune = Standpoint("UBND XÃ MỘ ĐỨC", None, "Mộ Đức", D(2025, 9, 5))
    unmerged = Standpoint("SỞ NỘI VỤ", "UBND TỈNH NGHỆ AN", "Nghệ An", D(2025, 9, 5))
    either = identity(decision(issuer, day), commune)

    assert either.exact is exact
    if issuer == "UBND tỉnh":
        theirs = identity(decision("UBND tỉnh Kon Tum", day), commune)
        assert may_be_same(either, theirs) is not exact
    assert identity(decision(issuer, day), unmerged).exact


def test_party_bodies_write_under_one_symbol():
    """The standing committee writes as TU for the whole Tỉnh ủy; a central symbol is the centre's."""
    standing = identity(Reference("chỉ thị", "33-CT/TU", D(2023, 1, 20), "Ban Thường vụ Tỉnh ủy"), TOWN)
    party = identity(Reference("chỉ thị", "33-CT/TU", D(2023, 1, 20), "Tỉnh ủy Nghệ An"), DEPARTMENT)
    centre = {
        identity(Reference("nghị quyết", "18-NQ/TW", D(2017, 10, 25), issuer), standpoint).key
        for issuer in ("BCH Trung ương", "Ban Chấp hành Trung ương Đảng", None)
        for standpoint in (TOWN, ELSEWHERE)
    }

    assert standing.key == party.key
    assert len(centre) == 1


def test_code_tells_a_central_or_provincial_issuer():
    """Where the letter names no issuer, a ministry's or department's code tells it."""
    ministry = identity(Reference("thông tư", "01/2019/TT-BNV"), TOWN)
    department = identity(Reference("công văn", "9/SYT-NVY", D(2023, 1, 5)), TOWN)

    assert (ministry.issuer, ministry.exact) == ("Bộ Nội vụ", True)
    assert (department.issuer, department.exact) == ("Sở Y tế tỉnh Nghệ An", True)


def test_unknown_parts_are_never_guessed():
    """Without year or issuer the identity is not exact, but may be the full one."""
    full = identity(decision(), TOWN)
    yearless = identity(decision(day=None), TOWN)
    nameless = identity(decision(issuer=None), TOWN)

    assert (yearless.exact, nameless.exact) == (False, False)
    assert may_be_same(yearless, full)
    assert may_be_same(nameless, full)
    assert not may_be_same(nameless, identity(decision(day=D(2021, 2, 3)), TOWN))


def test_letter_of_the_register_meets_its_citations():
    """A letter that arrives has the identity under which others cited it."""
    cited = identity(Reference("công văn", "77/UBND-NC", D(2023, 3, 4), "UBND tỉnh"), TOWN)
    arrived = own_identity(
        "công văn",
        "77/UBND-NC",
        D(2023, 3, 4),
        Standpoint("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", None, "Nghệ An", D(2023, 3, 4)),
    )

    assert arrived is not None
    assert arrived.key == cited.key
    assert own_identity("công văn", None, D(2023, 3, 4), TOWN) is None


@pytest.mark.parametrize(
    "reference",
    [
        Reference("luật", None, None, None, "Đất đai năm 2024"),
        Reference("luật", None, D(2024, 1, 18), None, "Đất đai"),
        Reference("luật", "31/2024/QH15", D(2024, 1, 18), "Quốc hội", "Đất đai"),
    ],
)
def test_law_by_name_and_year_is_its_number(reference):
    """Name and year of a law leave one number."""
    assert identity(reference, TOWN).key == identity(Reference("luật", "31/2024/QH15"), ELSEWHERE).key


def test_law_without_year_is_left_open():
    """Which year's law is meant is for a person to say."""
    assert not identity(Reference("luật", None, None, None, "Đất đai"), TOWN).exact


def test_documents_known_by_a_short_name():
    """The name "Đề án 06" is the decision that all mean by it; another date makes it another one."""
    known = identity(Reference("đề án", "06"), TOWN)
    meant = identity(Reference("quyết định", "06/QĐ-TTg", D(2022, 1, 6), "Thủ tướng Chính phủ"), TOWN)

    assert known.key == meant.key
    assert identity(Reference("đề án", "06", D(2019, 5, 6), "UBND tỉnh"), TOWN).key != known.key


def test_written_form_is_kept():
    """The symbol stays as the letter writes it."""
    assert identity(decision(symbol="017/QĐ-UBND"), TOWN).written == "017/QĐ-UBND"
