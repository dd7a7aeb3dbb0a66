"""Tables that only look as if they handed out work."""

from __future__ import annotations

from letters import letter_of

from extractors.assignment_tables import assignment_tables
from extractors.deadlines import deadlines
from models.finding import Field


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


TIMETABLE = """
    [motto]
    Đông Hải, ngày 10 tháng 01 năm 2024
    [table]
    Thời gian | Nội dung | Đơn vị thực hiện
    01/2024 | - Ký giao ước thi đua - Tổ chức hội thao | Văn phòng chủ trì, phối hợp với các phòng liên quan
    4-5/2024 | Sơ kết đợt 1 | Công đoàn
    """


def test_bullets_of_a_cell_are_tasks_of_their_own():
    """They share their row's bodies, of which one may lead and others help."""
    letter = letter_of(TIMETABLE)
    found = list(assignment_tables(letter))
    jobs = [letter.text[one.start : one.end] for one in found if one.field is Field.TASK]
    who = [(one.value.name, one.value.role) for one in found if one.field is Field.ASSIGNEE]

    assert jobs == ["Ký giao ước thi đua", "Tổ chức hội thao", "Sơ kết đợt 1"]
    assert who == [("Văn phòng", "lead"), ("các phòng liên quan", "cooperate"), ("Công đoàn", "lead")]


def test_months_of_a_column_are_limits():
    """In a column that says when, "4-5/2024" is two months, and never 4 May."""
    found = [(one.value.kind, str(one.value.due)) for one in deadlines(letter_of(TIMETABLE))]

    assert found == [("period", "2024-01-31"), ("period", "2024-05-31")]
