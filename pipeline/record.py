"""The letter record: an Entry as the JSON object that `congvan extract --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.finding import HEADER_FIELDS

if TYPE_CHECKING:
    from models.entry import Chosen, Entry, EntryAssignee, EntryDeadline, EntryReference, EntryTask, Evidence
    from models.letter import Letter
    from pipeline.involvement import Involved

SCHEMA = "congvan/letter/1"


def to_record(letter: Letter, entry: Entry, ours: Involved | None = None) -> dict[str, Any]:
    """Return the record of one letter, ready for `json.dumps`; `ours` is the office's own part in it."""
    header = {name.value: _field(entry.header.get(name)) for name in HEADER_FIELDS}
    return {
        "schema": SCHEMA,
        "source": {
            "file_name": letter.source.file_name,
            "sha256": letter.source.sha256,
            "media_type": letter.source.media_type,
            "pages": letter.source.pages,
            "text_source": letter.text_source.value,
            "page_sources": [
                {
                    "page": page.number,
                    "source": page.source.value,
                    "reason": page.reason,
                    "quality": round(page.quality, 3),
                }
                for page in letter.pages
            ],
        },
        "text": letter.text,
        "header": header,
        "addressees": [_field(one) for one in entry.addressees],
        "recipients": [_field(one) for one in entry.recipients],
        "references": [_reference(one) for one in entry.references],
        "deadlines": [_deadline(one) for one in entry.deadlines],
        "tasks": [_task(one) for one in entry.tasks],
        "our_part": _our_part(ours),
        "doubts": [
            {
                "target": doubt.target,
                "reason": doubt.reason,
                "page": doubt.page,
                "boxes": [box.rounded for box in doubt.boxes],
                "candidates": list(doubt.candidates),
            }
            for doubt in entry.doubts
        ],
        "asides": [
            {
                "kind": aside.kind.value,
                "text": aside.text,
                "page": aside.page,
                "boxes": [aside.box.rounded] if aside.box else [],
                "facts": dict(aside.facts),
            }
            for aside in letter.asides
        ],
    }


def _our_part(ours: Involved | None) -> dict[str, Any] | None:
    """Return the office's part in the letter and in each task; null where no office is set."""
    if ours is None:
        return None
    return {
        "part": ours.part.value,
        "reason": ours.reason,
        "tasks": [part.value if part else None for part in ours.parts],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "page": evidence.page,
        "boxes": [box.rounded for box in evidence.boxes],
        "confidence": round(evidence.confidence, 3),
    }


def _field(chosen: Chosen | None) -> dict[str, Any] | None:
    return {"value": chosen.value, **_evidence(chosen.evidence)} if chosen else None


def _reference(one: EntryReference) -> dict[str, Any]:
    reference = one.reference
    mentions = [_evidence(mention) for mention in one.mentions]
    return {
        "type": reference.type,
        "number_symbol": reference.number_symbol,
        "issued_on": reference.issued_on.isoformat() if reference.issued_on else None,
        "issuer": reference.issuer,
        "title": reference.title,
        "relation": reference.relation.value,
        "pinpoint": reference.pinpoint,
        "amended_by": list(reference.amended_by),
        "mentions": [{k: m[k] for k in ("start", "end", "page", "boxes")} for m in mentions],
        **_evidence(one.evidence),
    }


def _deadline(one: EntryDeadline) -> dict[str, Any]:
    deadline = one.deadline
    return {
        "kind": deadline.kind.value,
        "due": deadline.due.isoformat() if deadline.due else None,
        "time": deadline.time,
        "bound": deadline.bound.value if deadline.bound else None,
        "amount": deadline.amount,
        "unit": deadline.unit,
        "anchor": deadline.anchor,
        "every": deadline.every,
        "day": deadline.day if deadline.kind == "recurring" else None,
        "month_offset": deadline.month_offset,
        "weekday": deadline.weekday,
        "event": deadline.event,
        "computed": one.computed,
        "count": list(one.count),
        "rrule": one.rrule,
        **_evidence(one.evidence),
    }


def _assignee(one: EntryAssignee) -> dict[str, Any]:
    assignee = one.assignee
    return {
        "name": assignee.name,
        "role": assignee.role.value,
        "kind": assignee.kind.value,
        "inherited": one.inherited,
        **_evidence(one.evidence),
    }


def _task(one: EntryTask) -> dict[str, Any]:
    return {
        "kind": one.instruction.kind.value,
        "assignees": [_assignee(a) for a in one.assignees],
        "deadlines": [_deadline(d) for d in one.deadlines],
        "report_to": one.instruction.report_to,
        "product": one.instruction.product,
        **_evidence(one.evidence),
    }
