"""The made-up hosts answer as the facts about their systems say, and hold what they are said to hold."""

import json
import re
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from ssl import create_default_context
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from tests.replica import Replica, ReplicaRequest, ReplicaResponse, Site
from tests.replica.families.easysite import LIST_PAGE, MODULE
from tests.replica.families.frames import Frame, Menu
from tests.replica.families.gkmlpt import COLUMN
from tests.replica.families.hosts import MadeHost
from tests.replica.families.hosts_b import HOSTS_B
from tests.replica.families.lonsun import ORGAN
from tests.replica.families.made import office

# The hosts whose rows no plain link leads to: they come by script, or hide in one.
_BY_SCRIPT = {
    "gkmlpt",
    "gkmlpt_script",
    "gkmlpt_loose",
    "lonsun_fragments",
    "lonsun_json",
    "channel_doc",
    "ewb",
    "ewb_wrapped",
    "onclick",
}


@cache
def made(name: str) -> MadeHost:
    return HOSTS_B[name]()


def sites(name: str) -> tuple[Site, ...]:
    return (made(name).site, *made(name).also_sites)


def ask(name: str, url: str, body: bytes | None = None) -> ReplicaResponse:
    """The answer of the host *name* without a server in between."""
    parts = urlsplit(urljoin(made(name).home, url))
    site = next(site for site in sites(name) if (site.scheme, site.host) == (parts.scheme, parts.netloc))
    path = parts._replace(scheme="", netloc="", fragment="").geturl()
    return site.respond(
        ReplicaRequest("GET" if body is None else "POST", site.scheme, site.host, path, body=body or b"")
    )


def page(name: str, url: str) -> str:
    answer = ask(name, url)
    assert answer.status == 200, url
    return answer.body.decode("gb18030" if name == "php_gbk" else "utf-8")


def rows(name: str, url: str) -> list[str]:
    """Where the links of a page's list lead, pager and menus left out."""
    listed = {piece.title[:8] for piece in made(name).office.pieces}
    anchors = html.fromstring(page(name, url)).iter("a")
    return [a.get("href", "") for a in anchors if a.text_content()[:8] in listed]


def _links(name: str, url: str) -> Iterator[str]:
    answer = ask(name, url)
    assert answer.status == 200, f"dead link: {url}"
    if not (answer.content_type or "").startswith("text/html"):
        return
    tree = html.fromstring(page(name, url))
    refreshed = [told.partition("URL=")[2] for told in tree.xpath("//meta[@http-equiv='Refresh']/@content")]
    targets = [*tree.xpath("//a/@href | //iframe/@src | //frame/@src | //option/@value"), *refreshed]
    for target in targets:
        absolute = urldefrag(urljoin(url, target)).url
        if urlsplit(absolute).netloc in {site.host for site in sites(name)}:
            yield absolute


@cache
def walked(name: str) -> Mapping[str, int]:
    """Every address that plain links of the host lead to, by how many clicks it is from the home page."""
    seen = {made(name).home: 0}
    waiting = [made(name).home]
    for url in waiting:
        for target in _links(name, url):
            if target not in seen:
                seen[target] = seen[url] + 1
                waiting.append(target)
    return seen


def test_there_are_enough_hosts_and_none_is_another() -> None:
    assert len(HOSTS_B) >= 24
    hosts = [site.host for name in HOSTS_B for site in sites(name)]
    assert len(hosts) == len(set(hosts))
    assert {made(name).site.scheme for name in HOSTS_B} == {"http", "https"}


@pytest.mark.parametrize("name", HOSTS_B)
def test_a_visitor_gets_from_the_home_page_to_the_column(name: str) -> None:
    column = made(name).column
    assert column is not None
    assert 1 <= walked(name)[column] <= 4


@pytest.mark.parametrize("name", HOSTS_B)
def test_links_lead_to_the_reports_that_a_crawl_must_find_unless_a_script_holds_them(name: str) -> None:
    reached = set(made(name).reports) & set(walked(name))
    assert reached == (set() if name in _BY_SCRIPT else set(made(name).reports))


@pytest.mark.parametrize("name", HOSTS_B)
def test_the_reports_are_where_they_are_said_to_be(name: str) -> None:
    host = made(name)
    titles = [piece.title for piece in host.office.reports]
    assert len(set(host.reports)) == len(host.reports)
    assert len(host.reports) == len(titles) or host.trouble
    for url, title in zip(host.reports, titles, strict=False):
        answer = ask(name, url)
        assert answer.status == 200
        if answer.content_type == "application/pdf":
            assert answer.body.startswith(b"%PDF")
        else:
            # Some titles stand in a script's JSON only.
            assert title in (text := page(name, url)) or json.dumps(title) in text


def test_frames_of_every_look_have_the_menu_of_five() -> None:
    for look in ("modern", "tables", "shouting", "bare"):
        frame = Frame(office("slj.made-up.gov.cn"), Menu("/nb/"), look)
        tree = html.fromstring(frame.column_page("<p>0</p>"))
        said = "".join("".join(tree.itertext()).split())
        for label in ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"):
            assert label in said, look


def test_tags_have_the_traps_that_were_seen() -> None:
    piece = office("slj.made-up.gov.cn").reports[0]
    menu = Menu("/nb/")
    loud = Frame(piece_office := office("slj.made-up.gov.cn"), menu, "shouting").article_page(piece, "")
    assert f'<META content="{piece_office.agency}——{piece.title}" name="ArticleTitle">' in loud
    assert '<META content="" name="ContentSource">' in loud
    low = Frame(piece_office, menu, "tables").article_page(piece, "")
    assert re.search(r'<meta name="pubdate" content="\d{4}-\d\d-\d\d \d\d:\d\d:\d\d" />', low)
    assert "<meta name=" not in Frame(piece_office, menu, "bare").article_page(piece, "")


# gkmlpt and NFCMS


def _articles(name: str, number: int, sid: str, prefix: str = "") -> dict[str, object]:
    answer = ask(name, f"{prefix}/gkmlpt/api/all/{COLUMN}?page={number}&sid={sid}")
    assert answer.content_type == "application/json"
    articles: dict[str, object] = json.loads(answer.body)
    return articles


def test_gkmlpt_lists_by_column_and_site() -> None:
    first = _articles("gkmlpt_script", 1, "755040")
    third = _articles("gkmlpt_script", 3, "755040")
    assert isinstance(first["articles"], list)
    assert isinstance(third["articles"], list)
    assert first["classify"] == {"id": str(COLUMN), "name": "政府信息公开工作年度报告", "post_count": 14}
    assert (len(first["articles"]), len(third["articles"])) == (5, 4)
    assert _articles("gkmlpt_script", 4, "755040")["articles"] == []
    assert _articles("gkmlpt_script", 1, "")["articles"] == []
    assert {"title", "url", "post_url", "identifier", "publisher", "document_number", "created_at"} <= set(
        first["articles"][0]
    )


def test_gkmlpt_writes_its_tree_as_a_script_would() -> None:
    escaped = page("gkmlpt", "/gkmlpt/index")
    assert "SID: '755099'" in escaped
    tree = re.search(r"TREE: (\[.*\]),\n", escaped)
    assert tree is not None
    assert [node["name"] for node in json.loads(tree[1])][-2:] == ["政府信息公开年报", "依申请公开"]
    bare = page("gkmlpt_script", "/gkmlpt/index")
    assert "name: '政府信息公开工作年度报告'" in bare
    assert ",}" not in bare
    assert ",}" in page("gkmlpt_loose", "/ytslj/gkmlpt/index")
    jump = page("gkmlpt_jump", "/gkmlpt/index")
    assert "jump_url: 'http://jtj.qy-gk-made.gov.cn/zwgk/ndbg/'" in jump


@pytest.mark.parametrize(("name", "drawn"), [("gkmlpt", False), ("gkmlpt_script", False), ("gkmlpt_loose", True)])
def test_gkmlpt_keeps_bodies_in_the_script(name: str, drawn: bool) -> None:
    text = page(name, made(name).reports[-1])
    found = re.search(r"DETAIL:\s*(\{.*\}),\n", text)
    assert found is not None
    detail = json.loads(found[1])
    assert detail["content"] == made(name).office.reports[-1].body
    assert detail["publisher"] == made(name).office.agency
    assert bool(html.fromstring(text).xpath("//div[@class='article-content']//table")) is drawn


def test_gkmlpt_names_its_files() -> None:
    name = "gkmlpt_script"
    listed = [_articles(name, number, "755040")["articles"] for number in (1, 2, 3)]
    files = [file for part in listed if isinstance(part, list) for article in part for file in article["attachment"]]
    assert [file["name"].rpartition(".")[2] for file in files] == ["docx", "pdf"]
    assert ask(name, files[1]["url"]).body.startswith(b"%PDF")


def test_the_second_page_of_nfcms_is_called_two() -> None:
    column = "/xxgk/ndbg/"
    assert rows("nfcms_tyxxy", f"{column}index.html") == rows("nfcms_tyxxy", column)
    assert set(rows("nfcms_tyxxy", f"{column}index_2.html")).isdisjoint(rows("nfcms_tyxxy", column))
    assert ask("nfcms_tyxxy", f"{column}index_1.html").status == 404
    report = page("nfcms_tyxxy", made("nfcms_tyxxy").reports[0])
    assert html.fromstring(report).xpath("//div[@class='tyxxy_main']//table")
    assert 'name="ArticleId"' in page("nfcms", made("nfcms").reports[0])


# VSB


def test_vsb_counts_its_pages_down() -> None:
    first = html.fromstring(page("vsb_descending", "/zfxxgk/zfxxgknb.htm"))
    assert first.xpath("//a[text()='下页']/@href") == ["zfxxgknb/4.htm"]
    second = html.fromstring(page("vsb_descending", "/zfxxgk/zfxxgknb/4.htm"))
    assert second.xpath("//a[text()='下页']/@href") == ["3.htm"]
    assert second.xpath("//a[text()='上页']/@href") == ["../zfxxgknb.htm"]
    assert second.xpath("//ul[@class='list']//a/@href")[0].startswith("../../info/1013/")
    assert not html.fromstring(page("vsb_descending", "/zfxxgk/zfxxgknb/1.htm")).xpath("//a[text()='下页']")


def test_vsb_has_two_other_ways_of_paging() -> None:
    script = html.fromstring(page("vsb_list_jsp", "/zfxxgk/zfxxgknb.htm"))
    assert script.xpath("//a[text()='下页']/@href") == [
        "list.jsp?totalpage=3&PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1013"
    ]
    query = html.fromstring(page("vsb_query", "/ndbg.htm"))
    assert query.xpath("//a[text()='下页']/@href") == ["?a168274t=3&a168274p=2"]


def test_vsb_names_a_file_in_the_answer_only() -> None:
    name = "vsb_list_jsp"
    tree = html.fromstring(page(name, made(name).reports[0]))
    (link,) = tree.xpath("//a[contains(@href, 'download.jsp')]/@href")
    answer = ask(name, link)
    assert answer.content_type == "application/octet-stream"
    assert quote("工作年度报告.docx") in answer.headers["Content-Disposition"]
    name = "vsb_query"
    assert any(
        "/__local/" in link
        for url in made(name).reports
        for link in html.fromstring(page(name, url)).xpath("//a/@href")
    )


def test_vsb_leaves_its_footprints() -> None:
    text = page("vsb_years", made("vsb_years").reports[0])
    assert made("vsb_years").reports[0].endswith("/swj/zfxxgk/zfxxgknb/a2024.htm")
    assert "/system/resource/js/vsbscreen.min.js" in text
    assert "_jsq_(" in text
    assert html.fromstring(text).xpath("//div[starts-with(@id, 'vsb_content')]//table")


# EasySite


def test_easysite_turns_pages_for_its_module_only() -> None:
    first = f"/eportal/ui?pageId={LIST_PAGE}"
    second = f"{first}&currentPage=2&moduleId={MODULE}"
    assert rows("easysite", second) != rows("easysite", first)
    assert rows("easysite", f"{first}&currentPage=2") == rows("easysite", first)
    assert "staticRequest=yes" in page("easysite_static", first)


def test_the_index_number_of_easysite_ends_with_the_key() -> None:
    url = made("easysite").reports[0]
    cells = [
        cell.text_content()
        for cell in html.fromstring(page("easysite", url)).xpath("//table[@class='easysite-table']//td")
    ]
    block = dict(zip(cells[::2], cells[1::2], strict=True))
    assert block["索 引 号:"].endswith("-" + url.partition("articleKey=")[2].partition("&")[0])
    assert re.fullmatch(r"\d{4}年\d{2}月\d{2}日", block["发布日期:"])
    assert block["文  号:"] == ""


# Anhui's two systems


def test_lonsun_knows_its_columns_by_type() -> None:
    for number, words in (("1", "制度"), ("2", "指南"), ("5", "依申请公开")):
        assert words in page("lonsun", f"/public/column/{ORGAN}?type={number}").partition("</title>")[0]
    assert rows("lonsun", f"/public/column/{ORGAN}?action=detail&nav=3&type=3") == rows(
        "lonsun", made("lonsun").column or ""
    )


@pytest.mark.parametrize("name", ["lonsun_fragments", "lonsun_json"])
def test_lonsun_sends_rows_to_its_script(name: str) -> None:
    shell = page(name, made(name).column or "")
    found = re.search(r'ajaxUrl:"([^"]+)"', shell)
    pages = re.search(r"pageCount:(\d+)", shell)
    assert found is not None
    assert pages is not None
    answers = [
        ask(name, found[1].replace("pageIndex=1", f"pageIndex={number}")) for number in range(1, int(pages[1]) + 1)
    ]
    said = b"".join(answer.body for answer in answers).decode()
    for url in made(name).reports:
        assert urlsplit(url).path in said
    assert answers[0].content_type == ("application/json" if name == "lonsun_json" else "text/html; charset=utf-8")
    assert ask(name, "/site/label/8888?labelName=publicInfoList&organId=1&type=3").body == b""


def test_openness_has_two_kinds_of_pieces() -> None:
    assert all("/XxgkAnnualReport/show/" in url for url in made("openness").reports)
    assert all("/OpennessContent/show/" in url for url in made("openness_content").reports)
    listed = html.fromstring(page("openness", "/XxgkContent/showList/865/0/page_2.html"))
    assert any("/OpennessContent/" in link for link in listed.xpath("//a/@href"))


# channel/doc, EWB


def test_the_id_of_a_document_begins_with_its_second() -> None:
    name = "channel_doc_rows"
    for url, piece in zip(made(name).reports, made(name).office.reports, strict=True):
        found = re.search(r"/channel_\w+/doc_([0-9a-f]{8})[0-9a-f]{16}\.html$", url)
        assert found is not None
        moment = datetime.fromtimestamp(int(found[1], 16), timezone(timedelta(hours=8)))
        assert f"{moment:%Y-%m-%d}" == piece.date
    text = page(name, made(name).reports[0])
    lines = html.fromstring(text).xpath("//div[@class='head-lines']/p/text()")
    assert lines[0] == made(name).office.reports[0].title
    assert re.fullmatch(r"\w{18}/\d{4}-\d{8}", lines[1])
    assert lines[2:] == [made(name).office.reports[0].date, made(name).office.agency]
    assert "扫码使用手机浏览本页内容" in text
    assert re.search(r"/resources/public/\d{8}/[0-9a-f]+\.docx", text)


def test_a_channel_without_rows_says_nothing_to_those_who_run_no_script() -> None:
    assert made("channel_doc").trouble == "js_rendered"
    assert not re.search(r"doc_[0-9a-f]{24}", page("channel_doc", made("channel_doc").column or ""))


@pytest.mark.parametrize(("name", "wrapped"), [("ewb", False), ("ewb_wrapped", True)])
def test_ewb_answers_posted_json(name: str, wrapped: bool) -> None:
    info = re.search(r"var siteInfo = (\{.*?\});", page(name, "/js/webBuilderCommon.js"))
    assert info is not None
    site = json.loads(info[1])
    service = f"{site['projectName']}/rest/lightfrontaction/getgovinfolist"
    found: list[str] = []
    for number in range(4):
        asked = {
            "deptcode": "",
            "categorynum": "003005",
            "pageIndex": number,
            "pageSize": 15,
            "siteGuid": site["siteGuid"],
        }
        body = json.dumps({"params": asked} if wrapped else asked).encode()
        answer = json.loads(ask(name, service, body).body)
        found += [urljoin(made(name).home, row["infourl"]) for row in answer["custom"]["data"]]
    assert set(made(name).reports) <= set(found)
    assert len(found) == len(made(name).office.pieces) == answer["custom"]["total"]
    assert ask(name, service).status == 405
    assert json.loads(ask(name, service, b"no json").body)["custom"]["data"] == []


# No known system


def test_a_host_in_gbk_says_so_by_another_name_and_in_its_pages_only() -> None:
    answer = ask("php_gbk", made("php_gbk").reports[0])
    assert answer.content_type == "text/html"
    assert b"charset=gb2312" in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


@pytest.mark.parametrize("name", ["posted_pages", "scripted_pages"])
def test_pages_that_only_a_form_turns_are_no_one_elses(name: str) -> None:
    host = made(name)
    column = host.column or ""
    assert host.trouble == "pages_not_followed"
    assert 0 < len(host.reports) < len(host.office.reports)
    turned = ask(name, column, b"page=2")
    assert turned.status == 200
    assert turned.body != ask(name, column).body
    assert "下一页" in page(name, column)


def test_rows_hide_in_scripts_frames_and_boxes() -> None:
    assert "window.open('/show/" in page("onclick", made("onclick").column or "")
    assert "<iframe" in page("iframe", made("iframe").column or "")
    assert "<frameset" in page("frames", made("frames").column or "")
    assert "<select" in page("years_select", made("years_select").column or "")
    assert b'http-equiv="Refresh"' in ask("numbered", "/").body
    assert "政府信息公开" not in page("action", "/")


def test_the_platform_keeps_reports_two_and_three_levels_down() -> None:
    host = made("platform")
    start = walked("platform")[host.column or ""]
    depths = [walked("platform")[url] - start for url in host.reports]
    assert set(depths) == {2, 3}
    assert len(html.fromstring(page("platform", "/zfxxgknb/szfbm/")).xpath("//ul[@class='units']/a")) == 30
    assert {piece.agency for piece in host.office.reports} >= {
        "平流市粮食和物资储备局",
        "东流县人民政府",
        "平流市人民政府",
    }


def test_the_hosts_answer_through_the_server() -> None:
    names = ("ewb", "shanghai")
    with Replica([made(name).site for name in names]) as replica:
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({"http": replica.proxy_url, "https": replica.proxy_url}),
            urllib.request.HTTPSHandler(context=create_default_context(cafile=str(replica.ca_file))),
        )
        for name in names:
            for url in (made(name).home, made(name).column or "", made(name).reports[0]):
                with opener.open(url, timeout=10) as response:
                    assert response.read() == ask(name, url).body
