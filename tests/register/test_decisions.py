"""The web of decisions: one entity for one document, who cites it, what changes it."""

import datetime as dt

import pytest
from entries import DAY, made

from models.errors import UsageError
from models.finding import Field, Reference, Relation
from models.register import TaskFilter
from models.states import ProposalKind, Settled, TaskState
from pipeline.citation_graph import citation_graph, draw
from pipeline.register_citations import accept_citation, add_citation, remove_citation, set_citation
from pipeline.register_decisions import (
    chain_of,
    get_decision,
    get_document,
    merge_documents,
    missing_documents,
)
from pipeline.register_fields import set_field
from pipeline.register_history import list_events
from pipeline.register_letters import get_letter
from pipeline.register_proposals import list_proposals, settle_proposal
from pipeline.register_review import approve, trash
from pipeline.register_states import set_states, settle_flag
from pipeline.register_tasks import get_task, list_tasks
from pipeline.register_undo import restore, undo_event, undo_last
from pipeline.register_verify import check_counts
from pipeline.search_citations import cited_keys, find_documents
from pipeline.timeliness import AsOf

TODAY = AsOf(dt.date(2024, 3, 20))
DECIDED = dt.date(2023, 12, 15)
CITED = Reference("quyết định", "1789/QĐ-UBND", DECIDED, "UBND tỉnh An Bình", relation=Relation.IMPLEMENTS)


@pytest.fixture
def citing(register, file):
    """An approved letter that implements the decision, with one open task."""
    letter_id = file(made(references=(CITED,)))
    register.write(approve, letter_id, by="lan", on=DAY)
    return register.read(get_letter, letter_id)


def changing(relation, symbol="90/QĐ-UBND", tasks=()):
    reference = Reference("quyết định", "1789/QĐ-UBND", DECIDED, "UBND tỉnh An Bình", relation=relation)
    return made(
        symbol, issuer="UBND TỈNH AN BÌNH", parent=None, kind="quyết định", references=(reference,), tasks=tasks,
        subject="về công tác rà soát",
    )  # fmt: skip


def test_what_lies_in_the_trash_cites_nothing(register, file):
    """The count follows into the trash and back, and a decision that nobody cites any more is missed by nobody."""
    letter_id = file(made("1/UBND-NV"))
    (found,) = register.read(find_documents, "1789/QĐ-UBND")

    def counted():
        missing = [one.id for one in register.read(missing_documents).rows]
        return register.read(get_document, found.document.id).cited_by, missing

    assert counted() == (1, [found.document.id])
    register.write(trash, letter_id, by="an")
    assert counted() == (0, [])
    register.write(restore, letter_id, by="an")
    assert counted() == (1, [found.document.id])
    assert register.read(lambda session: list(check_counts(session))) == []


def test_a_merged_number_still_finds_the_document(register, file):
    """Whoever types the number that was merged away is led to the other, and so is `cites:`."""
    file(made("1/UBND-NV"))
    other = ("quyết định", "25/QĐ-SNV", dt.date(2023, 5, 5), Relation.BASIS)
    file(made("2/UBND-NV", salt="b", references=(other,)))
    (kept,), (gone,) = (register.read(find_documents, one) for one in ("1789/QĐ-UBND", "25/QĐ-SNV"))
    register.write(merge_documents, gone.document.id, kept.document.id, by="an")

    (found,) = register.read(find_documents, "25 qd snv")
    assert (found.document.id, found.exact, found.reason) == (kept.document.id, True, "đã gộp với 25/QĐ-SNV")
    assert register.read(cited_keys, "1789/QĐ-UBND") == ("1789 QD UBND", "25 QD SNV")


def test_the_letter_itself_and_those_that_cite_it_meet_in_one_document(register, file, citing):
    """A decision cited first and received later is one entity, then held."""
    before = register.read(get_decision, citing.citations[0].document_id, TODAY)
    own = file(
        made("1789/QĐ-UBND", issued_on=DECIDED, issuer="UBND TỈNH AN BÌNH", parent=None, kind="quyết định",
             references=(), tasks=())
    )  # fmt: skip
    after = register.read(get_decision, citing.citations[0].document_id, TODAY)

    assert (before.document.held, after.document.held) == (False, True)
    assert [line.id for line in after.letters] == [own]
    assert register.read(get_letter, citing.line.id).citations[0].held_letter_id == own


def test_a_decisions_page_shows_the_sentence_and_the_tasks(register, citing):
    """Who cites it with sentence, page and relation, and the open tasks that rest on it."""
    view = register.read(get_decision, citing.citations[0].document_id, TODAY)
    (one,) = view.citing.rows

    assert (one.letter_id, one.relation, one.page, one.open_tasks) == (
        citing.line.id,
        Relation.IMPLEMENTS,
        1,
        1,
    )
    assert one.sentence == "Thực hiện quyết định số 1789/QĐ-UBND ngày 15/12/2023."
    assert [task.id for task in view.tasks.rows] == [citing.tasks[0].id]


def test_the_same_number_of_another_committee_is_another_document(register, file, citing):
    """36/KH-UBND exists in every UBND: issuers told apart stay apart."""
    other = Reference("quyết định", "1789/QĐ-UBND", DECIDED, "UBND huyện Bình Lâm")
    letter_id = file(made("2/A-B", references=(other,)))

    assert register.read(get_letter, letter_id).citations[0].document_id != citing.citations[0].document_id


def test_one_decision_across_districts_and_two_across_provinces(register, file):
    """The words "UBND tỉnh" of two districts of one province mean one decision, of two provinces two."""
    decided = Reference("quyết định", "1789/QĐ-UBND", DECIDED, "UBND tỉnh")
    cited = {}
    for symbol, issuer, parent in (
        ("1/UBND-NV", "UBND HUYỆN BÌNH LÂM", "UBND TỈNH AN BÌNH"),
        ("2/UBND-NV", "UBND THỊ XÃ ĐÔNG HẢI", "UBND TỈNH AN BÌNH"),
        ("3/UBND-NV", "UBND HUYỆN ĐỒNG HẢI", "UBND TỈNH HẢI LÂM"),
    ):
        letter_id = file(made(symbol, issuer=issuer, parent=parent, references=(decided,)))
        (citation,) = register.read(get_letter, letter_id).citations
        cited[issuer] = citation.document_id

        assert citation.issuer == "UBND tỉnh"  # as written
    assert cited["UBND HUYỆN BÌNH LÂM"] == cited["UBND THỊ XÃ ĐÔNG HẢI"] != cited["UBND HUYỆN ĐỒNG HẢI"]


def test_decisions_not_held_are_ranked_by_open_tasks(register, file, citing):
    """The one that more open work rests on comes first, and closing the work changes the rank."""
    other = Reference("kế hoạch", "36/KH-UBND", DECIDED, "UBND tỉnh An Bình")
    file(made("3/A-B", references=(other,)))
    first = register.read(missing_documents).rows
    register.write(set_states, [citing.tasks[0].id], TaskState.DONE, by="lan")
    second = register.read(missing_documents).rows

    assert (first[0].number_symbol, first[0].open_tasks) == ("1789/QĐ-UBND", 1)
    assert [one.open_tasks for one in second] == [0, 0]


@pytest.mark.parametrize("relation", [Relation.REPLACES, Relation.AMENDS, Relation.CANCELS])
def test_a_letter_that_changes_a_decision_flags_the_tasks_that_rest_on_it(register, file, citing, relation):
    """Open tasks are flagged with the reason; a person's word settles the flag."""
    file(changing(relation))
    task = register.read(get_task, citing.tasks[0].id)
    flagged = register.read(list_tasks, TaskFilter(flagged=True), TODAY).total
    settled = register.write(settle_flag, task.flags[0].id, Settled.REJECTED, by="lan")
    view = register.read(get_decision, citing.citations[0].document_id, TODAY)

    assert (task.flags[0].relation, task.flags[0].document) == (relation, "1789/QĐ-UBND")
    assert flagged == 1
    assert settled.flags == ()
    assert register.read(list_tasks, TaskFilter(flagged=True), TODAY).total == 0
    assert [(link.relation, link.outgoing) for link in view.links] == [(relation, False)]
    assert len(view.timeline) == 2


def test_done_tasks_are_not_flagged(register, file, citing):
    """What is finished rests in peace."""
    register.write(set_states, [citing.tasks[0].id], TaskState.DONE, by="lan")
    file(changing(Relation.CANCELS))

    assert register.read(list_tasks, TaskFilter(flagged=True), TODAY).total == 0


def test_a_letter_that_extends_a_deadline_proposes_the_extension(register, file):
    """The new day waits for a person; accepted, it becomes an extension with its letter."""
    told = file(made("1789/QĐ-UBND", issued_on=DECIDED, issuer="UBND TỈNH AN BÌNH", parent=None,
                     kind="quyết định", references=()))  # fmt: skip
    register.write(approve, told, by="lan", on=DAY)
    due = dt.date(2024, 4, 30)
    granting = file(changing(Relation.EXTENDS, tasks=(("Hoàn thành rà soát", ("UBND các xã",), due),)))
    (proposal,) = register.read(list_proposals, kind=ProposalKind.EXTENSION)
    unchanged = register.read(get_letter, told).tasks[0].due_on
    register.write(settle_proposal, proposal.id, accept=True, by="lan")
    task = register.read(get_letter, told).tasks[0]

    assert unchanged == dt.date(2024, 3, 25)
    assert (task.due_on, task.first_due_on) == (due, dt.date(2024, 3, 25))
    assert task.deadlines[-1].granted_by == granting
    assert register.read(list_proposals) == ()


def test_two_entities_that_are_one_can_be_merged_and_taken_apart(register, file, citing):
    """Merging moves the citations; undo puts them back; the counts follow both ways."""
    vague = Reference("quyết định", "1789/QĐ-UBND")
    other = register.read(get_letter, file(made("5/A-B", references=(vague,)))).citations[0].document_id
    into = citing.citations[0].document_id
    merged = register.write(merge_documents, other, into, by="lan")
    together = register.read(get_decision, other, TODAY)
    with pytest.raises(UsageError):
        register.write(merge_documents, other, into, by="lan")
    event = register.read(list_events, document_id=into, limit=1)[0]
    register.write(undo_event, event.id, by="lan")
    apart = register.read(get_decision, other, TODAY)

    assert (merged.cited_by, together.document.id, together.citing.total) == (2, into, 2)
    assert (apart.document.id, apart.citing.total) == (other, 1)
    assert [one.id for one in apart.similar] == [into]
    with register.transaction(write=False) as session:
        assert list(check_counts(session)) == []


def test_a_corrected_citation_moves_to_the_document_it_names(register, citing):
    """A wrong digit put right makes it another document; undo brings it back."""
    old = citing.citations[0]
    changed = register.write(
        set_citation, old.id, by="lan", version=old.version, number_symbol="1798/QĐ-UBND"
    )
    missing = {one.number_symbol: one.cited_by for one in register.read(missing_documents).rows}
    register.write(undo_last, citing.line.id, by="lan")

    assert changed.document_id != old.document_id
    assert changed.machine == {"number_symbol": "1789/QĐ-UBND"}
    assert missing == {"1798/QĐ-UBND": 1}  # nobody cites the other any more
    assert register.read(get_letter, citing.line.id).citations[0].document_id == old.document_id
    with register.transaction(write=False) as session:
        assert list(check_counts(session)) == []


def test_citations_can_be_added_accepted_and_removed(register, citing):
    """A person adds what the machine missed and takes off what is none."""
    added = register.write(
        add_citation, citing.line.id, by="lan", type="luật", title="Đất đai", relation=Relation.BASIS
    )
    accepted = register.write(accept_citation, citing.citations[0].id, by="lan")
    register.write(remove_citation, added.id, by="lan")
    register.write(undo_last, citing.line.id, by="lan")
    with register.transaction(write=False) as session:
        assert list(check_counts(session)) == []
    register.write(remove_citation, added.id, by="lan")

    assert accepted.settled
    assert [one.number_symbol for one in register.read(get_letter, citing.line.id).citations] == [
        "1789/QĐ-UBND"
    ]
    with pytest.raises(UsageError):
        register.write(add_citation, citing.line.id, by="lan")
    with pytest.raises(UsageError):
        register.write(set_citation, accepted.id, by="lan", issued_on="ngày mai")


def test_a_corrected_number_makes_the_letter_another_document(register, file):
    """The document follows the letter's header; the former one is held no longer."""
    letter_id = file(made(references=()))
    former = register.read(get_letter, letter_id).document_id
    field = register.read(get_letter, letter_id).header[Field.NUMBER_SYMBOL]
    register.write(set_field, field.id, "13/UBND-NV", by="lan")
    view = register.read(get_letter, letter_id)

    assert view.document_id != former
    assert not register.read(get_decision, former, TODAY).document.held


def test_a_trashed_letter_no_longer_holds_its_document(register, file):
    """The decision counts as missing again."""
    letter_id = file(made(references=()))
    document_id = register.read(get_letter, letter_id).document_id
    register.write(trash, letter_id, by="lan")

    assert not register.read(get_decision, document_id, TODAY).document.held


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("1789/QĐ-UBND", True),
        ("1789 qd ubnd", True),
        ("QĐ 1789 năm 2023", True),
        ("1789/QD-UBND ngày 15/12/2023", True),
        ("1798/QĐ-UBND", False),
        ("1780/QĐ-UBND", False),
        ("178/QĐ-UBND", False),
    ],
)
def test_a_citation_in_any_shape_gives_the_decision_first(register, citing, typed, exact):
    """Exact where nothing differs, else with the reason for the suggestion."""
    found = register.read(find_documents, typed)

    assert found[0].document.id == citing.citations[0].document_id
    assert (found[0].exact, bool(found[0].reason)) == (exact, not exact)


def test_words_are_no_citation(register, citing):
    """Plain words give no suggestion, so that they are searched as words."""
    assert register.read(find_documents, "rà soát hộ nghèo") == ()


def test_the_graph_is_drawn_without_scripts_and_escaped(register, file, citing):
    """The picture names the documents, escapes what letters say, and holds no script."""
    reference = Reference("kế hoạch", '7/KH-<script>"', DECIDED, "A&B", relation=Relation.BASIS)
    letter_id = file(made("8/A-B", references=(reference, CITED)))
    document_id = register.read(get_letter, letter_id).document_id
    documents, edges = register.read(chain_of, document_id)
    picture = draw(citation_graph(document_id, documents, edges), address="/van-ban-vien-dan")

    assert len(edges) == 2
    assert "<script" not in picture
    assert "1789/QĐ-UBND" in picture
