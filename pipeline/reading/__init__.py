"""From a file to a Letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from models.letter import Letter
    from pipeline.settings import Settings


def read(path: Path, settings: Settings) -> Letter:
    """Read one file, by what is in it and not by its name.

    Raises:
        UnreadableFileError: the file cannot be read as a letter.
        SecretLetterError: the letter is secret; its body was not laid out.
    """
    from pipeline.reading.reader import read_file  # noqa: PLC0415 - heavy

    return read_file(path, settings)
