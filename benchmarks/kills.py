"""The office killed in the middle of its work: at every touch of disk or database, and at random moments."""

from __future__ import annotations

import contextlib
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ready import Ready
from trial import SILENCE, letter, trial

if TYPE_CHECKING:
    from ready import Forked
    from trial import Trial

DYING = Path(__file__).parent.parent / "tests" / "flow" / "dying_office.py"
SIDE_BY_SIDE = 4  # offices with folders of their own, which mostly wait
MOST_TOUCHES = 500


def start(ready: Ready, t: Trial) -> Forked:
    """Start `congvan run` on the trial's folder."""
    return ready.start("--data", str(t.settings.data), "run", "--port", "0", **SILENCE)


def kills(letters: int, times: int) -> str:
    """Kill the office at random moments while letters go through: most of them while it works on one."""
    seed = random.Random(1)
    at_work = 0
    with trial() as t, Ready() as ready:
        for number in range(letters):
            t.drop(f"{number}.pdf", letter(number))
        for time_ in range(times):
            before = t.progress()
            office = start(ready, t)
            until = time.monotonic() + seed.uniform(1, 60)  # a start may be hit too
            while time.monotonic() < until and t.progress() == before:
                time.sleep(0.1)
            at_work += t.progress() != before
            time.sleep(seed.uniform(0, 0.5))
            office.kill()
            office.wait()
            if time_ % 20 == 0:
                print(f"  kill {time_ + 1}, {at_work} while letters moved: {t.progress()}", flush=True)
            if t.ended() >= letters:
                t.drop(f"thêm {letters}.pdf", letter(letters))  # there is always something to lose
                letters += 1
        t.start("run", "--port", "0")
        t.wait(letters, 600)
        time.sleep(3)
        return f"{t.verdict(letters)}; {at_work} of {times} kills while letters moved"


def steps(start_at: int = 1) -> str:
    """Kill an office with one letter at its first touch of disk or database, another at its second, and so on.

    Each has a folder of its own, so every touch of a letter's whole way is hit once; then the office is
    started again and must end well. The series ends with the first office that lives to file its letter;
    it may be run in pieces, by the touch that a piece begins with.
    """
    hit: Counter[str] = Counter()
    bad: list[str] = []
    with Ready() as ready, ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
        for first in range(start_at, MOST_TOUCHES, SIDE_BY_SIDE):
            numbers = range(first, first + SIDE_BY_SIDE)
            with contextlib.ExitStack() as stack:
                trials = [stack.enter_context(trial()) for _ in numbers]  # Alembic knows no threads
                results = list(threads.map(lambda n, t: killed_at(ready, t, n), numbers, trials))
            for number, (place, said) in zip(numbers, results, strict=True):
                hit[place.split(":")[0]] += 1
                bad += [] if said.startswith("ok") else [f"touch {number} ({place}): {said}"]
            print(f"  touch {numbers[-1]}: {dict(hit)} {bad}", flush=True)
            if hit[""]:
                break
    lived = hit.pop("", 0)
    deaths = hit.total()
    told = ", ".join(f"{step} {count}" for step, count in hit.most_common())
    verdict = "ok  " if lived and deaths and not bad else "BAD "
    return "; ".join([f"{verdict} {deaths} kills, {deaths - len(bad)} letters filed once", told, *bad[:5]])


def killed_at(ready: Ready, t: Trial, number: int) -> tuple[str, str]:
    """Kill an office at one touch and start it again; return where it was killed, and what came of it."""
    t.drop(f"{number}.pdf", letter(number))
    note = t.settings.data / "died.txt"
    ready.start(str(t.settings.data), str(number), script=DYING).wait()
    place = note.read_text() if note.exists() else "?"
    if place.endswith("touches"):
        return "", t.verdict(1)
    office = start(ready, t)
    t.wait(1, 300)
    time.sleep(3)
    office.kill()
    office.wait()
    return place, t.verdict(1)
