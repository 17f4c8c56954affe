"""No declaration cites a norm before its day, and every day since 2023 has its version."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from fazhi.domains.inspections.rules import IN_FORCE, NOTICE, REGULATION, RULES
from fazhi.kernel.registry import in_force, modules, procedures

OURS = [p for p in procedures().values() if ".inspections." in p.__module__]


@pytest.mark.parametrize("declared", OURS, ids=lambda p: p.key)
def test_no_step_clock_or_condition_cites_a_norm_before_its_day(declared):
    for place in (*declared.steps.values(), *declared.clocks.values()):
        for basis in place.basis:
            assert IN_FORCE[basis.law] <= declared.since, f"{declared.key} {place.label} {basis}"
    for step in declared.steps.values():
        for need in step.needs:
            first = max((IN_FORCE[b.law] for b in need.basis), default=declared.since)
            rule = RULES.get(need.label[:3])
            assert first <= max(declared.since, rule.since if rule else declared.since), f"{declared.key} {need.label}"
    assert IN_FORCE[declared.law] <= declared.since


def test_versions_follow_each_other_without_a_gap():
    for domain in {p.domain for p in OURS}:
        chain = sorted((p for p in OURS if p.domain == domain), key=lambda p: p.since)
        for old, new in pairwise(chain):
            assert old.until == new.since - timedelta(1), (old.key, new.key)
            assert set(old.steps) == set(new.steps) or domain == "enforce_supervision"
        assert chain[-1].until is None


@pytest.mark.parametrize(("domain", "keys"), [
    ("inspection_complaint", ("2023", "2025", "2026")), ("inspection_block", ("2023", "2023", "2026")),
    ("officer", ("2023", "2023", "2026")), ("inspection_body", ("2023", "2025", "2026")),
    ("inspection_task", ("2024", "2025", "2025")), ("visit", ("2023", "2025", "2025")), ("inspection_plan", ("2024", "2025", "2025")),
])  # fmt: skip
def test_the_version_of_the_day(domain, keys):
    days = (date(2024, 12, 1), REGULATION - timedelta(1), REGULATION)
    assert tuple(in_force(domain, d).key.split("@")[1] for d in days) == keys


def test_an_earlier_version_moves_only_its_own_steps():
    """Clocks and separations of duty of a derived version point at the steps of that version."""
    for declared in OURS:
        own = set(map(id, declared.steps.values()))
        for clock in declared.clocks.values():
            assert all(id(t.step) in own for t in (*clock.start, *clock.stop)), (declared.key, clock.label)
            assert clock.then is None or id(clock.then) in own
        for step in declared.steps.values():
            assert all(id(s) in own for s in step.apart), (declared.key, step.label)


def test_a_special_campaign_has_no_procedure_before_its_norm():
    with pytest.raises(ValueError, match="没有施行中"):
        in_force("campaign", NOTICE - timedelta(1))
    assert modules("procedure")


def test_no_word_of_a_step_hides_a_column():
    """A fact said once (Say) under the name of a column would be taken for that column."""
    from fazhi.kernel.declare import Say

    hidden = []
    for declared in procedures().values():
        if ".inspections." not in declared.__module__ and ".leniency." not in declared.__module__:
            continue
        columns = {f.name for f in declared.facts._meta.get_fields()} if declared.facts else set()
        for step in declared.steps.values():
            if not step.item and not step.alters:
                hidden += [
                    f"{declared.key} {step.label} {a.name}" for a in step.asks if isinstance(a, Say) and a.name in columns
                ]
    assert hidden == []
