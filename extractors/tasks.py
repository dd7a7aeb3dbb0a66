"""What the letter tells whom to do: tasks by item, bullet and sentence, with those who are told.

One walk over the outline yields both tasks and assignees: who is told stands in the same
sentence as the work, or in the headings above it, whose places each task keeps in `scope`.
Tables are read in `assignment_tables`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors import item_patterns as patterns
from extractors import openings
from extractors.assignees import done_by, partners, product, report_to, role_names
from extractors.attached_plans import attached_plans
from extractors.clauses import Clause, View, by_directing, read_clause
from extractors.headings import is_bare_title, labelled_doers, titled_names
from extractors.kinds import kind_of
from extractors.outline import outline
from extractors.phrase_key import mend_name
from extractors.plan_makers import doers_of_the_rest, place_of
from extractors.sections import Sense, opening_sense, or_else, title_sense
from extractors.sentences import has_own_work, sentences
from extractors.stand_ins import StandIns
from extractors.task_sentences import Context, Place, Span, accepted, aside, is_delivery
from models.finding import Assignee, Field, Finding, Instruction, Role, TaskKind
from models.letter import TextSource, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.naming import Name
    from extractors.outline import Item, Outline
    from models.letter import Letter

LONGEST_TITLE = 300  # characters: a longer item is no title, though its full stop was lost
TITLE = 60  # characters: a finished sentence longer than this is no title
CONFIDENCE = {
    "order": 0.95,
    "subject": 0.92,
    "imperative": 0.9,
    "order without name": 0.8,
    "delivery": 0.85,
    "item": 0.6,
    "opening": 0.8,
    "aside": 0.8,
}
# What a list must hold for the sentence that opens it to be no task itself
REAL = frozenset({"imperative", "subject", "item", "order", "opening"})


@dataclass(slots=True)
class _Task:
    """One task as it is put together."""

    start: int
    end: int
    clause: Clause
    kind: TaskKind
    scope: tuple[Span, ...]
    named: bool  # it or a heading says who is told
    partners: list[Name] = field(default_factory=list)
    details: tuple[Span, ...] = ()
    beside: tuple[Span, ...] = ()  # the bullet before in the same list that says who is told


def tasks(letter: Letter) -> Iterator[Finding]:
    """Yield every instruction of the letter and of the plans it issues, and everybody who is told by name."""
    view = View(letter.text, mended=letter.text_source in {TextSource.OCR, TextSource.MIXED})
    items = outline(letter)
    for plan in (None, *attached_plans(letter)):
        walk = _Walk(view, items, place_of(letter))
        walk.run(plan)
        yield from walk.findings()


class _Walk:
    """Goes once through the letter's own text, or through a plan that came with it."""

    def __init__(self, view: View, items: Outline, place: str) -> None:
        self.view, self.outline, self.place = view, items, place
        self.tasks: list[_Task] = []
        self.headings: list[tuple[Name, Role, str]] = []
        self.told: tuple[Span, ...] = ()  # the last sentence that named who is told
        self.others = StandIns(view)  # who does what names nobody
        self.started = False  # an order has been given
        self.addressed = ""  # the folded lines of "Kính gửi"

    def run(self, plan: Span | None) -> None:
        """Visit all items of the letter's own text, or those of a plan that stands in this stretch."""
        context = Context()
        for item in self.outline.top():
            if plan is not None:
                if plan[0] <= item.start < plan[1]:
                    self._made(item)
                    context = self._visit_below_title(item, Context(), context)
                continue
            reach = min(item.end, item.start + patterns.ADDRESS_REACH)
            if patterns.ADDRESS.search(self.view.folded, item.start, reach):
                last = max((child.end for child in self.outline.below(item)), default=item.end)
                self.addressed = " ".join(self.view.folded[item.start : last].split())
                self._addressed(item)
            elif item.block.zone is Zone.BODY:
                self._made(item)
                context = self._visit_below_title(item, Context(), context)

    def _made(self, item: Item) -> None:
        """Remember who makes a plan, or whom the letter guides, of what stands before its first order."""
        if self.started or self.others.maker or self.addressed or item.marker:
            return
        names = doers_of_the_rest(self.view, (item.start, item.end), self.place)
        if names:
            self.headings.extend((name, Role.LEAD, "maker") for name in names)
            self.others.maker = ((names[0].start, names[-1].end),)

    def findings(self) -> Iterator[Finding]:
        """Yield what was found."""
        for name, role, rule in self.headings:
            yield self._assignee(name, role, CONFIDENCE["order"], f"tasks:{rule}")
        for task in self.tasks:
            yield self._finding(task)
            for name in task.clause.told:
                yield self._assignee(
                    name, task.clause.role, CONFIDENCE[task.clause.rule], f"tasks:{task.clause.rule}"
                )
            for name in task.partners:
                yield self._assignee(name, Role.COOPERATE, CONFIDENCE["subject"], "tasks:partner")

    def _finding(self, task: _Task) -> Finding:
        clause = task.clause
        begin = clause.verb or task.start
        value = Instruction(
            kind=task.kind,
            report_to=report_to(self.view, begin, task.end),
            product=product(self.view, begin, task.end),
            scope=task.scope
            if task.named or self.addressed
            else self.others.scope_of(task.scope, task.beside),
            details=task.details,
            role=clause.role,
        )
        return Finding(
            Field.TASK, value, task.start, task.end, CONFIDENCE[clause.rule], f"tasks:{clause.rule}"
        )

    def _assignee(self, name: Name, role: Role, confidence: float, rule: str) -> Finding:
        said = mend_name(name.name) if self.view.mended else name.name
        value = Assignee(said, role, name.kind)
        return Finding(Field.ASSIGNEE, value, name.start, name.end, confidence, rule)

    def _visit(self, item: Item, context: Context) -> None:
        if item.children:
            self._parent(item, context)
        else:
            self._leaf(item.start, item.end, item, context)

    def _below(self, item: Item, context: Context) -> None:
        titled = context
        for child in self.outline.below(item):
            titled = self._visit_below_title(child, context, titled)

    def _visit_below_title(self, item: Item, context: Context, titled: Context) -> Context:
        """Visit an item; return the context for the next, which a line that only names bodies sets.

        Such a line holds for the paragraphs behind it that have no number, as long as orders are given.
        """
        if item.marker or item.children:
            self._visit(item, context)
            return context
        span = (item.start, item.end)
        if not self.started or context.sense not in {Sense.WORK, Sense.OPEN}:
            self._visit(item, context)
        elif is_bare_title(self.view, *span):
            names = titled_names(self.view, *span)
            self.headings.extend((name, Role.LEAD, "heading") for name in names)
            return replace(context, sense=Sense.WORK, scope=(*context.scope, span), named=True)
        else:
            self._visit(item, titled)
            return titled
        return context

    def _addressed(self, item: Item) -> None:
        """Pass over the addressees; where reading ran the letter's opening into the last of them, read on."""
        context = Context()
        for child in self.outline.below(item):
            if not child.bullet:
                self._visit(child, context)
                continue
            for start, end in list(sentences(self.view, child.start, child.end))[1:]:
                if self.view.folded[:end].rstrip().endswith(":"):
                    context = Context(opening_sense(self.view.folded[start:end]))
                else:
                    self._leaf(start, end, child, context)

    def _parent(self, item: Item, context: Context) -> None:
        """Read a heading or an opening sentence, then what stands below it."""
        span = (item.start, item.end)
        names = titled_names(self.view, *span)
        folded = self.view.folded[item.start : item.end]
        inside = replace(context, scope=(*context.scope, span))
        if names and context.sense in {Sense.WORK, Sense.OPEN}:
            self.headings.extend((name, Role.LEAD, "heading") for name in names)
            self._below(item, replace(inside, sense=Sense.WORK, named=True))
        elif self._detailed(item, context):
            pass
        elif patterns.SLOGANS.search(folded):
            self._leaf(*span, item, context)
            self._below(item, replace(inside, sense=Sense.FACTS))
        elif item.opens_list or not item.marker:
            self._opening(item, context)
        elif self._is_finished(span):
            self._leaf(*span, item, context)  # a finished item with more paragraphs below it
            self._below(item, inside)
        elif openings.is_agenda(self.view, span, context):
            self._below(item, inside)  # the title's "nội dung" is no work here
        else:
            self._below(item, replace(inside, sense=or_else(title_sense(folded), context.sense)))

    def _is_finished(self, span: Span) -> bool:
        """Say whether a numbered item is a whole sentence that tells somebody, and no title."""
        folded = self.view.folded[slice(*span)]
        ended = folded.rstrip().endswith((".", ";")) or len(folded) > LONGEST_TITLE
        if len(folded) > TITLE:
            return ended or is_delivery(self.view, span)
        clause = read_clause(self.view, *span, inherited=False) if ended else None
        return clause is not None and bool(clause.told)

    def _detailed(self, item: Item, context: Context) -> bool:
        """Read an item whose lines below say who does it and when: "- Cơ quan chủ trì: Sở Tư pháp"."""
        details: list[Span] = []
        roles: list[tuple[Name, Role, str]] = []
        for child in self.outline.below(item):
            named = [] if child.children else list(role_names(self.view, child.start, child.end))
            roles.extend((name, role, "detail") for name, role in named)
            if named or patterns.TIME_LINE.match(self.view.folded, child.start, child.end):
                details.append((child.start, child.end))
        facts = title_sense(self.view.folded[item.start : item.end]) is Sense.FACTS
        if not roles or facts or context.sense is Sense.GOAL or openings.calls_together(self.view, item):
            return False
        span = (item.start, item.end)
        clause = read_clause(self.view, *span, inherited=True) or Clause(*span, "item", verb=item.start)
        self.headings.extend(roles)
        task = self._add(replace(clause, told=()), item.end, context.scope, named=True)
        task.details = tuple(details)
        self._find_partners(task)
        self.started = True
        return True

    def _opening(self, item: Item, context: Context) -> None:
        """Read a paragraph that opens a list; it is a task itself only where the list holds none."""
        *before, last = list(sentences(self.view, item.start, item.end)) or [(item.start, item.end)]
        for span in before:
            self._leaf(*span, item, context)
        clause = by_directing(self.view, *last) or read_clause(self.view, *last, inherited=context.named)
        sense = openings.sense_below(self.view, item, last, clause, context)
        told = (
            openings.told_by(clause, item, context, addressed=bool(self.addressed))
            if clause and sense is not Sense.GOAL
            else ()
        )
        asked = bool(told) or bool(clause and clause.rule == "imperative" and item.marker)
        reports = clause is not None and openings.asks_for_parts(self.view, clause, told, item, context)
        if clause and told and self.addressed and openings.means_addressees(told, item):
            sense, told = Sense.WORK, ()
        elif told:
            sense = Sense.WORK
        self._delivers(last, item, context, told=bool(told))
        if not item.marker:
            self.told = (last,) if told else ()
        self.started = self.started or sense is Sense.WORK
        self.others.lead(last, (last,) if told else context.scope[-1:] if context.named else ())
        count = len(self.tasks)
        topic = item.marker != "" and context.sense is Sense.WORK  # "2.1. Ban hành kế hoạch:" among duties
        strict = context.strict or (not topic and bool(patterns.APPROVES.match(self.view.folded, *last)))
        replies = context.replies or bool(patterns.REPLIES.search(self.view.folded, *last))
        named = context.named or bool(told)
        if reports:
            sense = Sense.FACTS
        handed = self._handed_before(before, last) if not named else ()
        scope = (*context.scope, *handed, last)
        self._below(item, Context(sense, scope, named or bool(handed), strict, replies))
        work = reports or (asked and sense is Sense.WORK)
        self._close_opening(context, clause, told, count, work=work)

    def _handed_before(self, before: list[Span], last: Span) -> tuple[Span, ...]:
        """Return the order in front of a bare "Cụ thể như sau:": who is told in it does what stands below."""
        bare = before and patterns.AS_FOLLOWS.fullmatch(self.view.folded, *last)
        task = self.tasks[-1] if bare and self.tasks else None
        told = task is not None and task.clause.told and before[-1][0] <= task.start < before[-1][1]
        return ((task.start, task.end),) if task is not None and told else ()

    def _delivers(self, last: Span, item: Item, context: Context, *, told: bool) -> None:
        """Read an opening that is a delivery: "Báo cáo gửi về Sở Y tế trước ngày …, theo địa chỉ:"."""
        if not told and is_delivery(self.view, last):
            self._leaf(*last, item, context)

    def _close_opening(
        self,
        context: Context,
        clause: Clause | None,
        told: tuple[Name, ...],
        count: int,
        *,
        work: bool,
    ) -> None:
        """Keep an opening as a heading where its list holds tasks, else as a task."""
        if clause is None:
            return
        real = any(task.clause.rule in REAL for task in self.tasks[count:])
        if work and not real:
            task = self._add(replace(clause, rule="opening"), clause.end, context.scope, named=context.named)
            self.tasks.insert(count, self.tasks.pop())
            self._find_partners(task)
        elif told:
            self.headings.extend((name, clause.role, "opening") for name in told)

    def _leaf(self, begin: int, finish: int, item: Item, context: Context) -> None:
        """Read the tasks of one item or paragraph, sentence by sentence."""
        if context.sense is Sense.GOAL:
            return
        count = len(self.tasks)
        current: _Task | None = None
        for number, span in enumerate(sentences(self.view, begin, finish)):
            if current is not None and (self._says_who(current, span) or self._says_when(count, span)):
                continue
            clause = read_clause(self.view, *span, inherited=context.named)
            place = Place(
                context,
                item.marker != "",
                number == 0,
                current is not None,
                self.started,
                self.addressed,
                bool(self.told),
            )
            order = accepted(self.view, clause, span, place)
            if order and current and self._goes_on(order, span, item):
                current = self._begin(order, span, item, self._carried_over(current, context))
            elif current is None or (order and self._is_new(current, order, item, context)):
                current = self._begin(order, span, item, context) if order else current
            elif not self._aside(clause, span):
                current.end = span[1]
        for task in self.tasks[count:]:
            self._find_partners(task)

    def _goes_on(self, order: Clause, span: Span, item: Item) -> bool:
        """Say whether work of its own follows for the same body: a delivery, or a part with its own limit."""
        kept = self.told and self.told[0][0] >= item.start  # all whom the paragraph has told
        if order.rule == "delivery" and not (order.told or item.marker or kept):
            return not patterns.GOES_ON.match(self.view.folded, order.start)
        apart = self.view.raw[: span[0]].rstrip().endswith(";")
        return apart and order.rule == "imperative" and has_own_work(self.view, *span)

    def _carried_over(self, task: _Task, context: Context) -> Context:
        """Return what the headings say, and below them whom the order before told."""
        if not task.clause.told:
            return context
        return replace(context, scope=(*context.scope, (task.start, task.end)), named=True)

    def _begin(self, order: Clause, span: Span, item: Item, context: Context) -> _Task:
        """Start a task with this sentence."""
        order = self._spoken_to(done_by(self.view, order, span[1]))
        if item.marker and not order.told:
            order = replace(order, told=labelled_doers(self.view, order.start, span[1]))
        if order.role is Role.MONITOR and not order.told and self._leads_below(context):
            order = replace(order, role=Role.LEAD)
        scope = context.scope if context.named or order.told else (*self.told, *context.scope)
        task = self._add(order, span[1], scope, named=context.named)
        self._list_beside(task, item)
        self.started = True
        self.others.lead(
            span, ((task.start, span[1]),) if order.told else context.scope[-1:] if context.named else ()
        )
        if order.told and not item.marker and not any(above.marker for above in self.outline.above(item)):
            several = order.rule in {"order", "subject"} and self.told and self.told[0][0] >= item.start
            self.told = ((self.told[0][0] if several else order.start, span[1]),)
        return task

    def _leads_below(self, context: Context) -> bool:
        """Say whether the heading above hands all below it to who leads: "Giao Sở Nội vụ chủ trì, phối hợp …:"."""
        above = context.scope[-1] if context.named and context.scope else (0, 0)
        return "chủ trì" in self.view.folded[slice(*above)]

    def _spoken_to(self, order: Clause) -> Clause:
        """Take "Quý Sở", "Quý đơn vị" for those whom the letter is addressed to, where it says to whom."""
        politely = (
            self.addressed and order.told and all(patterns.YOU.fullmatch(n.name.lower()) for n in order.told)
        )
        return replace(order, told=(), upward=False) if politely else order

    def _list_beside(self, task: _Task, item: Item) -> None:
        """Keep who is told for the bullets behind that name nobody."""
        told = task.clause.told
        if told:
            labelled = self.view.raw[told[-1].end : told[-1].end + 1] == ":"
            self.others.name_in_list(item.parent, (task.start, task.end), labelled=labelled)
        elif item.bullet and task.clause.rule == "imperative":
            task.beside = self.others.beside(item.parent)

    def _says_who(self, task: _Task, span: Span) -> bool:
        """Take "Đơn vị thực hiện: Phòng Y tế; phối hợp: …" behind a task as those who do it."""
        roles = [(name, role, "detail") for name, role in role_names(self.view, *span)]
        self.headings.extend(roles)
        if roles:
            task.details, task.named = (*task.details, span), True
        return bool(roles)

    def _says_when(self, count: int, span: Span) -> bool:
        """Take "Thời gian hoàn thành: trước ngày …" behind several orders as the time for each of them."""
        timed = len(self.tasks) > count + 1 and bool(patterns.TIME_LINE.match(self.view.folded, *span))
        for task in self.tasks[count:] if timed else ():
            task.details = (*task.details, span)
        return timed

    def _is_new(self, current: _Task, order: Clause, item: Item, context: Context) -> bool:
        """Say whether a later sentence of the same item is a task of its own: others are told, or it is no item."""
        if current.kind is TaskKind.ACCOUNTABILITY:
            return True  # who answers for what is no part of what is to be done
        if order.rule in {"order", "subject"}:
            return {n.name.lower() for n in order.told} != {n.name.lower() for n in current.clause.told}
        if order.rule == "imperative" and not item.marker and context.named:
            return not current.clause.told  # each sentence of a plain paragraph below a body's name
        goes_on = patterns.GOES_ON.match(self.view.folded, order.start)
        return order.rule == "delivery" and not item.marker and not goes_on

    def _aside(self, clause: Clause | None, span: Span) -> bool:
        """Keep conditions and blame inside an item as what they are, and leave them out of its task."""
        kind = aside(self.view, clause, span)
        if kind is not None:
            told = Clause(span[0], span[1], "aside", verb=span[0])
            self.tasks.append(_Task(span[0], span[1], told, kind, (), named=True))
        return kind is not None or bool(patterns.CLOSING.match(self.view.folded, *span))

    def _add(self, clause: Clause, end: int, scope: tuple[Span, ...], *, named: bool) -> _Task:
        task = _Task(
            clause.start,
            max(end, clause.start + 1),
            clause,
            kind_of(self.view, clause, end),
            scope,
            named or bool(clause.told),
        )
        self.tasks.append(task)
        return task

    def _find_partners(self, task: _Task) -> None:
        """Find who is to help, and leave off the mark at the end."""
        while task.end > task.start + 1 and self.view.raw[task.end - 1] in " ;,./\n":
            task.end -= 1
        told = {(name.start, name.end) for name in task.clause.told}
        found = partners(self.view, task.start, task.end)
        task.partners = [
            *task.clause.helpers,
            *(name for name in found if (name.start, name.end) not in told),
        ]
