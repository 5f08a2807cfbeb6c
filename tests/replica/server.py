"""A forward proxy that answers for real hosts by itself, so that crawls run on their real URLs offline.

Plain requests come with an absolute URI. ``CONNECT`` is answered by the replica in the host's name,
with a certificate of an authority made at start, which the client is told to trust. A host that no
site plays is refused, so that nothing ever goes out.
"""

import io
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TextIO, cast
from urllib.parse import urlsplit

from tests.replica.certificates import Authority
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Scheme, Site
from tests.replica.sites import all_sites

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_PORTS: Final[Mapping[Scheme, int]] = {"http": 80, "https": 443}
_KEPT: Final = "output/replica"
_LARGEST_BODY: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request that a site, or the refusal of one, answered; *path* includes the query."""

    time: float
    """Seconds on the monotonic clock, when the request had been read."""
    done: float
    """The same, when all of the answer had been handed to the client's connection, or the client was gone."""
    method: str
    scheme: Scheme
    host: str
    path: str
    status: int
    user_agent: str
    referer: str
    if_none_match: str
    if_modified_since: str


class Replica:
    """The running server, from entering the context to leaving it."""

    def __init__(self, sites: Iterable[Site] | None = None, log_file: Path | None = None) -> None:
        """Play *sites* (all that there are by default); append every request to *log_file*, a JSON object a line."""
        self.sites: dict[tuple[Scheme, str], Site] = {}
        for site in all_sites() if sites is None else sites:
            self.sites[site.scheme, _with_port(site.host, site.scheme)] = site
        self._log_path = log_file
        self._log_file: TextIO | None = None
        self._log: list[LoggedRequest] = []
        self._lock = threading.Lock()
        self.stopping = threading.Event()

    def __enter__(self) -> Self:
        """Start serving on a free port of this machine."""
        self._folder = tempfile.TemporaryDirectory(prefix="replica-")
        self.authority = Authority(Path(self._folder.name))
        if self._log_path is not None:
            self._log_file = self._log_path.open("a", encoding="utf-8")
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="replica", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, cutting connections that clients keep open."""
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.cut_connections()
        self._server.server_close()
        if self._log_file is not None:
            self._log_file.close()
        self._folder.cleanup()

    @property
    def proxy_url(self) -> str:
        """What clients set as their proxy; a plain GET of its root says that the replica is up."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def ca_file(self) -> Path:
        """The certificate that clients trust, in PEM; it is gone when the replica is."""
        return self.authority.ca_file

    @property
    def log(self) -> list[LoggedRequest]:
        """The requests so far, in the order of their answers."""
        with self._lock:
            return list(self._log)

    def environment(self) -> dict[str, str]:
        """Variables that send a child process's requests here."""
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), self.proxy_url)
        return {**proxies, "no_proxy": "", "NO_PROXY": "", "SSL_CERT_FILE": str(self.ca_file)}

    def answer(self, request: ReplicaRequest) -> tuple[ReplicaResponse, LoggedRequest]:
        """Ask the site, or refuse; what is to be logged once the answer is sent comes with it."""
        arrived = time.monotonic()
        site = self.sites.get((request.scheme, _with_port(request.host, request.scheme)))
        if site is None:
            response = _refusal(f"the replica has no site {request.scheme}://{request.host}")
        else:
            response = site.respond(request)
        if response.delay:
            self.stopping.wait(response.delay)
        logged = LoggedRequest(
            time=arrived,
            done=time.monotonic(),
            method=request.method,
            scheme=request.scheme,
            host=request.host,
            path=request.path,
            status=response.status,
            user_agent=request.headers.get("user-agent", ""),
            referer=request.headers.get("referer", ""),
            if_none_match=request.headers.get("if-none-match", ""),
            if_modified_since=request.headers.get("if-modified-since", ""),
        )
        with self._lock:
            # Known before the client has the answer, so that it can look at once.
            self._log.append(logged)
        return response, logged

    def answered(self, logged: LoggedRequest) -> None:
        """Note when the answer had been sent."""
        at = replace(logged, done=time.monotonic())
        with self._lock:
            place = next(back for back in range(1, len(self._log) + 1) if self._log[-back] is logged)
            self._log[-place] = at
            if self._log_file is not None and not self._log_file.closed:
                self._log_file.write(json.dumps(asdict(at), ensure_ascii=False) + "\n")
                self._log_file.flush()


class _Server(ThreadingHTTPServer):
    # Threads are waited for at the end, so that none outlives the test that started it.
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, replica: Replica) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replica = replica
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()

    def opened(self, connection: socket.socket) -> None:
        with self._open_lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._open_lock:
            self._open.discard(connection)

    def cut_connections(self) -> None:
        """Wake the threads that wait for a client's next request."""
        with self._open_lock:
            for connection in self._open:
                try:
                    # TLS sockets are not unwrapped: the client may be gone already.
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)
                except OSError:
                    continue

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients may hang up at any time; whatever is wrong in a site still reaches standard error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(cast("socket.socket", request), client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server
    connection: socket.socket
    _tunnel: str | None = None

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        self.server.closed(self.connection)
        try:
            super().finish()
        finally:
            if self._tunnel is not None:
                self.connection.close()

    def do_CONNECT(self) -> None:
        replica = self.server.replica
        host, _, port = self.path.rpartition(":")
        if ("https", f"{host.lower()}:{port}") not in replica.sites:
            self._send(_refusal(f"the replica has no site https://{self.path}"))
            self.close_connection = True
            return
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.server.closed(self.connection)
        # From here on the same connection goes on as the host's own, so the handler's loop serves it.
        self._tunnel = self.path.lower()
        secured = replica.authority.context(host).wrap_socket(
            self.connection, server_side=True, do_handshake_on_connect=False
        )
        self.connection = secured
        self.server.opened(secured)
        self.rfile.close()
        try:
            secured.do_handshake()
        except (ssl.SSLError, OSError):
            # The client did not like the certificate, or hung up.
            self.close_connection = True
            return
        self.rfile = secured.makefile("rb")
        self.wfile = _Unbuffered(secured)
        self.close_connection = False

    def _any(self) -> None:
        scheme, host, path = self._target()
        length = int(self.headers.get("content-length") or 0)
        if length > _LARGEST_BODY:
            self._send(ReplicaResponse(status=413))
            self.close_connection = True
            return
        body = self.rfile.read(length)
        if not host:
            self._send(self._health())
            return
        request = ReplicaRequest(
            method=self.command,
            scheme=scheme,
            host=host,
            path=path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        response, logged = self.server.replica.answer(request)
        try:
            self._send(response)
        finally:
            self.server.replica.answered(logged)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _any  # noqa: N815

    def _target(self) -> tuple[Scheme, str, str]:
        """Scheme, host and path that are asked for; no host if it is the replica itself."""
        if self._tunnel is not None:
            return "https", _without_port(self._tunnel, "https"), self.path
        parts = urlsplit(self.path)
        if not parts.netloc:
            return "http", "", self.path
        scheme: Scheme = "https" if parts.scheme == "https" else "http"
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        return scheme, _without_port(parts.netloc.lower(), scheme), path

    def _health(self) -> ReplicaResponse:
        hosts = "".join(f"{scheme}://{_without_port(host, scheme)}/\n" for scheme, host in self.server.replica.sites)
        return ReplicaResponse(f"replica of\n{hosts}".encode(), content_type="text/plain; charset=utf-8")

    def _send(self, response: ReplicaResponse) -> None:
        """Head and body in one piece, so that a page does not wait for the client's acknowledgement."""
        if response.raw is not None:
            self._send_raw(response.raw())
            return
        phrase = HTTPStatus(response.status).phrase if response.status in set(HTTPStatus) else "Unknown"
        lines = [f"HTTP/1.1 {response.status} {phrase}", f"Date: {self.date_time_string()}"]
        if response.content_type is not None:
            lines.append(f"Content-Type: {response.content_type}")
        lines += [f"{name}: {value}" for name, value in response.headers.items()]
        if response.status not in {204, 304}:
            lines.append(f"Content-Length: {len(response.body)}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        silent = self.command == "HEAD" or response.status in {204, 304}
        self.wfile.write(head if silent else head + response.body)

    def _send_raw(self, pieces: Iterator[bytes]) -> None:
        self.close_connection = True
        for piece in pieces:
            if self.server.replica.stopping.is_set():
                return
            try:
                self.wfile.write(piece)
            except OSError:
                # The client has had enough, which is what such answers are for.
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Nothing on standard error: the replica keeps its own log."""


class _Unbuffered(io.BufferedIOBase):
    """A file that writes straight to a TLS socket, as the server's own does to a plain one."""

    def __init__(self, connection: ssl.SSLSocket) -> None:
        super().__init__()
        self._connection = connection

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        self._connection.sendall(data)
        return memoryview(data).nbytes


def run(command: Sequence[str], sites: Iterable[Site], log_file: Path | None = None) -> int:
    """Run *command* with its requests sent to a replica of *sites*; its exit code.

    What it keeps goes where nothing of the real sites is, unless it is told a folder: replicas bear their names.
    """
    with Replica(sites, log_file) as replica:
        environment = {"GOVREPORTS_DATA_FOLDER": _KEPT, **os.environ, **replica.environment()}
        return subprocess.run(command, env=environment, check=False).returncode


def _refusal(reason: str) -> ReplicaResponse:
    return ReplicaResponse(f"{reason}\n".encode(), status=502, content_type="text/plain; charset=utf-8")


def _with_port(host: str, scheme: Scheme) -> str:
    return host.lower() if ":" in host else f"{host.lower()}:{_PORTS[scheme]}"


def _without_port(host: str, scheme: Scheme) -> str:
    return host.removesuffix(f":{_PORTS[scheme]}")
