"""Text files: columns set with blanks, flat text, and text with blank lines between all lines."""

from __future__ import annotations

import re

import pytest
from sheets import SOURCE, texts

from models.letter import TextSource, Zone
from pipeline.reading import read
from pipeline.reading.layout import lay_out
from pipeline.reading.plain import plain_pages
from pipeline.settings import Settings

COLUMNS = """\
   ỦY BAN NHÂN DÂN                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   THỊ XÃ ĐÔNG HẢI                            Độc lập - Tự do - Hạnh phúc

   Số: 12/UBND-NV                        Đông Hải, ngày 05 tháng 3 năm 2024
V/v tăng cường kỷ luật,
  kỷ cương hành chính

                    Kính gửi: Phòng Nội vụ.

      Thực hiện Công văn số 15/UBND-NC ngày 02/3/2024 của UBND tỉnh về
việc tăng cường kỷ luật, kỷ cương hành chính, UBND thị xã yêu cầu Phòng
Nội vụ báo cáo kết quả.
      Báo cáo gửi trước ngày 15/3/2024./.

Nơi nhận:                                         KT. CHỦ TỊCH
- Như trên;                                      PHÓ CHỦ TỊCH
- Lưu: VT.

                                                 Trần Văn Bình
"""

FLAT = [
    "Kính gửi: ",
    "- Các phòng, ban ngành thuộc UBND thị xã;",
    "- UBND các xã, phường.",
    "Thực hiện Công văn số 15/UBND-NC ngày 02/3/2024 của UBND tỉnh về việc tăng",
    "cường kỷ luật, kỷ cương hành chính, Chủ tịch UBND thị xã có ý kiến như sau:",
    "1. Yêu cầu Thủ trưởng các phòng, ban ngành thị xã; Chủ tịch UBND các",
    "xã, phường",
    "- Khẩn trương rà soát, báo cáo giải trình bằng văn bản gửi về UBND thị xã (qua",
    "Phòng Nội vụ) để theo dõi, chỉ đạo.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "CHỦ TỊCH",
    "Trần Văn Bình",
]


def laid_out(text):
    return lay_out(SOURCE, plain_pages(text))


def test_columns_of_blanks_are_columns():
    """A text that keeps the page's look is laid out like a page."""
    letter = laid_out(COLUMNS)

    assert texts(letter, Zone.LETTERHEAD)[-2:] == ["V/v tăng cường kỷ luật,", "kỷ cương hành chính"]
    assert texts(letter, Zone.MOTTO)[-1] == "Đông Hải, ngày 05 tháng 3 năm 2024"
    assert texts(letter, Zone.SIGNATURE) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Bình"]
    assert texts(letter, Zone.BODY)[-1] == "Báo cáo gửi trước ngày 15/3/2024./."


def test_flat_text_finds_its_zones_by_words():
    """Without any column the foot is still parted into recipients and signature."""
    letter = laid_out("\n".join(FLAT))

    assert texts(letter, Zone.BODY) == [
        "Kính gửi:",
        "- Các phòng, ban ngành thuộc UBND thị xã;",
        "- UBND các xã, phường.",
        " ".join(FLAT[3:5]),
        " ".join(FLAT[5:7]),
        " ".join(FLAT[7:9]),
    ]
    assert texts(letter, Zone.RECIPIENTS) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert texts(letter, Zone.SIGNATURE) == ["CHỦ TỊCH", "Trần Văn Bình"]


def test_blank_lines_between_all_lines_part_nothing():
    """Some extractions write every line twice as far apart."""
    assert texts(laid_out("\n\n".join(FLAT))) == texts(laid_out("\n".join(FLAT)))


def test_a_blank_line_parts_paragraphs():
    """A heading without a mark and the bullet below a blank line are two paragraphs."""
    text = "2. Các huyện đoàn, đoàn trực thuộc\n\n- Xây dựng kế hoạch cụ thể, gửi Tỉnh đoàn.\n- Báo cáo kết quả.\n"

    assert texts(laid_out(text)) == [
        "2. Các huyện đoàn, đoàn trực thuộc",
        "- Xây dựng kế hoạch cụ thể, gửi Tỉnh đoàn.",
        "- Báo cáo kết quả.",
    ]


def test_form_feed_begins_a_page():
    """A page number at a page's edge is taken out, and paragraphs go on."""
    letter = laid_out(
        "Thực hiện Công văn số 15/UBND-NC của UBND tỉnh về\n\f     2\n\nviệc tăng cường kỷ luật.\n"
    )

    assert texts(letter) == ["Thực hiện Công văn số 15/UBND-NC của UBND tỉnh về việc tăng cường kỷ luật."]
    assert letter.words[-1].page == 2


def test_text_file_has_no_boxes(tmp_path):
    """The made-up page is not shown to anybody; the encoding is said."""
    path = tmp_path / "thu.txt"
    path.write_bytes(COLUMNS.encode("utf-16"))

    letter = read(path, Settings())

    assert letter.text_source is TextSource.PLAIN
    assert letter.boxes(0, 20) == ()
    assert all(block.indent is None for block in letter.blocks)
    assert "UTF-16" in letter.pages[0].reason


def test_syllables_that_a_blank_parts_are_put_together():
    """Extraction from files with substitute fonts writes "t ổ ch ức th ực hi ện"."""
    letter = laid_out("Sở đ ề ngh ị các đơn vị t ổ ch ức th ực hi ện, báo cáo t ỉnh, n ơi ở m ới.")

    assert letter.text == "Sở đề nghị các đơn vị tổ chức thực hiện, báo cáo tỉnh, nơi ở mới."


def test_whole_words_stay_apart():
    """Without broken syllables nothing is joined, though some neighbours could be one syllable."""
    text = "Ban ở nơi ấy bị ốm; cô ấy ủng hộ ông ở xã."

    assert laid_out(text).text == text


def test_each_line_longer_than_a_page_is_wide_is_a_paragraph():
    """A text whose paragraphs are one line each keeps them apart, with or without blank lines between."""
    first = "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND tỉnh An Bình về " + "phong trào " * 9
    second = "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát, báo cáo " + "kết quả " * 9

    for between in ("\n", "\n\n"):
        found = texts(laid_out(f"{first}, UBND tỉnh yêu cầu:{between}{second}.{between}Hết.\n"))
        assert [text.split()[0] for text in found] == ["Thực", "Giao", "Hết."]


def test_bare_recipients_and_a_note_leave_the_signature_whole():
    """Entries without bullets stay entries; "(Đính kèm …)" between list and signature is neither."""
    foot = [
        "Kính gửi: Các sở.",
        "Đề nghị các sở rà soát kho thuốc và gửi kết quả về Sở Y tế trước ngày 15/3/2024.",
        "Nơi nhận:",
        "Như trên;",
        "Thường trực Tỉnh ủy (để b/c);",
        "Lưu: VT, NV.",
        "(Đính kèm Công văn số 12/BYT-DP)",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Trần Văn Bình",
    ]
    letter = laid_out("\n".join([*FLAT[:8], *foot]))

    entries = [letter.text_of(block) for block in letter.in_zones(Zone.RECIPIENTS)]
    assert entries[-3:] == ["Như trên;", "Thường trực Tỉnh ủy (để b/c);", "Lưu: VT, NV."]
    assert [letter.text_of(block) for block in letter.in_zones(Zone.SIGNATURE)] == foot[-3:]


def test_an_officer_signs_below_a_list_that_goes_on():
    """An entry's next line begins small, "Lưu" may have no bullet, and a rank stands before the name."""
    foot = [
        "Kính gửi: Các sở.",
        "Đề nghị các sở rà soát kho thuốc và gửi kết quả về Sở Y tế trước ngày 15/3/2024.",
        "Nơi nhận:",
        "- VPCP: các Phó Chủ nhiệm;",
        "các Vụ: TH, NC;",
        "Lưu: VT, NV.",
        "KT. CHÁNH VĂN PHÒNG",
        "PHÓ VĂN PHÒNG",
        "Thượng tá Trần Văn Bình",
    ]
    letter = laid_out("\n".join([*FLAT[:8], *foot]))

    entries = [letter.text_of(block) for block in letter.in_zones(Zone.RECIPIENTS)]
    assert entries[1:] == ["- VPCP: các Phó Chủ nhiệm; các Vụ: TH, NC;", "Lưu: VT, NV."]
    assert [letter.text_of(block) for block in letter.in_zones(Zone.SIGNATURE)] == foot[-3:]


def test_short_lines_among_whole_paragraphs_are_paragraphs_too():
    """Where paragraphs are one line each, a short title is not joined with the bullet below it."""
    long = "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND tỉnh An Bình về " + "phong trào " * 9
    lines = [
        f"{long}, Sở yêu cầu:",
        "1. Phòng Tổ chức cán bộ và Công tác sinh viên",
        "- Rà soát hồ sơ.",
        f"{long}.",
    ]

    found = texts(laid_out("\n".join(lines) + "\nHết.\n"))

    assert [text.split()[0] for text in found] == ["Thực", "1.", "-", "Thực", "Hết."]


WEB = """\
UBND TỈNH AN BÌNH
-------
|
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số: 12/KH-UBND
|
An Bình, ngày 05 tháng 3 năm 2024
|

KẾ HOẠCH
Phòng, chống dịch bệnh năm 2024
Thực hiện Công văn số 7/BYT-DP ngày 01/3/2024 của Bộ Y tế, UBND tỉnh ban hành Kế hoạch.

Nơi nhận:
- Như trên;
- Lưu: VT.
|
CHỦ TỊCH


Đặng Thị Hoa
"""


def test_a_web_page_with_pipes_and_rules_is_a_letter():
    """What a page puts between its cells is no text, and a title ends where a sentence begins."""
    letter = laid_out(WEB)

    assert texts(letter, Zone.TITLE) == ["KẾ HOẠCH", "Phòng, chống dịch bệnh năm 2024"]
    assert texts(letter, Zone.SIGNATURE)[-2:] == ["CHỦ TỊCH", "Đặng Thị Hoa"]


def test_columns_that_nearly_touch():
    """The motto and the date open the right column, though but one blank parts them from the left one."""
    letter = laid_out(
        "   TỈNH ỦY AN BÌNH              ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "          *\n"
        "     Số 12-CV/TU\n"
        " V/v tổ chức kỳ thi tuyển công chức Hà An, ngày 05 tháng 3 năm 2024\n"
        "        năm 2024\n"
        "\n"
        "            Kính gửi: Các huyện ủy.\n"
        "\n"
        "      Thực hiện Chỉ thị số 5-CT/TW ngày 01/3/2024 của Ban Bí thư, Ban Thường vụ yêu cầu.\n"
    )

    assert "V/v tổ chức kỳ thi tuyển công chức" in texts(letter, Zone.LETTERHEAD)
    assert "Hà An, ngày 05 tháng 3 năm 2024" in texts(letter, Zone.MOTTO)


def test_a_number_and_a_day_parted_by_a_tab_and_a_signature_above_the_recipients_are_found():
    """A letter copied out of a word processor: motto first, tabs for columns, signature before "Nơi nhận"."""
    letter = laid_out(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-----------\n"
        "BẢO HIỂM XÃ HỘI TỈNH HẢI LÂM\nSố: 1124/BHXH-QLT\t\tHải Lâm, ngày 20 tháng 9 năm 2016\n"
        "V/v giảm nợ bảo hiểm\n\n\tKính gửi: Giám đốc bảo hiểm xã hội các huyện.\n\n"
        "\tĐề nghị các huyện báo cáo số nợ trước ngày 30/9/2016./.\n\n"
        "\t\t\t\t\tGIÁM ĐỐC\n\n\t\t\t\t\t(đã ký)\n\t\t\t\t\tHồ Văn Bình\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    assert texts(letter, Zone.LETTERHEAD)[1] == "Số: 1124/BHXH-QLT"
    assert texts(letter, Zone.MOTTO)[-1] == "Hải Lâm, ngày 20 tháng 9 năm 2016"
    assert texts(letter, Zone.SIGNATURE) == ["GIÁM ĐỐC", "(đã ký)", "Hồ Văn Bình"]


@pytest.mark.parametrize(
    "text",
    [
        "Thời gian qua, mực nước các hồ xuống thấp. Để giữ nước, Chủ tịch UBND tỉnh chỉ thị",
        "Chủ tịch Ủy ban nhân dân tỉnh điện:",
        "Sở Xây dựng nhận được Công văn số 12/UBND-KT ngày 03/3/2026 của UBND xã Đông Lâm.",
        "Căn cứ Luật Thủy lợi ngày 19/6/2017",
        "Điều 1. Phê duyệt danh mục kèm theo",
    ],
)
def test_a_title_of_copied_lines_ends_before_whole_sentences(text):
    """No face tells title and text apart: sentences, and what opens a letter, are text."""
    head = "UBND TỈNH ĐÔNG LÂM\nSố: 21/CT-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    title = "CHỈ THỊ\nVề việc giữ nước trong các hồ\ntại TP. Đông Hải\n"

    letter = laid_out(f"{head}Đông Lâm, ngày 02 tháng 01 năm 2026\n{title}{text}\n1. Sở Y tế rà soát.\n")

    assert texts(letter, Zone.TITLE) == ["CHỈ THỊ", "Về việc giữ nước trong các hồ", "tại TP. Đông Hải"]


FOOT = """\
Nơi nhận:                                         {first}
- Như trên;                                       {second}
- Lưu: VT, NV.

                                                  Trần Văn Bình
{below}
"""


@pytest.mark.parametrize("head", ["flat", "columns"])
@pytest.mark.parametrize(
    ("first", "second", "below"),
    [
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", ""),
        ("THỪA LỆNH GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", ""),
        ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "NGƯỜI LẬP BIỂU                 THỦ TRƯỞNG ĐƠN VỊ"),
    ],
)
def test_a_foot_in_columns_is_read_below_any_head(head, first, second, below):
    """The list keeps its entries, the signature its lines; what stands below both is neither."""
    above = COLUMNS.partition("Nơi nhận")[0]
    if head == "flat":
        above = "\n".join(part for line in above.splitlines() for part in re.split(r"\s{4,}", line.strip()))
    letter = laid_out(above + FOOT.format(first=first, second=second, below=below))

    assert texts(letter, Zone.RECIPIENTS) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NV."]
    assert texts(letter, Zone.SIGNATURE)[:3] == [first, second, "Trần Văn Bình"]


def test_a_day_behind_the_addressees_is_not_the_letters_own():
    """A flat text's short last sentence that ends in a day is the body's, not the head's."""
    text = """UBND TỈNH ĐÔNG HẢI
SỞ NỘI VỤ
Số: 123/SNV-TCHC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đông Hải, ngày 10 tháng 3 năm 2025
Kính gửi: Các phòng.
Sở Nội vụ yêu cầu các phòng rà soát hồ sơ.
Kết quả gửi trước ngày 05 tháng 4.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Trần Văn Bình"""
    letter = laid_out(text)

    assert texts(letter, Zone.MOTTO)[-1] == "Đông Hải, ngày 10 tháng 3 năm 2025"
    assert texts(letter, Zone.BODY)[-1].endswith("Kết quả gửi trước ngày 05 tháng 4.")
