"""Stop where a host refuses us: at its first refusal or challenge page. Detected and reported, never got round."""

from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from scrapy import signals

from govreports.manners.gate import gate_of
from govreports.manners.reasons import host_of, is_robots
from govreports.obstacles import Obstacle, find_obstacle, same_address

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response


class ObstacleMiddleware:
    """Finds out that a host refuses us, and lets no requests into the queues that the gate would not let out of them."""

    def __init__(self, crawler: "Crawler") -> None:
        self._gate = gate_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        middleware = cls(crawler)
        # Fires before the host's next request is taken from its queue; the body may be compressed
        # still, so that only the status can speak here.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: "Request") -> None:
        """Refuse requests that may not be sent."""
        self._gate.check(host_of(request))

    def response_downloaded(self, response: "Response", request: "Request") -> None:
        """Look at an answer as it comes."""
        self._look(request, response)

    def process_response(self, request: "Request", response: "Response") -> "Response":
        """Look at an answer once its body can be read."""
        self._look(request, response)
        if not is_robots(request):
            self._gate.check_refused(host_of(request))
        return response

    def _look(self, request: "Request", response: "Response") -> None:
        host = host_of(request)
        if is_robots(request) or self._gate.is_stopped(host):
            # A robots.txt that may not be read forbids nothing (RFC 9309, 2.3.1.3). The first page says the rest.
            return
        obstacle = refusal(request, response)
        if obstacle is not None:
            self._gate.stop(host, obstacle)


def refusal(request: "Request", response: "Response") -> Obstacle | None:
    """What an answer says about access, as it comes: before redirects are followed."""
    location = (response.headers.get("Location") or b"").decode("latin-1")
    return find_obstacle(
        response.status,
        response.body,
        response.headers.getlist("Set-Cookie"),
        to_itself=bool(location) and same_address(urljoin(request.url, location), request.url),
    )
