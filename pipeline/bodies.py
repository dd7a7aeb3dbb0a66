"""Bodies as letters name them, made whole.

"UBND tỉnh" in a letter of the thị xã Đức Phổ is the UBND tỉnh Quảng Ngãi. What a letter writes is
never changed: the whole name and its key stand beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import opening_body_word, table
from models.folding import fold, unmarked
from pipeline.body_names import body_key, body_of
from pipeline.territories import (
    LEVEL_OF,
    TWO_TIERS,
    Level,
    Province,
    communes,
    current_province,
    districts,
    province,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a letter says about itself; its bodies' names are relative to this."""

    issuing_body: str | None = None
    parent_body: str | None = None
    place: str | None = None
    issued_on: dt.date | None = None
    province: str | None = None  # from the office's settings, where the letter is its own or silent


@dataclass(frozen=True, slots=True)
class Territory:
    """A named territory: "thị xã Đức Phổ" in "Quảng Ngãi"."""

    level: Level
    kind: str
    name: str | None
    province: str | None = None

    @property
    def full(self) -> str:
        """The name, with the province for what lies below it."""
        own = f"{self.kind} {self.name}" if self.name else self.kind
        within = province(self.province) if self.province and self.level in {"district", "commune"} else None
        return f"{own}, {within.full}" if within else own


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body's whole name, as far as the letter tells it."""

    written: str
    name: str  # "UBND tỉnh Quảng Ngãi"
    key: str
    level: Level | None
    province: str | None
    exact: bool  # False where a part of the name is not known
    reason: str  # in Vietnamese
    territory: Territory | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """One name to be made whole, with what its letter says."""

    written: str
    body: str
    own: Territory | None
    standpoint: Standpoint


# "tỉnh An Bình", "TP. Hải An", "thị xã"; not "Tỉnh ủy", "xã hội", "quận khu".
_TERRITORY = re.compile(
    r"""(?:^|(?<=[\s,(]))
    (?P<kind>tỉnh|thành\ phố|tp\.?|huyện|quận(?!\s+khu)|thị\ xã|tx\.?|xã(?!\s+hội)|phường|thị\ trấn|đặc\ khu)
    (?!\s+(?:uỷ|đoàn)\b)(?:(?=[\s,)]|$)|(?<=tp\.))\s*(?P<name>[^,()]*)""",
    re.VERBOSE,
)
_KINDS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"}
# Party committees carry their territory in their own word: "Tỉnh ủy", "Thị ủy Đức Phổ", "Huyện đoàn".
_PARTY = re.compile(r"\b(?P<kind>tỉnh|thành|huyện|quận|thị)\s*(?:uỷ|đoàn)\b\s*(?P<name>[^,()]*)")
_PARTY_KIND = {"tỉnh": "tỉnh", "huyện": "huyện", "quận": "quận", "thị": "thị xã", "thành": "thành phố"}
# "UBND các xã, phường", "cấp xã": many, so no one body.
_MANY = re.compile(r"\b(?:các|cấp|mỗi|từng|những)\s+(?:[^\s,]+,\s*)*$")

_CENTRAL_KINDS = frozenset({"assembly", "government", "state", "ministry"})
_LOCAL_KINDS = frozenset({"division", "office"})


def resolve(name: str, standpoint: Standpoint) -> Resolved:
    """Make a body's name whole as of the letter's issuer, place and day.

    Args:
        name: the body, or the post that stands for it, as written.
        standpoint: the letter that names it.
    """
    asked = _Question(name, body_of(name), own_territory(standpoint), standpoint)
    for attempt in _ATTEMPTS:
        found = attempt(asked)
        if found:
            return found
    own, body = asked.own, asked.body
    level, within = _level_by_word(body), own.province if own else None
    return Resolved(
        name, body, body_key(body), level, within, exact=False, reason="không rõ địa bàn", territory=own
    )


def own_territory(standpoint: Standpoint) -> Territory | None:
    """Return the territory that the letter's issuer works for.

    The body printed above the issuer tells the province before the office's settings do.
    """
    told = province_above(standpoint)
    standpoint = replace(standpoint, province=told) if told else standpoint
    for body in (standpoint.issuing_body, standpoint.parent_body):
        found = _named_territory(body, standpoint) if body else None
        if found and told and found.level in {"district", "commune"}:
            return replace(found, province=told)
        if found:
            return found
    above = _province_of(None, standpoint)
    if above and standpoint.issuing_body and _level_by_word(standpoint.issuing_body) == "province":
        return Territory("province", above.kind, above.name, above.name)
    return None


def province_above(standpoint: Standpoint) -> str | None:
    """Return the province that the body printed above the issuer names."""
    if not standpoint.parent_body:
        return None
    above = _named_territory(standpoint.parent_body, Standpoint(issued_on=standpoint.issued_on))
    return above.province if above else None


# --- attempts, in order ----------------------------------------------------------------------


def _by_own_name(asked: _Question) -> Resolved | None:
    """The name itself names its territory: "UBND huyện Mộ Đức"."""
    named = _named_territory(asked.body, asked.standpoint)
    if named is None:
        return None
    if named.province is None and asked.own and asked.own.province:
        named = replace(named, province=asked.own.province)
        return _resolved(asked, named, "trong tỉnh của cơ quan ban hành")
    return _resolved(asked, named, "tên đầy đủ trong văn bản")


def _by_level(asked: _Question) -> Resolved | None:
    """The name ends with a level: "UBND tỉnh" is that of the issuer's own province."""
    kind = _relative_kind(asked.body)
    if kind is None and _level_by_word(asked.body) == "province":
        kind = "tỉnh"
    if kind is None:
        return None
    own = asked.own
    if own and own.kind == kind and own.name:
        return _resolved(asked, own, "địa bàn của cơ quan ban hành")
    within = _province_of(own, asked.standpoint)
    if within and kind in {"tỉnh", within.kind}:
        above = Territory("province", within.kind, within.name, within.name)
        return _resolved(asked, above, "tỉnh, thành phố của cơ quan ban hành")
    body, level = asked.body, LEVEL_OF.get(kind)
    reason, held = "không rõ địa bàn", within.name if within else None
    return Resolved(asked.written, body, body_key(body), level, held, exact=False, reason=reason)


def _by_central_word(asked: _Question) -> Resolved | None:
    """Ministries and the like need no territory; a sở's "Bộ" is its own ministry."""
    body, reason = asked.body, "cơ quan trung ương"
    if fold(body) == "bộ" and (ministry := _line_ministry(asked.standpoint)):
        body, reason = ministry, "bộ chủ quản của sở"
    elif _level_by_word(body) != "central":
        return None
    return Resolved(asked.written, body, body_key(body), "central", None, exact=True, reason=reason)


def _within_issuer(asked: _Question) -> Resolved | None:
    """A phòng is one of the issuer's own district or commune, or of the issuing sở."""
    own, issuer = asked.own, asked.standpoint.issuing_body
    if _level_by_word(asked.body) != "district" or own is None:
        return None
    if own.level in {"district", "commune"}:
        return _resolved(asked, own, "cùng cấp với cơ quan ban hành")
    if issuer is None or fold(issuer) == fold(asked.body):
        return None
    whole = f"{asked.body}, {resolve(issuer, asked.standpoint).name}"
    reason = "thuộc cơ quan ban hành"
    return Resolved(asked.written, whole, body_key(whole), own.level, own.province, exact=True, reason=reason)


_ATTEMPTS: tuple[Callable[[_Question], Resolved | None], ...] = (
    _by_own_name,
    _by_central_word,
    _by_level,
    _within_issuer,
)


def _resolved(asked: _Question, territory: Territory, reason: str) -> Resolved:
    follows = territory.full
    if _PARTY.search(fold(asked.body)) and territory.name:
        follows = follows.removeprefix(territory.kind).lstrip()  # "Tỉnh ủy" says "tỉnh" already
    own_words = without_territory(asked.body)
    known = agencies().get(body_key(own_words)) if own_words.isupper() else None
    whole = f"{known['name'] if known else own_words} {follows}".strip()
    exact = territory.province is not None
    return Resolved(
        asked.written, whole, body_key(whole), territory.level, territory.province, exact, reason, territory
    )


# --- territories in names --------------------------------------------------------------------


def without_territory(body: str) -> str:
    """Take the territory off: "UBND tỉnh Quảng Ngãi" → "UBND"; "Tỉnh ủy Quảng Ngãi" → "Tỉnh ủy"."""
    folded = fold(body)
    party = _PARTY.search(folded)
    if party:
        return body[: party.start("name")].rstrip(" ,")
    match = _TERRITORY.search(folded)
    if match:
        return body[: match.start()].rstrip(" ,(")
    tail = _bare_province(body)
    return body[: len(body) - len(tail)].rstrip(" ,") if tail else body


def territory_of(name: str, standpoint: Standpoint) -> Territory | None:
    """Return the territory that a body's name spells out, None where it names none."""
    return _named_territory(body_of(name), standpoint)


def _relative_kind(body: str) -> str | None:
    """Return the kind of territory that a name ends with but does not name: "UBND thị xã" → "thị xã"."""
    folded = fold(body).rstrip(" .,;")
    party = _PARTY.search(folded)
    if party and not party["name"].strip():
        return _PARTY_KIND[party["kind"]]
    for match in _TERRITORY.finditer(folded):
        if not match["name"].strip() and not _MANY.search(folded[: match.start()]):
            return _KINDS.get(match["kind"], match["kind"])
    return None


def _named_territory(body: str, standpoint: Standpoint) -> Territory | None:
    """Return the territory that a name spells out, with its province where that can be known."""
    body = " ".join(body.split())
    folded = fold(body)
    party = _PARTY.search(folded)
    match = party if party and party["name"].strip() else None
    match = match or next((m for m in _TERRITORY.finditer(folded) if m["name"].strip()), None)
    if match is None or _MANY.search(folded[: match.start()]):
        tail = None if match else _bare_province(body)
        found = province(tail) if tail else None
        return Territory("province", found.kind, found.name, found.name) if found else None
    kind = _PARTY_KIND[match["kind"]] if match.re is _PARTY else _KINDS.get(match["kind"], match["kind"])
    words = body[match.start("name") : match.end("name")].strip()
    return _territory(kind, words, folded[match.end() :].strip(" ,()"), standpoint)


def _territory(kind: str, name: str, rest: str, standpoint: Standpoint) -> Territory:
    """Return the territory of that kind and name; `rest` may name the province it lies in."""
    same_name = province(name)
    two_tiers = standpoint.issued_on is not None and standpoint.issued_on >= TWO_TIERS
    is_city = kind == "thành phố" and (
        (same_name is not None and same_name.kind == "thành phố") or (two_tiers and not districts(name))
    )
    if kind == "tỉnh" or is_city:
        proper = same_name.name if same_name else _proper(name)
        return Territory("province", same_name.kind if same_name else kind, proper, proper)
    level: Level = LEVEL_OF.get(kind, "district")
    known = districts(name, kind) if level == "district" else communes(name, kind) if two_tiers else ()
    tail = _bare_province(rest) if rest else None
    within = (province(tail) if tail else None) or _only_province(
        {place.province for place in known}, standpoint
    )
    return Territory(level, kind, known[0].name if known else _proper(name), within.name if within else None)


def _only_province(candidates: set[str], standpoint: Standpoint) -> Province | None:
    """Return the province of a district or commune: the only one with that name, else the letter's."""
    if len(candidates) == 1:
        return province(next(iter(candidates)))
    for name in (standpoint.province, standpoint.place):
        found = province(name) if name else None
        if found and (not candidates or found.name in candidates):
            return found
    return None


def _bare_province(text: str) -> str | None:
    """Return the province name that a text ends with: "Sở Y tế Kiên Giang" → "Kiên Giang"."""
    words = text.split()
    for count in range(min(5, len(words)), 0, -1):
        tail = " ".join(words[-count:])
        if province(tail) and (count > 1 or len(words) == 1 or unmarked(tail) == "hue"):
            return tail
    return None


def _province_of(own: Territory | None, standpoint: Standpoint) -> Province | None:
    """Return the province above the letter's issuer, as it was on the letter's day."""
    name = (own.province if own else None) or standpoint.province
    if name is None and standpoint.place:
        towns = {town.province for town in districts(standpoint.place)}
        seat = province(standpoint.place)
        name = seat.name if seat else towns.pop() if len(towns) == 1 else None
    if name is None:
        return None
    # A name that no table has is taken as it stands.
    return current_province(name, standpoint.issued_on) or Province(name, "tỉnh", None, None, None)


def _proper(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


# --- levels ----------------------------------------------------------------------------------


def _level_by_word(body: str) -> Level | None:
    """Return the level that the body's own word says; "district" stands for every local one."""
    agency = agencies().get(body_key(body))
    if agency and agency["level"] != "any":
        return {"central": "central", "province": "province"}.get(agency["level"], "district")  # type: ignore[return-value]
    word = opening_body_word(fold(body))
    if word is None or fold(body) in {"bộ", "sở"}:
        return None
    if word.kind in _CENTRAL_KINDS:
        return "central"
    if word.kind == "department":
        return "province"
    return "district" if word.kind in _LOCAL_KINDS else None


def _line_ministry(standpoint: Standpoint) -> str | None:
    body = body_key(standpoint.issuing_body or "")
    ministry = agencies().get("bo" + body.removeprefix("so")) if body.startswith("so ") else None
    return ministry["name"] if ministry else None


@cache
def agencies() -> dict[str, dict[str, str]]:
    """Body key → row of agencies.csv: name, level, since, until, successor."""
    return {body_key(row["name"]): row for row in table("agencies")}
