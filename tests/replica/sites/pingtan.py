"""www.pingtan.gov.cn: TRS with a static first list page and a search service behind the further ones.

Written for the project from facts. The host, the column's meta tags, the ids in its script, the
search service's fields and the addresses of the reports of 2019, 2021 and 2023 and of the two other
agencies are real; the other addresses and dates are invented.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final
from urllib.parse import urljoin

from tests.replica.figures import load_figures
from tests.replica.protocol import ReplicaRequest, ReplicaResponse
from tests.replica.render import prose_report, report_html
from tests.replica.render.markup import html_paragraphs
from tests.replica.render.narrative import section_headings
from tests.replica.sites.pages import Maker, PageSite, html_response, meta_tags, other_document, text_response

HOST: Final = "www.pingtan.gov.cn"
COLUMN: Final = "/zwgk/zfxxgk/zfxxgknb/"
SEARCH: Final = "/fjdzapp/search"
CHANNEL: Final = 1795
SEARCH_ID: Final = 200210

_SITE: Final = {
    "SiteName": "平潭综合实验区党工委管委会",
    "SiteDomain": HOST,
    "SiteIDCode": "3590000001",
    "ColumnName": "政府信息公开年报",
}
_ROWS_OF_PAGE: Final = 10
_COMMITTEE: Final = "平潭综合实验区管委会办公室"
_JINJING: Final = "平潭综合实验区金井片区管理局"
_POLICE: Final = "平潭综合实验区公安局"


@dataclass(frozen=True, slots=True)
class _Row:
    path: str
    title: str
    released: str
    publisher: str
    channel: int
    body: Callable[[], str]

    @property
    def number(self) -> str:
        return self.path.rpartition("_")[2].removesuffix(".htm")


def _annual(year: int, path: str, released: str, body: Callable[[], str] | None = None) -> _Row:
    title = f"平潭综合实验区{year}年度政府信息公开工作年度报告"
    return _Row(COLUMN + path, title, released, _COMMITTEE, CHANNEL, body or partial(_report, f"pingtan_{year}", title))


def _report(stem: str, title: str) -> str:
    return report_html(load_figures()[stem], style="word", title=title)


def _pictured_2017() -> str:
    """A report whose tables are pictures."""
    headings = section_headings()
    parts = [html_paragraphs([headings["overall"], "2017年，各项公开工作按计划完成。"], "word")]
    for number, key in enumerate(("proactive", "requests", "disputes"), 1):
        parts.append(html_paragraphs([headings[key]], "word"))
        parts.append(f'<p align="center"><img src="./W02018012500000000{number:04}.png" alt="" width="640"></p>')
    parts.append(html_paragraphs([headings["problems"], "解读形式还不够丰富。", headings["other"], "无。"], "word"))
    return "\n".join(parts)


def _prose_2018() -> str:
    return html_paragraphs(prose_report("平潭综合实验区管委会", 2018, disclosed=6120, requests=31), "word")


def _other(title: str, path: str, released: str) -> _Row:
    return _Row(COLUMN + path, title, released, _COMMITTEE, CHANNEL, partial(other_document, title))


_UNIT: Final = "/zwgk/zfxxgk/dfbmptlj/"
_JINJING_2020 = _Row(
    f"{_UNIT}ptzhsyqpq/ptzhsyqjjp/zfxxgknb/202101/t20210126_80587.htm",
    f"{_JINJING}2020年政府信息公开工作年度报告",
    "2021-01-27 09:00:00",
    _JINJING,
    1800,
    partial(_report, "pingtan_jjp_2020", f"{_JINJING}2020年政府信息公开工作年度报告"),
)
# This page was published with a title and nothing under it.
_POLICE_2020 = _Row(
    f"{_UNIT}ptzhsyqbm/ptzhsyqgaj/zfxxgknb/202101/t20210128_80590.htm",
    f"{_POLICE}2020年政府信息公开工作年度报告",
    "2021-01-28 11:10:00",
    _POLICE,
    1811,
    str,
)
_ROWS: Final = (
    _annual(2025, "202603/t20260306_105880.htm", "2026-03-06 10:02:00"),
    _other(
        "关于做好2025年政府信息公开工作年度报告编制公布工作的通知",
        "202512/t20251229_104317.htm",
        "2025-12-29 17:20:00",
    ),
    _annual(2024, "202502/t20250214_97306.htm", "2025-02-14 16:45:00"),
    _annual(2023, "202403/t20240308_87885.htm", "2024-03-08 15:34:00"),
    _annual(2022, "202302/t20230209_80655.htm", "2023-02-09 11:16:00"),
    _annual(2021, "202202/t20220208_80613.htm", "2022-02-08 16:34:00"),
    _other(
        "平潭综合实验区2020年度法治政府建设年度报告",
        "202103/t20210331_80601.htm",
        "2021-03-31 09:30:00",
    ),
    _annual(2020, "202102/t20210202_80598.htm", "2021-02-02 15:08:00"),
    _POLICE_2020,
    _JINJING_2020,
    _annual(2019, "202001/t20200120_80576.htm", "2020-01-20 15:22:00"),
    _annual(2018, "201901/t20190129_80541.htm", "2019-01-29 17:40:00", _prose_2018),
    _annual(2017, "201801/t20180125_80517.htm", "2018-01-25 16:12:00", _pictured_2017),
)


class _Pingtan(PageSite):
    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The search service takes posted forms only; the rest are pages."""
        if request.bare_path == SEARCH and request.method == "POST":
            return _search(request.form)
        if request.bare_path == SEARCH:
            return ReplicaResponse(status=405, headers={"Allow": "POST"})
        return super().respond(request)


def pingtan_site() -> PageSite:
    """The host, by https."""
    pages: dict[str, Maker] = {
        "/robots.txt": text_response("User-agent: *\nAllow: /\nDisallow: /ssp/\n"),
        COLUMN: html_response(_list()),
        COLUMN + "index.htm": html_response(_list()),
    }
    for row in _ROWS:
        pages[row.path] = partial(_detail, row)
    return _Pingtan(HOST, "https", pages)


def _search(form: Mapping[str, str]) -> ReplicaResponse:
    """One page of the column, in the service's JSON; nothing for any other channel."""
    asked = form.get("channelid") == str(SEARCH_ID) and form.get("classsql") == f"chnlid={CHANNEL}"
    rows = _ROWS if asked else ()
    try:
        page, size = max(int(form.get("page", "1")), 1), max(int(form.get("prepage", "10")), 1)
    except ValueError:
        return ReplicaResponse(b'{"error":"page"}', status=400, content_type="application/json;charset=UTF-8")
    answer = {
        "page": page,
        "prepage": size,
        "pageCount": -(-len(rows) // size),
        "recordCount": len(rows),
        "data": [
            {
                "doctitle": row.title,
                "docpuburl": f"https://{HOST}{row.path}",
                "chnldocurl": f"https://{HOST}{row.path}",
                "docreltime": row.released,
                "puborg": row.publisher,
                "fileno": "",
                "idxid": "",
                "chnlid": row.channel,
            }
            for row in rows[(page - 1) * size : page * size]
        ],
    }
    return ReplicaResponse(
        json.dumps(answer, ensure_ascii=False).encode(), content_type="application/json;charset=UTF-8"
    )


def _link(path: str) -> str:
    return "./" + path.removeprefix(COLUMN) if path.startswith(COLUMN) else path


def _list() -> str:
    rows = "\n".join(
        f"""<dl>
<dd class="list-title"><a href="{_link(row.path)}" target="_blank" title="{escape(row.title)}">{escape(row.title)}</a></dd>
<dd class="list-date">
  {row.released[:10]}
</dd>
</dl>"""
        for row in _ROWS[:_ROWS_OF_PAGE]
    )
    head = meta_tags(
        {
            **_SITE,
            "ColumnDescription": "政府信息公开年报",
            "ColumnKeywords": "政府信息公开年报",
            "ColumnType": "政府信息公开年报",
            "ChnlId": str(CHANNEL),
            "SiteId": "4",
        }
    )
    content = f"""<div class="static-rows">
{rows}
</div>
<div class="dynamic-rows" style="display:none"></div>
<script>
var SiteInfo = {{
  itpSiteId: 1,
  searchId: {SEARCH_ID}, // 检索频道
  initWindowRoot: false
}};
</script>
<script>
window.addEventListener("load", function () {{
  listModel({{
    quickMode: "动静结合",
    maxStaticIndex: 1,
    listArgs: {{
      channelid: SiteInfo.searchId,
      classsql: "" || "chnlid={CHANNEL}",
      sortfield: "-docorderpri,-docreltime"
    }},
    pagebar: {{
      prepage: {_ROWS_OF_PAGE},
      recordCount: '{len(_ROWS)}'
    }}
  }});
}});
</script>"""
    return _frame("政府信息公开年报", head, content)


def _detail(row: _Row) -> ReplicaResponse:
    head = meta_tags(
        {
            **_SITE,
            "ColumnType": "政府信息公开年报",
            "ArticleTitle": row.title,
            "PubDate": row.released[:16],
            "ContentSource": row.publisher,
            "KeyWords": "",
            "Author": "",
            "Image": "",
            "Url": urljoin(f"https://{HOST}/", row.path),
            "DocId": row.number,
            "ChnlId": str(row.channel),
            "SiteId": "4",
        }
    )
    content = f"""<div class="article">
<h2 class="article-title">{escape(row.title)}</h2>
<p class="article-info">来源：{row.publisher} 发布时间：{row.released[:16]} 字号：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a></p>
<div class="article-text"><div class=TRS_Editor>{row.body()}</div></div>
<p class="article-share">分享到：<a href="javascript:void(0);">微信</a><a href="javascript:void(0);">微博</a></p>
</div>"""
    return ReplicaResponse(_frame(row.title, head, content).encode())


def _frame(title: str, head: str, content: str) -> str:
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
{head}
<title>{escape(title)}_平潭综合实验区党工委管委会</title>
</head>
<body>
<div class="header"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/bsfw/">办事服务</a> <a href="/hdjl/">互动交流</a>
<form method="get" action="/ssp/main/index.html"><input type="text" name="key"></form></div>
<div class="menu"><ul>
<li><a href="/zwgk/zfxxgk/zfxxgkzn/">政府信息公开指南</a></li>
<li><a href="/zwgk/zfxxgk/zfxxgkzd/">政府信息公开制度</a></li>
<li><a href="/zwgk/zfxxgk/fdzdgknr/">法定主动公开内容</a></li>
<li><a href="{COLUMN}">政府信息公开年报</a></li>
<li><a href="/zwgk/zfxxgk/zfxxgksq/">政府信息公开申请</a></li>
</ul></div>
{content}
<div class="footer"><p>主办单位：{_COMMITTEE}</p><p>网站标识码：3590000001</p></div>
</body>
</html>
"""
