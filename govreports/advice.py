"""What to do about what stands in the way, in the words of docs/obstacles.md, which a test holds equal."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_REFUSED: Final = "ask the agency, or crawl from where it answers"

ADVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "refused": _REFUSED,
        "waf_jsl": _REFUSED,
        "waf_rs": _REFUSED,
        "waf_cookie_redirect": _REFUSED,
        "challenge": _REFUSED,
        "moved": "find the new address (`govreports detect`), and give the old source an `until`",
        "js_rendered": "`pip install -e '.[js]'` renders such lists; or look for the address of the data, and name the family that reads it",
        "stub": "the list's deep pages are not there; the first ones stand",
        "pages_not_followed": "the first page stands; look for the addresses of the others",
        "login": "ask the agency",
        "token": "ask the agency",
        "robots_disallow": "ask the agency; it is not fetched",
        "server_error": "check the address; try at another time, or without the proxy",
        "robots_unreachable": "try at another time; until it answers, all counts as forbidden",
        "busy": "nothing; it is asked again after that time, and a longer `DOWNLOAD_DELAY` keeps it from saying so",
        "too_large": "look at the address; `DOWNLOAD_MAXSIZE` says what is taken",
        "private_address": "name the host in the source, or set `ALLOW_PRIVATE_ADDRESSES`, if it is meant",
        "tls_legacy": "tell the agency; http may answer",
        "tls_cert": "tell the agency; it is not passed over",
        "http_only": "write `http://` in the source",
        "geo_or_ip_block": "try from elsewhere, at another time",
        "no_host": "look for the agency's new host",
        "no_answer": "try at another time",
        "failed": "read what it says",
    }
)
"""What helps, by the kind of obstacle."""
