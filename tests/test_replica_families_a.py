"""The made-up hosts of TRS, Hanweb, jpaas and UCAP answer as such hosts do, and troubles trouble."""

import json
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from functools import cache
from http.client import RemoteDisconnected
from urllib.parse import unquote, urlencode, urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.replica import Replica, ReplicaRequest, ReplicaResponse
from tests.replica.families import troubles
from tests.replica.families.furniture import gathered, with_files
from tests.replica.families.hanweb import ANNUAL, AREA, SEARCH, hanweb_site
from tests.replica.families.hosts import MadeHost
from tests.replica.families.hosts_a import HOSTS_A
from tests.replica.families.jpaas import UNIT, jpaas_site
from tests.replica.families.made import Office, office
from tests.replica.families.trs import TrsSite, trs_site
from tests.replica.families.ucap import CHANNEL, ucap_site
from tests.replica.protocol import Site

_WAY = re.compile("政务公开|政府信息公开|公开年报|年度报告")


@cache
def host_of(name: str) -> MadeHost:
    """A host, built once: those of the mapping remember nothing of a request."""
    return HOSTS_A[name]()


def get(site: Site, path: str, **headers: str) -> ReplicaResponse:
    """What *site* answers; names of *headers* have underscores for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.respond(ReplicaRequest("GET", site.scheme, site.host, path, named))


def post(site: Site, path: str, form: Mapping[str, object]) -> ReplicaResponse:
    """What *site* answers to a form, sent with a referer."""
    data = urlencode(form).encode()
    return site.respond(ReplicaRequest("POST", site.scheme, site.host, path, {"referer": "x"}, data))


def text(response: ReplicaResponse) -> str:
    """The page, in UTF-8 or in GBK, whatever it says of itself."""
    try:
        return response.body.decode()
    except UnicodeDecodeError:
        return response.body.decode("gb18030")


def anchors(page: str, base: str) -> list[tuple[str, str]]:
    """Texts and absolute addresses of a page's links."""
    found = html.document_fromstring(page).xpath("//a[@href]")
    return [
        (
            re.sub(r"\s", "", anchor.text_content()) or str(anchor.get("title", "")),
            urljoin(base, str(anchor.get("href")).strip()),
        )
        for anchor in found
    ]


def at(host: MadeHost, url: str) -> ReplicaResponse:
    """The answer of whichever of the host's sites *url* names."""
    parts = urlsplit(url)
    site = next(one for one in (host.site, *host.also_sites) if (one.scheme, one.host) == (parts.scheme, parts.netloc))
    return get(
        site, parts._replace(scheme="", netloc="").geturl(), referer=host.home, cookie="SESSION=MDk2ZmE1NWUtOTk4Mi00"
    )


@pytest.fixture
def made() -> Office:
    return office("sthjj.example.gov.cn")


# All hosts


def test_there_are_hosts_enough_and_none_twice() -> None:
    hosts = [host_of(name) for name in HOSTS_A]
    assert len(hosts) >= 16
    assert len({host.site.host for host in hosts}) == len(hosts)
    assert len({urlsplit(host.home).netloc for host in hosts}) == len(hosts)
    assert all(host.home.startswith(f"{host.site.scheme}://{host.site.host}/") for host in hosts)


@pytest.mark.parametrize("name", sorted(HOSTS_A))
def test_reports_are_where_they_are_said_to_be(name: str) -> None:
    host = host_of(name)
    assert len(set(host.reports)) == len(host.reports)
    if host.trouble is None:
        assert len(host.reports) == len(host.office.reports)
    titles = {piece.title for piece in host.office.reports}
    for url in host.reports:
        answer = at(host, url)
        assert answer.status == 200
        if not re.search(r"\.(?:docx?|pdf)$", url):
            assert any(title in text(answer) for title in titles)
            assert "六、其他需要报告的事项" in text(answer) or "附件" in text(answer)
            titles -= {title for title in titles if f">{title}<" in text(answer)}


# One host only sends on to another.
@pytest.mark.parametrize("name", [it for it in sorted(HOSTS_A) if host_of(it).trouble is None and it != "moved"])
def test_the_way_leads_from_home_to_the_column(name: str) -> None:
    host = host_of(name)
    seen, front = {host.home}, [host.home]
    for _ in range(3):
        pages = [(url, at(host, url)) for url in front]
        found = [
            target
            for url, answer in pages
            if answer.status == 200
            for said, target in anchors(text(answer), url)
            if len(said) <= 12 and _WAY.search(said) and urlsplit(target).netloc == host.site.host
        ]
        front = [url for url in dict.fromkeys(found) if url not in seen]
        seen.update(front)
    assert host.column is not None
    assert host.column in {url.removesuffix("index.html") for url in seen} | seen


@pytest.mark.parametrize("name", sorted(HOSTS_A))
def test_files_on_details_can_be_had(name: str) -> None:
    host = host_of(name)
    for url in host.reports:
        answer = at(host, url)
        if (answer.content_type or "").startswith("text/html"):
            for said, target in anchors(text(answer), url):
                if re.search(r"\.(?:docx?|pdf)$", said):
                    assert at(host, target).body[:4] in {b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"}


# TRS


def _trs_rows(site: TrsSite, folder: str) -> Iterator[str]:
    """The rows of a list and of the lists below it, as its own pager counts them."""
    first = text(get(site, folder))
    base = f"{site.scheme}://{site.host}{folder}"
    below = html.document_fromstring(first).xpath("//ul[@class='sub-columns']//a/@href")
    for link in below:
        yield from _trs_rows(site, urlsplit(urljoin(base, str(link))).path)
    count = re.search(r"countPage = (\d+)|createPageHTML\((\d+), 0, \"index\", \"s?html?\"(?:, \d+)?\)", first)
    if below or count is None:
        return
    pages = int(count[1] or count[2])
    for number in range(pages):
        answer = get(site, f"{folder}index{f'_{number}' if number else ''}.{site.extension}")
        assert answer.status == 200
        for _, url in anchors(text(answer), base):
            if re.search(r"/t(?:\d{8}_)?\d+\.s?html?$|/[PW]0\d+\.\w+$", url):
                yield url
    assert get(site, f"{folder}index_{pages}.{site.extension}").status == 404


@pytest.mark.parametrize("name", [name for name in sorted(HOSTS_A) if name.startswith("trs_") and name != "trs_stubs"])
def test_trs_lists_hold_every_piece_once(name: str) -> None:
    host = host_of(name)
    assert isinstance(host.site, TrsSite)
    rows = list(_trs_rows(host.site, host.site.start))
    assert sorted(rows) == sorted(host.site.addresses.values())
    assert set(host.reports) < set(rows)
    assert all(at(host, url).status == 200 for url in rows)


@pytest.mark.parametrize(
    ("pager", "call"),
    [
        ("call", r'createPageHTML\(3, 1, "index", "html"\);'),
        ("records", r'createPageHTML\(3, 1, "index", "html", 14\);'),
        ("count", r"var currentPage = 1;.*\nvar countPage = 3"),
    ],
)
def test_trs_pagers(made: Office, pager: str, call: str) -> None:
    page = text(get(trs_site(made, pager=pager), "/zwgk/zfxxgk/zfxxgknb/index_1.html"))  # type: ignore[arg-type]
    assert re.search(call, page)
    assert ("function createPageHTML(_nPageCount" in page) == (pager != "count")


def test_trs_stubs_are_small_and_well(made: Office) -> None:
    site = trs_site(made, stubs=True)
    stub = get(site, "/zwgk/zfxxgk/zfxxgknb/index_1.html")
    assert stub.status == 200
    assert 300 <= len(stub.body) <= 400
    assert not anchors(text(stub), "http://a/")
    assert len(site.found) < len(made.reports)


def test_trs_rows_are_relative_absolute_and_files(made: Office) -> None:
    site = trs_site(
        with_files(made, {2023: "docx"}), scattered=True, elsewhere="www.example.gov.cn", direct=(2023,), cut=True
    )
    links = [
        str(anchor)
        for number in ("", "_1", "_2")
        for anchor in html.document_fromstring(text(get(site, f"/zwgk/zfxxgk/zfxxgknb/index{number}.html"))).xpath(
            "//ul[@class='list-con']//a/@href"
        )
    ]
    for start in ("./202", "../gzbg/202", "http://www.example.gov.cn/zwgk/"):
        assert any(link.startswith(start) for link in links), start
    assert any(re.fullmatch(r"\./202401/W0\d+\.docx", link) for link in links)
    page = text(get(site, "/zwgk/zfxxgk/zfxxgknb/"))
    cut = html.document_fromstring(page).xpath("//ul[@class='list-con']//a[contains(text(), '…')]/@title")
    assert {str(title) for title in cut} & {piece.title for piece in made.pieces}


@pytest.mark.parametrize(
    ("encoding", "said"), [("gb2312", b"charset=gb2312"), ("undeclared", None), ("mislabelled", b"charset=utf-8")]
)
def test_trs_pages_in_gbk(made: Office, encoding: str, said: bytes | None) -> None:
    answer = get(trs_site(made, encoding=encoding), "/zwgk/zfxxgk/zfxxgknb/")  # type: ignore[arg-type]
    assert answer.content_type == "text/html"
    assert "政府信息公开年报" in answer.body.decode("gbk")
    assert (said in answer.body) if said else (b"charset=" not in answer.body)


def test_folders_without_their_slash_and_queries(made: Office) -> None:
    site = trs_site(made)
    moved = get(site, "/zwgk/zfxxgk/zfxxgknb")
    assert (moved.status, moved.headers["Location"]) == (301, "http://sthjj.example.gov.cn/zwgk/zfxxgk/zfxxgknb/")
    assert get(site, "/zwgk/?page=2").body == get(site, "/zwgk/").body
    assert post(site, "/zwgk/", {}).status == 405


def test_meta_tags_have_their_traps(made: Office) -> None:
    path = urlsplit(trs_site(made).addresses[made.reports[0].number]).path
    page = text(get(trs_site(made, metas="reversed"), path))
    assert f'<META content="青原市生态环境局网站——{made.reports[0].title}" name="ArticleTitle">' in page
    assert '<META content="信息公开年报" name="ColumnType">' in page
    assert 'name="pubdate"' in text(get(trs_site(made, metas="lower"), path))
    assert "ArticleTitle" not in text(get(trs_site(made, metas="none"), path))


# Hanweb

_PROXY = "/module/web/jpage/dataproxy.jsp"


def _records(store: str) -> list[str]:
    """The rows' addresses in a data store, which must be well-formed."""
    root = etree.fromstring(store.strip().encode())
    assert root.tag == "datastore"
    rows = [html.fromstring(str(record.text)) for record in root.iter("record")]
    return [str(row.xpath(".//a/@href")[0]) for row in rows]


def _embedded(page: str) -> list[str]:
    return re.findall(r'<script type="text/xml">(.*?)</script>', page, re.DOTALL)


def _city() -> Office:
    return gathered(
        *(office("www.example.gov.cn", f"青原市{name}局", rows_per_page=5) for name in ("水利", "教育", "财政"))
    )


def test_hanweb_embeds_rows_and_serves_the_others() -> None:
    made = _city()
    site = hanweb_site(made)
    page = text(get(site, f"{site.start}?uid=764752&pageNum=2"))
    assert page == text(get(site, site.start))
    (store,) = _embedded(page)
    rows = _records(store)
    assert len(rows) == 15
    assert f"jpage({{totalRecord:{len(made.pieces)},perPage:5," in page
    following = html.fragment_fromstring(str(etree.fromstring(store.encode()).findtext("nextgroup"))).get("href")
    asked = str(following) + "&startrecord={}&endrecord={}&perpage=5"
    for first in range(16, len(made.pieces) + 1, 15):
        rows += _records(text(get(site, asked.format(first, first + 14), referer="http://www.example.gov.cn/")))
    assert [urljoin("http://www.example.gov.cn/", row) for row in rows] == list(site.addresses.values())
    assert _records(text(get(site, asked.format(100, 114), referer="x"))) == []
    form = {"columnid": 103585, "unitid": 764752, "startrecord": 1, "endrecord": 15, "perpage": 5}
    assert _records(text(post(site, _PROXY, form))) == rows[:15]
    assert get(site, asked.format(1, 15)).status == 403
    assert _records(text(get(site, asked.format(1, 15).replace("unitid=764752", "unitid=1"), referer="x"))) == []


def test_hanweb_services_that_count_pages_only() -> None:
    made = _city()
    site = hanweb_site(made, by_page=True)
    query = f"{_PROXY}?columnid=103585&unitid=764752&perpage=10&startrecord=21&endrecord=30&page="
    pages = [_records(text(get(site, query + str(number), referer="x"))) for number in range(1, 7)]
    assert [len(page) for page in pages] == [10, 10, 10, 10, 2, 0]
    assert pages[0][0] == urlsplit(site.addresses[made.pieces[0].number]).path


def test_hanweb_encrypted_units_end_with_the_page() -> None:
    site = hanweb_site(_city(), encrypted=True)
    (store,) = _embedded(text(get(site, site.start)))
    following = html.fragment_fromstring(str(etree.fromstring(store.encode()).findtext("nextgroup"))).get("href")
    assert "columnid=103585" not in str(following)
    answer = get(site, f"{following}&startrecord=16&endrecord=30&perpage=5", referer="x")
    assert (answer.status, len(answer.body), answer.body.strip()) == (200, 54, b"")
    assert 0 < len(site.found) < len(site.office.reports)


def test_hanweb_rows_twice_with_a_stray_tag(made: Office) -> None:
    site = hanweb_site(made, doubled=True, stray=True, elsewhere="zwgk.example.gov.cn")
    page = text(get(site, site.start))
    stores = _embedded(page)
    assert len(stores) == 2
    assert _records(stores[0]) == _records(stores[1])
    assert '<recordset><ul id="information-list"></ul>' in stores[0]
    assert any(row.startswith("http://zwgk.example.gov.cn/art/20") for row in _records(stores[0]))
    whole, cut = re.findall(r"title='([^']+)'>([^<]+\.\.\.)<", stores[0])[0]
    assert whole.startswith(cut.removesuffix("..."))
    assert whole != cut


def test_hanweb_files_come_from_a_script(made: Office) -> None:
    site = hanweb_site(with_files(made, {2021: "docx"}))
    report = next(piece for piece in site.office.reports if piece.year == 2021)
    page = text(get(site, urlsplit(site.addresses[report.number]).path))
    assert "<!--ZJEG_RSS.content.begin-->" in page
    assert "/art/2022/1/25/art_103585_" in site.addresses[report.number]
    (link,) = html.document_fromstring(page).xpath("//div[@id='zoom']//a/@href")
    assert re.fullmatch(r"/module/download/downfile\.jsp\?classid=0&filename=[0-9a-f]{32}\.docx", str(link))
    answer = get(site, str(link))
    assert answer.body == report.files[0].body
    assert unquote(answer.headers["Content-Disposition"]) == f'attachment; filename="{report.files[0].name}"'
    assert get(site, str(link).replace("filename=", "filename=0")).status == 404


def test_hanweb_annual_pages() -> None:
    made = office("www.example.gov.cn", "文河县人民政府", "文河县", (2020, 2022))
    site = hanweb_site(made, module="annual by select", show_type=True)
    first = text(get(site, f"{ANNUAL}?area={AREA}"))
    years = html.document_fromstring(first).xpath("//select[@id='fbtime']/option/@value")
    assert "文河县人民政府2022年政府信息公开工作年度报告" in first
    filled = [
        year for year in years if "六、其他需要报告的事项" in text(get(site, f"{ANNUAL}?area={AREA}&fbtime={year}"))
    ]
    assert filled == ["2022", "2020"]
    assert "暂无内容" in text(get(site, f"{ANNUAL}?area={AREA}&fbtime=2021"))
    assert "暂无内容" not in text(get(site, f"{ANNUAL}?area={'1' * 18}"))
    linked = hanweb_site(made, module="annual by links")
    page = text(get(linked, linked.start))
    assert len([url for _, url in anchors(page, "http://a/") if "fbtime=20" in url]) == len(years)


def test_hanweb_posted_search(made: Office) -> None:
    site = hanweb_site(made, module="search")
    page = text(get(site, site.start))
    assert f"tree.jsp?area={AREA}" in page
    assert "/art/" not in page.partition("<iframe")[2]
    rows: list[str] = []
    for number in (1, 2, 3, 4):
        answer = text(post(site, SEARCH, {"infotypeId": "A06", "jdid": 2, "area": AREA, "currpage": number}))
        assert "共3页" in answer
        rows += [
            str(row) for row in html.fragment_fromstring(answer).xpath("//tr[starts-with(@class,'tr_main')]//a/@href")
        ]
    assert [urljoin(f"http://{made.host}/", row) for row in rows] == list(site.addresses.values())


# jpaas


def _units(page: str) -> list[dict[str, str]]:
    said = html.document_fromstring(page).xpath("//script[@url]/@querydata")
    return [json.loads(str(data).replace("'", '"')) for data in said]


def _unit(site: Site, query: dict[str, str], **headers: str) -> str:
    answer = get(site, f"{UNIT}?{urlencode(query)}", **headers)
    assert (answer.content_type or "").startswith("application/json")
    data = json.loads(answer.body)["data"]
    return str(data["html"]) if data else ""


def _items(markup: str) -> list[str]:
    return [
        str(link) for link in html.fragment_fromstring(markup, create_parent=True).xpath(".//li[@class='cf']/a/@href")
    ]


@pytest.mark.parametrize("parse_type", ["buildstatic", "bulidstatic"])
def test_jpaas_lists_are_paged_by_their_json_only(parse_type: str) -> None:
    made = _city()
    site = jpaas_site(made, parse_type=parse_type)  # type: ignore[arg-type]
    page = text(get(site, site.start))
    assert "/art/" not in page
    assert "AuthorizedRead/unitbuild.js" in page
    markups = {query["tagId"]: _unit(site, query) for query in _units(page)}
    assert len(markups) == 4
    assert [tag for tag, markup in markups.items() if _items(markup)] == ["信息列表"]
    query = next(query for query in _units(page) if query["tagId"] == "信息列表")
    assert _items(_unit(site, {**query, "pageNo": "2"})) == _items(markups["信息列表"])
    rows: list[str] = []
    for number in (1, 2, 3, 4):
        markup = _unit(site, {**query, "paramJson": json.dumps({"pageNo": number, "pageSize": 15})})
        assert f'count="{len(made.pieces)}"' in markup
        rows += _items(markup)
    assert [urljoin(f"http://{made.host}/", row) for row in rows] == list(site.addresses.values())
    assert not _unit(site, {**query, "parseType": "static"})


def test_jpaas_may_want_the_cookie_of_the_column(made: Office) -> None:
    site = jpaas_site(made, cookie=True, pager_data=True, migrated=True)
    column = get(site, site.start)
    query = next(query for query in _units(text(column)) if query["tagId"] == "信息列表")
    assert get(site, f"{UNIT}?{urlencode(query)}").status == 403
    cookie = column.headers["Set-Cookie"].partition(";")[0]
    markup = _unit(site, query, cookie=cookie)
    assert "'count':'14'" in markup
    shapes = {re.sub(r"[0-9a-f]{32}|\d+", "N", urlsplit(url).path) for url in _items(markup)}
    assert shapes == {"/zfxxgk/zfxxgknb/art/N/art_N.html", "/art/N/N/N/art_N_N.html"}


# UCAP


def test_ucap_answers_twenty_at_most() -> None:
    made = _city()
    site = ucap_site(made)
    page = text(get(site, site.start))
    assert f"/searchList/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=20&_template=index" in page
    assert ".shtml?" not in page
    found: list[dict[str, str]] = []
    for number in (1, 2, 3):
        query = f"/searchList/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=300&_template=index&page={number}"
        data = json.loads(get(site, query).body)["data"]
        assert (data["total"], data["page"], data["rows"]) == (42, number, [20, 20, 2][number - 1])
        found += data["results"]
    assert [f"http:{row['url']}" for row in found] == list(site.addresses.values())
    assert all(row["publishedTimeStr"].startswith(piece.date) for row, piece in zip(found, made.pieces, strict=True))
    assert json.loads(get(site, query.replace("page=3", "page=4")).body)["data"]["results"] == []
    assert get(site, "/qysthj/c100186/").status == get(site, "/qysthj/c100186").status == 404


@pytest.mark.parametrize(
    ("shape", "pattern"),
    [
        ("month", r"/c100186/20\d{4}/[0-9a-f]{32}\.shtml"),
        ("c01", r"/c100186/20\d{4}/c01_\d+\.shtml"),
        ("content", r"/c100186/c\d+/content\.shtml"),
    ],
)
def test_ucap_details(made: Office, shape: str, pattern: str) -> None:
    site = ucap_site(made, shape=shape)  # type: ignore[arg-type]
    for url in site.addresses.values():
        assert re.search(pattern + "$", url)
        page = text(get(site, urlsplit(url).path))
        assert "<UCAPTITLE>" in page
        assert "<UCAPCONTENT>" in page
    other = ucap_site(made, shape=shape, body="id")  # type: ignore[arg-type]
    assert 'id="UCAP-CONTENT"' in text(get(other, urlsplit(url).path))


def test_ucap_refuses_without_its_token(made: Office) -> None:
    site = ucap_site(made, token=True, service="/common/search/")
    answer = get(site, f"/common/search/{CHANNEL}?_isJson=true&page=1")
    assert answer.status == 403
    assert json.loads(answer.body)["status"] == 403
    assert site.found == ()


def test_ucap_lists_may_be_static(made: Office) -> None:
    site = ucap_site(made, static=True)
    path, rows = site.start, list[str]()
    for _ in range(3):
        page = text(get(site, path))
        base = f"http://{made.host}{path}"
        rows += [url for _, url in anchors(page, base) if re.search(r"/[0-9a-f]{32}\.shtml$", url)]
        path = next((urlsplit(url).path for said, url in anchors(page, base) if said == "下一页"), "")
    assert rows == list(site.addresses.values())
    assert path == ""
    assert get(site, "/qysthj/c100186/zfxxgk_gknbz_4.shtml").status == 404


# Troubles


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("absent", 404, ""),
        ("refused", 403, ""),
        ("broken", 500, ""),
        ("nothing", 200, "Disallow: /\r"),
        ("one path", 200, "Disallow: /xxgk/"),
        ("delay", 200, "Crawl-delay: 2"),
        ("only others", 200, "Baiduspider"),
    ],
)
def test_robots(made: Office, kind: str, status: int, said: str) -> None:
    site = troubles.with_robots(trs_site(made), kind, "/xxgk/")  # type: ignore[arg-type]
    answer = get(site, "/robots.txt")
    assert answer.status == status
    assert said in answer.body.decode()
    assert get(site, "/").status == 200


def test_pages_that_are_known_are_not_sent_again(made: Office) -> None:
    site = troubles.Conditional(trs_site(made))
    first = get(site, "/")
    for known in ({"if_none_match": first.headers["ETag"]}, {"if_modified_since": first.headers["Last-Modified"]}):
        again = get(site, "/", **known)
        assert (again.status, again.body) == (304, b"")
    assert get(site, "/", if_none_match='"other"').status == 200
    assert get(site, "/", if_modified_since="Mon, 01 Jan 2024 00:00:00 GMT").status == 200
    assert get(site, "/zwgk/", if_none_match=first.headers["ETag"]).status == 200
    assert "ETag" not in get(site, "/nothing.html").headers
    assert "Last-Modified" not in get(troubles.Conditional(trs_site(made), dates=False), "/").headers


@pytest.mark.parametrize(
    ("kind", "status", "mark"), [("jsl", 521, "_clearance"), ("rs", 412, "$_ts"), ("page", 200, "验证码")]
)
def test_challenges(made: Office, kind: str, status: int, mark: str) -> None:
    site = troubles.Challenged(trs_site(made), kind)  # type: ignore[arg-type]
    answer = get(site, "/zwgk/", cookie="__jsluid_h=6f1c8a9d27b45e03")
    assert answer.status == status
    assert mark in answer.body.decode()
    assert get(site, "/robots.txt").status == 404


def test_redirects_to_the_same_page(made: Office) -> None:
    path = "/zwgk/?a=1"
    answer = get(troubles.CookieRedirect(trs_site(made)), path)
    assert (answer.status, answer.headers["Location"]) == (302, f"http://{made.host}{path}")
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    assert get(troubles.CookieRedirect(trs_site(made)), path, cookie=cookie).status == 200
    assert get(troubles.CookieRedirect(trs_site(made), endless=True), path, cookie=cookie).status == 302


def test_pages_that_are_elsewhere_or_something_else(made: Office) -> None:
    site = trs_site(made)
    home = get(site, "/").body
    gone = troubles.HomeInstead(site, troubles.below(site.start))
    assert get(gone, site.start).headers["Location"] == f"http://{made.host}/"
    assert get(troubles.HomeInstead(site, troubles.below(site.start), plain=True), site.start).body == home
    assert get(gone, "/zwgk/").status == 200
    moved = troubles.Moved("old.example.gov.cn", site)
    assert get(moved, "/zwgk/?a=1").headers["Location"] == f"http://{made.host}/zwgk/?a=1"
    assert (
        get(troubles.Moved("old.example.gov.cn", site, onto="/"), "/zwgk/").headers["Location"]
        == f"http://{made.host}/"
    )
    login = troubles.Instead(site, troubles.below(site.start), troubles.LOGIN)
    assert 'type="password"' in text(get(login, site.start))
    shell = text(get(troubles.Instead(site, troubles.below(site.start), troubles.SCRIPT_SHELL), site.start))
    assert shell.count("<script") > 20
    assert [said for said, _ in anchors(shell, "http://a/")] == ["首页"]
    assert get(troubles.SoftMissing(site), "/nothing.html").status == 200
    throttled = troubles.Throttled(site, 2)
    assert [get(throttled, "/zwgk/").body == home for _ in range(4)] == [False, False, True, True]
    slow = troubles.Slow(site, 0.3)
    assert (get(slow, "/").delay, get(slow, "/robots.txt").delay) == (0.3, 0)


# On the wire


@pytest.fixture(scope="module")
def running() -> Iterator[Replica]:
    def site(name: str) -> TrsSite:
        return trs_site(office(f"{name}.example.gov.cn", scheme="https"))

    cut = troubles.Reset(trs_site(office("cut.example.gov.cn")), troubles.below("/zwgk/"))
    once = troubles.Reset(site("once"), times=1)
    with Replica([site("sound"), site("old"), site("wrong"), site("expired"), cut, once]) as replica:
        troubles.legacy_tls(replica, "old.example.gov.cn")
        troubles.wrong_certificate(replica, "wrong.example.gov.cn")
        troubles.wrong_certificate(replica, "expired.example.gov.cn", "expired.example.gov.cn", expired=True)
        yield replica


def _open(replica: Replica, url: str) -> bytes:
    context = ssl.create_default_context(cafile=str(replica.ca_file))
    proxies = urllib.request.ProxyHandler({"http": replica.proxy_url, "https": replica.proxy_url})
    opener = urllib.request.build_opener(proxies, urllib.request.HTTPSHandler(context=context))
    with opener.open(url, timeout=10) as response:
        return bytes(response.read())


def test_tls_that_clients_refuse(running: Replica) -> None:
    assert "政务公开".encode() in _open(running, "https://sound.example.gov.cn/")
    with pytest.raises(urllib.error.URLError, match=r"(?i)protocol|version|handshake"):
        _open(running, "https://old.example.gov.cn/")
    for host in ("wrong", "expired"):
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            _open(running, f"https://{host}.example.gov.cn/")


def test_connections_that_are_cut(running: Replica) -> None:
    assert _open(running, "http://cut.example.gov.cn/")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        _open(running, "http://cut.example.gov.cn/zwgk/")
    with pytest.raises((RemoteDisconnected, ConnectionResetError, ssl.SSLEOFError)):
        _open(running, "https://once.example.gov.cn/zwgk/")
    assert _open(running, "https://once.example.gov.cn/zwgk/")
