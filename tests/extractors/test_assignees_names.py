"""Names of those who are told: where each begins and ends, and how lists part."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.naming import LIMIT, read_names
from extractors.patterns import alternatives
from models.finding import AssigneeKind
from models.folding import fold


def names(text):
    return [name.name for name in read_names(text, fold(text), 0).names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phòng Nội vụ tham mưu kế hoạch", ["Phòng Nội vụ"]),
        ("Sở Xây dựng xây dựng kế hoạch", ["Sở Xây dựng"]),
        ("Trung tâm kiểm soát bệnh tật tỉnh tham mưu", ["Trung tâm kiểm soát bệnh tật tỉnh"]),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh hoàn thành", ["Ban Quản lý dự án đầu tư xây dựng tỉnh"]),
        ("Văn phòng HĐND và UBND thị xã theo dõi", ["Văn phòng HĐND và UBND thị xã"]),
        ("Văn phòng HĐND và Ủy ban nhân dân xã mở sổ", ["Văn phòng HĐND và Ủy ban nhân dân xã"]),
        ("các sở, ban, ngành tổ chức hội nghị", ["các sở, ban, ngành"]),
        (
            "các cơ quan, tổ chức, cá nhân có liên quan thực hiện",
            ["các cơ quan, tổ chức, cá nhân có liên quan"],
        ),
        ("Tổ chức, doanh nghiệp có giấy phép phải báo cáo", ["Tổ chức, doanh nghiệp có giấy phép"]),
        (
            "các đơn vị sản xuất, kinh doanh hóa chất trên địa bàn tỉnh khẩn trương báo cáo",
            ["các đơn vị sản xuất, kinh doanh hóa chất trên địa bàn tỉnh"],
        ),
        ("các hộ được hỗ trợ lập hồ sơ", ["các hộ được hỗ trợ"]),
        ("cán bộ kỹ thuật của Sở kiểm tra máy", ["cán bộ kỹ thuật của Sở"]),
        ("Cơ quan điều tra phối hợp", ["Cơ quan điều tra"]),
        ("Báo An Bình tăng thời lượng", ["Báo An Bình"]),
        ("Kế toán trưởng rà soát chứng từ", ["Kế toán trưởng"]),
        ("Tổ trưởng Tổ giúp việc rà soát hồ sơ", ["Tổ trưởng Tổ giúp việc"]),
        ("Bộ phận Một cửa niêm yết thủ tục", ["Bộ phận Một cửa"]),
        ("các cơ quan, đơn vị chủ trì, phối hợp với Sở Y tế", ["các cơ quan, đơn vị"]),
        ("Trung tâm Điều hành đô thị (TTĐH) vận hành hệ thống", ["Trung tâm Điều hành đô thị"]),
        ("Vườn quốc gia Đông Lâm tuần tra", ["Vườn quốc gia Đông Lâm"]),
        ("Trung đoàn 12 chuẩn bị lực lượng", ["Trung đoàn 12"]),
        ("các đơn vị một số nội dung sau", ["các đơn vị"]),
        ("Tổ trưởng phân công công việc", ["Tổ trưởng"]),
        ("Kho bạc Nhà nước cùng cấp đối chiếu", ["Kho bạc Nhà nước cùng cấp"]),
        ("Phòng Kê khai và Kế toán thuế rà soát", ["Phòng Kê khai và Kế toán thuế"]),
        ("ông (bà) Hiệu trưởng các trường báo cáo", ["Hiệu trưởng các trường"]),
        ("Ban Pháp chế kiểm tra đột xuất hợp đồng", ["Ban Pháp chế"]),
        ("các thành viên Tổ thẩm định chấm điểm hồ sơ", ["các thành viên Tổ thẩm định"]),
        ("các khoa xếp lớp, xếp lịch học", ["các khoa"]),
        ("Các thành viên còn lại rà soát hồ sơ", ["Các thành viên còn lại"]),
        (
            "Ban Thường vụ các huyện, thị, thành đoàn tập hợp danh sách",
            ["Ban Thường vụ các huyện, thị, thành đoàn"],
        ),
        ("Sở Xây dựng mời nhà thầu lên làm việc", ["Sở Xây dựng"]),
        ("Phòng Kế hoạch tổng hợp làm đầu mối", ["Phòng Kế hoạch tổng hợp"]),
        ("Phòng Hành chính quản trị kiểm kê máy", ["Phòng Hành chính quản trị"]),
        ("Tổ công tác tự giải thể khi xong việc", ["Tổ công tác"]),
    ],
)
def test_a_name_ends_before_the_work(text, expected):
    """Verbs inside a name belong to it; the first verb after it does not."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công an tỉnh, các sở, ban, ngành, đoàn thể tỉnh và Ủy ban nhân dân các xã, phường",
            ["Công an tỉnh", "các sở, ban, ngành, đoàn thể tỉnh", "Ủy ban nhân dân các xã, phường"],
        ),
        (
            "Thủ trưởng các phòng, ban; Chủ tịch UBND các xã, thị trấn; người đứng đầu các cơ quan, đơn vị",
            [
                "Thủ trưởng các phòng, ban",
                "Chủ tịch UBND các xã, thị trấn",
                "người đứng đầu các cơ quan, đơn vị",
            ],
        ),
        ("các cơ quan, đơn vị và địa phương", ["các cơ quan, đơn vị và địa phương"]),
        (
            "Sở, ban, ngành, Ủy ban nhân dân huyện, thị xã",
            ["Sở, ban, ngành", "Ủy ban nhân dân huyện, thị xã"],
        ),
        ("Thanh tra, Công an và Quản lý thị trường", ["Thanh tra", "Công an", "Quản lý thị trường"]),
        ("các sở, ngành; cơ quan báo chí", ["các sở, ngành", "cơ quan báo chí"]),
        (
            "Sở Công Thương, chính quyền địa phương và cơ quan liên quan",
            ["Sở Công Thương", "chính quyền địa phương", "cơ quan liên quan"],
        ),
        ("Ban Chỉ huy Quân sự xã/Công an xã", ["Ban Chỉ huy Quân sự xã", "Công an xã"]),
        ("Sở Kế hoạch và Đầu tư và các đơn vị liên quan", ["Sở Kế hoạch và Đầu tư", "các đơn vị liên quan"]),
        (
            "Chủ tịch UBND các huyện, thị xã Đông Hải và thành phố An Bình",
            ["Chủ tịch UBND các huyện, thị xã Đông Hải và thành phố An Bình"],
        ),
        ("Sở Y tế (cơ quan thường trực), UBND các huyện", ["Sở Y tế", "UBND các huyện"]),
        (
            "Ban Chỉ huy Phòng thủ dân sự các ngành, các cấp, Giám đốc các sở",
            ["Ban Chỉ huy Phòng thủ dân sự các ngành, các cấp", "Giám đốc các sở"],
        ),
        (
            "Trưởng các phòng: Nội vụ, Tư pháp, Chủ tịch UBND các xã",
            ["Trưởng Phòng Nội vụ", "Trưởng Phòng Tư pháp", "Chủ tịch UBND các xã"],
        ),
        ("người đứng đầu cơ quan, tổ chức, đơn vị", ["người đứng đầu cơ quan, tổ chức, đơn vị"]),
        ("các cơ quan chức năng và cộng đồng dân cư", ["các cơ quan chức năng", "cộng đồng dân cư"]),
    ],
)
def test_a_list_parts_where_a_name_begins_anew(text, expected):
    """A phrase that shares one "các" stays whole."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("các sở: Tài chính, Kế hoạch và Đầu tư", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
        ("các Sở Nội vụ, Văn hóa, Thể thao và Du lịch", ["Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"]),
        ("các sở: Xây dựng, Y tế và UBND huyện Bình Lâm", ["Sở Xây dựng", "Sở Y tế", "UBND huyện Bình Lâm"]),
        ("các phòng: Nội vụ, Tư pháp", ["Phòng Nội vụ", "Phòng Tư pháp"]),
    ],
)
def test_a_shared_head_is_given_to_each(text, expected):
    """After "các sở:", A and B are Sở A and Sở B."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đồng chí Lê Minh Đức – Phó Chủ tịch UBND phường trực tiếp chỉ đạo", ["Lê Minh Đức"]),
        ("Đ/c Trần Thị Hoa, Trưởng phòng chủ trì", ["Trần Thị Hoa"]),
        ("ông Phạm Dũng và bà Hồ Thị Em rà soát", ["Phạm Dũng", "Hồ Thị Em"]),
        (
            "Các đồng chí: Nguyễn Văn An - Phó Chủ tịch; Lê Thị Bình - Chánh Văn phòng chỉ đạo",
            ["Nguyễn Văn An", "Lê Thị Bình"],
        ),
    ],
)
def test_a_person_is_the_bare_name(text, expected):
    """Title and post are left off."""
    found = read_names(text, fold(text), 0).names

    assert [name.name for name in found] == expected
    assert {name.kind for name in found} == {AssigneeKind.PERSON}


@pytest.mark.parametrize(
    "text",
    [
        "tổ chức hội nghị",
        "ban hành kế hoạch",
        "trường hợp khó khăn",
        "phòng ngừa dịch",
        "Thống kê, tổng hợp số liệu",
        "Thanh tra hồ sơ cấp phép",
        "Thanh tra đột xuất các cơ sở",
        "",
    ],
)
def test_a_word_that_only_looks_like_a_head_names_nobody(text):
    """Verbs and common words are no bodies."""
    assert names(text) == []


def test_posts_are_told_from_bodies():
    """Giám đốc is a post, Sở a body."""
    text = "Giám đốc Sở Y tế; Sở Y tế"

    assert [n.kind for n in read_names(text, fold(text), 0).names] == [AssigneeKind.POST, AssigneeKind.BODY]


MARKS = [",", ";", ":", "(", ")", "/", "-", ".", "và", "đồng chí"]
WORDS = ["các", "sở", "ban", "ngành", "Sở", "Y tế", "UBND", "xã", "Nguyễn Văn", "chủ trì", "tổ chức"]


@given(st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=40).map(" ".join))
def test_any_words_give_names_that_stand_in_the_text(text):
    """Nothing is raised; names lie in order inside the text."""
    found = read_names(text, fold(text), 0)
    last = 0
    for name in found.names:
        assert last <= name.start <= name.end <= len(text)
        last = name.start


def test_a_list_of_thousands_of_names_is_cut():
    """No list of names is longer than its limit."""
    text = ", ".join(["các sở, ban, ngành"] * 20_000)

    assert read_names(text, fold(text), 0).end <= LIMIT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giám đốc: Sở Y tế, Sở Nội vụ, Đài Phát thanh - Truyền hình An Bình rà soát",
            ["Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ", "Giám đốc Đài Phát thanh - Truyền hình An Bình"],
        ),
        ("các Sở Y tế, Nội vụ lập danh sách", ["Sở Y tế", "Sở Nội vụ"]),
        ("các Phòng Giáo dục và Đào tạo, các trường nộp", ["các Phòng Giáo dục và Đào tạo", "các trường"]),
        ("các TTGDTX huyện và các trường lập", ["các TTGDTX huyện", "các trường"]),
        ("quý cơ quan góp ý", ["quý cơ quan"]),
        ("văn phòng các huyện ủy cử cán bộ", ["văn phòng các huyện ủy"]),
        ("sở, ngành liên quan rà soát", ["sở, ngành liên quan"]),
        ("các đơn vị tham gia ý kiến vào dự thảo", ["các đơn vị"]),
        ("các báo cáo gửi về Sở", []),
        ("phòng ngừa dịch bệnh", []),
    ],
)
def test_names_that_share_or_lack_a_head(text, expected):
    """A post before a colon heads each body; a class of bodies stays one; papers are nobody."""
    assert names(text) == expected


@given(
    st.lists(st.text("ab ", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1), st.text("ab ")
)
def test_phrases_that_share_beginnings_are_found_as_if_listed(phrases, text):
    """The pattern of shared beginnings finds at each place the longest phrase, as a plain list does."""
    phrases = [" ".join(phrase.split()) for phrase in phrases]
    listed = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(set(phrases), key=len)[::-1])

    assert re.findall(alternatives(phrases), text) == re.findall(listed, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế toán / Thủ quỹ / Văn thư lập sổ", ["Kế toán", "Thủ quỹ", "Văn thư"]),
        ("Bảo tàng tỉnh + Thư viện tỉnh trưng bày", ["Bảo tàng tỉnh", "Thư viện tỉnh"]),
        ("Giáo viên chủ nhiệm, giáo viên bộ môn rà soát", ["Giáo viên chủ nhiệm", "giáo viên bộ môn"]),
        ("thị xã Đông Hải, huyện Bình Lâm giải quyết", ["thị xã Đông Hải", "huyện Bình Lâm"]),
        ("các chủ đầu tư, Ban QLDA: rà soát", ["các chủ đầu tư", "Ban QLDA"]),
        ("Đồn Biên phòng 3, Đồn Biên phòng 7 quản lý biên giới", ["Đồn Biên phòng 3", "Đồn Biên phòng 7"]),
        (
            "các tổ chức thành viên: Liên đoàn Lao động, Hội Nông dân vận động",
            ["Liên đoàn Lao động", "Hội Nông dân"],
        ),
        ("Đồn Biên phòng 3, 7 và 11 tuần tra", [f"Đồn Biên phòng {number}" for number in (3, 7, 11)]),
        ("Chủ tịch UBND các xã - thành viên Ban đại diện chỉ đạo", ["Chủ tịch UBND các xã"]),
        ("Phòng Tư pháp trong luân chuyển hồ sơ", ["Phòng Tư pháp"]),
        ("Cán bộ, công chức, viên chức và người lao động chấp hành", None),
    ],
)
def test_a_list_parts_at_every_mark_that_joins_whole_names(text, expected):
    """A plus, a slash, whole posts, territories, short names and numbers each make names of their own."""
    assert names(text) == (expected or ["Cán bộ, công chức, viên chức và người lao động"])


def test_a_body_ends_behind_its_level_where_no_list_knows_the_next_word():
    """A body's name ends at its level: "Nhà văn hóa phường | ngân nga", whatever the verb."""
    assert names("Trung tâm Dịch vụ tổng hợp phường ngân nga bài hát") == [
        "Trung tâm Dịch vụ tổng hợp phường"
    ]
    assert names("UBND các huyện, thành phố trong tỉnh rà soát") == ["UBND các huyện, thành phố trong tỉnh"]
    assert names("Phòng Nội vụ huyện đảo Lý Lâm rà soát") == ["Phòng Nội vụ huyện đảo Lý Lâm"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công chức Nguyễn Văn An (Phòng Nội vụ) và công chức Lê Thị Bình tổng hợp",
            ["Nguyễn Văn An", "Lê Thị Bình"],
        ),
        ("ThS. Lò Văn Nam và PGS.TS. Trần Thu Hằng dẫn chương trình", ["Lò Văn Nam", "Trần Thu Hằng"]),
        ("Bà Nguyễn Thị Dung (KH-KT), ông Lê Minh Tâm: khu tưới", ["Nguyễn Thị Dung", "Lê Minh Tâm"]),
    ],
)
def test_a_bracket_behind_a_person_is_no_part_of_the_list(text, expected):
    """Where somebody works, in brackets, parts nothing; what somebody is before a whole name is no part of it."""
    assert names(text) == expected
