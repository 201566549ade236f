"""Messages that go from the chat after a while."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
VANISHES = sa.text("vanish_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vanishes_seconds", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("vanish_at", UTC, nullable=True))
        batch_op.create_index(
            "ix_outbox_vanishes",
            ["channel", "vanish_at"],
            unique=False,
            sqlite_where=VANISHES,
            postgresql_where=VANISHES,
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_vanishes", sqlite_where=VANISHES, postgresql_where=VANISHES)
        batch_op.drop_column("vanish_at")
        batch_op.drop_column("vanishes_seconds")
