"""Whether a spider can be started with what ``-a`` gives it: known before anything is asked for or written."""

import inspect
from collections.abc import Mapping
from typing import Final

from scrapy import Spider
from scrapy.exceptions import NotConfigured

from govreports.crawling.spider import DisclosureSpider

_SCRAPYS_OWN: Final = frozenset({"self", "name"})
_SCRAPYDS_OWN: Final = "_"
"""What Scrapyd's own arguments begin with; it gives them to every spider (_job) and expects none to look at them."""


class ArgumentError(ValueError):
    """The spider cannot be started so; the message says why."""


def check_arguments(spider: type[Spider], arguments: Mapping[str, str]) -> None:
    """Refuse what *spider* does not know or cannot use.

    Raises:
        ArgumentError: with a sentence for whoever typed it.
    """
    # Scrapy makes attributes of what a constructor does not know: a word that is spelled wrong would count for nothing.
    if issubclass(spider, DisclosureSpider):
        known = _known(spider)
        for name in arguments:
            if name not in known and not name.startswith(_SCRAPYDS_OWN):
                raise ArgumentError(f"{spider.name} knows no argument {name!r}; it knows {', '.join(sorted(known))}")
    try:
        spider(**arguments)
    except NotConfigured as error:
        raise ArgumentError(str(error)) from None


def _known(spider: type[DisclosureSpider]) -> frozenset[str]:
    """What the constructors name, from the spider's own to that of all."""
    own = [it for it in spider.__mro__ if issubclass(it, DisclosureSpider) and "__init__" in vars(it)]
    named = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    parameters = (it for each in own for it in inspect.signature(vars(each)["__init__"]).parameters.values())
    return frozenset({it.name for it in parameters if it.kind in named} - _SCRAPYS_OWN)
