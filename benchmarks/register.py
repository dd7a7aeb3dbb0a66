"""The register at a province's size: filing, task lists, decisions' pages, on SQLite and PostgreSQL.

    python benchmarks/register.py [--letters 10000 100000] [--folder DIR] [--only sqlite|postgresql] [--plot FILE.svg]

Registers are made once in the folder (see province.py) and used again. PostgreSQL is started from Debian's
package with its durable settings.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE)]

from at_size import ASKED, Bench, options, registers  # noqa: E402 - found by the line above
from entries import made  # noqa: E402
from measure import (  # noqa: E402
    Question,
    measure,
    measure_beside_writer,
    plot_growth,
    print_timings,
    versions,
)
from province import BODIES, symbol_of  # noqa: E402

from models.finding import Relation  # noqa: E402
from models.register import LetterFilter, TaskFilter  # noqa: E402
from models.states import LetterState, TaskState, Timeliness  # noqa: E402
from pipeline.register_bodies import search_bodies  # noqa: E402
from pipeline.register_decisions import get_decision, missing_documents  # noqa: E402
from pipeline.register_filing import check_and_prepare, file_prepared  # noqa: E402
from pipeline.register_letters import get_letter, list_letters  # noqa: E402
from pipeline.register_tasks import list_tasks  # noqa: E402
from pipeline.search_citations import find_documents  # noqa: E402


def with_slip(symbol: str, rng: random.Random) -> str:
    """Return a symbol with one digit wrong."""
    place = rng.randrange(len(symbol.split("/", maxsplit=1)[0]))
    wrong = rng.choice([one for one in "0123456789" if one != symbol[place]])
    return f"{symbol[:place]}{wrong}{symbol[place + 1 :]}"


def _popular(bench: Bench, rng: random.Random) -> int:
    return int((bench.documents - 1) * rng.random() ** 2.5) + 2


def _citation(bench: Bench, rng: random.Random) -> Any:
    return bench.read(find_documents, symbol_of(_popular(bench, rng)))


def _fuzzy(bench: Bench, rng: random.Random) -> Any:
    return bench.read(find_documents, with_slip(symbol_of(_popular(bench, rng)), rng) + " ngày 01/02/1999")


def _decision(bench: Bench, rng: random.Random) -> Any:
    del rng
    return bench.read(get_decision, 1, ASKED)  # the one that a hundredth of all letters cite


def _tasks(bench: Bench, rng: random.Random) -> Any:
    body = int(BODIES * rng.random() ** 3) + 1
    state = rng.choice([TaskState.IN_PROGRESS, TaskState.DONE, TaskState.ASSIGNED])
    return bench.read(list_tasks, TaskFilter(body_id=body, states=(state,)), ASKED)


def _open_tasks(bench: Bench, rng: random.Random) -> Any:
    body = int(BODIES * rng.random() ** 3) + 1
    return bench.read(list_tasks, TaskFilter(body_id=body, open_only=True), ASKED)


def _overdue(bench: Bench, rng: random.Random) -> Any:
    wanted = TaskFilter(open_only=True, timeliness=(Timeliness.OVERDUE,))
    return bench.read(list_tasks, wanted, ASKED, offset=50 * rng.randrange(5))


def _letter(bench: Bench, rng: random.Random) -> Any:
    return bench.read(get_letter, 1 + rng.randrange(bench.letters))


def _letters(bench: Bench, rng: random.Random) -> Any:
    wanted = LetterFilter(state=rng.choice([LetterState.WAITING, LetterState.APPROVED]))
    return bench.read(list_letters, wanted, sort=rng.choice(["newest", "urgent"]))


def _missing(bench: Bench, rng: random.Random) -> Any:
    return bench.read(missing_documents, offset=50 * rng.randrange(3))


def _bodies(bench: Bench, rng: random.Random) -> Any:
    return bench.read(search_bodies, rng.choice(["phong noi", "ubnd xa d", "so y", "pnv", "truong thcs"]))


QUESTIONS = (
    Question("citation look-up", 10, _citation),
    Question("citation with a wrong digit", 80, _fuzzy),
    Question("decision cited by 1 letter in 100", 150, _decision),
    Question("tasks of a body in a state", 50, _tasks),
    Question("open tasks of a body", 50, _open_tasks),
    Question("overdue tasks of all", 50, _overdue),
    Question("list of letters", 50, _letters),
    Question("one letter whole", 50, _letter),
    Question("missing decisions by open tasks", 50, _missing),
    Question("bodies as one types", 50, _bodies),
)


def letters_to_file(number: int, seed: int) -> list[Any]:
    """Return letters with 12 tasks and 20 references each, ready to be filed."""
    found = []
    for i in range(number):
        rng = random.Random(seed * 100_000 + i)
        tasks = tuple(
            (
                f"Nhiệm vụ {seed}.{i}.{k}: rà soát, thống kê và báo cáo kết quả",
                (f"Phòng số {k % 7}", f"phối hợp: UBND xã {k}"),
                dt.date(2025, 7, 1) + dt.timedelta(k),
            )
            for k in range(12)
        )
        first = dt.date(2024, 1, 1)
        references = tuple(
            (
                "quyết định",
                f"{rng.randrange(1, 5000)}/QĐ-UBND",
                first + dt.timedelta(rng.randrange(365)),
                Relation.BASIS,
            )
            for _ in range(20)
        )
        words = " ".join(f"từ{rng.randrange(900)}" for _ in range(200))
        found.append(
            made(f"{seed}{i}/UBND-NV", tasks=tasks, references=references, subject=f"{seed} {i}", text=words)
        )
    return found


WARMING = 50


def filing(bench: Bench, number: int, seed: int) -> tuple[float, float]:
    """File letters one by one, a commit each; return letters a second, with and without their preparation."""
    pairs = letters_to_file(number, seed)
    for pair in letters_to_file(WARMING, seed + 1):
        bench.register.write(file_prepared, check_and_prepare(*pair))  # connections open, caches warm
    started = time.perf_counter()
    prepared = [check_and_prepare(*pair) for pair in pairs]
    between = time.perf_counter()
    for one in prepared:
        bench.register.write(file_prepared, one)
    ended = time.perf_counter()
    return number / (ended - started), number / (ended - between)


def write_one(bench: Bench, number: int) -> None:
    """File one small letter (the writer beside ten readers)."""
    pair = made(f"{number}/W-{time.monotonic_ns()}", salt=str(time.monotonic_ns()))
    bench.register.write(file_prepared, check_and_prepare(*pair))
    time.sleep(0.05)


def main() -> None:
    """Measure and print tables."""
    parser = options(__doc__, times=200)
    parser.add_argument("--filing", type=int, default=300, help="letters to file")
    given = parser.parse_args()
    growth: dict[str, dict[str, list[tuple[int, float]]]] = {}
    for name, letters, url in registers(given.folder, given.letters, given.only):
        bench = Bench(url, letters)
        print(f"\n=== {name}, {letters:,} letters · {bench.register.read(versions)}")
        timings = measure(bench, QUESTIONS, given.times)
        print_timings("queries, one reader", timings)
        for one in timings:
            growth.setdefault(name, {}).setdefault(one.question, []).append((letters, one.p95))
        if given.filing:
            whole, stored = filing(bench, given.filing, int(time.time()))
            limit = 150 if name == "SQLite" else 100
            print(
                f"\n  filing: {stored:.0f} letters/s into the register, {whole:.0f} with preparation (limit {limit})"
            )
        if not given.no_writer:
            beside, rate = measure_beside_writer(
                partial(Bench, url, letters), QUESTIONS[:6], write_one, given.times
            )
            print_timings(f"queries, ten readers beside a writer ({rate:.0f} letters/s)", beside)
        bench.register.close()
    for name, points in growth.items() if given.plot else ():
        plot_growth(
            given.plot / f"register-{name.lower()}.svg",
            points,
            f"{name}: p95 of each query, ms",
        )


if __name__ == "__main__":
    main()
