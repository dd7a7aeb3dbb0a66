"""The extractors, in the order they run. To add one, add its name here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.addressees import addressees
from extractors.assignment_tables import assignment_tables
from extractors.deadlines import deadlines
from extractors.letterhead import letterhead
from extractors.number_symbol import number_symbol
from extractors.place_date import place_date
from extractors.recipients import recipients
from extractors.references import references
from extractors.signature import signature
from extractors.subject import document_type, subject
from extractors.tasks import tasks
from extractors.urgency import urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.finding import Finding
    from models.letter import Letter

EXTRACTORS: tuple[Callable[[Letter], Iterator[Finding]], ...] = (
    letterhead,
    number_symbol,
    place_date,
    document_type,
    subject,
    urgency,
    signature,
    addressees,
    recipients,
    references,
    deadlines,
    tasks,
    assignment_tables,
)
