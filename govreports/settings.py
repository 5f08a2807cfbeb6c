"""Scrapy's settings: how the project crawls. Any of them can be overridden with ``-s NAME=VALUE``."""

from typing import Any, Final

from govreports import __version__

BOT_NAME = "govreports"
# The sites, and the spider that needs none of their files.
SPIDER_MODULES = ["spiders", "govreports.crawling.site"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "govreports.commands"

# Who we are. Set CONTACT to an address that answers (-s CONTACT=mailto:...): it is sent with every
# request, so that a site can ask us to stop. Spiders put it into USER_AGENT.
CONTACT = ""
USER_AGENT = f"govreports/{__version__}"

# Manners: part of the product, not a tuning knob. One connection a host, seconds apart.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 3.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 3.0
AUTOTHROTTLE_MAX_DELAY = 120.0
COOKIES_ENABLED = False
# A page holds one report. Scrapy starts as many tasks for every page as this says: a hundred are a waste.
CONCURRENT_ITEMS = 4
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 5

# Bounds: no answer may fill the memory or hold the crawl.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 16 * 1024 * 1024
# Seconds that a worker process may take over one attachment.
READER_TIMEOUT = 60.0
# The same where pages may be pictures: sixty of them at most, some seconds each.
RECOGNITION_TIMEOUT = 600.0

# Lists that a script draws, where the extra is installed: whether they are rendered; with which Chromium, a path or a name
# (by default what is called chromium, chromium-browser or google-chrome); seconds for one page of a list, and how much its
# scripts may ask for, with the delay between any two.
RENDER_LISTS = True
CHROMIUM = ""
RENDER_TIMEOUT = 300.0
RENDER_MAX_REQUESTS = 60
ADDONS: Final = {"govreports.crawling.addon.RenderingAddon": 500}

# A bad certificate is a fact about the site, to be reported, not to be passed over.
DOWNLOAD_VERIFY_CERTIFICATES = True

# Nothing listens: neither console takes commands from other users of the machine.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES: Final = {
    # Behind Scrapy's own for robots.txt (100), which asks for it.
    "govreports.manners.RobotsMiddleware": 110,
    # Both see the body decompressed (590), before retries (550) take their turn.
    "govreports.manners.ObstacleMiddleware": 585,
    "govreports.middlewares.EncodingMiddleware": 580,
}

DOWNLOAD_HANDLERS: Final = dict.fromkeys(("http", "https"), "govreports.manners.GatedDownloadHandler")

# Bytes to record, in this order.
ITEM_PIPELINES: Final = {
    "pipelines.documents.DocumentsPipeline": 100,
    "pipelines.attachments.AttachmentsPipeline": 200,
    "pipelines.parts.PartsPipeline": 300,
    "pipelines.tables.TablesPipeline": 400,
    "pipelines.checks.ChecksPipeline": 500,
    "pipelines.output.OutputPipeline": 600,
}

EXTENSIONS: Final[dict[str, Any]] = {
    "govreports.progress.Progress": 0,
    # Judges what the others have counted and kept.
    "govreports.health.extension.RunReports": 10,
    # Replaced by it: pages a minute say nothing about reports.
    "scrapy.extensions.logstats.LogStats": None,
}
# Seconds between two lines about where the crawl is.
PROGRESS_INTERVAL = 30.0
# Where all that outlives a run is kept: what was fetched, what it gave, what is known of hosts. Empty: nothing is.
DATA_FOLDER = "output"

# What a run is judged by (docs/health.md): limits and severities that are others than usual, None for what is not judged.
MONITORS: Final[dict[str, Any]] = {}
# How many runs of a spider keep their report and page; the history of all stays.
RUN_REPORTS_KEPT = 60
# Whom to tell how a run ended, and when: failure, change or always. A webhook's address is as secret as a password.
NOTIFY_ON = "failure"
NOTIFY_WEBHOOK = ""
# Words for: plain (JSON with text and summary), dingtalk, wecom, feishu.
NOTIFY_WEBHOOK_FORM = "plain"
NOTIFY_MAIL_TO: Final[list[str]] = []
NOTIFY_MAIL_FROM = ""
NOTIFY_SMTP_HOST = ""
# 0: the usual one of the kind of connection, which is starttls, ssl or none.
NOTIFY_SMTP_PORT = 0
NOTIFY_SMTP_SECURITY = "starttls"
NOTIFY_SMTP_USER = ""
# Better in the environment, as GOVREPORTS_SMTP_PASSWORD.
NOTIFY_SMTP_PASSWORD = ""
NOTIFY_TIMEOUT = 15.0

# Every run its own file; -O and -o redirect as everywhere in Scrapy.
FEEDS: Final = {"output/%(name)s/%(time)s.jsonl": {"format": "jsonlines", "encoding": "utf-8", "overwrite": True}}
FEED_STORAGES: Final = {"": "govreports.feeds.AtomicFileFeedStorage", "file": "govreports.feeds.AtomicFileFeedStorage"}
# Copies of one report become one record when a feed of lines is complete.
FEED_EXPORTERS: Final = dict.fromkeys(("jsonlines", "jsonl", "jl"), "govreports.exporters.RecordLinesItemExporter")
# A run that gave nothing leaves no file, and an earlier one as it was: the summary and the exit code say so.
FEED_STORE_EMPTY = False
FEED_EXPORT_ENCODING = "utf-8"

LOG_LEVEL = "INFO"
LOG_FORMATTER = "govreports.progress.QuietLogFormatter"
