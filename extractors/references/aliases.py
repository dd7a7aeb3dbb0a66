"""Later and shorter names: "sau đây gọi là Kế hoạch số 36", "Quyết định nêu trên", "Đề án 06"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.references.dates import date_after
from extractors.references.draft import Draft
from extractors.references.heads import head_before
from extractors.references.issuers import issuer_after, issuer_before
from extractors.references.titles import opens_title, title_after
from extractors.references.vocabulary import known_documents, type_words, whole_type_words
from models.folding import fold
from models.symbol import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEFINED = re.compile(
    r"\(\s*(?:(?:sau đây|dưới đây)\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)?\s*(?:là\s*)?:?\s*"
    r"[\"“]?(?P<name>[^)\"”\n]{2,60}?)[\"”]?\s*\)"
)
_DEFINES = re.compile(r"(?:gọi|viết)\s+(?:tắt|chung)?\s*(?:là\s*)?:?\s*[\"“]?$")  # "(gọi tắt là | Đề án 06"
_BACK = re.compile(r"\s(?:(?:nêu|nói|dẫn)\s+(?:ở\s+)?trên|trên đây|vừa nêu)(?!\w)")
# "Kế hoạch số 36", "Nghị định 126", "Đề án 06": a type word and a number alone; no "Kế hoạch 3 năm".
_COUNTED = (
    r"đơn vị|tháng|năm|người|ngày (?!\d)|triệu|tỷ|đồng|nội dung|bản|điểm|xã|phường|"
    r"huyện|tỉnh|sở|ngành|nhiệm vụ"
)
_SHORT = re.compile(
    r"(?P<type>[A-ZĐ][^\W\d_]{1,8}(?: [^\W\d_]{1,8}){1,3}?) (?P<said>số )?(?P<number>\d{1,5}[a-c]?)"
    rf"(?![\w%]|\s?[/–]|-\S|[.,]\d|\s+(?:{_COUNTED})\b)"
)
_LETTERS = frozenset({"văn bản", "công văn"})
_ISSUED_TYPES = frozenset({
    "nghị quyết", "chỉ thị", "công điện", "kết luận", "quyết định", "nghị định", "thông tư", "công văn",
    "kế hoạch",
})  # fmt: skip
_MOST_USES = 200  # of one defined name


@dataclass
class _Named:
    """The full references of a text, findable by what later names say of them."""

    drafts: Sequence[Draft]
    ends: list[int]
    by_number: dict[tuple[str | None, str], dict[str, Draft]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    by_type: dict[str | None, dict[str, Draft]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, drafts: Sequence[Draft]) -> _Named:
        named = cls(drafts, [draft.end for draft in drafts])
        for draft in drafts:
            if draft.symbol and draft.symbol.number:
                number = f"{draft.symbol.number}{draft.symbol.suffix}".lstrip("0")
                named.by_number[draft.type, number].setdefault(draft.symbol.key, draft)
                kind = "công văn" if draft.type in _LETTERS else draft.type
                named.by_type[kind].setdefault(draft.symbol.key, draft)
        return named


def short_names(text: str, low: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return a draft for each later mention by a short name; it says what the first mention says."""
    named = _Named.of(drafts)
    found = [*_defined(text, low, named), *_numbers(text, low, named), *_back(text, low, named)]
    return list(_apart(sorted(found, key=lambda draft: draft.start), drafts))


def _apart(found: list[Draft], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drop what overlaps a full reference or an earlier short name."""
    starts, ends = [draft.start for draft in drafts], [draft.end for draft in drafts]
    reached = 0
    for draft in found:
        place = bisect_left(ends, draft.start + 1)
        free = place == len(starts) or starts[place] >= draft.end
        if free and draft.start >= reached:
            reached = draft.end
            yield draft


def _again(first: Draft, start: int, end: int, rule: str, confidence: float) -> Draft:
    return replace(
        first, start=start, end=end, number_at=start, number_end=end, rule=rule, confidence=confidence,
        head=None, pinpoint=None, amended_by=[], outer=start, repaired=False, candidates=(),
    )  # fmt: skip


# --- "sau đây gọi là …" ----------------------------------------------------------------------


def _defined(text: str, low: str, named: _Named) -> Iterator[Draft]:
    """Follow the names that the letter itself gives: "(sau đây gọi tắt là Kế hoạch 36)"."""
    at = low.find("gọi ")
    names: set[str] = set()
    while at >= 0:
        opening = text.rfind("(", max(0, at - 24), at)
        match = _DEFINED.match(low, opening) if opening >= 0 else None
        if match and match["name"] not in names:
            names.add(match["name"])
            yield from _uses(text, match, named)
        at = low.find("gọi ", at + 4)


def _uses(text: str, match: re.Match[str], named: _Named) -> Iterator[Draft]:
    name = text[match.start("name") : match.end("name")].strip()
    first = _definee(text, match, fold(name), named) if name[:1].isupper() else None
    at = text.find(name, match.end()) if first else -1
    for _ in range(_MOST_USES):
        if at < 0 or first is None:
            return
        yield _again(first, at, at + len(name), "references.defined", 0.95)
        at = text.find(name, at + len(name))


def _definee(text: str, match: re.Match[str], name: str, named: _Named) -> Draft | None:
    """Return the reference of the same paragraph that the name was given to."""
    if not name.startswith(tuple(whole_type_words())):
        return None  # "(sau đây gọi tắt là Hiệp hội)" names no document
    paragraph = text.rfind("\n", 0, match.start()) + 1
    place = bisect_left(named.ends, match.start() + 1) - 1
    nearest = None
    while place >= 0 and named.drafts[place].start >= paragraph:
        draft = named.drafts[place]
        nearest = nearest or draft
        if draft.type and name.startswith(fold(draft.type)):
            return draft
        place -= 1
    return nearest if nearest and match.start() - nearest.reach <= 3 else None


# --- "Quyết định nêu trên" -------------------------------------------------------------------


def _back(text: str, low: str, named: _Named) -> Iterator[Draft]:
    """Resolve "Quyết định nêu trên" where one document of that type was named before."""
    for back in _BACK.finditer(low):
        head = head_before(text, low, back.start(), max(0, back.start() - 40))
        if head is None or head.plural or head.end != back.start() or not text[head.start].isupper():
            continue
        kind = "công văn" if head.type in _LETTERS else head.type
        of_type = list(named.by_type[kind].values())
        before = [draft for draft in of_type[:2] if draft.end <= head.start]  # in the order of the text
        if len(before) == 1:
            yield _again(before[0], head.start, back.end(), "references.back", 0.9)


# --- "Kế hoạch số 36", "Đề án 06" ------------------------------------------------------------


def _numbers(text: str, low: str, named: _Named) -> Iterator[Draft]:
    """Read a type word and a number alone: the letter's own full reference, a known document, or itself."""
    for match in _SHORT.finditer(text):
        words = low[match.start("type") : match.end("type")].split()
        name = next((" ".join(words[-n:]) for n in (4, 3, 2) if " ".join(words[-n:]) in type_words()), None)
        if name is None:
            continue
        start = match.end("type") - len(name)
        if text[start - 1 : start] + text[match.end() : match.end() + 1] == "()" and named.ends:
            continue  # "phê duyệt Đề án phát triển … (Đề án 06)": a short name of what stands before it
        if not text[start].isupper() or _DEFINES.search(low, max(0, start - 20), start):
            continue
        type_ = type_words()[name]
        full = named.by_number.get((type_, match["number"].lstrip("0")), {})
        if len(full) == 1:
            yield _again(next(iter(full.values())), start, match.end(), "references.short", 0.9)
        else:
            yield from _alone(text, low, start, match, type_, _next_start(named, match.end(), len(text)))


def _next_start(named: _Named, at: int, end: int) -> int:
    """Return where the next full reference begins, `end` where none follows."""
    place = bisect_left(named.ends, at)
    return named.drafts[place].outer if place < len(named.drafts) else end


def _alone(
    text: str, low: str, start: int, match: re.Match[str], type_: str, following: int
) -> Iterator[Draft]:
    """Read "Công văn số 12 ngày 03/4/2024 của Sở Y tế", "Đề án 06": a document named by its bare number."""
    draft = Draft(
        start, match.start("number"), match.end(), match.end(), "references.bare", type=type_,
        symbol=parse(match["number"]), confidence=0.8, outer=start,
    )  # fmt: skip
    known = fold(f"{type_} {match['number']}") in known_documents()
    date = date_after(low, match.end())
    if not (match["said"] or known or (date and date.day) or type_ in _ISSUED_TYPES):
        return
    if date and date.day:
        draft.day, draft.end = date.day, date.end
    issuer = issuer_after(text, low, draft.end, None)
    if issuer:
        draft.issuer, draft.end = text[issuer.start : issuer.end], issuer.end
    elif match["said"]:
        before = issuer_before(text, low, start, 0, None)
        draft.issuer = text[before.start : before.end] if before else None
    if draft.day and opens_title(low, draft.end):
        draft.title = title_after(text, low, draft.end, following)
    if known or draft.day or draft.issuer:
        yield draft
