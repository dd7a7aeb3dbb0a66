"""Letters with what a careful clerk reads in them, for benchmarks: a folder of letters and NAME.gold.json."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from models.folding import fold
from models.symbol import symbol_key
from pipeline.reading import read
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.letter import Letter

SETTINGS = Settings()


class Case(NamedTuple):
    """A letter as read, and what a careful clerk reads in it."""

    name: str
    letter: Letter
    gold: dict[str, Any]


def cases(folders: Iterable[Path], *, scans: bool) -> Iterator[Case]:
    """Read the letters that have gold beside them; scans only where asked, for OCR takes its time."""
    for folder in folders:
        for gold in sorted(folder.glob("*.gold.json")):
            name = gold.name.removesuffix(".gold.json")
            source = next(
                file for file in folder.glob(f"{name}.*") if file.suffix in {".pdf", ".txt", ".docx"}
            )
            letter = read(source, SETTINGS)
            if scans or letter.text_source not in {"ocr", "mixed"}:
                yield Case(name, letter, json.loads(gold.read_text("utf-8")))


def gold_days(case: Case) -> dict[str, bool]:
    """Return the days of the gold deadlines; True where optional."""
    return {
        item["due"]: bool(item.get("optional"))
        for item in case.gold.get("deadlines", [])
        if item.get("due") and item["kind"] in {"date", "period"}
    }


def gold_symbols(case: Case) -> frozenset[str]:
    """Return the keys of the symbols of gold references."""
    symbols = (one.get("number_symbol") for one in case.gold.get("references", []))
    return frozenset(symbol_key(symbol) for symbol in symbols if symbol)


def same_value(value: str, gold: str | None) -> bool:
    """Say whether a number or a day is the gold one, however it is written."""
    if gold is None:
        return False
    try:
        return dt.date.fromisoformat(value) == dt.date.fromisoformat(gold)
    except ValueError:
        return fold(symbol_key(value)) == fold(symbol_key(gold))
