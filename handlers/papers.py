"""Papers: asked one by one, by photo or PDF, now, later, or brought to the office. Nothing blocks the chat."""

from collections.abc import Mapping, Sequence

from handlers.questions import DocumentFile, OneOf, labelled
from programme.applications import DocumentAnswer
from programme.checklist import DocumentRule
from talk import Asking, Line


def ask_papers(ask: Asking, checklist: Sequence[DocumentRule], *, by_chat: bool) -> dict[str, DocumentAnswer]:
    """Where each paper of the list stands."""
    how = ask(
        "papers",
        OneOf(labelled("papers", *ways(by_chat)), "papers"),
        list=paper_list([rule for rule in checklist if rule.need != "optional"]),
    )
    if how != "now":
        return {rule.id: DocumentAnswer(how) for rule in checklist if rule.need == "required"}
    return {rule.id: ask_paper(ask, rule) for rule in checklist if rule.ask_in_chat}


def ask_paper(ask: Asking, rule: DocumentRule) -> DocumentAnswer:
    """One paper."""
    optional = rule.need != "required"
    need = Line(f"need-{rule.need.replace('_', '-')}")
    return ask("paper", DocumentFile(optional), rule.id, paper=Line(f"document-{rule.id}"), need=need)


def ways(by_chat: bool) -> tuple[str, ...]:
    """How papers may come; by chat only where the office allows it (UU 27/2022 art. 56)."""
    return ("now", "later", "office") if by_chat else ("office", "later")


def paper_list(checklist: Sequence[DocumentRule]) -> Line:
    """A list as one text, each paper with whether it is needed."""
    text = Line("empty")
    for rule in checklist:
        need = Line(f"need-{rule.need.replace('_', '-')}")
        text = Line("paper-row", {"before": text, "paper": Line(f"document-{rule.id}"), "need": need})
    return text


def papers_line(papers: Mapping[str, DocumentAnswer]) -> Line:
    """How many are here and how many follow."""
    received = sum(paper.state == "received" for paper in papers.values())
    return Line("papers-count", {"received": received, "follow": len(papers) - received})
