"""The commands people and checks rely on: names, JSON, exit status, one plain sentence for bad input."""

import json
import re
from pathlib import Path

import pytest

from fazhi import cli

EXAMPLES = Path(__file__).parents[3] / "shared" / "examples" / "due.json"
FIXED = [
    "audit",
    "backup",
    "clocks",
    "demo",
    "due",
    "laws",
    "patents",
    "plan",
    "report",
    "restore",
    "review",
    "serve",
    "sheet",
    "text",
    "tick",
    "work",
]


def run(capsys, *argv):
    status = cli.main(list(argv))
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_command_has_help_with_an_example(capsys):
    assert set(FIXED) <= set(cli.names())
    for name in cli.names():
        with pytest.raises(SystemExit) as done:
            cli.main([name, "--help"])
        assert done.value.code == 0 and f"fazhi {name}" in capsys.readouterr().out


def test_an_unknown_command_is_told_which_there_are(capsys):
    status, _, err = run(capsys, "dance")
    assert status == 2 and "due" in err


@pytest.mark.django_db
def test_due_shows_the_counting(capsys):
    status, out, _ = run(capsys, "due", "FY-05", "--from", "2024-05-23", "--json")
    told = json.loads(out)
    assert status == 0 and told["due"] == "2024-05-30" and (told["length"], told["unit"]) == (5, "workday")
    assert told["basis"].startswith("中华人民共和国行政复议法 第三十条") and told["explain"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("FY-99", "--from", "2024-01-01"), "没有编号"),
        (("FY-05", "--from", "昨天"), "不是日期"),
        (("FY-05", "--from", "2031-01-06"), "2031年的节假日安排尚未录入"),
        (("FY-16", "--from", "2024-01-02", "--event", "extend=2024-01-20"), "没有规定可以延长"),
        (("FY-14", "--from", "2024-01-02", "--event", "resume=2024-01-20"), "之前没有"),
        (("FY-14", "--from", "2024-01-02", "--event", "dance=2024-01-20"), "不认识"),
    ],
)
def test_bad_input_is_one_sentence_and_status_two(capsys, argv, says):
    status, out, err = run(capsys, "due", *argv)
    assert status == 2 and out == "" and says in err and len(err.strip().splitlines()) == 1


@pytest.mark.django_db
@pytest.mark.skipif(not EXAMPLES.exists(), reason="the worked examples are not beside the repository")
def test_the_worked_examples(capsys):
    for row in json.loads(EXAMPLES.read_text()):
        events = [word for event in row["events"] for word in ("--event", event)]
        _, out, _ = run(capsys, "due", row["clock"], "--from", row["from"], "--json", *events)
        assert json.loads(out)["due"] == row["due"], row


@pytest.mark.django_db
def test_clocks_carry_the_ids_of_the_master_table(capsys):
    _, out, _ = run(capsys, "clocks", "--json")
    rows = {r["clock"]: r for r in json.loads(out)}
    plain = {re.sub(r"[a-z]$", "", ref) for ref in rows}
    for group, last in (("FY", 26), ("SS", 16), ("XK", 7), ("XX", 7), ("CF", 18), ("TJ", 8), ("XF", 6), ("ND", 3), ("CG", 5)):
        missing = [f"{group}-{n:02d}" for n in range(1, last + 1) if f"{group}-{n:02d}" not in plain]
        assert not missing, missing
    assert all(r["basis"] for r in rows.values())
    assert not rows["GF-02a"]["verified"] and rows["FY-05"]["verified"]


@pytest.mark.django_db
def test_audit_of_an_untouched_store(capsys):
    status, out, _ = run(capsys, "audit", "--json")
    assert status == 0 and json.loads(out)["ok"] is True
