"""the indexes of a body's tasks answer a list and its total alone; letters in the trash cite nothing

To see whether each of 2,000 tasks had been taken out, 2,000 rows were fetched from all over the table.
What letters in the trash cite was still counted as cited.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

BY_BODY = {
    "ix_assignments_body": ["body_id", "state", "due_sort", "task_id"],
    "ix_assignments_open": ["body_id", "is_open", "due_sort", "task_id"],
}


RECOUNT = """
    UPDATE documents SET cited_by = (
        SELECT count(DISTINCT c.letter_id) FROM citations c JOIN letters l ON l.id = c.letter_id
        WHERE c.document_id = documents.id AND NOT c.removed AND l.trashed_at IS NULL)
    WHERE id IN (SELECT c.document_id FROM citations c JOIN letters l ON l.id = c.letter_id
                 WHERE l.trashed_at IS NOT NULL)
"""


def upgrade() -> None:
    for name, columns in BY_BODY.items():
        op.drop_index(name, table_name="assignments")
        op.create_index(name, "assignments", [*columns, "removed"])
    out = sa.column("removed", sa.Boolean).is_(True)
    op.create_index("ix_tasks_removed", "tasks", ["id"], sqlite_where=out, postgresql_where=out)
    op.execute(RECOUNT)


def downgrade() -> None:
    op.drop_index("ix_tasks_removed", table_name="tasks")
    for name, columns in BY_BODY.items():
        op.drop_index(name, table_name="assignments")
        op.create_index(name, "assignments", columns)
