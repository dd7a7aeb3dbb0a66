"""Titles, relations, parts and amendments of referenced documents."""

from __future__ import annotations

import datetime as dt

import pytest
from citations import only, read

from models.finding import Relation

D = dt.date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Công văn số 5/SNV-CCHC về việc rà soát biên chế, UBND huyện Bình Lâm yêu cầu:", "rà soát biên chế"),
        ("Kế hoạch số 5/KH-UBND về cải cách hành chính năm 2024; các đơn vị", "cải cách hành chính năm 2024"),
        ("Quyết định số 5/QĐ-TTg phê duyệt “Chiến lược văn hóa” và", "Chiến lược văn hóa"),
        ("Quyết định số 5/QĐ-UBND ban hành Quy định A và Quyết định số 6/QĐ-UBND", "Quy định A"),
        ("Kế hoạch số 5/KH-UBND về phòng dịch, nhà trường xây dựng phương án trực.", "phòng dịch"),
        ("Công văn số 5/SNV-TĐ về khen tập thể, công ty có thành tích.", "khen tập thể, công ty có thành tích"),
        ("Nghị định số 5/2024/NĐ-CP sửa đổi một số điều của B.", "sửa đổi một số điều của B"),
    ],
)  # fmt: skip
def test_title(text, title):
    """A title runs from its opener to where the sentence goes on."""
    assert read(text)[0].title == title


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Quyết định số 5/QĐ-UBND", Relation.BASIS),
        ("theo Công văn số 5/UBND-NC", Relation.BASIS),
        ("Thực hiện Công văn số 5/UBND-NC", Relation.IMPLEMENTS),
        ("để triển khai thực hiện Kế hoạch số 5/KH-UBND", Relation.IMPLEMENTS),
        ("Phúc đáp Công văn số 5/SNV-CCHC", Relation.REPLIES),
        ("trả lời Công văn số 5/SNV-CCHC", Relation.REPLIES),
        ("theo đề nghị của Sở Nội vụ tại Tờ trình số 5/TTr-SNV", Relation.PROPOSED_IN),
        ("(gửi kèm Quyết định số 5/QĐ-UBND)", Relation.ATTACHES),
        ("Công văn số 5/SNV-CCHC (đính kèm theo) gửi các đơn vị", Relation.ATTACHES),
        ("thay thế Quyết định số 5/QĐ-UBND", Relation.REPLACES),
        ("bãi bỏ Chỉ thị số 5/CT-UBND", Relation.CANCELS),
        ("gia hạn thời gian thực hiện tại Công văn số 5/UBND-KT", Relation.EXTENDS),
        ("sửa đổi, bổ sung một số điều của Quyết định số 5/QĐ-UBND", Relation.AMENDS),
        ("hướng dẫn thi hành Nghị định số 5/2024/NĐ-CP", Relation.GUIDES),
        ("Xét Tờ trình số 5/TTr-SNV của Sở Nội vụ", Relation.PROPOSED_IN),
        ("Quy chế ban hành kèm theo Quyết định số 5/QĐ-UBND", Relation.MENTIONS),
        ("Sở Nội vụ có Công văn số 5/SNV-CCHC", Relation.MENTIONS),
    ],
)
def test_relation(text, relation):
    """The cue in front tells how the document stands to this letter."""
    assert only(text).relation is relation


def test_relation_goes_on_through_a_list():
    """One "Căn cứ" serves all that its list names."""
    values = read(
        "Căn cứ Luật Đầu tư; Nghị định số 5/2024/NĐ-CP ngày 1/2/2024 của Chính phủ; Quyết định số 6/QĐ-UBND"
    )

    assert {value.relation for value in values} == {Relation.BASIS}


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("theo điểm a, b khoản 1 và khoản 3 Điều 12 Luật Cư trú", "điểm a, b khoản 1 và khoản 3 Điều 12"),
        ("khoản 2 Điều 5 Nghị định số 09/2019/NĐ-CP", "khoản 2 Điều 5"),
        ("Mục II Phụ lục VII ban hành kèm theo Thông tư số 23/2024/TT-BCT", "Mục II Phụ lục VII"),
        ("điểm 3, mục II, Thông báo số 12/TB-UBND", "điểm 3, mục II"),
        ("Điều 8, 9, 10 của Luật Cán bộ, công chức", "Điều 8, 9, 10"),
        ("quy định tại Nghị định số 09/2019/NĐ-CP", None),
    ],
)
def test_pinpoint(text, pinpoint):
    """The part that is meant is kept in the letter's words."""
    assert only(text).pinpoint == pinpoint


def test_amendment_edges():
    """Both "được sửa đổi, bổ sung tại" and "sửa đổi … của" give an edge, not a relation to this letter."""
    amended, amending = read(
        "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ (được sửa đổi, bổ sung tại "
        "Nghị định số 154/2020/NĐ-CP ngày 31/12/2020)"
    )
    newer, older = read(
        "Nghị định số 33/2012/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 45/2010/NĐ-CP"
    )

    assert amended.amended_by == ("154/2020/NĐ-CP",)
    assert (amended.relation, amending.relation) == (Relation.BASIS, Relation.MENTIONS)
    assert (newer.amended_by, older.amended_by) == ((), ("33/2012/NĐ-CP",))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Quyết định số 9/QĐ-TTg ngày 5/3/2030 về kế hoạch 5 năm (2031 - 2035) của tỉnh An Bình, để",
            "kế hoạch 5 năm (2031 - 2035) của tỉnh An Bình",
        ),
        ("Công văn số 14/HHCK ngày 28/9/2030 về đầu tư trùng lặp (bản chụp gửi kèm), Sở yêu cầu", "đầu tư trùng lặp"),
        (
            "Nghị định số 63/2010/NĐ-CP ngày 8/6/2010 về kiểm soát thủ tục và các văn bản hướng dẫn thi hành",
            "kiểm soát thủ tục",
        ),
        ("Nghị định số 17/2030/NĐ-CP ngày 3/12/2030, trình Thủ tướng Chính phủ xem xét", None),
        ("khoản 1 Điều 16 Thông tư số 39/2034/TT-BTC của Bộ Tài chính quy định.", None),
    ],
)  # fmt: skip
def test_where_a_title_ends(text, title):
    """A title keeps the brackets that close in it, and is none where the sentence only goes on."""
    assert only(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Theo Công văn số 13/UBND-NC của UBND tỉnh về giao nhiệm vụ; khắc phục hạn chế, Sở Nội vụ đề nghị nộp.",
            "giao nhiệm vụ; khắc phục hạn chế",
        ),
        (
            "Thông tư số 05/2021/TT-BNV hướng dẫn nhiệm vụ của Sở Nội vụ; Phòng Nội vụ thuộc UBND huyện, các sở",
            "hướng dẫn nhiệm vụ của Sở Nội vụ; Phòng Nội vụ thuộc UBND huyện, các sở",
        ),
        (
            "Theo Công văn số 13/UBND-NC về giao nhiệm vụ; xét đề nghị của Sở Y tế, UBND xã đề nghị nộp.",
            "giao nhiệm vụ",
        ),
        (
            "Rà soát Công văn số 13/UBND-NC về giao nhiệm vụ; khắc phục hạn chế, Sở Nội vụ đề nghị nộp.",
            "giao nhiệm vụ",
        ),
        (
            "Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII về sắp xếp tổ chức bộ máy",
            "sắp xếp tổ chức bộ máy",
        ),
        ("Quyết định số 08/QĐ-TTg phê duyệt Đề án dữ liệu dân cư (Đề án 06).", "Đề án dữ liệu dân cư"),
        ("Công văn số 4567 ngày 12/02/2024 của Sở Tài chính về kinh phí năm 2024.", "kinh phí năm 2024"),
    ],
)
def test_a_title_goes_on_over_a_semicolon_among_bases(text, title):
    """In a sentence of bases what follows small is still the title, a new basis is not."""
    assert only(text).title == title
