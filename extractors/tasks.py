"""What the letter tells whom to do: tasks by item, bullet and sentence, with those who are told.

One walk over the outline yields both tasks and assignees: who is told stands in the same
sentence as the work, or in the headings above it, whose places each task keeps in `scope`.
Tables are read in `assignment_tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.assignees import heading_names, partners, product, report_to
from extractors.clauses import Clause, View, kind_of, read_clause
from extractors.naming import read_names
from extractors.outline import outline
from extractors.sections import Sense, opening_sense, title_sense
from extractors.sentences import sentences
from models.finding import Assignee, Field, Finding, Instruction, Role, TaskKind
from models.letter import TextSource, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.naming import Name
    from extractors.outline import Item, Outline
    from models.letter import Letter

Span = tuple[int, int]

TITLE = 60  # characters: a finished sentence longer than this is no title
CONFIDENCE = {
    "order": 0.95,
    "subject": 0.92,
    "imperative": 0.93,
    "order without name": 0.85,
    "delivery": 0.85,
    "item": 0.7,
    "opening": 0.85,
}
_DELIVERY = re.compile(
    r"(?:kết quả|báo cáo|văn bản|hồ sơ|kế hoạch|danh sách|ý kiến|biểu mẫu|phiếu|biên bản|số liệu|tài liệu|bản |thời hạn"
    r"|các (?:báo cáo|văn bản|kế hoạch|ý kiến)|file)[^.;]{0,160}?\b(?:gửi|nộp|báo cáo|thông báo|trình|hoàn thành|lập thành)\b"
)
_DELIVERED = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hạn|sau \d+ ngày|trong thời hạn|trong vòng|về (?:sở|ubnd|uỷ ban|phòng|văn phòng|ban|cục|trung tâm))\b"
)
_BASIS = re.compile(r"(?:căn cứ|theo|trường hợp|tại|ngày|qua|hiện nay)\b")
_HANDS_IN = re.compile(r"\b(?:gửi|nộp|báo cáo|hoàn thành|đăng ký)\b")
_FACT = re.compile(
    r"(?:thời gian|địa điểm|thành phần|kinh phí|số điện thoại|điện thoại|địa chỉ|email|chủ trì|đối tượng|số lượng|hình thức|nội dung chi"
    r"|nguồn|đơn vị tính|sáng|chiều|buổi|phạm vi|phương tiện|trang phục|lịch|ngày|từ \d|lúc|khai mạc|tổng|mức)\b"
)
_PURE_FACT = re.compile(r"(?:thành phần|địa điểm|đối tượng|trang phục|phương tiện|thời gian|kinh phí)\b[^:.;]{0,40}:")
_FACT_LABEL = re.compile(rf"{_FACT.pattern}[^.:;]{{0,60}}:")
_DESCRIPTION = re.compile(
    r"(?:việc|đây là|hiện nay|tuy nhiên|trong năm|tính đến|qua \w+|theo báo cáo|đến nay|nguyên nhân|một số tồn tại|bước \d|luật|nghị định"
    r"|thông tư|quyết định số|nghị quyết số|công văn số|phụ lục|mẫu số|\(|tổng điểm|\d)\b"
)
_ANAPHOR = re.compile(r"(?:(?:các|quý|cơ quan|đơn vị|địa phương|tổ chức|đồng chí|nêu trên|trên|liên quan|có liên quan|và)[\s,]*)+")
_APPROVAL = re.compile(
    r"(?:thống nhất|đồng ý|cho phép|chấp thuận|ghi nhận|biểu dương|đánh giá cao|cơ bản (?:thống nhất|đồng ý)|phê duyệt|công nhận)\b"
)
_APPROVES = re.compile(r"(?:phê duyệt|ban hành (?:kèm theo )?)")
_LEADS_ALL = re.compile(
    r"\b(?:chủ trì|đầu mối|cơ quan thường trực)\b[^.;]{0,120}\b(?:thực hiện|triển khai)\b[^.;]{0,40}\b(?:kế hoạch|chương trình|đề án|phương án)\b"
)
_ADDRESS = re.compile(r"(?<![^\n])\W*kính gửi\b|\bđiện\s*:\s*$")  # "CHỦ TỊCH UBND TỈNH … điện:"


@dataclass(frozen=True, slots=True)
class _Context:
    """What the headings above say of an item."""

    sense: Sense = Sense.OPEN
    scope: tuple[Span, ...] = ()
    named: bool = False  # a heading names who is told
    strict: bool = False  # below "Phê duyệt Đề án …": only what names somebody is an order


@dataclass(slots=True)
class _Task:
    """One task as it is put together."""

    start: int
    end: int
    clause: Clause
    kind: TaskKind
    scope: tuple[Span, ...]
    rule: str
    named: bool  # it or a heading says who is told
    partners: list[Name] = field(default_factory=list)


def tasks(letter: Letter) -> Iterator[Finding]:
    """Yield every instruction of the letter's own text, and everybody who is told by name."""
    walk = _Walk(letter)
    walk.run()
    yield from walk.findings()


class _Walk:
    """Goes through the outline once."""

    def __init__(self, letter: Letter) -> None:
        self.view = View(letter.text, mended=letter.text_source in {TextSource.OCR, TextSource.MIXED})
        self.outline: Outline = outline(letter)
        self.tasks: list[_Task] = []
        self.headings: list[tuple[Name, Role, str]] = []
        self.told: tuple[Span, ...] = ()  # the last sentence that named who is told
        self.leader: tuple[Span, ...] = ()  # where the body stands that is to lead a plan
        self.started = False  # an order has been given
        self.addressed = False  # the letter says "Kính gửi"

    def run(self) -> None:
        for item in self.outline.top():
            if _ADDRESS.search(self.view.folded, item.start, min(item.end, item.start + 200)):
                self.addressed = True
                self._addressed(item)
            elif item.block.zone is Zone.BODY:
                self._visit(item, _Context())

    def findings(self) -> Iterator[Finding]:
        for name, role, rule in self.headings:
            yield _assignee(name, role, 0.95, f"tasks:{rule}")
        for task in self.tasks:
            yield self._finding(task)
            confidence = CONFIDENCE[task.rule]
            for name in task.clause.told:
                yield _assignee(name, task.clause.role, confidence, f"tasks:{task.rule}")
            for name in task.partners:
                yield _assignee(name, Role.COOPERATE, 0.9, "tasks:partner")

    def _finding(self, task: _Task) -> Finding:
        clause = task.clause
        value = Instruction(
            kind=task.kind,
            report_to=report_to(self.view, clause.verb or task.start, task.end),
            product=product(self.view, clause.verb or task.start, task.end),
            scope=task.scope if task.named or self.addressed else (*self.leader, *task.scope),
            role=clause.role,
        )
        return Finding(Field.TASK, value, task.start, task.end, CONFIDENCE[task.rule], f"tasks:{task.rule}")

    def _visit(self, item: Item, context: _Context) -> None:
        if item.children:
            self._parent(item, context)
        else:
            self._leaf(item.start, item.end, item, context)

    def _addressed(self, item: Item) -> None:
        """Pass over the list of addressees; where reading ran the letter's opening into its last entry, read on."""
        context = _Context()
        for child in self.outline.below(item):
            if not child.bullet:
                self._visit(child, context)
                continue
            _, *more = list(sentences(self.view, child.start, child.end)) or [(child.start, child.end)]
            for start, end in more:
                if self.view.folded[:end].rstrip().endswith(":"):
                    context = _Context(opening_sense(self.view.folded[start:end]))
                else:
                    self._leaf(start, end, child, context)

    def _parent(self, item: Item, context: _Context) -> None:
        """Read a heading or an opening sentence, then what stands below it."""
        names = heading_names(self.view, item.start, item.end)
        span = (item.start, item.end)
        if names and context.sense in {Sense.WORK, Sense.OPEN}:
            self.headings.extend((name, Role.LEAD, "heading") for name in names)
            self._below(item, replace(context, sense=Sense.WORK, scope=(*context.scope, span), named=True))
            return
        folded = self.view.folded[item.start : item.end]
        if item.opens_list or not item.marker:
            self._opening(item, context)
            return
        if folded.rstrip().endswith((".", ";")) and len(folded) > TITLE:
            self._leaf(item.start, item.end, item, context)  # a finished item with more paragraphs below it
            self._below(item, replace(context, scope=(*context.scope, span)))
            return
        sense = title_sense(folded)
        if sense is Sense.OPEN:
            sense = context.sense
        self._below(item, replace(context, sense=sense, scope=(*context.scope, span)))

    def _below(self, item: Item, context: _Context) -> None:
        for child in self.outline.below(item):
            self._visit(child, context)

    def _opening(self, item: Item, context: _Context) -> None:
        """Read a paragraph that opens a list; it is a task itself only where the list holds none."""
        *before, last = list(sentences(self.view, item.start, item.end)) or [(item.start, item.end)]
        for start, end in before:
            self._leaf(start, end, item, context)
        folded = self.view.folded[last[0] : last[1]]
        clause = read_clause(self.view, *last, inherited=context.named)
        sense = title_sense(folded) if item.marker else Sense.OPEN
        if sense is Sense.OPEN:
            sense = opening_sense(folded, within=context.sense)
        if sense is Sense.OPEN:
            sense = context.sense
        if context.sense is Sense.GOAL:
            sense = Sense.GOAL
        rules = {"order", "subject"} if item.marker or context.sense is Sense.WORK else {"order"}
        told = clause.told if clause and clause.rule in rules and sense is not Sense.GOAL else ()
        if told and clause:
            sense = Sense.WORK
            if self.addressed and not item.marker and all(_ANAPHOR.fullmatch(name.name.lower()) for name in told):
                told = ()  # "yêu cầu các đơn vị:" are those of "Kính gửi"
        if not item.marker:
            self.told = (last,) if told else ()
        if not told and _DELIVERY.match(folded) and _DELIVERED.search(folded):
            self._leaf(*last, item, context)
        count = len(self.tasks)
        named = context.named or bool(told)
        self.started = self.started or sense is Sense.WORK
        self._lead(last[0], last[1], (last,) if told else context.scope[-1:] if context.named else ())
        strict = context.strict or bool(_APPROVES.match(folded))
        self._below(item, _Context(sense, (*context.scope, last), named, strict))
        real = [t for t in self.tasks[count:] if t.rule in {"imperative", "subject", "item", "order"} and t.kind is TaskKind.DIRECTIVE]
        if clause and sense is Sense.WORK and not real and (told or clause.rule == "imperative" and item.marker):
            task = self._add(clause, last[1], context.scope, "opening", named=context.named)
            self.tasks.insert(count, self.tasks.pop())
            task.partners.extend(partners(self.view, clause.start, last[1]))
        elif told and clause:
            self.headings.extend((name, clause.role, "opening") for name in told)

    def _approved(self, clause: Clause, start: int, end: int) -> Clause:
        """Take as told the body that an approval with a time limit is for: "Thống nhất gia hạn … cho Sở Y tế"."""
        if clause.told or not _APPROVAL.match(self.view.folded, start, end):
            return clause
        for match in re.finditer(r"\b(?:cho|của|đối với|hội)\s+(?=[A-ZĐỦ])|\s(?=(?:Hiệp hội|Công ty|Sở|UBND) )", self.view.raw[start:end]):
            names = read_names(self.view.raw, self.view.folded, start + match.end(), end).names
            if names:
                return replace(clause, told=names[:1])
        return clause

    def _leaf(self, begin: int, finish: int, item: Item, context: _Context) -> None:
        """Read the tasks of one item or paragraph, sentence by sentence."""
        if context.sense is Sense.GOAL:
            return
        current: _Task | None = None
        facts = bool(_PURE_FACT.match(self.view.folded, begin, finish))
        for place, (start, end) in enumerate(sentences(self.view, begin, finish)):
            clause = read_clause(self.view, start, end, inherited=context.named)
            if clause is not None:
                clause = self._approved(clause, start, end)
            if clause and _APPROVAL.match(self.view.folded, start, end) and not _DELIVERED.search(self.view.folded, start, end):
                continue  # "Thống nhất đề nghị của …" tells nobody to do anything
            if clause is None and place == 0 and self._is_item(start, end, item, context):
                clause = Clause(start, end, "item", verb=start)
            if facts and place == 0 and clause and clause.rule != "order":
                continue
            rule = self._accepted(clause, start, end, item, context, first=place == 0, current=current)
            if rule == "delivery" and clause is None:
                clause = Clause(start, end, rule, verb=start)
            if rule is None or clause is None:
                if current is not None and not _is_closing(self.view, start, end):
                    current.end = end
                continue
            if current is not None and not self._new_task(current, clause, rule, item):
                self._aside(clause, end, context)
                current.end = end
                continue
            current = self._add(clause, end, self._scope(context, clause), rule, named=context.named)
            self.started = True
            self._lead(start, end, ((current.start, end),) if clause.told else context.scope[-1:] if context.named else ())
            if clause.told and not item.marker:
                self.told = ((clause.start, end),)
        self._finish(begin, finish)

    def _lead(self, start: int, end: int, who: tuple[Span, ...]) -> None:
        """Remember who is told to lead the whole plan: those lead what names nobody."""
        if who and not self.leader and _LEADS_ALL.search(self.view.folded, start, end):
            self.leader = who

    def _is_item(self, start: int, end: int, item: Item, context: _Context) -> bool:
        """Say whether a numbered item that begins with no verb we know is an order all the same."""
        if context.sense is not Sense.WORK or not item.marker or end - start < 30 or (context.strict and not context.named):
            return False
        return not (_DESCRIPTION.match(self.view.folded, start, end) or _FACT.match(self.view.folded, start, end))

    def _finish(self, begin: int, finish: int) -> None:
        for task in self.tasks:
            if begin <= task.start and task.end <= finish and not task.partners:
                told = {(name.start, name.end) for name in task.clause.told}
                task.partners.extend(
                    name for name in partners(self.view, task.start, task.end) if (name.start, name.end) not in told
                )

    def _accepted(
        self,
        clause: Clause | None,
        start: int,
        end: int,
        item: Item,
        context: _Context,
        *,
        first: bool,
        current: _Task | None,
    ) -> str | None:
        """Return the rule by which a sentence is an order here, None where it is none."""
        folded = self.view.folded
        if _DELIVERY.match(folded, start, end) and _DELIVERED.search(folded, start, end):
            return "delivery" if clause is None or clause.rule != "order" else clause.rule
        if clause is None:
            return None
        if clause.rule in {"order", "item"}:
            return clause.rule
        grouped = bool(clause.told) and clause.told[0].grouped
        if clause.rule == "subject" and not context.scope and self.addressed and grouped:
            return "subject"
        if clause.rule == "order without name":
            return clause.rule if context.sense is Sense.WORK or self.told else None
        if clause.rule == "subject" and (context.sense is Sense.WORK or (not context.scope and self.started)):
            return "subject"
        if context.sense is not Sense.WORK:
            due = clause.rule == "subject" and _HANDS_IN.search(folded, start, end) and _DELIVERED.search(folded, start, end)
            return "subject" if due and context.sense is Sense.FACTS else None
        if clause.rule == "imperative" and _FACT_LABEL.match(folded, start, end):
            return None
        if context.strict and not context.named:
            return None
        if not item.marker and not context.named and clause.verb > start and _BASIS.match(folded, start):
            return None
        return "imperative" if first or current is not None else None

    def _new_task(self, current: _Task, clause: Clause, rule: str, item: Item) -> bool:
        """Say whether a later sentence of the same item is a task of its own: others are told."""
        if rule in {"order", "subject"}:
            old = {name.name.lower() for name in current.clause.told}
            return {name.name.lower() for name in clause.told} != old
        goes_on = re.compile(r"(?:thời hạn|hoàn thành|thời gian)\b").match(self.view.folded, clause.start)
        return rule == "delivery" and not item.marker and not goes_on

    def _aside(self, clause: Clause, end: int, context: _Context) -> None:
        """Keep conditions, prohibitions and accountability inside an item as what they are."""

    def _scope(self, context: _Context, clause: Clause) -> tuple[Span, ...]:
        if context.named or clause.told:
            return context.scope
        return (*self.told, *context.scope)

    def _add(self, clause: Clause, end: int, scope: tuple[Span, ...], rule: str, *, named: bool) -> _Task:
        while end > clause.start and self.view.raw[end - 1] in " ;,./\n":
            end -= 1
        kind = kind_of(self.view, clause, end)
        named = named or bool(clause.told)
        task = _Task(clause.start, max(end, clause.start + 1), clause, kind, scope, rule, named)
        self.tasks.append(task)
        return task


def _is_closing(view: View, start: int, end: int) -> bool:
    return bool(re.compile(r"(?:mọi|trong quá trình|rất mong|trân trọng)\b").match(view.folded, start, end))


def _assignee(name: Name, role: Role, confidence: float, rule: str) -> Finding:
    return Finding(Field.ASSIGNEE, Assignee(name.name, role, name.kind), name.start, name.end, confidence, rule)
