"""Registers of poor families and children out of school, their imports, and long work as rows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TO_DO = sa.text("state = 'waiting'")
SEARCHED = ("identity", "kk_hash", "name_hash", "application_id")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.Column("applied_at", UTC, nullable=True),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rows", "taken", "doubtful", "repeated")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_imports_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index("ix_imports_kind", "imports", ["kind", "digest"], unique=False)
    op.create_table(
        "import_rows",
        sa.Column("id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=64), nullable=True) for name in ("identity", "kk_hash", "name_hash")),
        sa.Column("kecamatan", sa.String(length=8), nullable=True),
        sa.Column("village", sa.String(length=13), nullable=True),
        sa.Column("desil", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=4), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("application_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_import_rows_application_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint("import_id", "row", name=op.f("uq_import_rows_import_id")),
    )
    for column in SEARCHED:
        op.create_index(f"ix_import_rows_{column}", "import_rows", [column], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("args", sa.LargeBinary(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("error", sa.String(length=100), nullable=True),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("finished_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_jobs_contact_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_contact_id", "jobs", ["contact_id"], unique=False)
    with op.batch_alter_table("media") as batch_op:  # a workbook's has 65 signs
        batch_op.alter_column("content_type", existing_type=sa.String(length=60), type_=sa.String(length=100))
    op.create_index("ix_jobs_to_do", "jobs", ["due_at"], unique=False, sqlite_where=TO_DO, postgresql_where=TO_DO)


def downgrade() -> None:
    with op.batch_alter_table("media") as batch_op:
        batch_op.alter_column(
            "content_type",
            existing_type=sa.String(length=100),
            type_=sa.String(length=60),
            postgresql_using="substr(content_type, 1, 60)",
        )
    op.drop_index("ix_jobs_to_do", table_name="jobs", sqlite_where=TO_DO, postgresql_where=TO_DO)
    op.drop_index("ix_jobs_contact_id", table_name="jobs")
    op.drop_table("jobs")
    for column in reversed(SEARCHED):
        op.drop_index(f"ix_import_rows_{column}", table_name="import_rows")
    op.drop_table("import_rows")
    op.drop_index("ix_imports_kind", table_name="imports")
    op.drop_table("imports")
