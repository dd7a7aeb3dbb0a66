"""Bodies: one key for all spellings, relative names made whole, history, and whether a letter is for us."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entry import Chosen, Entry, EntryAssignee, EntryTask, Evidence
from models.finding import Assignee, Field, Instruction, Role
from models.states import Part
from pipeline.bodies import Standpoint, own_territory, resolve
from pipeline.body_history import history
from pipeline.body_names import body_key, body_of, likeness
from pipeline.involvement import involvement
from pipeline.territories import communes, current_province, districts, province, provinces

TOWN = Standpoint("ỦY BAN NHÂN DÂN THỊ XÃ ĐỨC PHỔ", None, "Đức Phổ", dt.date(2024, 3, 20))
DEPARTMENT = Standpoint("SỞ Y TẾ", "UBND TỈNH KIÊN GIANG", "Kiên Giang", dt.date(2018, 3, 6))
WARD = Standpoint("ỦY BAN NHÂN DÂN PHƯỜNG HÒA KHÁNH", None, "Hòa Khánh", dt.date(2025, 9, 12))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở NN&PTNT", "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐTBXH", "Sở Lao động, Thương binh và Xã hội"),
        ("UBND thị xã", "Uỷ ban nhân dân thị xã"),
        ("Phòng VH&TT", "Phòng Văn hóa và Thông tin"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("TT HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh"),
        ("UBMTTQVN tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Đài PT-TH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
        ("Sở GD&ĐT", "Sở GDĐT"),
        ("TP. Hải An", "Thành phố Hải An"),
    ],
)
def test_spellings_of_one_body_share_a_key(one, other):
    """Abbreviations, "và", hyphens, case and marks do not count."""
    assert body_key(one) == body_key(other)
    assert likeness(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Nội vụ", "Sở Ngoại vụ"),
        ("Phòng Tư pháp", "Phòng Y tế"),
        ("UBND tỉnh", "HĐND tỉnh"),
        ("TT Y tế", "TT HĐND"),
    ],
)
def test_different_bodies_keep_different_keys(one, other):
    """Names that differ in a word are not one body, however alike."""
    assert body_key(one) != body_key(other)
    assert likeness(one, other) < 1.0


@given(st.text())
def test_any_text_has_a_key_that_is_its_own(text):
    """Whatever is typed, the key is found, and the key's key is itself."""
    assert body_key(body_key(text)) == body_key(text)


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("Chủ tịch UBND xã Bình Lâm", "UBND xã Bình Lâm"),
        ("Phó Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
        ("Trưởng phòng Nội vụ", "phòng Nội vụ"),
        ("Trưởng Công an thị xã", "Công an thị xã"),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("Thủ trưởng các phòng, ban", "các phòng, ban"),
        ("Bí thư Đảng ủy", "Đảng ủy"),
        ("Chủ tịch nước", "Chủ tịch nước"),
        ("Sở Y tế", "Sở Y tế"),
        ("Phó Chủ tịch Thường trực", "Phó Chủ tịch Thường trực"),
    ],
)
def test_posts_that_stand_for_bodies(post, body):
    """The head of a body stands for it; a body stays itself."""
    assert body_of(post) == body


@pytest.mark.parametrize(
    ("standpoint", "written", "whole"),
    [
        (TOWN, "UBND tỉnh", "UBND tỉnh Quảng Ngãi"),
        (TOWN, "Chủ tịch UBND tỉnh", "UBND tỉnh Quảng Ngãi"),
        (TOWN, "UBND thị xã", "UBND thị xã Đức Phổ, tỉnh Quảng Ngãi"),
        (TOWN, "Sở Nội vụ", "Sở Nội vụ tỉnh Quảng Ngãi"),
        (TOWN, "Phòng Nội vụ", "Phòng Nội vụ thị xã Đức Phổ, tỉnh Quảng Ngãi"),
        (TOWN, "Tỉnh ủy", "Tỉnh ủy Quảng Ngãi"),
        (TOWN, "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Quảng Ngãi"),
        (TOWN, "Thị ủy", "Thị ủy Đức Phổ, tỉnh Quảng Ngãi"),
        (TOWN, "Công an thị xã", "Công an thị xã Đức Phổ, tỉnh Quảng Ngãi"),
        (TOWN, "UBND huyện Mộ Đức", "UBND huyện Mộ Đức, tỉnh Quảng Ngãi"),
        (TOWN, "UBND xã Phổ An", "UBND xã Phổ An, tỉnh Quảng Ngãi"),
        (TOWN, "UBND tỉnh Bình Định", "UBND tỉnh Bình Định"),
        (TOWN, "Bộ Nội vụ", "Bộ Nội vụ"),
        (TOWN, "Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        (DEPARTMENT, "UBND tỉnh", "UBND tỉnh Kiên Giang"),
        (DEPARTMENT, "Sở Y tế", "Sở Y tế tỉnh Kiên Giang"),
        (DEPARTMENT, "Sở Y tế Kiên Giang", "Sở Y tế tỉnh Kiên Giang"),
        (DEPARTMENT, "Bộ", "Bộ Y tế"),
        (DEPARTMENT, "Phòng Nghiệp vụ Y", "Phòng Nghiệp vụ Y, Sở Y tế tỉnh Kiên Giang"),
        (WARD, "UBND thành phố", "UBND thành phố Đà Nẵng"),
        (WARD, "Thành ủy", "Thành ủy Đà Nẵng"),
        (WARD, "UBND phường", "UBND phường Hòa Khánh, thành phố Đà Nẵng"),
        (WARD, "Đảng ủy phường", "Đảng ủy phường Hòa Khánh, thành phố Đà Nẵng"),
        (WARD, "Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội phường Hòa Khánh, thành phố Đà Nẵng"),
    ],
)
def test_relative_names_are_made_whole(standpoint, written, whole):
    """A name is read from where its letter stands: its issuer, place and day."""
    found = resolve(written, standpoint)

    assert found.name == whole
    assert found.exact
    assert found.written == written


@pytest.mark.parametrize(
    ("standpoint", "written"),
    [
        (Standpoint(), "UBND tỉnh"),
        (Standpoint("UBND THỊ XÃ VÂN LĨNH"), "UBND tỉnh"),
        (TOWN, "UBND các xã, phường"),
        (TOWN, "cấp có thẩm quyền"),
        (DEPARTMENT, "UBND huyện"),
    ],
)
def test_what_cannot_be_known_is_not_exact(standpoint, written):
    """Groups, and names whose territory nothing tells, stay as written."""
    found = resolve(written, standpoint)

    assert not found.exact
    assert found.name == written


def test_settings_tell_the_province_where_the_letter_does_not():
    """A letter of the office's own province that names none is read with the settings."""
    found = resolve("UBND tỉnh", Standpoint("UBND THỊ XÃ VÂN LĨNH", province="Quảng Ngãi"))

    assert found.name == "UBND tỉnh Quảng Ngãi"


def test_old_letters_keep_old_provinces():
    """A town of 2024 lies in its province of 2024; the same province since is named as it is since."""
    old = Standpoint("UBND THÀNH PHỐ KON TUM", None, "Kon Tum", dt.date(2024, 1, 5))

    assert resolve("UBND tỉnh", old).name == "UBND tỉnh Kon Tum"
    assert current_province("Kon Tum", dt.date(2024, 1, 5)).name == "Kon Tum"
    assert current_province("Kon Tum", dt.date(2025, 7, 1)).name == "Quảng Ngãi"
    assert current_province("Hà Tây", dt.date(2020, 1, 1)).name == "Hà Nội"


def test_a_seat_tells_the_province():
    """A sở without printed parent is of the province whose town stands in the date line."""
    found = own_territory(Standpoint("SỞ CÔNG THƯƠNG", None, "Thủ Dầu Một", dt.date(2010, 1, 1)))

    assert found is not None
    assert found.full == "tỉnh Bình Dương"


def test_there_are_34_provinces_since_july_2025():
    """63 before, 34 since, every successor among them."""
    before = [one for one in provinces() if one.existed(dt.date(2025, 6, 30))]
    since = [one for one in provinces() if one.existed(dt.date(2025, 7, 1))]

    assert (len(before), len(since)) == (63, 34)
    assert all(current_province(one.name, dt.date(2026, 1, 1)) in since for one in provinces())


def test_names_that_repeat_are_all_given():
    """A district's or commune's name alone may be several places."""
    assert len(districts("Châu Thành")) > 1
    assert {place.province for place in districts("Đức Phổ")} == {"Quảng Ngãi"}
    assert all(place.kind == "đặc khu" for place in communes("Lý Sơn", "đặc khu"))
    assert province("tp HCM") == province("Thành phố Hồ Chí Minh")


@pytest.mark.parametrize(
    ("name", "day", "existed", "successor"),
    [
        ("Bộ Kế hoạch và Đầu tư", "2025-02-28", True, None),
        ("Bộ KH&ĐT", "2025-03-01", False, "Bộ Tài chính"),
        ("Bộ Nông nghiệp và Môi trường", "2024-05-01", False, None),
        ("Sở Giao thông vận tải tỉnh Quảng Ngãi", "2025-06-01", False, "Sở Xây dựng"),
        ("UBND tỉnh Kon Tum", "2025-06-30", True, None),
        ("Chủ tịch UBND tỉnh Kon Tum", "2025-08-01", False, "UBND tỉnh Quảng Ngãi"),
        ("UBND huyện Mộ Đức", "2025-07-01", False, None),
        ("UBND thành phố Đà Nẵng", "2025-08-01", True, None),
        ("Sở Nội vụ", "2025-08-01", True, None),
    ],
)
def test_what_became_of_a_body(name, day, existed, successor):
    """Whether a body existed on a day, and who followed it."""
    found = history(name, dt.date.fromisoformat(day))

    assert (found.existed, found.successor) == (existed, successor)
    assert bool(found.note) is not existed


# --- for us or not ---------------------------------------------------------------------------


def chosen(value):
    return Chosen(value, Evidence(value, 0, 0, 1, (), 1.0, "test"))


def entry(*, tasks=(), addressees=(), recipients=(), issuer="UBND TỈNH QUẢNG NGÃI", day="2025-09-01"):
    proof = Evidence("", 0, 0, 1, (), 1.0, "test")
    made = tuple(
        EntryTask(
            Instruction(),
            proof,
            tuple(EntryAssignee(Assignee(name, role), proof) for name, role in told.items()),
        )
        for told in tasks
    )
    header = {
        Field.ISSUING_BODY: chosen(issuer),
        Field.ISSUED_ON: chosen(day),
        Field.PLACE: chosen("Quảng Ngãi"),
    }
    return Entry(header, tuple(map(chosen, addressees)), tuple(map(chosen, recipients)), tasks=made)


LEAD, HELP, WATCH = Role.LEAD, Role.COOPERATE, Role.MONITOR


@pytest.mark.parametrize(
    ("office", "told", "part", "tasks"),
    [
        ("Sở Nội vụ", [{"Sở Nội vụ": LEAD}, {"Sở Y tế": LEAD}], Part.LEAD, (0,)),
        ("Sở Nội vụ tỉnh Quảng Ngãi", [{"Giám đốc Sở Nội vụ": LEAD}], Part.LEAD, (0,)),
        ("Sở Nội vụ", [{"Sở Y tế": LEAD, "Sở Nội vụ": HELP}], Part.COOPERATE, (0,)),
        ("Sở Nội vụ", [{"Sở Y tế": LEAD, "Sở Nội vụ": HELP}, {"Sở Nội vụ": WATCH}], Part.LEAD, (0, 1)),
        ("Sở Nội vụ", [{"Các sở, ban, ngành": LEAD}], Part.LEAD, (0,)),
        ("Sở Nội vụ", [{"Thủ trưởng các sở, ban, ngành tỉnh": LEAD}], Part.LEAD, (0,)),
        ("Sở Nội vụ", [{"Các Sở: Tài chính, Nội vụ và Y tế": LEAD}], Part.LEAD, (0,)),
        ("Sở Nội vụ", [{"UBND các xã, phường": LEAD}], Part.INFORMATION, ()),
        ("UBND phường Trà Câu", [{"UBND các xã, phường, đặc khu": LEAD}], Part.LEAD, (0,)),
        ("UBND phường Trà Câu", [{"Chủ tịch UBND cấp xã": HELP}], Part.COOPERATE, (0,)),
        ("UBND phường Trà Câu", [{"UBND phường Trà Câu": LEAD}], Part.LEAD, (0,)),
        ("UBND phường Trà Câu", [{"UBND phường Sa Huỳnh": LEAD}], Part.INFORMATION, ()),
        ("UBND phường Trà Câu", [{"Các sở, ban, ngành": LEAD}], Part.INFORMATION, ()),
        ("Sở Nội vụ tỉnh Gia Lai", [{"Sở Nội vụ": LEAD}], Part.INFORMATION, ()),
    ],
)
def test_part_in_the_tasks(office, told, part, tasks):
    """Named itself, by its head, in a list or as one of a group: the strongest role counts."""
    found = involvement(entry(tasks=told), office, province="Quảng Ngãi")

    assert (found.part, found.tasks) == (part, tasks)


def test_everybody_means_us_only_where_we_are_addressed():
    """The "cơ quan, đơn vị" are those whom the letter addresses."""
    told = [{"Các cơ quan, đơn vị, địa phương": LEAD}]

    assert (
        involvement(entry(tasks=told, addressees=["Sở Nội vụ"]), "Sở Nội vụ", province="Quảng Ngãi").part
        is Part.LEAD
    )
    assert (
        involvement(entry(tasks=told, addressees=["Sở Y tế"]), "Sở Nội vụ", province="Quảng Ngãi").part
        is Part.INFORMATION
    )


@pytest.mark.parametrize(
    ("recipients", "part"),
    [
        (["Như trên", "Sở Nội vụ (b/c)"], Part.INFORMATION),
        (["Sở Nội vụ (để thực hiện)"], Part.LEAD),
        (["Sở Nội vụ (t/h)"], Part.LEAD),
        (["Các sở, ban, ngành (p/h)"], Part.COOPERATE),
        (["Sở Y tế, Sở Nội vụ (để biết)"], Part.INFORMATION),
    ],
)
def test_part_in_the_recipients(recipients, part):
    """Without a task, the mark behind the recipient decides."""
    found = involvement(entry(recipients=recipients), "Sở Nội vụ", province="Quảng Ngãi")

    assert found.part is part
    assert found.reason


def test_our_own_letter_is_for_information():
    """What the office issued itself asks nothing of it."""
    own = entry(tasks=[{"UBND tỉnh": LEAD}])

    assert involvement(own, "UBND tỉnh Quảng Ngãi").part is Part.INFORMATION


def test_no_office_no_answer():
    """Without the office's name in the settings nothing is said."""
    assert involvement(entry(), "") is None


def test_divisions_of_another_district_are_not_ours():
    """A district's "các phòng, ban" are its own."""
    told = [{"Các phòng, ban thuộc UBND thị xã": LEAD}]
    letter = entry(tasks=told, issuer="UBND THỊ XÃ ĐỨC PHỔ", day="2024-03-01")

    assert involvement(letter, "Phòng Nội vụ thị xã Đức Phổ").part is Part.LEAD
    assert involvement(letter, "Phòng Nội vụ huyện Mộ Đức").part is Part.INFORMATION
