"""Selections within a quota, the province's answer and the decree."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "selections",
        sa.Column("id", ID, nullable=False),
        sa.Column("intake_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("weights", sa.Text(), nullable=True),
        sa.Column("confirmed_by", ID, nullable=True),
        sa.Column("confirmed_at", UTC, nullable=True),
        sa.Column("letter_number", sa.String(length=60), nullable=True),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("answer_number", sa.String(length=60), nullable=True),
        sa.Column("answer_date", sa.Date(), nullable=True),
        sa.Column("decree_number", sa.String(length=60), nullable=True),
        sa.Column("decree_date", sa.Date(), nullable=True),
        sa.Column("decree_signatory", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], name=op.f("fk_selections_intake_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.id"], name=op.f("fk_selections_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selections")),
        sa.UniqueConstraint("intake_id", "round", name=op.f("uq_selections_intake_id")),
    )
    _create_of_applications(
        "selection_rows",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("skill", sa.String(length=30), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=True),
        sa.Column("refused", sa.LargeBinary(), nullable=True),
        sa.UniqueConstraint("selection_id", "application_id", name=op.f("uq_selection_rows_selection_id")),
    )
    _create_of_applications(
        "selection_moves",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_selection_moves_staff_id")),
    )
    with op.batch_alter_table("selection_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_selection_moves_selection_id"), ["selection_id"], unique=False)
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seat_skill", sa.String(length=30), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_column("seat_skill")
    op.drop_table("selection_moves")
    op.drop_table("selection_rows")
    op.drop_table("selections")


def _create_of_applications(table: str, *more: sa.schema.SchemaItem) -> None:
    """A table of a selection's applications: each row goes with either."""
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("selection_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selections.id"], name=op.f(f"fk_{table}_selection_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f(f"fk_{table}_application_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *more,
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_application_id"), ["application_id"], unique=False)
