"""The database opens, moves up and down, and says clearly what is wrong with it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from entries import made
from sqlalchemy import inspect, text

from models.database import Database, open_database, revision_of
from models.errors import StorageError, UsageError
from models.migrations import HEAD, KNOWN
from models.migrations.run import configuration, downgrade, upgrade
from models.register import LetterFilter
from models.tables import Base
from pipeline.register import Register
from pipeline.register_filing import file_letter
from pipeline.register_letters import list_letters
from pipeline.settings import Settings

EMPTY = LetterFilter()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite3'}"
    return request.getfixturevalue("postgres_url")


def test_known_revisions_are_those_of_the_scripts():
    """`KNOWN` names every migration in order, so that opening needs no Alembic."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(configuration())
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == KNOWN
    assert scripts.get_current_head() == HEAD


def test_migrations_make_exactly_the_tables_of_the_code(url):
    """After all migrations there is nothing that Alembic would still change."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = open_database(url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    database.close()

    assert differences == []


def test_migrations_go_down_and_up_again(url):
    """Down to an empty database and back gives the same tables."""
    database = open_database(url)
    before = set(inspect(database.engine).get_table_names())
    downgrade(database.engine, "base")
    empty = set(inspect(database.engine).get_table_names())
    upgrade(database.engine)

    assert empty == {"alembic_version"}
    assert set(inspect(database.engine).get_table_names()) == before
    assert revision_of(database) == HEAD
    database.close()


def test_a_register_of_the_first_version_is_brought_up_with_all_it_holds(url, tmp_path):
    """SQLite by itself at the next start, with a copy beside it; PostgreSQL by `congvan upgrade`."""
    settings = Settings(data=tmp_path, database_url=url)
    with Register(settings) as register:
        register.write(file_letter, *made())
        before = register.read(list_letters, EMPTY)
        downgrade(register.database.engine, KNOWN[0])
    shared = url.startswith("postgresql")
    if shared:
        command = [sys.executable, "-m", "pipeline.cli", "--data", str(tmp_path), "upgrade"]
        environment = {**os.environ, "CONGVAN_DATABASE_URL": url}
        subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
    with Register(settings) as register:
        after = register.read(list_letters, EMPTY)
        revision = revision_of(register.database)

    assert before
    assert after == before
    assert revision == HEAD
    assert shared or list(tmp_path.glob(f"register.before-{HEAD}-from-{KNOWN[0]}.sqlite3"))


def test_a_register_of_a_newer_version_is_refused_and_untouched(url):
    """An unknown revision gives a clear error, and stays."""
    database = open_database(url)
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="mới hơn"):
        open_database(url)

    assert revision_of(database) == "9999"
    database.close()


def test_an_older_sqlite_register_is_kept_before_it_is_brought_up(tmp_path, monkeypatch):
    """Before a migration runs, the file is copied beside itself."""
    url = f"sqlite:///{tmp_path / 'register.sqlite3'}"
    open_database(url).close()
    monkeypatch.setattr("models.database.HEAD", "9998")
    monkeypatch.setattr("models.migrations.run.upgrade", _refuse)
    with pytest.raises(StorageError):
        open_database(url)

    assert (tmp_path / f"register.before-9998-from-{HEAD}.sqlite3").exists()


def _refuse(*_args):
    raise StorageError("x", "y")


def test_an_older_shared_register_waits_for_its_administrator(postgres_url, monkeypatch):
    """On PostgreSQL no worker migrates by itself; the error says what to run."""
    open_database(postgres_url).close()
    monkeypatch.setattr("models.database.HEAD", "9998")

    with pytest.raises(StorageError, match="congvan upgrade"):
        open_database(postgres_url)


def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path):
    """Whatever lies there is not overwritten."""
    path = tmp_path / "register.sqlite3"
    path.write_bytes(b"day la mot tep van ban khac" * 100)
    with pytest.raises(StorageError, match="hỏng"):
        open_database(f"sqlite:///{path}")

    assert path.read_bytes().startswith(b"day la")


def test_a_locked_register_says_so_and_loses_nothing(tmp_path, monkeypatch):
    """While another program holds the lock, writing gives a clear error; afterwards it works."""
    monkeypatch.setattr("models.database.BUSY_SECONDS", 0)
    settings = Settings(data=tmp_path)
    with Register(settings) as register:
        holder = sqlite3.connect(tmp_path / "register.sqlite3", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="khóa") as caught:
            register.write(file_letter, *made())
        reading = register.read(list_letters, EMPTY).total
        holder.execute("ROLLBACK")
        holder.close()

        assert caught.value.passing
        assert reading == 0
        assert register.write(file_letter, *made()).new


def test_a_full_disk_says_so_and_loses_nothing(tmp_path):
    """A database that may not grow refuses the letter whole; freed, it takes it."""
    settings = Settings(data=tmp_path)
    with Register(settings) as register:
        register.write(file_letter, *made("1/A-B"))
        with register.transaction(write=False) as session:
            pages = session.execute(text("PRAGMA page_count")).scalar()
        register.database.close()
        limit = f"PRAGMA max_page_count = {pages}"
        from sqlalchemy import event

        def shrink(connection, _record):
            connection.execute(limit)

        event.listen(register.database.engine, "connect", shrink)
        big = made("2/A-B", text="một câu rất dài về rà soát hộ nghèo " * 2000)
        with pytest.raises(StorageError, match="đầy") as caught:
            register.write(file_letter, *big)
        event.remove(register.database.engine, "connect", shrink)
        register.database.close()

        assert caught.value.passing
        assert register.read(list_letters, EMPTY).total == 1
        assert register.write(file_letter, *big).new


READ_ONLY = """
import os, sys
import models.migrations.run, models.tables, sqlalchemy.dialects.sqlite
from pipeline.register import Register
from pipeline.settings import Settings
from pathlib import Path
from models.errors import StorageError, UsageError
from pipeline.register_review import start_arrival_numbers
os.setuid(65534)
try:
    Register(Settings(data=Path(sys.argv[1]))).write(start_arrival_numbers, 2024, 5, by="x")
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody without rights")
def test_a_read_only_register_says_so(tmp_path_factory):
    """Somebody without rights gets the cause and what to do, no trace."""
    folder = tmp_path_factory.mktemp("readonly")
    open_database(f"sqlite:///{folder / 'register.sqlite3'}").close()
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)],
        capture_output=True,
        text=True,
        cwd=Path.cwd(),
        check=False,
    )

    assert "chỉ đọc" in done.stdout or "Không mở được" in done.stdout, done.stderr


def test_an_unreachable_server_says_so():
    """A wrong address is a StorageError that can pass."""
    with pytest.raises(StorageError, match="Không kết nối được") as caught:
        open_database("postgresql://postgres@127.0.0.1:1/x")

    assert caught.value.passing


def test_a_server_that_restarts_is_found_again(postgres, postgres_url):
    """After a restart of PostgreSQL the next transaction works."""
    database = open_database(postgres_url)
    with database.transaction(write=False) as session:
        assert session.scalar(text("SELECT 1")) == 1
    postgres.restart()
    with database.transaction(write=False) as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.close()


def test_nul_in_a_text_is_the_typist_s_mistake(register):
    """PostgreSQL keeps no NUL: the message says so, instead of a trace; SQLite takes it."""
    query = text("SELECT CAST(:typed AS TEXT)")
    if register.database.is_sqlite:
        assert register.read(lambda session: session.scalar(query, {"typed": "a\x00b"}))
    else:
        with pytest.raises(UsageError, match="không in được"):
            register.read(lambda session: session.scalar(query, {"typed": "a\x00b"}))


def test_opening_an_up_to_date_register_loads_no_migrations(tmp_path):
    """Commands start quickly: Alembic is imported only when there is something to migrate."""
    open_database(f"sqlite:///{tmp_path / 'register.sqlite3'}").close()
    code = (
        "import sys; from models.database import open_database; "
        f"open_database('sqlite:///{tmp_path / 'register.sqlite3'}'); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_enums_are_stored_by_value(tmp_path):
    """The database holds "in-progress", not a Python name."""
    database = Database(f"sqlite:///{tmp_path / 'register.sqlite3'}")
    for table in Base.metadata.tables.values():
        for column in table.columns:
            kind = getattr(column.type, "enum_class", None)
            if kind is not None:
                assert column.type.enums == [member.value for member in kind], column
    database.close()


def test_sqlite_knows_how_its_rows_are_spread(tmp_path):
    """After a look at samples its planner has a line for each index in use; PostgreSQL needs no such call."""
    database = open_database(f"sqlite:///{tmp_path / 'register.sqlite3'}")
    for n in range(3):
        with database.transaction() as session:
            file_letter(session, *made(f"{n}/UBND-NV", salt=str(n)))
    database.keep_statistics()
    with database.transaction(write=False) as session:
        known = set(session.scalars(text("SELECT idx FROM sqlite_stat1 WHERE tbl = 'tasks'")))
    database.close()

    assert {"ix_tasks_open", "ix_tasks_letter_id_ordinal"} <= known
