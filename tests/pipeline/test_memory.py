"""How many pools of memory a process with many threads keeps."""

from __future__ import annotations

import subprocess
import sys

import pytest

COUNT = """
import ctypes, sys, threading
from pipeline.memory import share_arenas
if sys.argv[1] == "shared":
    share_arenas()
together = threading.Barrier(16)
def work():
    kept = [bytes(700) for _ in range(100)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(15)]
for one in threads:
    one.start()
together.wait()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, file)
libc.fflush(file)
"""


@pytest.mark.parametrize(("how", "few"), [("shared", True), ("as it is", False)])
def test_threads_share_two_pools(how, few):
    """Without it each of many threads has its own."""
    out = subprocess.run(
        [sys.executable, "-c", COUNT, how], capture_output=True, text=True, check=True
    ).stdout

    assert (out.count("<heap nr=") <= 2) is few
