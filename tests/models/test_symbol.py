import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.symbol import Family, issuer_names, normalise, parse, symbol_key, type_names

READINGS = [
    # written, number, suffix, year, type code, issuer, units, family, type
    ("1313/UBND-TTHC", "1313", "", None, None, "UBND", ("TTHC",), "letter", "công văn"),
    ("36/KH-UBND", "36", "", None, "KH", "UBND", (), "named", "kế hoạch"),
    ("01/2024/QĐ-UBND", "01", "", 2024, "QĐ", "UBND", (), "normative", "quyết định"),
    ("30/2020/NĐ-CP", "30", "", 2020, "NĐ", "CP", (), "normative", "nghị định"),
    ("66.1/2025/NQ-CP", "66.1", "", 2025, "NQ", "CP", (), "normative", "nghị quyết"),
    ("15/2021/TTLT-BTC-BTP", "15", "", 2021, "TTLT", "BTC", ("BTP",), "normative", "thông tư liên tịch"),
    ("59/2020/QH14", "59", "", 2020, None, "QH", (), "assembly", None),
    ("34/2007/PL-UBTVQH11", "34", "", 2007, "PL", "UBTVQH", (), "assembly", "pháp lệnh"),
    ("33-CT/TU", "33", "", None, "CT", "TU", (), "party", "chỉ thị"),
    ("05-TT/TU", "05", "", None, "TT", "TU", (), "party", "thông tri"),
    ("53-CV/BTCTU", "53", "", None, "CV", "BTCTU", (), "party", "công văn"),
    ("02-TTr/ĐLS", "02", "", None, "TTr", "ĐLS", (), "party", "tờ trình"),
    ("367 - QĐ/TWĐTN-VP", "367", "", None, "QĐ", "TWĐTN", ("VP",), "party", "quyết định"),
    ("2231/SNV-CCHC&PC", "2231", "", None, None, "SNV", ("CCHC&PC",), "letter", "công văn"),
    ("16/HCT.BT", "16", "", None, None, "HCT.BT", (), "letter", "công văn"),
    ("30c/NQ-CP", "30", "c", None, "NQ", "CP", (), "named", "nghị quyết"),
    ("12bis/QĐ-UBND", "12", "bis", None, "QĐ", "UBND", (), "named", "quyết định"),
    ("12/VBHN-BNV", "12", "", None, "VBHN", "BNV", (), "consolidated", "văn bản hợp nhất"),
    ("1234/CT-TTHT", "1234", "", None, None, "CT", ("TTHT",), "letter", "công văn"),
    ("05/CT-UBND", "05", "", None, "CT", "UBND", (), "named", "chỉ thị"),
    ("55/TTr-P1", "55", "", None, None, "TTr", ("P1",), "letter", "công văn"),
    ("07/TTr-PNV", "07", "", None, "TTr", "PNV", (), "named", "tờ trình"),
    ("82/2005-QĐ-UBND", "82", "", 2005, "QĐ", "UBND", (), "normative", "quyết định"),
    ("327-CT", "327", "", None, None, "CT", (), "legacy", None),
    ("1234/QĐ.UBND-NN", "1234", "", None, "QĐ", "UBND", ("NN",), "named", "quyết định"),
    ("178/TTg", "178", "", None, None, "TTg", (), "legacy", None),
    ("124-HĐBT", "124", "", None, None, "HĐBT", (), "legacy", None),
    ("123 QĐ/UB", "123", "", None, "QĐ", "UB", (), "named", "quyết định"),
    ("QCVN 102:2016/BTTTT/SĐ1:2022",
     "102", "", 2016, "QCVN", "BTTTT", ("SĐ1:2022",), "standard", "quy chuẩn"),
    ("TCVN ISO 9001:2015", "9001", "", 2015, "TCVN ISO", None, (), "standard", "tiêu chuẩn"),
    ("244/HĐNT/A2/2026", "244", "", None, "HĐNT", "A2", ("2026",), "named", "hợp đồng"),
    ("……/QĐ-UBND", "", "", None, "QĐ", "UBND", (), "named", "quyết định"),
    ("1789", "1789", "", None, None, None, (), "bare", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), [(row[0], row[1:]) for row in READINGS])
def test_families(written, expected):
    """Every family of symbols is taken apart into number, year, type, issuer and units."""
    number, suffix, year, code, issuer, units, family, type_ = expected
    symbol = parse(written)

    assert symbol is not None
    assert (symbol.number, symbol.suffix, symbol.year, symbol.type_code) == (number, suffix, year, code)
    assert (symbol.issuer, symbol.units, symbol.family, symbol.type_name) == (
        issuer,
        units,
        Family(family),
        type_,
    )


@pytest.mark.parametrize(
    "text", ["", "kế hoạch", "15/3/2024", "8/10", "24/7", "số 5", "/", "....", "15/2024", "A/B"]
)
def test_no_symbol(text):
    """Dates, scores and words are no symbols."""
    assert parse(text) is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("4280 /SCT - CN", "4280/SCT-CN"),
        ("12/QÐ–UBND", "12/QĐ-UBND"),
        ("01/2024/ QĐ-\nUBND", "01/2024/QĐ-UBND"),
        ("QCVN01:2019/BCT", "QCVN 01:2019/BCT"),
        ("…./QĐ-UBND", "/QĐ-UBND"),
    ],
)
def test_normal_form(written, normal):
    """The normal form has no blanks, Đ for its look-alikes and plain hyphens; zeros stay."""
    assert normalise(written) == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("01/QĐ-UBND", "1/QD-UBND"),
        ("08-KL/TW", "08-KL/T.Ư"),
        ("31/QĐ-TW", "31-QĐ/TW"),
        ("82/2005-QĐ-UBND", "82/2005/QĐ-UBND"),
        ("123 QĐ/UB", "123/QĐ-UB"),
        ("12/QĐ-UBND", "12/qđ-ubnd"),
    ],
)
def test_one_key_for_all_spellings(one, other):
    """Spellings of one symbol meet under one key."""
    assert symbol_key(one) == symbol_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("30/NQ-CP", "30c/NQ-CP"), ("01/QĐ-UBND", "01/2024/QĐ-UBND"), ("5/QĐ-UBND", "50/QĐ-UBND")],
)
def test_keys_keep_documents_apart(one, other):
    """A suffix, a year between the slashes and every digit belong to the identity."""
    assert symbol_key(one) != symbol_key(other)


NUMBERS = st.from_regex(r"[0-9]{1,5}", fullmatch=True)
TYPES = st.sampled_from(sorted(code for code in type_names() if code.isalpha() and code != "VBHN"))
ISSUERS = st.sampled_from(sorted(code for code in issuer_names() if code.isalpha() and "QH" not in code))
UNITS = st.text("ABCDĐEGKLMNPSTVX", min_size=2, max_size=5)


@given(NUMBERS, st.integers(1990, 2035), TYPES, ISSUERS)
def test_normative_round_trip(number, year, code, issuer):
    """A normative symbol written from the grammar is read back."""
    symbol = parse(f"{number}/{year}/{code}-{issuer}")

    assert symbol is not None
    assert (symbol.number, symbol.year, symbol.type_code, symbol.issuer) == (number, year, code, issuer)
    assert symbol.canonical == f"{number}/{year}/{code}-{issuer}"


@given(NUMBERS, TYPES, ISSUERS, st.lists(UNITS, max_size=2))
def test_party_round_trip(number, code, issuer, units):
    """A Party symbol written from the grammar is read back, whatever its type code also means elsewhere."""
    symbol = parse(f"{number}-{code}/{'-'.join([issuer, *units])}")

    assert symbol is not None
    assert (symbol.number, symbol.type_code, symbol.issuer) == (number, code, issuer)
    assert symbol.units == tuple(units)


@given(NUMBERS, UNITS, UNITS)
def test_letter_round_trip(number, issuer, unit):
    """What has neither year nor type code is a letter's symbol, or the codes happen to be a type."""
    symbol = parse(f"{number}/{issuer}-{unit}")

    assert symbol is not None
    assert symbol.number == number
    assert issuer in {symbol.issuer, symbol.type_code}


@given(st.text(st.sampled_from(string.digits + "/-.:ABĐQabđ …\n"), max_size=30) | st.text(max_size=40))
def test_any_text(text):
    """Any text is a symbol or none; the canonical form of a symbol is read as the same symbol."""
    symbol = parse(text)
    symbol_key(text)

    assert symbol is None or normalise(symbol.canonical) == symbol.canonical
    assert symbol is None or parse(symbol.canonical) == symbol
