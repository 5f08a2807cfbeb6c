"""A name that leads to this machine is asked where the spider's own source names it, and nowhere else."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.crawl.conftest import ROOT, command
from tests.crawl.inside_names import OTHER, OWN
from tests.crawl.plain_hosts import PlainHost
from tests.replica import ReplicaRequest


@contextmanager
def served(asked: list[str]) -> Iterator[int]:
    """A server on this machine whose list leads to another name of it; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host, path = self.headers["Host"].partition(":")[0], self.path
            asked.append(f"{host}{path}")
            answer = PlainHost(host, years=range(2021, 2023)).respond(ReplicaRequest("GET", "http", host, path))
            body = answer.body.replace(b"'2022.html'", f"'http://{OTHER}:{server.server_port}/2022.html'".encode())
            self.send_response(answer.status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_names_that_lead_to_this_machine_are_not_asked_and_that_is_said(tmp_path: Path) -> None:
    asked: list[str] = []
    with served(asked) as port:
        options = ("-s", "SPIDER_MODULES=tests.crawl.inside_names", "-a", f"port={port}")
        done = subprocess.run(
            command("inside_names", tmp_path / "records.jsonl", *options),
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
            capture_output=True,
            text=True,
            check=False,
        )
    assert sorted(asked) == [f"{OWN}/", f"{OWN}/2021.html", f"{OWN}/robots.txt"]
    assert done.returncode == 1
    assert f"{OTHER} (127.0.0.1) is a private address" in done.stderr
    assert "1 reports, 1 findings, 1 errors, private_address" in done.stderr
