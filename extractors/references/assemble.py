"""From symbols and law names to drafts: which of them are references, and of what type."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors.references.dates import date_after
from extractors.references.draft import Draft
from extractors.references.heads import Head, head_before, says_number
from extractors.references.vocabulary import laws_named
from models.symbol import Family, issuer_names, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.references.laws import LawName
    from extractors.references.scan import Hit
    from models.symbol import Symbol

# "88, 89/STC-NS": numbers that share the symbol behind the last one.
_NUMBERS_BEFORE = re.compile(r"(?:\d{1,6}[a-d]?\s*(?:,|;|và|-)\s*)+$")
_NUMBER = re.compile(r"\d{1,6}[a-d]?")
# What may stand between two references of one list.
_SEPARATORS = re.compile(r"[\s,;]*(?:và|hoặc|cùng)?\s*(?:các\s+)?(?:s[ốôổõó])?\s*:?\s*")
_LISTED = re.compile(r"(?:,|;|(?<!\w)và)\s+$")
_FORM = re.compile(
    r"(?:mẫu|biểu|phụ lục|phụ biểu|bảng|tài khoản|điện thoại|đường|biển)(?:\s+s[ốôổ])?\s*:?\s*$"
)
_TRAILING_OF = re.compile(r"\s+của(?:\s+các)?$")
_ATTACHED_NUMBER = re.compile(r"\s*[,(]?\s*(?:(?:bộ )?luật\s+)?s[ốôổõó]\s*:?\s*$")


def numbered(text: str, low: str, hits: Sequence[Hit]) -> list[Draft]:
    """Return a draft with its type word for each symbol that is a reference."""
    drafts: list[Draft] = []
    floor = 0
    for hit in hits:
        numbers = _numbers_before(low, hit.start, floor)
        first = numbers[0][0] if numbers else hit.start
        head = head_before(text, low, first, floor)
        if head and head.gap and not _gap_fits(head, hit.symbol):
            head = None
        if numbers and not (head or says_number(low, first)):
            numbers, first = [], hit.start
        draft = _started(low, hit, head, drafts[-1] if drafts else None)
        if draft is None:
            continue
        if draft.type == "đề án" and hit.symbol.family is Family.LEGACY:  # "Đề án 06/CP"
            draft.symbol = parse(hit.symbol.number) or draft.symbol
        drafts += _sharing(text, hit, numbers, draft)
        if numbers:
            draft.start, draft.head = hit.start, None
        drafts.append(draft)
        floor = hit.end
    return drafts


def _numbers_before(low: str, at: int, floor: int) -> list[tuple[int, int]]:
    listed = _NUMBERS_BEFORE.search(low, max(floor, at - 60), at)
    return [number.span() for number in _NUMBER.finditer(low, *listed.span())] if listed else []


def _gap_fits(head: Head, symbol: Symbol) -> bool:
    """Words between type and "số" are a title only where the symbol agrees with the type or has none."""
    own = symbol.type_name
    if symbol.family is Family.ASSEMBLY:
        return head.type in {"luật", "bộ luật", "pháp lệnh", "nghị quyết"}
    return own is None or own == head.type or (symbol.family is Family.LETTER and head.type != "văn bản")


def _started(low: str, hit: Hit, head: Head | None, previous: Draft | None) -> Draft | None:
    symbol = hit.symbol
    draft = Draft(
        head.start if head else hit.start, hit.start, hit.end, hit.end, "references.numbered", symbol=symbol,
        head=head, repaired=hit.repaired,
    )  # fmt: skip
    if head is None:
        return _headless(low, draft, previous) if symbol.number else None
    draft.type = head.type
    if not symbol.number:
        draft.rule, draft.confidence, draft.candidates = "references.blank", 0.5, (symbol.canonical,)
    return draft


def _headless(low: str, draft: Draft, previous: Draft | None) -> Draft | None:
    """Take a symbol without a type word in front: an item of a list, or one that cannot be anything else."""
    symbol, start = draft.symbol, draft.number_at
    if symbol is None or _FORM.search(low, max(0, start - 24), start):
        return None  # "Mẫu số 05/TT"
    said = says_number(low, start)
    draft.type = symbol.type_name
    if previous and _in_list(low, previous, start, said=said):
        draft.type = draft.type if symbol.type_code else previous.type or draft.type
        return draft
    strong = symbol.type_code is not None or symbol.family in {Family.STANDARD, Family.ASSEMBLY}
    if not (strong or said or symbol.issuer in issuer_names()):
        dated = date_after(low, draft.number_end)
        if not (dated and dated.day):
            return None
    draft.confidence = 0.95 if said or strong else 0.85
    return draft


def _in_list(low: str, previous: Draft, start: int, *, said: bool) -> bool:
    """Say whether the symbol at `start` goes on with the list of the reference before it."""
    if _SEPARATORS.fullmatch(low, previous.number_end, start):
        return True
    plural = previous.head is not None and previous.head.plural
    near = start - previous.number_end < 400
    return plural and near and (said or _LISTED.search(low, max(0, start - 6), start) is not None)


def _sharing(text: str, hit: Hit, numbers: list[tuple[int, int]], last: Draft) -> Iterator[Draft]:
    """Yield a draft for each number in front of the last one, under the same symbol."""
    tail = hit.symbol.written[len(hit.symbol.number) + len(hit.symbol.suffix) :]
    for place, (start, end) in enumerate(numbers):
        symbol = parse(f"{text[start:end]}{tail}")
        if symbol is None:
            continue
        head = last.head if place == 0 else None
        yield Draft(
            head.start if head else start, start, end, end, "references.shared",
            type=last.type, symbol=symbol, head=head, confidence=0.9,
        )  # fmt: skip


def with_laws(drafts: list[Draft], laws: Iterator[LawName], text: str, low: str) -> list[Draft]:
    """Put the laws named by title among the numbered references, in the order of the text.

    "Luật Hóa chất số 69/2025/QH15" is one reference: the law's name joins the number.
    """
    found = list(drafts)
    drafts = sorted(drafts, key=lambda draft: draft.start)
    starts = [draft.start for draft in drafts]
    for law in laws:
        place = bisect_left(starts, law.start)
        if place < len(drafts) and (
            _joins_amending(drafts[place], law, text, low) or _joins(drafts[place], law, text, low)
        ):
            continue
        if place and drafts[place - 1].end > law.start:
            continue
        if place < len(drafts) and drafts[place].start < law.end and not law.nested_from:
            continue
        found.append(_law_draft(law, text))
    return sorted(found, key=lambda draft: draft.start)


def _joins_amending(draft: Draft, law: LawName, text: str, low: str) -> bool:
    """Give "Luật sửa đổi … của Luật X số 34/2018/QH14" its number, unless it is the number of Luật X itself."""
    head = draft.head
    if head is None or draft.symbol is None or law.nested_from is None or head.start < law.nested_from:
        return False
    if not _ATTACHED_NUMBER.fullmatch(low, law.end, draft.number_at):
        return False
    inner = low[head.end : law.end].strip()  # nothing in "Luật sửa đổi … của Luật số 28/2018/QH14"
    if any(one.number_symbol == draft.symbol.canonical for one in laws_named(head.type, inner)):
        return False
    draft.start, draft.type = law.start, law.kind
    draft.head = Head(law.start, law.name - 1, law.kind)
    draft.law_title = _TRAILING_OF.sub("", " ".join(text[law.name : law.name_end].split()))
    return True


def _joins(draft: Draft, law: LawName, text: str, low: str) -> bool:
    """Give the law's name to the number that belongs to it; say whether it did."""
    same_head = draft.head is not None and draft.head.start == law.start
    behind = draft.head is None or draft.head.start >= law.end  # "Luật Đường sắt (Luật số 06/2017/QH14)"
    follows = behind and bool(_ATTACHED_NUMBER.fullmatch(low, law.end, draft.number_at))
    if not (same_head or follows) or draft.symbol is None:
        return False
    draft.start, draft.type = law.start, law.kind
    draft.law_title = " ".join(text[law.name : law.name_end].split())
    draft.day = draft.day or law.issued_on
    return True


def _law_draft(law: LawName, text: str) -> Draft:
    return Draft(
        law.start, law.name, law.end, law.end, "references.law", type=law.kind, day=law.issued_on,
        law_title=" ".join(text[law.name : law.name_end].split()) or None,
        confidence=0.97 if law.known else 0.85,
    )  # fmt: skip
