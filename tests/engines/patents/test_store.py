"""Loading, counting, searching and relevance on our own small files."""

import collections
import gzip
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fazhi.engines.patents import generate, rank
from fazhi.engines.patents.values import words

from .conftest import DATA


def pns(store: Any, text: str, **more: Any) -> list[str]:
    return [h["pn"] for h in store.search(text, **more).hits]


def test_load_counts_rejects_and_twice_is_once(store: Any) -> None:
    first = store.load([DATA / "lens.jsonl"])
    assert (first.files, first.inserted, first.updated, first.deleted) == (1, 7, 0, 0)
    assert [(r.line, "E-PT-01" in r.reason or "JSON" in r.reason) for r in first.rejected] == [(4, True), (9, True)]
    again = store.load([DATA / "lens.jsonl"])
    assert (again.inserted, again.updated, again.unchanged, len(again.rejected)) == (0, 0, 7, 2)
    counts = store.count()
    assert (counts.publications, counts.applications, counts.families) == (7, 6, 5)
    assert counts.in_scope == {"publications": 4, "applications": 3, "families": 2}
    assert counts.synthetic == 0
    assert [r["kind"] for r in store.load_log()] == ["close", "batch"] or store.load_log()[0]["kind"] == "close"


def test_republished_under_the_same_number_counts_once(store: Any) -> None:
    store.load([DATA / "lens.jsonl"])
    result = store.load([DATA / "lens_again.jsonl"])
    assert (result.inserted, result.updated, result.unchanged) == (0, 1, 1)
    assert store.count().publications == 7
    assert store.record("WO2015900001A1")["pd"] == 20151112
    back = store.load([DATA / "lens.jsonl", DATA / "lens_again.jsonl"])
    assert (back.inserted, back.updated) == (0, 0)


def test_weekly_file_amends_and_deletes(store: Any) -> None:
    store.load([DATA / "docdb.xml"])
    week = store.load([DATA / "docdb_week.xml"])
    assert (week.inserted, week.updated, week.deleted, week.unchanged) == (0, 1, 1, 1)
    record = store.record("EP3900020A1")
    assert record["ti"] == "Insulin pump, amended" and record["ab"] == "A pump for insulin." and record["fam"] == "D90000020"
    assert store.record("US9900021B2") is None and store.count().publications == 1
    back = store.load([DATA / "docdb.xml"])
    assert (back.inserted, back.updated) == (0, 0) and store.record("US9900021B2") is None


def test_legal_events_change_the_status(store: Any) -> None:
    store.load([DATA / "lens.jsonl"])
    assert store.record("CN199900001A")["st"] == "审中"
    assert store.load([DATA / "legal.xml"]).events == 3
    record = store.record("CN199900001A")
    assert record["st"] == "失效" and [e["cls"] for e in record["events"]] == ["实审", "授权", "权利终止"]
    assert record["ti"].startswith("Herbal")
    assert store.load([DATA / "assignment.xml"]).events == 1
    moved = store.record("US9900001B2")["transfers"]
    assert [(e["before"], e["after"], e["ref"]) for e in moved] == [("EXAMPLE LABS INC", "NEW OWNER LLC", "90001-17")]
    assert pns(store, "事件:转移") == ["US9900001B2"]
    assert pns(store, "状态:失效 AND cc:CN") == ["CN199900001A"]
    assert store.load([DATA / "legal.xml"]).events == 0


def plain_bm25(texts: dict[str, str], asked: list[str]) -> dict[str, float]:
    """The reference: BM25 in plain Python over the same tokens."""
    held = {pn: collections.Counter(words(text)) for pn, text in texts.items()}
    mean = sum(sum(c.values()) for c in held.values()) / len(held)
    df = {t: sum(t in c for c in held.values()) for t in asked}
    weights = rank.Weights(len(held), mean, df)
    return {pn: sum(rank.bm25(c[t], sum(c.values()), weights.idf(t), mean) for t in asked) for pn, c in held.items()}


def test_relevance_is_bm25(store: Any) -> None:
    store.generate(1500, seed=5)
    held = store.db.rows("SELECT pn, concat(ti, '\\n', ab) AS x FROM pub")
    texts = {r["pn"]: r["x"] for r in held}
    common = [
        w for w, _ in collections.Counter(w for t in texts.values() for w in set(words(t)) if w.isascii()).most_common(60)
    ]
    for asked in ([common[0]], [common[20]], [common[30], common[45]], [common[12], common[50], common[59]]):
        reference = plain_bm25(texts, asked)
        for joined, keep in ((" AND ", all), (" OR ", any)):
            right = {pn: s for pn, s in reference.items() if keep(t in set(words(texts[pn])) for t in asked)}
            answer = store.search(joined.join(asked), limit=15, sort="relevance")
            assert answer.total == len(right)
            best = sorted(right.values(), reverse=True)[:15]
            assert [h["score"] for h in answer.hits] == pytest.approx(best, rel=1e-4)
            assert all(h["score"] == pytest.approx(right[h["pn"]], rel=1e-4) for h in answer.hits)


def test_staged_relevance_equals_the_whole(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    store.generate(1500, seed=6)
    token = str(generate.Generator(6).english[25])
    whole = store.search(f"{token} OR said", limit=25, sort="relevance").hits
    monkeypatch.setattr(rank, "STAGED_FROM", 1)
    staged = store.search(f"{token} OR said", limit=25, sort="relevance").hits
    assert [(h["pn"], h["score"]) for h in staged] == [(h["pn"], h["score"]) for h in whole]


@pytest.mark.parametrize("word", range(20, 60, 8))
def test_one_word_from_its_postings_alone_equals_the_whole(store: Any, monkeypatch: pytest.MonkeyPatch, word: int) -> None:
    store.generate(1200, seed=6)
    token = str(generate.Generator(6).english[word])
    whole = store.search(token, limit=12, sort="relevance").hits
    monkeypatch.setattr(rank, "STAGED_FROM", 1)
    staged = store.search(token, limit=12, sort="relevance").hits
    assert [(h["pn"], h["score"]) for h in staged] == [(h["pn"], h["score"]) for h in whole]


def test_lookup_by_number_with_and_without_kind(store: Any) -> None:
    store.load([DATA / "lens.jsonl", DATA / "lens_again.jsonl"])
    held = store.record("WO2015900001A1")
    for text in ("WO2015900001A1", "WO 2015/900001"):
        found = store.lookup(text)
        assert [(r["pn"], r["pd"], r["cc"], r["kc"]) for r in found] == [("WO2015900001A1", held["pd"], "WO", held["kc"])]
        assert held["ti"].startswith(found[0]["title"])
    assert store.lookup("US9999999B2") == []
    with pytest.raises(ValueError, match="E-PT-01"):
        store.lookup("'; DROP TABLE pub")


def test_freq_counts_from_the_postings(store: Any, tmp_path: Path) -> None:
    line = json.loads((DATA / "lens.jsonl").read_text(encoding="utf-8").splitlines()[0])
    for i, title in enumerate(("Tick tick bite", "A tick", "Tick tick tick")):
        record = {**line, "publicationKey": f"US_{8000001 + i}_B2", "title": title}
        (tmp_path / f"{i}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    store.load([tmp_path])
    assert [len(pns(store, f"tick freq/{n}")) for n in (1, 2, 3, 4)] == [3, 2, 1, 0]


def test_invented_records_are_never_counted_and_repeatable(store: Any) -> None:
    store.load([DATA / "lens.jsonl"])
    store.generate(1500, seed=3)
    assert store.count().publications == 7 and store.count().synthetic == 1500
    assert store.generate(1500, seed=3).inserted == 0
    a, b = (generate.Generator(3).block(0, 200).columns for _ in range(2))
    assert a["ti"] == b["ti"] and a["pn"] == b["pn"] and all(pn.startswith("XX") for pn in a["pn"])


def test_formulas_are_made_harmless(store: Any, tmp_path: Path) -> None:
    line = json.loads((DATA / "lens.jsonl").read_text(encoding="utf-8").splitlines()[0])
    line["title"], line["applicants"] = "=HYPERLINK(1)", ["@evil"]
    (tmp_path / "x.jsonl").write_text(json.dumps(line), encoding="utf-8")
    store.load([tmp_path / "x.jsonl"])
    store.export("cc:CN", tmp_path / "x.csv")
    body = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in body and "'@evil" in body


def bad(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><exchange-documents>\n<exchange-document country="EP" doc-number="1" kind="A1">&b;</exchange-document></exchange-documents>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE us-patent-grant [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<us-patent-grant>&a;</us-patent-grant>'


def test_bad_files_change_nothing(store: Any, tmp_path: Path) -> None:
    good = (DATA / "lens.jsonl").read_bytes()
    cut = gzip.compress(good)[:-300]
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as z:
        z.writestr("a.jsonl", good)
    cases = {
        "cut.gz": (cut, "不完整"),
        "cut.zip": ((tmp_path / "whole.zip").read_bytes()[:-60], "不完整"),
        "bomb.xml": (BOMB, "实体"),
        "outside.xml": (OUTSIDE, "实体"),
        "gbk.jsonl": ('{"publicationKey": "CN_199900001_A", "title": "颗粒"}'.encode("gbk"), "UTF-8"),
        "endless.jsonl": (b'{"publicationKey": "' + b"x" * (9 << 20), "没有换行"),
        "empty.jsonl": (b"", "空的"),
        "what.bin": (b"\x00\x01\x02", "不是已知的专利数据格式"),
        "bomb.gz": (gzip.compress(b"\0" * (60 << 20)), "炸弹"),
        "cut.xml": ((DATA / "docdb.xml").read_bytes().split(b"</exch:exchange-document>")[0], "中间断了"),
        "wrong.xml": (b'<?xml version="1.0" encoding="UTF-8"?>\n<us-patent-grant>\xff\xfe</us-patent-grant>', "编码"),
    }
    for name, (content, why) in cases.items():
        result = store.load([bad(tmp_path, name, content)])
        assert result.inserted == 0 and len(result.rejected) == 1, name
        assert why in result.rejected[0].reason and result.rejected[0].file.endswith(name), (name, result.rejected)
    assert store.load([tmp_path / "missing.xml"]).rejected[0].reason.startswith("没有这个文件")
    assert store.count().publications == 0 and store.one("SELECT count() FROM pub") == 0


def test_header_named_twice_keeps_both(store: Any) -> None:
    result = store.load([DATA / "wipo.csv"])
    assert result.inserted == 1 and result.rejected[0].line == 3 and "对不上" in result.rejected[0].reason


def test_packed_and_plain_are_the_same_content(store: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as z:
        z.write(DATA / "lens.jsonl", "in/lens.jsonl")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress((DATA / "lens.jsonl").read_bytes()))
    shutil.copy(DATA / "lens.jsonl", tmp_path / "c.jsonl")
    result = store.load([tmp_path / n for n in ("a.zip", "b.jsonl.gz", "c.jsonl")])
    assert (result.files, result.inserted, result.unchanged) == (3, 7, 14)


def test_a_second_opening_is_told_so(store: Any, tmp_path: Path) -> None:
    from fazhi.engines.patents import Store

    with pytest.raises(ValueError, match="只能由一个进程打开"):
        Store.open(tmp_path / "store")


def test_unfinished_batch_is_undone_when_opened(tmp_path: Path) -> None:
    from fazhi.engines.patents import Store, rows, schema
    from fazhi.engines.patents.formats import lens

    with Store.open(tmp_path / "s") as store:
        store.load([DATA / "lens.jsonl"])
        before = store.search("virus").hits
        record = lens.parse((DATA / "lens_again.jsonl").read_bytes().splitlines()[1])[0]
        store.put(rows.table([rows.from_record(record)]), store.version + 1)
        store.begin(store.version + 1)
        store.patch(
            f"UPDATE pub SET gone = {store.version + 1} WHERE gone = 0 AND pn = 'WO2015900001A1' AND ver <= {store.version}"
        )
        assert store.search("virus").hits == before and schema.ARROW
    with Store.open(tmp_path / "s") as store:
        assert store.search("virus").hits == before and store.count().publications == 7
        assert store.load([DATA / "lens_again.jsonl"]).updated == 1


def test_the_same_on_a_server(server_url: str) -> None:
    from fazhi.engines.patents import Store

    with Store.open(server_url) as store:
        store.load([DATA])
        assert pns(store, "ti:清肺颗粒") == ["CN199900060B"]
        assert store.load([DATA]).inserted == 0


SAMPLES = Path(__file__).parents[4].parent / "shared" / "patents-sample"


@pytest.mark.skipif(not SAMPLES.exists(), reason="没有../shared/patents-sample")
def test_the_real_samples(store: Any) -> None:
    lens = store.load([SAMPLES / "lens-covid-jsonl"])
    # 3,310 keys, one number republished on another date: it counts once
    assert (lens.files, lens.inserted, len(lens.rejected)) == (8, 3309, 0) and lens.updated + lens.unchanged == 6561 - 3309
    assert store.count().publications == 3309 and store.count().in_scope["publications"] >= 3252
    rest = store.load([SAMPLES])
    assert rest.inserted == store.count().publications - 3309 > 421 + 700
    assert store.load([SAMPLES]).inserted == 0
    assert len(store.family("D19768124")) == 6
    assert store.record("CN101424602A")["app"] == "CN200810171280.7"
