"""Rows of a province's register: letters, tasks and a web of citations of realistic shape.

A letter has 10 citations and 3 tasks on average; a few decisions are cited by very many letters, a few bodies
get very many tasks, most of what is old is done. One decision has a citing letter in every hundred.
The letters' places on the page are left out: no query looks at them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from itertools import count
from typing import Any

from province_words import FIELDS, PLACES, Speaker

from models.folding import unmarked as fold
from models.letter import Letter, Source
from pipeline.layout_store import pack_layout
from pipeline.register_journal import _FIRST_HASH, _hash

TODAY = dt.date(2025, 6, 30)
START = dt.date(2019, 1, 1)
BODIES = 2_000
DAYS = (TODAY - START).days

KINDS = (("công văn", ""), ("quyết định", "QĐ"), ("kế hoạch", "KH"), ("thông báo", "TB"), ("báo cáo", "BC"))
STATES = ("done",) * 80 + ("in-progress",) * 9 + ("assigned",) * 6 + ("returned",) * 2 + ("cancelled",) * 3


class Province:
    """A stream of rows, the same for the same seed."""

    def __init__(self, letters: int, seed: int = 7) -> None:
        self.letters = letters
        self.random = random.Random(seed)
        self.words = Speaker(seed).words
        self.documents = max(200, letters // 2)
        self.task_ids = count(1)
        self.open_tasks: dict[int, int] = {}
        self.cited: dict[int, int] = {}
        self.layout = pack_layout(Letter(Source("x.pdf", "", "application/pdf", 2), ""))
        self.hash = _FIRST_HASH

    def bodies(self) -> list[dict[str, Any]]:
        """Return the bodies that get tasks."""
        names = [
            f"{kind} {place}"
            for place in PLACES
            for kind in ("UBND xã", "UBND phường", "Công an", "Trạm Y tế")
        ]
        names += [f"Phòng {field} {place}" for field in FIELDS for place in PLACES]
        names += [f"Sở {field}" for field in FIELDS]
        names += [f"Trường THCS {place} {i}" for i in range(1, 101) for place in PLACES]
        rows = []
        for number, name in enumerate(names[:BODIES], 1):
            key = unmarked(name)
            initials = "".join(word[0] for word in key.split())
            rows.append(
                {
                    "id": number,
                    "name": name,
                    "name_key": key,
                    "initials": initials,
                    "kind": "body",
                    "known": True,
                }
            )
        return rows

    def document(self, number: int) -> dict[str, Any]:
        """Return one referenced document; every value but its title follows from its number."""
        value, kind, code = _called(number)
        issued = START + dt.timedelta(days=number * 7919 % DAYS)
        issuer = f"UBND {('huyện', 'thị xã', 'tỉnh')[number % 3]} {PLACES[number % len(PLACES)]}"
        return {
            "id": number,
            "identity": f"{unmarked(issuer)}|{value} {unmarked(code).upper()} UBND|{issued.year}|{number}",
            "type": kind,
            "number_symbol": f"{value}/{code}-UBND",
            "symbol_key": f"{value} {unmarked(code).upper()} UBND",
            "number_key": str(value),
            "issued_on": issued,
            "year": issued.year,
            "issuer": issuer,
            "issuer_key": unmarked(issuer),
            "title": self.words(8),
            "title_key": None,
            "held": number % 3 == 0,
            "cited_by": self.cited.get(number, 0),
            "open_tasks": self.open_tasks.get(number, 0),
        }

    def letter(self, number: int) -> dict[str, list[dict[str, Any]]]:
        """Return all rows of one letter by table."""
        seed = self.random
        issued = START + dt.timedelta(days=number * DAYS // self.letters)
        place = PLACES[seed.randrange(len(PLACES))]
        issuer = f"UBND thị xã {place}" if number % 2 else f"Sở {FIELDS[number % len(FIELDS)]} tỉnh {place}"
        kind, code = KINDS[0 if seed.random() < 0.7 else seed.randrange(len(KINDS))]
        symbol = f"{1 + seed.randrange(9000)}/{f'{code}-' if code else ''}UBND{'' if code else '-NC'}"
        subject = self.words(10)
        body = self.words(190)
        tasks, assignments, deadlines, states = self._tasks(number, issued)
        citations = self._citations(number, sum(task["state"] in _OPEN for task in tasks))
        whole = "\n".join([issuer, f"Số: {symbol}", subject, body, *(one["text"] for one in citations),
                           *(task["text"] for task in tasks)])  # fmt: skip
        row = {
            "id": number,
            "state": "approved" if number < self.letters * 0.995 else "waiting",
            "received_at": _moment(issued, 2),
            "filed_at": _moment(issued, 2),
            "arrival_number": None,
            "arrived_on": issued + dt.timedelta(days=2),
            "file_name": f"{number}.pdf",
            "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
            "media_type": "application/pdf",
            "pages": 2,
            "text_source": "text-layer",
            "parent_body": "UBND tỉnh An Bình",
            "issuing_body": issuer,
            "issuer_key": unmarked(issuer),
            "document_type": kind,
            "number_symbol": symbol,
            "symbol_key": unmarked(symbol).upper().replace("/", " ").replace("-", " "),
            "place": place,
            "issued_on": issued,
            "subject": subject,
            "urgency": "khẩn" if number % 50 == 0 else None,
            "urgency_rank": 1 if number % 50 == 0 else 0,
            "signer_name": "Nguyễn Văn An",
            "document_id": None,
        }
        text_row = {
            "letter_id": number,
            "text": whole,
            "pages": _PAGES,
            "layout": self.layout,
            "notes": None,
            "doubts": None,
        }
        fields = [
            {
                "letter_id": number, "name": name, "machine_status": "value", "machine_value": str(row[name]),
                "page": 1, "confidence": 0.97,
            }
            for name in ("issuing_body", "number_symbol", "issued_on", "subject", "document_type", "signer_name")
        ]  # fmt: skip
        return {
            "letters": [row],
            "letter_texts": [text_row],
            "fields": fields,
            "tasks": tasks,
            "assignments": assignments,
            "deadlines": deadlines,
            "task_states": states,
            "citations": citations,
            "events": [self._event(number, issued)],
        }

    def _tasks(self, letter: int, issued: dt.date) -> tuple[list[dict[str, Any]], ...]:
        seed = self.random
        tasks, assignments, deadlines, states = [], [], [], []
        for ordinal in range(min(12, int(seed.expovariate(1 / 3.5)))):
            task_id = next(self.task_ids)
            due = issued + dt.timedelta(days=seed.randrange(5, 60)) if seed.random() < 0.7 else None
            old = (TODAY - issued).days > 120
            state = STATES[seed.randrange(len(STATES))] if old else STATES[seed.randrange(70, len(STATES))]
            done = (due or issued) + dt.timedelta(days=seed.randrange(-4, 9)) if state == "done" else None
            sort = due or dt.date(9999, 12, 31)
            tasks.append(
                {
                    "id": task_id, "letter_id": letter, "ordinal": ordinal, "text": self.words(18), "kind": "directive",
                    "state": state, "assigned_on": issued, "done_on": done, "due_on": due, "due_sort": sort,
                    "is_open": state in _OPEN, "due_source": "written" if due else "none", "page": 1, "confidence": 0.9,
                }
            )  # fmt: skip
            who = {int(BODIES * seed.random() ** 3) + 1 for _ in range(1 + (seed.random() < 0.35))}
            for place, body in enumerate(sorted(who)):
                assignments.append(
                    {
                        "task_id": task_id, "ordinal": place, "body_id": body, "name": f"cơ quan {body}",
                        "role": "cooperate" if place else "lead", "kind": "body", "state": state, "due_sort": sort,
                        "is_open": state in _OPEN,
                    }
                )  # fmt: skip
            if due:
                deadlines.append(
                    {
                        "letter_id": letter,
                        "task_id": task_id,
                        "ordinal": 0,
                        "kind": "date",
                        "source": "written",
                        "due": due,
                    }
                )
            states.append(
                {
                    "task_id": task_id, "at": _moment(done or issued, 3), "state": state, "assigned_on": issued,
                    "due_on": due, "done_on": done, "body_id": min(who),
                }
            )  # fmt: skip
        return tasks, assignments, deadlines, states

    def _citations(self, letter: int, open_tasks: int) -> list[dict[str, Any]]:
        seed = self.random
        chosen = {
            int((self.documents - 1) * seed.random() ** 2.5) + 2
            for _ in range(min(30, 1 + int(seed.expovariate(1 / 9.6))))
        }
        if letter % 100 == 0:
            chosen.add(1)  # the decision that a hundredth of all letters cite
        rows = []
        for ordinal, number in enumerate(sorted(chosen)):
            self.cited[number] = self.cited.get(number, 0) + 1
            self.open_tasks[number] = self.open_tasks.get(number, 0) + open_tasks
            value, kind, code = _called(number)
            symbol = f"{value}/{code}-UBND"
            rows.append(
                {
                    "letter_id": letter, "document_id": number, "ordinal": ordinal, "relation": "basis", "type": kind,
                    "number_symbol": symbol, "text": f"{kind} số {symbol}", "page": 1, "text_start": 40, "text_end": 80,
                    "confidence": 0.95,
                }
            )  # fmt: skip
        return rows

    def _event(self, letter: int, issued: dt.date) -> dict[str, Any]:
        event = dict.fromkeys(
            ("task_id", "document_id", "field", "before", "after", "why", "undoes", "changes")
        )
        event |= {
            "id": letter,
            "who": "congvan",
            "kind": "filed",
            "letter_id": letter,
            "at": _moment(issued, 2),
        }
        self.hash = event["hash"] = _hash(self.hash, event)
        return event


_OPEN = {"assigned", "in-progress", "returned"}
_PAGES = [{"number": 1, "width": 595.0, "height": 842.0, "source": "text-layer", "start": 0}]


def _called(number: int) -> tuple[int, str, str]:
    kind, code = KINDS[1 + number % 4]
    return 1 + number * 2_654_435_761 % 2**32 % 4_000, kind, code


def symbol_of(number: int) -> str:
    """Return the symbol of a document of the province."""
    value, _, code = _called(number)
    return f"{value}/{code}-UBND"


def unmarked(text: str) -> str:
    """Return the folded key; names repeat, so that they are folded once."""
    found = _FOLDED.get(text)
    if found is None:
        found = _FOLDED[text] = fold(text)
    return found


_FOLDED: dict[str, str] = {}


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)
