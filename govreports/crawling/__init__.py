"""Where Scrapy lives: the spider that all sites share, and the one that needs no site's file."""

from govreports.crawling.spider import DisclosureSpider

__all__ = ["DisclosureSpider"]
