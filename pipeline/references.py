"""Mentions → references: every document once, with all places that name it, and doubts where they disagree."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.entry import Doubt, EntryReference, Evidence
from models.finding import Field, Reference, Relation
from models.folding import fold, unmarked
from models.letter import Zone
from models.symbol import parse, symbol_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from models.finding import Finding
    from models.letter import Letter
    from models.symbol import Symbol

_LETTER_TYPES = frozenset({"công văn", "văn bản"})
_YEAR = re.compile(r"\s*\(?(?:năm|ngày)\s.*$")
_SLIPPED_YEAR = re.compile(r"\d+/(?!(?:19|20)\d\d/)\d{3,5}/")
_SURE = 0.9


@dataclass
class _Group:
    """The mentions of one document."""

    key: str
    mentions: list[Finding] = field(default_factory=list)

    @property
    def values(self) -> list[Reference]:
        return [value for mention in self.mentions if isinstance(value := mention.value, Reference)]


def merge_references(
    letter: Letter,
    findings: Sequence[Finding],
    *,
    own_symbol: str | None = None,
    own_date: dt.date | None = None,
) -> tuple[EntryReference, ...]:
    """Return each referenced document once, in the order of first mention.

    Args:
        letter: the letter that the findings come from.
        findings: all findings, or those of references.
        own_symbol: the letter's own number and symbol; a mention of it is no reference.
        own_date: the letter's own date; tells a namesake of another day apart from the letter itself.
    """
    return tuple(_entry(letter, group) for group in _groups(letter, findings, own_symbol, own_date))


def reference_doubts(
    letter: Letter, findings: Sequence[Finding], references: Sequence[EntryReference]
) -> tuple[Doubt, ...]:
    """Return what a person must look at: dates that disagree, numbers that were mended or read badly."""
    by_start = {finding.start: finding for finding in findings if finding.field is Field.REFERENCE}
    doubts: list[Doubt] = []
    for place, one in enumerate(references):
        mentions = [by_start[m.start] for m in one.mentions if m.start in by_start]
        doubts += _doubts_of(letter, place, one, mentions)
    return tuple(doubts)


def _doubts_of(letter: Letter, place: int, one: EntryReference, mentions: list[Finding]) -> Iterable[Doubt]:
    values = [finding.value for finding in mentions if isinstance(finding.value, Reference)]
    days = Counter(value.issued_on for value in values if value.issued_on)
    if len(days) > 1:
        shown = tuple(day.isoformat() for day, _ in days.most_common())
        yield Doubt(
            f"references.{place}.issued_on",
            "Văn bản viện dẫn này được ghi với các ngày khác nhau trong cùng công văn.",
            one.evidence.page,
            one.evidence.boxes,
            shown,
        )
    if one.reference.number_symbol and one.evidence.confidence < _SURE:
        best = max(mentions, key=lambda finding: finding.confidence, default=None)
        yield Doubt(
            f"references.{place}.number_symbol",
            "Số, ký hiệu của văn bản viện dẫn đọc không chắc chắn.",
            one.evidence.page,
            one.evidence.boxes,
            (one.reference.number_symbol, *(best.candidates if best else ())),
        )
    del letter


def _groups(
    letter: Letter, findings: Sequence[Finding], own_symbol: str | None, own_date: dt.date | None
) -> list[_Group]:
    own = symbol_key(own_symbol) if own_symbol else None
    groups: list[_Group] = []
    for finding in sorted(
        (f for f in findings if f.field is Field.REFERENCE), key=lambda f: (f.start, f.end)
    ):
        value = finding.value
        if not isinstance(value, Reference) or _is_letter_itself(value, own, own_date):
            continue
        group = next((g for g in groups if _same_document(g, value)), None)
        if group is None:
            group = _Group(_key(value))
            groups.append(group)
        group.mentions.append(finding)
    del letter
    return _with_slips_joined(_with_laws_joined(groups))


def _is_letter_itself(value: Reference, own: str | None, own_date: dt.date | None) -> bool:
    if own is None or value.number_symbol is None or symbol_key(value.number_symbol) != own:
        return False
    return value.issued_on is None or own_date is None or value.issued_on == own_date


def _key(value: Reference) -> str:
    if value.number_symbol:
        return symbol_key(value.number_symbol)
    return f"{value.type}: {_law_key(value)} {value.issued_on or ''}".rstrip()


def _law_key(value: Reference) -> str:
    return " ".join(unmarked(value.title or "").replace(",", " ").split())


def _same_document(group: _Group, value: Reference) -> bool:
    if group.key != _key(value):
        return group.key.startswith(f"{value.type}: ") and not value.number_symbol and _same_law(group, value)
    if value.number_symbol is None:
        return True
    return not any(_apart(value, other) for other in group.values)


def _same_law(group: _Group, value: Reference) -> bool:
    """ "Luật Đất đai" is the "Luật Đất đai năm 2024" named before it, but not another year's."""
    bare = _YEAR.sub("", fold(value.title or ""))
    for other in group.values:
        other_bare = _YEAR.sub("", fold(other.title or ""))
        years = {title for title in (value.title, other.title) if title and re.search(r"\d{4}", title)}
        if bare == other_bare and len(years) < 2:
            return True
    return False


def _apart(one: Reference, other: Reference) -> bool:
    """Two documents of one number: types, or both date and issuer, say different things."""
    if (
        one.type != other.type
        and not {one.type, other.type} <= _LETTER_TYPES
        and None not in {one.type, other.type}
    ):
        return one.issued_on != other.issued_on and None not in {one.issued_on, other.issued_on}
    days_differ = one.issued_on and other.issued_on and one.issued_on != other.issued_on
    return bool(days_differ and one.issuer and other.issuer and not _same_body(one.issuer, other.issuer))


def _same_body(one: str, other: str) -> bool:
    first, second = _body_key(one), _body_key(other)
    return first in second or second in first


_SHORT_BODIES = (
    ("uỷ ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("ban thường vụ", "btv"),
    ("ban chấp hành", "bch"),
)
_POST = re.compile(r"^(?:phó )?(?:chủ tịch|bộ trưởng|giám đốc|tổng giám đốc|chánh văn phòng|bí thư)\s+")


def _body_key(name: str) -> str:
    key = fold(name)
    for long, short in _SHORT_BODIES:
        key = key.replace(long, short)
    return _POST.sub("", " ".join(re.findall(r"\w+", key)))


def _with_laws_joined(groups: list[_Group]) -> list[_Group]:
    """ "Luật Hóa chất" is the "Luật Hóa chất số 69/2025/QH15" of the same letter."""
    numbered = {
        (value.type, _YEAR.sub("", fold(value.title))): group
        for group in groups
        for value in group.values
        if value.number_symbol and value.title and value.type in {"luật", "bộ luật", "pháp lệnh"}
    }
    kept = []
    for group in groups:
        first = group.values[0]
        home = (
            None
            if first.number_symbol
            else numbered.get((first.type, _YEAR.sub("", fold(first.title or ""))))
        )
        if home is None:
            kept.append(group)
        else:
            home.mentions = sorted([*home.mentions, *group.mentions], key=lambda finding: finding.start)
    return kept


def _with_slips_joined(groups: list[_Group]) -> list[_Group]:
    """A year with a slip of the pen ("45/25010/NĐ-CP") is the one document of that number that has its year."""
    kept = []
    for group in groups:
        symbol = parse(group.values[0].number_symbol or "")
        slip = symbol is not None and symbol.year is None and _SLIPPED_YEAR.match(symbol.written)
        homes = [
            other for other in groups if slip and symbol and other is not group and _mends(symbol, other)
        ]
        if len(homes) == 1:
            homes[0].mentions = sorted(
                [*homes[0].mentions, *group.mentions], key=lambda finding: finding.start
            )
        else:
            kept.append(group)
    return kept


def _mends(slip: Symbol, group: _Group) -> bool:
    symbol = parse(group.values[0].number_symbol or "")
    return (
        symbol is not None
        and symbol.year is not None
        and (symbol.number, symbol.type_code, symbol.issuer) == (slip.number, slip.type_code, slip.issuer)
    )


def _entry(letter: Letter, group: _Group) -> EntryReference:
    mentions = tuple(_evidence(letter, finding) for finding in group.mentions)
    best = max(group.mentions, key=lambda finding: finding.confidence)
    shown = next(m for m, f in zip(mentions, group.mentions, strict=True) if f is best)
    first = mentions[0]
    confidence = max(shown.confidence, first.confidence)
    return EntryReference(
        _value(letter, group), replace(first, confidence=confidence, rule=first.rule), mentions
    )


def _value(letter: Letter, group: _Group) -> Reference:
    """Take each part from the mention that says it best; the letter's own subject line comes last."""
    ranked = sorted(group.mentions, key=lambda f: (_rank(letter, f), f.start))
    values = [value for finding in ranked if isinstance(value := finding.value, Reference)]
    first = max(values, key=_written_well)
    relation = next((v.relation for v in values if v.relation is not Relation.MENTIONS), Relation.MENTIONS)
    return Reference(
        type=_type(values),
        number_symbol=first.number_symbol,
        issued_on=_day(values),
        issuer=_issuer([value.issuer for value in values if value.issuer]),
        title=next((value.title for value in values if value.title), None),
        relation=relation,
        pinpoint=next((value.pinpoint for value in values if value.pinpoint), None),
        amended_by=tuple(dict.fromkeys(symbol for value in values for symbol in value.amended_by)),
        year=next((value.year for value in values if value.year), None),
    )


def _written_well(value: Reference) -> bool:
    return bool(value.number_symbol and not _SLIPPED_YEAR.match(value.number_symbol))


def _rank(letter: Letter, finding: Finding) -> int:
    block = letter.block_at(finding.start)
    in_subject = block is not None and block.zone in {Zone.LETTERHEAD, Zone.TITLE}
    return 1 if in_subject else 0


def _type(values: list[Reference]) -> str | None:
    types = [value.type for value in values if value.type]
    return types[0] if types else None


def _day(values: list[Reference]) -> dt.date | None:
    """Return the day that most mentions give; the first one's where they are equally many."""
    days = Counter(value.issued_on for value in values if value.issued_on)
    return days.most_common(1)[0][0] if days else None


def _issuer(issuers: list[str]) -> str | None:
    """Return the first, written out where another mention writes it out: "BTV Tỉnh ủy" → "Ban Thường vụ Tỉnh ủy"."""
    if not issuers:
        return None
    first = _clean(issuers[0])
    for other in map(_clean, issuers[1:]):
        if len(other) > len(first) and _body_key(other) == _body_key(first):
            first = other
    return first


def _clean(name: str) -> str:
    return " ".join(name.split())


def _evidence(letter: Letter, finding: Finding) -> Evidence:
    return Evidence(
        letter.text[finding.start : finding.end],
        finding.start,
        finding.end,
        letter.page_of(finding.start, finding.end),
        letter.boxes(finding.start, finding.end),
        finding.confidence,
        finding.rule,
    )
