import re
from pathlib import Path

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from govreports.advice import ADVICE
from govreports.obstacles import STOPPING, diagnose, diagnose_failure, find_obstacle
from govreports.seen import Seen


@pytest.mark.parametrize(
    ("status", "body", "cookies", "kind"),
    [
        (200, b"<html>" + "政府信息公开".encode() * 100, [], None),
        (404, b"", [], None),
        (503, b"", [], None),
        (403, b"", [], "refused"),
        (412, b"", [], "waf_rs"),
        (521, b"", [b"__jsluid_s=abc"], "waf_jsl"),
        (200, b"<script>$_ts=window['$_ts'];</script>", [], "waf_rs"),
        (200, b"<script>document.cookie='a=b';location.reload()</script>", [], "waf_jsl"),
        (200, "<title>访问验证</title>".encode(), [], "challenge"),
        # A page that speaks of such a thing is a page, be it long or short.
        (200, "<p>升级网站防火墙，</p>".encode() * 50, [], None),
        (200, "网站防火墙".encode() + b" " * 60_000, [], None),
    ],
)
def test_obstacles_are_told_from_answers(status: int, body: bytes, cookies: list[bytes], kind: str | None) -> None:
    found = find_obstacle(status, body, cookies)
    assert (found.kind if found else None) == kind


def tls(reason: str) -> DownloadFailedError:
    """A failed handshake as Scrapy passes it on."""
    failure = f"<twisted.python.failure.Failure OpenSSL.SSL.Error: [('SSL routines', '', '{reason}')]>"
    return DownloadFailedError(f"[{failure}]")


@pytest.mark.parametrize(
    ("error", "url", "kind"),
    [
        (tls("unsafe legacy renegotiation disabled"), "https://a.gov.cn/", "tls_legacy"),
        (tls("dh key too small"), "https://a.gov.cn/", "tls_legacy"),
        (tls("sslv3 alert handshake failure"), "https://a.gov.cn/", "tls_legacy"),
        (tls("bad ecpoint"), "https://a.gov.cn/", "tls_legacy"),
        (OSError("[SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:1006)"), "https://a.gov.cn/", "tls_legacy"),
        (OSError("[SSL: BAD_ECPOINT] bad ecpoint"), "https://a.gov.cn/", "tls_legacy"),
        (tls("certificate verify failed"), "https://a.gov.cn/", "tls_cert"),
        (OSError("hostname mismatch, certificate is not valid for 'a.gov.cn'"), "https://a.gov.cn/", "tls_cert"),
        (tls("wrong version number"), "https://a.gov.cn/", "http_only"),
        (DownloadConnectionRefusedError("Connection was refused by other side"), "https://a.gov.cn/", "http_only"),
        (DownloadConnectionRefusedError("Connection was refused by other side"), "http://a.gov.cn/", "no_answer"),
        (
            DownloadTimeoutError("Getting http://a.gov.cn/ took longer than 60.0 seconds."),
            "http://a.gov.cn/",
            "geo_or_ip_block",
        ),
        (
            CannotResolveHostError("DNS lookup failed: no results for hostname lookup: a.gov.cn."),
            "http://a.gov.cn/",
            "no_host",
        ),
        (IgnoreRequest("Forbidden by robots.txt"), "http://a.gov.cn/", "robots_disallow"),
        (IgnoreRequest("a.gov.cn: not asked any more (refused)"), "http://a.gov.cn/", None),
        (ValueError("something else"), "http://a.gov.cn/", None),
    ],
)
def test_failures_have_classes(error: Exception, url: str, kind: str | None) -> None:
    found = diagnose_failure(error, url)
    assert (found.kind if found else None) == kind


def test_a_redirect_to_itself_with_a_cookie_is_a_wall() -> None:
    assert find_obstacle(302, b"", [b"CT6T=1"], to_itself=True) == (
        "waf_cookie_redirect",
        "HTTP 302 to the same address, with a cookie to bring along",
    )
    assert find_obstacle(302, b"", [b"CT6T=1"]) is None
    assert find_obstacle(302, b"", [], to_itself=True) is None


def test_entries_tell_a_page_from_a_stub_or_a_shell() -> None:
    shell = Seen("http://a.gov.cn/", body=b"<div id='app'></div><script src='/app.js'></script>")
    assert diagnose(shell, has_entries=True) is None
    found = diagnose(shell, has_entries=False)
    assert found is not None
    assert found.kind == "js_rendered"


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (404, "<p>Not Found</p>", "HTTP 404"),
        (
            404,
            "<h2>网站迁移公告</h2><p>本网站已迁移至<a href='http://www.b.gov.cn/'>新址</a></p>",
            "names http://www.b.gov.cn/",
        ),
        (
            200,
            "<p>因网站集约化建设，本网站已整体迁移，新网址为www.b.gov.cn/sj/，敬请访问。</p>",
            "names www.b.gov.cn/sj/",
        ),
        (200, "<title>温馨提示</title><p>本站已停止更新。</p>", "says that it has moved"),
        (200, "<title>页面不存在</title>", "not there"),
        (200, "<script>alert('页面不存在')</script><p>一二三</p>" * 60, None),
        (200, f"<p>本站自2012年起迁移至新平台。{'各部门按照职责公开政府信息。' * 60}</p>", None),
    ],
)
def test_a_page_that_is_gone_says_so_and_where_to(status: int, body: str, told: str | None) -> None:
    found = diagnose(Seen("http://www.a.gov.cn/nb/", status=status, body=body.encode()), has_entries=False)
    if told is None:
        assert found is None or found.kind != "moved"
    else:
        assert found is not None
        assert (found.kind, told in found.evidence) == ("moved", True)


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_a_server_that_breaks_has_a_word_of_its_own(status: int) -> None:
    broken = Seen("http://www.a.gov.cn/nb/", status=status, body=b"<p>Bad Gateway</p>")
    assert diagnose(broken, has_entries=False) == ("server_error", f"HTTP {status}")
    # What says more stands.
    walled = Seen("http://www.a.gov.cn/nb/", status=521, headers={"Set-Cookie": "__jsluid_s=abc"})
    assert diagnose(walled, has_entries=False) == ("waf_jsl", "HTTP 521")


_MENU = "<a href='/xxgk/'>政府信息公开</a><p>青原市生态环境局</p>"


@pytest.mark.parametrize(
    ("script", "to"),
    [
        ("if(/Android|iPhone/i.test(navigator.userAgent)){location.href='http://m.a.gov.cn/'}", None),
        ("var isMobile=/phone/.test(ua);if(isMobile){window.location.replace('http://h5.a.gov.cn/')}", None),
        ("if(screen.width<768) location.href='http://wap.a.gov.cn/'", None),
        (
            "if(/iPhone/.test(navigator.userAgent)){location.href='http://m.a.gov.cn/'}else{location.href='/new/'}",
            "http://www.a.gov.cn/new/",
        ),
        ("location.href='/new/'", "http://www.a.gov.cn/new/"),
    ],
)
def test_a_way_for_telephones_is_none(script: str, to: str | None) -> None:
    page = Seen("http://www.a.gov.cn/", body=f"<script>{script}</script>{_MENU}".encode())
    found = diagnose(page, has_entries=False)
    assert (found.evidence if found and found.kind == "moved" else None) == (
        f"the page sends on to {to}" if to else None
    )


def test_a_short_column_that_says_it_is_empty_is_no_stub() -> None:
    empty = Seen("http://a.gov.cn/xxgk/nb/", body="<h1>政府信息公开年报</h1><p>暂无信息</p>".encode())
    assert diagnose(empty, has_entries=False) is None


def test_every_kind_is_explained_to_operators() -> None:
    source = Path(find_obstacle.__code__.co_filename).read_text("utf-8")
    page = (Path(__file__).parents[1] / "docs" / "obstacles.md").read_text("utf-8")
    kinds = {*re.findall(r'Obstacle\(\s*"(\w+)"', source), *re.findall(r'^    \(?\s*"(\w+)",\s', source, re.MULTILINE)}
    assert len(kinds) >= 10
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) >= STOPPING
    assert kinds <= set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE))


def test_what_to_do_is_said_in_the_same_words_everywhere() -> None:
    page = (Path(__file__).parents[1] / "docs" / "obstacles.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", page, re.MULTILINE)) == dict(ADVICE)
