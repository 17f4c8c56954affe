"""The typed columns of enterprise inspection: registers, plans, tasks, visits, joint events, supervision, file review."""

from django.db import models

from fazhi.kernel.models import Facts, personal

BODY_KINDS = (("organ", "法定行政机关"), ("authorised", "授权组织"), ("entrusted", "受委托组织"))
GRADES = tuple((g, f"{g}级") for g in "ABCD")
RISKS = (("low", "低"), ("mid", "中"), ("high", "高"))
FIRM_KINDS = (("company", "企业"), ("individual", "个体工商户"), ("cooperative", "农民专业合作社"), ("other", "其他"))
TRIGGERS = (
    ("plan", "计划"), ("random", "双随机"), ("complaint", "投诉举报"), ("transfer", "转办交办"), ("monitor", "数据监测"),
    ("campaign", "专项"), ("request", "企业申请"), ("recheck", "复查"), ("licence", "许可核查"), ("accident", "事故"),
)  # fmt: skip
KINDS = (("daily", "日常检查"), ("single", "个案检查"), ("campaign", "专项检查"))
CONTACTS = (("inspection", "行政检查"), ("guidance", "指导服务"), ("call", "走访"), ("observe", "观摩"), ("survey", "调研"))
RESULTS = (("none", "未发现问题"), ("found", "发现问题"), ("na", "不适用"))
FOLLOWUPS = (("correct", "责令改正"), ("case", "立案"), ("transfer", "移送"), ("educate", "教育"))
SAVINGS = (
    ("merged_joint", "并入联合检查"), ("merged_same", "同机关合并"), ("offsite", "改为非现场"), ("whitelist", "白名单免查"),
    ("cap", "频次已满"), ("other", "其他取消"),
)  # fmt: skip


def text(label: str, length: int = 80, **kw: object) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, **kw)


def choice(label: str, choices: tuple, default: str = "") -> models.CharField:
    return models.CharField(label, max_length=14, choices=choices, default=default, blank=True)


def day(label: str) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


def number(label: str, default: int = 0) -> models.IntegerField:
    return models.IntegerField(label, default=default, blank=True)


def names(label: str) -> models.JSONField:
    return models.JSONField(label, default=list, blank=True)


def yes(label: str, default: bool = False) -> models.BooleanField:
    return models.BooleanField(label, default=default, blank=True)


class Body(Facts):
    """检查主体: an announced body with what it may inspect; its items and caps are lines of its case."""

    name = text("检查主体")
    kind = choice("主体性质", BODY_KINDS, "organ")
    scope = names("委托范围")
    entrusted_until = day("委托期限至")
    district = text("管辖区域", 40, default="示例区")
    announced_on = day("公告日期")
    delisted_on = day("退出日期")
    base = text("驻地镇街", 40)
    slots_per_day = number("每日可派档数", 4)
    teams = number("每日可派组数", 2)


class Officer(Facts):
    """执法人员 and 辅助人员: certificate, scope, validity, declared conflicts."""

    name = personal(text("姓名", 40))
    body = text("所属机关")
    certificate = text("证件编号", 30)
    kind = choice("人员类别", (("officer", "执法人员"), ("assistant", "辅助人员")), "officer")
    scope = names("执法范围")
    valid_from = day("证件有效期自")
    valid_to = day("证件有效期至")
    standing = choice("证件状态", (("valid", "有效"), ("held", "暂扣"), ("cancelled", "注销")), "valid")
    conflicts = names("申报回避的企业")

    class Meta:
        indexes = [models.Index(fields=("certificate",), name="officer_certificate")]


class Enterprise(Facts):
    """市场主体 under its 统一社会信用代码."""

    uscc = text("统一社会信用代码", 18)
    name = text("名称", 100)
    kind = choice("主体类型", FIRM_KINDS, "company")
    district = text("所在区", 40, default="示例区")
    town = text("镇街", 40)
    industry = text("行业代码", 6)
    grade = choice("信用等级", GRADES, "B")
    graded_on = day("评级日期")
    risk = choice("风险等级", RISKS, "low")
    key_field = text("重点领域", 30)
    standing = choice("登记状态", (("open", "存续"), ("closed", "注销"), ("revoked", "吊销"), ("moved", "迁出")), "open")

    class Meta:
        indexes = [models.Index(fields=("uscc",), name="enterprise_uscc")]


class WhiteEntry(Facts):
    """白名单 entry of one enterprise."""

    uscc = text("统一社会信用代码", 18)
    name = text("名称", 100)
    source = choice("来源", (("apply", "企业申报"), ("recommend", "部门推荐")), "apply")
    compliance = yes("有内部合规制度")
    clean = yes("近12个月无重大处罚、近36个月无重大事故、不在失信名单")
    expires_on = day("有效期至")
    cause = text("冻结或移出事由", 200)
    removed_on = day("移出日期")

    class Meta:
        indexes = [models.Index(fields=("uscc",), name="white_uscc")]


class Plan(Facts):
    """检查计划 of one body; its lines are items of the case."""

    year = number("年度")
    first = day("计划期自")
    last = day("计划期至")
    line_count = number("计划行数")
    source = text("来源文件", 120)
    file_digest = text("来源文件摘要", 64)
    answer = text("报备回复", 200)


class Campaign(Facts):
    """专项检查 approved by the government or the competent superior."""

    topic = text("专项名称", 100)
    items = names("检查事项")
    first = day("实施期自")
    last = day("实施期至")
    approver = choice("批准机关", (("government", "县级以上人民政府"), ("superior", "垂直管理的上一级机关")))
    approval = text("批准文号", 60)


class Task(Facts):
    """检查任务: one body, one enterprise, one window; a demand of the planner."""

    uscc = text("统一社会信用代码", 18)
    firm = text("企业名称", 100)
    items = names("检查事项")
    trigger = choice("检查触发", TRIGGERS, "plan")
    trigger_ref = text("线索或任务来源", 120)
    plan = text("计划编号", 60)
    plan_line = text("计划行编号", 40)
    campaign = text("专项编号", 60)
    joint = text("联合检查批次", 60)
    kind = choice("检查类别", KINDS, "daily")
    onsite = yes("入企检查", True)
    onsite_reason = text("须到现场的理由", 200)
    separate_reason = text("不能联合的理由", 200)
    limited_reason = text("限查事项批准理由", 200)
    first = day("窗口自")
    last = day("窗口至")
    officers = names("执法人员证件")
    assistants = names("协助人员")
    precondition = yes("作为许可或付款的前提")
    precondition_basis = text("前提的法律依据", 120)
    redraw_reason = text("重新抽取理由", 200)
    confidential = yes("突击检查")
    saved_as = choice("减少入企的方式", SAVINGS)
    visit = text("入企检查编号", 60)
    schedule = text("排程编号", 60)
    result = choice("检查结果", RESULTS)
    followup = choice("处理", FOLLOWUPS)
    recheck_on = day("复查日期")

    class Meta:
        indexes = [models.Index(fields=("uscc", "first"), name="task_uscc_first")]


class Visit(Facts):
    """入企检查: one presence at one enterprise; each body's check is a line of the case."""

    uscc = text("统一社会信用代码", 18)
    firm = text("企业名称", 100)
    town = text("镇街", 40)
    contact = choice("接触类别", CONTACTS, "inspection")
    planned_on = day("安排日期")
    joint = text("联合检查批次", 60)
    schedule = text("排程编号", 60)
    line = number("排程行")
    trigger = choice("检查触发", TRIGGERS, "plan")
    waiver = text("不预先通知的理由", 200)
    certificates_shown = yes("已出示执法证件")
    guidance_reason = text("指导走访中开展检查的理由", 200)
    rating = number("企业评分")

    class Meta:
        indexes = [
            models.Index(fields=("uscc", "planned_on"), name="visit_uscc_planned"),
            models.Index(fields=("schedule", "line"), name="visit_schedule_line"),
        ]


class JointEvent(Facts):
    """联合检查批次: one organised joint inspection over several enterprises."""

    topic = text("联合检查主题", 100)
    lead = text("牵头部门")
    bodies = names("参与部门")
    first = day("实施期自")
    last = day("实施期至")
    firms = number("计划检查户数")


class Schedule(Facts):
    """排程 of one quarter; every published visit is a line, of the generation it was published in."""

    first = day("计划期自")
    last = day("计划期至")
    generation = number("公布版次")
    demands = number("纳入任务数")
    visits = number("入企户次")
    bound = number("理论最少户次")
    instance = text("测算数据摘要", 64)


class Supervision(Facts):
    """执法监督 of one body on one matter."""

    body = text("被监督机关")
    source = choice("来源", (("alert", "平台预警"), ("complaint", "投诉"), ("hotline", "12345热线"), ("files", "案卷评查")))
    alert = text("预警编号", 4)
    subject = text("预警对象", 60)
    grounds = names("所依据的办件")
    matter = models.TextField("监督事项", blank=True)
    due_on = day("文书载明的期限")
    reply = models.TextField("纠正情况", blank=True)


class FileReview(Facts):
    """案卷评查 of one sample of files; each file is a line."""

    topic = text("评查名称", 100)
    sample = number("抽取案卷数")


class Complaint(Facts):
    """涉企检查投诉举报."""

    uscc = text("统一社会信用代码", 18)
    firm = text("企业名称", 100)
    complainant = personal(text("投诉人", 40))
    channel = choice("渠道", (("visit", "来访来信"), ("hotline", "12345热线"), ("transfer", "转办"), ("scan", "扫码")))
    content = personal(models.TextField("投诉内容", blank=True))
    against = text("被投诉的机关")
    seen_on = day("检查日期")
    unscanned = yes("检查人员没有扫码")
    body = text("办理机关")


class Blocked(Facts):
    """拦截记录: what was refused to whom, by which rule and article, and what was lawful instead; nobody can delete it."""

    rule = text("规则", 6)
    body = text("检查主体")
    uscc = text("统一社会信用代码", 18)
    matter = text("被拦截的事项", 200)
    who = text("提交人")
    why = models.TextField("拦截原因", blank=True)
    basis = models.TextField("依据条款", blank=True)
    instead = models.TextField("可改为", blank=True)


class Trial(models.Model):
    """A plan being solved or tried out for a schedule, before it is published: no ledger line yet, so it may be thrown away."""

    STATES = (("running", "测算中"), ("done", "待公布"), ("failed", "未成"), ("published", "已公布"))
    schedule = models.ForeignKey("kernel.Case", models.CASCADE, related_name="+", verbose_name="排程")
    at = models.DateTimeField("开始", auto_now_add=True)
    seed = models.IntegerField("种子", default=1)
    state = models.CharField("状态", max_length=10, choices=STATES, default="running")
    stage = models.CharField("阶段", max_length=40, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=1)
    instance = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    history = models.JSONField(default=list)
    message = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "测算"
