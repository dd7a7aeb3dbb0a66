"""How fast the extractors are, whether time grows with length alone, and how they stand beside other tools.

    python benchmarks/extraction.py [--letters DIR…] [--scans] [--compare] [--reliability]

DIR holds letters with NAME.gold.json beside them (samples/ by default). Times are processor time of one core,
the best of three rounds. `--compare` also runs dateparser and underthesea; `--reliability` shows how often
values of each confidence are right.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from gold_letters import SETTINGS, Case, cases, gold_days  # noqa: E402 - found by the line above
from reliability import judged, mended, show  # noqa: E402 - same

from extractors.order import EXTRACTORS  # noqa: E402 - found by the line above
from extractors.references.scan import symbols  # noqa: E402 - same
from models.folding import unmarked  # noqa: E402 - same
from models.letter import Zone  # noqa: E402 - same
from pipeline.calibration import calibration  # noqa: E402 - same
from pipeline.choose import choose  # noqa: E402 - same
from pipeline.record import to_record  # noqa: E402 - same
from pipeline.run import extract  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.letter import Letter

ENOUGH = 200_000  # characters a round, so that a round takes long enough to time
HARD_LINES = ("1234/56/", "1/", "1", "A", "1-A/", "(", "số ", "ngày 1/", "trước ", "UBND ", "- ", "Luật ")


# --- speed -----------------------------------------------------------------------------------


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run, the best of three."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def speed(letters: list[Letter]) -> None:
    """Print characters a second of each extractor, of the reference scan and of all together."""
    length = sum(len(letter.text) for letter in letters)
    rounds = max(1, ENOUGH // length)
    print(f"{len(letters)} letters, {length:,} characters, {rounds} times over\n")
    print(f"{'':28}{'million characters a second':>30}")

    def show(name: str, work: Callable[[], object]) -> None:
        work()  # tables and patterns are loaded once, not timed
        taken = seconds(lambda: [work() for _ in range(rounds)])
        print(f"{name:28}{length * rounds / taken / 1e6:30.2f}")

    for extractor in EXTRACTORS:
        show(extractor.__name__, lambda run=extractor: [tuple(run(letter)) for letter in letters])  # type: ignore[misc]
    show("symbols of references alone", lambda: [symbols(letter.text) for letter in letters])
    show("ALL EXTRACTORS", lambda: [extract(letter) for letter in letters])


def longer(letter: Letter, times: int) -> Letter:
    """Return the letter `times` over, as one."""
    step = len(letter.text) + 1
    blocks = [
        replace(block, start=block.start + n * step, end=block.end + n * step)
        for n in range(times)
        for block in letter.blocks
    ]
    words = [
        replace(word, start=word.start + n * step, end=word.end + n * step)
        for n in range(times)
        for word in letter.words
    ]
    text = "\n".join([letter.text] * times)
    return replace(letter, text=text, blocks=tuple(blocks), words=tuple(words))


def growth(letter: Letter) -> None:
    """Print the time of all extractors for one letter of growing length: twice the length, twice the time."""
    print("\nlength grows, all extractors:")
    for times in (4, 8, 16, 32):
        long = longer(letter, times)
        taken = seconds(lambda letter=long: extract(letter))  # type: ignore[misc]
        each = taken / len(long.text) * 1e6
        print(f"{len(long.text):12,} characters {taken:8.2f} s {each:8.2f} µs a character")


def hard(letter: Letter) -> None:
    """Print the time for a million characters of what makes bad patterns backtrack."""
    print("\na line of 1,000,000 characters:   references   all extractors")
    for piece in HARD_LINES:
        text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
        line = replace(letter.blocks[-1], start=0, end=len(text), zone=Zone.BODY, cell=None, annex=False)
        one = replace(letter, text=text, blocks=(line,), words=(), gaps=(), asides=())
        started = time.process_time()
        symbols(text)
        scanned = time.process_time() - started
        extract(one)
        print(f"{piece!r:28} {scanned:14.2f} s {time.process_time() - started - scanned:14.2f} s")


# --- beside other tools ----------------------------------------------------------------------


class Score(NamedTuple):
    """Right, missed and spurious answers, and the seconds they took."""

    right: int
    missed: int
    spurious: int
    taken: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, in percent."""
        return 200 * self.right / max(1, 2 * self.right + self.missed + self.spurious)


def compare(found: list[Case]) -> None:
    """Print F1 and speed of dateparser on deadlines and of underthesea on bodies, beside ours."""
    from dateparser.search import search_dates
    from underthesea import ner

    length = sum(len(case.letter.text) for case in found)
    records = {case.name: _record(case.letter) for case in found}
    ours = seconds(lambda: [_record(case.letter) for case in found])

    def dates(case: Case) -> set[str]:
        hits = search_dates(case.letter.text, languages=["vi"]) or []
        return {moment.date().isoformat() for _, moment in hits}

    def bodies(case: Case) -> set[str]:
        names: list[list[str]] = []
        for block in case.letter.blocks:  # it was made for single sentences
            for word, _, _, tag in ner(case.letter.text_of(block)):
                if tag == "B-ORG":
                    names.append([word])
                elif tag == "I-ORG" and names:
                    names[-1].append(word)
        return {_body(" ".join(name)) for name in names}

    print(f"\n{'':36}{'F1':>6}{'right':>8}{'missed':>8}{'spurious':>10}{'characters a second':>22}")
    for name, gold_of, answer in (
        ("deadlines: ours", gold_days, lambda case: _days(records[case.name]["deadlines"])),
        ("deadlines: dateparser.search_dates", gold_days, dates),
        ("bodies: ours", _gold_bodies, lambda case: _bodies(records[case.name]["tasks"])),
        ("bodies: underthesea.ner", _gold_bodies, bodies),
    ):
        score = _scored(found, gold_of, answer)
        taken = ours if name.endswith("ours") else score.taken
        counts = f"{score.right:8}{score.missed:8}{score.spurious:10}"
        print(f"{name:36}{score.f1:6.1f}{counts}{length / taken:22,.0f}")


def _record(letter: Letter) -> dict[str, Any]:
    return to_record(letter, choose(letter, extract(letter), SETTINGS))


def _scored(
    found: list[Case], gold_of: Callable[[Case], dict[str, bool]], answer: Callable[[Case], set[str]]
) -> Score:
    right = missed = spurious = 0
    started = time.process_time()
    answers = {case.name: answer(case) for case in found}
    taken = time.process_time() - started
    for case in found:
        gold, said = gold_of(case), answers[case.name]
        required = {key for key, optional in gold.items() if not optional}
        right += len(required & said)
        missed += len(required - said)
        spurious += len(said - gold.keys())
    return Score(right, missed, spurious, taken)


def _days(deadlines: list[dict[str, Any]]) -> set[str]:
    return {item["due"] for item in deadlines if item["due"] and item["kind"] in {"date", "period"}}


def _gold_bodies(case: Case) -> dict[str, bool]:
    """Return the bodies that the gold tasks name; True where optional everywhere."""
    bodies: dict[str, bool] = {}
    for task in case.gold.get("tasks", []):
        for one in task["assignees"]:
            key, optional = _body(one["name"]), bool(one.get("optional") or task.get("optional"))
            bodies[key] = optional and bodies.get(key, True)
    return bodies


def _bodies(tasks: list[dict[str, Any]]) -> set[str]:
    return {_body(one["name"]) for task in tasks for one in task["assignees"]}


def _body(name: str) -> str:
    short = unmarked(name).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return " ".join(re.findall(r"\w+", short))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--letters", type=Path, nargs="+", default=[HERE.parent / "samples"])
    parser.add_argument("--scans", action="store_true", help="read scanned letters too")
    parser.add_argument("--compare", action="store_true", help="dateparser and underthesea beside ours")
    parser.add_argument(
        "--reliability", action="store_true", help="how often values of each confidence are right"
    )
    asked = parser.parse_args()
    found = list(cases(asked.letters, scans=asked.scans))
    letters = [case.letter for case in found]
    speed(letters)
    longest = max(letters, key=lambda letter: len(letter.text))
    growth(longest)
    hard(longest)
    if asked.compare:
        compare(found)
    if asked.reliability:
        values = [one for case in found for one in judged(case)]
        show(values, "as the rules say")
        show(mended(values, calibration()), "as the register has it")


if __name__ == "__main__":
    main()
