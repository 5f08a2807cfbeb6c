"""Hosts on TRS WCM whose templates have little in common but the call of the pager and the addresses."""

from base64 import b64encode

from tests.replica.families.handmade import NEWS, Address, Handmade, Paper, cut, pages_of
from tests.replica.families.hosts import MadeHost
from tests.replica.protocol import ReplicaResponse


def _address(folder: str, suffix: str = "html") -> Address:
    return lambda paper: f"{folder}{paper.dashless[:6]}/t{paper.dashless}_{paper.number}.{suffix}"


def _rel(paper: Paper, folder: str) -> str:
    return "./" + paper.href.removeprefix(folder)


def _page_name(number: int, suffix: str = "html") -> str:
    return f"index.{suffix}" if number == 0 else f"index_{number}.{suffix}"


def upper_case() -> MadeHost:
    """Upper-case tags, attributes without quotes, a list of DL with the day in brackets and without its year."""
    site = Handmade("jtj.lanxi-hand.gov.cn", "岚溪市交通运输局", "岚溪市")
    folder = "/zwgk/xxgkzl/gkndbg/"
    for year in range(2018, 2026):
        site.report(
            year,
            _address(folder),
            title=f"岚溪市交通运输局{year}年政府信息公开工作年度报告" + "（含附表）" * (year % 2),
        )
    for number, title in enumerate(NEWS):
        site.other(title, f"202{number + 1}-03-0{number + 2}", _address(folder))
    site.show(
        lambda paper: (
            f"""<HTML><HEAD><META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=utf-8">
<TITLE>{paper.title}_岚溪市交通运输局</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
<DIV CLASS=pos>您的位置：<A HREF=../../../../ CLASS=CurrChnlCls>首页</A> &gt; <A HREF=../../../ CLASS=CurrChnlCls>政务公开</A>
 &gt; <A HREF=../ CLASS=CurrChnlCls>政府信息公开工作年度报告</A></DIV>
<TABLE CLASS=gkml WIDTH=100%><TR><TD><B>索 引 号:</B>LX0{paper.number}-2026-00{paper.number % 97}</TD>
<TD><B>发布机构:</B>{paper.agency}</TD></TR><TR><TD><B>文　　号:</B></TD><TD><B>发文日期:</B>{paper.date}</TD></TR>
<TR><TD COLSPAN=2><B>名　　称:</B><SPAN ID=lTitle>{paper.title}</SPAN></TD></TR></TABLE>
<H1 ALIGN=center>{paper.title}</H1><DIV CLASS=TRS_Editor>{paper.body}</DIV></BODY></HTML>"""
        )
    )
    pages = pages_of(site.newest_first(), 5)
    for number, papers in enumerate(pages):
        rows = "".join(
            f'<DT>[{paper.short_date}]</DT><DD><IMG SRC=/images/dot.gif><A HREF="{_rel(paper, folder)}" TARGET=_blank'
            f' TITLE="{paper.title}">{cut(paper.title, 20, "…")}</A><IMG SRC=/images/new.gif></DD>'
            for paper in papers
        )
        site.put(
            folder + _page_name(number),
            f"""<HTML><HEAD><TITLE>政府信息公开工作年度报告-岚溪市交通运输局</TITLE></HEAD><BODY>
<UL><LI><A HREF=../gkzn/>信息公开指南</A><LI><A HREF=../gkml/>信息公开目录</A><LI><A HREF=./>政府信息公开工作年度报告</A>
<LI><A HREF=../../fzzf/>法治政府建设年度报告</A></UL><DL CLASS=list>{rows}</DL>
<SCRIPT LANGUAGE=JavaScript>
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){{ if(_nPageCount == null || _nPageCount<=1) return; }}
createPageHTML({len(pages)}, {number}, "index", "html");
</SCRIPT></BODY></HTML>""",
        )
    site.answers[folder] = site.answers[folder + "index.html"]
    site.put(
        "/",
        """<HTML><HEAD><TITLE>岚溪市交通运输局</TITLE></HEAD><BODY>
<TABLE><TR><TD><A HREF=./>首页 Home</A><TD><A HREF=./zwgk/>政务公开 Open Government</A><TD><A HREF=./zmhd/>政民互动</A>
<TD><A HREF=http://www.lanxi-hand.gov.cn/zfxxgknb/>市政府信息公开年报</A></TABLE>
<DIV><A HREF=./zwgk/wzbb/>政府网站工作年度报表</A><A HREF=./zwgk/fzzf/>法治政府建设年度报告</A>
<A HREF=./zwgk/tjnj/>交通统计年鉴</A><A HREF=./zwgk/czys/>财政预决算</A>
<A HREF=./xwzx/202601/t20260119_900001.html>市局召开会议部署年度报告编制工作</A></DIV></BODY></HTML>""",
    )
    site.put(
        "/zwgk/",
        """<HTML><BODY><DIV><A HREF=../>首页</A><A HREF=./zcwj/>政策文件</A><A HREF=./xxgkzl/>政府信息公开专栏</A>
<A HREF=./fzzf/>法治政府建设年度报告</A></DIV></BODY></HTML>""",
    )
    site.put(
        "/zwgk/xxgkzl/",
        """<HTML><BODY><UL><LI><A HREF=./gkzn/>信息公开指南</A><LI><A HREF=./gkzd/>信息公开制度</A>
<LI><A HREF=./gkndbg/>政府信息公开工作年度报告</A><LI><A HREF=./ysqgk/>依申请公开</A></UL></BODY></HTML>""",
    )
    for path, name in (("fzzf", "岚溪市交通运输局2024年法治政府建设年度报告"), ("wzbb", "2024年政府网站工作年度报表")):
        site.put(f"/zwgk/{path}/", f"<HTML><BODY><A HREF=./202501/t20250106_77.html>{name}</A></BODY></HTML>")
    return site.made(folder)


def based() -> MadeHost:
    """A base element, protocol-relative links, reports as files with one line of text on the page."""
    site = Handmade("swj.heyuanhu-hand.gov.cn", "荷源湖区水务局", "荷源湖区", scheme="https")
    folder = "/xxgk/nb_1184/"
    for year in range(2016, 2026):
        site.report(year, _address(folder, "htm"), title=f"{year}年度荷源湖区水务局政府信息公开年度报告")
    for paper in list(site.papers):
        name = f"W0{paper.dashless}5{paper.number}"
        place = paper.href.rpartition("/")[0]
        if paper.year and paper.year % 3 == 0:
            site.report_file(f"{place}/{name}.docx", paper, "docx")
            body = f'<p>详见附件。</p><p><a href="./{name}.docx" appendix="true">{paper.title}.docx</a></p>'
        elif paper.year and paper.year % 3 == 1:
            site.report_file(f"{place}/{name}.pdf", paper, "pdf")
            body = f'<p><img src="/images/icon_pdf.gif"><a href="./{name}.pdf">附件：{paper.title}</a></p>'
        else:
            site.report_file(f"{place}/{name}.docx", paper, "docx")
            body = f'{paper.body}<p>附件：<a href="./{name}.docx">{paper.title}.docx</a></p>'
        site.put(
            paper.href,
            f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{paper.title}-荷源湖区水务局</title>
<meta name="SiteName" content="荷源湖区水务局"><meta name="ArticleTitle" content="{paper.title}">
<meta name="PubDate" content="{paper.date} 09:31"><meta name="ContentSource" content="荷源湖区水务局">
<meta name="ColumnName" content="信息公开年度报告"></head><body>
<div class="crumb">当前位置：<a class="CurrChnlCls" href="../../../">首页</a>&gt;<a class="CurrChnlCls" href="../../">信息公开</a>&gt;<a
class="CurrChnlCls" href="../">信息公开年度报告</a></div><h2>{paper.title}</h2>
<div class="info"><span>发布日期：{paper.date}</span><span>来源：荷源湖区水务局</span><span>索引号：HYH0-2/{paper.number}</span></div>
<div class="trs_editor_view TRS_UEDITOR trs_paper_default">{body}</div></body></html>""",
        )
    pages = pages_of(site.newest_first(), 6)
    for number, papers in enumerate(pages):
        rows = "".join(
            f'<div class="li"><span class="num">{place}、</span><a href="//{site.host}{paper.href}">【年报】{paper.title}</a>'
            f"<em>({paper.date.replace('-', '/')})</em></div>"
            for place, paper in enumerate(papers, 1)
        )
        site.put(
            folder + _page_name(number, "htm"),
            f"""<!DOCTYPE html><html><head><meta charset="utf-8"><base href="https://{site.host}{folder}">
<title>信息公开年度报告</title><meta name="ColumnName" content="信息公开年度报告"></head><body><ul><li><a href="../gkzn/">指南</a></li>
<li><a href="./">信息公开年度报告</a></li></ul>{rows}
<script>createPageHTML({len(pages)},{number},"index","htm",{len(site.papers)});</script></body></html>""",
        )
    site.answers[folder] = site.answers[folder + "index.htm"]
    site.put(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><base href="//{site.host}/"><title>荷源湖区水务局</title></head><body>
<nav><ul class="dropdown"><li><a href="javascript:;">政务公开</a><ul><li><a href="xxgk/gkzn/">指南</a></li><li><a
href="xxgk/nb_1184/">信息公开年度报告</a></li><li><a href="xxgk/czzj/">财政预决算</a></li></ul></li></ul></nav>
<div><a href="//www.heyuanhu-hand.gov.cn/nb/">区政府信息公开年报</a><a href="xxgk/wzbb/">网站工作年度报表</a></div></body></html>""",
    )
    return site.made(folder)


def units() -> MadeHost:
    """A column of nothing but sub-columns, one a body, each with a list of table rows."""
    site = Handmade("zwgk.mingzhou-hand.gov.cn", "茗洲市人民政府办公室", "茗洲市")
    folder = "/zfxxgknb_40417/"
    bodies = {
        "szf": "茗洲市人民政府",
        "sfgw": "茗洲市发展和改革委员会",
        "ssthjj": "茗洲市生态环境局",
        "qx/mb": "茗北县人民政府",
    }
    groups = {
        slug: [site.report(year, _address(f"{folder}{slug}/", "shtml"), agency=body) for year in range(2021, 2026)]
        for slug, body in bodies.items()
    }
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title><META content="{paper.title}" name="ArticleTitle">
<META content="{paper.date} 16:20:05" name="PubDate"><META content="{paper.agency}" name="ContentSource">
<META content="茗洲市政府信息公开平台" name="SiteName"></head><body><h1>{paper.title}</h1>
<ul class="zwxl"><li><span>索引号</span><em>mz{paper.number}/2026-00{paper.number % 89}</em></li><li><span>发布机构</span><em>{paper.agency}</em></li>
<li><span>公开日期</span><em>{paper.date.replace("-", "年", 1).replace("-", "月", 1)}日</em></li><li><span>文号</span><em>无</em></li></ul>
<div class="Custom_UnionStyle">{paper.body}</div></body></html>"""
        )
    )
    for slug, papers in groups.items():
        rows = "".join(
            f'<tr><td>{paper.date}</td><td><a href="{_rel(paper, f"{folder}{slug}/")}">{paper.title}</a></td></tr>'
            for paper in reversed(papers)
        )
        for name in ("", "index.shtml"):
            site.put(
                f"{folder}{slug}/{name}",
                f"""<html><head><meta charset="utf-8"><title>{bodies[slug]}-政府信息公开年报</title></head><body>
<p><a class="CurrChnlCls" href="/">首页</a>-<a class="CurrChnlCls" href="{folder}">政府信息公开年报</a>-<a class="CurrChnlCls"
href="./">{bodies[slug]}</a></p><table>{rows}</table><script>var currentPage = 0; var countPage = 1</script></body></html>""",
            )
    links = "".join(
        f'<li><a href="./{slug}/index.shtml">{name}</a></li>' for slug, name in bodies.items() if "/" not in slug
    )
    site.put(
        folder,
        f"""<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><p><a class="CurrChnlCls" href="/">首页</a></p>
<ul><li>市政府及部门<ul>{links}</ul></li><li>县（市、区）<ul><li><a href="./qx/mb/index.shtml">茗北县人民政府</a></li></ul></li></ul></body></html>""",
    )
    site.put(
        "/index.shtml",
        f"""<html><head><meta charset="utf-8"><title>茗洲市政府信息公开平台</title></head><body><div><a href="/zn/"><img src="a.png" alt="指南"></a>
<a href="/zd/"><img src="b.png" alt="制度"></a><a href="{folder}"><img src="c.png" alt="年报"></a><a href="/ysq/"><img alt="依申请公开"></a></div></body></html>""",
    )
    site.answers["/"] = site.answers["/index.shtml"]
    return site.made(folder)


def gbk_numbered() -> MadeHost:
    """GBK, menus of pictures with onclick, numbered rows, one row that is gone."""
    site = Handmade("www.baishuixi-hand.gov.cn", "白水溪县人民政府办公室", "白水溪县", charset="gbk")
    folder = "/gk/nb/"
    for year in range(2019, 2026):
        site.report(
            year, _address(folder), title=f"白水溪县{year}年政府信息公开工作年度报告", agency="白水溪县人民政府"
        )
    gone = site.report(2017, _address(folder), title="白水溪县2017年政府信息公开工作年度报告", wanted=False)
    site.answers[gone.href] = ReplicaResponse(b"<html>404 Not Found</html>", 404, "text/html")
    site.show(
        lambda paper: (
            f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{paper.title} - 白水溪县政府网</title></head><body><table><tr><td class="bt">{paper.title}</td></tr>
<tr><td>发布时间：{paper.date}　　来源：{paper.agency}　　点击：12</td></tr><tr><td><div class=TRS_Editor>{paper.body}</div></td></tr></table></body></html>"""
        )
    )
    rows = "".join(
        f"<tr><td>{place}.<a href='{_rel(paper, folder)}' target=_blank><font color=red>{paper.title}</font></a>"
        f"<img src=/images/fj.gif alt=附件></td><td width=90>{paper.short_date}</td></tr>"
        for place, paper in enumerate(site.newest_first(), 1)
    )
    head = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{}</title></head><body>'
    )
    site.put(folder, f"{head.format('历年年报')}<table>{rows}</table></body></html>")
    site.put(
        "/",
        head.format("白水溪县人民政府")
        + """<map name=m><area shape=rect coords=0,0,9,9 href="/gk/" alt="信息公开"><area href="/lx/" alt="联系"></map>
<img src=menu.gif usemap=#m><td onclick="location.href='/tz/'">投资</td><a href=/tjnj/>统计年鉴</a></body></html>""",
    )
    site.put(
        "/gk/",
        head.format("信息公开")
        + """<div onclick="window.location.href='./zn/'">公开指南</div><div onclick="window.location.href='./nb/'">历年年报</div>
<a href="javascript:void(0)" onclick="window.open('./yjs/')">预决算</a></body></html>""",
    )
    site.put_text("/robots.txt", "<html><body>Not Found</body></html>", "text/html")
    return site.made(folder, trouble="errors")


def one_broken() -> MadeHost:
    """A detail page that answers 500 and never anything else: the crawl has to say so."""
    site = Handmade("sfj.qingtan-hand.gov.cn", "清滩市司法局", "清滩市")
    folder = "/xxgk/zfxxgknb/"
    for year in range(2020, 2026):
        site.report(year, _address(folder), wanted=year != 2022)
    broken = next(paper for paper in site.papers if paper.year == 2022)
    site.answers[broken.href] = ReplicaResponse(b"<html><body>Internal Server Error</body></html>", 500, "text/html")
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><h1>{paper.title}</h1>
<p>{paper.date}</p><div id="zoom">{paper.body}</div></body></html>"""
        )
    )
    rows = "".join(
        f'<ul><li><ul><li><a href="{_rel(paper, folder)}">{paper.title}</a></li><li>{paper.date}</li></ul></li></ul>'
        for paper in site.newest_first()
    )
    site.put(
        folder,
        f'<html><head><meta charset="utf-8"></head><body>{rows}<script>createPageHTML(1, 0, "index", "html")</script></body></html>',
    )
    site.put(
        "/",
        '<html><head><meta charset="utf-8"></head><body><a href="./xxgk/zfxxgknb/">年报</a><a href="/x/">年鉴</a></body></html>',
    )
    return site.made(folder, trouble="errors")


def doubles() -> MadeHost:
    """Two reports lie under two addresses each: both are read, and a feed unites them."""
    site = Handmade("czj.yunquan-hand.gov.cn", "云泉市财政局", "云泉市")
    folder = "/zwgk/fdzdgknr/zfxxgkndbg/"
    for year in range(2021, 2026):
        site.report(year, _address(folder))
    for year in (2023, 2024):
        site.report(year, _address("/zwgk/tzgg/"), date=f"{year + 1}-01-30")
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title><meta name="ArticleTitle" content="{paper.title}">
<meta name="PubDate" content="{paper.date}"></head><body><h1>{paper.title}</h1><div class="view TRS_UEDITOR">{paper.body}</div></body></html>"""
        )
    )
    rows = "".join(f'<p><a href="{paper.href}#top">{paper.title}</a> {paper.date}</p>' for paper in site.newest_first())
    site.put(folder, f'<html><head><meta charset="utf-8"><title>年报</title></head><body>{rows}</body></html>')
    site.put(
        "/",
        """<html><head><meta charset="utf-8"></head><body><a href="/zwgk/?from=menu">政务公开</a>
<a href="/fz/">法治政府建设年度报告</a></body></html>""",
    )
    site.put(
        "/zwgk/",
        f'<html><head><meta charset="utf-8"></head><body><a href="{folder}index.html#list">政府信息公开年度报告</a></body></html>',
    )
    site.answers[folder + "index.html"] = site.answers[folder]
    return site.made(folder)


def empty() -> MadeHost:
    """A new office: the column is there, and says that it holds nothing yet."""
    site = Handmade("sjj.xinzhu-hand.gov.cn", "新竹岭市数据局", "新竹岭市")
    folder = "/zfxxgk/zfxxgknb/"
    site.put(
        folder,
        """<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div><a href="../zn/">政府信息公开指南</a>
<a href="./">政府信息公开年报</a></div><ul class="list"></ul><p>暂无相关信息</p><script>createPageHTML(0, 0, "index", "html");</script></body></html>""",
    )
    site.put(
        "/",
        """<html><head><meta charset="utf-8"><title>新竹岭市数据局</title></head><body><a href="./zfxxgk/zfxxgknb/">政府信息公开年报</a>
<a href="./xw/202603/t20260302_5.html">全市数据工作会议召开</a></body></html>""",
    )
    return site.made(folder, trouble="no report")


def large() -> MadeHost:
    """Pages of more than 300 kB, a newest report without a year in its title, descriptions that speak of other things."""
    site = Handmade("wjw.daqiao-hand.gov.cn", "大桥市卫生健康委员会", "大桥市")
    folder = "/zwgk/zfxxgk/xxgknb/"
    for year in range(2022, 2026):
        title = "大桥市卫生健康委员会政府信息公开工作年度报告" if year == 2025 else None
        site.report(year, _address(folder, "shtml"), title=title)
    picture = b64encode(bytes(range(256)) * 1000).decode()
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>大桥市卫生健康委员会 - {paper.title}</title>
<meta name="ArticleTitle" content="大桥市卫生健康委员会——{paper.title}"><meta name="PubDate" content="{paper.date} 10:00">
<meta name="Description" content="2016年度大桥市统计年鉴 发布日期：2016-05-05 索引号：DQ-0000"><meta name="Keywords" content="2015年年报">
<style>body{{background:url(data:image/png;base64,{picture})}}</style></head><body><div class="xl-title">{paper.title}</div>
<table class="zfxxgk"><tr><th>索引号：</th><td>DQ{paper.number}</td><th>公开方式：</th><td>主动公开</td></tr>
<tr><th>发布单位：</th><td>{paper.agency}</td><th>公开日期：</th><td>{paper.date}</td></tr></table>
<div class="trs_editor_view">{paper.body}</div></body></html>"""
        )
    )
    rows = "".join(
        f'<li><i>·</i><a href="{_rel(paper, folder)}">{paper.title}</a><b>{paper.date}</b></li>'
        for paper in site.newest_first()
    )
    site.put(
        folder,
        f"""<html><head><meta charset="utf-8"><title>信息公开年报</title><style>a{{background:url(data:image/png;base64,{picture})}}</style></head>
<body><ol>{rows}</ol><script>createPageHTML(1, 0, "index", "shtml");</script></body></html>""",
    )
    site.put(
        "/",
        f"""<html><head><meta charset="utf-8"><title>大桥市卫生健康委员会</title><script>var p="{picture}"</script></head><body>
<a href="/zwgk/">政务公开</a></body></html>""",
    )
    site.put(
        "/zwgk/",
        """<html><head><meta charset="utf-8"></head><body><h3>政府信息公开</h3><a href="zfxxgk/xxgkzn/">指南</a><a href="zfxxgk/xxgknb/">信息公开年报</a>
<a href="tjxx/ndbg/">卫生健康统计年度报告</a></body></html>""",
    )
    return site.made(folder)


def challenged_column() -> MadeHost:
    """Everything may be read but the column, which answers with a script."""
    site = Handmade("gxj.hengling-hand.gov.cn", "衡岭市工业和信息化局", "衡岭市")
    folder = "/zfxxgk/nb/"
    site.answers[folder] = ReplicaResponse(
        b'<html><head><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=84612;$_ts.cd="qVx";</script></head><body></body></html>',
        412,
        "text/html",
    )
    site.put(
        "/",
        '<html><head><meta charset="utf-8"><title>衡岭市工业和信息化局</title></head><body><a href="/zfxxgk/nb/">政府信息公开年报</a></body></html>',
    )
    return site.made(None, trouble="waf_rs")


def by_year() -> MadeHost:
    """A column a year, chosen by a select element; the page that is shown first is the newest year's."""
    site = Handmade("jyj.cangwu-hand.gov.cn", "苍雾市教育局", "苍雾市")
    folder = "/jgsz/zfxxgkndgzbg/"
    for year in range(2021, 2026):
        site.report(year, _address(f"{folder}{year}n/"), agency="苍雾市教育局")
        site.report(year, _address(f"{folder}{year}n/"), agency="苍雾市招生考试院")
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body>
<p class="lj"><a class="CurrChnlCls" href="../../">政府信息公开工作年报</a></p><h1>{paper.title}</h1>
<div class="sj">索引号：CW-{paper.number}　发布机构：{paper.agency}　发布日期：{paper.date}</div><div class="TRS_Editor">{paper.body}</div></body></html>"""
        )
    )
    options = "".join(f'<option value="../{year}n/">{year}年</option>' for year in range(2025, 2020, -1))
    for year in range(2021, 2026):
        rows = "".join(
            f'<dl><dt><a href="{_rel(paper, f"{folder}{year}n/")}">{paper.title}</a></dt><dd>发布日期：{paper.date}</dd></dl>'
            for paper in site.newest_first()
            if paper.year == year
        )
        site.put(
            f"{folder}{year}n/",
            f"""<html><head><meta charset="utf-8"><title>{year}年</title></head><body><h2>政府信息公开工作年报</h2>
<select onchange="window.location.href=this.value">{options}</select>{rows}</body></html>""",
        )
    site.put(
        "/",
        f'<html><head><meta charset="utf-8"></head><body><a href="{folder}2025n/">政府信息公开工作年报</a><a href="/ndjh/">年度计划</a></body></html>',
    )
    return site.made(f"{folder}2025n/")


def cover() -> MadeHost:
    """A home page that only goes on by its script, menus with ornaments and translations, rows opened by a script."""
    site = Handmade("nyj.songtan-hand.gov.cn", "松潭市农业农村局", "松潭市")
    folder = "/web/gk/c18/"
    for year in range(2020, 2026):
        site.report(year, _address(folder))
    site.show(
        lambda paper: (
            f'<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><h1>{paper.title}</h1>'
            f"<p>发布日期：{paper.date} 发布机构：{paper.agency}</p><div class=TRS_Editor>{paper.body}</div></body></html>"
        )
    )
    rows = "".join(
        f'<li><a href="javascript:void(0)" onclick="window.open(\'{_rel(paper, folder)}\')">{paper.title}</a><span>{paper.date}</span></li>'
        for paper in site.newest_first()
    )
    site.put(
        folder,
        f'<html><head><meta charset="utf-8"><title>年报</title></head><body><ul>{rows}</ul>'
        '<script>createPageHTML(1, 0, "index", "html");</script></body></html>',
    )
    site.put("/", '<html><head><script>window.location.href="/web/index.html";</script></head><body></body></html>')
    site.put(
        "/web/index.html",
        '<html><head><meta charset="utf-8"></head><body><a href="xw/">新闻 News</a><a href="gk/">▪ 政务公开 Open Government</a>'
        '<a href="hd/">互动 Interaction</a><a href="fw/">服务 Service</a></body></html>',
    )
    site.put(
        "/web/gk/",
        '<html><head><meta charset="utf-8"></head><body><a href="c15/">1.指南</a><a href="c16/">2.制度</a><a href="c18/">4.年报 &gt;&gt;</a></body></html>',
    )
    return site.made(folder)
