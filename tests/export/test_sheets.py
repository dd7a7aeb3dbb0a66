"""Sheets as offices keep them, and back again as proposals."""

import csv
import datetime as dt
import io

import pytest
from docx import Document
from entries import DAY, made
from icalendar import Calendar
from openpyxl import load_workbook

from models.errors import UnreadableFileError, UsageError
from models.finding import Deadline, DeadlineKind, Field
from models.register import LetterFilter, PerformanceRow, TaskFilter
from models.states import ProposalKind, TaskState
from pipeline.export_calendar import calendar_of
from pipeline.export_csv import letters_csv, tasks_csv
from pipeline.export_report import report_rows, totals, write_report, write_report_letter
from pipeline.export_sheets import LETTER_COLUMNS, TASK_COLUMNS, write_letters, write_tasks
from pipeline.import_sheets import import_sheet
from pipeline.register_export import every_letter, every_task
from pipeline.register_letters import get_letter
from pipeline.register_proposals import list_proposals, settle_proposal
from pipeline.register_review import approve, give_arrival_number
from pipeline.register_statistics import performance
from pipeline.timeliness import AsOf

ASKED = AsOf(dt.date(2024, 4, 1))
OFFICE = "UBND thị xã Đông Hải"
HOSTILE = '=HYPERLINK("http://x";"bấm") \x07'


@pytest.fixture
def office(register, file):
    """Two letters with arrival numbers; one has a task without a day, one begins like a formula."""
    first = file(made())
    second = file(
        made("2/A-B", subject=HOSTILE, tasks=(("+84 gọi điện", ("Phòng Nội vụ",), None),), references=())
    )
    for letter_id in (first, second):
        register.write(approve, letter_id, by="lan", on=DAY)
        register.write(give_arrival_number, letter_id, by="lan", on=DAY)
    return register


def task_sheet(office, path):
    with office.transaction(write=False) as session:
        write_tasks(path, every_task(session, TaskFilter(), ASKED), office=OFFICE, period="(thử)")
    return load_workbook(path).active


def letter_sheet(office, path):
    with office.transaction(write=False) as session:
        write_letters(path, every_letter(session, LetterFilter()), office=OFFICE)
    return load_workbook(path).active


def test_the_arrival_register_has_the_decrees_columns(office, tmp_path):
    """Phụ lục IV's columns, dates that are dates, numbers that are numbers, nothing where nothing is."""
    sheet = letter_sheet(office, tmp_path / "so.xlsx")
    headings = [cell.value for cell in sheet[5]]
    first = dict(zip(headings, sheet[6], strict=True))

    assert headings == [column.heading for column in LETTER_COLUMNS]
    assert sheet["A1"].value == OFFICE.upper()
    assert first["Ngày đến"].value.date() == DAY
    assert first["Ngày đến"].number_format == "dd/mm/yyyy"
    assert first["Số đến"].value == 1
    assert first["Ngày chuyển"].value is None
    assert first["Tên loại và trích yếu nội dung"].value.startswith("Công văn: rà soát")


def test_a_task_without_a_day_has_an_empty_cell(office, tmp_path):
    """No 01/01/1970 stands for no deadline."""
    sheet = task_sheet(office, tmp_path / "nv.xlsx")
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    due = [column.heading for column in TASK_COLUMNS].index("Thời hạn")

    assert [row[due] and row[due].date() for row in rows] == [dt.date(2024, 3, 25), None]


def test_what_a_letter_says_never_becomes_a_formula(office, tmp_path):
    """Text that begins like a formula stays text, in Excel and in CSV."""
    sheet = letter_sheet(office, tmp_path / "so.xlsx")
    out = io.StringIO()
    with office.transaction(write=False) as session:
        tasks_csv(out, every_task(session, TaskFilter(), ASKED))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert all(cell.data_type != "f" for cell in cells)
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert "'+84 gọi điện" in out.getvalue()


def test_sheets_are_ready_to_filter_and_print(office, tmp_path):
    """Filters over the rows, the headings stay in sight and on every printed page, A4 across."""
    sheet = task_sheet(office, tmp_path / "nv.xlsx")

    assert sheet.auto_filter.ref == "A5:O7"
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_csv_holds_the_same_rows(office):
    """UTF-8 with the mark Excel looks for, ISO dates, one row a letter."""
    out = io.StringIO()
    with office.transaction(write=False) as session:
        count = letters_csv(out, every_letter(session, LetterFilter()))
    rows = list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"))))

    assert out.getvalue().startswith("\ufeff")
    assert count == len(rows) == 2
    assert (rows[0]["Ngày đến"], rows[0]["Số đến"]) == ("2024-03-05", "1")


def test_the_calendar_holds_what_has_a_day(office):
    """A whole day for a date, with a reminder; nothing for a task without one."""
    with office.transaction(write=False) as session:
        tasks = list(every_task(session, TaskFilter(), ASKED))
    now = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    calendar = Calendar.from_ical(calendar_of(tasks, name="Thời hạn", now=now, address="https://vp.example/"))
    (event,) = calendar.walk("VEVENT")

    assert event.decoded("dtstart") == dt.date(2024, 3, 25)
    assert event.decoded("dtend") == dt.date(2024, 3, 26)
    assert str(event["url"]) == f"https://vp.example/nhiem-vu/{tasks[0].id}"
    assert len(event.walk("VALARM")) == 1


def test_an_hour_is_kept_in_vietnams_time(register, file):
    """“16:00 ngày 25” is nine o'clock in Greenwich."""
    limit = Deadline(DeadlineKind.DATE, due=dt.date(2024, 3, 25), time="16:00")
    file(made(tasks=(("Gửi báo cáo", ("Phòng Nội vụ",), limit),)))
    with register.transaction(write=False) as session:
        data = calendar_of(every_task(session, TaskFilter(), ASKED), name="x", now=dt.datetime.now(dt.UTC))
    (event,) = Calendar.from_ical(data).walk("VEVENT")

    assert event.decoded("dtstart").astimezone(dt.UTC) == dt.datetime(2024, 3, 25, 9, tzinfo=dt.UTC)


def test_the_report_adds_up_in_excel_and_in_word(office, tmp_path):
    """Both forms hold the same numbers, and the sum of the bodies is the last row."""
    rows = office.read(performance, ASKED)
    known_at = dt.datetime(2024, 4, 1, 17, 0, tzinfo=dt.UTC)
    write_report(tmp_path / "bc.xlsx", rows, office=OFFICE, day=ASKED.day, known_at=known_at)
    write_report_letter(
        tmp_path / "bc.docx", rows, office=OFFICE, parent="UBND tỉnh An Bình", place="Đông Hải",
        day=ASKED.day, known_at=known_at,
    )  # fmt: skip
    sheet = load_workbook(tmp_path / "bc.xlsx").active
    last = [cell.value for cell in sheet[sheet.max_row]]
    document = Document(str(tmp_path / "bc.docx"))
    table = [[cell.text for cell in row.cells] for row in document.tables[1].rows]

    assert last[1:4] == ["Tổng số", 2, 0]
    assert table[-1][1:4] == ["Tổng số", "2", "0"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.tables[0].rows[0].cells[1].text
    assert document.sections[0].left_margin.mm == pytest.approx(30, abs=0.1)


def test_totals_are_sums():
    """Every column of the sum is the sum of the column."""
    rows = [
        PerformanceRow(1, "a", 10, 1, 2, 1, 0, 3, 1, 2, 1),
        PerformanceRow(2, "b", 5, 1, 0, 1, 1, 1, 0, 1, 0),
    ]
    total = totals(rows)

    assert (total.given, total.done, total.open) == (15, 7, 8)
    assert total.given == total.done + total.open
    assert report_rows([]) == []


def test_a_corrected_sheet_comes_back_as_proposals(office, tmp_path):
    """Changed cells become proposals; nothing changes until a person accepts them."""
    path = tmp_path / "nv.xlsx"
    task_sheet(office, path)
    book = load_workbook(path)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[5]}
    sheet.cell(6, columns["Thời hạn"]).value = dt.date(2024, 4, 20)
    sheet.cell(6, columns["Cơ quan chủ trì"]).value = "Phòng Y tế; UBND các xã, phường"
    sheet.cell(7, columns["Tình trạng"]).value = "hoàn thành"
    sheet.cell(7, columns["Ngày hoàn thành"]).value = "30/3/2024"
    book.save(path)
    found = office.write(import_sheet, path, by="lan")
    before = office.read(get_letter, 1).tasks[0]
    for one in office.read(list_proposals, kind=ProposalKind.IMPORT):
        office.write(settle_proposal, one.id, accept=True, by="lan")
    after, other = office.read(get_letter, 1).tasks[0], office.read(get_letter, 2).tasks[0]

    assert (found.kind, found.rows, found.proposals, found.problems) == ("tasks", 2, 3, [])
    assert before.due_on == dt.date(2024, 3, 25)
    assert after.due_on == dt.date(2024, 4, 20)
    assert [one.name for one in after.assignees] == ["UBND các xã, phường", "Phòng Y tế"]
    assert (other.state, other.done_on) == (TaskState.DONE, dt.date(2024, 3, 30))


@pytest.mark.parametrize("write", [task_sheet, letter_sheet])
def test_an_unchanged_sheet_proposes_nothing(office, tmp_path, write):
    """Out and in again, and nothing differs."""
    path = tmp_path / "bang.xlsx"
    write(office, path)

    assert office.write(import_sheet, path, by="lan").proposals == 0


def test_a_corrected_arrival_register_comes_back_too(office, tmp_path):
    """Number, date and subject of letters are proposed, and who got it."""
    path = tmp_path / "so.xlsx"
    letter_sheet(office, path)
    book = load_workbook(path)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[5]}
    sheet.cell(6, columns["Số, ký hiệu"]).value = "13/UBND-NV"
    sheet.cell(6, columns["Đơn vị hoặc người nhận"]).value = "Phòng Nội vụ"
    book.save(path)
    office.write(import_sheet, path, by="lan")
    for one in office.read(list_proposals):
        office.write(settle_proposal, one.id, accept=True, by="lan")
    view = office.read(get_letter, 1)

    assert view.header[Field.NUMBER_SYMBOL].value == "13/UBND-NV"
    assert view.handed_to == "Phòng Nội vụ"


def test_rows_that_do_not_fit_are_named(office, tmp_path):
    """An unknown number, a missing one, a day that is none: told, and the rest goes on."""
    path = tmp_path / "nv.csv"
    path.write_text("Mã,Nội dung nhiệm vụ,Thời hạn\n999,x,\n,y,\n1,,hôm nào đó\n", "utf-8")
    found = office.write(import_sheet, path, by="lan")

    assert len(found.problems) == 3
    assert "999" in "".join(found.problems)


def test_what_is_no_sheet_is_refused(office, tmp_path):
    """A text called .xlsx, and a sheet with other columns."""
    (tmp_path / "a.xlsx").write_text("không phải Excel", "utf-8")
    (tmp_path / "b.csv").write_text("a,b,c\n1,2,3\n", "utf-8")
    with pytest.raises(UnreadableFileError):
        office.write(import_sheet, tmp_path / "a.xlsx", by="lan")
    with pytest.raises(UsageError):
        office.write(import_sheet, tmp_path / "b.csv", by="lan")


def test_a_list_of_bodies_is_taken_over(office, tmp_path):
    """A list with the column “Tên cơ quan” makes bodies."""
    path = tmp_path / "co-quan.csv"
    path.write_text("Tên cơ quan,Ký hiệu,Tên khác\nSở Nội vụ,SNV,Sở Tổ chức\nSở Y tế,SYT,\n", "utf-8")

    assert office.write(import_sheet, path, by="lan").new == 2
