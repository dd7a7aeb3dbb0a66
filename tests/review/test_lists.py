"""Lists: filters in the address, saved views, bulk changes, exports, statistics."""

import io
import re
from dataclasses import replace

import openpyxl
import placed
import pypdfium2
import pytest

from models.finding import Field
from models.register import LetterFilter, TaskFilter
from models.states import TaskState
from pipeline.register_letters import get_letter, list_letters
from pipeline.register_office import list_views
from pipeline.register_review import approve
from pipeline.register_tasks import get_task, list_tasks
from pipeline.timeliness import as_of


@pytest.fixture
def approved(pages):
    """Two letters are approved, so that their tasks are given."""
    for name in (placed.URGENT, placed.CERTAIN):
        pages.desk.register.write(approve, pages.letters[name], by="vanthu", with_doubts=True)
    return pages


def rows(text):
    """Return the task or letter links of a list, in order."""
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r'href="/(?:tasks|letters)/(\d+)"', body)


def test_filters_live_in_the_address(approved, clerk):
    """What a list shows is said by its address alone, and the form shows it."""
    overdue = clerk.get("/tasks?time=overdue&who=uy%20ban")
    every = clerk.get("/tasks?letter=" + str(approved.letters[placed.CERTAIN]))

    assert 'value="uy ban"' in overdue.text
    assert '<option value="overdue" selected>' in overdue.text
    tasks = approved.desk.register.read(get_letter, approved.letters[placed.CERTAIN]).tasks
    assert len(set(rows(every.text)) & {str(task.id) for task in tasks}) == len(tasks)


def test_a_filter_that_is_no_day_says_what_to_write(clerk):
    """A wrong day gets a clear message, not an empty list."""
    answer = clerk.get("/tasks?from=31/02/2026")

    assert answer.status_code == 400
    assert "không phải là ngày" in answer.text


def test_overdue_tasks_are_red_with_their_days(approved, clerk):
    """An overdue task shows by how many days."""
    found = clerk.get("/tasks?time=overdue").text

    assert re.search(r'<span class="tag bad">\s*quá hạn [\d.]+ ngày', found)


def test_several_tasks_are_extended_at_once(approved, clerk):
    """Ticked tasks get one new day; without a day or a reason none of them changes."""
    letter_id = approved.letters[placed.CERTAIN]
    tasks = approved.desk.register.read(get_letter, letter_id).tasks[:2]
    ticked = {"task": [str(task.id) for task in tasks], "back": "/tasks?open=1"}

    assert clerk.send_form("/tasks/extend", due="20/12/2026", **ticked).status_code == 400
    assert clerk.send_form("/tasks/extend", reason="theo đề nghị", **ticked).status_code == 400
    answer = clerk.send_form("/tasks/extend", due="20/12/2026", reason="theo đề nghị", **ticked)

    assert answer.headers["location"] == "/tasks?open=1&said=extended"
    now = approved.desk.register.read(get_letter, letter_id).tasks[:2]
    assert {task.due_on.isoformat() for task in now} == {"2026-12-20"}
    assert (
        approved.client("chuyenvien").send_form("/tasks/extend", due="1/1/2027", **ticked).status_code == 403
    )


def test_a_leader_reads_beside_the_page_and_changes_nothing(pages):
    """Where an account may not correct, boxes and buttons are switched off, and the page says so."""
    text = pages.client("lanhdao").get(f"/review/{pages.letters[placed.DOUBTFUL]}").text

    assert '<fieldset class="whole" disabled>' in text
    assert "chỉ xem" in text
    assert 'id="approve"' not in text


def test_a_view_is_saved_under_a_name_and_removed(approved, clerk):
    """A saved view leads back to the same filters."""
    answer = clerk.send_form("/tasks/views", name="Của Sở Y tế", query="?who=so+y+te&open=1")
    assert answer.headers["location"] == "/tasks?who=so+y+te&open=1&said=view"
    assert 'href="/tasks?who=so+y+te&amp;open=1">★ Của Sở Y tế</a>' in clerk.get("/tasks").text

    who = next(one for one in approved.desk.accounts.all() if one.name == "vanthu")
    saved = approved.desk.register.read(list_views, who.id, "tasks")
    clerk.send_form("/tasks/views", remove=str(saved[0].id))
    assert approved.desk.register.read(list_views, who.id, "tasks") == ()


def test_several_tasks_are_finished_at_once(approved, clerk):
    """Ticked tasks change state together, with day and result; undone on the letter's page."""
    letter_id = approved.letters[placed.CERTAIN]
    tasks = approved.desk.register.read(get_letter, letter_id).tasks[:3]

    answer = clerk.send_form(
        "/tasks/state",
        task=[str(task.id) for task in tasks],
        state="done",
        on="20/11/2026",
        result="12/BC-PNV",
        back="/tasks?open=1",
    )
    assert answer.headers["location"] == "/tasks?open=1&said=changed"
    changed = [approved.desk.register.read(get_task, task.id) for task in tasks]
    assert {task.state for task in changed} == {TaskState.DONE}
    assert {f"{task.done_on:%d/%m/%Y} {task.result}" for task in changed} == {"20/11/2026 12/BC-PNV"}


def test_an_extension_keeps_the_first_day(approved, clerk):
    """Extending needs a reason; the list shows both days."""
    task = approved.desk.register.read(get_letter, approved.letters[placed.URGENT]).tasks[0]

    missing = clerk.send_form(f"/tasks/{task.id}/extend", due="01/12/2027", reason="")
    assert missing.status_code == 400
    clerk.send_form(f"/tasks/{task.id}/extend", due="01/12/2027", reason="theo Công văn số 9")
    later = approved.desk.register.read(get_task, task.id)
    assert (f"{later.due_on:%d/%m/%Y}", later.first_due_on) == ("01/12/2027", task.due_on)


def test_the_board_and_the_calendar_show_the_same_tasks(approved, clerk):
    """Columns count every task of a state; a day of the calendar names its tasks."""
    given = approved.desk.register.read(
        list_tasks,
        TaskFilter(states=(TaskState.ASSIGNED,)),
        as_of(approved.desk.settings, approved.desk.today),
    )
    board = clerk.get("/tasks/board").text
    assert re.search(rf'Đã giao <span class="count">{given.total}</span>', board)

    dated = next(task for task in given.rows if task.due_on)
    month = clerk.get(f"/tasks/calendar?month={dated.due_on:%Y-%m}").text
    assert f'href="/tasks/{dated.id}"' in month


def test_the_board_moves_a_task_on_with_one_button(approved, clerk):
    """The button on a card gives the state that follows, and leads back to the board as it was filtered."""
    asked = as_of(approved.desk.settings, approved.desk.today)
    task = approved.desk.register.read(list_tasks, TaskFilter(states=(TaskState.ASSIGNED,)), asked).rows[0]
    assert (
        f'value="{task.id}"><button class="plain" name="state" value="in-progress"'
        in clerk.get("/tasks/board").text
    )

    answer = clerk.send_form("/tasks/state", task=str(task.id), state="in-progress", back="/tasks/board?q=a")

    assert answer.headers["location"] == "/tasks/board?q=a&said=changed"
    assert approved.desk.register.read(get_task, task.id).state is TaskState.IN_PROGRESS


def test_a_bodys_page_says_whose_tasks_they_are_and_stays_with_it(approved, clerk):
    """Heading, counts and quick filters of a body's page are that body's."""
    asked = as_of(approved.desk.settings, approved.desk.today)
    task = approved.desk.register.read(list_tasks, TaskFilter(states=(TaskState.ASSIGNED,)), asked).rows[0]
    body = task.assignees[0]
    mine = approved.desk.register.read(list_tasks, TaskFilter(body_id=body.body_id, open_only=True), asked)

    text = clerk.get(f"/tasks?body={body.body_id}&open=1").text

    assert f"<h1>Nhiệm vụ của {body.name}</h1>" in text
    assert f'Đang mở <span class="count">{mine.total}</span>' in text
    assert f'href="/tasks?body={body.body_id}&amp;time=overdue&amp;open=1"' in text


def test_a_page_says_what_a_form_did_in_its_own_words_only(approved, clerk):
    """What the address says is one of our sentences or nothing."""
    assert "Đã lưu." in clerk.get("/tasks?said=saved").text
    assert "xin chào" not in clerk.get("/tasks?said=xin+chào").text
    missing = clerk.get("/khong-co").text
    assert "Không có trang này." in missing
    assert 'href="/tasks?open=1"' in missing


def test_approving_gives_the_arrival_number_where_the_office_wants_it(pages, admin, clerk):
    """One setting spares the clerk the way to the letter's page; the next page tells the number."""
    letter_id = pages.letters[placed.CERTAIN]
    admin.send_form("/settings", office="X", due_soon_days="3", sure="90", number_on_approval="1")

    answer = clerk.send_form(f"/review/{letter_id}/approve")
    shown = clerk.get(clerk.get(answer.headers["location"]).headers["location"]).text

    assert pages.desk.register.read(get_letter, letter_id).line.arrival_number == 1
    assert re.search(r"Đã duyệt \S+, số đến 1\.", shown)


def test_the_quality_page_tells_what_was_corrected_by_issuer_scan_and_month(pages, clerk):
    """A corrected value counts for its field, its issuer, its kind of scan and its month."""
    letter = pages.desk.register.read(get_letter, pages.letters[placed.CERTAIN])
    place = letter.header[Field.PLACE]
    clerk.send_form(
        f"/review/{letter.line.id}/fields/{place.id}", action="save", value="Bình Lâm", version="1"
    )
    clerk.send_form(f"/review/{letter.line.id}/approve", anyway="1")

    by_field = clerk.get("/statistics/quality").text
    assert re.search(r"<td>Địa danh</td><td[^>]*>1</td><td[^>]*>1</td><td[^>]*>100 %</td>", by_field)
    for by, group in (
        ("issuer", letter.line.issuing_body),
        ("source", "bản điện tử"),
        ("month", f"{pages.desk.today:%m/%Y}"),
    ):
        text = clerk.get(f"/statistics/quality?by={by}").text
        assert f"<td>{group}</td>" in text
        assert "Địa danh</th>" in text


def test_what_is_seen_is_exported(approved, clerk):
    """The spreadsheet holds the rows of the filtered list, with dates as dates."""
    letter_id = approved.letters[placed.CERTAIN]
    answer = clerk.get(f"/tasks.xlsx?letter={letter_id}")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    texts = {str(cell.value) for row in book.active.iter_rows() for cell in row}

    tasks = approved.desk.register.read(get_letter, letter_id).tasks
    assert {task.text for task in tasks} <= texts
    assert clerk.get("/letters.xlsx").content[:2] == b"PK"
    assert clerk.get("/statistics.docx").content[:2] == b"PK"
    calendar = clerk.get("/tasks.ics").text
    assert calendar.startswith("BEGIN:VCALENDAR")


def test_what_is_too_much_is_said_and_not_exported_in_part(approved, clerk, monkeypatch):
    """With more matches than a list goes through the page says so, and the file is refused."""
    approved.desk.search.catch_up(most=None)
    monkeypatch.setattr("pipeline.search.MOST_LISTED", 1)

    for name, words in (("letters", "ubnd"), ("tasks", "cac")):
        assert "Gõ thêm từ để thu hẹp" in clerk.get(f"/{name}?q={words}").text
        refused = clerk.get(f"/{name}.xlsx?q={words}")
        assert (refused.status_code, "để tải trọn" in refused.text) == (400, True)
        assert "Gõ thêm từ để thu hẹp" not in clerk.get(f"/{name}").text
        assert clerk.get(f"/{name}.xlsx").status_code == 200


def test_the_secret_calendar_needs_its_key_only(approved, clerk):
    """A calendar program without cookies gets the deadlines; a new key makes the old one void."""
    shown = clerk.send_form("/account/calendar").text
    path = re.search(r"(/calendar/[\w-]+\.ics)", shown)[1]
    stranger = approved.client()

    assert stranger.get(path).text.startswith("BEGIN:VCALENDAR")
    clerk.send_form("/account/calendar", renew="1")
    assert stranger.get(path).status_code == 404


def test_an_arrival_number_is_given_once(pages, clerk):
    """Numbers run on; asking again keeps the number."""
    one, two = pages.letters[placed.CERTAIN], pages.letters[placed.URGENT]
    for letter_id in (one, two, one):
        clerk.send_form(f"/letters/{letter_id}/arrival", action="number")

    lines = {
        row.id: row.arrival_number for row in pages.desk.register.read(list_letters, LetterFilter()).rows
    }
    assert (lines[one], lines[two]) == (1, 2)


def test_history_shows_who_did_what_and_takes_it_back(pages, clerk):
    """The letter's page tells every change and undoes one of them."""
    letter_id = pages.letters[placed.CERTAIN]
    place = pages.desk.register.read(get_letter, letter_id).header[Field.PLACE]
    clerk.send_form(f"/review/{letter_id}/fields/{place.id}", action="save", value="Bình Lâm", version="1")

    text = clerk.get(f"/letters/{letter_id}").text
    assert "Bình Lâm" in text
    assert "sửa địa danh" in text
    event = re.search(rf"/letters/{letter_id}/undo/(\d+)", text)[1]
    clerk.send_form(f"/letters/{letter_id}/undo/{event}")
    assert pages.desk.register.read(get_letter, letter_id).header[Field.PLACE].value == place.value


def test_a_letter_goes_to_the_trash_and_back(pages, clerk):
    """The trash hides a letter and its tasks; bringing it back shows them again."""
    letter_id = pages.letters[placed.CERTAIN]
    clerk.send_form(f"/letters/{letter_id}/trash", why="nộp nhầm")
    assert str(letter_id) not in rows(clerk.get("/letters").text)
    assert str(letter_id) in rows(clerk.get("/letters?trash=1").text)

    clerk.send_form(f"/letters/{letter_id}/trash", action="restore")
    assert str(letter_id) in rows(clerk.get("/letters").text)


@pytest.mark.parametrize("address", ["/letters", "/letters/1", "/tasks", "/statistics", "/inbox"])
def test_pages_work_before_the_office_has_a_name(pages, clerk, address):
    """A fresh installation knows no office: nothing is told of its part, and no page fails."""
    pages.desk.settings = replace(pages.desk.settings, office="")

    assert clerk.get(address).status_code == 200


def test_statistics_add_up(approved, clerk):
    """The leader's page shows the totals that the register counts."""
    text = clerk.get("/statistics").text
    given = approved.desk.register.read(
        list_tasks,
        TaskFilter(states=(TaskState.ASSIGNED,)),
        as_of(approved.desk.settings, approved.desk.today),
    ).total

    assert re.search(rf"<dt>Nhiệm vụ đã giao</dt><dd>{given}</dd>", text)
    assert "<svg" in text


def test_a_decisions_page_tells_who_cites_it(pages, clerk):
    """The page shows the sentence that names the decision, and the graph leads on."""
    cited = pages.desk.register.read(get_letter, pages.letters[placed.SCANNED]).citations[1]

    text = clerk.get(f"/decisions/{cited.document_id}").text

    assert cited.number_symbol in text
    assert f"/review/{pages.letters[placed.SCANNED]}#citation-{cited.id}" in text
    assert '<svg class="graph"' in text


def test_a_letter_and_its_tasks_say_whether_the_office_must_act(pages, clerk):
    """The list, the letter and its tasks are marked where the office named in the settings is told."""
    pages.desk.settings = replace(pages.desk.settings, office="Phòng Văn hóa và Thông tin thị xã An Đông")
    letter = pages.letters[placed.CERTAIN]

    listed, whole = clerk.get("/letters").text, clerk.get(f"/letters/{letter}").text

    assert "phải làm</span>" in listed
    assert "phải làm</span>" in whole.split("<h2>Nhiệm vụ")[0]
    assert "phải làm</span>" in whole.split("<h2>Nhiệm vụ")[1]


def test_a_scan_is_offered_as_a_copy_that_can_be_searched(pages, clerk):
    """The letter's page says where its text is from and offers a copy in which words are found."""
    letter_id = pages.letters[placed.SCANNED]
    page = clerk.get(f"/letters/{letter_id}").text

    copy = clerk.get(f"/letters/{letter_id}/searchable")

    assert "mọi trang: trang không có lớp chữ" in page
    assert f'href="/letters/{letter_id}/searchable"' in page
    words = pypdfium2.PdfDocument(copy.content)[0].get_textpage()
    assert words.search("phòng, chống thiên tai").get_next()


def test_a_letter_with_its_own_text_needs_no_searchable_copy(pages, clerk):
    """A born-digital letter has no such copy, and its page offers none."""
    letter_id = pages.letters[placed.CERTAIN]

    assert "searchable" not in clerk.get(f"/letters/{letter_id}").text
    assert clerk.get(f"/letters/{letter_id}/searchable").status_code == 404


def test_open_tasks_that_are_none_yet_lead_to_the_review(pages, clerk):
    """Where all tasks await review, the list of open ones says so and leads there."""
    waiting = pages.desk.register.read(
        list_tasks, TaskFilter(states=(TaskState.WAITING,)), as_of(pages.desk.settings, pages.desk.today)
    )
    opened = clerk.get("/tasks?open=1").text
    link = re.search(r'<a href="(/tasks\?state=waiting)">([\d.]+) nhiệm vụ chờ duyệt</a>', opened)

    assert waiting.total > 0
    assert link is not None
    assert link[2] == str(waiting.total)
    assert '<a class="button" href="/review">Duyệt</a>' in opened
    assert len(set(rows(clerk.get(link[1]).text))) >= len(waiting.rows)
