"""Who issued a document and when, said in front, behind, or once for a whole list."""

from __future__ import annotations

import datetime as dt

import pytest
from citations import only, read

from extractors.references import drafts_of

D = dt.date


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("nhiệm vụ được UBND tỉnh giao tại Quyết định số 1789/QĐ-UBND ngày 15/12/2023", "UBND tỉnh"),
        ("Bộ Nội vụ có Công văn số 4056/BNV-CCVC ngày 02/8/2024", "Bộ Nội vụ"),
        ("theo đề nghị của Trưởng Phòng Nội vụ tại Tờ trình số 20/TTr-PNV", "Trưởng Phòng Nội vụ"),
        ("đề nghị của Sở Tài chính (cơ quan thường trực) tại Tờ trình số 20/TTr-BCĐ", "Sở Tài chính"),
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
        ("Tổng Liên đoàn Lao động Việt Nam ban hành Hướng dẫn số 31/HD-TLĐ", "Tổng Liên đoàn Lao động Việt Nam"),
        ("Ngân hàng Nhà nước chi nhánh Lâm Hà có Công văn số 5/NHLH", "Ngân hàng Nhà nước chi nhánh Lâm Hà"),
        ("Văn bản số 7/CCTY của Chi cục Chăn nuôi, Thú y và Thủy sản", "Chi cục Chăn nuôi, Thú y và Thủy sản"),
        ("của đồng chí Chủ tịch UBND tỉnh tại Phiếu chuyển số 45/PC-VPUB", "Chủ tịch UBND tỉnh"),
        ("Quy chế phối hợp số 02/QCPH-CAT-SYT giữa Công an tỉnh và Sở Y tế", "Công an tỉnh và Sở Y tế"),
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
        "Hồi 09 giờ ngày 30/8/2024 Sở Nội vụ ban hành Công văn số 28/SNV-TCCC",
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


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Kế hoạch số 18/KH-HĐNVQS của Hội đồng Nghĩa vụ quân sự tỉnh, Sở Y tế",
            "Hội đồng Nghĩa vụ quân sự tỉnh",
        ),
        ("Công văn số 12/BCH-TM của Bộ Chỉ huy quân sự tỉnh về tuyển quân", "Bộ Chỉ huy quân sự tỉnh"),
        (
            "Công văn số 12/NHCS-KHTD của Ngân hàng Chính sách xã hội chi nhánh tỉnh.",
            "Ngân hàng Chính sách xã hội chi nhánh tỉnh",
        ),
        (
            "Quyết định số 12/QĐ-HĐPH của Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh về kế hoạch",
            "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh",
        ),
        (
            "Thông tư liên tịch số 06/2015/TTLT-BCA-BGDĐT của Bộ Công an, Bộ Giáo dục và Đào tạo hướng dẫn bảo vệ",
            "Bộ Công an, Bộ Giáo dục và Đào tạo",
        ),
        ("Công điện số 15/CĐ-TTg của Thủ tướng Chính phủ và Luật Thú y", "Thủ tướng Chính phủ"),
        ("Nghị quyết số 45/NQ-HĐND của Hội đồng nhân dân tỉnh quy định mức chi", "Hội đồng nhân dân tỉnh"),
        (
            "do Văn phòng Đoàn ĐBQH và HĐND tỉnh chuyển tại Công văn số 318/VP-DN",
            "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        ),
    ],
)
def test_an_issuer_is_named_in_full(text, issuer):
    """Words of work inside a body's name belong to it; several ministries are one issuer."""
    assert read(text)[0].issuer == issuer


def test_a_day_behind_the_last_number_is_its_own():
    """Where each has its own "số", the day is sure for the last alone; a shared "số" shares the day."""
    apart = read("các văn bản số 18/UBND-NC, số 20/UBND-NC ngày 18/3/2023 của UBND tỉnh")
    shared = read("các Công văn số 18/UBND-NC, 20/UBND-NC ngày 18/3/2023 của UBND tỉnh")

    assert [one.issued_on for one in apart] == [None, D(2023, 3, 18)]
    assert [one.issued_on for one in shared] == [D(2023, 3, 18)] * 2


def test_bodies_in_front_of_a_list_each_issued_their_own():
    """The symbols say which of the bodies that stand together in front wrote which."""
    listed = "ý kiến của UBND tỉnh, Sở Xây dựng tại các Công văn số 3/UBND-KT ngày 02/3/2026, số 6/SXD-QLN"
    announced = "UBND tỉnh đã có các văn bản chỉ đạo: Công văn số 5/UBND-NN, Công văn số 9/UBND-NN"

    assert [one.issuer for one in read(listed)] == ["UBND tỉnh", "Sở Xây dựng"]
    assert [one.issuer for one in read(announced)] == ["UBND tỉnh", "UBND tỉnh"]


def test_the_body_in_front_of_a_list_wrote_all_of_it():
    """Titles stand between; the code of each says the same body."""
    text = (
        "Theo đề nghị của Bộ Tài chính tại nội dung các Công văn: Số 10/BTC-QLCS ngày 23/01/2025 về việc xin ý kiến; "
        "số 11/BTC-ĐT ngày 24/01/2025 về việc góp ý; số 12/BXD-KHTC ngày 25/01/2025."
    )

    assert [value.issuer for value in read(text)] == ["Bộ Tài chính", "Bộ Tài chính", None]


def test_the_day_may_stand_behind_the_issuers_short_name():
    """The bracket between issuer and day holds how the letter will call it."""
    found = read(
        "Thực hiện Kế hoạch số 41/KH-BXD của Bộ Xây dựng (gọi tắt là Bộ XD) ngày 06/3/2024 về nhà ở."
    )

    assert [(one.issuer, one.issued_on) for one in found] == [("Bộ Xây dựng", D(2024, 3, 6))]


def test_the_issuer_may_stand_behind_the_brackets_of_the_number():
    """In "Kế hoạch … (số … ngày …) của Bộ Xây dựng" the brackets end before the issuer."""
    found = read("Thực hiện Kế hoạch nhà ở xã hội (số 41/KH-BXD ngày 06/3/2024) của Bộ Xây dựng, Sở yêu cầu:")

    assert [(one.issuer, one.issued_on) for one in found] == [("Bộ Xây dựng", D(2024, 3, 6))]
