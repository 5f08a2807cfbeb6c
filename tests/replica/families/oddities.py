"""Hosts of no known system whose columns are odd in themselves: what the list says, and what it leaves out.

Written for the project; every office and figure is invented.
"""

from tests.replica.families.hosts import MadeHost
from tests.replica.families.made import Piece, office
from tests.replica.families.vernacular import Shelf, as_docx, as_pdf, block, document, listing, pages_of, several


def newest_above_its_list() -> MadeHost:
    """The column shows the newest report, and below it the list of the earlier ones by their whole titles."""
    of = office("rfb.yanchu-an.gov.cn", "延川市人民防空办公室", "延川市", range(2018, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/xw/show/{number}.html")
    news = "".join(f"<li><a href={path}>{title}</a></li>" for path, title in noise)
    shelf.put(
        "/", listing("延川市人民防空办公室", f'<a href="/zfxxgk/nb/1.html">政府信息公开工作年报</a><ul>{news}</ul>')
    )
    newest, *older = of.reports
    rows, reports = "", ["/zfxxgk/nb/1.html"]
    for piece in older:
        path = shelf.put(f"/zfxxgk/nb/{piece.hex32[:24]}.html", document(piece.title, piece.body, above=block(piece)))
        reports.append(path)
        rows += f'<li>◆ <a href="{path}">{piece.title}</a> {piece.date}</li>'
    page = (
        f"<h2>{newest.title}</h2><p>发布时间：{newest.date}</p><div>{newest.body}</div><h3>往年年报</h3><ul>{rows}</ul>"
    )
    shelf.put("/zfxxgk/nb/1.html", listing("政府信息公开工作年报", page))
    return shelf.made(reports, column="/zfxxgk/nb/1.html")


def years_only() -> MadeHost:
    """Rows that say nothing but 1. 2023年度, half of them files."""
    of = office("slj.pubei-c.gov.cn", "浦碑县水利局", "浦碑县", range(2017, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/pub_2/{number}.html")
    news = "".join(f"<li><a href={path}>{title}</a></li>" for path, title in noise)
    shelf.put("/", listing("浦碑县水利局", f'<a href="/pubgov1_20/">年度报告</a><ul>{news}</ul>'))
    rows, reports = "", []
    for place, piece in enumerate(of.reports, 1):
        if place % 3 == 0:
            path = shelf.file(f"/upload/file/{piece.hex32[:12]}.docx", as_docx(piece))
        elif place % 3 == 1:
            path = shelf.file(f"/upload/file/{piece.hex32[:12]}.pdf", as_pdf(piece), "application/pdf")
        else:
            path = shelf.put(
                f"/pubgov1_20/{29400 + place}.html", document(piece.title, piece.body, above=block(piece, "line"))
            )
        reports.append(path)
        rows += f'<li>{place}.<a href="{path}">{piece.year}年度</a></li>'
    shelf.put("/pubgov1_20/", listing("年度报告_政府信息公开_浦碑县水利局", f"<ol>{rows}</ol>"))
    return shelf.made(reports, column="/pubgov1_20/")


def departments_then_years() -> MadeHost:
    """A column by department, each department's page a table of years in one cell."""
    names = ("人民政府办公室", "水务局", "教育局", "城关镇人民政府")
    of = several("xxgk.huichan-g.gov.cn", "会畅县", names, range(2021, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/news/{number}.html")
    news = "".join(f"<li><a href={path}>{title}</a></li>" for path, title in noise)
    shelf.put("/", listing("会畅县政府信息公开", f'<div><a href="/xxgknb/">公开年报</a></div><ul>{news}</ul>'))
    units, reports = "", []
    for place, name in enumerate(names):
        rows = ""
        for piece in of.reports:
            if piece.agency == f"会畅县{name}":
                path = f"/xxgknb/bm{place}/{piece.number}.html"
                reports.append(shelf.put(path, document(piece.title, piece.body, above=block(piece, "list"))))
                rows += f'<td><a href="{path}">{piece.year}年年度报告</a></td>'
        shelf.put(f"/xxgknb/bm{place}/", listing(f"{name}年报", f"<table><tr>{rows}</tr></table>"))
        units += f'<td><a href="/xxgknb/bm{place}/">{name}</a></td>'
    shelf.put("/xxgknb/", listing("公开年报", f"<table><tr>{units}</tr></table>"))
    return shelf.made(reports, column="/xxgknb/")


def _long(of_host: str, agency: str, city: str) -> Shelf:
    return Shelf(office(of_host, agency, city, range(2010, 2026)))


def first_page_is_number_nought() -> MadeHost:
    """``?pageNo=0`` is the first page; the pager shows arrows for pictures."""
    shelf = _long("www.shihe-z.gov.cn", "石禾子市水利局", "石禾子市")
    noise = shelf.noise(lambda number: f"/news/detail?newsid={number}")
    news = "".join(f"<p><a href={path}>{title}</a></p>" for path, title in noise)
    shelf.put("/", listing("石禾子市水利局", f'<a href="/gov/list?cat=77">信息公开年度报告</a>{news}'))
    reports: list[str] = []
    pages = pages_of(shelf.of.pieces, 12)
    for number, page in enumerate(pages):
        rows = "".join(_row(shelf, piece, f"/gov/detail?id={piece.number}", reports) for piece in page)
        nxt = (
            f'<a href="/gov/list?cat=77&pageNo={number + 1}" title="下一页"><i class="r"></i></a>'
            if number + 1 < len(pages)
            else ""
        )
        shelf.put(
            "/gov/list?cat=77" + (f"&pageNo={number}" if number else ""),
            listing("信息公开年度报告", f"{rows}<div>{nxt}</div>"),
        )
    return shelf.made(reports, column="/gov/list?cat=77")


def pages_in_directories() -> MadeHost:
    """``/class/ALFJELKI/2`` is the second page; details end in the day's number of the year."""
    shelf = _long("www.changzou-s.gov.cn", "常舟市司法局", "常舟市")
    noise = shelf.noise(lambda number: f"/zhengwu/xw/2025/{number}/30{number}.html")
    news = "".join(f"<p><a href={path}>{title}</a></p>" for path, title in noise)
    shelf.put("/", listing("常舟市司法局", f'<a href="/class/ALFJELKI">政府信息公开年度报告</a>{news}'))
    reports: list[str] = []
    pages = pages_of(shelf.of.pieces, 12)
    for number, page in enumerate(pages, 1):
        rows = "".join(
            _row(
                shelf,
                piece,
                f"/zhengwu/zfxxgknb-sfj/{piece.date[:4]}/{int(piece.date[8:])}/{piece.number}.html",
                reports,
            )
            for piece in page
        )
        links = "".join(
            f'<a href="/class/ALFJELKI/{n}">{n}</a>' if n != number else f"<em>{n}</em>"
            for n in range(1, len(pages) + 1)
        )
        shelf.put(
            "/class/ALFJELKI" + (f"/{number}" if number > 1 else ""),
            listing("政府信息公开年度报告", f"{rows}<div>{links}</div>"),
        )
        if number == 1:
            shelf.put("/class/ALFJELKI/1", listing("政府信息公开年度报告", f"{rows}<div>{links}</div>"))
    return shelf.made(reports, column="/class/ALFJELKI")


def _row(shelf: Shelf, piece: Piece, path: str, reports: list[str]) -> str:
    shelf.put(path, document(piece.title, piece.body, above=block(piece, "table")))
    if piece.is_report:
        reports.append(path)
    return f'<div class="r"><a href="{path}" target=_blank><span>{piece.title}</span></a><b>{piece.date}</b></div>'
