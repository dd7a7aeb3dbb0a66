"""Pictures of digital signatures that stand as text on the page: "Ký bởi … Thời gian ký …".

Their text is never the letter's text, number or date; signer and time are kept as facts.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from models.letter import Aside, AsideKind
from pipeline.reading.layout_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reading.layout_lines import Line
    from pipeline.reading.printed import PrintedWord

_LABEL = re.compile(
    r"K[yý]\s*(?:số\s*)?b[oởỏ]i\s*:|Ng[uư][oờ]i\s*k[yý]\s*:|Th[oờ]i\s*gian\s*k[yý]|Ng[aà]y\s*k[yý]\s*:"
    r"|Ch[uứ]ng\s*th[uư]\s*:|E-?mail\s*:|C[oơ]\s*quan\s*:|Signature\s+(?:Not\s+)?Verified|Digitally\s+signed"
    r"|SAO\s+[YL]\s*;",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_MAIL = re.compile(r"[\w.]+[@(][\w]+\.(?:gov\.)?vn\b|[\w.]+@[\w.]+")
_TIME = re.compile(
    r"(?:(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"
    r"|(?P<y2>\d{4})[./-](?P<m2>\d{1,2})[./-](?P<d2>\d{1,2}))"
    r"[ T]+(?P<t>\d{1,2}:\d{2}(?::\d{2})?)(?:\s*(?P<z>[+-]\d{2}:?\d{2}))?"
)
_END = r"\s*(?=E-?mail\s*:|C[oơ]\s*quan\s*:|Th[oờ]i\s*gian|Ng[aà]y\s*k[yý]|Ch[uứ]ng\s*th|Date|$)"
_SIGNER = re.compile(
    r"(?:K[yý]\s*(?:số\s*)?b[oở]i|Ng[uư][oờ]i\s*k[yý])\s*:?\s*(?P<signer>.+?)" + _END, re.IGNORECASE
)
_COPIER = re.compile(r"SAO\s+[YL]\s*;\s*(?P<signer>[^;]+)", re.IGNORECASE)
_AGENCY = re.compile(r"C[oơ]\s*quan\s*:\s*(?P<agency>.+?)" + _END, re.IGNORECASE)
_SIGNED_BY = re.compile(r"K[yý]\s*(?:số\s*)?b[oở]i\b", re.IGNORECASE)
_SMALL = 0.8  # of the page's usual size: a signature's picture that gives no time


def is_stamp(text: str) -> bool:
    """Say whether a signature field's own words are the signature's picture and not a part of the letter."""
    return bool(_LABEL.search(text) or _CLOCK.search(text) or _MAIL.search(text))


def stamp_aside(lines: Sequence[Line], page: int) -> Aside:
    """Return a digital signature's picture as an aside, with its signer and time."""
    text = " ".join(line.text for line in lines)
    facts: list[tuple[str, str]] = []
    if match := _SIGNER.search(text) or _COPIER.search(text):
        facts.append(("signer", match["signer"].strip(" ;,.")))
    if match := _AGENCY.search(text):
        facts.append(("agency", match["agency"].strip(" ;,.")))
    if match := _TIME.search(text):
        facts.append(("time", _iso(match)))
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return Aside(AsideKind.DIGITAL_SIGNATURE, text, page, box, tuple(facts))


def _iso(match: re.Match[str]) -> str:
    year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
    return f"{year}-{int(month):02}-{int(day):02}T{match['t']}{match['z'] or ''}"


def find_stamps(
    words: Sequence[PrintedWord], page: int, *, uneven: bool = False
) -> list[tuple[list[Line], Aside]]:
    """Find signatures' pictures among a page's own words: lines in one small column, one of them labelled."""
    parts = [part for line in lines_of(page, words, uneven=uneven) for part in line.parts(1.6)]
    usual = median(part.size for part in parts) if parts else 0.0
    alone = {id(part) for part in parts if _SIGNED_BY.match(part.text) and part.size < _SMALL * usual}
    seeds = [
        part for part in parts if _LABEL.match(part.text) or _CLOCK.search(part.text) or id(part) in alone
    ]
    used: set[int] = set()
    found: list[tuple[list[Line], Aside]] = []
    for seed in seeds:
        if id(seed) in used:
            continue
        group = _column(seed, parts)
        used.update(id(part) for part in group)
        if _signed(group) or id(group[0]) in alone:
            found.append((group, stamp_aside(group, page)))
    return found


def _signed(group: Sequence[Line]) -> bool:
    """Say whether lines are a signature's picture: labelled as one, with its time or with two labels.

    A line "Email: …" by itself is a way to reach somebody.
    """
    labels = [match.group().lower() for line in group if (match := _LABEL.match(line.text))]
    own = [label for label in labels if not label.startswith(("e", "c"))]
    clock = any(_CLOCK.search(line.text) for line in group)
    if clock and any(_MAIL.fullmatch(line.text) for line in group):
        return True
    return bool(own) and (clock or len(set(labels)) >= 2)


def _column(seed: Line, parts: Sequence[Line]) -> list[Line]:
    """The lines that stand right above and below one another in the seed's column and size."""
    group = [seed]
    bare = not _LABEL.match(
        seed.text
    )  # "… 09.01.2025 10:21:11 +07:00" below a name and an address, unlabelled
    column = sorted(
        (
            part
            for part in parts
            if abs(part.box.x0 - seed.box.x0) < 6 and abs(part.size - seed.size) < 0.15 * seed.size
        ),
        key=lambda part: part.box.top,
    )
    at = column.index(seed)
    for step in (range(at + 1, len(column)), range(at - 1, -1, -1)):
        last = seed
        for place in step:
            gap = max(column[place].box.top - last.box.bottom, last.box.top - column[place].box.bottom)
            text = column[place].text
            labelled = _LABEL.match(text) or _CLOCK.search(text) or _MAIL.search(text) or bare
            wanted = labelled or place > at  # above the first label stands the letter
            if gap > 0.9 * seed.size or not wanted or len(group) > 7:
                break
            last = column[place]
            group.append(last)
    return sorted(group, key=lambda part: part.box.top)
