"""A register with very many letters, for the benchmarks of the pages: sample letters copied with changes.

Rows are copied by SQL values, not filed one by one: numbers, days, states, bodies and cited documents vary.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODIES, DOCUMENTS = 3_000, 30_000
TABLES = (
    "letters",
    "letter_texts",
    "fields",
    "tasks",
    "assignments",
    "deadlines",
    "citations",
    "task_states",
)
STATES = ("assigned",) * 5 + ("in-progress",) * 3 + ("done",) * 10 + ("returned",)
OPEN = {"assigned", "in-progress", "returned"}
TODAY = dt.date(2026, 11, 24)


def multiply(path: Path, count: int, *, keep: int) -> None:
    """Copy the register's letters until there are `count`; the first `keep` stay as they are.

    One letter in twenty of the copies still waits for a reviewer.
    """
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -400000")
    base.row_factory = sqlite3.Row
    pick = random.Random(7)
    _bodies(base)
    _documents(base, pick)
    templates = {table: [dict(row) for row in base.execute(f"SELECT * FROM {table}")] for table in TABLES}
    step = {
        table: max((row.get("id") or 0 for row in rows), default=0) + 1 for table, rows in templates.items()
    }
    copies = -(-count // keep)
    for table in TABLES:
        names = list(templates[table][0])
        marks = ", ".join("?" * len(names))
        base.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
            (tuple(row.values()) for row in _copies(table, templates[table], step, copies, pick)),
        )
        base.commit()
    base.execute("ANALYZE")
    base.commit()
    base.close()


def _copies(
    table: str, rows: list[dict[str, Any]], step: dict[str, int], copies: int, pick: random.Random
) -> Iterator[dict[str, Any]]:
    for number in range(1, copies):
        luck = random.Random(number)  # one letter's rows agree with one another
        waiting, state = number % 20 == 0, luck.choice(STATES)
        days = luck.randrange(-400, 60)
        for row in rows:
            copy = dict(row)
            if "id" in copy:
                copy["id"] += number * step[table]
            if copy.get("changes"):
                copy["changes"] = None  # nobody will undo these
            if copy.get("letter_id") is not None:
                copy["letter_id"] += number * step["letters"]
            if copy.get("task_id") is not None:
                copy["task_id"] += number * step["tasks"]
            _CHANGES.get(table, _as_it_is)(copy, waiting, state, days, pick)
            yield copy


def _as_it_is(row: dict[str, Any], *_: Any) -> None:
    del row


def _letter(row: dict[str, Any], waiting: bool, state: str, days: int, pick: random.Random) -> None:  # noqa: FBT001
    del state
    row["sha256"] = hashlib.sha256(str(row["id"]).encode()).hexdigest()
    row["state"] = "waiting" if waiting else "approved"
    row["approved_at"] = None if waiting else "2026-10-01 02:00:00.000000"
    row["approved_by"] = None if waiting else "vanthu"
    row["issued_on"] = (TODAY + dt.timedelta(days - 20)).isoformat()
    row["received_at"] = row["filed_at"] = f"{TODAY + dt.timedelta(min(0, days))} 02:00:00.000000"
    row["arrival_number"] = row["arrival_year"] = None
    row["document_id"] = None
    number = str(pick.randrange(1, 9999))
    row["number_symbol"] = number + "/" + (row["number_symbol"] or "/UBND").partition("/")[2]
    row["symbol_key"] = number + " " + (row["symbol_key"] or "").partition(" ")[2]


def _task(row: dict[str, Any], waiting: bool, state: str, days: int, pick: random.Random) -> None:  # noqa: FBT001
    row["state"] = "waiting" if waiting else state
    row["assigned_on"] = None if waiting else (TODAY + dt.timedelta(days - 15)).isoformat()
    row["done_on"] = (TODAY + dt.timedelta(days - 1)).isoformat() if row["state"] == "done" else None
    row["is_open"] = int(row["state"] in OPEN)
    if row["due_on"]:
        row["due_on"] = row["due_sort"] = (TODAY + dt.timedelta(days + pick.randrange(5))).isoformat()


def _assignment(row: dict[str, Any], waiting: bool, state: str, days: int, pick: random.Random) -> None:  # noqa: FBT001
    row["state"] = "waiting" if waiting else state
    row["is_open"] = int(row["state"] in OPEN)
    row["body_id"] = _skewed(pick, BODIES)
    if not str(row["due_sort"]).startswith("9999"):
        row["due_sort"] = (TODAY + dt.timedelta(days)).isoformat()


def _task_state(row: dict[str, Any], waiting: bool, state: str, days: int, pick: random.Random) -> None:  # noqa: FBT001
    row["state"] = "waiting" if waiting else state
    row["assigned_on"] = None if waiting else (TODAY + dt.timedelta(days - 15)).isoformat()
    row["done_on"] = (TODAY + dt.timedelta(days - 1)).isoformat() if row["state"] == "done" else None
    row["body_id"] = _skewed(pick, BODIES)


def _citation(row: dict[str, Any], waiting: bool, state: str, days: int, pick: random.Random) -> None:  # noqa: FBT001
    del waiting, state, days
    row["document_id"] = _skewed(pick, DOCUMENTS)


_CHANGES = {
    "letters": _letter,
    "tasks": _task,
    "assignments": _assignment,
    "task_states": _task_state,
    "citations": _citation,
}


def _skewed(pick: random.Random, count: int) -> int:
    """Return a number from 1 to `count`; small ones come far more often, as names do."""
    return 1 + int((count - 1) * pick.random() ** 3)


def _bodies(base: sqlite3.Connection) -> None:
    kinds = ("Phòng", "Sở", "UBND xã", "UBND phường", "Ban", "Trung tâm", "Trường THCS", "Công an xã")
    marks = ("Bình An", "Đông Hải", "Bình Lâm", "An Phú", "Tân Lập", "Hòa Bình", "Phú Thọ", "Long Mỹ")
    first = base.execute("SELECT count(*) FROM bodies").fetchone()[0] + 1
    for number in range(first, BODIES + 1):
        name = f"{kinds[number % 8]} {marks[number // 8 % 8]} {number}"
        key = name.lower().translate(str.maketrans("òởđảáậúôăâđ", "oodaaauoaad"))
        base.execute(
            "INSERT OR IGNORE INTO bodies (id, name, name_key, kind, known, uses, version, initials)"
            " VALUES (?, ?, ?, 'body', 1, ?, 1, ?)",
            (number, name, key, BODIES - number, "".join(word[0] for word in key.split())),
        )


def _documents(base: sqlite3.Connection, pick: random.Random) -> None:
    names = [row[1] for row in base.execute("PRAGMA table_info(documents)")]
    template = dict(base.execute("SELECT * FROM documents LIMIT 1").fetchone())
    first = base.execute("SELECT max(id) FROM documents").fetchone()[0] + 1
    for number in range(first, DOCUMENTS + 1):
        year = 2015 + number % 11
        day = dt.date(year, 1 + number % 12, 1 + number % 28)
        row = template | {
            "id": number,
            "identity": f"bench|{number}",
            "number_symbol": f"{number}/QĐ-UBND",
            "symbol_key": f"{number} QD UBND",
            "number_key": str(number),
            "issued_on": day.isoformat(),
            "title": f"phê duyệt kế hoạch số {pick.randrange(1000)}",
            "held": 0,
            "cited_by": max(1, 400 - number // 50),
            "open_tasks": pick.randrange(40),
        }
        marks = ", ".join("?" * len(names))
        base.execute(
            f"INSERT INTO documents ({', '.join(names)}) VALUES ({marks})",
            tuple(row[name] for name in names),
        )
