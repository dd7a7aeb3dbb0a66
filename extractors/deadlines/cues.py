"""Is this day or period a time limit? The words right before it decide, and what the sentence tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.deadlines.exclusions import is_cutoff, is_in_force, is_told, is_validity
from extractors.deadlines.periods import first_day
from extractors.deadlines.standing_work import done_in_year, handed_on, is_first_time, labels_work, lasts
from extractors.deadlines.vocabulary import any_of, cues, label_reading, words
from extractors.deadlines.words import BEFORE_WORD, DAY_WORD
from models.finding import Bound, DeadlineKind

if TYPE_CHECKING:
    from extractors.deadlines.context import View
    from extractors.deadlines.words import Moment
    from models.finding import Deadline

WINDOW = 60
"""How far back from a day its cue may begin."""

_FILLERS = any_of(
    (
        *("là", "vào", "ngày", "thời điểm", "lúc", "nhất", "cuối cùng", "cuối", "mốc", "thời gian"),
        *("này", "khoảng", "dự kiến", "tối đa"),
    )
)
_CUE_WORD = rf"(?:{any_of(cues())}|{BEFORE_WORD})"
# "chậm nhất là vào ", "hoàn thành xong trước ", "thời hạn đến hết "
_CHAIN = re.compile(rf"(?<!\w)(?<!gia )(?>(?:{_CUE_WORD}|{_FILLERS})(?!\w)[\s,:(\"-]*)+$")
_WORDS = re.compile(rf"(?<!\w)(?<!gia ){_CUE_WORD}(?!\w)")
_BEFORE_LAST = re.compile(rf"{BEFORE_WORD}\s+(?:cuối\s+)?$")
# "hạn cuối nộp hồ sơ ngày", "thời hạn gửi báo cáo về Sở là ngày"
_TERM = re.compile(
    r"""(?<!\w)(?<!gia\ )(?<!có\ )
        (?: (?P<limit> thời\s+hạn | hạn(?:\s+(?:cuối\s+cùng|cuối|chót))? ) | thời\s+gian )
        (?P<about>(?:\s+[^\W\d]+){1,9}?) \s* (?:(?:là|vào|đến|hết|:)\s*)*$""",
    re.VERBOSE,
)
_LAST_CALL = re.compile(r"(?:cuối|chót|cùng)$")
_AT = re.compile(rf"{words('hand in')}[^.;:,]{{0,60}}?(?<!\w)(?P<at>vào)\s+(?:dịp\s+)?$")
# "Tổ chức sơ kết, rút kinh nghiệm vào | cuối tháng 12"
_REVIEWED_AT = re.compile(
    r"\b(?:sơ kết|tổng kết|đánh giá|rút kinh nghiệm|kiểm tra)\b[^.;:,]{0,60}?(?<!\w)(?P<at>vào)\s+(?:dịp\s+)?$"
)
_HELD_AT = re.compile(r"(?<!\w)vào\s+$")
_PLANNED = re.compile(rf"{words('planned')}\s+(?:(?!{words('hand in')})\w+\s+){{0,6}}$")
_IN_PERIOD = re.compile(rf"{words('finish', 'act')}[^.;:]{{0,80}}?(?<!\w)trong\s*$")
_IN_YEAR = re.compile(rf"{words('close')}[^.;:,]{{0,60}}?(?<!\w)trong\s*$")
_CLOSES = re.compile(rf"{words('close')}(?!\s+(?:nhiệm\s+vụ|chỉ\s+tiêu|kế\s+hoạch)\s+trong)")
_SPOKEN_OF = re.compile(rf"{words('spoken of')}(?:\s+(?!hoàn|xong|trình|gửi)\w+){{0,4}}\s+trong\s*$")
# "báo cáo kết quả về Sở trong", "báo cáo tình hình ngay trong": what is handed in, and not what is spoken of
_RESULT_TO = re.compile(
    r"(?:kết quả|số liệu|tình hình|nội dung)(?:\s+(?:về|cho|lên|tới|đến|ngay)(?!\w)[^.;:,]*?)?\s+trong\s*$"
)
# "làm việc với nhà thầu, báo cáo kết quả trong": the result of what stands before
_RESULT_OF = re.compile(
    r"[,;]\s+(?:và\s+)?(?:gửi |tổng hợp )?báo cáo (?:[^.;:,]{0,60}\s)?kết quả\s+trong\s*$"
)
_RIGHT_AWAY = re.compile(r"(?<!\w)ngay\s+trong\s*$")
# "nếu có sự cố, báo cáo ngay trong ngày", "hằng ngày … trong ngày": the day is that of something else
_ANY_DAY = re.compile(r"(?<!\w)(?:nếu|khi|trường hợp|hằng|hàng|mỗi|từng|định kỳ|thường xuyên|các ca)(?!\w)")
_HANDED_NEAR = re.compile(rf"{words('hand in', 'close')}[^.;:]{{0,60}}?(?<!\w)trong\s*$")
_PAST = re.compile(rf"{words('past')}|(?<!\w)có\s+\d+(?!\w)")
_CHANGED = re.compile(words("changed"))
_GATHERING = re.compile(words("gathering"))
_LAST_PART = re.compile(r"[,;]\s")  # "cho học sinh nghỉ học trong ngày 07/9, thông báo trong ngày 05/9"
# "Chủ trì tổ chức Hội thi … vào ngày 09/11": to hold it is the task
_HOLDS = re.compile(
    r"(?:(?:chủ trì|tham mưu|phối hợp(?:\s+với)?\s+[^,;:]{3,80}|(?:sở|phòng|ban|trường|đoàn|hội)\s[^,;:]{3,50})?,?\s*)?"
    r"tổ chức\s+(?:hội thi|hội diễn|hội thao|hội nghị|tập huấn|lễ|hội thảo|diễn tập"
    r"|ngày hội|giải|đêm|tuần|toạ đàm|lớp)(?!\w)"
)
_FIGURES = re.compile(words("figures"))
_WINDOW_VERB = re.compile(words("finish", "act", "window"))
_EXTENDS = re.compile(rf"{words('extend')}[^.;]{{0,120}}?(?<!\w)(?:đến|tới|sang|thành)(?:\s+hết)?\s*$")
# "lùi thời hạn từ ngày A sang ngày B": A is the limit no longer
_MOVED = re.compile(rf"{words('extend')}[^.;]{{0,120}}?(?<!\w)(?:sang|thành)(?:\s+hết)?\s*$")
_ASKED = re.compile(rf"{words('ask')}[^.;]*$")
_GRANTED = re.compile(words("grant"))
_GOAL = re.compile(rf"{words('goal')}|%")
_MUST_AFTER = re.compile(rf"[^.;]{{0,90}}?{words('must')}")
_COMPLETE = re.compile(words("complete"))
_DUTY = re.compile(rf"{words('complete')}|(?<!\w)phải(?!\w)")
# "Trong tháng 4/2019, | toàn bộ các trường tổ chức …": who works in that time
_ALL_WORK = re.compile(
    r"\s*,\s*(?:(?:toàn bộ|tất cả) )?các [^,.;:]{3,60}? (?:phải|cần|tổ chức|hoàn thành|triển khai|rà soát|báo cáo"
    r"|xây dựng|thực hiện|kiểm tra|lập|gửi)(?!\w| được)"
)
_FOR_NOW = re.compile(r"trước mắt,?\s*")
_HANDED = re.compile(rf"{words('finish', 'receive')}[^.;:,]{{0,50}}$")
# "nộp hồ sơ về Sở Nội vụ (qua bộ phận một cửa) đến hết ngày": farther off, for what is only handed in
_TAKEN_UNTIL = re.compile(rf"{words('receive')}[^.;:]{{0,160}}$")
_WHOLE_DAY = re.compile(r"(?<!\w)đến\s+hết\b")
_DONE_ALREADY = re.compile(r"(?<!\w)(?:đã|chưa|vừa|cơ\s+bản|được)\s+$")
_LOOKED_AT = re.compile(r"(?<!\w)qua\s+(?:[^\W\d]+[\s,]+){1,8}$")  # "qua kiểm tra từ ngày A đến ngày B"
_PLAN_BEFORE = re.compile(rf"{words('planned')}[^.;:]*$")
# "Trước ngày 01/7/2025, cấp huyện còn 12 phòng": how things stood
_STOOD = re.compile(
    r"\s*,\s*(?:[^\W\d]+\s+){1,6}?(?:còn|đã|chỉ\s+có|có\s+\d|là\s+\d)(?!\w)"
    r"(?![^.;]{0,80}(?<!\w)(?:phải|báo\s+cáo|gửi|hoàn\s+thành)(?!\w))"
)
_REACHED = re.compile(r"\s*,?\s*(?:(?:là|chỉ|mới|ước)\s+)*(?:đạt|chiếm|tăng|giảm|bằng)(?!\w)")
_FROM = re.compile(rf"(?<!\w)từ\s+(?:{DAY_WORD}\s*)?$")
# "Từ nay đến ngày …:", "Giai đoạn 1 (từ ngày … đến ngày …): tuyên truyền": when the work behind it is done
_PHASE = re.compile(r"(?:(?:giai\s+đoạn|đợt|bước|tuần|vòng)\s+\w{1,4}\s*[:(,-]*\s*)?")
_NOW_PHASE = re.compile(rf"{_PHASE.pattern}từ\s+nay\s+")
_FROM_NOW = re.compile(r"(?<!\w)từ\s+nay\s+$")
_PHASE_WORK = re.compile(rf"\s*\)?\s*[:,]\s*(?:[^.;:]{{0,60}}?\s)?{words('finish', 'act', 'window')}")
_ITEM_NUMBER = re.compile(r"^\s*(?:[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[.)/]\s")
_OPENING_MARKS = " \t-+*–•"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A moment is a time limit: with its value, where its words begin, how sure, and why."""

    deadline: Deadline
    start: int
    sure: float
    rule: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The cue words before a moment: `view.low[start:end]`, from the sentence that begins at `sentence`."""

    start: int
    end: int
    sentence: int


def judge_by_cue(view: View, moment: Moment) -> Verdict | None:
    """Return the time limit that the words before a moment make of it, None where they make none."""
    low, at = view.low, moment.cue_end
    block = view.letter.block_at(moment.start)
    floor = max(block.start if block else 0, at - WINDOW)
    chain = _CHAIN.search(low, floor, at)
    found = _by_chain(view, moment, chain) if chain else None
    if found is None and not moment.bare:
        found = _of_term(view, moment) or _at(view, moment)
    if found is None and moment.shape == "range":
        found = _range(view, moment)
    return found or _moved(view, moment) or _labelled(view, moment) or _on_its_day(view, moment)


def _labelled(view: View, moment: Moment) -> Verdict | None:
    """Read "Tháng 4/2025: Xây dựng phiếu khảo sát": when the work behind the colon is done."""
    day = moment.deadline.kind is DeadlineKind.DATE  # that of a visit or a meeting, as a rule
    told = moment.timed or day or view.reports or view.invites or _is_year(moment)
    if told or not labels_work(view, moment) or not _is_worked(view, moment):
        return None
    opening = _opening(view, view.sentence(moment.cue_end)[0], moment.cue_end)
    if not re.fullmatch(rf"{_PHASE.pattern}(?:từ)?", opening):
        return None
    return Verdict(replace(moment.deadline, bound=Bound.BY), moment.start, 0.65, "phase")


def _on_its_day(view: View, moment: Moment) -> Verdict | None:
    """Read "hằng tuần báo cáo, lần đầu vào ngày 14/3", and "gửi về Sở Y tế ngày 14/3"."""
    dated = moment.deadline.kind is DeadlineKind.DATE and moment.shape == "day" and not moment.bare
    first = view.sentence(moment.cue_end)[0]
    if view.reports or view.invites or not dated or _PAST.search(view.low, first, moment.cue_end):
        return None
    if not (is_first_time(view, moment, first) or handed_on(view, moment, first)):
        return None
    return Verdict(replace(moment.deadline, bound=Bound.ON), moment.start, 0.7, "on its day")


def _moved(view: View, moment: Moment) -> Verdict | None:
    """Read "lùi thời hạn từ ngày A sang ngày B": B is the limit now."""
    first = view.sentence(moment.cue_end)[0]
    match = _MOVED.search(view.low, max(first, moment.cue_end - 160), moment.cue_end)
    if match is None or moment.bare or _asked_only(view, match.start(), first):
        return None
    if _GATHERING.search(match[0]):
        return None  # a meeting put off
    return Verdict(
        replace(moment.deadline, bound=Bound.BY), moment.start, 0.6 if view.reports else 0.85, "extension"
    )


def _asked_only(view: View, at: int, first: int) -> bool:
    """Say whether somebody asks for more time here and nobody grants it."""
    asked = _ASKED.search(view.low, first, at)
    return bool(asked) and not _GRANTED.search(view.low, asked.start() if asked else at, at)


def _by_chain(view: View, moment: Moment, chain: re.Match[str]) -> Verdict | None:
    said = list(_WORDS.finditer(view.low, chain.start(), chain.end()))
    if not said:
        return None
    forces = {_force(word[0]) for word in said}
    cue = Cue(said[0].start(), chain.end(), view.sentence(said[0].start())[0])
    if _PLANNED.search(view.low, max(cue.sentence, cue.start - 60), cue.start):
        return None  # "dự kiến hoàn thành trong quý II": somebody's own plan, told
    for force, read in (
        ("before", _before),
        ("limit", _limit),
        ("done", _done),
        ("within", _within),
        ("until", _until),
    ):
        if force in forces:
            return read(view, moment, cue)
    return None


def _force(word: str) -> str:
    """Return the cue's force; "trước" (and how OCR reads it) is the one that shuts the day itself out."""
    bound, force = cues().get(" ".join(word.split()), ("before", "limit"))
    return "before" if bound == "before" else force


def _by(moment: Moment, cue: Cue, sure: float, rule: str) -> Verdict:
    return Verdict(replace(moment.deadline, bound=Bound.BY), cue.start, sure, rule)


def _before(view: View, moment: Moment, cue: Cue) -> Verdict | None:
    opens = not view.low[cue.sentence : cue.start].strip(_OPENING_MARKS)
    if is_cutoff(view, cue.start, moment) or (opens and _STOOD.match(view.low, moment.end)):
        return None
    deadline = moment.deadline
    if deadline.kind is DeadlineKind.DATE:
        return Verdict(replace(deadline, bound=Bound.BEFORE), cue.start, 0.97, "before")
    if not _BEFORE_LAST.search(view.low, cue.start, cue.end) or deadline.unit == "year":
        return None
    if moment.partial or moment.shape == "relative":
        return _by(moment, cue, 0.85, "before the end of a period")
    if _is_year(moment) and not _COMPLETE.search(view.low, max(cue.sentence, cue.start - 25), cue.end):
        return None  # "xây dựng trước năm 2010" is a fact
    value = replace(first_day(moment).deadline, bound=Bound.BEFORE)
    return Verdict(value, cue.start, 0.85, "before a period")


def _limit(view: View, moment: Moment, cue: Cue) -> Verdict | None:
    return None if is_in_force(view, cue.start) else _by(moment, cue, 0.96, "at latest")


def _done(view: View, moment: Moment, cue: Cue) -> Verdict | None:
    if _DONE_ALREADY.search(view.low, max(0, cue.start - 12), cue.start):
        return None
    if _GOAL.search(view.low, max(cue.sentence, cue.start - 60), cue.start):
        return _by(moment, cue, 0.6, "goal")
    return _by(moment, cue, 0.92, "done by")


def _until(view: View, moment: Moment, cue: Cue) -> Verdict | None:
    """Read "đến ngày D": the end of an extension, of a duty that opens the sentence, of a handing in."""
    low = view.low
    if _EXTENDS.search(low, cue.sentence, cue.end):
        if _asked_only(view, cue.start, cue.sentence):
            return None
        return _by(moment, cue, 0.6 if view.reports else 0.85, "extension")
    if (
        is_validity(view, cue.start)
        or _REACHED.match(low, moment.end)
        or moment.shape == "range"
        or _is_year(moment)
    ):
        return None  # "đến năm 2030" is a horizon
    if not low[cue.sentence : cue.start].strip(_OPENING_MARKS) and not moment.timed:
        after = _MUST_AFTER.match(low, moment.end)
        if after and not _GOAL.search(low, moment.end, moment.end + 90) and not is_told(view, moment.end):
            return _by(moment, cue, 0.75, "until")
    goes_on = False
    handed = _HANDED.search(low, max(cue.sentence, cue.start - 80), cue.start)
    if handed is None and _WHOLE_DAY.match(low, cue.start):
        handed = _TAKEN_UNTIL.search(low, max(cue.sentence, cue.start - 200), cue.start)
        goes_on = moment.deadline.kind is DeadlineKind.DATE and not view.reports
        goes_on = goes_on and lasts(view, _opening(view, cue.sentence, cue.start), cue.sentence, cue.start)
    if _NOW_PHASE.fullmatch(_opening(view, cue.sentence, cue.start) + " ") and _is_worked(view, moment):
        return _by(moment, cue, 0.65, "phase")
    if _FROM_NOW.search(low, max(cue.sentence, cue.start - 12), cue.start) and not view.reports:
        work = _WINDOW_VERB.search(low, max(cue.sentence, cue.start - 120), cue.start)
        handed = handed or work
    figures = _FIGURES.search(low, max(cue.sentence, cue.start - 40), cue.start)
    return _by(moment, cue, 0.8 if handed else 0.65, "until") if (handed or goes_on) and not figures else None


def _opening(view: View, first: int, at: int) -> str:
    """Return the words before `at` in its sentence, without the item's number."""
    return _ITEM_NUMBER.sub("", view.low[first:at]).strip(_OPENING_MARKS)


def _is_worked(view: View, moment: Moment) -> bool:
    """Say whether work is told behind a span that opens its sentence, and not what has been or a meeting."""
    last = view.sentence(moment.start)[1]
    work = _PHASE_WORK.match(view.low, moment.end, last)
    after = view.low[moment.end : min(last, moment.end + 110)]
    return bool(work) and not _GATHERING.search(after) and not _PAST.search(after)


def _within(view: View, moment: Moment, cue: Cue) -> Verdict | None:
    """Read "trong tháng 6": a limit where something is to be done, else the time that is spoken of."""
    low = view.low
    before = low[max(cue.sentence, cue.end - 110) : cue.end]
    told = _PAST.search(before) or _CHANGED.search(_LAST_PART.split(before)[-1])
    if moment.shape in {"each", "days", "range"} or told or view.quoted(cue.start):
        return None
    if _PLAN_BEFORE.search(before) and not _ASKED.search(low, cue.sentence, cue.start):
        return None  # "dự kiến hoàn thành thủ tục trong quý IV"
    if moment.shape == "running":
        return _running(view, moment, cue, before)
    wanted = _IN_YEAR if _is_year(moment) else _IN_PERIOD
    dated = moment.deadline.kind is DeadlineKind.DATE
    meeting = dated and _GATHERING.search(_LAST_PART.split(before)[-1])
    spoken_of = _SPOKEN_OF.search(before) and not _CLOSES.search(before)
    if spoken_of and view.standing.first and (dated or _is_result(view, moment)):
        spoken_of = None if _RESULT_TO.search(before) else spoken_of
    at_once = dated and _RIGHT_AWAY.search(before)
    opening = _opening(view, cue.sentence, cue.start)
    phase = _PHASE.fullmatch(opening or "-")
    year = _is_year(moment) and not view.reports and done_in_year(view, moment, opening, before)
    if (wanted.search(before) or at_once or phase or year) and not meeting and not spoken_of:
        return _by(moment, cue, 0.6 if view.reports else 0.82, "within")
    if not _FOR_NOW.sub("", low[cue.sentence : cue.start]).strip(_OPENING_MARKS):
        after = low[moment.end : min(view.sentence(cue.start)[1], moment.end + 110)]
        work = _DUTY.search(after) or (not view.reports and _ALL_WORK.match(after))
        if work and not _PAST.search(after) and not _GATHERING.search(after):
            return _by(moment, cue, 0.75, "within, opening")
    return None


def _is_result(view: View, moment: Moment) -> bool:
    """Say whether "báo cáo kết quả trong tháng 4" sets a month for what has just been ordered."""
    first, last = view.sentence(moment.start)
    ordered = _RESULT_OF.search(view.low, first, moment.cue_end)
    return bool(ordered) and not _WORDS.search(view.low, moment.end, last)


def _running(view: View, moment: Moment, cue: Cue, before: str) -> Verdict | None:
    """Read "gửi về Sở trong ngày", "trình Giám đốc trong tuần": the day or week in which the letter is written."""
    if view.reports or view.invites or not _HANDED_NEAR.search(before):
        return None
    if _ANY_DAY.search(view.low, cue.sentence, cue.start):
        return None
    if _SPOKEN_OF.search(before) and not _RIGHT_AWAY.search(before):
        return None  # "báo cáo kết quả hoạt động trong tuần"
    return _by(moment, cue, 0.6, "running")


def _is_year(moment: Moment) -> bool:
    deadline = moment.deadline
    whole = deadline.kind is DeadlineKind.PERIOD and moment.first_month == 1 and deadline.month == 12
    return (whole and not moment.partial) or (deadline.unit == "year" and moment.shape == "relative")


def _of_term(view: View, moment: Moment) -> Verdict | None:
    """Read "hạn cuối nộp hồ sơ ngày 15/4/2024", "thời gian hoàn thành là ngày 30/6/2024"."""
    first = view.sentence(moment.cue_end)[0]
    match = _TERM.search(view.low, max(first, moment.cue_end - 90), moment.cue_end)
    if not match or moment.shape == "range" or (moment.timed and not match["limit"]):
        return None
    moved = _MOVED.search(view.low, max(first, moment.cue_end - 160), moment.cue_end)
    if moved or _FROM.search(view.low, max(0, moment.start - 20), moment.start):
        return None  # "lùi thời hạn gửi báo cáo từ ngày … sang ngày …"
    if label_reading(match["about"]) != "limit" and not _LAST_CALL.search(match["limit"] or ""):
        return None  # "hạn dùng: 01/01/2020"
    return Verdict(replace(moment.deadline, bound=Bound.BY), match.start(), 0.85, "term")


def _at(view: View, moment: Moment) -> Verdict | None:
    """Read "hoàn thành việc lắp đặt vào ngày 22/3", "gửi báo cáo vào cuối tháng 3"."""
    first = view.sentence(moment.cue_end)[0]
    floor = max(first, moment.cue_end - 80)
    before = view.low[floor : moment.cue_end]
    match = _AT.search(before) or (_REVIEWED_AT.search(before) if moment.partial else None)
    session = moment.timed and moment.deadline.time is None  # "sáng 20/9"; an hour is that of a meeting
    at = session or (not moment.timed and _HELD_AT.search(before))
    held = at and _HOLDS.match(_opening(view, first, moment.cue_end))
    if held and not (view.reports or view.invites or moment.shape == "range"):
        return Verdict(replace(moment.deadline, bound=Bound.ON), moment.start, 0.6, "held")
    if not match or view.reports or view.invites or moment.shape == "range":
        return None
    if _GATHERING.search(before) or _PAST.search(before) or view.quoted(moment.start):
        return None
    bound = Bound.ON if moment.deadline.kind is DeadlineKind.DATE else Bound.BY
    return Verdict(replace(moment.deadline, bound=bound), floor + match.start("at"), 0.8, "at")


def _range(view: View, moment: Moment) -> Verdict | None:
    """Read "từ ngày A đến ngày B": the last day of a window in which something is to be done."""
    low = view.low
    opened = _FROM.search(low, max(0, moment.start - 20), moment.start)
    meets = moment.timed and moment.deadline.time is None  # "sáng ngày …", "từ 8h ngày …"
    if not opened or meets or view.invites or view.reports:
        return None
    first = view.sentence(opened.start())[0]
    if _PHASE.fullmatch(_opening(view, first, opened.start())) and _is_worked(view, moment):
        return Verdict(replace(moment.deadline, bound=Bound.BY), opened.start(), 0.65, "phase")
    before = low[max(first, opened.start() - 120) : opened.start()]
    if _GATHERING.search(before) or _FIGURES.search(before[-60:]) or not _WINDOW_VERB.search(before):
        return None
    if _LOOKED_AT.search(before):
        return None
    return Verdict(replace(moment.deadline, bound=Bound.BY), opened.start(), 0.7, "window")
