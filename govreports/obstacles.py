"""What stands between a polite crawler and a page: found and named, never got round.

Signs from measured answers of government sites; see docs/obstacles.md.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

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
    493: "refused",
    512: "waf_jsl",
    521: "waf_jsl",
}


class Obstacle(NamedTuple):
    """A *kind* (as docs/obstacles.md lists them) and the *evidence* for it, in words."""

    kind: str
    evidence: str


def find_obstacle(status: int, body: bytes, cookies: Sequence[bytes] = ()) -> Obstacle | None:
    """What an answer says about access, or None where it is an answer like any other.

    *cookies* are the values of its Set-Cookie headers.
    """
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
