"""Verbs that end a name and are too short to open an order by themselves: "các Điện lực | phát tờ rơi".

As a syllable of another word they end nothing: "tái phát", "hạ tầng". Which words those are is said
beside each verb, and found in the phrases of names and of work.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.patterns import alternatives
from extractors.vocabulary import compounds, syllables, table
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = (("name_phrases", "phrase"), ("assignee_heads", "head"))
_WORK = ("clause_words", "word")
_PAIR = 2  # syllables


@cache
def work_verbs() -> frozenset[str]:
    """The verbs, folded."""
    return frozenset(fold(row["verb"]) for row in table("work_verbs"))


@cache
def work_verb() -> re.Pattern[str]:
    """Such a verb here, which is no syllable of another word."""
    return re.compile(work_verb_source())


@cache
def work_verb_source() -> str:
    """The same as the source of a pattern, for a longer one."""
    behind = sorted({rf"\b{re.escape(before)} {re.escape(verb)}" for before, verb in _behind()})
    ahead = sorted({f"(?<=\\b{re.escape(verb)}) {re.escape(after)}(?!\\w)" for verb, after in _ahead()})
    inside = "".join(rf"(?<!{pair})" for pair in behind)
    return rf"(?:{alternatives(work_verbs())})(?!\w){inside}(?!{'|'.join(ahead)})"


def _behind() -> Iterator[tuple[str, str]]:
    """Yield each syllable and the verb that makes a word with it: "tái phát"."""
    for row in table("work_verbs"):
        for before in filter(None, row["not_behind"].split(";")):
            yield fold(before), fold(row["verb"])
    for words in syllables(*_NAMES, _WORK):
        if len(words) < _PAIR or words[-1] not in work_verbs():
            continue
        if len(words) == _PAIR or words[0] != "tổ":
            yield words[-2], words[-1]
    yield from (pair for pair in compounds() if pair[1] in work_verbs())


def _ahead() -> Iterator[tuple[str, str]]:
    """Yield each verb and the syllable that makes a word with it: "hạ tầng"."""
    for row in table("work_verbs"):
        for after in filter(None, row["not_before"].split(";")):
            yield fold(row["verb"]), fold(after)
    for words in syllables(*_NAMES):
        yield from (pair for pair in pairwise(words) if pair[0] in work_verbs())
