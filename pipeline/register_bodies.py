"""Bodies, posts and persons that letters name: found by their folded names, made when they are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from models.tables import BodyNameRow, BodyRow
from pipeline.register_rows import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def find_or_make_bodies(session: Session, names: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return name → body id for (name, kind) pairs; a name nobody knows becomes a body not yet confirmed."""
    kinds = {name: str(kind) for name, kind in names}
    keys = {name: key_of(name) or "?" for name in kinds}
    found = _find(session, set(keys.values()))
    missing: dict[str, dict[str, object]] = {}
    for name, key in keys.items():
        if key not in found:
            missing.setdefault(key, {"name": name, "name_key": key, "kind": kinds[name], "uses": 0})
    if missing:
        ids = session.scalars(
            insert(BodyRow).returning(BodyRow.id, sort_by_parameter_order=True), list(missing.values())
        )
        found |= dict(zip(missing, ids, strict=True))
    uses: dict[int, int] = {}
    for key in keys.values():
        uses[found[key]] = uses.get(found[key], 0) + 1
    session.connection().execute(
        update(BodyRow)
        .where(BodyRow.id == bindparam("b_id"))
        .values(uses=BodyRow.uses + bindparam("b_more")),
        [{"b_id": body_id, "b_more": more} for body_id, more in sorted(uses.items())],
    )
    return {name: found[key] for name, key in keys.items()}


def _find(session: Session, keys: set[str]) -> dict[str, int]:
    by_other_name = dict(
        session.execute(
            select(BodyNameRow.name_key, BodyNameRow.body_id).where(BodyNameRow.name_key.in_(keys))
        )
        .tuples()
        .all()
    )
    rows = session.execute(
        select(BodyRow.name_key, BodyRow.id, BodyRow.merged_into).where(BodyRow.name_key.in_(keys))
    )
    return by_other_name | {key: merged or body_id for key, body_id, merged in rows.tuples()}
