"""Findings → Entry: one value a field, or a doubt that a person settles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.entry import Chosen, Doubt, Entry, EntryReference, Evidence
from models.finding import HEADER_FIELDS, Field, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.finding import Finding
    from models.letter import Letter
    from pipeline.settings import Settings


def choose(letter: Letter, findings: Sequence[Finding], settings: Settings) -> Entry:
    """Return what the register will say about the letter, with a doubt wherever a person must look."""
    del settings
    by_field: dict[Field, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_field[finding.field].append(finding)
    header: dict[Field, Chosen] = {}
    doubts: list[Doubt] = []
    for name in HEADER_FIELDS:
        found = sorted(by_field[name], key=lambda f: -f.confidence)
        if found:
            header[name] = _chosen(letter, found[0])
    references = tuple(
        EntryReference(f.value, evidence(letter, f), (evidence(letter, f),))
        for f in by_field[Field.REFERENCE]
        if isinstance(f.value, Reference)
    )
    return Entry(
        header=header,
        addressees=tuple(_chosen(letter, f) for f in by_field[Field.ADDRESSEE]),
        recipients=tuple(_chosen(letter, f) for f in by_field[Field.RECIPIENT]),
        references=references,
        doubts=tuple(doubts),
    )


def evidence(letter: Letter, finding: Finding) -> Evidence:
    """Return where a finding stands."""
    return Evidence(
        letter.text[finding.start : finding.end],
        finding.start,
        finding.end,
        letter.page_of(finding.start, finding.end),
        letter.boxes(finding.start, finding.end),
        finding.confidence,
        finding.rule,
    )


def _chosen(letter: Letter, finding: Finding) -> Chosen:
    return Chosen(str(finding.value), evidence(letter, finding))
