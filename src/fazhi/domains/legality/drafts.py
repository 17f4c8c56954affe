"""The versions of a draft: each is the file handed in with a step of the matter; its text is read once and kept by its digest."""

import hashlib
import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from fazhi.engines.review.structure import NUMERAL
from fazhi.kernel.documents import Unreadable
from fazhi.kernel.models import Document

STEPS = ("upload", "resubmit")
HEAD = re.compile(
    rf"^[ \t\u3000]*(第[{NUMERAL}\d]+条(?:之[一二三四五六七八九十])?)", re.M
)  # an article as it stands in a draft


def versions(case: Any) -> list[Document]:
    """The drafts of a matter in order; the first is version 1."""
    if case.pk is None:
        return []
    return list(Document.objects.filter(case=case.pk, incoming=True, step__in=STEPS).order_by("pk"))


def version(case: Any) -> int:
    return Document.objects.filter(case=case.pk, incoming=True, step__in=STEPS).count() if case.pk else 0


def text(case: Any, number: int = 0) -> str:
    """The text of a version (the newest where none is named); empty where there is none."""
    found = versions(case)
    if not found:
        return ""
    chosen = found[number - 1] if number else found[-1]
    return _stored(str(chosen.file), chosen.title)


@lru_cache(maxsize=64)
def _stored(path: str, name: str) -> str:
    return text_of(name, content(path))


def content(path: str) -> bytes:
    """The bytes kept; Unreadable (a ValueError) with one plain sentence where the file is gone."""
    try:
        with default_storage.open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        raise Unreadable("送审稿的文件不在存储里；请管理员从备份恢复该文件，并运行 fazhi audit。") from None


@lru_cache(maxsize=16)
def _read(name: str, digest: str, data: bytes) -> str:
    from fazhi.engines.review.readers import read

    suffix = Path(name).suffix[:10] or ".txt"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"送审稿{suffix}"
        path.write_bytes(data)
        return read(path).text


def text_of(name: str, data: bytes) -> str:
    """The text of a file; ValueError with one plain sentence where it cannot be read."""
    return _read(name, hashlib.sha256(data).hexdigest(), data)


# ---------------------------------------------------------------- by article


def articles(words: str) -> list[tuple[str, str]]:
    """(label, text) of the parts of a draft: what stands before the first article, then each article."""
    heads = list(HEAD.finditer(words))
    first = heads[0].start() if heads else len(words)
    parts = [("标题和导语", words[:first])] if words[:first].strip() else []
    ends = [m.start() for m in heads[1:]] + [len(words)]
    return parts + [(m[1], words[m.start() : end].rstrip("\n")) for m, end in zip(heads, ends, strict=False)]


def places(words: str, at: Iterable[int]) -> list[str]:
    """How people name the places in a draft: the article they stand in, or the paragraph before the first one."""
    heads = list(HEAD.finditer(words))
    starts = [m.start() for m in heads]
    found = []
    for place in at:
        n = bisect_right(starts, place)
        found.append(heads[n - 1][1] if n else f"第{words.count(chr(10), 0, place) + 1}段")
    return found


def compared(old: str, new: str) -> list[dict[str, Any]]:
    """Two versions article by article: same, changed (with the pieces), added or dropped; articles pair by likeness, not number."""
    before, after = articles(old), articles(new)
    matcher = SequenceMatcher(a=[_bare(t) for _, t in before], b=[_bare(t) for _, t in after], autojunk=False)
    rows: list[dict[str, Any]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        pairs = _paired(before[i:j], after[k:m]) if tag == "replace" else zip_long(before[i:j], after[k:m])
        rows += [_row(left, right, tag == "equal") for left, right in pairs]
    return rows


def zip_long(left: list, right: list) -> list[tuple]:
    n = max(len(left), len(right))
    return [(left[i] if i < len(left) else None, right[i] if i < len(right) else None) for i in range(n)]


def _paired(left: list, right: list) -> list[tuple]:
    """Within a changed stretch: pair the articles most alike, in order."""
    out, at = [], 0
    for one in left:
        scores = [
            (SequenceMatcher(None, _bare(one[1]), _bare(r[1]), autojunk=False).quick_ratio(), n)
            for n, r in enumerate(right[at:], at)
        ]
        best = max(scores, default=(0.0, 0))
        if best[0] < 0.5:
            out.append((one, None))
            continue
        out += [(None, r) for r in right[at : best[1]]]
        out.append((one, right[best[1]]))
        at = best[1] + 1
    return out + [(None, r) for r in right[at:]]


def _bare(words: str) -> str:
    """An article without its number: renumbering alone is no change."""
    return HEAD.sub("", words).strip()


def _row(left: Any, right: Any, same: bool) -> dict[str, Any]:
    old, new = (left or ("", ""))[1], (right or ("", ""))[1]
    kind = "same" if same else "changed" if left and right else "dropped" if left else "added"
    row = {"label": (right or left)[0], "kind": kind, "old": [], "new": []}
    if kind == "changed":
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if i < j:
                row["old"].append((old[i:j], tag != "equal"))
            if k < m:
                row["new"].append((new[k:m], tag != "equal"))
    else:
        row["old"], row["new"] = [(old, kind == "dropped")], [(new, kind == "added")]
    return row
