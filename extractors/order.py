"""The extractors, in the order they run. To add one, add its name here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.finding import Finding
    from models.letter import Letter

EXTRACTORS: tuple[Callable[[Letter], Iterator[Finding]], ...] = ()
