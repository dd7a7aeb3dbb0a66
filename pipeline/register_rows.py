"""From an Entry to rows: the only place where values and rows meet on the way in (no database is asked)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from models.finding import HEADER_FIELDS, Bound, Field
from models.folding import unmarked
from models.states import DeadlineSource, Origin, TaskState, ValueStatus
from models.symbol import symbol_key
from models.tables_tasks import NO_DAY
from pipeline.layout_store import pack_layout, pack_pages
from pipeline.likeness import signature
from pipeline.register_prepared import Prepared

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from models.entry import (
        Chosen,
        Doubt,
        Entry,
        EntryAssignee,
        EntryDeadline,
        EntryReference,
        EntryTask,
        Evidence,
    )
    from models.letter import Letter

KEY_LENGTH = 200
URGENCY_RANKS = {"khẩn": 1, "thượng khẩn": 2, "hỏa tốc": 3}
ON_LETTER_ROW = tuple(name.value for name in HEADER_FIELDS if name is not Field.SECRECY)
"""Header fields that `letters` repeats, under the same names."""

_TARGET = re.compile(r"(references|tasks|addressees|recipients|deadlines)\.(\d+)")


def prepare(letter: Letter, entry: Entry) -> Prepared:
    """Return the rows that file a letter; pure, so that workers do it outside the transaction."""
    doubts = _by_target(entry.doubts)
    header = {name: chosen.value for name, chosen in entry.header.items()}
    fields = list(_header_rows(entry, doubts)) + list(_list_rows(entry, doubts))
    prepared = Prepared(
        letter=letter_columns(header) | _file_columns(letter),
        text={
            "text": letter.text,
            "pages": pack_pages(letter),
            "layout": pack_layout(letter),
            "notes": list(letter.notes) or None,
            "doubts": [plain_doubt(doubt) for doubt in doubts[""]] or None,
        },
        fields=fields,
        citations=[_citation(i, one, doubts) for i, one in enumerate(entry.references)],
        loose_deadlines=_loose(entry),
        signature=signature(letter.text),
    )
    for i, task in enumerate(entry.tasks):
        deadlines = [deadline_columns(j, one) for j, one in enumerate(task.deadlines)]
        prepared.tasks.append(_task(i, task, doubts) | due_columns(deadlines))
        prepared.assignments.append([assignment_columns(j, one) for j, one in enumerate(task.assignees)])
        prepared.deadlines.append(deadlines)
    prepared.letter["doubts"] = _count_doubts(prepared)
    return prepared


def letter_columns(header: dict[Field, str] | dict[str, str]) -> dict[str, Any]:
    """Return the columns of `letters` that follow from the header values that count."""
    values = {str(name): value for name, value in header.items()}
    columns: dict[str, Any] = {name: values.get(name) for name in ON_LETTER_ROW}
    columns["issued_on"] = parse_date(values.get("issued_on"))
    columns["issuer_key"] = key_of(values.get("issuing_body"))
    columns["symbol_key"] = (
        symbol_key(values["number_symbol"])[:KEY_LENGTH] if values.get("number_symbol") else None
    )
    columns["urgency_rank"] = URGENCY_RANKS.get(values.get("urgency") or "", 0)
    return columns


def due_columns(deadlines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the task columns that follow from its deadlines: the last extension counts, else the earliest day."""
    dated = [one for one in deadlines if one["due"] and not one.get("removed")]
    written = [one for one in dated if not one.get("reason")]
    granted = [one for one in dated if one.get("reason")]
    first = min(written, key=lambda one: (one["due"], one["time"] or "99"), default=None)
    counts = granted[-1] if granted else first
    rules = [one["rrule"] for one in deadlines if one["rrule"] and not one.get("removed")]
    return {
        "due_on": counts["due"] if counts else None,
        "due_time": counts["time"] if counts else None,
        "due_before": bool(counts and counts["bound"] == Bound.BEFORE and not counts["time"]),
        "due_sort": counts["due"] if counts else NO_DAY,
        "due_source": counts["source"] if counts else DeadlineSource.NONE,
        "first_due_on": first["due"] if granted and first else None,
        "rrule": rules[0] if rules else None,
    }


def key_of(name: str | None) -> str | None:
    """Return the folded key of a name, None for nothing."""
    return " ".join(unmarked(name).split())[:KEY_LENGTH] or None if name else None


def parse_date(value: str | None) -> dt.date | None:
    """Return an ISO date, None where the value is none."""
    import datetime as dt  # noqa: PLC0415

    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None


def evidence_columns(evidence: Evidence | None) -> dict[str, Any]:
    """Return the columns of `Placed`."""
    if evidence is None:
        return dict.fromkeys(("text_start", "text_end", "page", "boxes", "confidence", "rule"))
    return {
        "text_start": evidence.start,
        "text_end": evidence.end,
        "page": evidence.page,
        "boxes": [box.rounded for box in evidence.boxes] or None,
        "confidence": round(evidence.confidence, 4),
        "rule": evidence.rule[:80],
    }


def plain_doubt(doubt: Doubt) -> dict[str, Any]:
    """Return a doubt as JSON."""
    return {
        "target": doubt.target,
        "reason": doubt.reason,
        "page": doubt.page,
        "boxes": [box.rounded for box in doubt.boxes],
        "candidates": list(doubt.candidates),
    }


def _file_columns(letter: Letter) -> dict[str, Any]:
    qualities = [page.quality for page in letter.pages]
    return {
        "file_name": letter.source.file_name,
        "sha256": letter.source.sha256,
        "media_type": letter.source.media_type,
        "pages": letter.source.pages,
        "text_source": letter.text_source,
        "quality": round(min(qualities, default=1.0), 4),
    }


def _by_target(doubts: Iterable[Doubt]) -> dict[str, list[Doubt]]:
    """Sort doubts by the value they hang on: "number_symbol", "references.3"; "" for none."""
    found: dict[str, list[Doubt]] = defaultdict(list)
    names = {name.value for name in HEADER_FIELDS}
    for doubt in doubts:
        match = _TARGET.match(doubt.target)
        name = doubt.target.removeprefix("header.").split(".")[0]
        found[match[0] if match else name if name in names else ""].append(doubt)
    return found


def _header_rows(entry: Entry, doubts: dict[str, list[Doubt]]) -> Iterable[dict[str, Any]]:
    for name in HEADER_FIELDS:
        chosen = entry.header.get(name)
        yield _field(name, 0, chosen, doubts[name.value])


def _list_rows(entry: Entry, doubts: dict[str, list[Doubt]]) -> Iterable[dict[str, Any]]:
    for name, many, place in (
        (Field.ADDRESSEE, entry.addressees, "addressees"),
        (Field.RECIPIENT, entry.recipients, "recipients"),
    ):
        for i, chosen in enumerate(many):
            yield _field(name, i, chosen, doubts[f"{place}.{i}"])


def _field(name: Field, ordinal: int, chosen: Chosen | None, doubts: Sequence[Doubt]) -> dict[str, Any]:
    status = ValueStatus.VALUE if chosen else ValueStatus.UNREAD if doubts else ValueStatus.EMPTY
    row = {
        "name": name,
        "ordinal": ordinal,
        "machine_status": status,
        "machine_value": chosen.value if chosen else None,
        "machine_text": chosen.evidence.text if chosen else None,
        **evidence_columns(chosen.evidence if chosen else None),
        **_doubt_columns(doubts),
    }
    if chosen is None and doubts:
        row |= {"page": doubts[0].page, "boxes": [box.rounded for box in doubts[0].boxes] or None}
    return row


def _doubt_columns(doubts: Sequence[Doubt]) -> dict[str, Any]:
    candidates = list(dict.fromkeys(one for doubt in doubts for one in doubt.candidates))
    return {"doubt": " ".join(doubt.reason for doubt in doubts) or None, "candidates": candidates or None}


def _citation(ordinal: int, one: EntryReference, doubts: dict[str, list[Doubt]]) -> dict[str, Any]:
    reference = one.reference
    return {
        "ordinal": ordinal,
        "text": one.evidence.text,
        "relation": reference.relation,
        "type": reference.type,
        "number_symbol": reference.number_symbol,
        "issued_on": reference.issued_on,
        "year": reference.year,
        "issuer": reference.issuer,
        "title": reference.title,
        "pinpoint": reference.pinpoint,
        "amended_by": list(reference.amended_by) or None,
        "mentions": [
            {"start": m.start, "end": m.end, "page": m.page, "boxes": [box.rounded for box in m.boxes]}
            for m in one.mentions
        ],
        **evidence_columns(one.evidence),
        **_doubt_columns(doubts[f"references.{ordinal}"]),
    }


def _task(ordinal: int, one: EntryTask, doubts: dict[str, list[Doubt]]) -> dict[str, Any]:
    return {
        "ordinal": ordinal,
        "text": one.evidence.text,
        "kind": one.instruction.kind,
        "report_to": one.instruction.report_to,
        "product": one.instruction.product,
        "state": TaskState.WAITING,
        "doubt": _doubt_columns(doubts[f"tasks.{ordinal}"])["doubt"],
        **evidence_columns(one.evidence),
    }


def assignment_columns(ordinal: int, one: EntryAssignee) -> dict[str, Any]:
    """Return an assignment's columns, without task and body."""
    return {
        "ordinal": ordinal,
        "name": one.assignee.name,
        "role": one.assignee.role,
        "kind": one.assignee.kind,
        "inherited": one.inherited,
        "origin": Origin.MACHINE,
        **evidence_columns(one.evidence),
    }


def deadline_columns(ordinal: int, one: EntryDeadline) -> dict[str, Any]:
    """Return a deadline's columns, without letter and task."""
    deadline = one.deadline
    names = (
        "kind", "due", "time", "bound", "amount", "unit", "anchor", "anchor_on", "every",
        "day", "month_offset", "weekday", "month", "year", "event",
    )  # fmt: skip
    return {
        "ordinal": ordinal,
        "text": one.evidence.text,
        "source": DeadlineSource.COMPUTED if one.computed else DeadlineSource.WRITTEN,
        **{name: getattr(deadline, name) for name in names},
        "count": list(one.count) or None,
        "rrule": one.rrule,
        **evidence_columns(one.evidence),
    }


def _loose(entry: Entry) -> list[dict[str, Any]]:
    held = {(d.evidence.start, d.evidence.end) for task in entry.tasks for d in task.deadlines}
    loose = [d for d in entry.deadlines if (d.evidence.start, d.evidence.end) not in held]
    return [deadline_columns(i, one) for i, one in enumerate(loose)]


def _count_doubts(prepared: Prepared) -> int:
    rows = (*prepared.fields, *prepared.citations, *prepared.tasks)
    return sum(1 for row in rows if row["doubt"]) + len(prepared.text["doubts"] or ())
