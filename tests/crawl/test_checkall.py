"""``scrapy checkall`` on spiders that somebody has edited: a sentence each, and no golden record is lost."""

import json
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from govreports.agencies import Directory, DirectoryError
from govreports.agencies.offices import all_offices
from govreports.agencies.regions import all_regions
from tests.crawl.checkouts import checkout, project, scrapy, start
from tests.crawl.conftest import ROOT

NAME: Final = "ah_jyt"
SPIDER: Final = f"spiders/anhui/{NAME}.py"
GOLDEN: Final = f"tests/sites/{NAME}.json"


def edited(folder: Path, old: str, new: str, file: str = SPIDER) -> None:
    """Replace *old* by *new* in a file of a checkout."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def source(folder: Path) -> str:
    """What the spider's attribute sources is."""
    return (folder / SPIDER).read_text("utf-8").partition("sources = ")[2].strip()


EDITS: Final[dict[str, tuple[Callable[[Path], None], tuple[str, ...]]]] = {
    "no agency": (lambda it: edited(it, '    agency_name = "安徽省教育厅"\n', ""), ("agency_name is missing",)),
    "empty agency": (lambda it: edited(it, "安徽省教育厅", ""), ("agency_name is missing",)),
    "no comma": (lambda it: edited(it, source(it), source(it).rstrip(",)") + "))"), ("a comma belongs behind",)),
    "no sources": (lambda it: edited(it, f"    sources = {source(it)}\n", ""), ("sources is missing",)),
    "golden record no JSON": (lambda it: edited(it, "[", "{", GOLDEN), (f"{NAME}.json is no JSON",)),
    "golden record no array": (
        lambda it: edited(it, (it / GOLDEN).read_text("utf-8"), "{}", GOLDEN),
        (f"{NAME}.json is no array of records",),
    ),
    "another family": (
        lambda it: edited(it, "Lonsun", "Hanweb"),
        ("declared hanweb, looks like lonsun",),
    ),
    "another address": (
        lambda it: edited(it, "column/7071", "column/9"),
        ("no answer to GET https://jyt.ah.gov.cn/public/column/9?type=3",),
    ),
    "another agency": (
        lambda it: edited(it, "安徽省教育厅", "安徽省水利厅"),
        ("no record is of 安徽省水利厅, they are of 安徽省教育厅 (1)",),
    ),
    "said to be fetched": (
        lambda it: edited(it, "page: stored code; list: the family's rule", "list: fetched Nov 2026"),
        ("was fetched, but the fixture's pages are written by the project", f"scrapy newsite --again {NAME}"),
    ),
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[subprocess.Popen[str], Path]]:
    """What checkall says of every edit, two at a time."""
    started = {}
    for what, (edit, _words) in EDITS.items():
        folder = checkout(tmp_path_factory.mktemp("edited"), NAME)
        edit(folder)
        started[what] = (start(folder, None, "checkall"), folder)
        if len(started) % 2 == 0:
            for process, _folder in started.values():
                process.wait(timeout=120)
    return started


@pytest.mark.parametrize("what", EDITS)
def test_a_wrong_edit_fails_with_a_sentence(what: str, failed: dict[str, tuple[subprocess.Popen[str], Path]]) -> None:
    process, _folder = failed[what]
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    for words in EDITS[what][1]:
        assert words in out
    assert out.endswith("1 spiders, 1 failed\n")
    assert "Traceback" not in out + err


def test_an_update_writes_what_comes_out(tmp_path: Path) -> None:
    folder = checkout(tmp_path, NAME)
    whole = (folder / GOLDEN).read_bytes()
    (folder / GOLDEN).write_text("[]", "utf-8")
    assert scrapy(folder, None, "checkall", "--update", NAME)[:2] == (
        0,
        f"ok     {NAME}: 1 records\n1 spiders, 0 failed\n",
    )
    assert (folder / GOLDEN).read_bytes() == whole
    assert not list((folder / "tests/sites").glob("*.part"))


@pytest.mark.parametrize("what", ["another family", "another agency"])
def test_an_update_writes_nothing_where_something_is_wrong(what: str, tmp_path: Path) -> None:
    folder = checkout(tmp_path, NAME)
    whole = (folder / GOLDEN).read_bytes()
    EDITS[what][0](folder)
    code, out, _err = scrapy(folder, None, "checkall", "--update", NAME)
    assert code == 1
    assert "its golden record is left as it was" in out
    assert (folder / GOLDEN).read_bytes() == whole


@pytest.mark.parametrize("options", [(), ("--update",)])
def test_a_stop_is_no_failure_and_changes_nothing(options: tuple[str, ...], tmp_path: Path) -> None:
    folder = project(tmp_path)
    shutil.copytree(
        ROOT / "spiders", folder / "spiders", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "tests/sites", folder / "tests/sites")
    before = {path.name: path.read_bytes() for path in (folder / "tests/sites").iterdir() if path.is_file()}
    process = start(folder, None, "checkall", *options)
    assert process.stdout is not None
    first = [process.stdout.readline() for _line in range(2)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert all(line.startswith("ok ") for line in first)
    assert "FAILED" not in out
    assert "spiders were not checked" in err
    assert {path.name: path.read_bytes() for path in (folder / "tests/sites").iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("),)", "until=date(2026, 3, 1)),)", "SyntaxError"),
        ("),)", ", until=date(2026, 3, 1)),)", "NameError: name 'date' is not defined"),
        ("import Lonsun", "import Losnun", "ImportError"),
    ],
)
@pytest.mark.parametrize("command", [("checkall",), ("newsite", "--again", NAME)])
def test_a_file_that_is_no_python_is_named(
    old: str, new: str, words: str, command: tuple[str, ...], tmp_path: Path
) -> None:
    folder = checkout(tmp_path, NAME)
    edited(folder, old, new)
    code, out, err = scrapy(folder, None, *command)
    assert (code, out) == (1, "")
    assert f"{SPIDER}, line " in err
    assert words in err
    assert "Traceback" not in err


def test_the_spider_without_a_site_is_not_checked() -> None:
    code, _out, err = scrapy(ROOT, None, "checkall", "site")
    assert code == 2
    assert "site has no site of its own" in err


@pytest.mark.parametrize(
    "entry",
    [{"id": "371500-nobody"}, {"id": "999999-sthjj"}, {"id": "sthjj"}, {"id": "371500-slj", "credit_code": "1"}],
)
def test_an_entry_that_is_no_agency_is_named(entry: dict[str, Any]) -> None:
    with pytest.raises(DirectoryError, match=entry["id"]):
        Directory({"governments": {}, "agencies": [entry]}, all_regions(), all_offices())


def test_golden_records_are_told_as_json(tmp_path: Path) -> None:
    folder = checkout(tmp_path, NAME)
    code, out, _err = scrapy(folder, None, "checkall", "--json")
    assert (code, json.loads(out)) == (0, {"name": NAME, "problems": [], "records": 1})
