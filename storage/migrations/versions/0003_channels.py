"""What the platforms ask to be kept: whether an address is reached, what became of a message, files to fetch."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "message_counts",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "number", "month", "kind", name=op.f("pk_message_counts")),
    )
    op.create_table(
        "contact_codes",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_codes_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_contact_codes_code_hash")),
    )
    with op.batch_alter_table("contact_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_codes_contact_id"), ["contact_id"], unique=False)

    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("last_message_at", UTC, nullable=True))
        batch_op.add_column(sa.Column("unreachable_at", UTC, nullable=True))
        batch_op.add_column(sa.Column("unreachable_why", sa.String(length=60), nullable=True))
        batch_op.create_index(batch_op.f("ix_addresses_phone_hash"), ["phone_hash"], unique=False)

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("burst_since", UTC, nullable=True))
        batch_op.add_column(sa.Column("burst", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=8), server_default="kept", nullable=False))
        batch_op.add_column(sa.Column("reference", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("next_try_at", UTC, nullable=True))
        batch_op.add_column(sa.Column("fetch_by", UTC, nullable=True))
        batch_op.alter_column("file", existing_type=sa.VARCHAR(length=64), nullable=True)
        batch_op.alter_column("content_type", existing_type=sa.VARCHAR(length=60), nullable=True)
        batch_op.alter_column("size", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            "ix_media_waiting",
            ["channel", "next_try_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.alter_column("last_class", existing_type=sa.String(length=10), type_=sa.String(length=20))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("delivered_at", UTC, nullable=True))
        batch_op.add_column(sa.Column("read_at", UTC, nullable=True))
        batch_op.create_index(
            "ix_outbox_waits",
            ["contact_id"],
            unique=False,
            sqlite_where=sa.text("state = 'waits'"),
            postgresql_where=sa.text("state = 'waits'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.alter_column(
            "last_class",
            existing_type=sa.String(length=20),
            type_=sa.String(length=10),
            postgresql_using="substr(last_class, 1, 10)",
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waits", sqlite_where=sa.text("state = 'waits'"), postgresql_where=sa.text("state = 'waits'")
        )
        batch_op.drop_column("read_at")
        batch_op.drop_column("delivered_at")

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_media_waiting", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
        batch_op.alter_column("size", existing_type=sa.INTEGER(), nullable=False)
        batch_op.alter_column("content_type", existing_type=sa.VARCHAR(length=60), nullable=False)
        batch_op.alter_column("file", existing_type=sa.VARCHAR(length=64), nullable=False)
        batch_op.drop_column("fetch_by")
        batch_op.drop_column("next_try_at")
        batch_op.drop_column("attempts")
        batch_op.drop_column("reference")
        batch_op.drop_column("state")

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("burst")
        batch_op.drop_column("burst_since")
        batch_op.drop_column("source")

    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_addresses_phone_hash"))
        batch_op.drop_column("unreachable_why")
        batch_op.drop_column("unreachable_at")
        batch_op.drop_column("last_message_at")
        batch_op.drop_column("phone_hash")

    with op.batch_alter_table("contact_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_codes_contact_id"))

    op.drop_table("contact_codes")
    op.drop_table("message_counts")
