"""Laws named by title, with and without their number."""

from __future__ import annotations

import datetime as dt

import pytest
from citations import only, read

D = dt.date


LAWS = [
    ("Luật Đất đai năm 2024 và", "luật", "Đất đai năm 2024", None),
    ("Luật Ngân sách nhà nước ngày 25/6/2015", "luật", "Ngân sách nhà nước", D(2015, 6, 25)),
    ("Bộ luật Lao động có hiệu lực", "bộ luật", "Lao động", None),
    ("Hiến pháp năm 2013", "hiến pháp", "năm 2013", None),
    ("Luật Phòng, chống tác hại của rượu, bia quy định", "luật", "Phòng, chống tác hại của rượu, bia", None),
    ("quy định của Luật cán bộ, công chức năm 2008", "luật", "cán bộ, công chức năm 2008", None),
    ("thi hành luật luật sư", "luật", "luật sư", None),
    ("theo Luật PCTN năm 2018", "luật", "PCTN năm 2018", None),
    ("Luật thuế TNDN 2008 và các văn bản", "luật", "thuế TNDN 2008", None),
    ("Luật Đất đai 2024 và", "luật", "Đất đai 2024", None),
    ("Luật Đầu tư công 2019 - 2021", "luật", "Đầu tư công", None),
    ("Luật Thi đua - Khen thưởng năm 2022", "luật", "Thi đua - Khen thưởng năm 2022", None),
    ("Luật phòng chống tham nhũng", "luật", "phòng chống tham nhũng", None),
    ("Luật Bảo tồn tiếng nói các dân tộc quy định", "luật", "Bảo tồn tiếng nói các dân tộc", None),
    ("Pháp lệnh Dân số", "pháp lệnh", "Dân số", None),
    ("Hiệp định về quản lý biên giới trên đất liền;", "hiệp định", "quản lý biên giới trên đất liền", None),
    ("theo Điều lệ Đảng", "điều lệ", "Đảng", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "title", "day"), LAWS)
def test_law_by_title(text, type_, title, day):
    """A law named by its title alone is a reference; its year stays in the title."""
    value = only(text)

    assert (value.type, value.number_symbol, value.title, value.issued_on) == (type_, None, title, day)


@pytest.mark.parametrize(
    "text",
    [
        "theo quy định của pháp luật, Luật này và các luật khác",
        "Đoàn Luật sư tỉnh, Hội Luật gia, kỷ luật, luật chơi",
        "văn bản quy phạm pháp luật và định luật Ôm",
    ],
)
def test_no_law(text):
    """The words "pháp luật", "Luật sư" and "Luật này" name no law."""
    assert read(text) == []


def test_amending_law_is_one_reference_with_its_day():
    """The title of an amending law names others; the day behind the last is its own."""
    amending, *others = read(
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
        " ngày 22/11/2019"
    )

    assert amending.issued_on == D(2019, 11, 22)
    assert amending.title == (
        "sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
    )
    assert [other.issued_on for other in others] == [None, None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Thủy nông số 31/2031/QH17 ngày 12/6/2031",
            [("sửa đổi, bổ sung một số điều của Luật Thủy nông", "31/2031/QH17")],
        ),
        (
            "Luật Thủy nông số 30/2030/QH17 và Luật sửa đổi, bổ sung một số điều của Luật Thủy nông số 31/2031/QH17",
            [
                ("Thủy nông", "30/2030/QH17"),
                ("sửa đổi, bổ sung một số điều của Luật Thủy nông", "31/2031/QH17"),
            ],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật số 31/2031/QH17 ngày 15/6/2031",
            [("sửa đổi, bổ sung một số điều", "31/2031/QH17")],
        ),
        ("Luật Thủy nông (Luật số 30/2030/QH17 ngày 16/6/2030)", [("Thủy nông", "30/2030/QH17")]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật BHYT năm 2014",
            [("sửa đổi, bổ sung một số điều của Luật BHYT năm 2014", None), ("BHYT", None)],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15",
            [("sửa đổi, bổ sung một số điều của Luật Đất đai", None), ("Đất đai", "31/2024/QH15")],
        ),
    ],
)  # fmt: skip
def test_number_of_an_amending_law(text, found):
    """The number behind an amending law's title is its own, unless it is known as the amended law's."""
    assert [(value.title, value.number_symbol) for value in read(text)] == found


def test_list_of_laws():
    """The words "các Luật: A, B" name two laws."""
    assert [v.title for v in read("Căn cứ các Luật: Đất đai, Nhà ở và Đầu tư công năm 2024")] == [
        "Đất đai",
        "Nhà ở",
        "Đầu tư công năm 2024",
    ]


def test_a_law_that_no_table_holds_goes_on_with_a_list_by_its_year():
    """Behind "các Luật:" a name in capitals with a year is a law."""
    assert [one.title for one in read("các Luật: Giáo dục năm 2019, Vườn quốc gia năm 2031 và các bộ")] == [
        "Giáo dục năm 2019",
        "Vườn quốc gia năm 2031",
    ]
