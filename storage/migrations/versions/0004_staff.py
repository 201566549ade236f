"""Members of staff: what they may do, which case each has in hand, and who did what."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("since", UTC, nullable=False),
        sa.Column("removed_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_staff_contact_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_staff_contact_id")),
    )
    op.create_table(
        "staff_roles",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("village", sa.String(length=13), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_roles_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_roles")),
        sa.UniqueConstraint("staff_id", "role", "village", name=op.f("uq_staff_roles_staff_id")),
    )
    op.create_table(
        "staff_invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("villages", sa.Text(), nullable=False),
        sa.Column("invited_by", ID, nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["staff.id"], name=op.f("fk_staff_invitations_invited_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_staff_invitations_code_hash")),
    )
    with op.batch_alter_table("intakes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("granted", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registered_by", ID, nullable=True))
        batch_op.add_column(sa.Column("held_by", ID, nullable=True))
        batch_op.add_column(sa.Column("held_until", UTC, nullable=True))
        batch_op.create_foreign_key(op.f("fk_applications_registered_by"), "staff", ["registered_by"], ["id"])
        batch_op.create_foreign_key(op.f("fk_applications_held_by"), "staff", ["held_by"], ["id"])
    with op.batch_alter_table("application_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_id", ID, nullable=True))
        batch_op.add_column(sa.Column("reason_id", sa.String(length=30), nullable=True))
        batch_op.create_foreign_key(op.f("fk_application_events_staff_id"), "staff", ["staff_id"], ["id"])
    op.create_table(
        "case_notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_case_notes_application_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_notes_application_id"), ["application_id"], unique=False)
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wanted_why", sa.String(length=200), nullable=True))
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_id", ID, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_column("staff_id")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("wanted_why")
    op.drop_table("case_notes")
    with op.batch_alter_table("application_events", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_application_events_staff_id"), type_="foreignkey")
        batch_op.drop_column("reason_id")
        batch_op.drop_column("staff_id")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_applications_held_by"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_applications_registered_by"), type_="foreignkey")
        batch_op.drop_column("held_until")
        batch_op.drop_column("held_by")
        batch_op.drop_column("registered_by")
    with op.batch_alter_table("intakes", schema=None) as batch_op:
        batch_op.drop_column("granted")
    op.drop_table("staff_invitations")
    op.drop_table("staff_roles")
    op.drop_table("staff")
