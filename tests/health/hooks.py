"""A server that takes webhooks, on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Hook(ThreadingHTTPServer):
    """Keeps what is posted, as path, type and what the JSON says; answers with *status*."""

    def __init__(self, path: str = "/hook") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.posted: list[tuple[str, str, Any]] = []
        self.url = f"http://127.0.0.1:{self.server_port}{path}"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        hook = self.server
        assert isinstance(hook, Hook)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        hook.posted.append((self.path, self.headers["Content-Type"], json.loads(body)))
        # Servers may say anything, and repeat what they were asked.
        self.send_response(hook.status, self.path)
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        pass
