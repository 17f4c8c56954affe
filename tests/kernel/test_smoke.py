import pytest

from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.scenario import Player, read
from kernel.sample import install

STORY = """程序 sample
当事人 申请人=申请人甲 被申请人=示例区某局

审查期满未作决定的，视为受理
  2024-05-23  收件人  收件
  2024-05-31  （期满）
  → 审理；审理期限至 2024-07-29；审查期限 期满；案号 示政样〔2024〕1号

中止扣除期间
  2024-03-01  收件人  收件
  拒绝 2024-03-04  外机关机构负责人  受理：席位
  拒绝 2024-03-04  机构负责人  受理 金额=4000元：三千元
  拒绝 2024-03-04  承办人  发送副本：状态
  2024-03-04  机构负责人  受理  承办=承办人 金额=3000元
  → 审理；审理期限至 2024-05-06；文书 受理通知书
  2024-03-13  承办人  发送副本
  2024-03-13  送达 答复通知书 给 被申请人
  → 答复期限至 2024-03-27
  2024-03-20  机构负责人  中止
  → 审理期限 中止；答复期限 计时
  2024-04-10  机构负责人  恢复
  → 审理；审理期限至 2024-05-24
  2024-04-11  被申请人  答复
  2024-04-12  承办人  记意见  内容=应当听取
  2024-04-15  机构负责人  采纳意见  序号=1 是否采纳=是
  2024-05-01  机构负责人  延期
  → 审理期限至 2024-06-24
  拒绝 2024-04-01  机构负责人  决定 结果=维持：早于
  2024-05-10  机构负责人  决定 结果=维持
  → 办结；审理期限 已办
  2024-05-11  更正 答复 日期=2024-03-26 理由=录入有误
"""


@pytest.fixture(autouse=True)
def installed():
    install()


@pytest.mark.django_db
def test_stories(tmp_path):
    path = tmp_path / "s.txt"
    path.write_text(STORY)
    for story in read(path):
        Player(story).play()
    anchor()
    assert audit().faults == []
