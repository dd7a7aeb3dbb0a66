"""An office that is killed at its n-th touch of disk or database: python dying_office.py DATA N."""

import functools
import itertools
import os
import signal
import sys
import threading
from pathlib import Path

from pipeline.office import Office
from pipeline.originals import Originals
from pipeline.register import Register
from pipeline.settings import Settings
from pipeline.workbench import Workbench

TOUCHES = itertools.count(1)


def deadly(function, last):
    @functools.wraps(function)
    def touching(*args, **kwargs):
        if next(TOUCHES) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if next(TOUCHES) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return touching


def main():
    last = int(sys.argv[2])
    for owner, name in (
        (Originals, "store"),
        (Workbench, "put"),
        (Workbench, "clear"),
        (Register, "write"),
        (Register, "transaction"),
        (Path, "unlink"),
    ):
        setattr(owner, name, deadly(getattr(owner, name), last))
    with Office(Settings(data=Path(sys.argv[1]), ocr_workers=1), quiet=0) as office:
        watching = threading.Thread(target=office.watch, daemon=True)
        watching.start()
        watching.join(20)


if __name__ == "__main__":
    main()
