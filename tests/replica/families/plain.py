"""Hosts of no known system: every shape of address, of list, of pager and of front page that was seen once or twice.

Written for the project from facts; no page of such a site is copied.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final, Literal

from tests.replica.families.frames import Frame, Look, Menu, RowStyle, clutter, download, file_links, links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Site
from tests.replica.sites.pages import Maker, PageSite

Front = Literal["home", "refresh", "splash"]
"""What "/" is: the home page, a tag that leads to it, or a picture with a link to it."""

Pager = Literal["links", "numbers", "form", "script"]
"""How a list leads to its next page. A posted form and a script are not for a crawler to follow."""

Holder = Literal["page", "iframe", "frames"]
"""Whether the list stands in its page, in a page inside it, or in one of the page's frames."""

Years = Literal["select", "tabs"]

PLATFORM_COLUMN: Final = "/zfxxgknb/"


@dataclass(frozen=True, slots=True)
class Shape:
    """The addresses of one site: the list's first page, its page *n*, a piece's page."""

    column: str
    further: str
    """With ``{}`` for the page's number."""
    path: Callable[[Piece], str]


def _ymd(piece: Piece) -> tuple[int, int, int]:
    year, month, day = piece.date.split("-")
    return int(year), int(month), int(day)


def _sichuan(piece: Piece) -> str:
    year, month, day = _ymd(piece)
    return f"/qysthj/cols/{year}/{month}/{day}/{piece.hex32}.shtml"


def _long_number(piece: Piece) -> str:
    return str(1_628_294_420_000_000_000 + piece.number * 7919)


SHAPES: Final[Mapping[str, Shape]] = {
    "show": Shape("/sfzx/zfxxgknb", "/sfzx/zfxxgknb?page={}", lambda piece: f"/show/{piece.number % 1000000}.html"),
    "numbered": Shape(
        "/zfxxgk/zfxxgknb/1.html",
        "/zfxxgk/zfxxgknb/{}.html",
        lambda piece: f"/zwxxgk/zfxxgknb/{_long_number(piece)}.html",
    ),
    "php": Shape("/gknb.php", "/gknb.php?page={}", lambda piece: f"/gknb_show.php?id={piece.number % 10000}"),
    "aspx": Shape(
        "/InfoPublic.aspx?cid=1019",
        "/InfoPublic.aspx?cid=1019&page={}",
        lambda piece: f"/year_details.aspx?dept=38&id={piece.number % 100000}",
    ),
    "action": Shape(
        "/News_showGkmlList.action?type=nb",
        "/News_showGkmlList.action?type=nb&pageNo={}",
        lambda piece: f"/News_showGkmlNews.action?messagekey={piece.number % 1000000}",
    ),
    "shanghai": Shape(
        "/nw12344/index.html",
        "/nw12344/index_{}.html",
        lambda piece: f"/nw12344/{piece.date.replace('-', '')}/{piece.hex32}.html",
    ),
    "sichuan": Shape("/qysthj/gknb/nb.shtml", "/qysthj/gknb/nb_{}.shtml", _sichuan),
    "wuxi": Shape(
        "/zfxxgk/zfxxgknb/index.shtml",
        "/zfxxgk/zfxxgknb/index_{}.shtml",
        lambda piece: f"/doc/{piece.date.replace('-', '/')}/{piece.number}.shtml",
    ),
    "node": Shape("/Node-22013.html", "/Node-22013-{}.html", lambda piece: f"/Content-{piece.number}.html"),
    "article": Shape(
        "/wsb/zfxxgknb/list.html",
        "/wsb/zfxxgknb/list_{}.html",
        lambda piece: (
            f"/wsb/{piece.date[:7]}/{piece.date[8:]}/article_{piece.date.replace('-', '')}{piece.number * 37:09}.html"
        ),
    ),
}


class _PostedSite(PageSite):
    """A host whose list answers to a posted form with the page that its field names."""

    def __init__(self, office: Office, pages: Mapping[str, Maker], shape: Shape) -> None:
        super().__init__(office.host, office.scheme, pages)
        self._shape = shape

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        if request.method == "POST" and request.path == self._shape.column:
            return self.page(f"/posted/{request.form.get('page', '1')}")
        return super().respond(request)


def plain_site(
    office: Office,
    shape: Shape,
    *,
    front: Front = "home",
    pager: Pager = "links",
    holder: Holder = "page",
    label: str = "政府信息公开年报",
    look: Look = "bare",
    rows: RowStyle = "li",
    cut: int | None = None,
    onclick: bool = False,
    pictured: bool = False,
    encoding: str = "utf-8",
    content_type: str | None = "text/html; charset=utf-8",
) -> Site:
    """A whole host; *onclick* hides the rows' addresses in a script of theirs, *pictured* draws the menu of five."""
    menu = _menu(shape.column, label)
    frame = Frame(office, menu, look, encoding=encoding, content_type=content_type, pictured=pictured)
    pages = {**_fronted(frame, front), **_articles(frame, shape.path)}
    listed = office.pages()
    for number, part in enumerate(listed, 1):
        shown = [(piece.title, shape.path(piece), piece.date) for piece in part]
        drawn = _clicked(shown) if onclick else listing(shown, rows, cut)
        content = f'{drawn}\n<div class="pages">{_PAGERS[pager](shape, number, len(listed))}</div>'
        # What a posted form asks for has no address; this is the site's own notation for it.
        own = f"/posted/{number}" if pager in {"form", "script"} else _address(shape, number)
        pages[own] = frame.maker(frame.column_page(content))
        if number == 1:
            pages.update(_held(frame, shape, holder, content))
    return _PostedSite(office, pages, shape)


def years_site(office: Office, *, control: Years, look: Look = "modern", label: str = "政府信息公开年报") -> Site:
    """A host whose column has a page for every year, chosen from a list box or from tabs."""
    column = "/zwgk/zfxxgknb/"
    frame = Frame(office, _menu(column, label), look)
    pages = {**_fronted(frame, "home"), **_articles(frame, yearly_path)}
    years = sorted({piece.date[:4] for piece in office.pieces}, reverse=True)
    for chosen in years:
        entries = [(f"{year}年", f"{column}{year}/") for year in years]
        if control == "select":
            options = "".join(
                f'<option value="{at}"{" selected" if chosen in at else ""}>{name}</option>' for name, at in entries
            )
            menu = f'<select name="year" onchange="location.href=this.value">{options}</select>'
        else:
            menu = f'<div class="tab">{links(entries)}</div>'
        shown = [(piece.title, yearly_path(piece), piece.date) for piece in office.pieces if piece.date[:4] == chosen]
        pages[f"{column}{chosen}/"] = frame.maker(frame.column_page(f"{menu}\n{listing(shown)}"))
    # The column itself shows the latest year.
    pages[column] = pages[f"{column}{years[0]}/"]
    return PageSite(office.host, office.scheme, pages)


def accordion_site(office: Office, *, look: Look = "modern", label: str = "政府信息公开年报") -> Site:
    """A host with one page for all years: headings that fold, below each a link to that year's file."""
    column = "/zfxxgk/nb.html"
    frame = Frame(office, _menu(column, label), look)
    pages = _fronted(frame, "home")
    folds: list[str] = []
    for piece in office.reports:
        entries = [(file.name, accordion_file(piece, file)) for file in piece.files]
        folds.append(
            f'<div class="fold"><h3 onclick="fold(this)">{piece.year}年</h3><div class="inner" style="display:none">'
            f"<p>{links(entries)}</p><p>发布日期：{piece.date}</p></div></div>"
        )
        pages.update({accordion_file(piece, file): download(file) for file in piece.files})
    pages[column] = frame.maker(frame.column_page("\n".join(folds)))
    return PageSite(office.host, office.scheme, pages)


def accordion_file(piece: Piece, file: File) -> str:
    """Where a year's file is."""
    return f"/uploads/{piece.date[:4]}/{piece.date.replace('-', '')}_{piece.number}.{file.name.rpartition('.')[2]}"


def platform_site(
    office: Office, units: Mapping[str, Office], counties: Mapping[str, Office], *, look: Look = "modern"
) -> Site:
    """A city's platform: its reports lie two and three levels below the column.

    Args:
        office: the city's, whose own reports are one of the column's branches.
        units: departments by the name of their directory; a list for each.
        counties: the same; one list for each year, with every county's report.
        look: of all pages.
    """
    frame = Frame(office, _menu(PLATFORM_COLUMN, "政府信息公开年报"), look)
    pages = _fronted(frame, "home")
    groups = [("市政府", "szf/"), ("市政府部门", "szfbm/"), ("县（市、区）政府", "xsq/")]
    pages[PLATFORM_COLUMN] = frame.maker(frame.column_page(f'<div class="groups">{links(groups)}</div>'))
    branches: dict[str, Iterable[Piece]] = {"szf/": office.pieces}
    names = [(unit.agency, f"{key}/") for key, unit in units.items()]
    pages[f"{PLATFORM_COLUMN}szfbm/"] = frame.maker(
        frame.column_page(f'<ul class="units">{links(names)}</ul>', "市政府部门")
    )
    branches.update({f"szfbm/{key}/": unit.pieces for key, unit in units.items()})
    county_reports = [piece for county in counties.values() for piece in county.reports]
    years = sorted({piece.year for piece in county_reports if piece.year}, reverse=True)
    tabs = links([(f"{year}年", f"{year}nb/") for year in years])
    pages[f"{PLATFORM_COLUMN}xsq/"] = frame.maker(
        frame.column_page(f'<div class="tabs">{tabs}</div>', "县（市、区）政府")
    )
    branches.update({f"xsq/{year}nb/": [piece for piece in county_reports if piece.year == year] for year in years})
    for branch, pieces in branches.items():
        shown = [(piece.title, platform_path(branch, piece), piece.date) for piece in pieces]
        pages[PLATFORM_COLUMN + branch] = frame.maker(frame.column_page(listing(shown, cut=28)))
        for piece in pieces:
            pages[platform_path(branch, piece)] = frame.maker(_article(frame, piece))
    return PageSite(office.host, office.scheme, pages)


def front_site(office: Office, menu: Menu, *, look: Look = "modern") -> Site:
    """A host with menus and news whose *menu* leads to another for everything that is disclosed."""
    return PageSite(office.host, office.scheme, _fronted(Frame(office, menu, look), "home"))


def platform_path(branch: str, piece: Piece) -> str:
    """Where a piece of a platform's *branch* is."""
    return f"{PLATFORM_COLUMN}{branch}{piece.number}.html"


def yearly_path(piece: Piece) -> str:
    """Where a piece of a column with a page for every year is."""
    return f"/zwgk/zfxxgknb/{piece.date[:4]}/{piece.number}.html"


def _menu(column: str, label: str) -> Menu:
    return Menu(
        column, label, open="/zwgk/zfxxgk.html", news="/news/", services="/service/", through=("政务公开", "/zwgk/")
    )


def _fronted(frame: Frame, front: Front) -> dict[str, Maker]:
    """The pages of the menus with something else before the home page."""
    pages = frame.furniture()
    pages["/index.html"] = pages["/"]
    if front == "refresh":
        pages["/"] = frame.maker(
            '<html><head><meta http-equiv="Refresh" content="0; URL=index.html"></head><body></body></html>'
        )
    elif front == "splash":
        pages["/"] = frame.maker(
            f'<html><head><title>{frame.office.agency}</title></head><body><a href="/index.html"><img src="/splash.jpg"'
            ' alt="进入网站"></a><script>setTimeout(function(){location="/index.html"},5000)</script></body></html>'
        )
    return pages


def _articles(frame: Frame, path: Callable[[Piece], str]) -> dict[str, Maker]:
    pages: dict[str, Maker] = {}
    for piece in frame.office.pieces:
        pages[path(piece)] = frame.maker(_article(frame, piece))
        pages.update({accordion_file(piece, file): download(file) for file in piece.files})
    return pages


def _article(frame: Frame, piece: Piece) -> str:
    content = f"""<h1>{escape(piece.title)}</h1>
<div class="info">发布日期:{piece.date} 作者:{piece.agency} 访问量:{piece.number % 3571} 字体 :[ <a href="javascript:;">大</a> ][ <a href="javascript:;">中</a> ][ <a href="javascript:;">小</a> ]</div>
<div class="content">
{piece.body}
{file_links(piece.files, partial(accordion_file, piece))}
</div>
{clutter(piece)}"""
    return frame.article_page(piece, content)


def _held(frame: Frame, shape: Shape, holder: Holder, content: str) -> dict[str, Maker]:
    """The column's own page, and the one inside it."""
    if holder == "page":
        return {shape.column: frame.maker(frame.column_page(content))}
    inside = "/inner/nb_list.html"
    held = frame.maker(f'<html><head><meta charset="{frame.encoding}"></head><body>{content}</body></html>')
    if holder == "iframe":
        shell = f'<iframe id="list" src="{inside}" width="100%" frameborder="0" scrolling="no"></iframe>'
        return {inside: held, shape.column: frame.maker(frame.column_page(shell))}
    side = "/inner/left.html"
    frameset = f"""<html><head><title>{frame.menu.annual_label}</title></head>
<frameset cols="200,*"><frame name="left" src="{side}"><frame name="main" src="{inside}"></frameset></html>"""
    left = f'<html><head><meta charset="{frame.encoding}"></head><body>{links(frame.menu.five, "<br>")}</body></html>'
    return {inside: held, side: frame.maker(left), shape.column: frame.maker(frameset)}


def _clicked(shown: Sequence[tuple[str, str, str]]) -> str:
    """Rows whose links lead nowhere by themselves."""
    rows = "\n".join(
        f"""<li><a href="javascript:void(0);" onclick="window.open('{escape(at)}')" title="{escape(title)}">{escape(title)}</a><span>{date}</span></li>"""
        for title, at, date in shown
    )
    return f"<ul>\n{rows}\n</ul>"


def _address(shape: Shape, number: int) -> str:
    return shape.column if number == 1 else shape.further.format(number)


def _linked(shape: Shape, number: int, last: int) -> str:
    steps = [("首页", 1), ("上一页", number - 1), ("下一页", number + 1), ("尾页", last)]
    return links([(name, _address(shape, at) if 1 <= at <= last and at != number else "") for name, at in steps])


def _counted(shape: Shape, number: int, last: int) -> str:
    """Numbers and an arrow, no words."""
    steps = [(str(at), "" if at == number else _address(shape, at)) for at in range(1, last + 1)]
    return links([*steps, *([(">", _address(shape, number + 1))] if number < last else [])])


def _posted(shape: Shape, number: int, last: int) -> str:
    return f"""<form method="post" action="{escape(shape.column)}"><input type="hidden" name="page" value="{number + 1}"> 第{number}页/共{last}页 <input type="submit" value="下一页"></form>"""


def _scripted(shape: Shape, number: int, last: int) -> str:
    return f"""<form id="turn" method="post" action="{escape(shape.column)}"><input type="hidden" name="page"></form>
第{number}页/共{last}页 <a href="javascript:turnTo({number + 1})">下一页</a> <a href="javascript:turnTo({last})">尾页</a>"""


_PAGERS: Final[Mapping[Pager, Callable[[Shape, int, int], str]]] = {
    "links": _linked,
    "numbers": _counted,
    "form": _posted,
    "script": _scripted,
}
