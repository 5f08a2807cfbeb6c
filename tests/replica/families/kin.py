"""More hosts of gkmlpt, NFCMS, VSB, Lonsun, openness and EWB, each another installation than those beside it.

Written for the project from what is known of the families' addresses and interfaces; markup and offices are invented.
"""

import json
from collections.abc import Callable

from tests.replica.families.hosts import MadeHost
from tests.replica.families.made import Piece, office
from tests.replica.families.vernacular import (
    Shelf,
    as_docx,
    block,
    body,
    document,
    index_of,
    listing,
    pages_of,
    several,
    short,
    uuid_of,
)
from tests.replica.protocol import Altered, ReplicaRequest, ReplicaResponse

_JSON = "application/json; charset=utf-8"


def _gkmlpt(shelf: Shelf, prefix: str, sid: str, tree: list[dict[str, object]]) -> str:
    config = json.dumps(
        {"SID": sid, "TREE": tree, "SERVICE_AREA_ID": 7, "SITE": {"name": shelf.of.agency}}, ensure_ascii=False
    )
    page = listing(
        f"{shelf.of.agency}政府信息公开",
        f'<div id="app"></div><script>window._CONFIG = {config};</script>',
        head='<script src="/gkmlpt/js/app.js"></script>',
    )
    return shelf.put(f"{prefix}/gkmlpt/index", page)


def gkmlpt_below_a_city() -> MadeHost:
    """A bureau's gkmlpt below its directory of the city's host; the tree is nested, the answers come by page."""
    of = several("www.duankai-s.gov.cn", "端凯市", ("生态环境局", "生态环境局江口分局"), range(2017, 2026))
    shelf, prefix = Shelf(of), "/dkhjj"
    noise = shelf.noise(lambda number: f"{prefix}/xxgk/tzgg/content/post_{number}.html")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    shelf.put(
        f"{prefix}/", listing("端凯市生态环境局", f'<a href="{prefix}/gkmlpt/index">政府信息公开</a><ul>{news}</ul>')
    )
    tree: list[dict[str, object]] = [
        {"id": 510, "name": "政府信息公开指南", "jump_url": "", "post_count": 1, "children": []},
        {
            "id": 520,
            "name": "法定主动公开内容",
            "jump_url": "",
            "post_count": 0,
            "children": [
                {"id": 521, "name": "统计年报", "jump_url": "", "post_count": 3, "children": []},
                {
                    "id": 523,
                    "name": "政府信息公开工作年度报告",
                    "jump_url": "",
                    "post_count": len(of.pieces),
                    "children": [],
                },
            ],
        },
    ]
    _gkmlpt(shelf, prefix, "758010", tree)
    reports, pages = [], pages_of(of.pieces, 10)
    rows: list[dict[str, object]] = []
    for piece in of.pieces:
        number = piece.number
        path = f"{prefix}/gkmlpt/content/{number // 1000000}/{number // 1000}/post_{number}.html"
        detail = json.dumps({"DETAIL": {"content": piece.body, "title": piece.title}}, ensure_ascii=False).replace(
            "</", "<\\/"
        )
        shelf.put(
            path,
            listing(
                piece.title,
                f'<div class="classify">{block(piece, "table")}</div><div id="app"></div><script>window._CONFIG = {detail};</script>',
            ),
        )
        if piece.is_report:
            reports.append(path)
        rows.append(
            {
                "id": number,
                "title": piece.title,
                "url": shelf.url(path),
                "post_url": shelf.url(path),
                "document_number": "",
                "identifier": index_of(piece),
                "publisher": piece.agency,
                "keywords": "",
                "date": 1700000000,
                "display_publish_time": f"{piece.date} 09:30:00",
                "created_at": piece.date,
                "abstract": "",
                "classify_main_name": "政府信息公开工作年度报告",
                "is_expired": 0,
                "is_abolished": 0,
                "attachment": [],
            }
        )
    made = shelf.made(reports, home=f"{prefix}/", column=f"{prefix}/gkmlpt/index")

    def api(request: ReplicaRequest) -> ReplicaResponse:
        asked = request.query
        if asked.get("sid") != "758010":
            return ReplicaResponse(b'{"articles":[]}', content_type=_JSON)
        page = int(asked.get("page", "1"))
        part = rows[(page - 1) * 10 : page * 10]
        answer = {"classify": {"post_count": len(rows)}, "articles": part}
        return ReplicaResponse(json.dumps(answer, ensure_ascii=False).encode(), content_type=_JSON)

    answers = {f"{prefix}/gkmlpt/api/all/523?page={n}&sid=758010": api for n in range(1, len(pages) + 3)}
    site = Altered(made.site, answers)
    return MadeHost(site, made.office, made.home, made.column, made.reports, made.trouble)


def gkmlpt_that_jumps() -> MadeHost:
    """A gkmlpt whose node of the annual reports leads to an ordinary column, paged ``index_2.html``."""
    of = office("www.panyu-x.gov.cn", "番禹湾区水务局", "番禹湾区", range(2014, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/tzgg/content/post_{number}.html")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    shelf.put(
        "/",
        listing("番禹湾区水务局", f'<a href="http://www.panyu-x.gov.cn/gkmlpt/index">信息公开目录</a><ul>{news}</ul>'),
    )
    tree: list[dict[str, object]] = [
        {"id": 11, "name": "机构职能", "jump_url": "", "post_count": 2, "children": []},
        {"id": 15, "name": "年报", "jump_url": "http://www.panyu-x.gov.cn/xxgk/ndbg/", "post_count": 0, "children": []},
    ]
    _gkmlpt(shelf, "", "200177", tree)
    return _nfcms(shelf, "/xxgk/ndbg", lambda piece: piece.date)


def _nfcms(shelf: Shelf, column: str, dated: Callable[[Piece], str], *, home: str = "/") -> MadeHost:
    reports, pages = [], pages_of(shelf.of.pieces, 9)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"{column}/content/post_{piece.number}.html"
            metas = f'<meta name="ArticleTitle" content="{piece.title}"><meta name="PubDate" content="{piece.date} 10:12"><meta name="ContentSource" content="{piece.agency}">'
            shelf.put(
                path,
                listing(
                    piece.title,
                    f'<h1>{piece.title}</h1>{block(piece, "line")}<div class="news_cont_d_wrap">{piece.body}</div>',
                    head=metas,
                ),
            )
            if piece.is_report:
                reports.append(path)
            rows += f'<li><a href="{shelf.url(path)}" title="{piece.title}">{short(piece.title, 22)}</a><span>{dated(piece)}</span></li>'
        nxt = (
            f'<a class="next" href="{shelf.url(column)}/index_{number + 1}.html">下一页</a>'
            if number < len(pages)
            else ""
        )
        page_html = listing(
            "年度报告", f'<div class="position">年度报告</div><ul class="list">{rows}</ul><div class="page">{nxt}</div>'
        )
        shelf.put(f"{column}/index.html" if number == 1 else f"{column}/index_{number}.html", page_html)
        if number == 1:
            shelf.put(f"{column}/", page_html)
    return shelf.made(reports, home=home, column=f"{column}/")


def nfcms_from_a_report() -> MadeHost:
    """NFCMS, begun at a report whose page leads to its column only by the breadcrumb above it; dates without a year."""
    of = office("szyj.nanhai-g.gov.cn", "南亥区城市管理局", "南亥区", range(2015, 2026), scheme="https")
    shelf = Shelf(of)
    shelf.put("/", listing("南亥区城市管理局", '<a href="/zwgk/xxgknb/">信息公开年报</a>'))
    made = _nfcms(shelf, "/zwgk/xxgknb", lambda piece: piece.date[5:])
    return MadeHost(made.site, made.office, made.reports[1], made.column, made.reports, made.trouble)


def _vsb_detail(piece: Piece) -> str:
    inside = (
        "<script src=\"/system/resource/js/vsbscreen.min.js\"></script><script>_jsq_(1013,'/content.jsp',1,2)</script>"
        f'<form name="_newscontent_fromname"><h2>{piece.title}</h2><div>时间：{piece.date} 作者：{piece.agency}</div>'
        f'<div id="vsb_content_2"><div class="v_news_content">{piece.body}</div></div></form>'
    )
    return listing(piece.title, inside)


def vsb_descending() -> MadeHost:
    """VSB: ``xxgknb/2.htm`` is the page after ``xxgknb.htm`` of three; the addresses are relative, the menu a list."""
    of = office("www.yunlon-x.gov.cn", "云珑县水务局", "云珑县", range(2011, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/info/1001/{number}.htm")
    news = "".join(
        f'<li id="line_u4_{n}"><a href="info/1001/{n}.htm">{title}</a></li>' for n, (_p, title) in enumerate(noise, 1)
    )
    menu = '<ul><li><a href="index.htm">首页</a></li><li><a href="zfxxgk/zn.htm">政府信息公开</a><ul><li><a href="zfxxgk/xxgknb.htm">政府信息公开年报</a></li></ul></li></ul>'
    shelf.put("/", listing("云珑县水务局", f"{menu}<ul>{news}</ul>", head='<link href="index.vsb.css" rel=stylesheet>'))
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        deep = "" if number == 1 else "../"
        rows = ""
        for place, piece in enumerate(page):
            path = f"/info/1013/{piece.number % 1000000}.htm"
            shelf.put(path, _vsb_detail(piece))
            if piece.is_report:
                reports.append(path)
            rows += f'<li id="line_u8_{place}"><span>{piece.date}</span><a href="../{deep}info/1013/{piece.number % 1000000}.htm">{piece.title}</a></li>'
        after = len(pages) - number
        nxt = (
            f'<span class="p_next p_fun"><a href="{"xxgknb/" if number == 1 else ""}{after}.htm">下页</a></span>'
            if after
            else '<span class="p_next_d p_fun_d">下页</span>'
        )
        name = "/zfxxgk/xxgknb.htm" if number == 1 else f"/zfxxgk/xxgknb/{after + 1}.htm"
        shelf.put(
            name,
            listing(
                "政府信息公开年报",
                f'<ul>{rows}</ul><div class="pb_sys_common"><span class="p_t">共{len(of.pieces)}条</span>{nxt}</div>',
            ),
        )
    return shelf.made(reports, column="/zfxxgk/xxgknb.htm")


def vsb_list_jsp() -> MadeHost:
    """VSB by ``list.jsp?…PAGENUM=2``, the report attached below ``/system/_content/download.jsp`` for some."""
    of = office("ghj.tians-hui.gov.cn", "天碎市自然资源局", "天碎市", range(2013, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/info/1002/{number}.htm")
    news = "".join(
        f'<tr><td><a href="info/1002/{n}.htm" class="c1">{title}</a></td></tr>'
        for n, (_p, title) in enumerate(noise, 1)
    )
    shelf.put(
        "/",
        listing(
            "天碎市自然资源局",
            f'<a href="list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1047">信息公开年度报告</a><table>{news}</table><script src="/system/resource/js/vsbscreen.min.js"></script>',
        ),
    )
    reports, pages = [], pages_of(of.pieces, 9)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/info/1047/{piece.number % 100000}.htm"
            if piece.is_report and piece.number % 3 == 0:
                file = (
                    f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1234&wbfileid={piece.number}"
                )
                shelf.file(file, as_docx(piece))
                shelf.put(
                    path,
                    listing(
                        piece.title,
                        f'<h2>{piece.title}</h2><div>时间：{piece.date}</div><div id="vsb_content"><div class="v_news_content"><p>见附件。</p></div></div><ul><li>附件【<a href="{file}" target="_blank">{piece.title}.docx</a>】已下载<span>3</span>次</li></ul>',
                    ),
                )
            else:
                shelf.put(path, _vsb_detail(piece))
            if piece.is_report:
                reports.append(path)
            rows += f'<tr id="lineu3_{piece.number % 10}"><td><a href="info/1047/{piece.number % 100000}.htm" class="c2" title="{piece.title}">{piece.title}</a></td><td><span class="t">{piece.date.replace("-", "/")}</span></td></tr>'
        nxt = (
            f'<a href="list.jsp?totalpage={len(pages)}&PAGENUM={number + 1}&urltype=tree.TreeTempUrl&wbtreeid=1047">下页</a>'
            if number < len(pages)
            else "下页"
        )
        tail = "?" if number == 1 else f"?totalpage={len(pages)}&PAGENUM={number}&"
        shelf.put(
            f"/list.jsp{tail}urltype=tree.TreeTempUrl&wbtreeid=1047",
            listing("信息公开年度报告", f"<table>{rows}</table><div>{nxt}</div>"),
        )
    return shelf.made(reports, column="/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1047")


def vsb_single_pages() -> MadeHost:
    """VSB: each year a page ``a2021.htm`` of its own in the menu at the left of the column."""
    of = office("swj.gang-u.gov.cn", "甘固县水务局", "甘固县", range(2018, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/info/1003/{number}.htm")
    news = "".join(f'<li><a href="info/1003/{n}.htm">{title}</a></li>' for n, (_p, title) in enumerate(noise, 1))
    shelf.put(
        "/",
        listing(
            "甘固县水务局",
            f'<a href="zfxxgk/zfxxgknb.htm">政府信息公开年报</a><ul>{news}</ul><script src="/system/resource/js/vsbscreen.min.js"></script>',
        ),
    )
    years = "".join(f'<li><a href="/zfxxgk/zfxxgknb/a{piece.year}.htm">{piece.year}年</a></li>' for piece in of.reports)
    reports = []
    for piece in of.reports:
        page = listing(
            "政府信息公开年报",
            f'<ul class="l">{years}</ul><div class="r"><h3>{piece.title}</h3><div>{piece.date}</div><div id="vsb_content_502"><div class="v_news_content">{body(piece, "word")}</div></div></div><script>_jsq_(1,2)</script>',
        )
        reports.append(shelf.put(f"/zfxxgk/zfxxgknb/a{piece.year}.htm", page))
    shelf.put(
        "/zfxxgk/zfxxgknb.htm",
        listing(
            "政府信息公开年报",
            f'<ul class="l">{years}</ul><div class=r></div><script src="/system/resource/js/vsbscreen.min.js"></script>',
        ),
    )
    return shelf.made(reports, column="/zfxxgk/zfxxgknb.htm")


def lonsun_years() -> MadeHost:
    """Lonsun of Sichuan: ``?type=3&timeFrame=2022`` is the report of that year itself."""
    of = office("www.anzou-q.gov.cn", "安洲区统计局", "安洲区", range(2019, 2026))
    shelf, base = Shelf(of), "/public/column/16251"
    noise = shelf.noise(lambda number: f"/public/content/{number}")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    tabs = "".join(
        f'<a href="{base}?type={n}&nav={n + 2}">{name}</a>'
        for n, name in ((1, "信息公开制度"), (2, "信息公开指南"), (3, "信息公开年报"), (4, "信息公开目录"))
    )
    shelf.put("/", listing("安洲区统计局", f'<a href="{base}?type=4&nav=6">政府信息公开</a><ul>{news}</ul>'))
    shelf.put(f"{base}?type=4&nav=6", listing("信息公开目录", f"{tabs}<ul>{news}</ul>"))
    years = "".join(
        f'<li><a href="{base}?type=3&nav=5&sub=2&timeFrame={piece.year}&hasContent=true">{piece.year}</a></li>'
        for piece in of.reports
    )
    reports = []
    for piece in of.reports:
        path = f"{base}?type=3&nav=5&sub=2&timeFrame={piece.year}&hasContent=true"
        inside = f'{tabs}<ul class="years">{years}</ul><h1>{piece.title}</h1>{block(piece, "table")}<div class="j-fontContent">{piece.body}</div>'
        reports.append(shelf.put(path, listing("信息公开年报", inside)))
    shelf.put(f"{base}?type=3&nav=5", listing("信息公开年报", f'{tabs}<ul class="years">{years}</ul>'))
    return shelf.made(reports, column=f"{base}?type=3&nav=5")


def lonsun_list() -> MadeHost:
    """Lonsun: an organ's ``?type=3&action=list``, ``/public/<organ>/<id>.html``, paged by ``pageIndex``."""
    of = office("jxj.lua-ny.gov.cn", "鹿安市经济和信息化局", "鹿安市", range(2012, 2026), scheme="https")
    shelf, organ = Shelf(of), "6608381"
    base = f"/public/column/{organ}"
    noise = shelf.noise(lambda number: f"/content/article/{number}")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    shelf.put("/", listing("鹿安市经济和信息化局", f'<a href="{base}?type=2">信息公开</a><ul>{news}</ul>'))
    tabs = "".join(
        f'<li><a href="https://jxj.lua-ny.gov.cn{base}?type={n}{"&action=list" if n > 2 else ""}"><img alt="" src=/i.png>{name}</a></li>'
        for n, name in ((2, "指南"), (1, "制度"), (4, "法定主动公开内容"), (3, "政府信息公开年报"))
    )
    shelf.put(f"{base}?type=2", listing("指南", f"<ul>{tabs}</ul>"))
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/public/{organ}/{piece.number}.html"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "rows")))
            if piece.is_report:
                reports.append(path)
            rows += f'<ul class="clearfix"><li class="num">{index_of(piece)}</li><li class="mc"><a href="{shelf.url(path)}" title="{piece.title}">{short(piece.title, 24)}</a></li><li>{piece.date}</li></ul>'
        nxt = (
            f'<a href="{base}?type=3&action=list&pageIndex={number + 1}">下一页</a>'
            if number < len(pages)
            else "<span>下一页</span>"
        )
        name = f"{base}?type=3&action=list" + ("" if number == 1 else f"&pageIndex={number}")
        shelf.put(
            name, listing("政府信息公开年报", f'<ul>{tabs}</ul><div class="xxgk_navli">{rows}</div><div>{nxt}</div>')
        )
    return shelf.made(reports, column=f"{base}?type=3&action=list")


def openness_platform() -> MadeHost:
    """The Anhui "openness" system: an organ's list of annual reports, a town's beside it out of reach of the column."""
    of = office("www.mengch-x.gov.cn", "蒙澄县工业和信息化局", "蒙澄县", range(2013, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/OpennessContent/show/{number}.html")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    organ = '<a href="/XxgkContent/showList/182/0/page_1.html">信息公开目录</a><a href="/XxgkContent/showGuide/182.html">公开指南</a><a href="/XxgkAnnualReport/showList/182/page_1.html">公开年报</a>'
    shelf.put(
        "/",
        listing(
            "蒙澄县工业和信息化局", f'<a href="/XxgkContent/showList/182/0/page_1.html">政府信息公开</a><ul>{news}</ul>'
        ),
    )
    shelf.put("/XxgkContent/showList/182/0/page_1.html", listing("信息公开目录", f"{organ}<ul>{news}</ul>"))
    reports, pages = [], pages_of(of.pieces, 9)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/OpennessAnnualReport/show/{piece.number % 10000}.html"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "table")))
            if piece.is_report:
                reports.append(path)
            rows += (
                f'<tr><td>{index_of(piece)}</td><td><a href="{path}">{piece.title}</a></td><td>{piece.date}</td></tr>'
            )
        links = "".join(
            f'<a href="/XxgkAnnualReport/showList/182/page_{n}.html">{n}</a>' for n in range(1, len(pages) + 1)
        )
        shelf.put(
            f"/XxgkAnnualReport/showList/182/page_{number}.html",
            listing("公开年报", f"{organ}<table>{rows}</table><div>{links}</div>"),
        )
    return shelf.made(reports, column="/XxgkAnnualReport/showList/182/page_1.html")


def ewb_interface() -> MadeHost:
    """EWB: the column is ``govInfoPub.html?categorynum=003011``, its rows come by a posted question."""
    of = office("sthj.xuz-h.gov.cn", "徐邹市生态环境局", "徐邹市", range(2012, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/001/001001/2025030{number}/{number:08x}-34a2-4f23-8d71-13ef1d89e83d.html")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    script = '<script src="/js/webBuilderCommon.js"></script>'
    shelf.put(
        "/js/webBuilderCommon.js",
        'var siteInfo={"siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a","projectName":"/EWB-FRONT"};',
    )
    shelf.put(
        "/",
        listing(
            "徐邹市生态环境局",
            f'<a href="/dynamic/zwgk/govInfoPub.html?categorynum=003011">政府信息公开年度报告</a><ul>{news}</ul>{script}',
        ),
    )
    shelf.put(
        "/dynamic/zwgk/govInfoPub.html?categorynum=003011",
        listing(
            "政府信息公开",
            f'<div id="tree"></div><ul id="list"></ul>{script}<script src="/dynamic/zwgk/js/govinfopub.js"></script>',
        ),
    )
    shelf.put(
        "/dynamic/zwgk/js/govinfopub.js",
        'var url = siteInfo.projectName + "/rest/lightfrontaction/getgovinfolist"; var data = {siteGuid: siteInfo.siteGuid, categorynum: Util.getUrlParams("categorynum"), deptcode: "", pageIndex: 0, pageSize: 15};',
    )
    reports, rows = [], []
    for piece in of.pieces:
        path = f"/003/003011/{piece.date.replace('-', '')}/{uuid_of(piece)}.html"
        shelf.put(path, document(piece.title, f'<div id="ivs_content">{piece.body}</div>', above=block(piece, "list")))
        if piece.is_report:
            reports.append(path)
        rows.append({"infourl": path, "realtitle": piece.title, "title": short(piece.title), "infodate": piece.date})
    made = shelf.made(reports, column="/dynamic/zwgk/govInfoPub.html?categorynum=003011")

    def rest(request: ReplicaRequest) -> ReplicaResponse:
        if request.method != "POST":
            return ReplicaResponse(status=405)
        text = request.body.decode()
        asked = json.loads(text) if text.startswith("{") else json.loads(request.form.get("params", "{}"))
        asked = asked.get("params", asked)
        asked = json.loads(asked) if isinstance(asked, str) else asked
        if asked.get("categorynum") != "003011" or not str(asked.get("siteGuid", "")).startswith("7eb5f7f1"):
            return ReplicaResponse(json.dumps({"custom": {"data": [], "count": 0}}).encode(), content_type=_JSON)
        size, page = int(asked["pageSize"]), int(asked["pageIndex"])
        answer = {"custom": {"data": rows[page * size : (page + 1) * size], "count": len(rows), "code": "1"}}
        return ReplicaResponse(json.dumps(answer, ensure_ascii=False).encode(), content_type=_JSON)

    return MadeHost(
        Altered(made.site, {"/EWB-FRONT/rest/lightfrontaction/getgovinfolist": rest}),
        made.office,
        made.home,
        made.column,
        made.reports,
        None,
    )


def ewb_static() -> MadeHost:
    """EWB with the first page of a sub-page written out, the others ``2.html`` beside it; agencies by ``deptcode``."""
    of = several("www.songj-q.gov.cn", "松堈区", ("人民政府", "水务局", "小昆镇人民政府"), range(2021, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/001/001002/2025030{number}/{number:08x}-11a2-4f23-8d71-13ef1d89e83d.html")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    head = '<script src="/js/webBuilderCommon.js"></script>'
    shelf.put(
        "/js/webBuilderCommon.js",
        'var siteInfo={siteGuid:"11b5f7f1-9041-43ad-8e13-8fcb82ea831a",projectName:"/EWB_YK_Mid"};',
    )
    shelf.put(
        "/", listing("松堈区人民政府", f'<a href="/009/009004/subPage.html">信息公开年报</a><ul>{news}</ul>', head=head)
    )
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/govxxgk/SHSJ{40 + len(piece.agency)}/{piece.date}/{uuid_of(piece)}.html"
            shelf.put(
                path, document(piece.title, f'<div id="ivs_content">{piece.body}</div>', above=block(piece, "spans"))
            )
            if piece.is_report:
                reports.append(path)
            rows += f'<li class="ewb-list-node"><a class="ewb-list-name" href="{path}" title="{piece.title}">{short(piece.title)}</a><span class="ewb-list-date">{piece.date}</span></li>'
        nxt = (
            f'<li class="ewb-page-li ewb-page-hover"><a href="/009/009004/{number + 1}.html">下页 &gt;</a></li>'
            if number < len(pages)
            else ""
        )
        shelf.put(
            "/009/009004/subPage.html" if number == 1 else f"/009/009004/{number}.html",
            listing("信息公开年报", f'<ul>{rows}</ul><ul class="ewb-page-items">{nxt}</ul>', head=head),
        )
    return shelf.made(reports, column="/009/009004/subPage.html")
