"""Invented patents for tests of scale: Zipf-like, bilingual, with families, citations and events; the same seed gives the same records.

Every number starts with `XX` (no office has that code) and every row carries `syn = 1`, so no counter ever includes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

OFFICES = np.array(["CN", "US", "JP", "EP", "WO", "KR", "DE"], dtype=object)
OFFICE_SHARE = (0.35, 0.22, 0.13, 0.1, 0.1, 0.06, 0.04)
STATES = np.array(["有效", "失效", "审中", "实质审查"], dtype=object)
IPC_HEALTH = ("A61K", "A61P", "A61B", "A61M", "C07K", "C12N", "G01N", "A61F", "C07D", "G16H")
EVENT_CLASSES = ("转移", "许可", "质押", "恢复", "无效")
COMMON = [
    "the",
    "of",
    "a",
    "and",
    "to",
    "in",
    "for",
    "is",
    "with",
    "said",
    "by",
    "an",
    "method",
    "device",
    "system",
    "first",
    "second",
    "one",
    "wherein",
    "comprising",
]


@dataclass(frozen=True)
class Batch:
    """One block of invented rows by column, and the legal events that belong to them."""

    columns: dict[str, Any]
    events: list[tuple[str, str, int, str, str]]


def _letters(rng: np.random.Generator, n: int) -> list[str]:
    starts = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "pr", "st", "tr", "ch"]
    middles = ["a", "e", "i", "o", "u", "ai", "ea", "io"]
    syllables = [s + m for s in starts for m in middles]
    length = np.minimum(4, 1 + (np.log2(np.arange(2, n + 2)) / 5).astype(int) + rng.integers(0, 2, n))
    picks = rng.integers(0, len(syllables), (n, 4))
    return ["".join(syllables[j] for j in picks[i, : length[i]]) for i in range(n)]


def _chinese(rng: np.random.Generator, n: int) -> list[str]:
    weights = 1 / (np.arange(3000) + 8.0)
    chars = rng.choice(3000, (n, 4), p=weights / weights.sum()) + 0x4E00
    length = rng.choice([1, 2, 3, 4], n, p=[0.08, 0.7, 0.12, 0.1])
    return ["".join(map(chr, chars[i, : length[i]])) for i in range(n)]


class Generator:
    """`Generator(seed).batches(n)` yields n invented records in blocks; block b is the same whatever came before it."""

    def __init__(self, seed: int = 1, vocabulary: int = 60_000):
        rng = np.random.default_rng(seed)
        self.seed = seed
        words = list(dict.fromkeys(COMMON + _letters(rng, vocabulary * 2)))[:vocabulary]
        self.english = np.array(words, dtype=object)
        self.chinese = np.array(list(dict.fromkeys(_chinese(rng, vocabulary)))[: vocabulary // 2], dtype=object)
        self.owners = np.array([f"{' '.join(self.english[rng.integers(20, 9000, 2)]).upper()} INC" for _ in range(4000)])
        self.owners_zh = np.array([f"{''.join(self.chinese[rng.integers(0, 3000, 2)])}有限公司" for _ in range(4000)])
        self.cdf = {n: _cumulative(n) for n in (len(self.english), len(self.chinese), 4000)}
        self.groups = np.array([f"{c}{g}/{s:02d}" for c in _classes(rng) for g in (1, 5, 31) for s in (0, 6, 28)], dtype=object)

    def _zipf(self, rng: np.random.Generator, n: int, shape: Any) -> np.ndarray:
        return np.minimum(np.searchsorted(self.cdf[n], rng.random(shape)), n - 1)

    def _words(self, rng: np.random.Generator, vocabulary: np.ndarray, rows: int, width: int) -> np.ndarray:
        """Word numbers, a quarter of them drawn from six topical words of the document, as real abstracts repeat themselves."""
        words = self._zipf(rng, len(vocabulary), (rows, width))
        topics = np.minimum(rng.integers(20, 4000, (rows, 6)) * rng.integers(1, 6, (rows, 6)), len(vocabulary) - 1)
        drawn = np.take_along_axis(topics, rng.integers(0, 6, (rows, width)), axis=1)
        return np.where(rng.random((rows, width)) < 0.25, drawn, words)

    def batches(self, n: int, block: int = 50_000, start: int = 0) -> Iterator[Batch]:
        for first in range(start, start + n, block):
            yield self.block(first, min(block, start + n - first))

    def block(self, first: int, rows: int) -> Batch:
        """Records number `first` … of the endless sequence of this seed."""
        rng = np.random.default_rng([self.seed, first])
        ids = np.arange(first, first + rows)
        office = rng.choice(OFFICES, rows, p=OFFICE_SHARE)
        title, abstract = self._texts(rng, office == "CN", rows)
        year = 2024 - (rng.exponential(9, rows)).astype(int) % 60
        pd = year * 10000 + rng.integers(1, 13, rows) * 100 + rng.integers(1, 29, rows)
        owner = self._zipf(rng, 4000, rows)
        ap = np.where(office == "CN", self.owners_zh[owner], self.owners[owner])
        symbols = self.groups[np.minimum(rng.exponential(300, (rows, 4)).astype(int), len(self.groups) - 1)]
        count = rng.integers(1, 5, rows)
        ipc = [list(dict.fromkeys(symbols[i, : count[i]])) for i in range(rows)]
        cites = rng.integers(0, 6, rows)
        cited_at = (ids[:, None] * rng.random((rows, 5))).astype(np.int64)
        family = ids // 2 * 2 if rows == 1 else np.where(rng.random(rows) < 0.4, np.maximum(ids - 1, 0), ids)
        pn = [number(i) for i in ids.tolist()]
        status = rng.choice(STATES, rows, p=[0.42, 0.38, 0.12, 0.08])
        columns = {
            "pn": pn, "cc": office.tolist(), "kind": np.where(ids % 3, "A", "B").tolist(), "kc": np.where(ids % 3, "A", "B").tolist(),
            "pd": pd.astype(np.uint32), "ad": (pd - 10000).astype(np.uint32), "prio": (pd - 20000).astype(np.uint32),
            "app": [f"XXA{i // 3}" for i in ids.tolist()], "fam": [f"XXF{i}" for i in family.tolist()],
            "ti": title, "ab": abstract, "ap": ap.tolist(), "ow": ap.tolist(), "inv": self.owners[(owner + 7) % 4000].tolist(),
            "ipc": ipc, "cpc": [c[:2] for c in ipc], "st": status.tolist(), "term": (pd + 190000).astype(np.uint32),
            "cited": [[number(j) for j in cited_at[i, : cites[i]].tolist()] for i in range(rows)],
            "tier": np.array([3 if c[0][:4] in IPC_HEALTH else 0 for c in ipc], dtype=np.uint8),
        }  # fmt: skip
        eventful = np.flatnonzero(rng.random(rows) < 0.05)
        events = [(pn[i], columns["app"][i], int(pd[i]) + 10000, EVENT_CLASSES[i % 5], "invented") for i in eventful.tolist()]
        return Batch(columns, events)

    def _texts(self, rng: np.random.Generator, chinese: np.ndarray, rows: int) -> tuple[list[str], list[str]]:
        """Title and abstract, 1,256 bytes in the mean: Chinese ones carry an English title as well."""
        title, abstract = [""] * rows, [""] * rows
        zh, en = np.flatnonzero(chinese), np.flatnonzero(~chinese)
        words = self.english[self._words(rng, self.english, len(en), 195)]
        size = rng.integers(120, 195, len(en))
        for k, i in enumerate(en.tolist()):
            row = words[k].tolist()
            title[i], abstract[i] = " ".join(row[:11]).capitalize(), " ".join(row[11 : size[k]]) + "."
        words = self.chinese[self._words(rng, self.chinese, len(zh), 220)]
        latin = self.english[self._words(rng, self.english, len(zh), 9)]
        size = rng.integers(120, 212, len(zh))
        for k, i in enumerate(zh.tolist()):
            row = words[k].tolist()
            title[i] = "".join(row[:7]) + "\n" + " ".join(latin[k].tolist())
            abstract[i] = "，".join("".join(row[a : a + 9]) for a in range(7, size[k], 9)) + "。"
        return title, abstract


def number(i: int) -> str:
    """The invented publication number of record i; scattered, so that its order says nothing about time."""
    return f"XX{100000000 + i * 7919 % 900000001}A"


def _cumulative(n: int) -> np.ndarray:
    p = 1 / (np.arange(n) + 2.7) ** 1.07
    return np.cumsum(p / p.sum())


def _classes(rng: np.random.Generator) -> list[str]:
    others = [f"{s}{c:02d}{k}" for s in "BCFGH" for c in (1, 8, 21, 65) for k in "BFK"]
    rng.shuffle(others)
    return list(IPC_HEALTH) + others
