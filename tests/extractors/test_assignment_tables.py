"""Tables that only look as if they handed out work."""

from __future__ import annotations

from letters import letter_of

from extractors.assignment_tables import assignment_tables


def test_a_meetings_programme_hands_out_no_work():
    """Who opens a meeting, reports and closes it stands in a table like work, and is none."""
    programme = """
        [table]
        STT | Nội dung | Người thực hiện
        1 | Tuyên bố lý do, giới thiệu đại biểu | Văn phòng UBND tỉnh
        2 | Phát biểu khai mạc | Chủ tịch UBND tỉnh
        3 | Báo cáo sơ kết Đề án | Sở Nội vụ
        """

    assert list(assignment_tables(letter_of(programme))) == []
