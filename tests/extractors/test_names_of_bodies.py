"""Names of bodies of all kinds, each before the work of any kind and in every part of an order.

`bodies.txt` holds names such as offices of all levels have them, one a line; places in them are made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from letters import letter_of

from extractors.naming import read_names
from models.folding import fold
from pipeline.choose import choose
from pipeline.run import extract
from pipeline.settings import Settings

NAMES = (Path(__file__).parent / "bodies.txt").read_text(encoding="utf-8").splitlines()
WORK = (
    "khẩn trương rà soát hồ sơ.",
    "chủ trì, phối hợp với Sở Y tế kiểm tra.",
    "hướng dẫn các xã lập hồ sơ, báo cáo UBND tỉnh.",
    "tổ chức thực hiện Quyết định này.",
    "kiểm tra, xử lý vi phạm.",
    "tổng hợp kết quả.",
    "có trách nhiệm lưu hồ sơ.",
    "theo dõi, đôn đốc.",
    "quản lý chặt chẽ đất công.",
    "thực hiện nghiêm.",
    "vận hành thử hệ thống.",
    "tuyên truyền đến người dân.",
    "lập dự toán.",
    "tham gia ý kiến.",
    "hỗ trợ người dân.",
    "cử cán bộ dự họp.",
    "tăng cường quản lý tàu cá.",
    "căn cứ chức năng, nhiệm vụ rà soát hồ sơ.",
    "thông báo cho người dân biết.",
    "quan tâm, chỉ đạo.",
    "chịu trách nhiệm về số liệu.",
)


# Work that a short verb tells
PLAIN_WORK = (
    "cắm biển báo.",
    "khóa mã tài khoản.",
    "quét đường.",
    "rút hồ sơ đã nộp.",
    "tách thửa.",
    "gọi từng hộ.",
    "chặn nguồn lây.",
    "ứng vốn trước.",
    "tự túc kinh phí.",
)


def named(text):
    return [name.name for name in read_names(text, fold(text), 0).names]


@pytest.mark.parametrize("work", WORK)
def test_the_name_of_every_sort_of_body_ends_before_its_work(work):
    """No word of the work becomes part of the name, and no word of the name is lost."""
    assert [name for name in NAMES if named(f"{name} {work}") != [name]] == []


@pytest.mark.parametrize("work", PLAIN_WORK)
def test_the_name_ends_before_plain_work(work):
    """A verb of one syllable ends the name too, whatever body it is."""
    assert [name for name in NAMES if named(f"{name} {work}") != [name]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các Điện lực phát tờ rơi cho khách hàng", ["Các Điện lực"]),
        ("Các trạm y tế xã rải hóa chất", ["Các trạm y tế xã"]),
        ("Hội Nông dân các xã chọn hộ làm điểm", ["Hội Nông dân các xã"]),
        ("Ban Quản lý Quỹ Đền ơn đáp nghĩa xã phát quà", ["Ban Quản lý Quỹ Đền ơn đáp nghĩa xã"]),
        ("Ban Quản lý các khu chế xuất tách thửa", ["Ban Quản lý các khu chế xuất"]),
        ("Trung tâm Phát triển hạ tầng kỹ thuật tính lại đơn giá", ["Trung tâm Phát triển hạ tầng kỹ thuật"]),
        ("Người đứng đầu cơ sở thờ tự phân công người trông coi", ["Người đứng đầu cơ sở thờ tự"]),
        ("các đơn vị liên quan triệt xóa điểm nóng", ["các đơn vị liên quan"]),
        ("Các hộ gặp khó khăn lập danh sách", ["Các hộ gặp khó khăn"]),
        ("Trạm bơm Đông Lâm khép cống", ["Trạm bơm Đông Lâm"]),
        ("Phòng Kế hoạch tổng hợp kết quả", ["Phòng Kế hoạch"]),
        ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ chỉ đạo", ["Bộ trưởng", "Thủ trưởng cơ quan ngang bộ"]),
        ("Các đơn vị Trung tâm Y tế, Bệnh viện tỉnh rà soát", ["Trung tâm Y tế", "Bệnh viện tỉnh"]),
        ("Văn phòng (Phòng Tổ chức) các sở rà soát", ["Văn phòng (Phòng Tổ chức) các sở"]),
        (
            "Các đồng chí bí thư huyện ủy; bí thư ban cán sự đảng; trưởng các sở, ban, ngành báo cáo",
            ["Các đồng chí bí thư huyện ủy", "bí thư ban cán sự đảng", "trưởng các sở, ban, ngành"],
        ),
        (
            "Ban Thường vụ các huyện ủy, thành ủy, đảng ủy trực thuộc xây dựng kế hoạch",
            ["Ban Thường vụ các huyện ủy, thành ủy, đảng ủy trực thuộc"],
        ),
        ("Tất cả cán bộ, giáo viên nghiêm túc thực hiện", ["Tất cả cán bộ, giáo viên"]),
        ("Các trường thuộc đối tượng kiểm tra có trách nhiệm", ["Các trường thuộc đối tượng kiểm tra"]),
        ("Phòng Kế hoạch tổng hợp, tham mưu Giám đốc", ["Phòng Kế hoạch"]),
        ("Phòng Kế hoạch tổng hợp rà soát hồ sơ", ["Phòng Kế hoạch tổng hợp"]),
        ("Đội cảnh sát giao thông duy trì tuần tra", ["Đội cảnh sát giao thông"]),
        ("Khoa khám bệnh bảo đảm an toàn", ["Khoa khám bệnh"]),
        ("Sở chỉ huy tiền phương duy trì chế độ trực", ["Sở chỉ huy tiền phương"]),
        ("Ban Chỉ đạo tháo gỡ vướng mắc phát tài liệu", ["Ban Chỉ đạo tháo gỡ vướng mắc"]),
    ],
)
def test_a_short_verb_that_is_a_syllable_of_another_word_ends_no_name(text, expected):
    """In "đáp nghĩa", "chế xuất", "hạ tầng" and "trạm bơm" nobody works."""
    assert named(text) == expected


def test_names_part_in_a_list_with_others():
    """Whatever body stands in the middle, the list has three names."""
    lists = {name: f"Sở Nội vụ; {name}; UBND các xã rà soát hồ sơ." for name in NAMES}

    assert [name for name, text in lists.items() if named(text) != ["Sở Nội vụ", name, "UBND các xã"]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chủ tịch UBND các huyện: Tân Lâm, Văn Lâm trực tiếp chỉ đạo",
            ["Chủ tịch UBND huyện Tân Lâm", "Chủ tịch UBND huyện Văn Lâm"],
        ),
        (
            "UBND các phường: Lê Lợi, Trần Phú và thị trấn Đông Lâm rà soát",
            ["UBND phường Lê Lợi", "UBND phường Trần Phú", "UBND thị trấn Đông Lâm"],
        ),
        (
            "UBND các xã: Bình Lâm, Sơn Lâm; Sở Y tế rà soát",
            ["UBND xã Bình Lâm", "UBND xã Sơn Lâm", "Sở Y tế"],
        ),
        ("UBND các huyện: Rà soát diện tích", ["UBND các huyện"]),
    ],
)
def test_a_list_of_places_behind_a_colon_gives_each_its_body(text, expected):
    """As after "các sở:", each is named in full; work behind the colon is no place."""
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các sở, ngành: Nội vụ, Y tế; Công an tỉnh rà soát",
            ["Sở Nội vụ", "Sở Y tế", "Công an tỉnh"],
        ),
        (
            "Các phòng: Thanh tra, Kiểm soát nội bộ và Pháp chế rà soát",
            ["Phòng Thanh tra", "Phòng Kiểm soát nội bộ", "Phòng Pháp chế"],
        ),
        (
            "các Chi cục: Kiểm lâm, Chăn nuôi và Thú y báo cáo",
            ["Chi cục Kiểm lâm", "Chi cục Chăn nuôi và Thú y"],
        ),
        (
            "các trường: Mầm non Hoa Sen, Tiểu học Đông Lâm dạy bù",
            ["Trường Mầm non Hoa Sen", "Trường Tiểu học Đông Lâm"],
        ),
        (
            "các vụ: Pháp chế, Tổ chức cán bộ; Văn phòng Bộ góp ý",
            ["Vụ Pháp chế", "Vụ Tổ chức cán bộ", "Văn phòng Bộ"],
        ),
        (
            "Các Điện lực: Nà Hin, Lâm Hà gia cố móng cột",
            ["Điện lực Nà Hin", "Điện lực Lâm Hà"],
        ),
        ("Các phòng: Rà soát hồ sơ, báo cáo", ["Các phòng"]),
        ("các ngành: Công an, Kiểm lâm rà soát", ["Công an", "Kiểm lâm"]),
    ],
)
def test_a_list_of_fields_behind_a_colon_gives_each_its_body(text, expected):
    """Fields in capitals stand for a body each, whether they are known or not."""
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổ Quản lý, hỗ trợ hộ nghèo rà soát", ["Tổ Quản lý, hỗ trợ hộ nghèo"]),
        ("Đội Kiểm tra, giám sát hải quan soi chiếu hàng", ["Đội Kiểm tra, giám sát hải quan"]),
        ("Đoàn kiểm tra, giám sát lập biên bản", ["Đoàn kiểm tra, giám sát"]),
        ("Sở Xây dựng, tổng hợp kết quả gửi về", ["Sở Xây dựng"]),
        ("Đội Kiểm tra, giám sát và xử lý vi phạm.", ["Đội Kiểm tra"]),
        ("Ban Chỉ đạo về an toàn đập khẩn trương rà soát", ["Ban Chỉ đạo về an toàn đập"]),
        ("các Hạt Kiểm lâm, chủ rừng tuần tra", ["các Hạt Kiểm lâm", "chủ rừng"]),
        (
            "Chánh Thanh tra, Trưởng các phòng chuyên môn kê khai",
            ["Chánh Thanh tra", "Trưởng các phòng chuyên môn"],
        ),
        ("Giám đốc, Thủ trưởng các đơn vị kê khai", ["Giám đốc, Thủ trưởng các đơn vị"]),
    ],
)
def test_a_comma_in_a_name_is_told_from_one_between_names(text, expected):
    """Two verbs may make one name; a name in capitals and one in small letters are two."""
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khoa Sản 1+ Khoa Sản 2+ Khoa Đẻ rà soát", ["Khoa Sản 1", "Khoa Sản 2", "Khoa Đẻ"]),
        ("Kế toán / Thủ quỹ / Văn thư rà soát", ["Kế toán", "Thủ quỹ", "Văn thư"]),
        ("Giáo viên chủ nhiệm, giáo viên bộ môn rà soát", ["Giáo viên chủ nhiệm", "giáo viên bộ môn"]),
        ("trưởng bản, già làng, cô đỡ thôn bản nắm số trẻ", ["trưởng bản", "già làng", "cô đỡ thôn bản"]),
        (
            "UBND các huyện Gia Lâm, Nho Lâm, thị xã Tam Lâm rà soát",
            ["UBND huyện Gia Lâm", "UBND huyện Nho Lâm", "UBND thị xã Tam Lâm"],
        ),
        ("UBND các xã Tân Lâm, Sơn Lâm rà soát", ["UBND các xã Tân Lâm, Sơn Lâm"]),
        ("thị xã Đông Hải, huyện Bình Lâm giải quyết", ["thị xã Đông Hải", "huyện Bình Lâm"]),
        ("đồng chí Chủ tịch UBND xã rà soát", ["Chủ tịch UBND xã"]),
        ("Kho bạc Nhà nước cùng cấp đối chiếu", ["Kho bạc Nhà nước cùng cấp"]),
        ("Tổ trưởng các tổ tiết kiệm vay vốn thu lãi", ["Tổ trưởng các tổ tiết kiệm vay vốn"]),
    ],
)
def test_names_of_posts_and_places_part_as_they_are_written(text, expected):
    """Signs part names, each post and each level stands for itself."""
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TS. Nguyễn Đình Nam phụ trách bài viết", ["Nguyễn Đình Nam"]),
        ("ThS. Lò Văn Nét và ThS. Trần Thu Hà dẫn chương trình", ["Lò Văn Nét", "Trần Thu Hà"]),
        ("DS Phạm Thị Hoa (Trưởng khoa Dược) cân đối thuốc", ["Phạm Thị Hoa"]),
        ("Bà Nguyễn Thị Hoa (KH-KT), ông Lê Minh Tâm rà soát", ["Nguyễn Thị Hoa", "Lê Minh Tâm"]),
        ("đồng chí Thượng tá Đặng Ngọc Nam, Chỉ huy trưởng, phụ trách", ["Đặng Ngọc Nam"]),
        ("BS. CKII Lê Thị Hoa, Trưởng khoa, rà soát", ["Lê Thị Hoa"]),
        ("Công chức Nguyễn Văn Nam và công chức Lâm Thị Ba rà soát", ["Nguyễn Văn Nam", "Lâm Thị Ba"]),
        ("Công chức Tư pháp - Hộ tịch rà soát", ["Công chức Tư pháp - Hộ tịch"]),
        ("chuyên viên Phòng Nội vụ rà soát", ["chuyên viên Phòng Nội vụ"]),
    ],
)
def test_a_person_is_named_without_rank_and_title(text, expected):
    """What stands before a full name is left off; before a body it is a post."""
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phòng Nông nghiệp và PTNT rà soát", ["Phòng Nông nghiệp và PTNT"]),
        ("Sở Y tế, TTYT huyện, P11 lập hồ sơ", ["Sở Y tế", "TTYT huyện", "P11"]),
        ("TTHC được niêm yết", []),
        ("Sở Nội vụ, Thôn Phú Lâm rà soát", ["Sở Nội vụ", "Thôn Phú Lâm"]),
        ("Phòng Nội vụ, đồng chí Trần Văn Nam tham mưu", ["Phòng Nội vụ", "Trần Văn Nam"]),
        ("Bộ đội Biên phòng, Kiểm dịch thực vật kiểm tra", ["Bộ đội Biên phòng", "Kiểm dịch thực vật"]),
        ("Sở Tài chính Thẩm định dự toán", ["Sở Tài chính"]),
        ("Sở Y tế trong vận chuyển thuốc", ["Sở Y tế"]),
        ("Công ty Môi trường đô thị thu gom rác, dọn bãi", ["Công ty Môi trường đô thị"]),
        ("Tổ công tác rà soát hồ sơ, báo cáo Sở", ["Tổ công tác"]),
        ("Sở tổng hợp kết quả", ["Sở"]),
        ("Hai đơn vị thường trực tổng hợp", ["Hai đơn vị thường trực"]),
    ],
)
def test_names_that_are_short_or_stand_among_others(text, expected):
    """Capitals that stand for a body open a name; fields, places, persons and work are told apart."""
    assert named(text) == expected


SOME = [
    "Sở Văn hóa, Thể thao và Du lịch",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",
    "BQLDA Đầu tư xây dựng huyện",
    "Cơ quan Cảnh sát điều tra Công an huyện",
    "Ban CHQS xã",
    "Trung đoàn 95",
    "Tòa án nhân dân khu vực 3",
    "Chi cục Thi hành án dân sự huyện",
    "Công ty Xổ số kiến thiết",
    "Trung tâm Kiểm soát bệnh tật tỉnh",
    "TTPVHCC xã",
    "P.KHTC",
    "Khoa Nội tổng hợp",
    "Trường Phổ thông Dân tộc nội trú",
    "Ngân hàng Chính sách xã hội",
    "Báo và Đài Phát thanh, Truyền hình",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Ban Thường trực Ủy ban MTTQ Việt Nam xã",
    "Ủy ban Kinh tế và Tài chính của Quốc hội",
    "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở",
    "Chánh Văn phòng",
    "Bí thư Đảng ủy các xã",
    "Trưởng Tổ công tác",
    "Thủ trưởng các đơn vị",
    "Hiệu trưởng các trường trung học phổ thông",
    "Nhà thầu thi công",
    "HTX Nông nghiệp Bình Lâm",
    "Thôn Phú Lâm",
    "Hội Nạn nhân chất độc da cam/dioxin",
]
OTHER = "Sở Xây dựng"
FORMS = {
    "leads": ("{} chủ trì, phối hợp với Sở Xây dựng kiểm tra đất đai.", ["lead {}", "cooperate Sở Xây dựng"]),
    "is given": ("Giao {} rà soát công trình xuống cấp.", ["lead {}"]),
    "is asked": ("Đề nghị {} quan tâm, chỉ đạo tuyên truyền.", ["lead {}"]),
    "must": ("Yêu cầu {} khẩn trương khắc phục tồn tại.", ["lead {}"]),
    "helps": ("Sở Xây dựng chủ trì, phối hợp với {} kiểm tra đất đai.", ["lead Sở Xây dựng", "cooperate {}"]),
    "is responsible": ("{} có trách nhiệm công khai danh sách.", ["lead {}"]),
    "advises": ("{} tham mưu UBND tỉnh ban hành kế hoạch.", ["lead {}"]),
    "is the centre": ("{} là đầu mối nhập số liệu vào phần mềm.", ["lead {}"]),
    "before a colon": ("{}: Rà soát quy chế làm việc.", ["lead {}"]),
    "with another": ("{} phối hợp với Sở Xây dựng cắm biển.", ["lead {}", "cooperate Sở Xây dựng"]),
    "concerned": ("Đối với {}: Rà soát quy chế làm việc.", ["lead {}"]),
    "in a list": (
        "Giao Sở Nội vụ, {}, UBND các xã rà soát số liệu.",
        ["lead Sở Nội vụ", "lead {}", "lead UBND các xã"],
    ),
    "on whose request": ("Sở Xây dựng thẩm định trên cơ sở đề nghị của {}.", ["lead Sở Xây dựng"]),
    "does plain work": ("{} dời lịch trực sang tuần sau.", ["lead {}"]),
    "to the public": ("{} thông báo cho người dân biết, phòng tránh.", ["lead {}"]),
}


def told(sentences):
    """Return who is told by each sentence, as items of one order."""
    opening = "Chủ tịch UBND tỉnh yêu cầu:\n"
    items = "\n".join(f"{place}. {sentence}" for place, sentence in enumerate(sentences, 1))
    letter = letter_of(opening + items)
    entry = choose(letter, extract(letter), Settings())
    return [
        [f"{share.assignee.role.value} {share.assignee.name}" for share in task.assignees]
        for task in entry.tasks
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_sort_of_body_has_its_part_in_every_form_of_order(form):
    """Who leads and who helps is read whatever the body is called."""
    sentence, parts = FORMS[form]

    read = told([sentence.format(name) for name in SOME])

    assert read == [[part.format(name) for part in parts] for name in SOME]


def test_fields_behind_a_colon_are_told_as_bodies():
    """What stands behind the colon of a list is no work of its own."""
    assert told(["Các chi cục: Kiểm lâm, Chăn nuôi và Thú y báo cáo số liệu."]) == [
        ["lead Chi cục Kiểm lâm", "lead Chi cục Chăn nuôi và Thú y"]
    ]


def test_those_named_above_are_told_with_those_behind_them():
    """The words "nêu trên" belong to the name before them, and the list goes on."""
    assert told(["Giám đốc các sở nêu trên và Chủ tịch UBND các xã báo cáo số liệu."]) == [
        ["lead Giám đốc các sở nêu trên", "lead Chủ tịch UBND các xã"]
    ]


def test_invigilators_are_told():
    """A school's exams have "giám thị"."""
    assert told(["Yêu cầu giám thị giám sát phòng thi."]) == [["lead giám thị"]]


def test_those_who_come_along_help():
    """Behind "cùng" stand those who help the one before it."""
    assert told(["Phòng Y tế cùng với Trạm Y tế, các đoàn thể rà soát hộ khó khăn."]) == [
        ["lead Phòng Y tế", "cooperate Trạm Y tế", "cooperate các đoàn thể"]
    ]


def test_the_receiver_of_a_report_keeps_its_number():
    """A number behind a body's name belongs to it, unless it counts days."""
    letter = letter_of(
        "UBND tỉnh yêu cầu:\n1. Sở Xây dựng báo cáo Trung đoàn 95 trước ngày 15/4/2024.\n"
        "2. Sở Y tế báo cáo Phòng Công chứng số 1 02 lần trong năm 2024.\n"
        "3. Các chi nhánh báo cáo kết quả về NHNN Khu vực 12 (qua Phòng Tổng hợp)."
    )
    entry = choose(letter, extract(letter), Settings())

    assert [task.instruction.report_to for task in entry.tasks] == [
        "Trung đoàn 95",
        "Phòng Công chứng số 1",
        "NHNN Khu vực 12 (qua Phòng Tổng hợp)",
    ]
