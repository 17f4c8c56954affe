"""Document templates: upload a .docx, see it filled from a real case (personal data masked), then put it in force as a new version."""

import copy
import hashlib
import io
from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from fazhi.kernel import documents
from fazhi.kernel.declare import Say, Step
from fazhi.kernel.facts import asked, columns
from fazhi.kernel.models import Document, Template
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedures
from fazhi.surfaces import uploads
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.pages import Form, Table, sent, show
from fazhi.surfaces.shown import masked
from fazhi.surfaces.web.papers import DOCX, lines_of

COMMON = (
    "number",
    "kind",
    "title",
    "case_number",
    "organ",
    "date",
    "facts",
    "said",
    "lines",
    "parties",
    "basis",
    "procedure",
    "addressees",
)
SAMPLE: dict[str, str] = defaultdict(lambda: "［…］")  # a line of a list where no real document is there to try a template on
LOOPS = ("loop", "range", "namespace", "cycler", "joiner", "dict", "lipsum", "r", "p", "tr", "tc")


def kinds() -> dict[str, list[tuple[Any, Step]]]:
    """`domain/kind` with the steps that issue it."""
    found: dict[str, list[tuple[Any, Step]]] = {}
    for declared in procedures().values():
        for step in declared.steps.values():
            for kind in step.issues:
                found.setdefault(f"{declared.domain}/{kind}", []).append((declared, step))
    return dict(sorted(found.items()))


@administrators
def index(request: HttpRequest) -> HttpResponse:
    """Every kind of document and the version in force."""
    mine: dict[str, Template] = {t.key: t for t in Template.objects.order_by("since", "version")}
    rows = []
    for key, uses in kinds().items():
        version = f"第{mine[key].version}版，{mine[key].since:%Y-%m-%d}起" if key in mine else "随附的模板"
        rows.append(
            (
                (key.split("/")[1], f"/admin/templates/{key}/"),
                uses[0][0].label,
                "、".join(dict.fromkeys(s.label for _, s in uses)),
                version,
            )
        )
    return show(request, "文书模板", tables=[Table("文种", ("文种", "业务", "由哪一步出", "现用"), rows)])


@administrators
def one(request: HttpRequest, domain: str, kind: str) -> HttpResponse:
    """One kind: try a new template on a real case, put it in force, download any version."""
    key = f"{domain}/{kind}"
    if key not in kinds():
        raise Http404
    if "version" in request.GET:
        return download(key, request.GET["version"])
    attempt = Form(
        "try",
        "换用自己的模板",
        (),
        "试填",
        hint="上传 .docx。先用一件真实办件试填给您看（个人信息遮盖），不会马上启用。",
        file="模板文件（.docx）",
    )
    wide, forms = [], [attempt]
    posted = sent(request, [attempt])
    if request.method == "POST" and request.POST.get("form") == "use":
        return use(request, key)
    if posted:
        posted.fill()
        try:
            name, content = checked(request.FILES.get("file"), key)
            wide = lines_of(filled(content, key))
        except (Refusal, ValueError) as refused:
            posted.refuse(refused)
        else:
            digest = hashlib.sha256(content).hexdigest()
            path = f"templates/pending/{digest}.docx"
            if not default_storage.exists(path):
                default_storage.save(path, ContentFile(content))
            asks = (Say("digest", "试填的文件", "choice", ((digest, name),)), Say("since", "启用日期", "date"))
            forms = [
                Form("use", "启用", asks, "启用这个模板", kept={"digest": digest, "since": timezone.localdate()}).fill(),
                attempt,
            ]
    versions = [
        (f"第{t.version}版", t.since, ("下载", f"?version={t.version}"))
        for t in Template.objects.filter(key=key).order_by("-version")
    ]
    words = Table("可以用的占位符", ("写法", "意思"), [(f"{{{{ {k} }}}}", v) for k, v in vocabulary(key).items()])
    return show(
        request,
        kind,
        back=("/admin/templates/", "文书模板"),
        forms=forms,
        wide=wide,
        tables=[Table("版本", ("版本", "启用", ""), [*versions, ("随附的模板", "", ("下载", "?version=0"))]), words],
    )


def checked(file: Any, key: str) -> tuple[str, bytes]:
    """An uploaded template whose every placeholder can be filled; refuses with the name of the first that cannot."""
    if file is None:
        raise Refusal("missing", "没有选择文件", field="file")
    name, content = uploads.checked(file, ("docx",))
    unknown = unfillable(content, key)
    if unknown:
        raise Refusal(
            "placeholder",
            f"模板里的 {'、'.join('{{ ' + u + ' }}' for u in unknown)} 没有内容可填",
            todo="请对照下面的占位符改正后再上传",
        )
    return name, content


def vocabulary(key: str) -> dict[str, str]:
    """What a template of this kind may say, with its meaning."""
    found = {
        "number": "文号",
        "title": "案件标题",
        "case_number": "案号",
        "organ": "机关名称",
        "date": "日期（汉字）",
        "kind": "文种",
        "basis": "依据",
    }
    for declared, step in kinds()[key]:
        found |= {s.key: f"{s.label}的名称" for s in declared.seats().values() if s.side == "party"}
        found |= {n: str(c.verbose_name) for n, c in columns(declared.facts).items()}
        found |= {f"said.{q.name}": f"这一步填的“{q.label}”" for q in asked(declared, step)}
    return found


def unfillable(content: bytes, key: str) -> list[str]:
    """The placeholders nothing fills, by their names as written. What the shipped template says can be said."""
    try:
        trees = parsed(content)
    except TemplateError as error:
        raise Refusal("placeholder", f"模板的占位符写得不对：{error}", todo="请检查 {{ }} 和 {% %} 是否成对") from None
    shipped = {n.name for tree in parsed(documents.shipped(*key.split("/", 1))) for n in tree.find_all(nodes.Name)}
    known = {*COMMON, *LOOPS, *shipped, *(w for w in vocabulary(key) if "." not in w)}
    said = {w.split(".")[1] for w in vocabulary(key) if w.startswith("said.")}
    facts = {n for declared, _ in kinds()[key] for n in columns(declared.facts)}
    found: dict[str, None] = {}
    for tree in trees:
        local = {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in known | local:
                found[name.name] = None
        for part in tree.find_all(nodes.Getattr):
            if (
                isinstance(part.node, nodes.Name)
                and part.node.name in ("said", "facts")
                and part.attr not in (said | facts if part.node.name == "said" else facts)
            ):
                found[f"{part.node.name}.{part.attr}"] = None
    return list(found)


def parsed(content: bytes) -> list[nodes.Template]:
    """The placeholders of a template's body, headers and footers, as their language reads them."""
    from docxtpl import DocxTemplate

    environment = SandboxedEnvironment(autoescape=True)
    form = DocxTemplate(io.BytesIO(content))
    form.init_docx()
    parts = [form.patch_xml(form.get_xml())]
    for uri in (form.HEADER_URI, form.FOOTER_URI):
        parts += [form.patch_xml(form.get_part_xml(part)) for _, part in form.get_headers_footers(uri)]
    return [environment.parse(part) for part in parts]


def filled(content: bytes, key: str) -> bytes:
    """The template filled from the newest real document of its kind with personal data masked, or from the names of its words."""
    domain, kind = key.split("/", 1)
    document = (
        Document.objects.filter(kind=kind, case__domain=domain, incoming=False)
        .select_related("case__organ", "event")
        .order_by("-pk")
        .first()
    )
    if document is None:
        words: dict[str, Any] = {k: f"［{v}］" for k, v in vocabulary(key).items() if "." not in k}
        words |= {
            "said": {k.split(".")[1]: f"［{v}］" for k, v in vocabulary(key).items() if "." in k},
            "facts": words,
            "lines": [],
            "items": [SAMPLE],
            "lists": defaultdict(lambda: [SAMPLE]),
            "parties": {},
            "addressees": [],
        }
        return documents.fill(content, words)
    return documents.fill(content, without_persons(documents.context(document), document.case.declared))


def without_persons(words: dict[str, Any], declared: Any) -> dict[str, Any]:
    """A document's words with every personal column masked."""

    def veiled(party: Any) -> Any:
        twin = copy.copy(party)
        if not party.organ_id:
            for column in ("name", "id_number", "phone", "address"):
                setattr(twin, column, masked(getattr(party, column)))
        return twin

    parties = {seat: [veiled(p) for p in ps] for seat, ps in words["parties"].items()}
    hidden = {n for n, c in columns(declared.facts).items() if getattr(c, "personal", False)}
    facts = {k: masked(v) if k in hidden else v for k, v in words["facts"].items()}
    names = {p.name: veiled(p).name for ps in words["parties"].values() for p in ps if not p.organ_id}
    title = words["title"]
    for name, veil in names.items():
        title = title.replace(name, veil)
    return {
        **words, **{k: v for k, v in facts.items() if k in hidden}, "facts": facts, "parties": parties, "title": title,
        "addressees": [veiled(p) for p in words["addressees"]], **{s: "、".join(p.name for p in ps) for s, ps in parties.items()},
    }  # fmt: skip


def use(request: HttpRequest, key: str) -> HttpResponse:
    """Put a template that was tried in force from a day."""
    digest = request.POST.get("use-digest", "")
    path = f"templates/pending/{digest}.docx"
    try:
        since = date.fromisoformat(request.POST.get("use-since", ""))
    except ValueError:
        since = timezone.localdate()
    if len(digest) != 64 or not digest.isalnum() or not default_storage.exists(path) or since < timezone.localdate():
        messages.warning(request, "没有启用：启用日期不能早于今天，文件须先试填。请重新上传。")
        return redirect("admin-template", *key.split("/"))
    with default_storage.open(path, "rb") as f:
        content = f.read()
    if unfillable(content, key):
        raise Http404
    version = (Template.objects.filter(key=key).aggregate(n=Max("version"))["n"] or 0) + 1
    row = Template(key=key, version=version, sha256=digest, since=since, by=request.user)
    row.file.save(f"{digest}.docx", ContentFile(content), save=True)
    default_storage.delete(path)
    log(request.user, "启用模板", key, version=version, since=since, sha256=digest)
    messages.success(request, f"《{key.split('/')[1]}》第{version}版已定于{since:%Y-%m-%d}启用；以前出的文书不变。")
    return redirect("admin-template", *key.split("/"))


def download(key: str, version: str) -> HttpResponse:
    from fazhi.surfaces.export import disposition

    if not version.isdigit() or (version != "0" and not Template.objects.filter(key=key, version=int(version)).exists()):
        raise Http404
    answer = HttpResponse(documents.template_bytes(f"{key}@{version}"), content_type=DOCX)
    answer["Content-Disposition"] = disposition(f"{key.split('/')[1]}-模板{version}.docx")
    return answer
