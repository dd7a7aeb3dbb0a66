"""Registers of a given size, made once and used again, on SQLite and on PostgreSQL from Debian's package."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from postgres import as_owner, free_port, programs
from province import TODAY
from province_load import fill
from sqlalchemy import text

from models.database import open_database
from pipeline.register import Register
from pipeline.settings import Settings
from pipeline.timeliness import AsOf

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = AsOf(TODAY)


class Bench:
    """A filled register, opened."""

    def __init__(self, url: str, letters: int) -> None:
        self.register = Register(Settings(data=Path("/nonexistent"), database_url=url))
        self.letters = letters
        self.documents = max(200, letters // 2)

    def read(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Return a question ready to be asked."""
        return partial(self.register.read, query, *args, **kwargs)


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run PostgreSQL on a folder that stays, durably; yield the URL without a database's name."""
    data = folder / "postgresql"
    if getpass.getuser() == "root":
        folder.mkdir(parents=True, exist_ok=True)
        data.mkdir(exist_ok=True)
        shutil.chown(data, "postgres")
    if not (data / "PG_VERSION").exists():
        init = [str(programs() / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
        subprocess.run(
            as_owner([*init, "-E", "UTF8", "--locale=C.UTF-8"]), check=True, capture_output=True, cwd="/"
        )
    port = free_port()
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c shared_buffers=1GB"
    )
    options += " -c work_mem=32MB -c max_connections=100 -c random_page_cost=1.1 -c max_wal_size=4GB"
    control = [str(programs() / "pg_ctl"), "-w", "-D", str(data), "-l", str(data / "log")]
    subprocess.run(as_owner([*control, "-o", options, "start"]), check=True, capture_output=True, cwd="/")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        subprocess.run(as_owner([*control, "-m", "fast", "stop"]), check=True, capture_output=True, cwd="/")


def options(description: str | None, *, times: int) -> argparse.ArgumentParser:
    """Return the options that all benchmarks of filled registers have."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--letters", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/congvan-bench"))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--times", type=int, default=times)
    parser.add_argument("--no-writer", action="store_true", help="leave out the ten readers beside a writer")
    parser.add_argument("--plot", type=Path, help="folder for the growth pictures")
    return parser


def filled(url: str, letters: int) -> str:
    """Return the URL of a filled register, filling it the first time."""
    database = open_database(url)
    try:
        with database.transaction(write=False) as session:
            there = session.scalar(text("SELECT count(*) FROM bodies")) or 0
        if not there:
            fill(database, letters)
    finally:
        database.close()
    return url


def registers(folder: Path, sizes: list[int], only: str | None) -> Iterator[tuple[str, int, str]]:
    """Yield (database, letters, URL) one after another, with the server running."""
    folder.mkdir(parents=True, exist_ok=True)
    if only != "postgresql":
        for letters in sizes:
            yield "SQLite", letters, filled(f"sqlite:///{folder / f'register-{letters}.sqlite3'}", letters)
    if only != "sqlite":
        with server(folder) as base:
            for letters in sizes:
                name = f"register{letters}"
                with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
                    known = connection.execute(
                        "SELECT 1 FROM pg_database WHERE datname = %s", (name,)
                    ).fetchone()
                    if not known:
                        connection.execute(f'CREATE DATABASE "{name}"')
                yield "PostgreSQL", letters, filled(f"{base}/{name}", letters)
