"""What stands on a page besides the letter: page numbers, footnotes, signature stamps, scanner's marks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING

from models.letter import Aside, AsideKind, TextSource
from pipeline.reading.layout_lines import Line, lines_of
from pipeline.reading.layout_signature import RECIPIENTS
from pipeline.reading.layout_stamps import find_stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reading.printed import PrintedPage, PrintedWord

PAGE_NUMBER = re.compile(
    r"^[-–—~.]*\s*(?:\d{1,3}|[ivx]{1,4})\s*[-–—~.]*$|^Trang\s+\d+(?:\s*[/|]\s*\d+)?$", re.IGNORECASE
)
SCANNER = re.compile(r"^Scanned (?:by|with) \w+|^CamScanner$|^Đã quét bằng", re.IGNORECASE)
ADDRESS = re.compile(r"^(?:Địa chỉ|Trụ sở|Điện thoại|ĐT|Tel|Fax|E-?mail|Website)\s*:", re.IGNORECASE)
# a street with a number, and behind it: "Điện thoại: …"
_STREET = re.compile(r"^Số \d+\w? .*\b(?:Điện thoại|ĐT|Tel|Fax|E-?mail|Website)\s*:", re.IGNORECASE)
_MARGIN = 0.068  # of the page's height: text keeps 20 mm from the edge
# "1 Các quy định …", "(1) …", "[1] …", "* …", "¹ …" at the foot of a page
NOTE_MARK = re.compile(r"^(?:\(?\[?(\d{1,2})\]?\)?|[¹²³⁴⁵⁶⁷⁸⁹]|\*{1,3})(?=\s|[A-ZĐÀ-Ỹ])")


@dataclass(slots=True)
class Cleared:
    """The page's own lines, with footnotes and furniture apart."""

    lines: list[Line]
    footnotes: list[Line] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def clear_page(page: PrintedPage, taken: set[int]) -> Cleared:
    """Part the letter's own lines from footnotes and furniture; words in tables are left out."""
    uneven = page.source is TextSource.OCR
    words = [word for place, word in enumerate(page.words) if place not in taken]
    stamps = find_stamps(words, page.number, uneven=uneven)
    gone = {id(word) for group, _ in stamps for line in group for word in line.words}
    words = [word for word in words if id(word) not in gone]
    lines, asides = _without_furniture(lines_of(page.number, words, uneven=uneven), page)
    asides += [aside for _, aside in stamps]
    if uneven:
        lines = [_with_dash(line) for line in lines]
    lines, footnotes = _without_footnotes(lines, page)
    marks = {match[1] for line in footnotes if (match := NOTE_MARK.match(line.text)) and match[1]}
    glued = page.source is TextSource.PLAIN and bool(marks)
    lines = [_without_glued(line, marks) if glued else line for line in lines]
    lines = [shed for line in lines if (shed := _without_marks(line, marks)).words]
    return Cleared(lines, footnotes, asides)


_DASHES = frozenset(("~", "—", "–", "~-", "-~", "--", "„", "¬", "=", "«", "»", "_", "-_", "_-", ".-", "-."))


def _with_dash(line: Line) -> Line:
    """Give a line that OCR begins with something like a dash the dash of a bullet."""
    first = line.words[0]
    if len(line.words) < 2 or first.text not in _DASHES:
        return line
    return Line(line.page, (replace(first, text="-"), *line.words[1:]))


def _without_furniture(lines: list[Line], page: PrintedPage) -> tuple[list[Line], list[Aside]]:
    """Take running page numbers and scanner's marks out of the first and the last lines of a page."""
    kept: list[Line] = []
    asides: list[Aside] = []
    edge = {*range(3), *range(max(0, len(lines) - 2), len(lines))}
    for place, line in enumerate(lines):
        at_edge = line.box.bottom < 0.11 * page.height or line.box.top > 0.9 * page.height
        if place in edge and at_edge and PAGE_NUMBER.match(line.text):
            asides.append(Aside(AsideKind.PAGE_NUMBER, line.text, page.number, line.box))
        elif place in edge and (SCANNER.match(line.text) or _office_address(line, page)):
            asides.append(Aside(AsideKind.FURNITURE, line.text, page.number, line.box))
        else:
            kept.append(line)
    return kept, asides


def _office_address(line: Line, page: PrintedPage) -> bool:
    """Say whether the line is the office's address at the foot of a page (ô 13)."""
    return line.box.top > 0.9 * page.height and bool(ADDRESS.match(line.text) or _STREET.match(line.text))


def take_running_lines(cleared: Sequence[Cleared], pages: Sequence[PrintedPage]) -> None:
    """Take what is said again in the upper or lower margin of page after page out of the text."""
    seen: Counter[str] = Counter()
    for own, page in zip(cleared, pages, strict=True):
        seen.update({_running(line) for line in own.lines if _in_margin(line, page)})
    running = {key for key, count in seen.items() if count >= max(2, len(pages) / 2)}
    if not running:
        return
    for own, page in zip(cleared, pages, strict=True):
        gone = [line for line in own.lines if _in_margin(line, page) and _running(line) in running]
        own.lines = [line for line in own.lines if line not in gone]
        own.asides += [Aside(AsideKind.FURNITURE, line.text, page.number, line.box) for line in gone]


def _in_margin(line: Line, page: PrintedPage) -> bool:
    return line.box.bottom < _MARGIN * page.height or line.box.top > (1 - _MARGIN) * page.height


def _running(line: Line) -> str:
    return re.sub(r"\d+", "#", line.folded)


def _without_footnotes(lines: list[Line], page: PrintedPage) -> tuple[list[Line], list[Line]]:
    """Footnotes stand at the foot of the page: in smaller print, under a rule, or marked in the text."""
    if len(lines) < 4:
        return lines, []
    body = median(line.size for line in lines for _ in line.words)
    ruled = [
        rule.box.bottom
        for rule in page.rules
        if rule.horizontal
        and 60 < rule.box.x1 - rule.box.x0 < 0.5 * page.width
        and rule.box.x0 < 0.3 * page.width
        and rule.box.top > 0.3 * page.height
    ]
    small = len(lines)
    while small > 1 and lines[small - 1].size <= 0.9 * body and lines[small - 1].box.x0 < 0.5 * page.width:
        small -= 1
    for place in range(1, len(lines)):
        line, above = lines[place], lines[place - 1].box.bottom
        match = NOTE_MARK.match(line.text)
        under_rule = any(above - 6 <= y <= line.box.top + 6 for y in ruled)
        if place >= small and (under_rule or match):
            return lines[:place], lines[place:]
        apart = under_rule or line.box.top - above > 0.7 * line.size
        if match and match[1] and apart and place > 0.4 * len(lines) and _notes(lines, place, match[1]):
            return lines[:place], lines[place:]
    return lines, []


def _notes(lines: list[Line], place: int, mark: str) -> bool:
    """Say whether a note begins here: a word above bears its mark, and the letter's foot is not below."""
    return _marked(lines[:place], mark) and not any(RECIPIENTS.match(line.opening) for line in lines[place:])


def _marked(lines: list[Line], mark: str) -> bool:
    """Say whether some word bears this footnote's mark: "khoáng sản1"."""
    bears = re.compile(rf"[^\W\d_]{{2,}}[”)]?\(?{mark}\)?[.,;:]?$")
    return any(bears.search(word.text) and not word.text.isupper() for line in lines for word in line.words)


def _without_marks(line: Line, marks: set[str]) -> Line:
    """Take raised footnote marks out, and put other raised figures to the word they belong to (m², km²)."""
    words: list[PrintedWord] = []
    joined = False
    for word in line.words:
        before = words[-1] if words else None
        touching = before is not None and word.box.x0 - before.box.x1 < 0.12 * line.size
        raised = (
            before is not None
            and 0 < word.size < 0.8 * before.size
            and word.text.strip("[]()*").isdigit()
            and word.box.bottom < before.box.bottom - 0.1 * before.size
        )
        if raised and word.text.strip("[]()") in marks:
            joined = True
            continue
        close = touching or (joined and word.text[0] in ".,;:)”")
        if before is not None and close and (raised or joined):
            words[-1] = replace(before, text=before.text + word.text, box=before.box.union(word.box))
        else:
            words.append(word)
        joined = False
    return Line(line.page, tuple(words))


def _without_glued(line: Line, marks: set[str]) -> Line:
    """Take footnote marks off words of a plain text, where nothing raises them: "khoáng sản1"."""
    glued = re.compile(rf"(?<=[^\W\d_]{{2}})(?:{'|'.join(sorted(marks))})(?=[.,;:)”]*$)")
    words = tuple(
        replace(word, text=glued.sub("", word.text)) if not word.text.isupper() else word
        for word in line.words
    )
    return Line(line.page, words)
