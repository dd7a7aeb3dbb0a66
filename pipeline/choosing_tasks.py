"""Tasks with those who are told and the time limits that govern them, joined by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.naming import read_names
from models.entry import Doubt, EntryAssignee, EntryTask
from models.finding import Assignee, AssigneeKind, Field, Instruction, Role, TaskKind
from models.folding import fold
from pipeline.choosing_direction import is_upward
from pipeline.choosing_header import evidence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.entry import Chosen, EntryDeadline
    from models.finding import Finding
    from models.letter import Letter

Span = tuple[int, int]
REPORTS = frozenset({"báo cáo", "tờ trình"})  # what these ask for, they ask of somebody above
PLANS = frozenset({"kế hoạch", "chương trình", "đề án", "phương án", "quyết định", "quy chế", "nghị quyết"})
PARTNER = "tasks:partner"
UNSURE = 0.75  # below this a person is asked whether a sentence is a task at all
INHERITED = 0.97  # what a name from above loses: the heading may have ended before the task
BY_DEFAULT = 0.85  # how sure it is that the addressees are meant where nobody is named
_OWN_HEAD = re.compile(r"^(?:phó )?(?:chủ tịch|giám đốc|trưởng|chánh|cục trưởng|bộ trưởng|hiệu trưởng)\s+")


@dataclass(frozen=True, slots=True)
class Sender:
    """What the header says of the letter, as far as its tasks depend on it."""

    issuer: str | None
    document_type: str | None
    addressees: tuple[Chosen, ...]


def choose_tasks(
    letter: Letter,
    by_field: Mapping[Field, Sequence[Finding]],
    deadlines: Sequence[EntryDeadline],
    sender: Sender,
) -> tuple[EntryTask, ...]:
    """Return the letter's tasks, each with assignees and deadlines; a general call only where it is alone."""
    found = by_field.get(Field.TASK, ())
    joiner = _Joiner(letter, found, by_field.get(Field.ASSIGNEE, ()), deadlines, sender)
    joined = [joiner.join(finding) for finding in found]
    directives = [task for task in joined if _counts(task, sender)]
    if directives:
        return tuple(_once(directives))
    return tuple(_once([task for task in joined if task.instruction.kind is TaskKind.GENERAL][:1]))


def task_doubts(
    tasks: Sequence[EntryTask], deadlines: Sequence[EntryDeadline], late: Mapping[int, str]
) -> tuple[Doubt, ...]:
    """Return what a person must look at in the tasks and time limits; `late` says why a day is not sure."""
    reasons = {_place(deadlines[number]): reason for number, reason in late.items()}
    found: list[Doubt] = []
    governed: set[Span] = set()
    for number, task in enumerate(tasks):
        governed.update(_place(one) for one in task.deadlines)
        why = [reasons[_place(one)] for one in task.deadlines if _place(one) in reasons]
        if not task.assignees:
            why.append("Văn bản không nói ai thực hiện.")
        if task.evidence.confidence < UNSURE:
            why.append("Câu này có thể không phải là nhiệm vụ.")
        if why:
            evidence = task.evidence
            found.append(
                Doubt(f"tasks.{number}", " ".join(dict.fromkeys(why)), evidence.page, evidence.boxes)
            )
    for number, reason in late.items():
        one = deadlines[number]
        if _place(one) not in governed:
            found.append(Doubt(f"deadlines.{number}", reason, one.evidence.page, one.evidence.boxes))
    return tuple(found)


def _place(one: EntryDeadline) -> Span:
    return one.evidence.start, one.evidence.end


def _counts(task: EntryTask, sender: Sender) -> bool:
    """Say whether an instruction is a task of the register.

    A report orders nothing, but may say below a title which of its own offices does what next.
    What is asked of somebody above is one only where it sets a time limit; what the issuer says of
    itself is none, but in a numbered list (a plan's, a conclusion's) its own office is told like others.
    """
    instruction = task.instruction
    if instruction.kind is TaskKind.REQUEST:
        return bool(task.deadlines)
    if instruction.kind is not TaskKind.DIRECTIVE:
        return False
    leads = [one for one in task.assignees if one.assignee.role is not Role.COOPERATE]
    ordered = task.evidence.rule == "tasks:order" or instruction.row is not None
    reports = sender.document_type in REPORTS
    of_itself = bool(leads) and all(_is_issuer(one, sender) for one in leads)
    own = task.evidence.rule == "tasks:subject" and bool(instruction.scope) and not of_itself
    if not ordered and reports and not own:
        return False
    if of_itself and not ordered and not instruction.scope and sender.document_type not in PLANS:
        return False
    upward = bool(leads) and all(is_upward(sender.issuer, one.assignee.name) for one in leads)
    return not (upward or (reports and not own)) or bool(task.deadlines)


def _is_issuer(one: EntryAssignee, sender: Sender) -> bool:
    """Say whether the letter's own issuer is told: then it says what it does itself, and tells nobody."""
    if not sender.issuer:
        return False
    own, told = fold(sender.issuer).split(), _OWN_HEAD.sub("", fold(one.assignee.name)).split()
    return told[: len(own)] == own or (own[: len(told)] == told and len(told) > 1)


def _once(tasks: Sequence[EntryTask]) -> list[EntryTask]:
    """Drop a task that another one holds whole."""
    spans = {(task.evidence.start, task.evidence.end) for task in tasks}
    kept: list[EntryTask] = []
    for task in tasks:
        own = (task.evidence.start, task.evidence.end)
        if own in spans:
            kept.append(task)
            spans.discard(own)
    return kept


class _Joiner:
    """Gives each task what stands inside it, else what stands in the headings above it."""

    def __init__(
        self,
        letter: Letter,
        tasks: Sequence[Finding],
        assignees: Sequence[Finding],
        deadlines: Sequence[EntryDeadline],
        sender: Sender,
    ) -> None:
        self.letter = letter
        self.assignees = sorted(assignees, key=lambda finding: (finding.start, finding.end))
        self.assignee_starts = [finding.start for finding in self.assignees]
        self.deadlines = sorted(deadlines, key=lambda one: one.evidence.start)
        self.deadline_starts = [one.evidence.start for one in self.deadlines]
        self.sender = sender
        self.tasks = sorted((finding.start, finding.end) for finding in tasks)

    def join(self, finding: Finding) -> EntryTask:
        """Return one instruction with its assignees and deadlines."""
        instruction = finding.value
        assert isinstance(instruction, Instruction)
        page = self.letter.page_of(finding.start, finding.end)
        quality = next((one.quality for one in self.letter.pages if one.number == page), 1.0)
        evidence = evidence_of(self.letter, finding, min(finding.confidence, quality))
        span = (finding.start, finding.end)
        return EntryTask(
            instruction,
            evidence,
            tuple(self._who(span, instruction)),
            tuple(self._when(span, instruction)),
        )

    def _who(self, span: Span, instruction: Instruction) -> list[EntryAssignee]:
        inside = [finding for place in (span, *instruction.details) for finding in self._named(place)]
        told = [finding for finding in inside if finding.rule != PARTNER]
        partners = [finding for finding in inside if finding.rule == PARTNER]
        found = [self._entry(finding) for finding in told]
        if not found:
            found = self._inherited(span, instruction)
        names = {fold(one.assignee.name) for one in found}
        found.extend(self._entry(finding) for finding in partners if fold(_name(finding)) not in names)
        return _distinct(found)

    def _inherited(self, span: Span, instruction: Instruction) -> list[EntryAssignee]:
        """Return those whom the nearest heading names, else the addressees."""
        for scope in reversed(instruction.scope):
            told = [
                one
                for one in self._named(scope)
                if one.rule != PARTNER and not span[0] <= one.start < span[1]
            ]
            if told:
                return [self._entry(finding, instruction.role) for finding in told]
        return [_addressee(one, instruction.role) for one in self.sender.addressees]

    def _named(self, span: Span) -> list[Finding]:
        first = bisect_left(self.assignee_starts, span[0])
        found = []
        for finding in self.assignees[first:]:
            if finding.start >= span[1]:
                break
            if finding.end <= span[1]:
                found.append(finding)
        return found

    def _entry(self, finding: Finding, role: Role | None = None) -> EntryAssignee:
        assignee = finding.value
        assert isinstance(assignee, Assignee)
        if role is not None and role is not assignee.role:
            assignee = replace(assignee, role=role)
        sure = min(finding.confidence, self.letter.confidence(finding.start, finding.end))
        inherited = role is not None
        evidence = evidence_of(self.letter, finding, sure * INHERITED if inherited else sure)
        return EntryAssignee(assignee, evidence, inherited=inherited)

    def _when(self, span: Span, instruction: Instruction) -> list[EntryDeadline]:
        own = [one for place in (span, *instruction.details) for one in self._limits(place)]
        if own:
            return own
        for scope in reversed(instruction.scope):
            limits = [] if self._holds_task(scope, span) else self._limits(scope)
            if limits:
                return limits
        return []

    def _holds_task(self, scope: Span, own: Span) -> bool:
        """Say whether a line above is a task itself, whose time limit is its own."""
        first = bisect_left(self.tasks, (scope[0], 0))
        held = self.tasks[first : first + 1]
        return bool(held) and held[0][1] <= scope[1] and held[0] != own

    def _limits(self, span: Span) -> list[EntryDeadline]:
        first = bisect_left(self.deadline_starts, span[0])
        found = []
        for one in self.deadlines[first:]:
            if one.evidence.start >= span[1]:
                break
            found.append(one)
        return found


def _name(finding: Finding) -> str:
    return finding.value.name if isinstance(finding.value, Assignee) else ""


def _addressee(one: Chosen, role: Role) -> EntryAssignee:
    names = read_names(one.value, fold(one.value), 0).names
    kind = names[0].kind if names else AssigneeKind.BODY
    evidence = replace(one.evidence, confidence=min(one.evidence.confidence, BY_DEFAULT))
    return EntryAssignee(Assignee(one.value, role, kind), evidence, inherited=True)


def _distinct(found: Sequence[EntryAssignee]) -> list[EntryAssignee]:
    seen: set[str] = set()
    kept = []
    for one in found:
        key = fold(one.assignee.name)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
