"""/letters: lists, the record of one, corrections, approval."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from models.errors import NotFoundError, UsageError
from models.finding import Field
from models.register import LetterFilter
from models.states import LetterState
from pipeline.accounts import Right
from pipeline.register_citations import accept_citation, set_citation
from pipeline.register_fields import absent_field, accept_field, set_field
from pipeline.register_letters import get_letter, list_letters
from pipeline.register_pages import letter_text, seen_letter
from pipeline.register_review import approve
from pipeline.register_task_edits import accept_task, set_task
from pipeline.typed import tidy, typed_day, typed_symbol, typed_value
from review.api.caller import Caller, need
from review.api.record import letter_record
from review.api.shapes import (
    Approval,
    Approved,
    Corrected,
    Correction,
    Id,
    Items,
    LetterOut,
    Limit,
    Offset,
    RecordOut,
    Words,
)
from review.guard import Office
from review.step import row_of

router = APIRouter(tags=["letters"])


@router.get("/letters")
def letters(
    *,
    office: Office,
    who: Caller,
    state: LetterState | None = None,
    q: Words = None,
    issuer: Words = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    sort: Annotated[str, Query(pattern="^(urgent|newest|oldest|issued|arrival)$")] = "newest",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Items[LetterOut]:
    """List letters."""
    wanted = LetterFilter(
        state=state, words=_clean(q), issuer=_clean(issuer), arrival_year=year, visible_to=office.sees(who)
    )
    found = office.register.read(
        list_letters, office.search.narrow_letters(wanted), sort=sort, limit=limit, offset=offset
    )
    items = [LetterOut.model_validate(row) for row in found.rows]
    return Items(items=items, total=found.total, more=found.more)


def _clean(words: str | None) -> str | None:
    return (words or "").replace("\x00", "").strip() or None


@router.get("/letters/{letter_id}")
def letter(office: Office, who: Caller, letter_id: Id) -> RecordOut:
    """Return a letter's record with the reviewed values."""
    with office.register.transaction(write=False) as session:
        seen_letter(session, letter_id, office.sees(who))
        found = letter_record(get_letter(session, letter_id), letter_text(session, letter_id))
    return RecordOut.model_validate(found)


@router.post("/letters/{letter_id}/corrections")
def correct(office: Office, who: Caller, letter_id: Id, given: Correction) -> Corrected:
    """Say what a value is, that it is right, or that the letter does not say it."""
    need(who, Right.REVIEW)
    kind, _, rest = given.target.partition(".")
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        view = get_letter(session, letter_id)
        said: dict[str, Any] = {"by": who.name, "version": given.version}
        if kind in {"task", "citation"}:
            number, _, column = rest.partition(".")
            row = row_of(view, kind, int(number)) if number.isdecimal() and len(number) < 19 else None
            if row is None:
                raise NotFoundError(f"Văn bản không có “{given.target}”.", "Xem lại bản ghi.")
            change = _change_task if kind == "task" else _change_citation
            version = change(session, row.id, column, given, said)
        else:
            field = view.header.get(Field(kind)) if kind in set(Field) else None
            if field is None:
                raise NotFoundError(f"Văn bản không có “{given.target}”.", "Xem tên trường trong bản ghi.")
            version = _change_field(session, field.id, field.name, given, said)
    return Corrected(letter_id=letter_id, target=given.target, version=version)


def _change_field(session: Any, field_id: int, name: Field, given: Correction, said: dict[str, Any]) -> int:
    if given.action == "absent":
        return absent_field(session, field_id, **said).version
    if given.action == "accept":
        return accept_field(session, field_id, **said).version
    return set_field(session, field_id, typed_value(name, given.value or ""), **said).version


def _change_task(session: Any, task_id: int, column: str, given: Correction, said: dict[str, Any]) -> int:
    if given.action == "accept":
        return accept_task(session, task_id, **said).version
    if column not in {"text", "product", "report_to"}:
        raise UsageError(f"Không sửa được “{given.target}”.", "Các phần: text, product, report_to.")
    value = tidy(given.value or "") if given.action == "set" else ""
    values = said | {column: value or (None if column != "text" else "")}
    return set_task(session, task_id, **values).version


def _change_citation(session: Any, number: int, column: str, given: Correction, said: dict[str, Any]) -> int:
    if given.action == "accept":
        return accept_citation(session, number, **said).version
    if column not in {"number_symbol", "issued_on", "issuer", "title", "type"}:
        raise UsageError(
            f"Không sửa được “{given.target}”.", "Các phần: number_symbol, issued_on, issuer, title, type."
        )
    value: Any = tidy(given.value or "") if given.action == "set" else ""
    if value and column == "number_symbol":
        value = typed_symbol(value)
    if value and column == "issued_on":
        value = typed_day(value)
    values = said | {column: value or None}
    return set_citation(session, number, **values).version


@router.post("/letters/{letter_id}/approve")
def approve_letter(office: Office, who: Caller, letter_id: Id, given: Approval) -> Approved:
    """Approve a letter; its tasks are assigned."""
    need(who, Right.REVIEW)
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        version = approve(session, letter_id, by=who.name, version=given.version, with_doubts=given.anyway)
    return Approved(letter_id=letter_id, version=version)
