"""The foot of a letter: "Nơi nhận" left, signature right (Nghị định 30/2020, ô 7 and 9b)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.patterns import OFFICERS_RANK, UPPER
from models.letter import Zone
from pipeline.reading.layout_lines import BULLET
from pipeline.reading.layout_text import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.reading.layout_lines import Line

RECIPIENTS = re.compile(r"^(?:N|X|H|M|W)?[OƠ]INH[AẬ]N[:;.,]?")  # OCR reads "Xơi nhận"
# capacity or post, as a signature begins: "TM. ỦY BAN …", "KT. CHỦ TỊCH", "GIÁM ĐỐC", "T/M BAN THƯỜNG VỤ"
CAPACITY = re.compile(r"^(?:TM|KT|TL|TUQ|TU[QO]|Q|T/M|K/T|T/L|TM/|KT/)[.,/ ]|^T/[ML]|^K/T")
POST = re.compile(
    r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[.,:/]|^(?:THUALENH|THAYMAT|KYTHAY|THUAUYQUYEN)|^(?:PHO)?(?:CHUTICH|GIAMDOC|TONGGIAMDOC|TRUONG|VIENTRUONG|CUCTRUONG|TONGCUCTRUONG"
    r"|VUTRUONG|CHANHVANPHONG|CHANHTHANHTRA|BITHU|BOTRUONG|THUTRUONG|THUTUONG|HIEUTRUONG|HIEUPHO|CHINHUY|CHIHUY"
    r"|TUVIEN|TONGTHANHTRA|KIEMTOAN|CHUNHIEM|DOITRUONG|TRAMTRUONG|BANTHUONG|HATTRUONG|PHOTRUONG|TRUONGPHONG)"
    r"|^(?:PHO(?:TRUONG)?|QUYEN)(?:BAN|PHONG|CHANH|BI|VIEN|TONG|CUC|VU|THU|HIEU|DOI|TRAM|CHU|GIAM|TRUONG)"
)
ANNEX = re.compile(r"^PH[UỤ]L[UỤ]C(?:$|[\dIVXA-Z:.(]|S[OỐ])")
ANNEX_ALONE = re.compile(r"PH[UỤ]L[UỤ]C(?:S[OỐ])?[\dIVX]{0,4}[.:]?")


@dataclass(slots=True)
class Foot:
    """The foot's blocks, and what stands above and below it."""

    above: list[Line]
    drafts: list[Draft] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    found: bool = False


def split_foot(lines: list[Line], widths: Mapping[int, float]) -> Foot:
    """Part "Nơi nhận" and signature of the first letter from the text above and below."""
    place = next((i for i, line in enumerate(lines) if _opens_recipients(line, widths[line.page])), None)
    if place is None:
        return _signature_only(lines, widths)
    width = widths[lines[place].page]
    signed_at = _signed_above(lines, place, width)
    if signed_at is not None:
        return _signed_first(lines, signed_at, place)
    x = _between(lines[place:], width)
    first = _first_signed(lines, place, width)
    signed = lines[first:place]
    recipients, beside, end = _columns(lines, place, x)
    end = _over_page(lines, end, recipients, beside, x)
    if not beside and not signed:
        recipients, beside = _one_column(recipients)
    if not beside and not signed:  # the signature stands on the page before, or "Nơi nhận" below it
        above = _signature_only(lines[:place], widths)
        if above.found and not above.below:
            return Foot(above.above, recipient_entries(recipients) + above.drafts, lines[end:], found=True)
    drafts = recipient_entries(recipients) + _signature(signed) + _signature(beside)
    return Foot(lines[:first], drafts, lines[end:], found=True)


def _signed_above(lines: list[Line], place: int, width: float) -> int | None:
    """Where a whole signature, post and name, stands at the right above "Nơi nhận"; None where none does."""
    first = place
    while first and lines[first - 1].page == lines[place].page and lines[first - 1].box.x0 > 0.36 * width:
        first -= 1
    signed = lines[first:place]
    begins = next((at for at, line in enumerate(signed) if line.capitals and _posted(line)), None)
    if begins is None or signed[-1].capitals or not NAME.match(signed[-1].text):
        return None
    return first + begins


def _posted(line: Line) -> bool:
    return bool(POST.match(line.opening) or CAPACITY.match(line.opening))


def _signed_first(lines: list[Line], signed_at: int, place: int) -> Foot:
    """A foot whose signature stands above "Nơi nhận", which then has the whole width."""
    end = place + 1
    while end < len(lines):
        over = lines[end].page != lines[place].page and not BULLET.match(lines[end].text)
        if over or _opens_annex(lines[end]):
            break
        end += 1
        if FILED.match(lines[end - 1].text) and lines[end - 1].text.rstrip().endswith("."):
            break
    drafts = _signature(lines[signed_at:place]) + recipient_entries(lines[place:end])
    return Foot(lines[:signed_at], drafts, lines[end:], found=True)


def _columns(lines: list[Line], place: int, x: float) -> tuple[list[Line], list[Line], int]:
    """What stands left and right of `x` from "Nơi nhận" on, and where the foot ends."""
    recipients: list[Line] = []
    signed: list[Line] = []
    for at in range(place, len(lines)):
        line = lines[at]
        parted = _entry_and_name(line)
        ended = at > place and parted is None and _ends_foot(line, lines[at - 1], x)
        if line.page != lines[place].page or ended:
            return recipients, signed, at
        one, other = parted or line.split_at(x)
        if one and _below_archive(one, recipients) and any(_is_name(part) for part in signed):
            return recipients, signed, at
        if one:
            recipients.append(one)
        if other:
            signed.append(other)
    return recipients, signed, len(lines)


def _entry_and_name(line: Line) -> tuple[Line, Line] | None:
    """Part a long entry that reaches over the middle from the signer's name behind a gap."""
    parts = line.parts(1.5)
    apart = len(parts) == 2 and parts[0].text.endswith(";") and _is_name(parts[1])
    return (parts[0], parts[1]) if apart else None


def _below_archive(line: Line, recipients: list[Line]) -> bool:
    """Whether the list is closed by its "Lưu:" and the line stands in capitals below: "NGƯỜI LẬP BIỂU"."""
    filed = bool(recipients) and bool(FILED.match(recipients[-1].text))
    return filed and recipients[-1].text.rstrip().endswith(".") and line.capitals


def _is_name(line: Line) -> bool:
    return not line.capitals and bool(NAME.match(line.text))


def are_beside(lines: list[Line]) -> bool:
    """Whether a capacity or post stands on the line of "Nơi nhận:", so that the foot has columns."""
    heading = next((line for line in lines if RECIPIENTS.match(line.opening)), None)
    parts = heading.parts(2.0) if heading else []
    return len(parts) > 1 and parts[-1].capitals and _posted(parts[-1])


def _first_signed(lines: list[Line], place: int, width: float) -> int:
    """Where a signature above "Nơi nhận" begins: capitals at the right, or two signers side by side."""
    first = place
    page = lines[place].page
    while first and lines[first - 1].page == page and _signature_line(lines[first - 1], width):
        first -= 1
    if first < place:
        return first
    for at in range(place - 1, max(-1, place - 14), -1):
        if lines[at].page != page:
            break
        if _joint_posts(lines[at]):
            first = at
    return first


def _joint_posts(line: Line) -> bool:
    """Two capacities or posts side by side: "KT. GIÁM ĐỐC        GIÁM ĐỐC"."""
    parts = line.parts(2.0)
    return len(parts) == 2 and all(part.capitals and POST.match(part.opening) for part in parts)


# A signer's name, an officer's with the rank before it: "Đại tá Trần Văn An"
NAME = re.compile(rf"^(?i:{OFFICERS_RANK}\s+)?(?:[{UPPER}]\w*\.?\s?){{2,6}}$")
FILED = re.compile(r"^[-–+*]?\s*L[ưu]{1,2}\b", re.IGNORECASE)


def _over_page(lines: list[Line], end: int, recipients: list[Line], signed: list[Line], x: float) -> int:
    """Let a foot that the page's end cuts in two go on at the top of the next page."""
    filed = any(FILED.match(line.text) for line in recipients)
    named = any(_is_name(line) for line in signed)
    while end < len(lines) and not (filed and named):
        line = lines[end]
        one, other = line.split_at(x)
        entry = one is not None and not filed and bool(BULLET.match(one.text))
        name = other is not None and not named and bool(NAME.match(other.text))
        if not (entry or name) or (one is not None and not entry) or (other is not None and not name):
            break
        if one:
            recipients.append(one)
            filed = bool(FILED.match(one.text))
        if other:
            signed.append(other)
            named = not other.capitals
        end += 1
    return end


def _one_column(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """A text without columns: the signature begins where a capacity or post stands in capitals."""
    for place, line in enumerate(lines):
        if line.capitals and POST.match(line.opening):
            return lines[:place], lines[place:]
    return lines, []


def _opens_recipients(line: Line, width: float) -> bool:
    return bool(RECIPIENTS.match(line.opening)) and line.box.x0 < 0.45 * width


def _signature_line(line: Line, width: float) -> bool:
    return line.box.x0 > 0.36 * width and line.capitals and line.middle > 0.5 * width


def _between(lines: list[Line], width: float) -> float:
    """The x between the two columns: where no line of the foot has ink."""
    page = lines[0].page
    rights = []
    for line in lines[:14]:
        if line.page != page:
            break
        one, other = line.split_at(0.5 * width, reach=0.12 * width)
        if one and other:
            rights.append((one.box.x1 + other.box.x0) / 2)
    return min(rights, key=lambda x: abs(x - 0.5 * width)) if rights else 0.5 * width


def _ends_foot(line: Line, before: Line, x: float) -> bool:
    if _opens_annex(line):
        return True
    one, other = line.split_at(x)
    whole = one is None or other is None
    return whole and line.box.x0 < x - 60 and line.box.x1 > x + 60 and line.box.top - before.box.bottom > 2


def _opens_annex(line: Line) -> bool:
    """Whether an annex begins: "PHỤ LỤC", or "Phụ lục 2" with the line to itself."""
    return bool((ANNEX.match(line.opening) and line.capitals) or ANNEX_ALONE.fullmatch(line.opening))


def _signature_only(lines: list[Line], widths: Mapping[int, float]) -> Foot:
    """A letter without "Nơi nhận" near: a capacity or post stands right, in capitals, or two side by side."""
    for place, line in enumerate(lines):
        width = widths[line.page]
        joint = _joint_posts(line)
        if not (joint or (_signature_line(line, width) and _posted(line))):
            continue
        end = place
        while (
            end < len(lines) and lines[end].page == line.page and (joint or lines[end].box.x0 > 0.36 * width)
        ):
            end += 1
        return Foot(lines[:place], _signature(lines[place:end]), lines[end:], found=True)
    return Foot(lines)


def _signature(lines: list[Line]) -> list[Draft]:
    """The signature's lines; of two signers side by side the left one first."""
    if lines and _joint_posts(lines[0]):
        left, right = lines[0].parts(2.0)
        x = (left.box.x1 + right.box.x0) / 2
        halves = [line.split_at(x, gap=1.5) for line in lines]
        lines = [one for one, _ in halves if one] + [other for _, other in halves if other]
    return [Draft(Zone.SIGNATURE, [line], centred=True) for line in lines]


def recipient_entries(lines: list[Line]) -> list[Draft]:
    """One block for each entry of "Nơi nhận", its heading by itself."""
    drafts: list[Draft] = []
    for line in lines:
        entry = not drafts or _opens_recipients(line, 1e9) or BULLET.match(line.text)
        closed = drafts and drafts[-1].text.rstrip().endswith((";", ".", ":"))
        if entry or (
            closed and not line.text[:1].islower() and line.box.x0 <= drafts[-1].lines[0].box.x0 + 3
        ):
            drafts.append(Draft(Zone.RECIPIENTS, [line]))
        else:
            drafts[-1].lines.append(line)
    return _heading_apart(drafts)


def _heading_apart(drafts: list[Draft]) -> list[Draft]:
    """Let "Nơi nhận:" head a block of its own where an entry follows it on the same line."""
    if not drafts:
        return drafts
    line = drafts[0].lines[0]
    for place in range(1, len(line.words)):
        if line.words[place - 1].text.endswith(":"):
            kind = type(line)
            head = Draft(Zone.RECIPIENTS, [kind(line.page, line.words[:place])])
            rest = Draft(Zone.RECIPIENTS, [kind(line.page, line.words[place:]), *drafts[0].lines[1:]])
            return [head, rest, *drafts[1:]]
    return drafts
