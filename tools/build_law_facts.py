"""Derives the shipped facts about laws from a law pack: titles, versions, dates, counts, successions; no text.

.venv/bin/python tools/build_law_facts.py ../shared/laws
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from fazhi.law import paths
from fazhi.law.facts import from_index
from fazhi.law.names import document_number, plain
from fazhi.law.statute import parse, shape

TITLE = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
ABOLISHED = re.compile(r"[^。；\n]*(?:同时废止|即行废止|予以废止)")
NUMBERED = re.compile(r"《([^《》]+)》\s*[（(]([\u4e00-\u9fff]{1,8}[〔［\[]\d{4}[〕］\]]\d+号)[）)]")
ORDER = re.compile(r"(国务院令第\d+号)(?:公布|发布)")
KEPT = re.compile("中|的|第[零一二三四五六七八九十百千]+条|部分|除")


def main(pack: Path) -> None:
    entries = [json.loads(line) for line in (pack / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    facts, shapes, named = [], [], defaultdict(Counter)
    spoken = defaultdict(list)
    for short, full in (line.split("\t") for line in read("aliases-known.tsv")):
        spoken[full].append(short)
    by_hand = [line.split("\t") for line in read("succession-known.tsv")]
    succession = {plain(old): (old, new, on) for old, new, on in by_hand}
    for n, entry in enumerate(entries):
        text = (pack / entry["path"]).read_text(encoding="utf-8")
        entry["aliases"] = [*entry["aliases"], *spoken.get(entry["title"], ())]
        row = from_index(entry)
        facts.append(row)
        shapes.append((row.digest, shape(parse(text).articles)))
        order = ORDER.search(text[:400])
        if order and entry["level"] == "行政法规":
            named[order[1]][entry["title"]] += 1
        for title, number in NUMBERED.findall(text):
            named[document_number(number)][title] += 1
        if entry["doc_type"] != "修改、废止的决定":
            for old in abolished(text, entry["title"]):
                known, on = succession.get(plain(old)), row.first_effective or row.starts
                if known is None or on < known[2]:
                    succession[plain(old)] = (old, entry["title"], on)
        if sys.stderr.isatty():
            print(f"\r{n + 1}/{len(entries)}", end="", file=sys.stderr)
    extra = [line.split("\t") for line in read("documents-known.tsv")]
    documents = {number: titles.most_common(1)[0][0] for number, titles in named.items()} | dict(extra)
    facts += [from_index(json.loads(line)) for line in read("laws-known.jsonl")]
    write(paths.FACTS, [row.line for row in sorted(facts)])
    write(paths.SHAPES, ["\t".join(s) for s in sorted(shapes) if s[1]])
    write(paths.SUCCESSION, ["\t".join(succession[k]) for k in sorted(succession)])
    write(paths.DOCUMENTS, [f"{n}\t{t}" for n, t in sorted(documents.items())])


def read(name: str) -> list[str]:
    """The lines of a small table kept by hand beside the derived ones."""
    return (paths.HERE / name).read_text(encoding="utf-8").splitlines()


def abolished(text: str, title: str) -> list[str]:
    """Titles which the text says are repealed when it enters into force, whole laws only."""
    out = []
    for sentence in ABOLISHED.findall(text):
        for found in TITLE.finditer(sentence):
            if not KEPT.match(sentence[found.end() : found.end() + 8]) and plain(found[1]) != plain(title):
                out.append(found[1])
    return out


def write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} 行，{path.stat().st_size // 1024} KB", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/laws"))
