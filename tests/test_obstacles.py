import pytest

from govreports.obstacles import find_obstacle


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
