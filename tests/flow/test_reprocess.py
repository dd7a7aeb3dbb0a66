"""Reading again changes nothing by itself."""

import subprocess
import sys
from pathlib import Path

from models.finding import Field
from pipeline.register import Register
from pipeline.register_fields import set_field
from pipeline.register_letters import get_letter
from pipeline.register_proposals import list_proposals
from pipeline.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "07-giay-moi.pdf"


def congvan(data, *words):
    """Run congvan as a user does and return what it prints."""
    command = [sys.executable, "-m", "pipeline.cli", "--data", str(data), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_what_a_person_entered_stands(tmp_path):
    """A person's value stays when the letter is read again; another reading could only be a proposal."""
    assert "1 văn bản mới vào sổ" in congvan(tmp_path, "add", str(SAMPLE))
    with Register(Settings(data=tmp_path)) as register:
        field = register.read(get_letter, 1).header[Field.SUBJECT]
        register.write(set_field, field.id, "họp quý I", by="lan")

    said = congvan(tmp_path, "reprocess")

    assert "1 văn bản" in said
    with Register(Settings(data=tmp_path)) as register:
        subject = register.read(get_letter, 1).header[Field.SUBJECT]
        proposals = register.read(list_proposals, letter_id=1)
    assert subject.value == "họp quý I"
    assert len(proposals) <= 1


def test_an_empty_register_has_nothing_to_read_again(tmp_path):
    """Reading again without letters says so."""
    assert "Không có văn bản nào" in congvan(tmp_path, "reprocess")
