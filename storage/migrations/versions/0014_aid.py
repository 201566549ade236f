"""Start-up aid, its steps and receipts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "aid",
        sa.Column("id", ID, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("business_id", ID, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_since", UTC, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("bast_number", sa.String(length=60), nullable=True),
        sa.Column("bast_media_id", sa.String(length=32), nullable=True),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("remind_at", UTC, nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["bast_media_id"], ["media.id"], name=op.f("fk_aid_bast_media_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_aid_business_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_aid_contact_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_aid_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid")),
        sa.UniqueConstraint("number", name=op.f("uq_aid_number")),
    )
    with op.batch_alter_table("aid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_remind_at"), ["remind_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_state"), ["state"], unique=False)

    op.create_table(
        "aid_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("aid_id", ID, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["aid_id"], ["aid.id"], name=op.f("fk_aid_events_aid_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_aid_events_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_events")),
    )
    with op.batch_alter_table("aid_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_events_aid_id"), ["aid_id"], unique=False)

    op.create_table(
        "aid_receipts",
        sa.Column("id", ID, nullable=False),
        sa.Column("aid_id", ID, nullable=False),
        sa.Column("media_id", sa.String(length=32), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["aid_id"], ["aid.id"], name=op.f("fk_aid_receipts_aid_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_aid_receipts_media_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_aid_receipts_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_receipts")),
    )
    with op.batch_alter_table("aid_receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_receipts_aid_id"), ["aid_id"], unique=False)


def downgrade() -> None:
    op.drop_table("aid_receipts")
    op.drop_table("aid_events")
    op.drop_table("aid")
