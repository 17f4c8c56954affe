"""LB* against a plain enumeration of all groupings, and the parts of the search that large firms need."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.engines.planner.groups import Rules, common_days, fewest, rules_of, simple_bound
from fazhi.engines.planner.instance import parse

from .small import instance

DAYS = st.tuples(st.integers(0, 11), st.integers(0, 5)).map(lambda w: ((1 << w[1] + 1) - 1) << w[0])


@st.composite
def firm_rules(draw, most=7):
    count = draw(st.integers(1, most))
    some = st.lists(st.integers(0, 3), min_size=count, max_size=count)
    pairs = [p for p in combinations(range(count), 2) if draw(st.integers(0, 5)) == 0]
    foes = {n: {b if a == n else a for a, b in pairs if n in (a, b)} for n in range(count)}
    body = draw(some)
    counted = draw(st.dictionaries(st.integers(0, 3), st.integers(1, 2)))
    return Rules(
        draw(st.lists(DAYS, min_size=count, max_size=count)), body, [1] * count, [1.0 + h / 2 for h in draw(some)],
        [draw(st.integers(0, 9)) == 0 for _ in range(count)], foes, [2] * 4,
        {n: counted[b] for n, b in enumerate(body) if b in counted}, draw(st.integers(1, 3)), 4.0,
    )  # fmt: skip


def partitions(items):
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for part in partitions(rest):
        yield [(first,), *part]
        for k in range(len(part)):
            yield [*part[:k], (first, *part[k]), *part[k + 1 :]]


def by_hand(rules, members, caps, capacity):
    best = None
    for part in partitions(members):
        lawful = all(common_days(rules, group, capacity) for group in part)
        if lawful and caps:
            for n in rules.allowance:
                own = {m for m in rules.allowance if rules.body[m] == rules.body[n]}
                lawful &= sum(bool(own & set(group)) for group in part) <= rules.allowance[n]
        if lawful and (best is None or len(part) < best):
            best = len(part)
    return best


@settings(max_examples=300, deadline=None)
@given(firm_rules(), st.booleans(), st.booleans())
def test_fewest_is_exact(rules, caps, capacity):
    members = list(range(len(rules.body)))
    expected = by_hand(rules, members, caps, capacity)
    if expected is None:
        return
    found = fewest(rules, members, caps, capacity)
    assert found.proved and found.visits == expected == len(found.groups)
    assert sorted(n for group in found.groups for n in group) == members
    assert all(common_days(rules, group, capacity) for group in found.groups)
    assert simple_bound(rules, members) <= expected


@pytest.mark.parametrize("count", [13, 30])
def test_a_firm_with_many_demands(count):
    raw = instance(*({"body": f"D{n % 6 + 1}", "hours": 1.5, "slots": 0} for n in range(count)))
    found = fewest(rules_of(parse(raw)), range(count))
    assert found.proved and found.visits == -(-count // 2)
