"""A second look where it matters: figures, and words that were not read for sure.

The place is cut out again, wider and at another scale. Two readings of a figure that agree are sure; two
that differ are a doubt and both are kept. A figure is never put right to fit; a word is taken from the
second reading only where the first is no Vietnamese syllable and the second is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2

from pipeline.reading.lines import ABOVE, ROWS
from pipeline.reading.ocr import Layout, read_words
from pipeline.reading.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.reading.lines import LineImage
    from pipeline.reading.ocr import ReadWord
    from pipeline.reading.rendering import Pixels

_ROOM = 0.25  # x-heights of paper added above and below
_WIDER = 1.05
_UNSURE = 0.8  # words read less surely are looked at again
_SURE = 0.95  # figures and words that are none, if read less surely than this
_DOUBT = 0.5  # confidence of a figure that was read in two ways
_UNSURE_MARKS = 0.93  # words with two marks on a letter: hook, tilde and acute are some pixels each
_MARKS = re.compile("[ấầẩẫắằẳẵếềểễốồổỗớờởỡứừửữ]", re.IGNORECASE)
_CLOSE_ABOVE, _CLOSE_BELOW = 1.3, 0.5  # x-heights of paper of the closer look
_CLOSE_WIDER = 1.12
_NEIGHBOURS = 9.0  # x-heights: a word alone is read less well than in its line
_FIGURE = re.compile(r"\d")
_JOINED = re.compile(r"\d+[/-]\w")  # of a date or a symbol: "15/3", "1789/QĐ"
_TWINS = str.maketrans("lI|]!¡OoQ§BSZ", "1111110008852")
_LETTERS = re.compile(r"^\W*(?P<word>[^\W\d_]+)\W*$")


def look_again(words: Sequence[ReadWord], line: LineImage, dpi: float) -> list[tuple[ReadWord, str | None]]:
    """Return the words of a line, each with another reading of its figures where there is one."""
    result: list[tuple[ReadWord, str | None]] = [(word, None) for word in words]
    for first, last in _stretches(words):
        part, scale, start = _cut_again(
            line, words[max(0, first - 1)].left, words[min(len(words), last + 1) - 1]
        )
        again = read_words(part, dpi, layout=Layout.RAW_LINE)
        for place in range(first, last):
            word = words[place]
            there = _at(again, word, line, scale, start)
            seen = unicodedata.normalize("NFC", "".join(there))
            if _FIGURE.search(word.text):
                result[place] = _of_figure(word, seen, alone=len(there) == 1)
            elif _worth_it(word):
                result[place] = (_of_word(word, seen, line, dpi), None)
    for place, word in enumerate(words):
        if word.confidence < _UNSURE_MARKS and result[place] == (word, None) and _MARKS.search(word.text):
            result[place] = (_of_marks(word, line, dpi), None)
    return result


def _stretches(words: Sequence[ReadWord]) -> Iterator[tuple[int, int]]:
    """Yield runs of words (first, one past the last) that are worth another look."""
    start = None
    for place, word in enumerate(words):
        if _worth_it(word):
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(words)


def _worth_it(word: ReadWord) -> bool:
    if word.confidence < _UNSURE:
        return True
    if _FIGURE.search(word.text):
        return word.confidence < _SURE or bool(_JOINED.search(word.text))
    return word.confidence < _SURE and not _is_word(word.text)


def _cut_again(line: LineImage, left: int, last: ReadWord) -> tuple[Pixels, float, float]:
    """Return a part of a line at another scale, its columns a page pixel, and where it starts."""
    start = max(0, round(left / line.scale) - 3)
    end = round(last.right / line.scale) + 4
    room = round(_ROOM * line.line.x_height)
    part: Pixels = cv2.copyMakeBorder(
        line.crop[:, start:end], room, room, 0, 0, cv2.BORDER_CONSTANT, value=(255,)
    )
    factor = ROWS / part.shape[0]
    columns = max(1, round(part.shape[1] * factor * _WIDER))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(part, (columns, ROWS), interpolation=how), columns / part.shape[1], start


def _at(again: Sequence[ReadWord], word: ReadWord, line: LineImage, scale: float, start: float) -> list[str]:
    """Return the words of the second reading where a word of the first stands."""
    left, right = word.left / line.scale, word.right / line.scale
    texts = []
    for other in again:
        begin, end = other.left / scale + start, other.right / scale + start
        if min(end, right) - max(begin, left) > 0.5 * min(end - begin, right - left):
            texts.append(other.text)
    return texts


def _of_figure(word: ReadWord, seen: str, *, alone: bool) -> tuple[ReadWord, str | None]:
    """Compare two readings of a figure; where several words were seen, the figure is among them."""
    if not _FIGURE.search(seen):
        return word, None
    for alike in (_figures, _figures_and_twins):
        ours, theirs = alike(word.text), alike(seen)
        if ours == theirs or (not alone and ours in theirs):
            return word, None
    return replace(word, confidence=min(word.confidence, _DOUBT)), seen


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _figures_and_twins(text: str) -> str:
    """Return the figures, and the letters that look like them as figures: for comparing, never for the text."""
    return _figures(text.translate(_TWINS))


def _of_word(word: ReadWord, seen: str, line: LineImage, dpi: float) -> ReadWord:
    """Take another reading of a word where it is a syllable and the first is none, or where two agree on it."""
    if seen == word.text or not _is_word(seen):
        return word
    if not _is_word(word.text):
        return replace(word, text=seen, confidence=max(word.confidence, _UNSURE))
    return replace(word, text=seen) if _closer(word, line, dpi, wider=1.0) == seen else word


def _of_marks(word: ReadWord, line: LineImage, dpi: float) -> ReadWord:
    """Take what two closer looks agree on where it is a syllable too: "nổ" that was read as "nỗ"."""
    seen = _closer(word, line, dpi, wider=1.0)
    if seen == word.text or _bare(seen) != _bare(word.text) or not _is_word(seen):
        return word
    if _closer(word, line, dpi, wider=_CLOSE_WIDER) != seen:
        return word
    return replace(word, text=seen)


def _bare(text: str) -> str:
    """Return a text without its marks."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _closer(word: ReadWord, line: LineImage, dpi: float, *, wider: float) -> str:
    """Read a word with some of its neighbours, its letters larger: marks are told apart by a few pixels."""
    size = line.line.x_height
    base = round((1 + ABOVE) * size)
    rows = slice(max(0, base - round((1 + _CLOSE_ABOVE) * size)), base + round(_CLOSE_BELOW * size) + 1)
    start = max(0, round(word.left / line.scale - _NEIGHBOURS * size))
    part: Pixels = line.crop[rows, start : round(word.right / line.scale + _NEIGHBOURS * size)]
    factor = ROWS / part.shape[0]
    columns = max(1, round(part.shape[1] * factor * wider))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    again = read_words(cv2.resize(part, (columns, ROWS), interpolation=how), dpi, layout=Layout.RAW_LINE)
    return unicodedata.normalize("NFC", "".join(_at(again, word, line, columns / part.shape[1], start)))


@lru_cache(maxsize=20_000)
def _is_word(text: str) -> bool:
    """Say whether a text is a Vietnamese syllable, with punctuation around it; capitals may be a short form."""
    match = _LETTERS.match(text)
    if match is None:
        return not any(char.isalpha() for char in text)
    bare = match["word"]
    return is_syllable(bare) or bare.isupper()
