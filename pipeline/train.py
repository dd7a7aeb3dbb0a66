"""Train the model of `extractors.trained` on this machine: generated sentences, and an office's corrections.

    python -m pipeline.train FOLDER [--corrections FILE] [--count 4000] [--rounds 6]

Corrections are JSON Lines: {"text": "Giao Phòng Y tế rà soát …", "spans": [[5, 15, "lead"]]}. CPU only,
a few minutes, nothing is downloaded.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractors.trained import document, words
from models.finding import Role
from pipeline.training_sentences import Example, generate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 16
DROPOUT = 0.2


def train(examples: Iterable[Example], *, rounds: int = 6, seed: int = 1) -> Any:
    """Return a spaCy pipeline that marks who is told; the same examples and seed give the same model."""
    import spacy  # noqa: PLC0415 - heavy, and only training needs it
    from spacy.training import Example as Pair  # noqa: PLC0415 - see above
    from thinc.api import fix_random_seed  # noqa: PLC0415 - see above

    fix_random_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - an order of sentences, no secret
    model = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    recogniser: Any = model.add_pipe("ner")
    for role in Role:
        recogniser.add_label(role.value)
    pairs = [pair for one in examples if (pair := _pair(model.vocab, one, Pair)) is not None]
    optimiser = model.initialize(lambda: pairs)
    for _ in range(rounds):
        chance.shuffle(pairs)
        for start in range(0, len(pairs), BATCH):
            model.update(pairs[start : start + BATCH], sgd=optimiser, drop=DROPOUT)
    return model


def _pair(vocabulary: Any, example: Example, pair: Any) -> Any | None:
    """Return the example as spaCy wants it, with spans moved to the words they touch; None without words."""
    places = words(example.text)
    if not places:
        return None
    tags = ["O"] * len(places)
    for start, end, role in example.spans:
        inside = [n for n, (a, b) in enumerate(places) if a < end and b > start]
        for number, place in enumerate(inside):
            tags[place] = f"{'B' if number == 0 else 'I'}-{role.value}"
    return pair(document(vocabulary, example.text, places), document(vocabulary, example.text, places, tags))


def corrections(file: Path) -> Iterator[Example]:
    """Read an office's corrections; a line that is none is an error with its number."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            spans = tuple((int(start), int(end), Role(role)) for start, end, role in one["spans"])
            yield Example(str(one["text"]), spans)
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(f"{file}, dòng {number}: không đúng dạng ({error}).") from error


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="THƯ_MỤC")
@click.option(
    "--corrections", "file", type=click.Path(exists=True, path_type=Path), metavar="TỆP", help="JSON Lines."
)
@click.option("--count", default=4000, show_default=True, help="Số câu tự sinh.")
@click.option("--rounds", default=6, show_default=True, help="Số vòng huấn luyện.")
def command(folder: Path, file: Path | None, count: int, rounds: int) -> None:
    """Huấn luyện mô hình nhận ra cơ quan, người được giao việc."""
    examples = [*generate(count), *(corrections(file) if file else ())]
    train(examples, rounds=rounds).to_disk(folder)
    click.echo(f"Đã huấn luyện trên {len(examples)} câu: {folder}")


if __name__ == "__main__":
    sys.exit(command())
