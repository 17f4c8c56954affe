"""What the papers of a review say beside the words of their own step: who was assigned, which version was read, the articles copied out."""

from datetime import date
from typing import Any

from fazhi.domains.legality import drafts
from fazhi.domains.legality.provisions import excerpt
from fazhi.kernel.models import Event, Person


def assigned(case: Any) -> dict[str, Any]:
    """Who was to handle the matter when it was accepted, as that line has it: every reading gives the same words."""
    line = Event.objects.filter(case=case, step="accept", said__handler__isnull=False).order_by("seq").first()
    return {"assigned": named(line.said["handler"]) if line else ""}


def named(user: int) -> str:
    """The name a person signs with."""
    found = Person.objects.filter(user=user).values_list("name", flat=True).first()
    return str(found or "")


def signed_on(case: Any, provisions: list[str], on: date) -> dict[str, Any]:
    """What is sealed with an opinion: the version read, who reviewed, whose advice was heard, the articles its lines rest on."""
    found = drafts.versions(case)
    articles = dict.fromkeys(words for p in provisions if (words := excerpt(p, on)))
    advisers = case.parties.filter(seat="counsel").order_by("pk").values_list("name", flat=True)
    said = {
        "draft": f"第{len(found)}版（摘要{found[-1].sha256[:8]}）" if found else "",
        "reviewer": named(case.handler_id) if case.handler_id else "",
        "adviser": "、".join(dict.fromkeys(advisers)),
        "articles": list(articles),
    }
    return {k: v for k, v in said.items() if v}
