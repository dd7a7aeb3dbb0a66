"""Hộp đến: what arrived, how far it is, uploads, and the slip at the end of the day."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from models.errors import CongvanError
from models.register import LetterFilter
from models.states import LedgerState, LetterState
from pipeline.accounts import Account, Right
from pipeline.register_ledger import UNDERWAY, UNTAKEN, counts, files, retry, slip
from pipeline.register_letters import letter_counts, list_letters
from pipeline.register_pages import hidden_letters
from pipeline.uploads import ENDINGS, put_into_inbox
from review.guard import Office, SignedIn, UploadForm, day, may
from review.page import go, is_htmx, render

router = APIRouter(include_in_schema=False)

PAGE = 50
TABS = {
    "waiting": "Chờ duyệt",
    "reading": "Đang vào sổ",
    "failed": "Lỗi",
    "duplicate": "Trùng",
    "set-aside": "Để riêng",
    "all": "Mọi tệp",
}


@router.get("/")
def home() -> RedirectResponse:
    """Start where the clerk's day starts."""
    return RedirectResponse("/inbox", status_code=303)


@router.get("/inbox")
def inbox(
    request: Request,
    office: Office,
    who: SignedIn,
    tab: str = "waiting",
    page: Annotated[int, Query(ge=1)] = 1,
) -> HTMLResponse:
    """Show one tab: letters that wait for a reviewer, or files of the ledger."""
    tab = tab if tab in TABS else "waiting"
    values = _listed(office, who, tab, page)
    name = "_inbox.html" if is_htmx(request) else "inbox.html"
    return render(
        request,
        name,
        part=is_htmx(request),
        tab=tab,
        tabs=TABS,
        page=page,
        per_page=PAGE,
        endings=sorted(ENDINGS),
        alarm=getattr(request.app.state, "alarm", str)(),
        mismatches=getattr(request.app.state, "mismatches", tuple)(),
        **values,
    )


def _listed(office: Office, who: Account, tab: str, page: int) -> dict[str, Any]:
    register, offset = office.register, (page - 1) * PAGE
    with register.transaction(write=False) as session:
        by_state = counts(session)
        waiting = office.counted.get("letters", lambda: letter_counts(session))[LetterState.WAITING]
        underway = sum(by_state.get(state, 0) for state in (*UNTAKEN, *UNDERWAY))
        numbers = {
            "waiting": waiting,
            "reading": underway,
            **{state.value: by_state.get(state, 0) for state in _ENDS},
            "all": sum(by_state.values()),
        }
        values: dict[str, Any] = {
            "numbers": numbers,
            "slip": slip(session, office.today),
            "letters": (),
            "files": (),
            "total": numbers[tab],
        }
        if tab == "waiting":
            wanted = LetterFilter(state=LetterState.WAITING, visible_to=office.sees(who))
            listed = list_letters(session, wanted, sort="urgent", limit=PAGE, offset=offset)
            values |= {"letters": listed.rows, "total": listed.total}
        elif tab == "reading":
            several = [files(session, state=state, limit=PAGE) for state in (*UNTAKEN, *UNDERWAY)]
            values["files"] = tuple(one for part in several for one in part)
        else:
            state = LedgerState(tab) if tab != "all" else None
            values["files"] = files(session, state=state, limit=PAGE, offset=offset)
        sees = office.sees(who)
        ids = {one.letter_id for one in values["files"] if one.letter_id is not None}
        # the name of a file says what a letter is about: who may not see the letter does not see it either
        values["hidden"] = hidden_letters(session, ids, sees) if sees is not None else ()
    return values


_ENDS = (LedgerState.FAILED, LedgerState.DUPLICATE, LedgerState.SET_ASIDE)


@router.post("/inbox")
async def upload(request: Request, office: Office, who: SignedIn, form: UploadForm) -> Response:
    """Put the uploaded files into the inbox folder; say of each what became of it."""
    said = []
    for one in form.form.getlist("files"):
        if not isinstance(one, UploadFile) or not one.filename:
            continue
        try:
            place = await run_in_threadpool(
                put_into_inbox, office.register, one.filename, one.file, by=who.name
            )
            said.append((one.filename, True, f"Đã nhận: {place.name}"))
        except CongvanError as error:
            said.append((one.filename, False, f"{error.cause} {error.next_step}"))
    if is_htmx(request) or request.headers.get("x-upload"):
        return render(request, "_uploaded.html", 200 if all(good for _, good, _ in said) else 422, said=said)
    return render(request, "uploaded.html", said=said)


@router.post("/inbox/{file_id}/retry")
def try_again(request: Request, office: Office, form: UploadForm, file_id: int) -> Response:
    """Try a failed file again."""
    del form
    office.register.write(retry, file_id)
    return go(request, "/inbox?tab=reading", "retry")


@router.get("/inbox/slip")
def end_of_day(
    request: Request, office: Office, _: Annotated[Account, Depends(may(Right.UPLOAD))], on: str = ""
) -> HTMLResponse:
    """Show a day's slip with every file, for printing."""
    asked = day(on) or office.today
    with office.register.transaction(write=False) as session:
        counted, listed = slip(session, asked), files(session, day=asked, limit=5000)
    yesterday, tomorrow = asked - dt.timedelta(1), asked + dt.timedelta(1)
    return render(
        request,
        "slip.html",
        slip=counted,
        files=listed,
        on=asked,
        before=yesterday,
        after=tomorrow,
        mismatches=getattr(request.app.state, "mismatches", tuple)(),
    )
