"""Exit codes of ``scrapy crawl`` and ``scrapy crawlall``, for schedulers; 1 and 2 mean what they mean everywhere."""

from typing import Final

OK: Final = 0
"""Every site gave its reports."""
FAILED: Final = 1
"""A site gave nothing, less than before, or something broke: somebody should look."""
USAGE: Final = 2
"""The command cannot be understood."""
LATER: Final = 75
"""Nothing is wrong but it is not done: the same again later goes on where this one stopped (EX_TEMPFAIL of sysexits.h)."""

EXIT: Final = "run/exit"
"""The stat under which an extension may say with which of these codes the crawl is to end, where no site failed."""
