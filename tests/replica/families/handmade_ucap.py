"""Hosts on UCAP: lists from an interface, static ones, a page of links, pages that scripts number."""

import json

from tests.replica.families.handmade import NEWS, Address, Handmade, cut, pages_of
from tests.replica.families.hosts import MadeHost
from tests.replica.protocol import ReplicaRequest, ReplicaResponse


def _address(folder: str) -> Address:
    return lambda paper: f"{folder}{paper.dashless[:6]}/{paper.hex32}.shtml"


def interface() -> MadeHost:
    """Rows only by the interface, twenty at most a page, addresses without a scheme."""
    site = Handmade("gzw.xueling-hand.gov.cn", "雪岭市国有资产监督管理委员会", "雪岭市", scheme="https")
    channel = "1f27ab1e4d2b45b2a9d1c0f74a58a1de"
    for year in range(2002 + 6, 2026):
        site.report(year, _address("/gzw/c118274/"))
    for number, title in enumerate(NEWS * 2):
        site.other(title, f"20{12 + number}-05-06", _address("/gzw/c118274/"))
    site.show(
        lambda paper: (
            f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{paper.title}_雪岭市国有资产监督管理委员会</title>
<meta name="ColumnName" content="政务公开年报"/><meta name="ArticleTitle" content="{paper.title}"/><meta name="PubDate" content="{paper.date} 17:18"/>
<meta name="ContentSource" content="雪岭市国资委"/></head><body><div class="crumbs"><a href="/">首页</a>&gt;<a href="/gzw/c118274/common_list.shtml">政务公开年报</a></div>
<div class="xx"><span>索 引 号：</span><span>K4589{paper.number}/2026-00221</span><span>主题分类：</span><span>国有资产监管</span><span>发布机构：</span><span>{paper.agency}</span>
<span>发布日期：</span><span>{paper.date}</span><span>有 效 性：</span><span>有效</span></div>
<h1><UCAPTITLE>{paper.title}</UCAPTITLE></h1><UCAPCONTENT>{paper.body}</UCAPCONTENT></body></html>"""
        )
    )
    everything = site.newest_first()

    def search(request: ReplicaRequest) -> ReplicaResponse:
        asked = request.query
        size = min(int(asked.get("_pageSize", "10")), 20)
        page = int(asked.get("page", "1"))
        shown = everything[(page - 1) * size : page * size]
        data = {
            "total": len(everything),
            "page": page,
            "rows": size,
            "channelId": channel,
            "results": [
                {
                    "title": p.title,
                    "url": f"//{site.host}{p.href}",
                    "publishedTimeStr": f"{p.date} 17:18:49",
                    "publishedTime": 1_700_000_000,
                    "manuscriptId": str(p.number),
                    "channelName": "政务公开年报",
                    "channelCodeName": "c118274",
                }
                for p in shown
            ],
        }
        return ReplicaResponse(
            json.dumps({"data": data}, ensure_ascii=False).encode(), 200, "application/json;charset=utf-8"
        )

    site.answers[f"/common/search/{channel}"] = search
    site.put(
        "/gzw/c118274/common_list.shtml",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>政务公开年报</title></head><body><ul id="list"></ul><div id="page_div"></div><script>
var channelId = "{channel}";
function load(page) {{ $.ajax({{ type: 'get', url: "/common/search/{channel}?_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page=" + page,
 success: function (res) {{ var rows = res.data.results; for (var i = 0; i < rows.length; i++) {{ $('#list').append('<li><a href="' + rows[i].url + '">' + rows[i].title + '</a></li>'); }} }} }}); }}
load(1);</script></body></html>""",
    )
    site.put(
        "/",
        """<!DOCTYPE html><html><head><meta charset="utf-8"><title>雪岭市国有资产监督管理委员会</title></head><body><div class="nav"><a href="/gzw/index.shtml">政务公开</a>
<a href="/gzw/c99/common_list.shtml">国资监管年报</a><a href="/gzw/c98/common_list.shtml">政府网站工作年度报表</a></div></body></html>""",
    )
    for number in (98, 99):
        site.put(
            f"/gzw/c{number}/common_list.shtml",
            '<html><head><meta charset="utf-8"></head><body><ul><li><a href="/gzw/c99/202402/c01_1.shtml">国有企业2023年度报表</a></li></ul></body></html>',
        )
    site.put(
        "/gzw/index.shtml",
        """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><a href="c118270/zfxxgk_zn.shtml">指南</a><a href="c118274/common_list.shtml">政务公开年报</a></body></html>""",
    )
    return site.made("/gzw/c118274/common_list.shtml")


def years() -> MadeHost:
    """A page of links for the newest year, with tabs to the pages of the years before."""
    site = Handmade("www.xinyuanhu-hand.gov.cn", "新源湖县人民政府办公室", "新源湖县")
    agencies = ("新源湖县人民政府", "新源湖县民政局", "新源湖县水利局")
    folder = {year: f"/xyh/xxgknb{year}n/" for year in (2025, 2024, 2023)}
    for year, place in folder.items():
        for agency in agencies:
            site.report(year, _address(place), agency=agency)
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}-新源湖县政府网</title><meta name="ArticleTitle" content="{paper.title}"/>
<meta name="PubDate" content="{paper.date}"/></head><body><h2>{paper.title}</h2><p>发布时间：{paper.date} 来源：{paper.agency}</p>
<div id="UCAP-CONTENT">{paper.body}</div></body></html>"""
        )
    )
    tabs = "".join(
        f'<li class="tab"><a href="..{place[4:]}zfxxgk_gknbz.shtml">{year}年</a></li>' for year, place in folder.items()
    )
    for year, place in folder.items():
        rows = "".join(
            f'<div class="gl-item"><a href="{p.href}" title="{p.title}">{p.agency}</a></div>'
            for p in site.papers
            if p.year == year
        )
        site.put(
            f"{place}zfxxgk_gknbz.shtml",
            f'<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><ul>{tabs}</ul>{rows}</body></html>',
        )
    site.put(
        "/",
        """<html><head><meta charset="utf-8"></head><body><a href="/xyh/zfxxgk/zfxxgk_gkzn.shtml">政府信息公开</a></body></html>""",
    )
    site.put(
        "/xyh/zfxxgk/zfxxgk_gkzn.shtml",
        """<html><head><meta charset="utf-8"></head><body><ul class="menu"><li><a href="zfxxgk_gkzn.shtml"><img src="1.png" alt="政府信息公开指南"/></a></li>
<li><a href="../xxgknb2025n/zfxxgk_gknbz.shtml"><img src="2.png" alt="政府信息公开年报"/></a></li></ul></body></html>""",
    )
    return site.made(f"{folder[2025]}zfxxgk_gknbz.shtml")


def numbered() -> MadeHost:
    """Static pages that a script numbers from 1: ``list_2.shtml`` is the second."""
    site = Handmade("nyj.jiangtian-hand.gov.cn", "江田市农业农村局", "江田市")
    folder = "/jtsnyj/ndbg/"
    for year in range(2013, 2026):
        site.report(year, _address(folder), title=f"【年度报告】江田市农业农村局{year}年政府信息公开工作年度报告")
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><h1 class="t">{paper.title.replace("【年度报告】", "")}</h1>
<ul class="head"><li>索&ensp;引&ensp;号：{paper.number}-2026-001</li><li>信息分类：信息公开年报</li><li>发布机构：江田市农业农村局</li><li>发文日期：{paper.date}</li>
<li>时&emsp;&emsp;效：有效</li></ul><div class="content"><UCAPCONTENT><div class="article-content" id="zoomcon">{paper.body}</div></UCAPCONTENT></div></body></html>"""
        )
    )
    pages = pages_of(site.newest_first(), 5)
    for number, papers in enumerate(pages, 1):
        rows = "".join(
            f'<li>\n<a\nhref="{p.href}">{cut(p.title, 24)}</a><span>（{p.date[:4]}年{int(p.date[5:7])}月）</span></li>'
            for p in papers
        )
        site.put(
            f"{folder}list.shtml" if number == 1 else f"{folder}list_{number}.shtml",
            f"""<html><head><meta charset="utf-8"><title>年度报告</title></head><body><ul>{rows}</ul><div id="page_div"></div>
<script>createPageHTML('page_div',{len(pages)}, {number},'list','shtml',{len(site.papers)});</script></body></html>""",
        )
    site.put(
        "/",
        '<html><head><meta charset="utf-8"></head><body><a href="/jtsnyj/xxgk.shtml">信息公开</a><a href="/jtsnyj/zj/list.shtml">资金年报</a></body></html>',
    )
    site.put(
        "/jtsnyj/xxgk.shtml",
        '<html><head><meta charset="utf-8"></head><body><h2>政府信息公开</h2><a href="./zd/list.shtml">制度</a><a href="./ndbg/list.shtml">年度报告</a></body></html>',
    )
    site.put(
        "/jtsnyj/zj/list.shtml",
        '<html><head><meta charset="utf-8"></head><body><a href="/jtsnyj/zj/202401/x.shtml">2023年支农资金年报</a></body></html>',
    )
    return site.made(f"{folder}list.shtml")


def files_only() -> MadeHost:
    """Pages of one line with a file each; the files lie beside the pages."""
    site = Handmade("swj.haiyu-hand.gov.cn", "海屿市水务局", "海屿市")
    folder = "/hyswj/zfxxgknb/"
    for year in range(2019, 2026):
        paper = site.report(year, _address(folder))
        kind = "docx" if year % 2 else "pdf"
        name = f"{paper.href.removesuffix('.shtml')}/files/{paper.hex32[::-1]}.{kind}"
        site.report_file(name, paper, "docx" if year % 2 else "pdf")
        site.put(
            paper.href,
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title><meta name="PubDate" content="{paper.date}"/></head><body><h1>{paper.title}</h1>
<div class="mes">发布日期：{paper.date}</div><div id="UCAP-CONTENT"><p><br/></p></div><div class="fj">文件下载：<a href="{name}" download>{cut(paper.title, 15)}.{kind}</a></div></body></html>""",
        )
    rows = "".join(
        f"<li onclick=\"window.open('{p.href}')\"><p>{p.title}</p><span>{p.date}</span></li>"
        for p in site.newest_first()
    )
    site.put(
        f"{folder}xxgk_list.shtml",
        f'<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><ul>{rows}</ul></body></html>',
    )
    site.put(
        "/",
        f'<html><head><meta charset="utf-8"></head><body><a href="{folder}xxgk_list.shtml">政府信息公开年报</a></body></html>',
    )
    return site.made(f"{folder}xxgk_list.shtml")
