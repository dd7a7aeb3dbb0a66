"""Corrections of header values, lists and referenced documents, by typing or by pointing at the page."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from models.errors import NotFoundError, UsageError
from models.finding import Field, Relation
from models.register import FieldView
from pipeline.register_citations import accept_citation, add_citation, remove_citation, set_citation
from pipeline.register_fields import (
    absent_field,
    accept_field,
    add_entry,
    remove_entry,
    reset_field,
    set_field,
)
from pipeline.typed import tidy, typed_day, typed_symbol, typed_value
from review.guard import Posted
from review.step import OnLetter, Step, row_of

router = APIRouter(prefix="/review/{letter_id}", include_in_schema=False)

_PLAIN: dict[str, Callable[..., object]] = {
    "absent": absent_field,
    "remove": remove_entry,
    "reset": reset_field,
    "accept": accept_field,
}


@router.post("/fields/{field_id}")
def correct_field(step: OnLetter, field_id: int) -> Response:
    """Save, accept, or mark as absent one header value, addressee or recipient."""
    choice = step.form.text("candidate")

    def act() -> None:
        row = _owned(step, "field", field_id)
        plain = None if choice else _PLAIN.get(step.form.text("action"))
        if plain:
            step.office.register.write(plain, field_id, **step.given)
        else:
            _write_value(step, row, choice)

    return step.attempt(f"field-{field_id}", act, choice or step.form.text("value"))


def _write_value(step: Step, row: FieldView, choice: str) -> None:
    """Write what was chosen, typed or pointed at; an emptied box says that the letter has no such value."""
    text, place = (choice, None) if choice else step.pointed_at()
    register = step.office.register
    if not text:
        register.write(absent_field, row.id, **step.given)
        return
    value = typed_value(row.name, text)
    if value == row.machine_value and place is None:
        register.write(accept_field, row.id, **step.given)
    else:
        register.write(set_field, row.id, value, place=place, **step.given)


@router.post("/entries")
def new_entry(step: OnLetter) -> Response:
    """Add an addressee or a recipient."""
    name = Field.RECIPIENT if step.form.text("name") == "recipient" else Field.ADDRESSEE

    def act() -> str:
        text, place = step.pointed_at()
        value = typed_value(name, text)
        step.office.register.write(add_entry, step.letter_id, name, value, by=step.who.name, place=place)
        return "lists-0"

    return step.attempt("lists-0", act)


@router.post("/citations")
def new_citation(step: OnLetter) -> Response:
    """Add a document that the letter names."""

    def act() -> str:
        text, place = step.pointed_at()
        step.office.register.write(
            add_citation, step.letter_id, by=step.who.name, place=place, **_cited(text)
        )
        return "citations-0"

    return step.attempt("citations-0", act)


@router.post("/citations/{citation_id}")
def correct_citation(step: OnLetter, citation_id: int) -> Response:
    """Save, accept or take off one referenced document."""
    action = step.form.text("action")

    def act() -> str | None:
        _owned(step, "citation", citation_id)
        register = step.office.register
        if action == "remove":
            register.write(remove_citation, citation_id, **step.given)
            return "citations-0"
        if action == "accept":
            register.write(accept_citation, citation_id, **step.given)
        elif action == "take":
            text, place = step.pointed_at()
            values = _taken(step.form.text("into"), text)
            register.write(
                lambda session: set_citation(session, citation_id, place=place, **step.given, **values)
            )
        else:
            values = _columns(step.form) | step.given
            register.write(lambda session: set_citation(session, citation_id, **values))
        return None

    return step.attempt(f"citation-{citation_id}", act, step.form.text("value"))


def _owned(step: Step, kind: str, number: int) -> Any:
    """Return a row of this letter; one of another letter is none."""
    row = row_of(step.letter(), kind, number)
    if row is None:
        raise NotFoundError("Giá trị này không còn trong văn bản.", "Tải lại trang.")
    return row


def _columns(form: Posted) -> dict[str, Any]:
    issued, relation = form.text("issued_on"), form.text("relation")
    symbol = form.text("candidate") or form.text("value")
    return {
        "number_symbol": typed_symbol(symbol) if symbol else None,
        "type": tidy(form.text("type")).lower() or None,
        "issued_on": typed_day(issued) if issued else None,
        "issuer": tidy(form.text("issuer")) or None,
        "title": tidy(form.text("title")) or None,
        "relation": Relation(relation) if relation in set(Relation) else Relation.MENTIONS,
    }


def _taken(into: str, text: str) -> dict[str, Any]:
    """Return the column that a selection on the page fills."""
    if into == "issued_on":
        return {"issued_on": typed_day(text)}
    if into in {"type", "issuer", "title"}:
        return {into: tidy(text).lower() if into == "type" else tidy(text)}
    return {"number_symbol": typed_symbol(text)}


def _cited(text: str) -> dict[str, Any]:
    """Take a selected or typed naming of a document apart, as far as that is plain."""
    numbered = any(c.isdigit() for c in text)
    values: dict[str, Any] = {"number_symbol": typed_symbol(text)} if numbered else {"title": tidy(text)}
    try:
        values["issued_on"] = typed_day(text)
    except UsageError:
        values["issued_on"] = None
    return values | {"text": tidy(text)}
