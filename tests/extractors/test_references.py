import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from extractors.references import drafts_of, references
from models.finding import Field, Reference, Relation
from models.letter import TextSource


def read(text):
    return [draft.value(text) for draft in drafts_of(text)]


def only(text):
    (value,) = read(text)
    return value


D = dt.date


@pytest.mark.parametrize(
    ("text", "type_", "symbol", "day", "issuer"),
    [
        (
            "Thực hiện Công văn số 512/UBND-NV ngày 14/3/2024 của UBND tỉnh về việc rà soát biên chế",
            "công văn", "512/UBND-NV", D(2024, 3, 14), "UBND tỉnh",
        ),
        (
            "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
            "nghị định", "30/2020/NĐ-CP", D(2020, 3, 5), "Chính phủ",
        ),
        (
            "Thông tư số 01/2019/TT-BNV của Bộ trưởng Bộ Nội vụ",
            "thông tư", "01/2019/TT-BNV", None, "Bộ trưởng Bộ Nội vụ",
        ),
        (
            "Chỉ thị số 33-CT/TU, ngày 20-01-2023 của Ban Thường vụ Tỉnh ủy",
            "chỉ thị", "33-CT/TU", D(2023, 1, 20), "Ban Thường vụ Tỉnh ủy",
        ),
        ("Nghị quyết 18-NQ/TW Hội nghị lần thứ sáu", "nghị quyết", "18-NQ/TW", None, None),
        (
            "Văn bản số 45/SNNMT-KL (ngày 02/7/2025) của Sở Nông nghiệp và Môi trường",
            "văn bản", "45/SNNMT-KL", D(2025, 7, 2), "Sở Nông nghiệp và Môi trường",
        ),
        (
            "Kế hoạch của UBND huyện Bình Lâm số 36/KH-UBND ngày 29/02/2024",
            "kế hoạch", "36/KH-UBND", D(2024, 2, 29), "UBND huyện Bình Lâm",
        ),
        (
            "Quyết định số 1234/QĐ-UBND của Chủ tịch UBND tỉnh ngày 15/3/2024 về việc phê duyệt Đề án",
            "quyết định", "1234/QĐ-UBND", D(2024, 3, 15), "Chủ tịch UBND tỉnh",
        ),
        (
            "Chương trình hành động số 39-CTr/TU ngày 29/01/2024 của BTV Tỉnh ủy An Bình",
            "chương trình hành động", "39-CTr/TU", D(2024, 1, 29), "BTV Tỉnh ủy An Bình",
        ),
        (
            "Thông tư liên tịch số 05/2008/TTLT-BTC-BNV ngày 18/6/2008 của Bộ Tài chính và Bộ Nội vụ về",
            "thông tư liên tịch", "05/2008/TTLT-BTC-BNV", D(2008, 6, 18), "Bộ Tài chính và Bộ Nội vụ",
        ),
        (
            "Công văn số 99/BVHTTDL-VP ngày 5/1/2024 của Bộ Văn hóa, Thể thao và Du lịch, UBND tỉnh yêu cầu",
            "công văn", "99/BVHTTDL-VP", D(2024, 1, 5), "Bộ Văn hóa, Thể thao và Du lịch",
        ),
        (
            "Giấy phép khai thác nước số 12/GP-UBND ngày 03/5/2020 do UBND tỉnh cấp",
            "giấy phép", "12/GP-UBND", D(2020, 5, 3), "UBND tỉnh",
        ),
        (
            "Báo cáo thẩm tra số 71/BC-HĐND ngày 13/9/2025 của Ban Pháp chế của Hội đồng nhân dân tỉnh;",
            "báo cáo thẩm tra", "71/BC-HĐND", D(2025, 9, 13), "Ban Pháp chế của Hội đồng nhân dân tỉnh",
        ),
        (
            "Chỉ thị số 5/CT-TTg ngày 13/9/2020 của Thủ tướng Chính phủ Trần Văn Bình về",
            "chỉ thị", "5/CT-TTg", D(2020, 9, 13), "Thủ tướng Chính phủ",
        ),
        ("Hướng dẫn 1010/HD-BNV", "hướng dẫn", "1010/HD-BNV", None, None),
        (
            "Kết luận số 163-KL/TW ngày 06/6/2025 của Bộ Chính trị, Ban Bí thư; các đơn vị",
            "kết luận", "163-KL/TW", D(2025, 6, 6), "Bộ Chính trị, Ban Bí thư",
        ),
        (
            "Quyết định số 50/QĐ-ĐTĐL ngày 07/7/2014 của Cục trưởng Cục Điều tiết điện lực; bãi bỏ",
            "quyết định", "50/QĐ-ĐTĐL", D(2014, 7, 7), "Cục trưởng Cục Điều tiết điện lực",
        ),
        (
            "Kế hoạch số 03/KH-ĐGS ngày 02/3/2026 của Đoàn giám sát; căn cứ",
            "kế hoạch", "03/KH-ĐGS", D(2026, 3, 2), "Đoàn giám sát",
        ),
        (
            "Công điện số 21/CĐ-UBND ngày 05, 06/11/2025 của Chủ tịch UBND thành phố",
            "công điện", "21/CĐ-UBND", None, "Chủ tịch UBND thành phố",
        ),
        (
            "Quy chế phối hợp giữa Cục Thuế An Bình và Sở Y tế số 32/QCPH-CT-SYT ngày 29/8/2014",
            "quy chế phối hợp", "32/QCPH-CT-SYT", D(2014, 8, 29), "Cục Thuế An Bình và Sở Y tế",
        ),
        ("thực hiện Đề án 06/CP trên địa bàn", "đề án", "06", None, None),
        (
            "Mệnh lệnh số 08/ML-BTL ngày 15/01/2021 của Tư lệnh Quân khu 7",
            "mệnh lệnh", "08/ML-BTL", D(2021, 1, 15), "Tư lệnh Quân khu 7",
        ),
        (
            "Thể lệ số 05-TL/TĐTN ngày 15/3/2024 của Ban Tổ chức Hội thi",
            "thể lệ", "05-TL/TĐTN", D(2024, 3, 15), "Ban Tổ chức Hội thi",
        ),
        (
            "Kế hoạch số 56/KH-MTTW ngày 25/8/2023 của Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam về",
            "kế hoạch", "56/KH-MTTW", D(2023, 8, 25), "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam",
        ),
        (
            "Quyết định số 61/QĐ-THA ngày 05/10/2022 của Chấp hành viên",
            "quyết định", "61/QĐ-THA", D(2022, 10, 5), "Chấp hành viên",
        ),
        (
            "Công văn số 2245/SGDĐT-TTr ngày 06/9/2019 của Sở GD&ĐT Hải Phòng V/v kiểm tra nội bộ",
            "công văn", "2245/SGDĐT-TTr", D(2019, 9, 6), "Sở GD&ĐT Hải Phòng",
        ),
        (
            "Công điện số 17/CĐ-UBND hồi 16h00 ngày 25/9/2022",
            "công điện", "17/CĐ-UBND", D(2022, 9, 25), None,
        ),
        (
            "Công văn số 2871/QTPC-KD+AT ngày 21/8/2024 của Công ty Điện lực An Bình",
            "công văn", "2871/QTPC-KD+AT", D(2024, 8, 21), "Công ty Điện lực An Bình",
        ),
        (
            "Bản án số 12/2022/DS-ST ngày 30/9/2022 của Tòa án nhân dân huyện Đồng Ảng và",
            "bản án", "12/2022/DS-ST", D(2022, 9, 30), "Tòa án nhân dân huyện Đồng Ảng",
        ),
        (
            "Kế hoạch liên ngành số 7-KHLN/TĐTN-SYT ngày 08/4/2024 giữa Tỉnh đoàn, Sở Y tế, Sở Nội vụ đề nghị",
            "kế hoạch liên ngành", "7-KHLN/TĐTN-SYT", D(2024, 4, 8), "Tỉnh đoàn, Sở Y tế",
        ),
        (
            "văn bản số 19/BKH-KCHT &ĐT ngày 10 tháng 1 năm 2008 của Bộ Kế hoạch và Đầu tư",
            "văn bản", "19/BKH-KCHT&ĐT", D(2008, 1, 10), "Bộ Kế hoạch và Đầu tư",
        ),
        (
            "Quyết định số 24/2021/QĐ-TTg ngày 16/7/20 21 của Thủ tướng Chính phủ",
            "quyết định", "24/2021/QĐ-TTg", D(2021, 7, 16), "Thủ tướng Chính phủ",
        ),
        (
            "Quyết định số 86/QĐ-ĐHQG-TCCB, ngày 17/8/2026 của Giám đốc ĐHQG-HCM ban hành Quy chế",
            "quyết định", "86/QĐ-ĐHQG-TCCB", D(2026, 8, 17), "Giám đốc ĐHQG-HCM",
        ),
        (
            "Trả lời công văn số 63/CT-THNV ngày 25/4/2014 của Cục Thuế tỉnh An Bình hỏi về hóa đơn",
            "công văn", "63/CT-THNV", D(2014, 4, 25), "Cục Thuế tỉnh An Bình",
        ),
        ("QĐ 45/QĐ-TTg năm 2021", "quyết định", "45/QĐ-TTg", None, None),
        (
            "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024 của Quốc hội",
            "luật", "31/2024/QH15", D(2024, 1, 18), "Quốc hội",
        ),
        ("Nghị định 92/CP ngày 07/11/1995 của Chính phủ", "nghị định", "92/CP", D(1995, 11, 7), "Chính phủ"),
        (
            "Kế hoạch số 12/KH-UBND ngày 3/4/2024 về chuyển đổi số năm 2024 của UBND tỉnh; các đơn vị",
            "kế hoạch", "12/KH-UBND", D(2024, 4, 3), "UBND tỉnh",
        ),
        (
            "Công văn ngày 12/3/2024 số 123/UBND-NC của UBND tỉnh",
            "công văn", "123/UBND-NC", D(2024, 3, 12), "UBND tỉnh",
        ),
        (
            "Công văn hỏa tốc số 123/UBND-NC ngày 4/5/2024 của UBND tỉnh",
            "công văn", "123/UBND-NC", D(2024, 5, 4), "UBND tỉnh",
        ),
        ("QUYẾT ĐỊNH SỐ 12/QĐ-UBND NGÀY 3/4/2024", "quyết định", "12/QĐ-UBND", D(2024, 4, 3), None),
        ("theo QCVN 01:2019/BCT của Bộ Công Thương", "quy chuẩn", "QCVN 01:2019/BCT", None, "Bộ Công Thương"),
    ],
)  # fmt: skip
def test_type_symbol_date_issuer(text, type_, symbol, day, issuer):
    """A reference gives its type, symbol, day and issuer as the letter names them."""
    value = only(text)

    assert (value.type, value.number_symbol, value.issued_on, value.issuer) == (type_, symbol, day, issuer)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("nhiệm vụ được UBND tỉnh giao tại Quyết định số 1789/QĐ-UBND ngày 15/12/2023", "UBND tỉnh"),
        ("Bộ Nội vụ có Công văn số 4056/BNV-CCVC ngày 02/8/2024", "Bộ Nội vụ"),
        ("theo đề nghị của Trưởng Phòng Nội vụ tại Tờ trình số 20/TTr-PNV", "Trưởng Phòng Nội vụ"),
        ("theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 20/TTr-PNV", "Trưởng phòng Nội vụ"),
        (
            "Kế hoạch số 12/KH-BCA-BTC ngày 02/5/2025 của Bộ Công an và Bộ Tài chính về đối chiếu dữ liệu",
            "Bộ Công an và Bộ Tài chính",
        ),
        ("ý kiến của Cục Hóa chất - Bộ Công Thương tại Văn bản số 1/HC-CN", "Cục Hóa chất - Bộ Công Thương"),
        ("BTV Tỉnh ủy đã kịp thời ban hành Kế hoạch số 248-KH/TU", "BTV Tỉnh ủy"),
        ("Tại Công văn số 12/SNV-TCBC ngày 02/01/2024, Sở Nội vụ đề nghị", "Sở Nội vụ"),
        ("Công an tỉnh (tại Công văn số 123/CAT-PV01 ngày 02/4/2024)", "Công an tỉnh"),
        ("Theo đề nghị của Phòng Nội vụ (Tờ trình số 15/TTr-PNV ngày 12/3/2024)", "Phòng Nội vụ"),
        ("chỉ đạo của Chủ tịch UBND tỉnh Trần Văn Bình tại Thông báo số 31/TB-VPUB", "Chủ tịch UBND tỉnh"),
        ("được Hội đồng nhân dân tỉnh thông qua tại Nghị quyết số 45/NQ-HĐND", "Hội đồng nhân dân tỉnh"),
        ("UBND huyện báo cáo Sở Nội vụ theo yêu cầu tại Công văn số 123/SNV-CCHC", "Sở Nội vụ"),
        ("Sở Xây dựng chưa có ý kiến mà chỉ dẫn lại Văn bản số 98/SXD-QLXD ngày 10/12/2024", "Sở Xây dựng"),
        ("Sở Nội vụ yêu cầu các đơn vị thực hiện theo Quyết định số 12/QĐ-UBND ngày 5/1/2024", None),
    ],
)  # fmt: skip
def test_issuer_in_front(text, issuer):
    """The issuer is also found where the sentence names it before the number."""
    assert only(text).issuer == issuer


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 30/8/2024, Sở Nội vụ có Công văn số 28/SNV-TCCC trả lời",
        "Đến ngày 30/8/2024, Sở Nội vụ đã gửi Công văn số 28/SNV-TCCC",
        "Ngày 30 tháng 8 năm 2024 Sở Nội vụ ban hành Công văn số 28/SNV-TCCC",
    ],
)
def test_day_in_front(text):
    """In "Ngày D, X có Công văn số …" the day is the document's, X its issuer."""
    value = only(text)

    assert (value.issued_on, value.issuer) == (D(2024, 8, 30), "Sở Nội vụ")


def test_day_of_receipt_is_no_date_of_the_document():
    """The day on which a document was received is not its date."""
    assert only("Ngày 14/7/2024, Sở Công Thương nhận được Giấy đề nghị số 24/CV-TH").issued_on is None


def test_head_noun_serves_the_whole_list():
    """In "các Quyết định: số A …, số B …" the type and the issuer in front hold for all."""
    values = read(
        "UBND thị xã giao tại các Quyết định: số 83/QĐ-UBND ngày 29/12/2023, số 147/QĐ-UBND ngày 29/12/2021"
    )

    assert [(v.type, v.issuer, v.issued_on.year) for v in values] == [
        ("quyết định", "UBND thị xã", 2023),
        ("quyết định", "UBND thị xã", 2021),
    ]


def test_numbers_share_symbol_and_date():
    """The two numbers of "Công văn số 88, 89/STC-NS ngày …" share symbol and date."""
    values = read("Công văn số 88, 89/STC-NS ngày 02/02/2024 của Sở Tài chính")

    assert [v.number_symbol for v in values] == ["88/STC-NS", "89/STC-NS"]
    assert {(v.issued_on, v.issuer) for v in values} == {(D(2024, 2, 2), "Sở Tài chính")}


def test_issuer_behind_the_last_holds_for_all_of_its_type():
    """An issuer after the last of several holds for those of the same type that name none."""
    first, second, third = read(
        "Kế hoạch số 5/KH-UBND ngày 1/2/2024, Quyết định số 6/QĐ-UBND ngày 2/2/2024 và "
        "Quyết định số 7/QĐ-UBND ngày 3/2/2024 của UBND tỉnh"
    )

    assert (first.issuer, second.issuer, third.issuer) == (None, "UBND tỉnh", "UBND tỉnh")


def test_issuer_is_not_shared_against_the_code():
    """An issuer that cannot write under the other's code stays with its own."""
    first, second = read("Công văn số 45/CHK-VT; số 46/CHQ-GSQL ngày 4/4/2024 của Cục Hải quan")

    assert (first.issuer, first.issued_on, second.issuer) == (None, None, "Cục Hải quan")


def test_range_keeps_its_ends():
    """A range is kept as its two ends, never expanded."""
    values = read("từ Quyết định số 101/QĐ-UBND đến Quyết định số 115/QĐ-UBND ngày 05/01/2024")

    assert [v.number_symbol for v in values] == ["101/QĐ-UBND", "115/QĐ-UBND"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Công văn số 5/SNV-CCHC về việc rà soát biên chế, UBND huyện Bình Lâm yêu cầu:", "rà soát biên chế"),
        ("Kế hoạch số 5/KH-UBND về cải cách hành chính năm 2024; các đơn vị", "cải cách hành chính năm 2024"),
        ("Quyết định số 5/QĐ-TTg phê duyệt “Chiến lược văn hóa” và", "Chiến lược văn hóa"),
        ("Quyết định số 5/QĐ-UBND ban hành Quy định A và Quyết định số 6/QĐ-UBND", "Quy định A"),
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


def test_documents_of_one_day():
    """The words "cùng ngày" give every document of the list the day."""
    values = read("Tờ trình số 245/TTr-UBND, Tờ trình số 246/TTr-UBND cùng ngày 22/11/2018 của UBND tỉnh")

    assert [(value.issued_on, value.issuer) for value in values] == [(D(2018, 11, 22), "UBND tỉnh")] * 2
    assert [
        value.issued_on
        for value in read("Quyết định số 4/QĐ-X ngày 2/3/2024 và Quyết định số 5/QĐ-X cùng ngày")
    ] == [D(2024, 3, 2)] * 2


def test_issuer_behind_amendments_is_the_amended_documents_too():
    """One body wrote the document and what amends it, where their codes are one."""
    values = read(
        "Quy chế kèm theo Thông tư số 15/2030/TT-BYT ngày 26/5/2030 được sửa đổi, bổ sung tại Thông tư số "
        "05/2031/TT-BYT ngày 12/3/2031 và Thông tư số 02/2032/TT-BYT ngày 06/3/2032 của Bộ trưởng Bộ Y tế"
    )

    assert [value.issuer for value in values] == ["Bộ trưởng Bộ Y tế"] * 3


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


LAWS = [
    ("Luật Đất đai năm 2024 và", "luật", "Đất đai năm 2024", None),
    ("Luật Ngân sách nhà nước ngày 25/6/2015", "luật", "Ngân sách nhà nước", D(2015, 6, 25)),
    ("Bộ luật Lao động có hiệu lực", "bộ luật", "Lao động", None),
    ("Hiến pháp năm 2013", "hiến pháp", "năm 2013", None),
    ("Luật Phòng, chống tác hại của rượu, bia quy định", "luật", "Phòng, chống tác hại của rượu, bia", None),
    ("quy định của Luật cán bộ, công chức năm 2008", "luật", "cán bộ, công chức năm 2008", None),
    ("thi hành luật luật sư", "luật", "luật sư", None),
    ("theo Luật PCTN năm 2018", "luật", "PCTN năm 2018", None),
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


def test_names_that_the_letter_defines():
    """A name given by "sau đây gọi tắt là" is followed to its later places."""
    text = (
        "Thực hiện Kế hoạch số 36/KH-UBND của UBND tỉnh (sau đây gọi tắt là Kế hoạch cải cách), "
        "các đơn vị bám sát Kế hoạch cải cách."
    )

    first, again = drafts_of(text)
    assert again.value(text).number_symbol == "36/KH-UBND"
    assert (text[again.start : again.end], again.start > first.end) == ("Kế hoạch cải cách", True)


def test_back_reference_needs_one_candidate():
    """The words "Quyết định nêu trên" are resolved only where one decision was named before."""
    one = "Căn cứ Quyết định số 5/QĐ-UBND; thực hiện Quyết định nêu trên"
    two = "Căn cứ Quyết định số 5/QĐ-UBND; Quyết định số 6/QĐ-UBND; thực hiện Quyết định nêu trên"

    assert [v.number_symbol for v in read(one)] == ["5/QĐ-UBND", "5/QĐ-UBND"]
    assert [v.number_symbol for v in read(two)] == ["5/QĐ-UBND", "6/QĐ-UBND"]


def test_short_number_is_the_full_reference():
    """A later "Nghị định 126" is the decree named in full before."""
    assert [
        v.number_symbol for v in read("Nghị định số 126/2024/NĐ-CP quy định. Theo Nghị định 126, hội phải")
    ] == [
        "126/2024/NĐ-CP",
        "126/2024/NĐ-CP",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("theo Đề án 06", [("đề án", "06")]),
        ("Công văn số 12 ngày 03/4/2024 của Sở Y tế", [("công văn", "12")]),
        ("Kế hoạch 3 năm, Báo cáo 06 tháng, Đề án 25 tỷ đồng", []),
        ("Thông báo cho 5 đơn vị", []),
        ("Công văn 1234 ngày 5/6/2024 của Sở Y tế", [("công văn", "1234")]),
        ("theo Mẫu số 05/TT ban hành kèm theo", []),
    ],
)
def test_bare_numbers(text, found):
    """A bare number is a reference where everybody knows the document, or date or issuer stand by it."""
    assert [(v.type, v.number_symbol) for v in read(text)] == found


def test_blank_number_is_kept_as_unknown():
    """A referenced document whose number was left blank has none, and is not sure."""
    (draft,) = drafts_of("Quyết định số      /QĐ-UBND ngày 12/3/2024 của UBND tỉnh")

    assert draft.value("").number_symbol is None
    assert (draft.confidence, draft.candidates) == (0.5, ("/QĐ-UBND",))


LETTER = """
    [letterhead]
    UBND HUYỆN BÌNH LÂM
    Số: 88/UBND-NV
    V/v thực hiện Kế hoạch số 5/KH-UBND
    [motto]
    Bình Lâm, ngày 05 tháng 3 năm 2024
    [body]
    Thực hiện Công văn số 7/SNV-CCHC ngày 01/3/2024 của Sở Nội vụ.
    [recipients]
    - Như trên;
    - Lưu: VT, 12/NV-TH.
    [signature]
    KT. CHỦ TỊCH
    [annex]
    PHỤ LỤC
    (Kèm theo Công văn số 88/UBND-NV ngày 05/3/2024 của UBND huyện)
    Theo Quyết định số 9/QĐ-UBND ngày 02/01/2024
"""


def test_zones():
    """The letter's own number, its distribution list and the heading of its annex are no references."""
    found = [f.value.number_symbol for f in references(letter_of(LETTER))]

    assert found == ["5/KH-UBND", "7/SNV-CCHC", "9/QĐ-UBND"]


def test_annex_table_is_left_out():
    """A table of an annex lists documents without referring to them."""
    letter = letter_of("""
        [body]
        Thực hiện Quyết định số 9/QĐ-UBND
        [annex]
        PHỤ LỤC
        [table]
        TT | Văn bản
        1 | Quyết định số 10/QĐ-UBND
    """)
    blocks = [block for block in letter.blocks if block.cell and block.annex]

    found = [f.value.number_symbol for f in references(letter)]
    assert found == (["9/QĐ-UBND"] if blocks else ["9/QĐ-UBND", "10/QĐ-UBND"])


def test_findings_stand_where_they_say():
    """A finding's span goes from the type word to the end of date and issuer."""
    letter = letter_of("Thực hiện Công văn số 7/SNV-CCHC ngày 01/3/2024 của Sở Nội vụ về việc rà soát.")
    (finding,) = references(letter)

    assert finding.field is Field.REFERENCE
    assert letter.text[finding.start : finding.end] == "Công văn số 7/SNV-CCHC ngày 01/3/2024 của Sở Nội vụ"


def test_confidence_follows_the_reading():
    """A number that was badly read, or mended, is not sure."""
    text = "Thực hiện Công văn số {} ngày 01/3/2024"
    sure, poor, mended = (
        next(
            references(letter_of(text.format(symbol), source=TextSource.OCR, confidence=confidence))
        ).confidence
        for symbol, confidence in (("7/SNV-CCHC", 0.98), ("7/SNV-CCHC", 0.4), ("l7/SNV-CCHC", 0.98))
    )

    assert sure >= 0.9
    assert poor < 0.9
    assert mended <= 0.5


@pytest.mark.parametrize("code", ["QLCL", "OLCL", "QILCL", "QL.CL", "QILLCL"])
def test_codes_that_ocr_spoils(code):
    """On a scanned page a code is put right where one known code looks like it; print is never touched."""
    text = f"Thực hiện Công văn số 7/SYT-{code} ngày 01/3/2024"
    (scanned,) = references(letter_of(text, source=TextSource.OCR))
    (printed,) = references(letter_of(text))

    assert scanned.value.number_symbol == "7/SYT-QLCL"
    assert printed.value.number_symbol == f"7/SYT-{code}"


@pytest.mark.parametrize(("code", "read_as"), [("TLĐ", "TLĐ"), ("ST", "ST"), ("VXI", "VX1"), ("VX2", "VX2")])
def test_codes_that_ocr_left_alone(code, read_as):
    """A code that no list has is never drawn out to a longer one; an I behind a known one is its figure."""
    (scanned,) = references(letter_of(f"Công văn số 7/UBND-{code} ngày 01/3/2024", source=TextSource.OCR))

    assert scanned.value.number_symbol == f"7/UBND-{read_as}"


@pytest.mark.parametrize("number", ["1ö2", "A44"])
def test_a_number_with_a_figure_that_cannot_be_read(number):
    """What is left of a number is never taken for the whole: it stays open, with its type and day."""
    value = only(f"Kế hoạch số {number}/KH-UBND ngày 12/7/2021 của UBND tỉnh")

    assert (value.type, value.number_symbol, value.issued_on) == ("kế hoạch", None, D(2021, 7, 12))


def test_dash_and_body_misread():
    """OCR's "~" between codes is a hyphen, its "Chỉ cục" a chi cục."""
    value = only("Văn bản số 05/CCT~TM ngày 20/01/2021 của Chỉ cục trưởng Chi cục Thuế khu vực")

    assert value.number_symbol == "05/CCT-TM"
    assert value.issuer == "Chỉ cục trưởng Chi cục Thuế khu vực"


# --- written from the grammar, read back -----------------------------------------------------

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
DAYS = st.none() | st.dates(D(1990, 1, 1), D(2035, 12, 31))
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


def test_year_without_day():
    """A bare year is kept beside the number."""
    assert only("Quyết định số 5/QĐ-UBND năm 2023 của UBND tỉnh") == Reference(
        "quyết định", "5/QĐ-UBND", issuer="UBND tỉnh", year=2023
    )


def test_an_issuer_behind_a_plural_type_word_holds_for_the_list():
    """All that is listed behind "các Nghị định của Chính phủ:" is of the Chính phủ."""
    text = "Căn cứ các Nghị định của Chính phủ: số 61/2011/NĐ-CP ngày 08/6/2011, số 45/2014/NĐ-CP và số 90/2018/NĐ-CP."

    assert [draft.issuer for draft in drafts_of(text)] == ["Chính phủ"] * 3


@pytest.mark.parametrize(
    ("text", "issuer", "title"),
    [
        (
            (
                "Thông tư số 07/2022/TT-BTNMT ngày 29/5/2022 của Bộ trưởng Bộ Tài nguyên và Môi trường và Điều 3 "
                "Quyết định số 19/QĐ-UBND"
            ),
            "Bộ trưởng Bộ Tài nguyên và Môi trường",
            None,
        ),
        (
            "Chỉ thị số 05/CT-UBND ngày 11/01/2010 của UBND tỉnh Hải Lâm và Nghị quyết của Thành ủy, Chủ tịch",
            "UBND tỉnh Hải Lâm",
            None,
        ),
        ("Công văn số 49/UBND-KT của UBND tỉnh và Quy trình vận hành hồ chứa", "UBND tỉnh", None),
        ("Kế hoạch số 12/KH-UBBC của Ủy ban bầu cử tỉnh Hải Lâm", "Ủy ban bầu cử tỉnh Hải Lâm", None),
        (
            "Nghị quyết số 44/NQ-HĐND của Hội đồng nhân dân huyện khóa XI, kỳ họp thứ 12 về phân bổ ngân sách",
            "Hội đồng nhân dân huyện",
            None,
        ),
        (
            "Chỉ thị số 21/CT-TTg của Thủ tướng Chính phủ về tiết kiệm điện năm 2024 và các năm tiếp theo;",
            "Thủ tướng Chính phủ",
            "tiết kiệm điện năm 2024 và các năm tiếp theo",
        ),
    ],
)
def test_clauses_end_where_they_end(text, issuer, title):
    """The next document, a part of it, a term of office and "tiếp theo" neither lengthen nor cut a clause."""
    first = drafts_of(text)[0]

    assert first.issuer == issuer
    assert title is None or text[first.title.start : first.title.end] == title


def test_a_name_given_in_brackets_is_no_document_of_its_own():
    """A name given in brackets, "(gọi tắt là Đề án 06)", is of the Đề án that was just cited."""
    found = drafts_of(
        "Quyết định số 08/QĐ-TTg ngày 06/01/2022 phê duyệt Đề án dữ liệu dân cư (gọi tắt là Đề án 06)."
    )

    assert [draft.symbol.canonical for draft in found] == ["08/QĐ-TTg"]
