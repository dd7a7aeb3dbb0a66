"""Later and shorter names of references: "sau đây gọi là Kế hoạch số 36", "Quyết định nêu trên", "Đề án 06"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.references.dates import date_after
from extractors.references.draft import Draft
from extractors.references.heads import head_before
from extractors.references.issuers import issuer_after, issuer_before
from extractors.references.vocabulary import known_documents, type_words, whole_type_words
from models.folding import fold
from models.symbol import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEFINED = re.compile(
    r"\(\s*(?:(?:sau đây|dưới đây)\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)?\s*(?:là\s*)?:?\s*[\"“]?(?P<name>[^)\"”\n]{2,60}?)[\"”]?\s*\)"
)
_BACK = re.compile(r"\s+(?:nêu|nói|dẫn)\s+(?:ở\s+)?trên|\s+trên đây|\s+vừa nêu")
# "Kế hoạch số 36", "Nghị định 126", "Đề án 06": a type word and a number alone.
_SHORT = re.compile(
    r"(?P<type>[A-ZĐ][^\W\d_]+(?: [^\W\d_]+){1,3}?) (?P<said>số )?(?P<number>\d{1,5}[a-c]?)"
    r"(?![\w%]|\s?[/–]|-\S|[.,]\d|\s+(?:đơn vị|tháng|năm|người|ngày (?!\d)|triệu|tỷ|đồng|nội dung|bản|điểm)\b)"
)


def short_names(text: str, low: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return a draft for each later mention by a short name, with what the first mention says of the document."""
    taken = [(draft.start, draft.end) for draft in drafts]
    found: list[Draft] = []
    for draft in (*_defined(text, low, drafts), *_numbers(text, low, drafts), *_back(text, low, drafts)):
        if all(draft.end <= start or end <= draft.start for start, end in taken):
            taken.append((draft.start, draft.end))
            found.append(draft)
    return found


def _again(first: Draft, start: int, end: int, rule: str, confidence: float) -> Draft:
    return replace(
        first, start=start, end=end, number_at=start, number_end=end, rule=rule, confidence=confidence, head=None,
        pinpoint=None, amended_by=[], outer=start, repaired=False, candidates=(),
    )  # fmt: skip


def _defined(text: str, low: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Follow the names that the letter itself gives: "(sau đây gọi tắt là Kế hoạch 36)"."""
    at = low.find("gọi ")
    while at >= 0:
        opening = text.rfind("(", max(0, at - 24), at)
        match = _DEFINED.match(low, opening) if opening >= 0 else None
        if match:
            yield from _uses(text, match, drafts)
        at = low.find("gọi ", at + 4)


def _uses(text: str, match: re.Match[str], drafts: Sequence[Draft]) -> Iterator[Draft]:
    before = [d for d in drafts if d.end <= match.start() and "\n" not in text[d.start : match.start()]]
    name = text[match.start("name") : match.end("name")].strip()
    if not before or not name[:1].isupper() or not fold(name).startswith(tuple(whole_type_words())):
        return  # "(sau đây gọi tắt là Hiệp hội)" names no document
    first = before[-1]
    for draft in reversed(before):  # the one of the type that the name opens with
        if draft.type and fold(name).startswith(fold(draft.type)):
            first = draft
            break
    else:
        if match.start() - first.reach > 3:
            return
    at = text.find(name, match.end())
    while at >= 0:
        yield _again(first, at, at + len(name), "references.defined", 0.95)
        at = text.find(name, at + len(name))


def _back(text: str, low: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Resolve "Quyết định nêu trên" where one document of that type was named before."""
    for back in _BACK.finditer(low) if " trên" in low or " nêu" in low else ():
        head = head_before(text, low, back.start(), max(0, back.start() - 40))
        if head is None or head.plural or head.end != back.start() or not text[head.start].isupper():
            continue
        letters = {"văn bản", "công văn"}
        before = {
            d.symbol.key: d
            for d in reversed(drafts)
            if d.symbol and d.end <= head.start and (d.type == head.type or {d.type, head.type} <= letters)
        }
        if len(before) == 1:
            yield _again(next(iter(before.values())), head.start, back.end(), "references.back", 0.9)


def _numbers(text: str, low: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Read "Kế hoạch số 36": the letter's own full reference, a document everybody knows, or a number alone."""
    for match in _SHORT.finditer(text):
        words = low[match.start("type") : match.end("type")].split()
        name = next((" ".join(words[-n:]) for n in (4, 3, 2) if " ".join(words[-n:]) in type_words()), None)
        if name is None or len(words) < len(name.split()):
            continue
        start = match.end("type") - len(name)
        type_ = type_words()[name]
        if not text[start].isupper():
            continue
        full = _full_of(type_, match["number"], drafts)
        if full:
            yield _again(full, start, match.end(), "references.short", 0.9)
            continue
        yield from _alone(text, low, start, match, type_)


def _full_of(type_: str, number: str, drafts: Sequence[Draft]) -> Draft | None:
    same = {
        d.symbol.key: d
        for d in reversed(drafts)
        if d.symbol
        and d.type == type_
        and f"{d.symbol.number}{d.symbol.suffix}".lstrip("0") == number.lstrip("0")
    }
    return next(iter(same.values())) if len(same) == 1 else None


def _alone(text: str, low: str, start: int, match: re.Match[str], type_: str) -> Iterator[Draft]:
    draft = Draft(
        start, match.start("number"), match.end(), match.end(), "references.bare", type=type_,
        symbol=parse(match["number"]), confidence=0.8, outer=start,
    )  # fmt: skip
    known = fold(f"{type_} {match['number']}") in known_documents()
    date = date_after(low, match.end()) if match["said"] else None
    if date and date.day:
        draft.day, draft.end = date.day, date.end
    issuer = issuer_after(text, low, draft.end, None) if match["said"] or known else None
    if issuer:
        draft.issuer, draft.end = text[issuer.start : issuer.end], issuer.end
    before = issuer_before(text, low, start, 0, None) if match["said"] and not issuer else None
    if before:
        draft.issuer = text[before.start : before.end]
    if known or (date and date.day) or draft.issuer:
        yield draft
