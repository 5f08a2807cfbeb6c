"""The two hosts of 衡水: xxgk.hengshui.gov.cn (EasySite, all agencies) and sthjj.hengshui.gov.cn (the bureau's own).

Written for the project from facts. Hosts, addresses of the three platform reports and of the two
bureau ones, the list's parameters and the reports' metadata are real; the other rows are invented.
"""

from functools import partial
from html import escape
from typing import Final

from tests.replica.figures import load_figures
from tests.replica.protocol import ReplicaRequest, ReplicaResponse
from tests.replica.render import prose_report, report_html
from tests.replica.sites.pages import Entry, Maker, PageSite, html_response, other_document, paragraphs, text_response

PLATFORM: Final = "xxgk.hengshui.gov.cn"
BUREAU: Final = "sthjj.hengshui.gov.cn"
LIST_PAGE: Final = "2668536"
MODULE: Final = "55c65eac3ad44c0da4e125f94c8d0b4f"

_ECOLOGY: Final = "衡水市生态环境局"
_WATER: Final = "衡水市水利局"
_GOVERNMENT: Final = "衡水市政府办公室"

_ROWS_OF_LIST: Final = 5


def _entry(key: int, column: int, title: str, date: str, agency: str) -> Entry:
    # The government's office has a page of its own for its documents, the bureaus share one.
    page = 792845 if column == 792560 else 2312805
    return Entry(f"/eportal/ui?pageId={page}&articleKey={key}&columnId={column}", title, date, agency)


# Titles stand as the platform prints them, with the spaces that its editors typed.
_WATER_2023 = _entry(3020974, 792644, "衡水市水利局 2023年政府信息公开工作年度 报 告", "2024-01-26", _WATER)
_ECOLOGY_2020 = _entry(
    2750940, 792712, "衡水市生态环境局 2020年政府信息公开工作年度报告", "2021-01-29", "衡水市生态环境"
)
_CITY_2017 = _entry(2302536, 792560, "衡水市2017年政府信息公开工作年度报告", "2018-02-06", _GOVERNMENT)
_OTHERS = (
    _entry(3098112, 792644, "关于2024年度汛前检查安排的通知", "2024-04-09", _WATER),
    _entry(3051207, 792560, "衡水市2023年度法治政府建设年度报告", "2024-03-18", _GOVERNMENT),
    _entry(3019660, 792560, "衡水市2023年政府网站工作年度报表", "2024-01-24", _GOVERNMENT),
    _entry(2988451, 792712, "建设项目环境影响评价文件受理公示", "2023-10-16", _ECOLOGY),
    _entry(2931730, 792712, "集中式饮用水水源水质状况报告（2023年5月）", "2023-06-12", _ECOLOGY),
    _entry(2877004, 792644, "2023年部门预算公开", "2023-02-20", _WATER),
    _entry(2860319, 792560, "关于做好2022年政府信息公开工作年度报告编制工作的通知", "2022-12-28", _GOVERNMENT),
    _entry(2811532, 792712, "关于公布行政执法人员名单的公告", "2022-04-01", _ECOLOGY),
    _entry(2700418, 792644, "河道采砂许可事项办事指南", "2020-08-27", _WATER),
    _entry(2551806, 792560, "衡水市政务公开工作要点", "2019-05-15", _GOVERNMENT),
    _entry(2310021, 792560, "关于同意有关人事任免的通知", "2018-03-02", _GOVERNMENT),
)
_ROWS = sorted((_WATER_2023, _ECOLOGY_2020, _CITY_2017, *_OTHERS), key=lambda row: row.date, reverse=True)
_PAGES: Final = -(-len(_ROWS) // _ROWS_OF_LIST)

# Organisation codes of the index numbers; the number after the dash is always the article's key.
_CODES: Final = {"792560": "001068824", "792712": "404796340", "792644": "001068998"}
_SUBJECTS: Final = {_CITY_2017: "综合政务", _WATER_2023: "水利、水务"}


class _Platform(PageSite):
    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The list whatever else is in its query; everything else by its address."""
        query = request.query
        if request.bare_path == "/eportal/ui" and query.get("pageId") == LIST_PAGE and "articleKey" not in query:
            # Without the module's id the platform shows the first page, whichever was asked for.
            wanted = query.get("currentPage", "1") if query.get("moduleId") == MODULE else "1"
            return self.page(f"/list/{wanted}")
        return super().respond(request)


def hengshui_platform_site() -> PageSite:
    """xxgk.hengshui.gov.cn."""
    pages: dict[str, Maker] = {
        "/robots.txt": text_response("User-agent: *\nDisallow: /eportal/admin/\n"),
        _ECOLOGY_2020.url: partial(_ecology_2020),
        _WATER_2023.url: partial(_water_2023),
        _CITY_2017.url: html_response(
            _detail(_CITY_2017, paragraphs(prose_report("衡水市人民政府", 2017, disclosed=58210, requests=94)))
        ),
    }
    # These addresses are the site's own notation: its respond turns the list's queries into them.
    for number in range(1, _PAGES + 1):
        pages[f"/list/{number}"] = html_response(_list(number))
    for entry in _OTHERS:
        pages[entry.url] = html_response(_detail(entry, other_document(entry.title)))
    return _Platform(PLATFORM, "http", pages)


def _list_url(number: int) -> str:
    return (
        f"/eportal/ui?pageId={LIST_PAGE}&currentPage={number}&moduleId={MODULE}"
        "&formKey=GOV_OPEN&columnName=EXT_STR7&relationId="
    )


def _list(number: int) -> str:
    rows = _ROWS[(number - 1) * _ROWS_OF_LIST : number * _ROWS_OF_LIST]
    first = (number - 1) * _ROWS_OF_LIST + 1
    lines = "\n".join(
        f'<tr><td><table width="100%"><tr><td>{first + place}</td>'
        f'<td><a href="{escape(row.url)}" target="_blank" title="{escape(row.title)}">{escape(row.title)}</a></td>'
        f"<td>{row.date}</td></tr></table></td></tr>"
        for place, row in enumerate(rows)
    )
    steps = {"首页": 1, "上一页": max(number - 1, 1), "下一页": min(number + 1, _PAGES), "尾页": _PAGES}
    pager = "".join(f'<li><a href="{escape(_list_url(target))}">{name}</a></li>' for name, target in steps.items())
    content = f"""<table class="easysite-list" width="100%">
<tr><td><table width="100%"><tr><td>序号</td><td>名称</td><td>发布日期</td></tr></table></td></tr>
<tr><td><table width="100%">
{lines}
</table>
<div class="easysite-page"><ul>{pager}<li>第{number}页/共{_PAGES}页</li></ul></div></td></tr>
</table>"""
    return _platform_frame("政府信息公开", content)


def _detail(entry: Entry, body: str) -> str:
    column = entry.url.rpartition("=")[2]
    key = entry.url.partition("articleKey=")[2].partition("&")[0]
    year, month, day = entry.date.split("-")
    block = (
        (("名  称", entry.title), ("索 引 号", f"{_CODES[column]}/{year}-{key}")),
        (("发布机构", entry.agency), ("文  号", "")),
        (("主 题 词", ""), ("发布日期", f"{year}年{month}月{day}日")),
        (("主题分类", _SUBJECTS.get(entry, "")), ("有效性", "")),
    )
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{label}:</td><td>{escape(value)}</td>' for label, value in row)}</tr>" for row in block
    )
    content = f"""<div id="9d1f6c0b7e2a4c35a8e0f1d2c3b4a596">
<div class="easysite-block"><table border="0" width="100%">
{rows}
</table></div>
<div class="easysite-news-title"><h2>{escape(entry.title)}</h2></div>
<div class="voice"><a href="javascript:;">语音播报</a></div>
<div class="easysite-news-text" id="easysiteText">
{body}
</div>
</div>"""
    return _platform_frame(entry.title, content)


def _platform_frame(title: str, content: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(title)}</title>
<script type="text/javascript" src="/eportal/scripts/easysite.js"></script>
</head>
<body>
<div class="head"><a href="/">衡水市政府信息公开平台</a></div>
<div class="easysite-bread-nav">您的位置：<a href="/">首页</a> &gt; <a href="/eportal/ui?pageId={LIST_PAGE}">信息公开目录</a></div>
{content}
<div class="foot"><p>衡水市政府信息公开平台</p></div>
</body>
</html>
"""


def _ecology_2020() -> ReplicaResponse:
    # Section two lost its ordinal on the way from Word: a bullet stands there.
    body = report_html(load_figures()["hengshui_sthjj_2020"], lost=("proactive",), title=_ECOLOGY_2020.title)
    return ReplicaResponse(_detail(_ECOLOGY_2020, body).encode())


def _water_2023() -> ReplicaResponse:
    body = report_html(load_figures()["hengshui_slj_2023"], style="fillers", title=_WATER_2023.title)
    return ReplicaResponse(_detail(_WATER_2023, body).encode())


_OWN_LIST: Final = "/pubgov1_20/"
_OWN_2019 = Entry("/pubgov1_20/29402.html", "衡水市生态环境局2019年政府信息公开工作年度报告", "2020-01-31", _ECOLOGY)
_OWN_2021 = Entry("/pubgov1_20/29404.html", "衡水市生态环境局2021年政府信息公开工作年度报告", "2022-01-28", _ECOLOGY)
_OWN_OTHER = Entry("/pubgov1_20/29403.html", "衡水市生态环境局政府信息公开工作机构", "2020-09-11", _ECOLOGY)
_VISITS: Final = {_OWN_2019: 20356, _OWN_2021: 8417, _OWN_OTHER: 1290}


def hengshui_bureau_site() -> PageSite:
    """sthjj.hengshui.gov.cn; it has no robots.txt."""
    rows = "\n".join(
        f'<li><a href="{entry.url}">{entry.title}</a><span>{entry.date}</span></li>'
        for entry in (_OWN_2021, _OWN_OTHER, _OWN_2019)
    )
    listing = _own_frame("政府信息公开年报", f'<ul class="list">\n{rows}\n</ul>', '<meta charset="utf-8">')
    return PageSite(
        BUREAU,
        "http",
        {
            _OWN_LIST: html_response(listing),
            _OWN_LIST.rstrip("/"): html_response(listing),
            _OWN_2019.url: partial(_own_2019),
            _OWN_2021.url: partial(_own_2021),
            _OWN_OTHER.url: html_response(_own_detail(_OWN_OTHER, other_document(_OWN_OTHER.title))),
        },
    )


def _own_2019() -> ReplicaResponse:
    # The server's default charset is declared for a page that is GBK, and the page says nothing itself.
    page = _own_detail(_OWN_2019, report_html(load_figures()["hengshui_sthjj_2019"], title=_OWN_2019.title))
    return ReplicaResponse(page.encode("gbk"), content_type="text/html; charset=ISO-8859-1")


def _own_2021() -> ReplicaResponse:
    page = _own_detail(_OWN_2021, report_html(load_figures()["hengshui_sthjj_2021"], title=_OWN_2021.title))
    return ReplicaResponse(page.encode(), content_type="text/html")


def _own_detail(entry: Entry, body: str) -> str:
    content = f"""<h1>{entry.title}</h1>
<div class="info">发布日期:{entry.date} 作者:admin 访问量:{_VISITS[entry]} 字体 :[ <a href="javascript:;">大</a> ][ <a href="javascript:;">中</a> ][ <a href="javascript:;">小</a> ]</div>
<div class="content">
{body}
</div>"""
    return _own_frame(entry.title, content, "")


def _own_frame(title: str, content: str, head: str) -> str:
    return f"""<html>
<head>{head}
<title>{title}</title>
</head>
<body>
<div class="nav"><a href="/">网站首页</a> <a href="{_OWN_LIST}">政府信息公开年报</a> <a href="/message/">局长信箱</a></div>
{content}
<div class="foot">版权所有：{_ECOLOGY}</div>
</body>
</html>
"""
