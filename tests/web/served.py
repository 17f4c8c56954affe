"""A server of its own for the browser tests: a fresh store in FAZHI_HOME, the sample procedure, a story of every field, the
demonstration's people. `python served.py PORT`."""

import os
import sys
from datetime import date
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "src"), str(HERE.parents[1])]
os.environ["DJANGO_SETTINGS_MODULE"] = "fazhi.site.settings"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def main(port):
    from fazhi.site.boot import start
    from kernel.sample import install

    start()
    install()
    from fazhi.kernel.world import World
    from fazhi.site.logins import demo_logins

    world = World.make()
    stories()
    under_way(world)
    demo_logins(world)
    from fazhi.site.wsgi import application

    make_server("127.0.0.1", port, application, server_class=Server, handler_class=Quiet).serve_forever()


def stories():
    """The first story of every field, so that its pages have something to show; not of the report, whose story freezes no real figures."""
    from fazhi.kernel.scenario import Player, read

    for folder in sorted(f for f in (HERE.parents[1] / "scenarios").iterdir() if f.name != "annual_report"):
        for path in sorted(folder.glob("*.txt"))[:1]:
            Player(read(path)[0]).play()


def under_way(world):
    """A sample case accepted today, for its handler to go on with."""
    from fazhi.kernel.declare import CLERK, HANDLER, HEAD
    from fazhi.kernel.perform import new_case, perform

    today = date.today()
    case = new_case("sample", world.organ, today, "申请人乙不服许可案")
    parties = [{"seat": "applicant", "name": "申请人乙"}, {"seat": "respondent", "name": "示例区某局"}]
    perform(case, "receive", world.person(CLERK, "甲", world.organ), today, parties=parties)
    handler = world.person(HANDLER, "甲", world.organ)
    perform(case, "accept", world.person(HEAD, "甲", world.organ), today, handler=handler, amount=100)


if __name__ == "__main__":
    main(int(sys.argv[1]))
