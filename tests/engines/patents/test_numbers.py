"""The worked examples of the offices' number formats, as pairs."""

from datetime import date

import pytest

from fazhi.engines.patents import classes, numbers, status, values


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("95115608", "CN95115608.X"),
        ("97101765.4", "CN97101765.4"),
        ("201510163325.6", "CN201510163325.6"),
        ("202120797205.2", "CN202120797205.2"),
        ("2026104796018", "CN202610479601.8"),
        ("CN 200810171280 A", "CN200810171280.7"),
        ("201880000001", "CN201880000001.2"),
        ("202430000001", "CN202430000001.0"),
        ("ZL201510163325.6", "CN201510163325.6"),
        ("ＺＬ 2015 1 0163325.6", "CN201510163325.6"),
    ],
)
def test_chinese_applications(given: str, canonical: str) -> None:
    assert numbers.cn_application(given) == canonical


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("201510163325.7", "E-PT-02", "所给为7，按规则应为6"),
        ("202540000001", "E-PT-01", "种类码为4"),
        ("199910000001", "E-PT-01", "年份1999"),
        ("05115608", "E-PT-01", "年份2005"),
        ("12345", "E-PT-01", "8位"),
    ],
)
def test_chinese_refusals(given: str, code: str, words: str) -> None:
    with pytest.raises(numbers.NumberRefused, match=words) as refused:
        numbers.cn_application(given)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("US 2006/0142694 A1", "US2006142694A1"),
        ("US 10,465,445 B2", "US10465445B2"),
        ("US 06859910 B2", "US6859910B2"),
        ("US D0435854 S1", "USD435854S1"),
        ("US RE032283 E", "USRE32283E"),
        ("WO 2008/080153 A2", "WO2008080153A2"),
        ("WO 99/12345 A1", "WO9912345A1"),
        ("WO 1999/012345 A1", "WO9912345A1"),
        ("EP 1 000 000 A1", "EP1000000A1"),
        ("EP 0 123 456 A1", "EP0123456A1"),
        ("特開2007-284073", "JP2007284073A"),
        ("特開平10-12345", "JPH1012345A"),
        ("特許4123456", "JP4123456B2"),
        ("CN1247554C", "CN1247554C"),
        ("CN 101424602 A", "CN101424602A"),
        ("CN85100001A", "CN85100001A"),
    ],
)
def test_publications(given: str, canonical: str) -> None:
    assert str(numbers.publication(given)) == canonical


@pytest.mark.parametrize(
    "given", ["CN12A", "CN412345678A", "12345", "US20061A1234", "WO 123 A1", "EP12345678A1", "", "; DROP TABLE pub"]
)
def test_publications_refused(given: str) -> None:
    with pytest.raises(numbers.NumberRefused):
        numbers.publication(given)


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("PCT/US2007/088754", "US2007088754W"),
        ("US 2007/0088754 W", "US2007088754W"),
        ("PCT/CN03/00561", "CN0300561W"),
        ("CN 0300561 W", "CN0300561W"),
        ("EP 99203729.4", "EP99203729A"),
        ("EP 99203729 A", "EP99203729A"),
        ("13/676,098", "US201213676098A"),
        ("US 201213676098 A", "US201213676098A"),
    ],
)
def test_applications(given: str, canonical: str) -> None:
    assert str(numbers.application(given, date(2012, 11, 14))) == canonical


def test_us_application_needs_its_year() -> None:
    with pytest.raises(numbers.NumberRefused, match="申请年份"):
        numbers.application("13/676,098")


def test_korea() -> None:
    assert str(numbers.korean("10-2005-0012345")) == "KR20050012345A"
    assert str(numbers.korean("10-0123456")) == "KR100123456B1"


@pytest.mark.parametrize(
    ("given", "padded", "canonical"),
    [
        ("A61K0031470900", False, "A61K31/4709"),
        ("A61M  31/    00            A I", False, "A61M31/00"),
        ("G09G  5/10  (2006.01)", False, "G09G5/10"),
        ("A61P03118", True, "A61P31/18"),
        ("C07D41714", True, "C07D417/14"),
        ("A61K031426", True, "A61K31/426"),
        ("A61B5/283", False, "A61B5/283"),
        ("G06F015/00", False, "G06F15/00"),
    ],
)
def test_symbols(given: str, padded: bool, canonical: str) -> None:
    assert classes.symbol(given, padded) == canonical


def test_old_symbols_and_two_readings() -> None:
    assert classes.greenbook("B60R  900") == "B60R9/00"
    assert classes.greenbook("A45F  504") == "A45F5/04"
    with pytest.raises(ValueError, match="两种读法"):
        classes.symbol("A61M5172")


def test_prefix_stops_at_the_boundary() -> None:
    assert classes.within("A61K31/70", "A61K31") and classes.within("A61K31/70", "A61K")
    assert not classes.within("A61K31/70", "A61K3")


@pytest.mark.parametrize(
    ("ipc", "cpc", "loc", "text", "tier", "row"),
    [
        (["A61K31/00"], [], [], "", 3, "A61K|A61K31/00"),
        (["A61K8/00"], [], [], "", 1, "A61K8|A61K8/00"),
        (["C07D401/00"], [], [], "", 0, ""),
        (["C07D401/00", "A61P35/00"], [], [], "", 3, "A61P|A61P35/00"),
        (["G01N33/53"], [], [], "", 3, "G01N33|G01N33/53"),
        (["G01N33/00"], [], [], "", 0, ""),
        (["A01G22/00"], [], [], "一种中草药的栽培方法", 2, "A01G|A01G22/00"),
        (["A01G22/00"], [], [], "一种番茄的栽培方法", 0, ""),
        ([], [], ["24-02"], "", 3, "24|24-02"),
        (["B60R9/00"], [], [], "", 0, ""),
    ],
)
def test_scope(ipc: list[str], cpc: list[str], loc: list[str], text: str, tier: int, row: str) -> None:
    assert classes.scope(ipc, cpc, loc, text) == (tier, row)


def test_days() -> None:
    assert [values.day(t) for t in ("20150304", "2015-03-04", "2015-03-04T00:00:00Z", 20150304)] == [20150304] * 4
    assert [values.day(t) for t in ("00010101", "0", "", None, "20150230", "29990101")] == [0] * 6
    assert values.day("19510200") == 19510201
    assert values.short_day("04/03/15", "DMY") == 20150304 and values.short_day("04/03/15", "") == 0


def test_names_match_without_legal_form() -> None:
    assert values.match_name("Example  Labs, Inc.") == values.match_name("EXAMPLE LABS") == "EXAMPLE LABS"
    assert values.match_name("示例药业股份有限公司") == "示例药业"
    assert values.cells("a | b;;c | None") == ["a", "b", "c"]


def test_terms() -> None:
    assert status.term("CN", "B", 20150408, 20190312) == 20350408
    assert status.term("CN", "U", 20150408, 20190312) == 20250408
    assert status.term("CN", "S", 20210531, 0) == 20310531 and status.term("CN", "S", 20210601, 0) == 20360601
    assert status.term("US", "B", 20150201, 20180410, 100) == 20350512
    assert status.after("审中", [(20170101, "授权"), (20200101, "权利终止"), (20210101, "恢复")]) == "有效"
    assert status.after("审中", [(20160101, "实审")]) == "实质审查"
