"""Mentions → references: every document once, with all places that name it; doubts where they disagree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.entry import Doubt, EntryReference, Evidence
from models.finding import Field, Reference, Relation
from models.folding import fold, unmarked
from models.letter import Zone
from models.symbol import parse, symbol_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from models.finding import Finding
    from models.letter import Letter
    from models.symbol import Symbol

_LETTER_TYPES = frozenset({"công văn", "văn bản"})
_LAW_TYPES = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
_YEAR = re.compile(r"\s*\(?(?:năm|ngày)\s.*$")
_WRITTEN_YEAR = re.compile(r"(?:19|20)\d\d")
_SLIPPED_YEAR = re.compile(r"\d+/(?!(?:19|20)\d\d/)\d{3,5}/")
_SURE = 0.9
# What OCR takes for one another in a code: "KCB-OLCL" is "KCB-QLCL".
_CONFUSED = str.maketrans({"Q": "O", "0": "O", "I": "L", "1": "L", "5": "S", "8": "B"})


@dataclass
class _Group:
    """The mentions of one document."""

    mentions: list[Finding] = field(default_factory=list)

    @property
    def values(self) -> list[Reference]:
        return [value for mention in self.mentions if isinstance(value := mention.value, Reference)]

    @property
    def first(self) -> Reference:
        return self.values[0]

    @property
    def confidence(self) -> float:
        return max(mention.confidence for mention in self.mentions)

    def take(self, other: _Group) -> None:
        """Add another group's mentions, in the order of the text."""
        self.mentions = sorted([*self.mentions, *other.mentions], key=lambda finding: finding.start)


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
    own = symbol_key(own_symbol) if own_symbol else None
    mentions = sorted((f for f in findings if f.field is Field.REFERENCE), key=lambda f: (f.start, f.end))
    groups = _groups(finding for finding in mentions if not _is_letter_itself(finding, own, own_date))
    for join in (_join_laws, _join_slips, _join_misreadings):
        groups = join(groups)
    groups.sort(key=lambda group: group.mentions[0].start)
    return tuple(_entry(letter, group) for group in groups)


def reference_doubts(
    letter: Letter,  # noqa: ARG001  # one signature for all that choose asks for doubts
    findings: Sequence[Finding],
    references: Sequence[EntryReference],
    sure: float = _SURE,
) -> tuple[Doubt, ...]:
    """Return what a person must look at: dates that disagree, numbers of less confidence than `sure`."""
    by_place = {(f.start, f.end): f for f in findings if f.field is Field.REFERENCE}
    doubts: list[Doubt] = []
    for place, one in enumerate(references):
        mentions = [by_place[m.start, m.end] for m in one.mentions if (m.start, m.end) in by_place]
        doubts += _doubts_of(place, one, mentions, sure)
    return tuple(doubts)


def _doubts_of(place: int, one: EntryReference, mentions: list[Finding], sure: float) -> Iterator[Doubt]:
    values = [finding.value for finding in mentions if isinstance(finding.value, Reference)]
    page, boxes = one.evidence.page, one.evidence.boxes
    days = Counter(value.issued_on for value in values if value.issued_on)
    if len(days) > 1:
        reason = "Văn bản viện dẫn này được ghi với các ngày khác nhau trong cùng công văn."
        shown = tuple(day.isoformat() for day, _ in days.most_common())
        yield Doubt(f"references.{place}.issued_on", reason, page, boxes, shown)
    written = dict.fromkeys(value.number_symbol for value in values if value.number_symbol)
    others = tuple(
        symbol for symbol in written if symbol_key(symbol) != symbol_key(one.reference.number_symbol or "")
    )
    if any(finding.rule == "references.blank" for finding in mentions):
        reason = "Số của văn bản viện dẫn để trống."
        yield Doubt(f"references.{place}.number_symbol", reason, page, boxes, mentions[0].candidates)
    elif one.reference.number_symbol and (one.evidence.confidence < sure or others):
        reason = "Số, ký hiệu của văn bản viện dẫn đọc không chắc chắn."
        candidates = (one.reference.number_symbol, *others)
        yield Doubt(f"references.{place}.number_symbol", reason, page, boxes, candidates)


# --- which mentions are one document ---------------------------------------------------------


def _groups(mentions: Iterable[Finding]) -> list[_Group]:
    by_key: dict[str, list[_Group]] = defaultdict(list)
    for finding in mentions:
        if not isinstance(finding.value, Reference):
            continue
        bucket = by_key[_key(finding.value)]
        group = next((group for group in bucket if not _apart(finding.value, group)), None)
        if group is None:
            group = _Group()
            bucket.append(group)
        group.mentions.append(finding)
    return [group for bucket in by_key.values() for group in bucket]


def _is_letter_itself(finding: Finding, own: str | None, own_date: dt.date | None) -> bool:
    value = finding.value
    if own is None or not isinstance(value, Reference) or value.number_symbol is None:
        return False
    same_day = value.issued_on is None or own_date is None or value.issued_on == own_date
    return same_day and symbol_key(value.number_symbol) == own


def _key(value: Reference) -> str:
    if value.number_symbol:
        return symbol_key(value.number_symbol)
    if value.type in _LAW_TYPES:
        return f"{value.type}: {_bare_title(value)}"
    return f"{value.type}: {_bare_title(value)} {value.issued_on or ''}"


def _bare_title(value: Reference) -> str:
    """Return a law's name without its year, as a key."""
    return " ".join(unmarked(_YEAR.sub("", value.title or "")).replace(",", " ").split())


def _apart(value: Reference, group: _Group) -> bool:
    """Say whether a mention under the same key still means another document."""
    if value.number_symbol is None:
        return _other_year(value, group.values)
    last = group.values[-1]
    types = {value.type, last.type}
    days_differ = bool(value.issued_on and last.issued_on and value.issued_on != last.issued_on)
    if len(types) > 1 and None not in types and not types <= _LETTER_TYPES and days_differ:
        return True
    return bool(days_differ and value.issuer and last.issuer and not _same_body(value.issuer, last.issuer))


def _other_year(value: Reference, others: list[Reference]) -> bool:
    years = {year for one in (value, *others) if (year := _law_year(one))}
    return len(years) > 1


def _law_year(value: Reference) -> int | None:
    written = _WRITTEN_YEAR.search(value.title or "")
    return value.issued_on.year if value.issued_on else int(written[0]) if written else None


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


# --- joining what was written in two ways ----------------------------------------------------


def _join_laws(groups: list[_Group]) -> list[_Group]:
    """Join by name: "Luật Hóa chất" and "Luật PCTN" are the "Luật … số 69/2025/QH15" of the same letter."""
    homes: dict[tuple[str | None, str], _Group] = {}
    for group in sorted(groups, key=lambda group: group.first.number_symbol is None):  # numbered ones first
        for value in group.values:
            if value.type in _LAW_TYPES and value.title and (value.number_symbol or " " in value.title):
                homes.setdefault((value.type, _bare_title(value)), group)
                homes.setdefault((value.type, _initials(value)), group)
    kept = []
    for group in groups:
        first = group.first
        home = homes.get((first.type, _bare_title(first))) if first.number_symbol is None else None
        if home is None or home is group or _other_year(first, home.values):
            kept.append(group)
        else:
            home.take(group)
    return kept


def _initials(value: Reference) -> str:
    return "".join(word[0] for word in _bare_title(value).split())


def _join_slips(groups: list[_Group]) -> list[_Group]:
    """Join "45/25010/NĐ-CP", a slip of the pen, to the one document of that number that has its year."""
    slipped = [group for group in groups if _SLIPPED_YEAR.match(group.first.number_symbol or "")]
    kept = groups
    for group in slipped:
        slip = parse(group.first.number_symbol or "")
        homes = [other for other in kept if slip and other is not group and _mends(slip, other)]
        if len(homes) == 1:
            homes[0].take(group)
            kept = [other for other in kept if other is not group]
    return kept


def _mends(slip: Symbol, group: _Group) -> bool:
    symbol = parse(group.first.number_symbol or "")
    return (
        symbol is not None
        and symbol.year is not None
        and (symbol.number, symbol.type_code, symbol.issuer) == (slip.number, slip.type_code, slip.issuer)
    )


def _join_misreadings(groups: list[_Group]) -> list[_Group]:
    """Join symbols that only OCR tells apart ("KCB-OLCL", "KCB-QLCL"); the surer reading counts."""
    homes: dict[str, _Group] = {}
    kept: list[_Group] = []
    for group in groups:
        number = group.first.number_symbol
        if number is None:
            kept.append(group)
            continue
        key = symbol_key(number).translate(_CONFUSED)
        home = homes.setdefault(key, group)
        if home is group:
            kept.append(group)
        elif min(home.confidence, group.confidence) < _SURE and symbol_key(number) != _key(home.first):
            home.take(group)
        else:
            kept.append(group)
    return kept


# --- one value from all mentions -------------------------------------------------------------


def _entry(letter: Letter, group: _Group) -> EntryReference:
    mentions = tuple(_evidence(letter, finding) for finding in group.mentions)
    return EntryReference(_value(letter, group), replace(mentions[0], confidence=group.confidence), mentions)


def _value(letter: Letter, group: _Group) -> Reference:
    """Take each part from the mention that says it first; the letter's own subject line comes last."""
    ranked = sorted(group.mentions, key=lambda finding: (_in_subject(letter, finding), finding.start))
    values = [value for finding in ranked if isinstance(value := finding.value, Reference)]
    relations = (value.relation for value in values if value.relation is not Relation.MENTIONS)
    return Reference(
        type=next((value.type for value in values if value.type), None),
        number_symbol=_number_symbol(ranked),
        issued_on=_day(values),
        issuer=_issuer([value.issuer for value in values if value.issuer]),
        title=next((value.title for value in values if value.title), None),
        relation=next(relations, Relation.MENTIONS),
        pinpoint=next((value.pinpoint for value in values if value.pinpoint), None),
        amended_by=tuple(dict.fromkeys(symbol for value in values for symbol in value.amended_by)),
        year=next((value.year for value in values if value.year), None),
    )


def _in_subject(letter: Letter, finding: Finding) -> bool:
    block = letter.block_at(finding.start)
    return block is not None and block.zone in {Zone.LETTERHEAD, Zone.TITLE}


def _number_symbol(ranked: list[Finding]) -> str | None:
    """Return the symbol as the surest mention has it, one with a sound year before a slip of the pen."""
    named = [
        (
            bool(_SLIPPED_YEAR.match(value.number_symbol)),
            finding.confidence < _SURE,
            place,
            value.number_symbol,
        )
        for place, finding in enumerate(ranked)
        if isinstance(value := finding.value, Reference) and value.number_symbol
    ]
    return min(named)[3] if named else None


def _day(values: list[Reference]) -> dt.date | None:
    """Return the day that most mentions give; the first one's where they are equally many."""
    days = Counter(value.issued_on for value in values if value.issued_on)
    return days.most_common(1)[0][0] if days else None


def _issuer(issuers: list[str]) -> str | None:
    """Return the first, written out where another mention does so: "BTV Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"."""
    names = [" ".join(name.split()) for name in issuers]
    same = [name for name in names if _body_key(name) == _body_key(names[0])]
    return max(same, key=len) if same else None


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
