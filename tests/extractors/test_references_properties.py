"""References written from the grammar and read back: every family of symbols, every body, lists and ranges."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.references import drafts_of
from extractors.vocabulary import table

OTHERS = (
    "Ban Quản lý Khu kinh tế Hòn Ngọc và các Khu công nghiệp An Bình",
    "Ban Quản lý rừng phòng hộ tỉnh",
    "Ban Thường vụ Đảng ủy Các cơ quan Đảng tỉnh",
    "Ban Kinh tế - Ngân sách HĐND tỉnh",
    "Ban Thường trực Ủy ban MTTQ Việt Nam xã",
    "Báo và Phát thanh, truyền hình An Bình",
    "Bệnh viện Đa khoa tỉnh An Bình",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Chánh án Tòa án nhân dân tối cao",
    "Chi cục trưởng Chi cục Kiểm lâm tỉnh An Bình",
    "Chi cục Phát triển nông thôn",
    "Chi nhánh Văn phòng Đăng ký đất đai huyện Bình Lâm",
    "Chủ tịch Hội đồng thành viên",
    "Công ty TNHH MTV Khai thác công trình thủy lợi An Bình",
    "Cục Quản lý Dược - Bộ Y tế",
    "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
    "Đội Quản lý thị trường số 3",
    "Học viện Chính trị quốc gia Hồ Chí Minh",
    "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "Hội đồng Thi đua - Khen thưởng tỉnh",
    "Kiểm toán nhà nước khu vực III",
    "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
    "Ngân hàng Chính sách xã hội Việt Nam",
    "Ngân hàng Nhà nước Việt Nam Chi nhánh tỉnh An Bình",
    "Phòng Cảnh sát Phòng cháy, chữa cháy và Cứu nạn, cứu hộ",
    "Quỹ Bảo vệ và Phát triển rừng tỉnh",
    "Thuế cơ sở 5 tỉnh An Bình",
    "Tổng cục Chính trị Quân đội nhân dân Việt Nam",
    "Trung tâm Văn hóa - Thể thao và Truyền thông huyện",
    "Trường Tiểu học số 1 Bình Lâm",
    "Ủy ban Pháp luật của Quốc hội",
    "Viện Kiểm nghiệm thuốc Trung ương",
)
BODIES = (*(row["name"] for row in table("agencies")), *OTHERS)
ENDS = (" về việc rà soát; các đơn vị", " ban hành Quy chế.", "; Sở Y tế", " và Công văn số 5/SNV-TH")

NUMBERS = st.tuples(st.integers(1, 29999), st.sampled_from(["", "", "", "a", "b", "c"]))
DASHES = st.sampled_from(["-", " - ", "- ", "–", "-\n"])
# Type word → symbol: state, normative, assembly, Party, mass organisations, joint, consolidated, legacy.
GRAMMAR = {
    "Quyết định": ("{n}/QĐ{d}UBND", "{n}/2024/QĐ{d}TTg", "{n}/QĐ{d}UB", "{n}{d}QĐ/TW"),
    "Nghị quyết": ("{n}/NQ{d}HĐND", "{n}/2024/UBTVQH15", "{n}{d}NQ/TU", "{n}/NQ{d}CP", "{n}/2024/NQ{d}HĐTP"),
    "Luật": ("{n}/2024/QH15",),
    "Thông tư liên tịch": ("{n}/2013/TTLT{d}BTC{d}BTP",),
    "Công văn": ("{n}/SNV{d}CCHC&PC", "{n}{d}CV/BTCTU", "{n}/BTTTT{d}CĐSQG", "{n}/UBND{d}KT4"),
    "Văn bản hợp nhất": ("{n}/VBHN{d}VPQH",),
    "Hướng dẫn liên ngành": ("{n}/HDLN{d}SYT{d}SGDĐT",),
    "Chương trình phối hợp": ("{n}/CTrPH{d}MTTQ{d}UBND",),
    "Chỉ thị": ("{n}{d}CT/HU", "{n}/CT{d}UBND"),
    "Kế hoạch": ("{n}/KH{d}MTTQ{d}BTT", "{n}{d}KH/TĐTN"),
}
SYMBOLS = st.sampled_from([(kind, form) for kind, forms in GRAMMAR.items() for form in forms])


def issuers(text):
    return [draft.issuer for draft in drafts_of(text)]


@pytest.mark.parametrize("body", BODIES)
def test_every_body_is_read_whole(body):
    """A body's name ends where the sentence goes on, whatever words it is made of."""
    for end in ENDS:
        first = issuers(f"Căn cứ Quyết định số 12/QĐ-XYZ ngày 1/2/2024 của {body}{end}")[0]

        assert first == body


@given(SYMBOLS, NUMBERS, DASHES)
def test_every_family_of_symbols(symbol, number, dash):
    """A symbol of any family is found with its type, however its hyphens and lines fall."""
    kind, form = symbol
    written = f"{number[0]}{number[1]}"
    text = f"Thực hiện {kind} số {form.format(n=written, d=dash)} ngày 05/3/2024; các đơn vị báo cáo"

    (draft,) = drafts_of(text)

    assert draft.symbol.canonical == form.format(n=written, d="-")
    assert (draft.type, draft.day) == (kind.lower(), dt.date(2024, 3, 5))


@given(
    st.lists(st.integers(1, 9999), min_size=2, max_size=5, unique=True), st.sampled_from([", ", " và ", "; "])
)
def test_lists_share_type_and_issuer(numbers, comma):
    """Every item of "các Công văn: số A, số B … của X" is a công văn of X with its own day."""
    items = comma.join(f"số {n}/SYT-NVY ngày {1 + place:02}/5/2024" for place, n in enumerate(numbers))

    drafts = drafts_of(f"Căn cứ các Công văn: {items} của Sở Y tế về việc tiêm chủng.")

    assert [draft.symbol.canonical for draft in drafts] == [f"{n}/SYT-NVY" for n in numbers]
    assert {(draft.type, draft.issuer) for draft in drafts} == {("công văn", "Sở Y tế")}
    assert [draft.day.day for draft in drafts] == list(range(1, len(numbers) + 1))


@given(st.integers(1, 400), st.integers(401, 900))
def test_ranges_are_kept_as_two_ends(first, last):
    """A range names its two ends; what lies between is not invented."""
    text = f"từ Quyết định số {first}/QĐ-UBND đến Quyết định số {last}/QĐ-UBND ngày 05/01/2024 của UBND tỉnh"

    assert [draft.symbol.canonical for draft in drafts_of(text)] == [f"{first}/QĐ-UBND", f"{last}/QĐ-UBND"]
