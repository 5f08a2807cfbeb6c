"""Made-up hosts of gkmlpt, NFCMS, VSB, EasySite, Lonsun, openness, channel/doc, EWB, and of no known system.

Offices, hosts and figures are invented. A list that a form or a script turns is crawled to the end of
its first page: the trouble is ``pages_not_followed`` and the reports are that page's. The column of a
gkmlpt host is its index page, whose script has the tree; that of a list in frames is the page around it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from tests.replica.families import plain
from tests.replica.families.channel_doc import CHANNEL, channel_doc_site, doc_path
from tests.replica.families.easysite import LIST_PAGE, easysite_site, easysite_url
from tests.replica.families.ewb import ewb_path, ewb_site
from tests.replica.families.frames import Menu
from tests.replica.families.furniture import absolute, gathered, with_files
from tests.replica.families.gkmlpt import gkmlpt_path, gkmlpt_site
from tests.replica.families.hosts import MadeHost
from tests.replica.families.lonsun import ORGAN, lonsun_site
from tests.replica.families.made import Office, Piece, office
from tests.replica.families.nfcms import nfcms_site, post_url
from tests.replica.families.openness import openness_path, openness_site
from tests.replica.families.plain import (
    SHAPES,
    accordion_site,
    front_site,
    plain_site,
    platform_path,
    platform_site,
    years_site,
)
from tests.replica.families.vsb import vsb_path, vsb_site
from tests.replica.protocol import Site

_NFCMS_COLUMN: Final = "/xxgk/qt/ndxxgkbg/"
_JUMPED: Final = "/zwgk/ndbg/"
_VSB_BASE: Final = "/zfxxgk/zfxxgknb"
_BEIJING_COLUMN: Final = "/qyhrb/index/xxgk69/zfxxgk43/qtfdxx73/zfxxgknb13/"
_OPENNESS_COLUMN: Final = "/XxgkContent/showList/865/0/page_1.html"
_FIRST_PAGE_ONLY: Final = "pages_not_followed"


def _made(
    site: Site,
    own: Office,
    column: str | None,
    path: Callable[[Piece], str],
    *,
    trouble: str | None = None,
    found: Iterable[Piece] | None = None,
) -> MadeHost:
    """What is marked: the reports (or those *found*) at their paths, which may be whole addresses."""
    reports = [piece for piece in (own.reports if found is None else found) if piece.is_report]
    return MadeHost(
        site=site,
        office=own,
        home=absolute(own, "/"),
        column=absolute(own, column) if column else None,
        reports=tuple(at if urlsplit(at := path(piece)).netloc else absolute(own, at) for piece in reports),
        trouble=trouble,
    )


def _titled(own: Office, pattern: str) -> Office:
    """The same office with other titles over its reports; *pattern* may name the agency and the year."""
    pieces = tuple(
        replace(piece, title=pattern.format(agency=piece.agency, year=piece.year)) if piece.is_report else piece
        for piece in own.pieces
    )
    return replace(own, pieces=pieces)


# Guangdong's two systems


def _gkmlpt() -> MadeHost:
    own = office("sthjj.qy-gk-made.gov.cn")
    return _made(gkmlpt_site(own), own, "/gkmlpt/index", gkmlpt_path)


def _gkmlpt_script() -> MadeHost:
    own = with_files(office("slj.qy-gk-made.gov.cn", "青原市水务局"), {2023: "docx", 2021: "pdf"})
    site = gkmlpt_site(own, sid="755040", node="政府信息公开工作年度报告", notation="script", nested=True, page_size=5)
    return _made(site, own, "/gkmlpt/index", gkmlpt_path)


def _gkmlpt_loose() -> MadeHost:
    own = office("www.yt-gk-made.gov.cn", "盐塘区水务局", "盐塘区", range(2020, 2025), scheme="https")
    site = gkmlpt_site(own, prefix="/ytslj", node="信息公开年报", notation="loose", drawn=True, look="tables")
    return _made(site, own, "/ytslj/gkmlpt/index", lambda piece: gkmlpt_path(piece, "/ytslj"))


def _gkmlpt_jump() -> MadeHost:
    own = office("jtj.qy-gk-made.gov.cn", "青原市交通运输局")
    site = gkmlpt_site(own, node="年度报告", notation="script", jumps=True)
    return _made(site, own, _JUMPED, lambda piece: post_url(own, _JUMPED, piece))


def _nfcms() -> MadeHost:
    own = with_files(office("meeb.shenhai-made.gov.cn", scheme="https"), {2024: "pdf"})
    return _made(nfcms_site(own), own, _NFCMS_COLUMN, lambda piece: post_url(own, _NFCMS_COLUMN, piece))


def _nfcms_tyxxy() -> MadeHost:
    # An agency's own site sees no need to name it.
    own = office("www.nsq-made.gov.cn", "南山湖区城市管理局", "南山湖区", rows_per_page=4)
    own = _titled(own, "{year}年政府信息公开工作年度报告")
    column = "/xxgk/ndbg/"
    site = nfcms_site(own, column=column, label="年度报告", look="bare", body="tyxxy_main", rows="li", cut=18)
    return _made(site, own, column, lambda piece: post_url(own, column, piece))


# VSB


def _vsb_descending() -> MadeHost:
    own = office("sthj.ts-made.gov.cn", "天流市生态环境局", "天流市", rows_per_page=3)
    return _made(vsb_site(own), own, f"{_VSB_BASE}.htm", lambda piece: vsb_path(piece, _VSB_BASE))


def _vsb_list_jsp() -> MadeHost:
    plain_office = office("swj.ts-made.gov.cn", "天流市水务局", "天流市", scheme="https")
    own = with_files(plain_office, {2025: "docx", 2022: "doc", 2020: "pdf"})
    site = vsb_site(own, paging="list.jsp", look="tables", container="vsb_content")
    return _made(site, own, f"{_VSB_BASE}.htm", lambda piece: vsb_path(piece, _VSB_BASE))


def _vsb_query() -> MadeHost:
    own = with_files(office("www.gg-made.gov.cn", "甘流县人民政府办公室", "甘流县"), {2023: "pdf"}, bodies=True)
    site = vsb_site(
        own, paging="query", base="/ndbg", label="信息公开年报", rows="table", inner=True, container="vsb_content_502"
    )
    return _made(site, own, "/ndbg.htm", lambda piece: vsb_path(piece, "/ndbg"))


def _vsb_years() -> MadeHost:
    own = office("www.ts-made.gov.cn", "天流市人民政府", "天流市", range(2020, 2025))
    base = "/swj/zfxxgk/zfxxgknb"
    return _made(
        vsb_site(own, paging="years", base=base), own, f"{base}.htm", lambda piece: vsb_path(piece, base, "years")
    )


# EasySite


def _easysite() -> MadeHost:
    own = with_files(office("xxgk.hs-made.gov.cn", "衡流市水利局", "衡流市"), {2021: "docx"})
    return _made(easysite_site(own), own, f"/eportal/ui?pageId={LIST_PAGE}", lambda piece: easysite_url(own, piece))


def _two_hosts() -> MadeHost:
    """A bureau's site that has only news; what it discloses is on the city's platform."""
    own = office("xxgk.dw-made.gov.cn", "双流市水利局", "双流市")
    platform = _made(easysite_site(own), own, f"/eportal/ui?pageId={LIST_PAGE}", lambda piece: easysite_url(own, piece))
    pages = [f"http://{own.host}/eportal/ui?pageId={page}" for page in range(2768001, 2768006)]
    menu = Menu(platform.column or "", open=pages[0], guide=pages[1], rules=pages[2], content=pages[3], apply=pages[4])
    front = replace(own, host="slj.dw-made.gov.cn", scheme="https")
    site = front_site(front, menu)
    return replace(platform, site=site, home=absolute(front, "/"), also_sites=(platform.site,))


def _easysite_static() -> MadeHost:
    own = _titled(
        office("www.ry-made.gov.cn", "饶流县人民政府", "饶流县", rows_per_page=4),
        "{agency}关于{year}年度政府信息公开工作年度报告",
    )
    site = easysite_site(own, shape="static", label="年度报告", look="modern", static_request=True)
    return _made(site, own, f"/eportal/ui?pageId={LIST_PAGE}", lambda piece: easysite_url(own, piece, "static"))


def _easysite_numbered() -> MadeHost:
    own = office("sthjj.bj-made.gov.cn", "京原市生态环境局", "京原市", scheme="https")
    site = easysite_site(own, shape="numbered", column=_BEIJING_COLUMN, look="modern")
    return _made(site, own, _BEIJING_COLUMN, lambda piece: easysite_url(own, piece, "numbered", _BEIJING_COLUMN))


# Anhui's two systems


_LONSUN_COLUMN: Final = f"/public/column/{ORGAN}?type=3&action=list"


def _lonsun() -> MadeHost:
    own = with_files(office("sjj.la-made.gov.cn", "六流市审计局", "六流市"), {2024: "docx"})
    return _made(lonsun_site(own), own, _LONSUN_COLUMN, lambda piece: f"/public/content/{piece.number}")


def _lonsun_fragments() -> MadeHost:
    own = office("www.ja-made.gov.cn", "金流区人民政府", "金流区", scheme="https")
    site = lonsun_site(own, listing="fragments", look="shouting")
    return _made(site, own, _LONSUN_COLUMN, lambda piece: f"/public/content/{piece.number}")


def _lonsun_json() -> MadeHost:
    own = office("www.shuliu-made.gov.cn", "舒流县水利局", "舒流县", rows_per_page=6)
    site = lonsun_site(own, listing="json", detail="organ", label="政府信息公开工作年度报告")
    return _made(site, own, _LONSUN_COLUMN, lambda piece: f"/public/{ORGAN}/{piece.number}.html")


def _openness() -> MadeHost:
    own = _titled(
        office("www.gy-made.gov.cn", "涡流县人民政府", "涡流县"), "{agency} {year}年政府信息公开工作年度 报 告"
    )
    return _made(openness_site(own), own, _OPENNESS_COLUMN, openness_path)


def _openness_content() -> MadeHost:
    own = with_files(office("www.xuanliu-made.gov.cn", "宣流区生态环境分局", "宣流区", scheme="https"), {2020: "doc"})
    site = openness_site(own, pieces="OpennessContent", look="modern", label="政府信息公开年报")
    return _made(site, own, _OPENNESS_COLUMN, lambda piece: openness_path(piece, "OpennessContent"))


# Shandong's channels, EWB


def _channel_doc() -> MadeHost:
    own = office("www.lc-made.gov.cn", "历流区城市管理局", "历流区")
    return _made(channel_doc_site(own), own, f"{CHANNEL}?open=zfxxgknb", doc_path, trouble="js_rendered", found=())


def _channel_doc_rows() -> MadeHost:
    own = with_files(
        office("slj.liaoliu-made.gov.cn", "聊流市水利局", "聊流市"), {2025: "docx", 2024: "docx", 2020: "pdf"}
    )
    channel = "/channel_l_ssljchannel201911221748522677530001/"
    site = channel_doc_site(own, channel=channel, rows_in_page=True, query="", look="bare")
    return _made(site, own, channel, lambda piece: doc_path(piece, channel))


_EWB_COLUMN: Final = "/dynamic/zwgk/govInfoPub.html?categorynum=003005&deptcode=033"


def _ewb() -> MadeHost:
    own = with_files(office("www.ly-made.gov.cn", "辽流市人民政府", "辽流市"), {2023: "pdf"})
    return _made(ewb_site(own), own, _EWB_COLUMN, ewb_path)


def _ewb_wrapped() -> MadeHost:
    # The column of a city holds the reports of its districts, too, so that there are more than one answer's rows.
    host = "www.yk-made.gov.cn"
    districts = [office(host, f"{name}人民政府", "营流市") for name in ("老流区", "站流区")]
    own = gathered(office(host, "营流市人民政府", "营流市", scheme="https"), *districts)
    return _made(ewb_site(own, project="/EWB_YK_Mid", wrapped=True, look="tables"), own, _EWB_COLUMN, ewb_path)


def _ewb_static() -> MadeHost:
    own = office("ws.xz-made.gov.cn", "徐流市卫生健康委员会", "徐流市", rows_per_page=4)
    return _made(ewb_site(own, listing="static"), own, "/003/003005/subPage.html", ewb_path)


# No known system


def _show() -> MadeHost:
    own = office("jtyst.sx-made.gov.cn", "陕流市交通运输局", "陕流市")
    shape = SHAPES["show"]
    return _made(plain_site(own, shape, look="modern", pictured=True), own, shape.column, shape.path)


def _numbered() -> MadeHost:
    own = office("jyj.ya-made.gov.cn", "延流市教育局", "延流市", rows_per_page=4)
    shape = SHAPES["numbered"]
    return _made(plain_site(own, shape, pager="numbers", front="refresh"), own, shape.column, shape.path)


def _php_gbk() -> MadeHost:
    # The header does not name the encoding; the page does, by the name of a smaller one.
    own = with_files(office("aqxxgk.anliu-made.gov.cn", "安流市民政局", "安流市"), {2020: "doc"})
    shape = SHAPES["php"]
    site = plain_site(own, shape, rows="table", encoding="gb2312", content_type="text/html", label="信息公开年报")
    return _made(site, own, shape.column, shape.path)


def _aspx() -> MadeHost:
    own = office("gk.zy-made.gov.cn", "资流市人力资源和社会保障局", "资流市", scheme="https")
    shape = SHAPES["aspx"]
    return _made(plain_site(own, shape, look="tables", rows="table", cut=20), own, shape.column, shape.path)


def _action() -> MadeHost:
    own = _titled(office("www.qh-made.gov.cn", "齐流市人民政府", "齐流市"), "{agency}{year}年度政府信息公开年度报告")
    shape = SHAPES["action"]
    return _made(plain_site(own, shape, front="splash", rows="dl"), own, shape.column, shape.path)


def _shanghai() -> MadeHost:
    own = office("sthj.sh-made.gov.cn", "海流市生态环境局", "海流市", scheme="https")
    shape = SHAPES["shanghai"]
    return _made(plain_site(own, shape, look="modern"), own, shape.column, shape.path)


def _sichuan() -> MadeHost:
    own = office("sthjt.chuanliu-made.gov.cn", "川流市生态环境局", "川流市")
    shape = SHAPES["sichuan"]
    return _made(plain_site(own, shape, look="shouting", rows="div"), own, shape.column, shape.path)


def _wuxi() -> MadeHost:
    own = with_files(office("www.wx-made.gov.cn", "滨流区水利局", "滨流区"), {2024: "docx", 2021: "pdf"})
    shape = SHAPES["wuxi"]
    return _made(plain_site(own, shape, look="modern", rows="table"), own, shape.column, shape.path)


def _node() -> MadeHost:
    own = _titled(
        office("www.ak-made.gov.cn", "安原市水利局", "安原市"), "{year}年度安原市水利局政府信息公开工作年度报告"
    )
    shape = SHAPES["node"]
    return _made(plain_site(own, shape, front="refresh", look="tables"), own, shape.column, shape.path)


def _article() -> MadeHost:
    own = office("wsb.xm-made.gov.cn", "兴流盟外事办公室", "兴流盟", scheme="https")
    shape = SHAPES["article"]
    return _made(plain_site(own, shape, look="shouting", cut=24), own, shape.column, shape.path)


def _onclick() -> MadeHost:
    own = office("swj.tj-made.gov.cn", "津流市水务局", "津流市")
    shape = SHAPES["show"]
    return _made(plain_site(own, shape, onclick=True, look="modern"), own, shape.column, shape.path)


def _iframe() -> MadeHost:
    own = office("sthjj.cz-made.gov.cn", "常流市生态环境局", "常流市")
    shape = SHAPES["node"]
    return _made(plain_site(own, shape, holder="iframe", look="modern"), own, shape.column, shape.path)


def _frames() -> MadeHost:
    own = office("xxgk.ha-made.gov.cn", "淮流市水利局", "淮流市", rows_per_page=20)
    shape = SHAPES["numbered"]
    return _made(plain_site(own, shape, holder="frames"), own, shape.column, shape.path)


def _years_select() -> MadeHost:
    own = office("slj.ns-made.gov.cn", "年流市水利局", "年流市")
    return _made(years_site(own, control="select"), own, "/zwgk/zfxxgknb/", plain.yearly_path)


def _years_tabs() -> MadeHost:
    own = office("jyj.ns-made.gov.cn", "年流市教育局", "年流市", scheme="https")
    return _made(years_site(own, control="tabs", look="tables"), own, "/zwgk/zfxxgknb/", plain.yearly_path)


def _posted_pages() -> MadeHost:
    own = office("www.fp-made.gov.cn", "福流市财政局", "福流市")
    shape = SHAPES["aspx"]
    return _made(
        plain_site(own, shape, pager="form"),
        own,
        shape.column,
        shape.path,
        trouble=_FIRST_PAGE_ONLY,
        found=own.pages()[0],
    )


def _scripted_pages() -> MadeHost:
    own = office("www.sp-made.gov.cn", "松流市财政局", "松流市")
    shape = SHAPES["wuxi"]
    site = plain_site(own, shape, pager="script", look="modern")
    return _made(site, own, shape.column, shape.path, trouble=_FIRST_PAGE_ONLY, found=own.pages()[0])


def _accordion() -> MadeHost:
    years = range(2021, 2026)
    own = with_files(office("www.ac-made.gov.cn", "合流县人民政府办公室", "合流县", years), dict.fromkeys(years, "pdf"))
    return _made(accordion_site(own), own, "/zfxxgk/nb.html", lambda piece: plain.accordion_file(piece, piece.files[0]))


_BUREAUS: Final = [
    "发展和改革委员会",
    "教育局",
    "科学技术局",
    "工业和信息化局",
    "民族宗教事务局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康委员会",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "国有资产监督管理委员会",
    "市场监督管理局",
    "体育局",
    "统计局",
    "医疗保障局",
    "林业局",
    "信访局",
    "城市管理局",
]


def _platform() -> MadeHost:
    """A city's reports, those of thirty bureaus, and its counties' by year; one bureau's list holds another's, too."""
    host = "xxgk.pt-made.gov.cn"
    city = office(host, "平流市人民政府", "平流市", (2022, 2023, 2024))
    bureaus = {f"b{n:02}": office(host, f"平流市{name}", "平流市", (2023, 2024)) for n, name in enumerate(_BUREAUS, 1)}
    counties = {name: office(host, f"{name}人民政府", name, (2022, 2023)) for name in ("东流县", "西流县", "南流区")}
    bureaus["b01"] = gathered(bureaus["b01"], office(host, "平流市粮食和物资储备局", "平流市", (2024,)))
    numbered = _renumbered({"city": city, **bureaus, **counties})
    city = numbered["city"]
    bureaus = {key: numbered[key] for key in bureaus}
    counties = {key: numbered[key] for key in counties}
    paths = {piece.number: platform_path("szf/", piece) for piece in city.reports}
    for key, unit in bureaus.items():
        paths.update({piece.number: platform_path(f"szfbm/{key}/", piece) for piece in unit.reports})
    for unit in counties.values():
        paths.update({piece.number: platform_path(f"xsq/{piece.year}nb/", piece) for piece in unit.reports})
    every = tuple(piece for unit in numbered.values() for piece in unit.pieces)
    whole = replace(city, pieces=tuple(sorted(every, key=lambda piece: piece.date, reverse=True)))
    site = platform_site(city, bureaus, counties)
    return _made(site, whole, plain.PLATFORM_COLUMN, lambda piece: paths[piece.number])


def _renumbered(units: Mapping[str, Office]) -> dict[str, Office]:
    """The same offices with ids that none shares with another."""
    return {
        key: replace(unit, pieces=tuple(replace(piece, number=piece.number + 1000 * place) for piece in unit.pieces))
        for place, (key, unit) in enumerate(units.items())
    }


HOSTS_B: Final[dict[str, Callable[[], MadeHost]]] = {
    "gkmlpt": _gkmlpt,
    "gkmlpt_script": _gkmlpt_script,
    "gkmlpt_loose": _gkmlpt_loose,
    "gkmlpt_jump": _gkmlpt_jump,
    "nfcms": _nfcms,
    "nfcms_tyxxy": _nfcms_tyxxy,
    "vsb_descending": _vsb_descending,
    "vsb_list_jsp": _vsb_list_jsp,
    "vsb_query": _vsb_query,
    "vsb_years": _vsb_years,
    "easysite": _easysite,
    "easysite_static": _easysite_static,
    "two_hosts": _two_hosts,
    "easysite_numbered": _easysite_numbered,
    "lonsun": _lonsun,
    "lonsun_fragments": _lonsun_fragments,
    "lonsun_json": _lonsun_json,
    "openness": _openness,
    "openness_content": _openness_content,
    "channel_doc": _channel_doc,
    "channel_doc_rows": _channel_doc_rows,
    "ewb": _ewb,
    "ewb_wrapped": _ewb_wrapped,
    "ewb_static": _ewb_static,
    "show": _show,
    "numbered": _numbered,
    "php_gbk": _php_gbk,
    "aspx": _aspx,
    "action": _action,
    "shanghai": _shanghai,
    "sichuan": _sichuan,
    "wuxi": _wuxi,
    "node": _node,
    "article": _article,
    "onclick": _onclick,
    "iframe": _iframe,
    "frames": _frames,
    "years_select": _years_select,
    "years_tabs": _years_tabs,
    "posted_pages": _posted_pages,
    "scripted_pages": _scripted_pages,
    "accordion": _accordion,
    "platform": _platform,
}
