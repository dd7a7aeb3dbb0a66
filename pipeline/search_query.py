"""What a person typed into the search box, taken apart: words, phrases, exclusions and filters."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from models.folding import unmarked
from models.states import LABELS, TaskState, Timeliness
from pipeline.search_words import bare_words, cleaned, marked_words, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

EARLIEST = 1900
"""A lone number from here on is a year."""

MOST_WORDS = 32
"""So many words are looked for; the rest of a longer query is left out, and the answer says so."""

FILTERS = {
    "issuer": "issuer", "coquan": "issuer",
    "type": "type", "loai": "type",
    "from": "from", "tu": "from",
    "to": "to", "den": "to",
    "assignee": "assignee", "giao": "assignee",
    "state": "state", "trangthai": "state",
    "cites": "cites", "viendan": "cites",
    "label": "label", "nhan": "label",
}  # fmt: skip
"""What may stand before a colon, and the filter it means."""

_TOKEN = re.compile(
    r"""
    (?P<minus>-)?                              # -"không tìm cụm này"
    (?:(?P<key>[^\W\d_]{2,12}):(?=\S))?        # issuer:
    (?:"(?P<phrase>[^"]*)(?:"|$)               # "cải cách hành chính", also without its end
      |(?P<word>[^\s"]+))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand side by side (a phrase), or one word."""

    bare: tuple[str, ...]
    marked: tuple[str, ...]
    prefix: bool = False  # "kiểm*": words that begin so


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search, taken apart."""

    text: str  # as typed, cleaned
    wanted: tuple[Words, ...] = ()
    unwanted: tuple[Words, ...] = ()
    issuer: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    assignee: tuple[str, ...] = ()
    states: tuple[TaskState, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    cites: tuple[str, ...] = ()
    label: str | None = None
    notes: tuple[str, ...] = field(default=())  # what was not understood, Vietnamese

    @property
    def has_marks(self) -> bool:
        """Say whether the person typed marks, so that letters with the same marks come first."""
        return any(words.bare != words.marked for words in self.wanted)

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Single words with the next one, as `pairs` joins them: most words of Vietnamese are two syllables."""
        return tuple(
            pair
            for one, following in pairwise(self.wanted)
            if len(one.bare) == len(following.bare) == 1 and not (one.prefix or following.prefix)
            for pair in pairs((*one.bare, *following.bare))
        )

    @property
    def shown(self) -> tuple[Words, ...]:
        """What a snippet shows: the words, and the numbers of what is cited."""
        return (*self.wanted, *(words for one in self.cites for words in _words(one, phrase=True)))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked for at all."""
        return not (self.wanted or self.has_filters)

    @property
    def has_filters(self) -> bool:
        """Say whether any filter is set."""
        return bool(
            self.issuer or self.types or self.issued_from or self.issued_to or self.assignee
            or self.states or self.timeliness or self.cites or self.label or self.unwanted
        )  # fmt: skip


def parse_query(typed: str) -> SearchQuery:
    """Take a query apart. There is no wrong query: what is not understood is searched for as words, or noted."""
    text = cleaned(typed)
    found: dict[str, list[str]] = {}
    wanted: list[Words] = []
    unwanted: list[Words] = []
    notes: list[str] = []
    for match in _TOKEN.finditer(text):
        value = match["phrase"] if match["phrase"] is not None else match["word"]
        name = FILTERS.get(unmarked(match["key"] or ""))
        if name and not match["minus"]:
            found.setdefault(name, []).append(value)
            continue
        if match["key"] and not name:
            value = f"{match['key']} {value}"
        words = _words(value, phrase=match["phrase"] is not None)
        (unwanted if match["minus"] else wanted).extend(words)
    count = sum(len(one.bare) for one in wanted)
    if count > MOST_WORDS:
        wanted = list(_first(wanted, MOST_WORDS))
        notes.append(f"Chỉ tìm {MOST_WORDS} từ đầu trong {count} từ.")
    states, timeliness = _states(found.get("state", []), notes)
    first, last = _day(found.get("from", []), notes, last=False), _day(found.get("to", []), notes, last=True)
    if first and last and first > last:
        notes.append(f"Từ ngày {first:%d/%m/%Y} lại sau đến ngày {last:%d/%m/%Y}.")
    return SearchQuery(
        text=text.strip(),
        wanted=tuple(wanted),
        unwanted=tuple(unwanted[:MOST_WORDS]),
        issuer=tuple(found.get("issuer", [])),
        types=tuple(found.get("type", [])),
        issued_from=first,
        issued_to=last,
        assignee=tuple(found.get("assignee", [])),
        states=states,
        timeliness=timeliness,
        cites=tuple(found.get("cites", [])),
        label=found["label"][0] if found.get("label") else None,
        notes=tuple(notes),
    )


def parse_day(text: str, *, last: bool = False) -> dt.date | None:
    """Return the day of "15/3/2024", "2024-03-15", "3/2024" or "2024"; of a month or year its first or last day."""
    numbers = [int(one) for one in re.findall(r"\d{1,9}", text)]
    if re.match(r"\s*\d{4}", text):
        numbers.reverse()
    try:
        match numbers:
            case [day, month, year]:
                return dt.date(year, month, day)
            case [month, year]:
                return (
                    dt.date(year + month // 12, month % 12 + 1, 1) - _ONE_DAY
                    if last
                    else dt.date(year, month, 1)
                )
            case [year] if year >= EARLIEST:
                return dt.date(year, 12, 31) if last else dt.date(year, 1, 1)
    except (ValueError, OverflowError):
        return None
    return None


_ONE_DAY = dt.timedelta(days=1)


def _words(value: str, *, phrase: bool) -> Iterator[Words]:
    prefix = not phrase and value.endswith("*")
    bare, marked = tuple(bare_words(value)), tuple(marked_words(value))
    if not bare:
        return
    # "12/QĐ-UBND" is several words that belong together, as a phrase does.
    yield Words(bare, marked if len(marked) == len(bare) else bare, prefix)


def _first(wanted: list[Words], most: int) -> Iterator[Words]:
    left = most
    for words in wanted:
        if left <= 0:
            return
        yield Words(words.bare[:left], words.marked[:left], words.prefix)
        left -= len(words.bare)


def _states(values: list[str], notes: list[str]) -> tuple[tuple[TaskState, ...], tuple[Timeliness, ...]]:
    names: dict[str, TaskState | Timeliness] = {}
    for one in (*TaskState, *Timeliness):
        names[_slug(one.value)] = one
        names[_slug(LABELS[one])] = one
    states: list[TaskState] = []
    timeliness: list[Timeliness] = []
    for value in values:
        found = names.get(_slug(value))
        if isinstance(found, TaskState):
            states.append(found)
        elif found is not None:
            timeliness.append(found)
        else:
            known = ", ".join(LABELS[one] for one in TaskState)
            notes.append(
                f"Không có trạng thái “{value[:40]}”; các trạng thái: {known}, quá hạn, sắp đến hạn."
            )
    return tuple(states), tuple(timeliness)


def _slug(name: str) -> str:
    return "".join(bare_words(name))


def _day(values: list[str], notes: list[str], *, last: bool) -> dt.date | None:
    if not values:
        return None
    day = parse_day(values[-1], last=last)
    if day is None:
        notes.append(f"“{values[-1][:40]}” không phải là ngày; ghi dạng 15/3/2024.")
    return day
