"""What stands between a polite crawler and a page: found and named, never got round.

Signs from measured answers of government sites; see docs/obstacles.md. ``find_obstacle`` looks at how a host answers,
``diagnose`` also at what it answers with, ``diagnose_failure`` at why it did not.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from govreports.seen import Seen

# A challenge page has a script and a few words. Reports speak of firewalls and codes, too, at length.
_LARGEST_CHALLENGE: Final = 50_000
_MOST_WORDS: Final = 1_000
_MARKUP: Final = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>|\s+", re.DOTALL | re.IGNORECASE)
_JSL_COOKIE: Final = re.compile(rb"__jsl(?:uid|_clearance)", re.IGNORECASE)
_CHALLENGES: Final = (
    ("waf_jsl", re.compile(rb"<script>\s*document\.cookie\s*=|__jsl_clearance")),
    ("waf_rs", re.compile(rb"\$_ts\s*=\s*window|\$_ts\.")),
    (
        "challenge",
        re.compile(r"访问验证|安全验证|人机验证|请输入验证码|网站防火墙|访问(?:被|已被)(?:拦截|阻断|拒绝)".encode()),
    ),
)
_REFUSALS: Final = {
    403: "refused",
    405: "refused",
    412: "waf_rs",
    418: "refused",
    422: "refused",
    488: "refused",
    493: "refused",
    512: "waf_jsl",
    521: "waf_jsl",
}


STOPPING: Final = frozenset({"refused", "waf_jsl", "waf_rs", "waf_cookie_redirect", "challenge"})
"""The kinds after which nothing more is asked of a host. The others are about one list or page."""

DRAWN: Final = "js_rendered"
"""The kind of pages that show nothing until a script has run."""

FAILED: Final = "failed"
"""The kind of what has none: the words are the error's own."""

SERVER_ERROR: Final = "server_error"
"""The kind of answers that say that the server, or what stands before it, is broken."""

TLS_CERTIFICATE: Final = "tls_cert"
"""The kind of certificates that do not verify."""

BUSY: Final = "busy"
"""The kind of answers that say that too much is asked; where they name a moment, nothing more is asked before it."""

_TOO_MANY: Final = 429
_BROKEN: Final = 500
_GONE: Final = frozenset({404, 410})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HOME: Final = re.compile(r"^/(?:(?:index|default|main)\.\w+)?$")
_REFRESH: Final = re.compile(
    r"<meta\b[^>]*http-equiv\s*=\s*['\"]?refresh\b[^>]*?\burl\s*=\s*['\"]?([^'\"\s>;]+)", re.IGNORECASE
)
_SENDS_ON: Final = re.compile(
    r"\blocation(?:\.href)?\s*=\s*['\"]([^'\"\s]+)['\"]|\blocation\.(?:replace|assign)\(\s*['\"]([^'\"\s]+)['\"]"
)
# Where scripts part visitors by what they look with: the condition stands before the way, since the last one ended.
_FOR_TELEPHONES: Final = re.compile(r"user-?agent|mobile|phone|android|ipad|symbian|screen\.width", re.IGNORECASE)
_CONDITION_ENDS: Final = re.compile(r"\}|\belse\b|<script")
_PASSWORD: Final = re.compile(r"<input\b[^>]*type\s*=\s*['\"]?password\b", re.IGNORECASE)
_LOGIN_TITLE: Final = re.compile(
    r"<title>[^<]*(?:用户登录|统一身份认证|单点登录|登录页|请登录)[^<]*</title>", re.IGNORECASE
)
_LOGIN_PATH: Final = re.compile(r"/(?:login|sso|cas|signin)\b", re.IGNORECASE)
_LOGIN_WORDS: Final = 600

_TOKEN: Final = re.compile(r"token|令牌", re.IGNORECASE)

# What stands in the place of a page that is no more, mostly with 200; a report's own text may say such a thing, too.
_IS_GONE: Final = (
    r"(?:页面|网页|文章|内容|文件|资源|信息)(?:已经?|可能)?(?:被)?(?:不存在|删除|下线|撤销|丢失|不见了|未找到|找不到)"
    r"|(?:找不到|没有找到|未找到)(?:该|此|您)?[^<。]{0,10}(?:页面|网页|文章|文件)"
)
_GONE_TITLE: Final = re.compile(rf"<title>[^<]*(?:\b404\b|not\s+found|{_IS_GONE})[^<]*</title>", re.IGNORECASE)
_SAYS_GONE: Final = re.compile(_IS_GONE)
_GONE_WORDS: Final = 600

# A site that has been merged into another one or has another name now leaves a few words, and the new address.
_MOVES: Final = re.compile(
    r"(?:网站|本站|网址|域名|栏目|平台)[^。；]{0,40}?(?:迁移|搬迁|迁至|变更|更换|整合|停用|停止(?:使用|服务|更新|运行)|关停|下线)"
    r"|新(?:的)?(?:网址|域名|网站|网站地址)[为:：是]"
)
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+gov\.cn(?:/[\w./-]*)?", re.ASCII)

# What pages are drawn by: a frame of an application, templates in the markup, a call for data.
_DRAWN: Final = (
    (
        "an empty frame for an application",
        re.compile(
            r"<div\b[^>]*\bid\s*=\s*['\"]?(?:app|root|__nuxt|__next)['\"]?\s*>\s*(?:<!--.*?-->\s*)?</div>", re.DOTALL
        ),
    ),
    (
        "templates in its markup",
        re.compile(r"\bv-(?:for|bind|if|html)\b|\bng-(?:repeat|app|controller)\b|\{\{\s*[\w.]+\s*(?:\|[^{}]*)?\}\}"),
    ),
    (
        "scripts of a framework",
        re.compile(
            r"<script\b[^>]*\bsrc\s*=\s*['\"]?[^'\">]*(?:\bvue\b|\breact|\bangular|chunk-vendors|\bumi\b)",
            re.IGNORECASE,
        ),
    ),
    ("calls for data", re.compile(r"\baxios\b|\bfetch\s*\(|\$\.(?:ajax|get|post|getJSON)\s*\(|\bXMLHttpRequest\b")),
    ("a note that scripts are needed", re.compile(r"<noscript\b[^>]*>[^<]*(?:JavaScript|脚本)", re.IGNORECASE)),
)
# A column of an agency that has published nothing yet says so, however short its page is.
_SAYS_EMPTY: Final = re.compile(
    r"暂无(?:相关)?(?:信息|数据|内容|文章|记录|资料)|暂未(?:发布|公开)|没有(?:找到)?(?:任何|相关)?(?:信息|数据|记录)"
)
_SCRIPTED: Final = re.compile(r"<script\b", re.IGNORECASE)
_FEW_WORDS: Final = 300
_TELLING_TITLE: Final = 10
_ENOUGH_TITLES: Final = 3
_STUB: Final = 2_048
_STUB_WORDS: Final = 200

# How OpenSSL and Scrapy say that no answer came; spelled with underscores by some, with spaces by others.
_FAILURES: Final = (
    ("robots_disallow", re.compile(r"forbidden by robots", re.IGNORECASE), "robots.txt forbids it"),
    (
        "robots_unreachable",
        re.compile(r"robots\.txt answers http"),
        "robots.txt breaks, so that what it forbids is not known",
    ),
    ("private_address", re.compile(r"privateaddress"), "its address is in a private network, or this machine's"),
    (
        "too_large",
        re.compile(r"downloadcancelled|download maxsize|headerstoolarge"),
        "the answer is larger than what is taken, packed or unpacked",
    ),
    (
        "http_only",
        re.compile(r"wrong version number|http request|unknown protocol|record layer failure|packet length too long"),
        "no TLS where https was asked for; http may answer",
    ),
    (
        "tls_legacy",
        re.compile(
            r"unsafe legacy renegotiation|dh key too small|ee key too small|ca md too weak|bad ecpoint|"
            r"alert handshake failure|handshake failure|unsupported protocol|no protocols available|"
            r"alert protocol version|no shared cipher|sslv3 alert|tlsv1 alert"
        ),
        "the site's TLS is older than what is safe to speak",
    ),
    (TLS_CERTIFICATE, re.compile(r"certificate has expired"), "its certificate has expired"),
    (TLS_CERTIFICATE, re.compile(r"certificate is not yet valid"), "its certificate is not valid yet"),
    (TLS_CERTIFICATE, re.compile(r"self.signed"), "its certificate is self-signed"),
    (
        TLS_CERTIFICATE,
        re.compile(r"verificationerror|hostname mismatch"),
        "its certificate is for another host",
    ),
    (TLS_CERTIFICATE, re.compile(r"local issuer"), "its certificate is of an issuer that is not known here"),
    (TLS_CERTIFICATE, re.compile(r"certificate verify failed"), "its certificate does not verify"),
    (
        "no_host",
        re.compile(r"cannotresolvehost|dnslookup|name or service not known|getaddrinfo|no such host"),
        "its name does not resolve",
    ),
    (
        "geo_or_ip_block",
        re.compile(r"downloadtimeout|timeouterror|timed out|took longer than"),
        "no answer at all: down, or shut to this network",
    ),
    (
        "no_answer",
        re.compile(
            r"connectionrefused|connection was refused|connection refused|could not open connect tunnel|connectionreset|connectionlost|downloadfailed"
        ),
        "nothing answers there",
    ),
)


class Obstacle(NamedTuple):
    """A *kind* (as docs/obstacles.md lists them) and the *evidence* for it, in words."""

    kind: str
    evidence: str


def find_obstacle(
    status: int, body: bytes, cookies: Sequence[bytes] = (), *, to_itself: bool = False
) -> Obstacle | None:
    """What an answer says about access, or None where it is an answer like any other.

    *cookies* are the values of its Set-Cookie headers; *to_itself* says that it redirects to the address that was asked.
    """
    if to_itself and cookies and status in _REDIRECTS:
        return Obstacle("waf_cookie_redirect", f"HTTP {status} to the same address, with a cookie to bring along")
    if status in _REFUSALS:
        kind = _REFUSALS[status]
        if any(_JSL_COOKIE.search(cookie) for cookie in cookies):
            kind = "waf_jsl"
        return Obstacle(kind, f"HTTP {status}")
    if len(body) > _LARGEST_CHALLENGE:
        return None
    for kind, pattern in _CHALLENGES:
        if pattern.search(body) and len(_MARKUP.sub(b"", body)) <= _MOST_WORDS:
            return Obstacle(kind, f"HTTP {status} with the marks of a challenge page")
    return None


def diagnose(page: "Seen", *, has_entries: bool) -> Obstacle | None:
    """What keeps *page* from being read; None where it is a page like any other.

    *has_entries* says whether anything on it can be read as a list or a report: then only refusals and moves count.
    """
    cookies = [cookie.encode() for cookie in page.header("Set-Cookie").split("\n") if cookie]
    location = page.header("Location")
    to_itself = bool(location) and same_address(urljoin(page.url, location), page.asked or page.url)
    refusal = find_obstacle(page.status, page.body, cookies, to_itself=to_itself)
    if refusal is not None:
        return refusal
    if (moved := _moved(page, has_entries=has_entries)) is not None:
        return moved
    if page.status == _TOO_MANY:
        return Obstacle(BUSY, f"HTTP {page.status}")
    if page.status >= _BROKEN:
        return Obstacle(SERVER_ERROR, f"HTTP {page.status}")
    if has_entries:
        return None
    if asks_for_token(page.text):
        return Obstacle("token", "its interface asks for a token")
    if page.status != 200:
        return None
    return _gone(page) or _login(page) or _drawn(page) or _stub(page)


def asks_for_token(answer: str) -> bool:
    """Whether an interface's *answer* gives no data but speaks of a token.

    >>> asks_for_token('{"code": 401, "msg": "token无效"}'), asks_for_token('{"data": {"results": []}}')
    (True, False)
    """
    start = answer.lstrip()
    return start.startswith("{") and len(start) < _STUB and '"results"' not in start and bool(_TOKEN.search(start))


def diagnose_failure(error: BaseException, url: str = "") -> Obstacle | None:
    """Why no answer came, from the exception: Scrapy's, Twisted's or OpenSSL's, by its name and words."""
    said = f"{type(error).__name__} {error}".replace("_", " ").lower()
    for kind, pattern, words in _FAILURES:
        if pattern.search(said):
            if kind == "no_answer" and urlsplit(url).scheme == "https":
                return Obstacle("http_only", "nothing answers at https; http may")
            return Obstacle(kind, words)
    return None


def same_address(one: str, other: str) -> bool:
    """Whether one request is made for both.

    >>> same_address("http://www.a.gov.cn", "http://www.a.gov.cn/#top")
    True
    """
    first, second = (urlsplit(url)._replace(fragment="") for url in (one, other))
    return first._replace(path=first.path or "/") == second._replace(path=second.path or "/")


def _moved(page: "Seen", *, has_entries: bool) -> Obstacle | None:
    notice = None if has_entries else _notice(page)
    if page.status in _GONE:
        return Obstacle("moved", f"HTTP {page.status}" + (f"; {notice}" if notice else ""))
    if page.status in _REDIRECTS and page.header("Location"):
        to = urljoin(page.url, page.header("Location"))
        return Obstacle("moved", f"redirected to another host, {to}") if another_host(page.url, to) else None
    if page.asked is not None:
        if another_host(page.asked, page.url):
            return Obstacle("moved", f"redirected to another host, {page.url}")
        if is_home(page.url) and not is_home(page.asked):
            return Obstacle("moved", "redirected to the home page")
    if has_entries:
        return None
    sent = _REFRESH.search(page.text) or (_sends_on(page.scripts) if len(page.body) < _STUB else None)
    if sent is None:
        return Obstacle("moved", notice) if notice and page.status == 200 else None
    to = urljoin(page.url, next(filter(None, sent.groups()), ""))
    if same_address(to, page.url):
        return None
    return Obstacle("moved", f"the page sends on to {'another host, ' if another_host(page.url, to) else ''}{to}")


def _sends_on(scripts: str) -> re.Match[str] | None:
    """The first way on that scripts name for everybody."""
    for way in _SENDS_ON.finditer(scripts):
        *_before, condition = _CONDITION_ENDS.split(scripts[: way.start()])
        if _FOR_TELEPHONES.search(condition) is None:
            return way
    return None


def _notice(page: "Seen") -> str | None:
    """What a page says of a move, if it says little else."""
    if page.words > _GONE_WORDS or _MOVES.search(page.shown) is None:
        return None
    linked = (anchor.url for anchor in page.anchors if another_host(page.url, anchor.url))
    written = (match[0] for match in _ADDRESS.finditer(page.shown) if page.host not in match[0])
    new = next(linked, None) or next(written, None)
    return f"the page says that it has moved, and names {new}" if new else "the page says that it has moved"


def another_host(one: str, other: str) -> bool:
    """Whether *other* lies on another host than *one*, www aside.

    >>> another_host("http://a.gov.cn/", "https://www.a.gov.cn/x"), another_host("http://a.gov.cn/", "http://b.gov.cn/")
    (False, True)
    """
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    return bool(hosts[1]) and hosts[0] != hosts[1]


def is_home(url: str) -> bool:
    """Whether *url* is a host's first page.

    >>> is_home("http://www.a.gov.cn/index.html"), is_home("http://www.a.gov.cn/xxgk/")
    (True, False)
    """
    return _HOME.match(urlsplit(url).path or "/") is not None


def _gone(page: "Seen") -> Obstacle | None:
    if _GONE_TITLE.search(page.text) or (page.words <= _GONE_WORDS and _SAYS_GONE.search(page.shown)):
        return Obstacle("moved", "HTTP 200, but the page says that it is not there")
    return None


def _login(page: "Seen") -> Obstacle | None:
    if _LOGIN_TITLE.search(page.text):
        return Obstacle("login", "its title asks to log in")
    if _PASSWORD.search(page.text) and page.words <= _LOGIN_WORDS:
        return Obstacle("login", "a field for a password, and nothing to read")
    if page.asked is not None and _LOGIN_PATH.search(urlsplit(page.url).path):
        return Obstacle("login", f"redirected to {page.url}")
    return None


def drawing_signs(markup: str) -> list[str]:
    """What says that scripts draw a page, in words: frames of applications, templates, calls for data."""
    return [words for words, pattern in _DRAWN if pattern.search(markup)]


def _drawn(page: "Seen") -> Obstacle | None:
    """Whether what is missing is drawn by a script."""
    titles = sum(len(anchor.title) >= _TELLING_TITLE for anchor in page.anchors)
    if titles >= _ENOUGH_TITLES:
        return None
    if signs := drawing_signs(page.text):
        return Obstacle(DRAWN, f"nothing to read but {', '.join(signs)}")
    is_stub = len(page.body) < _STUB  # with nothing but the scripts of its frame
    if not is_stub and _SCRIPTED.search(page.text) and page.words <= min(_FEW_WORDS, len(page.scripts) // 2):
        return Obstacle(DRAWN, f"{page.words} characters to read, {len(page.scripts)} of script")
    return None


def _stub(page: "Seen") -> Obstacle | None:
    if _SAYS_EMPTY.search(page.text):
        return None
    is_data = page.text.lstrip()[:1] in {"{", "["}
    if len(page.body) < _STUB and page.words <= _STUB_WORDS and len(page.anchors) < _ENOUGH_TITLES and not is_data:
        return Obstacle("stub", f"HTTP 200 with {len(page.body)} bytes")
    return None
