"""Puts a report together: the tree's text with every slot answered, the table of claims, the annex, the header."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fazhi.kernel.figures import Period, Row, remembered
from fazhi.kernel.models import Organ
from fazhi.report import sources
from fazhi.report.answers import Answer, Answers, end_of, sha, titles
from fazhi.report.claims import CLAIMS
from fazhi.report.rendering import Broken
from fazhi.report.tree import Section, Tree, load


@dataclass
class Piece:
    """A run of a paragraph. kind: text, figure, evidence or gap (what is missing and which ledger should fill it)."""

    kind: str
    words: str
    answer: Answer | None = None
    row: Row | None = None
    note: str = ""


@dataclass
class Block:
    """A heading with its paragraphs, filled."""

    section: Section
    heading: str
    paragraphs: list[list[Piece]] = field(default_factory=list)


@dataclass
class Report:
    """A whole report: what is printed, and what stands behind it."""

    year: int
    known_by: date | None
    tree: Tree
    title: str
    publisher: str
    answers: dict[str, Answer]
    blocks: list[Block]
    header: dict[str, str]
    evidence: dict[str, Row]
    period: Period

    @property
    def cutoff(self) -> date:
        return self.known_by or date.today()

    @property
    def gaps(self) -> list[Piece]:
        return [p for b in self.blocks for runs in b.paragraphs for p in runs if p.kind == "gap"]

    def as_dict(self) -> dict[str, Any]:
        """The contract's JSON: one entry for every row of its table, then every further figure the tree prints."""
        return {
            "year": self.year, "known_by": self.cutoff.isoformat(), "tree": self.tree.name, "title": self.title, "header": self.header,
            "claims": [a.as_dict() for a in self.answers.values()],
            "evidence": [{"key": k, "words": r.get("words"), "issuer": r.get("issuer"), "case": r.case} for k, r in sorted(self.evidence.items())],
        }  # fmt: skip


def build(year: int, known_by: date | None = None, tree: str = "district", organ: str = "") -> Report:
    """The report on a year as known by the end of a day (None: now). organ limits the ledgers to one organ and those below it."""
    with remembered():
        return _build(year, known_by, tree, organ)


def _build(year: int, known_by: date | None, tree: str, organ: str) -> Report:
    parsed = load(tree)
    period = Period.year(year, end_of(known_by), organs_of(organ))
    answers = Answers(period)
    ids = list(
        dict.fromkeys([*([c.id for c in CLAIMS] if not organ and parsed.name == "district" else []), *parsed.figure_ids()])
    )
    if "publication.header" not in ids:
        ids.append("publication.header")
    found = {id: answers[id] for id in ids}
    for id, answer in found.items():
        answer.section = parsed.section_of(id) or ("页眉" if id == "publication.header" else "")
    names = {
        "year": str(year),
        "last": str(year - 1),
        "next": str(year + 1),
        "district": district(organ),
        "publisher": publisher(parsed, organ),
    }
    blocks = [fill(section, answers, names) for section in parsed.sections]
    header = header_of(period, parsed, names["publisher"])
    if parsed.name != "district":
        _own_header(found["publication.header"], header)
    title = words_of(parsed.settings.get("title", "{year}年度法治政府建设情况报告"), names)
    return Report(year, known_by, parsed, title, names["publisher"], found, blocks, header, answers.proofs, period)


def organs_of(organ: str) -> frozenset[int] | None:
    if not organ:
        return None
    found = Organ.objects.filter(name=organ).first() or Organ.objects.filter(code=organ).first()
    if found is None:
        raise ValueError(f"没有机关“{organ}”。请写机关的全称或者代码。")
    return frozenset(Organ.objects.filter(path__startswith=found.path).values_list("pk", flat=True))


def district(organ: str = "") -> str:
    """The district the report is of: that of the organ asked for, else the first of the store."""
    roots = Organ.objects.filter(parent=None).order_by("pk")
    found = Organ.objects.filter(name=organ).first() or Organ.objects.filter(code=organ or "-").first()
    root = next((r for r in roots if found and found.path.startswith(r.path)), roots.first())
    return root.name.removesuffix("人民政府") if root else "本区"


def publisher(tree: Tree, organ: str) -> str:
    found = Organ.objects.filter(name=organ).first() or Organ.objects.filter(code=organ or "-").first()
    return found.name if found else tree.settings.get("publisher", "")


def words_of(text: str, names: dict[str, str]) -> str:
    for key, value in names.items():
        text = text.replace("{" + key + "}", value)
    return text


def fill(section: Section, answers: Answers, names: dict[str, str]) -> Block:
    """A section with every slot answered."""
    block = Block(section, words_of(section.title, names))
    for paragraph in section.paragraphs:
        runs: list[Piece] = []
        rest = paragraph.text
        while "{" in rest:
            before, _, rest = rest.partition("{")
            slot, _, rest = rest.partition("}")
            if before:
                runs.append(Piece("text", before))
            runs.append(Piece("text", names[slot]) if slot in names else piece(slot, answers))
        block.paragraphs.append([*runs, Piece("text", rest)] if rest else runs)
    return block


def piece(slot: str, answers: Answers) -> Piece:
    """One slot as a run: its words, or the gap it leaves."""
    if slot.startswith("证据 "):
        key = slot.removeprefix("证据 ").strip()
        row = answers.proofs.get(key)
        if row is None:
            return Piece("gap", f"缺口：表述“{key}”没有核实过的证据", note="应由“表述证据”填写")
        return Piece("evidence", row.get("words"), row=row, note=f"{row.get('issuer')} {row.get('paper') or ''}".strip())
    id, _, rule = slot.partition(":")
    answer = answers[id]
    if answer.status != "ok":
        return Piece("gap", f"缺口：{answer.claim.label}", answer=answer, note=gap_note(answer))
    try:
        return Piece("figure", printed(answer, rule, answers), answer=answer)
    except Broken as broken:
        return Piece("gap", f"不符：{answer.claim.label}", answer=answer, note=str(broken))


def gap_note(answer: Answer) -> str:
    """Why there is no number, and which ledger should fill it."""
    named = answer.claim.ledger in answer.note
    return answer.note if named else f"{answer.note}；台账：{answer.claim.ledger}"


def printed(answer: Answer, rule: str, answers: Answers) -> str:
    """The words of a slot: the claim's own, by another rule, a list of names, or 全部 where part and whole are equal."""
    if not rule:
        return answer.printed
    if rule == "名单":
        return "、".join(titles(answer.rows))
    if rule == "全部":
        whole = answers[answer.claim.whole].value
        return "全部" if whole and answer.value == whole else f"有{answer.printed}"
    return answers.words(answer, rule)


def header_of(period: Period, tree: Tree, publisher: str) -> dict[str, str]:
    """The metadata of the published page; empty where the report has not been published."""
    empty = {"索引号": "", "分类": "", "发布机构": publisher, "发文日期": "", "文号": "", "时效": ""}
    opened = sources.files(period, tree.name).get(period.last.year)
    lines = sources.lines_of(period, opened.case, "publish") if opened else []
    if not lines:
        return empty
    row = lines[-1]
    validity = {"valid": "有效", "lapsed": "失效", "repealed": "废止"}.get(row.get("validity", ""), "")
    return empty | {
        "索引号": row.get("index_number"), "分类": row.get("category"), "发文日期": row.get("issued_on"), "文号": row.get("paper_number") or "",
        "时效": validity, "发布机构": opened.get("publisher") or publisher,
    }  # fmt: skip


def _own_header(answer: Answer, header: dict[str, str]) -> None:
    """Another tree's page has its own header, never the district's."""
    if header["索引号"]:
        answer.value = answer.printed = header["索引号"]
        answer.status, answer.digest = "ok", answer.digest or sha(answer.rows)
    else:
        answer.value, answer.printed, answer.status, answer.rows, answer.digest = None, "", "missing", [], ""
        answer.note = "本报告尚未公开，没有索引号；应由“年度报告公开”填写"
