"""Bodies, posts and persons that letters name: found by their folded names, made when they are new."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from models.errors import NotFoundError, UsageError
from models.register import BodyView, Paged
from models.tables import AssignmentRow, BodyNameRow, BodyRow
from pipeline.register_bulk import OneOf, insert_rows, reserve_ids, table_of
from pipeline.register_conditions import count_up_to
from pipeline.register_journal import Journal
from pipeline.register_rows import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session


_BODIES, _NAMES = table_of(BodyRow), table_of(BodyNameRow)
# Statements of the busiest path are built once.
_NAMED = union_all(
    select(_BODIES.c.name_key, func.coalesce(_BODIES.c.merged_into, _BODIES.c.id), literal(1)).where(
        OneOf(_BODIES.c.name_key, "keys")
    ),
    select(_NAMES.c.name_key, _NAMES.c.body_id, literal(0)).where(OneOf(_NAMES.c.name_key, "keys")),
)
_USE = update(_BODIES).where(OneOf(_BODIES.c.id, "ids")).values(uses=_BODIES.c.uses + 1)


def find_or_make_bodies(session: Session, names: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return name → body id for (name, kind) pairs; a name nobody knows becomes a body not yet confirmed."""
    kinds = {name: str(kind) for name, kind in names}
    if not kinds:
        return {}
    connection = session.connection()
    keys = {name: key_of(name) or "?" for name in kinds}
    found = _find(connection, set(keys.values()))
    missing: dict[str, dict[str, Any]] = {}
    for name, key in keys.items():
        if key not in found:
            new = {"name": name, "name_key": key, "initials": initials_of(key), "kind": kinds[name]}
            missing.setdefault(key, new)
    ids = reserve_ids(connection, BodyRow, len(missing)) if missing else []
    found |= dict(zip(missing, ids, strict=True))
    insert_rows(connection, BodyRow, [row | {"id": found[key]} for key, row in missing.items()])
    used = sorted({found[key] for key in keys.values()})
    connection.execute(_USE, {"ids": used})
    return {name: found[key] for name, key in keys.items()}


def _find(connection: Connection, keys: set[str]) -> dict[str, int]:
    rows = connection.execute(_NAMED, {"keys": list(keys)})
    # A body's own name counts before another body's former one.
    return {key: body_id for key, body_id, _ in sorted(rows, key=lambda row: row[2])}


def search_bodies(session: Session, typed: str, *, limit: int = 10) -> tuple[BodyView, ...]:
    """Return bodies for what is typed so far: every word begins a word of a name; used ones come first.

    Typing without marks finds ("phong noi" → "Phòng Nội vụ"); initials find too ("pnv").
    """
    words = (key_of(typed.replace("\x00", " ")) or "").split()[:8]
    if not words:
        rows = session.scalars(_current().order_by(BodyRow.uses.desc(), BodyRow.id).limit(limit)).all()
        return _views(session, rows)
    initials = BodyRow.initials.startswith(words[0], autoescape=True) if len(words) == 1 else false()
    named = and_(*(_has_word(BodyRow.name_key, word) for word in words))
    other = select(BodyNameRow.body_id).where(
        and_(*(_has_word(BodyNameRow.name_key, word) for word in words))
    )
    rows = session.scalars(
        _current()
        .where(or_(named, initials, BodyRow.id.in_(other)))
        .order_by(
            BodyRow.name_key.startswith(words[0], autoescape=True).desc(),
            BodyRow.known.desc(),
            BodyRow.uses.desc(),
            func.length(BodyRow.name_key),
            BodyRow.id,
        )
        .limit(limit)
    ).all()
    return _views(session, rows)


def get_body(session: Session, body_id: int) -> BodyView:
    """Return one body.

    Raises:
        NotFoundError: there is no such body.
    """
    return _views(session, [_find_body(session, body_id)])[0]


def list_bodies(
    session: Session, *, words: str = "", known: bool | None = None, limit: int = 50, offset: int = 0
) -> Paged[BodyView]:
    """Return bodies in the order of their names."""
    query = _current()
    if words:
        query = query.where(BodyRow.name_key.contains(key_of(words) or "", autoescape=True))
    if known is not None:
        query = query.where(BodyRow.known.is_(known))
    rows = session.scalars(query.order_by(BodyRow.name_key).limit(limit).offset(offset)).all()
    total = count_up_to(session, query.with_only_columns(BodyRow.id), limit=1_000_000)
    return Paged(_views(session, rows), total)


def save_body(session: Session, body_id: int | None, *, by: str, **values: Any) -> BodyView:
    """Make or change a body: name, kind, symbol, level, parent_id, valid_from, valid_to, successor_id.

    A former name stays as another name, so that old letters still find the body.

    Raises:
        UsageError: the name is empty or taken.
    """
    journal = Journal(session, by)
    name = " ".join(str(values.get("name") or "").split())
    if body_id is None or "name" in values:
        key = key_of(name)
        if key is None:
            raise UsageError("Thiếu tên cơ quan.", "Gõ tên đầy đủ.")
        taken = session.scalar(
            select(BodyRow.id).where(BodyRow.name_key == key, BodyRow.id != (body_id or 0))
        )
        if taken is not None:
            raise UsageError(f"Đã có cơ quan tên “{name}”.", "Sửa cơ quan đó, hoặc gộp hai cơ quan.")
        values |= {"name": name, "name_key": key, "initials": initials_of(key)}
    if body_id is None:
        row = BodyRow(**{"kind": "body", "known": True, "uses": 0, "version": 1} | values)
        session.add(row)
        session.flush()
        journal.write("body-add", field=str(row.id), after=name)
        return get_body(session, row.id)
    row = _find_body(session, body_id)
    before = row.name
    if "name" in values and row.name_key != values["name_key"]:
        add_other_name(session, body_id, row.name)
    journal.change(row, **values, known=True, version=row.version + 1)
    journal.write("body", field=str(body_id), before=before, after=row.name)
    return get_body(session, body_id)


def add_other_name(session: Session, body_id: int, name: str) -> None:
    """Let a body be found by another name: an abbreviation, a former name."""
    key = key_of(name)
    known = select(BodyNameRow.id).where(BodyNameRow.body_id == body_id, BodyNameRow.name_key == key)
    if key and session.scalar(known) is None:
        session.add(BodyNameRow(body_id=body_id, name=name, name_key=key))
        session.flush()


def merge_bodies(session: Session, body_id: int, into_id: int, *, by: str) -> BodyView:
    """Say that two bodies are one: assignments go to `into_id`, whose names grow by the other's.

    Raises:
        UsageError: a body cannot be merged into itself.
    """
    if body_id == into_id:
        raise UsageError("Không gộp một cơ quan vào chính nó.", "Chọn cơ quan khác.")
    journal = Journal(session, by)
    row, into = _find_body(session, body_id), _find_body(session, into_id)
    add_other_name(session, into_id, row.name)
    for one in session.scalars(select(AssignmentRow).where(AssignmentRow.body_id == body_id)):
        journal.change(one, body_id=into_id)
    journal.change(row, merged_into=into_id, version=row.version + 1)
    journal.change(into, known=True, version=into.version + 1)
    into.uses += row.uses
    journal.write("body-merge", field=str(into_id), before=row.name, after=into.name)
    return get_body(session, into_id)


def import_bodies(session: Session, rows: Iterable[Mapping[str, str]], *, by: str) -> int:
    """Take over an office's list of bodies (columns name, symbol, level, parent, other_names); return how many are new.

    `other_names` are parted by "|", `parent` is a name of the same list or of the register.
    """
    journal = Journal(session, by)
    listed = [row for row in rows if key_of(row.get("name"))]
    keys = {key_of(row["name"]) or "": row for row in listed}
    known: dict[str, int] = {}
    for part in batched(keys, 500):
        known |= dict(
            session.execute(select(BodyRow.name_key, BodyRow.id).where(BodyRow.name_key.in_(part))).all()
        )
    new = [
        {
            "name": " ".join(row["name"].split()),
            "name_key": key,
            "initials": initials_of(key),
            "kind": row.get("kind") or "body",
            "symbol": row.get("symbol") or None,
            "level": row.get("level") or None,
            "known": True,
            "uses": 0,
        }
        for key, row in keys.items()
        if key not in known
    ]
    if new:
        ids = session.scalars(insert(BodyRow).returning(BodyRow.id, sort_by_parameter_order=True), new)
        known |= dict(zip((str(one["name_key"]) for one in new), ids, strict=True))
    for key, row in keys.items():
        for name in (row.get("other_names") or "").split("|"):
            add_other_name(session, known[key], name.strip())
        parent = known.get(key_of(row.get("parent")) or "")
        if parent:
            session.execute(update(BodyRow).where(BodyRow.id == known[key]).values(parent_id=parent))
    journal.write("body-import", after=f"{len(listed)} cơ quan, {len(new)} mới")
    return len(new)


def initials_of(key: str) -> str:
    """Return the first letters of a folded name ("phong noi vu" → "pnv")."""
    return "".join(word[0] for word in key.split() if word[0].isalnum())[:40]


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield lists of at most `size` items."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def _has_word(column: Any, word: str) -> ColumnElement[bool]:
    return or_(column.startswith(word, autoescape=True), column.contains(f" {word}", autoescape=True))


def _current() -> Select[BodyRow]:
    return select(BodyRow).where(BodyRow.merged_into.is_(None))


def _find_body(session: Session, body_id: int) -> BodyRow:
    row = session.get(BodyRow, body_id)
    if row is None:
        raise NotFoundError(f"Không có cơ quan số {body_id}.", "Chọn lại trong danh sách.")
    return row


def _views(session: Session, rows: Sequence[BodyRow]) -> tuple[BodyView, ...]:
    others = {row.parent_id for row in rows} | {row.successor_id for row in rows}
    names = dict(
        session.execute(select(BodyRow.id, BodyRow.name).where(BodyRow.id.in_(others - {None}))).all()
    )
    also: dict[int, list[str]] = {}
    for body_id, name in session.execute(
        select(BodyNameRow.body_id, BodyNameRow.name).where(BodyNameRow.body_id.in_([row.id for row in rows]))
    ):
        also.setdefault(body_id, []).append(name)
    return tuple(
        BodyView(
            id=row.id,
            name=row.name,
            kind=row.kind,
            symbol=row.symbol,
            parent=names.get(row.parent_id or 0),
            known=row.known,
            uses=row.uses,
            other_names=tuple(also.get(row.id, ())),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successor=names.get(row.successor_id or 0),
            successor_id=row.successor_id,
        )
        for row in rows
    )
