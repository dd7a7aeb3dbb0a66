"""An office with letters from samples/, its pages in a test client, and a real browser."""

import re
import shutil
import threading
import time
from dataclasses import dataclass

import httpx
import placed
import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import sync_playwright

from models.states import AccountRole
from pipeline.register import Register
from pipeline.settings import load
from review.app import create_app

PASSWORD = "mat-khau-dai"
ACCOUNTS = {
    "vanthu": (AccountRole.CLERK, "Nguyễn Văn Thư"),
    "chuyenvien": (AccountRole.OFFICER, "Lê Chuyên Viên"),
    "lanhdao": (AccountRole.LEADER, "Trần Lãnh Đạo"),
    "quantri": (AccountRole.ADMIN, "Phạm Quản Trị"),
}
CHROMIUM = "/usr/bin/chromium"
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Pages:
    """The application over one data folder."""

    app: object
    letters: dict

    @property
    def desk(self):
        """What the pages are handed."""
        return self.app.state.desk

    def client(self, name=None):
        """Return a client, logged in as `name` where one is given."""
        client = Client(self.app, follow_redirects=False)
        if name:
            answer = client.send_form("/login", name=name, password=PASSWORD)
            assert answer.status_code == 303, answer.text
        return client


class Client(TestClient):
    """A test client that sends forms as our pages do: with the session's token."""

    def send_form(self, path, *, htmx=False, files=None, **values):
        """Send a form with the token of this client's session."""
        token = re.search(r'name="csrf" value="(\w+)"', self.get("/account").text or "")
        if token is None:
            token = re.search(r'name="csrf" value="(\w+)"', self.get("/login").text)
        values["csrf"] = token[1]
        headers = {"HX-Request": "true"} if htmx else {}
        return self.post(path, data=values, headers=headers, files=files)


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A data folder with four sample letters and one account of each role; tests copy it."""
    data = tmp_path_factory.mktemp("office") / "data"
    settings = load({}, data=str(data), office="UBND thị xã Đông Hải")
    with Register(settings) as register:
        letters = placed.file_samples(
            register, placed.CERTAIN, placed.DOUBTFUL, placed.URGENT, placed.SCANNED
        )
    app = create_app(settings)
    for name, (role, full_name) in ACCOUNTS.items():
        app.state.desk.accounts.add(name, role, PASSWORD, full_name=full_name)
    app.state.desk.search.catch_up()
    app.state.desk.register.close()
    return data, letters


@pytest.fixture
def pages(filled, tmp_path):
    """The pages of a fresh copy of the office."""
    data, letters = filled
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    app = create_app(load({}, data=str(copy), office="UBND thị xã Đông Hải"))
    yield Pages(app, letters)
    app.state.desk.pictures.close()
    app.state.desk.register.close()


@pytest.fixture
def clerk(pages):
    """A client logged in as văn thư."""
    return pages.client("vanthu")


@pytest.fixture
def admin(pages):
    """A client logged in as quản trị."""
    return pages.client("quantri")


@pytest.fixture
def site(pages):
    """The address of a real server on loopback."""
    server = uvicorn.Server(uvicorn.Config(pages.app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    assert httpx.get(f"{address}/healthz").text == "ok\n"
    yield address
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def chromium():
    """One real browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, site):
    """Open a page as somebody: `browse("vanthu", phone=True)`; errors on the console fail the test."""
    contexts, wrong, expected = [], [], []

    def opened(name="vanthu", *, phone=False, dark=False, scripts=True):
        size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 768}
        kind = {"user_agent": PHONE} if phone else {}
        context = chromium.new_context(
            viewport=size,
            base_url=site,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=phone,
            locale="vi-VN",
            **kind,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto("/login")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.click("button.main")
        page.wait_for_url("**/inbox")
        return page

    opened.expected = expected
    yield opened
    for context in contexts:
        context.close()
    assert [said for said in wrong if not any(part in said for part in expected)] == []
