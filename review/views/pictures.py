"""What stands on a letter's pages: pictures, words for selecting, and the original file."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter
from fastapi import Path as InAddress
from fastapi.responses import FileResponse, JSONResponse

from models.errors import NotFoundError
from pipeline.originals_remote import originals_of
from pipeline.register_letters import page_words, stored_letter
from pipeline.register_pages import page_rotation, seen_letter
from review.guard import Office, SignedIn

router = APIRouter(include_in_schema=False)

PageNumber = Annotated[int, InAddress(ge=1, le=10_000)]
_KEEP = {"Cache-Control": "private, max-age=86400, immutable"}  # the address holds the file's hash
_SHOWN_BY_BROWSER = {"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"}


@router.get("/letters/{letter_id}/pages/{sha256}/{page}")
def picture(
    office: Office, who: SignedIn, letter_id: int, sha256: str, page: PageNumber, *, sharp: bool = False
) -> FileResponse:
    """Return the picture of one page, upright."""
    with office.register.transaction(write=False) as session:
        letter = seen_letter(session, letter_id, office.sees(who))
        rotation = page_rotation(session, letter_id, page)
    if letter.sha256[: len(sha256)] != sha256 or not sha256:
        raise NotFoundError("Văn bản không có trang này.", "Tải lại trang.")
    path = office.pictures.picture(letter.sha256, page, rotation=rotation, sharp=sharp)
    media = "image/jpeg" if path.suffix == ".jpg" else "image/png"
    return FileResponse(path, media_type=media, headers=_KEEP)


@router.get("/letters/{letter_id}/words/{page}")
def words(office: Office, who: SignedIn, letter_id: int, page: PageNumber) -> JSONResponse:
    """Return the words of one page: [start, end, x0, top, x1, bottom, text] each."""
    with office.register.transaction(write=False) as session:
        seen_letter(session, letter_id, office.sees(who))
        found = page_words(session, letter_id, page)
    return JSONResponse(
        [[one.start, one.end, *(round(side, 1) for side in one.box), one.text] for one in found if one.box]
    )


@router.get("/letters/{letter_id}/original")
def original(office: Office, who: SignedIn, letter_id: int) -> FileResponse:
    """Return the original file; only kinds that cannot run anything are shown in the browser."""
    letter = office.register.read(seen_letter, letter_id, office.sees(who))
    path = originals_of(office.settings).path_of(letter.sha256)
    if path is None:
        raise NotFoundError("Không thấy bản gốc trong kho.", "Báo quản trị chạy “congvan verify”.")
    shown = letter.media_type in _SHOWN_BY_BROWSER
    return FileResponse(
        path,
        media_type=letter.media_type if shown else "application/octet-stream",
        filename=letter.file_name,
        content_disposition_type="inline" if shown else "attachment",
        headers={"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"},
    )


@router.get("/letters/{letter_id}/searchable")
def searchable(office: Office, who: SignedIn, letter_id: int) -> FileResponse:
    """Return a PDF copy of a scan in which its words can be searched and copied; the original stays untouched."""
    with office.register.transaction(write=False) as session:
        seen_letter(session, letter_id, office.sees(who))
        letter = stored_letter(session, letter_id)
    name = f"{Path(letter.source.file_name).stem}.tim-chu.pdf"
    return FileResponse(
        office.pictures.searchable(letter),
        media_type="application/pdf",
        filename=name,
        content_disposition_type="inline",
        headers={"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"},
    )
