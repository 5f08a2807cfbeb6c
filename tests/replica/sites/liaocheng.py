"""sthjj.liaocheng.gov.cn: TRS columns, and the channel/doc pages that the same host serves beside them.

Written for the project from facts. Host, channel id and the two systems are real; the path of the list, which is what
TRS sites usually call it, that the channel holds reports, article paths, dates, codes and index numbers are invented,
apart from the 2021 report's figures and title.
"""

from datetime import datetime, timedelta, timezone
from functools import partial
from html import escape
from typing import Final

from tests.replica.figures import load_figures
from tests.replica.protocol import ReplicaResponse
from tests.replica.render import report_docx, report_html
from tests.replica.sites.pages import (
    DOCX,
    Entry,
    Maker,
    PageSite,
    attachment,
    html_response,
    meta_tags,
    other_document,
    paragraphs,
    pdf,
)

HOST: Final = "sthjj.liaocheng.gov.cn"
COLUMN: Final = "/xxgk/zfxxgknb/"
CHANNEL: Final = "/channel_669f33712a3dd1536cd1374c/"

_BUREAU: Final = "聊城市生态环境局"
_OFFICE: Final = "聊城市人民政府办公室"
_REPORT: Final = "政府信息公开工作年度报告"

_R2022 = Entry("./202301/t20230118_4201560.html", f"{_BUREAU}2022年{_REPORT}", "2023-01-18", _BUREAU)
_R2021 = Entry("./202201/t20220128_3862014.html", f"{_BUREAU}2021年度{_REPORT}", "2022-01-28", _BUREAU)
_R2020 = Entry("./202101/t20210129_3310277.html", f"{_BUREAU}2020年{_REPORT}", "2021-01-29", _BUREAU)
_R2019 = Entry("./202001/t20200131_2690458.html", f"{_BUREAU}2019年{_REPORT}", "2020-01-31", _BUREAU)
_OFFICE_2020 = Entry("./202101/t20210128_3308841.html", f"{_OFFICE}2020年{_REPORT}", "2021-01-28", _OFFICE)
_OTHERS = (
    Entry("./202212/t20221230_4188302.html", f"{_BUREAU}2022年度法治政府建设年度报告", "2022-12-30", _BUREAU),
    Entry("./202201/t20220120_3851190.html", "2021年政府网站工作年度报表", "2022-01-20", _BUREAU),
    Entry("./202112/t20211215_3800655.html", f"关于编制2021年{_REPORT}的通知", "2021-12-15", _OFFICE),
    Entry("./202011/t20201106_3190043.html", f"{_BUREAU}召开政务公开工作会议", "2020-11-06", _BUREAU),
)
_ROWS = sorted((_R2022, _R2021, _R2020, _R2019, _OFFICE_2020, *_OTHERS), key=lambda row: row.date, reverse=True)
_PER_PAGE: Final = 6
_SHOWN_LETTERS: Final = 16

_DOC_2024 = ("2025-01-24 16:20", f"{_BUREAU}2024年{_REPORT}", "11371500MB2800000X/2025-00012")
_DOC_2023 = ("2024-01-26 09:05", f"{_BUREAU}2023年{_REPORT}", "11371500MB2800000X/2024-00009")
_DOC_OTHER = ("2024-11-08 10:30", "2024年第四季度环境信访接待安排", "11371500MB2800000X/2024-00377")


def liaocheng_site() -> PageSite:
    """The host; it has no robots.txt."""
    pages: dict[str, Maker] = {
        "/": html_response(_frame("首页", "<p>欢迎访问</p>", "")),
        COLUMN: html_response(_list(0)),
        COLUMN + "index.html": html_response(_list(0)),
        COLUMN + "index_1.html": html_response(_list(1)),
        _at(_R2022): partial(_report_2022),
        _at(_R2021): partial(_report_2021),
        _at(_R2020): html_response(_attached(_R2020, "./P020210129000000000002.docx")),
        _at(_R2019): html_response(_attached(_R2019, "./P020200131000000000003.pdf")),
        _at(_OFFICE_2020): partial(_office_2020),
        COLUMN + "202201/P020220128000000000001.docx": partial(_docx, "liaocheng_sthjj_2021", _R2021.title),
        COLUMN + "202101/P020210129000000000002.docx": partial(_docx, "liaocheng_sthjj_2020", _R2020.title),
        COLUMN + "202001/P020200131000000000003.pdf": partial(
            ReplicaResponse, pdf("Annual report 2019"), content_type="application/pdf"
        ),
        CHANNEL.rstrip("/"): html_response(_channel()),
        CHANNEL: html_response(_channel()),
        _doc_url(_DOC_2024[0]): partial(_doc, *_DOC_2024, "liaocheng_sthjj_2024"),
        _doc_url(_DOC_2023[0]): partial(_doc, *_DOC_2023, "liaocheng_sthjj_2023", "20240126"),
        _doc_url(_DOC_OTHER[0]): partial(_doc, *_DOC_OTHER),
        _resource("20240126"): partial(_docx, "liaocheng_sthjj_2023", _DOC_2023[1]),
    }
    for entry in _OTHERS:
        pages[_at(entry)] = html_response(_detail(entry, other_document(entry.title)))
    return PageSite(HOST, "http", pages)


def _at(entry: Entry) -> str:
    return COLUMN + entry.url.removeprefix("./")


def _docx(stem: str, title: str) -> ReplicaResponse:
    # The bureau numbered the sections of its 2021 report （一） in both of its forms.
    bracketed = stem == "liaocheng_sthjj_2021"
    data = report_docx(load_figures()[stem], title=title, headings="（一）" if bracketed else "一、")
    return ReplicaResponse(data, content_type=DOCX)


def _frame(title: str, content: str, head: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(title)}</title>
<meta name="SiteName" content="{_BUREAU}">
<meta name="SiteDomain" content="{HOST}">
<meta name="SiteIDCode" content="3715000999">
{head}
<script type="text/javascript">var siteSkin = "default";</script>
</head>
<body>
<div class="top"><a href="/">首页</a><a href="/xwzx/">新闻中心</a><a href="/xxgk/">政务公开</a><a href="/hdjl/">互动交流</a></div>
<div class="main">
<ul class="side-menu">
<li><a href="/xxgk/zfxxgkzn/">政府信息公开指南</a></li>
<li><a href="/xxgk/zfxxgkzd/">政府信息公开制度</a></li>
<li><a href="/xxgk/fdzdgknr/">法定主动公开内容</a></li>
<li><a href="{COLUMN}">政府信息公开年报</a></li>
<li><a href="/xxgk/ysqgk/">依申请公开</a></li>
</ul>
<div class="position">当前位置：<a href="/" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a href="/xxgk/" class="CurrChnlCls">政务公开</a>&nbsp;&gt;&nbsp;<a href="{COLUMN}" class="CurrChnlCls">政府信息公开年报</a></div>
{content}
</div>
<div class="footer"><p>主办：{_BUREAU}</p><p>网站标识码：3715000999</p></div>
</body>
</html>
"""


def _list(number: int) -> str:
    rows = _ROWS[number * _PER_PAGE : (number + 1) * _PER_PAGE]
    count = -(-len(_ROWS) // _PER_PAGE)
    items = "\n".join(
        f'<li><a href="{row.url}" target="_blank" title="{escape(row.title)}">{escape(_cut(row.title))}</a>'
        f"<span>{row.date}</span></li>"
        for row in rows
    )
    # The pager's function is defined on the page as well, before it is called.
    content = f"""<ul class="news-list">
{items}
</ul>
<div class="pager" id="pager"></div>
<script type="text/javascript">
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {{
  var out = [];
  for (var i = 0; i < _nPageCount; i++) {{
    out.push(i === _nCurrIndex ? "<b>" + (i + 1) + "</b>" : i + 1);
  }}
  document.getElementById("pager").innerHTML = out.join(" ");
}}
createPageHTML({count}, {number}, "index", "html");
</script>"""
    head = meta_tags({"ColumnName": "政府信息公开年报", "ColumnType": "信息公开年报", "ColumnDescription": "年度报告"})
    return _frame(f"政府信息公开年报_{_BUREAU}", content, head)


def _cut(title: str) -> str:
    return title if len(title) <= _SHOWN_LETTERS + 6 else title[:_SHOWN_LETTERS] + "…"


def _detail(entry: Entry, body: str, *, before: str = "") -> str:
    head = meta_tags(
        {
            "ColumnName": "政府信息公开年报",
            "ColumnType": "信息公开年报",
            "ArticleTitle": entry.title,
            "PubDate": f"{entry.date} 15:40",
            "ContentSource": entry.agency,
        }
    )
    content = f"""<div class="article">
{before}<h1>{escape(entry.title)}</h1>
<p class="info"><span>发布时间：{entry.date} 15:40</span><span>来源：{entry.agency}</span><span>浏览次数：<em id="hits"></em></span></p>
<div class="view TRS_UEDITOR_OUTER"><div class="TRS_Editor">
{body}
</div></div>
<div class="share">分享到：<a href="javascript:;">微信</a> <a href="javascript:;">微博</a></div>
</div>"""
    return _frame(f"{entry.title}_{_BUREAU}", content, head)


def _report_2022() -> ReplicaResponse:
    # Header and meta tag both claim UTF-8; the bytes are not.
    body = report_html(load_figures()["liaocheng_sthjj_2022"], title=_R2022.title)
    return ReplicaResponse(_detail(_R2022, body).encode("gb18030"))


def _report_2021() -> ReplicaResponse:
    body = report_html(load_figures()["liaocheng_sthjj_2021"], style="word", headings="（一）", title=_R2021.title)
    body += attachment("./P020220128000000000001.docx", f"{_R2021.title}.docx")
    return ReplicaResponse(_detail(_R2021, body).encode())


def _attached(entry: Entry, url: str) -> str:
    suffix = url.rpartition(".")[2]
    return _detail(entry, paragraphs(["详见附件"]) + attachment(url, f"{entry.title}.{suffix}"))


def _office_2020() -> ReplicaResponse:
    block = f"""<table class="gkml" width="100%">
<tr><td><B>索 引 号:</B>004431000/2021-00031</td><td><B>主题分类:</B><span id="lSubcat">政务公开</span></td></tr>
<tr><td><B>发布机构:</B>{_OFFICE}</td><td><B>发文日期:</B>2021年01月28日</td></tr>
<tr><td colspan="2"><B>名　　称:</B><span id="lTitle">{_OFFICE_2020.title}</span></td></tr>
<tr><td><B>文　　号:</B></td><td><B>主 题 词:</B>信息公开　年报</td></tr>
</table>
"""
    body = report_html(load_figures()["liaocheng_office_2020"], title=_OFFICE_2020.title)
    return ReplicaResponse(_detail(_OFFICE_2020, body, before=block).encode())


def _doc_url(published: str) -> str:
    """The address of a channel's document: an object id, which begins with the time it was made."""
    at = datetime.strptime(published, "%Y-%m-%d %H:%M").replace(tzinfo=timezone(timedelta(hours=8)))
    return f"{CHANNEL}doc_{int(at.timestamp()):08x}0a1b2c3d4e5f6071.html"


def _resource(day: str) -> str:
    return f"/resources/public/{day}/65b30a7c91d04e2f8a5b6c7d.docx"


def _channel() -> str:
    items = "\n".join(
        f'<li><a href="{_doc_url(published)}">{escape(title)}</a><span>{published[:10]}</span></li>'
        for published, title, _ in sorted((_DOC_2024, _DOC_2023, _DOC_OTHER), reverse=True)
    )
    return _modern("政府信息公开", f'<ul class="doc-list">\n{items}\n</ul>')


def _doc(published: str, title: str, index: str, stem: str = "", attached: str = "") -> ReplicaResponse:
    body = report_html(load_figures()[stem], title=title) if stem else other_document(title)
    if attached:
        body += attachment(_resource(attached), f"{title}.docx")
    content = f"""<div class="info-title">{escape(title)}</div>
<div class="info-row">{index}</div>
<div class="info-row">{published[:10]}</div>
<div class="info-row">{_BUREAU}</div>
<h1>{escape(title)}</h1>
<div class="tools">字号：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a></div>
<div class="tools"><a href="javascript:;">打印整页</a> <a href="javascript:;">打印内容</a> <a href="javascript:;">分享</a></div>
<div class="doc-body">
{body}
</div>"""
    return ReplicaResponse(_modern(title, content).encode())


def _modern(title: str, content: str) -> str:
    return f"""<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>{escape(title)}</title></head>
<body>
<div class="bar"><a href="javascript:;">无障碍阅读</a> <a href="javascript:;">关怀版</a> <a href="/">返回首页</a></div>
<div class="column"><a href="{CHANNEL}">政府信息公开</a></div>
{content}
<div class="bottom"><p>扫码使用手机浏览本页内容</p><p>{_BUREAU}主办</p></div>
</body>
</html>
"""
