"""The whole way of a paper, in a real browser: drop, review, correct by pointing, approve, tasks, search."""

import subprocess
import sys
from pathlib import Path

import placed
import pytest
from playwright.sync_api import expect

from models.register import LetterFilter
from models.states import LetterState
from pipeline.register_letters import get_letter, list_letters

DROPPED = "12-hai-cap-2025"


@pytest.fixture
def at_work(pages):
    """The office, a program of its own, that reads what the pages put into the inbox."""
    script = Path(__file__).with_name("working_office.py")
    office = subprocess.Popen(
        [sys.executable, script, pages.desk.settings.data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert office.stdout.readline() == "ready\n"
    yield
    office.stdin.close()
    office.wait(30)
    office.stdout.close()


def test_from_the_dropped_file_to_the_found_task(browse, pages, at_work):
    """One paper goes all the way by keyboard and pointer, nothing typed but one search."""
    page = browse()
    page.set_input_files("#files", placed.SAMPLES / f"{DROPPED}.pdf")
    expect(page.locator(".progress .good")).to_have_count(1)
    row = page.locator("#inbox tr", has_text="214/UBND-VHXH")
    expect(row).to_be_visible(timeout=60_000)

    row.get_by_role("link").click()
    page.wait_for_selector(".review.live")
    letter_id = int(page.locator(".review").get_attribute("data-letter"))
    letter = pages.desk.register.read(get_letter, letter_id)
    assert letter.line.file_name == f"{DROPPED}.pdf"
    while page.locator(".stop.doubt:not(.settling)").count():
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: f"/review/{letter_id}" not in url)
    assert pages.desk.register.read(get_letter, letter_id).line.state is LetterState.APPROVED

    page.goto(f"/tasks?letter={letter_id}")
    count = len(pages.desk.register.read(get_letter, letter_id).tasks)
    assert count >= 3
    expect(page.locator("tbody tr")).to_have_count(count)
    expect(page.locator("tbody tr").first).to_contain_text("đã giao")

    page.goto("/search")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("tai khoan dinh danh")
    for _ in range(60):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if page.get_by_role("link", name="214/UBND-VHXH").count():
            break
        page.wait_for_timeout(500)
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_role("link", name="214/UBND-VHXH").first).to_be_visible()

    listed = pages.desk.register.read(list_letters, LetterFilter(words="214/UBND-VHXH"))
    assert listed.total == 1


def test_the_inbox_says_what_is_wrong_and_tries_again(browse, pages, at_work, tmp_path):
    """A file that cannot be read shows its reason and what to do; the slip still adds up."""
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.4\nno page at all\n")
    page = browse()
    page.set_input_files("#files", broken)
    expect(page.locator(".progress .good")).to_have_count(1)

    page.goto("/inbox?tab=failed")
    row = page.locator("#inbox tr", has_text="hỏng.pdf")
    expect(row).to_be_visible(timeout=60_000)
    expect(row).to_contain_text("lỗi")
    row.get_by_role("button", name="Thử lại").click()
    expect(page.locator("#inbox")).to_be_visible()
    page.goto("/inbox/slip")
    expect(page.get_by_text("Khớp: không sót tệp nào")).to_be_visible()
