"""Who may do what, and what hostile input does: nothing."""

import io
import re

import placed
import pytest

from models.finding import Field
from models.states import AccountRole
from pipeline.accounts import Right, first_account
from pipeline.register_bodies import save_body
from pipeline.register_fields import set_field
from pipeline.register_ledger import note_added, note_filed
from pipeline.register_letters import get_letter
from pipeline.register_review import limit_access
from review.attempts import FREE, Attempts
from review.session import Sessions

PDF = b"%PDF-1.4\n%%EOF\n"


def test_everything_but_health_needs_a_login(pages):
    """Each page and picture sends a stranger to the login; each API address answers 401."""
    stranger = pages.client()

    for route in pages.app.routes:
        methods = getattr(route, "methods", None) or set()
        if "GET" not in methods or route.path in {
            "/healthz",
            "/login",
            "/",
            "/calendar/{key}.ics",
            "/metrics",
        }:
            continue
        address = re.sub(r"\{[^}]+\}", "1", route.path)
        answer = stranger.get(address)
        assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login"), address
    assert stranger.get("/api/v1/letters").status_code == 401
    assert stranger.get("/api/v1/openapi.json").status_code == 401
    assert stranger.get("/healthz").text == "ok\n"


def test_every_form_refuses_a_stranger_and_a_forged_token(pages, clerk):
    """No POST does anything without a session and that session's token."""
    stranger = pages.client()

    for route in pages.app.routes:
        if "POST" not in (getattr(route, "methods", None) or set()) or route.path == "/login":
            continue
        address = re.sub(r"\{[^}]+\}", "1", route.path)
        assert stranger.post(address, data={"csrf": "x"}).status_code == 303, address
        assert clerk.post(address, data={"csrf": "x"}).status_code == 403, address


def test_security_headers_are_on_every_answer(clerk):
    """No inline script can run, no other site can frame or read the pages."""
    answer = clerk.get("/inbox")

    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?![^>]*\bsrc=)|\bon\w+=|\bstyle=|javascript:", answer.text)


def test_session_cookie_is_closed_to_scripts_and_other_sites(pages):
    """The cookie is HttpOnly and SameSite; over https it is Secure."""
    client = pages.client()
    plain = client.get("/login").headers["set-cookie"]
    client.base_url = "https://office.example"
    client.cookies.clear()
    secure = client.get("/login").headers["set-cookie"]

    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert secure.endswith("; Secure")


def test_a_changed_cookie_is_no_session():
    """A forged, cut or foreign cookie is read as none."""
    ours, theirs = Sessions(b"a" * 32), Sessions(b"b" * 32)
    cookie = ours.write(ours.start(1))

    assert ours.read(cookie)[0].account_id == 1
    assert theirs.read(cookie) is None
    assert ours.read(cookie[:-2]) is None
    assert ours.read("") is None
    assert ours.csrf(ours.start(1)) != ours.csrf(ours.start(1))


def test_a_new_password_and_a_lock_end_all_sessions(pages, admin):
    """Sessions of an account stop when its password is set or it is locked."""
    clerk = pages.client("vanthu")
    one = next(account for account in pages.desk.accounts.all() if account.name == "vanthu")

    pages.desk.accounts.set_password(one.id, "một mật khẩu khác")
    assert clerk.get("/inbox").status_code == 303
    answer = admin.send_form(f"/settings/accounts/{one.id}", active="0")
    assert answer.status_code == 303
    assert pages.desk.accounts.authenticate("vanthu", "một mật khẩu khác") is None


def test_guessing_passwords_is_slowed_down(pages):
    """After five wrong passwords the name has to wait, right password or not."""
    client = pages.client()

    answers = [client.send_form("/login", name="vanthu", password="sai").status_code for _ in range(FREE)]
    assert answers == [401] * FREE
    answer = client.send_form("/login", name="vanthu", password="mat-khau-dai")
    assert answer.status_code == 429
    assert "Đợi" in answer.text


def test_the_wait_grows_and_ends():
    """Each further failure doubles the wait; success forgets."""
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0])
    for _ in range(FREE):
        attempts.failed("name x")
    first = attempts.wait("name x", "address y")
    attempts.failed("name x")

    assert attempts.wait("name x") == 2 * first
    assert attempts.wait("name z") == 0
    now[0] = 3600
    assert attempts.wait("name x") == 0
    attempts.succeeded("name x")
    assert attempts.wait("name x") == 0


@pytest.mark.parametrize(
    ("name", "path", "values"),
    [
        ("chuyenvien", "/inbox", {}),
        ("lanhdao", "/inbox", {}),
        ("lanhdao", "/review/1/approve", {}),
        ("lanhdao", "/review/1/fields/1", {"action": "accept", "version": "1"}),
        ("chuyenvien", "/tasks/1/extend", {"due": "01/01/2027", "reason": "x"}),
        ("chuyenvien", "/letters/1/trash", {}),
        ("vanthu", "/settings", {"due_soon_days": "3", "sure": "90"}),
        ("vanthu", "/settings/accounts", {"name": "x", "password": "y" * 8, "role": "admin"}),
    ],
)
def test_roles_are_kept(pages, name, path, values):
    """Each role does only what is its own."""
    answer = pages.client(name).send_form(path, **values)

    assert answer.status_code == 403
    assert "không được làm việc này" in answer.text


def test_roles_grow_from_reading_to_governing():
    """An administrator may do everything; a leader does not touch what was read."""
    from pipeline.accounts import RIGHTS

    assert RIGHTS[AccountRole.ADMIN] == frozenset(Right)
    assert Right.REVIEW not in RIGHTS[AccountRole.LEADER]
    assert Right.GOVERN not in RIGHTS[AccountRole.CLERK]


def test_letter_text_is_shown_and_never_run(pages, clerk):
    """OCR text is hostile input: markup in a value stays text on every page that shows it."""
    letter_id = pages.letters[placed.CERTAIN]
    letter = pages.desk.register.read(get_letter, letter_id)
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    pages.desk.register.write(set_field, letter.header[Field.SUBJECT].id, evil, by="vanthu")

    for address in (
        f"/review/{letter_id}",
        f"/letters/{letter_id}",
        "/letters",
        "/inbox",
        "/search?q=" + "alert",
    ):
        text = clerk.get(address).text
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address
    assert "&lt;script&gt;" in clerk.get(f"/letters/{letter_id}").text


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "..\\..\\x.pdf",
        "/etc/x.pdf",
        "a\x00b.pdf",
        "x" * 400 + ".pdf",
        ".pdf",
        "~$a.pdf",
    ],
)
def test_an_uploaded_name_never_leaves_the_inbox(pages, clerk, name):
    """Whatever an uploaded file is called, it lands in the inbox folder under a plain name."""
    clerk.send_form("/inbox", files={"files": (name, io.BytesIO(PDF), "application/pdf")})

    data = pages.desk.settings.data
    found = [path for path in data.parent.rglob("*.pdf") if path.read_bytes() == PDF]
    assert all(path.parent == pages.desk.settings.inbox for path in found)
    assert all(len(path.name.encode()) <= 200 and not path.name.startswith(".") for path in found)
    assert not list(pages.desk.settings.inbox.glob("*.part"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ..."),
        ("page.html", b"<html>"),
        ("fake.pdf", b"MZ..."),
        ("empty.pdf", b""),
        ("x.png", PDF),
    ],
)
def test_other_kinds_of_files_are_refused(pages, clerk, name, content):
    """Only what congvan reads is taken, by name and by first bytes."""
    answer = clerk.send_form("/inbox", files={"files": (name, io.BytesIO(content), "application/pdf")})

    assert name in answer.text
    assert "Đã nhận" not in answer.text
    assert not list(pages.desk.settings.inbox.glob("*"))


def test_same_names_do_not_overwrite_each_other(pages, clerk):
    """Two files of one name both arrive."""
    for content in (PDF, PDF + b"2"):
        clerk.send_form("/inbox", files={"files": ("a.pdf", io.BytesIO(content), "application/pdf")})

    assert sorted(path.name for path in pages.desk.settings.inbox.iterdir()) == ["a (2).pdf", "a.pdf"]


def test_forms_that_are_too_long_are_cut_off(clerk):
    """A body beyond the limit is refused before it is kept."""
    answer = clerk.post("/account/password", content=b"x" * 3_000_000)

    assert answer.status_code == 413


def test_a_limited_letter_is_invisible_to_others(pages, admin):
    """Who does not belong to the named bodies sees neither letter, pages, tasks nor search hits."""
    register, letter_id = pages.desk.register, pages.letters[placed.CERTAIN]
    letter = register.read(get_letter, letter_id)
    body = register.write(lambda session: save_body(session, None, by="quantri", name="Phòng Thanh tra"))
    register.write(limit_access, letter_id, [body.id], by="quantri")
    clerk = pages.client("vanthu")

    for address in (
        f"/letters/{letter_id}",
        f"/review/{letter_id}",
        f"/letters/{letter_id}/words/1",
        f"/letters/{letter_id}/pages/{letter.sha256[:16]}/1",
        f"/letters/{letter_id}/original",
        f"/tasks/{letter.tasks[0].id}",
        f"/api/v1/letters/{letter_id}",
    ):
        assert clerk.get(address).status_code == 404, address
        assert admin.get(address).status_code == 200, address
    symbol = letter.header[Field.NUMBER_SYMBOL].value
    assert symbol not in clerk.get("/letters").text
    assert symbol not in clerk.get("/tasks").text
    found = clerk.get("/search", params={"q": letter.tasks[0].text[:40]}).text
    assert f"/letters/{letter_id}" not in found
    assert f"/tasks/{letter.tasks[0].id}" not in found


def test_a_limited_letter_hides_the_name_of_its_file(pages, admin):
    """The list of files says that there is such a letter, and not what it is about."""
    register, letter_id = pages.desk.register, pages.letters[placed.URGENT]
    file = register.write(note_added, "x", "kỷ luật ông A.pdf", 9, by="quantri", now=placed.NOON)
    register.write(note_filed, file.id, letter_id, new=True)
    body = register.write(lambda session: save_body(session, None, by="quantri", name="Phòng Tổ chức"))
    register.write(limit_access, letter_id, [body.id], by="quantri")

    seen = [who.get("/inbox?tab=all").text for who in (pages.client("vanthu"), admin)]

    assert ["kỷ luật ông A.pdf" in page for page in seen] == [False, True]
    assert "văn bản giới hạn người xem" in seen[0]


def test_values_of_another_letter_cannot_be_changed(pages, clerk):
    """A field, task or citation is only changed through its own letter's page."""
    one, other = (
        pages.desk.register.read(get_letter, pages.letters[n]) for n in (placed.CERTAIN, placed.URGENT)
    )
    field, task = other.header[Field.PLACE], other.tasks[0]

    for path in (f"fields/{field.id}", f"tasks/{task.id}", f"citations/{other.citations[0].id}"):
        answer = clerk.send_form(f"/review/{one.line.id}/{path}", action="save", value="x", version="1")
        assert answer.status_code == 404, path


def test_login_leads_only_to_our_own_pages(pages):
    """The address after the login is never another site's."""
    client = pages.client()

    for wanted in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = client.send_form("/login", name="vanthu", password="mat-khau-dai", next=wanted)
        assert answer.headers["location"] == "/"
        client.cookies.clear()


def test_the_first_account_is_shown_once(pages):
    """Where accounts exist none is made."""
    assert first_account(pages.desk.accounts) is None


def test_the_last_administrator_cannot_be_locked_out(pages, admin):
    """Somebody who may govern is always left."""
    one = next(account for account in pages.desk.accounts.all() if account.name == "quantri")

    answer = admin.send_form(f"/settings/accounts/{one.id}", role="clerk")

    assert answer.status_code == 400
    assert "quản trị cuối cùng" in answer.text
