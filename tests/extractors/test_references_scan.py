import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.references import drafts_of
from extractors.references.scan import symbols, symbols_plain


def written(text):
    return [hit.symbol.canonical for hit in symbols(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Công văn số 1313/UBND-TTHC ngày 14/3/2024", ["1313/UBND-TTHC"]),
        ("Số: 4280 /STC - NS ngày 16/7/2024", ["4280/STC-NS"]),
        ("Nghị định số 30/2020/NĐ- CP", ["30/2020/NĐ-CP"]),
        ("Kế hoạch số 36/KH-\nUBND", ["36/KH-UBND"]),
        ("Chỉ thị số 33-CT/TU và Kết luận số 100 - KL/TW", ["33-CT/TU", "100-KL/TW"]),
        ("Quyết định 123 QĐ/UB của tỉnh", ["123QĐ/UB"]),
        ("Kết luận số 174 KL/TW, Kế hoạch số 274KH-UBND", ["174KL/TW", "274KH-UBND"]),
        ("theo QCVN 01:2019/BCT, TCVN 6909:2001", ["QCVN 01:2019/BCT", "TCVN 6909:2001"]),
        ("Công văn số 12/UBND-NC(Tuấn)", ["12/UBND-NC"]),
        ("số 88/STC – Ban Quản lý", ["88/STC"]),
        ("số 88/STC - UBND tỉnh", ["88/STC"]),
        ("Quyết định số 12/KH-UBND\n- UBND các xã", ["12/KH-UBND"]),
        ("số 66.1/2025/NQ-CP", ["66.1/2025/NQ-CP"]),
    ],
)
def test_symbols_in_text(text, found):
    """Symbols are found however blanks and line ends fall, and end where the words go on."""
    assert written(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "đạt 8/10 tiêu chí, trực 24/7, ngày 15/3/2024, tỷ lệ 02/09 xã",
        "giai đoạn 2021-2025 - UBND tỉnh",
        "đơn giá 5.000đ/SV và 100/Kg",
        "điện thoại 0255-3822-123, số tài khoản 1234567890",
        "Covid-19, AH1N1/2009, Euro 5/EU",
    ],
)
def test_no_references_in_text(text):
    """Scores, dates, ratios, prices and telephone numbers are no references."""
    assert drafts_of(text) == []


@pytest.mark.parametrize(
    ("text", "found", "repaired"),
    [
        ("Quyết định số 12/QD-UBND", "12/QĐ-UBND", False),
        ("Nghị định số 30/2020/ND-CP", "30/2020/NĐ-CP", False),
        ("Quyết định số 45/QÐ-UBNĐ", "45/QĐ-UBND", False),
        ("Nghị định số 61/2018/NĐCP", "61/2018/NĐ-CP", False),
        ("Công văn số l313/UBND-NC", "1313/UBND-NC", True),
        ("Công văn số 1313lUBND-NC", "1313/UBND-NC", True),
        ("Quyết định số O1/2024/QĐ-UBND", "01/2024/QĐ-UBND", True),
        ("Thông tư số l 1/2016/TT-BYT", "11/2016/TT-BYT", True),
        ("Công văn số 12/SY'T-NV ngày", "12/SYT-NV", False),
        ("Công văn số 12/SCT:TTHC ngày", "12/SCT-TTHC", False),
        ("Công văn số 12/KCB-QL(CL ngày", "12/KCB-QLCL", False),
    ],
)
def test_damage_is_mended(text, found, repaired):
    """Damage is mended where the grammar leaves one reading; a digit read out of a letter is not sure."""
    (hit,) = symbols(text)

    assert hit.symbol.canonical == found
    assert hit.repaired is repaired


SHREDS = st.sampled_from([
    "số ", "Số: ", "Công văn", " 12", "/", "-", " - ", "2024", "/2024/", "QĐ", "-UBND", "UBND", "TTr",
    "CT/TU", "15/3/2024", "30c", "l3", ".", ",", ";", "\n", " ", "đ", "QCVN 01:2019/BCT", "TCVN",
    "6.1", "A", "Đ", "O1", "bis", "NĐ-CP", "K4", "…",
])  # fmt: skip


@given(st.lists(SHREDS, max_size=25).map("".join) | st.text(max_size=60))
def test_fast_path_finds_what_the_plain_one_finds(text):
    """The prefilter loses nothing and adds nothing."""
    assert symbols(text) == symbols_plain(text)


@given(st.lists(SHREDS, max_size=25).map("".join) | st.text(max_size=80))
def test_any_text_has_valid_offsets(text):
    """On any text nothing is raised, and every mention lies inside it, in order of start."""
    drafts = drafts_of(text)

    assert all(0 <= d.start <= d.number_at <= d.number_end <= d.end <= len(text) for d in drafts)
    assert [d.start for d in drafts] == sorted(d.start for d in drafts)


@pytest.mark.parametrize(
    "piece",
    [
        "1/", "1", "1/2", "A", "1-A/", "(", "số ", "1/A.B.", "Luật ",
        "Luật sửa đổi, bổ sung một số điều của ", "12, ", "khoản 1 Điều 2 ", "Quyết định nêu trên ",
    ],
)  # fmt: skip
def test_time_grows_with_length_only(piece):
    """Text made to be hard costs no more a character in a long text than in a short one."""

    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        best = 1e9
        for _ in range(3):
            started = time.process_time()
            drafts_of(text)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(80_000) < 12 * seconds(20_000) + 0.05


def test_a_megabyte_of_digits_and_slashes():
    """A line of a million digits and slashes is read in under a second."""
    text = "1234/56/" * 125_000
    started = time.process_time()

    assert symbols(text) == []
    assert time.process_time() - started < 1
