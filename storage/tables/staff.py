"""Who works here: members of staff, what they may do, and invitations that are on their way."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc


class StaffMember(Base):
    """Somebody of the office. The row stays when they leave: what they did is still theirs."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: The chat they work from; one contact is one member at most.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    since: Mapped[datetime] = mapped_column(Utc)
    #: Since when they may do nothing any more.
    removed_at: Mapped[datetime | None] = mapped_column(Utc)
    roles: Mapped[list["StaffRole"]] = relationship(
        order_by="StaffRole.id", cascade="all, delete-orphan", lazy="selectin"
    )


class StaffRole(Base):
    """One thing that a member is; a village officer has a row for each of their villages."""

    __tablename__ = "staff_roles"
    __table_args__ = (UniqueConstraint("staff_id", "role", "village"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    #: One of programme.staff.ROLES.
    role: Mapped[str] = mapped_column(String(20))
    #: Kemendagri code of desa or kelurahan, dotted; empty for roles that are of the whole office.
    village: Mapped[str] = mapped_column(String(13), default="")


class StaffInvitation(Base):
    """A code by which somebody becomes a member of staff, once; only its keyed hash is kept."""

    __tablename__ = "staff_invitations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    #: Comma separated.
    roles: Mapped[str] = mapped_column(String(120))
    villages: Mapped[str] = mapped_column(Text, default="")
    #: None where the command line invited.
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    #: When it was used, or taken back.
    used_at: Mapped[datetime | None] = mapped_column(Utc)
