"""Nothing connects to the outside."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
from postgres import free_port

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
CONTROL = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"


def run(words, tmp_path):
    asked = tmp_path / "asked.txt"
    environment = {**os.environ, "PYTHONPATH": str(HERE / "offline"), "CONNECTIONS_ASKED": str(asked)}
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done, asked.read_text("utf-8") if asked.exists() else ""


def wait_for(office, asked):
    """Return what `asked` returns once it returns something."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert office.poll() is None, office.stderr.read()
        with contextlib.suppress(httpx.TransportError):
            if answer := asked():
                return answer
        time.sleep(0.2)
    raise AssertionError


def test_the_whole_office_asks_for_no_connection(tmp_path):
    """A born-digital letter and a scan go from the inbox to the pages, and no outside connection is asked for.

    Told to stop, the office stops by itself within ten seconds.
    """
    inbox, asked = tmp_path / "data" / "inbox", tmp_path / "asked.txt"
    inbox.mkdir(parents=True)
    for name in ("07-giay-moi.pdf", "09-bao-cao-scan.pdf"):
        shutil.copy(SAMPLES / name, inbox)
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = ["-m", "pipeline.cli", "--data", str(tmp_path / "data"), "run", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(HERE / "offline"), "CONNECTIONS_ASKED": str(asked)}
    with subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as office:
        try:
            wait_for(
                office, lambda: 'congvan_files{state="filed"} 2.0' in httpx.get(f"{address}/metrics").text
            )
            assert httpx.get(f"{address}/healthz").text == "ok\n"
            assert httpx.get(f"{address}/", follow_redirects=True).status_code == 200
            office.terminate()
            assert office.wait(10) == 0
        finally:
            office.kill()

    assert list(inbox.iterdir()) == []
    assert not asked.exists()


def test_the_guard_refuses_and_tells(tmp_path):
    """The guard of the test above does refuse a connection, and writes it down."""
    done, asked = run(["-c", CONTROL], tmp_path)

    assert done.returncode != 0
    assert "192.0.2.1" in asked
