"""A decision and the documents around it as a picture: SVG, drawn here, with no script in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from models.finding import Relation
from pipeline.register_views import RELATION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.register import DocumentLine

WIDTH, ROW, BOX, HEIGHT = 980, 56, 270, 40
MOST = 14
"""Documents on each side; more than that nobody reads."""

_COLOURS = {
    Relation.AMENDS: "#b45309",
    Relation.REPLACES: "#b91c1c",
    Relation.CANCELS: "#b91c1c",
    Relation.EXTENDS: "#0f766e",
}
_PLAIN = "#475569"


def draw(
    centre: int,
    documents: Sequence[DocumentLine],
    edges: Sequence[tuple[int, int, Relation]],
    *,
    address: str = "",
) -> str:
    """Return the picture: what `centre` rests on at the right, what rests on it at the left.

    Each box is a link below `address` where one is given.
    """
    known = {one.id: one for one in documents}
    left = [(a, relation) for a, b, relation in edges if b == centre and a in known]
    right = [(b, relation) for a, b, relation in edges if a == centre and b in known]
    hidden = max(0, len(left) - MOST) + max(0, len(right) - MOST)
    left, right = left[:MOST], right[:MOST]
    rows = max(len(left), len(right), 1)
    height = rows * ROW + 40
    middle = (WIDTH / 2, height / 2)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-label="Sơ đồ văn bản liên quan" font-family="sans-serif" font-size="12">'
        )
    ]
    for side, x in ((left, BOX / 2 + 10), (right, WIDTH - BOX / 2 - 10)):
        for place, (document_id, relation) in enumerate(side):
            y = (height - len(side) * ROW) / 2 + place * ROW + ROW / 2
            points = ((x, y), middle) if side is left else (middle, (x, y))
            parts.append(_edge(*points, relation))
            parts.append(_box(known[document_id], x, y, address))
    if centre in known:
        parts.append(_box(known[centre], *middle, address, bold=True))
    if hidden:
        parts.append(
            f'<text x="{WIDTH / 2}" y="{height - 6}" text-anchor="middle">và {hidden} văn bản nữa</text>'
        )
    return "".join([*parts, "</svg>"])


def _edge(start: tuple[float, float], end: tuple[float, float], relation: Relation) -> str:
    """Draw from the one that acts to the one acted on, with the relation's word beside the line."""
    half = BOX / 2
    x0, x1 = start[0] + half, end[0] - half
    y0, y1 = start[1], end[1]
    bend = (x0 + x1) / 2
    colour = _COLOURS.get(relation, _PLAIN)
    word = escape(RELATION_WORDS[relation])
    outer = y0 if abs(y0 - y1) > 1 and start[0] < WIDTH / 2 - 1 else y1
    at = x0 + 4 if outer == y0 and start[0] < WIDTH / 2 - 1 else x1 - 4
    anchor = "start" if at < bend else "end"
    return (
        f'<path d="M{x0:.0f} {y0:.0f}C{bend:.0f} {y0:.0f} {bend:.0f} {y1:.0f} {x1:.0f} {y1:.0f}" '
        f'fill="none" stroke="{colour}"/>'
        f'<path d="M{x1:.0f} {y1:.0f}l-7 -4v8z" fill="{colour}"/>'
        f'<text x="{at:.0f}" y="{outer - 5:.0f}" text-anchor="{anchor}" fill="{colour}" font-size="10">{word}</text>'
    )


def _box(one: DocumentLine, x: float, y: float, address: str, *, bold: bool = False) -> str:
    name = f"{one.type or 'văn bản'} {one.number_symbol or one.title or ''}".strip()
    day = f"{one.issued_on:%d/%m/%Y} " if one.issued_on else ""
    below = f"{day}{one.issuer or ''}".strip()
    dash = "" if one.held else ' stroke-dasharray="4 3"'
    weight = ' font-weight="bold"' if bold else ""
    box = (
        f'<rect x="{x - BOX / 2:.0f}" y="{y - HEIGHT / 2:.0f}" width="{BOX}" height="{HEIGHT}" rx="5" '
        f'fill="{"#dbeafe" if bold else "#ffffff"}" stroke="#1e3a8a"{dash}/>'
        f'<text x="{x:.0f}" y="{y - 3:.0f}" text-anchor="middle" fill="#0f172a"{weight}>'
        f"{escape(_short(name, 42))}</text>"
        f'<text x="{x:.0f}" y="{y + 12:.0f}" text-anchor="middle" fill="#475569" font-size="10">'
        f"{escape(_short(below, 52))}</text>"
    )
    title = f"<title>{escape(f'{name} {below}')}</title>"
    if not address:
        return f"<g>{title}{box}</g>"
    return f'<a href="{escape(address.rstrip("/"))}/{one.id}">{title}{box}</a>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
