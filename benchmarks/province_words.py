"""Words of the made-up province: places, fields of work, and syllables that come as often as in letters."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

PLACES = (
    "Đông Hải", "Bình Lâm", "Hòa Thắng", "Long Sơn", "Phú Mỹ", "Tân Lập", "An Thạnh", "Vĩnh Hòa", "Sơn Trà",
    "Cẩm Giang", "Mỹ Đức", "Thạch Khê", "Nam Hưng", "Bắc Sơn", "Xuân Trường", "Diên Khánh", "Hải Lộc", "Kim Bảng",
    "Lộc Ninh", "Quỳnh Lưu",
)  # fmt: skip
FIELDS = (
    "Nội vụ", "Tài chính", "Y tế", "Giáo dục và Đào tạo", "Nông nghiệp và Môi trường", "Xây dựng", "Tư pháp",
    "Công Thương", "Khoa học và Công nghệ", "Văn hóa", "Thanh tra", "Dân tộc",
)  # fmt: skip
_SYLLABLES = """
cải cách hành chính thủ tục kiểm soát rà thống kê báo cáo kết quả thực hiện nhiệm vụ kế hoạch quyết
định phê duyệt ban tổ chức triển khai chỉ đạo phối hợp đơn vị địa phương cơ quan ủy nhân dân xã
phường thị huyện tỉnh phòng ngành công tác quản lý nhà nước đất đai môi trường xây dựng giáo dục y
tế số hộ nghèo sách hỗ trợ kinh phí ngân dự toán đầu tư trình tiến độ giải giám sát tra thanh xử vi
phạm cháy chữa thiên tai bão lũ khắc phục hậu an toàn giao thông trật tự văn hóa thể thao du lịch
tin truyền chuyển đổi dữ liệu liên phần mềm chữ ký điện tử cán bộ viên tuyển dụng đánh giá thi đua
khen thưởng kỷ luật bồi dưỡng đào tạo nghề lao động việc làm bảo hiểm người có trẻ em bình đẳng giới
nông thôn mới sản xuất trồng trọt chăn nuôi thủy lâm nghiệp vệ rừng tài nguyên khoáng sạch sinh đô
quy chi tiết cấp phép giấy chứng nhận quyền sử thường tái
"""
_RARE = [f"{a}{b}" for a in "bcdghklmnpqrstvx" for b in ("anh", "iêm", "uông", "ươt", "oai", "uyên")]
WORDS = _SYLLABLES.split() + _RARE
"""The first come often, the last seldom."""

_SHARES = np.array(list(accumulate(1 / (rank + 3) for rank in range(len(WORDS)))))
_DRAWN = 1_000_000


class Speaker:
    """Says words, common ones often; the same for the same seed. Draws a million at a time."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.drawn: list[str] = []
        self.place = 0

    def words(self, number: int) -> str:
        """Return so many words."""
        if self.place + number > len(self.drawn):
            places = np.searchsorted(_SHARES, self.random.random(_DRAWN) * _SHARES[-1])
            self.drawn = np.array(WORDS, dtype=object)[places].tolist()
            self.place = 0
        self.place += number
        return " ".join(self.drawn[self.place - number : self.place])
