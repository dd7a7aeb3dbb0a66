"""partial indexes where nearly every row has nothing

Without statistics SQLite takes an index for "IS NULL" that all rows share, and reads the whole table.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_documents_merged_into", "documents", "merged_into"),
    ("ix_letters_trashed_at", "letters", "trashed_at"),
)


def upgrade() -> None:
    for name, table, column in INDEXES:
        there = sa.text(f"{column} IS NOT NULL")
        op.drop_index(name, table_name=table)
        op.create_index(name, table, [column], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for name, table, column in INDEXES:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, [column])
