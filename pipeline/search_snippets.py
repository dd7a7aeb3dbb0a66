"""The piece of a text that shows best why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.register import Snippet
from models.tables import LetterTextRow
from pipeline.layout_store import page_at
from pipeline.search_words import bare_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from pipeline.search_query import SearchQuery

WIDTH = 240
"""Characters of a snippet."""


def letter_snippets(session: Session, letter_ids: Sequence[int], query: SearchQuery) -> dict[int, Snippet]:
    """Return a snippet with its page for each letter."""
    rows = session.execute(
        select(LetterTextRow.letter_id, LetterTextRow.text, LetterTextRow.pages).where(
            LetterTextRow.letter_id.in_(letter_ids)
        )
    )
    found = {}
    for letter_id, text, pages in rows:
        start, end, marks = best_window(text, query)
        found[letter_id] = Snippet(
            _parts(text, start, end, marks), page_at(pages, marks[0][0] if marks else start)
        )
    return found


def task_snippet(text: str, query: SearchQuery) -> Snippet:
    """Return a task's words with those found marked."""
    start, end, marks = best_window(text, query)
    return Snippet(_parts(text, start, end, marks))


def best_window(text: str, query: SearchQuery) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the window that holds the most different words of the query, and the words found in it."""
    spans = bare_spans(text)
    hits = _hits(spans, query)
    if not hits:
        return 0, min(len(text), WIDTH), []
    best, first = (0, 0, 0), 0
    for last in range(len(hits)):
        while hits[last][2] - hits[first][1] > WIDTH:
            first += 1
        window = hits[first : last + 1]
        # more different words, then whole phrases close together, then more of them
        score = (len({word for word, _, _ in window}), -(window[-1][2] - window[0][1]), -first)
        if score[0] > best[0] or (score[0] == best[0] and best[0] > 1 and score > best):
            best, chosen = score, (first, last)
    marks = [(start, end) for _, start, end in hits[chosen[0] : chosen[1] + 1]]
    room = max(0, WIDTH - (marks[-1][1] - marks[0][0]))
    start = _word_start(text, max(0, marks[0][0] - room // 3))
    end = _word_end(text, min(len(text), max(start + WIDTH, marks[-1][1])))
    return start, end, [(a, b) for _, a, b in hits if a >= start and b <= end]


def _hits(spans: list[tuple[str, int, int]], query: SearchQuery) -> list[tuple[str, int, int]]:
    """Return where the query's words stand; words of a phrase only where the phrase does."""
    words = [word for word, _, _ in spans]
    found: set[int] = set()
    for one in query.shown:
        size = len(one.bare)
        for i in range(len(words) - size + 1):
            if one.prefix and size == 1:
                if words[i].startswith(one.bare[0]):
                    found.add(i)
            elif words[i] == one.bare[0] and tuple(words[i : i + size]) == one.bare:
                found.update(range(i, i + size))
    return [spans[i] for i in sorted(found)]


def _parts(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = [("… ", False)] if start > 0 else []
    place = start
    for first, last in marks:
        if first > place:
            parts.append((_line(text[place:first]), False))
        parts.append((_line(text[first:last]), True))
        place = last
    if end > place:
        parts.append((_line(text[place:end]), False))
    if end < len(text):
        parts.append((" …", False))
    return tuple(parts)


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _word_start(text: str, place: int) -> int:
    while 0 < place < len(text) and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return place
