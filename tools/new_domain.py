"""Makes the skeleton of a domain: `make domain NAME=archives`. It runs at once; docs/first-domain.md goes on from here."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

FILES = {
    "src/fazhi/domains/{name}/__init__.py": '"""One sentence on what this field of work is."""\n',
    "src/fazhi/domains/{name}/migrations/__init__.py": "",
    "src/fazhi/domains/{name}/models.py": '''"""The facts of one case: typed columns with the law's own labels."""

from django.db import models

from fazhi.kernel.models import Facts


class {Name}(Facts):
    """What is known of one case."""

    subject = models.CharField("事由", max_length=200, blank=True)
    result = models.CharField("结果", max_length=20, blank=True, choices=[("granted", "准予"), ("refused", "不予")])
''',
    "src/fazhi/domains/{name}/procedure.py": '''"""The procedure, in the order of its law."""

from datetime import date

from fazhi.domains.{name}.models import {Name}
from fazhi.kernel.calendar import workdays
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, Clock, Law, Procedure, State, Step

law = Law("中华人民共和国行政许可法", 2019)


class {Name}2024(Procedure):
    key, label, since, law, facts = "{name}@2024", "{name}", date(2024, 1, 1), law, {Name}

    received, granted, refused = State("已收件"), State("准予", final=True), State("不予", final=True)

    receive = Step("收件", (), received, CLERK, law[32], asks=("subject",), number="{{word}}{name}〔{{year}}〕{{n}}号")
    grant = Step("准予", received, granted, HEAD, law[38, 1], sets={{"result": "granted"}}, issues="准予决定书")
    refuse = Step("不予", received, refused, HEAD, law[38, 2], sets={{"result": "refused"}}, issues="不予决定书")

    limit = Clock("决定期限", workdays(20), (receive,), (grant, refuse), basis=law[42], bind=HANDLER, ref="{NAME}-01")
''',
    "src/fazhi/domains/{name}/figures.py": '''"""What the report and the board count."""

from fazhi.kernel.figures import Count, Done

received = Count("{name}.received", "收件", "件", Done("{name}", ("receive",)), "期内收件的件数，按收件日计")
''',
    "tests/scenarios/{name}/first.txt": """程序 {name}

收件后准予，期限停止
  2024-03-04  收件人  收件  事由=示例
  → 已收件；决定期限至 2024-04-01
  拒绝 2024-03-05  承办人  准予：机构负责人
  2024-03-06  机构负责人  准予
  → 准予；决定期限 已办；文书 准予决定书
""",
}


def main(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z_]{2,17}", name):
        sys.exit("名称须为3至18个小写英文字母或下划线，例如：make domain NAME=archives")
    home = ROOT / "src/fazhi/domains" / name
    if home.exists():
        sys.exit(f"{home} 已存在，没有改动任何文件。")
    words = {"name": name, "Name": name.title().replace("_", ""), "NAME": name.upper()[:6]}
    for path, text in FILES.items():
        target = ROOT / path.format(**words)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(**words), encoding="utf-8")
        print(f"  {target.relative_to(ROOT)}")
    print(f"\n下一步：.venv/bin/python manage.py makemigrations {name} && .venv/bin/pytest tests/test_scenarios.py -k {name}\n"
          "然后照 docs/first-domain.md 把它改成你的法律。")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
