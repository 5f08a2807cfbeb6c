"""How sites are asked: by their leave, one request at a time, and not where they refuse.

``gate`` is what every request passes last, in ``handler``; ``robots`` and ``refusals`` find out what sites allow, ``offsite``
keeps to the spider's hosts, ``resolver`` and ``addresses`` to the internet. ``turns``, ``window`` and ``retry_after`` know
nothing of Scrapy. docs/manners.md says what is kept.
"""

from govreports.manners.gate import Gate, gate_of
from govreports.manners.handler import ANSWER, GatedDownloadHandler
from govreports.manners.offsite import OwnHostsMiddleware
from govreports.manners.reasons import HostStopped, PrivateAddressError, PutOffError, RobotsUnreachableError
from govreports.manners.refusals import ObstacleMiddleware, refusal
from govreports.manners.resolver import PublicResolver
from govreports.manners.robots import RobotsMiddleware

__all__ = [
    "ANSWER",
    "Gate",
    "GatedDownloadHandler",
    "HostStopped",
    "ObstacleMiddleware",
    "OwnHostsMiddleware",
    "PrivateAddressError",
    "PublicResolver",
    "PutOffError",
    "RobotsMiddleware",
    "RobotsUnreachableError",
    "gate_of",
    "refusal",
]
