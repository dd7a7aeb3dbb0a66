"""The web of documents around one of them, as boxes and curves ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.register_views import RELATION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.finding import Relation
    from models.register import DocumentLine

BOX = (210.0, 40.0)
GAP = 12.0
HEAD = 20.0  # above the boxes, for the columns' words
COLUMN = 330.0  # from one column's left edge to the next one's
MOST = 12  # boxes in a column; the rest is counted


@dataclass(frozen=True, slots=True)
class Node:
    """A document's box."""

    document: DocumentLine
    x: float
    y: float
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A curve between two boxes, with the relation's words."""

    path: str
    words: str
    x: float
    y: float
    acts: bool  # changes the other document, more than naming it
    right: bool  # the words end at `x`, they do not begin there


@dataclass(frozen=True, slots=True)
class Graph:
    """A picture: what the document rests on at the left, what rests on it at the right."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    heads: tuple[tuple[float, str], ...]  # x and words above each column
    left_out: int


def citation_graph(
    centre_id: int, documents: Iterable[DocumentLine], links: Sequence[tuple[int, int, Relation]]
) -> Graph:
    """Lay out the documents that a decision names (left) and those that name it (right)."""
    known = {document.id: document for document in documents}
    named = _others(links, known, source=centre_id)
    naming = _others(links, known, target=centre_id)
    named = {key: value for key, value in named.items() if key not in naming}
    left_out = max(0, len(named) - MOST) + max(0, len(naming) - MOST)
    rows = max(1, min(MOST, len(named)), min(MOST, len(naming)))
    height = HEAD + rows * (BOX[1] + GAP)
    middle = HEAD + (height - HEAD - GAP - BOX[1]) / 2
    centre = COLUMN if named else 0.0
    nodes = [Node(known[centre_id], centre, middle, centre=True)] if centre_id in known else []
    edges: list[Edge] = []
    heads: list[tuple[float, str]] = []
    for x, others, words in (
        (0.0, named, "Văn bản này viện dẫn"),
        (centre + COLUMN, naming, "Viện dẫn đến văn bản này"),
    ):
        shown = list(others.items())[:MOST]
        top = HEAD + (rows - len(shown)) * (BOX[1] + GAP) / 2
        for place, (other, relation) in enumerate(shown):
            y = top + place * (BOX[1] + GAP)
            nodes.append(Node(known[other], x, y))
            edges.append(_edge(x, centre, y + BOX[1] / 2, middle + BOX[1] / 2, relation))
        if shown:
            heads.append((x, words))
    width = centre + BOX[0] + (COLUMN if naming else 0)
    return Graph(width, height, tuple(nodes), tuple(edges), tuple(heads), left_out)


def _others(
    links: Sequence[tuple[int, int, Relation]],
    known: dict[int, DocumentLine],
    *,
    source: int | None = None,
    target: int | None = None,
) -> dict[int, Relation]:
    if source is not None:
        return {to: relation for at, to, relation in links if at == source and to in known and to != source}
    return {at: relation for at, to, relation in links if to == target and at in known and at != target}


def _edge(x: float, centre: float, y: float, middle: float, relation: Relation) -> Edge:
    left = x < centre
    x0, x1 = (x + BOX[0], centre) if left else (centre + BOX[0], x)
    y0, y1 = (y, middle) if left else (middle, y)
    bend = (x1 - x0) / 2
    path = f"M{x0:.0f} {y0:.1f}C{x0 + bend:.0f} {y0:.1f} {x1 - bend:.0f} {y1:.1f} {x1:.0f} {y1:.1f}"
    acts = relation.value in {"amends", "replaces", "cancels", "extends"}
    return Edge(path, RELATION_WORDS[relation], x0 + 6 if left else x1 - 6, y - 4, acts, right=not left)
