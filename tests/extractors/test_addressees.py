"""Whom a letter is addressed to: "Kính gửi", a telegram's list, an invitation's guests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter_of

from extractors.addressees import addressees


def named(text):
    letter = letter_of(text)
    found = list(addressees(letter))

    assert all(letter.text[f.start : f.end].split() == str(f.value).split() for f in found)
    return [f.value for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kính gửi: Sở Tài chính.\nSở Nội vụ đề nghị báo cáo.", ["Sở Tài chính"]),
        ("Kính gửi: Sở Tài chính\nThực hiện Công văn số 5/UBND-NC, đề nghị báo cáo.", ["Sở Tài chính"]),
        ("KÍNH GỬI: ỦY BAN NHÂN DÂN TỈNH\nSở Nội vụ trình.", ["ỦY BAN NHÂN DÂN TỈNH"]),
        (
            "Kính gửi:\n- Sở Tài chính;\n- UBND các xã, phường.\nNgày 05/3/2024, …",
            ["Sở Tài chính", "UBND các xã, phường"],
        ),
        (
            "Kính gửi: - Sở Tài chính;\n- Sở Y tế;\n- Công an tỉnh.\nQua rà soát …",
            ["Sở Tài chính", "Sở Y tế", "Công an tỉnh"],
        ),
        (
            "Kính gửi:\n- Sở Tài chính.\n- Các đồng chí Chủ tịch UBND các xã.\nNgày 05/3/2024, …",
            ["Sở Tài chính", "Các đồng chí Chủ tịch UBND các xã"],
        ),
        ("Kinh gửi: Sở Tài chính.\nSở Nội vụ đề nghị báo cáo.", ["Sở Tài chính"]),
        ("Kính gửi: Sở Tài chính; Sở Y tế; UBND các huyện.", ["Sở Tài chính", "Sở Y tế", "UBND các huyện"]),
        (
            "Kính gửi:\n- Các huyện ủy, thị ủy,\n- Các đảng ủy trực thuộc,\nBan Tổ chức yêu cầu …",
            ["Các huyện ủy, thị ủy", "Các đảng ủy trực thuộc"],
        ),
        ("Kính gửi:\n- Sở Tài chính\n- Sở Y tế\nSở Nội vụ nhận được văn bản.", ["Sở Tài chính", "Sở Y tế"]),
        ("Kính gửi:\nSở Tài chính\nSở Nội vụ nhận được văn bản của Bộ Nội vụ.", ["Sở Tài chính"]),
        (
            "Kính gửi: Các doanh nghiệp kinh doanh xăng dầu\ntrên địa bàn tỉnh An Bình\nThực hiện …",
            ["Các doanh nghiệp kinh doanh xăng dầu trên địa bàn tỉnh An Bình"],
        ),
        (
            "Kính gửi:\n- Các sở, ngành: Tài chính, Y tế;\n- Công an tỉnh.",
            ["Các sở, ngành: Tài chính, Y tế", "Công an tỉnh"],
        ),
        ("Kính gửi: Sở Tài chính.\n- Rà soát biên chế;\n- Báo cáo UBND tỉnh.", ["Sở Tài chính"]),
        ("Kính gửi:\n1. Sở Tài chính;\n2. Sở Y tế.\n1. Rà soát biên chế", ["Sở Tài chính", "Sở Y tế"]),
        ("Kính trình: Chủ tịch UBND tỉnh.", ["Chủ tịch UBND tỉnh"]),
        ("Kính gởi: Ủy ban nhân dân huyện.", ["Ủy ban nhân dân huyện"]),
        ("Kính gửi:\n~ Sở Tài chính;\n• Sở Y tế.", ["Sở Tài chính", "Sở Y tế"]),
        (
            "[table]\nKính gửi: | - Sở Tài chính; - Sở Y tế.\n[body]\nCăn cứ Kế hoạch …",
            ["Sở Tài chính", "Sở Y tế"],
        ),
        ("Kính gửi: Ông Trần Văn Minh, xã Bình Lâm.", ["Ông Trần Văn Minh, xã Bình Lâm"]),
        (
            "Kính gửi: Hiệu trưởng các trường Mầm non, Tiểu học, THCS,\nTH&THCS.",
            ["Hiệu trưởng các trường Mầm non, Tiểu học, THCS, TH&THCS"],
        ),
    ],
)
def test_kinh_gui(text, expected):
    """Each bullet or ";"-part is one entry, without bullet and closing sign; the text below is none."""
    assert named(text) == expected


def test_a_form_inside_the_text_addresses_nobody():
    """A form further down has a "Kính gửi" of its own."""
    text = "[title]\nQUYẾT ĐỊNH\nBan hành mẫu đơn\n[body]\n" + "\n".join(["Điều. " + "nội dung " * 30] * 5)

    assert named(text + "\nKính gửi: Ủy ban nhân dân xã.") == []


def test_a_directive_has_no_addressees():
    """Without "Kính gửi" a decision or directive addresses nobody."""
    assert named("[title]\nCHỈ THỊ\nVề việc tiết kiệm điện\n[body]\n1. Các sở, ngành rà soát.") == []


@pytest.mark.parametrize(
    "opening",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH điện:",
        "ỦY BAN NHÂN DÂN TỈNH điện:",
        "BAN CHỈ HUY PCTT TỈNH gửi:",
    ],
)
def test_a_telegram_names_whom_it_wires(opening):
    """The list behind "điện:" is the telegram's "Kính gửi"."""
    listed = "- Chủ tịch UBND các xã;\n- Công an tỉnh.\nHồi 7 giờ …"
    text = f"[title]\nCÔNG ĐIỆN\nVề việc ứng phó bão\n{opening}\n[body]\n{listed}"

    assert named(text) == ["Chủ tịch UBND các xã", "Công an tỉnh"]


def test_a_telegrams_sender_may_be_printed_in_small_letters():
    """Below "CÔNG ĐIỆN" a body that wires is enough."""
    text = """
        [title]
        CÔNG ĐIỆN
        [body]
        Ủy ban nhân dân huyện điện:
        - Trưởng các phòng, ban của huyện;
        - Chủ tịch UBND các xã.
        Tại xã Bình Lâm đã có ổ dịch.
    """

    assert named(text) == ["Trưởng các phòng, ban của huyện", "Chủ tịch UBND các xã"]


def test_a_sentence_about_wiring_is_no_telegram():
    """Only a sender in capitals wires."""
    assert named("[title]\nBÁO CÁO\nTình hình\n[body]\n1. Sản lượng điện:\n- Quý I: 12 triệu kWh;") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Sở Y tế trân trọng kính mời:\n- Sở Tài chính;\n- Các bệnh viện.\nThời gian: 8 giờ.",
            ["Sở Tài chính", "Các bệnh viện"],
        ),
        ("Trân trọng kính mời: Lãnh đạo Công an tỉnh.\nĐịa điểm: Phòng họp số 2.", ["Lãnh đạo Công an tỉnh"]),
        ("Kính mời Quý đại biểu tham dự Lễ khánh thành.", ["Quý đại biểu"]),
        (
            "UBND xã họp xét.\n1. Thành phần mời\n- Trưởng các thôn;\n- Công an xã.\n2. Thời gian: 8 giờ.",
            ["Trưởng các thôn", "Công an xã"],
        ),
        (
            "UBND xã họp tổng kết.\n1. Thành phần:\n+ Trưởng các thôn;\n+ Các trường học.\n2. Địa điểm: …",
            ["Trưởng các thôn", "Các trường học"],
        ),
        (
            "Thành phần tham dự kính mời:\n1- Sở Y tế:\n- Ban Giám đốc;\n- Chánh Thanh tra.\nThời gian: …",
            ["Ban Giám đốc", "Chánh Thanh tra"],
        ),
        (
            "Thành phần dự họp: Lãnh đạo Phòng Kinh tế; Trưởng các thôn.\nThời gian: …",
            ["Lãnh đạo Phòng Kinh tế", "Trưởng các thôn"],
        ),
    ],
)
def test_an_invitation_names_its_guests(body, expected):
    """Those invited stand in place of "Kính gửi"; time and place are not among them."""
    assert named(f"[title]\nGIẤY MỜI\nHọp tổng kết\n[body]\n{body}") == expected


def test_comrades_invited_are_those_listed_below():
    """An invitation to "các đồng chí" means the list below "Thành phần", not the one who chairs."""
    text = """
        [title]
        GIẤY MỜI
        Họp rà soát công tác chuẩn bị năm học
        [body]
        UBND thị xã trân trọng kính mời các đồng chí dự họp, cụ thể như sau:
        1. Thành phần:
        a) Chủ trì: Đồng chí Lê Thị Sen - Phó Chủ tịch UBND thị xã.
        b) Mời dự:
        - Lãnh đạo Phòng Nội vụ;
        - Hiệu trưởng các trường trực thuộc.
        2. Thời gian: 14 giờ 00 ngày 16/8/2024.
        """

    assert named(text) == ["Lãnh đạo Phòng Nội vụ", "Hiệu trưởng các trường trực thuộc"]


def test_kinh_gui_goes_before_the_guests():
    """An invitation with "Kính gửi" is addressed to those."""
    assert named(
        "[title]\nGIẤY MỜI\nHọp\n[body]\nKính gửi: Sở Y tế.\nTrân trọng kính mời đồng chí Giám đốc dự họp."
    ) == ["Sở Y tế"]


@given(
    st.lists(
        st.sampled_from(["Sở Y tế", "Công an tỉnh", "UBND các xã, phường", "Các trường THPT"]),
        min_size=1,
        max_size=8,
    )
)
def test_any_bulleted_list_is_read_back(names):
    """As many entries as bullets, in order."""
    lines = [f"- {name}{'.' if place == len(names) - 1 else ';'}" for place, name in enumerate(names)]

    assert named("\n".join(["Kính gửi:", *lines, "Thực hiện chỉ đạo của cấp trên."])) == names


@given(st.text())
def test_any_text_gives_valid_places(text):
    """Whatever stands behind "Kính gửi", nothing is raised and every span lies in the text."""
    letter = letter_of("Kính gửi: " + text.replace("[", ""))

    assert all(0 <= f.start < f.end <= len(letter.text) for f in addressees(letter))


def test_a_list_before_the_first_paragraph_is_whom_a_stamp_hid_the_words_for():
    """Where "Kính gửi" cannot be read, the bodies below the head are the addressees; work and people are not."""
    head = "[letterhead]\nUBND TỈNH AN BÌNH\nV/v kiểm tra công vụ\n[body]\n"

    assert named(f"{head}- Sở Tài chính;\n- Chủ tịch UBND các xã.\nThực hiện Công văn số 5/UBND-NC, …") == [
        "Sở Tài chính",
        "Chủ tịch UBND các xã",
    ]
    assert named(f"{head}- Rà soát biên chế;\n- Sở Y tế.\nThực hiện Công văn số 5/UBND-NC, …") == []
    assert named(f"{head}Thực hiện Công văn số 5/UBND-NC, …\n- Sở Tài chính;") == []


def test_a_stamp_beside_the_words_hides_no_addressee():
    """A stamp of urgency stands on the line of "Kính gửi", which is then read with the head's left half."""
    head = (
        "[letterhead]\nUBND TỈNH AN BÌNH\n[ KHẨN | Kính gửi:\n[motto]\nĐộc lập - Tự do - Hạnh phúc\n[body]\n"
    )

    assert named(f"{head}- Sở Tài chính;\n- Sở Y tế.\nThực hiện Công văn số 5/UBND-NC, …") == [
        "Sở Tài chính",
        "Sở Y tế",
    ]


def test_a_bullet_may_run_over_a_semicolon_into_the_next_line():
    """What goes on without a mark behind ";" belongs to the list, not to the text."""
    text = "Kính gửi:\n- Các sở: Nội vụ; Y tế;\nTài chính; Xây dựng.\n- Công an tỉnh.\nThực hiện Công văn …"

    assert named(text)[-2:] == ["Xây dựng", "Công an tỉnh"]


def test_what_is_to_be_prepared_is_no_guest():
    """An invitation's list of guests ends where the preparation begins."""
    text = "4. Thành phần:\n- Phòng Kỹ thuật;\n5. Công tác chuẩn bị:\n- Phòng Kỹ thuật báo cáo."

    assert named(f"[title]\nGIẤY MỜI\n[body]\n{text}") == ["Phòng Kỹ thuật"]
