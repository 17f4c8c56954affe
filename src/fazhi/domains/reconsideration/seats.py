"""The seats of a reconsideration beside the kernel's own, the laws it rests on, and the words of its document numbers."""

from fazhi.kernel.declare import Law, Say, Seat

LAW = Law("中华人民共和国行政复议法", 2023)
OLD_LAW = Law("中华人民共和国行政复议法", 2017)
RULES = Law("中华人民共和国行政复议法实施条例", 2007)  # valid where it does not conflict with the revised law
SUITS = Law("中华人民共和国行政诉讼法", 2017)

# How long a "reasonable" extension may be (article 31) is the office's own rule.
LENIENCY = Law("延长补正期限口径（本机关自定）", 2024, local=True, verified=False)

MAKER = Seat("maker", "制定机关", "party")
TRANSFEREE = Seat("transferee", "受转送机关", "party")
CORRECTOR = Seat("corrector", "意见书接收机关", "party")

REFUSALS = (
    ("1", "申请人或者被申请人不明确、不适格"), ("2", "与行政行为没有利害关系"), ("3", "没有具体的请求和理由"), ("4", "超过申请期限"),
    ("5", "不属于行政复议范围"), ("6", "不属于本机关管辖"), ("7", "重复申请或者法院已受理"),
)  # fmt: skip
END_GROUNDS = (
    ("死亡", "申请人死亡，没有近亲属或者近亲属放弃"),
    ("组织终止", "组织终止，没有承受人或者承受人放弃"),
    ("刑事", "同一违法行为被采取刑事强制措施"),
)
REASON = Say("reason", "理由", "long")
PEOPLE = Say("people", "参加人员数", "number")

# One case, one serial: every document carries it with its own word (…不受〔2024〕10号).
WORDS = {
    "补正通知书": "补正", "不予受理决定书": "不受", "受理通知书": "受", "告知书": "告", "适用简易程序通知书": "简", "转为普通程序通知书": "转普",
    "行政复议答复通知书": "答", "第三人参加行政复议通知书": "三", "听证通知书": "听", "停止执行通知书": "停", "中止行政复议通知书": "中",
    "恢复审理通知书": "恢", "终止行政复议决定书": "终", "延期审理通知书": "延", "驳回行政复议申请决定书": "驳", "行政复议决定书": "决",
    "行政复议调解书": "调", "责令限期履行通知书": "责", "行政复议意见书": "意", "规范性文件转送函": "转", "规范性文件答复通知书": "规",
    "口头申请笔录": "笔", "转送函": "送",
}  # fmt: skip
