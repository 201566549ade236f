"""Lists that were imported, and what each of their rows says."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc


class Import(Base):
    """One file that was read: who read it in when, and what came of it. Names nobody, and stays."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_kind", "kind", "digest"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: "dtsen", "ats" or "applicants".
    kind: Mapped[str] = mapped_column(String(10))
    #: Keyed hash of the file's bytes: the same file is known again.
    digest: Mapped[str] = mapped_column(String(64))
    #: "reading", "checked" (waits for somebody's yes), "applying", "applied", "cancelled", "refused" (no such list).
    state: Mapped[str] = mapped_column(String(10))
    #: Who; None where it was the command line.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    #: Since when what it says counts.
    applied_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Whether what older lists said of the same people is gone.
    is_settled: Mapped[bool] = mapped_column(default=False)
    #: Rows that are somebody's; of these, how many count, have something wrong in them, and say somebody twice.
    rows: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)
    repeated: Mapped[int] = mapped_column(default=0)


class ImportRow(Base):
    """What one row of a list says of somebody; it counts once its import is applied, until a newer one says it anew."""

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "row"),
        Index("ix_import_rows_identity", "identity"),
        Index("ix_import_rows_kk_hash", "kk_hash"),
        Index("ix_import_rows_name_hash", "name_hash"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    #: As the spreadsheet counts.
    row: Mapped[int]
    #: Keyed hash of the NIK (that of a person's record), or without one of name, birth date and family or place: the
    #: same person in another list. None where the row is left out.
    identity: Mapped[str | None] = mapped_column(String(64))
    #: Keyed hashes, to find somebody without reading anybody's number or name.
    kk_hash: Mapped[str | None] = mapped_column(String(64))
    name_hash: Mapped[str | None] = mapped_column(String(64))
    #: Kemendagri codes, dotted.
    kecamatan: Mapped[str | None] = mapped_column(String(8))
    village: Mapped[str | None] = mapped_column(String(13))
    desil: Mapped[int | None]
    #: Of a child out of school: "do", "ltm" or "bpb".
    status: Mapped[str | None] = mapped_column(String(4))
    #: Sealed JSON of the whole record; None where the row is left out.
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: JSON list of what is wrong: columns and kinds of mistake, never a value.
    problems: Mapped[str | None] = mapped_column(Text)
    #: The registration that was made of it, or was there already.
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), index=True)
