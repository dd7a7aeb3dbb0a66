"""One change on the review page: who makes it, on which letter, and how it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response

from models.errors import ConflictError, UsageError
from models.letter import Box
from models.register import LetterView, Place
from pipeline.accounts import Account
from pipeline.register_letters import get_letter
from pipeline.register_pages import pick, seen_letter
from review import sheet
from review.desk import Desk
from review.guard import Office, Posted, ReviewForm, SignedIn
from review.page import go, is_htmx, render

_PICTURES = ("application/pdf", "image/")


@dataclass(frozen=True, slots=True)
class Step:
    """A form that was sent from a letter's review page, by an account that may see the letter."""

    request: Request
    office: Desk
    who: Account
    form: Posted
    letter_id: int

    @property
    def given(self) -> dict[str, Any]:
        """Return what every write takes: who does it, and the version that the person saw."""
        version = self.form.text("version")
        return {"by": self.who.name, "version": self.form.number("version") if version else None}

    def letter(self) -> LetterView:
        """Return the letter as it stands now."""
        return self.office.register.read(get_letter, self.letter_id)

    def pointed_at(self) -> tuple[str, Place | None]:
        """Return the text that was selected on the page and its place; else what was typed, without a place.

        A box without words is read once more, enlarged.

        Raises:
            UsageError: nothing can be read in the box.
        """
        typed = self.form.text("value", 20_000)
        spans = spans_of(self.form.text("spans", 40_000))
        box = box_of(self.form.text("box", 80))
        if spans:
            page = self.form.number("page")
            found = self.office.register.read(pick, self.letter_id, spans, page)
            return found.text, found.place
        if box is None or self.form.text("action") != "take":
            return typed, None
        page = self.form.number("page")
        letter = self.office.register.read(seen_letter, self.letter_id)
        text = self.office.pictures.read_again(letter.sha256, page, box)
        if not text.strip():
            raise UsageError("Không đọc được chữ trong vùng vừa chọn.", "Kéo vùng rộng hơn, hoặc gõ giá trị.")
        sides = (box.x0, box.top, box.x1, box.bottom)
        return text, Place(None, None, page, (sides,), 1.0, "person")

    def attempt(self, target: str, action: Callable[[], str | None], mine: str = "") -> Response:
        """Do a change and show its row; where somebody else was first, show both values, overwrite nothing.

        `action` may return another target, where more than the row has changed.
        """
        try:
            changed = action()
        except ConflictError as error:
            said = {"cause": error.cause, "next_step": error.next_step}
            if not is_htmx(self.request):
                return render(self.request, "error.html", 409, code=error.code, http_status=409, **said)
            return self._shown(target, {"mine": mine, "said": said})
        if not is_htmx(self.request):
            return go(self.request, f"/review/{self.letter_id}#{changed or target}")
        return self._shown(changed or target, None)

    def _shown(self, target: str, conflict: dict[str, Any] | None) -> Response:
        letter = self.letter()
        kind, _, number = target.partition("-")
        one = row_of(letter, kind, int(number))
        values = shown(letter) | {"conflict": conflict, "kind": kind, "one": one, "target": target}
        answer = render(self.request, "_changed.html", **values)
        if kind == "tasks" or (kind == "task" and one is None):
            answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#tasks", "outerHTML"
        elif kind in {"citations", "lists"}:
            answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = f"#{kind}", "outerHTML"
        return answer


def _step(request: Request, office: Office, who: SignedIn, form: ReviewForm, letter_id: int) -> Step:
    office.register.read(seen_letter, letter_id, office.sees(who))
    return Step(request, office, who, form, letter_id)


OnLetter = Annotated[Step, Depends(_step)]


def shown(letter: LetterView) -> dict[str, Any]:
    """Return what the templates of the review page need of a letter."""
    return {
        "letter": letter,
        "line": letter.line,
        "header": sheet.header_rows(letter),
        "missing": sheet.missing_rows(letter),
        "marks": sheet.marks(letter),
        "doubts_left": sheet.doubts_left(letter),
        "pictures": has_pictures(letter),
        "sheet": sheet,
        "conflict": None,
    }


def has_pictures(letter: LetterView) -> bool:
    """Say whether the letter's pages can be shown as pictures."""
    return letter.media_type.startswith(_PICTURES)


def row_of(letter: LetterView, kind: str, number: int) -> Any:
    """Return the value that a row of the page shows, None where it is not the letter's."""
    rows: dict[str, tuple[Any, ...]] = {
        "field": (*letter.header.values(), *letter.addressees, *letter.recipients),
        "citation": letter.citations,
        "task": letter.tasks,
    }
    return next((one for one in rows.get(kind, ()) if one.id == number), None)


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
        return Box(x0, top, x1, bottom) if all(abs(side) < 20_000 for side in (x0, top, x1, bottom)) else None
    except ValueError:
        return None
