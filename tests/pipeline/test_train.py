"""The model an office can train: the sentences it learns from, the training, what it finds then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from letters import letter_of

from extractors.trained import trained
from models.finding import Field, Role
from pipeline.train import command, corrections, train
from pipeline.training_sentences import generate

if TYPE_CHECKING:
    from pathlib import Path


def test_sentences_are_the_same_for_a_seed():
    """Two runs write the same; another seed writes others."""
    assert list(generate(40)) == list(generate(40))
    assert list(generate(40)) != list(generate(40, seed=2))


def test_spans_lie_in_their_sentence():
    """Every span names somebody, in order, without overlap."""
    roles = set()
    for sentence in generate(500):
        last = 0
        for start, end, role in sentence.spans:
            name = sentence.text[start:end]
            assert last <= start < end <= len(sentence.text)
            assert name == name.strip(" ,;:.")
            roles.add(role)
            last = end
    assert roles == {Role.LEAD, Role.COOPERATE}


def test_without_a_model_nothing_is_found(tmp_path: Path):
    """A folder that is no model is no error."""
    assert list(trained(tmp_path / "nowhere")(letter_of("[body]\nGiao Sở Y tế kiểm tra."))) == []


def test_trained_model_marks_who_is_told(tmp_path: Path):
    """A small model learns the plainest order, is kept and read again, and its spans lie in the text."""
    train(generate(300), rounds=5).to_disk(tmp_path / "model")
    letter = letter_of(
        "[body]\nGiao Sở Y tế kiểm tra cơ sở vật chất của các trường học trước ngày 20/12/2024."
    )
    findings = list(trained(tmp_path / "model")(letter))
    assert findings
    for finding in findings:
        assert finding.field is Field.ASSIGNEE
        assert finding.value.name == " ".join(letter.text[finding.start : finding.end].split())
        assert finding.confidence < 0.75


def test_command_learns_from_corrections(tmp_path: Path):
    """The command adds an office's corrections to its own sentences."""
    file = tmp_path / "sửa.jsonl"
    one = {"text": "Giao Phòng Y tế rà soát.", "spans": [[5, 15, "lead"]]}
    file.write_text(json.dumps(one, ensure_ascii=False) + "\n\n", "utf-8")
    [example] = corrections(file)
    assert example.text[slice(*example.spans[0][:2])] == "Phòng Y tế"
    arguments = [str(tmp_path / "model"), "--corrections", str(file), "--count", "20", "--rounds", "1"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    assert "21 câu" in result.output
    assert (tmp_path / "model" / "meta.json").is_file()


@pytest.mark.parametrize("line", ["no json", "{}", '{"text": "Giao", "spans": [[0, 4, "boss"]]}', "[1]"])
def test_wrong_correction_names_its_line(tmp_path: Path, line: str):
    """A line that is no correction is refused with its number."""
    file = tmp_path / "sửa.jsonl"
    file.write_text("\n" + line, "utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "model"), "--corrections", str(file)])
    assert result.exit_code == 1
    assert "dòng 2" in result.output


def test_spans_outside_the_text_teach_nothing(tmp_path: Path):
    """A span past the end touches no word; the training goes on."""
    file = tmp_path / "sửa.jsonl"
    file.write_text('{"text": "Giao việc.", "spans": [[50, 60, "lead"]]}', "utf-8")
    train([*generate(5), *corrections(file)], rounds=1)
