"""The review page in a real browser: a letter confirmed by keyboard, corrected by pointing at the page."""

from contextlib import contextmanager

import placed
import pytest
from playwright.sync_api import expect

from models.finding import Field
from models.states import LetterState, ValueStatus
from models.tables import FieldRow
from pipeline.register_letters import get_letter


def read(pages, name):
    return pages.desk.register.read(get_letter, pages.letters[name])


def open_letter(page, pages, name):
    page.goto(f"/review/{pages.letters[name]}")
    page.wait_for_selector(".review.live")


@contextmanager
def saving(page):
    """Wait until the server has answered the change that is made meanwhile."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        yield
    assert answer.value.ok
    expect(page.locator(".htmx-request")).to_have_count(0)


def point_at(page, pages, name, words):
    """Return where on the screen words of the letter stand: (left, top, right, bottom)."""
    letter = pages.letters[name]
    found = page.request.get(f"/letters/{letter}/words/1").json()
    texts = [word[6] for word in found]
    wanted = words.split()
    at = next(i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted)
    boxes = found[at : at + len(wanted)]
    sheet = page.locator(".sheet .marks").first
    return sheet.evaluate(
        """(marks, [x0, top, x1, bottom]) => {
            const at = marks.getScreenCTM();
            const screen = (x, y) => new DOMPoint(x, y).matrixTransform(at);
            const [a, b] = [screen(x0, top), screen(x1, bottom)];
            return [a.x, a.y, b.x, b.y];
        }""",
        [
            min(b[2] for b in boxes),
            min(b[3] for b in boxes),
            max(b[4] for b in boxes),
            max(b[5] for b in boxes),
        ],
    )


def test_a_certain_letter_is_approved_with_one_chord(browse, pages):
    """A letter without doubts needs Ctrl+Enter only, and the next one opens."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)

    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: f"/review/{pages.letters[placed.CERTAIN]}" not in url and "/review/" in url)

    assert read(pages, placed.CERTAIN).line.state is LetterState.APPROVED


def test_three_doubts_take_four_keys(browse, pages):
    """Choose, accept, choose, approve: each doubt takes one key."""
    page = browse()
    open_letter(page, pages, placed.DOUBTFUL)
    letter = read(pages, placed.DOUBTFUL)
    second = letter.header[Field.NUMBER_SYMBOL].candidates[1]

    expect(page.locator(".stop.doubt.current .what")).to_have_text("Số, ký hiệu")
    page.keyboard.press("2")
    expect(page.locator(".stop.doubt.current .what")).to_have_text("Địa danh")
    page.keyboard.press("Enter")
    expect(page.locator(".stop.doubt.current .what")).to_have_text("Người ký")
    page.keyboard.press("1")
    expect(page.locator("#approve")).to_be_focused()
    expect(page.locator(".stop.doubt")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: f"/review/{letter.line.id}" not in url)

    letter = read(pages, placed.DOUBTFUL)
    assert letter.line.state is LetterState.APPROVED
    assert letter.header[Field.NUMBER_SYMBOL].value == second
    assert letter.header[Field.PLACE].settled


def test_approving_with_open_doubts_asks_once(browse, pages):
    """The first Ctrl+Enter leads to the doubt that is left, the second means it."""
    page = browse()
    open_letter(page, pages, placed.DOUBTFUL)

    page.keyboard.press("Control+Enter")
    expect(page.locator("#notice")).to_contain_text("Còn 3 chỗ cần xem")
    assert read(pages, placed.DOUBTFUL).line.state is LetterState.WAITING
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: f"/review/{pages.letters[placed.DOUBTFUL]}" not in url)

    assert read(pages, placed.DOUBTFUL).line.state is LetterState.APPROVED


def test_a_word_clicked_fills_the_focused_field(browse, pages):
    """The box being edited takes the word under the pointer, with its place on the page."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    place = read(pages, placed.CERTAIN).header[Field.PLACE]

    page.locator(f"#field-{place.id}-row").click()
    page.locator(f"#field-{place.id}-value").focus()
    left, top, right, bottom = point_at(page, pages, placed.CERTAIN, "VIỆT")
    with saving(page):
        page.mouse.click((left + right) / 2, (top + bottom) / 2)

    place = read(pages, placed.CERTAIN).header[Field.PLACE]
    assert place.value == "VIỆT"
    assert place.place.boxes
    assert place.place.rule == "person" or place.person_by == "vanthu"


def test_a_box_dragged_over_a_date_becomes_a_date(browse, pages):
    """Words under a dragged box are normalised as the field needs: here to a date."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    letter = read(pages, placed.CERTAIN)
    issued = letter.header[Field.ISSUED_ON]
    day = issued.value
    page.request.get("/healthz")

    page.locator(f"#field-{issued.id}-row").click()
    page.fill(f"#field-{issued.id}-value", "01/01/2020")
    with saving(page):
        page.keyboard.press("Enter")
    assert read(pages, placed.CERTAIN).header[Field.ISSUED_ON].value == "2020-01-01"
    year, month, number = day.split("-")
    words = f"ngày {number} tháng {int(month)} năm {year}"
    left, top, right, bottom = point_at(page, pages, placed.CERTAIN, words)
    page.locator(f"#field-{issued.id}-row").click()
    page.locator(f"#field-{issued.id}-value").focus()
    page.mouse.move(left - 2, top - 2)
    page.mouse.down()
    page.mouse.move(left + 40, bottom, steps=4)
    page.mouse.move(right + 2, bottom + 2, steps=4)
    with saving(page):
        page.mouse.up()

    assert read(pages, placed.CERTAIN).header[Field.ISSUED_ON].value == day


def test_what_is_typed_counts_where_candidates_are_offered(browse, pages):
    """Enter in the box saves the typed value, never a candidate that stands before it."""
    page = browse()
    open_letter(page, pages, placed.DOUBTFUL)
    symbol = read(pages, placed.DOUBTFUL).header[Field.NUMBER_SYMBOL]
    assert symbol.candidates

    page.fill(f"#field-{symbol.id}-value", "137/TB-VP")
    with saving(page):
        page.keyboard.press("Enter")

    assert read(pages, placed.DOUBTFUL).header[Field.NUMBER_SYMBOL].value == "137/TB-VP"
    expect(page.locator(".stop.doubt.current .what")).to_have_text("Địa danh")


def test_a_value_that_was_not_read_is_typed_at_once(browse, pages):
    """Nothing is there to agree with: the box waits for the number; Enter on nothing leaves the doubt open."""
    symbol = read(pages, placed.CERTAIN).header[Field.NUMBER_SYMBOL]
    with pages.desk.register.transaction() as session:
        row = session.get(FieldRow, symbol.id)
        row.machine_status, row.machine_value, row.boxes = ValueStatus.UNREAD, None, []
        row.doubt = "Số viết tay."
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    box = page.locator(f"#field-{symbol.id}-value")

    expect(box).to_be_focused()
    expect(page.locator(f"#field-{symbol.id} .crop")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    assert not read(pages, placed.CERTAIN).header[Field.NUMBER_SYMBOL].settled
    box.focus()
    with saving(page):
        page.keyboard.type("842/ubnd-vhtt\n")

    assert read(pages, placed.CERTAIN).header[Field.NUMBER_SYMBOL].value == "842/UBND-VHTT"


def test_a_mark_clicked_focuses_its_field_and_the_other_way_round(browse, pages):
    """Place and value find each other."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    symbol = read(pages, placed.CERTAIN).header[Field.NUMBER_SYMBOL]
    mark = page.locator(f'.mark[data-for="field-{symbol.id}"]')

    page.locator(".sheets").evaluate("one => one.scrollTop = 0")
    box = mark.first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(f"#field-{symbol.id}-row")).to_be_focused()

    signer = read(pages, placed.CERTAIN).header[Field.SIGNER_NAME]
    page.locator(f"#field-{signer.id}-row").focus()
    signed = page.locator(f'.mark.on[data-for="field-{signer.id}"]').first
    expect(signed).to_be_in_viewport()


def test_undo_takes_the_last_change_back(browse, pages):
    """Z undoes, on the page and in the register."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    place = read(pages, placed.CERTAIN).header[Field.PLACE]

    page.locator(f"#field-{place.id}-row").click()
    page.fill(f"#field-{place.id}-value", "Bình Lâm")
    page.keyboard.press("Enter")
    expect(page.locator(f"#field-{place.id}-row .now")).to_have_text("Bình Lâm")
    page.keyboard.press("Escape")
    page.locator(f"#field-{place.id}-row").focus()
    page.keyboard.press("z")
    expect(page.locator(f"#field-{place.id}-row .now")).to_have_text(place.value)

    assert read(pages, placed.CERTAIN).header[Field.PLACE].value == place.value


def test_a_task_is_split_merged_and_reassigned(browse, pages):
    """Tasks can be put right without leaving the page."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    first = read(pages, placed.CERTAIN).tasks[0]
    count = len(read(pages, placed.CERTAIN).tasks)
    words = first.text.split()
    at = len(" ".join(words[:4]))

    page.locator(f"#task-{first.id}-row").click()
    page.locator(f"#task-{first.id}-value").evaluate(
        "(box, at) => { box.focus(); box.setSelectionRange(at, at) }", at
    )
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".task")).to_have_count(count + 1)
    tasks = read(pages, placed.CERTAIN).tasks
    assert tasks[0].text == " ".join(words[:4])
    assert tasks[1].text == " ".join(words[4:])

    page.locator(f"#task-{tasks[0].id}-row").focus()
    page.keyboard.press("m")
    expect(page.locator(".task")).to_have_count(count)
    merged = read(pages, placed.CERTAIN).tasks[0].text
    assert merged.replace(";", "").split() == first.text.replace(";", "").split()

    page.locator(f"#task-{first.id}").evaluate("one => { one.open = true }")
    role = page.locator(f"#task-{first.id} .assignee [name=role]").first
    role.focus()
    with saving(page):
        page.keyboard.press("p")
    assert read(pages, placed.CERTAIN).tasks[0].assignees[0].role.value == "cooperate"


def test_an_assignee_is_completed_while_typing_without_marks(browse, pages):
    """Unmarked typing finds the body; Enter takes it."""
    page = browse()
    open_letter(page, pages, placed.URGENT)
    task = read(pages, placed.URGENT).tasks[0]
    before = len(task.assignees)

    page.locator(f"#task-{task.id}-row").click()
    box = page.locator(f"#task-{task.id}-who-value")
    box.click()
    box.press_sequentially("so nong")
    expect(page.locator("[role=option]").first).to_contain_text("Sở Nông nghiệp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"#task-{task.id} form.assignee")).to_have_count(before + 2)

    names = [who.name for who in read(pages, placed.URGENT).tasks[0].assignees]
    assert any(name.startswith("Sở Nông nghiệp") for name in names)


def test_an_assignee_is_worked_on_by_keys_alone(browse, pages):
    """Arrows reach it, one key gives its role, Escape leaves its box, Delete takes it off."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    task = read(pages, placed.CERTAIN).tasks[0]
    before = [one.name for one in task.assignees]

    page.locator(f"#task-{task.id}").evaluate("one => { one.open = true }")
    page.locator(f"#task-{task.id}-row").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#assignment-{task.assignees[0].id}")).to_be_focused()
    with saving(page):
        page.keyboard.press("t")
    assert read(pages, placed.CERTAIN).tasks[0].assignees[0].role.value == "monitor"

    page.locator(f"#assignment-{task.assignees[0].id}-value").focus()
    page.keyboard.press("Escape")
    expect(page.locator(f"#assignment-{task.assignees[0].id}")).to_be_focused()
    with saving(page):
        page.keyboard.press("Delete")
    assert [one.name for one in read(pages, placed.CERTAIN).tasks[0].assignees] == before[1:]


def test_ones_own_change_is_not_called_somebody_elses(browse, pages):
    """The question who else is here may have left before one's own change was saved, and be answered after it."""
    page = browse()
    held = []
    page.route("**/presence*", lambda route: held.append(route))  # noqa: PLW0108 - a method of a list is not taken
    open_letter(page, pages, placed.CERTAIN)
    page.locator("#task-1").evaluate("one => { one.open = true }")
    expect(page.locator("#presence.htmx-request")).to_have_count(1)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#assignment-1").press("t")

    with page.expect_response("**/presence*") as answer:
        held[0].continue_()

    assert "data-newest" in answer.value.text()
    expect(page.locator("#presence.htmx-request")).to_have_count(0)
    expect(page.locator("#presence a")).to_have_count(0)


def test_two_reviewers_never_overwrite_silently(browse, pages):
    """Who saves second sees both values and chooses; each sees that the other is there."""
    one, two = browse("vanthu"), browse("chuyenvien")
    open_letter(one, pages, placed.CERTAIN)
    open_letter(two, pages, placed.CERTAIN)
    place = read(pages, placed.CERTAIN).header[Field.PLACE]

    def write(page, value):
        page.locator(f"#field-{place.id}-row").click()
        page.fill(f"#field-{place.id}-value", value)
        page.keyboard.press("Enter")

    write(one, "An Bình")
    expect(one.locator(f"#field-{place.id}-row .now")).to_have_text("An Bình")
    write(two, "Bình An")
    conflict = two.locator(f"#field-{place.id} .conflict")
    expect(conflict).to_contain_text("Người khác vừa đổi thành “An Bình”")
    assert read(pages, placed.CERTAIN).header[Field.PLACE].value == "An Bình"
    conflict.get_by_role("button", name="Ghi giá trị của tôi").click()
    expect(two.locator(f"#field-{place.id}-row .now")).to_have_text("Bình An")

    expect(two.locator("#presence")).to_contain_text("Nguyễn Văn Thư", timeout=5000)


def test_two_reviewers_are_given_different_letters(browse, pages):
    """What somebody has open is passed over; when they leave it waits for the next one again."""
    one, two = browse("vanthu"), browse("chuyenvien")
    one.goto("/review")
    one.wait_for_selector(".review.live")
    with one.expect_response("**/presence*"):
        pass
    first = one.url

    two.goto("/review")
    assert "/review/" in two.url
    assert two.url != first
    two.goto("/inbox")
    one.goto("/inbox")
    for _ in range(50):
        two.goto("/review")
        if two.url == first:
            break
        two.goto("/inbox")
        two.wait_for_timeout(100)
    assert two.url == first


def test_zoom_turn_and_pages_work_by_keys(browse, pages):
    """The picture can be made larger and turned without touching the mouse."""
    page = browse()
    open_letter(page, pages, placed.CERTAIN)
    sheet = page.locator(".sheet").first
    before = sheet.bounding_box()

    page.keyboard.press("+")
    assert sheet.bounding_box()["width"] > before["width"] * 1.2
    page.keyboard.press("0")
    page.keyboard.press("r")
    turned = sheet.bounding_box()
    assert turned["width"] > turned["height"]
    page.keyboard.press("h")
    expect(page.locator(".paper")).to_have_class("paper bare")


@pytest.mark.parametrize("name", [placed.CERTAIN, placed.SCANNED])
def test_pictures_and_crops_show_the_page(browse, pages, name):
    """Each page's picture loads, without layout moving when it does."""
    page = browse()
    open_letter(page, pages, name)

    picture = page.locator(".sheet img").first
    picture.evaluate("one => one.decode()")
    assert picture.evaluate("one => one.naturalWidth") > 800
