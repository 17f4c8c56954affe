"""Loads as ledger lines: numbers from the log only, a second person for the source, and figures that are the store's own counters."""

import pytest
from django.utils import timezone

from fazhi.domains.patents import demo, figures, runs
from fazhi.domains.patents.models import PatentLoad
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Case
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def now():
    return Period.year(timezone.localdate().year)


def register(run, office):
    return runs.register(run["mark"], "某公开数据集", "公开许可", office.bureau, office.clerk, timezone.localdate())


def test_figures_are_the_counters_once_a_head_has_accepted(store, office):
    assert figures.publications.of(now()).value is None
    cases = [register(r, office) for r in reversed(runs.all_runs())]
    assert figures.publications.of(now()).value is None, "registered is not accepted"
    with pytest.raises(Refusal):
        perform(cases[0], "accept", office.clerk, timezone.localdate())
    for case in cases:
        perform(case, "accept", office.head, timezone.localdate())
    count = store.count()
    told = {f.id: f.of(now()).value for f in vars(figures).values() if getattr(f, "id", "").startswith("patents.")}
    assert told["patents.publications"] == count.publications > 10 and told["patents.applications"] == count.applications
    assert told["patents.families"] == count.families and told["patents.trial"] == count.synthetic == 240
    assert [told[f"patents.scope.{n}"] for n in ("publications", "applications", "families")] == list(count.in_scope.values())
    assert len(figures.publications.of(now()).rows) == 2, "the invented load is not behind the figure"
    last_year = Period.year(timezone.localdate().year - 1)
    assert figures.publications.of(last_year).value is None


def test_a_number_that_is_not_the_logs_is_refused(store, office):
    run = runs.all_runs()[0]
    today = timezone.localdate()
    case = new_case("patent_load", office.bureau, today, "装入")
    said = {"source": "某公开数据集", "licence": "公开许可", **run["facts"]}
    with pytest.raises(Refusal, match="与装入日志不符"):
        perform(case, "record", office.clerk, today, **{**said, "publications": 166_000_000})
    with pytest.raises(Refusal, match="没有“第9批”"):
        perform(case, "record", office.clerk, today, **{**said, "mark": "第9批"})
    with pytest.raises(Refusal, match="使用许可"):
        perform(case, "record", office.clerk, today, **{**said, "licence": ""})
    perform(case, "record", office.clerk, today, **said)
    with pytest.raises(Refusal, match="已经登记"):
        register(run, office)
    perform(case, "turn_back", office.head, today, why="来源待查")
    assert register(run, office).number


def test_the_log_page_shows_rejections_and_registers(store, office, citizen, client):
    client.force_login(office.clerk, "fazhi.surfaces.people.Backend")
    page = client.get("/patents/loads/").content.decode()
    assert "未登记" in page and "没有数字" in page
    broken = next(r for r in runs.all_runs() if any("hostile" in f for f in r["files"]))
    detail = client.get(f"/patents/loads/{broken['load']}/").content.decode()
    assert "hostile.jsonl" in detail and ">2<" in detail and broken["rejected"] == 1
    client.post(
        "/patents/loads/", {"mark": broken["mark"], "source": "某公开数据集", "licence": "公开许可", "organ": office.bureau.pk}
    )
    assert PatentLoad.objects.get().mark == broken["mark"] and PatentLoad.objects.get().rejected == 1
    client.force_login(citizen, "fazhi.surfaces.people.Backend")
    text = client.get("/patents/loads/").content.decode()
    assert "把一批登记进台账" not in text and "/case/" not in text
    assert "没有登记" in client.post("/patents/loads/", {"mark": broken["mark"]}, follow=True).content.decode()
    assert Case.objects.filter(domain="patent_load").count() == 1


def test_the_demonstration_leaves_a_gap_that_says_why(store, office, monkeypatch):
    monkeypatch.setattr(demo, "LOADS", tuple((n, on) for n, (_, on) in zip((100, 200, 240), demo.LOADS, strict=True)))
    demo.load(office)
    demo.load(office)
    assert PatentLoad.objects.count() == 1, "the runs of the log, each once"
    found = figures.publications.of(Period.year(2024))
    assert found.value is None and "1批虚构的试验数据" in found.note
    assert figures.trial.of(Period.year(2024)).value == 240
