"""Time limits of suits and of state compensation that no step of ours starts."""

from fazhi.domains.litigation.procedure import COURT, LAW, PLAINTIFF, READING
from fazhi.kernel.calendar import days, months, years
from fazhi.kernel.declare import HANDLER, Clock, Law

COMPENSATION = Law("中华人民共和国国家赔偿法", 2012)

TERMS = (
    Clock("直接起诉", months(6), basis=LAW[46, 1], ref="SS-01", bind=PLAINTIFF, counted_from="知道或者应当知道作出行政行为之日", effect="不予立案"),
    Clock("不服复议决定或者复议逾期的起诉", days(15), basis=LAW[45], ref="SS-02", bind=PLAINTIFF, counted_from="收到复议决定书之日或者复议期满之日",
        effect="不予立案"),
    Clock("行政机关不履责的等待期", months(2), basis=LAW[47, 1], ref="SS-03", bind=PLAINTIFF, counted_from="行政机关接到申请之日",
        effect="可以起诉，期满后六个月内提出（行诉解释第六十六条）；紧急情况不受限制"),
    Clock("未告知起诉期限的最长期限", years(1), basis=READING[64, 1], ref="SS-04", bind=PLAINTIFF, counted_from="知道或者应当知道行政行为内容之日",
        effect="不予立案"),
    Clock("立案审查", days(7), basis=LAW[51, 2], ref="SS-05", bind=COURT, counted_from="收到起诉状之日", effect="裁定不予立案的可以上诉"),
    Clock("发送起诉状副本", days(5), basis=LAW[67, 1], ref="SS-06", bind=COURT, counted_from="立案之日"),
    Clock("赔偿义务机关决定", months(2), basis=COMPENSATION[13, 1], ref="SS-13", bind=HANDLER, counted_from="收到赔偿申请之日",
        effect="期满三个月内可以起诉（第十四条）"),
    Clock("赔偿申请补正告知", days(5), basis=COMPENSATION[12, 4], ref="SS-14", bind=HANDLER, counted_from="收到申请材料之日"),
    Clock("向财政申请支付赔偿金", days(7), basis=COMPENSATION[37, 3], ref="SS-15a", bind=HANDLER, counted_from="收到支付赔偿金申请之日"),
    Clock("财政支付赔偿金", days(15), basis=COMPENSATION[37, 3], ref="SS-15b", bind=HANDLER, counted_from="财政部门收到支付申请之日"),
)  # fmt: skip
