"""One search for the command line, the page and the API: citations first, then letters and tasks by their words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur, Query

from models.register import Found, Hit, Paged
from models.states import OPEN_STATES, PENDING_STATES, TaskState, Timeliness
from models.symbol import symbol_key
from pipeline.register_letters import letter_lines
from pipeline.register_tasks import task_lines
from pipeline.search_citations import cited_keys, find_documents, keys_of
from pipeline.search_index import SearchIndex, number_of_day
from pipeline.search_query import MOST_WORDS, SearchQuery, Words, parse_query
from pipeline.search_snippets import letter_snippets, task_snippet
from pipeline.search_words import bare_words, pairs
from pipeline.timeliness import ONE_DAY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from models.database import Database
    from models.register import DocumentLine, LetterFilter, TaskFilter
    from pipeline.settings import Settings
    from pipeline.timeliness import AsOf

LONGEST_CITATION = 200
MOST_PREFIXES = 50
COUNT_TO = 10_000
MOST_LISTED = 20_000
"""Letters or tasks with the words of a list's filter that the list goes through."""

SAME_MARKS = 10_000.0
"""Added to the score of what has the marks as typed: more than words can weigh, so that it comes first."""

MOST_CITED = 8

_Cited = dict[str, tuple[str, ...]]
"""What stands behind each `cites:`, and the keys of the documents that it may mean."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A hit of the index, before the register is asked."""

    id: int
    letter_id: int
    same_marks: bool


_BESIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="search")
"""Looks for letters while the one who asks looks for tasks."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """Which page of what is asked for, by whom."""

    kinds: tuple[str, ...]
    asked: AsOf
    limit: int
    offset: int
    visible_to: frozenset[int] | None


class Search:
    """The search over one register."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.database = database
        self.index = SearchIndex(settings.data / "index")

    def catch_up(self, *, most: int | None = 1_000) -> int:
        """Let the index follow the register; return how many letters were taken in."""
        return self.index.catch_up(self.database, most=most)

    def search(
        self,
        typed: str,
        asked: AsOf,
        *,
        limit: int = 10,
        offset: int = 0,
        kinds: tuple[str, ...] = ("letter", "task"),
        visible_to: frozenset[int] | None = None,
    ) -> Found:
        """Answer a query; there is no wrong one. `limit` and `offset` count letters, and tasks, each for itself."""
        query = parse_query(typed)
        asking = _Asking(kinds, asked, limit, offset, visible_to)
        with self.database.transaction(write=False) as session:
            suggestions = find_documents(session, query.text) if len(query.text) <= LONGEST_CITATION else ()
            empty: Paged[Hit] = Paged((), 0)
            found = Found(query.text, suggestions, empty, empty, query.notes)
            if query.is_empty:
                return found
            cited = _cited(session, query)
            known = [f"Sổ không biết văn bản nào là “{one[:40]}”." for one, keys in cited.items() if not keys]
            found = replace(found, notes=(*query.notes, *known))
            found = self._filled(session, found, query, cited, asking)
            known_ones = [one.document for one in suggestions if one.exact]
            if known_ones and not (found.letters.total or found.tasks.total):
                # "1789/QĐ-UBND ngày 15/12/2023": no letter has all these words, but some cite what is meant.
                found = self._filled(session, found, *_citing(session, query, cited, known_ones), asking)
                if found.letters.total or found.tasks.total:
                    found = replace(
                        found, notes=(*found.notes, "Dưới đây là văn bản và nhiệm vụ viện dẫn nó.")
                    )
            return found

    def _filled(
        self, session: Session, found: Found, query: SearchQuery, cited: _Cited, asking: _Asking
    ) -> Found:
        """Return the answer with its letters and tasks."""
        asked, seen = asking.asked, asking.visible_to
        searcher = self.index.searcher()
        rank = partial(
            self._ranked, searcher, query, cited, asked=asked, limit=asking.limit, offset=asking.offset
        )
        # Both at once: the index lets go of Python while it searches, so that a second core helps.
        of_letters = _BESIDE.submit(rank, "letter") if "letter" in asking.kinds else None
        of_tasks = rank("task") if "task" in asking.kinds else None
        if of_letters is not None:
            ranked, total = of_letters.result()
            hits = _letter_hits(session, query, ranked, seen)
            found = replace(found, letters=Paged(hits, total, more=total >= COUNT_TO))
        if of_tasks is not None:
            ranked, total = of_tasks
            hits = _task_hits(session, query, ranked, asked, seen)
            found = replace(found, tasks=Paged(hits, total, more=total >= COUNT_TO))
        return found

    def narrow_letters(self, wanted: LetterFilter) -> LetterFilter:
        """Answer the words of a letter filter by the index: letters with them in number, subject or signer's name."""
        if not wanted.words or wanted.in_trash:  # the index knows no trash
            return wanted
        words = bare_words(wanted.words)[:MOST_WORDS]
        if not words:
            return replace(wanted, found=())
        schema, searcher = self.index.schema, self.index.searcher()
        conditions = [(Occur.Must, _quiet(_raw(schema, "kind", "letter")))]
        conditions += [(Occur.Must, Query.term_query(schema, "head", word, "freq")) for word in words]
        found, count = _page(searcher, conditions, MOST_LISTED, 0)
        return replace(wanted, found=tuple(one.id for one in found), cut=count > MOST_LISTED)

    def narrow_tasks(self, wanted: TaskFilter, asked: AsOf) -> TaskFilter:
        """Answer the words of a task filter by the index: the tasks that have them, however they are typed.

        At most `MOST_LISTED`, those that match best.
        """
        if not wanted.words:
            return wanted
        query = parse_query(wanted.words)
        if query.is_empty:
            return replace(wanted, ids=())
        if not query.states:
            query = replace(query, states=wanted.states or (OPEN_STATES if wanted.open_only else ()))
        with self.database.transaction(write=False) as session:
            cited = _cited(session, query)
        found, count = self._ranked(
            self.index.searcher(), query, cited, "task", asked=asked, limit=MOST_LISTED, offset=0
        )
        return replace(wanted, ids=tuple(one.id for one in found), cut=count > MOST_LISTED)

    def _ranked(
        self,
        searcher: tantivy.Searcher,
        query: SearchQuery,
        cited: _Cited,
        kind: str,
        *,
        asked: AsOf,
        limit: int,
        offset: int,
    ) -> tuple[list[_Ranked], int]:
        """Return a page of hits: those with the marks that were typed first, then the others."""
        filters = self._filters(searcher, query, cited, kind, asked)
        weights = self._weights(query, kind)
        conditions = [*filters, *self._words(searcher, query.wanted, "body"), *weights]
        if query.has_marks:  # one pass over the words, not one with the marks and one without
            marked = Query.boolean_query(self._words(searcher, query.wanted, "marked"))
            conditions.append((Occur.Should, Query.const_score_query(marked, SAME_MARKS)))
        return _page(searcher, conditions, limit, offset)

    def _words(
        self, searcher: tantivy.Searcher, wanted: Iterable[Words], field: str
    ) -> list[tuple[Occur, Query]]:
        return [(Occur.Must, self._one(searcher, words, field)) for words in wanted]

    def _one(self, searcher: tantivy.Searcher, words: Words, field: str) -> Query:
        values = words.marked if field == "marked" else words.bare
        schema = self.index.schema
        if words.prefix and len(values) == 1:
            terms = [term for term, _ in searcher.terms_with_prefix(field, values[0], limit=MOST_PREFIXES)]
            return Query.term_set_query(schema, field, terms) if terms else Query.empty_query()
        if len(values) == 1:
            return Query.term_query(schema, field, values[0], "freq")
        sought = pairs(values)
        if len(sought) == 1:
            return Query.term_query(schema, f"{field}_pairs", sought[0], "freq")
        return Query.phrase_query(schema, f"{field}_pairs", list(sought))

    def _weights(self, query: SearchQuery, kind: str) -> list[tuple[Occur, Query]]:
        """Words that stand together as they were typed weigh more, and those in number, subject or signer's name."""
        schema = self.index.schema
        weights = [("body_pairs", pair) for pair in query.neighbours]
        if kind == "letter":
            weights += [("head", word) for words in query.wanted for word in words.bare]
        return [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, term, "freq"), 2.0))
            for field, term in dict.fromkeys(weights)
        ]

    def _filters(
        self, searcher: tantivy.Searcher, query: SearchQuery, cited: _Cited, kind: str, asked: AsOf
    ) -> list[tuple[Occur, Query]]:
        schema = self.index.schema
        found = [(Occur.Must, Query.const_score_query(Query.term_query(schema, "kind", kind, "basic"), 0.0))]
        for field, values in (("issuer", query.issuer), ("assignee", query.assignee)):
            found += [(Occur.Must, _quiet(_text(schema, field, value))) for value in values]
        if query.types:
            names = [" ".join(bare_words(name)) for name in query.types]
            found.append((Occur.Must, _quiet(Query.term_set_query(schema, "type", names))))
        if query.label:
            found.append((Occur.Must, _quiet(_raw(schema, "label", " ".join(bare_words(query.label))))))
        if query.states:
            found.append(
                (
                    Occur.Must,
                    _quiet(Query.term_set_query(schema, "state", [one.value for one in query.states])),
                )
            )
        found += [
            (Occur.Must, _quiet(Query.term_set_query(schema, "cites", [*keys, symbol_key(one)])))
            for one, keys in cited.items()
        ]
        if query.issued_from or query.issued_to:
            found.append((Occur.Must, _quiet(_days(schema, "issued", query.issued_from, query.issued_to))))
        for one in query.timeliness:
            found += [(Occur.Must, _quiet(part)) for part in _stands(schema, one, asked)]
        # Typed with marks, only the words with these marks are left out: "-sở" leaves "số" alone.
        for words in query.unwanted:
            field = "body" if words.bare == words.marked else "marked"
            found.append((Occur.MustNot, self._one(searcher, words, field)))
        return found


def _cited(session: Session, query: SearchQuery) -> _Cited:
    return {one: cited_keys(session, one) for one in query.cites[:MOST_CITED]}


def _citing(
    session: Session, query: SearchQuery, cited: _Cited, documents: Sequence[DocumentLine]
) -> tuple[SearchQuery, _Cited]:
    """Return the query for what cites these documents, under the same filters, and what its `cites:` mean."""
    name = documents[0].number_symbol or documents[0].title or ""
    cites = cited | {name: keys_of(session, [one.id for one in documents])}
    return replace(query, wanted=(), cites=(*query.cites, name)), cites


def _page(
    searcher: tantivy.Searcher, conditions: list[tuple[Occur, Query]], limit: int, offset: int
) -> tuple[list[_Ranked], int]:
    """Return a page of hits, and how many there are."""
    result = searcher.search(Query.boolean_query(conditions), limit=max(1, limit), offset=offset, count=True)
    hits = result.hits[:limit]
    count = int(result.count)  # type: ignore[attr-defined]  # the stubs miss it
    if not hits:
        return [], count
    addresses = [address for _, address in hits]
    ids = searcher.fast_field_values("id", addresses)
    letters = searcher.fast_field_values("letter", addresses)
    return [
        _Ranked(int(one or 0), int(letter or 0), score >= SAME_MARKS)
        for one, letter, (score, _) in zip(ids, letters, hits, strict=True)
    ], count


def _quiet(query: Query) -> Query:
    """A filter chooses and does not rank."""
    return Query.const_score_query(query, 0.0)


def _raw(schema: tantivy.Schema, field: str, value: str) -> Query:
    return Query.term_query(schema, field, value, "basic")


def _text(schema: tantivy.Schema, field: str, value: str) -> Query:
    words = bare_words(value)
    if not words:
        return Query.empty_query()
    if len(words) == 1:
        return Query.term_query(schema, field, words[0], "basic")
    return Query.phrase_query(schema, field, list(words))


def _days(schema: tantivy.Schema, field: str, first: dt.date | None, last: dt.date | None) -> Query:
    return Query.range_query(
        schema,
        field,
        tantivy.FieldType.Unsigned,
        lower_bound=number_of_day(first) if first else 1,
        upper_bound=number_of_day(last) if last else 99991231,
    )


def _stands(schema: tantivy.Schema, wanted: Timeliness, asked: AsOf) -> list[Query]:
    """How a task stands, as far as the index knows (days; the list of tasks counts hours too)."""
    if wanted.value.startswith("done"):
        return [_raw(schema, "state", TaskState.DONE.value)]
    parts = [Query.term_set_query(schema, "state", [state.value for state in PENDING_STATES])]
    if wanted is Timeliness.OVERDUE:
        parts.append(_days(schema, "due", None, asked.day - ONE_DAY))
    elif wanted is Timeliness.DUE_SOON:
        parts.append(_days(schema, "due", asked.day, asked.soon))
    elif wanted is Timeliness.NOT_DUE:
        parts.append(_days(schema, "due", asked.soon + ONE_DAY, None))
    return parts


def _letter_hits(
    session: Session, query: SearchQuery, ranked: list[_Ranked], visible_to: frozenset[int] | None
) -> tuple[Hit, ...]:
    ids = [one.id for one in ranked]
    lines = letter_lines(session, ids, visible_to=visible_to)
    snippets = letter_snippets(session, list(lines), query)
    return tuple(
        Hit("letter", one.id, one.id, snippets[one.id], one.same_marks, letter=lines[one.id])
        for one in ranked
        if one.id in lines
    )


def _task_hits(
    session: Session,
    query: SearchQuery,
    ranked: list[_Ranked],
    asked: AsOf,
    visible_to: frozenset[int] | None,
) -> tuple[Hit, ...]:
    lines = task_lines(session, [one.id for one in ranked], asked, visible_to=visible_to)
    return tuple(
        Hit(
            "task",
            one.id,
            one.letter_id,
            task_snippet(lines[one.id].text, query),
            one.same_marks,
            task=lines[one.id],
        )
        for one in ranked
        if one.id in lines
    )
