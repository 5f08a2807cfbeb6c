"""What gets in a crawler's way, put before any site: robots.txt, validators, challenges, moves, slowness, bad TLS.

Written for the project from measured answers of government sites; every page is its own. Nothing here is
to be got round: a crawler is expected to wait, to obey, or to stop and say why.
"""

import hashlib
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from ssl import SSLContext, TLSVersion
from threading import Lock
from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.replica.protocol import Altered, ReplicaRequest, ReplicaResponse, Scheme, Site, not_found
from tests.replica.server import Replica

Robots = Literal["absent", "refused", "broken", "nothing", "one path", "delay", "only others"]
Challenge = Literal["jsl", "rs", "page", "refused"]
Where = Callable[[str], bool]
"""Whether a path (query included) is concerned."""

_OLDEST: Final = datetime(2024, 1, 2, 8, 0, tzinfo=UTC)


def everywhere(path: str) -> bool:
    """All paths but robots.txt's."""
    return path != "/robots.txt"


def below(prefix: str) -> Where:
    """The paths that begin with *prefix*."""
    return lambda path: path.startswith(prefix)


@dataclass(frozen=True)
class Wrapped:
    """A site with something in front of it."""

    site: Site

    @property
    def host(self) -> str:
        """The host of the site underneath."""
        return self.site.host

    @property
    def scheme(self) -> Scheme:
        """The scheme of the site underneath."""
        return self.site.scheme

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """What the site itself answers."""
        return self.site.respond(request)

    def address(self, path: str) -> str:
        """The absolute address of *path*."""
        return f"{self.scheme}://{self.host}{path}"


def with_robots(site: Site, kind: Robots, path: str = "/zwgk/") -> Altered:
    """*site* with a robots.txt; *path* is the one that ``one path`` forbids, *delay* asks for two seconds."""
    texts: dict[Robots, str] = {
        "nothing": "User-agent: *\r\nDisallow: /\r\n",
        "one path": f"User-Agent: *\nDisallow: {path}\nDisallow: /was5/\n",
        "delay": "User-agent: *\nCrawl-delay: 2\nDisallow: /admin/\n",
        "only others": "\ufeffUser-agent: Baiduspider\nDisallow: /\n\nUser-agent: *\nDisallow:\n",
    }
    answers: dict[Robots, ReplicaResponse] = {
        "absent": not_found(),
        "refused": ReplicaResponse("禁止访问".encode(), status=403),
        "broken": ReplicaResponse(b"Internal Server Error", status=500, content_type="text/plain"),
    }
    answer = answers.get(kind) or ReplicaResponse(texts[kind].encode(), content_type="text/plain")
    return Altered(site, {"/robots.txt": answer})


@dataclass(frozen=True)
class Conditional(Wrapped):
    """Pages carry validators, and a request that knows the page already gets 304."""

    etags: bool = True
    dates: bool = True

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The page with its validators, or 304 without a body."""
        response = self.site.respond(request)
        if response.status != 200 or request.method not in {"GET", "HEAD"}:
            return response
        digest = hashlib.sha256(response.body).hexdigest()
        # A page's date follows from its bytes, so that a page that changes has another.
        changed = _OLDEST + timedelta(minutes=int(digest[:5], 16))
        marks: dict[str, str] = {}
        if self.etags:
            marks["ETag"] = f'"{digest[:16]}"'
        if self.dates:
            marks["Last-Modified"] = format_datetime(changed, usegmt=True)
        if self._known(request, marks, changed):
            return ReplicaResponse(status=304, content_type=None, headers=marks)
        return replace(response, headers={**response.headers, **marks})

    def _known(self, request: ReplicaRequest, marks: dict[str, str], changed: datetime) -> bool:
        wanted = request.headers.get("if-none-match")
        if wanted is not None and "ETag" in marks:
            return wanted.removeprefix("W/") == marks["ETag"]
        since = request.headers.get("if-modified-since")
        return since is not None and "Last-Modified" in marks and parsedate_to_datetime(since) >= changed


_CHALLENGES: Final[dict[Challenge, ReplicaResponse]] = {
    "jsl": ReplicaResponse(
        b"<script>document.cookie=('_')+('_')+('jsl')+('_clearance')+('=1700000000.1|-1|');"
        b"location.href=location.pathname+location.search</script>",
        status=521,
        content_type="text/html",
        headers={"Set-Cookie": "__jsluid_h=6f1c8a9d27b45e03; max-age=31536000; path=/; HttpOnly"},
    ),
    "rs": ReplicaResponse(
        b'<!DOCTYPE html><html><head><meta charset="UTF-8"><meta id="9DhefwqGPrzGxEp9hPaoag" content="a">'
        b"<script type=\"text/javascript\">$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=41772;"
        b'$_ts.cd="qqrWrAlrcGQ";</script></head><body></body></html>',
        status=412,
        content_type="text/html",
        headers={"Set-Cookie": "FSSBBIl1UgzbN7NO=5Qk1; path=/; HttpOnly"},
    ),
    "page": ReplicaResponse(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问验证</title></head><body><form method="post">'
        '<p>为了网站的安全，请输入验证码后继续访问</p><img src="/captcha/image"><input name="code"></form></body></html>'.encode()
    ),
    "refused": ReplicaResponse("<html><body><h1>403 Forbidden</h1></body></html>".encode("ascii"), status=403),
}


@dataclass(frozen=True)
class Challenged(Wrapped):
    """A firewall's answer instead of the site's: 加速乐 (521), 瑞数 (412), a 验证 page (200), a plain 403."""

    kind: Challenge = "jsl"
    where: Where = everywhere

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The challenge where one stands, whatever cookies come with the request."""
        return _CHALLENGES[self.kind] if self.where(request.path) else self.site.respond(request)


@dataclass(frozen=True)
class CookieRedirect(Wrapped):
    """Every page redirects to itself with a cookie; *endless*: also for those who send the cookie back."""

    endless: bool = False

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """302 to the same address, or the page for who brings the cookie."""
        if not everywhere(request.path):
            return self.site.respond(request)
        if not self.endless and "CT6T=" in request.headers.get("cookie", ""):
            return self.site.respond(request)
        value = hashlib.sha256(request.path.encode()).hexdigest()[:12]
        return ReplicaResponse(
            b"<html><head><title>302 Found</title></head><body><center><h1>302 Found</h1></center></body></html>",
            status=302,
            content_type="text/html",
            headers={
                "Location": self.address(request.path),
                "Set-Cookie": f"CT6T={value}; path=/",
                "Server": "openresty",
            },
        )


@dataclass(frozen=True)
class HomeInstead(Wrapped):
    """Some paths redirect to the home page; *plain*: they answer with it and status 200."""

    where: Where = everywhere
    plain: bool = False

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """302 to the home page, or the home page itself, for the paths concerned."""
        if request.bare_path == "/" or not self.where(request.path):
            return self.site.respond(request)
        if self.plain:
            return self.site.respond(replace(request, path="/"))
        return ReplicaResponse(status=302, headers={"Location": self.address("/")})


@dataclass(frozen=True)
class Moved:
    """An old host of *site*: every path leads to the same path there, or *onto* one page."""

    host: str
    site: Site
    scheme: Scheme = "http"
    onto: str | None = None

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """301 to the new host."""
        path = request.path if self.onto is None else self.onto
        return ReplicaResponse(status=301, headers={"Location": f"{self.site.scheme}://{self.site.host}{path}"})


@dataclass(frozen=True)
class Slow(Wrapped):
    """A host that takes *seconds* to answer."""

    seconds: float = 0.5
    where: Where = everywhere

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The site's answer, later."""
        response = self.site.respond(request)
        return replace(response, delay=self.seconds) if self.where(request.path) else response


@dataclass(frozen=True)
class Instead(Wrapped):
    """Another page, status 200, in place of some: a login form, a shell that only scripts fill, a soft 404."""

    where: Where
    page: ReplicaResponse

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The page in the place of the site's, or the site's."""
        return self.page if self.where(request.path) else self.site.respond(request)


LOGIN: Final = ReplicaResponse(
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>统一身份认证</title></head><body><h2>用户登录</h2>'
    '<form action="/sso/login" method="post"><input name="username" placeholder="用户名"><input type="password" name="password">'
    '<a href="/sso/register">注册</a><button>登录</button></form></body></html>'.encode()
)
_BUNDLE: Final = "".join(
    f'<script src="/static/js/chunk-{number * 0x9E3779B1 % (1 << 32):08x}.js"></script>' for number in range(1, 40)
)
SCRIPT_SHELL: Final = ReplicaResponse(
    (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title>'
        '<link href="/static/css/app.5c1e.css" rel="stylesheet"></head><body>'
        '<noscript>本网站需要启用JavaScript</noscript><div id="app"><a href="/">首页</a><router-view></router-view></div>'
        f'<script>window.__INITIAL_STATE__={{"channel":"zfxxgknb"}}</script>{_BUNDLE}</body></html>'
    ).encode()
)
SOFT_MISSING: Final = (
    '<html><head><meta charset="utf-8"><title>提示</title></head><body>您访问的页面不存在或已删除</body></html>'
)


@dataclass(frozen=True)
class SoftMissing(Wrapped):
    """What is missing is missing with status 200."""

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The site's answer, its 404 dressed up (robots.txt's too)."""
        response = self.site.respond(request)
        return ReplicaResponse(SOFT_MISSING.encode()) if response.status == 404 else response


@dataclass(frozen=True)
class Throttled(Wrapped):
    """After *most* answers every path is the home page, status 200."""

    most: int = 10
    _seen: list[str] = field(default_factory=list, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The site's answer, as long as it lasts."""
        with self._lock:
            self._seen.append(request.path)
            spent = len(self._seen) > self.most
        return self.site.respond(replace(request, path="/") if spent else request)


@dataclass(frozen=True)
class Reset(Wrapped):
    """The connection is cut where an answer should come; such requests are not in the replica's log."""

    where: Where = everywhere
    times: int | None = None
    """How often, for a client that tries again; None for ever."""
    _seen: list[str] = field(default_factory=list, init=False)

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """Nothing, or the site's answer.

        Raises:
            ConnectionResetError: which the server takes for the end of the connection.
        """
        if self.where(request.path) and (self.times is None or self._seen.count(request.path) < self.times):
            self._seen.append(request.path)
            raise ConnectionResetError(request.path)
        return self.site.respond(request)


def legacy_tls(replica: Replica, host: str) -> None:
    """Let *host* of a running replica speak nothing newer than TLS 1.1."""
    context = replica.authority.context(host)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        # It is the point of this host that its TLS is deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = TLSVersion.TLSv1
        context.maximum_version = TLSVersion.TLSv1_1


def wrong_certificate(
    replica: Replica, host: str, name: str = "www.another-city.gov.cn", *, expired: bool = False
) -> None:
    """Give *host* of a running replica a certificate that nobody vouches for, of another *name* or past its day."""
    context: SSLContext = replica.authority.context(host)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=-30 if expired else 30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "wrong.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context.load_cert_chain(file)
