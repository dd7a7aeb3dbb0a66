"""A key for text that OCR read: phrases of orders get their marks back, in the key and nowhere else.

"để nghị các tô chức" → "đề nghị các tổ chức". The key keeps the text's length, so that offsets hold.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import table
from models.folding import fold, unmarked

# Phrases of two syllables and more that patterns ask for and no vocabulary file holds.
_MORE = (
    "yêu cầu", "đề nghị", "phân công", "trách nhiệm", "nhiệm vụ", "nội dung", "như sau", "kính gửi", "thời gian", "địa điểm",
    "thành phần", "mục đích", "tổ chức thực hiện", "nghiêm túc", "liên quan", "kết quả", "trước ngày", "chậm nhất", "vướng mắc",
    "khó khăn", "trường hợp", "đối với", "trong quá trình", "căn cứ", "tuyệt đối", "liên hệ", "kinh phí", "phối hợp", "chủ trì",
    "theo dõi", "đôn đốc", "tổng hợp", "báo cáo", "kế hoạch", "chỉ thị", "công văn", "quyết định", "thông báo", "thủ trưởng",
    "chi nhánh", "chi cục", "thi hành", "tiếp tục", "đẩy mạnh", "đổi mới", "củng cố", "kiện toàn", "cơ quan", "đơn vị", "tổ chức",
)  # fmt: skip


@cache
def _phrases() -> dict[str, str]:
    """Unmarked phrase → folded phrase; phrases that share bare letters with another are left out."""
    columns = (("assignee_heads", "head"), ("clause_words", "word"), ("name_phrases", "phrase"), ("section_titles", "title"))
    words = [row[column] for name, column in columns for row in table(name)]
    words += ["sở " + row["sector"] for row in table("sectors")] + list(_MORE)
    found: dict[str, set[str]] = {}
    for word in words:
        folded = fold(word)
        if " " in folded:
            found.setdefault(unmarked(folded), set()).add(folded)
    return {bare: options.pop() for bare, options in found.items() if len(options) == 1}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=lambda phrase: -len(phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def mend(text: str) -> str:
    """Return the folded key of a text with the marks of known phrases put right."""
    folded, bare = fold(text), unmarked(text)
    parts: list[str] = []
    done = 0
    for match in _pattern().finditer(bare):
        parts.append(folded[done : match.start()])
        parts.append(_phrases()[match[0]])
        done = match.end()
    parts.append(folded[done:])
    return "".join(parts)
