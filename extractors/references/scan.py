"""Where symbols stand in running text: "1789/QĐ-UBND", "33-CT/TU", "QCVN 01:2019/BCT".

`symbols` is the fast path: a cheap pattern finds each digit that a separator and a capital follow,
and only there the whole grammar is tried. `symbols_plain` tries it at every digit; both find the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.references.vocabulary import is_code
from models.symbol import GLUED_TYPES, Family, Symbol, normalise, parse, type_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# One code: "UBND", "GDTrH", "CCHC&PC", "VP4", "TTg", "CGC.BT". Up to three small letters may stand in it,
# a speck that OCR took
# for an apostrophe, and blanks around "&".
_CODE = (
    r"[A-ZĐÐƯ](?:['’]?[A-ZĐÐƯ0-9&]|\+(?=[A-ZĐÐƯ])| ?& ?(?=[A-ZĐÐƯ]{2})|[a-zđ]{1,3}(?![a-zđ]))*"
    r"(?:\.[A-ZĐÐƯ][A-ZĐÐƯ0-9]*)*(?!\w)"
)
# A separator between codes; a blank on both sides only where all capitals follow and no "… - UBND tỉnh".
_JOIN = (
    r"(?:[/‐‑–—-]\s?|[ \u00a0][/‐‑–—-])(?=[A-ZĐÐƯ0-9])|[:~](?=[A-ZĐ]{2,}(?!\w))"
    r"|[ \u00a0][/‐‑–—-][ \u00a0](?=[A-ZĐÐƯ&]{2,}(?:[a-zđ]{1,2}[A-ZĐ]*)?\d{0,2}(?!\w)"
    r"(?!\s+(?:tỉnh|huyện|thị|thành|xã|phường|quận|cấp|các)\b))"
)
_SEPARATOR = r"[ \u00a0]?[/‐‑–—-]\s?"
_TAIL = rf"{_CODE}(?:(?:{_JOIN})(?:{_CODE}|(?:19|20)\d\d(?!\w))){{0,5}}"
# 1313/UBND-TTHC, 01/2024/QĐ-UBND, 33-CT/TU, 59/2020/QH14; also a year with a slip of the pen.
_SYMBOL = re.compile(
    rf"\d(?<![\d.,/]\d)(?<![^\W\d_]\d)(?<![A-Za-z0-9][‑-]\d)\d{{0,5}}(?:\.\d{{1,3}})?"
    rf"(?:bis|[a-dđA-DĐ](?![A-Za-zĐđ]))?"
    rf"{_SEPARATOR}(?:(?:(?:19|20)\d\d|\d{{3,5}}(?=/)){_SEPARATOR})?{_TAIL}"
)
# 123 QĐ/UB, as written before 2005; 174 KL/TW and 274KH-UBND, whose first separator was left out.
_GLUED = re.compile(
    r"\d(?<![\d.,/]\d)(?<![^\W\d_]\d)\d{0,5} ?"
    rf"(?:{GLUED_TYPES})[/-][A-ZĐ]{{2,}}(?:-[A-ZĐ]{{2,}})?(?!\w)"
)
_STANDARD = re.compile(
    r"(?:TCXDVN|QCXDVN|TCXD|TCVN|QCVN|QCĐP|TCCS|TCQS|TCN)(?:\s?ISO(?:/[A-Z]{2,3})?)?\s?\d[\d.\-]*(?::(?:19|20)\d\d)?"
    r"(?:/[A-ZĐ][A-ZĐ&0-9]*(?:/SĐ\d:\d{4})?)?"
)
# Anchors: the last digit (or suffix) of a number with what must follow it.
_ANCHOR = re.compile(r"\d(?:bis|[a-dđA-DĐ])?[ \u00a0]?[/‐‑–—-]\s?(?:\d{3,5}[ \u00a0]?[/‐‑–—-]\s?)?[A-ZĐÐƯ]")
_GLUED_ANCHOR = re.compile(r"\d ?[QCTNBKH][ĐVTBQCHLD][/-]")
# "Quyết định số      /QĐ-UBND": the number left blank; "số 1ö2/KH-UBND": a figure of it that OCR could not read.
_UNREAD = r"(?P<unread>\d{0,4}[^\W\d_OQIlSB]\d{1,4})?"
_BLANK = re.compile(rf"(?<=[Ss]ố)[ \u00a0:.…_]*{_UNREAD}(?P<symbol>/(?:(?:19|20)\d\d/)?{_TAIL})")
# What OCR makes of a digit and of the slash; only tried behind "số".
_DAMAGED = re.compile(
    rf"(?<=[Ss][ốôổõó])[ \u00a0]?[:.]?[ \u00a0]?"
    rf"(?P<number>(?:[OQIl|] )?[\dOQIl|SB]{{1,7}}?)(?P<separator>[ \u00a0]?[/lI|!¦\\][ \u00a0]?)"
    rf"(?P<tail>(?:(?:19|20)\d\d/)?{_TAIL})"
)
_LOOKS_LIKE = str.maketrans("OQIl|SB", "0011158")
_TYPE_SLOT = {
    "QD": "QĐ", "Q0": "QĐ", "QB": "QĐ", "QO": "QĐ", "ND": "NĐ", "NB": "NĐ", "CÐ": "CĐ", "TTRr": "TTr",
    "QLD": "QLD",
}  # fmt: skip
# "61/2018/NĐCP", "119/QĐUBND": a text layer without its hyphens; only where type and body are beyond doubt.
_DASH_LOST = re.compile(r"(?<=/)(NĐ|NQ|QĐ|TTr|TT|CT|KH|BC|TB)(?=(?:CP|TTg|UBND|HĐND|VPCP|B[A-ZĐ]{2,6})$)")
_BODY_SLOT = {"UBNĐ": "UBND", "ƯBND": "UBND", "UBMD": "UBND", "HDND": "HĐND", "HĐNĐ": "HĐND", "TTG": "TTg"}


_DASHED = re.compile(r"[\d.]+\w?\s?[‐‑–—-]")
_LAST_CODE = re.compile(r"[A-ZĐ&]+$")
_FIGURE_APART = re.compile(r" (\d)(?=,? ngày\b)")  # a small figure set apart: "UBND-NL 3 ngày …"
_REST_OF_CODE = re.compile(r"[ (|]([A-ZĐ&]{1,4})(?![\w)])")


@dataclass(frozen=True, slots=True)
class Hit:
    """A symbol at `text[start:end]`. `repaired`: a digit was read out of a letter, so it is not sure."""

    start: int
    end: int
    symbol: Symbol
    repaired: bool = False


def symbols(text: str) -> list[Hit]:
    """Return the symbols of a text, left to right, without overlap."""
    starts = sorted({_number_start(text, anchor.start()) for anchor in _ANCHOR.finditer(text)})
    glued = (_number_start(text, anchor.start()) for anchor in _GLUED_ANCHOR.finditer(text))
    return _gather(text, (m for at in starts if (m := _SYMBOL.match(text, at))), _glued_at(text, glued))


def symbols_plain(text: str) -> list[Hit]:
    """Return what `symbols` returns, by trying the grammar everywhere."""
    digits = [at for at, character in enumerate(text) if character in "0123456789"]
    return _gather(text, (m for at in digits if (m := _SYMBOL.match(text, at))), _glued_at(text, digits))


def _glued_at(text: str, starts: Iterable[int]) -> list[re.Match[str]]:
    return [match for at in starts if (match := _GLUED.match(text, at))]


def _number_start(text: str, last_digit: int) -> int:
    """Walk back from a number's last digit to its first."""
    at = last_digit
    while at and text[at - 1] in "0123456789":
        at -= 1
    if at > 1 and text[at - 1] == "." and text[at - 2] in "0123456789":  # 66.1/2025/NQ-CP
        before = at - 1
        while before and text[before - 1] in "0123456789":
            before -= 1
        return before
    return at


def _gather(text: str, found: Iterable[re.Match[str]], glued: list[re.Match[str]]) -> list[Hit]:
    hits = [_hit(match) for match in (*found, *glued, *_STANDARD.finditer(text))]
    hits += [_mended(match) for match in _DAMAGED.finditer(text)]
    hits += [_blank(match) for match in _BLANK.finditer(text)]
    return list(_without_overlap(hit for hit in hits if hit))


def _without_overlap(hits: Iterable[Hit]) -> Iterator[Hit]:
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.repaired, -hit.end)):
        if hit.start >= end:
            end = hit.end
            yield hit


def _hit(match: re.Match[str]) -> Hit | None:
    rest = _rest_of_code(match)
    symbol = _mend_codes(parse(match[0] + rest[1] if rest else match[0]))
    if symbol is None or not _plausible(symbol, dashed=bool(_DASHED.match(match[0]))):
        return None
    return Hit(match.start(), rest.end() if rest else match.end(), symbol)


def _rest_of_code(match: re.Match[str]) -> re.Match[str] | None:
    """Take in the rest of a code that was torn apart: "1709/KCB-QL CL ngày" is a letter of KCB-QLCL."""
    rest = _REST_OF_CODE.match(match.string, match.end())
    code = _LAST_CODE.search(match[0])
    if rest and code and not is_code(code[0]) and is_code(code[0] + rest[1]):
        return rest
    apart = _FIGURE_APART.match(match.string, match.end())
    return apart if apart and code and len(code[0]) <= len("VXN") else None


def _mended(match: re.Match[str]) -> Hit | None:
    """Read a number out of look-alikes: "l313/UBND", "1313lUBND-TTHC", "O1/2024/QĐ-UBND"."""
    if match["number"].isdigit() and match["separator"].strip() == "/":
        return None  # nothing to mend
    number = match["number"].replace(" ", "").translate(_LOOKS_LIKE)
    if not re.search(r"\d", match["number"]) or not number.isdigit():
        return None
    symbol = _mend_codes(parse(f"{number}/{normalise(match['tail'])}"))
    if symbol is None or not _plausible(symbol, dashed=False):
        return None
    changed = number != match["number"] or match["separator"].strip() != "/"
    return Hit(match.start("number"), match.end(), symbol, repaired=changed)


def _blank(match: re.Match[str]) -> Hit | None:
    symbol = _mend_codes(parse(match["symbol"]))
    if symbol is None or not _plausible(symbol, dashed=False):
        return None
    start = match.start("unread") if match["unread"] else match.start("symbol")
    return Hit(start, match.end(), symbol)


def _mend_codes(symbol: Symbol | None) -> Symbol | None:
    """Put the Đ back where the type slot or a closed name leaves one reading: "QD-UBND", "UBNĐ"."""
    if symbol is None or symbol.family in {Family.BARE, Family.STANDARD}:
        return symbol
    parts = re.split(r"([/-])", _DASH_LOST.sub(r"\1-", symbol.written))
    codes = [index for index, part in enumerate(parts) if part[:1].isalpha()]
    mended = [_BODY_SLOT.get(part, part) for part in parts]
    if len(codes) > 1 and parts[codes[0]] in _TYPE_SLOT:
        mended[codes[0]] = _TYPE_SLOT[parts[codes[0]]]
    written = "".join(mended)
    return parse(written) if written != symbol.written else symbol


def _plausible(symbol: Symbol, *, dashed: bool) -> bool:
    """Leave out what only looks like a symbol: "2021-CP", "100/Kg", "5.000đ/SV"."""
    if symbol.family is Family.STANDARD:
        return True
    if dashed:  # Party and mass organisations write the type first; else only what was used before 1997
        named = symbol.type_code in type_names() and symbol.issuer is not None
        return named or (symbol.family is Family.LEGACY and symbol.issuer in {"CT", "HĐBT", "TTg"})
    codes = [code for code in (symbol.type_code, symbol.issuer) if code]
    capitals = sum(character.isupper() for code in codes for character in code)
    return capitals >= 2 and not (symbol.suffix == "đ" and "." in symbol.number)
