import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citation import candidate_numbers, parse_citation, similarity

D = dt.date


@pytest.mark.parametrize(
    ("typed", "number", "code", "type_", "issuer", "year"),
    [
        ("1789/QĐ-UBND", "1789", "QD", "quyết định", "UBND", None),
        ("1789 qd ubnd", "1789", "QD", "quyết định", "UBND", None),
        ("QĐ 1789 năm 2023", "1789", None, "quyết định", None, 2023),
        ("qd1789", "1789", None, "quyết định", None, None),
        ("quyet dinh so 1789/QD-UBND ngay 15/12/2023", "1789", "QD", "quyết định", "UBND", 2023),
        ("QĐ 1789/QĐ-UBND ngày 15 tháng 12 năm 2023 của UBND tỉnh", "1789", "QD", "quyết định", "UBND", 2023),
        ("01/2024/QĐ-UBND", "1", "QD", "quyết định", "UBND", 2024),
        ("33-CT/TU", "33", "CT", "chỉ thị", "TU", None),
        ("1313 ubnd tthc", "1313", None, None, "UBND", None),
        ("cv 88/STC-NS", "88", None, "công văn", "STC", None),
        ("luật 31/2024/qh15", "31", None, "luật", "QH15", 2024),
        ("kế hoạch 36 năm 2024", "36", None, "kế hoạch", None, 2024),
        ("UBND 1789", "1789", None, None, "UBND", None),
        ("789/QO-UBND", "789", "QD", "quyết định", "UBND", None),
        ("789/OĐ-UBND", "789", "QD", "quyết định", "UBND", None),
        ("QĐ-UBND 1789", "1789", "QD", "quyết định", "UBND", None),
        ("9/2O11/TT-BNV", "9", "TT", "thông tư", "BNV", 2011),
        ("2Z10/QĐ-UBND", "2210", "QD", "quyết định", "UBND", None),
        ("QCVN 01:2019/BCT", "01", "QCVN", "quy chuẩn", "BCT", 2019),
        ("1789", "1789", None, None, None, None),
    ],
)  # fmt: skip
def test_shapes(typed, number, code, type_, issuer, year):  # one column a part
    """A citation is read in every shape that people type."""
    citation = parse_citation(typed)

    assert citation is not None
    assert (citation.number, citation.type_code, citation.type_name) == (number, code, type_)
    assert (citation.issuer_code, citation.year) == (issuer, year)


@pytest.mark.parametrize(
    "typed",
    [
        "", "cải cách hành chính", "cải cách hành chính 2024", "kế hoạch cải cách 36", "báo cáo quý 3",
        "báo cáo 6 tháng 2024", "trước 15/3", "15/12/2023", "Phòng Nội vụ",
    ],
)  # fmt: skip
def test_words_are_no_citation(typed):
    """Search words, periods and dates are left to the word search."""
    assert parse_citation(typed) is None


def like(typed, symbol, **document):
    return similarity(parse_citation(typed), number_symbol=symbol, **document)


def test_exact():
    """The typed symbol itself is exact, whatever its spelling."""
    found = like("0789 qd ubnd", "789/QĐ-UBND", type="quyết định", issued_on=D(2023, 12, 15))

    assert (found.score, found.exact, found.reason) == (1.0, True, "đúng số, ký hiệu")


@pytest.mark.parametrize(
    ("typed", "symbol", "reason"),
    [
        ("1739/QĐ-UBND", "1789/QĐ-UBND", "sai một chữ số: 1739 ↔ 1789"),
        ("1798/QĐ-UBND", "1789/QĐ-UBND", "đảo hai chữ số: 1798 ↔ 1789"),
        ("17890/QĐ-UBND", "1789/QĐ-UBND", "thừa một chữ số: 17890 ↔ 1789"),
        ("178/QĐ-UBND", "1789/QĐ-UBND", "thiếu một chữ số: 178 ↔ 1789"),
        ("30/NQ-CP", "30c/NQ-CP", "khác chữ kèm số: 30 ↔ 30c"),
    ],
)
def test_one_slip(typed, symbol, reason):
    """One slip in the number is proposed with its reason, never as exact."""
    found = like(typed, symbol)

    assert (found.exact, found.reason) == (False, reason)


@pytest.mark.parametrize(
    ("typed", "symbol", "document", "reason"),
    [
        ("QĐ 1789 năm 2023", "1789/QĐ-UBND", {"issued_on": D(2022, 12, 15)}, "khác năm: 2022"),
        ("1789/QĐ-UBND 15/12/2023", "1789/QĐ-UBND", {"issued_on": D(2023, 12, 18)}, "khác ngày: 18/12/2023"),
        ("quyết định 1789", "1789/KH-UBND", {}, "khác loại: kế hoạch"),
        ("1789/QĐ-BYT", "1789/QĐ-UBND", {}, "khác cơ quan ban hành: UBND"),
        ("1789/QĐ-UBND năm 2023", "1789/QĐ-UBND", {}, "không rõ năm"),
        ("1789/QĐ-UBND của UBND tỉnh", "1789/QĐ-UBND", {"issuer": "UBND huyện"}, "khác cơ quan ban hành"),
        ("842/UBND-NC", "842/UBND-VHTT", {}, "khác đơn vị: VHTT"),
        ("842/UBNO-VHTT", "842/UBND-VHTT", {}, "khác một chữ trong ký hiệu: UBNO ↔ UBND"),
        ("842/UBND-VHIT", "842/UBND-VHTT", {}, "khác một chữ trong ký hiệu: VHIT ↔ VHTT"),
    ],
)  # fmt: skip
def test_reason_names_what_differs(typed, symbol, document, reason):
    """What was typed and does not agree lowers the score and is said."""
    found = like(typed, symbol, **document)

    assert found.score < 1
    assert reason in found.reason
    assert found.exact == reason.startswith("không rõ")


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [("1789/QĐ-UBND", "25/QĐ-UBND"), ("1739/QĐ-BYT", "1789/KH-UBND"), ("1789", "QCVN 01:2019/BCT")],
)
def test_not_alike(typed, symbol):
    """Two slips, or a slip and another issuer, are no proposal."""
    assert like(typed, symbol) is None


def test_better_match_scores_higher():
    """The right document comes before a namesake and before a slip."""
    scores = [
        like("1789/QĐ-UBND ngày 15/12/2023", symbol, issued_on=day).score
        for symbol, day in (
            ("1789/QĐ-UBND", D(2023, 12, 15)),
            ("1789/QĐ-UBND", D(2021, 12, 15)),
            ("1709/QĐ-UBND", D(2023, 12, 15)),
        )
    ]

    assert scores[0] == 1
    assert scores[0] > scores[1]
    assert scores[0] > scores[2]


@given(st.integers(1, 99999), st.integers(0, 4), st.integers(1, 9))
def test_candidates_hold_every_number_one_slip_away(number, place, digit):
    """A number with one wrong digit is among the candidates of what was typed."""
    written = str(number)
    place = min(place, len(written) - 1)
    typed = f"{written[:place]}{digit}{written[place + 1 :]}"
    citation = parse_citation(f"{typed}/QĐ-UBND")

    assert written in candidate_numbers(citation)


@given(st.text(max_size=60))
def test_any_text(typed):
    """Nothing that can be typed raises."""
    citation = parse_citation(typed)

    assert citation is None or similarity(citation, number_symbol="1/QĐ-UBND") is None or citation.number
