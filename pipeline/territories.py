"""Provinces, districts and communes: which there were on a day, and which holds which."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from extractors.vocabulary import table
from models.folding import fold, unmarked

Level = Literal["central", "province", "district", "commune"]

TWO_TIERS = dt.date(2025, 7, 1)  # 34 provinces; no districts any more

LEVEL_OF: dict[str, Level] = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under the central government, as long as it bore that name."""

    name: str
    kind: str  # "tỉnh" | "thành phố"
    since: dt.date | None
    until: dt.date | None  # the first day on which it was no more
    successor: str | None

    @property
    def full(self) -> str:
        """The name with its kind: "tỉnh Quảng Ngãi"."""
        return f"{self.kind} {self.name}"

    def existed(self, day: dt.date | None) -> bool:
        """Say whether it existed on a day; without a day it did."""
        return day is None or ((self.since or dt.date.min) <= day < (self.until or dt.date.max))


@dataclass(frozen=True, slots=True)
class Place:
    """A district or commune within its province."""

    kind: str
    name: str
    province: str

    @property
    def full(self) -> str:
        """The name with its kind: "thị xã Đức Phổ"."""
        return f"{self.kind} {self.name}"


def province(name: str) -> Province | None:
    """Return a province by its name, with or without its kind, however it is written."""
    return _provinces().get(_key(name))


def provinces() -> tuple[Province, ...]:
    """Return every province, old and new."""
    return tuple(dict.fromkeys(_provinces().values()))


def districts(name: str, kind: str | None = None) -> tuple[Place, ...]:
    """Return the districts of that name; those of that kind where there are such."""
    found = _districts().get(_key(name), ())
    found = tuple(place for place in found if fold(place.name) == fold(name)) or found  # "Đông Hà", "Đông Hạ"
    return tuple(place for place in found if place.kind == kind) or found


def communes(name: str, kind: str | None = None) -> tuple[Place, ...]:
    """Return the communes of that name that exist since 1 July 2025."""
    found = _communes().get(_key(name), ())
    return tuple(place for place in found if place.kind == kind) or found


def current_province(name: str, day: dt.date | None) -> Province | None:
    """Return the province that a province was on a day: Kon Tum is Quảng Ngãi from 1 July 2025 on."""
    found = province(name)
    while found and day and found.until and day >= found.until and found.successor:
        found = province(found.successor)
    return found


@cache
def merged(name: str) -> bool:
    """Say whether a province of today was several before 1 July 2025."""
    return any(one.successor == name and one.until == TWO_TIERS for one in provinces())


def _key(name: str) -> str:
    words = unmarked(name).replace("-", " ").replace(".", " ").replace(",", " ").split()
    for prefix in (["tinh"], ["thanh", "pho"], ["tp"], ["tx"], ["thi", "xa"], ["huyen"], ["quan"]):
        if words[: len(prefix)] == prefix and len(words) > len(prefix) and not words[len(prefix)].isdigit():
            words = words[len(prefix) :]
            break
    return " ".join(words)


@cache
def _provinces() -> dict[str, Province]:
    found = {}
    for row in table("provinces"):
        made = Province(
            row["name"], row["kind"], _day(row["since"]), _day(row["until"]), row["successor"] or None
        )
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            found[_key(name)] = made
    return found


@cache
def _districts() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for row in table("districts"):
        kind = next(k for k in ("thành phố", "thị xã", "huyện", "quận") if row["name"].startswith(k))
        place = Place(kind, row["name"][len(kind) + 1 :], row["province"])
        found.setdefault(_key(row["name"]), []).append(place)
    return {key: tuple(places) for key, places in found.items()}


@cache
def _communes() -> dict[str, tuple[Place, ...]]:
    # The package's JSON, not its lookup module: that builds 3,300 objects whenever it is imported.
    divisions = files("vietnam_provinces") / "data" / "flat-divisions.json"
    found: dict[str, list[Place]] = {}
    for row in json.loads(divisions.read_text("utf-8")):
        kind = next(k for k in ("phường", "đặc khu", "xã") if row["name"].lower().startswith(k))
        within = province(row["province_name"])
        place = Place(kind, row["name"][len(kind) + 1 :], within.name if within else row["province_name"])
        found.setdefault(_key(place.name), []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
