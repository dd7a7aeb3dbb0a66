"""Sample letters with the values of their gold, placed on the page as a machine would have found them.

The pages are tested with these, so that no change of an extractor moves a doubt under a test.
"""

import datetime as dt
import json
import re
from pathlib import Path

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
from models.finding import (
    HEADER_FIELDS,
    Assignee,
    AssigneeKind,
    Bound,
    Deadline,
    DeadlineKind,
    Field,
    Instruction,
    Reference,
    Relation,
    Role,
    TaskKind,
)
from pipeline.originals import Originals
from pipeline.reading import read
from pipeline.register import Register
from pipeline.register_filing import file_letter

SAMPLES = Path(__file__).parents[1] / "samples"
NOON = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)

DOUBTFUL = "04-thong-bao-ket-luan"  # gets three doubts
CERTAIN = "01-cong-van-thi-xa"  # gets none
URGENT = "06-cong-dien-hoa-toc"
SCANNED = "02-chi-thi-tinh-scan"


def file_samples(register: Register, *names: str) -> dict[str, int]:
    """File samples by name; return name → letter id."""
    ids = {}
    for name in names:
        path = SAMPLES / f"{name}.pdf"
        letter = read(path, register.settings)
        gold = json.loads((SAMPLES / f"{name}.gold.json").read_text("utf-8"))
        Originals(register.settings.originals).store(path)
        entry = entry_of(letter, gold, doubtful=name == DOUBTFUL)
        ids[name] = register.write(file_letter, letter, entry, received_at=NOON).letter_id
    return ids


def entry_of(letter, gold, *, doubtful=False):
    """Return the gold values as an Entry whose evidence stands on the letter's pages."""
    header = {}
    for name in HEADER_FIELDS:
        value = gold["header"].get(name.value)
        if value:
            behind = r",\s+ngày" if name is Field.PLACE else ""
            header[name] = Chosen(value, _evidence(letter, _written(name, value), behind=behind))
    doubts = _doubts(header) if doubtful else ()
    return Entry(
        header,
        tuple(Chosen(value, _evidence(letter, value)) for value in gold["addressees"]),
        tuple(Chosen(value, _evidence(letter, value)) for value in gold["recipients"]),
        tuple(_reference(letter, one) for one in gold["references"]),
        (),
        tuple(_task(letter, one) for one in gold["tasks"]),
        doubts,
    )


def _doubts(header):
    number, place, name = (header[key] for key in (Field.NUMBER_SYMBOL, Field.PLACE, Field.SIGNER_NAME))
    digits = number.value.replace("1", "7", 1)
    return (
        _doubt("number_symbol", "Một chữ số đọc chưa chắc.", number, (number.value, digits)),
        _doubt("place", "Địa danh bị dấu che.", place, ()),
        _doubt("signer_name", "Dấu đỏ đè lên tên.", name, (name.value, name.value.upper())),
    )


def _doubt(target, reason, chosen, candidates):
    evidence = chosen.evidence
    return Doubt(target, reason, evidence.page, evidence.boxes, candidates)


def _written(name, value):
    return f"{_day(value):ngày %d tháng %m năm %Y}" if name is Field.ISSUED_ON else value


def _evidence(letter, text, confidence=0.97, behind=""):
    span = _find(letter, text, behind)
    if span is None:
        return Evidence(text or "", 0, 0, 1, (), 0.5, "gold")
    start, end = span
    page, boxes = letter.page_of(start, end), letter.boxes(start, end)
    return Evidence(letter.text[start:end], start, end, page, boxes, confidence, "gold")


def _find(letter, text, behind=""):
    for words in (text.split(), text.split()[:4]) if text else ():
        pattern = r"\s+".join(map(re.escape, words)) + f"(?={behind})"
        found = re.search(pattern, letter.text, re.IGNORECASE)
        if found:
            return found.span()
    return None


def _reference(letter, one):
    evidence = _evidence(letter, one.get("number_symbol") or one.get("title") or one["type"])
    said = Reference(
        one.get("type"),
        one.get("number_symbol"),
        _day(one.get("issued_on")),
        one.get("issuer"),
        one.get("title"),
        Relation.IMPLEMENTS,
    )
    return EntryReference(said, evidence, (evidence,))


def _task(letter, one):
    return EntryTask(
        Instruction(TaskKind.DIRECTIVE, one.get("report_to"), one.get("product")),
        _evidence(letter, one["quote"]),
        tuple(
            EntryAssignee(
                Assignee(who["name"], Role(who["role"]), AssigneeKind(who.get("kind", "body"))),
                _evidence(letter, who["name"]),
            )
            for who in one["assignees"]
        ),
        tuple(_deadline(letter, limit) for limit in one["deadlines"]),
    )


def _deadline(letter, one):
    due = _day(one.get("due"))
    said = Deadline(
        DeadlineKind(one["kind"]),
        due,
        one.get("time"),
        Bound(one["bound"]) if one.get("bound") else None,
        one.get("amount"),
        one.get("unit"),
        one.get("anchor"),
        every=one.get("every"),
        day=one.get("day"),
    )
    counted = said.kind is DeadlineKind.DURATION and due is not None
    count = ("Tính từ ngày ban hành.", "Năm ngày làm việc, bỏ ngày nghỉ.") if counted else ()
    return EntryDeadline(said, _evidence(letter, f"{due:%d/%m/%Y}" if due else None), counted, count)


def _day(text):
    return dt.date.fromisoformat(text) if text else None
