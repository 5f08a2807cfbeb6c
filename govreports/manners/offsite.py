"""The hosts that a spider may ask, without exceptions."""

from scrapy import Request
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware


class OwnHostsMiddleware(OffsiteMiddleware):
    """Scrapy's, for all requests: those that may be made twice (``dont_filter``) may not be sent on to anywhere for it.

    Pages, attachments, robots.txt and redirects of them all come by here. A host may be asked on any port.
    """

    def process_request(self, request: Request) -> None:  # type: ignore[override]  # spider is deprecated
        """Refuse requests to other hosts.

        Raises:
            IgnoreRequest: the host is none of the spider's.
        """
        if request.dont_filter:
            super().process_request(request.replace(dont_filter=False))
        else:
            super().process_request(request)
