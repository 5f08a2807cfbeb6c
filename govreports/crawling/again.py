"""The pages of a spider that there is, fetched anew: after its site has moved, or where they were only played before."""

import ast
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scrapy.spiderloader import get_spider_loader

from govreports.crawling.checking import cannot_start, check_attributes
from govreports.crawling.fixtures import FOLDER, Fixture
from govreports.crawling.recording import CannotKeepError, Recording, doubts
from govreports.crawling.site import SiteSpider
from govreports.crawling.spider import DisclosureSpider
from govreports.platforms import Source

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

_EVIDENCE: Final = "evidence"


class Again(Recording):
    """The spider called *name* on its way to a new fixture; what it had stays until all of the new is there."""

    def __init__(
        self, name: str, process: "AsyncCrawlerProcess", root: Path, sample: int, tell: Callable[[str], None]
    ) -> None:
        super().__init__(process, root, sample, tell)
        self.name = name

    def start(self) -> None:
        """Have the process crawl as the spider says; the process is still to be started.

        Raises:
            CannotKeepError: there is no such spider, or it cannot be crawled.
        """
        loader = get_spider_loader(self.process.settings)
        spider = loader.load(self.name) if self.name in loader.list() else SiteSpider
        if not issubclass(spider, DisclosureSpider) or spider is SiteSpider:
            raise CannotKeepError(f"there is no spider {self.name}: scrapy list names all")
        if problems := [*check_attributes(spider), *cannot_start(spider)]:
            raise CannotKeepError("\n".join(dict.fromkeys(problems)))
        self._spider = spider
        self._crawl(spider, f"crawling {self.name} as it is written")

    async def _write(self) -> None:
        spider = self._crawled()
        new = Fixture(self.name, Path(self._folder.name) / "kept")
        await self._replay(self._spider, new)
        file = self.root.joinpath(*self._spider.__module__.split(".")).with_suffix(".py")
        code = file.read_text("utf-8")
        gave = list(_gave(spider, {str(record["source"]["list_url"]) for record in self.records}))
        for source in spider.sources:
            if source in gave:
                code = with_evidence(code, source.list_url, f"list: fetched {datetime.now(UTC):%b %Y}")
            elif not source.is_retired(datetime.now(UTC).date()):
                self.notes.append(f"no report came from {source.list_url}: its evidence is left as it was")
        if (agency := spider.agency) is not None:
            self.notes += doubts(agency, self.records)
        # From here on all is well, and files only take their places.
        old = Fixture(self.name, self.root / FOLDER)
        for path, content in (
            (file, code.encode()),
            (old.archive, new.archive.read_bytes()),
            (old.golden, new.golden.read_bytes()),
        ):
            part = path.with_suffix(".part")
            part.write_bytes(content)
            part.replace(path)
            self.written.append(path)

    def _undo(self) -> None:
        """Nothing: what is there is only replaced as a whole."""


def _gave(spider: DisclosureSpider, lists: set[str]) -> Iterator[Source]:
    """The sources of *spider* that reports came from, by the *lists* that these were named in."""
    exact = {source.list_url for source in spider.sources} & lists
    for source in spider.sources:
        columns = {column.list_url for column in spider.found.get(source.list_url, ())}
        is_alone = sum(it.host == source.host for it in spider.sources) == 1
        # A list below a source has an address of its own.
        below = is_alone and any(source.host in url for url in lists - exact)
        if source.list_url in exact or columns & lists or below:
            yield source


def with_evidence(code: str, list_url: str, evidence: str) -> str:
    """The text of a spider's file, with other *evidence* for the source of *list_url*; as it was where that is not plain."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        said = next((it.value for it in node.keywords if it.arg == _EVIDENCE), None)
        if node.args[0].value == list_url and isinstance(said, ast.Constant) and said.lineno == said.end_lineno:
            lines = code.splitlines(keepends=True)
            # Python counts columns in bytes.
            line = lines[said.lineno - 1].encode()
            quoted = json.dumps(evidence, ensure_ascii=False).encode()
            lines[said.lineno - 1] = (line[: said.col_offset] + quoted + line[said.end_col_offset :]).decode()
            return "".join(lines)
    return code
