"""A citation as somebody types it into a search box, and how like a document it is.

"1789/QĐ-UBND", "1789 qd ubnd", "QĐ 1789 năm 2023", "quyết định 1789/QD-UBND ngày 15/12/2023 của UBND tỉnh",
with what OCR or a hurried hand makes of it: one digit wrong, Đ without its bar, O for 0.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extractors.references.vocabulary import type_words
from models.folding import unmarked
from models.symbol import Family, issuer_names, parse, symbol_key, type_names

if TYPE_CHECKING:
    from models.symbol import Symbol

# --- reading what was typed ------------------------------------------------------------------

_DATE = re.compile(
    r"(?:\bngay\b|\bky\b|,)?\s*\(?(?<![\d/])(?P<day>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<month>\d{1,2})\s*(?:[/.\-]|nam)\s*"
    r"(?P<year>(?:19|20)\d\d)(?![\d/])\)?"
)
_YEAR = re.compile(r"\b(?:nam|n\.)\s*(?P<year>(?:19|20)\d\d)\b")
_LAST_YEAR = re.compile(r"(?<=\s)(?P<year>(?:19|20)\d\d)\s*$")
_ISSUER = re.compile(r"\bcua\s+(?P<issuer>[^\d,;]{2,80})$|\bdo\s+(?P<by>[^\d,;]{2,80}?)(?:\s+ban hanh)?$")
_FILLER = re.compile(r"\b(?:so|ky hieu|so hieu|van ban)\b|[,;:()\"']")
_NUMBER = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,3})?)(?P<suffix>bis|[a-d]?)")
_LOOKS_LIKE = str.maketrans("oil|zsgb", "01112568")
_MISREAD = {"q0": "qd", "qb": "qd", "qo": "qd", "od": "qd", "0d": "qd", "nb": "nd", "no": "nd", "n0": "nd"}
_GLUED_TYPE = re.compile(r"^([a-z]{2,4})(?=\d)")  # one letter is a digit misread: "l275"
_LIKE_CODE = re.compile(r"[a-z&]{1,12}\d{0,2}")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a typed citation says; None or "" where it says nothing."""

    number: str  # without leading zeros: "1789"
    suffix: str
    type_code: str | None  # folded: "QD"
    type_name: str | None  # "quyết định"
    issuer_code: str | None  # folded: "UBND"
    units: tuple[str, ...]
    year: int | None
    date: dt.date | None
    issuer: str | None  # what stands behind "của", without marks
    key: str  # symbol key as far as it was typed: "1789 QD UBND"
    text: str
    repaired: bool = False  # a digit was read out of a letter


def parse_citation(text: str) -> Citation | None:
    """Read a typed citation; None where the text is not one, so that its words are searched instead."""
    if len(text) > 200 or not re.search(r"\d", text):
        return None
    standard = parse(text)
    if standard and standard.family is Family.STANDARD:
        return _standard(standard, text)
    rest = " ".join(unmarked(text).split())
    day, year, issuer = None, None, None
    date = _DATE.search(rest)
    if date:
        day = _day(date)
        rest = f"{rest[: date.start()]} {rest[date.end() :]}".strip()
    named = _ISSUER.search(rest)
    if named:
        issuer = (named["issuer"] or named["by"]).strip()
        rest = rest[: named.start()]
    said = _YEAR.search(rest)
    if said:
        year = int(said["year"])
        rest = f"{rest[: said.start()]} {rest[said.end() :]}"
    return _from_words(text, _FILLER.sub(" ", rest).strip(" -/"), day, year, issuer)


def _standard(symbol: Symbol, text: str) -> Citation:
    issuer = unmarked(symbol.issuer).upper() if symbol.issuer else None
    return Citation(
        symbol.number, "", symbol.type_code, symbol.type_name, issuer, symbol.units, symbol.year, None, None,
        symbol.key, text.strip(),
    )  # fmt: skip


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _from_words(
    text: str, rest: str, day: dt.date | None, year: int | None, issuer: str | None
) -> Citation | None:
    glued = _GLUED_TYPE.match(rest)
    if glued and glued[1] in _folded_types():  # "qd1789"
        rest = f"{glued[1]} {rest[glued.end() :]}"
    type_name, rest = _type_in_front(rest)
    trailing = _LAST_YEAR.search(rest)
    if trailing and year is None and re.search(r"\d", rest[: trailing.start()]):
        year, rest = int(trailing["year"]), rest[: trailing.start()]
    tokens = [token for token in re.split(r"[\s/\-]+", rest) if token]
    place = next((i for i, token in enumerate(tokens) if _number(token)), None)
    if place is None or not set(tokens[:place]) <= _folded_types().keys() | _folded_issuers():
        return None
    number, suffix, repaired = _number(tokens[place]) or ("", "", False)
    codes = tokens[place + 1 :] or tokens[:place]
    inner_year = _year(codes[0]) if codes else None
    if inner_year:
        repaired, text = repaired or codes[0] != inner_year, text.lower().replace(codes[0], inner_year)
        year, codes = year or int(inner_year), codes[1:]
    if not _all_codes(codes, text):
        return None
    codes = [_MISREAD.get(codes[0], codes[0]), *codes[1:]] if codes else []
    type_code = codes[0].upper() if codes and codes[0] in _folded_types() else None
    others = [code.upper() for code in (codes[1:] if type_code else codes)]
    if type_code and type_name is None:
        type_name = _folded_types()[type_code.lower()]
    in_symbol = inner_year if codes else None
    key = " ".join(part for part in (f"{number}{suffix}".upper(), in_symbol, type_code, *others) if part)
    return Citation(
        number, suffix, type_code, type_name, others[0] if others else None, tuple(others[1:]),
        year or (day.year if day else None), day, issuer, key, text.strip(), repaired,
    )  # fmt: skip


def _type_in_front(rest: str) -> tuple[str | None, str]:
    """Take the type word off the front: "quyet dinh 1789…" → ("quyết định", "1789…")."""
    words = rest.split(" ")
    for count in range(min(6, len(words) - 1), 0, -1):
        name = _unmarked_types().get(" ".join(words[:count]))
        if name:
            return name, " ".join(words[count:])
    return None, rest


def _number(token: str) -> tuple[str, str, bool] | None:
    """Return (number without leading zeros, suffix, repaired), None where the token is no number."""
    match = _NUMBER.fullmatch(token)
    if match:
        return match["number"].lstrip("0") or "0", match["suffix"], False
    mended = token.translate(_LOOKS_LIKE)
    if re.search(r"\d", token) and mended.isdigit() and len(token) <= 6:
        return mended.lstrip("0") or "0", "", True
    return None


def _year(token: str) -> str | None:
    """Return the year between the slashes, also where a letter stands for a digit: "2o11" → "2011"."""
    mended = token.translate(_LOOKS_LIKE)
    return mended if re.search(r"\d", token) and re.fullmatch(r"(?:19|20)\d\d", mended) else None


def _all_codes(tokens: list[str], text: str) -> bool:
    """Say whether what follows the number can be codes: known ones, or anything in a symbol's own form."""
    symbol = parse(re.sub(r"^\D*(?=\d)", "", text.strip()).upper())
    in_symbol_form = symbol is not None and symbol.family is not Family.BARE
    known = _folded_types().keys() | _folded_issuers()
    return len(tokens) <= 6 and all(
        _LIKE_CODE.fullmatch(token)
        and (in_symbol_form or token in known or len(token) <= 1 or _tail(token, tokens))
        for token in tokens
    )


def _tail(token: str, tokens: list[str]) -> bool:
    """A short unit code behind a known issuer: "1313 ubnd tthc"."""
    place = tokens.index(token)
    return (
        place > 0
        and tokens[place - 1] in _folded_issuers()
        and len(token) <= 8
        and not re.search(r"[aeiouy]", token)
    )


@cache
def _folded_types() -> dict[str, str]:
    """Type code without marks, small → type: "qd" → "quyết định"."""
    return {unmarked(code): name for code, name in type_names().items()}


@cache
def _folded_issuers() -> frozenset[str]:
    return frozenset(unmarked(code) for code in issuer_names())


@cache
def _unmarked_types() -> dict[str, str]:
    words = {unmarked(word): name for word, name in type_words().items()}
    return words | {"cv": "công văn", "qd": "quyết định", "kh": "kế hoạch", "tb": "thông báo"}


# --- likeness --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a document is to what was typed, and why, in Vietnamese."""

    score: float  # 0…1
    exact: bool  # the number is right and nothing typed differs
    reason: str


_TOO_FAR = 0.2  # below this a document is no proposal
_TWINS = frozenset(
    {"08", "80", "17", "71", "38", "83", "56", "65", "68", "86", "49", "94", "35", "53", "27", "72"}
)


def similarity(
    citation: Citation,
    *,
    number_symbol: str | None,
    type: str | None = None,  # noqa: A002  # the record's own name for it
    issued_on: dt.date | None = None,
    issuer: str | None = None,
) -> Likeness | None:
    """Compare a typed citation with a document; None where they are not alike at all."""
    symbol = parse(number_symbol) if number_symbol else None
    if symbol is None or symbol.family is Family.STANDARD:
        return _whole(citation, number_symbol)
    wanted, number = (
        f"{citation.number}{citation.suffix}",
        f"{symbol.number.lstrip('0') or '0'}{symbol.suffix.lower()}",
    )
    score, said = _numbers_alike(wanted, number)
    if score == 0:
        return None
    same_symbol = " " in citation.key and citation.key == symbol.key
    weight, reasons = _parts_alike(citation, symbol, type or symbol.type_name, issued_on)
    issuer_weight = _issuer_weight(citation, issuer, reasons)
    score *= weight * issuer_weight
    if score < _TOO_FAR or (wanted != number and len(reasons) > 1):
        return None
    only_number = citation.type_code is None and citation.type_name is None and citation.issuer_code is None
    if only_number and symbol.family is not Family.BARE:
        score *= 0.85
    exact = (
        wanted == number
        and not any(reason.startswith("khác") for reason in reasons)
        and not citation.repaired
    )
    opening = "đúng số, ký hiệu" if same_symbol else said
    if citation.repaired:
        opening = f"chữ đọc thành số: {citation.number}; {opening}"
    return Likeness(round(score, 4), exact, "; ".join([opening, *reasons]))


def _parts_alike(
    citation: Citation, symbol: Symbol, type_: str | None, issued_on: dt.date | None
) -> tuple[float, list[str]]:
    """Return the weight of what was typed beside the number, and what differs."""
    code = unmarked(symbol.type_code).upper() if symbol.type_code else None
    year = symbol.year or (issued_on.year if issued_on else None)
    type_differs = (
        citation.type_code != code if citation.type_code else not _same_type(citation.type_name, type_)
    )
    weight, reasons = 1.0, []
    for typed, found, differs, label, factor in (
        (citation.type_name, type_, type_differs, "loại", 0.5),
        (citation.year, year, citation.year != year, "năm", 0.6),
        (citation.date, issued_on, citation.date != issued_on, "ngày", 0.7),
    ):
        if typed is None or not differs:
            continue
        weight *= 0.92 if found is None else factor
        reasons.append(f"không rõ {label}" if found is None else f"khác {label}: {_shown(found)}")
    pairs = [(citation.issuer_code, symbol.issuer, "cơ quan ban hành", 0.45)]
    pairs += [(one, other, "đơn vị", 0.7) for one, other in zip(citation.units, symbol.units, strict=False)]
    for typed, found, label, factor in pairs:
        weight *= _codes_alike(typed, found, label, factor, reasons)
    return weight, reasons


def _codes_alike(
    typed: str | None, found: str | None, label: str, factor: float, reasons: list[str]
) -> float:
    """Return the weight of a code in a symbol, typed and found; one character may be misread."""
    if typed is None:
        return 1.0
    code = unmarked(found).upper() if found else ""
    one, other = typed.rstrip("0123456789"), code.rstrip("0123456789")
    if one == other:
        return 1.0
    if found is None:
        reasons.append(f"không rõ {label}")
        return 0.92
    if min(len(typed), len(code)) > 2 and Levenshtein.distance(typed, code, score_cutoff=1) == 1:
        reasons.append(f"khác một chữ trong ký hiệu: {typed} ↔ {code}")
        return 0.8
    reasons.append(f"khác {label}: {found}")
    return factor


def _same_type(typed: str | None, found: str | None) -> bool:
    letters = {"công văn", "văn bản"}
    return typed is None or typed == found or (typed in letters and found in letters)


def _whole(citation: Citation, number_symbol: str | None) -> Likeness | None:
    """Compare with a standard or an unusual symbol: as a whole, or not at all."""
    if number_symbol and symbol_key(number_symbol) == symbol_key(citation.text):
        return Likeness(1.0, exact=True, reason="đúng số, ký hiệu")
    return None


def _shown(value: object) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value)


def _issuer_weight(citation: Citation, issuer: str | None, reasons: list[str]) -> float:
    if not citation.issuer or not issuer:
        return 1.0
    typed, found = set(_body(citation.issuer).split()), set(_body(issuer).split())
    if typed <= found or found <= typed:
        return 1.0
    reasons.append(f"khác cơ quan ban hành: {issuer}")
    return 0.6


def _body(name: str) -> str:
    short = unmarked(name).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return re.sub(r"\b(?:chu tich|pho|bo truong|giam doc)\b", "", short)


def _numbers_alike(typed: str, found: str) -> tuple[float, str]:
    """Return (score, reason) of two numbers; 0 where more than one slip lies between them."""
    if typed == found:
        return 1.0, "đúng số"
    if typed.rstrip("abcd") == found.rstrip("abcd"):
        return 0.7, f"khác chữ kèm số: {typed} ↔ {found}"
    if len(typed) == len(found) > 1:
        wrong = [i for i in range(len(typed)) if typed[i] != found[i]]
        if len(wrong) == 1:
            twins = typed[wrong[0]] + found[wrong[0]] in _TWINS
            return (0.62 if twins else 0.55), f"sai một chữ số: {typed} ↔ {found}"
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        if swapped and typed[wrong[0]] == found[wrong[1]] and typed[wrong[1]] == found[wrong[0]]:
            return 0.6, f"đảo hai chữ số: {typed} ↔ {found}"
    longer, shorter = (typed, found) if len(typed) > len(found) else (found, typed)
    if len(longer) == len(shorter) + 1 > 2 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    ):
        return 0.5, f"{'thừa' if longer == typed else 'thiếu'} một chữ số: {typed} ↔ {found}"
    return 0.0, ""


def candidate_numbers(citation: Citation) -> tuple[str, ...]:
    """Return the numbers to look up, without zeros in front: the typed one, then those one slip away."""
    number = citation.number
    if not number.isdigit():
        return (number,)
    near = [number]
    digits = "0123456789"
    for place in range(len(number)):
        near += [number[:place] + digit + number[place + 1 :] for digit in digits]
        near.append(number[:place] + number[place + 1 :])
        near.append(number[:place] + number[place : place + 2][::-1] + number[place + 2 :])
    near += [number[:place] + digit + number[place:] for place in range(len(number) + 1) for digit in digits]
    return tuple(dict.fromkeys(one.lstrip("0") for one in near if one.lstrip("0")))
