"""The register's database: an engine by URL, transactions, and clear words when storage fails."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from models.errors import ConflictError, StorageError, UsageError
from models.migrations import HEAD, KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

# What storage says when it fails → what a clerk is told (cause, next step).
_MESSAGES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("disk is full", "disk full", "no space left", "could not extend file"),
        "Ổ đĩa đã đầy, chưa ghi được vào sổ.",
        "Giải phóng ổ đĩa rồi làm lại; những gì đã vào sổ vẫn còn nguyên.",
    ),
    (
        ("readonly", "read-only", "permission denied"),
        "Sổ đang ở chế độ chỉ đọc.",
        "Cho tài khoản chạy congvan quyền ghi thư mục dữ liệu rồi làm lại.",
    ),
    (
        ("locked", "busy", "lock timeout"),
        "Sổ đang bị một chương trình khác khóa.",
        "Đợi chương trình kia xong (sao lưu, nhập dữ liệu) rồi làm lại.",
    ),
    (
        ("malformed", "not a database", "file is encrypted"),
        "Tệp cơ sở dữ liệu của sổ bị hỏng.",
        "Giữ nguyên tệp, khôi phục bản sao gần nhất bằng “congvan restore”.",
    ),
    (
        ("unable to open database file",),
        "Không mở được tệp cơ sở dữ liệu của sổ.",
        "Kiểm tra thư mục dữ liệu có tồn tại và có quyền ghi.",
    ),
    (
        ("connection", "could not connect", "server closed", "terminating", "shutting down", "starting up"),
        "Không kết nối được cơ sở dữ liệu.",
        "Kiểm tra máy chủ PostgreSQL và địa chỉ trong thiết lập database_url.",
    ),
)


class Database:
    """An open register. Reading and writing go through `transaction`, committed at the edge."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(congvan_write=True)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite lets one write at a time and has the others sleep and ask again: threads of one process queue
        # here instead, and the next one goes on at once.
        self._one_writer = threading.RLock() if self.is_sqlite else contextlib.nullcontext()

    @contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[Session]:
        """Give a session; commit at the end, roll back on any error.

        Raises:
            StorageError: the database is locked, read-only, full, away or broken.
            UsageError: a text holds NUL, which PostgreSQL cannot keep.
        """
        with (
            self._one_writer if write else contextlib.nullcontext(),
            storage_errors(),
            Session(self._writer if write else self.engine, expire_on_commit=False) as session,
        ):
            yield session
            if write:
                session.commit()

    def keep_statistics(self) -> int:
        """Let SQLite look at samples of its indexes, in a blink at any size; PostgreSQL does so by itself.

        Without, it takes "is open" for something that few tasks are, and reads all open tasks for one letter's.

        Raises:
            StorageError: the database is locked, read-only, full, away or broken.
        """
        if self.is_sqlite:
            with storage_errors(), self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None, "a connection that was just opened"
                raw.execute("PRAGMA analysis_limit = 1000")
                raw.execute("ANALYZE")
        return 0

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the register, make it when it is empty, and bring an older SQLite one up to date.

    Raises:
        StorageError: it was made by a newer congvan, or cannot be opened.
    """
    path = sqlite_path(url)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"Không tạo được thư mục dữ liệu {path.parent} ({error.strerror}).", "Kiểm tra quyền ghi."
            ) from error
    database = Database(url)
    try:
        _bring_up_to_date(database, path)
    except BaseException:
        database.close()
        raise
    return database


def revision_of(database: Database) -> str | None:
    """Return the schema's revision; None where there is no schema yet."""
    with storage_errors(), database.engine.connect() as connection:
        if not database.engine.dialect.has_table(connection, "alembic_version"):
            return None
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return str(revision) if revision else None


def sqlite_path(url: str) -> Path | None:
    """Return the database's file, None for other databases and for one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn the database's own errors into StorageError with a cause and a next step."""
    try:
        yield
    except (OperationalError, InterfaceError, sqlite3.Error) as error:
        raise _explained(error) from error
    except DBAPIError as error:
        if _is_conflict(error):
            raise ConflictError(
                "Có người khác vừa sửa đúng chỗ này.", "Tải lại trang để xem bản mới rồi sửa lại."
            ) from error
        if "0x00" in str(error.orig):  # PostgreSQL keeps no NUL in a text
            raise UsageError("Chữ gõ vào có ký tự không in được.", "Xóa ký tự đó rồi làm lại.") from error
        if (
            isinstance(error, DatabaseError)
            and isinstance(error.orig, sqlite3.DatabaseError)
            and _known(error)
        ):
            raise _explained(error) from error
        raise


def _is_conflict(error: DBAPIError) -> bool:
    # PostgreSQL: serialization failure, deadlock
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


def _known(error: DBAPIError) -> bool:
    words = str(error.orig).lower()
    return any(mark in words for marks, _, _ in _MESSAGES for mark in marks)


def _explained(error: DBAPIError | sqlite3.Error) -> StorageError:
    cause = getattr(error, "orig", error)
    words = str(cause).lower()
    for marks, told, next_step in _MESSAGES:
        if any(mark in words for mark in marks):
            return StorageError(told, next_step)
    return StorageError(f"Cơ sở dữ liệu báo lỗi: {cause}.", "Chạy “congvan doctor” để kiểm tra.")


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True, pool_size=8, max_overflow=24)
    engine = create_engine(
        parsed,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        json_serializer=_as_json,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


_encode = json.JSONEncoder().encode


def _as_json(value: Any) -> str:
    return "[]" if value == [] else _encode(value)  # most lists of boxes and candidates are empty


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own BEGIN comes too late for readers and is never IMMEDIATE; `_begin` does it.
    connection.isolation_level = None
    # SQLite's own `lower` knows ASCII only: "Ủy" and "ủy" would be two words.
    connection.create_function("lower", 1, lambda text: text.lower() if text else text, deterministic=True)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    with suppress(sqlite3.OperationalError):  # a read-only database keeps the mode it has
        cursor.execute("PRAGMA journal_mode = WAL")
    # FULL: a committed letter survives a power cut, because its inbox file is removed right after.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # Filing a letter changes a hundred pages, many of them again and again: moved into the file more seldom
    # (32 MB instead of 4), letters cost a sixth less.
    cursor.execute("PRAGMA wal_autocheckpoint = 8000")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.execute("PRAGMA mmap_size = 1073741824")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin(connection: Any) -> None:
    # A writer takes its lock at once: no deadlock between two readers that both want to write.
    write = connection.get_execution_options().get("congvan_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _bring_up_to_date(database: Database, path: Path | None) -> None:
    revision = revision_of(database)
    if revision == HEAD:
        return
    if revision is not None and revision not in KNOWN:
        raise StorageError(
            f"Sổ được tạo bởi bản congvan mới hơn (lược đồ {revision}, bản này biết đến {HEAD}).",
            "Cài bản congvan mới; sổ chưa bị đụng tới.",
        )
    if revision is not None and path is None:
        raise StorageError(
            f"Cơ sở dữ liệu còn ở lược đồ {revision}, bản congvan này cần {HEAD}.",
            "Sao lưu rồi chạy “congvan upgrade” một lần.",
        )
    from models.migrations.run import upgrade  # noqa: PLC0415 - Alembic is heavy and seldom needed

    if revision is not None and path is not None:
        _keep_copy(path, revision)
    with storage_errors():
        upgrade(database.engine)


def _keep_copy(path: Path, revision: str) -> None:
    """Keep the database as it was before a migration, beside it."""
    copy = path.with_name(f"{path.stem}.before-{HEAD}-from-{revision}{path.suffix}")
    if copy.exists():
        return
    with storage_errors(), contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
