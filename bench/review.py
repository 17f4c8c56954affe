"""Speed and accuracy of the review engine, one core: rules stage against the naive loop, whole review, a 100-page draft, figures.

Times are processor time of this one process, so that other work on the machine does not count.

.venv/bin/python bench/review.py [LAW_PACK] [CASES.jsonl]
"""

import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = next((p / "shared" for p in ROOT.parents if (p / "shared").is_dir()), ROOT.parent / "shared")
DAY = date(2026, 11, 22)
PAGE = 22 * 28  # characters of a full page of GB/T 9704-2012


def clock(work: Any, times: int = 5) -> float:
    """Median processor time of a piece of work, seconds."""
    seen = []
    for _ in range(times):
        started = time.process_time()
        work()
        seen.append(time.process_time() - started)
    return statistics.median(seen)


def statutes(pack: Path) -> list[str]:
    files = sorted(f for level in ("法律", "行政法规") for f in (pack / level).glob("*.md"))
    return [f.read_text(encoding="utf-8") for f in files]


def stages(texts: list[str], laws: Any) -> None:
    from fazhi.engines.review import review
    from fazhi.engines.review.engine import applicable, pattern_table, scanner, text_findings
    from fazhi.engines.review.naive import NaiveScanner
    from fazhi.engines.review.structure import Document

    few = texts[::120]
    size = sum(map(len, few))
    fast, naive = scanner(), NaiveScanner(pattern_table()[0])
    rules = applicable("policy", DAY)

    def stage(by: Any) -> list[Any]:
        return [f for text in few for f in text_findings(Document(text), rules, by, DAY)]

    stage(fast)  # compiles what it needs
    slow = clock(lambda: stage(naive), 1)
    quick = clock(lambda: stage(fast))
    same = stage(fast) == stage(naive)
    print(f"规则 {len(pattern_table()[0])} 个模式，法规文本 {size:,} 字；结果{'相同' if same else '不同！'}")
    print(f"逐条循环　　　　　　　{size / slow:12,.0f} 字/秒")
    print(f"规则一遍　　　　　　　{size / quick:12,.0f} 字/秒　{slow / quick:.1f} 倍（目标 2 倍）")

    many = texts[::12]
    size = sum(map(len, many))
    for text in many:
        review(text, on=DAY, laws=laws)
    whole = clock(lambda: [review(text, on=DAY, laws=laws) for text in many], 3)
    print(f"整个审查（含引用核对）{size / whole:12,.0f} 字/秒　（目标 1,000,000）　{size:,} 字")
    draft = drafted(100 * PAGE)
    hundred = clock(lambda: review(draft, on=DAY, laws=laws))
    print(f"100 页的稿子（{len(draft):,} 字）　{hundred:.3f} 秒（目标 0.2）")


def drafted(size: int) -> str:
    """A draft of a given length, put together from the lawful and the offending examples of the cards."""
    from fazhi.engines.review import RULES

    lines = [t for r in RULES for t in (r.good, r.good, r.good, r.bad) if isinstance(t, str)]
    text = "\n".join(lines)
    return (text * (size // len(text) + 1))[:size]


def alarms(texts: list[str]) -> None:
    from fazhi.engines.review.engine import applicable, scanner, text_findings
    from fazhi.engines.review.structure import Document

    rules = {k: r for k, r in applicable("policy", DAY).items() if k[0] == "C"}
    sentences = found = 0
    for text in texts:
        document = Document(text)
        sentences += sum(1 for line in document.norm.replace("；", "。").replace("\n", "。").split("。") if line)
        found += len({f.start for f in text_findings(document, rules, scanner(), DAY)})
    print(f"法律、行政法规 {len(texts)} 件 {sentences:,} 句，公平竞争组报 {found} 处，{found / sentences:.4%}（目标 0.02%）")


def accuracy(cases: Path, laws: Any) -> None:
    from fazhi.engines.review import review

    spec = importlib.util.spec_from_file_location("score", cases.with_name("score.py"))
    if spec is None or spec.loader is None:
        return
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    made = {}
    for row in rows:
        result = review(row["text"], kind=row["doc_kind"], on=DAY, laws=laws)
        made[row["id"]] = {
            "findings": [f.as_dict() for f in result.findings],
            "citations": [c.as_dict() for c in result.citations],
        }
    per, total, cited, *_ = scorer.score(rows, made)
    c, rest = per["C"], [p for g, p in per.items() if g != "C"]
    others = sum(p["n"] for p in rest)
    print(f"案例：公平竞争组查出 {c['found'] / c['n']:.1%}（目标 88%），条文相符 {c['strict'] / c['n']:.1%}（目标 75%）")
    print(f"　　　其余各组查出 {sum(p['found'] for p in rest) / others:.1%}（目标 75%）")
    hits = sum(p["tp"] for p in per.values())
    print(f"　　　准确率 {hits / (hits + sum(p['fp'] for p in per.values())):.1%}（目标 80%）")
    print(f"　　　干净文本每万字误报 {1e4 * total['fp_clean'] / total['clean_chars']:.2f}（目标 1.5）")
    print(f"　　　引用全对 {cited['all'] / cited['n']:.1%}（目标 95%）")


def cold() -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "稿.txt"
        small.write_text(drafted(2000), encoding="utf-8")
        command = [sys.executable, "-m", "fazhi.cli", "review", str(small)]
        seen = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seen.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"冷启动 fazhi review 小文件　{statistics.median(seen):.2f} 秒（目标 1.5）")


def main(pack: Path, cases: Path) -> None:
    from fazhi.law import cited_laws

    laws = cited_laws()
    cold()
    if pack.is_dir():
        texts = statutes(pack)
        stages(texts, laws)
        alarms(texts)
    if cases.is_file():
        accuracy(cases, laws)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"内存最高 {held:.0f} MB，其中含测试文本（目标 400）")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    given = [Path(a) for a in sys.argv[1:]]
    main(*(given + [SHARED / "laws", SHARED / "review-cases" / "dev.jsonl"][len(given) :]))
