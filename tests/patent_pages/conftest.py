"""One store a module, opened in this process: readable invented records, the engine's own sample files, and a record that means harm."""

import json
from datetime import date
from pathlib import Path

import pytest

from fazhi.domains.patents import library
from fazhi.kernel import holidays
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.models import HolidayYear
from fazhi.kernel.scenario import World

DATA = Path(__file__).parents[1] / "engines" / "patents" / "data"
HOSTILE = '=HYPERLINK("http://bad") <script>alert(1)</script> Vaccine O\'Neil'


def lens(number: int, title: str, **more) -> str:
    return json.dumps({
        "publicationKey": f"US_{number}_B2", "lensId": f"000-000-000-000-{number}", "jurisdiction": "US", "kindCode": "B2", "publicationDate": "2019-05-07", "filingNumber": f"US {number - 1} A",
        "filingDate": "2016-01-05", "priorityFilingKeysActive": [f"US {number} P 20150105"], "title": title, "applicants": ["O'NEIL \"LABS\" INC"], "inventors": ["A B"],
        "ipcrClassifications": ["A61K39/12"], "cpcClassifications": [], **more})  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("p")
    (folder / "in").mkdir()
    (folder / "in" / "hostile.jsonl").write_text(lens(9900555, HOSTILE) + "\n{broken\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAZHI_PATENTS", str(folder / "store"))
        with library.opened() as opened:
            opened.generate(240, 7, like="samples")
            opened.load([DATA])
            opened.load([folder / "in"])
            opened.arrivals = folder
            yield opened


@pytest.fixture
def office(db):
    """A bureau with a clerk and a head, and the holidays of these years."""
    for year in range(date.today().year, date.today().year + 2):
        HolidayYear.objects.get_or_create(year=year, defaults={"source": "测试"})
    holidays.forget()
    world = World.make()
    world.bureau = world.organ_named("示例区市场监督管理局")
    world.clerk, world.head = world.person(CLERK, "甲", world.bureau), world.person(HEAD, "甲", world.bureau)
    return world


@pytest.fixture
def citizen(db, django_user_model):
    """A registered enterprise's login: no post of any office."""
    from fazhi.kernel.models import Person

    user = django_user_model.objects.create(username="enterprise")
    Person.objects.create(user=user, name="示例企业001")
    return user
