"""执法案卷评查: a sample of files drawn, each scored once with its veto items, the result published when all of them are scored."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.models import FileReview
from fazhi.domains.inspections.rules import REGULATION, listed, local, supervising
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, ItemKind, Procedure, Say, State, Step, guard

VETOES = (
    "检查主体不适格",
    "执法人员不合格或者不足两人",
    "事实不清或者证据不足",
    "适用法律错误",
    "程序违法",
    "应当移送没有移送",
)
FILE = ItemKind(
    "reviewed_file",
    "评查案卷",
    (
        Say("number", "案卷号"), Say("body", "机关"), Say("form", "形式分（20）", "number"), Say("content", "内容分（80）", "number"),
        Say("veto", "否决项", "list", required=False, help="有一项即不合格：" + "；".join(VETOES)),
    ),
)  # fmt: skip


def passed(row: dict) -> bool:
    """合格: no veto item, and sixty marks or more."""
    return not listed(row.get("veto")) and int(row["form"]) + int(row["content"]) >= 60


def results(case: Any) -> list[dict]:
    """Every file as the circular reports it."""
    rows = case.items.filter(kind="reviewed_file").order_by("n").values_list("said", flat=True)
    return [
        {**row, "total": int(row["form"]) + int(row["content"]), "verdict": "合格" if passed(row) else "不合格", "why": "、".join(listed(row.get("veto")))}
        for row in rows
    ]  # fmt: skip


def rows_said(said: dict) -> list[dict]:
    rows = said.get("item") or []
    return [rows] if isinstance(rows, dict) else rows


BASIS = (local.whole, supervising[18])


@guard("抽取的案卷不少于一件", BASIS)
def some_files(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.sample >= 1 else "抽取案卷数至少是1"


@guard("分数在满分以内，否决项是规定的六项", BASIS)
def marks(case: Any, said: dict, on: date) -> str | None:
    for row in rows_said(said):
        if not 0 <= int(row["form"]) <= 20 or not 0 <= int(row["content"]) <= 80:
            return f"案卷{row['number']}：形式分0—20，内容分0—80"
        unknown = [v for v in listed(row.get("veto")) if v not in VETOES]
        if unknown:
            return f"案卷{row['number']}：没有否决项“{'、'.join(unknown)}”，可以是：{'；'.join(VETOES)}"
    return None


@guard("每件案卷只评一次，不超过抽取数", BASIS)
def each_once(case: Any, said: dict, on: date) -> str | None:
    seen = [i.said["number"] for i in case.items.filter(kind="reviewed_file")] if case.pk else []
    for row in rows_said(said):
        if row["number"] in seen:
            return f"案卷{row['number']}已经评过"
        seen.append(row["number"])
    return f"抽取{case.facts.sample}件，不能评{len(seen)}件" if len(seen) > case.facts.sample else None


@guard("抽取的案卷全部评完", BASIS)
def all_scored(case: Any, said: dict, on: date) -> str | None:
    done = case.items.filter(kind="reviewed_file").count()
    return f"抽取{case.facts.sample}件，只评了{done}件，还不能公布" if done != case.facts.sample else None


class FileReviewing(Procedure):
    key, label, since, law = "file_review@2026", "执法案卷评查", REGULATION, supervising
    facts, columns = FileReview, ("topic", "sample")
    words = staticmethod(lambda case: {"results": results(case)})

    scoring, ended = State("评查"), State("办结", final=True)
    begin = Step("抽取案卷", (), scoring, (CLERK, HANDLER), supervising[15], asks=("topic", "sample"), needs=(some_files,),
                 number="{word}评查〔{year}〕{n}号")  # fmt: skip
    score = Step("评查打分", scoring, SAME, HANDLER, supervising[18], item=FILE, needs=(marks, each_once))
    close = Step(
        "公布评查结果", scoring, ended, HEAD, (supervising[15], supervising[18]), needs=(all_scored,), issues="案卷评查通报"
    )


Review2023 = earlier(FileReviewing, "2023", date(2023, 1, 1), local, local.whole)
