"""Those who are told, found by a trained model: one more extractor beside the rules.

The model is a spaCy pipeline that `pipeline.train` made on this machine. It gains nothing over the
rules on the letters measured (docs/decisions/0003-trained-extractor.md), so it is not in the order
of extractors: `trained(path)` is for offices that trained it on corrections of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.outline import outline
from models.finding import Assignee, AssigneeKind, Field, Finding, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.letter import Letter

CONFIDENCE = 0.6  # a model's find alone is never sure
LONGEST = 2000  # characters of a paragraph that are looked at


def trained(path: Path) -> Callable[[Letter], Iterator[Finding]]:
    """Return the extractor of the model at `path`; one that finds nothing where there is no model."""
    if not (path / "meta.json").is_file():
        return lambda _: iter(())
    import spacy  # noqa: PLC0415 - a second to load, for the few who use it

    model = spacy.load(path)
    return lambda letter: _find(letter, model)


def _find(letter: Letter, model: Any) -> Iterator[Finding]:
    for item in outline(letter).items:
        text = letter.text[item.start : min(item.end, item.start + LONGEST)]
        for start, end, label in entities(model, text):
            span = (item.start + start, item.start + end)
            name = " ".join(letter.text[slice(*span)].split())
            value = Assignee(name, Role(label.lower()), AssigneeKind.BODY)
            yield Finding(Field.ASSIGNEE, value, *span, CONFIDENCE, "trained")


def entities(model: Any, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, label) for everybody whom the model finds in a text."""
    places = words(text)
    if not places:
        return
    for entity in model(document(model.vocab, text, places)).ents:
        yield places[entity.start][0], places[entity.end - 1][1], entity.label_


def words(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand, by underthesea; whatever it drops is passed over."""
    from underthesea import word_tokenize  # noqa: PLC0415 - a second to load, for the few who use it

    places: list[tuple[int, int]] = []
    position = 0
    for word in word_tokenize(text, use_token_normalize=False):
        start = text.find(word, position)
        if start >= 0:
            position = start + len(word)
            places.append((start, position))
    return places


def document(vocabulary: Any, text: str, places: list[tuple[int, int]], tags: list[str] | None = None) -> Any:
    """Return the spaCy document of these words, with what is known of them ("B-lead", "I-lead", "O")."""
    from spacy.tokens import Doc  # noqa: PLC0415 - see `trained`

    return Doc(vocabulary, words=[text[start:end] for start, end in places], ents=tags)
