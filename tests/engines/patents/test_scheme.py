"""A subgroup is searched with what the classification scheme puts under it, which its spelling does not say."""

import json
from pathlib import Path
from typing import Any

import pytest

from fazhi.engines.patents import desk, owner, scheme


def item(symbol: str, level: int, inner: str = "", ipc: bool = True) -> str:
    same = f' ipc-concordant="{symbol}"' if ipc else ""
    title = f"<class-title><title-part><text>Own words for {symbol}</text></title-part></class-title>"
    return f'<classification-item level="{level}"{same}><classification-symbol>{symbol}</classification-symbol>{title}{inner}</classification-item>'


HEADED = item("A61K39/38", 9, ipc=False) + item("A61K39/385", 9)
SCHEME = '<?xml version="1.0"?><class-scheme scheme-type="cpc">' + item("A61K", 5, item("A61K39/00", 6, item("A61K39/00", 7,
    item("A61K39/02", 8, item("A61K39/05", 9) + item("A61K39/08", 9, item("A61K39/2013", 10, ipc=False)))
    + item("A61K39/12", 8, item("A61K39/145", 9, item("A61K39/15", 10)))
    + item("A61K39/35", 8, HEADED, ipc=False)))
    + item("A61K41/00", 6, item("A61K41/00", 7))) + "</class-scheme>"  # fmt: skip


def record(number: int, *symbols: str) -> str:
    return json.dumps({"publicationKey": f"US_{number}_B2", "jurisdiction": "US", "kindCode": "B2", "publicationDate": "2018-03-04", "title": f"Vaccine {number}",
                       "ipcrClassifications": list(symbols), "cpcClassifications": list(symbols)})  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from fazhi.engines.patents import Store

    folder = tmp_path_factory.mktemp("scheme")
    (folder / "in").mkdir()
    (folder / "in" / "cpc-scheme-A61K.xml").write_text(SCHEME)
    symbols = [
        ("A61K39/02",),
        ("A61K39/05", "A61K39/08"),
        ("A61K39/12",),
        ("A61K39/15",),
        ("A61K39/385",),
        ("A61K41/00",),
        ("A61K39/2013",),
    ]
    (folder / "in.jsonl").write_text("\n".join(record(8000001 + i, *s) for i, s in enumerate(symbols)) + "\n")
    with Store.open(folder / "store") as store:
        store.load([folder / "in.jsonl"])
        yield store, folder / "in"


def found(store: Any, text: str) -> set[int]:
    return {int(h["pn"][2:9]) - 8000000 for h in store.search(text).hits}


def test_children_are_found_once_the_scheme_is_there(held: Any) -> None:
    store, folder = held
    assert found(store, "cpc:A61K39/02") == {1} and found(store, "ipc:A61K39/12") == {3}, (
        "without a scheme a subgroup is itself"
    )
    assert desk.branches(store, "vaccine", "A61K39") == {}
    for _ in range(2):  # twice is once
        assert store.load_scheme([folder / "cpc-scheme-A61K.xml"]) == {"files": 1, "subclasses": 1, "symbols": 12}
        assert store.schemes == 12
    assert found(store, "cpc:A61K39/02") == {1, 2, 7} and found(store, "cpc:A61K39/08") == {2, 7}
    assert found(store, "ipc:A61K39/02") == {1, 2}, "A61K39/2013 is of CPC alone"
    assert found(store, "cpc:A61K39/12") == {3, 4} and found(store, "cpc:A61K39/15") == {4}
    assert found(store, "cpc:A61K39/00") == found(store, "cpc:A61K39") == {1, 2, 3, 4, 5, 7}, (
        "the main group is a level of the spelling"
    )
    assert found(store, "cpc:A61K39/99") == set()


def test_narrowing_goes_below_the_main_group(held: Any) -> None:
    store, folder = held
    store.load_scheme([folder])
    assert desk.branches(store, "vaccine", "A61K39") == {"A61K39/02": 2, "A61K39/12": 2, "A61K39/385": 1}
    for child, n in desk.branches(store, "vaccine", "A61K39").items():
        assert store.search(f"vaccine AND ipc:{child}").total == n
    assert desk.branches(store, "vaccine", "A61K39/02") == {"A61K39/05": 1, "A61K39/08": 1}
    assert [owner.answer(store, "above", {"symbol": s}) for s in ("A61K39/15", "A61K39/145", "A61K39/12", "A61K39", "A61K", "A61", "A")] == [
        "A61K39/145", "A61K39/12", "A61K39", "A61K", "A61", "A", ""]  # fmt: skip


def test_what_is_no_scheme_is_refused_and_changes_nothing(held: Any, tmp_path: Path) -> None:
    store, folder = held
    store.load_scheme([folder])
    bad = {
        "a.xml": "<class-scheme><cut",
        "b.xml": '<!DOCTYPE x [<!ENTITY a "b">]><class-scheme>&a;</class-scheme>',
        "c.txt": "no scheme at all",
    }
    for name, text in bad.items():
        (tmp_path / name).write_text(text)
        with pytest.raises(ValueError, match=r"XML|没有找到CPC分类表"):
            store.load_scheme([tmp_path / name])
    assert store.schemes == 12 and scheme.below(store, "cpc", "A61K39/145") == ["A61K39/145", "A61K39/15"]
