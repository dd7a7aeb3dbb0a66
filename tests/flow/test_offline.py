"""Nothing connects to the outside."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_reading_and_filing_asks_for_no_connection(tmp_path):
    """A born-digital letter and a scan go the whole way, and no outside connection is asked for."""
    letters = (SAMPLES / "07-giay-moi.pdf", SAMPLES / "09-bao-cao-scan.pdf")
    done, asked = run(
        ["-m", "pipeline.cli", "--data", str(tmp_path / "data"), "add", *map(str, letters)], tmp_path
    )

    assert "2 văn bản mới vào sổ" in done.stdout, done.stderr
    assert asked == ""


def test_the_guard_refuses_and_tells(tmp_path):
    """The guard of the test above does refuse a connection, and writes it down."""
    done, asked = run(["-c", CONTROL], tmp_path)

    assert done.returncode != 0
    assert "192.0.2.1" in asked
