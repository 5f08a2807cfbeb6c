"""Hosts of no known system, one function a host: addresses as real sites have them, markup each in its own manner.

Written for the project; every office and figure is invented.
"""

from html import escape

from tests.replica.families.hosts import MadeHost
from tests.replica.families.made import Piece, office
from tests.replica.families.vernacular import (
    Shelf,
    as_docx,
    as_pdf,
    block,
    body,
    document,
    listing,
    pages_of,
    several,
    short,
    uuid_of,
)


def content_without_suffix() -> MadeHost:
    """``…/bm2023/content_191619``: drop-down menu, a column that leads to years, and these to kinds of bodies."""
    of = several("www.hejian-q.gov.cn", "河荐县", ("人民政府", "水务局", "教育和体育局"), range(2022, 2025))
    shelf, top = Shelf(of), "/gk/zfxxgknb"
    menu = (
        '<ul class="nav"><li><a href="/">首页</a></li><li><a href="javascript:;">政府信息公开</a><dl>'
        '<dd><a href="/gk/zn/">政府信息公开指南</a></dd><dd><a href="/gk/zd">政府信息公开制度</a></dd>'
        f'<dd><a href="{top}">政府信息公开工作年度报告</a></dd><dd><a href="/gk/ysq">依申请公开</a></dd></dl></li>'
        '<li><a href="/gk/fzzf">法治政府建设年度报告</a></li></ul>'
    )
    noise = shelf.noise(lambda number: f"/xw/tzgg/content_{7000 + number}")
    news = "".join(
        f'<li><i></i><a href="{path}" title="{title}">{short(title)}</a> [11-{n:02}]</li>'
        for n, (path, title) in enumerate(noise, 3)
    )
    shelf.put("/", listing("河荐县人民政府", f"{menu}<ul>{news}</ul>"))
    shelf.put("/gk/fzzf", listing("法治政府建设年度报告", f"{menu}<ul>{news}</ul>"))
    reports: list[str] = []
    years = ""
    for year in (2024, 2023, 2022):
        kinds = ""
        for kind, name in (("zf", "县政府年报"), ("bm", "县级部门年报")):
            rows = ""
            for piece in of.reports:
                if piece.year != year or (piece.agency.endswith("人民政府") != (kind == "zf")):
                    continue
                path = f"{top}/{year}n/{kind}{year}/content_{piece.number % 1000000}"
                reports.append(
                    shelf.put(
                        path, document(piece.title, piece.body, above=block(piece, "list"), site="_河荐县人民政府")
                    )
                )
                rows += f'<li class="clearfix"><a href="{path}">{piece.title}</a><span>{piece.date}</span></li>'
            shelf.put(
                f"{top}/{year}n/{kind}{year}",
                listing(
                    name,
                    f'{menu}<ul class="list">{rows}</ul><div class="page">共1页 首页 上一页 <b>1</b> 下一页 尾页</div>',
                ),
            )
            kinds += f'<li><a href="{top}/{year}n/{kind}{year}">{name}</a></li>'
        shelf.put(f"{top}/{year}n", listing(f"{year}年", f"{menu}<ul class=sub>{kinds}</ul>"))
        years += f'<li><a href="{top}/{year}n">{year}年</a></li>'
    shelf.put(
        top,
        listing(
            "政府信息公开工作年度报告", f"{menu}<div class=left><h3>政府信息公开工作年度报告</h3><ul>{years}</ul></div>"
        ),
    )
    return shelf.made(reports, column=top)


def contents_and_channels() -> MadeHost:
    """``/contents/8701/45011.html`` with lists ``/channels/8701_2.html``: GBK, upper-case tags, numbers for a pager."""
    of = office("sthjj.pinghu-d.gov.cn", "平湖口市生态环境局", "平湖口市", range(2014, 2026))
    shelf = Shelf(of, "gbk", header=False)
    noise = shelf.noise(lambda number: f"/contents/8699/{number + 100}.html")
    rows = "".join(
        f"<TR><TD>·<A HREF={path} TARGET=_blank>{title}</A></TD><TD>(2025-3-{n})</TD></TR>"
        for n, (path, title) in enumerate(noise, 1)
    )
    menu = (
        "<TABLE><TR><TD><A HREF=/>首页</A></TD><TD><A HREF=/channels/8699.html>通知公告</A></TD>"
        "<TD><A HREF=/channels/8700.html>信息公开指南</A></TD><TD><A HREF=/channels/8701.html>信息公开年报</A></TD>"
        "<TD><A HREF=/channels/8702.html>环境统计年报</A></TD></TR></TABLE>"
    )
    shelf.put("/", listing("平湖口市生态环境局", f"{menu}<TABLE>{rows}</TABLE>", encoding="gb2312"))
    shelf.put("/channels/8699.html", listing("通知公告", f"{menu}<TABLE>{rows}</TABLE>", encoding="gb2312"))
    reports, pages = [], pages_of(of.pieces, 9)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/contents/8701/{piece.number % 100000}.html"
            shelf.put(path, document(piece.title, body(piece, "word"), above=block(piece, "line"), encoding="gb2312"))
            if piece.is_report:
                reports.append(path)
            year, month, day = (int(part) for part in piece.date.split("-"))
            rows += f"<TR HEIGHT=28><TD>·<A HREF={path} TARGET=_blank>{piece.title}</A></TD><TD>({year}-{month}-{day})</TD></TR>"
        pager = "".join(
            f"<B>[{n}]</B>" if n == number else f"<A HREF=/channels/8701{'' if n == 1 else f'_{n}'}.html>[{n}]</A>"
            for n in range(1, len(pages) + 1)
        )
        name = "/channels/8701.html" if number == 1 else f"/channels/8701_{number}.html"
        shelf.put(
            name,
            listing(
                "信息公开年报", f"{menu}<TABLE WIDTH=90%>{rows}</TABLE><P ALIGN=center>{pager}</P>", encoding="gb2312"
            ),
        )
    return shelf.made(reports, column="/channels/8701.html")


def article_hex() -> MadeHost:
    """``/2025-01/20/article_<hex32>.html``: protocol-relative addresses, dates before the titles and without a year."""
    of = office("wsb.xinganl.gov.cn", "兴岸盟行政公署外事办公室", "兴岸盟", range(2013, 2026))
    shelf, host = Shelf(of), "//wsb.xinganl.gov.cn"
    noise = shelf.noise(lambda number: f"/wsb/2025-03/{number + 10}/article_{number:032x}.html")
    news = "".join(
        f'<p><em>[03-{n + 10}]</em> <a href="{host}{path}">{title}</a></p>' for n, (path, title) in enumerate(noise, 1)
    )
    menu = (
        f'<div class=menu><a href="{host}/wsb/index.html"><img src="/i/a.png" alt="首页"></a>'
        f'<a href="{host}/wsb/zfxxgk/index.html"><img src="/i/b.png" alt="政府信息公开"></a></div>'
    )
    shelf.moved("/", "http://wsb.xinganl.gov.cn/wsb/index.html")
    shelf.put("/wsb/index.html", listing("兴岸盟外事办公室", menu + news))
    side = (
        f'<div class="side"><a href="{host}/wsb/zfxxgk/zn/index.html"><img alt="政府信息公开指南" src=/i/1.png></a>'
        f'<a href="{host}/wsb/zfxxgk/nb/index.html"><img alt="政府信息公开年报" src=/i/4.png></a></div>'
    )
    shelf.put("/wsb/zfxxgk/index.html", listing("政府信息公开", menu + side))
    shelf.put("/wsb/zfxxgk/zn/index.html", document("政府信息公开指南", "<p>为便于公众获取政府信息，编制本指南。</p>"))
    reports, pages = [], pages_of(of.pieces, 8)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/wsb/{piece.date[:7]}/{piece.date[8:]}/article_{piece.hex32}.html"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "spans")))
            if piece.is_report:
                reports.append(path)
            rows += (
                f'<dl><dt>[{piece.date[5:]}]</dt><dd><a target="_blank" href="{host}{path}">{piece.title}</a></dd></dl>'
            )
        nxt = (
            f'<a href="{host}/wsb/zfxxgk/nb/index.html?page={number + 1}"><img src="/i/next.gif" alt="下一页"></a>'
            if number < len(pages)
            else ""
        )
        name = "/wsb/zfxxgk/nb/index.html" + ("" if number == 1 else f"?page={number}")
        shelf.put(
            name,
            listing(
                "政府信息公开年报",
                f"{menu}{side}<div class=l>{rows}</div><div class=fy>第{number}/{len(pages)}页 {nxt}</div>",
            ),
        )
    return shelf.made(reports, column="/wsb/zfxxgk/nb/index.html")


def day_and_i() -> MadeHost:
    """``/c26829/20250126/i2310545.html``: a select box of addresses for a pager, titles cut, the full one in ``title``."""
    of = office("www.hengyan-l.gov.cn", "衡岩县水利局", "衡岩县", range(2012, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/c26801/2025030{number}/i99{number}.html")
    news = "".join(
        f'<li><span>2025-03-0{n}</span><a href="{path}" title="{title}">{short(title, 12)}</a></li>'
        for n, (path, title) in enumerate(noise, 1)
    )
    menu = '<div id=nav><a href="/index.html">首页</a>|<a href="/c26801/index.html">要闻</a>|<a href="/c26820/index.html">政务公开</a></div>'
    shelf.put("/", listing("衡岩县水利局", f"{menu}<ul>{news}</ul>"))
    shelf.put("/c26801/index.html", listing("要闻", f"{menu}<ul>{news}</ul>"))
    tree = (
        '<ul class="tree"><li><a href="/c26821/index.html">公开指南</a></li><li><a href="/c26822/index.html">规划计划</a>'
        '<ul><li><a href="/c26824/index.html">统计年报</a></li></ul></li><li><a href="/c26829/index.html">年度报告</a></li></ul>'
    )
    shelf.put("/c26820/index.html", listing("政务公开", menu + tree))
    shelf.put("/c26824/index.html", listing("统计年报", f"{menu}{tree}<ul>{news}</ul>"))
    reports, pages = [], pages_of(of.pieces, 7)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/c26829/{piece.date.replace('-', '')}/i{piece.number}.html"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "rows")))
            if piece.is_report:
                reports.append(path)
            rows += (
                f'<li><span>{piece.date}</span><a href="{path}" title="{piece.title}">{short(piece.title, 12)}</a></li>'
            )
        options = "".join(
            f'<option value="/c26829/index{"" if n == 1 else f"_{n}"}.html"{" selected" if n == number else ""}>第{n}页</option>'
            for n in range(1, len(pages) + 1)
        )
        name = "/c26829/index.html" if number == 1 else f"/c26829/index_{number}.html"
        pager = f'<div>转到 <select onchange="location.href=this.value">{options}</select></div>'
        shelf.put(name, listing("年度报告", f"{menu}{tree}<h2>政府信息公开工作年度报告</h2><ul>{rows}</ul>{pager}"))
    return shelf.made(reports, column="/c26829/index.html")


def jhtml() -> MadeHost:
    """``/zfxxgknb/6439226.jhtml``: the pager's links are scripts that set the location."""
    of = office("sthjj.zhengyang-c.gov.cn", "正阳州市生态环境局", "正阳州市", range(2011, 2026), scheme="https")
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/tzgg/{64390 + number}.jhtml")
    news = "".join(
        f'<li><a href="{path}" target="_blank">{title}</a><span class="r">2025/03/{n:02}</span></li>'
        for n, (path, title) in enumerate(noise, 1)
    )
    menu = (
        '<div class="nav"><a href="/">网站首页</a><a href="/tzgg/index.jhtml">通知公告</a>'
        '<a href="/zfxxgk/index.jhtml">政府信息公开</a><a href="/fzzf/index.jhtml">法治政府建设年度报告</a></div>'
    )
    shelf.put("/", listing("正阳州市生态环境局", f"{menu}<ul>{news}</ul>"))
    shelf.put("/tzgg/index.jhtml", listing("通知公告", f"{menu}<ul>{news}</ul>"))
    shelf.put("/fzzf/index.jhtml", listing("法治政府建设年度报告", f"{menu}<ul>{news}</ul>"))
    left = '<div class="l"><a href="/xxgkzn/index.jhtml">公开指南</a><a href="/zfxxgknb/index.jhtml">公开年报</a></div>'
    shelf.put("/zfxxgk/index.jhtml", listing("政府信息公开", menu + left))
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/zfxxgknb/{piece.number}.jhtml"
            shelf.put(path, document(piece.title, body(piece, "fillers"), above=block(piece, "dl")))
            if piece.is_report:
                reports.append(path)
            rows += f'<li><a href="{path}" target="_blank">{piece.title}</a><span class="r">{piece.date.replace("-", "/")}</span></li>'
        target = f"index_{number + 1}.jhtml"
        nxt = f"""<a href="javascript:void(0);" onclick="location.href=encodeURI('{target}');">下一页</a>"""
        pager = f"共{len(of.pieces)}条记录 {number}/{len(pages)}页 " + (
            nxt if number < len(pages) else '<a disabled="disabled">下一页</a>'
        )
        name = "/zfxxgknb/index.jhtml" if number == 1 else f"/zfxxgknb/index_{number}.jhtml"
        shelf.put(name, listing("公开年报", f"{menu}{left}<ul>{rows}</ul><div>{pager}</div>"))
    return shelf.made(reports, column="/zfxxgknb/index.jhtml")


def list_and_page() -> MadeHost:
    """``/list-42461-1.html`` and ``/xxgk-show-23500.html``, begun at a report: its breadcrumb alone leads to the column."""
    of = office("www.dazhouc.gov.cn", "大舟市生态环境局", "大舟市", range(2015, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/xxgk-show-{number}.html")
    crumbs = '<div class="crumb">您所在的位置：<a href="/">首页</a> > <a href="/list-42460-1.html">信息公开</a> > <a href="/list-42461-1.html">信息公开工作年报</a> > 正文</div>'
    news = "".join(
        f'<tr><td>{n}</td><td><a href="{path}">{title}</a></td></tr>' for n, (path, title) in enumerate(noise, 1)
    )
    shelf.put("/", listing("大舟市", f'<a href="/list-42460-1.html">信息公开</a><table>{news}</table>'))
    shelf.put(
        "/list-42460-1.html",
        listing("信息公开", f'<a href="/list-42461-1.html">信息公开工作年报</a><table>{news}</table>'),
    )
    reports, pages = [], pages_of(of.pieces, 6)
    for number, page in enumerate(pages, 1):
        rows = ""
        for place, piece in enumerate(page, 1):
            path = f"/xxgk-show-{piece.number % 100000}.html"
            related = "".join(f'<li><a href="{p}">{t}</a></li>' for p, t in noise[:3])
            shelf.put(
                path,
                document(
                    piece.title,
                    piece.body + f"<h4>相关信息</h4><ul>{related}</ul>",
                    above=crumbs + block(piece, "table"),
                ),
            )
            if piece.is_report:
                reports.append(path)
            rows += f'<tr><td>{place}</td><td><a href="{path}">{piece.title}</a></td><td>{piece.agency}</td><td>{piece.date}</td></tr>'
        numbers = " ".join(
            f"<span>{n}</span>" if n == number else f'<a href="/list-42461-{n}.html">{n}</a>'
            for n in range(1, min(4, len(pages) + 1))
        )
        pager = f'<div class="pages">{numbers} … <a href="/list-42461-{len(pages)}.html">尾页</a></div>'
        shelf.put(
            f"/list-42461-{number}.html",
            listing(
                "信息公开工作年报",
                f"<table><tr><th>序号</th><th>标题</th><th>发布机构</th><th>日期</th></tr>{rows}</table>{pager}",
            ),
        )
    return shelf.made(reports, home=reports[2], column="/list-42461-1.html")


def report_by_year_in_query() -> MadeHost:
    """``zfxxgknb.html?nbYear=2023``: one page a year with the report in it, the years as links beside it."""
    of = office("www.yunfq-e.gov.cn", "云凤县司法局", "云凤县", range(2020, 2026))
    shelf, base = Shelf(of), "/zfxxgk_yfx_sfj/zfxxgknb.html"
    noise = shelf.noise(lambda number: f"/yfx/c10{number}/index.html")
    news = "".join(f'<a href="{path}">{title}</a><br>' for path, title in noise)
    shelf.put(
        "/", listing("云凤县司法局", f'<a href="/zfxxgk_yfx_sfj/zfxxgkzn.html">政府信息公开</a><div>{news}</div>')
    )
    menu = (
        '<ul><li><a href="/zfxxgk_yfx_sfj/zfxxgkzn.html">政府信息公开指南</a></li>'
        f'<li><a href="{base}">政府信息公开年报</a></li><li><a href="/zfxxgk_yfx_sfj/ysqgk.html">依申请公开</a></li></ul>'
    )
    shelf.put("/zfxxgk_yfx_sfj/zfxxgkzn.html", listing("政府信息公开指南", f"{menu}<p>本指南每年更新一次。</p>"))
    years = "".join(f'<li><a href="{base}?nbYear={piece.year}">{piece.year}年</a></li>' for piece in of.reports)
    frame = f'{menu}<div class="years"><ul>{years}</ul></div>'
    reports = []
    for piece in of.reports:
        inside = f'{frame}<h2>{piece.title}</h2><p>发布时间：{piece.date} 来源：{piece.agency}</p><div class="con">{piece.body}</div>'
        reports.append(shelf.put(f"{base}?nbYear={piece.year}", listing("政府信息公开年报", inside)))
    shelf.put(base, listing("政府信息公开年报", f"{frame}<p>请选择年份</p>"))
    return shelf.made(reports, column=base)


def aspx_by_department_and_year() -> MadeHost:
    """``year_details.aspx?dept=173&year=2023`` behind ``year.aspx?dept=173``; GB2312 forms and image buttons."""
    of = office("gk.zishan-y.gov.cn", "资山市应急管理局", "资山市", range(2018, 2026))
    shelf = Shelf(of, "gbk")
    noise = shelf.noise(lambda number: f"/detail.aspx?id={number}")
    state = '<input type="hidden" name="__VIEWSTATE" value="/wEPDwUKLTI2" />'
    news = "".join(f'<tr><td><a href="{path}">{title}</a></td></tr>' for path, title in noise)
    menu = (
        '<map name="m"><area href="guide.aspx?dept=173" alt="信息公开指南"><area href="catalog.aspx?dept=173" alt="信息公开目录">'
        '<area href="year.aspx?dept=173" alt="信息公开年度报告"></map><img src="t.jpg" usemap="#m">'
    )
    shelf.put(
        "/",
        listing(
            "资山市应急管理局",
            f'<form action="./" method=post>{state}<a href="department.aspx?id=173">信息公开</a><table>{news}</table></form>',
        ),
    )
    shelf.put("/department.aspx?id=173", listing("信息公开", f"<form>{state}{menu}<table>{news}</table></form>"))
    rows, reports = "", []
    for piece in of.reports:
        path = f"/year_details.aspx?dept=173&year={piece.year}"
        rows += f'<tr><td><a href="{escape(path[1:])}">{piece.year}年度</a></td><td>{piece.date}</td></tr>'
        reports.append(
            shelf.put(path, document(piece.title, body(piece, "word"), above=block(piece, "line"), encoding="gb2312"))
        )
    shelf.put(
        "/year.aspx?dept=173",
        listing(
            "信息公开年度报告",
            f"<form>{state}{menu}<h3>资山市应急管理局信息公开年度报告</h3><table>{rows}</table></form>",
        ),
    )
    return shelf.made(reports, column="/year.aspx?dept=173")


def splash_and_frames() -> MadeHost:
    """``/c/2026-02-03/7104080.shtml`` behind a splash page and a frameset, with ``/p2/`` for a pager."""
    of = office("dongcun.kunz.gov.cn", "东村区财政局", "东村区", range(2013, 2026))
    shelf = Shelf(of, "gbk")
    shelf.put(
        "/",
        '<html><head><meta http-equiv="refresh" content="3; url=/main.shtml"><title>欢迎</title></head><body><a href="main.shtml"><img src=/w.gif></a></body></html>',
    )
    shelf.put(
        "/main.shtml",
        '<html><head><title>东村区财政局</title></head><frameset rows="90,*"><frame src="/top.shtml" name="top">'
        '<frame src="/first.shtml" name="main"></frameset></html>',
    )
    noise = shelf.noise(lambda number: f"/c/2025-03-0{number}/61040{number}.shtml")
    news = "".join(f"<font>★<a href={path} target=_blank>{title}</a></font><br>" for path, title in noise)
    shelf.put(
        "/top.shtml",
        listing(
            "",
            "<a href=/first.shtml target=main>首页</a> <a href=/xxgk/index.shtml target=main>信息公开</a>",
            encoding="gbk",
        ),
    )
    shelf.put("/first.shtml", listing("", news, encoding="gbk"))
    shelf.put(
        "/xxgk/index.shtml",
        listing(
            "信息公开",
            f"<a href=/xxgk/zn/>指南</a> <a href=/xxgk/nb/>年报</a> <a href=/xxgk/ysq/>依申请公开</a>{news}",
            encoding="gbk",
        ),
    )
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/c/{piece.date}/{piece.number}.shtml"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "rows"), encoding="gbk"))
            if piece.is_report:
                reports.append(path)
            rows += f"<div class=row>★<a href={path} target=_blank>{piece.title}</a>（{piece.date[5:7]}月{piece.date[8:]}日）</div>"
        pager = f"<a href=/xxgk/nb/p{number + 1}/>下页&gt;&gt;</a>" if number < len(pages) else ""
        shelf.put(
            "/xxgk/nb/" if number == 1 else f"/xxgk/nb/p{number}/",
            listing("年报", f"<h1>东村区财政局政府信息公开年报</h1>{rows}{pager}", encoding="gbk"),
        )
    return shelf.made(reports, column="/xxgk/nb/")


def snowflakes() -> MadeHost:
    """``/zwgk/zfxxgknb/zfnb/2015605198347157506.html``: sub-columns for government and departments, lists ``2.html``."""
    of = several("www.gaolin-x.gov.cn", "高林区", ("人民政府", "司法局", "水务局", "通远街道办事处"), range(2020, 2026))
    shelf, top = Shelf(of), "/zwgk/zfxxgknb"
    noise = shelf.noise(lambda number: f"/xwzx/{1900000000000000000 + number}.html")
    news = "".join(f'<li><a href="{path}"><b>【公示】</b>{title}</a></li>' for path, title in noise)
    head = '<div><a href="/">首页</a><a href="/zwgk/1.html">政务公开</a></div>'
    shelf.put("/", listing("高林区人民政府", f"{head}<ul>{news}</ul>"))
    left = f'<ul id="menu"><li><a href="/zwgk/zcwj/1.html">政策文件</a></li><li><a href="{top}/zfnb/1.html">政府信息公开年报</a><ul><li><a href="{top}/zfnb/1.html">政府年报</a></li><li><a href="{top}/jbbmnb/1.html">街办部门年报</a></li></ul></li></ul>'
    shelf.put("/zwgk/1.html", listing("政务公开", f"{head}{left}<ul>{news}</ul>"))
    shelf.put("/zwgk/zcwj/1.html", listing("政策文件", f"{head}{left}<ul>{news}</ul>"))
    reports: list[str] = []
    for kind in ("zfnb", "jbbmnb"):
        mine = [piece for piece in of.pieces if piece.agency.endswith("人民政府") == (kind == "zfnb")]
        pages = pages_of(mine, 8)
        for number, page in enumerate(pages, 1):
            rows = ""
            for piece in page:
                path = f"{top}/{kind}/{1500000000000000000 + piece.number * 7919}.html"
                shelf.put(path, document(piece.title, piece.body, above=block(piece, "spans")))
                if piece.is_report:
                    reports.append(path)
                rows += f'<li><a href="{path}"><b>【{piece.agency[3:]}】</b>{short(piece.title, 20)}<i>{piece.date}</i></a></li>'
            links = f'<a href="1.html">首页</a><a href="{max(1, number - 1)}.html">上一页</a>'
            links += f'<a href="{min(len(pages), number + 1)}.html">下一页</a><a href="{len(pages)}.html">末页</a>'
            shelf.put(
                f"{top}/{kind}/{number}.html",
                listing("政府信息公开年报", f"{head}{left}<ul>{rows}</ul><div>{links}</div>"),
            )
    return shelf.made(reports, column=f"{top}/zfnb/1.html")


def uuid_columns() -> MadeHost:
    """``/columns/<uuid>/202302/13/<uuid>.html``: nothing in an address says what it is; reports of PDF only among them."""
    of = office("www.shijz-k.gov.cn", "石涧区行政审批局", "石涧区", range(2017, 2026))
    shelf = Shelf(of)
    column = "/columns/46a69ba8-6983-4991-a5f0-2bb20825f779"
    other = "/columns/1e7ad39b-8d5d-41eb-a343-5231af3c66ac"
    noise = shelf.noise(lambda number: f"{other}/202503/0{number}/{number:08x}-338e-40a4-9298-94e85fcff2f7.html")
    menu = (
        f'<div class="dropdown"><span>信息公开</span><div class="dropdown-menu"><a href="{other}/index.html">公示公告</a>'
        f'<a href="{column}/index.html">政府信息公开年报</a></div></div>'
    )
    news = "".join(
        f'<div class="item"><h3><a href="{path}">{title}</a></h3><p>摘要：有关事项如下。</p></div>'
        for path, title in noise
    )
    shelf.put("/", listing("石涧区行政审批局", menu + news))
    shelf.put(f"{other}/index.html", listing("公示公告", menu + news))
    reports, pages = [], pages_of(of.pieces, 6)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"{column}/{piece.date[:7].replace('-', '')}/{piece.date[8:]}/{uuid_of(piece)}.html"
            inside = piece.body
            if piece.is_report and piece.number % 3 == 0:
                file = shelf.file(f"/attach/{piece.hex32}.pdf", as_pdf(piece), "application/pdf")
                inside = f'<p>附件：<a href="{file}">{piece.title}.pdf</a></p>'
            shelf.put(path, document(piece.title, inside, above=block(piece, "table")))
            if piece.is_report:
                reports.append(path)
            rows += f'<div class="item"><h3><a href="{path}">{piece.title}</a></h3><p>摘要：{piece.title}，现予公布。</p><time>{piece.date}</time></div>'
        pager = f'<a class="next" href="{column}/index_{number + 1}.html">&gt;</a>' if number < len(pages) else ""
        name = f"{column}/index.html" if number == 1 else f"{column}/index_{number}.html"
        shelf.put(name, listing("政府信息公开年报", f"{menu}{rows}<div class=pagination>{pager}</div>"))
    return shelf.made(reports, column=f"{column}/index.html")


def numbered_directories() -> MadeHost:
    """``/n1/n2/n3/c4/content.html``: the pager's other pages are of another name."""
    of = office("dzbee.dexian-z.gov.cn", "德衔市生态环境局", "德衔市", range(2011, 2026))
    shelf, column = Shelf(of), "/n16731291/n38312410/n38313520"
    noise = shelf.noise(lambda number: f"/n16731291/n38311100/c7710{number}/content.html")
    news = "".join(f'<li>[03-0{n}]<a href="{path}">{title}</a></li>' for n, (path, title) in enumerate(noise, 1))
    menu = (
        '<p><a href="/n16731291/index.html">首页</a> · <a href="/n16731291/n38312410/index.html">政府信息公开</a></p>'
    )
    shelf.put("/", '<script>window.location.href="/n16731291/index.html";</script>')
    shelf.put("/n16731291/index.html", listing("德衔市生态环境局", f"{menu}<ul>{news}</ul>"))
    left = f'<div><a href="/n16731291/n38312410/n38313500/index.html">指南</a><a href="{column}/index.html">政府信息公开年度报告</a></div>'
    shelf.put("/n16731291/n38312410/index.html", listing("政府信息公开", menu + left))
    reports, pages = [], pages_of(of.pieces, 12)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"{column}/c{piece.number}/content.html"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "line")))
            if piece.is_report:
                reports.append(path)
            rows += f'<li>[{piece.date}]<a href="../../..{path}">{piece.title}</a></li>'
        pager = f'<a href="index_38313520_{number + 1}.html">下一页</a>' if number < len(pages) else "下一页"
        name = f"{column}/index.html" if number == 1 else f"{column}/index_38313520_{number}.html"
        shelf.put(name, listing("政府信息公开年度报告", f"{menu}{left}<ul>{rows}</ul>{pager}"))
    return shelf.made(reports, column=f"{column}/index.html")


def php_with_base() -> MadeHost:
    """``index.php?c=show&id=115`` below a base address, with files that are the reports themselves in the list."""
    of = office("jkq.xinin-g.gov.cn", "西柠经济技术开发区管理委员会", "西柠市", range(2015, 2026))
    shelf = Shelf(of)
    head = '<base href="http://jkq.xinin-g.gov.cn/">'
    noise = shelf.noise(lambda number: f"/index.php?c=show&id={number}")
    news = "".join(f'<li><a href="{escape(path[1:])}">{title}</a></li>' for path, title in noise)
    menu = '<a href="index.php">首页</a><a href="index.php?c=category&amp;id=3">公告</a><a href="index.php?c=category&amp;id=9">政务公开年报</a>'
    shelf.put("/", listing("西柠经济技术开发区", f"{menu}<ul>{news}</ul>", head=head))
    shelf.put("/index.php?c=category&id=3", listing("公告", f"{menu}<ul>{news}</ul>", head=head))
    reports, pages = [], pages_of(of.pieces, 8)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/index.php?c=show&id={piece.number % 10000}"
            if piece.is_report and piece.number % 4 == 0:
                path = shelf.file(
                    f"/uploadfile/{piece.date[:7].replace('-', '')}/{piece.hex32[:15]}.docx", as_docx(piece)
                )
            else:
                shelf.put(path, document(piece.title, piece.body, above=block(piece, "line")))
            if piece.is_report:
                reports.append(path)
            rows += f'<li><a href="{escape(path[1:])}">{piece.title}</a> <small>{piece.date}</small></li>'
        links = "".join(
            f'<a href="index.php?c=category&amp;id=9&amp;page={n}">{n}</a>'
            for n in range(1, len(pages) + 1)
            if n != number
        )
        name = "/index.php?c=category&id=9" + ("" if number == 1 else f"&page={number}")
        shelf.put(name, listing("政务公开年报", f"{menu}<ul>{rows}</ul><div class=page>{links}</div>", head=head))
        if number == 1:
            shelf.put(
                name + "&page=1",
                listing("政务公开年报", f"{menu}<ul>{rows}</ul><div class=page>{links}</div>", head=head),
            )
    return shelf.made(reports, column="/index.php?c=category&id=9")


def the_list_shows_the_newest() -> MadeHost:
    """A column whose page is the newest report, the earlier ones linked below it as 历年年报."""
    of = office("mzj.linhe-s.gov.cn", "林贺市民政局", "林贺市", range(2019, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/xw/{number}.htm")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    menu = '<a href="/">首页</a><a href="/gk/">政府信息公开</a>'
    shelf.put("/", listing("林贺市民政局", f"{menu}<ul>{news}</ul>"))
    left = '<a href="/gk/zn.htm">指南</a><a href="/gk/nb.htm">年报</a><a href="/gk/ysq.htm">依申请公开</a>'
    shelf.put("/gk/", listing("政府信息公开", menu + left))
    newest, *older = of.reports
    paths = [
        shelf.put(f"/gk/nb/{piece.year}.htm", document(piece.title, piece.body, above=block(piece, "line")))
        for piece in older
    ]
    links = "".join(
        f'<li><a href="{path}">{piece.year}年年报</a></li>' for path, piece in zip(paths, older, strict=True)
    )
    inside = f"{menu}{left}<h1>{newest.title}</h1><p>发布日期：{newest.date} 来源：{newest.agency}</p><div id=zoom>{newest.body}</div>"
    shelf.put("/gk/nb.htm", listing("年报", f"{inside}<h3>历年年报</h3><ul>{links}</ul>"))
    return shelf.made(["/gk/nb.htm", *paths], column="/gk/nb.htm")


def year_columns_by_publication() -> MadeHost:
    """Year columns named by when they were filled: 2024年 holds the report of 2023; rows 404, one report answers 500."""
    of = office("gxj.liangz-w.gov.cn", "凉洲市工业和信息化局", "凉洲市", range(2019, 2026))
    shelf, top = Shelf(of), "/zwgk/ndbg"
    noise = shelf.noise(lambda number: f"/zwgk/tzgg/20250{number}/{number}.html")
    news = "".join(f"<li><a href='{path}'>{title}</a></li>" for path, title in noise)
    shelf.put("/", listing("凉洲市工业和信息化局", f"<a href='{top}/index.html'>信息公开年度报告</a><ul>{news}</ul>"))
    years, reports = "", []
    for piece in of.reports:
        published = piece.date[:4]
        path = f"{top}/{published}/{piece.date.replace('-', '')}/{piece.number}.html"
        page = document(piece.title, piece.body, above=block(piece, "spans"))
        if piece.year == 2021:
            shelf.put(path, "<h1>500</h1>", 500)
        elif piece.year != 2019:
            reports.append(shelf.put(path, page))
        rows = f"<li><a href='{path}'>{piece.title}</a>{piece.date}</li>"
        shelf.put(f"{top}/{published}/index.html", listing(f"{published}年", f"<ul>{rows}</ul>"))
        years += f"<a href='{top}/{published}/index.html'>{published}年</a>　"
    shelf.put(f"{top}/index.html", listing("信息公开年度报告", f"<div>{years}</div>"))
    return shelf.made(reports, column=f"{top}/index.html", trouble="errors")


def an_empty_column() -> MadeHost:
    """A bureau founded this year: the column is there and says that it holds nothing yet."""
    of = office("sjj.xinjian-s.gov.cn", "新涧市数据局", "新涧市", ())
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/tzgg/{number}.shtml")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    shelf.put("/", listing("新涧市数据局", f'<a href="/xxgk/nb/">政府信息公开年报</a><ul>{news}</ul>'))
    shelf.put("/xxgk/nb/", listing("政府信息公开年报", '<a href="/">首页</a><div class="list"><p>暂无信息</p></div>'))
    return shelf.made([], column="/xxgk/nb/", trouble="no report")


def rows_by_onclick() -> MadeHost:
    """Rows whose links are in ``onclick``, a menu likewise; the title alone stands in a cell."""
    of = office("swj.jinhai-t.gov.cn", "津海区水务局", "津海区", range(2014, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/html/tzgg/{number}.html")
    news = "".join(f"""<li><a href="#" onclick="window.open('{path}')">{title}</a></li>""" for path, title in noise)
    menu = """<ul><li onclick="location.href='/index.html'">首页</li><li onclick="location.href='/html/gknb/index.html'">信息公开工作年报</li></ul>"""
    shelf.put("/", listing("津海区水务局", f"{menu}<ul>{news}</ul>"))
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/html/gknb/{piece.date[:4]}/{piece.number}.html"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "table")))
            if piece.is_report:
                reports.append(path)
            rows += f"""<tr onclick="window.open('{path}','_blank')"><td>{piece.title}</td><td>{piece.date}</td></tr>"""
        nxt = (
            f"""<span onclick="location.href='index_{number + 1}.html'">下一页</span>""" if number < len(pages) else ""
        )
        name = "/html/gknb/index.html" if number == 1 else f"/html/gknb/index_{number}.html"
        shelf.put(name, listing("信息公开工作年报", f"{menu}<table>{rows}</table><div>{nxt}</div>"))
    return shelf.made(reports, column="/html/gknb/index.html")


def classic_asp() -> MadeHost:
    """``ShowArticle.asp?ID=1201`` and ``List.asp?ClassID=12&page=2``: GB2312 tables in tables, 尾页 and 下一页 in brackets."""
    of = office("tjj.guizh-w.gov.cn", "桂舟县统计局", "桂舟县", range(2012, 2026))
    shelf = Shelf(of, "gbk", header=False)
    noise = shelf.noise(lambda number: f"/ShowArticle.asp?ID={number}")
    news = "".join(
        f"<tr><td><img src=dot.gif> <a href=ShowArticle.asp?ID={n}>{title}</a></td></tr>"
        for n, (_path, title) in enumerate(noise, 1)
    )
    menu = (
        '<table><tr><td><a href="Index.asp">首页</a></td><td><a href="List.asp?ClassID=3">统计公报</a></td>'
        '<td><a href="List.asp?ClassID=5">统计年鉴</a></td><td><a href="List.asp?ClassID=12">政务公开年报</a></td></tr></table>'
    )
    shelf.put("/", listing("桂舟县统计局", f"{menu}<table>{news}</table>", encoding="gb2312"))
    for number in (3, 5):
        shelf.put(f"/List.asp?ClassID={number}", listing("统计", f"{menu}<table>{news}</table>", encoding="gb2312"))
    reports, pages = [], pages_of(of.pieces, 9)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/ShowArticle.asp?ID={piece.number % 10000}"
            shelf.put(path, document(piece.title, body(piece, "word"), above=block(piece, "line"), encoding="gb2312"))
            if piece.is_report:
                reports.append(path)
            rows += f"<tr><td><img src=dot.gif> <a href={path[1:]}>{piece.title}</a></td><td align=right>{piece.date[5:]}</td></tr>"
        pager = f"共{len(of.pieces)}条 第{number}/{len(pages)}页"
        if number < len(pages):
            pager += f" <a href=List.asp?ClassID=12&page={number + 1}>[下一页]</a> <a href=List.asp?ClassID=12&page={len(pages)}>[尾页]</a>"
        name = "/List.asp?ClassID=12" + ("" if number == 1 else f"&page={number}")
        shelf.put(
            name,
            listing(
                "政务公开年报",
                f"{menu}<table><tr><td><table>{rows}</table></td></tr></table><center>{pager}</center>",
                encoding="gb2312",
            ),
        )
    return shelf.made(reports, column="/List.asp?ClassID=12")


def object_ids_from_the_column() -> MadeHost:
    """``<column>/<24 hex>.html`` begun at the column; one report is listed a second time, by an address that has moved to the first."""
    of = office("www.weiyan-q.gov.cn", "渭岩区生态环境局", "渭岩区", range(2018, 2026))
    shelf, column = Shelf(of), "/zwgk/zfjg/sthjj/xxgknb"
    noise = shelf.noise(lambda number: f"/xwzx/{number:024x}.html")
    menu = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    shelf.put("/", listing("渭岩区", f"<ul>{menu}</ul>"))
    rows, reports = "", []
    for piece in of.pieces:
        path = f"{column}/{piece.hex32[:24]}.html"
        page = document(piece.title, piece.body, above=block(piece, "list"))
        shelf.put(path, page)
        if piece.is_report:
            reports.append(path)
        rows += f'<li class="li1"><div><a href="{path}">{piece.title}</a></div><div class="sj">{piece.date}</div></li>'
        if piece.is_report and piece.year == 2020:
            twin = shelf.moved(f"/zwgk/zfjg/xxgknb/{piece.hex32[:24]}.html", shelf.url(path))
            rows += (
                f'<li class="li1"><div><a href="{twin}">{piece.title}</a></div><div class="sj">{piece.date}</div></li>'
            )
    shelf.put(f"{column}/1.html", listing("信息公开年报", f"<ul><li><ul>{rows}</ul></li></ul>"))
    return shelf.made(reports, home=f"{column}/1.html", column=f"{column}/1.html")


def action_pages() -> MadeHost:
    """``News_showGkmlNews.action?messagekey=168706`` and ``News_toNdbg.action?page=2``: the pager is a form of a script."""
    of = office("www.qiqi-h.gov.cn", "齐岐市人民政府办公室", "齐岐市", range(2013, 2026))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/News_showNews.action?messagekey={number}")
    news = "".join(f'<dd><a href="{path}">{title}</a></dd>' for path, title in noise)
    menu = '<div><a href="/">首页</a><a href="/News_toZwgk.action">政务公开</a></div>'
    shelf.put("/", listing("齐岐市人民政府", f"{menu}<dl>{news}</dl>"))
    left = '<a href="/News_toZn.action">公开指南</a><a href="/News_toNdbg.action">年度报告</a><a href="/News_toTj.action">统计年鉴</a>'
    shelf.put("/News_toZwgk.action", listing("政务公开", f"{menu}{left}<dl>{news}</dl>"))
    shelf.put("/News_toTj.action", listing("统计年鉴", f"{menu}{left}<dl>{news}</dl>"))
    reports, pages = [], pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = ""
        for piece in page:
            path = f"/News_showGkmlNews.action?messagekey={piece.number % 1000000}"
            shelf.put(path, document(piece.title, piece.body, above=block(piece, "dl")))
            if piece.is_report:
                reports.append(path)
            rows += f'<dt>{piece.date}</dt><dd><a href="{path}">{piece.title}</a></dd>'
        pager = "".join(
            f'<a href="/News_toNdbg.action?page={n}">{word}</a> '
            for n, word in (
                (1, "首页"),
                (max(1, number - 1), "上页"),
                (min(len(pages), number + 1), "下页"),
                (len(pages), "末页"),
            )
        )
        for name in (
            ("/News_toNdbg.action", "/News_toNdbg.action?page=1")
            if number == 1
            else (f"/News_toNdbg.action?page={number}",)
        ):
            shelf.put(name, listing("年度报告", f"{menu}{left}<dl>{rows}</dl><div>{pager}</div>"))
    return shelf.made(reports, column="/News_toNdbg.action")


def portal_articles() -> MadeHost:
    """``/web/guest/2024bgtj/-/articles/20531641.shtml``: a column a year under a heading that links nothing."""
    of = several("www.zigo-ng.gov.cn", "自恭市", ("人民政府", "水务局", "商务局"), range(2021, 2025))
    shelf = Shelf(of)
    noise = shelf.noise(lambda number: f"/web/guest/tzgg/-/articles/{number}.shtml")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)
    years = "".join(
        f'<li><a href="/web/guest/{year}bgtj">{year}年政府信息年度报告</a></li>' for year in range(2024, 2020, -1)
    )
    shelf.put("/", listing("自恭市人民政府", f'<a href="/web/guest/gk">政府信息公开</a><ul>{news}</ul>'))
    shelf.put(
        "/web/guest/gk",
        listing("政府信息公开", f"<h3>政府信息公开年报</h3><ul>{years}</ul><h3>政策文件</h3><ul>{news}</ul>"),
    )
    reports: list[str] = []
    for year in range(2021, 2025):
        rows = ""
        for piece in of.reports:
            if piece.year == year:
                path = f"/web/guest/{year}bgtj/-/articles/{piece.number}.shtml"
                reports.append(shelf.put(path, document(piece.title, piece.body, above=block(piece, "spans"))))
                rows += f'<li><a href="{path}">{piece.agency}</a> {piece.date}</li>'
        shelf.put(
            f"/web/guest/{year}bgtj",
            listing(f"{year}年政府信息年度报告", f"<h2>{year}年政府信息年度报告</h2><ul>{rows}</ul>"),
        )
    return shelf.made(reports, column="/web/guest/gk")


def more_links_and_a_city_above() -> MadeHost:
    """A bureau's page shows five newest with 更多; beside it stands the city's own column, on another host."""
    of = office("nyj.suqiao-n.gov.cn", "宿桥市农业农村局", "宿桥市", range(2012, 2026))
    city = office("www.suqiao-n.gov.cn", "宿桥市人民政府", "宿桥市", range(2020, 2026))
    above, shelf = Shelf(city), Shelf(of)
    rows = ""
    for piece in city.reports:
        path = above.put(f"/xxgk/nb/{piece.number}.html", document(piece.title, piece.body))
        rows += f'<li><a href="{path}">{piece.title}</a><span>{piece.date}</span></li>'
    above.put("/xxgk/nb/", listing("市政府信息公开年报", f"<ul>{rows}</ul>"))
    noise = shelf.noise(lambda number: f"/doc/2025/03/0{number}/47{number}.shtml")
    news = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in noise)

    def row(piece: Piece) -> str:
        return f'<li><a href="/doc/{piece.date.replace("-", "/")}/{piece.number}.shtml" title="{piece.title}">{short(piece.title, 16)}</a><span>{piece.date[5:]}</span></li>'

    reports = []
    for piece in of.pieces:
        path = f"/doc/{piece.date.replace('-', '/')}/{piece.number}.shtml"
        shelf.put(path, document(piece.title, piece.body, above=block(piece, "line")))
        if piece.is_report:
            reports.append(path)
    more = '<div class="t"><b>政府信息公开年报</b><a class="more" href="/xxgk/ndbg/index.shtml">更多&gt;&gt;</a></div>'
    five = "".join(row(piece) for piece in of.pieces[:5])
    shelf.put(
        "/",
        listing(
            "宿桥市农业农村局",
            f'<a href="http://www.suqiao-n.gov.cn/xxgk/nb/">市政府信息公开年报</a><ul>{news}</ul>{more}<ul>{five}</ul>',
        ),
    )
    pages = pages_of(of.pieces, 10)
    for number, page in enumerate(pages, 1):
        rows = "".join(row(piece) for piece in page)
        links = "".join(
            f'<a href="index{"" if n == 1 else f"_{n - 1}"}.shtml">{n}</a>' for n in range(1, len(pages) + 1)
        )
        name = "/xxgk/ndbg/index.shtml" if number == 1 else f"/xxgk/ndbg/index_{number - 1}.shtml"
        shelf.put(name, listing("政府信息公开年报", f"<ul>{rows}</ul><div>{links}</div>"))
    return shelf.made(reports, column="/xxgk/ndbg/index.shtml", also=(above.made([]).site,))
