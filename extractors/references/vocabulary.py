"""The words that references are built from, read once from the CSV tables."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractors.vocabulary import BodyWord, body_words, table
from models.finding import Relation
from models.folding import fold
from models.symbol import issuer_names, type_names

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Law:
    """A law, code or ordinance: "Luật" + "Đất đai", with its number where that is certain."""

    kind: str  # folded: "luật", "bộ luật", "pháp lệnh", "hiến pháp"
    name: str  # folded
    number_symbol: str
    issued_on: dt.date | None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that everybody calls by a short name: "Đề án 06"."""

    type: str
    number_symbol: str
    issued_on: dt.date | None
    issuer: str


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def type_words() -> Mapping[str, str]:
    """Folded word(s) in front of a number → document type: "qđ" → "quyết định"."""
    return MappingProxyType({fold(row["name"]): row["type"] for row in table("reference_types")})


@cache
def whole_type_words() -> frozenset[str]:
    """Those of `type_words` that name a document also without a number behind them."""
    return frozenset(fold(row["name"]) for row in table("reference_types") if row["sure"])


@cache
def cues() -> Mapping[str, Relation]:
    """Folded cue → how the document after it stands to this letter."""
    return MappingProxyType({fold(row["cue"]): Relation(row["relation"]) for row in table("relation_cues")})


@cache
def laws() -> Mapping[str, tuple[Law, ...]]:
    """Folded first word of a law's name → laws, longest name first."""
    found: dict[str, list[Law]] = defaultdict(list)
    for row in table("law_names"):
        name = fold(row["name"])
        law = Law(fold(row["kind"]), name, row["number_symbol"], _day(row["issued_on"]))
        found[name.partition(" ")[0].rstrip(",")].append(law)
    return MappingProxyType(
        {first: tuple(sorted(group, key=lambda law: -len(law.name))) for first, group in found.items()}
    )


@cache
def law_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a folded law name; commas, hyphens and "và" between its words may differ."""
    words = [re.escape(word) for word in re.split(r"[\s,;\-]+(?:và\s+)?", name) if word]
    return re.compile(r"(?:\s*[,;]\s*|\s+[-–]\s+|\s+)(?:và\s+)?".join(words) + r"(?!\w)")


def laws_named(kind: str, name: str) -> tuple[Law, ...]:
    """Return the laws of all years whose folded name this is."""
    first = name.partition(" ")[0].rstrip(",")
    named = laws().get(first, ()) if name else ()
    return tuple(law for law in named if law.kind == kind and law_pattern(law.name).fullmatch(name))


@cache
def known_documents() -> Mapping[str, KnownDocument]:
    """Folded short name → the document."""
    return MappingProxyType(
        {
            fold(row["alias"]): KnownDocument(
                row["type"], row["number_symbol"], _day(row["issued_on"]), row["issuer"]
            )
            for row in table("known_documents")
        }
    )


@cache
def body_fields() -> Mapping[str, tuple[str, ...]]:
    """Folded first syllable → fields of work that stand in bodies' names, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in table("body_fields"):
        field = fold(row["field"])
        found[field.partition(" ")[0].rstrip(",")].append(field)
    return MappingProxyType(
        {first: tuple(sorted(group, key=lambda field: -len(field))) for first, group in found.items()}
    )


@cache
def _body_word_pattern() -> tuple[re.Pattern[str], Mapping[str, BodyWord]]:
    by_word = {word.word: word for word in body_words()}
    pattern = re.compile("(?:" + "|".join(map(re.escape, by_word)) + r")(?!\w)")
    return pattern, MappingProxyType(by_word)


def body_word_at(low: str, at: int) -> BodyWord | None:
    """Return the longest word that opens a body's name at `at` of folded text: "sở", "ủy ban nhân dân"."""
    pattern, by_word = _body_word_pattern()
    match = pattern.match(low, at)
    return by_word[match[0]] if match else None


# What OCR takes for one another in a code.
_CONFUSED = str.maketrans({"Q": "O", "0": "O", "I": "L", "1": "L", "5": "S", "8": "B", "Đ": "D", "Ð": "D"})
_DOUBLED = re.compile(r"(.)\1+")
_SUSPICIOUS = re.compile(r"[OQ0I1L58BSDĐ.]|(.)\1")


@cache
def _codes_by_shape() -> tuple[frozenset[str], Mapping[str, str]]:
    known = {*(row["code"] for row in table("unit_codes")), *issuer_names(), *type_names()}
    by_shape: dict[str, set[str]] = defaultdict(set)
    for code in known:
        by_shape[_shape(code)].add(code)
    return frozenset(known), MappingProxyType(
        {shape: codes.pop() for shape, codes in by_shape.items() if len(codes) == 1}
    )


def is_code(code: str) -> bool:
    """Say whether a type, a body or a drafting unit is written so: "QĐ", "SNV", "QLCL"."""
    return code in _codes_by_shape()[0]


def mended_code(code: str) -> str:
    """Return the known code that OCR can have made this one of ("OLCL" → "QLCL"), else the code itself."""
    known, by_shape = _codes_by_shape()
    if code in known:
        return code
    if code[-1:] in {"I", "l"} and len(code) > 2 and code[:-1] in known:
        return f"{code[:-1]}1"  # "VXI" is the first of several units VX
    mended = by_shape.get(_shape(code), code) if _SUSPICIOUS.search(code) else code
    return (
        mended if len(mended) <= len(code) else code
    )  # OCR doubles letters, it does not leave one of two out


def _shape(code: str) -> str:
    """Return what is left of a code when look-alikes, dots and doubled letters do not count."""
    return _DOUBLED.sub(r"\1", code.replace(".", "").translate(_CONFUSED))


@cache
def words(role: str) -> frozenset[str]:
    """Return the folded words of one role of reference_words.csv."""
    return frozenset(fold(row["word"]) for row in table("reference_words") if row["role"] == role)


@cache
def any_of(*roles: str) -> str:
    """Return a pattern for folded text: any word of these roles, the longest first, whole words only."""
    ordered = sorted({word for role in roles for word in words(role)}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"
