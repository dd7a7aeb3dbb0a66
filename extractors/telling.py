"""Whether what stands behind a name tells somebody to do something, or only what was done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.naming.words import clause_word, clause_words, is_verb
from extractors.naming.work_verbs import work_verb

if TYPE_CHECKING:
    from extractors.clauses import View


_WORD = re.compile(r"[^\W\d_]+")


def is_told(view: View, position: int, end: int) -> bool:
    """Say whether what follows a subject tells it to do something (and does not report what it did)."""
    position = skip_marks(view, position, end)
    if any(says.match(view.folded, position, end) for says in (say.CENTRE, say.LATE, say.FORBIDS)):
        return True
    if say.PAST.match(view.folded, position, end) and not say.PRESSED.match(view.folded, position, end):
        return False
    kind, word = _word_at(view, position, end)
    if not kind:
        return bool(work_verb().match(view.folded, position, end))
    return word in say.TOLD if kind == "link" else True


def works_somehow(view: View, position: int, end: int) -> bool:
    """Say whether an unknown word behind a name may be work: it says not how or what somebody is or was."""
    if say.PAST.match(view.folded, position, end) or say.IS_SOMETHING.match(view.folded, position, end):
        return False
    word = _WORD.match(view.folded, position, end)
    return word is not None and word[0] not in say.STATES


def is_obliged(view: View, position: int, end: int) -> bool:
    """Say whether somebody must do something or do it some way: "phải", "cần", "khẩn trương"."""
    kind, word = _word_at(view, position, end)
    return kind == "manner" or (kind == "link" and word in say.TOLD)


def verb_at(view: View, position: int, end: int) -> bool:
    """Say whether work begins here: "rà soát", "khẩn trương", "là cơ quan đầu mối"."""
    if say.CENTRE.match(view.folded, position, end):
        return True
    kind, word = _word_at(view, position, end)
    return kind not in {"", "link"} or word in say.BEARS


def _word_at(view: View, position: int, end: int) -> tuple[str, str]:
    match = clause_word().match(view.folded, position, end)
    if match is None:
        return "", ""
    word = " ".join(match[0].split())
    if word == "tổ chức" and not is_verb(view.folded, position, match.end(), end):
        return "", ""
    return clause_words()[word], word


def skip_marks(view: View, position: int, end: int) -> int:
    """Return where the next word begins behind blanks, commas, a colon or a dash."""
    while position < end and view.folded[position] in " ,:-–\n":
        position += 1
    return position
