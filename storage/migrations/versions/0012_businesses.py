"""Businesses, when their people are asked how it goes, and what they report."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "businesses",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("own_words", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("village", sa.String(length=13), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("with_others", sa.Boolean(), nullable=False),
        sa.Column("media_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("state_since", UTC, nullable=False),
        sa.Column("monitored_since", sa.Date(), nullable=False),
        sa.Column("recorded_at", UTC, nullable=False),
        sa.Column("recorded_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_businesses_media_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_businesses_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_businesses_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_businesses")),
    )
    with op.batch_alter_table("businesses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_businesses_person_id"), ["person_id"], unique=False)

    op.create_table(
        "check_ins",
        sa.Column("id", ID, nullable=False),
        sa.Column("about", sa.String(length=30), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("business_id", ID, nullable=True),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", UTC, nullable=True),
        sa.Column("why", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_check_ins_business_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_check_ins_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint("about", "began_on", "months", name=op.f("uq_check_ins_about")),
    )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_ins_business_id"), ["business_id"], unique=False)
        batch_op.create_index(
            "ix_check_ins_open",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'asked', 'reminded')"),
            postgresql_where=sa.text("state IN ('waiting', 'asked', 'reminded')"),
        )
        batch_op.create_index(batch_op.f("ix_check_ins_person_id"), ["person_id"], unique=False)

    op.create_table(
        "business_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("business_id", ID, nullable=False),
        sa.Column("check_in_id", ID, nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("photo_id", sa.String(length=32), nullable=True),
        sa.Column("voice_id", sa.String(length=32), nullable=True),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("replaced_by", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_business_reports_business_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name=op.f("fk_business_reports_check_in_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_business_reports_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["media.id"], name=op.f("fk_business_reports_photo_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["business_reports.id"], name=op.f("fk_business_reports_replaced_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_business_reports_staff_id")),
        sa.ForeignKeyConstraint(
            ["voice_id"], ["media.id"], name=op.f("fk_business_reports_voice_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_reports")),
    )
    with op.batch_alter_table("business_reports", schema=None) as batch_op:
        batch_op.create_index("ix_business_reports_business_id", ["business_id", "made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_business_reports_check_in_id"), ["check_in_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_business_reports_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_business_reports_replaced_by"), ["replaced_by"], unique=False)


def downgrade() -> None:
    op.drop_table("business_reports")
    op.drop_table("check_ins")
    op.drop_table("businesses")
