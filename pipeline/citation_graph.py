"""The web of documents around one of them as a picture: boxes and curves laid out, drawn as SVG without a script."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pipeline.register_views import RELATION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.finding import Relation
    from models.register import DocumentLine

STYLE = """
svg { background: #fff } svg > text { paint-order: stroke; stroke: #fff; stroke-width: 4px }
text { font: 13px sans-serif; fill: #0f172a } .minor { font-size: 11px; fill: #475569 }
rect { fill: #fff; stroke: #94a3b8 } rect.held { stroke: #15803d; stroke-width: 2 }
rect.centre { fill: #dbeafe; stroke: #1e3a8a; stroke-width: 2 }
path { fill: none; stroke: #94a3b8; stroke-width: 1.6 }
path.acts { stroke: #b91c1c } .minor.acts { fill: #b91c1c }
"""
"""How it looks as a file of its own; on a page the page's own sheet says so."""

BOX = (210.0, 40.0)
GAP = 12.0
HEAD = 20.0  # above the boxes, for the columns' words
COLUMN = 330.0  # from one column's left edge to the next one's
MOST = 12  # boxes in a column; the rest is counted
MARGIN = 4.0
FITS = 26  # characters in a box
_SPOKEN = "Bên trái: văn bản này viện dẫn; bên phải: viện dẫn đến văn bản này"


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


def draw(graph: Graph, *, address: str = "", style: str = "") -> str:
    """Return the picture as SVG, what letters say escaped; each box is a link below `address` where one is given."""
    size = (graph.width + 2 * MARGIN, graph.height + 2 * MARGIN)
    parts = [
        f'<svg class="graph" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{_SPOKEN}"',
        f' width="{size[0]:.0f}" height="{size[1]:.0f}"',
        f' viewBox="{-MARGIN:.0f} {-MARGIN:.0f} {size[0]:.0f} {size[1]:.0f}">',
    ]
    if style:
        parts.append(f"<style>{style}</style>")
    parts += [f'<text x="{x:.0f}" y="10" class="minor">{words}</text>' for x, words in graph.heads]
    parts += [f'<path d="{edge.path}"{_classed(acts=edge.acts)}/>' for edge in graph.edges]
    parts += [_box(node, address) for node in graph.nodes]
    parts += [_words(edge) for edge in graph.edges]  # last: nothing covers them
    return "".join([*parts, "</svg>"])


def _words(edge: Edge) -> str:
    end = ' text-anchor="end"' if edge.right else ""
    return f'<text x="{edge.x:.0f}" y="{edge.y:.0f}"{_classed(minor=True, acts=edge.acts)}{end}>{edge.words}</text>'


def _box(node: Node, address: str) -> str:
    one = node.document
    name = one.number_symbol or one.title or one.type or "văn bản"
    day = f"{one.issued_on:%d/%m/%Y}" if one.issued_on else ""
    below = " · ".join(filter(None, ((one.type or "").capitalize(), day)))
    whole = " ".join(filter(None, (one.type, one.number_symbol, day, one.issuer, one.title)))
    drawn = (
        f"<title>{escape(whole)}</title>"
        f'<rect x="{node.x:.0f}" y="{node.y:.1f}" width="{BOX[0]:.0f}" height="{BOX[1]:.0f}" rx="5"'
        f"{_classed(centre=node.centre, held=one.held)}/>"
        f'<text x="{node.x + 10:.0f}" y="{node.y + 17:.1f}">{escape(_short(name))}</text>'
        f'<text x="{node.x + 10:.0f}" y="{node.y + 32:.1f}" class="minor">{escape(below)}</text>'
    )
    return f'<a href="{escape(address.rstrip("/"))}/{one.id}">{drawn}</a>' if address else f"<g>{drawn}</g>"


def _classed(**which: bool) -> str:
    names = " ".join(name for name, is_so in which.items() if is_so)
    return f' class="{names}"' if names else ""


def _short(text: str) -> str:
    return text if len(text) <= FITS else text[: FITS - 1] + "…"
