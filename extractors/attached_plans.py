"""Plans that a decision issues and carries with it: "KẾ HOẠCH … (Kèm theo Quyết định số 46/QĐ-UBND …)".

Their items are what the decision tells whom to do. Rules, lists, forms and outlines of reports that are attached
tell nobody anything, and a second letter bound behind the first is not the first one's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.folding import fold
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.task_sentences import Span
    from models.letter import Block, Letter
# A heading that stands above something attached, alone on its line or before what it is about
_HEADING = re.compile(
    r"\W*(?P<plan>k[eếé] hoạch|chương trình|phương án|đề án)?"
    r"(?P<other>ph[uụ] l[uụ]c|bi[eể]u|mẫu|danh (?:sách|mục)|[đd]ề cương|quy (?:chế|định|trình)|điều lệ|nội quy)?\b"
)
_WITH_LETTER = re.compile(
    r"\W*\(?\s*(?:được )?(?:ban hành )?(?:đính )?k[eè]m theo (?:quyết định|công văn|văn bản|thông báo|chỉ thị)\b"
)
_NEXT_BELOW = re.compile(r"ph[uụ] l[uụ]c\s+[ivx\d]{1,4}\W*$")  # reading ran the next heading into a paragraph
_SHORT = 4  # words: more make a sentence
_BELOW = 6  # blocks between a heading and the line that says with which letter it comes


def attached_plans(letter: Letter) -> Iterator[Span]:
    """Yield where each plan that came with the letter stands, from its heading to the next attachment's."""
    blocks = [block for block in letter.blocks if block.zone is Zone.ANNEX]
    ends = [place for place, block in enumerate(blocks) if place and _ends(letter, block)] + [len(blocks)]
    for place, block in enumerate(blocks):
        plan = _HEADING.match(fold(letter.text_of(block))) if _heads(letter, block) else None
        end = next(one for one in ends if one > place)
        below = blocks[place + 1 : min(end, place + _BELOW)]
        if plan and plan["plan"] and any(_WITH_LETTER.match(fold(letter.text_of(one))) for one in below):
            yield block.start, blocks[end - 1].end


def _ends(letter: Letter, block: Block) -> bool:
    """Say whether the next attachment begins with this block, or right behind it."""
    return _heads(letter, block) or bool(_NEXT_BELOW.search(fold(letter.text_of(block)[-20:])))


def _heads(letter: Letter, block: Block) -> bool:
    """Say whether a line heads something attached: a kind of document in capitals, or "Phụ lục 1"."""
    text = letter.text_of(block)
    match = _HEADING.match(fold(text))
    if match is None or not (match["plan"] or match["other"]):
        return False
    words = text.split()
    return all(word.isupper() for word in words[:2]) or (match["other"] is not None and len(words) < _SHORT)
