"""Families of content management systems: how each pages its lists.

What a site's file in spiders/ needs is one import from this module and the spider's base.
"""

from typing import Final

from govreports.platforms.base import Listing, Row, Source
from govreports.platforms.channel_doc import ChannelDoc
from govreports.platforms.easysite import EasySite
from govreports.platforms.ewb import Ewb
from govreports.platforms.generic import Generic
from govreports.platforms.gkmlpt import Gkmlpt
from govreports.platforms.hanweb import Hanweb
from govreports.platforms.hanweb_annual import HanwebAnnual
from govreports.platforms.home import Home
from govreports.platforms.jpaas import Jpaas
from govreports.platforms.lonsun import Lonsun
from govreports.platforms.nfcms import Nfcms
from govreports.platforms.openness import Openness
from govreports.platforms.trs import Trs
from govreports.platforms.ucap import Ucap
from govreports.platforms.vsb import Vsb

__all__ = [
    "FAMILIES",
    "ChannelDoc",
    "EasySite",
    "Ewb",
    "Generic",
    "Gkmlpt",
    "Hanweb",
    "HanwebAnnual",
    "Home",
    "Jpaas",
    "Listing",
    "Lonsun",
    "Nfcms",
    "Openness",
    "Row",
    "Source",
    "Trs",
    "Ucap",
    "Vsb",
]

_ALL: Final[tuple[type[Source], ...]] = (
    ChannelDoc,
    EasySite,
    Ewb,
    Generic,
    Gkmlpt,
    Hanweb,
    HanwebAnnual,
    Jpaas,
    Lonsun,
    Nfcms,
    Openness,
    Trs,
    Ucap,
    Vsb,
)

FAMILIES: Final[dict[str, type[Source]]] = {source.family: source for source in _ALL}
"""The families by name, as detection names them; the last resort is ``generic``."""
