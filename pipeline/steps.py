"""The steps of a letter that ask no database, as a reader process takes them.

They are work for a processor on files that strangers send, so they run apart from the program: on all cores,
under limits, and a letter on which a rule hangs takes down a reader and not the office. What one step leaves
lies on the workbench; a step that finds nothing there (another machine did the one before) does that one too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.choose import choose
from pipeline.reading import read
from pipeline.register_filing import check_and_prepare
from pipeline.run import extract

if TYPE_CHECKING:
    from pathlib import Path

    from models.finding import Finding
    from models.letter import Letter
    from pipeline.register_prepared import Prepared
    from pipeline.settings import Settings
    from pipeline.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Job:
    """One original to be read: where it lies, its hash, the name it came under, and the bench to work at."""

    original: Path
    sha256: str
    file_name: str
    bench: Workbench
    settings: Settings


def read_letter(job: Job) -> int:
    """Read the original; return how many pages it has.

    Raises:
        UnreadableFileError: the file cannot be read as a letter.
        SecretLetterError: the letter is secret; its body was not laid out.
        StorageError: the bench's disk is full.
    """
    return len(_letter(job).pages)


def extract_findings(job: Job) -> int:
    """Find what the letter says; return how many findings there are. Raises as `read_letter`."""
    return len(_findings(job))


def choose_entry(job: Job) -> int:
    """Choose one value a field, or a doubt; return how many tasks there are. Raises as `read_letter`."""
    return len(choose_rows(job).tasks)


def choose_rows(job: Job) -> Prepared:
    """Do the same and return the rows that file the letter. Raises as `read_letter`."""
    rows: Prepared | None = job.bench.get(job.sha256, "rows")
    if rows is None:
        letter = _letter(job)
        entry = choose(letter, _findings(job), job.settings)
        rows = check_and_prepare(letter, entry, province=job.settings.province)
        job.bench.put(job.sha256, "rows", rows)
    return rows


def rows_anew(original: Path, settings: Settings) -> Prepared:
    """Return the rows of a letter that is read again; the bench is not used. Raises as `read_letter`."""
    letter = read(original, settings)
    return check_and_prepare(letter, choose(letter, extract(letter), settings), province=settings.province)


def _letter(job: Job) -> Letter:
    letter: Letter | None = job.bench.get(job.sha256, "letter")
    if letter is None:
        letter = read(job.original, job.settings)
        letter = replace(letter, source=replace(letter.source, file_name=job.file_name))
        job.bench.put(job.sha256, "letter", letter)
    return letter


def _findings(job: Job) -> tuple[Finding, ...]:
    findings: tuple[Finding, ...] | None = job.bench.get(job.sha256, "findings")
    if findings is None:
        findings = extract(_letter(job))
        job.bench.put(job.sha256, "findings", findings)
    return findings
