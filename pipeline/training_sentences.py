"""Sentences of orders, written from the grammar of the office, with those who are told marked.

They train `extractors.trained` before an office has corrections of its own. The same seed
gives the same sentences. Names are made from the vocabulary, places are invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.vocabulary import table
from models.finding import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Span = tuple[int, int, Role]

PLACES = (
    "Bình Lâm",
    "Đông Hải",
    "Hòa Sơn",
    "An Bình",
    "Phú Mỹ",
    "Tân Lập",
    "Vĩnh Thạnh",
    "Hải Lâm",
    "Trường Xuân",
)
TERRITORIES = ("tỉnh", "huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn")
GROUPS = (
    "các sở, ban, ngành",
    "các cơ quan, đơn vị liên quan",
    "các cơ quan, đơn vị, địa phương",
    "các phòng, ban, ngành",
    "UBND các xã, phường",
    "UBND các huyện, thị xã, thành phố",
    "Thủ trưởng các cơ quan, đơn vị",
    "Chủ tịch UBND các xã, thị trấn",
    "các tổ chức chính trị - xã hội",
    "các doanh nghiệp hoạt động trên địa bàn",
    "các đơn vị sự nghiệp công lập",
)
OBJECTS = (
    "hồ sơ đất đai trên địa bàn",
    "kết quả thực hiện nhiệm vụ được giao",
    "danh sách hộ nghèo, hộ cận nghèo",
    "phương án phòng, chống thiên tai",
    "công tác cải cách thủ tục hành chính",
    "việc chấp hành kỷ luật, kỷ cương hành chính",
    "kinh phí thực hiện năm 2025",
    "cơ sở vật chất của các trường học",
    "tiến độ giải ngân vốn đầu tư công",
)
ENDS = (
    "",
    " trước ngày 20/12/2024",
    ", báo cáo UBND tỉnh",
    " theo quy định",
    ", gửi về Sở Nội vụ trước ngày 15/3/2025",
)
OPENERS = (
    "",
    "Căn cứ ý kiến trên, ",
    "Trên cơ sở kết quả rà soát, ",
    "Đồng thời, ",
    "Đối với nội dung này, ",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and where those who are told stand in it."""

    text: str
    spans: tuple[Span, ...]


class _Writer:
    """Writes one sentence after another."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - sentences, not secrets
        self.sectors = [row["sector"] for row in table("sectors")]
        self.verbs = [
            row["word"] for row in table("clause_words") if row["kind"] == "verb" and " " in row["word"]
        ]
        self.text = ""
        self.spans: list[Span] = []

    def add(self, text: str, role: Role | None = None) -> None:
        """Write on; with a role, the words name somebody who is told."""
        if role is not None:
            self.spans.append((len(self.text), len(self.text) + len(text), role))
        self.text += text

    def body(self) -> str:
        """Make up the name of a body, a post or a group."""
        place = f"{self.chance.choice(TERRITORIES)} {self.chance.choice(PLACES)}"
        sector = self.chance.choice(self.sectors)
        return self.chance.choice(
            (
                f"Sở {sector}",
                f"Sở {sector}",
                f"Phòng {sector}",
                f"UBND {place}",
                f"Công an {self.chance.choice(TERRITORIES)}",
                f"Giám đốc Sở {sector}",
                f"Trưởng phòng {sector}",
                f"Trung tâm {sector} {place}",
                f"Ban Quản lý dự án {place}",
                f"Văn phòng UBND {self.chance.choice(TERRITORIES)}",
                self.chance.choice(GROUPS),
            )
        )

    def names(self, role: Role, most: int) -> None:
        """Write a list of names."""
        count = self.chance.randint(1, most)
        for number in range(count):
            if number:
                self.add(self.chance.choice((", ", "; ", " và ")) if number < count - 1 else " và ")
            self.add(self.body(), role)

    def work(self) -> None:
        """Write what is to be done."""
        verbs = self.chance.sample(self.verbs, self.chance.randint(1, 3))
        self.add(f"{', '.join(verbs)} {self.chance.choice(OBJECTS)}{self.chance.choice(ENDS)}.")

    def order(self) -> None:
        """Write an order: Giao X chủ trì, phối hợp với Y."""
        self.add(self.chance.choice(OPENERS))
        self.add(
            self.chance.choice(("Giao ", "Yêu cầu ", "Đề nghị ", "giao ", "Chủ tịch UBND tỉnh yêu cầu "))
        )
        self.names(Role.LEAD, 3)
        self.help()
        self.work()

    def subject(self) -> None:
        """Write a sentence whose subject is told: X có trách nhiệm."""
        self.names(Role.LEAD, 2)
        self.add(self.chance.choice((" có trách nhiệm", " khẩn trương", " chủ động", "", ":")))
        self.help()
        self.work()

    def help(self) -> None:
        """Write with whom, every other time: phối hợp với Y."""
        if self.chance.random() < 0.5:
            self.add(self.chance.choice((" chủ trì, phối hợp với ", " phối hợp với ", " chủ trì phối hợp ")))
            self.names(Role.COOPERATE, 3)
        self.add(" ")

    def heading(self) -> None:
        """Write a heading that names who is told, as "Sở Y tế:"."""
        self.names(Role.LEAD, 3)
        self.add(self.chance.choice(("", ":", ".")))

    def bullet(self) -> None:
        """Write a bullet below such a heading: Phối hợp với Y."""
        self.add(self.chance.choice(("", "", "Chủ trì, phối hợp với ", "Phối hợp với ")))
        if self.text:
            self.names(Role.COOPERATE, 2)
            self.add(" ")
        self.work()

    def story(self) -> None:
        """A sentence in which nobody is told anything."""
        verb, thing = self.chance.choice(self.verbs), self.chance.choice(OBJECTS)
        one, other, land = self.body(), self.body(), self.chance.choice(TERRITORIES)
        day = f"{self.chance.randint(1, 28)}/{self.chance.randint(1, 12)}/2024"
        number = self.chance.randint(1, 9999)
        self.add(
            self.chance.choice(
                (
                    f"Ngày {day}, {one} đã có văn bản đề nghị {other} {verb} {thing}.",
                    f"Thực hiện Công văn số {number}/UBND-NC ngày {day} của {one} về việc {verb} {thing}",
                    f"Căn cứ Quyết định số {number}/QĐ-UBND ngày {day} của {one} ban hành Quy định {thing};",
                    f"Thời gian qua, {one} đã {verb} {thing}; tuy nhiên, {thing} còn hạn chế.",
                    f"Đến nay, {one} chưa {verb} {thing} theo đề nghị của {other}.",
                    f"Nâng cao chất lượng {thing} của {one}.",
                    f"Kinh phí: {number} triệu đồng từ ngân sách {land}.",
                )
            )
        )

    def write(self) -> Example:
        """Write one sentence of any form."""
        self.text, self.spans = "", []
        forms: tuple[Callable[[], None], ...] = (
            self.order,
            self.order,
            self.subject,
            self.subject,
            self.heading,
            self.bullet,
            self.story,
            self.story,
            self.story,
        )
        self.chance.choice(forms)()
        return Example(self.text, tuple(self.spans))


def generate(count: int, *, seed: int = 1) -> Iterator[Example]:
    """Yield `count` sentences."""
    writer = _Writer(seed)
    for _ in range(count):
        yield writer.write()
