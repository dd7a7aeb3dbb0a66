"""Is this day or period a time limit? The words right before it decide, and what the sentence tells."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extractors.deadlines.exclusions import is_cutoff, is_in_force, is_told, is_validity
from extractors.deadlines.periods import first_day, with_year
from extractors.deadlines.vocabulary import any_of, cues, label_reading, verbs
from extractors.deadlines.words import BEFORE_WORD, DAY_WORD
from models.finding import Bound, DeadlineKind

if TYPE_CHECKING:
    from extractors.deadlines.context import View
    from extractors.deadlines.words import Moment
    from models.finding import Deadline

_FILLERS = r"là|vào|ngày|thời điểm|lúc|nhất|cuối cùng|cuối|mốc|thời gian|này|khoảng|dự kiến|tối đa"
# "hạn cuối nộp hồ sơ ngày", "thời hạn gửi báo cáo về Sở là ngày"
_TERM = re.compile(
    r"(?<!\w)(?<!gia )(?<!có )(?:(?P<limit>thời\s+hạn|hạn(?:\s+(?:cuối|chót|cuối cùng))?)|thời\s+gian)(?P<about>(?:\s+[^\W\d]+){1,9}?)\s*"
    r"(?:(?:là|vào|đến|đến hết|:)\s*)*$"
)
_AT = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn tất|xong|báo cáo|gửi|nộp|trình)(?!\w)[^.;:,]{0,60}?(?<!\w)(?P<at>vào)\s+(?:dịp\s+)?$"
)
_PLANNED = re.compile(r"(?<!\w)(?:dự kiến|ước)\s+$")
_CLOSES = r"(?:hoàn thành|hoàn tất|xong|trình|ban hành|phê duyệt|công bố|bàn giao|nghiệm thu|giải ngân)"
_WINDOW = 60
_SLIP_DAYS = 150
"""A day this soon after the letter, a year too early, is a slip of the pen ("15/01/2023" in January 2024)."""

_EVENT_WORDS = re.compile(
    r"(?<!\w)(?:tham dự|dự (?:họp|hội|lễ)|hội nghị|hội thảo|hội thi|hội diễn|tập huấn|lớp|khai mạc|bế mạc|diễn ra|lễ|cuộc họp|họp|kỳ thi"
    r"|đại hội|nghỉ|tham gia|hưởng|liên hoan|triển lãm|chuyến)(?!\w)"
)
_FIGURES = re.compile(
    r"(?<!\w)(?:số liệu|kết quả|tình hình|báo cáo|phát sinh|luỹ kế|lũy kế|kỳ|giai đoạn|nhiệm kỳ|hiệu lực|áp dụng|giá trị|tính|kể|hợp đồng"
    r"|đã|thời điểm)(?!\w)"
)
_MODIFIES = re.compile(
    r"(?<!\w)(?:kết quả|tình hình|số liệu|nhiệm vụ|công tác|chỉ tiêu|hoạt động|phát sinh|nội dung)"
    r"(?:\s+(?!hoàn|xong|trình|gửi)\w+){0,4}\s+trong\s*$"
)
_EXTENDS = re.compile(
    r"(?<!\w)(?:gia hạn|kéo dài|lùi|dời|hoãn|điều chỉnh)(?!\w)[^.;]{0,120}?(?<!\w)(?:đến|tới|sang|thành)(?:\s+hết)?\s*$"
)
_ASKED = re.compile(r"(?<!\w)(?:kiến nghị|xin|đề xuất|đề nghị|nguyện vọng|mong muốn)(?!\w)[^.;]*$")
_GRANTED = re.compile(r"(?<!\w)(?:thống nhất|đồng ý|cho phép|chấp thuận|quyết định|được)(?!\w)")
_GOAL = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|tỷ lệ|tầm nhìn|định hướng)(?!\w)|%")
_MUST_AFTER = re.compile(
    r"[^.;]{0,90}?(?<!\w)(?:phải|hoàn thành|xong|hoàn tất|chưa|không (?:gửi|nộp|có|hoàn thành)|nếu)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A moment is a time limit: with its value, where its words begin, how sure, and why."""

    deadline: Deadline
    start: int
    sure: float
    rule: str


@cache
def _chain() -> re.Pattern[str]:
    words = any_of(cues())
    return re.compile(rf"(?<!\w)(?<!gia )(?>(?:{words}|{BEFORE_WORD}|{_FILLERS})(?!\w)[\s,:(\"-]*)+$")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!gia )(?:{any_of(cues())}|{BEFORE_WORD})(?!\w)")


@cache
def _within() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){verbs('finish', 'act')}(?!\w)[^.;:]{{0,80}}?(?<!\w)trong\s*$")


@cache
def _within_year() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_CLOSES}(?!\w)[^.;:,]{{0,60}}?(?<!\w)trong\s*$")


@cache
def _window_verbs() -> re.Pattern[str]:
    extra = any_of(
        ("đăng ký", "tiếp nhận", "nhận", "tuyên truyền", "treo", "trực", "bố trí", "lấy ý kiến", "niêm yết")
    )
    return re.compile(rf"(?<!\w)(?:{verbs('finish', 'act')}|{extra})(?!\w)")


def judge(view: View, moment: Moment) -> Verdict | None:
    """Return the time limit that a moment is, None where it is a day like any other."""
    low, at = view.low, moment.cue_end
    block = view.letter.block_at(moment.start)
    floor = max(block.start if block else 0, at - _WINDOW)
    chain = _chain().search(low, floor, at)
    found = _by_chain(view, moment, chain) if chain else None
    if found is None:
        found = _of_term(view, moment) or _at(view, moment)
    if found is None and moment.shape == "range":
        found = _range(view, moment)
    return _checked(view, moment, found) if found else None


def _by_chain(view: View, moment: Moment, chain: re.Match[str]) -> Verdict | None:
    said = [word[0] for word in _words().finditer(view.low, chain.start(), chain.end())]
    forces = {_force(word) for word in said}
    start = _first_word(view, chain)
    if _PLANNED.search(view.low, max(0, start - 12), start):
        return None  # "dự kiến hoàn thành trong quý II": somebody's own plan, told
    if "before" in forces:
        return _before(view, moment, chain, start)
    if "limit" in forces:
        return _limit(view, moment, start)
    if "done" in forces:
        return _done(view, moment, start)
    if "until" in forces and not {"within"} & forces:
        return _until(view, moment, chain.end(), start)
    if "within" in forces:
        return _inside(view, moment, chain.end(), start)
    return None


def _force(word: str) -> str:
    """Return the cue's force; "trước" (and how OCR reads it) is the one that shuts the day itself out."""
    words = " ".join(word.split())
    bound, force = cues().get(words, ("before", "limit"))
    return "before" if bound == "before" else force


def _first_word(view: View, chain: re.Match[str]) -> int:
    """Return where the cue's own words begin, without fillers that only lean on what stands before."""
    first = _words().search(view.low, chain.start(), chain.end())
    return first.start() if first else chain.start()


def _before(view: View, moment: Moment, chain: re.Match[str], start: int) -> Verdict | None:
    if is_cutoff(view, start, moment.end):
        return None
    deadline = moment.deadline
    if deadline.kind is DeadlineKind.DATE:
        return Verdict(replace(deadline, bound=Bound.BEFORE), start, 0.97, "before")
    adjacent = re.search(rf"{BEFORE_WORD}\s+(?:cuối\s+)?$", view.low[chain.start() : chain.end()])
    if not adjacent or moment.shape == "relative" and deadline.unit == "year":
        return None
    if moment.partial or moment.shape == "relative":
        return Verdict(replace(deadline, bound=Bound.BY), start, 0.85, "before the end of a period")
    if _is_year(moment) and not _finishes(view, start):
        return None  # "xây dựng trước năm 2010" is a fact
    found = first_day(moment).deadline
    return Verdict(replace(found, bound=Bound.BEFORE), start, 0.85, "before a period")


def _finishes(view: View, cue: int) -> bool:
    floor = max(view.sentence(cue)[0], cue - 25)
    return bool(re.search(r"(?<!\w)(?:hoàn thành|xong|hoàn tất)(?!\w)", view.low[floor : cue + 12]))


def _limit(view: View, moment: Moment, start: int) -> Verdict | None:
    if is_in_force(view, start):
        return None
    return Verdict(replace(moment.deadline, bound=Bound.BY), start, 0.96, "at latest")


def _done(view: View, moment: Moment, start: int) -> Verdict | None:
    if re.search(r"(?<!\w)(?:đã|chưa|vừa|cơ bản|được)\s+$", view.low[max(0, start - 12) : start]):
        return None
    if _GOAL.search(view.low, max(view.sentence(start)[0], start - 60), start):
        return Verdict(replace(moment.deadline, bound=Bound.BY), start, 0.6, "goal")
    return Verdict(replace(moment.deadline, bound=Bound.BY), start, 0.92, "done by")


def _until(view: View, moment: Moment, end: int, start: int) -> Verdict | None:
    low = view.low
    first, _ = view.sentence(start)
    by = replace(moment.deadline, bound=Bound.BY)
    if _EXTENDS.search(low, first, end):
        asked = _ASKED.search(low, first, start)
        if asked and not _GRANTED.search(low, asked.start(), start):
            return None
        return Verdict(by, start, 0.85 if not view.reports else 0.6, "extension")
    if is_validity(view, start) or moment.shape == "range" or _is_year(moment):
        return None  # "đến năm 2030" is a horizon
    opening = low[first:start].strip(" \t-+*–•")
    if (not opening or opening in {"trước mắt", "riêng"}) and not moment.timed:
        after = _MUST_AFTER.match(low, moment.end)
        if after and not _GOAL.search(low, moment.end, moment.end + 90) and not is_told(view, moment.end):
            return Verdict(by, start, 0.75, "until")
    verb = re.search(
        rf"(?<!\w)(?:{verbs('finish')}|đăng ký|nhận hồ sơ|tiếp nhận|góp ý)(?!\w)[^.;:,]{{0,50}}$",
        low[max(first, start - 80) : start],
    )
    if verb and not _FIGURES.search(low, max(first, start - 40), start):
        return Verdict(by, start, 0.8, "until")
    return None


def _inside(view: View, moment: Moment, end: int, start: int) -> Verdict | None:
    """Read "trong tháng 6": a limit where something is to be done, else the time that is spoken of."""
    low = view.low
    first, last = view.sentence(start)
    by = replace(moment.deadline, bound=Bound.BY)
    before = low[max(first, end - 110) : end]
    if moment.shape in {"each", "days", "range"} or _PAST_TENSE.search(before):
        return None
    wanted = _within_year() if _is_year(moment) else _within()
    if view.quoted(start):
        return None
    if (
        wanted.search(before)
        and (_COMPLETES.search(before) or not _MODIFIES.search(before))
        and not (moment.deadline.kind is DeadlineKind.DATE and _EVENT_WORDS.search(before))
    ):
        return Verdict(by, start, 0.82 if not view.reports else 0.6, "within")
    if not low[first:start].strip(" \t-+*–•"):
        after = low[moment.end : min(last, moment.end + 110)]
        if re.search(r"(?<!\w)(?:phải|hoàn thành|hoàn tất|xong)(?!\w)", after) and not _PAST_TENSE.search(
            after
        ):
            return Verdict(by, start, 0.75, "within, opening")
    return None


def _is_year(moment: Moment) -> bool:
    deadline = moment.deadline
    whole = deadline.kind is DeadlineKind.PERIOD and moment.first_month == 1 and deadline.month == 12
    return (whole and not moment.partial) or deadline.unit == "year"


_COMPLETES = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn tất|xong|trình|ban hành|phê duyệt)(?!\w)(?!\s+(?:nhiệm vụ|chỉ tiêu|kế hoạch)\s+trong)"
)
_PAST_TENSE = re.compile(r"(?<!\w)(?:đã|vừa qua|qua|có \d+|tăng|giảm|đạt)(?!\w)")


def _of_term(view: View, moment: Moment) -> Verdict | None:
    """Read "hạn cuối nộp hồ sơ ngày 15/4/2024", "thời gian hoàn thành là ngày 30/6/2024"."""
    first, _ = view.sentence(moment.cue_end)
    match = _TERM.search(view.low, max(first, moment.cue_end - 90), moment.cue_end)
    if not match or moment.shape == "range" or moment.timed and not match["limit"]:
        return None
    last = re.search(r"(?:cuối|chót|cùng)$", match["limit"] or "")
    if label_reading(match["about"]) != "limit" and not last:
        return None  # "hạn dùng: 01/01/2020"
    return Verdict(replace(moment.deadline, bound=Bound.BY), match.start(), 0.85, "term")


def _at(view: View, moment: Moment) -> Verdict | None:
    """Read "hoàn thành việc lắp đặt vào ngày 22/3", "gửi báo cáo vào cuối tháng 3"."""
    first, _ = view.sentence(moment.cue_end)
    before = view.low[max(first, moment.cue_end - 80) : moment.cue_end]
    match = _AT.search(before)
    if not match or view.reports or view.invites or moment.shape == "range":
        return None
    if _EVENT_WORDS.search(before) or _PAST_TENSE.search(before) or view.quoted(moment.start):
        return None
    day = moment.deadline.kind is DeadlineKind.DATE
    start = moment.cue_end - (len(before) - match.start("at"))
    return Verdict(replace(moment.deadline, bound=Bound.ON if day else Bound.BY), start, 0.8, "at")


def _range(view: View, moment: Moment) -> Verdict | None:
    """Read "từ ngày A đến ngày B": the last day of a window in which something is to be done."""
    low = view.low
    match = re.search(rf"(?<!\w)từ\s+(?:{DAY_WORD}\s*)?$", low[max(0, moment.start - 20) : moment.start])
    start = moment.start - (len(match[0]) if match else 0)
    first, _ = view.sentence(start)
    before = low[max(first, start - 120) : start]
    if moment.timed or view.invites or view.reports or not match:
        return None
    if _EVENT_WORDS.search(before) or _FIGURES.search(before[-60:]) or not _window_verbs().search(before):
        return None
    return Verdict(replace(moment.deadline, bound=Bound.BY), start, 0.7, "window")


def _checked(view: View, moment: Moment, found: Verdict) -> Verdict | None:
    """Lower or drop what lies before the letter; fill in a year from its head where that helps."""
    deadline = found.deadline
    if moment.bare and found.rule not in {"before", "at latest", "done by", "until", "window"}:
        return None
    if deadline.due and view.standing.is_past(deadline.due):
        if not _is_slip(view, deadline.due, moment.end):
            return None
        return replace(found, sure=0.5, rule="slip of the year")
    sure = found.sure * (0.7 if moment.mended else 1)
    if moment.list_start is not None:
        found = replace(found, start=moment.start)
    if deadline.due is None and not _exists(deadline):
        sure = 0.4  # no such day
    elif deadline.due is None and not view.standing.first:
        sure = min(sure, 0.8)
    return replace(found, deadline=view.dated(deadline), sure=sure)


def _exists(deadline: Deadline) -> bool:
    """Say whether the calendar has the day in some year."""
    if deadline.anchor == "lunar" or deadline.unit or not deadline.day or not deadline.month:
        return True
    return with_year(replace(deadline, kind=DeadlineKind.DATE, year=deadline.year or 2024)).due is not None


def _is_slip(view: View, due: dt.date, at: int) -> bool:
    standing = view.standing
    if standing.last is None or is_told(view, at):
        return False
    try:
        meant = due.replace(year=due.year + 1)
    except ValueError:
        return False
    return dt.timedelta(0) <= meant - standing.last <= dt.timedelta(days=_SLIP_DAYS)
