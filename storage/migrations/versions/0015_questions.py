"""Questions to the office become threads: who has them in hand, and what was written since."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("office_questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting_since", UTC, nullable=True))
        batch_op.add_column(sa.Column("doing", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("taken_by", ID, nullable=True))
        batch_op.add_column(sa.Column("begun_by", ID, nullable=True))
        batch_op.create_foreign_key(op.f("fk_office_questions_taken_by"), "staff", ["taken_by"], ["id"])
        batch_op.create_foreign_key(op.f("fk_office_questions_begun_by"), "staff", ["begun_by"], ["id"])
        batch_op.create_index(batch_op.f("ix_office_questions_state"), ["state"], unique=False)
    op.execute("UPDATE office_questions SET waiting_since = asked_at")
    with op.batch_alter_table("office_questions", schema=None) as batch_op:
        batch_op.alter_column("waiting_since", existing_type=UTC, nullable=False)
    op.create_table(
        "question_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("question_id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["office_questions.id"],
            name=op.f("fk_question_messages_question_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_question_messages_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_messages")),
    )
    with op.batch_alter_table("question_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_messages_question_id"), ["question_id"], unique=False)


def downgrade() -> None:
    op.drop_table("question_messages")
    with op.batch_alter_table("office_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_questions_state"))
        batch_op.drop_constraint(op.f("fk_office_questions_begun_by"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_office_questions_taken_by"), type_="foreignkey")
        batch_op.drop_column("begun_by")
        batch_op.drop_column("taken_by")
        batch_op.drop_column("doing")
        batch_op.drop_column("waiting_since")
