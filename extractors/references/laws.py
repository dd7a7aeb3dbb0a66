"""Laws and treaties named by title: "Luật Đất đai năm 2024", "Bộ luật Dân sự", "Hiến pháp".

A name is read from the table of laws where it stands there, else by its capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.references.dates import date_after
from extractors.references.vocabulary import any_of, law_pattern, laws

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

# Cheap needles and the kind word that must hold each; "pháp luật", "kỷ luật" are none.
_NEEDLES = ("uật", "háp lệnh", "iến pháp", "iệp định", "ông ước", "ghị định thư", "iều lệ đảng")
_KIND = re.compile(r"bộ luật|luật|pháp lệnh|hiến pháp|hiệp định|công ước|nghị định thư|điều lệ")
_NOT_A_LAW_BEFORE = re.compile(r"(?:pháp|kỷ|quy|quân|thi|định|âm|thời|phạm|nhất)\s$")
_NOT_A_NAME = re.compile(
    r"\s*(?:này|đó|trên|nêu|nói|hiện hành|khác|sư\b|gia\b|lệ\b|định\b|pháp\b|chơi|số\b|và|của|có|"
    r"quy định|về\b(?! )|thì|được|chuyên ngành|liên quan|tục|hoá\b(?! chất)|học\b|khoa\b|[.,;:)])"
)
_AMENDING = re.compile(
    r"\s+s[ửưứữ]a đ[ổôốỗ]i,?\s*(?:và\s+)?b[ổôốỗ] sung(?:\s+một số điều)?(?:\s+của)?(?:\s+các)?"
    r"\s+(?=(?:bộ )?luật|pháp lệnh|\d+ luật)"
)
_LISTED = re.compile(r"luật\s*:")
_NEXT_NAME = re.compile(r"\s*(?:[,;]|và|(?<=:))?\s+(?=[^\W\d_])")
_AND_LAW = re.compile(r"\s*(?:,|và|;)\s+(?=(?:bộ )?luật |pháp lệnh )")
_SYLLABLE = re.compile(r"[ \u00a0]+(?P<word>[^\W\d_][\w&/]*)")
_COMMA = re.compile(r",[ \u00a0]+(?P<word>[^\W\d_]\w*)")
# Small words at which an unknown law's name is over.
_STOP = re.compile(any_of("ends a law"))
_REVISED = re.compile(r"\s*\(\s*sửa đổi(?:,?\s*bổ sung)?(?:\s+năm\s+\d{4})?\s*\)")
_YEAR = re.compile(r"\s*,?\s*\(?năm\s+(?:19|20)\d\d(?!\d)\)?|\s+(?:19|20)\d\d(?![\d/.–-]|\s*[-–]\s*\d)")
_SHORT = re.compile(r"(?:[Tt]huế\s+)?[A-ZĐ][A-ZĐ&]{2,}(?![^\W\d_])")  # "Luật PCTN", "Luật thuế TNDN"
_TREATY = re.compile(r"(?:hiệp định|công ước|nghị định thư)")
_TREATY_OPENING = re.compile(r"\s+(?P<about>về\s+)?(?=[^\W\d_])")
_TREATY_STOP = re.compile(r"[.;:,()\n]|\s(?:và các|ký|có hiệu lực|được|ngày|quy định|của)(?!\w)")
_MOST_SYLLABLES = 9
_MOST_AMENDED = 8  # laws that one law amends, in its title


@dataclass(frozen=True, slots=True)
class LawName:
    """A law at `start` … `end` (with year or date); its name at `name` … `name_end`."""

    start: int
    end: int
    name: int
    name_end: int
    kind: str
    known: bool
    issued_on: dt.date | None = None
    nested_from: int | None = None  # where the amended law is named inside this one's title


def law_names(text: str, low: str) -> Iterator[LawName]:
    """Yield the laws named in the text, left to right."""
    reached, outer = 0, None
    for start in _places(low):
        if start < reached:
            continue
        law = _law_at(text, low, start)
        if law is None:
            listed = _LISTED.match(low, start)
            yield from _list_at(text, low, listed.end()) if listed else ()
            continue
        if outer and law.end == outer.end:  # the day and the year are the amending law's
            year = _YEAR.search(low, law.name, law.name_end)
            bare = year.start() if year else law.name_end
            law = replace(law, end=bare, name_end=bare, issued_on=None)
        yield law
        outer, reached = (law, law.nested_from) if law.nested_from else (outer, law.end)
        if low[max(0, start - 4) : start] == "các ":
            for listed_law in _list_at(text, low, law.end):
                yield listed_law
                reached = listed_law.end


def _list_at(text: str, low: str, at: int) -> Iterator[LawName]:
    """Read "các Luật: Đất đai, Nhà ở và Đầu tư": names of the table, or with a year, one after another."""
    step = _NEXT_NAME.match(low, at)
    while step:
        known = _known(low, "luật", step.end() - 1)
        end = known or _capitals_end(text, low, step.end() - 1)
        if end is None or not (known or _YEAR.match(low, end)):
            return
        law = _with_date(low, LawName(step.end(), end, step.end(), end, "luật", known=known is not None))
        yield law
        step = _NEXT_NAME.match(low, law.end)


def _places(low: str) -> list[int]:
    """Return where a kind word may begin: found by needles, so that most of a text is never looked at."""
    found = set()
    for needle in _NEEDLES:
        at = low.find(needle)
        while at >= 0:
            for back in (4, 1):  # "bộ luật" before "luật"
                start = at - back
                if start >= 0 and _KIND.match(low, start) and not low[start - 1 : start].isalnum():
                    found.add(start)
                    break
            at = low.find(needle, at + len(needle))
    return sorted(found)


def _law_at(text: str, low: str, start: int) -> LawName | None:
    kind = _KIND.match(low, start)
    if kind is None:
        return None
    capital, name = text[start].isupper(), kind.end()
    if not capital and _NOT_A_LAW_BEFORE.search(low, max(0, start - 6), start):
        return None
    if kind[0] == "hiến pháp":
        return _constitution(low, start, name) if capital else None
    amending = _AMENDING.match(low, name)
    if amending and kind[0] in {"luật", "pháp lệnh", "bộ luật"}:
        return _amending_law(text, low, kind, amending.end())
    return _titled_law(text, low, kind)


def _plain_law(text: str, low: str, start: int) -> LawName | None:
    kind = _KIND.match(low, start)
    return _titled_law(text, low, kind) if kind else None


def _titled_law(text: str, low: str, kind: re.Match[str]) -> LawName | None:
    start, name, capital = kind.start(), kind.end(), text[kind.start()].isupper()
    known = _known(low, kind[0], name)
    if known and (capital or " " in low[name:known].strip()):
        return _with_date(low, LawName(start, known, name + 1, known, kind[0], known=True))
    if not capital or _NOT_A_NAME.match(low, name):
        return None
    if _TREATY.match(kind[0]):
        return _treaty(text, low, kind)
    end = _capitals_end(text, low, name)
    return _with_date(low, LawName(start, end, name + 1, end, kind[0], known=False)) if end else None


def _constitution(low: str, start: int, name: int) -> LawName | None:
    year = _YEAR.match(low, name)
    country = re.compile(r" nước cộng hoà xã hội chủ nghĩa việt nam").match(low, name)
    end = year.end() if year else country.end() if country else name
    year = _YEAR.match(low, end)
    end = year.end() if year else end
    return LawName(start, end, min(name + 1, end), end, "hiến pháp", known=True)


def _amending_law(text: str, low: str, kind: re.Match[str], inner_at: int) -> LawName | None:
    """Read "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B": one law whose title names others."""
    inner = _plain_law(text, low, inner_at)
    end, last, known = inner_at, inner, bool(inner and inner.known)
    for _ in range(_MOST_AMENDED):
        if last is None:
            break
        end = last.name_end if last.issued_on else last.end
        step = _AND_LAW.match(low, last.end)
        last = _plain_law(text, low, step.end()) if step else None
    law = LawName(kind.start(), end, kind.end() + 1, end, kind[0], known=known, nested_from=inner_at)
    return _with_date(low, law)


def _known(low: str, kind: str, at: int) -> int | None:
    """Return where the longest law name of the table that stands at `at` ends."""
    if low[at : at + 1] not in {" ", "\u00a0"}:
        return None
    first = re.compile(r"[^\W_]+").match(low, at + 1)
    for law in laws().get(first[0], ()) if first else ():
        match = law_pattern(law.name).match(low, at + 1) if law.kind == kind else None
        if match:
            return match.end()
    return None


def _capitals_end(text: str, low: str, at: int) -> int | None:
    """Return where an unknown law's name ends: "Luật Phòng bệnh", "Luật PCTN", "Luật An ninh kinh tế"."""
    short = _SHORT.match(text, at + 1)
    if short:
        return short.end()
    first = _SYLLABLE.match(text, at)
    if first is None or not first["word"][0].isupper():
        return None
    end = first.end()
    for _ in range(_MOST_SYLLABLES):
        step = _SYLLABLE.match(text, end)
        if step is None or _STOP.match(low, step.start("word")):
            break
        if step["word"].casefold() in {"và", "luật"}:
            following = _SYLLABLE.match(text, step.end())
            if (
                following is None
                or step["word"].casefold() == "luật"
                or _KIND.match(low, following.start("word"))
            ):
                break
        elif step["word"][0].isupper() and _KIND.match(low, step.start("word")):
            break
        end = step.end()
    return end


def _treaty(text: str, low: str, kind: re.Match[str]) -> LawName | None:
    """Read a treaty's title: from "về …" or a capital to the end of its clause."""
    opening = _TREATY_OPENING.match(low, kind.end())
    if opening is None or not (opening["about"] or text[opening.end()].isupper()):
        return None
    name = opening.end()
    stop = _TREATY_STOP.search(low, name, name + 200)
    end = stop.start() if stop else min(len(text), name + 120)
    end = name + len(text[name:end].rstrip(" -–"))
    if end <= name + 3:
        return None
    return _with_date(low, LawName(kind.start(), end, name, end, kind[0], known=False))


def _with_date(low: str, law: LawName) -> LawName:
    """Take in "(sửa đổi)", "năm 2024", "ngày 29/6/2024" behind the name; a year belongs to the name."""
    end, name_end = law.end, law.name_end
    revised = _REVISED.match(low, end)
    year = _YEAR.match(low, revised.end() if revised else end)
    if year:
        name_end = end if revised else year.end()
        end = year.end()
    elif revised:
        end = revised.end()
    date = None if year else date_after(low, end)
    if date and date.day:
        return LawName(
            law.start, date.end, law.name, name_end, law.kind, law.known, date.day, law.nested_from
        )
    return LawName(law.start, end, law.name, name_end, law.kind, law.known, None, law.nested_from)
