"""How often values of each confidence are right, and the table that confidences are mended with.

    python benchmarks/reliability.py --letters DIR… [--scans] [--write pipeline/calibration.csv]

DIR holds letters with NAME.gold.json beside them. The reliability of numbers, days of issue, referenced numbers
and due days is printed twice: as it is, and as letters give it that the table was not made from (two halves
by turns). `--write` stores the table made from all letters.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from gold_letters import SETTINGS, Case, cases, gold_days, gold_symbols, same_value

from models.finding import DeadlineKind, Field
from models.symbol import symbol_key
from pipeline.calibration import Calibration, Measured, source_of
from pipeline.choose import choose
from pipeline.run import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.entry import Entry

STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
HEADER = (Field.NUMBER_SYMBOL, Field.ISSUED_ON)
DATED = frozenset({DeadlineKind.DATE, DeadlineKind.PERIOD})


class Judged(NamedTuple):
    """One value that was read: by which rule, how sure, whether it is right, in which letter."""

    field: str
    rule: str
    source: str
    confidence: float
    right: bool
    letter: str


def judged(case: Case) -> Iterator[Judged]:
    """Yield the values that the gold of a letter can judge, with the confidence that the rules gave them."""
    entry = choose(case.letter, extract(case.letter), SETTINGS, calibration=Calibration(()))
    gold, source = case.gold.get("header", {}), source_of(case.letter)
    for field in HEADER:
        chosen = entry.header.get(field)
        if chosen and field.value in gold and not isinstance(gold[field.value], dict):
            evidence = chosen.evidence
            right = same_value(chosen.value, gold[field.value])
            yield Judged(field.value, evidence.rule, source, evidence.confidence, right, case.name)
    yield from _lists(case, entry)


def _lists(case: Case, entry: Entry) -> Iterator[Judged]:
    source = source_of(case.letter)
    if "references" in case.gold:
        known = gold_symbols(case)
        for one in entry.references:
            if one.reference.number_symbol:
                right, evidence = symbol_key(one.reference.number_symbol) in known, one.evidence
                yield Judged("reference", evidence.rule, source, evidence.confidence, right, case.name)
    if "deadlines" in case.gold:
        days = gold_days(case)
        for limit in entry.deadlines:
            if limit.deadline.due and limit.deadline.kind in DATED:
                right, evidence = limit.deadline.due.isoformat() in days, limit.evidence
                yield Judged("deadline", evidence.rule, source, evidence.confidence, right, case.name)


def measured(values: Iterable[Judged]) -> tuple[Measured, ...]:
    """Count for each rule how often it was right, and how often its own confidence would have it so."""
    by_rule: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for one in values:
        by_rule[one.field, one.rule, one.source].append(one)
    return tuple(
        Measured(
            field,
            rule,
            source,
            sum(one.right for one in found),
            len(found),
            round(sum(one.confidence for one in found), 2),
        )
        for (field, rule, source), found in sorted(by_rule.items())
    )


def mended(values: Sequence[Judged], calibration: Calibration) -> list[Judged]:
    """Return the values with the confidence that the table gives them."""
    return [
        one._replace(confidence=calibration.mend(one.field, one.rule, one.source, one.confidence))
        for one in values
    ]


def held_out(values: Sequence[Judged]) -> list[Judged]:
    """Return the values with confidences from a table of the other half of the letters."""
    halves: tuple[list[Judged], list[Judged]] = ([], [])
    for one in values:
        halves[zlib.crc32(one.letter.encode()) % 2].append(one)
    first, second = halves
    return mended(first, Calibration(measured(second))) + mended(second, Calibration(measured(first)))


def show(values: Iterable[Judged], title: str) -> None:
    """Print how many values of each confidence are right, and what counting from `sure` on would give."""
    fields: dict[str, list[Judged]] = defaultdict(list)
    for one in values:
        fields[f"{one.field} ({one.source})"].append(one)
    steps = "".join(f"{low:>9.2f}–" for low in STEPS[:-1])
    print(f"\n{title:24}{steps}{'sure':>8}{'coverage':>10}{'wrong':>7}")
    for field, found in sorted(fields.items()):
        print(f"{field:24}{_row(found)}")


def _row(found: Sequence[Judged]) -> str:
    cells = []
    for low, high in pairwise(STEPS):
        inside = [one.right for one in found if low <= one.confidence < high]
        cells.append(f"{sum(inside):>5}/{len(inside):<4}")
    sure = [one.right for one in found if one.confidence >= SETTINGS.sure]
    coverage = 100 * len(sure) / max(1, len(found))
    return "".join(cells) + f"{SETTINGS.sure:>8}{coverage:>9.0f}%{len(sure) - sum(sure):>7}"


def write(rows: Iterable[Measured], path: Path) -> None:
    """Store the table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Measured._fields)
        writer.writerows(rows)


def main() -> None:
    """Measure, and write the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--letters", type=Path, nargs="+", default=[Path(__file__).parent.parent / "samples"])
    parser.add_argument("--scans", action="store_true", help="read scanned letters too")
    parser.add_argument("--write", type=Path, help="where to store the table")
    asked = parser.parse_args()
    values = [one for case in cases(asked.letters, scans=asked.scans) for one in judged(case)]
    show(values, "as the rules say")
    show(held_out(values), "mended, held out")
    wrong = [one for one in values if not one.right]
    for one in sorted(wrong, key=lambda one: -one.confidence):
        print(f"wrong: {one.letter} {one.field} {one.rule} {one.confidence:.2f}")
    if asked.write:
        write(measured(values), asked.write)


if __name__ == "__main__":
    main()
