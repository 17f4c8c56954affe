"""案卷评查 goes by the rules of its day: the district's own before 1 February 2026, the regulation since."""

from datetime import date

import pytest

from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.refusal import Refusal

from .district import build


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "key"), [(date(2026, 1, 30), "file_review@2023"), (date(2026, 2, 2), "file_review@2026")])
def test_the_rules_of_the_day(on, key):
    d = build(0)
    review = d.open("file_review", "begin", CLERK, d.office, on, "评查", topic="评查", sample=1)
    assert review.procedure == key
    row = {"number": "卷1", "body": d.organs[0].name, "form": 18, "content": 70}
    with pytest.raises(Refusal, match="形式分0—20"):
        d.act(review, "score", HANDLER, on, item={**row, "form": 21})
    d.act(review, "score", HANDLER, on, item=row)
    d.act(review, "close", HEAD, on)
    assert review.documents.filter(kind="案卷评查通报").exists()
