"""Letters with their entries for tests of the register: what reading and extraction would give, without them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from letters import letter_of

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
    Assignee,
    Bound,
    Deadline,
    DeadlineKind,
    Field,
    Instruction,
    Reference,
    Relation,
    Role,
)

DAY = dt.date(2024, 3, 5)


def made(
    symbol="12/UBND-NV",
    *,
    issued_on=DAY,
    issuer="UBND THỊ XÃ ĐÔNG HẢI",
    parent="UBND TỈNH AN BÌNH",
    kind="công văn",
    subject="rà soát hộ nghèo trên địa bàn",
    tasks=(
        ("Rà soát hộ nghèo, lập danh sách gửi Phòng Nội vụ", ("UBND các xã, phường",), dt.date(2024, 3, 25)),
    ),
    references=(("quyết định", "1789/QĐ-UBND", dt.date(2023, 12, 15), Relation.IMPLEMENTS),),
    addressees=("UBND các xã, phường",),
    urgency=None,
    secrecy=None,
    doubts=(),
    text="",
    salt="",
):
    """Return a letter and its entry.

    A task is (text, names of those who do it, due day or None); a name "phối hợp: X" cooperates.
    A reference is (type, symbol, day, relation), or a Reference.
    """
    lines = ["[letterhead]", parent or "", issuer or "", f"Số: {symbol or ''}", "[body]", subject or "", text]
    lines += [f"Kính gửi: {name}" for name in addressees]
    lines += [_referring(one) for one in references]
    for words, who, day in tasks:
        lines.append(f"{words} ({'; '.join(who)}) {day:%d/%m/%Y}" if isinstance(day, dt.date) else words)
    letter = letter_of("\n".join(line for line in lines if line.strip()))
    digest = hashlib.sha256((letter.text + salt).encode()).hexdigest()
    letter = replace(letter, source=replace(letter.source, sha256=digest, file_name=f"{digest[:6]}.pdf"))
    header = {
        Field.PARENT_BODY: parent,
        Field.ISSUING_BODY: issuer,
        Field.DOCUMENT_TYPE: kind,
        Field.NUMBER_SYMBOL: symbol,
        Field.ISSUED_ON: issued_on.isoformat() if issued_on else None,
        Field.SUBJECT: subject,
        Field.URGENCY: urgency,
        Field.SECRECY: secrecy,
        Field.SIGNER_NAME: "Lê Văn Bình",
    }
    entry = Entry(
        header={name: Chosen(value, evidence(letter, value)) for name, value in header.items() if value},
        addressees=tuple(Chosen(name, evidence(letter, name)) for name in addressees),
        references=tuple(_reference(letter, one) for one in references),
        tasks=tuple(_task(letter, *one) for one in tasks),
        doubts=tuple(Doubt(target, reason, 1, (), candidates) for target, reason, candidates in doubts),
    )
    return letter, entry


def evidence(letter, words, confidence=0.95):
    """Return where words stand in a letter; the beginning where they do not."""
    start = max(0, letter.text.find(words))
    end = min(len(letter.text), start + len(words))
    return Evidence(
        words, start, end, letter.page_of(start, end), letter.boxes(start, end), confidence, "test"
    )


def _referring(one):
    reference = one if isinstance(one, Reference) else Reference(one[0], one[1], one[2], relation=one[3])
    day = f" ngày {reference.issued_on:%d/%m/%Y}" if reference.issued_on else ""
    return f"Thực hiện {reference.type} số {reference.number_symbol or reference.title}{day}."


def _reference(letter, one):
    reference = one if isinstance(one, Reference) else Reference(one[0], one[1], one[2], relation=one[3])
    place = evidence(letter, reference.number_symbol or reference.title)
    return EntryReference(reference, place, (place,))


def _task(letter, words, who, day):
    place = evidence(letter, words)
    assignees = []
    for name in who:
        role = Role.COOPERATE if name.startswith("phối hợp: ") else Role.LEAD
        plain = name.removeprefix("phối hợp: ")
        assignees.append(EntryAssignee(Assignee(plain, role), evidence(letter, plain)))
    limits = (day,) if isinstance(day, Deadline) else ()
    if isinstance(day, dt.date):
        limits = (Deadline(DeadlineKind.DATE, due=day, bound=Bound.BY),)
    return EntryTask(
        Instruction(), place, tuple(assignees), tuple(EntryDeadline(one, place) for one in limits)
    )
