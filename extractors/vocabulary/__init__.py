"""The words of letters as data: each CSV here is a list that an editor of letters could have written.

A new document type, body or post is a new line in a file, not a new line of code.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word that opens the name of a body: "sở", "ủy ban nhân dân"."""

    word: str  # folded
    kind: str
    alone: bool  # whether it is a whole name by itself: "quốc hội" is, "sở" is not


@dataclass(frozen=True, slots=True)
class Post:
    """A post that somebody signs with."""

    name: str  # folded
    rank: str  # head | deputy | staff


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `name`.csv in this folder."""
    with (files(__name__) / f"{name}.csv").open(encoding="utf-8") as rows:
        return tuple(csv.DictReader(rows))


def syllables(*columns: tuple[str, str]) -> Iterator[list[str]]:
    """Yield the folded syllables of each row of these (table, column)."""
    for name, column in columns:
        for row in table(name):
            yield re.findall(r"\w+", fold(row[column]))


@cache
def titled_types() -> dict[str, str]:
    """Folded title → document type, longest first, for types whose name is printed as a title."""
    names = sorted((row["name"] for row in table("document_types") if row["titled"] != "no"), key=len)
    return {fold(name): name for name in reversed(names)}


@cache
def body_words() -> tuple[BodyWord, ...]:
    """Words that open a body's name, longest first."""
    found = (BodyWord(fold(row["word"]), row["kind"], row["alone"] == "yes") for row in table("body_words"))
    return tuple(sorted(found, key=lambda word: -len(word.word)))


@cache
def posts() -> dict[str, Post]:
    """Folded post → Post, longest first."""
    found = (Post(fold(row["post"]), row["rank"]) for row in table("posts"))
    return {post.name: post for post in sorted(found, key=lambda post: -len(post.name))}


@cache
def half_names() -> frozenset[str]:
    """Folded names that are not whole yet: what stands on the next printed line belongs to them."""
    return frozenset(fold(row["name"]) for row in table("half_names"))


@cache
def compounds() -> frozenset[tuple[str, str]]:
    """Pairs of syllables that are one word though the second could open a body's name: "môi trường"."""
    return frozenset((fold(row["first"]), fold(row["second"])) for row in table("compounds"))


@cache
def opening_body_word(folded: str) -> BodyWord | None:
    """Return the longest body word that a folded name opens with."""
    for word in body_words():
        if folded.startswith(word.word) and not folded[len(word.word) : len(word.word) + 1].isalnum():
            return word
    return None


@cache
def opening_post(folded: str) -> Post | None:
    """Return the longest post that a folded line opens with."""
    for name, post in posts().items():
        if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum():
            return post
    return None
