"""The symbol (số, ký hiệu) of an official document as a value: "1789/QĐ-UBND", "33-CT/TU", "59/2020/QH14".

One grammar for all families, old and new. `parse` reads a symbol that stands alone; finding
symbols in running text is the extractors' business.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files


class Family(StrEnum):
    """How a symbol is built."""

    NAMED = "named"  # 36/KH-UBND
    LETTER = "letter"  # 1313/UBND-TTHC: no type code, a công văn
    NORMATIVE = "normative"  # 01/2024/QĐ-UBND
    ASSEMBLY = "assembly"  # 59/2020/QH14
    PARTY = "party"  # 33-CT/TU
    CONSOLIDATED = "consolidated"  # 12/VBHN-BNV
    STANDARD = "standard"  # QCVN 102:2016/BTTTT
    LEGACY = "legacy"  # 178/TTg, 327-CT, 124-HĐBT
    BARE = "bare"  # 1789


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol taken apart. `number` keeps its leading zeros; it is empty where it was left blank."""

    number: str
    suffix: str  # "c" of 30c, as written
    year: int | None  # the year between the slashes
    type_code: str | None
    issuer: str | None  # the first issuer code
    units: tuple[str, ...]  # what follows: drafting unit, or the other issuers of a joint document
    family: Family
    written: str  # without blanks, Đ and plain hyphens

    @property
    def canonical(self) -> str:
        """The symbol as the letter record wants it."""
        return self.written

    @property
    def key(self) -> str:
        """Separator-free key: equal for every way to write the same symbol."""
        return symbol_key(self.written)

    @property
    def type_name(self) -> str | None:
        """The lower-case document type that the symbol says, or None where it says none."""
        if self.family is Family.LETTER:
            return None if self.year else "công văn"  # 12/2022/DS-PT is a judgment's
        if self.family is Family.CONSOLIDATED:
            return "văn bản hợp nhất"
        if self.family is Family.STANDARD:
            return "quy chuẩn" if self.written.startswith("QC") else "tiêu chuẩn"
        if self.type_code is None:
            return None
        if self.type_code == "TT" and self.family is Family.PARTY:
            return "thông tri"
        return type_names().get(self.type_code)


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (files("models") / name).open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))


@cache
def type_names() -> dict[str, str]:
    """Type code → lower-case type name ("QĐ" → "quyết định")."""
    return {row["code"]: row["type"] for row in _rows("type_codes.csv")}


@cache
def ambiguous_codes() -> frozenset[str]:
    """Type codes that are also issuer codes: "1234/CT-TTHT" is a letter of the Cục Thuế."""
    return frozenset(row["code"] for row in _rows("type_codes.csv") if row["needs_issuer"])


@cache
def issuer_names() -> dict[str, str]:
    """Issuer code → name ("SNV" → "Sở Nội vụ")."""
    return {row["code"]: row["name"] for row in _rows("issuer_codes.csv")}


_LEADERS = re.compile(r"(?<=/)[._…]+|[._…]{2,}(?=/)")  # "……/QĐ-UBND": a number still to be filled in


@cache
def issuer_levels() -> dict[str, str]:
    """Issuer code → "central", "province", "district", "commune", "party" or "any" ("SNV" → "province")."""
    return {row["code"]: row["level"] for row in _rows("issuer_codes.csv")}


# Letters that fonts and keyboards put for Đ and Ư, and the dashes.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "Ƣ": "Ư", "ƣ": "ư"} | dict.fromkeys("‐‑‒–—−", "-"))
_COLON = re.compile(r"(?<=[A-ZĐ])[:~](?=[A-ZĐ]{2})")  # a hyphen that OCR misread
_SPECKS = dict.fromkeys(map(ord, "'’‘"))
# Types that may stand right behind the number: "123 QĐ/UB", "174 KL/TW", "274KH-UBND"
GLUED_TYPES = "QĐ|CV|CT|TB|NQ|BC|KH|TT|KL|HD"
_GLUED_KEY = re.compile(rf"^(\d+)(?=(?:{GLUED_TYPES.replace('Đ', 'D')})[/-])")
_PARTY_CENTRE = re.compile(r"\bT\.?(?:Ư|W)\b\.?")


def normalise(text: str) -> str:
    """Return a symbol without blanks, with Đ (never Ð) and plain hyphens; zeros and case stay.

    A standard keeps the blank after its family: "QCVN 01:2019/BCT".
    """
    text = unicodedata.normalize("NFC", text).translate(_LOOKALIKES).translate(_SPECKS)
    joined = _LEADERS.sub("", re.sub(r"\s+", "", text).rstrip("-/.,;:").lstrip("-.,;:_…"))
    joined = _COLON.sub("-", joined)
    standard = _STANDARD.fullmatch(joined)
    if standard:
        family = re.sub(r"(?<=[A-Z])(?=ISO)", " ", standard["body"])  # "TCVN ISO 9001:2015"
        return f"{family} {joined[standard.end('body') :]}"
    return joined


@lru_cache(maxsize=8192)
def symbol_key(text: str) -> str:
    """Return the key under which all spellings of a symbol meet: "1789 QD UBND".

    Case, Đ/D, leading zeros, the kind of separator and TW/TƯ do not count.
    """
    folded = normalise(text).upper()
    folded = _PARTY_CENTRE.sub("TW", folded).replace("Đ", "D").replace("Ư", "U")
    folded = _GLUED_KEY.sub(r"\1 ", folded)
    parts = (part for part in re.split(r"[^A-Z0-9&]+", folded) if part)
    return " ".join((part.lstrip("0") or "0") if part[0].isdigit() else part for part in parts)


_NUMBER = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,3})?)(?P<suffix>bis|[a-dđA-DĐ](?![A-Za-zĐđ]))?")
_CODE = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư0-9&+]*(?:\.[A-ZĐƯ][A-Za-zĐđƯư0-9]*)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = re.compile(rf"(\d{{1,6}})((?:{GLUED_TYPES})[/-].+)")  # 123QĐ/UB
_ASSEMBLY = re.compile(r"(?:UBTV)?QH(?:K?\d{1,2}|[IVX]+)?")
_STANDARD = re.compile(
    r"(?P<body>(?:TCXDVN|QCXDVN|TCXD|TCVN|QCVN|QCĐP|TCCS|TCQS|TCN)(?:\s*ISO(?:/[A-Z]{2,3})?)?)\s*"
    r"(?P<number>\d[\d.\-]*)(?::(?P<year>(?:19|20)\d\d))?(?P<rest>/.*)?"
)
_UNIT_ONLY = re.compile(r"[A-Z]{1,2}\d+|\d+")  # P1, VP4, PX03: never an issuing body
_LEGACY_ISSUERS = frozenset({"CP", "TTg", "HĐBT", "CT", "UB", "HĐCP", "CTUB", "CTN"})


@lru_cache(maxsize=8192)
def parse(text: str) -> Symbol | None:
    """Take a symbol apart, or return None where `text` is none.

    A blank number ("/UBND-NC", "…/QĐ-UBND") gives a symbol whose `number` is empty.
    """
    written = normalise(text)
    standard = _STANDARD.fullmatch(written)
    if standard:
        return _standard(standard, written)
    legacy = _GLUED.fullmatch(written)
    parted = f"{legacy[1]}/{legacy[2]}" if legacy else written
    head = _NUMBER.match(parted)
    if head is None and not parted.startswith("/"):
        return None
    number, suffix, at = (head["number"], head["suffix"] or "", head.end()) if head else ("", "", 0)
    if at == len(parted):
        return Symbol(number, suffix, None, None, None, (), Family.BARE, written)
    separator, groups = parted[at], re.split(r"[/-]", parted[at + 1 :])
    if separator not in "/-" or not all(_is_group(group) for group in groups):
        return None
    return _from_groups(number, suffix, separator, groups, written)


def _is_group(group: str) -> bool:
    return bool(_CODE.fullmatch(group) or re.fullmatch(r"\d{1,5}", group))


def _standard(match: re.Match[str], written: str) -> Symbol:
    year = int(match["year"]) if match["year"] else None
    rest = [part for part in (match["rest"] or "").split("/") if part]
    issuer, units = (rest[0], tuple(rest[1:])) if rest else (None, ())
    return Symbol(match["number"], "", year, match["body"], issuer, units, Family.STANDARD, written)


def _from_groups(number: str, suffix: str, separator: str, groups: list[str], written: str) -> Symbol | None:
    year = None
    if separator == "/" and _YEAR.fullmatch(groups[0]):
        year, groups = int(groups[0]), groups[1:]
    elif separator == "/" and re.fullmatch(r"\d{3,5}", groups[0]) and len(groups) > 1:
        groups = groups[1:]  # a year with a slip of the pen: 45/25010/NĐ-CP
    if not groups or not _CODE.fullmatch(groups[0]):
        return None
    opening, _, behind = groups[0].partition(".")
    if behind and opening in type_names():  # 1234/QĐ.UBND-NN
        groups = [opening, behind, *groups[1:]]
    first, rest = groups[0], groups[1:]
    if _ASSEMBLY.fullmatch(groups[-1]) and (year or first in {"PL", "NQ", "L", "QH", "UBTVQH"} or not rest):
        code = first if len(groups) > 1 else None
        house = groups[-1].rstrip("0123456789K")
        return Symbol(number, suffix, year, code, house, (), Family.ASSEMBLY, written)
    issuer, units = (rest[0], tuple(rest[1:])) if rest else (None, ())
    if first == "VBHN":
        return Symbol(number, suffix, year, first, issuer, units, Family.CONSOLIDATED, written)
    if not rest and first in _LEGACY_ISSUERS:
        return Symbol(number, suffix, year, None, first, (), Family.LEGACY, written)
    if _is_type(first, rest, dashed=separator == "-", dated=year is not None):
        family = Family.NORMATIVE if year else Family.PARTY if separator == "-" else Family.NAMED
        return Symbol(number, suffix, year, first, issuer, units, family, written)
    return Symbol(number, suffix, year, None, first, tuple(rest), Family.LETTER, written)


def _is_type(code: str, rest: list[str], *, dashed: bool, dated: bool) -> bool:
    """Say whether `code` stands for a document type here and not for the issuing body."""
    if code not in type_names():
        return False
    if dashed or dated:
        return True
    if code not in ambiguous_codes():
        return True
    if code in {"TTr", "TTR"}:  # tờ trình, save for 55/TTr-P1: a letter of the Thanh tra
        return bool(rest) and not _UNIT_ONLY.fullmatch(rest[0])
    return bool(rest) and (rest[0] in issuer_names() or rest[0].startswith(("UBND", "HĐND", "CTUBND")))
