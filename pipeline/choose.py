"""Findings → Entry: one value a field, or a doubt that a person settles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from models.entry import Entry, EntryDeadline
from models.finding import Deadline, Field
from pipeline.calendar import calendar_of
from pipeline.calibration import calibration as shipped
from pipeline.choosing_header import choose_header, chosen, evidence_of
from pipeline.choosing_tasks import Sender, choose_tasks, task_doubts
from pipeline.deadlines import resolve
from pipeline.references import merge_references, reference_doubts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.entry import Chosen, Doubt, EntryReference
    from models.finding import Finding
    from models.letter import Letter
    from pipeline.calibration import Calibration
    from pipeline.settings import Settings

UNSURE_LIMIT = "Ngày này có thể không phải là thời hạn."


def choose(
    letter: Letter,
    findings: Sequence[Finding],
    settings: Settings,
    *,
    calibration: Calibration | None = None,
) -> Entry:
    """Return what the register will say about the letter, with a doubt wherever a person must look.

    Confidences are mended by `calibration`, by default the one that the program comes with.
    """
    calibration = calibration or shipped()
    by_field: dict[Field, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_field[finding.field].append(replace(finding, confidence=calibration.of(finding, letter)))
    header, doubts = choose_header(letter, by_field, settings.sure)
    addressees = tuple(chosen(letter, finding) for finding in by_field[Field.ADDRESSEE])
    references, unclear = _references(letter, by_field[Field.REFERENCE], header, settings.sure)
    deadlines, late = _deadlines(letter, by_field[Field.DEADLINE], header, settings)
    sender = Sender(_value(header, Field.ISSUING_BODY), _value(header, Field.DOCUMENT_TYPE), addressees)
    tasks = choose_tasks(letter, by_field, deadlines, sender)
    return Entry(
        header=header,
        addressees=addressees,
        recipients=tuple(chosen(letter, finding) for finding in by_field[Field.RECIPIENT]),
        references=references,
        deadlines=deadlines,
        tasks=tasks,
        doubts=(*doubts, *unclear, *task_doubts(tasks, deadlines, late)),
    )


def _references(
    letter: Letter, findings: Sequence[Finding], header: Mapping[Field, Chosen], sure: float
) -> tuple[tuple[EntryReference, ...], tuple[Doubt, ...]]:
    """Return each referenced document once, and what is unclear about them."""
    own_symbol = _value(header, Field.NUMBER_SYMBOL)
    merged = merge_references(letter, findings, own_symbol=own_symbol, own_date=issued_on(header))
    return merged, reference_doubts(letter, findings, merged, sure)


def _deadlines(
    letter: Letter, findings: Sequence[Finding], header: Mapping[Field, Chosen], settings: Settings
) -> tuple[tuple[EntryDeadline, ...], dict[int, str]]:
    """Return each time limit with its due day, and by its place why that day cannot be trusted."""
    calendar = calendar_of(settings)
    found: list[EntryDeadline] = []
    doubts: dict[int, str] = {}
    for finding in findings:
        if not isinstance(finding.value, Deadline):
            continue
        resolved = resolve(finding.value, issued_on(header), None, calendar)
        evidence = evidence_of(letter, finding)
        if resolved.doubt:
            doubts[len(found)] = resolved.doubt
        elif resolved.deadline.due and not resolved.computed and finding.confidence < settings.sure:
            doubts[len(found)] = UNSURE_LIMIT
        found.append(
            EntryDeadline(resolved.deadline, evidence, resolved.computed, resolved.count, resolved.rrule)
        )
    return tuple(found), doubts


def issued_on(header: Mapping[Field, Chosen]) -> dt.date | None:
    """Return the day on which the letter was issued, where it is known."""
    value = _value(header, Field.ISSUED_ON)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _value(header: Mapping[Field, Chosen], name: Field) -> str | None:
    return header[name].value if name in header else None
