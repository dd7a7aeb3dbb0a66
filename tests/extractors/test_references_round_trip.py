"""One reference written with any type, number, day, issuer and sentence around it, and read back."""

from __future__ import annotations

import datetime as dt

from citations import only
from hypothesis import given
from hypothesis import strategies as st

TYPES = {
    "Quyết định": "{n}/QĐ-{i}", "Kế hoạch": "{n}/KH-{i}", "Tờ trình": "{n}/TTr-{i}", "Báo cáo": "{n}/BC-{i}",
    "Thông báo": "{n}/TB-{i}", "Chỉ thị": "{n}-CT/TU", "Nghị quyết": "{n}-NQ/TW", "Luật": "{n}/{y}/QH15",
    "Thông tư": "{n}/{y}/TT-BTC", "Công văn": "{n}/{i}-TH", "Hướng dẫn": "{n}-HD/BTCTU",
    "Nghị định": "{n}/{y}/NĐ-CP",
}  # fmt: skip
BODIES = st.sampled_from([
    "UBND tỉnh", "UBND huyện Bình Lâm", "Chủ tịch UBND tỉnh An Bình", "Sở Nội vụ",
    "Sở Tài nguyên và Môi trường",
    "Bộ Văn hóa, Thể thao và Du lịch", "Ban Thường vụ Tỉnh ủy", "Bộ trưởng Bộ Y tế", "Thủ tướng Chính phủ",
    "Phòng Tài chính - Kế hoạch", "Ban Quản lý dự án Đầu tư xây dựng huyện", "Hội Nông dân tỉnh",
    "Công an thị xã",
    "Bảo hiểm xã hội Việt Nam", "Văn phòng HĐND và UBND thị xã Đông Hải", "Cục Thuế tỉnh", None,
])  # fmt: skip
DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31))
DAY_FORMS = st.sampled_from(
    ["ngày {d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}", "ngày {d:02} tháng {m} năm {y}", "ngày {d}-{m}-{y}"]
)
CUES = st.sampled_from(["Căn cứ", "Thực hiện", "Theo", "Phúc đáp", "Các đơn vị nghiên cứu"])
ENDS = st.sampled_from(
    [".", "; các đơn vị", " về việc tăng cường quản lý, UBND huyện yêu cầu", " và ý kiến của các đơn vị", ""]
)


@given(
    st.sampled_from(sorted(TYPES)), st.integers(1, 19999), st.sampled_from(["UBND", "SNV", "STC", "BYT"]),
    DAYS, DAY_FORMS, BODIES, st.tuples(CUES, ENDS, st.booleans()),
)  # fmt: skip
def test_round_trip(type_, number, code, day, form, body, around):  # one argument a part
    """A reference written from the grammar is read back whole."""
    cue, end, says_number = around
    symbol = TYPES[type_].format(n=number, i=code, y=2024)
    said = f"{type_} số {symbol}" if says_number else f"{type_} {symbol}"
    date = " " + form.format(d=day.day, m=day.month, y=day.year) if day else ""
    issuer = f" của {body}" if body else ""
    text = f"{cue} {said}{date}{issuer}{end}"

    value = only(text)

    assert (value.type, value.number_symbol, value.issued_on) == (type_.lower(), symbol, day)
    assert value.issuer == body
