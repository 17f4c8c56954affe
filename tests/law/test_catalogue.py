from datetime import date

import pytest

from fazhi.law.catalogue import Catalogue, catalogue
from fazhi.law.facts import from_index
from fazhi.law.names import document_number, family, plain


def row(title, promulgated, effective, status="现行有效", **more):
    return from_index({"title": title, "promulgated": promulgated, "effective": effective, "status": status} | more)


@pytest.fixture
def invented():
    return Catalogue(
        [
            row("中华人民共和国示例法", "2010-03-01", "2010-05-01", "已修改", last_article=30, sha256="a"),
            row("中华人民共和国示例法", "2022-06-01", "2022-08-01", last_article=40, sha256="b", aliases=["例法"]),
            row("旧例条例", "2000-01-01", "2000-01-01", "已废止", last_article=9),
            row("未来法", "2026-01-01", "2030-01-01", "尚未生效", last_article=5),
            row("示例办法（试行）", "2015-01-01", "", "未核实", first_effective="2014-01-01"),
        ],
        {"b": "2 1*38 1.3"},
        [("旧例条例", "中华人民共和国示例法", "2010-05-01")],
        {"示国发〔2018〕3号": "示例国务院关于改进登记工作的通知"},
    )


def test_found_by_full_and_short_title_and_alias(invented):
    titles = {invented.find(n).title for n in ("中华人民共和国示例法", "示例法", "《示例法》", "例法")}
    assert titles == {"中华人民共和国示例法"}
    assert invented.find("不存在法") is None


def test_the_version_of_a_day(invented):
    assert invented.version_on("示例法", date(2010, 4, 30)) is None
    assert invented.version_on("示例法", date(2010, 5, 1)).name == "2010-03-01"
    assert invented.version_on("示例法", date(2022, 7, 31)).name == "2010-03-01"
    assert invented.version_on("示例法", date(2022, 8, 1)).name == "2022-06-01"
    assert invented.version_on("未来法", date(2029, 1, 1)) is None
    assert [v.name for v in invented.versions("示例法")] == ["2010-03-01", "2022-06-01"]


def test_repealed_from_the_day_its_successor_applies(invented):
    old = invented.find("旧例条例")
    assert (old.successor, old.repealed_on) == ("中华人民共和国示例法", date(2010, 5, 1))
    assert invented.version_on("旧例条例", date(2010, 4, 30)).name == "2000-01-01"
    assert invented.version_on("旧例条例", date(2010, 5, 1)) is None


def test_articles_by_shape_and_without(invented):
    new = invented.find("示例法").latest
    assert new.has_article(40) and not new.has_article(41)
    assert new.shape[40, 0] == (3,) and new.shape[1, 0] == (0, 0)
    old = invented.find("示例法").versions[0]
    assert old.shape == {} and old.has_article(30) and not old.has_article(31)


def test_documents_by_number_in_any_brackets(invented):
    for number in ("示国发〔2018〕3号", "示国发[2018]3号", "示国发（2018）第03号", "示国发【2018】 3 号"):
        assert invented.document(number) == "示例国务院关于改进登记工作的通知"
    assert invented.numbers["关于改进登记工作的通知"] == "示国发〔2018〕3号"


def test_names():
    assert plain(" 《中华人民共和国 示例法》") == "示例法"
    assert plain("示例规则(试行)") == "示例规则（试行）"
    assert family("中华人民共和国宪法（2018年修正文本）") == "中华人民共和国宪法"
    assert family("中华人民共和国宪法修正案（2018年）").endswith("（2018年）")
    assert document_number("第三条") is None


def test_what_is_shipped(empty_store):
    """Facts anybody can check, known without any imported text."""
    known = catalogue()
    punish = known.find("行政处罚法")
    assert punish.title == "中华人民共和国行政处罚法"
    assert known.version_on("行政处罚法", date(2021, 7, 14)).last_article == 64
    assert known.version_on("行政处罚法", date(2021, 7, 15)).last_article == 86
    assert known.version_on("合同法", date(2020, 12, 31)) is not None
    assert known.version_on("合同法", date(2021, 1, 1)) is None
    assert known.find("合同法").successor == "中华人民共和国民法典"
    assert known.find("公平竞争审查条例").latest.shape[8, 0] == (5,)
    assert known.document("国办发[2018]37号").startswith("国务院办公厅关于加强行政规范性文件")
    assert known.successor_of("行政监察法")[0] == "中华人民共和国监察法"
