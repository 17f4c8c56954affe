"""One process owns the store: others ask it by a socket, get sentences for refusals, and never load the engine themselves."""

import json
import subprocess
import sys
import threading

import pytest

from fazhi.engines.patents import desk, owner
from patent_pages.conftest import HOSTILE, lens


@pytest.fixture
def asked(store):
    address = owner.address_of(store.db.folder)
    with owner.listening(store, address) as run:
        threading.Thread(target=run, daemon=True).start()
        yield address


def test_answers_and_refusals(asked, store):
    found = owner.ask(asked, "search", text="疫苗", limit=3, facets=["year"])
    assert found["total"] == store.search("疫苗").total > 0 and len(found["hits"]) == 3 and found["facets"]["year"]
    assert owner.ask(asked, "count")["synthetic"] == 240
    with pytest.raises(owner.Refused) as wrong:
        owner.ask(asked, "search", text="st:有效 AND st:好")
    assert wrong.value.at == 13 and "没有“好”这种状态" in str(wrong.value)
    for what in ("close", "db", "patch", "_recover", "update_status"):
        with pytest.raises(owner.Refused, match="不回答"):
            owner.ask(asked, what)
    with pytest.raises(owner.Refused, match="没有办成"):
        owner.ask(asked, "search", wrong="x")
    assert oct(asked.stat().st_mode & 0o777) == "0o600"


def test_many_ask_at_once(asked, store):
    told = []
    threads = [
        threading.Thread(target=lambda: told.append(owner.ask(asked, "search", text="ipc:A61K")["total"])) for _ in range(12)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert told == [store.search("ipc:A61K").total] * 12


def test_progress_of_a_load_is_heard(asked, store, tmp_path):
    (tmp_path / "again.jsonl").write_text(lens(9900555, HOSTILE) + "\n{also broken\n")
    heard = []
    result = owner.ask(asked, "load", progress=lambda label, n: heard.append(label), paths=[str(tmp_path)], fmt="lens")
    assert result["inserted"] == 0 and result["unchanged"] == 1 and result["rejected"][0]["line"] == 2 and heard


def test_one_load_at_a_time_and_searches_go_on(asked, store):
    with owner.WRITING:
        with pytest.raises(owner.Refused, match="正在装入另一批"):
            owner.ask(asked, "load", paths=[])
        assert owner.ask(asked, "search", text="疫苗")["total"]


def test_nobody_there_and_a_folder_already_open(store, tmp_path):
    with pytest.raises(owner.Absent, match="没有开"):
        owner.ask(tmp_path / "owner.sock", "state")
    opening = f"from fazhi.engines.patents import Store; Store.open({str(store.db.folder)!r})"
    second = subprocess.run([sys.executable, "-c", opening], capture_output=True, text=True)
    assert second.returncode and "正被另一个进程使用" in second.stderr
    with pytest.raises(ValueError, match="路径太长"):
        owner.address_of(tmp_path / ("x" * 100))


def test_web_workers_load_neither_chdb_nor_arrow():
    code = "import django,sys;django.setup();import fazhi.site.urls,fazhi.surfaces.urls;assert 'fazhi.domains.patents.pages' in sys.modules;print([m for m in ('chdb','pyarrow','numpy') if m in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        env={**__import__("os").environ, "DJANGO_SETTINGS_MODULE": "fazhi.site.settings"},
    )
    assert told.stdout.strip() == "[]", told.stderr[-400:]


def test_classes_below_a_class(store):
    sections = desk.branches(store, "ipc:A")
    assert sections["A"] == store.search("ipc:A").total
    assert (
        set(desk.branches(store, "ipc:A", "A")) <= {"A61", "A23"}
        and desk.branches(store, "ipc:A", "A61")["A61K"] == store.search("ipc:A61K").total
    )
    groups = desk.branches(store, "ipc:A", "A61K")
    assert groups["A61K39"] == store.search("ipc:A61K39").total and all(g.startswith("A61K") and "/" not in g for g in groups)
    assert desk.branches(store, "ipc:A", "A61K39") == {}


def test_what_changed_since_a_version(store):
    now = store.version
    assert desk.changes(store, "virus OR 疫苗", now) == {"version": now, "total": 0, "records": [], "events": []}
    since = desk.runs(store)[0]["version"]  # after the invented records, before the sample files
    told = desk.changes(store, "pn:US9900001B2", since)
    assert told["total"] == 1 and told["records"][0]["pn"] == "US9900001B2" and {e["cls"] for e in told["events"]} == {"转移"}
    assert desk.changes(store, "pn:US9900001B2", now)["events"] == []


def test_quotes_are_values_not_statements(store):
    before = store.count().synthetic
    for text in ("ap:\"O'NEIL ') OR 1=1 --\"", "ti:x'; DROP TABLE pub; ok", "ap:x\\' OR 1=1"):
        assert desk.changes(store, text, 0)["total"] == store.search(text).total < 240
        desk.branches(store, text)
        desk.standing(store, text)
    with pytest.raises(ValueError, match="分类号"):
        desk.branches(store, "疫苗", "A') OR 1=1 --")
    assert store.count().synthetic == before and desk.named(store, ["XX' OR 1=1 --A"]) == {}


def test_standing_counts_what_a_plain_reading_counts(store):
    rows = store.db.rows("SELECT pn, fam, cc, kc, inv, num FROM pub WHERE syn = 1 AND ipc4 = 'A61B'")
    told = desk.standing(store, "ipc:A61B AND pn:XX7*")
    assert told["granted"] == pytest.approx(sum(r["kc"] == "B" for r in rows) / len(rows))
    fams = {r["fam"] for r in rows}
    offices = {f: {r["cc"] for r in rows if r["fam"] == f} for f in fams}
    assert told["abroad"] == sum(len(o) > 1 for o in offices.values())
    nums = {f"c:{r['num']}" for r in rows}
    assert told["cited"] == sum(len(nums & set(r["keys"])) for r in store.db.rows("SELECT keys FROM pub"))


def test_samples_are_the_same_again_and_never_counted():
    from fazhi.engines.patents.samples import Samples

    one, again = Samples(7).block(0, 60), Samples(7).block(20, 10)
    assert one.columns["ti"][20:30] == again.columns["ti"] and all(p.startswith("XX7") for p in one.columns["pn"])


def test_commands_ask_the_owner_where_the_store_is_open(asked, store, tmp_path):
    """In a process of its own, as a person at the terminal has it."""

    def fazhi(*said):
        return subprocess.run(
            [sys.executable, "-m", "fazhi.cli", "patents", *said, "--store", str(store.db.folder)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )

    (tmp_path / "in.jsonl").write_text(lens(9900888, "Terminal thermohygrograph") + "\n")
    loaded = fazhi("load", "in.jsonl", "--json")
    assert json.loads(loaded.stdout)["load"]["inserted"] == 1, loaded.stderr
    found = json.loads(fazhi("search", "thermohygrograph", "--json").stdout)["search"]
    assert found["total"] == 1 and found["hits"][0]["pn"] == "US9900888B2"
    assert (
        json.loads(fazhi("export", "thermohygrograph", "out.csv", "--json").stdout)["export"]["rows"] == 1
        and (tmp_path / "out.csv").exists()
    )
    wrong = fazhi("search", "st:好")
    assert wrong.returncode == 2 and "没有“好”这种状态" in wrong.stderr
