"""Official documents: a .docx template filled from the sealed facts of the step that issued it, always to the same bytes.

The shipped template of a kind is a short text beside its procedure (domains/<domain>/templates/<kind>.txt), set in the layout of
GB/T 9704-2012; a district may put its own .docx in its place, with version and day.
"""

import hashlib
import inspect
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from fazhi.kernel import lean
from fazhi.kernel.declare import Basis
from fazhi.kernel.facts import asked, restore
from fazhi.kernel.fold import effective, fold
from fazhi.kernel.models import Document, Template
from fazhi.kernel.registry import procedures
from fazhi.law.numerals import article_label

HOME = Path(__file__).parent.parent / "domains"
LATEST = "SELECT id, sha256, key, since FROM kernel_template ORDER BY id DESC LIMIT 1"
_stored: tuple[Any, dict[str, list[tuple[date, int]]]] = (None, {})


def template_version(domain: str, kind: str, on: date) -> str:
    """`domain/kind@version`: the district's own template in force on that day, or version 0, the shipped one. What is stored is
    read anew where any process has stored another since (templates are only ever added)."""
    global _stored
    latest = connection.settings_dict["NAME"], lean.rows(LATEST, [])
    if _stored[0] != latest:
        table: dict[str, list[tuple[date, int]]] = {}
        for key, since, version in Template.objects.order_by("since", "version").values_list("key", "since", "version"):
            table.setdefault(key, []).append((since, version))
        _stored = (latest, table)
    key = f"{domain}/{kind}"
    mine = [v for since, v in _stored[1].get(key, ()) if since <= on]
    return f"{key}@{mine[-1] if mine else 0}"


def folder_of(domain: str) -> Path:
    """The folder that declares a domain word; one folder may declare several (visit and whitelist stand in inspections)."""
    declared = next((p for p in procedures().values() if p.domain == domain), None)
    return Path(inspect.getfile(declared)).parent if declared else HOME / domain


@cache
def shipped(domain: str, kind: str) -> bytes:
    """The shipped template as .docx; a plain form with the facts of the step where the domain wrote none."""
    path = folder_of(domain) / "templates" / f"{kind}.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else PLAIN_FORM.replace("KIND", kind)
    return lay_out(text)


PLAIN_FORM = """# KIND
{{ number }}
{% for p in addressees %}{{ p.name }}：
{% endfor %}案由：{{ title }}
{% for line in lines %}{{ line.label }}：{{ line.value }}
{% endfor %}依据：{{ basis }}
"""


def lay_out(text: str) -> bytes:
    """A text in the layout of official documents: a line beginning with `# ` is the title, the second the number; the organ's
    name and the day close it. Placeholders stay for the filling."""
    from fazhi.kernel.layout import official

    return official(text)


def context(document: Document) -> dict[str, Any]:
    """What a template may say: the case as its ledger tells it up to the line that issued the document."""
    case, event = document.case, document.event
    if event is None:
        raise ValueError(f"文书“{document.title}”没有对应的台账行，无法生成。")
    declared = case.declared
    known = [e for e in case.ledger.order_by("seq") if e.seq <= event.seq or (e.kind == "amend" and e.amends_id == event.pk)]
    told = fold(case, declared, effective(known), None)
    line = next(x for x in effective(known) if x.event.pk == event.pk)
    said = {**line.said.get("facts", {}), **line.said.get("words", {})}
    step = declared.steps[event.step]
    questions = asked(declared, step)
    lines = [{"label": q.label, "value": shown(q, said[q.name])} for q in questions if said.get(q.name) not in (None, "")]
    parties: dict[str, list] = {}
    for party in case.parties.filter(event__seq__lte=event.seq).order_by("pk"):
        parties.setdefault(party.seat, []).append(party)
    facts = restore(declared, told.facts)
    lists: dict[str, list[dict]] = {}
    for (kind, n), words in sorted(told.items.items()):
        lists.setdefault(kind, []).append({"n": n, **words})
    return {
        "number": document.number, "kind": document.kind, "title": case.title, "case_number": case.number,
        "organ": case.organ.name_on(document.issued_on), "date": chinese_date(document.issued_on),
        "facts": facts, "said": said, "lines": lines, "lists": lists,
        "items": [{"n": i["n"], **i["set"]} for i in line.said.get("items", ())], "parties": parties, "basis": cited(step.basis), "procedure": case.procedure,
        **(declared.words(case) if declared.words else {}),
        "addressees": next((parties[s] for s in ("applicant", "respondent") if s in parties), []),
        **{seat: "、".join(p.name for p in ps) for seat, ps in parties.items()},
        **{k: v.get_display() if hasattr(v, "get_display") else v for k, v in facts.items()},
    }  # fmt: skip


def cited(bases: Iterable[Basis]) -> str:
    """Bases as an official document cites them: each law once, in title marks, then its articles."""
    articles: dict[str, list[str]] = {}
    for basis in bases:
        places = articles.setdefault(basis.law.title, [])
        if basis.article is not None:
            places.append(article_label(basis.article, basis.paragraph, basis.item))
    return "、".join(f"《{title}》{'、'.join(places)}" for title, places in articles.items())


def shown(question: Any, value: Any) -> str:
    """A fact as people read it: labels of choices, yuan for fen, 是/否."""
    if question.choices:
        return str(dict(question.choices).get(value, value))
    if question.kind == "money":
        return f"{int(value) // 100:,}.{int(value) % 100:02d}元"
    if question.kind == "bool":
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def template_bytes(template: str) -> bytes:
    key, version = template.rsplit("@", 1)
    if version == "0":
        return shipped(*key.split("/", 1))
    with Template.objects.get(key=key, version=int(version)).file.open("rb") as f:
        return f.read()


class Unreadable(ValueError):
    """A stored file that is gone or is not the one registered."""


def render(document: Document) -> bytes:
    """The document's .docx; filled on first opening, stored under its digest, checked against it ever after."""
    if document.file:
        try:
            with default_storage.open(str(document.file), "rb") as f:
                content = f.read()
        except FileNotFoundError:
            raise Unreadable(
                f"文书“{document.title}”的文件不在存储里；请管理员从备份恢复该文件，并运行 fazhi audit。"
            ) from None
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise Unreadable(
                f"文书“{document.title}”的文件与登记的摘要不符，可能被替换；请从备份恢复该文件，并运行 fazhi audit。"
            )
        return content
    content = fill(template_bytes(document.template), context(document))
    digest = hashlib.sha256(content).hexdigest()
    path = f"documents/{digest[:2]}/{digest}.docx"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    Document.objects.filter(pk=document.pk).update(file=path, sha256=digest)
    document.file, document.sha256 = path, digest
    return content


def fill(template: bytes, words: dict[str, Any]) -> bytes:
    """Fill a template; ValueError names the placeholder that cannot be filled. The same words give the same bytes."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, TemplateError, Undefined
    from jinja2.sandbox import SandboxedEnvironment

    environment: Environment = SandboxedEnvironment(
        autoescape=True, undefined=Undefined, finalize=lambda v: chinese_date(v) if isinstance(v, date) else v
    )
    form = DocxTemplate(io.BytesIO(template))
    try:
        form.render(words, environment, autoescape=True)
    except TemplateError as error:
        raise ValueError(f"模板填写失败：{error}。请检查模板中 {{{{ }}}} 的写法。") from None
    out = io.BytesIO()
    form.save(out)
    return fixed(out.getvalue())


def fixed(content: bytes) -> bytes:
    """The same package with fixed times, so that equal content has equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in sorted(old.infolist(), key=lambda i: (i.filename != "[Content_Types].xml", i.filename)):
            new.writestr(zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0)), old.read(info.filename), zipfile.ZIP_DEFLATED)
    return out.getvalue()
