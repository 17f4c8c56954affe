"""Searching, records, families, export: everything that only reads, on one store of all our own files."""

from pathlib import Path
from typing import Any

import pytest

from fazhi.engines.patents.query import QueryRefused


def test_every_format_of_our_own_files(loaded: Any) -> None:
    assert loaded.record("US9900010B2")["term"] == 20350512
    assert loaded.record("USD900011S1")["loc"] == ["24-02"]
    grant = loaded.record("US9900010B2")
    assert grant["cites"] == ["US9900001"] and grant["npl"] == 1 and grant["app"] == "US201514900010A"
    assert loaded.citations("US9900001B2")["cited_by"] == ["US9900010B2"]
    greenbook = loaded.record("US3990050A")
    assert greenbook["ti"] == "Splint for a broken finger" and greenbook["ipc"] == ["A61F5/00"] and greenbook["kc"] == "B"
    wipo = loaded.record("CN199900040A")
    assert wipo["ipc"] == ["C07D417/14", "A61P31/18", "A61K31/426"] and wipo["inv"] == "ZHANG A\nLI B"
    cnipa = loaded.record("CN199900060B")
    assert cnipa["app"] == "CN201510163325.6" and cnipa["lo"] == "江苏示例市示例区" and cnipa["term"] == 20350408


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("virus", {"WO2015900001A1", "US2016900001A1", "US9900001B2"}),
        ("VIRUS vaccine NOT adjuvant", {"WO2015900001A1", "US9900001B2"}),
        ("boat OR splint", {"EP3900001A1", "US3990050A"}),
        ("boat OR splint AND finger", {"EP3900001A1", "US3990050A"}),
        ("(boat OR splint) AND finger", {"US3990050A"}),
        ('"against a virus"', {"US2016900001A1", "US9900001B2"}),
        ('"virus a against"', set()),
        ("viru", set()),
        ("vir*", {"WO2015900001A1", "US2016900001A1", "US9900001B2"}),
        ("vi?us", {"WO2015900001A1", "US2016900001A1", "US9900001B2"}),
        ("ti:清肺颗粒", {"CN199900060B"}),
        ("清肺", {"CN199900060B"}),
        ("颗粒清肺", set()),
        ("tac:金银花", {"CN199900060B"}),
        ("金银花", set()),
        ("申请人:示例药业", {"CN199900060B"}),
        ("地区:示例区", {"CN199900060B"}),
        ('权利人:"example holding"', {"US2016900001A1"}),
        ("发明人:doe AND cc:US", {"US2016900001A1", "US9900010B2", "US3990050A"}),
        ("ipc:A61K", {"CN199900001A", "WO2015900001A1", "US2016900001A1", "US9900001B2", "CN199900040A", "CN199900060B"}),
        ("ipc:A61K36", {"CN199900001A", "CN199900060B"}),
        ("ipc:A61K3", set()),
        ("ipc:A61K36/28", {"CN199900001A", "CN199900060B"}),
        ("cpc:C12N", {"US2016900001A1"}),
        ("pn:US9900001B2", {"US9900001B2"}),
        ("pn:US9900001", {"US9900001B2"}),
        ("公开号:CN1999000*", {"CN199900001A", "CN199900040A", "CN199900060B"}),
        ("申请号:201510163325.6", {"CN199900060B"}),
        ('pr:"CN 201310000001 A"', {"CN199900001A", "WO2015900001A1"}),
        ("pd:[2015-01-01 TO 2015-12-31] AND A61K NOT boat", set()),
        ("公开日:[2015-03-04 TO 2015-03-04]", {"CN199900001A"}),
        ("pd:2016", {"US2016900001A1"}),
        ("ad:1974", {"US3990050A"}),
        ("virus freq/3", {"WO2015900001A1"}),
        ("vaccine near/3 virus", {"WO2015900001A1", "US2016900001A1", "US9900001B2"}),
        ("vaccine pre/3 virus", {"WO2015900001A1", "US2016900001A1", "US9900001B2"}),
        ("adjuvant pre/3 vaccine", set()),
        ("boat pre/1 loader", {"EP3900001A1"}),
        ("sensor sen wrist", {"US9900010B2"}),
        ("signals sen wrist", set()),
        ("signals para wrist", {"US9900010B2"}),
        ("范围:核心 AND pump", {"EP3900020A1"}),
        ("引用:US9900001B2", {"US9900010B2"}),
        ("kc:S", {"USD900011S1"}),
        ("loc:24-02", {"USD900011S1"}),
        ('ap:"x\' OR 1=1 --"', set()),
        ('ap:"x\\\' OR 1=1 --"', set()),
    ],
)
def test_queries(loaded: Any, text: str, found: set[str]) -> None:
    answer = loaded.search(text, limit=50)
    assert {h["pn"] for h in answer.hits} == found and answer.total == len(found)


@pytest.mark.parametrize("text", ["ipc:A61K3Z", "pn:CN12", "st:好", "ev:无此", "an:201510163325.7", "v*", "水*置", "scope:xx"])
def test_values_refused_with_their_place(loaded: Any, text: str) -> None:
    with pytest.raises(QueryRefused, match="检索式第"):
        loaded.search(text)


def test_newest_first_pages_facets_and_groups(loaded: Any) -> None:
    first = loaded.search("ipc:A61K", limit=4, facets=["year", "cc"])
    rest = loaded.search("ipc:A61K", limit=4, after=first.after)
    both = first.hits + rest.hits
    assert [h["pd"] for h in both] == sorted((h["pd"] for h in both), reverse=True) and len(
        {h["pn"] for h in both}
    ) == first.total == 6
    assert first.facets["office"] == {"CN": 3, "US": 2, "WO": 1} and sum(first.facets["year"].values()) == 6
    grouped = loaded.search("ipc:A61K", group=True)
    assert len(grouped.hits) == grouped.families < grouped.total
    with pytest.raises(ValueError, match="没有“colour”这个分面"):
        loaded.search("virus", facets=["colour"])


def test_family_similar_landscape_export(loaded: Any, tmp_path: Path) -> None:
    fam = loaded.record("CN199900001A")["fam"]
    assert {m["pn"] for m in loaded.family(fam)} >= {"CN199900001A", "WO2015900001A1"}
    assert "WO2015900001A1" in loaded.extended_family("CN199900001A")
    alike = loaded.similar("US9900001B2", 3)
    assert "US2016900001A1" in [h["pn"] for h in alike] and alike[0]["why"]["words"] > 0
    figures = loaded.landscape("virus")
    assert figures["publications"] == 3 and figures["owners"] and 0 < figures["cr5"] <= 1.5
    out = tmp_path / "a.csv"
    assert loaded.export("virus", out) == 3
    text = out.read_text(encoding="utf-8-sig")
    assert "检索式,virus" in text and f"数据版本,{loaded.version}" in text and "US9900001B2" in text
    assert loaded.export("virus", tmp_path / "a.xlsx") == 3
    with pytest.raises(ValueError, match=r"\.xlsx或\.csv"):
        loaded.export("virus", tmp_path / "a.pdf")
