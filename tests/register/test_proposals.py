"""Reading again changes nothing by itself: differences wait for a person."""

import datetime as dt
from dataclasses import replace

import pytest
from entries import made

from models.errors import ConflictError
from models.finding import Field, Relation
from models.states import ProposalKind, Settled
from pipeline.register_fields import set_field
from pipeline.register_filing import check_and_prepare
from pipeline.register_letters import get_letter
from pipeline.register_proposals import list_proposals, propose_reading, settle_proposal
from pipeline.register_task_edits import set_task

OLD = made()
NEW = made(
    subject="rà soát hộ nghèo năm 2024",
    tasks=(
        ("Rà soát hộ nghèo, lập danh sách gửi Phòng Nội vụ", ("UBND các xã, phường",), dt.date(2024, 3, 28)),
        ("Báo cáo kết quả trước ngày 30", ("Phòng Nội vụ",), dt.date(2024, 3, 30)),
    ),
    references=(("kế hoạch", "36/KH-UBND", dt.date(2024, 1, 5), Relation.BASIS),),
)


@pytest.fixture
def read_again(register, file):
    """A letter read again with other results, before anybody decided."""
    letter_id = file(OLD)
    before = register.read(get_letter, letter_id)
    count = register.write(propose_reading, letter_id, check_and_prepare(*NEW))
    return letter_id, before, count


def by_target(register, letter_id):
    return {one.target: one for one in register.read(list_proposals, letter_id=letter_id)}


def test_nothing_changes_by_itself(register, read_again):
    """Each difference is a proposal; header, tasks and citations stay as they were."""
    letter_id, before, count = read_again
    after = register.read(get_letter, letter_id)

    assert count == 5
    assert (after.header, after.tasks, after.citations) == (before.header, before.tasks, before.citations)


def test_reading_the_same_again_proposes_nothing(register, file):
    """The same machine on the same letter has nothing to say."""
    letter_id = file(OLD)

    assert register.write(propose_reading, letter_id, check_and_prepare(*OLD)) == 0


def test_a_third_reading_replaces_the_proposals_of_the_second(register, read_again):
    """Proposals do not pile up."""
    letter_id, _, count = read_again
    register.write(propose_reading, letter_id, check_and_prepare(*NEW))

    assert len(register.read(list_proposals, letter_id=letter_id)) == count


def test_what_is_accepted_becomes_that_persons_word(register, read_again):
    """All five accepted give what the new reading says, in the person's name."""
    letter_id, _, _ = read_again
    for one in register.read(list_proposals, letter_id=letter_id):
        register.write(settle_proposal, one.id, accept=True, by="lan")
    view = register.read(get_letter, letter_id)

    assert view.header[Field.SUBJECT].value == "rà soát hộ nghèo năm 2024"
    assert view.header[Field.SUBJECT].person_by == "lan"
    assert [one.number_symbol for one in view.citations] == ["36/KH-UBND"]
    assert [(one.text[:7], one.due_on) for one in view.tasks] == [
        ("Rà soát", dt.date(2024, 3, 28)),
        ("Báo cáo", dt.date(2024, 3, 30)),
    ]
    assert view.tasks[1].assignees[0].name == "Phòng Nội vụ"


def test_what_is_rejected_leaves_all_as_it_was(register, read_again):
    """A rejected proposal is closed, and cannot be answered twice."""
    letter_id, before, _ = read_again
    one = by_target(register, letter_id)["field.subject"]
    register.write(settle_proposal, one.id, accept=False, by="lan")

    assert register.read(get_letter, letter_id).header == before.header
    with pytest.raises(ConflictError):
        register.write(settle_proposal, one.id, accept=True, by="lan")
    rejected = register.read(list_proposals, letter_id=letter_id, settled=Settled.REJECTED)
    assert [each.id for each in rejected] == [one.id]


def test_a_persons_value_stands_whatever_is_read_again(register, file):
    """A corrected field and a reworded task survive; the machine's new word is only a proposal."""
    letter_id = file(OLD)
    view = register.read(get_letter, letter_id)
    register.write(set_field, view.header[Field.SUBJECT].id, "của tôi", by="lan")
    register.write(set_task, view.tasks[0].id, by="lan", text="Rà soát")
    register.write(propose_reading, letter_id, check_and_prepare(*NEW))
    after = register.read(get_letter, letter_id)

    assert (after.header[Field.SUBJECT].value, after.tasks[0].text) == ("của tôi", "Rà soát")
    assert by_target(register, letter_id)["field.subject"].before == "của tôi"
    assert "task.remove" not in by_target(register, letter_id)


def test_proposals_of_one_kind_are_listed_alone(register, read_again):
    """The page can ask for re-readings, extensions or imports."""
    assert len(register.read(list_proposals, kind=ProposalKind.REREAD)) == 5
    assert register.read(list_proposals, kind=ProposalKind.IMPORT) == ()


def test_a_field_that_is_no_longer_found_is_not_proposed_away(register, file):
    """A newer reading that finds less does not ask to empty a field."""
    letter, entry = OLD
    poorer = replace(entry, header={Field.ISSUING_BODY: entry.header[Field.ISSUING_BODY]})
    letter_id = file(OLD)

    assert register.write(propose_reading, letter_id, check_and_prepare(letter, poorer)) == 0
