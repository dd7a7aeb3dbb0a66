"""Search at a province's size: citations and full text with filters, on SQLite and PostgreSQL.

    python benchmarks/search.py [--letters 10000 100000] [--folder DIR] [--only sqlite|postgresql] [--plot FOLDER]

Registers and indexes are made once in the folder (see province.py) and used again.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE)]

from at_size import ASKED, Bench, options, registers  # noqa: E402 - found by the line above
from measure import (  # noqa: E402
    Question,
    measure,
    measure_beside_writer,
    plot_growth,
    print_timings,
    versions,
)
from province import symbol_of  # noqa: E402
from province_words import FIELDS, PLACES, WORDS  # noqa: E402
from register import with_slip, write_one  # noqa: E402

from models.folding import unmarked  # noqa: E402
from pipeline.search import Search  # noqa: E402
from pipeline.search_index import SearchIndex  # noqa: E402

if TYPE_CHECKING:
    import random


class SearchBench(Bench):
    """A filled register with its index, opened."""

    def __init__(self, url: str, letters: int, index: Path) -> None:
        super().__init__(url, letters)
        self.search = Search(self.register.settings, self.register.database)
        self.search.index = SearchIndex(index)

    def ask(self, typed: str) -> Any:
        """Return a search ready to be asked."""
        return partial(self.search.search, typed, ASKED, limit=10)


def _common(rng: random.Random, count: int = 2) -> str:
    return " ".join(rng.sample(WORDS[:30], count))


def _some(rng: random.Random, count: int = 1) -> str:
    return " ".join(rng.sample(WORDS[30:120], count))


def _document(bench: SearchBench, rng: random.Random) -> str:
    return symbol_of(int((bench.documents - 1) * rng.random() ** 2.5) + 2)


def _issuer(rng: random.Random) -> str:
    return f'issuer:"sở {rng.choice(FIELDS)} tỉnh {rng.choice(PLACES)}"'


def _months(rng: random.Random) -> str:
    year, month = rng.randrange(2019, 2025), rng.randrange(1, 10)
    return f"from:{month}/{year} to:{month + 3}/{year}"


ASKED_FOR = (
    ("citation, then full text", 100, _document),
    ("citation with a wrong digit", 80, lambda b, r: with_slip(_document(b, r), r)),
    ("one common word", 100, lambda _, r: _common(r, 1)),
    ("two words without marks", 100, lambda _, r: unmarked(f"{_common(r, 1)} {_some(r)}")),
    ("three words with marks", 100, lambda _, r: f"{_common(r)} {_some(r)}"),
    ("a phrase of common words", 100, lambda _, r: f'"{_common(r)}"'),
    ("a phrase of three common words", 100, lambda _, r: f'"{_common(r, 3)}"'),
    ("a word but not another", 100, lambda _, r: f"{_some(r)} -{_common(r, 1)}"),
    ("words, issuer", 100, lambda _, r: f"{_common(r, 1)} {_issuer(r)}"),
    ("words, type, days", 100, lambda _, r: f'{_common(r)} type:"kế hoạch" {_months(r)}'),
    ("words, state, assignee", 100, lambda _, r: f'{_some(r)} state:"đang thực hiện" giao:"cơ quan 7"'),
    ("words, cites", 100, lambda b, r: f"{_common(r, 1)} cites:{_document(b, r)}"),
    ("overdue tasks with a word", 100, lambda _, r: f'{_some(r)} state:"quá hạn"'),
)  # fmt: skip
"""Question, its limit, and what is typed."""


def _ask(place: int, bench: SearchBench, rng: random.Random) -> Any:
    """Ask by place: a lambda cannot be sent to another process."""
    return bench.ask(ASKED_FOR[place][2](bench, rng))


QUESTIONS = tuple(
    Question(name, limit, partial(_ask, place)) for place, (name, limit, _) in enumerate(ASKED_FOR)
)


def indexed(url: str, letters: int, index: Path) -> None:
    """Bring the index up to the register, and say how long it took."""
    bench = SearchBench(url, letters, index)
    started = time.perf_counter()
    taken = bench.search.index.catch_up(bench.register.database, most=None)
    took = time.perf_counter() - started
    if taken:
        size = sum(one.stat().st_size for one in index.rglob("*") if one.is_file()) / 1e6
        print(f"  index: {taken:,} letters in {took:.0f} s ({taken / took:.0f} a second), {size:.0f} MB")
    bench.register.close()


def write_and_index(bench: SearchBench, number: int) -> None:
    """File one small letter and let the index follow (the writer beside ten readers)."""
    write_one(bench, number)
    if number % 10 == 0:
        bench.search.catch_up()


def main() -> None:
    """Measure and print tables."""
    parser = options(__doc__, times=100)
    given = parser.parse_args()
    growth: dict[str, dict[str, list[tuple[int, float]]]] = {}
    for name, letters, url in registers(given.folder, given.letters, given.only):
        index = given.folder / f"index-{name.lower()}-{letters}"
        indexed(url, letters, index)
        bench = SearchBench(url, letters, index)
        print(f"\n=== {name}, {letters:,} letters · {bench.register.read(versions)}")
        timings = measure(bench, QUESTIONS, given.times)
        print_timings("searches, one reader", timings)
        for one in timings:
            growth.setdefault(name, {}).setdefault(one.question, []).append((letters, one.p95))
        bench.register.close()
        if not given.no_writer:
            beside, rate = measure_beside_writer(
                partial(SearchBench, url, letters, index), QUESTIONS, write_and_index, given.times
            )
            print_timings(f"searches, ten readers beside a writer ({rate:.0f} letters/s)", beside)
    for name, points in growth.items() if given.plot else ():
        plot_growth(
            given.plot / f"search-{name.lower()}.svg",
            points,
            f"Search, {name}: p95 of each query, ms",
        )


if __name__ == "__main__":
    main()
