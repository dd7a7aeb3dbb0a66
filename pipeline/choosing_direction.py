"""Which way a letter goes: a request to a higher body is no task of ours to hand out."""

from __future__ import annotations

import re

from models.folding import fold

# Level of a body by how its name opens or what it names; the first that fits. 0 is the highest.
_LEVELS: tuple[tuple[int, str], ...] = (
    (0, r"quốc hội|uỷ ban thường vụ quốc hội|chính phủ|thủ tướng|phó thủ tướng|bộ chính trị|ban bí thư|trung ương đảng"
        r"|ban chấp hành trung ương|chủ tịch nước|văn phòng chính phủ|vpcp"),
    (1, r"bộ (?!chỉ huy|đội|phận)|bộ trưởng|thứ trưởng|ngân hàng nhà nước việt nam$|thanh tra chính phủ|kiểm toán nhà nước|tổng cục|cục [^,]*\(bộ"
        r"|ban [^,]* trung ương|toà án nhân dân tối cao|viện kiểm sát nhân dân tối cao"),
    (6, r"(?:.*\b)?(?:ubnd|uỷ ban nhân dân|hđnd|hội đồng nhân dân|đảng uỷ|công an|chủ tịch ubnd|chủ tịch uỷ ban nhân dân|bí thư đảng uỷ)"
        r"\s+(?:các\s+|cấp\s+)?(?:xã|phường|thị trấn|đặc khu)\b"),
    (4, r"(?:.*\b)?(?:ubnd|uỷ ban nhân dân|hđnd|hội đồng nhân dân|huyện uỷ|thị uỷ|quận uỷ)\s*(?:các\s+|cấp\s+)?(?:huyện|thị xã|quận)\b"
        r"|huyện uỷ|thị uỷ|quận uỷ"),
    (2, r"(?:(?:phó )?chủ tịch |thường trực |lãnh đạo )?(?:ubnd|uỷ ban nhân dân|hđnd|hội đồng nhân dân)\s+(?:cấp )?(?:tỉnh|thành phố)\b|tỉnh uỷ|thành uỷ"
        r"|thường trực tỉnh uỷ|ban thường vụ (?:tỉnh|thành) uỷ|(?:phó )?bí thư tỉnh uỷ"),
    (3, r"(?:giám đốc |lãnh đạo )?(?:sở|cục|chi cục|kho bạc|thuế tỉnh|công an tỉnh|thanh tra tỉnh|bộ chỉ huy|ban quản lý khu)\b"
        r"|văn phòng (?:ubnd|uỷ ban nhân dân|tỉnh uỷ|hđnd)[^,]*(?:tỉnh|thành phố)?|.*\btỉnh$"),
    (5, r"(?:trưởng )?phòng\b|.*\b(?:huyện|thị xã|quận)$"),
)
_PATTERNS = tuple((level, re.compile(pattern)) for level, pattern in _LEVELS)


def level(name: str) -> int | None:
    """Return how high a body stands (0 the highest), None where its name does not say."""
    folded = re.sub(r"^(?:các|những)\s+", "", fold(name).strip())
    for rank, pattern in _PATTERNS:
        if pattern.match(folded):
            return rank
    return None


def is_upward(issuer: str | None, told: str) -> bool:
    """Say whether somebody who is told stands above the letter's issuer."""
    if not issuer:
        return False
    own, other = level(issuer), level(told)
    return own is not None and other is not None and other < own
