"""How well and how fast scans are read, as tables.

    python benchmarks/reading.py letters        # character errors by wear and resolution
    python benchmarks/reading.py speed          # pages a minute beside ocrmypdf --force-ocr
    python benchmarks/reading.py sample FOLDER  # body_sample of gold files found in the text

Pages come from samples/ (or `--pages FOLDER`); their text layer is the truth. All runs use one process, and
`speed` gives both programs the same files and cores, one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pdfplumber
from PIL import Image
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from wear import LEVELS, worn

from pipeline.reading.ocr import read_words
from pipeline.reading.rendering import PageImage, render
from pipeline.reading.scans import read_image_pages, read_page
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reading.rendering import Pixels

SAMPLES = Path(__file__).parents[1] / "samples"
RESOLUTIONS = (300, 200, 150, 100)
LIMITS = {(level, dpi): 0.3 if level < 2 else 1.0 for level in (0, 1, 2) for dpi in RESOLUTIONS}
LIMITS[3, 300] = 2.0
_LOOSE = str.maketrans({"“": '"', "”": '"', "–": "-", "—": "-", "’": "'", "‘": "'", " ": ""})


@dataclass(frozen=True)
class Truth:
    """A page whose text is known: its printed lines as (top, bottom, text), in points."""

    path: Path
    page: int
    lines: tuple[tuple[float, float, str], ...]


def truths(folder: Path, most: int) -> list[Truth]:
    """Return pages with a text layer and no pictures that could hide or add text."""
    found: list[Truth] = []
    for path in sorted(folder.glob("*.pdf")):
        if path.stem.endswith("-scan"):
            continue
        with pdfplumber.open(path) as document:
            found += [
                Truth(path, page.page_number, _lines(page.extract_words()))
                for page in document.pages
                if len(page.chars) > 900 and not page.images
            ]
    return found[:: max(1, len(found) // most)][:most]


def _lines(words: Sequence[dict[str, float | str]]) -> tuple[tuple[float, float, str], ...]:
    lines: list[list[dict[str, float | str]]] = []
    for word in sorted(words, key=lambda word: float(word["top"]) + float(word["bottom"])):
        middle = (float(word["top"]) + float(word["bottom"])) / 2
        if lines and float(lines[-1][0]["top"]) < middle < float(lines[-1][0]["bottom"]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(
        (
            float(line[0]["top"]),
            float(line[0]["bottom"]),
            _plain("".join(str(word["text"]) for word in sorted(line, key=lambda word: float(word["x0"])))),
        )
        for line in lines
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_LOOSE)


def page_of(truth: Truth, level: int, dpi: int) -> PageImage:
    """Return a page drawn at a resolution and worn to a level."""
    drawn = render(truth.path, truth.page, dpi)
    grey = drawn.pixels if drawn.pixels.ndim == 2 else cv2.cvtColor(drawn.pixels, cv2.COLOR_RGB2GRAY)
    return PageImage(truth.page, worn(grey, level, dpi), drawn.width, drawn.height, dpi, scanned=True)


def errors(truth: Truth, words: Sequence[tuple[float, float, str]]) -> tuple[int, int]:
    """Return wrong, missing and added characters of (x, middle y, text), and how many there should be."""
    got: list[list[tuple[float, str]]] = [[] for _ in truth.lines]
    wrong = 0
    for x, y, text in words:
        place = min(
            range(len(truth.lines)), key=lambda i: abs((truth.lines[i][0] + truth.lines[i][1]) / 2 - y)
        )
        top, bottom, _ = truth.lines[place]
        if top - 6 < y < bottom + 6:
            got[place].append((x, text))
        else:
            wrong += len(text)
    for (_, _, text), read in zip(truth.lines, got, strict=True):
        wrong += Levenshtein.distance(text, _plain("".join(word for _, word in sorted(read))))
    return wrong, sum(len(text) for _, _, text in truth.lines)


def letters(pages: Path, most: int, *, plain: bool) -> bool:
    """Print character errors by wear and resolution; say whether all limits are kept."""
    known = truths(pages, most)
    print(f"{len(known)} pages of {pages}; character errors in percent, limit in brackets")
    print(
        "level " + "".join(f"{dpi:>16} dpi" for dpi in RESOLUTIONS) + ("  plain Tesseract, 300 dpi" * plain)
    )
    kept = True
    for level in LEVELS:
        cells = []
        for dpi in RESOLUTIONS:
            share = _share(known, level, dpi)
            limit = LIMITS.get((level, dpi))
            kept &= limit is None or share <= limit
            cells.append(f"{share:.2f} ({limit})" if limit else f"{share:.2f} (-)")
        beside = f"{_share(known, level, 300, plain=True):20.2f}" if plain else ""
        print(f"{level:5} " + "".join(f"{cell:>20}" for cell in cells) + beside, flush=True)
    return kept


def _share(known: Sequence[Truth], level: int, dpi: int, *, plain: bool = False) -> float:
    wrong = total = 0
    for truth in known:
        image = page_of(truth, level, dpi)
        bad, all_of_it = errors(truth, _plain_words(image) if plain else _our_words(image))
        wrong, total = wrong + bad, total + all_of_it
    return 100 * wrong / total


def _our_words(image: PageImage) -> list[tuple[float, float, str]]:
    return [(word.box.x0, (word.box.top + word.box.bottom) / 2, word.text) for word in read_page(image).words]


def _plain_words(image: PageImage) -> list[tuple[float, float, str]]:
    scale = image.scale
    return [
        (word.left / scale, (word.top + word.bottom) / 2 / scale, word.text)
        for word in read_words(image.pixels, image.dpi)
    ]


def speed(pages: Path, most: int) -> bool:
    """Print pages a minute beside ocrmypdf on the same worn pages; say whether it is five times as fast."""
    known = truths(pages, most)
    cores = os.cpu_count() or 1
    print(f"{len(known)} pages a file, 300 dpi, {cores} cores, load {os.getloadavg()[0]:.1f}")
    ours = theirs = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for level in LEVELS:
            file, out = Path(folder) / f"worn-{level}.pdf", f"{folder}/out.pdf"
            _bound([page_of(truth, level, 300).pixels for truth in known], file)
            begin = time.perf_counter()
            numbers = range(1, len(known) + 1)
            for _ in read_image_pages(file, numbers, Settings(ocr_workers=cores)):
                pass
            here = time.perf_counter() - begin
            begin = time.perf_counter()
            subprocess.run(
                ["ocrmypdf", "--force-ocr", "--quiet", "-l", "vie", "--output-type", "pdf", str(file), out],
                check=True,
                capture_output=True,
                env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            )
            there = time.perf_counter() - begin
            ours, theirs = ours + here, theirs + there
            print(_row(f"level {level}", len(known), here, there), flush=True)
    print(_row("together", len(known) * len(LEVELS), ours, theirs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory of this process: {peak:.0f} MB")
    return theirs >= 5 * ours


def _row(name: str, pages: int, here: float, there: float) -> str:
    return (
        f"{name:10} congvan {60 * pages / here:7.1f} pages/min   ocrmypdf {60 * pages / there:7.1f} pages/min   "
        f"{there / here:.1f} times as fast"
    )


def _bound(pictures: Sequence[Pixels], file: Path) -> None:
    first, *rest = [Image.fromarray(picture) for picture in pictures]
    first.save(file, save_all=True, append_images=rest, resolution=300)


def sample(folder: Path) -> bool:
    """Print how much of each gold file's `body_sample` stands in the text that was read."""
    from pipeline.reading import read

    shares = []
    for gold in sorted(folder.glob("*.gold.json")):
        wanted = json.loads(gold.read_text("utf-8")).get("body_sample")
        source = gold.with_name(gold.name.replace(".gold.json", ".pdf"))
        if not wanted or not source.is_file():
            continue
        shares.append(found_share(wanted["text"], read(source, Settings()).text))
        print(f"{gold.stem.split('.')[0]:12} {100 * shares[-1]:6.2f} %", flush=True)
    mean = sum(shares) / len(shares)
    print(f"mean of {len(shares)}: {100 * mean:.2f} % (limit 99)")
    return mean >= 0.99


def found_share(wanted: str, text: str) -> float:
    """Return the share of characters of `wanted` in the part of `text` that is most like it."""
    wanted, text = (
        re.sub(r"\s+", " ", unicodedata.normalize("NFC", one)).translate({ord("\u2013"): "-"})
        for one in (wanted, text)
    )
    there = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    column = np.arange(len(there) + 1)
    cost = np.zeros(len(there) + 1, np.int64)  # it may begin anywhere
    for row, char in enumerate(np.frombuffer(wanted.encode("utf-32-le"), np.uint32), 1):
        step = np.concatenate(([row], np.minimum(cost[:-1] + (there != char), cost[1:] + 1)))
        cost = np.minimum.accumulate(step - column) + column
    return 1 - float(cost.min()) / max(1, len(wanted))


def main() -> int:
    """Run one table; exit 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("table", choices=("letters", "speed", "sample"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--pages", type=Path, default=SAMPLES)
    parser.add_argument("--most", type=int, default=4, help="pages to use")
    parser.add_argument("--plain", action="store_true", help="plain Tesseract beside it")
    given = parser.parse_args()
    if given.table == "letters":
        return not letters(given.pages, given.most, plain=given.plain)
    if given.table == "speed":
        return not speed(given.pages, given.most)
    if given.folder is None:
        parser.error("sample needs a folder of gold files")
    return not sample(given.folder)


if __name__ == "__main__":
    sys.exit(main())
