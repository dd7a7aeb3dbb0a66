"""Names whose head no list holds, read only where the grammar leaves no other reading.

Vocabulary can never hold every body: companies, new agencies. Behind "giao" and before "chủ trì"
a capitalised phrase is somebody, whatever it begins with; it is given with less confidence.
"""

from __future__ import annotations

import re

from extractors.naming.names import Name, Names
from extractors.naming.words import clause_word, next_pattern
from extractors.patterns import UPPER
from extractors.vocabulary import titled_types
from models.finding import AssigneeKind

REACH = 90  # characters: the longest such name
LEADS = frozenset({"chủ trì", "có trách nhiệm"})  # what only somebody can do
_FIRST = re.compile(rf"[{UPPER}][^\s,.;:()]*")
_NOBODY = re.compile(r"(?:công tác|nội dung|nhiệm vụ|việc|kinh phí|thời gian|địa điểm|kết quả|người)\b")


def read_open_name(
    raw: str, folded: str, position: int, limit: int, stops: frozenset[str] | None = None
) -> Names:
    """Read one capitalised phrase that ends at a verb (one of `stops`, if given); else no names.

    `folded` is the folded key of `raw`; at least two words are asked for, or an acronym.
    """
    nothing = Names((), position)
    first = _FIRST.match(raw, position, limit)
    if first is None or _NOBODY.match(folded, position) or clause_word().match(folded, position):
        return nothing
    if any(folded.startswith(kind, position) for kind in titled_types()):
        return nothing
    stop = next_pattern().search(folded, first.end(), min(limit, position + REACH))
    if stop is None or not stop["stop"] or raw[stop.start()].isupper():
        return nothing
    words = raw[position : stop.start()].split()
    told = stops is None or " ".join(stop["stop"].split()) in stops
    if not told or (len(words) < 2 and not first[0].isupper()):
        return nothing
    name = Name(
        position, position + len(raw[position : stop.start()].rstrip()), " ".join(words), AssigneeKind.BODY
    )
    return Names((name,), stop.start(), stop["stop"])
