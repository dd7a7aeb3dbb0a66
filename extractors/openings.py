"""What a sentence that opens a list says: whom it tells, and whether work, facts or contents stand below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import item_patterns as patterns
from extractors.sections import Sense, opening_sense, or_else, title_sense
from extractors.which import points_below

if TYPE_CHECKING:
    from extractors.clauses import Clause, View
    from extractors.naming import Name
    from extractors.outline import Item
    from extractors.task_sentences import Context, Span

MANY_WORDS = 7  # words of a name before which "các" stands: "Phòng Giáo dục và Đào tạo các huyện"


def sense_below(view: View, item: Item, last: Span, clause: Clause | None, context: Context) -> Sense:
    """Say what stands below an opening, whose last sentence is `last` and says `clause`."""
    if context.sense is Sense.GOAL:
        return Sense.GOAL
    folded = view.folded[last[0] : last[1]]
    parts = (item.marker and patterns.HOLDS.match(folded)) or is_agenda(view, last, context)
    if parts or calls_together(view, item) or patterns.STEP.match(folded):
        return Sense.FACTS
    # "1. Yêu cầu các cơ quan sau: …" is no title of aims
    orders = clause is not None and clause.rule == "order"
    titled = title_sense(folded) if item.marker and not orders else Sense.OPEN
    return or_else(titled, or_else(opening_sense(folded, within=context.sense), context.sense))


def calls_together(view: View, item: Item) -> bool:
    """Say whether a paragraph calls a meeting or invites to it: when, where and with whom stand below it."""
    folded = view.folded[item.start : item.end]
    announced = not item.marker and patterns.ANNOUNCES.search(folded.rstrip(" :\n"))
    return bool(announced or patterns.INVITES.search(folded))


def is_agenda(view: View, title: Span, context: Context) -> bool:
    """Say whether "Nội dung" stands below the call to a meeting: what is below it is spoken of there."""
    facts = context.sense is Sense.FACTS and bool(context.scope)
    if not facts or not patterns.CONTENTS.match(view.folded, *title):
        return False
    above = view.folded[slice(*context.scope[-1])].rstrip(" :\n")
    return bool(patterns.ANNOUNCES.search(above) or patterns.INVITES.search(above))


def told_by(clause: Clause, item: Item, context: Context, *, addressed: bool) -> tuple[Name, ...]:
    """Return whom an opening tells; a bare subject outside a list is who speaks."""
    many = addressed and all(_is_many(name) for name in clause.told)
    told = clause.rule == "order" or (
        clause.rule == "subject" and (item.marker != "" or context.sense is Sense.WORK or many)
    )
    return clause.told if told else ()


def means_addressees(told: tuple[Name, ...], item: Item) -> bool:
    """Say whether "các đơn vị" in the letter's opening only means those of "Kính gửi"."""
    return not item.marker and all(patterns.ANAPHOR.fullmatch(name.name.lower()) for name in told)


def asks_for_parts(view: View, clause: Clause, told: tuple[Name, ...], item: Item, context: Context) -> bool:
    """Say whether the list below names the contents of what is to be handed in or made."""
    if context.sense is Sense.GOAL or points_below(told):
        return False
    words = view.folded[clause.verb : clause.end].strip(" :\n")
    if words.startswith("("):  # a note before what is asked for
        words = words.partition(")")[2].lstrip()
    made = clause.rule == "imperative" and item.marker != "" and context.sense is Sense.WORK
    asked = bool(told) or made or clause.rule == "order without name"
    below = (
        patterns.REPORTS_ON.match(words)
        or patterns.MADE_OF.match(words)
        or patterns.STEPS_BELOW.search(words)
    )
    return bool(asked and below)


def _is_many(name: Name) -> bool:
    """Say whether a name means bodies of many places: "các sở", "Trạm Y tế các xã"."""
    return name.grouped or "các" in name.name.split()[1:MANY_WORDS]
