"""the newest letters in a state without reading the others

Letters that wait and are old were found only after all newer ones had been read.
"""

from __future__ import annotations

from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_letters_state_id", "letters", ["state", "id"])


def downgrade() -> None:
    op.drop_index("ix_letters_state_id", table_name="letters")
