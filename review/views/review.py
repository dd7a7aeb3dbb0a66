"""Duyệt: a letter's values beside its pages; approving, undoing, and who else looks at it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from models.register import LetterLine, LetterView
from models.states import LetterState
from pipeline.register_letters import get_letter, letter_lines, next_for_review
from pipeline.register_pages import letter_text, seen_letter
from pipeline.register_review import approve, give_arrival_number, leave, note_presence, reopen
from pipeline.register_undo import undo_last
from review.guard import Form, Office, ReviewForm, SignedIn, whole
from review.page import go, render
from review.step import has_pictures, shown

router = APIRouter(include_in_schema=False)


@router.get("/review")
def queue(
    request: Request,
    office: Office,
    who: SignedIn,
    after: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> Response:
    """Open the next letter that waits, or say that there is none."""
    found = office.register.read(next_for_review, after=after, visible_to=office.sees(who), account=who.name)
    done = whole(request.query_params.get("done", ""))
    if found is None:
        with office.register.transaction(write=False) as session:
            return render(request, "review_done.html", before=_just_approved(session, done, office.sees(who)))
    return go(request, f"/review/{found}" + (f"?done={done}" if done else ""))


def _just_approved(session: Any, letter_id: int | None, sees: frozenset[int] | None) -> LetterLine | None:
    """Return the letter that was approved a moment ago, to tell of it on the next one's page."""
    if letter_id is None:
        return None
    line = letter_lines(session, [letter_id], visible_to=sees).get(letter_id)
    return line if line and line.state is LetterState.APPROVED else None


@router.get("/review/{letter_id}")
def review(request: Request, office: Office, who: SignedIn, letter_id: int) -> HTMLResponse:
    """Show a letter's pages and what was read on them."""
    sees = office.sees(who)
    with office.register.transaction(write=False) as session:
        seen_letter(session, letter_id, sees)
        letter = get_letter(session, letter_id)
        text = "" if has_pictures(letter) else letter_text(session, letter_id)
        following = next_for_review(session, after=letter_id, visible_to=sees, account=who.name)
        before = _just_approved(session, whole(request.query_params.get("done", "")), sees)
    return render(
        request,
        "review.html",
        **shown(letter),
        text=text,
        pieces=text_pieces(text, letter) if text else (),
        following=following,
        before=before,
    )


def text_pieces(text: str, letter: LetterView) -> tuple[tuple[int, str, str | None, str | None], ...]:
    """Cut the text where values begin and end: (start, words, target, colour) of each piece."""
    owners = [
        (one.place.start, one.place.end, f"field-{one.id}", one.name.value)
        for one in (*letter.header.values(), *letter.addressees, *letter.recipients)
        if one.place.start is not None and one.place.end
    ]
    owners += [
        (place.start, place.end, f"citation-{one.id}", "citation")
        for one in letter.citations
        for place in one.mentions
        if place.start is not None and place.end
    ]
    owners.sort()
    pieces: list[tuple[int, str, str | None, str | None]] = []
    at = 0
    for start, end, target, colour in owners:
        if start < at or end > len(text):
            continue
        pieces.append((at, text[at:start], None, None))
        pieces.append((start, text[start:end], target, colour))
        at = end
    pieces.append((at, text[at:], None, None))
    return tuple(piece for piece in pieces if piece[1])


@router.post("/review/{letter_id}/approve")
def approve_letter(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int
) -> Response:
    """Approve the letter, give its arrival number when asked, and open the next one."""
    sees = office.sees(who)
    with office.register.transaction() as session:
        seen_letter(session, letter_id, sees)
        approve(session, letter_id, by=who.name, with_doubts=form.flag("anyway"))
        if form.flag("number") or office.settings.number_on_approval:
            give_arrival_number(session, letter_id, by=who.name)
    return go(request, f"/review?after={letter_id}&done={letter_id}")


@router.post("/review/{letter_id}/reopen")
def reopen_letter(
    request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int
) -> Response:
    """Take an approval back."""
    office.register.read(seen_letter, letter_id, office.sees(who))
    office.register.write(reopen, letter_id, by=who.name, why=form.text("why", 400) or None)
    return go(request, f"/review/{letter_id}")


@router.post("/review/{letter_id}/undo")
def undo(request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int) -> Response:
    """Take back the last thing that this account did on the letter."""
    del form
    office.register.read(seen_letter, letter_id, office.sees(who))
    if office.register.write(undo_last, letter_id, by=who.name) is None:
        return render(
            request, "_notice.html", 404, cause="Không còn gì để hoàn tác.", next_step="", http_status=404
        )
    return go(request, f"/review/{letter_id}")


@router.get("/review/{letter_id}/presence")
def presence(
    request: Request, office: Office, who: SignedIn, letter_id: int, version: int = 0
) -> HTMLResponse:
    """Say who else has the letter open, and whether this page is out of date."""
    names = {one.name: one.title for one in office.accounts.all()}
    with office.register.transaction() as session:
        newest = seen_letter(session, letter_id, office.sees(who)).version
        others = note_presence(session, letter_id, who.name)
    others = tuple(names.get(name, name) for name in others)
    return render(
        request,
        "_presence.html",
        others=others,
        stale=bool(version) and newest > version,
        newest=newest,
        letter_id=letter_id,
    )


@router.post("/review/{letter_id}/leave")
def left(office: Office, who: SignedIn, form: Form, letter_id: int) -> Response:
    """Note that the page was closed."""
    del form
    office.register.write(leave, letter_id, who.name)
    return Response(status_code=204)
