"""The replica itself: it must be right before anything that is tested against it can be."""

import io
import json
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from govreports.forms import load_forms
from tests.replica import Altered, Replica, ReplicaResponse, all_sites, many_reports_site
from tests.replica.__main__ import main
from tests.replica.figures import Figures, form_of, load_figures, read_figures
from tests.replica.render import html_table, report_docx, report_html, report_text, tables
from tests.replica.render.layout import Table, positions, width
from tests.replica.sites.liaocheng import liaocheng_site

# The two reports that contradict themselves on purpose: which sums do not hold, and where.
_BROKEN = {
    "pingtan_2022": {("Q401", "reconsideration")},
    "pingtan_2024": {("Q301", "natural_person"), ("Q302", "natural_person"), ("Q303", "results.total")},
}

_PINGTAN_LIST = "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/"
_PINGTAN_SEARCH = "https://www.pingtan.gov.cn/fjdzapp/search"


class Client:
    """The standard library's client, sent through the replica."""

    def __init__(self, replica: Replica) -> None:
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({"http": replica.proxy_url, "https": replica.proxy_url}),
            urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(replica.ca_file))),
        )

    def get(self, url: str, data: bytes | None = None) -> bytes:
        with self.opener.open(urllib.request.Request(url, data=data), timeout=10) as response:
            body: bytes = response.read()
            return body


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica([*all_sites(), many_reports_site(45)]) as running:
        yield running


@pytest.fixture(scope="module")
def client(replica: Replica) -> Client:
    return Client(replica)


def _counts(figures: Figures, path: str) -> int:
    number = figures.number(path)
    assert number is not None, path
    return number


def _broken_sums(figures: Figures) -> set[tuple[str, str]]:
    form = form_of(figures)
    requests = next(block for block in form.blocks if block.table == "requests")
    rows = [row.key for row in requests.rows if not row.instead_of]
    broken: set[tuple[str, str]] = set()
    for identity in form.identities:
        if identity.across == "columns":
            left = [key for key in rows for name in identity.left if key == name or key.startswith(name.rstrip("*"))]
            for column in requests.columns:
                sums = [
                    sum(_counts(figures, f"requests.{row}.{column.key}") for row in keys)
                    for keys in (left, identity.right)
                ]
                if sums[0] != sums[1]:
                    broken.add((identity.rule, column.key))
        elif identity.across == "rows":
            for row in rows:
                total = sum(_counts(figures, f"requests.{row}.{key}") for key in identity.left)
                if total != _counts(figures, f"requests.{row}.{identity.right[0]}"):
                    broken.add((identity.rule, row))
        else:
            for block in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
                total = sum(_counts(figures, f"disputes.{block}.{key}") for key in identity.left)
                if total != _counts(figures, f"disputes.{block}.{identity.right[0]}"):
                    broken.add((identity.rule, block))
    return broken


@pytest.mark.parametrize("stem", sorted(load_figures()))
def test_figures_add_up_unless_they_are_meant_not_to(stem: str) -> None:
    figures = load_figures()[stem]
    form = form_of(figures)
    assert form.first_year <= figures.year <= (form.last_year or 9999)
    assert set(figures.cells) <= set(form.paths())
    assert _broken_sums(figures) == _BROKEN.get(stem, set())


def test_figures_are_read_as_printed() -> None:
    figures = load_figures()["hengshui_sthjj_2020"]
    assert figures.origin == "published"
    assert figures.printed("proactive.administrative_licensing.items_change") == "减197"
    assert figures.printed("proactive.centralized_procurement.procurement_amount") == "107362800元"
    assert figures.printed("disputes.litigation.direct.total") == "0"


def test_figures_of_another_form_are_refused() -> None:
    data = {"agency": "某局", "year": 2021, "form": "2021", "origin": "invented", "requests": {}, "disputes": {}}
    with pytest.raises(ValueError, match="no such rows in proactive"):
        read_figures({**data, "proactive": {"centralized_procurement": [1, 2]}})
    with pytest.raises(ValueError, match="2 figures for 3 columns"):
        read_figures({**data, "proactive": {"rules": [1, 2]}})


def test_layouts_are_the_official_ones() -> None:
    requests, disputes = tables(load_figures()["pingtan_2021"])[1:]
    assert [(cell.text[:5], cell.rowspan, cell.colspan) for cell in requests[0]] == [
        ("（本列数据", 3, 3),
        ("申请人情况", 1, 7),
    ]
    assert [(cell.text, cell.rowspan, cell.colspan) for cell in requests[1]] == [
        ("自然人", 2, 1),
        ("法人或其他组织", 1, 5),
        ("总计", 2, 1),
    ]
    assert (requests[5][0].text, requests[5][0].rowspan) == ("三、本年度办理结果", 23 - 1)
    assert len(disputes) == 4
    assert len(disputes[-1]) == 15


def test_a_row_that_stands_for_others_is_printed_instead_of_them() -> None:
    figures = Figures("某局", 2023, "2021", {"requests.results.other_handling.undivided.total": "2"})
    labels = [cell.text for row in tables(figures)[1] for cell in row if cell.kind == "label"]
    assert labels[-3:] == ["（六）其他处理", "（七）总计", "四、结转下年度继续办理"]
    assert "3.其他" not in labels


def _strategy() -> st.SearchStrategy[Figures]:
    forms = {form.id: sorted(form.paths()) for form in load_forms() if form.annex is None}
    value = st.one_of(
        st.just(""),
        st.integers(0, 99999).map(str),
        st.from_regex(r"[增减+-][1-9][0-9]{0,3}|[0-9]{1,4}\.[0-9]{1,4}(万?元)?", fullmatch=True),
    )
    return st.sampled_from(sorted(forms)).flatmap(
        lambda form: st.builds(
            Figures,
            agency=st.just("某市某局"),
            year=st.just(2022 if form == "2021" else 2020),
            form=st.just(form),
            cells=st.dictionaries(st.sampled_from(forms[form]), value, max_size=40),
        )
    )


def _grid(table: Table) -> list[list[str]]:
    """What stands at every position, spans repeated."""
    return [[text for _, cell in line for text in [cell.text] * cell.colspan] for line in positions(table)]


def _cells(table: HtmlElement) -> list[list[tuple[str, int, int]]]:
    """Text, rowspan and colspan of every cell of a table in markup."""
    return [
        [
            ("".join(cell.text_content().split()), int(cell.get("rowspan", "1")), int(cell.get("colspan", "1")))
            for cell in row.iter("td")
        ]
        for row in table.iter("tr")
    ]


@settings(max_examples=25, deadline=None)
@given(_strategy())
def test_markup_holds_the_figures_in_every_style(figures: Figures) -> None:
    laid_out = tables(figures)
    for table in laid_out:
        assert {len(row) for row in _grid(table)} == {width(table)}
    for style in ("plain", "word"):
        page = html.fromstring(f"<html><body>{report_html(figures, style=style)}</body></html>")
        shown = [_cells(element) for element in page.iter("table")]
        assert shown == [
            [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in table] for table in laid_out
        ]
    for table, flat in zip(laid_out, tables(figures, fillers=True), strict=True):
        drawn = _cells(html.fromstring(html_table(flat, "fillers")))
        assert all(rowspan == 1 for row in drawn for _, rowspan, _ in row)
        assert [text for row in drawn for text, _, _ in row if text] == [
            cell.text for row in table for cell in row if cell.text
        ]
        assert {sum(colspan for _, _, colspan in row) for row in drawn} == {width(table)}


@settings(max_examples=10, deadline=None)
@given(_strategy())
def test_word_files_hold_the_figures(figures: Figures) -> None:
    document = docx.Document(io.BytesIO(report_docx(figures)))
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert read == [_grid(table) for table in tables(figures)]


def test_word_files_are_the_same_bytes_every_time() -> None:
    figures = load_figures()["liaocheng_sthjj_2021"]
    assert report_docx(figures) == report_docx(figures)


@settings(max_examples=25, deadline=None)
@given(_strategy())
def test_texts_hold_the_figures(figures: Figures) -> None:
    cells = [cell.text for table in tables(figures) for row in table for cell in row]
    full = [text for text in cells if text]
    lines = report_text(figures, layout="lines").splitlines()
    assert [line for line in lines if line in set(full)] == full
    tabbed = report_text(figures, layout="tabs").splitlines()
    assert [line[1:] for line in tabbed if line.startswith("\t") and line != "\t"] == full
    piped = report_text(figures, layout="pipes")
    last = " | ".join(cell.text for cell in tables(figures)[2][-1])
    assert last in piped
    assert last.replace(" | ", " ") in report_text(figures, layout="spaces")


def test_plain_requests(client: Client, replica: Replica) -> None:
    page = client.get("http://sthjj.liaocheng.gov.cn/xxgk/zfxxgknb/index.html").decode()
    assert 'createPageHTML(2, 0, "index", "html");' in page
    assert "function createPageHTML(_nPageCount" in page
    assert "…</a>" in page
    with pytest.raises(urllib.error.HTTPError, match="404"):
        client.get("http://sthjj.liaocheng.gov.cn/robots.txt")
    logged = [entry for entry in replica.log if entry.host == "sthjj.liaocheng.gov.cn"]
    assert [(entry.method, entry.path, entry.status) for entry in logged[-2:]] == [
        ("GET", "/xxgk/zfxxgknb/index.html", 200),
        ("GET", "/robots.txt", 404),
    ]
    assert logged[-1].user_agent.startswith("Python-urllib")


def test_tunnelled_requests_with_a_trusted_certificate(client: Client) -> None:
    assert client.get("https://www.pingtan.gov.cn/robots.txt") == b"User-agent: *\nAllow: /\nDisallow: /ssp/\n"
    page = client.get("https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202202/t20220208_80613.htm").decode()
    assert "24252.311082" in page


def test_hosts_and_schemes_that_nobody_plays_are_refused(client: Client, replica: Replica) -> None:
    for url in ("http://www.example.com/", "http://www.pingtan.gov.cn/"):
        with pytest.raises(urllib.error.HTTPError, match="502") as refused:
            client.get(url)
        assert b"the replica has no site" in refused.value.read()
        refused.value.close()
    with pytest.raises(OSError, match="502"):
        client.get("https://sthjj.liaocheng.gov.cn/")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(replica.proxy_url + "/") as health:
        assert b"https://www.pingtan.gov.cn/" in health.read()


def test_every_link_of_the_trs_lists_leads_somewhere(client: Client) -> None:
    links: dict[str, str] = {}
    for name in ("index.html", "index_1.html"):
        url = f"http://sthjj.liaocheng.gov.cn/xxgk/zfxxgknb/{name}"
        for anchor in html.fromstring(client.get(url).decode()).xpath("//ul[@class='news-list']/li/a"):
            links[urllib.parse.urljoin(url, anchor.get("href"))] = anchor.get("title")
    assert len(links) == 9
    assert "聊城市人民政府办公室2020年政府信息公开工作年度报告" in links.values()
    for url, title in links.items():
        page = client.get(url)
        assert title in page.decode("gb18030" if "2022年政府信息公开" in title else "utf-8")
        for attached in html.fromstring(page).xpath("//a[contains(@href,'./P0')]/@href"):
            assert client.get(urllib.parse.urljoin(url, str(attached)))[:4] in {b"PK\x03\x04", b"%PDF"}


def test_the_channel_and_its_documents(client: Client) -> None:
    url = "http://sthjj.liaocheng.gov.cn/channel_669f33712a3dd1536cd1374c/"
    anchors = html.fromstring(client.get(url).decode()).xpath("//ul[@class='doc-list']/li")
    assert len(anchors) == 3
    resources = []
    for item in anchors:
        link = item.find("a").get("href")
        stamp = int(link.rpartition("doc_")[2][:8], 16)
        assert time.strftime("%Y-%m-%d", time.gmtime(stamp + 8 * 3600)) == item.find("span").text
        page = client.get(urllib.parse.urljoin(url, link)).decode()
        resources += html.fromstring(page).xpath("//a[starts-with(@href,'/resources/public/')]/@href")
    assert len(resources) == 1
    assert client.get(urllib.parse.urljoin(url, str(resources[0]))).startswith(b"PK")


def test_the_platform_pages_by_its_parameters(client: Client) -> None:
    start = "http://xxgk.hengshui.gov.cn/eportal/ui?pageId=2668536"
    titles: list[str] = []
    url: str = start
    for _ in range(3):
        page = html.fromstring(client.get(url).decode())
        titles += [str(text) for text in page.xpath("//table//table//td[2]/a/text()")]
        url = urllib.parse.urljoin(start, str(page.xpath("//div/ul/li/a[text()='下一页']/@href")[0]))
    assert len(titles) == len(set(titles)) == 14
    # Without the module's id every page is the first.
    assert client.get(start + "&currentPage=2") == client.get(start)
    detail = "http://xxgk.hengshui.gov.cn/eportal/ui?pageId=2312805&articleKey=2750940&columnId=792712"
    text = client.get(detail).decode()
    assert "404796340/2021-2750940" in text
    assert "• 主动公开政府信息情况" in text


def test_the_bureau_of_hengshui_declares_no_charset_that_is_right(client: Client) -> None:
    base = "http://sthjj.hengshui.gov.cn/pubgov1_20/"
    assert "29402.html" in client.get(base).decode()
    for name, encoding, declared in (
        ("29402", "gbk", "text/html; charset=ISO-8859-1"),
        ("29404", "utf-8", "text/html"),
    ):
        with client.opener.open(f"{base}{name}.html", timeout=10) as response:
            assert response.headers["Content-Type"] == declared
            text = response.read().decode(encoding)
        assert "衡水市生态环境局" in text
        assert "charset" not in text


def test_the_search_service_has_the_rows_that_the_list_lacks(client: Client) -> None:
    rows = html.fromstring(client.get(_PINGTAN_LIST).decode()).xpath("//div[@class='static-rows']/dl/dd/a/@href")
    static = {urllib.parse.urljoin(_PINGTAN_LIST, str(row)) for row in rows}
    fields = {
        "channelid": "200210",
        "classsql": "chnlid=1795",
        "sortfield": "-docorderpri,-docreltime",
        "prepage": "10",
    }
    found: list[str] = []
    for page in (1, 2):
        form = urllib.parse.urlencode({**fields, "page": str(page)}).encode()
        answer = json.loads(client.get(_PINGTAN_SEARCH, data=form))
        assert (answer["page"], answer["pageCount"], answer["recordCount"]) == (page, 2, 13)
        found += [row["docpuburl"] for row in answer["data"]]
    assert len(static) == 10
    assert set(found[:10]) == static
    assert len(set(found)) == 13
    for url in found:
        assert client.get(url)
    with pytest.raises(urllib.error.HTTPError, match="405"):
        client.get(_PINGTAN_SEARCH)
    assert json.loads(client.get(_PINGTAN_SEARCH, data=b"channelid=1&classsql=chnlid%3D1795&page=1"))["data"] == []


def test_the_benchmark_site(client: Client) -> None:
    base = "http://bench.example.gov.cn/xxgk/zfxxgknb/"
    links = []
    for name in ("index.html", "index_1.html", "index_2.html"):
        links += html.fromstring(client.get(base + name).decode()).xpath("//ul/li/a/@href")
    assert len(set(links)) == 45
    page = client.get(urllib.parse.urljoin(base, str(links[-1])))
    assert 80_000 < len(page) < 150_000
    assert "示例市第10012局2021年".encode() in page


def test_answers_can_be_altered(tmp_path: Path) -> None:
    challenge = ReplicaResponse(b"<script>document.cookie=1</script>", status=521, headers={"Set-Cookie": "__jsluid=1"})
    site = Altered(liaocheng_site(), {"/": challenge, "/slow": lambda _: ReplicaResponse(b"late", delay=0.1)})
    log = tmp_path / "requests.jsonl"
    with Replica([site], log) as running:
        client = Client(running)
        with pytest.raises(urllib.error.HTTPError, match="521") as refused:
            client.get("http://sthjj.liaocheng.gov.cn/")
        refused.value.close()
        assert client.get("http://sthjj.liaocheng.gov.cn/slow") == b"late"
        assert client.get("http://sthjj.liaocheng.gov.cn/xxgk/zfxxgknb/")
    statuses = [json.loads(line)["status"] for line in log.read_text("utf-8").splitlines()]
    assert statuses == [521, 200, 200]


def test_commands_run_against_the_replica(tmp_path: Path) -> None:
    program = (
        "import os, sys, urllib.request as u\n"
        "assert u.urlopen('https://www.pingtan.gov.cn/robots.txt', timeout=10).status == 200\n"
        "assert u.urlopen('http://bench.example.gov.cn/xxgk/zfxxgknb/', timeout=10).status == 200\n"
        "sys.exit(7)\n"
    )
    log = tmp_path / "requests.jsonl"
    command = [sys.executable, "-m", "tests.replica", "run", "--log", str(log), "--bench", "3", "--"]
    done = subprocess.run(
        [*command, sys.executable, "-c", program], cwd=Path(__file__).parents[1], check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (7, b"")
    assert len(log.read_text("utf-8").splitlines()) == 2


def test_made_up_hosts_are_listed_and_played_for_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hosts"]) == 0
    listed = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert listed["robots_nothing"].split() == ["http://www.shunhe-robots.gov.cn/", "robots_disallow"]
    program = f"import urllib.request as u; assert u.urlopen({listed['show']!r}, timeout=10).status == 200"
    assert main(["run", "--made", "show", "--", sys.executable, "-c", program]) == 0
    with pytest.raises(SystemExit):
        main(["run", "--made", "nobody", "--", "true"])
