"""What a report found true, or a fault a spot check found, means for the document itself: a clean-up task in its register."""

from typing import Any

from fazhi.kernel.models import Case, Event
from fazhi.kernel.perform import perform
from fazhi.kernel.rights import OTHER_PROCEDURE


def into_register(case: Case, event: Event) -> None:
    """Write the task where the register knows a document in force by that name; a document of another kind has no register."""
    name = case.facts.document.strip().strip("《》")
    found = Case.objects.filter(domain="normative", state="valid", title__in=(name, f"《{name}》")).order_by("-pk").first()
    if found is None:
        return
    article, cause = (
        ("第二十二条", "公平竞争举报属实") if case.domain == "fair_report" else ("第二十一条", "公平竞争抽查发现问题")
    )
    line = {"law": "公平竞争审查条例", "article": article, "old": "—", "new": "—", "cause": f"{cause}（{case.number}）"}
    moment: dict[str, Any] = {"at": event.at} if found.demo and case.demo else {}
    perform(found, "task", OTHER_PROCEDURE, max(event.on, found.moved_on), item=line, **moment)
