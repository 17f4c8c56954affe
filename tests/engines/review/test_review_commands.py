"""fazhi text and fazhi review, as contracts.md has them."""

import json

import pytest

from fazhi.cli import main

POLICY = "第一条　根据《优化营商环境条例》，制定本办法。\n第二条　优先采购本区企业产品。\n第三条　本办法自2026年6月1日起施行，有效期五年。\n"
FIELDS = {"rule", "group", "severity", "start", "end", "quote", "provision", "also", "why", "suggestion"}


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "稿.txt"
    path.write_text(POLICY, encoding="utf-8", newline="")
    return path


def test_text_is_the_file_byte_for_byte(draft, capfdbinary):
    draft.write_bytes("第一条　甲。\r\n第二条　乙。".encode())
    assert main(["text", str(draft)]) == 0
    assert capfdbinary.readouterr().out == draft.read_bytes()


def test_review_json(draft, capsys):
    assert main(["review", str(draft), "--kind", "policy", "--on", "2026-11-22", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"id", "kind", "chars", "seconds", "findings", "citations"} <= set(found)
    assert found["kind"] == "policy" and found["chars"] == len(POLICY)
    finding = next(f for f in found["findings"] if f["rule"] == "C23")
    assert set(finding) >= FIELDS and POLICY[finding["start"] : finding["end"]] == finding["quote"]
    assert finding["provision"] == "公平竞争审查条例 第九条第（三）项"


def test_review_for_people(draft, capsys):
    assert main(["review", str(draft)]) == 0
    out = capsys.readouterr().out
    assert "【重大】" in out and "优先采购本区" in out and "公平竞争审查条例 第九条第（三）项" in out


def test_several_files(draft, tmp_path, capsys):
    other = tmp_path / "二.txt"
    other.write_text("甲方委托乙方印制。", encoding="utf-8")
    assert main(["review", str(draft), str(other), "--json"]) == 0
    assert [r["kind"] for r in json.loads(capsys.readouterr().out)] == ["policy", "contract"]
    assert main(["review", str(draft), str(other), "--out", str(tmp_path / "o.docx")]) == 2


def test_batch_keeps_order(tmp_path, capsys):
    cases = tmp_path / "案例.jsonl"
    rows = [
        {"id": f"x{n}", "doc_kind": k, "text": POLICY * n} for n, k in enumerate(("policy", "contract", "other", "decision"))
    ]
    cases.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    assert main(["review", "--batch", str(cases), "--on", "2026-11-22"]) == 0
    out = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [r["id"] for r in out] == ["x0", "x1", "x2", "x3"]
    assert [r["kind"] for r in out] == ["policy", "contract", "other", "decision"]


@pytest.mark.parametrize(
    ("line", "words"),
    [("{", "第1行"), ('{"id": "a"}', "第1行"), ('{"id": "a", "text": "甲", "doc_kind": "poem"}', "poem"), ("[1]", "第1行")],
)
def test_bad_batch(tmp_path, capsys, line, words):
    cases = tmp_path / "案例.jsonl"
    cases.write_text(line, encoding="utf-8")
    assert main(["review", "--batch", str(cases)]) == 2
    assert words in capsys.readouterr().err


def test_bad_use(draft, tmp_path, capsys):
    for arguments in ([], [str(draft), "--batch", str(draft)], [str(tmp_path / "无.txt")], [str(draft), "--out", str(draft)]):
        assert main(["review", *arguments]) == 2
        err = capsys.readouterr().err
        assert err.count("\n") == 1 and err.endswith("。\n")


def test_secret_documents_are_refused(draft, capsys):
    draft.write_text("机密★5年\n" + POLICY, encoding="utf-8")
    assert main(["review", str(draft)]) == 2
    assert "涉密" in capsys.readouterr().err


def test_outputs(draft, tmp_path, capsys):
    targets = [tmp_path / n for n in ("意见.docx", "批注.docx")]
    assert main(["review", str(draft), "--out", str(targets[0]), "--annotated", str(targets[1])]) == 0
    assert all(t.stat().st_size > 5000 for t in targets)
    assert draft.read_text(encoding="utf-8") == POLICY


def test_rules_whose_law_was_amended_are_listed(monkeypatch, capsys):
    from types import SimpleNamespace

    assert main(["review", "--recheck"]) == 0
    assert "没有待复核的规则" in capsys.readouterr().out
    amended = SimpleNamespace(latest=SimpleNamespace(name="2030-01-01"))
    monkeypatch.setattr("fazhi.law.catalogue", lambda: SimpleNamespace(find=lambda t: amended if t == "价格法" else None))
    assert main(["review", "--recheck"]) == 0
    out = capsys.readouterr().out
    assert "价格法已由1997-12-29文本改为2030-01-01文本" in out and out.splitlines()[-1].startswith("待复核的规则")
