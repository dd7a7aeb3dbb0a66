"""Tra cứu: one box for citations and words; a decision's page with those who cite it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from models.errors import NotFoundError, UsageError
from pipeline.citation_graph import citation_graph, draw
from pipeline.register_decisions import chain_of, get_decision, merge_documents, missing_documents
from pipeline.register_history import list_events
from pipeline.register_undo import undo_event
from pipeline.timeliness import as_of
from review.asked import asked_page
from review.guard import Office, SignedIn, TidyForm
from review.page import go, render

router = APIRouter(include_in_schema=False)

PAGE = 20
LONGEST = 10_000


@router.get("/search")
def search(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Answer a search; without one, show how to ask and which decisions are missed most."""
    typed = request.query_params.get("q", "")[:LONGEST]
    page = asked_page(request.query_params)
    kind = request.query_params.get("kind", "")
    kinds = (kind,) if kind in {"letter", "task"} else ("letter", "task")
    found, missing = None, None
    if typed.strip():
        asked = as_of(office.settings, office.today, office.now.time())
        found = office.search.search(
            typed, asked, limit=PAGE, offset=(page - 1) * PAGE, kinds=kinds, visible_to=office.sees(who)
        )
    else:
        missing = office.register.read(missing_documents, limit=20)
    return render(
        request, "search.html", typed=typed, found=found, missing=missing, page=page, kind=kind, per_page=PAGE
    )


@router.get("/decisions/{document_id}")
def decision(request: Request, office: Office, who: SignedIn, document_id: int) -> HTMLResponse:
    """Show a decision: is it held, who cites it, what rests on it, what changed it."""
    page = asked_page(request.query_params)
    asked = as_of(office.settings, office.today, office.now.time())
    with office.register.transaction(write=False) as session:
        found = get_decision(
            session, document_id, asked, limit=PAGE, offset=(page - 1) * PAGE, visible_to=office.sees(who)
        )
        documents, links = chain_of(session, found.document.id)
        events = list_events(session, document_id=document_id, limit=50)
    graph = citation_graph(found.document.id, documents, links)
    return render(
        request,
        "decision.html",
        found=found,
        one=found.document,
        graph=graph,
        picture=Markup(draw(graph, address="/decisions")),  # noqa: S704 - what letters say is escaped where it is drawn
        events=[event for event in events if event.kind == "document-merge"],
        page=page,
        per_page=PAGE,
    )


@router.post("/decisions/{document_id}/merge")
def merge(request: Request, office: Office, who: SignedIn, form: TidyForm, document_id: int) -> Response:
    """Say that another document is this one."""
    other = form.number("other")
    if other == document_id:
        raise UsageError("Hai văn bản là một dòng.", "Chọn văn bản khác.")
    office.register.write(merge_documents, other, document_id, by=who.name)
    return go(request, f"/decisions/{document_id}", "merged")


@router.post("/decisions/{document_id}/undo/{event_id}")
def unmerge(
    *, request: Request, office: Office, who: SignedIn, form: TidyForm, document_id: int, event_id: int
) -> Response:
    """Take a merge back."""
    del form
    events = office.register.read(list_events, document_id=document_id, limit=200)
    if not any(event.id == event_id and event.kind == "document-merge" for event in events):
        raise NotFoundError("Không có lần gộp này.", "Tải lại trang.")
    office.register.write(undo_event, event_id, by=who.name)
    return go(request, f"/decisions/{document_id}", "undone")
