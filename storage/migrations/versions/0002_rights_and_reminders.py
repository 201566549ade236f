"""What the law asks to be kept beside a record, and reminders."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_person_id", ["person_id"], unique=False)

    op.create_table(
        "person_keys",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_keys")),
    )
    op.create_table(
        "data_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("right", sa.String(length=12), nullable=False),
        sa.Column("asked_at", UTC, nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("done_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_data_requests_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_data_requests_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_requests")),
    )
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_requests_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index("ix_data_requests_due_at", ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_requests_person_id"), ["person_id"], unique=False)

    op.create_table(
        "guardian_codes",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_guardian_codes_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_guardian_codes_code_hash")),
    )
    with op.batch_alter_table("guardian_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guardian_codes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=True),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_reminders_application_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_reminders_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("contact_id", "about", "step", name=op.f("uq_reminders_contact_id")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_application_id"), ["application_id"], unique=False)
        batch_op.create_index(
            "ix_reminders_pending",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    with op.batch_alter_table("office_questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered_at", UTC, nullable=True))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restricted_at", UTC, nullable=True))
        batch_op.add_column(sa.Column("anonymised_at", UTC, nullable=True))

    _never_give_a_number_twice()


def _never_give_a_number_twice() -> None:
    """SQLite would give the number of the last row again once that row is erased; the trail outlives it."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("contacts", "people"):
            with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
                pass


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("anonymised_at")
        batch_op.drop_column("restricted_at")

    with op.batch_alter_table("office_questions", schema=None) as batch_op:
        batch_op.drop_column("answered_at")

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_reminders_pending",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index(batch_op.f("ix_reminders_application_id"))

    op.drop_table("reminders")
    with op.batch_alter_table("guardian_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guardian_codes_person_id"))

    op.drop_table("guardian_codes")
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_requests_person_id"))
        batch_op.drop_index("ix_data_requests_due_at")
        batch_op.drop_index(batch_op.f("ix_data_requests_contact_id"))

    op.drop_table("data_requests")
    op.drop_table("person_keys")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_person_id")
        batch_op.drop_index("ix_audit_at")

    op.drop_table("audit")
