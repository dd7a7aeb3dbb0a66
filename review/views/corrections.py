"""Corrections of header values, lists and referenced documents, by typing or by pointing at the page."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from models.errors import UsageError
from models.finding import Field, Relation
from models.letter import Box
from models.register import Place
from pipeline.register_citations import accept_citation, add_citation, remove_citation, set_citation
from pipeline.register_fields import absent_field, accept_field, add_entry, remove_entry, reset_field, set_field
from pipeline.register_letters import get_letter
from pipeline.register_pages import pick, seen_letter
from pipeline.typed import tidy, typed_day, typed_symbol, typed_value
from review.guard import Office, Posted, ReviewForm, SignedIn
from review.views.review import attempt, row_of

router = APIRouter(include_in_schema=False)


def pointed_at(office: Office, letter_id: int, form: Posted) -> tuple[str, Place | None]:
    """Return the text that a person selected on the page and its place; the typed value where none was.

    A box without words is read once more, enlarged.
    """
    typed = form.text("value")
    if form.text("action") != "take" and not form.text("spans"):
        return typed, None
    spans = spans_of(form.text("spans", 40_000))
    page = form.number("page")
    if spans:
        found = office.register.read(pick, letter_id, spans, page)
        return found.text, found.place
    box = box_of(form.text("box", 80))
    if box is None:
        return typed, None
    letter = office.register.read(seen_letter, letter_id)
    text = office.pictures.read_again(letter.sha256, page, box)
    if not text.strip():
        raise UsageError("Không đọc được chữ trong vùng vừa chọn.", "Kéo vùng rộng hơn, hoặc gõ giá trị.")
    sides = (box.x0, box.top, box.x1, box.bottom)
    return text, Place(None, None, page, (sides,), 1.0, "person")


def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans written as 12-20,25-30; what is none is left out."""
    spans = []
    for part in text.split(","):
        start, _, end = part.partition("-")
        if start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10:
            spans.append((int(start), int(end)))
    return tuple(spans)


def box_of(text: str) -> Box | None:
    """Return the box written as x0,top,x1,bottom; None where it is none."""
    try:
        x0, top, x1, bottom = (float(part) for part in text.split(","))
        return Box(x0, top, x1, bottom) if max(x0, top, x1, bottom) < 20_000 else None
    except ValueError:
        return None


@router.post("/review/{letter_id}/fields/{field_id}")
def correct_field(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int, field_id: int
) -> Response:
    """Save, accept, or mark as absent one header value, addressee or recipient."""
    choice, action = form.text("candidate"), form.text("action")
    version = form.number("version") if form.text("version") else None

    def act() -> str | None:
        given: dict[str, Any] = {"by": who.name, "version": version}
        row = row_of(office.register.read(get_letter, letter_id), "field", field_id)
        if row is None:
            raise UsageError("Giá trị này không còn trong văn bản.", "Tải lại trang.")
        if action == "absent":
            office.register.write(absent_field, field_id, **given)
        elif action == "remove":
            office.register.write(remove_entry, field_id, **given)
        elif action == "reset":
            office.register.write(reset_field, field_id, **given)
        elif action == "accept" and not choice:
            office.register.write(accept_field, field_id, **given)
        else:
            text, place = (choice, None) if choice else pointed_at(office, letter_id, form)
            if not text and row.status.value == "value":
                office.register.write(absent_field, field_id, **given)
            else:
                value = typed_value(row.name, text)
                if value == row.value and not place and row.machine_value == value:
                    office.register.write(accept_field, field_id, **given)
                else:
                    office.register.write(set_field, field_id, value, place=place, **given)
        return None

    mine = choice or form.text("value")
    return attempt(request, office, who, letter_id, f"field-{field_id}", act, mine)


@router.post("/review/{letter_id}/entries")
def new_entry(request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int) -> Response:
    """Add an addressee or a recipient."""
    name = Field.RECIPIENT if form.text("name") == "recipient" else Field.ADDRESSEE

    def act() -> str:
        text, place = pointed_at(office, letter_id, form)
        made = office.register.write(
            add_entry, letter_id, name, typed_value(name, text), by=who.name, place=place
        )
        return f"lists-{made.id}"

    return attempt(request, office, who, letter_id, "lists-0", act)


@router.post("/review/{letter_id}/citations")
def new_citation(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int
) -> Response:
    """Add a document that the letter names."""

    def act() -> str:
        text, place = pointed_at(office, letter_id, form)
        office.register.write(add_citation, letter_id, by=who.name, place=place, **_cited(text))
        return "citations-0"

    return attempt(request, office, who, letter_id, "citations-0", act)


@router.post("/review/{letter_id}/citations/{citation_id}")
def correct_citation(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int, citation_id: int
) -> Response:
    """Save, accept or take off one referenced document."""
    action, given = form.text("action"), {"by": who.name, "version": form.number("version")}

    def act() -> str | None:
        if action == "remove":
            office.register.write(remove_citation, citation_id, **given)
            return "citations-0"
        if action == "accept":
            office.register.write(accept_citation, citation_id, **given)
        elif action == "take":
            text, place = pointed_at(office, letter_id, form)
            values = _taken(form.text("into"), text)
            office.register.write(set_citation, citation_id, place=place, **given, **values)
        else:
            office.register.write(set_citation, citation_id, **given, **_columns(form))
        return None

    return attempt(request, office, who, letter_id, f"citation-{citation_id}", act, form.text("value"))


def _columns(form: Posted) -> dict[str, Any]:
    issued = form.text("issued_on")
    candidate = form.text("candidate")
    symbol = candidate or form.text("value")
    return {
        "number_symbol": typed_symbol(symbol) if symbol else None,
        "type": tidy(form.text("type")).lower() or None,
        "issued_on": typed_day(issued) if issued else None,
        "issuer": tidy(form.text("issuer")) or None,
        "title": tidy(form.text("title")) or None,
        "relation": Relation(form.text("relation")) if form.text("relation") in set(Relation) else Relation.MENTIONS,
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
    values: dict[str, Any] = {"number_symbol": typed_symbol(text)} if any(map(str.isdigit, text)) else {"title": tidy(text)}
    try:
        values["issued_on"] = typed_day(text)
    except UsageError:
        values["issued_on"] = None
    return values | {"text": tidy(text)}


