"""The register: one door to every query and every write, each in a transaction of its own.

The work itself stands in `register_<theme>.py` as plain functions that take a session first;
`Register.read` and `Register.write` call them. Whoever needs several in one transaction
writes a function of the same shape.
"""

from __future__ import annotations

import random
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from models.database import Database, open_database
from models.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from sqlalchemy.orm import Session

    from pipeline.settings import Settings

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_TRIES = 5


class Register:
    """An open register."""

    def __init__(self, settings: Settings, database: Database | None = None) -> None:
        self.settings = settings
        self.database = database or open_database(settings.url)

    def read(
        self,
        query: Callable[Concatenate[Session, Asked], Answer],
        /,
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """Answer a query of `register_<theme>`: `register.read(get_letter, 12)`."""
        with self.transaction(write=False) as session:
            return query(session, *args, **kwargs)

    def write(
        self,
        action: Callable[Concatenate[Session, Asked], Answer],
        /,
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """Do an action of `register_<theme>` and commit it; a database's own conflict is tried again.

        Raises:
            ConflictError: somebody else changed the same thing first.
            StorageError: the database cannot be written.
        """
        for tried in range(_TRIES):
            try:
                with self.transaction() as session:
                    return action(session, *args, **kwargs)
            except ConflictError as error:
                if error.__cause__ is None or tried == _TRIES - 1:
                    raise
                time.sleep(random.uniform(0.01, 0.05) * 2**tried)  # noqa: S311 - spreads the tries, no secret
        raise AssertionError

    @contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[Session]:
        """Give a session for several calls that belong together; it knows the office's province."""
        with self.database.transaction(write=write) as session:
            session.info["province"] = self.settings.province
            yield session

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    def __enter__(self) -> Self:
        """Return the open register."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
