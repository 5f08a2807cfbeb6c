"""The Scrapy add-on that sets a crawl up to render lists, where that is wanted and can be done."""

import os
from typing import TYPE_CHECKING, Final

from scrapy.exceptions import NotConfigured

from govreports.crawling.rendering import find_chromium, unavailable
from govreports.crawling.replay import REPLAY_FROM

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_NOWHERE: Final = "http://nowhere.invalid:80"


class RenderingAddon:
    """Sets a crawl up to render lists, where that is wanted and can be done."""

    def update_settings(self, settings: "BaseSettings") -> None:
        """Add the middleware that has lists drawn, and tell scrapy-playwright how to start the browser."""
        if settings.get(REPLAY_FROM) or unavailable(settings) is not None:
            raise NotConfigured
        # It imports what the extra brings.
        from govreports.crawling.chromium import ChromiumProvider, DrawingMiddleware  # noqa: PLC0415

        # Next to the downloader: what it answers has passed all that may refuse a request.
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", DrawingMiddleware, 950)
        settings.set("PLAYWRIGHT_BROWSER_PROVIDER", ChromiumProvider, priority="addon")
        settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", launch_options(find_chromium(settings)), priority="addon")
        timeout = settings.getfloat("RENDER_TIMEOUT")
        settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", timeout * 1000, priority="addon")


def launch_options(path: str | None) -> dict[str, object]:
    """How the browser at *path* is started: without a way to the network, because Scrapy fetches for it."""
    return {
        "executable_path": path,
        # Chromium refuses to run as root in its sandbox, and containers know no other user. For all others it is on.
        "chromium_sandbox": os.geteuid() != 0,
        # Ctrl-C is Scrapy's: it finishes what it has begun, then closes the browser.
        "handle_sigint": False,
        "proxy": {"server": _NOWHERE},
        "args": [
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--block-new-web-contents",
            "--js-flags=--max-old-space-size=512",
        ],
    }
