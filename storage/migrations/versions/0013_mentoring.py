"""Mentors and their people: areas, risks, visits, notes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mentor_areas",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("kecamatan", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_mentor_areas_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_areas")),
        sa.UniqueConstraint("staff_id", "kecamatan", name=op.f("uq_mentor_areas_staff_id")),
    )
    with op.batch_alter_table("mentor_areas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentor_areas_kecamatan"), ["kecamatan"], unique=False)

    op.create_table(
        "mentored",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("since", UTC, nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mentored_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_mentored_staff_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mentored")),
    )
    with op.batch_alter_table("mentored", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentored_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "mentoring_notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("business_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_mentoring_notes_business_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_mentoring_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_notes")),
    )
    with op.batch_alter_table("mentoring_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentoring_notes_business_id"), ["business_id"], unique=False)

    op.create_table(
        "risks",
        sa.Column("id", ID, nullable=False),
        sa.Column("business_id", ID, nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("escalate_at", UTC, nullable=False),
        sa.Column("escalated_at", UTC, nullable=True),
        sa.Column("handled_by", ID, nullable=True),
        sa.Column("handled_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_risks_business_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["handled_by"], ["staff.id"], name=op.f("fk_risks_handled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risks")),
    )
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risks_business_id"), ["business_id"], unique=False)
        batch_op.create_index(
            "ix_risks_unhandled",
            ["escalate_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open' AND escalated_at IS NULL"),
            postgresql_where=sa.text("state = 'open' AND escalated_at IS NULL"),
        )
        batch_op.create_index(
            "ix_risks_unsolved",
            ["business_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'solved'"),
            postgresql_where=sa.text("state <> 'solved'"),
        )

    op.create_table(
        "visits",
        sa.Column("id", ID, nullable=False),
        sa.Column("business_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("remind_at", UTC, nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("media_id", sa.String(length=32), nullable=True),
        sa.Column("cancelled_at", UTC, nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_visits_business_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_visits_media_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visits_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visits_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(
            "ix_visits_to_remind",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )


def downgrade() -> None:
    op.drop_table("mentoring_notes")
    op.drop_table("visits")
    op.drop_table("risks")
    op.drop_table("mentored")
    op.drop_table("mentor_areas")
