"""Help from a language model, against a stand-in on this machine: what cannot be proved is thrown away, the rest waits for a person."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.legality.conftest import GOOD

from fazhi.domains.legality import assist, engine
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
QUOTE = "涉嫌违法的，移送有权机关依法处理。"
LAW = {"law": "中华人民共和国行政处罚法", "why": "移送的条件不明确", "advice": "写明移送的条件"}
ANSWERS = [
    {**LAW, "quote": QUOTE, "article": "第二十七条"},
    {**LAW, "quote": "草案里没有的句子。", "article": "第二十七条"},
    {**LAW, "quote": QUOTE, "article": "第九百条"},
    {**LAW, "quote": QUOTE, "article": "第二十七条", "law": "示例区想象法"},
    {**LAW, "quote": QUOTE, "article": "看情况"},
    "不是对象",
]


@pytest.fixture
def model(monkeypatch):
    """A small server that answers like an OpenAI-compatible one; `said` is what it will say, `asked` what it was sent."""

    class Stand(BaseHTTPRequestHandler):
        said, asked = "", []

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            Stand.asked.append((self.path, body))
            answer = json.dumps({"choices": [{"message": {"content": Stand.said}}]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Stand)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("FAZHI_LLM_URL", f"http://127.0.0.1:{server.server_port}/v1")
    yield Stand
    server.shutdown()
    server.server_close()


def ready(course):
    c = course()
    c.send(GOOD)
    c.machine()
    return c


def test_only_what_can_be_proved_stays(course, model):
    c = ready(course)
    model.said = "好的，结果如下：\n```json\n" + json.dumps(ANSWERS, ensure_ascii=False) + "\n```"
    assist.assist(c.case, date(2026, 3, 5))
    hints = [i for i in c.findings() if i.said["origin"] == "model"]
    assert len(hints) == 1
    said = hints[0].said
    assert GOOD[said["start"] : said["end"]] == said["quote"] == QUOTE
    assert (said["status"], said["severity"], said["title"]) == ("open", "提示", "语言模型提示")
    path, body = model.asked[0]
    assert path == "/v1/chat/completions" and body["messages"][1]["content"] == GOOD
    line = c.case.ledger.filter(step="assist").get().said["words"]
    assert line["discarded"] == len(ANSWERS) - 1
    assert assist.assist(c.case, date(2026, 3, 5)) is None, "the same hint is not written twice"


def test_a_person_must_confirm(course, model):
    c = ready(course)
    model.said = json.dumps(ANSWERS[:1], ensure_ascii=False)
    assist.assist(c.case, date(2026, 3, 5))
    for item in c.findings("open"):
        if item.said["origin"] != "model":
            c.do("judge", "handler", date(2026, 3, 5), item_n=item.n, status="rejected", reason="不属于问题")
    with pytest.raises(Refusal, match="没有确认或者驳回"):
        c.do("first_review", "handler", date(2026, 3, 6), opinion="意见")
    assert engine.suggestions(c.case) == []


@pytest.mark.parametrize("said", ["没有发现问题。", "[]", "[{broken", '{"a": 1}', "[1, 2]"])
def test_talk_is_not_a_hint(course, model, said):
    c = ready(course)
    model.said = said
    before = c.case.events
    assert assist.assist(c.case, date(2026, 3, 5)) is None
    assert c.case.events == before


def test_off_by_default_and_silent_servers_do_no_harm(course, monkeypatch):
    c = ready(course)
    monkeypatch.delenv("FAZHI_LLM_URL", raising=False)
    with pytest.raises(ValueError, match="没有启用"):
        assist.assist(c.case, date(2026, 3, 5))
    monkeypatch.setenv("FAZHI_LLM_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ValueError, match="没有正常应答"):
        assist.assist(c.case, date(2026, 3, 5))
    monkeypatch.setenv("FAZHI_LLM_URL", "file:///etc/passwd")
    with pytest.raises(ValueError, match="http"):
        assist.assist(c.case, date(2026, 3, 5))
