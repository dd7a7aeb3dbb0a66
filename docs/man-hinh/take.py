# ruff: noqa: INP001 - a script, not a package
"""Take the screenshots that README and the user's guide show: `python docs/man-hinh/take.py`.

An office is made from samples/ in a temporary folder, with a day's work done, and looked at in Debian's
chromium: 1366×768 in light, a phone's width, and one page in the dark.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import placed  # noqa: E402

from models.register import TaskFilter  # noqa: E402
from models.states import AccountRole, TaskState  # noqa: E402
from pipeline.accounts import Accounts  # noqa: E402
from pipeline.register import Register  # noqa: E402
from pipeline.register_assignments import extend  # noqa: E402
from pipeline.register_ledger import note_added, note_filed  # noqa: E402
from pipeline.register_letters import get_letter  # noqa: E402
from pipeline.register_review import approve, give_arrival_number  # noqa: E402
from pipeline.register_states import set_states  # noqa: E402
from pipeline.register_tasks import list_tasks  # noqa: E402
from pipeline.settings import Settings, load  # noqa: E402
from pipeline.timeliness import as_of  # noqa: E402
from review.app import create_app  # noqa: E402

HERE = Path(__file__).parent
PASSWORD = "mat-khau-dai"  # noqa: S105 - of an office that lives for a minute
WAITING = (placed.DOUBTFUL, placed.URGENT, placed.SCANNED)
SHOTS = {
    "hop-den": "/inbox",
    "duyet": f"/review/{{{placed.DOUBTFUL}}}",
    "van-ban": f"/letters/{{{placed.CERTAIN}}}",
    "nhiem-vu": "/tasks?open=1",
    "bang": "/tasks/board",
    "lich": "/tasks/calendar",
    "tra-cuu": "/search?q=b%C3%A1o+c%C3%A1o",
    "quyet-dinh": "/decisions/{decision}",
    "thong-ke": "/statistics",
    "cai-dat": "/settings/accounts",
}
AGENT = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36"
PHONE = ("hop-den", "duyet", "nhiem-vu", "thong-ke")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]


def main() -> None:
    """Make the office, serve it, take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load({}, data=folder, office="UBND thị xã Đông Hải")
        known = _day_of_work(settings)
        server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        time.sleep(3)  # the search follows
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
            _take_all(browser, f"http://127.0.0.1:{port}", known)
            browser.close()
        server.should_exit = True
        thread.join()


def _day_of_work(settings: Settings) -> dict[str, int]:
    """File the samples, approve most of them, and let their tasks run."""
    names = sorted(path.name.split(".")[0] for path in placed.SAMPLES.glob("*.gold.json"))
    names = [name for name in names if not name.endswith("-scan") or name in WAITING]
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    with Register(settings) as register:
        accounts = Accounts(register.database)
        accounts.add("lan.nguyen", AccountRole.ADMIN, PASSWORD, full_name="Nguyễn Thị Lan")
        accounts.add("minh.tran", AccountRole.CLERK, PASSWORD, full_name="Trần Minh")
        known = placed.file_samples(register, *names)
        for name, letter_id in known.items():
            path = f"{name}.pdf"
            now = dt.datetime.now(dt.UTC)
            file = register.write(note_added, path, path, 240_000, by="lan.nguyen", now=now)
            register.write(note_filed, file.id, letter_id, new=True)
        given = [name for name in names if name not in WAITING]
        for name in given:
            given_on = today - dt.timedelta(days=30)
            register.write(approve, known[name], by="lan.nguyen", with_doubts=True, on=given_on)
            register.write(give_arrival_number, known[name], by="lan.nguyen")
        _run_tasks(register, today)
        known["decision"] = register.read(get_letter, known[placed.CERTAIN]).document_id or 1
    return known


def _run_tasks(register: Register, today: dt.date) -> None:
    asked = as_of(register.settings, today)
    tasks = register.read(list_tasks, TaskFilter(open_only=True), asked, sort="oldest", limit=100).rows
    for number, task in enumerate(tasks):
        due = today + dt.timedelta(days=(number * 5) % 37 - 9)
        register.write(extend, task.id, due, "theo Công văn số 12/UBND-NV", by="lan.nguyen")
        if number % 3 == 0:
            on = due - dt.timedelta(days=number % 4 - 1)
            state, day = TaskState.DONE, min(on, today)
            register.write(set_states, [task.id], state, by="minh.tran", on=day, result="45/BC-PNV")
        elif number % 4 == 1:
            register.write(set_states, [task.id], TaskState.IN_PROGRESS, by="minh.tran")


def _take_all(browser: Browser, address: str, known: dict[str, int]) -> None:
    wide, phone = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
    page = _logged_in(browser, address, wide)
    for name, path in SHOTS.items():
        _take(page, path.format_map(known), HERE / f"{name}.png")
    page = _logged_in(browser, address, phone)
    for name in PHONE:
        _take(page, SHOTS[name].format_map(known), HERE / f"{name}-dien-thoai.png")
    page = _logged_in(browser, address, wide, dark=True)
    _take(page, SHOTS["duyet"].format_map(known), HERE / "duyet-toi.png")


def _logged_in(browser: Browser, address: str, size: dict[str, int], *, dark: bool = False) -> Page:
    scheme = "dark" if dark else "light"
    context = browser.new_context(
        base_url=address,
        viewport=size,  # type: ignore[arg-type] - a ViewportSize is such a dict
        user_agent=AGENT if size["width"] < 700 else None,
        has_touch=size["width"] < 700,
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page = context.new_page()
    page.goto("/login")
    page.fill("#name", "lan.nguyen")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    return page


def _take(page: Page, path: str, place: Path) -> None:
    page.goto(path)
    page.wait_for_load_state("load")
    page.wait_for_timeout(700)
    page.screenshot(path=place)


if __name__ == "__main__":
    main()
