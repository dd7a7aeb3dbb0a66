"""Everything that can go wrong with a letter or a command: cause, next step, exit code.

Messages are in Vietnamese: they reach the clerk.
"""

from __future__ import annotations

from typing import ClassVar


class CongvanError(Exception):
    """Base of all errors that a user is told about. `passing` errors are worth a later try."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"
    passing: ClassVar[bool] = False

    def __init__(self, cause: str, next_step: str) -> None:
        """Keep the cause and the next step, both in Vietnamese, without the file's name."""
        super().__init__(f"{cause} {next_step}")
        self.cause = cause
        self.next_step = next_step

    def __reduce__(self) -> tuple[type[CongvanError], tuple[str, str]]:
        """Cross to another process whole."""
        return type(self), (self.cause, self.next_step)


class UnreadableFileError(CongvanError):
    """The file cannot be read as a letter (hỏng, rỗng, không phải văn bản)."""

    code = "unreadable"


class EncryptedFileError(UnreadableFileError):
    """The file needs a password."""

    code = "encrypted"


class UnsupportedFileError(UnreadableFileError):
    """The file is of a kind that congvan does not read."""

    code = "unsupported"


class FileTooLargeError(UnreadableFileError):
    """The file has more pages, pixels or bytes than the limits allow."""

    code = "too-large"


class MissingFileError(UnreadableFileError):
    """The file is not there, or may not be read."""

    code = "missing"


class SecretLetterError(CongvanError):
    """The letter is marked MẬT, TỐI MẬT or TUYỆT MẬT and is set aside unread."""

    code = "secret"


class UsageError(CongvanError):
    """The command or query was not understood."""

    exit_code = 2
    code = "usage"


class MissingToolError(CongvanError):
    """A program or language file of the system is missing."""

    code = "missing-tool"
    passing = True


class StorageError(CongvanError):
    """Disk or database could not be written; passes when the cause is removed."""

    code = "storage"
    passing = True


class MachineShortError(CongvanError):
    """The machine is short of memory or processes; passes when there is room again."""

    code = "machine"
    passing = True


class ConflictError(CongvanError):
    """Somebody else changed the same thing first."""

    code = "conflict"


class NotFoundError(CongvanError):
    """The register holds no such letter, task or decision."""

    exit_code = 2
    code = "not-found"
