"""What becomes of files that are broken or hostile: a letter, a clear error, or something that must not be.

    python benchmarks/fuzz.py --minutes 10 [--seed 1] [--keep FOLDER]

First come files made to do harm (encrypted, recursive, huge, polyglot, thousands of pages), then mutations of
sample letters of every kind, until the time is up. Each is read as `congvan extract` reads it: in a process of its
own with limits. An error that nobody named, a crash and a file that takes too long are one letter's clear error to
the clerk, but are counted apart and kept with `--keep`; anything else that comes out ends with exit code 1.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile_files import hostile, mutated, seeds

from models.errors import CongvanError, SecretLetterError
from models.letter import Letter
from pipeline.reading.sandbox import Readers
from pipeline.settings import Settings

SECONDS = 60.0
_UNNAMED = "Không đọc được tệp ("
_KINDS = {"quá": "took too long", "chương": "reader died", "cấu": "nested too deeply"}


def outcome(readers: Readers, path: Path) -> str:
    """Read one file and say in a word what came out."""
    try:
        letter = readers.read(path, Settings())
    except SecretLetterError:
        return "set aside as secret"
    except CongvanError as error:
        if not (error.cause and error.next_step):
            return "WRONG: an error without cause or next step"
        if error.cause.startswith(_UNNAMED):
            word = error.cause.removeprefix(_UNNAMED).split(maxsplit=1)[0]
            return _KINDS.get(word, f"unnamed error: {error.cause.removeprefix(_UNNAMED)[:60]}")
        return f"clear error: {error.cause}"
    except Exception as error:  # noqa: BLE001 - this is what we look for
        return f"WRONG: {type(error).__name__}: {error}"[:100]
    return "letter" if isinstance(letter, Letter) and letter.text.strip() else "WRONG: an empty letter"


def most_memory() -> float:
    """Return the most memory that the reader this is called in has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Run until the time is up; exit 1 where something came out that must not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for files with an outcome worth a look")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    counts: Counter[str] = Counter()
    slowest = largest = (0.0, "")
    end = time.monotonic() + 60 * given.minutes
    with tempfile.TemporaryDirectory() as folder, Readers(seconds=SECONDS) as readers:
        good = seeds(Path(folder))
        waiting = list(hostile(good))
        while time.monotonic() < end:
            name, data = waiting.pop(0) if waiting else mutated(good, rng)
            path = Path(folder) / name
            path.write_bytes(data)
            begin = time.monotonic()
            what = outcome(readers, path)
            slowest = max(slowest, (time.monotonic() - begin, f"{name}: {what}"))
            counts[what] += 1
            largest = max(largest, (readers.call(most_memory), name))
            if given.keep and not what.startswith(("letter", "clear", "set aside")):
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{counts.total()}-{name}").write_bytes(data)
            path.unlink()
    for what, count in counts.most_common():
        print(f"{count:7}  {what}")
    print(
        f"{counts.total():7}  files in {given.minutes:g} minutes; slowest {slowest[0]:.1f} s ({slowest[1]})"
    )
    print(f"         most memory of a reader {largest[0]:.0f} MB (at {largest[1]})")
    return any(what.startswith("WRONG") for what in counts)


if __name__ == "__main__":
    sys.exit(main())
