"""Calls to the training, and who said that they come."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNANSWERED = sa.text("answer IS NULL AND staff_told_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", ID, nullable=False),
        sa.Column("intake_id", ID, nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("gather_on", sa.Date(), nullable=False),
        sa.Column("gather_at", sa.String(length=40), nullable=False),
        sa.Column("gather_place", sa.String(length=120), nullable=False),
        sa.Column("departs_on", sa.Date(), nullable=False),
        sa.Column("destination", sa.String(length=120), nullable=False),
        sa.Column("bring", sa.Text(), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], name=op.f("fk_calls_intake_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_calls_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calls_intake_id"), ["intake_id"], unique=False)
    op.create_table(
        "called_people",
        sa.Column("id", ID, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("reply_by", UTC, nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", UTC, nullable=True),
        sa.Column("hindrance", sa.LargeBinary(), nullable=True),
        sa.Column("staff_told_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_called_people_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_called_people_application_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_called_people")),
        sa.UniqueConstraint("call_id", "application_id", name=op.f("uq_called_people_call_id")),
    )
    with op.batch_alter_table("called_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_called_people_application_id"), ["application_id"], unique=False)
        batch_op.create_index(
            "ix_called_people_unanswered",
            ["reply_by"],
            unique=False,
            sqlite_where=UNANSWERED,
            postgresql_where=UNANSWERED,
        )


def downgrade() -> None:
    op.drop_table("called_people")
    op.drop_table("calls")
