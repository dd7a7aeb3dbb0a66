"""The letter's numbered structure: sections, items, bullets, and the paragraphs below each.

A foundation that several extractors stand on. An `Item` is one paragraph of the letter's
own text (body, or a text annexed to it) with its number taken off; `Outline` says which
item stands below which. Nothing here knows what an item means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from extractors.item_patterns import ROLE_LINE, TIME_LINE
from extractors.patterns import LOWER, UPPER
from extractors.vocabulary import table
from models.folding import fold
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.letter import Block, Letter

# Ranks: smaller stands higher. Between the numbers is room for paragraphs that open a list.
PART, CHAPTER, SECTION, CAPITAL, ROMAN, ARTICLE, NUMBER, LETTER, BRACKET, STAR, DASH, PLUS, DOT = (
    10 * n for n in range(1, 14)
)
ROOT = 0
LIST = 3  # items: a shorter list does not show that each of its items is one paragraph
LABEL = 100  # characters: the longest label of a line that says who does an item, or when
BULLETS = STAR  # from this rank on an item is a bullet

_MARKERS: tuple[tuple[int, str], ...] = (
    (PART, r"(?:PHẦN|Phần)\s+(?:[Tt]hứ\s+\w+|THỨ\s+\w+|[IVX]{1,5}|\d{1,2})\b[.:]?"),
    (CHAPTER, r"(?:CHƯƠNG|Chương)\s+(?:[IVX]{1,5}|\d{1,2})\b[.:]?"),
    (SECTION, r"(?:MỤC|Mục)\s+(?:[IVX]{1,5}|\d{1,2})\b[.:]"),
    (CAPITAL, rf"[A-EGHĐ]\s?(?:[./)]|[-–](?=\s))(?=\s+[{UPPER}]{{2}})"),  # "B. NỘI DUNG"
    (ARTICLE, r"(?:ĐIỀU|Điều)\s+\d{1,3}[a-zđ]?\s*[.:]"),
    # "IV." "II-" "I/"; OCR reads I as l or 1, which the grammar cannot tell from a number
    (ROMAN, r"[IVXl]{1,5}\s?(?:[.)/]|\s?[-–](?=\s))(?=\s|$|[^\W\d_])"),
    # "2.1." "2.1.3" "2.1-"
    (NUMBER, r"\d{1,2}(?:\.\d{1,2}){1,3}\s?(?:[.)/:]|\.?[-–](?=\s))?(?=\s|$|[^\W\d_])"),
    (NUMBER, rf"\d{{1,2}},(?=\s+[{UPPER}][{LOWER}])"),  # "2, Các đơn vị": a full stop read as a comma
    (NUMBER, r"\d{1,2}\s?[.)/](?=\s|$|[^\W\d_])|\d{1,2}\s?[-–]\s(?=[^\W\d_])"),  # "2." "2)" "2/" "2- "
    (LETTER, r"[a-zđ©ø](?:\.?\d{1,2})?\s?(?:[.)](?=\s|$|[^\W\d_])|/(?=\s))"),  # "a)" "đ." "a1)"; not "đ/c"
    (
        LETTER,
        r"(?:Thứ\s+)?(?:[Mm]ột|[Nn]hất|[Hh]ai|[Bb]a|[Bb]ốn|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)(?:\s+là)?[,:]",
    ),
    (BRACKET, r"\(\s?(?:\d{1,2}|[ivx]{1,5}|[a-zđ])\s?\)"),  # "(1)" "(ii)"
    (STAR, r"\*{1,2}\)?"),
    (DASH, r"[-–—−‒~]{1,2}"),
    (PLUS, r"\+"),
    (DOT, r"[•●▪◦■□➢➤✓❖§·o](?=\s)"),
)
# OCR puts specks before a number: ".~- Nếu", "'2. Ký tên"
_MARKER = re.compile(
    r"[\s.,'‘’“”„_|]{0,3}(?:" + "|".join(f"(?P<m{n}>{p})" for n, (_, p) in enumerate(_MARKERS)) + r")\s*"
)
# An item's number in the middle of a block, after a finished sentence.
_RUN_IN = re.compile(rf"(?<=[.;:])\s+(?=(?:[-–+]\s?|[a-zđ©ø]\)\s?|\d{{1,2}}\)\s)[{UPPER}]\w*[{LOWER}])")
_OPENS_LIST = re.compile(r"(?::|như sau|sau đây|sau|cụ thể|bao gồm|gồm)\s*[.:]?\s*$")
_FIRST = re.compile(r"\W*(?:1|a|i|I)\W*")  # "1." "(1)" "a)"
_BARE = re.compile(rf"[{UPPER}][^.;:!?]{{3,120}}[^\W_]\)?\s*")  # a title: one line, and no finished sentence
_ENDED = re.compile(r"[.;:!?…”\"/)]\s*$")
# "UBND tỉnh yêu cầu …": the letter's own voice, within so many characters
_SPEAKS = re.compile(
    r"(?:UBND|[ỦU][yỷ] ban nhân dân|Sở|Bộ|Phòng|Văn phòng|Ban|Cục|Chi cục|Trung tâm|Thường trực|\w+ ủy)\b"
    r".{0,80}?\b(?:yêu cầu|đề nghị|giao|thông báo|kính|đề xuất)\b"
)


@cache
def _closing() -> re.Pattern[str]:
    """A paragraph that speaks to everybody again after a list: "Yêu cầu Thủ trưởng các sở …"."""
    words = "|".join(re.escape(row["words"]) for row in table("closing_words"))
    return re.compile(rf"(?:{words})\b|{_SPEAKS.pattern}")


@dataclass(slots=True)
class Item:
    """One paragraph without its number: `Letter.text[start:end]`.

    `marker` is the number as printed ("1.", "a)", "-"), empty for a plain paragraph; `rank` is
    how high it stands; `parent` and `children` are places in `Outline.items`.
    """

    place: int
    marker: str
    rank: int
    start: int
    end: int
    block: Block
    parent: int | None = None
    children: list[int] = field(default_factory=list)
    opens_list: bool = False  # a plain paragraph or an item that ends in ":" or "như sau"

    @property
    def bullet(self) -> bool:
        """Whether it is a dash, star or plus."""
        return self.rank >= BULLETS


@dataclass(frozen=True, slots=True)
class Outline:
    """All items of a letter in reading order."""

    letter: Letter
    items: tuple[Item, ...]

    def text(self, item: Item) -> str:
        """Return the item's words."""
        return self.letter.text[item.start : item.end]

    def above(self, item: Item) -> Iterator[Item]:
        """Yield the items it stands under, nearest first."""
        while item.parent is not None:
            item = self.items[item.parent]
            yield item

    def below(self, item: Item) -> Iterator[Item]:
        """Yield the items that stand directly under it."""
        return (self.items[place] for place in item.children)

    def top(self) -> Iterator[Item]:
        """Yield the items that stand under nothing."""
        return (item for item in self.items if item.parent is None)


def outline(letter: Letter) -> Outline:
    """Find the numbered structure of the letter's own text; tables are left out."""
    items: list[Item] = []
    for block in letter.blocks:
        if block.zone not in {Zone.BODY, Zone.ANNEX}:
            continue
        for start, end in _paragraphs(letter.text, block):
            _add(letter, items, block, start, end)
    _Nest(letter, items).run()
    return Outline(letter, tuple(items))


def _paragraphs(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the block, parted where reading ran the next item into it: "… quy định. b) Rà soát …"."""
    start = block.start
    for match in _RUN_IN.finditer(text, block.start, block.end):
        yield start, match.start()
        start = match.end()
    yield start, block.end


def _add(letter: Letter, items: list[Item], block: Block, start: int, end: int) -> None:
    """Add a paragraph as an item; one that only carries on the paragraph before makes that longer."""
    text = letter.text[start:end]
    before = items[-1] if items else None
    match = _MARKER.match(text)
    if match is None or not match.lastgroup:
        if before and before.marker and before.start >= before.end:
            before.start, before.end, before.block = start, end, block  # the number stood alone
        elif before and _carries_on(letter.text[before.start : before.end], text, before, block):
            before.end = end
        else:
            items.append(Item(len(items), "", ROOT, start, end, block))
        return
    rank = _MARKERS[int(match.lastgroup[1:])][0]
    marker = match[match.lastgroup].strip()
    if rank == NUMBER:
        rank += marker.strip(".)/:-– ").count(".")
    if rank == ROMAN and marker.startswith("l") and len(marker) == 2:
        rank = NUMBER  # OCR reads "1." as "l."
    if rank == NUMBER and before and before.marker == marker and _is_heading(letter, before):
        before.rank = ROMAN  # OCR read "I." as "1."
    items.append(Item(len(items), marker, rank, start + match.end(), end, block))


def _is_heading(letter: Letter, item: Item) -> bool:
    """Say whether an item is a title in capitals."""
    letters = [sign for sign in letter.text[item.start : item.end] if sign.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _carries_on(before: str, text: str, item: Item, block: Block) -> bool:
    """Say whether a paragraph that was cut (by a page, a picture) goes on in this block."""
    if item.block.zone is not block.zone or not text:
        return False
    return text[0].islower() and bool(before) and not _ENDED.search(before)


class _Nest:
    """Finds each item's parent with a stack of open items."""

    def __init__(self, letter: Letter, items: list[Item]) -> None:
        self.letter, self.items = letter, items
        self.open: list[Item] = []
        self.closed = False  # a closing paragraph stood last: what follows without a number is outside too

    def run(self) -> None:
        last = _last_of_body(self.letter, self.items)
        for item in self.items:
            before = self.items[item.place - 1] if item.place else None
            if before and before.block.zone is not item.block.zone:
                self.open.clear()
            self._open_list(item)
            if item.marker:
                self.closed = False
                while self.open and self.open[-1].rank >= item.rank:
                    self.open.pop()
            elif self._outside(item, before, closes=item is last):
                self.closed = True
                if not item.opens_list:
                    continue  # the list may go on after it
                self.open.clear()
            if self.open:
                item.parent = self.open[-1].place
                self.open[-1].children.append(item.place)
            if item.marker or item.opens_list:
                self.open.append(item)

    def _open_list(self, item: Item) -> None:
        """Say whether a list stands below an item; where its numbers begin anew, it is no part of the last."""
        text = self.letter.text[item.start : item.end]
        first = self._first_below(item)
        titled = first is not None and item.place > 0 and _is_bare(text)
        item.opens_list = titled or bool(_OPENS_LIST.search(text[-24:]))
        while item.opens_list and first and self.open and self.open[-1].rank >= first.rank:
            self.open.pop()  # "Sở Y tế có trách nhiệm:" behind "(3) …" and before "(1) …"

    def _first_below(self, item: Item) -> Item | None:
        """Return the first of a list that stands right behind a plain paragraph."""
        after = self.items[item.place + 1] if item.place + 1 < len(self.items) else None
        if item.marker or after is None or after.block.zone is not item.block.zone:
            return None
        first = after.bullet or (after.rank > ARTICLE and bool(_FIRST.fullmatch(after.marker)))
        return after if first else None

    def _outside(self, item: Item, before: Item | None, *, closes: bool) -> bool:
        """Rank a plain paragraph just below what it belongs to; say whether it belongs to nothing."""
        text = self.letter.text[item.start : item.end]
        line = fold(text[:LABEL])
        if self.open and (
            ROLE_LINE.match(line) or TIME_LINE.match(line)
        ):  # who does the item above it, or when
            item.rank = self.open[-1].rank + 1
            return False
        directly_below = before is not None and before.marker != "" and _is_title(before, self.letter)
        if self.open and before is self.open[-1] and not before.marker:
            item.rank = before.rank + 1  # right below the sentence that opens a list
            return False
        if not directly_below:
            closing = _closing().match(text) and before is not None and before.rank > ROOT
            if self.closed or closes or closing or self._ends_list(item, before):
                item.rank = ROOT + 5
                return bool(self.open) or self.closed
            if self._goes_on(before):
                item.rank = self.open[-1].rank + 1
                return False
            while self.open and (self.open[-1].bullet or not self.open[-1].marker):
                self.open.pop()
        item.rank = (self.open[-1].rank if self.open else ROOT) + 5
        return False

    def _ends_list(self, item: Item, before: Item | None) -> bool:
        """Say whether a paragraph behind a numbered list is for the whole list, and no part of its last item.

        It is where each item of the list is one paragraph, and the list is at an end.
        """
        if before is None or not before.marker or before.bullet or item.opens_list:
            return False
        list_of = [one for one in self.items[: item.place] if _beside(one, before)]
        after = next((one for one in self.items[item.place :] if one.marker), None)
        goes_on = after is not None and after.block.zone is item.block.zone and after.rank >= before.rank
        return len(list_of) >= LIST and not goes_on and not any(one.children for one in list_of)

    def _goes_on(self, before: Item | None) -> bool:
        """Say whether plain paragraphs stand one after another below a paragraph that opened them."""
        if not self.open or self.open[-1].marker or before is None or before.marker:
            return False
        return before is self.open[-1] or before.parent == self.open[-1].place


def _beside(one: Item, other: Item) -> bool:
    """Say whether two items stand in the same list."""
    return one.marker != "" and one.rank == other.rank and one.parent == other.parent


def _is_bare(text: str) -> bool:
    """Say whether a plain paragraph is a title that lacks its colon: "Đối với Chi cục Thủy sản"."""
    return bool(_BARE.fullmatch(text))


def _is_title(item: Item, letter: Letter) -> bool:
    """Say whether a numbered item is the title of what follows: short, and no finished sentence."""
    text = letter.text[item.start : item.end].rstrip()
    if item.bullet or len(text) > 240:
        return False
    return not text.endswith((".", ";")) or text.count(" ") < 8


def _last_of_body(letter: Letter, items: list[Item]) -> Item | None:
    """Return the body's last paragraph where it says goodbye with "./."."""
    body = [item for item in items if item.block.zone is Zone.BODY]
    if body and letter.text[body[-1].start : body[-1].end].rstrip().endswith(("/.", "./")):
        return body[-1]
    return None
