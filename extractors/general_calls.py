"""Work that only repeats the letter or watches others: "nghiêm túc thực hiện", "theo dõi, đôn đốc"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import order_patterns as say

if TYPE_CHECKING:
    from extractors.clauses import View


def carries_out_only(view: View, begin: int, end: int) -> bool:
    """Say whether nothing is asked but to carry the letter out."""
    if end - begin > say.CARRY_OUT_LENGTH:
        return False
    words = view.folded[begin:end]
    asked = "thực hiện" in words or "triển khai" in words or "biết" in words
    return asked and bool(say.CARRY_OUT.match(words))


def follows_others(view: View, begin: int, end: int) -> bool:
    """Say whether the whole work is to follow, urge or compile what others do; who is told "chủ trì" leads."""
    if say.ONLY_FOLLOWING.match(view.folded, begin, end):
        return True
    found = say.FOLLOWING.match(view.folded, begin, end)
    return found is not None and not say.OTHER_WORK.search(view.folded, found.end() - 1, end)
