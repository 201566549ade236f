"""Objections to a decision, clocks that stand while a case is paused, and who has a data request in hand."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_objections()
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_since", UTC, nullable=True))
    op.execute("UPDATE applications SET clock_since = state_since")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.alter_column("clock_since", existing_type=UTC, nullable=False)
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wanted", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("taken_by", ID, nullable=True))
        batch_op.add_column(sa.Column("taken_at", UTC, nullable=True))
        batch_op.create_foreign_key(op.f("fk_data_requests_taken_by"), "staff", ["taken_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_data_requests_taken_by"), type_="foreignkey")
        batch_op.drop_column("taken_at")
        batch_op.drop_column("taken_by")
        batch_op.drop_column("wanted")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_column("clock_since")
    op.drop_table("objections")


def _create_objections() -> None:
    op.create_table(
        "objections",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("media_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", UTC, nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_objections_application_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["application_events.id"], name=op.f("fk_objections_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_objections_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_objections_media_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_objections_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.UniqueConstraint("event_id", name=op.f("uq_objections_event_id")),
    )
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objections_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objections_contact_id"), ["contact_id"], unique=False)
