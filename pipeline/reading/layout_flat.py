"""Head and foot of a text without columns, found from words alone: a letter copied out line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.letter import Zone
from pipeline.reading.layout_header import (
    ADDRESSING,
    MOTTO,
    SUBJECT,
    TYPE_LINE,
    Head,
    motto_start,
    with_figures_joined,
)
from pipeline.reading.layout_lines import BULLET, is_text
from pipeline.reading.layout_signature import (
    ANNEX,
    CAPACITY,
    FILED,
    NAME,
    POST,
    RECIPIENTS,
    Foot,
    recipient_entries,
)
from pipeline.reading.layout_text import Draft

if TYPE_CHECKING:
    from pipeline.reading.layout_lines import Line

# "An Bình, ngày 05 tháng 3 năm 2024" and its pieces
_DATE = re.compile(
    r"^[\w .-]{2,40},?\s*ngày\b(?:.{0,6}tháng(?!\s+[^\W\d]+\W*$).*)?$|^tháng\s*\d*\s*năm\s*\d{4}$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^Số\b\s*:?|^/[A-ZĐ][\w-]*$|^\*+$")
# What is attached: "(Đính kèm Công văn số …)", "(Có danh sách kèm theo)"
_ATTACHED = re.compile(r"^\((?:\w+ )?(?:\w+ ){0,6}?(?:kèm|Kèm)\b.*\)\W*$")
_SIGNED = re.compile(r"^\(?(?:Đã|đã) ký\)?$")
_LONGEST_TITLE = 60  # words of a title's line in a text that is not wrapped
_LONGEST = 30  # lines: a head is no longer


def is_flat(lines: list[Line]) -> bool:
    """Say whether no line of the head stands beside the motto."""
    for line in lines[:_LONGEST]:
        start = motto_start(line)
        if start is not None:
            return start == 0 and len(line.parts(0.9)) == 1 and line.box.x0 < 5 * line.size
    return True


def flat_head(lines: list[Line]) -> Head:
    """Part the head from the body of a text without columns."""
    if not any(MOTTO.search(line.folded) for line in lines[:_LONGEST]):
        return Head(rest=lines)
    lines = [
        line for line in lines if any(char.isalnum() for char in line.text)
    ]  # a web page's "|" and rules
    lines = [part for line in lines[:_LONGEST] for part in _date_apart(line)] + lines[_LONGEST:]
    zones: list[Zone | None] = []
    for place, line in enumerate(lines[:_LONGEST]):
        if ADDRESSING.match(line.opening) and any(_DATE.match(one.text) for one in lines[:place]):
            break  # a day in a later line is no longer the letter's
        before = lines[place - 1] if place else None
        zone = _zone(line, before, zones)
        if zone is None and not any(_of_motto(later) for later in lines[place + 1 : place + 7]):
            break
        zones.append(zone)
    drafts = []
    for wanted in (Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE):
        own = [line for line, zone in zip(lines, zones, strict=False) if zone is wanted]
        drafts += [Draft(wanted, [with_figures_joined(line)], centred=True) for line in own]
    rest = [line for line, zone in zip(lines, zones, strict=False) if zone is None]
    return Head(drafts, rest + lines[len(zones) :], found=True)


def _date_apart(line: Line) -> list[Line]:
    """Part "Số: 12/GM-UBND" from the place and day that a tab sets on the same line."""
    parts = line.parts(2.0)
    return (
        parts if len(parts) == 2 and _DATE.match(parts[1].text) and _NUMBER.match(parts[0].text) else [line]
    )


def _of_motto(line: Line) -> bool:
    return bool(MOTTO.search(line.folded) or (_DATE.match(line.text) and len(line.words) < 12))


def _zone(line: Line, before: Line | None, zones: list[Zone | None]) -> Zone | None:
    """The zone of one line of the head; None for a line of the body."""
    last = zones[-1] if zones else None
    near = before is not None and line.box.top - before.box.bottom < 0.7 * line.size
    if _of_motto(line) or (line.text == "NAM" and last is Zone.MOTTO):
        return Zone.MOTTO
    if ADDRESSING.match(line.opening) or BULLET.match(line.text):
        return None
    if TYPE_LINE.match(line.opening) and line.capitals:
        return Zone.TITLE
    if last is Zone.TITLE:
        text = is_text(line) or len(line.words) > _LONGEST_TITLE
        return Zone.TITLE if near and not text and zones.count(Zone.TITLE) < 5 else None
    if Zone.TITLE in zones:
        return None
    head = line.capitals or _NUMBER.match(line.text) or SUBJECT.match(line.text)
    running = near and last is Zone.LETTERHEAD and before is not None and len(line.words) < 12
    return Zone.LETTERHEAD if head or (running and not line.text.endswith(":")) else None


def flat_foot(lines: list[Line]) -> Foot:
    """Part "Nơi nhận" and signature, whose lines may stand mixed, from body and annex."""
    place = next((i for i, line in enumerate(lines) if RECIPIENTS.match(line.opening)), None)
    if place is None:
        return Foot(lines)
    first = _signed_from(lines, place)
    signed = lines[first:place]
    recipients: list[Line] = []
    notes: list[Line] = []
    end = place
    bare = _is_bare_list(lines[place + 1 : place + 2])
    for line in lines[place:]:
        if ANNEX.match(line.opening) and line.capitals:
            break
        posted = line.capitals and (POST.match(line.opening) or CAPACITY.match(line.opening))
        filed = any(FILED.match(one.text) for one in recipients)
        entry = bare and (line.text.rstrip().endswith((";", ",")) or FILED.match(line.text))
        goes_on = not filed and line.text[:1].islower()
        marked = bool(BULLET.match(line.text) or FILED.match(line.text)) or goes_on
        listed = end == place or marked or not (filed or (_closed(recipients) and not entry))
        named = any(NAME.match(one.text) and not one.capitals for one in signed)
        short = len(line.words) < 4 and not line.text.endswith(".")
        if posted or (not listed and (short or (NAME.match(line.text) and not named))):
            signed.append(line)
        elif listed:
            recipients.append(line)
        elif _ATTACHED.match(line.text):
            notes.append(line)  # "(Đính kèm Công văn số …)" between the list and the signature
        else:
            break
        end += 1
    drafts = recipient_entries(recipients)
    drafts += [Draft(Zone.SIGNATURE, [line], centred=True) for line in signed]
    return Foot(lines[:first], drafts, [*notes, *lines[end:]], found=True)


def _signed_from(lines: list[Line], place: int) -> int:
    """Where a signature begins that ends above "Nơi nhận": posts in capitals, "(đã ký)" and a name, or none."""
    first = place
    if first and NAME.match(lines[first - 1].text) and not lines[first - 1].capitals:
        first -= 1
    while first and _SIGNED.match(lines[first - 1].text):
        first -= 1
    posts = first
    while posts and lines[posts - 1].capitals and POST.match(lines[posts - 1].opening):
        posts -= 1
    return posts if posts < first else place


def _is_bare_list(first: list[Line]) -> bool:
    """Whether the entries have no bullets: the first one behind "Nơi nhận:" ends in a semicolon."""
    return bool(first) and not BULLET.match(first[0].text) and first[0].text.rstrip().endswith(";")


def _closed(recipients: list[Line]) -> bool:
    return bool(recipients) and recipients[-1].text.rstrip().endswith((";", ".", ":"))
