"""Who graduated, who says they did, and the coaching to which they are invited."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "alumnus_claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_alumnus_claims_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_alumnus_claims_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alumnus_claims")),
    )
    with op.batch_alter_table("alumnus_claims", schema=None) as batch_op:
        batch_op.create_index(
            "ix_alumnus_claims_open",
            ["contact_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "coachings",
        sa.Column("id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("cancelled_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_coachings_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coachings")),
    )
    op.create_table(
        "alumni",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=True),
        sa.Column("skill", sa.String(length=30), nullable=False),
        sa.Column("graduated_on", sa.Date(), nullable=False),
        sa.Column("by_year", sa.Boolean(), nullable=False),
        sa.Column("activity", sa.String(length=10), nullable=True),
        sa.Column("activity_at", UTC, nullable=True),
        sa.Column("created_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_alumni_application_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_alumni_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alumni")),
        sa.UniqueConstraint("application_id", name=op.f("uq_alumni_application_id")),
        sa.UniqueConstraint("person_id", name=op.f("uq_alumni_person_id")),
    )
    with op.batch_alter_table("alumni", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alumni_graduated_on"), ["graduated_on"], unique=False)

    op.create_table(
        "coaching_guests",
        sa.Column("id", ID, nullable=False),
        sa.Column("coaching_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", UTC, nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coaching_id"], ["coachings.id"], name=op.f("fk_coaching_guests_coaching_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_coaching_guests_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_guests")),
        sa.UniqueConstraint("coaching_id", "person_id", name=op.f("uq_coaching_guests_coaching_id")),
    )
    with op.batch_alter_table("coaching_guests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaching_guests_person_id"), ["person_id"], unique=False)

    # Who has graduated already; a newer application of the same person goes before an older one.
    op.execute(
        "INSERT INTO alumni (person_id, application_id, skill, graduated_on, by_year, created_at)"
        " SELECT person_id, id, COALESCE(seat_skill, first_skill), date(state_since), false, state_since"
        " FROM applications AS of WHERE state = 'lulus' AND NOT EXISTS"
        " (SELECT 1 FROM applications WHERE person_id = of.person_id AND state = 'lulus' AND id > of.id)"
    )


def downgrade() -> None:
    op.drop_table("coaching_guests")
    op.drop_table("coachings")
    op.drop_table("alumnus_claims")
    op.drop_table("alumni")
