"""The whole story of a letter, on one screen: take, read, extract, choose, file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.order import EXTRACTORS
from pipeline.choose import choose
from pipeline.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from models.entry import Entry
    from models.finding import Finding
    from models.letter import Letter
    from pipeline.settings import Settings


def extract(letter: Letter) -> tuple[Finding, ...]:
    """Run every extractor over the letter, in the order that `EXTRACTORS` spells out."""
    return tuple(finding for extractor in EXTRACTORS for finding in extractor(letter))


def understand(path: Path, settings: Settings) -> tuple[Letter, Entry]:
    """Read one file and choose what its register entry says; nothing is stored.

    Raises:
        UnreadableFileError: the file cannot be read as a letter.
        SecretLetterError: the letter is secret and was set aside before its body was looked at.
    """
    letter = read(path, settings)
    return letter, choose(letter, extract(letter), settings)
