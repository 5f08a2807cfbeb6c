"""The made-up hosts of TRS, Hanweb, jpaas and UCAP, sound and troubled, under names that nobody has.

Each is a function, so that a host is built only where it is played. What *reports* and *trouble* of a
host mean is said in :mod:`tests.replica.families.hosts`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from tests.replica.families import troubles
from tests.replica.families.furniture import gathered, made_host, with_files
from tests.replica.families.hanweb import hanweb_site
from tests.replica.families.hosts import MadeHost
from tests.replica.families.jpaas import jpaas_site
from tests.replica.families.made import Office, office
from tests.replica.families.trs import trs_site
from tests.replica.families.ucap import ucap_site
from tests.replica.protocol import Scheme

Made = Callable[[], MadeHost]

_BODIES: Final = ("市水利局", "市教育局", "市交通运输局")
_COUNTIES: Final = ("临泽县人民政府", "安河区人民政府")


def _city(host: str, city: str = "青原市", years: Iterable[int] = range(2019, 2026), per_page: int = 5) -> Office:
    """A city's column, with the reports of its bureaus and counties among its own."""
    years = tuple(years)
    names = [city.removesuffix("市") + name for name in _BODIES] + [f"{city}{name}" for name in _COUNTIES]
    own = office(host, f"{city}人民政府办公室", city, years, rows_per_page=per_page)
    others = [office(host, name, city, years) for name in names]
    # The offices differ in their reports only: notices are the city's.
    return gathered(own, *(replace(one, pieces=one.reports) for one in others))


def _bureau(
    host: str, city: str, bureau: str, *, scheme: Scheme = "http", per_page: int = 5, first: int = 2019
) -> Office:
    return office(host, city + bureau, city, range(first, 2026), scheme=scheme, rows_per_page=per_page)


# TRS


def trs_plain() -> MadeHost:
    """Four arguments, HTML lists, files beside two reports; https."""
    made = _bureau("sthjj.qingyuan-trs.gov.cn", "青原市", "生态环境局", scheme="https")
    return made_host(trs_site(with_files(made, {2019: "pdf", 2020: "doc", 2023: "docx"})))


def trs_records_gbk() -> MadeHost:
    """Five arguments, tables in GBK that the page declares, cut titles, ``content`` before ``name``."""
    made = _bureau("jyj.lantian-trs.gov.cn", "岚田市", "教育局")
    site = trs_site(
        made,
        column="/xxgk_126422/xxgknb_126426/",
        column_name="信息公开年报",
        pager="records",
        extension="htm",
        table=True,
        cut=True,
        encoding="gb2312",
        metas="reversed",
    )
    return made_host(site)


def trs_variables() -> MadeHost:
    """``countPage``, no meta tags, nothing declared of the GBK bytes, links one folder up."""
    made = _bureau("slj.yunhe-trs.gov.cn", "云鹤市", "水利局", per_page=4)
    site = trs_site(
        made,
        column="/xxgk/gkndbg/",
        pager="count",
        table=True,
        encoding="undeclared",
        metas="none",
        scattered=True,
        row_date="[{}-{}-{}]",
    )
    return made_host(site)


def trs_mislabelled() -> MadeHost:
    """GBK bytes that are declared to be UTF-8; ``.shtml``; meta names in lower case."""
    made = _bureau("jtj.shiquan-trs.gov.cn", "石泉市", "交通运输局")
    site = trs_site(
        made,
        column="/zwgk/gknb/",
        extension="shtml",
        encoding="mislabelled",
        metas="lower",
        cut=True,
        row_date="{}年{}月{}日",
    )
    return made_host(site)


def trs_guangxi() -> MadeHost:
    """``t<id>.shtml`` beside the list."""
    made = _bureau("slt.guilan-trs.gov.cn", "桂岚市", "水利局", per_page=6)
    return made_host(trs_site(made, column="/zfxxgk/xxgkndbg/", extension="shtml", dated=False, row_date="{}/{}/{}"))


def trs_years_and_bodies() -> MadeHost:
    """A city's column: a sub-column a year, in each one of bureaus and one of counties."""
    made = _city("www.qingyuan-years.gov.cn", years=range(2021, 2026), per_page=4)
    return made_host(trs_site(made, groups="years and bodies", extension="htm"))


def trs_platform() -> MadeHost:
    """A disclosure platform's shell around sub-columns by body, its menu broken by ``<br>``."""
    made = _city("zfxxgk.handu-trs.gov.cn", "邯渡市", years=range(2022, 2026), per_page=6)
    return made_host(trs_site(made, column="/zfxxgk/zfxxgknb/", groups="bodies", platform=True))


def trs_two_hosts() -> MadeHost:
    """Rows of the first years lead to the city's host; a row of another leads straight to a file."""
    made = with_files(_bureau("cgj.ninglu-trs.gov.cn", "宁麓市", "城市管理局"), {2023: "docx", 2024: "pdf"})
    site = trs_site(
        made, column="/cgj/xxgkzl/zfxxgkndbg/", elsewhere="www.ninglu-trs.gov.cn", direct=(2023, 2024), cut=True
    )
    return made_host(site)


def trs_stubs() -> MadeHost:
    """Further pages are stubs with status 200."""
    made = _bureau("gxj.ordan-trs.gov.cn", "鄂丹市", "工业和信息化局", per_page=6)
    return made_host(trs_site(made, stubs=True), trouble="stub")


# Hanweb


def hanweb_plain() -> MadeHost:
    """Embedded rows and more from the service, which wants a Referer."""
    made = _city("www.jinlu-hanweb.gov.cn", "锦麓市", per_page=6)
    return made_host(hanweb_site(made))


def hanweb_old_path() -> MadeHost:
    """The older service, which heeds only ``page``; rows twice; a stray tag; https; files by a script."""
    made = _bureau("kjj.zheshan-hanweb.gov.cn", "浙山市", "科学技术局", scheme="https", per_page=3)
    made = with_files(made, {2020: "docx", 2021: "pdf"})
    site = hanweb_site(
        made,
        column_id=1229214366,
        unit=5501,
        proxy="/module/jpage/dataproxy.jsp",
        by_page=True,
        doubled=True,
        stray=True,
    )
    return made_host(site)


def hanweb_two_hosts() -> MadeHost:
    """Rows of the first years lead to another host; titles are whole only in ``title``."""
    made = _bureau("czj.dingyuan-hanweb.gov.cn", "定原市", "财政局", per_page=4)
    return made_host(hanweb_site(made, elsewhere="zwgk.dingyuan-hanweb.gov.cn", metas="reversed"))


def hanweb_encrypted() -> MadeHost:
    """Encrypted ids: nothing but the embedded rows can be had."""
    made = _bureau("ybj.pingan-hanweb.gov.cn", "平岸市", "医疗保障局", per_page=3)
    return made_host(hanweb_site(made, encrypted=True), trouble="stub")


def hanweb_annual() -> MadeHost:
    """The disclosure module: a page a year, chosen from a menu of links; two years without a report."""
    made = office("www.wenhe-hanweb.gov.cn", "文河县人民政府", "文河县", (2019, 2020, 2022, 2023, 2025))
    return made_host(hanweb_site(made, module="annual by links"))


def hanweb_annual_select() -> MadeHost:
    """The disclosure module behind a select, with ``showType``."""
    made = office("www.feiyang-hanweb.gov.cn", "肥阳市生态环境局", "肥阳市", range(2020, 2026))
    return made_host(hanweb_site(made, module="annual by select", show_type=True))


def hanweb_search() -> MadeHost:
    """``?number=&vc_xxgkarea=``: the list is drawn from a posted search."""
    made = _bureau("xxgk.habin-hanweb.gov.cn", "哈滨市", "水务局")
    return made_host(hanweb_site(made, module="search"))


# jpaas


def jpaas_plain() -> MadeHost:
    """One list among four units; two pages of fifteen."""
    return made_host(jpaas_site(_city("www.pinghe-jpaas.gov.cn", "平鹤市", years=range(2022, 2026))))


def jpaas_cookie() -> MadeHost:
    """The other spelling; the service wants the column's cookie; older addresses for older pieces; https."""
    made = with_files(_city("www.yanhai-jpaas.gov.cn", "烟海市", years=range(2019, 2025)), {2021: "docx"})
    site = jpaas_site(
        replace(made, scheme="https"),
        column="/col/col1487002/",
        hub="/col/col1486990/",
        parse_type="bulidstatic",
        tag="ajax分页",
        page_id="1487002",
        cookie=True,
        pager_data=True,
        migrated=True,
    )
    return made_host(site)


# UCAP


def ucap_plain() -> MadeHost:
    """``zfxxgk_gknbz.shtml`` over ``/searchList/``; three pages of twenty at most."""
    return made_host(ucap_site(_city("www.xinhe-ucap.gov.cn", "新禾市")))


def ucap_common() -> MadeHost:
    """``common_list.shtml`` over ``/common/search/``, put together by the script; ``c01_`` addresses; files."""
    made = with_files(_city("www.heihe-ucap.gov.cn", "黑禾市", years=range(2021, 2026)), {2021: "pdf", 2022: "doc"})
    site = ucap_site(
        made, listing="common_list", service="/common/search/", shape="c01", spelled=False, body="id", metas="lower"
    )
    return made_host(site)


def ucap_content() -> MadeHost:
    """``list.shtml`` over ``/search/``; ``content.shtml`` addresses; a column in capitals."""
    made = _bureau("jgj.kelan-ucap.gov.cn", "克岚市", "市场监督管理局", scheme="https", first=2010)
    return made_host(
        ucap_site(made, site="klsc", channel="C116872", listing="list", service="/search/", shape="content")
    )


def ucap_static() -> MadeHost:
    """Rows in the page; further files linked; a picture leads from home."""
    made = _bureau("swj.haiwan-ucap.gov.cn", "海湾市", "水务局", per_page=6)
    return made_host(ucap_site(made, site="hwswj", channel="zfxxgknb", static=True, pictured=True))


def ucap_token() -> MadeHost:
    """The service demands a token."""
    made = _bureau("fgw.tuoke-ucap.gov.cn", "拓克市", "发展和改革委员会")
    return made_host(ucap_site(made, service="/common/search/", token=True), trouble="refused")


# Troubles


def robots_nothing() -> MadeHost:
    """robots.txt forbids everything."""
    site = trs_site(_bureau("www.shunhe-robots.gov.cn", "顺河市", "民政局"))
    return made_host(site, trouble="robots_disallow", played=troubles.with_robots(site, "nothing"), closed=True)


def robots_one_path() -> MadeHost:
    """robots.txt forbids the folder of the column only."""
    site = trs_site(_bureau("mzj.shunan-robots.gov.cn", "顺安市", "民政局"), column="/zwgk/zfxxgk/zfxxgknb/")
    played = troubles.with_robots(site, "one path", "/zwgk/zfxxgk/zfxxgknb/")
    return made_host(site, trouble="robots_disallow", played=played, closed=True)


def robots_refused() -> MadeHost:
    """robots.txt may not be read, which forbids nothing."""
    site = hanweb_site(_bureau("rsj.lianhe-robots.gov.cn", "涟河市", "人力资源和社会保障局"))
    return made_host(site, played=troubles.with_robots(site, "refused"))


def waf_jsl() -> MadeHost:
    """加速乐 before the whole host."""
    site = trs_site(_bureau("wjw.meihe-waf.gov.cn", "梅禾市", "卫生健康委员会"))
    return made_host(site, trouble="waf_jsl", played=troubles.Challenged(site, "jsl"), closed=True)


def waf_rs() -> MadeHost:
    """瑞数 before the whole host."""
    site = ucap_site(_bureau("sjj.huangyan-waf.gov.cn", "黄岩市", "审计局"))
    return made_host(site, trouble="waf_rs", played=troubles.Challenged(site, "rs"), closed=True)


def waf_page() -> MadeHost:
    """A page that asks for a code, from the column on."""
    site = jpaas_site(_bureau("tjj.hengnan-waf.gov.cn", "衡南市", "统计局"))
    played = troubles.Challenged(site, "page", troubles.below("/zfxxgk/"))
    return made_host(site, trouble="challenge", played=played, closed=True)


def waf_cookie() -> MadeHost:
    """Every page redirects to itself with a new cookie, for ever."""
    site = trs_site(_bureau("sfj.mojiang-waf.gov.cn", "墨江市", "司法局"))
    played = troubles.CookieRedirect(site, endless=True)
    return made_host(site, trouble="waf_cookie_redirect", played=played, closed=True)


def moved() -> MadeHost:
    """An old host that sends on to the new one of the same place: who begins there arrives."""
    site = trs_site(_bureau("sthjj.xinzhou-moved.gov.cn", "辛洲市", "生态环境局"))
    old = troubles.Moved("hbj.xinzhou-moved.gov.cn", site)
    host = made_host(site, played=old)
    return replace(host, home=f"http://{old.host}/", also_sites=(site,))


def script_shell() -> MadeHost:
    """The list is drawn by scripts alone."""
    site = trs_site(_bureau("zrzyj.panhe-script.gov.cn", "盘禾市", "自然资源局"))
    played = troubles.Instead(site, troubles.below(site.start), troubles.SCRIPT_SHELL)
    host = made_host(site, trouble="js_rendered", played=played)
    return replace(host, reports=())


def login() -> MadeHost:
    """A login form stands where the column was."""
    site = hanweb_site(_bureau("nyj.luhe-login.gov.cn", "泸禾市", "农业农村局"))
    played = troubles.Instead(site, troubles.below(f"/col/col{site.column_id}/"), troubles.LOGIN)
    return replace(made_host(site, trouble="login", played=played), reports=())


def home_instead() -> MadeHost:
    """The column redirects to the home page: it is gone."""
    site = trs_site(_bureau("ajj.chengbei-home.gov.cn", "城北市", "应急管理局"))
    played = troubles.HomeInstead(site, troubles.below(site.start))
    return replace(made_host(site, trouble="moved", played=played), reports=())


def conditional_slow() -> MadeHost:
    """A sound host, slow, with validators on its pages and a delay in its robots.txt."""
    site = trs_site(_bureau("lyj.songtao-slow.gov.cn", "松涛市", "林业局", per_page=8))
    played = troubles.with_robots(troubles.Slow(troubles.Conditional(site), 0.2), "delay")
    return made_host(site, played=played)


HOSTS_A: Final[Mapping[str, Made]] = {
    maker.__name__: maker
    for maker in (
        trs_plain,
        trs_records_gbk,
        trs_variables,
        trs_mislabelled,
        trs_guangxi,
        trs_years_and_bodies,
        trs_platform,
        trs_two_hosts,
        trs_stubs,
        hanweb_plain,
        hanweb_old_path,
        hanweb_two_hosts,
        hanweb_encrypted,
        hanweb_annual,
        hanweb_annual_select,
        hanweb_search,
        jpaas_plain,
        jpaas_cookie,
        ucap_plain,
        ucap_common,
        ucap_content,
        ucap_static,
        ucap_token,
        robots_nothing,
        robots_one_path,
        robots_refused,
        waf_jsl,
        waf_rs,
        waf_page,
        waf_cookie,
        moved,
        script_shell,
        login,
        home_instead,
        conditional_slow,
    )
}
"""The hosts by name."""
