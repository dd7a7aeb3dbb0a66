"""The settings page: thresholds, the agency list, the office's own days."""

import io

import pytest

from pipeline.register_bodies import search_bodies
from pipeline.settings import load


def test_settings_are_written_to_the_offices_file(pages, admin):
    """Thresholds set on the page count at once and after a restart; remarks in the file stay."""
    file = pages.desk.settings.data / "congvan.toml"
    file.write_text("# ghi chú của cơ quan\n", "utf-8")

    admin.send_form("/settings", office="UBND xã An Bình", due_soon_days="5", sure="85", day_ends="17:00")

    assert pages.desk.settings.due_soon_days == 5
    again = load({}, data=str(pages.desk.settings.data))
    assert (again.office, again.sure, again.day_ends) == ("UBND xã An Bình", 0.85, "17:00")
    assert file.read_text("utf-8").startswith("# ghi chú")


@pytest.mark.parametrize("wrong", [{"due_soon_days": "900"}, {"sure": "10"}, {"day_ends": "25:99"}])
def test_settings_that_cannot_be_are_refused(pages, admin, wrong):
    """A wrong threshold changes nothing."""
    before = pages.desk.settings
    given = {"office": "X", "due_soon_days": "3", "sure": "90", "day_ends": "17:00"} | wrong

    assert admin.send_form("/settings", **given).status_code == 400
    assert pages.desk.settings == before


def test_the_agency_list_is_imported(pages, admin):
    """A CSV list of bodies is taken over and found while typing."""
    listed = "Tên cơ quan,Ký hiệu,Cơ quan chủ quản\nSở Nghiên cứu Biển,SNCB,\n"
    listed += "Phòng Thủy văn,PTV,Sở Nghiên cứu Biển\n"
    file = ("co-quan.csv", io.BytesIO(listed.encode()), "text/csv")

    answer = admin.send_form("/settings/import", files={"file": file})

    assert "2 cơ quan, trong đó 2 mới" in answer.text
    found = pages.desk.register.read(search_bodies, "so nghien cuu")
    assert [one.name for one in found] == ["Sở Nghiên cứu Biển"]


def test_an_offices_day_off_is_added_and_taken_away(pages, admin):
    """The office's own days stand in holidays.csv."""
    admin.send_form("/settings/holidays", day="07/12/2026", kind="off", name="Kỷ niệm của tỉnh")
    file = pages.desk.settings.data / "holidays.csv"
    assert "2026-12-07,off,Kỷ niệm của tỉnh" in file.read_text("utf-8")
    assert "Kỷ niệm của tỉnh" in admin.get("/settings/holidays?year=2026").text

    admin.send_form("/settings/holidays", remove="2026-12-07")
    assert "2026-12-07" not in file.read_text("utf-8")
