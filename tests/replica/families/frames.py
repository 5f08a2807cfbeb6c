"""What stands around a list of reports on a made-up site: home page, menus, tags, crumbs, footers, rows.

Written for the project in the manner of such sites; nothing is copied from one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from tests.replica.families.furniture import domain
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaResponse
from tests.replica.sites.pages import Maker, other_document, text_response

Look = Literal["modern", "tables", "shouting", "bare"]
"""``modern``: HTML 5, lists. ``tables``: XHTML, tables, broken labels, names of tags in lower case. ``shouting``: tags in
capitals, contents before names, titles with the site's name before them. ``bare``: no standard tags at all."""

RowStyle = Literal["li", "table", "dl", "div"]
Link = tuple[str, str]
"""A label and an address."""

_NEWS: Final = (
    "{city}召开全市生态环境保护大会",
    "{agency}开展安全生产月宣传咨询活动",
    "关于公开征求《{city}政务公开工作要点（征求意见稿）》意见的公告",
)


@dataclass(frozen=True, slots=True)
class Menu:
    """Where a site's sections are: paths with their queries, or addresses of other hosts."""

    annual: str
    annual_label: str = "政府信息公开年报"
    open: str = "/zfxxgk/"
    open_label: str = "政府信息公开"
    guide: str = "/zfxxgk/zfxxgkzn/"
    rules: str = "/zfxxgk/zfxxgkzd/"
    content: str = "/zfxxgk/fdzdgknr/"
    apply: str = "/zfxxgk/ysqgk/"
    through: Link | None = None
    """A page that stands between the home page and the section, such as 政务公开."""
    news: str = "/xwdt/"
    services: str = "/bsfw/"
    forms: str = "/wzbb/"
    """The yearly forms about the web site, which are no reports about disclosure."""
    talks: str = "https://www.12345-made.gov.cn/"

    @property
    def five(self) -> tuple[Link, ...]:
        """The menu that the regulation asks for."""
        return (
            ("政府信息公开指南", self.guide),
            ("政府信息公开制度", self.rules),
            ("法定主动公开内容", self.content),
            (self.annual_label, self.annual),
            ("依申请公开", self.apply),
        )

    @property
    def top(self) -> tuple[Link, ...]:
        """The menu at the head of every page."""
        first = self.through or (self.open_label, self.open)
        return (
            ("首页", "/"),
            ("新闻动态", self.news),
            first,
            ("办事服务", self.services),
            ("互动交流", self.talks),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """The look of one site. *head* goes into every page's head and *foot* below its content, for a system's own scripts."""

    office: Office
    menu: Menu
    look: Look = "modern"
    head: str = ""
    foot: str = ""
    encoding: str = "utf-8"
    content_type: str | None = "text/html; charset=utf-8"
    pictured: bool = False
    """Whether the menu of five is of pictures, with their words beside them for those who do not see."""

    @property
    def column_trail(self) -> tuple[Link, ...]:
        """The way to the reports, for crumbs."""
        between = (self.menu.through,) if self.menu.through else ()
        section = (self.menu.open_label, self.menu.open)
        return (("首页", "/"), *between, section, (self.menu.annual_label, self.menu.annual))

    def maker(self, page: str) -> Maker:
        """A maker of *page* in the site's encoding."""
        return lambda: ReplicaResponse(page.encode(self.encoding), content_type=self.content_type)

    def page(
        self,
        title: str,
        content: str,
        *,
        tags: Mapping[str, str] | None = None,
        trail: Sequence[Link] = (),
        aside: bool = False,
    ) -> str:
        """A whole page: *tags* are meta tags beside the site's own, *aside* draws the menu of five."""
        return _LOOKS[self.look](self, title, _meta(self, tags or {}), content, trail, aside)

    def column_page(self, content: str, title: str | None = None) -> str:
        """A page of the reports' list."""
        name = title or self.menu.annual_label
        return self.page(name, content, tags=column_tags(self, name), trail=self.column_trail, aside=True)

    def article_page(self, piece: Piece, content: str, tags: Mapping[str, str] | None = None) -> str:
        """The page of *piece*."""
        trail = (*self.column_trail, ("正文", ""))
        return self.page(piece.title, content, tags={**article_tags(self, piece), **(tags or {})}, trail=trail)

    def furniture(self) -> dict[str, Maker]:
        """Every page that the menus lead to but the reports' column, which is the family's own."""
        menu, office = self.menu, self.office
        sections = {
            menu.guide: "本机关负责公开的政府信息范围、公开形式和申请程序，见本指南。",
            menu.rules: "本机关政府信息公开工作制度。",
            menu.content: "本栏目列出法定主动公开的内容。",
            menu.apply: "申请人可以当面提交，也可以通过信函提交申请表。",
            menu.services: "办事指南和表格下载。",
        }
        names = {address: label for label, address in (*menu.five, *menu.top)}
        pages = {
            address: self.maker(self.page(names[address], f"<p>{text}</p>", trail=(("首页", "/"),), aside=True))
            for address, text in sections.items()
        }
        headlines = [line.format(city=office.city, agency=office.agency) for line in _NEWS]
        forms = [f"{office.agency}{year}年政府网站工作年度报表" for year in (2024, 2023)]
        for address, label, titles in (
            (menu.news, "新闻动态", headlines),
            (menu.forms, "政府网站工作年度报表", forms),
        ):
            places = [_below(address, place) for place in range(len(titles))]
            pages[address] = self.maker(
                self.page(label, listing([(title, at, "2025-06-05") for title, at in zip(titles, places, strict=True)]))
            )
            for title, at in zip(titles, places, strict=True):
                pages[at] = self.maker(self.page(title, f"<h1>{title}</h1>\n{other_document(title)}"))
        pages[menu.open] = self.maker(
            self.page(menu.open_label, _landing(self), trail=self.column_trail[:-1], aside=True)
        )
        if menu.through:
            inner = links(
                [(menu.open_label, menu.open), ("政策解读", menu.rules), ("政府网站工作年度报表", menu.forms)]
            )
            pages[menu.through[1]] = self.maker(self.page(menu.through[0], f'<div class="channels">{inner}</div>'))
        pages["/"] = self.maker(self.home())
        if self.look != "bare":
            pages["/robots.txt"] = text_response("User-agent: *\nDisallow: /admin/\nDisallow: /search/\n")
        # What lies on another host is that host's to serve.
        return {address: maker for address, maker in pages.items() if not urlsplit(address).netloc}

    def home(self) -> str:
        """The home page: menus, news, links to other hosts."""
        titles = [line.format(city=self.office.city, agency=self.office.agency) for line in _NEWS]
        rows = [(title, _below(self.menu.news, place), "2025-06-05") for place, title in enumerate(titles)]
        content = f"""<div class="banner"><img src="/images/banner.jpg" alt=""></div>
<div class="news"><h2><a href="{self.menu.news}">要闻</a></h2>
{listing(rows)}
</div>
<div class="quick"><a href="javascript:void(0)" onclick="openSearch()">搜索</a> <a href="http://zwfw.{domain(self.office)}/">政务服务网</a> <a href="{self.menu.forms}">政府网站工作年度报表</a> <a href="mailto:office@{domain(self.office)}">信箱</a></div>
<div class="friends"><select onchange="window.open(this.value)"><option value="">友情链接</option><option value="http://www.gov.cn/">中国政府网</option><option value="{self.office.scheme}://www.{domain(self.office)}/">{self.office.city}人民政府</option></select></div>"""
        return self.page(self.office.agency, content)


def listing(rows: Iterable[tuple[str, str, str]], style: RowStyle = "li", cut: int | None = None) -> str:
    """Rows of (title, address, date); a title longer than *cut* is cut, and whole in the link's title."""
    start, line, end = _ROWS[style]
    drawn: list[str] = []
    for number, (title, address, date) in enumerate(rows, 1):
        text = title if cut is None or len(title) <= cut else title[:cut] + "..."
        full = f' title="{escape(title)}"' if cut is not None else ""
        drawn.append(line.format(number=number, href=escape(address), text=escape(text), full=full, date=date))
    return "\n".join([start, *drawn, end])


def links(entries: Iterable[Link], between: str = "\n") -> str:
    """Plain links, the ones without an address as mere text."""
    return between.join(
        f'<a href="{escape(address)}">{escape(label)}</a>' if address else f"<span>{escape(label)}</span>"
        for label, address in entries
    )


def block(pairs: Iterable[tuple[str, str]], columns: int = 2, css: str = "xxgk_table") -> str:
    """Metadata as a table of labels and values, so many pairs a line."""
    cells = [f"<td>{label}</td><td>{escape(value)}</td>" for label, value in pairs]
    lines = ["<tr>" + "".join(cells[at : at + columns]) + "</tr>" for at in range(0, len(cells), columns)]
    return f'<table class="{css}" width="100%">\n' + "\n".join(lines) + "\n</table>"


def clutter(piece: Piece, neighbours: Sequence[Link] = ()) -> str:
    """What stands below an article and is no part of it."""
    around = "".join(
        f"<p>{'上一篇' if place == 0 else '下一篇'}：{links([entry])}</p>" for place, entry in enumerate(neighbours)
    )
    return f"""<div class="share">分享到：<a href="javascript:;">微信</a> <a href="javascript:;">微博</a> <a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div>
<div class="visits">浏览次数：<span id="hits">{piece.number % 977}</span></div>
<div class="around">{around}</div>"""


def file_links(files: Iterable[File], address: Callable[[File], str]) -> str:
    """Links to the files of a piece."""
    return "\n".join(
        f'<p>附件{number}：<a href="{escape(address(file))}">{escape(file.name)}</a></p>'
        for number, file in enumerate(files, 1)
    )


def download(file: File, *, named: bool = False) -> Maker:
    """A maker of *file*'s answer; *named* tells the name in a header, since the address does not."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"} if named else {}
    kind = "application/octet-stream" if named else file.media_type
    return lambda: ReplicaResponse(file.body, content_type=kind, headers=headers)


def column_tags(frame: Frame, name: str) -> dict[str, str]:
    """The standard tags of a column's page."""
    kind = "信息公开年报" if frame.look == "modern" else name
    return {"ColumnName": name, "ColumnDescription": f"{name}栏目", "ColumnKeywords": "", "ColumnType": kind}


def article_tags(frame: Frame, piece: Piece) -> dict[str, str]:
    """The standard tags of an article's page, with what editors and systems do to them."""
    title = f"{frame.office.agency}——{piece.title}" if frame.look == "shouting" else piece.title
    seconds = ":07" if frame.look == "tables" else ""
    return {
        **column_tags(frame, frame.menu.annual_label),
        "ArticleTitle": title,
        "PubDate": f"{piece.date} {9 + piece.number % 8:02}:{piece.number % 60:02}{seconds}",
        "ContentSource": "" if frame.look == "shouting" else piece.agency,
        "Keywords": "",
        "Author": "",
    }


def _meta(frame: Frame, tags: Mapping[str, str]) -> str:
    if frame.look == "bare":
        return ""
    every = {"SiteName": frame.office.agency, "SiteDomain": frame.office.host, "SiteIDCode": "9900000031", **tags}
    if frame.look == "shouting":
        return "\n".join(f'<META content="{escape(value)}" name="{name}">' for name, value in every.items())
    if frame.look == "tables":
        return "\n".join(f'<meta name="{name.lower()}" content="{escape(value)}" />' for name, value in every.items())
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in every.items())


def _landing(frame: Frame) -> str:
    """The section's first page: the guide, and on some sites the latest of everything."""
    return f"<h2>{frame.menu.open_label}指南</h2>\n<p>为了更好地提供政府信息公开服务，{frame.office.agency}编制本指南。</p>"


def _below(address: str, place: int) -> str:
    joint = "&" if "?" in address else "?"
    if address.endswith("/"):
        return f"{address}{20250605 + place}.html"
    return f"{address}{joint}item={20250605 + place}"


def _label(frame: Frame, label: str) -> str:
    return f'<img src="/images/{len(label)}.png" alt="{label}">' if frame.pictured else label


def _modern(frame: Frame, title: str, head: str, content: str, trail: Sequence[Link], aside: bool) -> str:
    top = "".join(f'<li><a href="{escape(at)}">{label}</a></li>' for label, at in frame.menu.top)
    five = "".join(f'<li><a href="{escape(at)}">{_label(frame, label)}</a></li>' for label, at in frame.menu.five)
    side = f'<aside class="gk-menu"><ul>{five}</ul></aside>' if aside else ""
    crumbs = f'<div class="position">当前位置：{links(trail, " &gt; ")}</div>' if trail else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{frame.encoding}">
<meta name="renderer" content="webkit">
{head}
<title>{escape(title)}-{frame.office.agency}</title>
{frame.head}
</head>
<body>
<header><a href="#" onclick="wza()">无障碍阅读</a> <a href="/">返回首页</a><nav><ul>{top}</ul></nav></header>
{crumbs}
{side}
<main>
{content}
</main>
<footer><p>主办：{frame.office.agency} 网站标识码：9900000031 <a href="https://beian.miit.gov.cn/">备案号</a></p><p>扫一扫在手机打开当前页</p></footer>
{frame.foot}
</body>
</html>
"""


def _tables(frame: Frame, title: str, head: str, content: str, trail: Sequence[Link], aside: bool) -> str:
    top = "".join(f'<td><a href="{escape(at)}" target="_self">{label}</a></td>' for label, at in frame.menu.top)
    # Labels are broken where they do not fit the button.
    five = "".join(
        f'<h3><a href="{escape(at)}"><em></em>{label[:4]}<br />\n  {label[4:]}</a></h3>'
        for label, at in frame.menu.five
    )
    side = f'<td width="200" valign="top">{five}</td>' if aside else ""
    crumbs = f"<div>您的位置：{links(trail, ' » ')}</div>" if trail else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={frame.encoding}" />
{head}
<title>{frame.office.agency} {escape(title)}</title>
{frame.head}
</head>
<body>
<table width="1000" align="center"><tr>{top}</tr></table>
{crumbs}
<table width="1000" align="center"><tr>{side}<td valign="top">
{content}
</td></tr></table>
<table width="1000" align="center"><tr><td>版权所有：{frame.office.agency}&nbsp;&nbsp;<a href="{escape(frame.menu.forms)}">政府网站年报</a></td></tr></table>
{frame.foot}
</body>
</html>
"""


def _shouting(frame: Frame, title: str, head: str, content: str, trail: Sequence[Link], aside: bool) -> str:
    top = "".join(f'<LI><A href="{escape(at)}" target="_blank">{label}</A></LI>' for label, at in frame.menu.top)
    five = "".join(f'<DD><A href="{escape(at)}">{label}</A></DD>' for label, at in frame.menu.five)
    side = f"<DL>{five}</DL>" if aside else ""
    crumbs = f'<DIV id="weizhi">{links(trail, "-&gt;")}</DIV>' if trail else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset={frame.encoding}">
{head}
<TITLE>{frame.office.agency}——{escape(title)}</TITLE>
{frame.head}</HEAD><BODY style="margin-top: 0px;">
<DIV id="head"><A onclick="this.setHomePage('http://{frame.office.host}')">设为首页</A><UL>{top}</UL></DIV>
{crumbs}
{side}
<DIV id="main">
{content}
</DIV>
<DIV id="foot">主办单位：{frame.office.agency}<BR>访问量：<SCRIPT src="/count.js"></SCRIPT></DIV>
{frame.foot}
</BODY></HTML>
"""


def _bare(frame: Frame, title: str, head: str, content: str, trail: Sequence[Link], aside: bool) -> str:
    five = f"<p>{links(frame.menu.five, ' | ')}</p>" if aside else ""
    crumbs = f"<p>{links(trail, ' / ')}</p>" if trail else ""
    return f"""<html>
<head>
<meta http-equiv="content-type" content="text/html; charset={frame.encoding}">{head}
<title>{escape(title)}</title>
{frame.head}
</head>
<body>
<div class="nav">{links(frame.menu.top, " ")}</div>
{crumbs}
{five}
{content}
<div class="foot">{frame.office.agency}版权所有</div>
{frame.foot}
</body>
</html>
"""


_LOOKS: Final[Mapping[Look, Callable[[Frame, str, str, str, Sequence[Link], bool], str]]] = {
    "modern": _modern,
    "tables": _tables,
    "shouting": _shouting,
    "bare": _bare,
}
_ROWS: Final[Mapping[RowStyle, tuple[str, str, str]]] = {
    "li": (
        '<ul class="list">',
        '<li><a href="{href}" target="_blank"{full}>{text}</a><span>{date}</span></li>',
        "</ul>",
    ),
    "table": (
        '<table class="list"><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>',
        '<tr><td>{number}</td><td><a href="{href}"{full}>{text}</a></td><td>{date}</td></tr>',
        "</table>",
    ),
    "dl": ('<dl class="list">', '<dt><a href="{href}"{full}>{text}</a></dt><dd>{date}</dd>', "</dl>"),
    "div": (
        '<div class="list">',
        '<div class="row"><span class="til"><a href="{href}"{full}>{text}</a></span><span class="time">[{date}]</span></div>',
        "</div>",
    ),
}
