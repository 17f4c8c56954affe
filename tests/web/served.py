"""A server of its own for the browser tests: a fresh store in FAZHI_HOME, the sample procedure, three people. `python served.py PORT`."""

import os
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "src"), str(HERE.parents[1])]
os.environ["DJANGO_SETTINGS_MODULE"] = "fazhi.site.settings"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def main(port):
    from fazhi.site.boot import start
    from kernel.sample import install

    start()
    install()
    from fazhi.kernel.declare import CLERK, HANDLER, HEAD
    from fazhi.kernel.scenario import World

    world = World.make()
    for seat in (CLERK, HANDLER, HEAD):
        world.person(seat, "甲", world.organ)
    from fazhi.site.wsgi import application

    make_server("127.0.0.1", port, application, server_class=Server, handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
