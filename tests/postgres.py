"""A real PostgreSQL for tests: a throw-away server from Debian's package, on a socket of its own."""

from __future__ import annotations

import contextlib
import getpass
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Server:
    """A running server. Made for tests: nothing is synced to disk, everybody is trusted."""

    port: int
    folder: Path

    def url(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        return self.url(name)

    def restart(self, mode: str = "immediate") -> None:
        """Stop the server as a power cut does, and start it again."""
        control(self.folder, "restart", "-m", mode, port=self.port)


def programs() -> Path:
    """Return the folder of the newest server's programs.

    Raises:
        RuntimeError: Debian's package is missing.
    """
    found = sorted(LIBRARY.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is needed: apt-get install postgresql (or: make setup)")
    return found[-1].parent


def as_owner(command: list[str]) -> list[str]:
    """Return the command as it must be run: PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if getpass.getuser() == "root" else command


def control(folder: Path, action: str, *words: str, port: int) -> None:
    """Run pg_ctl."""
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    options += " -c max_connections=200 -c synchronous_commit=off -c full_page_writes=off"
    command = [
        str(programs() / "pg_ctl"),
        action,
        "-w",
        "-D",
        str(folder / "data"),
        "-l",
        str(folder / "log"),
        *words,
    ]
    if action != "stop":
        command += ["-o", options]
    subprocess.run(as_owner(command), check=True, capture_output=True, cwd="/", timeout=60)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and remove both at the end."""
    folder = Path(tempfile.mkdtemp(prefix="congvan-pg-"))
    if getpass.getuser() == "root":
        shutil.chown(folder, "postgres")
    port = free_port()
    try:
        init = [str(programs() / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust"]
        locale = ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(as_owner([*init, *locale]), check=True, capture_output=True, cwd="/", timeout=60)
        control(folder, "start", port=port)
        yield Server(port, folder)
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            control(folder, "stop", "-m", "immediate", port=port)
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)
