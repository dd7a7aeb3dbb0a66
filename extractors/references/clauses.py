"""What stands around a reference: its date, its issuer before or behind, its title; and what lists share."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.references.bodies import body_at
from extractors.references.cues import pinpoint_before, relation_before
from extractors.references.dates import OPENING_DAY, date_after, read_day
from extractors.references.heads import says_number
from extractors.references.issuers import issuer_after, issuer_before, issuer_behind_comma, speaks_for
from extractors.references.titles import Title, opens_title, title_after
from extractors.references.vocabulary import any_of
from models.finding import Relation

if TYPE_CHECKING:
    from extractors.references.dates import DateClause
    from extractors.references.draft import Draft

# In front of the next reference of the same list: the title of the one before is over.
_LISTED = re.compile(r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng|đến))\s*(?:các\s+|từ\s+)?$")
_SEPARATORS = re.compile(r"[\s,;]*(?:và|hoặc|cùng)?\s*(?:các\s+)?(?:s[ốôổõó])?\s*:?\s*")
# As in: được sửa đổi, bổ sung tại …; (sửa đổi, bổ sung một số điều bởi …
_AMENDED_BY = re.compile(
    r"[\s,(]*(?:(?:đã\s+)?được\s+)?(?:sửa đổi|bổ sung|thay thế|đính chính|hợp nhất)[^.;()\n]{0,70}?"
    r"\s(?:tại|bởi|theo|bằng|trong)\s*(?:các\s+|khoản[^.;()\n]{1,40})?"
)
_AMENDS = re.compile(
    r"\s*,?\s*(?:về việc\s+|về\s+)?(?:sửa đổi|bổ sung)[^.;()\n]{0,90}(?:của|tại)?\s*(?:các\s+)?"
)
_SAME_DAY = re.compile(r"\s*,?\s*(?:đều\s+)?cùng\s+ngày")
_AT_START = re.compile(r"(?:^|[\n.;]\s*|[\n.;]\s*[-+]\s*)tại\s+$")
_URGENT = re.compile(r"\s*(?:(?:thượng\s+)?khẩn|hoả tốc|hẹn giờ|mật|tối mật|đến|đi|chỉ đạo|hướng dẫn|,|\s)+")
_AFTER_TITLE = re.compile(r"\s(?:19|20)\d\d\s+của\s+|\btrên địa bàn \w+(?: \w+)?\s+của\s+")
_OVER = re.compile(r"\s*(?:\([^()]{1,12}\))?\s*(?:[,;.)]|$|và\s)")
_SHORT_NAME = re.compile(r"\s*\((?:(?:sau đây )?(?:gọi|viết) tắt là )?[^()\d]{2,40}\)")
_LAWS = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
_LAWGIVER = re.compile(r"quốc hội|uỷ ban thường vụ quốc hội|ubtvqh|chủ tịch nước|chính phủ|bộ")
_SENT_ALONG = re.compile(r"\s*\((?:[^()\n]{0,20}\s)?(?:gửi kèm|đính kèm|kèm theo|sao gửi|có gửi kèm)")
_HAS = re.compile(rf"\s+(?:{any_of('adverb')}\s+)*{any_of('issues')}\s")


def add_clauses(text: str, low: str, drafts: list[Draft]) -> None:
    """Fill in date, issuer and title of every draft."""
    _add_parts(text, low, drafts)
    for place, draft in enumerate(drafts):
        _add_following(text, low, draft, drafts, place)
    for place, draft in enumerate(drafts):
        _add_preceding(text, low, draft, drafts[place - 1] if place else None)
    _share(text, low, drafts)
    _mark_nested(drafts)
    _add_relations(low, drafts)


def _add_parts(text: str, low: str, drafts: list[Draft]) -> None:
    floor = 0
    for draft in drafts:
        part = pinpoint_before(text, low, draft.start, floor)
        draft.outer = draft.start
        if part:
            draft.outer, draft.pinpoint = part
        floor = draft.number_end


def _add_following(text: str, low: str, draft: Draft, drafts: list[Draft], place: int) -> None:
    following = drafts[place + 1].outer if place + 1 < len(drafts) else len(text)
    at = draft.number_end
    by_title = draft.rule == "references.law"  # its date was read with its name
    date = None if by_title or draft.day else date_after(low, at)
    if date and date.end <= following:
        at = draft.end = date.end
        draft.day, draft.year, draft.day_sure = date.day, date.year, not date.repaired
    at = _same_day(low, draft, drafts[place - 1], at) if place else at
    if draft.head and draft.head.gap:
        _issuer_in_gap(text, low, draft)
    issuer = issuer_after(text, low, at, draft.symbol)
    if issuer and by_title and not _LAWGIVER.match(low, issuer.start):
        issuer = None
    if issuer and issuer.end <= following:
        draft.issuer, draft.issuer_after = text[issuer.start : issuer.end], True
        at = draft.end = issuer.end
        date = _date_behind_issuer(low, at) if draft.day is None else None
        if date and date.day and date.end <= following:
            at = draft.end = date.end
            draft.day, draft.day_sure = date.day, not date.repaired
        at = max(at, issuer.after)
    if draft.law_title is None and opens_title(low, at):
        draft.title = title_after(text, low, at, _title_limit(low, drafts, place, at))
        _issuer_behind_title(text, low, draft)


def _date_behind_issuer(low: str, at: int) -> DateClause | None:
    """Read "của Bộ Y tế ngày 05/02/2024"; the ministry's short name may stand in brackets before the day."""
    short = _SHORT_NAME.match(low, at)
    return date_after(low, at) or (date_after(low, short.end()) if short else None)


def _same_day(low: str, draft: Draft, before: Draft, at: int) -> int:
    """Give a document of "cùng ngày" the day of the one named before it; return where its clauses go on."""
    same = _SAME_DAY.match(low, at) if draft.day is None and before.day else None
    if same is None or before.number_end < at - 200:
        return at
    draft.day, draft.day_sure, draft.end = before.day, False, same.end()
    return same.end()


def _issuer_behind_title(text: str, low: str, draft: Draft) -> None:
    """Read an issuer that the symbol's code confirms behind the title: "về … năm 2024 của UBND tỉnh"."""
    title, code = draft.title, draft.symbol.issuer if draft.symbol else None
    if title is None or draft.issuer or code is None:
        return
    for opening in _AFTER_TITLE.finditer(low, title.start, title.end):
        end = body_at(text, low, opening.end())
        if end and _OVER.match(low, end) and speaks_for(text[opening.end() : end], code):
            draft.issuer, draft.issuer_after, draft.issuer_sure = text[opening.end() : end], True, False
            words = text[: opening.end()].rstrip()
            draft.title = Title(title.clause, title.start, len(words) - len("của") - 1)
            return


def _issuer_in_gap(text: str, low: str, draft: Draft) -> None:
    """Read what stands between type word and number: "của UBND tỉnh" is the issuer, else it is the title."""
    if draft.head is None or draft.head.gap is None:
        return
    start, end = draft.head.gap
    date = date_after(low, start)
    if date and date.end == end:
        draft.day, draft.day_sure = date.day, not date.repaired
        return
    if _URGENT.fullmatch(low, start, end):
        return
    opening = re.compile(r"\s+(?:của|(?P<between>giữa))\s+").match(low, start)
    joint = opening is not None and opening["between"] is not None
    stop = body_at(text, low, opening.end(), joint=joint) if opening else None
    if opening and stop and stop <= end:
        # behind "các Nghị định của Chính phủ:" it is the issuer of all that are listed
        draft.issuer, draft.issuer_after = text[opening.end() : stop], not draft.head.plural
    elif draft.law_title is None and draft.type not in _LAWS:
        draft.law_title = " ".join(text[start:end].split()) or None


def _title_limit(low: str, drafts: list[Draft], place: int, at: int) -> int:
    """Return where the next reference of the list begins; one nested in the title does not end it."""
    for later in drafts[place + 1 :]:
        if later.outer - at > 900:
            break
        if _LISTED.search(low, max(at, later.outer - 12), later.outer):
            return later.outer
    return len(low)


def _add_preceding(text: str, low: str, draft: Draft, previous: Draft | None) -> None:
    if draft.symbol is None or (draft.issuer and draft.day):
        return
    floor = previous.end if previous else 0
    before = issuer_before(text, low, draft.outer, floor, draft.symbol)
    if before is None:
        at_start = draft.issuer is None and _AT_START.search(low, max(floor, draft.outer - 8), draft.outer)
        behind = (
            issuer_behind_comma(text, low, draft.end, draft.symbol) if at_start and not draft.title else None
        )
        if behind:
            draft.issuer, draft.issuer_sure = text[behind.start : behind.end], False
        return
    if draft.issuer is None:
        draft.issuer = text[before.start : before.end]
        draft.issuer_sure = before.sure
    if draft.day is None and draft.year is None and _HAS.match(low, before.end):
        _day_in_front(low, draft, before.start, floor)


def _day_in_front(low: str, draft: Draft, body: int, floor: int) -> None:
    """Read "Ngày 30/8/2024, Sở Nội vụ có Công văn số …": the day is the document's."""
    opening = None
    for found in OPENING_DAY.finditer(low, max(floor, body - 45), body):
        opening = found
    if opening and opening.end() == body:
        day = read_day(opening)
        if day and day.day:
            draft.day, draft.day_sure = day.day, not day.repaired


def _share(text: str, low: str, drafts: list[Draft]) -> None:
    """Spread issuers over lists: backwards from a clause behind the last, forwards from a body in front."""
    for place in range(len(drafts) - 1, 0, -1):
        _share_back(low, drafts[place - 1], drafts[place])
    first = 0  # of the list
    for place, (one, later) in enumerate(pairwise(drafts), start=1):
        if not _adjoin(low, one, later):
            first = place
            _share_over_title(low, one, later)
        elif one.issuer and not later.issuer and later.symbol and not one.issuer_after:
            code = later.symbol.issuer
            floor = drafts[first - 1].end if first else 0
            own = issuer_before(text, low, drafts[first].outer, floor, later.symbol) if code else None
            if own and code and speaks_for(text[own.start : own.end], code):
                later.issuer = text[own.start : own.end]  # "của UBND tỉnh, Sở Xây dựng tại các Công văn …"
            elif later.head is None or (code and speaks_for(one.issuer, code)):
                later.issuer = one.issuer


def _share_over_title(low: str, one: Draft, later: Draft) -> None:
    """Give the next of a list the body in front of the first, where its code says so too: "… về A; số 5/BTC-ĐT"."""
    code = later.symbol.issuer if later.symbol else None
    if one.title is None or one.issuer is None or one.issuer_after or later.issuer or code is None:
        return
    if _SEPARATORS.fullmatch(low, one.reach, later.outer) and speaks_for(one.issuer, code):
        later.issuer, later.issuer_sure = one.issuer, False


def _share_back(low: str, one: Draft, later: Draft) -> None:
    """Give a reference what the clause behind the next one says of both."""
    if one.rule == "references.shared" and later.number_at - one.number_end < 12:
        one.day, one.issuer, one.title = later.day, later.issuer, later.title
        one.issuer_after = later.issuer_after
    elif one.type != later.type:
        return
    elif _amended_together(low, one, later):
        if later.issuer_after and not one.issuer:
            one.issuer, one.issuer_after = later.issuer, True
    elif _adjoin(low, one, later) and later.issuer_after and _may_share(one, later):
        if not one.issuer:
            one.issuer, one.issuer_after = later.issuer, True
        same_day = bool(_SAME_DAY.match(low, later.number_end))
        apart = says_number(low, one.number_at) and says_number(low, later.number_at)
        if one.day is None and one.year is None and ((later.head is None and not apart) or same_day):
            one.day, one.day_sure = later.day, False  # "1743/QĐ-BGTVT, 1744/QĐ-BGTVT ngày … của …"


def _may_share(one: Draft, later: Draft) -> bool:
    """Say whether one issuer can stand behind both: not behind "45/CHK-VT" and "46/CHQ-GSQL"."""
    codes = [draft.symbol.issuer if draft.symbol else None for draft in (one, later)]
    if codes[0] == codes[1] or codes[0] is None:
        return True
    return later.issuer is not None and speaks_for(later.issuer, codes[0])


def _amended_together(low: str, one: Draft, later: Draft) -> bool:
    """Say whether one body wrote both: "Thông tư số 15/…/TT-BYT được sửa đổi tại Thông tư số 5/…/TT-BYT"."""
    codes = [draft.symbol.issuer if draft.symbol else None for draft in (one, later)]
    return (
        codes[0] is not None
        and codes[0] == codes[1]
        and bool(_AMENDED_BY.fullmatch(low, one.end, later.outer))
    )


def _adjoin(low: str, one: Draft, later: Draft) -> bool:
    return one.title is None and bool(_SEPARATORS.fullmatch(low, one.end, later.start))


def _mark_nested(drafts: list[Draft]) -> None:
    reach = 0
    for draft in drafts:
        draft.nested = draft.start < reach
        if not draft.nested:
            reach = max(reach, draft.reach)


def _add_relations(low: str, drafts: list[Draft]) -> None:
    previous: Draft | None = None
    root: Draft | None = None  # the reference that a list of amendments belongs to
    for draft in drafts:
        listed = previous is not None and bool(_SEPARATORS.fullmatch(low, previous.reach, draft.outer))
        if previous and _AMENDED_BY.fullmatch(low, previous.end, draft.outer):
            root = previous
        elif not (listed and root):
            root = None
        if root and draft.symbol:
            root.amended_by.append(draft.symbol.canonical)
        elif previous and previous.symbol and _AMENDS.fullmatch(low, previous.end, draft.outer):
            draft.amended_by.append(previous.symbol.canonical)
        elif _SENT_ALONG.match(low, draft.end):
            draft.relation = Relation.ATTACHES
        elif listed and previous:
            draft.relation = previous.relation
        elif not draft.nested:
            floor = previous.reach if previous else 0
            draft.relation = relation_before(low, draft.outer, min(floor, draft.outer)) or Relation.MENTIONS
        previous = draft
