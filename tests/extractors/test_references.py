"""References as findings: type, symbol, day and issuer of each; which zones hold them."""

from __future__ import annotations

import datetime as dt

import pytest
from citations import only
from letters import letter_of

from extractors.references import drafts_of, references
from models.finding import Field, Reference

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


def test_year_without_day():
    """A bare year is kept beside the number."""
    assert only("Quyết định số 5/QĐ-UBND năm 2023 của UBND tỉnh") == Reference(
        "quyết định", "5/QĐ-UBND", issuer="UBND tỉnh", year=2023
    )
