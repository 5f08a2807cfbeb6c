"""Hosts on Hanweb's systems: columns with embedded records, the disclosure module, and the later one's fragments."""

import json
from collections.abc import Sequence

from tests.replica.families.handmade import NEWS, Address, Handmade, Paper, cut, hex32
from tests.replica.families.hosts import MadeHost
from tests.replica.protocol import ReplicaRequest, ReplicaResponse


def _address(column: int) -> Address:
    def address(paper: Paper) -> str:
        year, month, day = (int(part) for part in paper.date.split("-"))
        return f"/art/{year}/{month}/{day}/art_{column}_{paper.number}.html"

    return address


def _store(rows: Sequence[str], following: str = "") -> str:
    records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
    more = f"<nextgroup><![CDATA[{following}]]></nextgroup>" if following else ""
    return f"<datastore>{more}<recordset>{records}</recordset></datastore>"


def _xml(text: str) -> ReplicaResponse:
    return ReplicaResponse(text.encode(), 200, "text/xml;charset=UTF-8")


def table_records() -> MadeHost:
    """Records that are rows of a table, once for desks and once for phones, fetched in groups by record number."""
    site = Handmade("kjj.taohe-hand.gov.cn", "桃河市科学技术局", "桃河市", scheme="https")
    for year in range(2014, 2026):
        site.report(year, _address(33704), title=f"桃河市科学技术局{year}年度政府信息公开工作年度报告")
    for number, title in enumerate(NEWS):
        site.other(title, f"202{number + 2}-06-1{number}", _address(33704))
    site.show(
        lambda paper: (
            f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>桃河市科学技术局 信息公开年度报告 {paper.title}</title>
<meta name="ArticleTitle" content="{paper.title}"><meta name="PubDate" content="{paper.date} 11:12"><meta name="i_columnid" content="33704"></head>
<body><div class="bt-xxgk"><ul><li><label>索&nbsp;引&nbsp;号：</label>TH00{paper.number}/2026-00011</li><li><label>公开日期：</label>{paper.date}</li>
<li><label>发布单位：</label>桃河市科学技术局</li><li><label>文&emsp;&emsp;号：</label></li></ul></div><h1>{paper.title}</h1>
<!--ZJEG_RSS.content.begin--><div class="main-txt">{paper.body}</div><!--ZJEG_RSS.content.end--></body></html>"""
        )
    )
    rows = [
        f"""<tr><td align="left"><a href='{paper.href}' class='bt_link' title='{paper.title}' target='_blank'>{cut(paper.title, 18)}</a></td>
<td align="center">[{paper.date}]</td></tr>"""
        for paper in site.newest_first()
    ]
    phone = [f"""<li><a href="{paper.href}">{paper.title}</a></li>""" for paper in site.newest_first()]
    more = (
        '<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=12&path=/&columnid=33704&unitid=88120'
        '&webname=%25E6%25A1%2583&permissiontype=0"></a>'
    )

    def proxy(request: ReplicaRequest) -> ReplicaResponse:
        asked = {**request.query, **request.form}
        if asked.get("columnid") != "33704" or asked.get("unitid") != "88120":
            return _xml("<datastore></datastore>")
        start, end = int(asked.get("startrecord", "1")), int(asked.get("endrecord", "6"))
        return _xml(_store(rows[start - 1 : end], more))

    site.answers["/module/web/jpage/dataproxy.jsp"] = proxy
    site.put(
        "/col/col33704/index.html",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>信息公开年度报告</title></head><body><table width="100%"><tr><td>
<div id="88120"><script type="text/xml">{_store(rows[:6], more)}</script></div></td></tr></table>
<div class="wap" id="88121"><script type="text/xml">{_store(phone[:6], more)}</script></div>
<script src="/script/pagecontrol.js"></script><script>$('#88120').jpage({{ totalRecord: {len(rows)} , perPage : 6, proxyUrl:'/module/web/jpage/dataproxy.jsp' }});</script>
</body></html>""",
    )
    site.put(
        "/",
        """<!DOCTYPE html><html><head><meta charset="utf-8"><title>桃河市科学技术局</title></head><body><ul class=nav><li><a href="/">首页</a></li>
<li><a href="javascript:void(0)">政务公开</a><dl><dd><a href="/col/col33700/index.html">政府信息公开指南</a></dd><dd><a
href="/col/col33704/index.html?uid=88120&pageNum=1">信息公开年度报告</a></dd><dd><a href="/col/col33709/index.html">部门年报</a></dd></dl></li></ul>
<a href="https://www.taohe-hand.gov.cn/col/col1/index.html">市政府信息公开年报</a><!-- Produced By 大汉网络 大汉版通发布系统 --></body></html>""",
    )
    site.put(
        "/col/col33709/index.html",
        '<html><head><meta charset="utf-8"></head><body><a href="/art/2024/3/3/art_33709_1.html">2023年科技统计年报</a></body></html>',
    )
    return site.made("/col/col33704/index.html")


def page_parameter() -> MadeHost:
    """A proxy that pays no heed to record numbers, only to the page; titles without an attribute."""
    site = Handmade("fgw.suhu-hand.gov.cn", "苏湖市发展和改革委员会", "苏湖市")
    for year in range(2012, 2026):
        site.report(year, _address(8051))
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>苏湖市发展和改革委员会 年报 {paper.title}</title></head><body>
<table><tr><td>信息索引号</td><td>SH/2026-{paper.number}</td><td>生成日期</td><td>{paper.date}</td></tr><tr><td>发布机构</td><td>苏湖市发展和改革委员会</td>
<td>效力状况</td><td>有效</td></tr></table><div id="zoom"><p style="text-align:center">{paper.title}</p>{paper.body}</div></body></html>"""
        )
    )
    rows = [
        f'<li><span>{paper.date}</span><a href="{site.url(paper.href)}" target="_blank">{paper.title}</a></li>'
        for paper in site.newest_first()
    ]
    groups = [rows[start : start + 5] for start in range(0, len(rows), 5)]
    more = '<a href="/module/jpage/dataproxy.jsp?page=2&appid=1&webid=3&path=/&columnid=8051&unitid=2277&webname=%25E8&permissiontype=0"></a>'

    def proxy(request: ReplicaRequest) -> ReplicaResponse:
        asked = {**request.query, **request.form}
        page = int(asked.get("page", "1"))
        return _xml(_store(groups[page - 1] if page <= len(groups) else [], more))

    site.answers["/module/jpage/dataproxy.jsp"] = proxy
    site.put(
        "/col/col8051/index.html",
        f"""<html><head><meta charset="utf-8"><title>年报</title></head><body><div id="2277"><script type="text/xml">{_store(groups[0], more)}</script></div>
<script>var param_2277={{columnid:8051,unitid:'2277'}};$('#2277').jpage({{totalRecord:{len(rows)},perPage:5,perDisp:3}});</script></body></html>""",
    )
    site.put(
        "/",
        '<html><head><meta charset="utf-8"></head><body><a href="/col/col8040/index.html">信息公开</a><a href="/col/col9/index.html">统计年鉴</a></body></html>',
    )
    site.put(
        "/col/col8040/index.html",
        '<html><head><meta charset="utf-8"></head><body><ul><li><a href="../col8041/index.html">指南</a></li><li><a href="../col8051/index.html">年报</a></li></ul></body></html>',
    )
    return site.made("/col/col8051/index.html")


def all_embedded() -> MadeHost:
    """Every record stands in the page, though it shows five at a time; some lead to files, one to another host."""
    site = Handmade("www.jiangbin-hand.gov.cn", "江滨区人民政府办公室", "江滨区")
    elsewhere = Handmade("swj.jiangbin-hand.gov.cn", "江滨区水务局", "江滨区")
    for year in range(2019, 2026):
        site.report(year, _address(1229214366), agency="江滨区人民政府")
    abroad = elsewhere.report(2025, _address(77))
    elsewhere.show(
        lambda paper: (
            f'<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><h1>{paper.title}</h1><div class="neirong">{paper.body}</div></body></html>'
        )
    )
    for paper in site.papers:
        if paper.year and paper.year < 2021:
            name = f"{hex32(paper.number)}.docx"
            link = f"/module/download/downfile.jsp?classid=0&filename={name}"
            site.report_file(link, paper, "docx")
            body = f'<p>附件下载：<a href="{link}"><img src="/images/icon_doc.gif">{paper.title}.docx</a></p>'
        else:
            body = paper.body
        site.put(
            paper.href,
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title><meta name="ContentStart"></head><body>
<div><label><font>索 引 号</font></label><div class="display-block">0024{paper.number}/2026-00230</div><label><font>发布机构</font></label>
<div class="display-block">江滨区人民政府</div><label><font>公开日期</font></label><div class="display-block">{paper.date}</div></div>
<h1>{paper.title}</h1><div class="bt-content zoom clearfix">{body}</div></body></html>""",
        )
    rows = [
        f'<li><a href="{p.href}" title="{p.title}">{cut(p.title, 12, "……")}</a><b>{p.short_date}</b></li>'
        for p in site.newest_first()
    ]
    rows.insert(
        0,
        f'<li><a href="{elsewhere.url(abroad.href)}" title="{abroad.title}">{abroad.title}</a><b>{abroad.short_date}</b></li>',
    )
    site.put(
        "/col/col1229214366/index.html",
        f"""<html><head><meta charset="utf-8"><title>信息公开工作年报</title></head><body><div id="5017"><script type="text/xml">{_store(rows)}</script></div>
<script>$('#5017').jpage({{totalRecord:{len(rows)},perPage:5}});</script></body></html>""",
    )
    site.put(
        "/",
        """<html><head><meta charset="utf-8"><title>江滨区人民政府</title></head><body><a href="/col/col12/index.html"><img src="/gk.png" alt="政务公开"></a>
<a href="/col/col13/index.html">政府工作报告</a></body></html>""",
    )
    site.put(
        "/col/col12/index.html",
        '<html><head><meta charset="utf-8"></head><body><a href="//www.jiangbin-hand.gov.cn/col/col1229214366/index.html">信息公开工作年报</a></body></html>',
    )
    made = site.made("/col/col1229214366/index.html", also=(elsewhere,))
    return MadeHost(
        made.site, made.office, made.home, made.column, (*made.reports, elsewhere.url(abroad.href)), None, (elsewhere,)
    )


def _annual_page(code: str) -> Address:
    return lambda paper: f"/module/xxgk/xxgkAnnualReport.jsp?area={code}&fbtime={paper.year}"


def annual_units() -> MadeHost:
    """The module's annual pages, one a unit and year, in a tree of links."""
    site = Handmade("www.wenquan-hand.gov.cn", "温泉岭县人民政府", "温泉岭县")
    codes = {
        "11370830004335350N": "温泉岭县人民政府",
        "11370830MB2857414T": "温泉岭县水务局",
        "113708300043354471": "温泉岭县民政局",
    }
    links = ""
    for code, agency in codes.items():
        years = []
        for year in (2025, 2024, 2023):
            paper = site.report(
                year,
                _annual_page(code),
                agency=agency,
            )
            years.append(f'<a href="xxgkAnnualReport.jsp?area={code}&amp;fbtime={year}">{year}年</a>')
            site.put(
                paper.href,
                f"""<html><head><meta charset="utf-8"><title>政府信息公开年度报告</title></head><body><div class="title">{paper.title}</div>
<div class="sub">发布机构：{agency} 发布日期：{paper.date}</div><div class="xxgk_content">{paper.body}</div></body></html>""",
            )
        links += f"<dl><dt>{agency}</dt><dd>{''.join(years)}</dd></dl>"
    site.put(
        "/module/xxgk/nb.jsp",
        f'<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body>{links}</body></html>',
    )
    site.put(
        "/",
        '<html><head><meta charset="utf-8"></head><body><a href="/col/col5/index.html">政府信息公开</a></body></html>',
    )
    site.put(
        "/col/col5/index.html",
        '<html><head><meta charset="utf-8"></head><body><a href="/col/col6/index.html">指南</a><a href="/module/xxgk/nb.jsp">政府信息公开年报</a></body></html>',
    )
    return site.made("/module/xxgk/nb.jsp")


def _unit(site: Handmade, queries: dict[str, str], gateway: str = "/api-gateway") -> str:
    shown = "{" + ",".join(f"'{name}':'{value}'" for name, value in queries.items()) + "}"
    return (
        f'<script id="{hex32(len(shown))}" src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3" '
        f'url="{gateway}/jpaas-publish-server/front/page/build/unit" queryData="{shown}"></script>'
    )


def _jpaas(
    site: Handmade,
    column: str,
    rows: Sequence[str],
    tag: str,
    wrap: tuple[str, str],
    *,
    per_page: int = 15,
    spelling: str = "buildstatic",
) -> None:
    """A shell at *column*, and the fragments that its script asks for."""
    queries = {
        "parseType": spelling,
        "webId": hex32(1),
        "tplSetId": hex32(2),
        "pageType": "column",
        "tagId": tag,
        "editType": "null",
        "pageId": hex32(len(column)),
    }
    menu = {**queries, "tagId": "左侧导航"}
    site.put(
        column,
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title><meta name="ColId" content="{queries["pageId"]}"></head>
<body><div class="left">{_unit(site, menu)}</div><div class="right">{_unit(site, queries)}</div></body></html>""",
    )
    known = site.answers.get("/api-gateway/jpaas-publish-server/front/page/build/unit")

    def build(request: ReplicaRequest) -> ReplicaResponse:
        asked = request.query
        if asked.get("pageId") != queries["pageId"] and callable(known):
            return known(request)
        if asked.get("tagId") == "左侧导航":
            html = '<ul><li><a href="/zfxxgk/zn/">政府信息公开指南</a></li></ul>'
        elif asked.get("tagId") == tag and asked.get("webId") == hex32(1):
            paging = json.loads(asked.get("paramJson") or "{}")
            number, size = int(paging.get("pageNo", 1)), int(paging.get("pageSize", per_page))
            shown = "".join(rows[(number - 1) * size : number * size])
            pager = f"""<div class="page" count="{len(rows)}" queryData="{{'rows':'{size}','count':'{len(rows)}'}}"></div>"""
            html = wrap[0] + shown + wrap[1] + (pager if len(rows) > size else "")
        else:
            return ReplicaResponse(b'{"success":false,"data":null}', 200, "application/json")
        return ReplicaResponse(json.dumps({"success": True, "data": {"html": html}}).encode(), 200, "application/json")

    site.answers["/api-gateway/jpaas-publish-server/front/page/build/unit"] = build


def _fragment_address(folder: str) -> Address:
    return lambda paper: f"{folder}art/{paper.date[:4]}/art_{paper.hex32}.html"


def _fragment_detail(paper: Paper) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{paper.title}</title><meta name="ArticleTitle" content="{paper.title}">
<meta name="PubDate" content="{paper.date} 08:30"><meta name="ContentSource" content=""><meta name="ColumnType" content="信息公开年报"></head><body>
<div class="position"><a href="/">首页</a> &gt; <a href="/zfxxgk/zfxxgknb/">政府信息公开年报</a></div>
<table class="xxgk-info"><tbody><tr><td>索引号：</td><td>{paper.number}/2026-00012</td><td>发布机构：</td><td>{paper.agency}</td></tr>
<tr><td>发文字号：</td><td></td><td>发布日期：</td><td>{paper.date}</td></tr></tbody></table>
<h1>{paper.title}</h1><div class="article-content" id="zoom">{paper.body}</div></body></html>"""


def fragment_tables() -> MadeHost:
    """Fragments whose rows are a table's, two pages of them."""
    site = Handmade("jtj.pingtao-hand.gov.cn", "平桃市交通运输局", "平桃市")
    for year in range(2017, 2026):
        site.report(year, _fragment_address("/zfxxgk/zfxxgknb/"))
    site.other(NEWS[2], "2023-02-01", _fragment_address("/zfxxgk/zfxxgknb/"))
    site.show(_fragment_detail)
    rows = [
        f'<tr><td>{place}</td><td><a target="_blank" href="{p.href}" title="{p.title}">{cut(p.title, 16)}</a></td><td>{p.date}</td></tr>'
        for place, p in enumerate(site.newest_first(), 1)
    ]
    head = "<table><thead><tr><th>序号</th><th>标题</th><th>日期</th></tr></thead><tbody>"
    _jpaas(site, "/zfxxgk/zfxxgknb/", rows, "信息列表", (head, "</tbody></table>"), per_page=6)
    site.put(
        "/",
        '<html><head><meta charset="utf-8"></head><body><a href="/zfxxgk/">信息公开 Information</a><a href="/ndbg/">年度总结</a></body></html>',
    )
    site.put(
        "/zfxxgk/",
        '<html><head><meta charset="utf-8"></head><body><div class="tab"><span onclick="location.href=\'/zfxxgk/zfxxgknb/\'">政府信息公开年报</span></div></body></html>',
    )
    return site.made("/zfxxgk/zfxxgknb/")


def fragment_misspelt() -> MadeHost:
    """The parse type misspelt, as some sites have it; addresses with the host; reports as PDF."""
    site = Handmade("www.xihe-hand.gov.cn", "溪禾市人民政府办公室", "溪禾市", scheme="https")
    for year in range(2021, 2026):
        site.report(
            year,
            _fragment_address("/gk/nb/"),
            agency="溪禾市人民政府",
            title=f"{year}年度溪禾市人民政府信息公开工作年报",
        )
    for paper in list(site.papers):
        name = f"{paper.href.rpartition('/')[0]}/{hex32(paper.number + 1)}.pdf"
        site.report_file(name, paper, "pdf")
        linked = (
            f'<p>请下载附件查看：<a href="{site.url(name)}">{paper.title}</a></p>' if paper.year != 2025 else paper.body
        )
        site.put(paper.href, _fragment_detail(paper).replace(paper.body, linked))
    rows = [
        f'<div class="item"><div class="day">{p.date[8:]}</div><div>{p.date[:7]}</div><a href="{site.url(p.href)}">{p.title}</a></div>'
        for p in site.newest_first()
    ]
    _jpaas(site, "/gk/nb/index.html", rows, "当前栏目_list", ('<div class="items">', "</div>"), spelling="bulidstatic")
    site.answers["/gk/nb/"] = site.answers["/gk/nb/index.html"]
    site.put("/", '<html><head><meta charset="utf-8"></head><body><a href="/gk/index.html">政务公开</a></body></html>')
    site.put(
        "/gk/index.html",
        '<html><head><meta charset="utf-8"></head><body><a href="./nb/index.html" title="信息公开工作年报">信息公开工作…</a></body></html>',
    )
    return site.made("/gk/nb/index.html")


def fragment_from_report() -> MadeHost:
    """Begun at the address of one report, whose trail leads to the column."""
    site = Handmade("mzj.luqi-hand.gov.cn", "鹿栖市民政局", "鹿栖市")
    for year in range(2018, 2026):
        site.report(year, _fragment_address("/zfxxgk/zfxxgknb/"))
    site.show(_fragment_detail)
    rows = [
        f'<li class="cf"><a href="{p.href}">{p.title}</a><span class="fr">{p.date}</span></li>'
        for p in site.newest_first()
    ]
    _jpaas(site, "/zfxxgk/zfxxgknb/", rows, "右侧内容", ("<ul>", "</ul>"))
    site.put(
        "/",
        '<html><head><meta charset="utf-8"></head><body><a href="/zfxxgk/zfxxgknb/">政府信息公开年报</a></body></html>',
    )
    return site.made("/zfxxgk/zfxxgknb/", home=site.papers[3].href)
