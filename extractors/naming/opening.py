"""With which word a name opens: "các sở", "Giám đốc", "TTYT", and no "phòng ngừa"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.naming.words import Head, acronym, head_pattern, heads, is_verb
from extractors.patterns import UPPER
from models.finding import AssigneeKind


@dataclass(slots=True)
class Element:
    """The name that is being read."""

    start: int
    determined: bool
    head: Head
    head_end: int
    capital: bool
    word: str  # the head as printed
    bare: bool = True  # so far only head words: "Sở, ban"
    bare_end: int = 0


# "các TTGDTX huyện", "các UBND": a class of bodies by its short name
_ACRONYM = re.compile(rf"(?:tất cả |toàn bộ )?các\s+(?P<head>[{UPPER}]{{3,}})\b", re.IGNORECASE)
_OF_MANY = re.compile(r"\s+các\s")
_AND_OTHERS = re.compile(r"\s*,\s*(?:phòng|ban|ngành|đoàn thể)\b(?! hành)")
_NO_BODY = re.compile(r"báo cáo\b")  # "các báo cáo", but "các báo"


def open_name(raw: str, folded: str, position: int, limit: int) -> Element | None:
    """Return the name whose head word stands at `position`."""
    match = head_pattern().match(folded, position, limit)
    if match is None:
        return _open_acronym(raw, position, limit)
    start = match.start("head")
    capital, determined = raw[start].isupper(), match["det"] is not None
    if capital and determined and match["det"].strip().isdigit():
        return None  # "Trung đoàn 95 Sở …"; but "05 khoa"
    head = _best_head(match["head"], capital=capital, determined=determined)
    following = raw[match.end() : match.end() + 2].strip()
    if not (capital or determined) and head.form == "name" and not following[:1].isupper():
        many = _OF_MANY if " " in match["head"] else _AND_OTHERS
        if not many.match(folded, match.end(), limit):
            return None  # "phòng ngừa", but "phòng CNTT", "văn phòng các Bộ", "sở, ngành liên quan"
    if determined and _NO_BODY.match(folded, start, limit):
        return None
    named = capital and _is_named(raw, start, match.end())
    if not determined and not named and is_verb(folded, start, match.end(), limit):
        return None
    begin = match.start("det") if determined else start  # "ông (bà)" before it is no part of the name
    return Element(begin, determined, head, match.end(), capital, raw[start : match.end("head")])


def open_post(folded: str, position: int, limit: int) -> Element | None:
    """Return a post in small letters that a list of posts may go on with: "các đồng chí …; | bí thư ban cán sự"."""
    match = head_pattern().match(folded, position, limit)
    if match is None or is_verb(folded, position, match.end(), limit):
        return None
    head = _best_head(match["head"], capital=False, determined=False)
    if head.kind is not AssigneeKind.POST:
        return None
    start = match.start("head")
    return Element(start, determined=True, head=head, head_end=match.end(), capital=False, word=match["head"])


def _is_named(raw: str, start: int, end: int) -> bool:
    """Say whether a capitalised word follows that makes a name: "Phòng Chống buôn lậu", not "Phòng chống"."""
    if raw[start:end].isupper() or " " in raw[start:end]:
        return False  # "TỔ CHỨC THỰC HIỆN"
    return raw[end : end + 1] == " " and raw[end + 1 : end + 2].isupper()


def _open_acronym(raw: str, position: int, limit: int) -> Element | None:
    short = acronym().match(raw, position, limit)  # "TTPVHCC xã", "P.KHTC"
    if short:
        whole = Head(AssigneeKind.BODY, "whole")
        return Element(
            position, determined=False, head=whole, head_end=short.end(), capital=True, word=short[0]
        )
    match = _ACRONYM.match(raw, position, limit)
    if match is None or not match["head"].isupper():
        return None
    head = Head(AssigneeKind.BODY, "class")
    return Element(
        match.start(), determined=True, head=head, head_end=match.end(), capital=True, word=match["head"]
    )


def _best_head(word: str, *, capital: bool, determined: bool) -> Head:
    found = heads()[" ".join(word.split())]
    many = not capital and (determined or found[0].kind is AssigneeKind.POST)  # "giao trưởng bản, già làng …"
    wanted = "class" if many else found[0].form
    return next((head for head in found if head.form == wanted), found[0])
