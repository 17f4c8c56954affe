"""What is stored: organs, posts, cases, events, items, parties, deadlines, documents, deliveries, numbers, anchors, readings.

Names of tables and columns stay within 30 characters (domestic databases cut longer ones).
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

USER = settings.AUTH_USER_MODEL


def personal(column: models.Field) -> models.Field:
    """Mark a column as personal data: masked in lists, exports and public pages; its opening is logged."""
    column.personal = True  # type: ignore[attr-defined]
    return column


class Organ(models.Model):
    """A body of the district, part of a tree with dates. Old cases show the name of their day (`name_on`)."""

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    short = models.CharField("简称", max_length=30, blank=True)
    word = models.CharField("机关代字", max_length=20, blank=True, help_text="文号中的机关代字，如“示政”")
    kind = models.CharField("类别", max_length=20, blank=True, help_text="政府、部门、镇街、机构……")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    path = models.CharField(max_length=200, editable=False, db_index=True)
    since = models.DateField("设立日期", default=date(2000, 1, 1))
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "机关"
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kw: Any) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kw)

    def name_on(self, day: date) -> str:
        """The legal name on that day; a second name in force (管委会／区政府) is not chosen for it."""
        former = self.names.filter(since__lte=day, until__gte=day).first()
        return former.name if former else self.name


class OrganName(models.Model):
    """A former or second name of an organ, with its dates."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="names", verbose_name="机关")
    name = models.CharField("名称", max_length=80)
    since = models.DateField("自")
    until = models.DateField("至")


class Succession(models.Model):
    """One organ's powers passed to another (merger, split, reform), with day and basis."""

    old = models.ForeignKey(Organ, models.PROTECT, related_name="successors", verbose_name="原机关")
    new = models.ForeignKey(Organ, models.PROTECT, related_name="predecessors", verbose_name="承接机关")
    on = models.DateField("日期")
    basis = models.CharField("依据", max_length=200)


class Post(models.Model):
    """A person's post: which seat of which organ, from when to when. `below` extends it to the organs under it."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="posts", verbose_name="人员")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts", verbose_name="机关")
    seat = models.CharField("岗位", max_length=30)
    title = models.CharField("职务", max_length=40, blank=True)
    below = models.BooleanField("含下级机关", default=False)
    since = models.DateField("自", default=date(2000, 1, 1))
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        indexes = [models.Index(fields=("user", "seat"), name="post_user_seat")]

    def held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Case(models.Model):
    """One case of one procedure under one version of its law; `procedure` never changes but by a recorded migration step."""

    procedure = models.CharField("程序", max_length=40)
    domain = models.CharField("领域", max_length=20)
    number = models.CharField("案号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="cases", verbose_name="主办机关")
    state = models.CharField("状态", max_length=30)
    before = models.CharField(max_length=30, blank=True)  # the state a suspension left
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    handler = models.ForeignKey(
        USER, models.PROTECT, db_index=False, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    opened_on = models.DateField("立案日")
    moved_on = models.DateField("最近变更日")  # day in law of the last state-changing event
    latest_on = models.DateField("最近记载日")  # the latest day in law of any event
    closed_on = models.DateField("办结日", null=True, blank=True)
    due = models.DateField("最近期限", null=True, blank=True)
    events = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)  # seal of the last event
    anchored = models.PositiveIntegerField(default=0)  # events already under an anchor
    demo = models.BooleanField("演示或导入", default=False)  # moments of writing are simulated

    class Meta:
        verbose_name = "办件"
        indexes = [
            models.Index(fields=("domain", "state", "due", "id"), name="case_domain_state_due"),
            models.Index(fields=("handler", "due", "id"), name="case_handler_due"),
            models.Index(fields=("organ", "state", "due"), name="case_organ_state_due"),
            models.Index(fields=("organ", "domain", "id"), name="case_organ_domain"),
            models.Index(fields=("domain", "id"), name="case_domain"),
            models.Index(fields=("domain", "state", "id"), name="case_domain_state"),
            models.Index(fields=("domain", "due", "id"), name="case_domain_due", condition=Q(closed_on=None)),
            models.Index(fields=("number",), name="case_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def declared(self) -> Any:
        """The procedure this case runs under."""
        from fazhi.kernel.registry import procedure

        return procedure(self.procedure)

    @property
    def state_label(self) -> str:
        return self.declared.states[self.state].label

    @property
    def facts(self) -> Any:
        """The domain's typed columns of this case (read once), or None for a procedure without its own."""
        model = self.declared.facts
        if model is None:
            return None
        if not hasattr(self, "_facts"):
            self._facts = model.objects.filter(pk=self.pk).first() or model(case=self)
        return self._facts


class Facts(models.Model):
    """Base of every domain's typed columns; one row a case."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+", verbose_name="办件")

    class Meta:
        abstract = True


class Event(models.Model):
    """One ledger line. Append-only, by database trigger too; `said` alone may be emptied by a lawful redaction."""

    KINDS = (
        ("step", "步骤"),
        ("late", "补录"),
        ("delivery", "送达"),
        ("amend", "更正"),
        ("redact", "删隐"),
        ("migrate", "换版"),
        ("note", "记录"),
    )
    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="ledger", verbose_name="办件")
    seq = models.PositiveIntegerField("序号")
    domain = models.CharField(max_length=20)
    step = models.CharField("步骤", max_length=40)
    kind = models.CharField("类别", max_length=8, choices=KINDS, default="step")
    on = models.DateField("法律上的日期")
    at = models.DateTimeField("录入时刻")
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="经办")
    seat = models.CharField("席位", max_length=30)
    said = models.JSONField("内容", default=dict)
    amends = models.ForeignKey("self", models.PROTECT, db_index=False, null=True, related_name="amendments")
    redacted = models.BooleanField(default=False)
    revision = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)  # SM3 of what was said
    seal = models.CharField(max_length=64)  # SM3 of the seal before, the digest and this line's columns

    class Meta:
        verbose_name = "台账行"
        ordering = ("case", "seq")
        constraints = [models.UniqueConstraint(fields=("case", "seq"), name="event_case_seq")]
        indexes = [
            models.Index(fields=("domain", "step", "on", "case", "kind", "at", "id"), name="event_figures"),
            models.Index(fields=("domain", "at"), name="event_amends", condition=Q(kind="amend")),
        ]


class Item(models.Model):
    """One line of a list inside a case, of a declared kind; written only by `perform`, folded from the events that name it."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="items")
    domain = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    n = models.PositiveIntegerField("序号")
    event = models.ForeignKey(Event, models.PROTECT, related_name="items")
    on = models.DateField("日期")
    said = models.JSONField("内容", default=dict)

    class Meta:
        ordering = ("case", "kind", "n")
        constraints = [models.UniqueConstraint(fields=("case", "kind", "n"), name="item_case_kind_n")]
        indexes = [models.Index(fields=("domain", "kind", "on"), name="item_domain_kind_on")]


class Party(models.Model):
    """A person or organ in a seat of a case. The columns with personal data are marked and can be redacted."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="parties")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="parties")
    seat = models.CharField("席位", max_length=30)
    kind = models.CharField("类型", max_length=10, default="公民", help_text="公民、法人、其他组织、机关")
    name = personal(models.CharField("姓名或名称", max_length=80))
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, null=True, blank=True, related_name="appearances")
    user = models.ForeignKey(USER, models.PROTECT, db_index=False, null=True, blank=True, related_name="appearances")
    id_number = personal(models.CharField("证件号码", max_length=30, blank=True))
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    phone = personal(models.CharField("电话", max_length=30, blank=True))
    address = personal(models.CharField("地址", max_length=200, blank=True))
    e_service = models.BooleanField("同意电子送达", default=False)
    until = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        verbose_name = "当事人"
        indexes = [
            models.Index(fields=("case", "seat"), name="party_case_seat"),
            models.Index(fields=("organ", "seat"), name="party_organ_seat"),
            models.Index(fields=("user", "case"), name="party_user", condition=Q(user__isnull=False)),
        ]


class Deadline(models.Model):
    """The reading of one clock of one case: derived from the ledger, rebuildable at any time."""

    STATES = (("running", "计时"), ("paused", "中止"), ("met", "已办"), ("lapsed", "期满"), ("void", "不再适用"))
    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="deadlines")
    clock = models.CharField(max_length=40)
    ref = models.CharField(max_length=12)
    start = models.DateField("起算")
    due = models.DateField("届满")
    stopped = models.DateField("停止", null=True)
    pauses = models.JSONField(default=list)  # [[suspended, resumed or null], …]
    extended = models.PositiveIntegerField("延长", default=0)  # in the unit of the clock's extension
    state = models.CharField(max_length=8, choices=STATES, default="running")
    bind = models.CharField("责任席位", max_length=30)
    estimated = models.BooleanField("预估", default=False)  # ends in a year whose holidays are not yet published

    class Meta:
        verbose_name = "期限"
        constraints = [models.UniqueConstraint(fields=("case", "clock"), name="deadline_case_clock")]
        indexes = [
            models.Index(fields=("due", "case"), name="deadline_running", condition=Q(state="running")),
            models.Index(fields=("bind", "due", "case"), name="deadline_bind", condition=Q(state="running")),
            models.Index(fields=("ref", "due"), name="deadline_ref_due"),
            models.Index(fields=("clock", "case"), name="deadline_late", condition=Q(state="met", stopped__gt=F("due"))),
        ]


class Document(models.Model):
    """An official document: issued by a step from a template (rendered from the sealed facts whenever it is first opened, always
    to the same bytes), or a file that was handed in."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="documents")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="documents")
    kind = models.CharField("文种", max_length=60)
    step = models.CharField(max_length=40)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    template = models.CharField(max_length=80, blank=True)  # key and version
    file = models.FileField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    incoming = models.BooleanField("收到的材料", default=False)
    issued_on = models.DateField("日期")

    class Meta:
        verbose_name = "文书"
        indexes = [models.Index(fields=("case", "issued_on"), name="document_case")]


class Delivery(models.Model):
    """How and on which day a document reached a party (送达回证)."""

    METHODS = (
        ("direct", "直接送达"),
        ("electronic", "电子送达"),
        ("post", "邮寄送达"),
        ("left", "留置送达"),
        ("entrusted", "委托送达"),
        ("public", "公告送达"),
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    party = models.ForeignKey(Party, models.PROTECT, related_name="deliveries")
    method = models.CharField("方式", max_length=10, choices=METHODS, default="direct")
    on = models.DateField("送达日期")
    proof = models.CharField("凭据", max_length=200, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")


class Found(models.Model):
    """One row of the search index: the character pairs of a case or of one of its documents. Derived, so the database is not
    asked to keep its references."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_constraint=False)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="+", db_constraint=False)
    text = models.TextField()


class Template(models.Model):
    """A document template the district has changed: a .docx with its version; the shipped one serves where none is stored."""

    key = models.CharField(max_length=60)  # domain/kind
    version = models.PositiveIntegerField("版本")
    file = models.FileField(upload_to="templates")
    sha256 = models.CharField(max_length=64)
    since = models.DateField("启用日期")
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("key", "version"), name="template_key_version")]


class Series(models.Model):
    """A registry: gapless numbers of one pattern, organ and year."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    key = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("organ", "key", "year"), name="series_organ_key_year")]


class NumberPattern(models.Model):
    """A number pattern the district has set in place of the declared one."""

    key = models.CharField("序列", max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True)
    pattern = models.CharField("格式", max_length=60, help_text="{word} 机关代字 {year} 年份 {n} 序号")
    since = models.DateField("启用日期")


class VoidNumber(models.Model):
    """A number given out and made void: it stays in the series, with its reason."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="voids")
    n = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    on = models.DateField()


class Holiday(models.Model):
    """An exception to the week: a holiday on a weekday, or a make-up working day. Every known year has a row in HolidayYear."""

    day = models.DateField("日期", primary_key=True)
    workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=30, blank=True)


class HolidayYear(models.Model):
    """A year whose arrangement is known, with its source; without it a term that touches the year cannot be counted."""

    year = models.PositiveIntegerField("年份", primary_key=True)
    source = models.CharField("来源", max_length=200)
    version = models.PositiveIntegerField("版本", default=1)


class Parameter(models.Model):
    """A local value with its own basis and dates (what a district may set)."""

    key = models.CharField("参数", max_length=60)
    value = models.JSONField("值")
    basis = models.CharField("依据", max_length=200)
    verified = models.BooleanField("已核实", default=False)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("key", "since"), name="parameter_key_since")]


class Anchor(models.Model):
    """A head of all heads: the chain over every case, which can be printed or sent elsewhere."""

    n = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    cases = models.PositiveIntegerField()
    events = models.PositiveIntegerField()
    root = models.CharField(max_length=64)


class Head(models.Model):
    """The last seal of one case as an anchor saw it."""

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="heads")
    case = models.PositiveBigIntegerField()
    seq = models.PositiveIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=("case", "seq"), name="head_case_seq")]


class Reading(models.Model):
    """Who read which case when, and why where it was not his own."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="readings")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    what = models.CharField("内容", max_length=40, default="办件")
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=("case", "at"), name="reading_case_at")]


class Person(models.Model):
    """What the platform knows of a login beside its name: shown name, phone, whether it is a demonstration login."""

    user = models.OneToOneField(USER, models.CASCADE, primary_key=True, related_name="person")
    name = models.CharField("姓名", max_length=40)
    phone = personal(models.CharField("电话", max_length=30, blank=True))
    citizen = models.BooleanField("公众用户", default=False)
    demo = models.BooleanField("演示账号", default=False)
