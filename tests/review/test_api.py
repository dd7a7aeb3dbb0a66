"""The HTTP API: what its description says is what it does."""

import io

import placed
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from models.finding import Field
from models.states import LetterState, TaskState
from pipeline.register_letters import get_letter


@pytest.fixture
def keyed(pages):
    """A client that calls with the key of an account: `keyed("vanthu")`."""

    def call(name="vanthu"):
        one = next(account for account in pages.desk.accounts.all() if account.name == name)
        client = pages.client()
        client.headers["Authorization"] = f"Bearer {pages.desk.accounts.issue_token(one.id, 'test')}"
        return client

    return call


@pytest.fixture
def described(pages, keyed):
    """The API's description, with a key at hand."""
    client = keyed("quantri")
    schema = client.get("/api/v1/openapi.json").json()
    schema["servers"] = [{"url": "/api/v1"}]
    for one in (way for path in schema["paths"].values() for way in path.values()):
        for parameter in one.get("parameters", ()):
            if parameter["in"] == "path":  # most numbers are there, some are not
                parameter["schema"] |= {"minimum": 1, "maximum": 12}
                parameter["schema"].pop("exclusiveMaximum", None)
    loaded = schemathesis.openapi.from_dict(schema)
    loaded.app = pages.app
    return loaded, dict(client.headers)


def test_the_api_does_what_its_description_says(described):
    """No generated call, valid or not, gets a server error or an answer that is not described."""
    schema, headers = described
    checks = (
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    )
    tried = 0

    for operation in schema.get_all_operations():
        strategy = operation.ok().as_strategy()

        @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @strategy_test(strategy)
        def one_operation(case):
            case.call_and_validate(
                headers={"Authorization": headers["authorization"]}, checks=checks, additional_checks=()
            )

        one_operation()
        tried += 1

    assert tried >= 12


def strategy_test(strategy):
    """Give a function cases of a strategy."""
    from hypothesis import given

    return given(case=strategy)


def test_a_letter_is_the_letter_record(keyed, pages):
    """GET /letters/{id} returns the record that `congvan extract --json` prints, with reviewed values."""
    record = keyed().get(f"/api/v1/letters/{pages.letters[placed.CERTAIN]}").json()

    assert record["schema"] == "congvan/letter/1"
    symbol = record["header"]["number_symbol"]
    assert record["text"][symbol["start"] : symbol["end"]] == symbol["text"]
    assert record["header"]["secrecy"] is None
    assert {"kind", "due", "bound", "boxes"} <= record["deadlines"][0].keys()
    assert all(task["assignees"] is not None and task["text"] for task in record["tasks"])


def test_a_correction_counts_and_stale_ones_are_refused(keyed, pages):
    """A program's correction is normalised like a person's; a stale version gets 409 and changes nothing."""
    client, letter_id = keyed(), pages.letters[placed.CERTAIN]
    address = f"/api/v1/letters/{letter_id}/corrections"

    first = client.post(
        address, json={"target": "issued_on", "value": "ngày 05 tháng 3 năm 2024", "version": 1}
    )
    assert first.json()["version"] == 2
    stale = client.post(address, json={"target": "issued_on", "value": "01/01/2020", "version": 1})
    assert stale.status_code == 409
    assert stale.headers["content-type"] == "application/problem+json"
    assert stale.json()["type"] == "urn:congvan:problem:conflict"

    letter = pages.desk.register.read(get_letter, letter_id)
    assert letter.header[Field.ISSUED_ON].value == "2024-03-05"


def test_approval_assigns_tasks_and_shows_in_changes(keyed, pages):
    """What a program does can be followed from a cursor."""
    client, letter_id = keyed(), pages.letters[placed.CERTAIN]
    before = client.get("/api/v1/changes", params={"limit": 200}).json()["cursor"]

    assert client.post(f"/api/v1/letters/{letter_id}/approve", json={}).status_code == 200
    after = client.get("/api/v1/changes", params={"cursor": before}).json()

    assert [(change["kind"], change["letter_id"]) for change in after["items"]] == [("approve", letter_id)]
    assert after["cursor"] > before
    assert pages.desk.register.read(get_letter, letter_id).line.state is LetterState.APPROVED
    tasks = client.get("/api/v1/tasks", params={"letter_id": letter_id}).json()
    assert {task["state"] for task in tasks["items"]} == {TaskState.ASSIGNED.value}


def test_a_task_is_finished_and_extended(keyed, pages):
    """States and extensions work with versions."""
    client, letter_id = keyed(), pages.letters[placed.CERTAIN]
    client.post(f"/api/v1/letters/{letter_id}/approve", json={})
    task = client.get("/api/v1/tasks", params={"letter_id": letter_id}).json()["items"][0]

    longer = client.post(
        f"/api/v1/tasks/{task['id']}/extend", json={"due": "2027-01-31", "reason": "theo Công văn số 5"}
    )
    assert longer.json()["due_on"] == "2027-01-31"
    done = client.post(f"/api/v1/tasks/{task['id']}/state", json={"state": "done", "on": "2026-11-24"})
    assert (done.json()["state"], done.json()["done_on"]) == ("done", "2026-11-24")
    stale = client.post(f"/api/v1/tasks/{task['id']}/state", json={"state": "in-progress", "version": 1})
    assert stale.status_code == 409


def test_the_search_of_the_api_is_that_of_the_page(keyed):
    """A citation in another shape finds its document first."""
    found = keyed().get("/api/v1/search", params={"q": "09 ct ttg"}).json()

    assert found["suggestions"][0]["document"]["number_symbol"] == "09/CT-TTg"


def test_an_uploaded_file_reaches_the_inbox(keyed, pages):
    """Each file answers for itself."""
    files = [
        ("files", ("a.pdf", io.BytesIO(b"%PDF-1.4\n"), "application/pdf")),
        ("files", ("b.exe", io.BytesIO(b"MZ"), "application/pdf")),
    ]

    said = keyed().post("/api/v1/upload", files=files).json()

    assert [one["taken"] for one in said] == [True, False]
    assert (pages.desk.settings.inbox / "a.pdf").is_file()


def test_a_key_has_its_accounts_rights_and_can_be_revoked(keyed, pages):
    """A leader's key does not correct; a revoked key is none."""
    client = keyed("lanhdao")
    letter_id = pages.letters[placed.CERTAIN]

    answer = client.post(f"/api/v1/letters/{letter_id}/approve", json={})
    assert (answer.status_code, answer.json()["status"]) == (403, 403)
    one = next(account for account in pages.desk.accounts.all() if account.name == "lanhdao")
    pages.desk.accounts.revoke_token(one.id, pages.desk.accounts.tokens(one.id)[0].id)
    assert client.get("/api/v1/letters").status_code == 401


def test_a_browsers_session_only_reads(pages):
    """A form on another site cannot use the API: writing needs a key."""
    client = pages.client("vanthu")
    letter_id = pages.letters[placed.CERTAIN]

    assert client.get("/api/v1/letters").status_code == 200
    assert client.post(f"/api/v1/letters/{letter_id}/approve", json={}).status_code == 401
