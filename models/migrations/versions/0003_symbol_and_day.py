"""a symbol's index holds the day too

Number, symbol and day are asked for together; without statistics SQLite took the index of the day alone,
which all letters of a busy day share.
"""

from __future__ import annotations

from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

TABLES = ("letters", "documents")
BEGINNINGS = {"symbol_key": "varchar_pattern_ops", "title_key": "varchar_pattern_ops"}


def upgrade() -> None:
    op.drop_index("ix_documents_title_key", table_name="documents")
    op.create_index("ix_documents_title_key", "documents", ["title_key"], postgresql_ops=BEGINNINGS)
    for table in TABLES:
        op.drop_index(f"ix_{table}_symbol_key", table_name=table)
        op.create_index(
            f"ix_{table}_symbol_key_issued_on", table, ["symbol_key", "issued_on"], postgresql_ops=BEGINNINGS
        )


def downgrade() -> None:
    op.drop_index("ix_documents_title_key", table_name="documents")
    op.create_index("ix_documents_title_key", "documents", ["title_key"])
    for table in TABLES:
        op.drop_index(f"ix_{table}_symbol_key_issued_on", table_name=table)
        op.create_index(f"ix_{table}_symbol_key", table, ["symbol_key"], postgresql_ops=BEGINNINGS)
