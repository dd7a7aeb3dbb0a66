"""References (văn bản viện dẫn): every place where a letter names another document.

`references` is the extractor; the modules beside this one each know one piece:
`scan` symbols, `heads` the type word, `dates`, `issuers` and `bodies`, `titles`, `cues` relation and part,
`laws` laws by title, `aliases` later short names, `assemble` and `clauses` put them together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.references.aliases import short_names
from extractors.references.assemble import numbered, with_laws
from extractors.references.clauses import add_clauses
from extractors.references.laws import law_names
from extractors.references.scan import symbols
from extractors.references.vocabulary import mended_code
from models.finding import Field, Finding
from models.folding import fold
from models.letter import TextSource, Zone
from models.symbol import Family, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.references.draft import Draft
    from models.letter import Letter

_OWN_NUMBER = re.compile(r"\s*[Ss][ốôổõóòoáàảộỏỗ]\s*(?P<colon>[:.;])?\W*\w{0,3}\W{0,4}\w{0,3}\W*")
_ATTACHED_TO_THIS = re.compile(r"\s*[(\[]?\s*(?:ban hành\s+)?(?:đính\s+)?kèm\s+(?:theo|với)?", re.IGNORECASE)
_MISREAD_BODY = re.compile(r"\bchỉ(?= (?:cục|nhánh|bộ|uỷ)(?!\w))")  # OCR's "Chỉ cục", "Chỉ nhánh"
_GAP_IN_NUMBER = re.compile(r"\d+\s+[/-]")
_SPECK = re.compile(r"[^\w\s.,;:!?()\[\]{}\"'“”‘’…/–-]")
_READ_FROM_IMAGES = frozenset({TextSource.OCR, TextSource.MIXED})
_SILENT_ZONES = frozenset({Zone.MOTTO, Zone.RECIPIENTS, Zone.SIGNATURE})


def references(letter: Letter) -> Iterator[Finding]:
    """Yield one finding for each mention of another document."""
    for draft in drafts_of(letter.text):
        if not _belongs_to_letter(letter, draft):
            continue
        torn = False
        if letter.text_source in _READ_FROM_IMAGES:
            _mend_codes(draft)
            torn = _is_torn(letter.text, draft)
        confidence = draft.confidence * _reading(letter, draft)
        yield Finding(
            Field.REFERENCE,
            draft.value(letter.text),
            draft.start,
            draft.end,
            round(min(confidence, 0.5) if draft.repaired or torn else confidence, 4),
            draft.rule,
            draft.candidates,
        )


def drafts_of(text: str) -> list[Draft]:
    """Return the mentions of a text, in its order."""
    low = fold(text)
    if len(low) != len(text):  # text that is not NFC: keep places right, spelling habits do not meet
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = _MISREAD_BODY.sub("chi", low)
    drafts = with_laws(numbered(text, low, symbols(text)), law_names(text, low), text, low)
    add_clauses(text, low, drafts)
    drafts += short_names(text, low, drafts)
    identified = (d for d in drafts if d.rule != "references.blank" or d.day or d.issuer)
    return sorted(identified, key=lambda draft: draft.start)


def _belongs_to_letter(letter: Letter, draft: Draft) -> bool:
    """Leave out the letter's own number, its distribution list and its annexes' tables and headings."""
    block = letter.block_at(draft.start)
    if block is None:
        return True
    before = letter.text[block.start : draft.start]
    if block.zone in _SILENT_ZONES:
        return False
    own = _OWN_NUMBER.fullmatch(before) if draft.head is None else None
    if own and (own["colon"] or block.zone is Zone.LETTERHEAD):
        return False
    if block.annex or block.zone is Zone.ANNEX:
        return block.cell is None and not _ATTACHED_TO_THIS.match(before)
    return True


def _is_torn(text: str, draft: Draft) -> bool:
    """Say whether a scanned number may lack a sign: "6 /2008/NĐ-CP" for "66/2008/…", "436/TT§-CĐS"."""
    if draft.symbol is None:
        return False
    behind = text[draft.number_end : draft.number_end + 1]
    return bool(_GAP_IN_NUMBER.match(text, draft.number_at, draft.number_end) or _SPECK.match(behind))


def _mend_codes(draft: Draft) -> None:
    """Put right what OCR made of a symbol's codes; its digits stay as they were read."""
    if draft.symbol is None or draft.symbol.family is Family.STANDARD:
        return
    parts = re.split(r"([/-])", draft.symbol.written)
    mended = "".join(mended_code(part) if part[:1].isalpha() else part for part in parts)
    draft.symbol = parse(mended) or draft.symbol


# Confidence that Tesseract gives a symbol's words → share of symbols that were read right, measured on
# 1,428 symbols of pages at 150–300 dpi with noise, blur and JPEG damage, and on real scans.
_READ_RIGHT = (
    (0.0, 0.0),
    (0.3, 0.2),
    (0.5, 0.4),
    (0.6, 0.7),
    (0.66, 0.86),
    (0.72, 0.95),
    (0.8, 0.99),
    (1.0, 1.0),
)


def _reading(letter: Letter, draft: Draft) -> float:
    """Return how surely the number was read."""
    read = letter.confidence(draft.number_at, draft.number_end)
    for (low, share), (high, next_share) in pairwise(_READ_RIGHT):
        if read <= high:
            return share + (next_share - share) * (read - low) / (high - low)
    return 1.0
