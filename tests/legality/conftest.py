"""What the tests of legality share: a matter taken to any point of its course, through the one door."""

from datetime import date

import pytest

from fazhi.domains.legality import engine
from fazhi.domains.legality.materials import ALL
from fazhi.domains.legality.rules import SENDER
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, ORGAN_HEAD
from fazhi.kernel.models import Item
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import World

BAD = """示例区诚信经营管理办法（送审稿）
第一条 为了规范诚信经营，根据有关法律、法规，制定本办法。
第二条 两次检查不合格的，责令停产停业三个月。
第三条 经营者应当向镇政府交纳诚信经营保证金5000元。
第四条 同等条件下优先采购本区企业产品。
第五条 本办法自2026年4月1日起施行，有效期八年。
"""
GOOD = """示例区诚信经营管理办法（送审稿）
第一条 为了规范诚信经营，根据有关法律、法规，制定本办法。
第二条 涉嫌违法的，移送有权机关依法处理。
第三条 不得向经营者收取诚信经营保证金。
第四条 取消优先采购本地产品的规定。
第五条 本办法自2026年4月1日起施行，有效期五年。
"""


class Course:
    """One matter and its people, on days that follow each other."""

    def __init__(self, kind="N", title="示例区诚信经营管理办法（送审稿）", **facts):
        self.world = World.make()
        self.organ = self.world.organ_named("示例区司法局")
        self.unit = self.world.organ_named("示例区某送审局")
        office = {"clerk": CLERK, "handler": HANDLER, "head": HEAD, "organ_head": ORGAN_HEAD}
        self.people = {k: self.world.person(s, "甲", self.organ) for k, s in office.items()}
        self.people |= {f"unit{n}": self.world.person(HANDLER, n, self.unit) for n in "甲乙丙"}
        self.case = new_case("legality", self.organ, date(2026, 3, 2), title, demo=False)
        party = {"seat": SENDER, "name": self.unit.name, "organ": self.unit, "kind": "机关"}
        self.do("register", "unit甲", date(2026, 3, 2), parties=[party], kind=kind, issuer="示例区人民政府", **facts)

    def do(self, step, who, on, **said):
        return perform(self.case, step, self.people[who], on, **said)

    def send(self, text, name="送审稿.txt", on=date(2026, 3, 3)):
        self.do("upload", "unit甲", on, files=[(name, text.encode())])
        self.do("add_material", "unit甲", on, materials=list(ALL))
        self.do("unit_review", "unit乙", on, opinion="同意送审")
        self.do("submit", "unit丙", on)
        self.do("accept", "clerk", on, handler=self.people["handler"])

    def machine(self, on=date(2026, 3, 4)):
        engine.machine_review(self.case, on)
        return self.findings()

    def findings(self, status=None):
        rows = Item.objects.filter(case=self.case, kind="finding").order_by("n")
        return [i for i in rows if status is None or i.said["status"] == status]

    def judge_all(self, on=date(2026, 3, 5), reject=()):
        for item in self.findings("open"):
            if item.said["rule"] in reject:
                self.do("judge", "handler", on, item_n=item.n, status="rejected", reason="已有上位法依据")
            else:
                self.do("judge", "handler", on, item_n=item.n, status="confirmed")

    def to_signing(self, on=date(2026, 3, 6)):
        self.do("first_review", "handler", on, opinion="意见如下")
        self.do("check", "head", on)

    def sign(self, conclusion, on=date(2026, 3, 9)):
        return engine.sign(self.case, self.people["organ_head"], on, conclusion)


@pytest.fixture
def course(db):
    return Course
