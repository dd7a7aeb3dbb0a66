"""Many rows and long lists at once give what one row at a time gives, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import bindparam, select

from models.database import open_database
from models.finding import Relation
from models.letter import TextSource
from models.states import LetterState
from models.tables import CitationRow, DocumentRow, LetterRow
from pipeline.register_bulk import OneOf, PairOf, insert_rows, reserve_ids, table_of

DAY = dt.date(2024, 3, 15)
AT = dt.datetime(2024, 3, 15, 9, 30, tzinfo=dt.UTC)


def _documents(session, symbols):
    connection = session.connection()
    ids = reserve_ids(connection, DocumentRow, len(symbols))
    rows = [
        {"id": number, "identity": f"x|{number}", "exact": False, "symbol_key": symbol, "issued_on": day,
         "title": 'Về "Đề án"\n\\ % %s'}
        for number, (symbol, day) in zip(ids, symbols, strict=True)
    ]  # fmt: skip
    insert_rows(connection, DocumentRow, rows)
    return list(ids)


@pytest.mark.parametrize("count", [1, 3])
def test_rows_hold_what_was_given_and_the_defaults(register, count):
    """Dates, moments, enums, JSON, None and quotes come back as they went in; what is not named is the default."""

    def write(session):
        document_ids = _documents(session, [(f"{n} QD UBND", DAY) for n in range(count)])
        letter_ids = reserve_ids(session.connection(), LetterRow, count)
        letters = [
            {
                "id": number, "state": LetterState.WAITING, "received_at": AT, "filed_at": AT, "file_name": "tệp.pdf",
                "sha256": f"{number:064}", "media_type": "application/pdf", "pages": 2, "text_source": TextSource.OCR,
                "subject": None, "issued_on": DAY, "quality": 0.25,
            }
            for number in letter_ids
        ]  # fmt: skip
        insert_rows(session.connection(), LetterRow, letters)
        citations = [
            {"letter_id": a, "document_id": b, "ordinal": 0, "relation": Relation.BASIS, "boxes": [[1, 2.5, 3, 4]]}
            for a, b in zip(letter_ids, document_ids, strict=True)
        ]  # fmt: skip
        insert_rows(session.connection(), CitationRow, citations)
        return list(letter_ids), document_ids

    letter_ids, document_ids = register.write(write)
    with register.database.transaction(write=False) as session:
        letter = session.get(LetterRow, letter_ids[-1])
        document = session.get(DocumentRow, document_ids[-1])
        citation = session.scalars(select(CitationRow).where(CitationRow.letter_id == letter_ids[-1])).one()

        assert (letter.state, letter.received_at, letter.issued_on) == (LetterState.WAITING, AT, DAY)
        assert (letter.subject, letter.quality, letter.text_source) == (None, 0.25, TextSource.OCR)
        assert (letter.copy, letter.version, letter.label) == (0, 1, "")
        assert (document.title, document.held) == ('Về "Đề án"\n\\ % %s', False)
        assert (citation.boxes, citation.candidates) == ([[1, 2.5, 3, 4]], None)
        assert citation.relation is Relation.BASIS


def test_a_moment_without_zone_is_refused(register):
    """It would be stored as another time than was meant."""

    def write(session):
        insert_rows(
            session.connection(),
            LetterRow,
            [{"id": n, "received_at": AT.replace(tzinfo=None), "sha256": str(n)} for n in (1, 2)],
        )

    with pytest.raises(ValueError, match="time zone"):
        register.write(write)


def test_a_list_is_one_parameter(register):
    """Any length, also none, finds just what it names."""
    ids = register.write(_documents, [(f"{n} QD UBND", DAY) for n in range(5)])
    table = table_of(DocumentRow)
    query = select(table.c.id).where(OneOf(table.c.symbol_key, "symbols")).order_by(table.c.id)
    dated = select(table.c.id).where(OneOf(table.c.issued_on, "days"), table.c.id > bindparam("after"))
    with register.database.transaction(write=False) as session:
        assert session.scalars(query, {"symbols": ["1 QD UBND", "3 QD UBND", "'"]}).all() == [ids[1], ids[3]]
        assert session.scalars(query, {"symbols": []}).all() == []
        assert session.scalars(dated, {"days": [DAY], "after": ids[3]}).all() == [ids[4]]


def test_pairs_belong_together(register):
    """A symbol of one pair with the day of another is not found."""
    other = DAY + dt.timedelta(1)
    ids = register.write(_documents, [("1 QD", DAY), ("1 QD", other), ("2 QD", DAY), ("2 QD", other)])
    table = table_of(DocumentRow)
    query = select(table.c.id).where(PairOf((table.c.symbol_key, table.c.issued_on), ("symbols", "days")))
    with register.database.transaction(write=False) as session:
        found = session.scalars(query, {"symbols": ["1 QD", "2 QD"], "days": [DAY, other]}).all()

    assert sorted(found) == [ids[0], ids[3]]


def test_filing_reads_no_whole_table_of_sqlite(tmp_path):
    """Without statistics too, what filing asks for comes from an index that tells rows apart."""
    from pipeline import register_bodies, register_documents, register_duplicates

    asked = [
        (register_documents._BY_IDENTITY, {"wanted": ["a"]}),
        (register_documents._BY_SYMBOL_AND_DAY, {"symbols": ["a"], "days": [DAY]}),
        (register_documents._COUNT, {"ids": [1]}),
        (register_duplicates._SAME_NUMBER, {"symbol": "a", "day": DAY, "letter": 1}),
        (register_duplicates._NEAR, {"bands": [1]}),
        (register_bodies._NAMED, {"keys": ["a"]}),
    ]
    database = open_database(f"sqlite:///{tmp_path / 'register.sqlite3'}")
    with database.engine.connect() as connection:
        for statement, values in asked:
            compiled = statement.compile(connection, column_keys=list(values))
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {compiled}", tuple("[]" for _ in compiled.positiontup)
            )
            steps = [row[3] for row in plan if "VIRTUAL TABLE" not in row[3]]

            assert not [step for step in steps if step.startswith("SCAN")], (str(statement), steps)
            assert not [step for step in steps if "merged_into" in step or "(issued_on=?)" in step], steps
    database.close()
