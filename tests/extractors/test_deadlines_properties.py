"""Write a limit from the grammar and read it back; any text gives valid places and raises nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st
from letters import letter_of

from extractors.deadlines import deadlines, deadlines_plain
from models.finding import Bound, Deadline, DeadlineKind
from pipeline.calendar import Calendar
from pipeline.deadlines import resolve

ISSUED = dt.date(2024, 3, 20)
HEAD = "[motto]\nĐông Hải, ngày 20 tháng 3 năm 2024\n"
OPENINGS = ["Gửi báo cáo về Sở Nội vụ", "Các đơn vị hoàn thành", "UBND các xã nộp danh sách"]
BOUNDS = {
    "trước ngày": Bound.BEFORE,
    "chậm nhất ngày": Bound.BY,
    "chậm nhất là ngày": Bound.BY,
    "muộn nhất ngày": Bound.BY,
    "không quá ngày": Bound.BY,
    "xong trước ngày": Bound.BEFORE,
}
DAYS = [
    "{d.day:02}/{d.month}/{d.year}",
    "{d.day}/{d.month:02}/{d.year}",
    "{d.day:02} tháng {d.month:02} năm {d.year}",
    "{d.day}-{d.month}-{d.year}",
    "{d.day:02}.{d.month:02}.{d.year}",
]
UNITS = {"ngày làm việc": "working_day", "ngày": "day", "tháng": "month"}
ANCHORS = {
    "nhận được văn bản này": "receipt",
    "nhận được Công văn này": "receipt",
    "ký": "issue",
    "ban hành Kế hoạch này": "issue",
    "nhận đủ hồ sơ hợp lệ": "event",
}
EVERY = {"hằng tháng": "month", "hàng quý": "quarter", "hằng năm": "year", "định kỳ 6 tháng": "half"}

# Scraps of the grammar in any order: what a reader makes of a page that went wrong.
SCRAPS = st.lists(
    st.sampled_from(
        [
            *("trước", "ngày", "tháng", "năm", "quý", "II", "chậm nhất", "đến", "hết", "trong", "từ", "đến"),
            *("hằng", "định kỳ", "05", "31/12", "15/3/2024", "30/02/2024", "kể từ", "nhận được", "văn bản"),
            *(
                "16h00",
                "thứ Sáu",
                "tuần",
                "(",
                ")",
                ",",
                ";",
                ".",
                ":",
                "“",
                "”",
                "6 tháng",
                "và",
                "lần",
                "/",
            ),
            *("âm lịch", "hoàn thành", "báo cáo", "thời hạn", "Thời gian thực hiện:", "tết", "khi", "sau"),
        ]
    ),
    max_size=30,
).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=200), SCRAPS)


def only(sentence):
    found = list(deadlines(letter_of(f"{HEAD}[body]\n{sentence}\n")))
    assert len(found) == 1, found
    return found[0].value


@given(
    opening=st.sampled_from(OPENINGS),
    cue=st.sampled_from(sorted(BOUNDS)),
    day=st.dates(dt.date(2024, 3, 20), dt.date(2030, 12, 31)),
    form=st.sampled_from(DAYS),
    clock=st.one_of(st.none(), st.times()),
)
def test_a_written_day_is_read_back(opening, cue, day, form, clock):
    """Day, hour and bound come back whatever the separators."""
    hour = f" {clock.hour:02} giờ {clock.minute:02}," if clock else ""
    words = cue.replace(" ngày", f"{hour} ngày")

    limit = only(f"{opening} {words} {form.format(d=day)}.")

    assert (limit.kind, limit.due, limit.bound) == (DeadlineKind.DATE, day, BOUNDS[cue])
    assert limit.time == (f"{clock.hour:02}:{clock.minute:02}" if clock else None)


@given(
    day=st.dates(dt.date(2024, 3, 20), dt.date(2025, 3, 19)).filter(lambda day: day != dt.date(2024, 2, 29))
)
def test_a_day_without_a_year_falls_on_or_after_the_letter(day):
    """The year is taken so that the day lies within the year that follows the letter."""
    limit = only(f"Gửi báo cáo trước ngày {day.day:02}/{day.month}.")

    assert limit.due is None
    assert resolve(limit, ISSUED, None, Calendar()).deadline.due == day


@given(
    amount=st.integers(1, 90),
    unit=st.sampled_from(sorted(UNITS)),
    anchor=st.sampled_from(sorted(ANCHORS)),
    cue=st.sampled_from(["trong thời hạn", "trong vòng", "chậm nhất", "không quá", "trong"]),
)
def test_a_span_of_time_is_read_back(amount, unit, anchor, cue):
    """Amount, unit and what is counted from come back."""
    limit = only(f"Gửi báo cáo {cue} {amount:02} {unit} kể từ ngày {anchor}.")

    assert (limit.kind, limit.amount, limit.unit) == (DeadlineKind.DURATION, amount, UNITS[unit])
    assert (limit.anchor, limit.bound) == (ANCHORS[anchor], Bound.BY)


@given(
    every=st.sampled_from(sorted(EVERY)), day=st.integers(1, 31), cue=st.sampled_from(["trước", "chậm nhất"])
)
def test_what_recurs_is_read_back(every, day, cue):
    """The period and the day in it come back, in either order."""
    for sentence in (
        f"{every.capitalize()}, {cue} ngày {day}, báo cáo.",
        f"Báo cáo {cue} ngày {day} {every}.",
    ):
        limit = only(sentence)
        assert (limit.kind, limit.every, limit.day) == (DeadlineKind.RECURRING, EVERY[every], day)


@given(text=ANY_TEXT)
@example("trước ngày 31/12 31/12/2024 âm lịch năm sau")
def test_any_text_gives_valid_places(text):
    """Places lie within the text, confidences within 0…1; nothing is raised, also when dated."""
    letter = letter_of(
        f"{HEAD}[body]\n{text}\n[table]\nNội dung | Thời hạn\n{text} | {text}\n[annex]\n{text}\n"
    )
    for one in deadlines(letter):
        assert 0 <= one.start < one.end <= len(letter.text)
        assert 0 <= one.confidence <= 1
        assert isinstance(one.value, Deadline)
        resolve(one.value, ISSUED, ISSUED, Calendar())
        resolve(one.value, None, None, Calendar())


@given(text=ANY_TEXT)
@example("Gửi truớc ngảy 15/3. Chi trả truớc tết.")
@example("Xong cuối tuần. Nộp thứ hai tuần sau. Họp hôm nay. Báo cáo ngay lập tức.")
def test_leaving_out_plain_stretches_changes_nothing(text):
    """The cheap look beforehand finds exactly what reading everything finds."""
    letter = letter_of(f"{HEAD}[body]\n{text}\n")

    assert list(deadlines(letter)) == list(deadlines_plain(letter))


@settings(max_examples=12, deadline=None)
@given(
    scrap=st.sampled_from(
        ["1/2/", "15/3/2024, ", "trước ngày ", "hằng tháng, ", "5 ngày kể từ khi ", "đến đến "]
    )
)
def test_time_grows_with_length_alone(scrap):
    """Four times the text takes no more than some four times as long, whatever it repeats."""

    def seconds(size):
        text = scrap * (size // len(scrap))
        letter = letter_of("x")
        block = dataclasses.replace(letter.blocks[0], end=len(text))
        letter = dataclasses.replace(letter, text=text, blocks=(block,), words=())
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            list(deadlines(letter))
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(40_000) < 10 * seconds(10_000) + 0.05
