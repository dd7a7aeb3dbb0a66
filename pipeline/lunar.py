"""The Vietnamese lunar calendar (âm lịch), for "ngày 10 tháng 3 âm lịch".

New moons and the sun's place by the short series of Meeus, reckoned at UTC+7 (before 1968 official
calendars used other zones; letters that old are not read). Chinese libraries reckon at UTC+8 and
differ by a day, at times by a month.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from math import floor, pi, sin

ZONE_DAYS = 7 / 24
SYNODIC = 29.530588853  # mean days from new moon to new moon
EPOCH = 2415021.076998695  # Julian day of the new moon numbered 0 (January 1900)
ORDINAL_TO_JULIAN = 1721425  # date.toordinal() + this = Julian day number


def solar_of(day: int, month: int, year: int, *, leap: bool = False) -> dt.date | None:
    """Return the solar date of a lunar day; None where that month has no such day or is not doubled."""
    if not (1 <= day <= 30 and 1 <= month <= 12 and 1900 <= year <= 2100):
        return None
    start = _month_start(month, year, leap=leap)
    if start is None:
        return None
    length = _new_moon(round((start + 0.5 - EPOCH) / SYNODIC) + 1) - start
    return dt.date.fromordinal(start + day - 1 - ORDINAL_TO_JULIAN) if day <= length else None


def _month_start(month: int, year: int, *, leap: bool) -> int | None:
    """Return the Julian day of a lunar month's first day. Month 11 always holds the winter solstice."""
    if month >= 11:
        first, following = _eleventh(year), _eleventh(year + 1)
    else:
        first, following = _eleventh(year - 1), _eleventh(year)
    number = floor(0.5 + (first - EPOCH) / SYNODIC)
    offset = (month - 11) % 12
    if following - first > 365:  # thirteen moons: one is doubled
        doubled = _leap_offset(number)
        if leap and month != ((doubled - 2) % 12 or 12):
            return None
        if leap or offset >= doubled:
            offset += 1
    elif leap:
        return None
    return _new_moon(number + offset)


@lru_cache(maxsize=256)
def _eleventh(year: int) -> int:
    """Return the first day of the month that holds this year's winter solstice."""
    last = dt.date(year, 12, 31).toordinal() + ORDINAL_TO_JULIAN
    number = floor((last - 2415021) / SYNODIC)
    start = _new_moon(number)
    return _new_moon(number - 1) if _sun_sector(start) >= 9 else start


def _leap_offset(number: int) -> int:
    """Return how many moons after the eleventh month the one without a solar term begins."""
    sector, offset = None, 1
    while True:
        current = _sun_sector(_new_moon(number + offset))
        if current == sector or offset >= 14:
            return offset - 1
        sector, offset = current, offset + 1


@lru_cache(maxsize=2048)
def _new_moon(number: int) -> int:
    """Return the Julian day (in Vietnam) of a new moon."""
    t = number / 1236.85
    t2, t3 = t * t, t * t * t
    rad = pi / 180
    day = 2415020.75933 + 29.53058868 * number + 0.0001178 * t2 - 0.000000155 * t3
    day += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * rad)
    sun = 359.2242 + 29.10535608 * number - 0.0000333 * t2 - 0.00000347 * t3
    moon = 306.0253 + 385.81691806 * number + 0.0107306 * t2 + 0.00001236 * t3
    node = 21.2964 + 390.67050646 * number - 0.0016528 * t2 - 0.00000239 * t3
    terms = (
        (0.1734 - 0.000393 * t, sun),
        (0.0021, 2 * sun),
        (-0.4068, moon),
        (0.0161, 2 * moon),
        (-0.0004, 3 * moon),
        (0.0104, 2 * node),
        (-0.0051, sun + moon),
        (-0.0074, sun - moon),
        (0.0004, 2 * node + sun),
        (-0.0004, 2 * node - sun),
        (-0.0006, 2 * node + moon),
        (0.0010, 2 * node - moon),
        (0.0005, 2 * moon + sun),
    )
    day += sum(size * sin(angle * rad) for size, angle in terms)
    drift = -0.000278 + 0.000265 * t + 0.000262 * t2
    return floor(day - drift + 0.5 + ZONE_DAYS)


def _sun_sector(julian_day: int) -> int:
    """Return in which twelfth of its way the sun stands at midnight in Vietnam (0: March equinox on)."""
    t = (julian_day - 2451545.5 - ZONE_DAYS) / 36525
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t * t) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    longitude += (1.914600 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly)
    longitude += 0.000290 * sin(3 * anomaly)
    return floor((longitude % 360) / 30)
