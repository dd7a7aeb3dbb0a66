"""Văn bản: the arrival register as a list, and one letter with its history."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from models.finding import Field
from models.states import LetterState
from models.symbol import type_names
from pipeline.register_bodies import get_body, search_bodies
from pipeline.register_duplicates import list_duplicates, settle_duplicate
from pipeline.register_history import list_events
from pipeline.register_letters import SORTS, get_letter, letter_counts, list_letters
from pipeline.register_pages import letter_text, seen_letter
from pipeline.register_proposals import list_proposals, settle_proposal
from pipeline.register_review import give_arrival_number, limit_access, set_letter, trash
from pipeline.register_undo import restore, undo_event
from pipeline.register_uploads import uploader
from review import sheet
from review.asked import LETTER_NAMES, asked_page, kept, letter_filter
from review.guard import DirectForm, Office, ReviewForm, SignedIn, TidyForm
from review.page import go, render

router = APIRouter(include_in_schema=False)

PAGE = 50
HISTORY = 200
TYPES = ("công văn", *dict.fromkeys(name for name in type_names().values() if name != "công văn"))


@router.get("/letters")
def letters(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """List letters by the filters in the address."""
    params = request.query_params
    page, sort = asked_page(params), params.get("sort", "newest")
    wanted = office.search.narrow_letters(letter_filter(params, office.sees(who)))
    with office.register.transaction(write=False) as session:
        listed = list_letters(
            session, wanted, sort=sort if sort in SORTS else "newest", limit=PAGE, offset=(page - 1) * PAGE
        )
        counted = office.counted.get("letters", lambda: letter_counts(session))
        ours = office.parts(session, [line.id for line in listed.rows])
    return render(
        request,
        "letters.html",
        listed=listed,
        ours=ours,
        wanted=wanted,
        kept=kept(params, LETTER_NAMES),
        page=page,
        per_page=PAGE,
        sort=sort,
        counted=counted,
        states=tuple(LetterState),
        types=TYPES,
    )


@router.get("/letters/{letter_id}")
def letter(request: Request, office: Office, who: SignedIn, letter_id: int) -> HTMLResponse:
    """Show one letter as it stands in the register, with everything that happened to it."""
    with office.register.transaction(write=False) as session:
        seen_letter(session, letter_id, office.sees(who))
        found = get_letter(session, letter_id)
        values: dict[str, Any] = {
            "letter": found,
            "line": found.line,
            "header": sheet.header_rows(found),
            "events": list_events(session, letter_id=letter_id, limit=HISTORY),
            "duplicates": list_duplicates(session, letter_id),
            "proposals": list_proposals(session, letter_id=letter_id),
            "limited_to": [get_body(session, body_id) for body_id in found.limited_to],
            "text": letter_text(session, letter_id),
            "uploaded_by": uploader(session, letter_id),
            "ours": office.parts(session, [letter_id]).get(letter_id),
        }
    return render(request, "letter.html", sheet=sheet, Field=Field, **values)


@router.post("/letters/{letter_id}/arrival")
def arrival(request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int) -> Response:
    """Give the letter its arrival number, or write what the clerk notes."""
    day = form.day("arrived_on")
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        if form.text("action") == "number":
            give_arrival_number(session, letter_id, by=who.name, on=day)
        else:
            set_letter(
                session,
                letter_id,
                by=who.name,
                handed_to=form.text("handed_to", 400),
                note=form.text("note"),
                arrived_on=day,
            )
    return go(request, f"/letters/{letter_id}", "numbered" if form.text("action") == "number" else "saved")


@router.post("/letters/{letter_id}/trash")
def throw_away(request: Request, office: Office, who: SignedIn, form: TidyForm, letter_id: int) -> Response:
    """Put the letter into the trash, or bring it back."""
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        if form.text("action") == "restore":
            restore(session, letter_id, by=who.name)
        else:
            trash(session, letter_id, by=who.name, why=form.text("why", 400) or None)
    return go(request, f"/letters/{letter_id}", "restored" if form.text("action") == "restore" else "trashed")


@router.post("/letters/{letter_id}/access")
def access(request: Request, office: Office, who: SignedIn, form: TidyForm, letter_id: int) -> Response:
    """Limit who may see the letter to named bodies."""
    with office.register.transaction() as session:
        seen = seen_letter(session, letter_id, office.sees(who))
        current = set(get_letter(session, seen.id).limited_to)
        removed, added = set(form.numbers("remove")), set(form.numbers("body_id"))
        name = form.text("value", 200)
        if not added and name:
            added = {one.id for one in search_bodies(session, name, limit=1)}
        limit_access(session, letter_id, (current | added) - removed, by=who.name)
    return go(request, f"/letters/{letter_id}", "limited")


@router.post("/letters/{letter_id}/undo/{event_id}")
def undo(
    *, request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int, event_id: int
) -> Response:
    """Take back one thing of the letter's history."""
    del form
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        events = list_events(session, letter_id=letter_id, before=event_id + 1, limit=1)
        if events and events[0].id == event_id:
            undo_event(session, event_id, by=who.name)
    return go(request, f"/letters/{letter_id}#history", "undone")


@router.post("/letters/{letter_id}/duplicates/{duplicate_id}")
def duplicate(
    *, request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int, duplicate_id: int
) -> Response:
    """Say whether two letters are one."""
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        if any(one.id == duplicate_id for one in list_duplicates(session, letter_id)):
            settle_duplicate(session, duplicate_id, same=form.flag("same"), by=who.name)
    return go(request, f"/letters/{letter_id}", "saved")


@router.post("/letters/{letter_id}/proposals/{proposal_id}")
def proposal(
    *, request: Request, office: Office, who: SignedIn, form: DirectForm, letter_id: int, proposal_id: int
) -> Response:
    """Accept or reject a proposed change."""
    with office.register.transaction() as session:
        seen_letter(session, letter_id, office.sees(who))
        if any(one.id == proposal_id for one in list_proposals(session, letter_id=letter_id)):
            settle_proposal(session, proposal_id, accept=form.flag("accept"), by=who.name)
    return go(request, "/tasks/proposals" if form.text("back") else f"/letters/{letter_id}", "saved")


@router.get("/bodies")
def bodies(office: Office, _: SignedIn, q: Annotated[str, Query(max_length=200)] = "") -> JSONResponse:
    """Return bodies for what is typed so far, for the boxes that complete."""
    found = office.register.read(search_bodies, q)
    return JSONResponse([{"id": one.id, "name": one.name, "note": one.parent or ""} for one in found])
