"""/decisions, /search, /changes, /upload."""

from typing import Annotated

from fastapi import APIRouter, Query, UploadFile

from models.errors import CongvanError
from models.register import EventView, Hit, Paged
from pipeline.accounts import Account, Right
from pipeline.register_decisions import get_decision
from pipeline.register_history import changes_since
from pipeline.register_pages import hidden_letters
from pipeline.timeliness import as_of
from pipeline.uploads import put_into_inbox
from review.api.caller import Caller, need
from review.api.shapes import (
    ChangeOut,
    Changes,
    CitingOut,
    DecisionOut,
    DocumentOut,
    FoundOut,
    HitOut,
    Id,
    Items,
    LetterOut,
    Limit,
    Offset,
    SuggestionOut,
    TaskOut,
    UploadedOut,
)
from review.desk import Desk
from review.guard import Office

router = APIRouter()


@router.get("/search", tags=["search"])
def search(
    office: Office,
    who: Caller,
    q: Annotated[str, Query(max_length=10_000)],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> FoundOut:
    """Search: a citation in any shape gives its decision first, then letters and tasks by their words."""
    asked = as_of(office.settings, office.today)
    found = office.search.search(q, asked, limit=limit, offset=offset, visible_to=office.sees(who))
    suggestions = [
        SuggestionOut(
            document=DocumentOut.model_validate(one.document),
            exact=one.exact,
            score=one.score,
            reason=one.reason,
        )
        for one in found.suggestions
    ]
    return FoundOut(
        query=found.query,
        suggestions=suggestions,
        letters=_hits(found.letters),
        tasks=_hits(found.tasks),
        notes=list(found.notes),
    )


def _hits(found: Paged[Hit]) -> Items[HitOut]:
    items = [
        HitOut(
            kind="letter" if hit.kind == "letter" else "task",
            id=hit.id,
            letter_id=hit.letter_id,
            snippet="".join(f"⟦{part}⟧" if marked else part for part, marked in hit.snippet.parts),
            page=hit.snippet.page,
        )
        for hit in found.rows
    ]
    return Items(items=items, total=found.total, more=found.more)


@router.get("/decisions/{document_id}", tags=["decisions"])
def decision(
    office: Office, who: Caller, document_id: Id, limit: Limit = 20, offset: Offset = 0
) -> DecisionOut:
    """Return a decision with those who cite it and the open tasks that rest on it."""
    asked = as_of(office.settings, office.today)
    found = office.register.read(
        get_decision, document_id, asked, limit=limit, offset=offset, visible_to=office.sees(who)
    )
    citing, tasks = found.citing, found.tasks
    return DecisionOut(
        document=DocumentOut.model_validate(found.document),
        letters=[LetterOut.model_validate(one) for one in found.letters],
        citing=Items(
            items=[CitingOut.model_validate(one) for one in citing.rows], total=citing.total, more=citing.more
        ),
        tasks=Items(
            items=[TaskOut.model_validate(one) for one in tasks.rows], total=tasks.total, more=tasks.more
        ),
    )


@router.get("/changes", tags=["changes"])
def changes(
    office: Office, who: Caller, cursor: Annotated[int, Query(ge=0, lt=2**63)] = 0, limit: Limit = 100
) -> Changes:
    """Return what happened after a cursor, oldest first; the cursor that comes back is for the next call."""
    found = office.register.read(changes_since, cursor, limit=limit)
    shown = _seen(office, who, found)
    items = [ChangeOut.model_validate(event) for event in shown]
    return Changes(items=items, cursor=found[-1].id if found else cursor)


def _seen(office: Desk, who: Account, events: tuple[EventView, ...]) -> list[EventView]:
    """Leave out what happened to letters that the account may not see."""
    sees = office.sees(who)
    if sees is None:
        return list(events)
    letters = {event.letter_id for event in events if event.letter_id is not None}
    hidden = office.register.read(hidden_letters, letters, sees)
    return [event for event in events if event.letter_id not in hidden and event.kind != "account"]


@router.post("/upload", tags=["upload"])
def upload(office: Office, who: Caller, files: list[UploadFile]) -> list[UploadedOut]:
    """Put files into the inbox; each answers for itself."""
    need(who, Right.UPLOAD)
    said = []
    for one in files:
        try:
            place = put_into_inbox(office.register, one.filename or "", one.file, by=who.name)
            said.append(UploadedOut(file_name=one.filename or "", taken=True, detail=place.name))
        except CongvanError as error:
            detail = f"{error.cause} {error.next_step}"
            said.append(UploadedOut(file_name=one.filename or "", taken=False, detail=detail))
    return said
