"""The full-text index (tantivy) under data/index: fed from the register's events, never ahead of them.

The register is the truth: the index can be thrown away at any time and made anew by `congvan reindex`.
`cursor.json` beside it names the last event that the index holds, and that event's hash.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tantivy

from models.errors import StorageError
from pipeline.originals import sync_folder
from pipeline.search_words import bare, bare_words, marked_words, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from models.database import Database
    from pipeline.search_feed import IndexedLetter, IndexedTask

FORMAT = 2
"""Raised whenever the fields or the folding change: an older index is then made anew."""

HEAP, HEAP_ANEW = 64_000_000, 256_000_000
"""Bytes that tantivy collects before it writes a segment: while following, and while the index is made anew."""

BATCH, BATCH_ANEW = 5_000, 20_000
"""Events between two commits: each commit leaves segments that are merged later."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the index follows the register."""

    event: int = 0
    hash: str = ""
    format: int = FORMAT


class SearchIndex:
    """The index of one register."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._schema = _schema()
        self._index: tantivy.Index | None = None

    @property
    def index(self) -> tantivy.Index:
        """The open index; an empty one is made where there is none.

        Raises:
            StorageError: its folder cannot be written, or the index is broken.
        """
        if self._index is None:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, path=str(self._folder))
            except (OSError, ValueError) as error:
                raise StorageError(
                    f"Không mở được chỉ mục tìm kiếm ({error}).", "Chạy “congvan reindex” để lập lại."
                ) from error
            self._index.register_tokenizer(
                "words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            )
        return self._index

    @property
    def schema(self) -> tantivy.Schema:
        """The fields."""
        return self._schema

    def searcher(self) -> tantivy.Searcher:
        """Return a view of the newest commit."""
        self.index.reload()
        return self.index.searcher()

    def cursor(self) -> Cursor:
        """Return how far the index follows; the beginning where nothing is known."""
        try:
            stored = json.loads((self.root / "cursor.json").read_text("utf-8"))
            cursor = Cursor(int(stored["event"]), str(stored["hash"]), int(stored["format"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Cursor()
        return cursor if cursor.format == FORMAT else Cursor()

    def catch_up(
        self, database: Database, *, most: int | None = None, progress: Callable[[int], None] | None = None
    ) -> int:
        """Take in what happened since; return how many letters were (re-)indexed.

        Where another process is doing so already nothing is done here. `most` bounds the letters of one
        call; the next call goes on from there.
        """
        from pipeline.search_feed import same_history  # noqa: PLC0415

        cursor = self.cursor()
        with database.transaction(write=False) as session:
            anew = not same_history(session, cursor.event, cursor.hash)
        anew = anew or cursor.event == 0
        heap, batch = (HEAP_ANEW, BATCH_ANEW) if anew else (HEAP, BATCH)
        done = 0
        writer: tantivy.IndexWriter | None = None
        try:
            while most is None or done < most:
                step = self._step(database, Cursor() if anew else cursor, batch)
                if step is None:
                    break
                writer = writer or self._writer(heap)
                if writer is None:
                    break
                if anew:
                    writer.delete_all_documents()  # a restored or another register: begin anew
                    self._forget_older()
                    anew = False
                cursor = self._take_in(writer, database, *step)
                done += len(step[0])
                if progress:
                    progress(done)
        finally:
            if writer is not None:
                writer.wait_merging_threads()
                self.index.reload()
        return done

    def _step(self, database: Database, cursor: Cursor, batch: int) -> tuple[list[int], Cursor] | None:
        """Return the letters of the next batch of events, and where the index stands after them."""
        from pipeline.search_feed import changed_letters  # noqa: PLC0415

        with database.transaction(write=False) as session:
            letters, event, event_hash = changed_letters(session, cursor.event, batch)
        return None if event == cursor.event else (letters, Cursor(event, event_hash))

    def _take_in(
        self, writer: tantivy.IndexWriter, database: Database, letters: list[int], after: Cursor
    ) -> Cursor:
        from pipeline.search_feed import indexed_letters  # noqa: PLC0415

        if letters:
            # One query for all of them: each is looked for in every segment. Not by term: tantivy takes the
            # number for a signed one and deletes nothing.
            held = tantivy.Query.term_set_query(self._schema, "letter", letters)
            writer.delete_documents_by_query(held)
        with database.transaction(write=False) as session:
            for letter in indexed_letters(session, letters):
                self._add(writer, letter)
        writer.commit()
        self._save(after)
        return after

    def rebuild(self, database: Database, *, progress: Callable[[int], None] | None = None) -> int:
        """Throw the index away and make it anew; return how many letters it holds."""
        self._index = None
        shutil.rmtree(self.root, ignore_errors=True)
        return self.catch_up(database, progress=progress)

    def _forget_older(self) -> None:
        """Remove what an earlier format left behind."""
        for folder in self.root.glob("words-*"):
            if folder != self._folder:
                shutil.rmtree(folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self.root / f"words-{FORMAT}"

    def _writer(self, heap: int) -> tantivy.IndexWriter | None:
        try:
            return self.index.writer(heap, 1)
        except ValueError as error:
            if "lock" in str(error).lower():
                return None
            raise StorageError(
                f"Không ghi được chỉ mục tìm kiếm ({error}).", "Kiểm tra ổ đĩa, rồi chạy “congvan reindex”."
            ) from error

    def _save(self, cursor: Cursor) -> None:
        """Name the last event held, after the index itself is on disk: a crash between repeats work, loses none."""
        part = self.root / "cursor.json.part"
        stored = {"event": cursor.event, "hash": cursor.hash, "format": cursor.format}
        with part.open("w", encoding="utf-8") as writing:
            json.dump(stored, writing)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(self.root / "cursor.json")
        sync_folder(self.root)

    def _add(self, writer: tantivy.IndexWriter, letter: IndexedLetter) -> None:
        for document in (_letter_document(letter), *(_task_document(letter, task) for task in letter.tasks)):
            writer.add_document(tantivy.Document.from_dict(document, self._schema))


def number_of_day(day: Any) -> int:
    """Return a day as a number that sorts: 20240315; 0 for none."""
    return day.year * 10000 + day.month * 100 + day.day if day else 0


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("letter", stored=True, indexed=True, fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="words", index_option="position")
    builder.add_text_field("marked", tokenizer_name="words", index_option="position")
    for name in ("body_pairs", "marked_pairs"):  # for phrases
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
    builder.add_text_field("head", tokenizer_name="words", index_option="freq")
    builder.add_text_field("issuer", tokenizer_name="words", index_option="position")
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("label", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("assignee", tokenizer_name="words", index_option="position")
    builder.add_text_field("state", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("cites", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("issued", indexed=True, fast=True)
    builder.add_unsigned_field("due", indexed=True, fast=True)
    return builder.build()


def _shared(letter: IndexedLetter) -> dict[str, Any]:
    return {
        "letter": letter.id,
        "issuer": " ".join(bare_words(letter.issuer)),
        "type": " ".join(bare_words(letter.type)),
        "label": " ".join(bare_words(letter.label)),
        "issued": number_of_day(letter.issued_on),
        "cites": list(letter.cites),
    }


def _letter_document(letter: IndexedLetter) -> dict[str, Any]:
    head = " ".join(bare_words(letter.head))
    return (
        _shared(letter)
        | _words(f"{letter.head}\n{letter.text}")
        | {
            "kind": "letter",
            "id": letter.id,
            "head": head,
            "assignee": _names(name for task in letter.tasks for name in task.assignees),
            "state": sorted({task.state for task in letter.tasks}),
            "due": max((number_of_day(task.due_on) for task in letter.tasks), default=0),
        }
    )


def _words(text: str) -> dict[str, str]:
    marked = marked_words(text)
    plain = list(map(bare, marked))
    return {
        "body": " ".join(plain),
        "marked": " ".join(marked),
        "body_pairs": " ".join(pairs(plain)),
        "marked_pairs": " ".join(pairs(marked)),
    }


def _task_document(letter: IndexedLetter, task: IndexedTask) -> dict[str, Any]:
    return (
        _shared(letter)
        | _words(task.text)
        | {
            "kind": "task",
            "id": task.id,
            "assignee": _names(task.assignees),
            "state": [task.state],
            "due": number_of_day(task.due_on),
        }
    )


def _names(names: Iterable[str]) -> list[str]:
    return [" ".join(bare_words(name)) for name in dict.fromkeys(names)]
