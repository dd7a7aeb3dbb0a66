"""One key for one document across letters, whoever names it and however; what is written stays written.

A document is who issued it, its number and symbol, and its year: "36/KH-UBND" exists once a year in every
UBND of the country. The issuer is made whole from the letter that names it (`pipeline.bodies.resolve`):
"UBND tỉnh" in a letter of the thị xã Đức Phổ is the UBND tỉnh Quảng Ngãi.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.references.vocabulary import known_documents, laws_named
from models.finding import Reference
from models.folding import fold, unmarked
from models.symbol import Family, issuer_levels, issuer_names, parse
from pipeline.bodies import Standpoint, province_above, resolve, territory_of
from pipeline.body_names import body_key
from pipeline.territories import TWO_TIERS, merged

if TYPE_CHECKING:
    import datetime as dt

    from models.symbol import Symbol
    from pipeline.bodies import Resolved

_LAW_TYPES = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
_YEAR = re.compile(r"\s*\(?\bnăm\s+(?P<year>(?:19|20)\d\d)\)?\s*$")
# Who signs or keeps the paper for whom: all of them write under the committee's symbol.
_FOR_COMMITTEE = re.compile(
    r"^(?:văn phòng|vp|thường trực|lãnh đạo)\s+(?:đoàn đbqh(?: và|,)?\s+)?(?:hđnd và )?"
    r"(?=ubnd|uỷ ban nhân dân|hđnd|hội đồng)"
)
_FOR_PARTY = re.compile(
    r"^(?:ban thường vụ|btv|thường trực|thường vụ|ban chấp hành(?: đảng bộ)?|bch(?: đảng bộ)?|văn phòng)\s+"
)
_FOR_FRONT = re.compile(r"^ban thường trực\s+(?=u)")
_MINISTER = re.compile(
    r"^(?:bộ trưởng(?:,? chủ nhiệm)?|thứ trưởng|tổng thanh tra|thống đốc|tổng giám đốc|viện trưởng|chánh án)"
    r"\s+(?=\S)"
)
_PARTY_CENTRE = frozenset({"TW", "TƯ", "T.Ư"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a document this one and no other.

    Equal keys of exact identities are one document. Where a part is unknown the identity is not exact
    and `may_be_same` says which documents it can be.
    """

    key: str
    symbol: str  # key of number and symbol, or of a law's name
    issuer: str | None  # the whole name: "UBND tỉnh Quảng Ngãi"
    issuer_key: str
    year: int | None
    day: dt.date | None
    exact: bool
    reason: str  # in Vietnamese: how the issuer was known, or what is missing
    written: str  # number and symbol, or title, as the letter writes it


def identity(reference: Reference, standpoint: Standpoint) -> Identity:
    """Return the identity of a document that a letter refers to.

    Args:
        reference: the reference as written.
        standpoint: the letter that names it: relative names ("UBND tỉnh") are relative to this.
    """
    reference = _known_by_name(reference)
    symbol = parse(reference.number_symbol) if reference.number_symbol else None
    if symbol is None:
        return _titled(reference)
    if symbol.family is Family.STANDARD:
        return _identity(
            symbol.key, None, "", symbol.year, reference, exact=True, reason="tiêu chuẩn, quy chuẩn"
        )
    year = symbol.year or (reference.issued_on.year if reference.issued_on else reference.year)
    name, key, known, reason = _issuer(reference, symbol, _with_province(standpoint))
    if year is None:
        reason = "không rõ năm ban hành"
    exact = known and year is not None and symbol.family is not Family.BARE
    return _identity(symbol.key, name, key, year, reference, exact=exact, reason=reason)


def own_identity(
    document_type: str | None,
    number_symbol: str | None,
    issued_on: dt.date | None,
    standpoint: Standpoint,
) -> Identity | None:
    """Return the identity of a letter that the register holds, None where its number is blank."""
    if not number_symbol:
        return None
    itself = Reference(
        type=document_type, number_symbol=number_symbol, issued_on=issued_on, issuer=standpoint.issuing_body
    )
    return identity(itself, standpoint)


def may_be_same(one: Identity, other: Identity) -> bool:
    """Say whether two identities can be one document: nothing that both know differs."""
    if one.symbol != other.symbol:
        return False
    if one.day and other.day and one.day != other.day:
        return False
    if one.year and other.year and one.year != other.year:
        return False
    if not one.issuer_key or not other.issuer_key or one.issuer_key == other.issuer_key:
        return True
    if one.exact and other.exact:
        return False
    first, second = set(one.issuer_key.split()), set(other.issuer_key.split())
    return first <= second or second <= first


def _identity(
    symbol: str,
    issuer: str | None,
    issuer_key: str,
    year: int | None,
    reference: Reference,
    *,
    exact: bool,
    reason: str,
) -> Identity:
    return Identity(
        key=f"{issuer_key}|{symbol}|{year or ''}",
        symbol=symbol,
        issuer=issuer,
        issuer_key=issuer_key,
        year=year,
        day=reference.issued_on,
        exact=exact,
        reason=reason,
        written=reference.number_symbol or reference.title or "",
    )


# --- who issued it ---------------------------------------------------------------------------


def _issuer(
    reference: Reference, symbol: Symbol, standpoint: Standpoint
) -> tuple[str | None, str, bool, str]:
    """Return (whole name, key, whether it is known for sure, reason)."""
    code = symbol.issuer or ""
    central = _central(symbol, code)
    if central:
        return central, unmarked(central), True, "ký hiệu của cơ quan trung ương"
    written = reference.issuer
    if written is None and issuer_levels().get(code) in {"province", "district"}:
        written = issuer_names()[code]
    if written is None:
        return None, "", False, "văn bản không ghi cơ quan ban hành"
    body = _speaking_for(written, code)
    resolved = resolve(body, standpoint)
    if _before_merger(reference, resolved, standpoint):
        reason = "địa phương đã sáp nhập sau ngày văn bản được ban hành"
        return body, body_key(body), False, reason
    return resolved.name, resolved.key, resolved.exact, resolved.reason


def _before_merger(reference: Reference, resolved: Resolved, standpoint: Standpoint) -> bool:
    """Say whether "UBND tỉnh" of an older document may be that of any of the provinces that are one today."""
    day, now = reference.issued_on, standpoint.issued_on
    if day is None or now is None or not day < TWO_TIERS <= now:
        return False
    relative = resolved.level == "province" and territory_of(resolved.written, standpoint) is None
    return relative and resolved.province is not None and merged(resolved.province)


def _with_province(standpoint: Standpoint) -> Standpoint:
    """Fill in the province from the body above the issuer, where the letterhead prints one."""
    above = province_above(standpoint)
    return replace(standpoint, province=above) if above else standpoint


def _central(symbol: Symbol, code: str) -> str | None:
    """Return the one body of the country that writes under this code."""
    if code in _PARTY_CENTRE:
        return "Trung ương"
    if symbol.family is Family.ASSEMBLY:
        return "Ủy ban Thường vụ Quốc hội" if code == "UBTVQH" else "Quốc hội"
    return issuer_names()[code] if issuer_levels().get(code) == "central" else None


def _speaking_for(written: str, code: str) -> str:
    """Return the body whose symbol it is: "Ban Thường vụ Tỉnh ủy" → "Tỉnh ủy" under TU."""
    folded = fold(written)
    for pattern, codes in (
        (_FOR_COMMITTEE, {"UBND", "HĐND"}),
        (_FOR_PARTY, {"TU", "HU", "ThU", "QU", "ĐU"}),
        (_FOR_FRONT, {"MTTQ", "UBMTTQ"}),
    ):
        match = pattern.match(folded) if code in codes else None
        if match:
            return written[match.end() :]
    minister = _MINISTER.match(folded)
    return written[minister.end() :] if minister else written


# --- documents known by name -----------------------------------------------------------------


def _known_by_name(reference: Reference) -> Reference:
    """Give "Đề án 06" the number, day and issuer of the document that everybody means by it."""
    if reference.number_symbol is None or not reference.number_symbol.isdigit() or not reference.type:
        return reference
    known = known_documents().get(fold(f"{reference.type} {reference.number_symbol}"))
    if known is None or (reference.issued_on and reference.issued_on != known.issued_on):
        return reference
    if reference.issuer and fold(known.issuer) not in fold(reference.issuer):
        return reference
    return Reference(known.type, known.number_symbol, known.issued_on, known.issuer, reference.title)


def _titled(reference: Reference) -> Identity:
    """Identify a law by its name, through its number where name and year leave one."""
    title = reference.title or ""
    in_title = _YEAR.search(title)
    year = int(in_title["year"]) if in_title else reference.issued_on.year if reference.issued_on else None
    name = fold(_YEAR.sub("", title))
    kind = fold(reference.type or "")
    if kind in _LAW_TYPES:
        number = _law_number(kind, name, year, reference.issued_on)
        symbol = parse(number) if number else None
        if symbol:
            found = _central(symbol, symbol.issuer or "") or ""
            return _identity(
                symbol.key,
                found,
                unmarked(found),
                symbol.year,
                reference,
                exact=True,
                reason="tên luật và năm",
            )
    key = unmarked(f"{kind} {name}").strip()
    missing = "không rõ năm ban hành" if kind in _LAW_TYPES else "văn bản không có số, ký hiệu"
    return _identity(key, None, "", year, reference, exact=False, reason=missing)


def _law_number(kind: str, name: str, year: int | None, day: dt.date | None) -> str | None:
    named = [law for law in laws_named(kind, name) if law.number_symbol]
    if day:
        named = [law for law in named if law.issued_on == day]
    elif year:
        named = [law for law in named if law.issued_on and law.issued_on.year == year]
    else:
        return None  # which year's law is meant is for a person to say
    return named[0].number_symbol if len(named) == 1 else None
