"""The parts behind the pages: typed values, accounts, uploads, charts, the graph, answers kept a while."""

import datetime as dt
import threading
import time

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from models.errors import CongvanError, UsageError
from models.finding import Bound, DeadlineKind, Field, Relation
from models.register import DocumentLine, PerformanceRow, WeekRow
from pipeline.calendar import calendar_of
from pipeline.citation_graph import MOST, citation_graph
from pipeline.cli import cli
from pipeline.settings import load
from pipeline.typed import is_bare_day, typed_day, typed_hour, typed_value
from pipeline.typed_deadline import typed_deadline
from pipeline.uploads import safe_name
from review.charts import bars, share_line, week_lines
from review.lately import Lately
from review.step import box_of, spans_of

ISSUED, RECEIVED = dt.date(2024, 3, 4), dt.date(2024, 3, 6)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Field.ISSUED_ON, "Đông Hải, ngày 05 tháng 3 năm 2024", "2024-03-05"),
        (Field.ISSUED_ON, "5/3/2024", "2024-03-05"),
        (Field.ISSUED_ON, "05.03.2024", "2024-03-05"),
        (Field.ISSUED_ON, "2024-03-05", "2024-03-05"),
        (Field.NUMBER_SYMBOL, "Số: 1789 / QĐ - UBND", "1789/QĐ-UBND"),
        (Field.NUMBER_SYMBOL, "33-CT/TU", "33-CT/TU"),
        (Field.SUBJECT, "V/v rà soát hồ sơ.", "Rà soát hồ sơ"),
        (Field.ADDRESSEE, "- Phòng Nội vụ;", "Phòng Nội vụ"),
        (Field.PLACE, "Đông Hải, ngày 05", "Đông Hải"),
        (Field.DOCUMENT_TYPE, "THÔNG BÁO", "thông báo"),
        (Field.SIGNING_CAPACITY, "KT. CHỦ TỊCH", "KT. CHỦ TỊCH"),
        (Field.NUMBER_SYMBOL, "842/ubnd-vhtt", "842/UBND-VHTT"),
        (Field.NUMBER_SYMBOL, "12/qd-ttg", "12/QĐ-TTg"),
        (Field.NUMBER_SYMBOL, "74/ttr-sgdđt", "74/TTr-SGDĐT"),
        (Field.NUMBER_SYMBOL, "30/2020/nđ-cp", "30/2020/NĐ-CP"),
    ],
)
def test_what_is_typed_or_picked_becomes_the_fields_own_value(field, text, value):
    """A date, a symbol and a body's name come out as the register writes them."""
    assert typed_value(field, text) == value


@pytest.mark.parametrize("text", ["", "hôm qua", "31/02/2024", "ngày 5 tháng 13 năm 2024"])
def test_a_text_without_a_day_is_refused(text):
    """Nothing is guessed where no day stands."""
    with pytest.raises(UsageError):
        typed_day(text)


@given(st.dates(min_value=dt.date(1945, 9, 2), max_value=dt.date(2100, 1, 1)))
def test_every_day_is_read_however_it_is_written(day):
    """All written forms of a day give that day."""
    for text in (f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat()):
        assert typed_day(text) == day
        assert is_bare_day(text)
    assert typed_day(f"ngày {day.day} tháng {day.month} năm {day.year}") == day


def test_hours_are_read_as_they_are_written():
    """The hour of a deadline may be written in three ways."""
    assert [typed_hour(text) for text in ("17 giờ 00", "8h30", "16:00", "không")] == [
        "17:00",
        "08:30",
        "16:00",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "kind", "due", "bound"),
    [
        ("15/3/2024", DeadlineKind.DATE, "2024-03-15", Bound.BY),
        ("trước ngày 15/3/2024", DeadlineKind.DATE, "2024-03-15", Bound.BEFORE),
        ("5 ngày làm việc", DeadlineKind.DURATION, "2024-03-13", Bound.BY),
        ("tháng 6/2024", DeadlineKind.PERIOD, "2024-06-30", Bound.BY),
        ("trước ngày 20 hằng tháng", DeadlineKind.RECURRING, None, Bound.BEFORE),
    ],
)
def test_a_typed_deadline_is_read_by_the_letters_grammar(tmp_path, text, kind, due, bound):
    """What a person types is counted as if the letter said it."""
    calendar = calendar_of(load({}, data=str(tmp_path)))

    found = typed_deadline(text, calendar, issued_on=ISSUED, received_on=RECEIVED).deadline

    assert (found.kind, found.due and found.due.isoformat(), found.bound) == (kind, due, bound)


def test_a_text_that_names_no_deadline_is_refused(tmp_path):
    """No deadline is invented."""
    with pytest.raises(UsageError):
        typed_deadline("sớm", calendar_of(load({}, data=str(tmp_path))), issued_on=None, received_on=None)


@given(st.text(max_size=300))
def test_no_uploaded_name_is_a_path(name):
    """A name is plain, short and visible, or it is refused."""
    try:
        safe = safe_name(name + ".pdf")
    except CongvanError:
        return

    assert "/" not in safe
    assert "\\" not in safe
    assert not safe.startswith((".", "~"))
    assert safe.isprintable()
    assert len(safe.encode()) <= 200


@given(st.text(max_size=80))
def test_a_selection_from_outside_is_only_numbers(text):
    """Whatever is sent as spans or a box gives spans and a box, or nothing."""
    assert all(start >= 0 and end >= 0 for start, end in spans_of(text))
    box = box_of(text)
    assert box is None or box.x0 <= box.x1


def test_accounts_are_kept_from_the_command_line(tmp_path):
    """Adding, listing, a new password and locking work without the pages."""
    run = CliRunner()

    def congvan(*words):
        return run.invoke(cli, ["--data", str(tmp_path), "users", *words])

    added = congvan("add", "Lan.Nguyen", "--role", "van-thu", "--password", "mat-khau-dai")
    assert (added.exit_code, "lan.nguyen" in added.output) == (0, True)
    assert congvan("password", "lan.nguyen", "--password", "mat-khau-khac").exit_code == 0
    assert congvan("disable", "lan.nguyen").exit_code == 0
    assert "(đã khóa)" in congvan("list").output
    assert congvan("add", "x", "--password", "ngắn").exit_code != 0


def test_bars_are_as_long_as_their_counts():
    """The segments of a body's bar add up to its share of the longest."""
    long = PerformanceRow(1, "Sở Xây dựng", 10, 1, 2, 1, 0, 3, 1, 2, 1)
    short = PerformanceRow(2, "Sở Y tế", 5, 5, 0, 0, 0, 0, 0, 0, 0)

    first, second = bars((long, short))

    assert sum(part.width for part in first.segments) == pytest.approx(100, abs=0.1)
    assert sum(part.width for part in second.segments) == pytest.approx(50, abs=0.1)
    assert sum(part.count for part in first.segments) == long.given


def test_lines_stay_inside_their_chart():
    """No point leaves the picture, also where all counts are nothing."""
    for top in (0, 3, 1_000_000):
        weeks = tuple(WeekRow(dt.date(2026, 1, 1) + dt.timedelta(weeks=n), n, top, 0, n) for n in range(12))
        chart = week_lines(weeks)
        for line in chart.lines:
            assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y, _ in line.dots)


def test_a_share_goes_from_month_to_month_inside_its_chart():
    """A line of shares says per cents, and its months are written as in Vietnam."""
    chart = share_line([("2026-01", 0.5), ("2026-02", 0.0), ("2026-03", 1.0)])

    assert [count for _, _, count in chart.lines[0].dots] == [50, 0, 100]
    assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y, _ in chart.lines[0].dots)
    assert chart.labels[0][1] == "01/2026"


def test_the_graph_puts_causes_left_and_effects_right():
    """What a document names stands left of it, what names it right; the rest is counted."""
    documents = [document(number) for number in range(1, MOST + 6)]
    links = [(1, 2, Relation.BASIS), *((number, 1, Relation.AMENDS) for number in range(3, MOST + 6))]

    graph = citation_graph(1, documents, links)

    x = {node.document.id: node.x for node in graph.nodes}
    assert x[2] < x[1] < x[3]
    assert graph.left_out == len(documents) - 2 - MOST
    assert sum(edge.acts for edge in graph.edges) == MOST


def document(number):
    return DocumentLine(number, "quyết định", f"{number}/QĐ-UBND", None, None, None, False, 0, 0)


def test_a_dear_answer_is_computed_once_in_its_time():
    """The answer is kept for its seconds and then computed anew."""
    now, computed = [0.0], []
    lately = Lately(60, clock=lambda: now[0])

    def answer():
        computed.append(now[0])
        return len(computed)

    assert [lately.get("a", answer), lately.get("a", answer)] == [1, 1]
    now[0] = 61
    assert lately.get("a", answer) == 2
    assert lately.get("b", answer) == 3


def test_an_old_dear_answer_is_given_at_once_while_a_new_one_is_computed():
    """Whoever asks in the grace time does not wait; after it the answer is computed first."""
    now, begun, may_end = [0.0], threading.Event(), threading.Event()
    lately = Lately(60, stale=100, clock=lambda: now[0])
    assert lately.get("a", lambda: "old") == "old"

    def slow():
        begun.set()
        may_end.wait(10)
        return "new"

    now[0] = 61
    assert lately.get("a", slow) == "old"
    assert begun.wait(10)
    assert lately.get("a", pytest.fail) == "old"
    may_end.set()
    while lately.get("a", slow) == "old":
        time.sleep(0.01)
    now[0] = 300
    assert lately.get("a", lambda: "newer") == "newer"
