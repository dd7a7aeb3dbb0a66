"""the index of a state's letters in the order that lists have: the most urgent first, of these the oldest

In the other order of urgency all letters of one urgency were read and sorted for one page.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_letters_state_rank", table_name="letters")
    op.create_index("ix_letters_state_urgency", "letters", ["state", sa.text("urgency_rank DESC"), "id"])


def downgrade() -> None:
    op.drop_index("ix_letters_state_urgency", table_name="letters")
    op.create_index("ix_letters_state_rank", "letters", ["state", "urgency_rank", "id"])
