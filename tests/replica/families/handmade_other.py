"""Hosts on EasySite and on the system of channels and docs."""

from tests.replica.families.handmade import Address, Handmade, hex32, pages_of
from tests.replica.families.hosts import MadeHost

_HEAD = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{}</title></head><body>'


def _in_unit(unit: int) -> Address:
    return lambda paper: f"/eportal/ui?pageId=2312805&articleKey={paper.number}&columnId={unit}"


def nested_tables() -> MadeHost:
    """Rows in tables of tables, all bodies' reports in one list, pages by the number of the module."""
    site = Handmade("xxgk.hengpu-hand.gov.cn", "衡浦市政府办公室", "衡浦市")
    module = hex32(5)
    agencies = {
        "衡浦市水利局": ("001068998", 792644),
        "衡浦市生态环境局": ("404796340", 792712),
        "衡浦市政府办公室": ("001068824", 792560),
    }
    for year in range(2021, 2026):
        for agency, (_code, unit) in agencies.items():
            site.report(
                year,
                _in_unit(unit),
                agency=agency,
                title=f"{agency} {year}年政府信息公开工作年度 报 告",
            )
    site.show(
        lambda paper: (
            f"""{_HEAD.format("衡浦市政府信息公开平台")}<div id="{module}"><div><table><tbody><tr><td>名&nbsp;&nbsp;称:</td><td>{paper.title}</td>
<td>索 引 号:</td><td>{agencies[paper.agency][0]}/{paper.date[:4]}-{paper.number}</td></tr><tr><td>发布机构:</td><td>{paper.agency}</td><td>文&nbsp;&nbsp;号:</td><td></td></tr>
<tr><td>主 题 词:</td><td></td><td>发布日期:</td><td>{paper.date[:4]}年{paper.date[5:7]}月{paper.date[8:]}日</td></tr>
<tr><td>主题分类:</td><td>水利、水务</td><td>有效性:</td><td></td></tr></tbody></table></div><div>{paper.title}</div><div>语音播报{paper.body}</div></div></body></html>"""
        )
    )
    pages = pages_of(site.newest_first(), 4)
    turned = f"/eportal/ui?pageId=2668536&currentPage={{}}&moduleId={module}&formKey=GOV_OPEN&columnName=EXT_STR7&relationId="
    for number, papers in enumerate(pages, 1):
        rows = "".join(
            f'<tr><td>{place}</td><td><a href="{p.href.replace("&", "&amp;")}" target="_blank" title="{p.title}">{p.title}</a></td><td>{p.agency}</td><td>{p.date}</td></tr>'
            for place, p in enumerate(papers, 1)
        )
        before = f'<a href="{turned.format(number - 1)}">上一页</a>' if number > 1 else "<span>上一页</span>"
        after = f'<a href="{turned.format(number + 1)}">下一页</a>' if number < len(pages) else "<span>下一页</span>"
        page = f"""{_HEAD.format("政府信息公开年报")}<table><tr><td>年报</td></tr></table><table><tr><td><table>{rows}</table></td></tr>
<tr><td><div><ul><li>共{len(pages)}页</li><li>{before}</li><li>{after}</li></ul></div></td></tr></table></body></html>"""
        site.put(turned.format(number), page)
        if number == 1:
            site.put("/eportal/ui?pageId=2668536", page)
    site.put(
        "/eportal/ui?pageId=793450",
        f"""{_HEAD.format("衡浦市政府信息公开平台")}<a href="/eportal/ui?pageId=793451">指南</a><a href="/eportal/ui?pageId=793452">目录</a>
<a href="/eportal/ui?pageId=2668536">政府信息公开年报</a><a href="http://www.hengpu-hand.gov.cn/col/col9/index.html">统计年鉴</a></body></html>""",
    )
    site.put(
        "/", f'{_HEAD.format("衡浦市政府信息公开平台")}<a href="/eportal/ui?pageId=793450">进入平台</a></body></html>'
    )
    return site.made("/eportal/ui?pageId=2668536")


def directories() -> MadeHost:
    """Static directories of numbers; the pager's addresses stand in attributes of its own."""
    site = Handmade("www.raohe-hand.gov.cn", "饶禾县人民政府", "饶禾县", scheme="https")
    folder = "/hsrh/2637/26371/2637135/"
    for year in range(2015, 2026):
        site.report(
            year,
            lambda paper: f"{folder}{paper.number}/index.html",
            title=f"饶禾县人民政府{year}年政府信息公开年度报告",
        )
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}_饶禾县人民政府</title></head><body>
<div class="easysite-bread-nav"><a href="/">首页</a>><a href="../index.html">政府信息公开年报</a></div><div class="easysite-news-title"><h2>{paper.title}</h2>
<p class="easysite-news-describe">日期：{paper.date} 来源：<span id="laiyuan">饶禾县政府办</span> 浏览次数：</p></div><div class="easysite-news-text" id="easysiteText">{paper.body}</div></body></html>"""
        )
    )
    pages = pages_of(site.newest_first(), 4)
    for number, papers in enumerate(pages, 1):
        rows = "".join(
            f'<tr><td><font class="newslist_style"><a href="{p.href}" istitle="true">{p.title}</a></font><span class="hui12">{p.date}</span></td></tr>'
            for p in papers
        )
        following = f"{folder}{hex32(9)}/index{number + 1}.html"
        pager = (
            f"""<a style="cursor:pointer" onclick="queryArticleByCondition(this,'{following}')" tagname="{following}" class="pagingNormal">下一页</a>"""
            if number < len(pages)
            else '<span class="pagingNormal">下一页</span>'
        )
        page = f"""<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><table>{rows}</table>
<div class="easysite-page">第{number}页 共{len(pages)}页 {pager}</div></body></html>"""
        site.put(f"{folder}{hex32(9)}/index{number}.html", page)
        if number == 1:
            site.put(f"{folder}index.html", page)
    site.put(
        "/",
        """<html><head><meta charset="utf-8"><title>饶禾县人民政府</title></head><body><a href="/hsrh/2637/index.html"><span>政府信息公开</span></a>
<a href="/hsrh/2640/index.html">重点领域信息公开</a></body></html>""",
    )
    site.put(
        "/hsrh/2637/index.html",
        f"""<html><head><meta charset="utf-8"></head><body><ul><li><a href="./26370/index.html">政府信息公开指南</a></li><li><a href="{folder}index.html">政府信息公开年报</a></li></ul></body></html>""",
    )
    return site.made(f"{folder}index.html")


def from_column() -> MadeHost:
    """Begun at the column, on a host of static numbers with everything in one page and a report in two forms."""
    site = Handmade("sthjj.jingyang-hand.gov.cn", "京阳市生态环境局", "京阳市")
    folder = "/jys/zwgk/zfxxgknb13/"
    for year in range(2020, 2026):
        site.report(year, lambda paper: f"{folder}{326_000_000 + paper.number}/index.html")
    for paper in list(site.papers):
        file = paper.href.replace("index.html", f"{20260000 + paper.number}.docx")
        site.report_file(file, paper, "docx")
        site.put(
            paper.href,
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><div class="easysite-news-title"><h2>{paper.title}</h2></div>
<p class="easysite-news-describe">发布日期：{paper.date} 来源：京阳市生态环境局</p><div class="easysite-news-text">{paper.body}<p><a href="{file}">{paper.title}（下载）</a></p></div></body></html>""",
        )
    rows = "".join(
        f'<li><a href="{p.href.removeprefix(folder)}">{p.title}</a> {p.date}</li>' for p in site.newest_first()
    )
    site.put(
        f"{folder}index.html",
        f'<html><head><meta charset="utf-8"><title>政府信息公开年报-京阳市生态环境局</title></head><body><ul>{rows}</ul></body></html>',
    )
    site.put("/", '<html><head><meta charset="utf-8"></head><body>正在跳转</body></html>')
    return site.made(f"{folder}index.html", home=f"{folder}index.html")


def _doc(number: int, date: str) -> str:
    stamp = int((int(date[:4]) - 1970) * 31_556_952 + int(date[5:7]) * 2_629_746 - 2_000_000)
    return f"{stamp:08x}{hex32(number)[:16]}"


def channel_rows() -> MadeHost:
    """The rows stand in the page; the home page has the column under a site's channel."""
    site = Handmade("www.lixiahu-hand.gov.cn", "历夏湖区城市管理局", "历夏湖区")
    column = "/gongkai/site_lxhcgj/channel_63899ec7375991828262e186/"
    for year in range(2021, 2026):
        site.report(year, lambda paper: f"{column}doc_{_doc(paper.number, paper.date)}.html")
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><div>无障碍阅读 关怀版 <a href="/">返回首页</a></div><h1>政府信息公开</h1>
<h2>{paper.title}</h2><ul><li>11371500004428039E/2026-{paper.number}</li><li>{paper.date}</li><li>{paper.agency}</li></ul><div class="article">{paper.body}</div>
<div>字号： 打印整页 打印内容 分享 扫码使用手机浏览本页内容</div></body></html>"""
        )
    )
    rows = "".join(
        f'<div class="list-item"><a href="{p.href}" target="_blank" title="{p.title}"><span>{p.title}</span><time>{p.date}</time></a></div>'
        for p in site.newest_first()
    )
    site.put(
        column,
        f'<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div class="right">{rows}</div></body></html>',
    )
    site.put(
        "/",
        f'<html><head><meta charset="utf-8"></head><body><a href="{column}?open=zfxxgknb&amp;key=1">政府信息公开年报</a></body></html>',
    )
    return site.made(column)


def channel_files() -> MadeHost:
    """Begun at a report; files under ``/resources``, one report only a PDF."""
    site = Handmade("slj.liaohu-hand.gov.cn", "聊湖市水利局", "聊湖市")
    column = "/channel_t_283_16517/"
    for year in range(2022, 2026):
        site.report(year, lambda paper: f"{column}doc_{_doc(paper.number, paper.date)}.html")
    for paper in list(site.papers):
        file = f"/resources/public/{paper.dashless}/{_doc(paper.number, paper.date)}.pdf"
        site.report_file(file, paper, "pdf")
        body = "" if paper.year == 2023 else paper.body
        site.put(
            paper.href,
            f"""<html><head><meta charset="utf-8"><title>{paper.title}-聊湖市水利局</title></head><body><p><a href="/">首页</a> / <a href="{column}">政府信息公开年报</a></p>
<h2>{paper.title}</h2><p>11371500004428039E/2026-{paper.number}</p><p>{paper.date}</p><p>聊湖市水利局</p><div id="content">{body}</div><p>附件：<a href="{file}">{paper.title}.pdf</a></p></body></html>""",
        )
    rows = "".join(f'<li><i>{p.date}</i><a href="{p.href}">{p.title}</a></li>' for p in site.newest_first())
    site.put(
        column,
        f'<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><ul>{rows}</ul></body></html>',
    )
    site.put(
        "/", '<html><head><meta charset="utf-8"></head><body><a href="/channel_t_283_1/">政务公开</a></body></html>'
    )
    return site.made(column, home=site.papers[1].href)


def channel_script() -> MadeHost:
    """Begun at a report whose column a script draws: the one report comes out, and what stands in the way is said."""
    site = Handmade("wsb.zibohu-hand.gov.cn", "淄湖市人民政府外事办公室", "淄湖市")
    column = "/gongkai/channel_lc_swbchannel201911221748261556996309/"
    site.report(2024, lambda paper: f"{column}doc_{_doc(paper.number, paper.date)}.html")
    site.show(
        lambda paper: (
            f"""<html><head><meta charset="utf-8"><title>{paper.title}</title></head><body><p><a href="/">首页</a> &gt; <a href="{column}">政府信息公开年报</a></p>
<h2>{paper.title}</h2><div>{paper.body}</div></body></html>"""
        )
    )
    shell = '<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div id="app"></div><script src="/static/js/vue.min.js"></script><script src="/static/js/app.8a.js"></script></body></html>'
    site.put(column, shell)
    site.put("/", shell)
    return site.made(column, home=site.papers[0].href, trouble="js_rendered")
