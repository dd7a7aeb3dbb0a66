"""What every page is handed: settings, the register, accounts, sessions and the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.vietnam_time import VIETNAM
from pipeline.accounts import Right
from pipeline.register_involvement import involvements
from pipeline.timeliness import as_of
from review.attempts import Attempts
from review.lately import Lately

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from models.register import TaskFilter
    from pipeline.accounts import Account, Accounts
    from pipeline.involvement import Involved
    from pipeline.page_pictures import PagePictures
    from pipeline.register import Register
    from pipeline.search import Search
    from pipeline.settings import Settings
    from review.session import Sessions


@dataclass(slots=True)
class Desk:
    """The office as the pages see it. Only `settings` ever change, on the settings page."""

    settings: Settings
    register: Register
    accounts: Accounts
    sessions: Sessions
    pictures: PagePictures
    search: Search
    attempts: Attempts = field(default_factory=Attempts)
    dear: Lately = field(default_factory=lambda: Lately(60, stale=600))
    counted: Lately = field(default_factory=lambda: Lately(2))

    @property
    def today(self) -> dt.date:
        """The day in Vietnam."""
        return dt.datetime.now(VIETNAM).date()

    @property
    def now(self) -> dt.datetime:
        """The moment in Vietnam."""
        return dt.datetime.now(VIETNAM)

    def called(self, name: str | None) -> str:
        """Return how people call the one who did something: the full name of an account, else the name given."""
        if not name:
            return ""
        titles: dict[str, str] = self.counted.get(
            "titles", lambda: {one.name: one.title for one in self.accounts.all()}
        )
        return titles.get(name, name)

    def parts(self, session: Any, letters: Sequence[int]) -> dict[int, Involved]:
        """Return what each letter wants of the office; nothing where the settings do not name it."""
        return involvements(session, letters, self.settings.office, province=self.settings.province)

    def found(self, wanted: TaskFilter) -> TaskFilter:
        """Return a filter of tasks with its words answered by the search."""
        return self.search.narrow_tasks(wanted, as_of(self.settings, self.today))

    def sees(self, who: Account) -> frozenset[int] | None:
        """Return the bodies whose limited letters an account may see; None: all."""
        return None if who.may(Right.GOVERN) else who.bodies
