"""Type and subject: a printed title, or "V/v" below the number."""

from __future__ import annotations

import pytest
from letters import aside, letter_of, values

from extractors.subject import document_type, subject
from extractors.urgency import urgency
from models.finding import Field
from models.letter import AsideKind, TextSource


def read(text):
    letter = letter_of(text)
    kind = values(document_type, letter, Field.DOCUMENT_TYPE)
    about = values(subject, letter, Field.SUBJECT)
    return (kind[0] if kind else None, about[0] if about else None)


@pytest.mark.parametrize(
    ("lines", "about"),
    [
        (["V/v tổ chức hội nghị", "tổng kết năm 2024"], "tổ chức hội nghị tổng kết năm 2024"),
        (["V/v: rà soát đội ngũ"], "rà soát đội ngũ"),
        (["Về tổ chức hội thi", "viết chữ đẹp"], "tổ chức hội thi viết chữ đẹp"),
        (["Về: góp ý dự thảo Quy chế thi."], "góp ý dự thảo Quy chế thi"),
        (["v/v rà soát đội ngũ."], "rà soát đội ngũ"),
        (["Về việc rà soát", "Đề án số 12/ĐA-UBND"], "rà soát Đề án số 12/ĐA-UBND"),
        (["V/v", "rà soát đội ngũ"], "rà soát đội ngũ"),
        (["V/v góp ý dự thảo", "Quyết định", "________"], "góp ý dự thảo Quyết định"),
        (["V/v phòng chống dịch", "HỎA TỐC"], "phòng chống dịch"),
        (["V/v quản lý khu công nghiệp,", "khu kinh tế"], "quản lý khu công nghiệp, khu kinh tế"),
        (["V/v tổ chức hội nghị", "UBND HUYỆN TÂY SƠN", "Số: 3417", "ĐẾN Ngày: 14/3/24"], "tổ chức hội nghị"),
        (["V/v phòng chống dịch", "KHẨN", "CÔNG VĂN ĐẾN", "Số: 12"], "phòng chống dịch"),
    ],
)
def test_a_letter_without_title_is_a_cong_van(lines, about):
    """The subject runs over the lines below the number, up to a stamp."""
    head = "\n".join(["[letterhead]", "UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCCB", *lines])

    assert read(head) == ("công văn", about)


def test_blank_number_still_tells_the_type():
    """The symbol's code speaks though the number is blank."""
    assert read("[letterhead]\nSỞ NỘI VỤ\nSố:    /TTr-SNV")[0] == "tờ trình"
    assert read("[letterhead]\nUBND TỈNH AN BÌNH\nSố:    /UBND-NC")[0] == "công văn"


def test_party_letter_has_its_subject_below_the_number():
    """A Party công văn prints no "V/v"."""
    text = "[letterhead]\nTỈNH ỦY AN BÌNH\n*\nSố 53-CV/TU\n__về việc sơ kết công tác__\n__dân vận năm 2024__"

    assert read(text) == ("công văn", "sơ kết công tác dân vận năm 2024")


def test_party_letter_whose_number_is_blank_has_its_subject_there_too():
    """The line "Số     -CV/ĐU" is a Party letter's number line before the number is written in."""
    text = "[letterhead]\nĐẢNG ỦY XÃ HÒA BÌNH\n*\nSố       -CV/ĐU\n__Mời dự làm việc với__\n__đoàn kiểm tra__"

    assert read(text)[1] == "Mời dự làm việc với đoàn kiểm tra"


@pytest.mark.parametrize(
    ("title", "kind", "about"),
    [
        (["QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác"], "quyết định", "thành lập Tổ công tác"),
        (["ĐỀ CƯƠNG", "Tuyên truyền chuyển đổi số"], "đề cương", "Tuyên truyền chuyển đổi số"),
        (
            ["QUYẾT ĐỊNH", "Về việc ban hành Quy chế", "________", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH"],
            "quyết định",
            "ban hành Quy chế",
        ),
        (
            ["QUYẾT ĐỊNH", "Ban hành Quy chế làm việc", "GIÁM ĐỐC SỞ NỘI VỤ"],
            "quyết định",
            "Ban hành Quy chế làm việc",
        ),
        (["CHỈ THỊ", "CỦA THỦ TƯỚNG CHÍNH PHỦ", "Về việc tiết kiệm điện"], "chỉ thị", "tiết kiệm điện"),
        (
            [
                "NGHỊ QUYẾT",
                "Về dự toán ngân sách năm 2025",
                "HỘI ĐỒNG NHÂN DÂN TỈNH AN BÌNH",
                "KHÓA XII, KỲ HỌP THỨ 18",
            ],
            "nghị quyết",
            "Về dự toán ngân sách năm 2025",
        ),
        (
            ["THÔNG BÁO", "Kết luận của Chủ tịch UBND tỉnh", "tại cuộc họp ngày 05/3/2024"],
            "thông báo",
            "Kết luận của Chủ tịch UBND tỉnh tại cuộc họp ngày 05/3/2024",
        ),
        (["KẾ HOẠCH", "Chuyển đổi số năm 2025"], "kế hoạch", "Chuyển đổi số năm 2025"),
        (
            ["KẾ HOẠCH CHUYỂN ĐỔI SỐ", "CỦA XÃ BÌNH LÂM NĂM 2026"],
            "kế hoạch",
            "CHUYỂN ĐỔI SỐ CỦA XÃ BÌNH LÂM NĂM 2026",
        ),
        (["TỜ TRÌNH", "Về việc xin chủ trương đầu tư"], "tờ trình", "xin chủ trương đầu tư"),
        (["BÁO CÁO", "Tình hình thu ngân sách tháng 3"], "báo cáo", "Tình hình thu ngân sách tháng 3"),
        (
            ["CÔNG ĐIỆN", "Về việc ứng phó bão số 4", "CHỦ TỊCH UBND TỈNH AN BÌNH điện:"],
            "công điện",
            "ứng phó bão số 4",
        ),
        (["GIẤY MỜI", "Dự Hội nghị tổng kết"], "giấy mời", "Dự Hội nghị tổng kết"),
        (["THƯ MỜI", "Tham dự hội thảo"], "thư mời", "Tham dự hội thảo"),
        (["BIÊN BẢN", "Họp xét thi đua"], "biên bản", "Họp xét thi đua"),
        (["HƯỚNG DẪN", "Bình xét hộ nghèo"], "hướng dẫn", "Bình xét hộ nghèo"),
        (["HƯỚNG DẪN LIÊN NGÀNH", "Thực hiện chế độ phụ cấp"], "hướng dẫn", "Thực hiện chế độ phụ cấp"),
        (["PHIẾU CHUYỂN"], "phiếu chuyển", None),
        (
            [
                "KẾT LUẬN",
                "HỘI NGHỊ LẦN THỨ NĂM",
                "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH (KHOÁ XII)",
                "về phát triển hạ tầng",
            ],
            "kết luận",
            "về phát triển hạ tầng",
        ),
        (["KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về công tác cán bộ"], "kết luận", "về công tác cán bộ"),
        (
            ["THÔNG TƯ LIÊN TỊCH", "Hướng dẫn quản lý kinh phí"],
            "thông tư liên tịch",
            "Hướng dẫn quản lý kinh phí",
        ),
        (["QUYÉT ĐỊNH", "Về việc cấp phép"], "quyết định", "cấp phép"),
        (["Ðề án".upper(), "Vị trí việc làm"], "đề án", "Vị trí việc làm"),
    ],
)
def test_a_printed_title_names_type_and_subject(title, kind, about):
    """The subject ends where the deciding authority, the session or the wired list begins."""
    assert read("\n".join(["[letterhead]", "UBND TỈNH AN BÌNH", "[title]", *title])) == (kind, about)


def test_a_title_that_reading_missed():
    """The symbol tells the type, and "Về việc" at the text's start the subject."""
    head = "[letterhead]\nUBND TỈNH AN BÌNH\nSố: 8/CĐ-UBND\n[body]\n"

    assert read(head + "Về việc ứng phó bão số 4 CHỦ TỊCH UBND TỈNH AN BÌNH điện:\n- Công an tỉnh.") == (
        "công điện",
        "ứng phó bão số 4",
    )


def test_a_telegram_whose_symbol_cannot_be_read():
    """The sender who wires tells the type where title and symbol are lost."""
    text = "[letterhead]\nUBND TỈNH AN BÌNH\nSố: 03/CĐĐ-UBND\n[body]\nVề việc ứng phó bão GIÁM ĐỐC SỞ điện:"
    letter = letter_of(text, source=TextSource.OCR, confidence=0.4)

    assert values(document_type, letter, Field.DOCUMENT_TYPE) == ["công điện"]


def test_a_stamp_beside_the_title_is_no_subject():
    """What a scan shows before "Về việc" is cut off."""
    letter = letter_of("[title]\nCHỈ THỊ\nTRUNG TÂM a Tin _ Về việc tiết kiệm điện", source=TextSource.OCR)

    assert values(subject, letter, Field.SUBJECT) == ["tiết kiệm điện"]


def test_without_head_type_and_subject_are_left_open():
    """A text that starts at "Kính gửi" says neither."""
    assert read("Kính gửi: Các phòng.\nThực hiện Kế hoạch số 5/KH-UBND, yêu cầu các phòng báo cáo.") == (
        None,
        None,
    )


def test_title_against_symbol_is_less_sure():
    """Where the title and the symbol disagree, the title stands, but not as sure."""
    agreed = letter_of("[letterhead]\nSỞ NỘI VỤ\nSố: 5/KH-SNV\n[title]\nKẾ HOẠCH\nTuyển dụng")
    against = letter_of("[letterhead]\nSỞ NỘI VỤ\nSố: 5/BC-SNV\n[title]\nKẾ HOẠCH\nTuyển dụng")

    assert next(document_type(agreed)).confidence > 0.9
    assert next(document_type(against)).confidence < 0.9


@pytest.mark.parametrize(
    ("line", "name", "level"),
    [
        ("HỎA TỐC", Field.URGENCY, "hỏa tốc"),
        ("HOẢ TỐC", Field.URGENCY, "hỏa tốc"),
        ("HỎA TỐC HẸN GIỜ", Field.URGENCY, "hỏa tốc"),
        ("THƯỢNG KHẨN", Field.URGENCY, "thượng khẩn"),
        ("(KHẨN)", Field.URGENCY, "khẩn"),
        ("[ KHẨN | Kính gửi:", Field.URGENCY, "khẩn"),
        ("CÔNG ĐIỆN KHẨN", Field.URGENCY, "khẩn"),
        ("MẬT", Field.SECRECY, "mật"),
        ("TUYỆT MẬT", Field.SECRECY, "tuyệt mật"),
    ],
)
def test_printed_stamps(line, name, level):
    """A stamp alone on its line of the head is read."""
    letter = letter_of(f"[letterhead]\nUBND TỈNH AN BÌNH\nV/v bảo mật hồ sơ khẩn cấp\n {line}\n[body]\nKHẨN")

    assert [(f.field, f.value) for f in urgency(letter)] == [(name, level)]


def test_a_stamp_with_marks_misread_on_a_scan():
    """OCR's "HÓA TỐC" is the stamp; on a digital page it is nothing."""
    scanned = letter_of("[letterhead]\nHÓA TỐC", source=TextSource.OCR)
    printed = letter_of("[letterhead]\nHÓA TỐC")

    framed = letter_of("[letterhead]\n`ứ KHẨN _ |", source=TextSource.OCR)

    assert values(urgency, scanned, Field.URGENCY) == ["hỏa tốc"]
    assert values(urgency, framed, Field.URGENCY) == ["khẩn"]
    assert list(urgency(printed)) == []


def test_stamps_kept_apart_by_reading():
    """Stamps that reading took out of the text count, the highest of them."""
    letter = letter_of(
        "Kính gửi: Sở Y tế.",
        asides=[aside(AsideKind.URGENCY_STAMP, "KHẨN"), aside(AsideKind.URGENCY_STAMP, "HỎA TỐC")],
    )

    assert values(urgency, letter, Field.URGENCY) == ["hỏa tốc"]


def test_words_of_the_text_are_no_stamp():
    """A subject on "khẩn trương" or "bảo mật" marks nothing."""
    letter = letter_of("[letterhead]\nV/v khẩn trương bảo mật\n[title]\nKhẩn trương\n[body]\nMật")

    assert list(urgency(letter)) == []


def test_text_above_the_title_is_no_subject():
    """Whatever order reading gives, the subject stands below the title."""
    assert read("[body]\nvề ruộng\n[title]\nKẾ HOẠCH\nPhòng dịch\n[body]\nThực hiện …") == (
        "kế hoạch",
        "Phòng dịch",
    )


def test_a_title_flush_left_below_the_number():
    """A text file that has lost its centred lines still says its type, and where the subject ends."""
    head = [
        "Số: 12/QĐ-THBL",
        "QUYẾT ĐỊNH",
        "Về việc ban hành quy chế",
        "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC BÌNH LÂM",
    ]
    text = "\n".join(["[letterhead]", "TRƯỜNG TIỂU HỌC BÌNH LÂM", *head, "[body]", "Căn cứ Điều lệ trường;"])

    assert read(text) == ("quyết định", "ban hành quy chế")


def test_a_body_among_the_titles_is_no_type():
    """A line of the issuer's name that reading put below the motto names no telegram ("điện")."""
    text = "[letterhead]\nSố: 12/ĐLĐB-AT\nV/v rà soát dụng cụ\n[title]\nĐIỆN LỰC ĐÔNG BÌNH"

    assert read(text) == ("công văn", "rà soát dụng cụ")


def test_a_subject_below_a_title_flush_left_may_stand_in_the_text():
    """Where the letterhead ends with the title, the short line below it is the subject."""
    text = "[letterhead]\nSỞ Y TẾ\nSố: 8/KH-SYT\nKẾ HOẠCH\n[body]\nKiểm tra bếp ăn\nCăn cứ Luật Thú y;"

    assert read(text) == ("kế hoạch", "Kiểm tra bếp ăn")


def test_a_misread_about_opens_the_subject_below_the_number():
    """OCR makes a word of "V/v"; printed text is taken as it stands."""
    text = "[letterhead]\nUBND TỈNH AN BÌNH\nSố: /UBND-TM\nVA đẩy mạnh tiêu dùng\nhàng trong tỉnh"

    scanned = letter_of(text, source=TextSource.OCR)
    assert values(subject, scanned, Field.SUBJECT) == ["đẩy mạnh tiêu dùng hàng trong tỉnh"]
    assert values(subject, letter_of(text), Field.SUBJECT) == []


def test_a_telegrams_subject_may_end_with_a_full_stop():
    """The sender below it shows that the subject is no paragraph."""
    text = "[title]\nCÔNG ĐIỆN\n[body]\nPhiên họp Ban Chỉ đạo.\n"

    assert read(f"{text}VĂN PHÒNG UBND TỈNH điện:") == ("công điện", "Phiên họp Ban Chỉ đạo")
    assert read(f"{text}Nội dung như sau.")[1] is None
