"""Seats that came free, offered to the next on the waiting list."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state IN ('asked', 'lapsed', 'undeliverable')")


def upgrade() -> None:
    op.create_table(
        "seat_offers",
        sa.Column("id", ID, nullable=False),
        sa.Column("intake_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("skill", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("outbox_id", ID, nullable=True),
        sa.Column("delivered_at", UTC, nullable=True),
        sa.Column("remind_at", UTC, nullable=True),
        sa.Column("deadline_at", UTC, nullable=True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.Column("extended_by", ID, nullable=True),
        sa.Column("ended_by", ID, nullable=True),
        sa.Column("wants_at", UTC, nullable=True),
        sa.Column("to_say", sa.String(length=10), nullable=True),
        sa.Column("staff_to_tell", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], name=op.f("fk_seat_offers_intake_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_seat_offers_application_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_seat_offers_outbox_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["extended_by"], ["staff.id"], name=op.f("fk_seat_offers_extended_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["staff.id"], name=op.f("fk_seat_offers_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_offers")),
    )
    op.create_table(
        "seat_grants",
        sa.Column("id", ID, nullable=False),
        sa.Column("intake_id", ID, nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("letter_number", sa.String(length=60), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], name=op.f("fk_seat_grants_intake_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_seat_grants_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_grants")),
    )
    with op.batch_alter_table("seat_offers", schema=None) as batch_op:
        for column in ("intake_id", "application_id", "outbox_id"):
            batch_op.create_index(batch_op.f(f"ix_seat_offers_{column}"), [column], unique=False)
        batch_op.create_index(
            "ix_seat_offers_open", ["application_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        )
    with op.batch_alter_table("seat_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_grants_intake_id"), ["intake_id"], unique=False)


def downgrade() -> None:
    op.drop_table("seat_grants")
    op.drop_table("seat_offers")
