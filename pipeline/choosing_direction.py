"""Which way a letter goes: a request to a higher body is no task of ours to hand out."""

from __future__ import annotations

import re

from models.folding import fold

_HEADS = r"(?:(?:phó )?chủ tịch |thường trực |lãnh đạo |giám đốc |ban thường vụ |(?:phó )?bí thư )"
_RULERS = rf"{_HEADS}?(?:ubnd|uỷ ban nhân dân|hđnd|hội đồng nhân dân)"
# Level of a body by how its name opens; the first that fits. 0 is the highest. A division (phòng,
# ban, văn phòng, trung tâm) belongs to whoever writes and is never above it.
_STATE = (
    r"quốc hội|uỷ ban thường vụ quốc hội|chính phủ|(?:phó )?thủ tướng|bộ chính trị|ban bí thư|trung ương đảng"
    r"|ban chấp hành trung ương|chủ tịch nước|văn phòng chính phủ|vpcp"
)
_MINISTRIES = (
    r"bộ (?!chỉ huy|đội|phận|tư lệnh)|(?:bộ|thứ) trưởng|thanh tra chính phủ|kiểm toán nhà nước|tổng cục"
    r"|ban \S.* trung ương|toà án nhân dân tối cao|viện kiểm sát nhân dân tối cao"
)
_COMMUNES = rf"{_RULERS}\s+(?:các\s+|cấp\s+)?(?:xã|phường|thị trấn|đặc khu)\b|đảng uỷ (?:xã|phường)"
_DISTRICTS = rf"{_RULERS}\s+(?:các\s+|cấp\s+)?(?:huyện|thị xã|quận)\b|{_HEADS}?(?:huyện|thị|quận) uỷ"
_PROVINCES = rf"{_RULERS}\s+(?:cấp\s+)?(?:tỉnh|thành phố)\b|{_HEADS}?(?:tỉnh|thành) uỷ"
_DEPARTMENTS = rf"{_HEADS}?(?:sở|liên sở|cục|kho bạc nhà nước tỉnh|công an tỉnh|thanh tra tỉnh|thuế tỉnh)\b"
_LEVELS = ((0, _STATE), (1, _MINISTRIES), (4, _COMMUNES), (3, _DISTRICTS), (2, _PROVINCES), (3, _DEPARTMENTS))
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
