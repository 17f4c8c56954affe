"""What the administrator sets: organs, people, holidays, numbers, parameters, programs; every change is logged, bad ones refused."""

import io
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from admin.conftest import login
from fazhi.kernel.models import Deadline, Event, HolidayYear, NumberPattern, Organ, Parameter, Post, Succession
from fazhi.kernel.perform import new_case, perform
from fazhi.surfaces.admin.notice import read_notice
from fazhi.surfaces.api.models import Token
from fazhi.surfaces.models import AdminLog

TODAY = date.today().isoformat()
NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月5日（周一）放假1天，与周末连休。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


def send(client, place, form, **values):
    return client.post(f"/admin/{place}", {"form": form, **{f"{form}-{k}" if k != "file" else k: v for k, v in values.items()}})


def book(*rows):
    import xlsxwriter

    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("表一")
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    made.close()
    return SimpleUploadedFile("表.xlsx", out.getvalue())


# ---------------------------------------------------------------- organs


def test_an_organ_is_set_up_renamed_and_succeeded(admin, people):
    send(admin, "organs/", "new", code="X1", name="示例区甲局", kind="部门", parent=people.organ.pk, since="2024-01-01")
    organ = Organ.objects.get(code="X1")
    assert organ.path == f"{people.organ.path}X1/"
    answer = send(admin, f"organs/{organ.pk}/", "edit", name="示例区乙局", parent=people.organ.pk)
    assert answer.status_code == 422 and "从哪一天用起" in answer.content.decode()
    send(admin, f"organs/{organ.pk}/", "edit", name="示例区乙局", parent=people.organ.pk, **{"from": "2025-01-01"})
    organ.refresh_from_db()
    assert (organ.name, organ.name_on(date(2024, 6, 1)), organ.name_on(date(2025, 6, 1))) == (
        "示例区乙局",
        "示例区甲局",
        "示例区乙局",
    )
    send(admin, f"organs/{organ.pk}/", "pass", new=people.other.pk, on="2025-07-01", basis="示例区机构改革方案")
    assert Succession.objects.get().new == people.other
    assert list(AdminLog.objects.order_by("pk").values_list("what", flat=True)) == ["设立机关", "修改机关", "机关承接"]


def test_a_move_takes_everything_below_along(admin, people):
    upper = Organ.objects.create(code="U", name="示例区上级", parent=people.organ)
    child = Organ.objects.create(code="C", name="示例区下级", parent=people.other)
    send(admin, f"organs/{people.other.pk}/", "edit", name=people.other.name, parent=upper.pk)
    child.refresh_from_db()
    assert child.path == f"{upper.path}{people.other.code}/C/"


def test_a_code_twice_is_refused_at_the_field(admin, people):
    answer = send(admin, "organs/", "new", code=people.other.code, name="别名", since=TODAY)
    assert answer.status_code == 422 and "已有机关使用" in answer.content.decode()


# ---------------------------------------------------------------- people


def new_person(admin, people, **changed):
    values = {"login": "wang-a", "name": "工作人员甲", "organ": people.organ.pk, "seat": "handler", "since": TODAY, **changed}
    return send(admin, "people/", "new", **values)


def once(page):
    import re

    return re.search(r"密码：(\S+?)<", page.content.decode())[1]


def test_a_login_begins_with_a_password_that_must_be_changed(admin, people):
    word = once(new_person(admin, people))
    assert word not in str(list(AdminLog.objects.values_list("detail", "about")))
    client = Client()
    client.post("/account/login/", {"login": "wang-a", "password": word})
    assert client.get("/work/").url == "/account/password/change/"
    assert client.post("/cases/sample/new/receive/", {}).url == "/account/password/change/"
    client.post("/account/password/change/", {"oldpassword": word, "password1": "Xin-mima-2026", "password2": "Xin-mima-2026"})
    assert client.get("/work/", follow=True).status_code == 200 and client.get("/work/", follow=True).redirect_chain == []


def test_a_one_time_password_ends_after_its_days(admin, people):
    from django.utils import timezone

    from fazhi.surfaces.models import FirstPassword

    word = once(new_person(admin, people))
    FirstPassword.objects.update(until=timezone.now() - timedelta(hours=1))
    client = Client()
    client.post("/account/login/", {"login": "wang-a", "password": word})
    assert client.get("/work/").url == "/account/login/" and "_auth_user_id" not in client.session


def test_a_post_ends_and_a_login_is_closed(admin, people, keepers):
    new_person(admin, people)
    user = get_user_model().objects.get(username="wang-a")
    post = user.posts.get()
    send(admin, f"people/{user.pk}/", "end", post=post.pk, until=TODAY)
    post.refresh_from_db()
    assert post.until == date.today()
    client = login(user)
    send(admin, f"people/{user.pk}/", "state", reason="调离")
    user.refresh_from_db()
    assert not user.is_active and client.get("/work/").status_code == 302
    me = keepers.administrator
    answer = send(admin, f"people/{me.pk}/", "state", reason="x" * 3)
    me.refresh_from_db()
    assert answer.status_code == 422 and me.is_active


# ---------------------------------------------------------------- holidays


def test_the_notice_is_read_as_published():
    made = read_notice(NOTICE, 2027)
    assert made.faults == []
    assert made.days[date(2027, 2, 8)] == (False, "春节") and made.days[date(2027, 2, 20)] == (True, "春节")
    assert date(2027, 2, 6) not in made.days  # a Saturday rests anyway
    assert sum(w for w, _ in made.days.values()) == 6


@pytest.mark.parametrize(
    "text, words",
    [(NOTICE.replace("1月1日（周五）", "1月1日（周四）"), "请核对年份"), (NOTICE.replace("2月20日（周六）", "2月19日（周五）"), "本来就上班"),
     ("一、元旦：1月1日放假。", "不足五天"), (NOTICE.replace("4月5日（周一）", "4月35日"), "不是日期")],
)  # fmt: skip
def test_a_notice_of_another_year_or_in_part_is_refused(admin, text, words):
    answer = send(admin, "holidays/", "import", year="2027", source="通知", text=text)
    assert answer.status_code == 422 and words in answer.content.decode() and not HolidayYear.objects.filter(year=2027).exists()


def test_a_new_year_counts_open_deadlines_again_and_says_how_many(admin, people):
    case = new_case("sample", people.organ, date(2026, 11, 16), "跨年")
    perform(case, "receive", people.clerk, date(2026, 11, 16))
    perform(case, "accept", people.head, date(2026, 11, 17), handler=people.handler)
    row = Deadline.objects.filter(case=case, estimated=True).first()
    answer = send(admin, "holidays/", "import", year="2027", source="国务院办公厅关于2027年部分节假日安排的通知", text=NOTICE)
    assert answer.status_code == 302
    page = admin.get(answer.url).content.decode()
    assert "2027-02-20" in page
    if row:
        row.refresh_from_db()
        assert not row.estimated and Event.objects.filter(case=case, kind="note").exists() and "个期限的最后一日有变" in page
    assert AdminLog.objects.get().what == "录入节假日"


def test_a_table_of_holidays_names_its_faults(admin):
    file = book(
        ("日期", "安排", "名称"), ("2027-01-01", "放假", "元旦"), ("2027-13-01", "放假", ""), ("2027-01-02", "休息", "")
    )
    page = send(admin, "holidays/", "import", year="2027", source="通知", file=file)
    text = page.content.decode()
    assert page.status_code == 422 and "“表一”第3行“日期”" in text and "第4行“安排”" in text


# ---------------------------------------------------------------- numbers, parameters, programs


def test_a_number_pattern_serves_from_its_day(admin, people):
    send(admin, "numbers/", "new", key="sample", pattern="{word}新样〔{year}〕{n}号", since=TODAY)
    assert NumberPattern.objects.get().pattern.startswith("{word}新样")
    case = new_case("sample", people.organ, date.today(), "新号")
    perform(case, "receive", people.clerk, date.today())
    assert "新样" in case.number


@pytest.mark.parametrize(
    "pattern, words",
    [("{word}〔{year}〕号", "重号"), ("{year}{n}{who}", "不认识"), ("{n.__class__}{year}{n}", ""), ("{year}{n", "")],
)
def test_a_bad_pattern_is_refused(admin, pattern, words):
    answer = send(admin, "numbers/", "new", key="sample", pattern=pattern, since=TODAY)
    assert answer.status_code == 422 and words in answer.content.decode() and not NumberPattern.objects.exists()


def test_a_parameter_follows_the_one_before_it(admin):
    send(admin, "parameters/", "new", key="x.days", value="5", basis="示例区规定第一条", verified="true", since="2024-01-01")
    send(admin, "parameters/", "new", key="x.days", value="7", basis="示例区新规定第一条", verified="false", since="2025-01-01")
    rows = list(Parameter.objects.order_by("since"))
    assert [(r.value, r.until) for r in rows] == [(5, date(2024, 12, 31)), (7, None)]
    assert (
        send(admin, "parameters/", "new", key="x.days", value="8", basis="", verified="true", since="2026-01-01").status_code
        == 422
    )
    assert (
        send(
            admin, "parameters/", "new", key="tick.last", value="8", basis="示例规定", verified="true", since="2026-01-01"
        ).status_code
        == 422
    )


def test_a_token_is_shown_once_and_taken_back(admin, people):
    page = send(
        admin,
        "programs/",
        "token",
        login=people.handler.username,
        name="对接",
        scope="read",
        expires=(date.today() + timedelta(30)).isoformat(),
    )
    secret = page.content.decode().split("令牌：")[1].split("<")[0]
    token = Token.find(secret)
    assert token and secret not in admin.get("/admin/programs/").content.decode()
    assert secret not in str(list(AdminLog.objects.values_list("detail", flat=True)))
    send(admin, "programs/", "revoke", token=token.pk)
    assert Token.find(secret) is None
    far = send(
        admin,
        "programs/",
        "token",
        login=people.handler.username,
        name="对接",
        scope="read",
        expires=(date.today() + timedelta(900)).isoformat(),
    )
    assert far.status_code == 422


def test_a_webhook_to_the_machine_itself_is_refused(admin, people):
    answer = send(admin, "programs/", "hook", login=people.handler.username, url="http://127.0.0.1:9/")
    assert answer.status_code == 422 and "本机" in answer.content.decode()


# ---------------------------------------------------------------- imports


def test_organs_from_a_table_all_or_none(admin, people):
    heads = ("代码", "名称", "上级代码", "设立日期")
    bad = book(
        heads,
        ("A1", "示例区一局", people.organ.code, "2024-01-01"),
        ("A1", "示例区二局", "", "2024-01-01"),
        ("A3", "", "", "昨天"),
        ("A4", "示例区四局", "没有", "2024-01-01"),
    )
    text = send(admin, "import/", "organs", file=bad).content.decode()
    assert "已有机关使用" in text and "不是日期" in text and "必填" in text and "上级要排在前面" in text
    assert not Organ.objects.filter(code__startswith="A").exists()
    good = book(heads, ("A1", "示例区一局", people.organ.code, "2024-01-01"), ("A2", "示例区二局", "A1", "2024-01-01"))
    assert "已导入机关2行" in send(admin, "import/", "organs", file=good).content.decode()
    assert Organ.objects.get(code="A2").parent.code == "A1"


def test_people_from_a_table(admin, people):
    heads = ("账号", "姓名", "机关代码", "岗位", "任岗日期")
    bad = book(
        heads, ("li-a", "人员甲", "没有", "承办人", "2024-01-01"), ("li-b", "人员乙", people.organ.code, "皇帝", "2024-01-01")
    )
    text = send(admin, "import/", "people", file=bad).content.decode()
    assert (
        "没有代码为" in text and "没有岗位" in text and not get_user_model().objects.filter(username__startswith="li-").exists()
    )
    good = book(
        heads,
        ("li-a", "人员甲", people.organ.code, "承办人", "2024-01-01"),
        ("li-a", "人员甲", people.organ.code, "收件人", "2024-01-01"),
    )
    text = send(admin, "import/", "people", file=good).content.decode()
    assert "已导入人员和岗位2行" in text and "一次性密码" in text
    assert set(Post.objects.filter(user__username="li-a").values_list("seat", flat=True)) == {"handler", "clerk"}
