"""The whole story of a letter, on one screen: take, read, extract, choose, file.

`pipeline.inbox` takes; `pipeline.flow` makes the four other steps durable, one checkpoint each, and has
reader processes take those that need no database (`pipeline.steps`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.order import EXTRACTORS
from pipeline.choose import choose

if TYPE_CHECKING:
    from pathlib import Path

    from models.entry import Entry
    from models.finding import Finding
    from models.letter import Letter
    from pipeline.register import Register
    from pipeline.register_filing import Filed
    from pipeline.register_ledger import FileRecord
    from pipeline.register_prepared import Prepared
    from pipeline.settings import Settings


def understand(path: Path, settings: Settings) -> tuple[Letter, Entry]:
    """Read one file and choose what its register entry says; nothing is stored.

    Raises:
        UnreadableFileError: the file cannot be read as a letter.
        SecretLetterError: the letter is secret and was set aside before its body was looked at.
    """
    from pipeline.reading import read  # noqa: PLC0415 - the flow reads in processes of its own

    letter = read(path, settings)
    return letter, choose(letter, extract(letter), settings)


def extract(letter: Letter) -> tuple[Finding, ...]:
    """Run every extractor over the letter, in the order that `EXTRACTORS` spells out."""
    return tuple(finding for extractor in EXTRACTORS for finding in extractor(letter))


def file(register: Register, record: FileRecord, rows: Prepared) -> Filed:
    """Put the letter into the register and end its file's row in the ledger: one transaction, once."""
    from pipeline.register_filing import file_prepared  # noqa: PLC0415 - SQLAlchemy is heavy
    from pipeline.register_ledger import note_filed  # noqa: PLC0415 - same

    with register.transaction() as session:
        filed = file_prepared(session, rows, received_at=record.seen_at, label=record.label)
        note_filed(session, record.id, filed.letter_id, new=filed.new)
    return filed
