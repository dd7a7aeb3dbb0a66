"""How well a record agrees with what a careful clerk wrote: precision and recall, field by field."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.folding import fold
from models.symbol import symbol_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Item = Any
TIMED = {"date", "period", "duration", "recurring"}
EXACT = {"document_type", "number_symbol", "issued_on", "urgency", "secrecy"}


@dataclass
class Tally:
    """Hits, misses and inventions of one field."""

    hits: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def f1(self) -> float:
        """Return F1 in per cent; 100 where there was nothing to find and nothing was found."""
        total = 2 * self.hits + self.missed + self.invented
        return 100 * 2 * self.hits / total if total else 100.0


def words(text: str | None) -> list[str]:
    """Return the folded words, without punctuation."""
    return "".join(c if c.isalnum() else " " for c in fold(text or "")).split()


def alike(one: str | None, other: str | None, limit: float = 0.88) -> bool:
    """Say whether two texts are the same but for spelling habit and a slip."""
    left, right = " ".join(words(one)), " ".join(words(other))
    return left == right or difflib.SequenceMatcher(None, left, right, autojunk=False).ratio() >= limit


def value_of(field: Item) -> Item:
    """Return the value of a record's field, or the plain value of gold."""
    return field["value"] if isinstance(field, dict) and "value" in field else field


def _reference_key(reference: dict[str, Any]) -> str:
    if reference["number_symbol"]:
        return symbol_key(reference["number_symbol"])
    return f"{reference['type']}:{' '.join(words((reference['title'] or '').split(' năm ')[0]))}"


def _deadline_key(deadline: dict[str, Any]) -> tuple[Any, ...]:
    kind = deadline["kind"]
    if kind in {"date", "period"}:
        return ("day", deadline["due"])
    if kind == "duration":
        return (kind, deadline["amount"], deadline["unit"])
    return (kind, deadline.get("every"), deadline.get("day") or deadline.get("weekday"))


def _covers(quote: str, text: str) -> bool:
    wanted, found = words(quote), words(text)
    blocks = difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= 0.75 * len(wanted)


class Scores:
    """Tallies over a set of letters, and every miss in words."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.misses: list[str] = []

    def count(
        self,
        name: str,
        letter: str,
        gold: Iterable[Item],
        found: Iterable[Item],
        same: Callable[[Item, Item], bool],
    ) -> None:
        """Match one to one; an optional gold item costs nothing either way."""
        left, tally = list(found), self.tallies[name]
        for item in sorted(gold, key=_optional):
            match = next((one for one in left if same(item, one)), None)
            if match is not None:
                left.remove(match)
            if _optional(item):
                continue
            tally.hits += match is not None
            tally.missed += match is None
            if match is None:
                self.misses.append(f"{letter}: {name} missed: {item}")
        tally.invented += len(left)
        self.misses += [f"{letter}: {name} invented: {item}" for item in left]

    def add(self, letter: str, gold: dict[str, Any], record: dict[str, Any]) -> None:
        """Count one letter."""
        for field, wanted in gold["header"].items():
            found = value_of(record["header"][field])
            same = fold_equal if field in EXACT else alike
            self.count(f"header.{field}", letter, filter(None, [wanted]), filter(None, [found]), same)
        for field in ("addressees", "recipients"):
            self.count(field, letter, gold[field], map(value_of, record[field]), alike)
        self.count("references", letter, gold["references"], record["references"], _same_reference)
        self.count(
            "deadlines", letter, _timed(gold["deadlines"]), _timed(record["deadlines"]), _same_deadline
        )
        self.count(
            "tasks", letter, gold["tasks"], record["tasks"], lambda g, f: _covers(g["quote"], f["text"])
        )
        self.count("assignees", letter, _assignees(gold), _assignees(record), _same_assignee)

    def table(self) -> dict[str, float]:
        """Return F1 in per cent by field, the header's fields together."""
        header = Tally()
        for name, tally in self.tallies.items():
            if name.startswith("header."):
                header.hits += tally.hits
                header.missed += tally.missed
                header.invented += tally.invented
        rest = {name: round(t.f1, 1) for name, t in self.tallies.items() if not name.startswith("header.")}
        return {"header": round(header.f1, 1), **rest}


def fold_equal(one: str, other: str) -> bool:
    """Say whether two values differ in nothing but spelling habit."""
    return "".join(fold(one).split()) == "".join(fold(other).split())


def _optional(item: Item) -> bool:
    return isinstance(item, dict) and bool(item.get("optional"))


def _same_task(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    return _covers(gold["quote"], found["text"])


def _same_reference(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    if _reference_key(gold) != _reference_key(found):
        return False
    issuer = (not gold["issuer"] and not found["issuer"]) or alike(gold["issuer"], found["issuer"], 0.85)
    return gold["issued_on"] == found["issued_on"] and issuer


def _timed(deadlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in deadlines:
        if one["kind"] in TIMED:
            seen.setdefault(_deadline_key(one), one)
    return list(seen.values())


def _same_deadline(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    same_bound = not gold.get("bound") or gold["bound"] == found["bound"]
    return _deadline_key(gold) == _deadline_key(found) and same_bound and gold.get("time") == found["time"]


def _assignees(record: dict[str, Any]) -> list[dict[str, Any]]:
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for task in record["tasks"]:
        for one in task["assignees"]:
            key = (" ".join(words(one["name"])), one["role"])
            if key not in seen or not _optional(task):
                seen[key] = {"name": one["name"], "role": one["role"], "optional": _optional(task)}
    return list(seen.values())


def _same_assignee(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    return gold["role"] == found["role"] and alike(gold["name"], found["name"], 0.85)
