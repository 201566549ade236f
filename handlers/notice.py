"""The notice about data, as it is read on request; the short one is the first question of a registration."""

from talk import Line


def full_notice(office: str, officer: str, *, by_chat: bool) -> Line:
    """The whole text, which says whether papers may come by chat (UU 27/2022 art. 21 and 56)."""
    papers = Line("notice-papers_by_chat" if by_chat else "notice-papers_to_office")
    return Line("registration-notice_full", {"office": office, "officer": officer, "papers": papers})
