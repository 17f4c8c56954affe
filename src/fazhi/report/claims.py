"""Every claim the report makes in numbers: which figure it stands on, how it is printed, and which ledger fills it where it is missing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """id: the figure's id in the contract. rule: a key of rendering.RULES, or 低于 (against benchmarks). evidence: the key of the
    record that must stand beside the number. whole: the figure this one must not exceed. method: the definition a benchmark shares."""

    id: str
    label: str
    unit: str
    rule: str
    ledger: str
    definition: str
    evidence: str = ""
    whole: str = ""
    method: str = ""


CLAIMS: tuple[Claim, ...] = (
    Claim("meetings.law_topics", "专题听取、研究部署", "次", "数", "议法学法会议", "期内有专题听取、研究部署议题且已印发纪要的政府会议次数"),
    Claim("observers.active", "法治观察员", "名", "数", "法治观察员名册", "期末之日在聘的法治观察员"),
    Claim("training.persontimes", "参训人次", "人次", "达", "法治培训", "期内结业班次中达到出勤要求的人次"),
    Claim("onething.listed", "国家清单中的“一件事”", "个", "数", "高效办成一件事", "当年国家第一批清单中的“一件事”"),
    Claim("onething.live", "落地的“一件事”", "个", "数", "高效办成一件事", "其中已上线且有办结件的", whole="onething.listed"),
    Claim("exempt.organs", "免于提交涉及部门", "部门", "数", "免于提交目录", "期末施行中的免交规则所涉实施主体，去重"),
    Claim("exempt.licences", "免于提交的证照（材料）", "项", "数", "免于提交目录", "期末施行中的免交规则所涉证照（材料），去重"),
    Claim("exempt.items", "免于提交涉及事项", "项", "数", "免于提交目录", "期末施行中的免交规则所涉业务办理项，去重"),
    Claim("powers.granted", "三类赋权事项", "项", "数", "赋权事项清单", "期末有效的三类赋权事项"),
    Claim("patents.publications", "专利数据", "条", "亿+", "专利数据库装载批次", "期末已装载的公开文献，按公开号去重"),
    Claim("legality.reviewed", "合法性审查", "件", "数", "合法性审查", "期内出具审查意见的合同、文件、决策等"),
    Claim("legality.suggestions", "审查建议", "条", "余", "合法性审查", "上述意见中逐条编号的建议"),
    Claim("leniency.list_version", "免罚轻罚清单", "版", "版", "免罚轻罚清单", "期末有效的清单版本"),
    Claim("inspections.joint_events", "联合检查", "次", "数", "检查计划与综合查一次", "期内两个以上机关同次进入的联合检查批次"),
    Claim("inspections.visits.yoy", "入企检查同比", "%", "升降", "检查计划与综合查一次", "本年与上年入企检查户次之比减一；几个机关同次进入一户计一次"),
    Claim("leniency.cases", "减轻、从轻、不予处罚", "件", "数", "免罚轻罚案件", "期内决定减轻、从轻或者不予处罚的案件"),
    Claim("leniency.amount", "减免金额", "分", "万元", "免罚轻罚案件", "上述案件一般裁量标准金额与实际处罚金额之差的合计"),
    Claim("reconsideration.received", "新收复议申请", "件", "数", "行政复议", "期内收到的行政复议申请"),
    Claim("reconsideration.received.yoy", "收案同比", "%", "同比", "行政复议", "本年与上年收到的申请之比减一"),
    Claim("reconsideration.accepted", "受理", "件", "数", "行政复议", "期内受理（含视为受理）的案件"),
    Claim("reconsideration.concluded", "审结", "件", "数", "行政复议", "期内审结的案件"),
    Claim("reconsideration.concluded.carried", "其中上年结转", "件", "数", "行政复议", "期内审结的案件中上年受理的", whole="reconsideration.concluded"),
    Claim("reconsideration.pending_end", "期末未结", "件", "数", "行政复议", "期末已受理而未审结的案件"),
    Claim("litigation.head_attendance", "负责人出庭应诉率", "%", "%", "行政应诉", "应出庭的开庭中有负责人出庭的比例"),
    Claim("litigation.loss_rate", "败诉率", "%", "低于", "行政应诉", "期内审结的一审案件中败诉的比例", method="一审审结件数口径"),
    Claim("standards.issued", "地方标准", "项", "数", "标准制定", "期内发布的地方标准", evidence="first.standard"),
    Claim("mediation.organisations.new", "新建企业调解组织", "家", "数", "调解组织名册", "期内设立并备案的企业人民调解委员会"),
    Claim("honours.listed", "获得的荣誉", "项", "数", "表述证据", "期内收到并核实的市级以上荣誉"),
    Claim("projects.public", "为民办实事项目", "项", "汉字", "法治为民办实事项目", "期内列入清单的项目"),
    Claim("projects.public.done", "完成的为民办实事项目", "项", "汉字", "法治为民办实事项目", "其中已完成的", whole="projects.public"),
    Claim("aid.coverage.30min", "半小时服务圈覆盖率", "%", "%", "法律援助站点与路网（服务圈）", "人口加权：半小时内可到达一个受理站点的比例，出行方式随数字注明"),
    Claim("aid.accepted", "受理法律援助案件", "件", "数", "法律援助", "期内给予、通知指派或者先行提供的案件类法律援助"),
    Claim("outreach.events", "主题宣传活动", "场", "余", "普法活动", "期内举办并核验的主题活动，联合举办计一场"),
    Claim("selfregulation.documents", "行业公约", "份", "数", "行业规约指导", "期内指导发布、修订的行业公约"),
    Claim("plans.monitored", "动态监测的规划任务", "项", "汉字", "规划动态监测", "期末在监测、期内登记过季度进展的监测任务"),
    Claim("publication.header", "索引号", "", "索引号", "年度报告公开", "公开页的索引号，机构代码校验码正确"),
)  # fmt: skip

BY_ID = {claim.id: claim for claim in CLAIMS}
