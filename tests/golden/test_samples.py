"""The sample letters are read as well as they ever were."""

import json
import os
from pathlib import Path

import pytest
from golden.scoring import Scores

from models.errors import SecretLetterError
from pipeline.record import to_record
from pipeline.run import understand
from pipeline.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
FLOORS = Path(__file__).with_name("floors.json")


def score(paths):
    scores = Scores()
    for path in paths:
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        letter, entry = understand(path, Settings())
        scores.add(path.stem, gold, json.loads(json.dumps(to_record(letter, entry))))
    return scores


def golds(*, scans):
    letters = [
        path.with_name(path.name.replace(".gold.json", ".pdf")) for path in SAMPLES.glob("*.gold.json")
    ]
    return sorted(path for path in letters if path.stem.endswith("-scan") == scans)


@pytest.mark.parametrize("kind", ["digital", "scans"])
def test_no_score_falls(kind):
    """No field of the samples scores below its floor; `CONGVAN_RAISE_FLOORS=1` writes better ones down."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    scores = score(golds(scans=kind == "scans"))
    table = scores.table()
    if os.environ.get("CONGVAN_RAISE_FLOORS"):
        floors[kind] = {name: max(value, floors[kind].get(name, 0)) for name, value in table.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")

    fallen = {name: (table[name], floor) for name, floor in floors[kind].items() if table[name] < floor}
    assert not fallen, "\n".join(scores.misses)


def test_each_sample_has_gold_beside_it():
    """Every sample letter but the secret one comes with what a careful clerk reads in it."""
    without = {path.stem for path in SAMPLES.glob("*.pdf") if not path.with_suffix(".gold.json").exists()}

    assert without == {"16-mat"}
    assert len(golds(scans=False)) >= 14
    assert len(golds(scans=True)) >= 7


def test_a_secret_letter_is_set_aside():
    """A letter marked MẬT is not read."""
    with pytest.raises(SecretLetterError):
        understand(SAMPLES / "16-mat.pdf", Settings())


def test_a_blank_number_and_day_stay_empty():
    """Where number and day are blank, nobody guesses them."""
    letter, entry = understand(SAMPLES / "14-so-de-trong.pdf", Settings())
    header = to_record(letter, entry)["header"]

    assert header["number_symbol"] is None
    assert header["issued_on"] is None


def test_a_number_in_a_signature_annotation_is_read():
    """Number and day that stand only in the appearance of an annotation are read."""
    letter, entry = understand(SAMPLES / "15-so-trong-chu-ky-so.pdf", Settings())
    header = to_record(letter, entry)["header"]

    assert header["number_symbol"]["value"] == "1187/SCT-QLTM"
    assert header["issued_on"]["value"] == "2024-07-03"
