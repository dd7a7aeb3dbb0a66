"""An office that watches its inbox until its input ends: python working_office.py DATA."""

import sys
import threading
from pathlib import Path

from pipeline.office import Office
from pipeline.settings import Settings


def main():
    with Office(Settings(data=Path(sys.argv[1]), ocr_workers=1), quiet=0.2) as office:
        office.inbox.patience = 1  # a broken file need not wait for its writer
        watching = threading.Thread(target=office.watch)
        watching.start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.read()
        office.stop()
        watching.join()


if __name__ == "__main__":
    main()
