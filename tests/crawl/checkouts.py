"""Checkouts of their own for tests of Scrapy's commands: few spiders, and nothing that a test could harm."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.crawl.conftest import ROOT
from tests.replica import Replica

_KNOWN: Final = '''"""聊城市生态环境局: sthjj.liaocheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class LiaochengSthjjSpider(DisclosureSpider):
    name = "liaocheng_sthjj"
    agency_name = "聊城市生态环境局"
    sources = (Trs("http://www.xinhe-ucap.gov.cn/xxgknb/", evidence="list: unverified"), Trs("http://sthjj.liaocheng.gov.cn/xxgk/", evidence="list: unverified"))
'''


def project(folder: Path) -> Path:
    """An empty checkout with one spider; ``python -m scrapy`` finds its spiders before the project's own."""
    (folder / "spiders" / "shandong").mkdir(parents=True)
    (folder / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text())
    (folder / "spiders" / "__init__.py").touch()
    (folder / "spiders" / "shandong" / "__init__.py").touch()
    (folder / "spiders" / "shandong" / "liaocheng_sthjj.py").write_text(_KNOWN, "utf-8")
    return folder


def checkout(folder: Path, name: str) -> Path:
    """A checkout with one spider of the project's, which passes its check, and with its files."""
    project(folder)
    (folder / "spiders/shandong/liaocheng_sthjj.py").unlink()
    spider = next((ROOT / "spiders").rglob(f"{name}.py"))
    kept = [spider, spider.parent / "__init__.py", *(ROOT / "tests/sites").glob(f"{name}.*")]
    for file in kept:
        copy = folder / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """What is in a checkout, caches aside."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }


def start(folder: Path, replica: Replica | None, *arguments: str) -> subprocess.Popen[str]:
    """Start a command of Scrapy's in a checkout."""
    proxy = replica.environment() if replica is not None else {}
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=folder,
        env={**os.environ, **proxy, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def scrapy(folder: Path, replica: Replica | None, *arguments: str) -> tuple[int, str, str]:
    """The exit code of a command in a checkout, and what it said on both streams."""
    process = start(folder, replica, *arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err
