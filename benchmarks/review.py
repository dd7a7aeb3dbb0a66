"""How quick the pages are: keystrokes a letter, time of each page, page pictures, the review page itself.

    python benchmarks/review.py [--letters 100000] [--users 20] [--seconds 60] [--data FOLDER]

Makes a register with so many letters (kept in FOLDER for the next run), starts `congvan serve` on it, and
lets so many users go from page to page at once, each with a second of thought on average between two pages.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

import many_letters  # noqa: E402
import placed  # noqa: E402

from models.states import AccountRole  # noqa: E402
from pipeline.accounts import Accounts  # noqa: E402
from pipeline.register import Register  # noqa: E402
from pipeline.search import Search  # noqa: E402
from pipeline.settings import load  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PASSWORD = "mat-khau-dai"  # noqa: S105 - of a register made for this run
PORT = 8377
PAGES = (
    "/inbox",
    "/inbox?tab=all",
    "/review/{letter}",
    "/letters",
    "/letters/{letter}",
    "/letters?issuer=so+y+te",
    "/tasks?open=1",
    "/tasks?time=overdue&open=1",
    "/tasks?body={body}&open=1",
    "/tasks/board?open=1",
    "/tasks/calendar",
    "/tasks/{letter}",
    "/search?q={words}",
    "/decisions/{document}",
    "/statistics",
    "/statistics/quality",
    "/bodies?q=phong+b",
    "/letters/{letter}/words/1",
)
WORDS = ("chuyển đổi số", "quyet dinh 120", "thiên tai", "1789/QĐ-UBND", "nhân lực y tế", "bao cao")
LIMITS = {"page": 100, "picture": 150, "review": 500}
KEYS = {
    placed.CERTAIN: 3,
    placed.DOUBTFUL: 12,
}  # most keys until a letter is approved: no doubt, three doubts
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]


def main() -> None:
    """Run everything and print the tables; a limit counts on a machine that does nothing else."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--letters", type=int, default=100_000)
    asked.add_argument("--users", type=int, default=20)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "congvan-review-benchmark")
    given = asked.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as small:
        letters = _small_office(Path(small))
        with _served(Path(small)):
            good = _keystrokes(letters)
    kept = _office(given.data, given.letters, given.users)
    with _served(given.data) as server:
        _costs(server, kept)
        good &= _pages(given.users, given.seconds, kept)
        good &= _pictures(kept)
        good &= _browser(kept)
    sys.exit(0 if good else 1)


@contextmanager
def _served(data: Path) -> Iterator[int]:
    """Serve a data folder with the real command; gives the process's number."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from pipeline.cli import main; main()",
            "--data",
            data,
            "serve",
            "--port",
            str(PORT),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _until_up()
        yield server.pid
    finally:
        server.terminate()
        server.wait(15)


def _small_office(data: Path) -> dict[str, int]:
    """Make a register with one certain and one doubtful letter."""
    with Register(load({}, data=str(data))) as register:
        Accounts(register.database).add("user1", AccountRole.CLERK, PASSWORD)
        return placed.file_samples(register, *KEYS)


def _keystrokes(letters: dict[str, int]) -> bool:
    """Count the keys until each letter is approved, in a real browser; Ctrl+Enter counts two."""
    from playwright.sync_api import sync_playwright

    good = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = _open_browser(browser)
        for name, most in KEYS.items():
            page.goto(f"/review/{letters[name]}")
            page.wait_for_selector(".review.live")
            keys = 0
            while page.locator(".stop.doubt:not(.settling)").count():
                page.keyboard.press("Enter")
                keys += 1
            page.wait_for_load_state("networkidle")
            page.keyboard.press("Control+Enter")
            keys += 2
            page.wait_for_url(lambda url, letter=letters[name]: not url.endswith(f"/review/{letter}"))
            good &= keys <= most
            print(f"{name}: {keys} keys until approved (limit {most})")
        browser.close()
    return good


def _open_browser(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, base_url=f"http://127.0.0.1:{PORT}")
    page.goto("/login")
    page.fill("#name", "user1")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_url("**/inbox")
    return page


def _office(data: Path, letters: int, users: int) -> int:
    """Make the register once; return how many of its letters are whole samples."""
    names = sorted(path.name.split(".")[0] for path in placed.SAMPLES.glob("*.gold.json"))
    settings = load({}, data=str(data))
    mark = data / f"made-{letters}"
    if mark.exists():
        return int(mark.read_text())
    started = time.perf_counter()
    with Register(settings) as register:
        placed.file_samples(register, *names)
        accounts = Accounts(register.database)
        for number in range(users):
            accounts.add(f"user{number}", AccountRole.CLERK, PASSWORD)
    many_letters.multiply(data / "register.sqlite3", letters, keep=len(names))
    with Register(settings) as register:
        Search(settings, register.database).catch_up(most=None)
    mark.write_text(str(len(names)))
    print(f"{letters:,} letters made in {time.perf_counter() - started:.0f} s")
    return len(names)


def _until_up() -> None:
    for _ in range(200):
        try:
            httpx.get(f"http://127.0.0.1:{PORT}/healthz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not start")


def _client(name: str) -> httpx.Client:
    client = httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60)
    token = re.search(r'name="csrf" value="(\w+)"', client.get("/login").text)
    assert token
    client.post("/login", data={"csrf": token[1], "name": name, "password": PASSWORD})
    return client


def _costs(server: int, kept: int, times: int = 20) -> None:
    """Print the processor time that the server spends on each page: the same on a busy machine."""
    client, pick = _client("user0"), random.Random(1)
    print(f"\n{'page':32}processor ms")
    for page in PAGES:
        client.get(_address(page, pick, kept))  # what is kept for a while is asked for once before
        before = _processor(server)
        for _ in range(times):
            client.get(_address(page, pick, kept))
        print(f"{page:32}{(_processor(server) - before) / times:12.0f}")


def _processor(process: int) -> float:
    """Return the milliseconds of processor time that a process has used (Linux)."""
    parts = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return 1000 * (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _pages(users: int, seconds: int, kept: int) -> bool:
    """Let the users go from page to page; print each page's times."""
    times: dict[str, list[float]] = defaultdict(list)
    ends = time.monotonic() + seconds

    def user(number: int) -> None:
        pick = random.Random(number)
        client = _client(f"user{number}")
        for page in PAGES:  # what is kept for a while is asked for once before
            client.get(_address(page, pick, kept))
        while time.monotonic() < ends:
            time.sleep(pick.expovariate(1.0))
            page = pick.choice(PAGES)
            started = time.perf_counter()
            answer = client.get(_address(page, pick, kept))
            times[page].append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, (page, answer.status_code)

    ends += 30  # for the first round
    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"\n{users} users at once, {sum(map(len, times.values()))} pages; limit p95 {LIMITS['page']} ms")
    print(f"{'page':32}{'times':>7}{'p50':>8}{'p95':>8}  ms")
    good = True
    for page in PAGES:
        p50, p95 = _percentiles(times[page])
        good &= p95 <= LIMITS["page"]
        print(f"{page:32}{len(times[page]):7}{p50:8.0f}{p95:8.0f}{'' if p95 <= LIMITS['page'] else '  over'}")
    return good


def _address(page: str, pick: random.Random, kept: int) -> str:
    return page.format(
        letter=pick.randrange(1, kept + 1),
        body=pick.randrange(1, 3000),
        document=pick.randrange(1, 3000),
        words=pick.choice(WORDS),
    )


def _percentiles(times: list[float]) -> tuple[float, float]:
    if len(times) < 2:
        return times[0] if times else 0.0, times[0] if times else 0.0
    cuts = statistics.quantiles(times, n=20)
    return cuts[9], cuts[18]


def _pictures(kept: int) -> bool:
    """Draw every sample's first page anew, then ask for it again."""
    client = _client("user0")
    first, again = [], []
    for letter in range(1, kept + 1):
        source = re.search(r'<img src="([^"]+)"', client.get(f"/review/{letter}").text)
        if source is None:
            continue
        for times in (first, again):
            started = time.perf_counter()
            assert client.get(source[1]).status_code == 200
            times.append((time.perf_counter() - started) * 1000)
    _, p95 = _percentiles(first)
    kept_p95 = _percentiles(again)[1]
    print(f"\npage pictures: first p95 {p95:.0f} ms (limit {LIMITS['picture']}), again {kept_p95:.0f} ms")
    return p95 <= LIMITS["picture"]


def _browser(kept: int) -> bool:
    """Measure in a real browser when the review page takes keys."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = _open_browser(browser)
        times = []
        for letter in range(1, kept + 1):
            page.goto(f"/review/{letter}", wait_until="commit")
            page.wait_for_selector(".review.live")
            times.append(page.evaluate("performance.getEntriesByName('live')[0].startTime"))
        browser.close()
    p50, p95 = _percentiles(times)
    print(f"\nreview page interactive: p50 {p50:.0f} ms, p95 {p95:.0f} ms (limit {LIMITS['review']})")
    return p95 <= LIMITS["review"]


if __name__ == "__main__":
    main()
