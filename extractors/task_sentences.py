"""Whether a sentence is an order where it stands, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extractors import item_patterns as item
from extractors import order_patterns as say
from extractors.assignees import delivered_by, doers, heading_names
from extractors.clauses import Clause
from extractors.headings import labelled_doers
from extractors.naming import read_names
from extractors.naming.work_verbs import work_verb
from extractors.sections import Sense, title_sense
from extractors.vocabulary import table
from models.finding import AssigneeKind, TaskKind
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.clauses import View

Span = tuple[int, int]
BRACKET = 120  # characters: how far before an order its bracket may open


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above say of an item."""

    sense: Sense = Sense.OPEN
    scope: tuple[Span, ...] = ()
    named: bool = False  # a heading names who is told
    strict: bool = False  # below "Phê duyệt Đề án …": only what names somebody is an order
    replies: bool = False  # below "có ý kiến như sau:", which may open an explanation as well as orders


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: in a numbered item or a plain paragraph, first or later in it."""

    context: Context
    marked: bool
    first: bool
    follows: bool  # an order stands before it in the same item
    started: bool  # the letter has begun to order
    addressed: str  # the folded lines of "Kính gửi"
    told: bool  # a sentence before named who is told


def accepted(view: View, clause: Clause | None, span: Span, place: Place) -> Clause | None:
    """Return the clause if the sentence is an order here, with the rule that made it one."""
    start, end = span
    if is_delivery(view, span) and (clause is None or clause.rule != "order"):
        return _delivery(view, clause, span)
    barred = (say.OWN_FORCE, item.TOO_LATE, item.STEP, item.NUMBERED)
    if any(bar.match(view.folded, start, end) for bar in barred) or _tells_a_fact(view, clause, span):
        return None
    if clause is None:
        return _unread(view, span, place)
    if _only_tells(view, clause, span, place):
        return None
    clause = _approved_for(view, clause, span)
    rules = {
        "order": place.context.sense is not Sense.FACTS or not _bracketed(view, clause),
        "order without name": place.context.sense is Sense.WORK or place.told,
        "subject": _subject_counts(view, clause, span, place),
        "imperative": _imperative_counts(view, clause, span, place),
    }
    return clause if rules.get(clause.rule) else None


def _only_tells(view: View, clause: Clause, span: Span, place: Place) -> bool:
    """Say whether a sentence that reads like an order says who somebody is, what is approved, a step, a fact."""
    step = place.context.sense is Sense.FACTS and _is_a_step(view, clause, span)
    fact = place.first and _is_fact(view, clause, span, marked=place.marked)
    return step or fact or _only_approves(view, span) or _lists_somebody(view, clause, span)


def _unread(view: View, span: Span, place: Place) -> Clause | None:
    """Return the clause of an item of work that names its doer late, or begins with no verb we know."""
    duty = place.context.sense is Sense.WORK and place.first and place.marked
    by = (doers(view, span) or labelled_doers(view, *span)) if duty else ()
    if by:
        return Clause(*span, "subject", by, verb=span[0])
    told = _is_item(view, span, place) and not _labelled_fact(view, span)
    return Clause(*span, "item", verb=span[0]) if told else None


def _delivery(view: View, clause: Clause | None, span: Span) -> Clause:
    """Return the clause of a delivery, with those whose paper it is."""
    by = delivered_by(view, span)
    if by or clause is None:
        return Clause(*span, "delivery", by, verb=span[0])
    return replace(clause, rule="delivery")


def _tells_a_fact(view: View, clause: Clause | None, span: Span) -> bool:
    """Say whether a fact stands behind a label: "Tiếp xúc cử tri: Dự kiến từ ngày 25/4", but no work with its days."""
    rule = clause.rule if clause else ""
    if rule == "order" or not item.LABELLED_FACT.match(view.folded, *span):
        return False
    return rule != "imperative" or not item.DATED_WORK.match(view.folded, *span)


def aside(view: View, clause: Clause | None, span: Span) -> TaskKind | None:
    """Say what a sentence inside an item is that is no part of its task: a condition, blame, a ban."""
    if item.BLAMES.match(view.folded, *span) or (
        clause and say.ACCOUNTABLE.match(view.folded, clause.verb, span[1])
    ):
        return TaskKind.ACCOUNTABILITY
    if item.TOO_LATE.match(view.folded, *span):
        return TaskKind.CONDITIONAL
    if clause and say.TROUBLE.match(view.folded, clause.start, span[1]):
        return TaskKind.CONDITIONAL
    return None


def _lists_somebody(view: View, clause: Clause, span: Span) -> bool:
    """Say whether an item only says who somebody is: "Ông Trần Văn An - Giám đốc Ban Quản lý …"."""
    person = bool(clause.told) and all(name.kind is AssigneeKind.PERSON for name in clause.told)
    post = person and item.WITH_POST.fullmatch(view.raw, clause.told[-1].end, span[1])
    return bool(post) and view.raw[clause.verb : clause.verb + 1].isupper()


def _is_a_step(view: View, clause: Clause, span: Span) -> bool:
    """Say whether "đề nghị …" goes on with what somebody does in a procedure: "Đảng ủy xét, đề nghị cấp trên tặng"."""
    before = view.folded[span[0] : clause.start].rstrip()
    return clause.rule == "order" and before.endswith((",", ";")) and not say.OPENER.match(before.lstrip())


def _bracketed(view: View, clause: Clause) -> bool:
    """Say whether an order stands in a remark in brackets: "(giao các tổ trưởng mời)"."""
    before = view.raw[max(0, clause.start - BRACKET) : clause.start]
    return "(" in before.rpartition(")")[2].rpartition("\n")[2]


def _is_fact(view: View, clause: Clause, span: Span, *, marked: bool) -> bool:
    """Say whether an item gives a time, a place, or what was found, under its label."""
    pure = clause.rule != "order" and bool(item.PURE_FACT.match(view.folded, *span))
    marked = marked or bool(item.DEMANDS.match(view.folded, *span))
    return pure or (marked and clause.rule == "imperative" and _labelled_fact(view, span))


def _labelled_fact(view: View, span: Span) -> bool:
    """Say whether a title before a colon says that facts or aims follow: "Ưu điểm: Chi bộ đã …"."""
    end = span[1]
    label = say.LABEL.match(view.folded, *span)
    if label is None:
        return False
    if item.MUST.match(view.folded, label.end(), end):
        return False  # "Dự toán thu: phải tính đúng, tính đủ …"
    return title_sense(label[0].rstrip(" :\n")) in {Sense.FACTS, Sense.GOAL}


def is_delivery(view: View, span: Span) -> bool:
    """Say whether a sentence is a delivery, such as "Báo cáo gửi về Sở Y tế trước ngày …", and no bare title."""
    if item.DELIVERY_TITLE.match(view.folded, *span):
        return False
    return bool(item.DELIVERY.match(view.folded, *span) and item.DELIVERED.search(view.folded, *span))


def _is_item(view: View, span: Span, place: Place) -> bool:
    """Say whether a numbered item that begins with no verb we know is an order all the same."""
    start, end = span
    if not (place.first and place.marked) or place.context.sense is not Sense.WORK:
        return False
    loose = (place.context.strict or place.context.replies) and not place.context.named
    short = end - start < item.SHORT_ITEM and not work_verb().match(view.folded, start, end)
    if short or loose or say.NOTE.match(view.folded, start, end) or heading_names(view, start, end):
        return False
    if item.DUE.match(view.folded, start, end):
        return True
    names = read_names(view.raw, view.folded, start, end)
    if names.names and not view.folded[names.end : end].strip(" .;,"):
        return False  # "Ông Trần Văn An - Phó Trưởng phòng": somebody, and nothing to do
    told_past = bool(names.names) and say.PAST.match(view.folded, names.end, end)
    if told_past or say.CONTACT.search(view.folded, start, end):
        return False
    return not any(
        pattern.match(view.folded, start, end) for pattern in (item.DESCRIPTION, item.FACT, item.APPROVAL)
    )


def _only_approves(view: View, span: Span) -> bool:
    return bool(item.APPROVAL.match(view.folded, *span)) and not item.DELIVERED.search(view.folded, *span)


def _approved_for(view: View, clause: Clause, span: Span) -> Clause:
    """Take as told the body that an approval with a time limit is for: "Thống nhất gia hạn … cho Sở Y tế"."""
    if clause.told or not item.APPROVAL.match(view.folded, *span):
        return clause
    for match in item.APPROVED_FOR.finditer(view.raw, *span):
        names = read_names(view.raw, view.folded, match.end(), span[1]).names
        if names:
            return replace(clause, told=names[:1])
    return clause


def _subject_counts(view: View, clause: Clause, span: Span, place: Place) -> bool:
    """Say whether "Sở Y tế chủ trì …" tells and does not report."""
    sense = place.context.sense
    if sense is Sense.WORK:
        return True
    obliged = bool(item.OBLIGED.match(view.folded, clause.verb, span[1]))
    if sense is Sense.OPEN and place.marked and (place.started or obliged):
        return True  # a numbered item among orders, below a title that only says what they are about
    if not place.context.scope:  # a paragraph of its own
        grouped = bool(clause.told) and clause.told[0].grouped
        return place.started or bool(place.addressed and grouped) or _is_spoken_to(clause, place)
    above = view.folded[slice(*place.context.scope[-1])]
    if item.STEPS_BELOW.search(above):
        return False
    if place.addressed and _means_all(view, clause, place):
        return True
    hands_in = item.HANDS_IN.search(view.folded, *span) and item.DELIVERED.search(view.folded, *span)
    funds = (
        clause.told and item.FUNDS.match(view.folded, clause.verb, span[1]) and item.OF_FUNDS.search(above)
    )
    dated = place.marked and item.ON_DAYS.search(view.folded, clause.verb, span[1])
    return bool(hands_in) or (sense is Sense.FACTS and bool(funds or dated))


def _means_all(view: View, clause: Clause, place: Place) -> bool:
    """Say whether the addressees, or "các cơ quan, đơn vị" for them, do it below a title that tells no findings."""
    above = view.folded[slice(*place.context.scope[-1])]
    meant = bool(clause.told) and all(item.ALL_OF_THEM.fullmatch(fold(name.name)) for name in clause.told)
    return (meant or _is_spoken_to(clause, place)) and not item.FOUND.search(above)


def _is_spoken_to(clause: Clause, place: Place) -> bool:
    """Say whether a sentence is about the letter's own addressees: what they do is what they are asked to do."""
    whole = all(" " in name.name for name in clause.told)  # "Sở" is part of many
    return bool(clause.told) and whole and all(_is_addressed(fold(name.name), place) for name in clause.told)


def _is_addressed(name: str, place: Place) -> bool:
    """Say whether "Kính gửi" has a name, written out or in short: "Sở GDĐT", "các Sở Giáo dục và Đào tạo"."""
    long = " ".join(_long_forms().get(word, word) for word in name.split())
    return name in place.addressed or long.removeprefix("các ") in place.addressed


@cache
def _long_forms() -> Mapping[str, str]:
    return {fold(row["short"]): fold(row["long"]) for row in table("body_abbreviations")}


def _imperative_counts(view: View, clause: Clause, span: Span, place: Place) -> bool:
    """Say whether "Rà soát …" is an order: below a heading or an opening that orders."""
    context = place.context
    handed = context.sense is Sense.FACTS and place.marked and item.HANDED_BY.search(view.folded, *span)
    if (handed and context.scope) or _goes_on_ordering(view, clause, span, place):
        return True
    if context.sense is not Sense.WORK or not (place.first or place.follows):
        return False
    if item.FACT_LABEL.match(view.folded, *span):
        return False
    if context.named:
        return True
    late = clause.verb > span[0] + len(' "')
    story = not place.marked and late and item.STORY.match(view.folded, *span)
    return not (context.strict or story or (context.replies and (late or not place.marked)))


def _goes_on_ordering(view: View, clause: Clause, span: Span, place: Place) -> bool:
    """Say whether a paragraph behind the orders begins with work: "Báo cáo kết quả về Sở Y tế trước ngày …"."""
    top = place.context.sense is Sense.OPEN and not place.context.scope and not place.marked
    begins = clause.verb <= span[0] + len(' "') and not view.raw[slice(*span)].isupper()
    return top and begins and place.first and place.started and not item.FACT_LABEL.match(view.folded, *span)
