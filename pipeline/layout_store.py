"""A letter's words, blocks, asides and gaps as one small blob, and back: nothing of what was read is lost.

Words are packed in columns of numbers (a page has hundreds of them), the rest is JSON.
Positions are kept to a hundredth of a point.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from models.letter import Aside, AsideKind, Block, Box, Cell, Gap, Page, TextSource, Word, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.letter import Letter

_NO_BOX = -(2**31)
_MAGIC = b"cvl1"


def pack_layout(letter: Letter) -> bytes:
    """Return the letter's words, blocks, asides and gaps as bytes."""
    words = letter.words
    columns = (
        array("I", [word.start for word in words]),
        array("H", [min(word.end - word.start, 65535) for word in words]),
        array("H", [word.page for word in words]),
        array("H", [round(word.confidence * 10000) for word in words]),
        _sides(words),
    )
    rest = {
        "words": len(words),
        "blocks": [_plain(block) for block in letter.blocks],
        "asides": [_plain(aside) for aside in letter.asides],
        "gaps": [_plain(gap) for gap in letter.gaps],
    }
    head = json.dumps(rest, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [struct.pack("<I", len(head)), head, *(column.tobytes() for column in columns)]
    return _MAGIC + zlib.compress(b"".join(parts), 1)


def unpack_layout(blob: bytes) -> dict[str, tuple[Any, ...]]:
    """Return {"words", "blocks", "asides", "gaps"} as values."""
    if not blob.startswith(_MAGIC):
        msg = "not a packed layout"
        raise ValueError(msg)
    data = zlib.decompress(blob[len(_MAGIC) :])
    (length,) = struct.unpack_from("<I", data)
    rest = json.loads(data[4 : 4 + length])
    return {
        "words": tuple(_unpack_words(memoryview(data)[4 + length :], rest["words"])),
        "blocks": tuple(_block(one) for one in rest["blocks"]),
        "asides": tuple(_aside(one) for one in rest["asides"]),
        "gaps": tuple(_gap(one) for one in rest["gaps"]),
    }


def pack_pages(letter: Letter) -> list[dict[str, Any]]:
    """Return the pages as plain JSON values, each with the offset where its text starts."""
    starts: dict[int, int] = {}
    for word in letter.words:
        starts.setdefault(word.page, word.start)
    return [_plain(page) | {"start": starts.get(page.number)} for page in letter.pages]


def page_at(stored: Iterable[dict[str, Any]], offset: int) -> int:
    """Return the page on which the text at `offset` stands."""
    page = 1
    for one in stored:
        if one.get("start") is not None and one["start"] <= offset:
            page = one["number"]
    return page


def unpack_pages(stored: Iterable[dict[str, Any]]) -> tuple[Page, ...]:
    """Return the pages as values again."""
    return tuple(Page(**{**_known(Page, one), "source": TextSource(one["source"])}) for one in stored)


def _sides(words: Sequence[Word]) -> Any:
    """Return x0, top, x1, bottom of each word in hundredths of a point."""
    import numpy as np  # noqa: PLC0415 - heavy, and only filing needs it

    nothing = (_NO_BOX / 100, 0.0, 0.0, 0.0)
    sides = [(box.x0, box.top, box.x1, box.bottom) if (box := word.box) else nothing for word in words]
    return np.rint(np.array(sides, dtype=np.float64).reshape(-1) * 100).astype("<i4")


def _unpack_words(data: memoryview, count: int) -> Iterable[Word]:
    columns = []
    for code, times in (("I", 1), ("H", 1), ("H", 1), ("H", 1), ("i", 4)):
        column = array(code)
        size = column.itemsize * count * times
        column.frombytes(data[:size])
        data = data[size:]
        columns.append(column)
    starts, lengths, pages, confidences, sides = columns
    for i in range(count):
        x0, top, x1, bottom = sides[4 * i : 4 * i + 4]
        box = None if x0 == _NO_BOX else Box(x0 / 100, top / 100, x1 / 100, bottom / 100)
        yield Word(starts[i], starts[i] + lengths[i], pages[i], box, confidences[i] / 10000)


def _plain(value: Any) -> dict[str, Any]:
    """Return a value's fields that differ from their defaults: fields added later need no new format."""
    plain: dict[str, Any] = {}
    for one in fields(value):
        content = getattr(value, one.name)
        if content == one.default:
            continue
        if isinstance(content, Box):
            content = content.rounded
        elif isinstance(content, Cell):
            content = _plain(content)
        plain[one.name] = content
    return plain


def _known(kind: Any, stored: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in stored.items() if name in names}


def _block(stored: dict[str, Any]) -> Block:
    values = _known(Block, stored)
    values["zone"] = Zone(values["zone"])
    if values.get("cell"):
        values["cell"] = Cell(**values["cell"])
    return Block(**values)


def _box(sides: list[float] | None) -> Box | None:
    return Box(*sides) if sides else None


def _aside(stored: dict[str, Any]) -> Aside:
    values = _known(Aside, stored)
    values["kind"] = AsideKind(values["kind"])
    values["box"] = _box(values.get("box"))
    values["facts"] = tuple((name, fact) for name, fact in values.get("facts", ()))
    return Aside(**values)


def _gap(stored: dict[str, Any]) -> Gap:
    values = _known(Gap, stored)
    values["box"] = _box(values.get("box"))
    values["candidates"] = tuple(values.get("candidates", ()))
    return Gap(**values)
