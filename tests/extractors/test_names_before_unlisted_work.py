"""Where a name ends before work that no list of verbs holds."""

from __future__ import annotations

import pytest
from letters import letter_of

from extractors.naming import read_names
from models.folding import fold
from pipeline.choose import choose
from pipeline.run import extract
from pipeline.settings import Settings


def named(text):
    return [name.name for name in read_names(text, fold(text), 0).names]


def told(sentence):
    text = f"Chủ tịch UBND tỉnh yêu cầu:\n1. {sentence}\n2. Sở Xây dựng rà soát công trình xuống cấp."
    letter = letter_of(text)
    tasks = choose(letter, extract(letter), Settings()).tasks
    return [share.assignee.name for task in tasks[:-1] for share in task.assignees]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trạm Kiểm dịch động vật Nà Hin bẻ niêm phong", "Trạm Kiểm dịch động vật Nà Hin"),
        ("Chi cục Kiểm lâm vùng IV bẻ khóa", "Chi cục Kiểm lâm vùng IV"),
        ("Ban Quản lý dự án 7 giục nhà thầu", "Ban Quản lý dự án 7"),
        ("Đội Thanh niên xung kích các thôn gánh cát", "Đội Thanh niên xung kích các thôn"),
        ("Bí thư các chi đoàn ngồi chung bàn", "Bí thư các chi đoàn"),
    ],
)
def test_a_name_ends_behind_a_place_a_number_or_a_level(text, expected):
    """An unknown small word behind them is no word of the name."""
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "name",
    [
        "Trung tâm Y tế khu vực Lâm Hà cơ sở 2",
        "UBND các xã khu vực III",
        "Các thôn đặc biệt khó khăn",
        "UBND các xã vùng hạ du hồ chứa",
        "Nhà máy Xi măng Nà Hin dây chuyền 2",
        "Ban Chỉ đạo 389 tỉnh",
        "Trung tâm Giống Cây trồng",
        "Tổ trưởng tổ dân phố 5 phường Đông",
        "UBND các xã nuôi tôm",
        "Nhà Văn hóa thiếu nhi",
    ],
)
def test_what_goes_on_with_a_name_stays_in_it(name):
    """Levels, what says where and which, and the second syllable of a word belong to the name."""
    assert named(f"{name} rà soát hồ sơ") == [name]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hội Người cao tuổi các xã mừng thọ hội viên.", ["Hội Người cao tuổi các xã"]),
        ("Thuế tỉnh Lâm Hà gỡ vướng cho hộ kinh doanh.", ["Thuế tỉnh Lâm Hà"]),
        ("UBND các xã nằm ở ven biển.", []),
        ("Bản Nà Hin ruộm về xã là nơi có rừng.", []),
        ("Một số hộ đốt rơm rạ gây khói mù.", []),
        ("Một số đơn vị khẩn trương nộp hồ sơ.", ["Một số đơn vị"]),
    ],
)
def test_who_works_somehow_is_told(sentence, expected):
    """Work may be told by a word that no list holds; how things are tells nobody anything."""
    assert told(sentence) == expected
