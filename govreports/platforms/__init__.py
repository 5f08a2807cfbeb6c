"""Families of content management systems: how each pages its lists. Scrapy lives here.

What a site's file in spiders/ needs is one import from this module.
"""

from govreports.platforms.base import Row, Source
from govreports.platforms.channel_doc import ChannelDoc
from govreports.platforms.easysite import EasySite
from govreports.platforms.generic import Generic
from govreports.platforms.spider import DisclosureSpider
from govreports.platforms.trs import Trs

__all__ = ["ChannelDoc", "DisclosureSpider", "EasySite", "Generic", "Row", "Source", "Trs"]
