"""Documents as the ledger knows them: issued by a step under a number of their own, handed in as files, delivered to parties."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from fazhi.kernel import lean
from fazhi.kernel.models import Case, Delivery, Document, Event, Party


def number_for(declared: Any, case: Case, kind: str) -> str:
    """One case, one serial: every document carries the case's number with its own word before the year (…不受〔2024〕12号)."""
    word = getattr(declared, "document_words", {}).get(kind, "")
    return case.number.replace("〔", f"{word}〔", 1) if case.number else ""


def issued_by(declared: Any, case: Case, entry: Any) -> list[Document]:
    """The documents a step issues, named in what is said (kind, number, template version) and so under the seal."""
    from fazhi.kernel.documents import template_version

    rows = []
    for kind in entry.step.issues:
        number, template = number_for(declared, case, kind), template_version(case.domain, kind, entry.on)
        rows.append(
            Document(case=case, kind=kind, step=entry.step.key, title=f"{kind}（{case.title}）"[:200], number=number, template=template,
                     issued_on=entry.on)
        )  # fmt: skip
        entry.said.setdefault("docs", []).append({"kind": kind, "number": number, "template": template})
    return rows


def take_in(entry: Any, files: list[tuple[str, bytes]]) -> list[Document]:
    """Files handed in with a step: stored under their digest, which is sealed with the step."""
    rows = []
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        path = f"files/{digest[:2]}/{digest}"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
        rows.append(
            Document(
                kind="材料",
                step=entry.step.key,
                title=name[:200],
                file=path,
                sha256=digest,
                incoming=True,
                issued_on=entry.on,
            )
        )
        entry.said.setdefault("files", []).append({"name": name[:200], "sha256": digest})
    return rows


def store(event: Event, rows: list[Document]) -> None:
    for row in rows:
        row.case, row.event = event.case, event
    lean.insert(rows, named=True)


def record_delivery(document: Document, party: Party, event: Event, method: str, proof: str) -> Delivery:
    row = Delivery(document=document, party=party, method=method, on=event.on, proof=proof, event=event)
    lean.insert([row])
    return row
