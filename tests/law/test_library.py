import io
from datetime import date

import pytest
from docx import Document

from fazhi import cli
from fazhi.law import catalogue, library
from fazhi.law.docx import read_docx
from fazhi.law.importer import import_texts
from fazhi.law.statute import parse
from law.conftest import NEW, pack


def test_nothing_is_there_before_an_import(empty_store):
    assert len(library()) == 0
    assert not library().has("行政处罚法")
    assert library().article("行政处罚法", 33) is None
    assert library().search("登记") == []


def test_an_imported_pack_is_read_by_title_and_day(store):
    assert library().has("登记法") and library().has("示例登记法")
    assert library().article("示例登记法", 3, on=date(2024, 1, 1)).text.startswith("登记机关应当自收到")
    assert library().article("示例登记法", 2, on=date(2012, 1, 1)).text.endswith("书面答复申请人。")
    assert library().article("示例登记法", 2, on=date(2024, 1, 1), of=1).text == "登记不收费。"
    assert library().article("示例登记法", 9, on=date(2024, 1, 1)) is None
    chapters = [(a.number, a.chapter) for a in library().articles("示例登记法", on=date(2024, 1, 1))]
    assert chapters[0] == (1, "第一章　总则") and chapters[-1] == (4, "第三章　附则")
    assert catalogue().find("示例登记法").latest.shape[2, 0] == (3, 0)


def test_twice_is_once(store):
    again = import_texts([store])
    assert (again.added, again.unchanged, again.refused) == (0, 3, [])
    assert len(library()) == 3


def test_a_text_that_differs_from_its_index_is_refused_and_the_rest_goes_in(empty_store):
    folder = empty_store / "pack"
    folder.mkdir()
    pack(folder)
    (folder / "示例备案办法(2005-01-01).md").write_text("# 别的", encoding="utf-8")
    report = import_texts([folder])
    assert report.added == 2
    assert "摘要不符" in report.refused[0][1]


def test_search_finds_articles_with_all_words(store):
    found = [(title, a.number) for title, _, a in library().search("登记 不收费")]
    assert found == [("示例登记法", 2), ("示例备案办法", 2)]
    assert library().search("不存在的词") == []


def national_docx(text: str) -> bytes:
    """A .docx in the national database's layout: title over two lines, note, contents, headings, articles."""
    document = Document()
    lines = [line for line in text.split("\n") if line]
    document.add_paragraph("示例")
    document.add_paragraph("登记法")
    document.add_paragraph("（2010年3月1日示例大会通过")
    document.add_paragraph("2022年6月1日修订　自2022年8月1日起施行）")
    document.add_paragraph("目　　录")
    headings = [line.lstrip("# ") for line in lines if line.startswith("##")]
    for heading in headings:
        document.add_paragraph(heading.replace("　", "　　"))
    for line in lines[2:]:
        paragraph = document.add_paragraph()
        for piece in (line.lstrip("# ")[:3], line.lstrip("# ")[3:]):
            paragraph.add_run("　　" + piece if piece == line.lstrip("# ")[:3] else piece)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_national_databases_docx_says_the_same(empty_store):
    law = parse(read_docx(national_docx(NEW)))
    same = parse(NEW)
    assert law.title == "示例登记法"
    assert [(a.number, a.of, a.chapter, a.section, a.text) for a in law.articles] == [
        (a.number, a.of, a.chapter, a.section, a.text) for a in same.articles
    ]


def test_a_docx_is_imported_with_the_dates_it_names(empty_store):
    path = empty_store / "示例登记法.docx"
    path.write_bytes(national_docx(NEW))
    assert import_texts([path]).added == 1
    law = catalogue().find("示例登记法")
    assert (law.latest.name, law.latest.starts, law.latest.status) == ("2022-06-01", date(2022, 8, 1), "未核实")
    assert library().article("示例登记法", 3).text.startswith("登记机关应当")
    assert import_texts([path]).unchanged == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"PK not a zip", "不是有效的 .docx"),
        ("b.md", b"# \xe6\xa0\x87\xe9\xa2\x98\n\nno articles", "找不到“第一条”"),
        ("c.txt", "第一条　没有标题。".encode(), "找不到标题"),
        ("d.txt", "标题".encode("gb18030"), "不是 UTF-8"),
    ],
)
def test_what_is_no_statute_is_told_and_passed_over(empty_store, name, data, reason):
    path = empty_store / name
    path.write_bytes(data)
    report = import_texts([path])
    assert report.added == 0 and reason in report.refused[0][1]


def run(capsys, *words):
    status = cli.main(["laws", *words])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_the_command_shows_articles_and_says_what_is_missing(store, capsys):
    status, out, _ = run(capsys, "show", "示例登记法", "第二条第一款第（二）项", "--on", "2024-01-01")
    assert status == 0 and "涉及下列隐私的" in out
    assert run(capsys, "show", "示例登记法", "2.2")[1].endswith("前款规定的情形消失的，应当公开。\n")
    assert run(capsys, "show", "示例登记法", "9")[0::2] == (
        2,
        "《示例登记法》（2022-06-01 公布的文本）没有第九条，最后一条是第四条。\n",
    )
    assert "只有 2 款，没有第 3 款" in run(capsys, "show", "示例登记法", "2.3")[2]
    assert "没有第（7）项" in run(capsys, "show", "示例登记法", "2.1.7")[2]
    assert "法规目录里没有“示列登记法”；相近的有《示例登记法》" in run(capsys, "show", "示列登记法")[2]
    assert "全文还没有导入" in run(capsys, "show", "行政处罚法", "33")[2]
    assert "看不懂" in run(capsys, "show", "示例登记法", "第x条")[2]
    assert "还没有已知的有效文本" in run(capsys, "show", "示例登记法", "1", "--on", "1999-01-01")[2]


def test_the_command_imports_and_searches(empty_store, capsys):
    folder = empty_store / "pack"
    folder.mkdir()
    status, _, err = run(capsys, "search", "登记")
    assert status == 2 and "还没有导入" in err
    assert "新导入 3 部" in run(capsys, "import", str(pack(folder)))[1]
    assert "《示例登记法》（2022-06-01）第二条之一" in run(capsys, "search", "不收费")[1]
    assert run(capsys, "import", str(empty_store / "none"))[0] == 2
