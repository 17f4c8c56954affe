"""Speed of the citation engine with resolution on statute text, one core; and its figures on the labelled citations.

Times are processor time of this one process, so that other work on the machine does not count.

.venv/bin/python bench/citations.py [LAW_PACK] [CASES.jsonl]
"""

import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = next((p / "shared" for p in ROOT.parents if (p / "shared").is_dir()), ROOT.parent / "shared")
DAY = date(2026, 11, 22)
SAMPLE = 3_000_000


def sample(pack: Path) -> list[str]:
    """Every n-th text of the pack, about three million characters of all levels."""
    files = sorted(f for f in pack.rglob("*.md") if f.name != "README.md")
    texts, size = [], 0
    for f in files[::6] + files[3::6]:
        texts.append(f.read_text(encoding="utf-8"))
        size += len(texts[-1])
        if size > SAMPLE:
            break
    return texts


def main(pack: Path, cases: Path) -> None:
    started = time.process_time()
    from fazhi.engines.citations import find
    from fazhi.law import cited_laws, library

    laws = cited_laws()
    print(f"目录装入（含导入模块）　{1000 * (time.process_time() - started):8.0f} 毫秒")
    if not pack.is_dir():
        print(f"没有 {pack}，不测速度。")
        return
    texts = sample(pack)
    size = sum(map(len, texts))
    times, found = [], 0
    for _ in range(4):
        started = time.process_time()
        found = sum(len(find(text, laws, DAY)) for text in texts)
        times.append(time.process_time() - started)
    held = "已导入" if len(library()) else "未导入"
    print(f"法规文本　{len(texts)} 件，{size:,} 字，引用 {found:,} 处（全文{held}）")
    print(f"首遍（各法第一次查到）　{size / times[0]:12,.0f} 字/秒")
    median = size / statistics.median(times[1:])
    print(f"其后各遍的中位数　　　　{median:12,.0f} 字/秒　（目标 2,000,000；eyecite 约 90,000）")
    if cases.is_file():
        accuracy(cases, find, laws)


def accuracy(cases: Path, find, laws) -> None:  # type: ignore[no-untyped-def]
    total = right = 0
    for line in cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] != "citation":
            continue
        got = find(case["text"], laws, DAY)
        for want in case["expected"]:
            best = max(got, key=lambda c: min(c.end, want["span"][1]) - max(c.start, want["span"][0]), default=None)
            total += 1
            right += bool(
                best
                and (best.article, best.paragraph, best.item) == (want["article"], want["paragraph"], want["item"])
                and best.verdict in want.get("accept", [want["verdict"]])
                and want["title"] in (None, best.title)
            )
    print(f"标注的引用全对　　　　　{right}/{total} = {right / total:.1%}　（目标 95%）")


if __name__ == "__main__":
    given = [Path(a) for a in sys.argv[1:]]
    main(*(given + [SHARED / "laws", SHARED / "review-cases" / "dev.jsonl"][len(given) :]))
