"""Time limits of reconsideration that run before a case exists or outside its steps."""

from fazhi.domains.reconsideration.seats import LAW, RULES
from fazhi.kernel.calendar import days, workdays, years
from fazhi.kernel.declare import APPLICANT, CLERK, HEAD, Clock, Law

# The regulation counts these in 日 without saying which; as working days they follow article 88 and await confirmation.
UNSETTLED = Law(RULES.title, RULES.version, verified=False)
LATE = "逾期申请的，不予受理（第三十条第一款第四项）"

TERMS = (
    Clock("申请期限", days(60), basis=LAW[20, 1], ref="FY-01", bind=APPLICANT, counted_from="知道或者应当知道行政行为之日",
        effect=LATE + "；有不可抗力或者其他正当理由的，自障碍消除之日起继续计算"),
    Clock("未告知权利时的最长申请期限", years(1), basis=LAW[20, 3], ref="FY-02", bind=APPLICANT, counted_from="知道或者应当知道行政行为内容之日",
        effect=LATE),
    Clock("最长保护期（不动产）", years(20), basis=LAW[21], ref="FY-03a", bind=APPLICANT, counted_from="行政行为作出之日", effect="不予受理"),
    Clock("最长保护期（其他）", years(5), basis=LAW[21], ref="FY-03b", bind=APPLICANT, counted_from="行政行为作出之日", effect="不予受理"),
    Clock("行政机关未履职的等待期", days(60), basis=RULES[16, 1, 2], ref="FY-04", bind=APPLICANT, counted_from="行政机关收到履职申请之日",
        effect="满60日仍未履行的，自期满起计算申请期限（FY-01）；有履行期限的自该期限届满起算，紧急情况不受限制"),
    Clock("多机关收到申请的协商", workdays(10), basis=UNSETTLED[30], ref="FY-09a", bind=CLERK, counted_from="收到行政复议申请之日",
        effect="协商不成的，由共同上一级行政机关指定"),
    Clock("受理机关的指定", workdays(10), basis=UNSETTLED[30], ref="FY-09b", bind=HEAD, counted_from="协商不成之日",
        effect="协商和指定所用时间不计入审理期限"),
    Clock("延长审理", days(30), basis=LAW[62, 1], ref="FY-15", bind=HEAD, counted_from="原审理期限届满（未顺延的末日）",
        effect="只延一次；与审理期限合并计算后再看末日是否顺延"),
)  # fmt: skip
