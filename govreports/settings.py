"""Scrapy's settings: how the project crawls. Any of them can be overridden with ``-s NAME=VALUE``."""

from typing import Any, Final

from govreports import __version__
from govreports.keeping import DEFAULT_FOLDER

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
# Hours that a host is left alone after it has refused us; 0: for the rest of the run.
REFUSAL_HOURS = 24.0
# Seconds that a run waits where a host asks for it (Retry-After); one that asks for more is left alone until then.
RETRY_AFTER_MAX = 600.0
# Requests to one host on one day, by all runs; 0: as many as it takes.
HOST_REQUESTS_PER_DAY = 1000
# When sites may be asked, as 22:00-07:00; empty: at any time. The zone is also that of days.
CRAWL_WINDOW = ""
CRAWL_WINDOW_ZONE = "Asia/Shanghai"
# Whether links and names may lead to private networks and this machine; those that a spider's own sources name may anyway.
ALLOW_PRIVATE_ADDRESSES = False

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
    # In the place of Scrapy's own, for the same and more.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "govreports.manners.OwnHostsMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "govreports.manners.RobotsMiddleware": 100,
    # Both see the body decompressed (590), before retries (550) take their turn.
    "govreports.manners.ObstacleMiddleware": 585,
    "govreports.middlewares.EncodingMiddleware": 580,
    # Next to the downloader: answers are kept as they come, before anything makes anything of them.
    "govreports.crawling.archiving.ArchiveMiddleware": 900,
}

DOWNLOAD_HANDLERS: Final = {
    **dict.fromkeys(("http", "https"), "govreports.manners.GatedDownloadHandler"),
    # Nothing else is a site: no link reads a file of this machine.
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
TWISTED_DNS_RESOLVER = "govreports.manners.PublicResolver"

# Bytes to record, in this order.
ITEM_PIPELINES: Final = {
    "pipelines.documents.DocumentsPipeline": 100,
    "pipelines.attachments.AttachmentsPipeline": 200,
    "pipelines.archive.ArchivePipeline": 250,
    "pipelines.parts.PartsPipeline": 300,
    "pipelines.tables.TablesPipeline": 400,
    "pipelines.checks.ChecksPipeline": 500,
    "pipelines.output.OutputPipeline": 600,
}

EXTENSIONS: Final[dict[str, Any]] = {
    # Before the summary, which is to know what it found.
    "govreports.bookkeeping.Bookkeeping": -10,
    "govreports.progress.Progress": 0,
    # Judges what the others have counted and kept.
    "govreports.health.extension.RunReports": 10,
    # Replaced by it: pages a minute say nothing about reports.
    "scrapy.extensions.logstats.LogStats": None,
}
# Seconds between two lines about where the crawl is.
PROGRESS_INTERVAL = 30.0
# Where all that outlives a run is kept: what was fetched, what it gave, what is known of hosts. By default output, or what the
# environment's GOVREPORTS_DATA_FOLDER names. Empty: nothing is.
DATA_FOLDER = DEFAULT_FOLDER
# Days that differ from those of govreports.scheduling.due.Pace, by their names there: {"sweep": 14}.
SCHEDULE: Final[dict[str, int]] = {}

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
# Every answer goes into WARC files below it. A report that was fetched before is asked for anew, on condition that it has
# changed, once it was last looked at so many days ago; without any condition once it was last fetched so many days ago.
ARCHIVE_ENABLED = True
REVISIT_AFTER_DAYS = 0.0
REFETCH_AFTER_DAYS = 90.0

# Every run its own file, in DATA_FOLDER as well; -O and -o redirect as everywhere in Scrapy.
FEED_URI_PARAMS = "govreports.feeds.uri_params"
FEEDS: Final = {"%(folder)s/%(name)s/%(time)s.jsonl": {"format": "jsonlines", "encoding": "utf-8", "overwrite": True}}
FEED_STORAGES: Final = {"": "govreports.feeds.AtomicFileFeedStorage", "file": "govreports.feeds.AtomicFileFeedStorage"}
# Copies of one report become one record when a feed of lines is complete.
FEED_EXPORTERS: Final = dict.fromkeys(("jsonlines", "jsonl", "jl"), "govreports.exporters.RecordLinesItemExporter")
# A run that gave nothing leaves no file, and an earlier one as it was: the summary and the exit code say so.
FEED_STORE_EMPTY = False
FEED_EXPORT_ENCODING = "utf-8"

LOG_LEVEL = "INFO"
LOG_FORMATTER = "govreports.progress.QuietLogFormatter"
