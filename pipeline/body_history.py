"""What became of a body by a given day: merged ministries, 34 provinces, no districts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.bodies import Standpoint, agencies, territory_of, without_territory
from pipeline.body_names import body_key, body_of
from pipeline.territories import TWO_TIERS, current_province, province


@dataclass(frozen=True, slots=True)
class History:
    """Whether a body existed on a day, and who took its work over."""

    existed: bool
    successor: str | None = None
    note: str = ""  # in Vietnamese; empty where nothing changed


def history(name: str, on: dt.date) -> History:
    """Say whether a body existed on a day, and who followed it where it was no more.

    Tasks are never handed on by this: a person decides who goes on with them.
    """
    body = body_of(name)
    return _of_agency(body, on) or _of_territory(body, on) or History(existed=True)


def _of_agency(body: str, on: dt.date) -> History | None:
    row = agencies().get(body_key(body)) or agencies().get(body_key(without_territory(body)))
    if row is None:
        return None
    since, until = (dt.date.fromisoformat(row[end]) if row[end] else None for end in ("since", "until"))
    if until and on >= until:
        note = f"{row['name']} không còn từ {until:%d/%m/%Y}; việc chuyển về {row['successor']}."
        return History(existed=False, successor=row["successor"] or None, note=note)
    if since and on < since:
        return History(existed=False, note=f"{row['name']} chỉ có từ {since:%d/%m/%Y}.")
    return None


def _of_territory(body: str, on: dt.date) -> History | None:
    named = territory_of(body, Standpoint(issued_on=on))
    if named is None:
        return None
    if named.level == "district":
        if on < TWO_TIERS:
            return None
        return History(existed=False, note=f"Không còn cấp huyện từ {TWO_TIERS:%d/%m/%Y}.")
    within = province(named.name or "") if named.level == "province" else None
    heir = current_province(within.name, on) if within else None
    if within is None or within.until is None or on < within.until or heir is None:
        return None
    note = f"Không còn {within.full} từ {within.until:%d/%m/%Y}: nay là {heir.full}."
    return History(existed=False, successor=f"{without_territory(body)} {heir.full}".strip(), note=note)
