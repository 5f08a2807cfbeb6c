"""The catalogue: read from the spiders' classes, and docs/sites.md and docs/sites.svg read from it."""

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from govreports.agencies import directory
from govreports.catalogue.evidence import EvidenceError, Status, status_of
from govreports.catalogue.listing import sites_markdown, sites_table, written
from govreports.catalogue.map import sites_svg
from govreports.catalogue.provinces import provinces
from govreports.catalogue.sites import Entry, chosen, counts, entries, spiders_by_province
from govreports.cli import main
from govreports.platforms import Trs

ROOT = Path(__file__).parents[1]
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def listed() -> tuple[Entry, ...]:
    return entries()


def test_the_page_is_current(listed: tuple[Entry, ...]) -> None:
    is_current = (ROOT / "docs/sites.md").read_text("utf-8") == sites_markdown(listed).rstrip("\n") + "\n"
    assert is_current, "docs/sites.md is not what the spiders say: make sites"


def test_the_map_is_current_and_well_formed(listed: tuple[Entry, ...]) -> None:
    drawn = (ROOT / "docs/sites.svg").read_text("utf-8")
    is_current = drawn == sites_svg(spiders_by_province(listed))
    assert is_current, "docs/sites.svg is not what the spiders say: make sites"
    root = etree.fromstring(drawn.encode())
    assert [element.tag for element in root[:2]] == [f"{_SVG}title", f"{_SVG}desc"]
    assert root.get("aria-labelledby") == " ".join(element.get("id") or "" for element in root[:2])
    assert len(root.findall(f"{_SVG}g")) == len(provinces())


def test_no_two_provinces_share_a_tile() -> None:
    assert len({province.tile for province in provinces()}) == len(provinces())


def test_the_map_shades_by_number_and_says_what_it_shows() -> None:
    few, many = sites_svg({"37": 1}), sites_svg({"37": 30})
    assert few != many
    assert "山东 30" in many
    assert "30 spiders in 1 provinces" in many


def test_every_spider_and_every_list_is_in_the_catalogue_once(listed: tuple[Entry, ...]) -> None:
    addresses = [(entry.spider, entry.source.list_url) for entry in listed]
    assert len(set(addresses)) == len(addresses)
    owners = {entry.source.list_url: entry.spider for entry in listed}
    assert len(owners) == len(listed), "two spiders read the same list"
    agencies = {entry.spider: entry.agency.id for entry in listed}
    assert len(set(agencies.values())) == len(agencies), "two spiders for one agency"


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        ("list: fetched Nov 2026", Status("fetched", "Nov 2026")),
        ("list: stored page of Jan 2024", Status("stored page", "Jan 2024")),
        ("list: stored page", Status("stored page")),
        ("list: stored code of 2023", Status("stored code", "2023")),
        ("report: stored page of Jan 2025; list: its folder", Status("stored page", "Jan 2025")),
        ("report: stored page of Jan 2025; list: a folder above", Status("stored page", "Jan 2025")),
        ("report: stored page; list: the family's rule", Status("stored page")),
        ("report: stored page of Jan 2025; list: unverified", Status("unverified")),
        # A page that is no report says nothing of where reports are.
        ("page: stored page of Jan 2025; list: the family's rule", Status("unverified")),
        ("host: stored code; list: unverified", Status("unverified")),
    ],
)
def test_evidence_gives_a_status(evidence: str, status: Status) -> None:
    assert status_of(evidence) == status


@pytest.mark.parametrize(
    "evidence",
    ["", "works", "list: works", "list: stored page of Jan", "report: stored page of Jan 2025", "list: stored page; "],
)
def test_evidence_of_another_form_is_refused(evidence: str) -> None:
    with pytest.raises(EvidenceError):
        status_of(evidence)


def test_evidence_says_nothing_twice() -> None:
    with pytest.raises(EvidenceError, match="twice"):
        status_of("list: stored page; list: unverified")


def test_entries_are_chosen_by_province_family_and_status(listed: tuple[Entry, ...]) -> None:
    assert chosen(listed) == listed
    in_shandong = chosen(listed, province="shandong")
    assert in_shandong == chosen(listed, province="山东")
    assert {entry.province.code for entry in in_shandong if entry.province} == {"37"}
    lists = chosen(listed, family="trs", standing="unverified")
    assert {(entry.source.family, entry.status.standing) for entry in lists} == {("trs", "unverified")}


def test_the_table_ends_with_how_much_there_is(listed: tuple[Entry, ...]) -> None:
    found = counts(listed)
    assert f"{found.spiders} spiders, {found.lists} lists, {found.provinces} provinces" in sites_table(listed)
    nowhere = {entry.spider for entry in listed if entry.province is None}
    assert found.spiders == sum(spiders_by_province(listed).values()) + len(nowhere)
    assert len(json.loads(written(listed, "json"))) == found.lists


def test_the_headline_says_how_many_ecology_bureaus_are_unverified(listed: tuple[Entry, ...]) -> None:
    found = counts(listed)
    standings: dict[str | None, set[str]] = {}
    for entry in listed:
        if entry.agency.sector == "生态环境" and entry.agency.level == "prefecture":
            standings.setdefault(entry.agency.region_code, set()).add(entry.status.standing)
    assert found.ecology_cities == len(standings)
    assert found.ecology_unverified == sum(1 for it in standings.values() if it == {"unverified"})
    said = f"ecology bureaus of {found.ecology_cities} cities of the prefecture level, {found.ecology_unverified} of them unverified"
    assert said in sites_markdown(listed)
    assert said in sites_table(listed)


def test_a_city_counts_as_unverified_where_all_its_lists_are(listed: tuple[Entry, ...]) -> None:
    of_hengshui = [entry for entry in listed if entry.spider == "hengshui_sthjj"]
    assert {entry.status.standing for entry in of_hengshui} == {"unverified", "stored page"}
    assert (counts(of_hengshui).ecology_cities, counts(of_hengshui).ecology_unverified) == (1, 0)
    first = [entry for entry in of_hengshui if entry.status.standing == "unverified"]
    assert (counts(first).ecology_cities, counts(first).ecology_unverified) == (1, 1)


def test_the_page_tells_where_a_search_begins_from_a_list(listed: tuple[Entry, ...]) -> None:
    page = sites_markdown(listed)
    for entry in listed:
        shown = f"search from <{entry.source.list_url}>".replace("|", "\\|")
        assert (shown in page) == (entry.source.family == "home"), entry.spider


def test_the_page_links_to_the_obstacles(listed: tuple[Entry, ...]) -> None:
    assert "[docs/obstacles.md](obstacles.md)" in sites_markdown(listed)
    assert (ROOT / "docs/obstacles.md").is_file()


def test_the_command_prints_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sites", "--province", "shandong"]) == 0
    printed = capsys.readouterr().out
    assert "liaocheng_sthjj" in printed
    assert "pingtan" not in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--province", "nosuch"], "no province is called 'nosuch'; there are state (国家), beijing (北京), "),
        (["--family", "Trs"], "no family is called 'Trs'; there are channel_doc, "),
        (["--family", "Trs"], " vsb"),
    ],
)
def test_names_that_are_none_are_refused_with_those_there_are(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["sites", *arguments])
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert said in " ".join(err.split())
    assert out == ""


def test_a_choice_without_a_site_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sites", "--province", "山东", "--family", "gkmlpt"]) == 1
    assert "no list of the catalogue is all of that" in capsys.readouterr().err


def test_an_entry_as_json_has_the_days_of_its_source() -> None:
    source = Trs("http://a.gov.cn/nb/", evidence="list: unverified", since=date(2026, 3, 1), until=date(2027, 3, 1))
    agency = directory().find(["聊城市生态环境局"])
    assert agency is not None
    found = Entry("a", agency, None, source).to_dict()
    assert (found["since"], found["until"]) == ("2026-03-01", "2027-03-01")
