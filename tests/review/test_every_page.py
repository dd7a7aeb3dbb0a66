"""Every page, for every reader: no axe violation in light and dark, fits a phone, works without scripts."""

import placed
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from models.finding import Field
from pipeline.register_letters import get_letter
from pipeline.register_review import approve

PAGES = (
    "/inbox",
    "/inbox?tab=failed",
    "/inbox/slip",
    "/review/{certain}",
    "/review/{doubtful}",
    "/letters",
    "/letters/{certain}",
    "/tasks",
    "/tasks/board",
    "/tasks/calendar",
    "/tasks/{task}",
    "/tasks/proposals",
    "/search",
    "/search?q=thi%E1%BA%BFt+b%E1%BB%8B",
    "/decisions/1",
    "/statistics",
    "/statistics/quality",
    "/settings",
    "/settings/bodies",
    "/settings/bodies/1",
    "/settings/holidays",
    "/settings/accounts",
    "/account",
    "/no-such-page",
)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture
def addresses(pages):
    """The pages' addresses; one letter is approved so that lists and charts have something to show."""
    register = pages.desk.register
    letter = register.read(get_letter, pages.letters[placed.URGENT])
    register.write(approve, letter.line.id, by="vanthu", with_doubts=True)
    known = {
        "certain": pages.letters[placed.CERTAIN],
        "doubtful": pages.letters[placed.DOUBTFUL],
        "task": letter.tasks[0].id,
    }
    return [address.format(**known) for address in PAGES]


@pytest.mark.parametrize("dark", [False, True])
def test_no_page_has_an_accessibility_violation(browse, addresses, dark, allow_missing_page):
    """axe-core finds nothing on any page; in the dark only colours can differ."""
    page = browse("quantri", dark=dark)
    found = {}

    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("load")
        violations = Axe().run(page, options=COLOURS if dark else AXE).response["violations"]
        if violations:
            found[address] = [
                (
                    one["id"],
                    [node["html"][:160] + " | " + node["failureSummary"][:300] for node in one["nodes"][:3]],
                )
                for one in violations
            ]

    assert found == {}


@pytest.fixture
def allow_missing_page(browse):
    """Asking for a page that is not there puts a 404 on the console, which is no error of ours."""
    browse.expected.append("404 (Not Found)")


def test_login_page_has_no_violation(chromium, site):
    """The page before the login is clean too."""
    page = chromium.new_page(base_url=site)
    page.goto("/login")

    assert Axe().run(page, options=AXE).response["violations"] == []


def test_every_page_fits_a_phone(browse, addresses, allow_missing_page):
    """At 390 pixels no page scrolls sideways."""
    page = browse("quantri", phone=True)
    wide = {}

    for address in addresses:
        page.goto(address)
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if excess > 0:
            wide[address] = excess

    assert wide == {}


def test_a_letter_is_corrected_and_approved_without_scripts(browse, pages):
    """Reading, plain corrections and approval need no JavaScript."""
    page = browse(scripts=False)
    letter_id = pages.letters[placed.CERTAIN]
    place = pages.desk.register.read(get_letter, letter_id).header[Field.PLACE]

    page.goto(f"/review/{letter_id}")
    row = page.locator(f"#field-{place.id}")
    row.locator("summary").click()
    row.locator("[name=value]").fill("Bình Lâm")
    row.get_by_role("button", name="Lưu").click()
    expect(page.locator(f"#field-{place.id} .now")).to_have_text("Bình Lâm")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.wait_for_url(lambda url: f"/review/{letter_id}" not in url)

    letter = pages.desk.register.read(get_letter, letter_id)
    assert letter.header[Field.PLACE].value == "Bình Lâm"
    assert letter.approved_by == "vanthu"


def test_files_are_uploaded_without_scripts(browse, pages):
    """The plain form puts files into the inbox."""
    page = browse(scripts=False)

    page.set_input_files("#files", placed.SAMPLES / "07-giay-moi.pdf")
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_text("Đã nhận: 07-giay-moi.pdf")).to_be_visible()

    assert (pages.desk.settings.inbox / "07-giay-moi.pdf").is_file()


def test_files_dropped_on_the_page_are_uploaded_with_progress(browse, pages):
    """Several files at once, each with its own outcome; no half file is ever in the folder."""
    page = browse()
    page.set_input_files("#files", [placed.SAMPLES / "07-giay-moi.pdf", placed.SAMPLES / "05-quyet-dinh.pdf"])
    expect(page.locator(".progress .good")).to_have_count(2)

    names = sorted(path.name for path in pages.desk.settings.inbox.iterdir())
    assert names == ["05-quyet-dinh.pdf", "07-giay-moi.pdf"]


def test_the_review_page_on_a_phone_takes_a_tapped_word(browse, pages):
    """A tap on a word fills the box being edited, as a click does."""
    page = browse(phone=True)
    letter_id = pages.letters[placed.CERTAIN]
    page.goto(f"/review/{letter_id}")
    page.wait_for_selector(".review.live")

    expect(page.locator(".sheet img").first).to_be_visible()
    assert page.locator("#approve").is_visible()
