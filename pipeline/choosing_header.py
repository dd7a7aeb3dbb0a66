"""The header: one value a field, or a doubt that shows both readings."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from models.entry import Chosen, Doubt, Evidence
from models.finding import HEADER_FIELDS, Field
from models.folding import fold, unmarked
from models.letter import Zone
from models.symbol import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.finding import Finding
    from models.letter import Gap, Letter

_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
CLEARLY = 0.15  # by so much more confidence one reading beats another without a doubt
HALF_READ = 0.6  # words of less confidence are shown to a person: "HỦ TỊCH" below a black seal
DOUBTED = 0.6  # the most that a value with a rival is worth
LABELS = {
    Field.PARENT_BODY: "cơ quan chủ quản",
    Field.ISSUING_BODY: "cơ quan ban hành",
    Field.DOCUMENT_TYPE: "loại văn bản",
    Field.NUMBER_SYMBOL: "số, ký hiệu",
    Field.PLACE: "nơi ban hành",
    Field.ISSUED_ON: "ngày ban hành",
    Field.SUBJECT: "trích yếu",
    Field.URGENCY: "độ khẩn",
    Field.SECRECY: "độ mật",
    Field.SIGNING_CAPACITY: "thẩm quyền ký",
    Field.SIGNER_TITLE: "chức vụ người ký",
    Field.SIGNER_NAME: "người ký",
}
# What every letter has (Nghị định 30/2020): where one of these was not found, a person looks for it
NEEDED = (
    Field.NUMBER_SYMBOL,
    Field.ISSUED_ON,
    Field.ISSUING_BODY,
    Field.DOCUMENT_TYPE,
    Field.SUBJECT,
    Field.SIGNER_NAME,
)
# What the register is kept by: read with less confidence than counts as sure, a person looks at it
LOOKED_AT = frozenset({Field.NUMBER_SYMBOL, Field.ISSUED_ON})


def evidence_of(letter: Letter, finding: Finding, confidence: float | None = None) -> Evidence:
    """Return where a finding stands and how sure it is."""
    return Evidence(
        letter.text[finding.start : finding.end],
        finding.start,
        finding.end,
        letter.page_of(finding.start, finding.end),
        letter.boxes(finding.start, finding.end),
        finding.confidence if confidence is None else confidence,
        finding.rule,
    )


def chosen(letter: Letter, finding: Finding, confidence: float | None = None) -> Chosen:
    """Return a text finding as a chosen value."""
    return Chosen(str(finding.value), evidence_of(letter, finding, confidence))


def choose_header(
    letter: Letter, by_field: Mapping[Field, Sequence[Finding]], sure: float
) -> tuple[dict[Field, Chosen], list[Doubt]]:
    """Return one value for each field that was found, and a doubt wherever a person must look.

    A number or a day of less confidence than `sure` is looked at by a person.
    """
    header: dict[Field, Chosen] = {}
    doubts: list[Doubt] = []
    unread = _unread(letter)
    for name in HEADER_FIELDS:
        found = sorted(by_field.get(name, ()), key=lambda finding: -finding.confidence)
        if name in unread:
            doubts.append(_gap_doubt(letter, unread[name], name))
        if found:
            header[name], doubt = _best(letter, name, found, sure)
            if doubt and name not in unread:
                doubts.append(doubt)
        elif name in NEEDED and name not in unread:
            reason = f"Không thấy {LABELS[name]}: để trống, viết tay hoặc bị che."
            doubts.append(Doubt(name.value, reason, 1))
    return header, doubts


def _best(letter: Letter, name: Field, found: Sequence[Finding], sure: float) -> tuple[Chosen, Doubt | None]:
    best = found[0]
    rivals = [
        one for one in found[1:] if not _same(name, one, best) and best.confidence - one.confidence < CLEARLY
    ]
    readings = (*(str(one.value) for one in rivals), *(c for c in best.candidates if c != best.value))
    if not readings:
        return chosen(letter, best), _unsure(letter, name, best, sure)
    value = chosen(letter, best, min(best.confidence, DOUBTED))
    reason = f"Có hơn một cách đọc {LABELS[name]}."
    places = value.evidence
    return value, Doubt(
        name.value, reason, places.page, places.boxes, (str(best.value), *dict.fromkeys(readings))
    )


def _unsure(letter: Letter, name: Field, best: Finding, sure: float) -> Doubt | None:
    """Return the doubt about a number or a day not read for sure, or about words that were read by half."""
    if best.confidence >= (sure if name in LOOKED_AT else HALF_READ):
        return None
    places = evidence_of(letter, best)
    return Doubt(name.value, f"Đọc {LABELS[name]} chưa chắc chắn.", places.page, places.boxes)


def _same(name: Field, one: Finding, other: Finding) -> bool:
    if name in {Field.NUMBER_SYMBOL, Field.ISSUED_ON}:
        return fold(str(one.value)) == fold(str(other.value))
    return unmarked(str(one.value)).split() == unmarked(str(other.value)).split()


def _unread(letter: Letter) -> dict[Field, Gap]:
    """Return the header fields in whose place something is written that could not be read for sure."""
    found: dict[Field, Gap] = {}
    for gap in letter.gaps:
        for name in _fields_of(letter, gap):
            found.setdefault(name, gap)
    return found


def _fields_of(letter: Letter, gap: Gap) -> Iterator[Field]:
    block = letter.block_at(gap.start)
    if block is None or block.zone not in {Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE, Zone.SIGNATURE}:
        return
    words = fold(letter.text_of(block))
    if block.zone is Zone.SIGNATURE:
        yield Field.SIGNER_NAME
    elif re.search(r"\bngày\b|\btháng\b", words):
        yield Field.ISSUED_ON
    elif re.match(r"\W*số\b", words):
        yield Field.NUMBER_SYMBOL


def _gap_doubt(letter: Letter, gap: Gap, name: Field) -> Doubt:
    """Return the doubt with what the whole value would be for each reading of the gap."""
    block = letter.block_at(gap.start)
    candidates = tuple(
        _filled(letter.text[block.start : gap.start], reading, letter.text[gap.end : block.end], name)
        if block
        else reading
        for reading in gap.candidates
    )
    return Doubt(name.value, gap.reason, gap.page, (gap.box,) if gap.box else (), candidates)


def _filled(before: str, reading: str, after: str, name: Field) -> str:
    """Return "Số: …/UBND-NC" read with "12" in its gap as 12/UBND-NC; the bare reading where that fails."""
    line = before + reading + after
    if name is Field.NUMBER_SYMBOL:
        symbol = parse(line.partition(":")[2].strip())
        if symbol is None or not symbol.number:  # the gap stands elsewhere on the line than its figures do
            code = (before + after).partition("/")
            symbol = parse(reading + code[1] + code[2].strip())
        return symbol.canonical if symbol else reading
    if name is Field.ISSUED_ON:
        numbers = _DATE.search(fold(line))
        try:
            return dt.date(*(int(n) for n in reversed(numbers.groups()))).isoformat() if numbers else reading
        except ValueError:
            return reading
    return reading
