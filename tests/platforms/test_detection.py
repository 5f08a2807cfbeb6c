"""Whose system a page is, and what stands in the way of it. Pages are invented, marks are those that are known."""

import json
from collections.abc import Sequence

import pytest

from govreports.platforms import FAMILIES
from govreports.platforms.detection import Detection, contradicts, detect, is_proven
from govreports.seen import Seen

HOST = "http://www.qingyuan.gov.cn"
HEX32 = "12cf558ed5584d25b75d1f4e709f8746"
OBJECT_ID = "66ae0e120889aa38a20d6471"
NAV = "".join(
    f"<li><a href='/{slug}/'>{text}</a></li>"
    for slug, text in (("", "首页"), ("zwgk", "政务公开"), ("hdjl", "互动交流"))
)
FOOT = "<script src='//pucha.kaipuyun.cn/exposure/jiucuo.js'></script><p>主办单位：青原市人民政府 网站标识码：3600000000</p>"


def page(body: str, path: str = "/xxgk/", *, status: int = 200, asked: str | None = None, **headers: str) -> Seen:
    markup = f"<html><head><title>青原市人民政府</title></head><body><ul>{NAV}</ul>{body}{FOOT}</body></html>"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Seen(HOST + path, status, named, markup.encode(), asked)


def links(*targets: str, times: int = 1) -> str:
    return "".join(
        f"<li><a href='{target.format(number)}'>青原市某局政务公开工作第{number}号文件</a></li>"
        for target in targets
        for number in range(10, 10 + times)
    )


TRS = "./202501/t202501{}_8867827.html"
HANWEB = "/art/2025/1/{}/art_55714_14262.html"
JPAAS = "/zfxxgk/art/2025/art_bf5a9295adb146cc9e8c458e3c2ee8{}.html"
UCAP = "/qyzf/gknb/202501/12cf558ed5584d25b75d1f4e709f87{}.shtml"
DOC = f"/channel_1/doc_{OBJECT_ID[:-2]}{{}}.html"
EASYSITE = "/eportal/ui?pageId=1&articleKey=29{}&columnId=3"
STORE = "<script type='text/xml'><datastore><recordset><record><![CDATA[<a href='/art/2025/1/2/art_1_2.html'>甲</a>]]></record></recordset></datastore></script>"
UNIT = "<script src='/x/unitbuild.js' url='/api-gateway/jpaas-publish-server/front/page/build/unit' queryData=\"{'tagId':'列表'}\"></script>"
CONFIG = "<script>window._CONFIG = { DOMAIN: 'x', SID: '755031', TREE: [{id: 1}] };</script>"

NAMED: Sequence[tuple[str, Seen]] = [
    # A home page, of which only the menu tells.
    ("lonsun", page("<a href='/public/column/2653371?type=3&amp;action=list'>年报</a>", "/")),
    ("openness", page("<a href='/OpennessContent/showList/0/0/page_1.html'>信息公开</a>", "/")),
    # One family's own marks.
    ("trs", page("<script>createPageHTML(50, 0, 'index', 'html');</script>")),
    ("trs", page("<script>createPageHTML('50', '0', 'index', 'htm', 849);</script>")),
    ("trs", page("<script>var currentPage = 0; var countPage = 2//共多少页</script>" + links(TRS))),
    ("trs", page("<a class='CurrChnlCls' href='../'>信息公开</a>")),
    ("trs", page("<A HREF='../' CLASS=\"x\" class=CurrChnlCls>公开</A>")),
    ("trs", page("<form action='http://www.qingyuan.gov.cn/was5/web/search' method='post'></form>")),
    ("trs", page("<script>location='/was40/search?channelid=214851'</script>" + links(TRS))),
    ("trs", page("<!-- @author omi <yu@trs.com.cn> -->")),
    ("trs", page(links(TRS, times=6))),
    ("trs", page(links("/zfxxgk/xxgkndbg/t271727{}.shtml", times=4))),
    ("trs", page("<div class='TRS_Editor'><p>正文</p></div>", "/xxgk/202501/t20250124_8867827.shtml")),
    ("hanweb", page(STORE, "/col/col3071/index.html")),
    ("hanweb", page("<xml><datastore><nextgroup></nextgroup><recordset></recordset></datastore></xml>")),
    ("hanweb", page("<script>$('#5501').jpage({totalRecord:4895,perPage:19});</script>")),
    ("hanweb", page("<meta name='i_columnid' content='3071'>")),
    ("hanweb", page("<!-- Produced By 大汉网络 大汉版通发布系统 --><script src='/module/jslib/jquery/jpage/jquery.jpage.js'></script>")),
    ("hanweb", page(links(HANWEB, times=5), "/col/col3071/index.html")),
    ("hanweb", page("<p>正文</p>", "/art/2025/1/24/art_55714_14262.html")),
    ("hanweb", Seen(HOST + "/module/web/jpage/dataproxy.jsp?page=1", body=STORE.encode())),
    ("hanweb_annual", page("<h2>年度报告</h2>", "/module/xxgk/xxgkAnnualReport.jsp?area=11370983004351676W&fbtime=2022")),
    ("jpaas", page(UNIT)),
    ("jpaas", page(links(JPAAS, times=3))),
    ("jpaas", Seen(HOST + "/api-gateway/jpaas-publish-server/front/page/build/unit?a=1", body=b'{"success":true,"data":{"html":"<ul></ul>"}}')),
    ("ucap", page("<UCAPTITLE>标题</UCAPTITLE><UCAPCONTENT><p>正文</p></UCAPCONTENT>")),
    ("ucap", page("<div id='UCAP-CONTENT'><p>正文</p></div>")),
    ("ucap", page(f"<script>$.get('/common/search/{HEX32}?_isAgg=true&_isJson=true')</script>")),
    ("ucap", page(f"<script>var channelId='{HEX32}'; load('/searchList/' + channelId)</script>")),
    ("ucap", page("<script>createPageHTML('page_div',3, 1,'list','shtml',52);</script>", "/qyzf/gknb/list.shtml")),
    ("ucap", page(links(UCAP, times=3))),
    ("ucap", page(links("/csrc/c101928/c76610{}/content.shtml", times=3))),
    ("ucap", Seen(f"{HOST}/search/{HEX32}", body=json.dumps({"data": {"results": [{"manuscriptId": "1", "publishedTimeStr": "2026-01-01"}]}}).encode())),
    ("channel_doc", page(links(DOC, times=3))),
    ("channel_doc", page("<div id='app'></div><script src='/vue.min.js'></script>", "/channel_669f33712a3dd1536cd1374c/")),
    ("easysite", page("<div id='easysiteText'>正文</div>")),
    ("easysite", page(links(EASYSITE, times=3), "/eportal/ui?pageId=1")),
    ("gkmlpt", page(CONFIG, "/gkmlpt/index")),
    ("vsb", page("<script src='/system/resource/js/vsbscreen.min.js'></script><script>_jsq_(1007,'/list.jsp')</script>")),
    ("vsb", page("<link href='/_sitegray/_sitegray_d.css' rel='stylesheet'>")),
    ("lonsun", page("<p>年报</p>", "/public/column/6608381?type=3")),
    ("openness", page("<p>年报</p>", "/XxgkAnnualReport/show/6332.html")),
    ("ewb", page("<script src='/js/webBuilderCommon.js'></script>")),
    # Marks of two, where one brings the other with it.
    ("ucap", page("<div id='UCAP-CONTENT'><div class='trs_editor_view TRS_UEDITOR'>正文</div></div>")),
    ("jpaas", page(UNIT + links(HANWEB, times=2) + "<p>大汉网络</p>")),
    ("jpaas", page(UNIT + "<meta name='i_columnid'>" + links(HANWEB, times=5))),
    ("gkmlpt", page(CONFIG + links(TRS, times=5), "/gkmlpt/index")),
    # A page may link to, and speak of, what it is not.
    ("trs", page("<script>createPageHTML(3, 0, 'index', 'html');</script>" + links("http://www.gz.gov.cn/gkmlpt/content/1/2/post_{}.html", times=9))),
    ("trs", page(links(TRS, times=4) + links("http://www.zj.gov.cn/art/2025/1/{}/art_1_2.html", times=9))),
    ("trs", page(links(TRS, times=4) + links("http://www.zj.gov.cn/col/col11/index.html?uid={}", times=9))),
    ("hanweb", page(STORE + links("http://x.gov.cn/202501/t202501{}_1.html", times=9))),
    ("hanweb", page(STORE + "<a href='http://www.gd.gov.cn/gkmlpt/index'>广东</a><a href='/eportal/ui?pageId=1'>旧站</a>")),
    ("ucap", page(f"<script>var u='/search/{HEX32}'</script><a href='/was5/web/search?q=1'>搜索</a>")),
    ("trs", page("<p>网站由开普云监测</p>" + links(TRS, times=3))),
]  # fmt: skip

UNNAMED: Sequence[tuple[str, Seen]] = [
    ("no marks at all", page(links("/show/{}.html", times=9))),
    ("the form for errors that every site has", page("")),
    ("a definition, not a call", page("<script>function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt){}</script>")),
    ("a look-alike of its own", page("<script>createPageHTML(result.total_page, page_num, type)</script>")),
    ("one link of a shape", page(links(TRS))),
    ("two links of a shape", page(links(UCAP, times=2))),
    ("links to other hosts", page(links("http://x.gov.cn/202501/t202501{}_1.html", times=30))),
    ("links to all families", page(links("http://a.gov.cn" + HANWEB, "http://b.gov.cn/x/202501/t202501{}_8867827.html", "http://c.gov.cn" + UCAP, times=5))),
    ("links of two families on the host itself", page(links(TRS, HANWEB, times=6))),
    ("marks of two systems that have nothing to do with each other", page("<script>createPageHTML(3, 0, 'index', 'html');</script>" + STORE.replace("art_1_2", "x"))),
    ("a text about a system", page("<p>大汉网络中标，TRS海云、jpaas、EasySite、gkmlpt 亦有投标</p>")),
    ("a text about a pager", page("<pre>countPage = 3</pre>")),
    ("a search box for everything", page("<form action='/search/'><input name='q'></form><script>var s='/search/index.html'</script>")),
    ("a site's own _CONFIG", page("<script>window._CONFIG = {theme: 'red'};</script>")),
]  # fmt: skip

OBSTRUCTED: Sequence[tuple[str, Seen]] = [
    ("waf_jsl", Seen(HOST, 521, {"Set-Cookie": "__jsluid_s=a1; path=/"}, b"<script>document.cookie='x'</script>")),
    ("waf_rs", Seen(HOST, 412, {}, b"<script>$_ts=window['$_ts'];</script>")),
    ("waf_rs", Seen(HOST, 200, {}, b"<html><script>$_ts=window['$_ts'];$_ts.cd='x'</script></html>")),
    ("waf_cookie_redirect", Seen(HOST + "/xxgk/", 302, {"Location": "/xxgk/", "Set-Cookie": "CT6T=1"}, b"")),
    ("refused", Seen(HOST, 403)),
    ("refused", Seen(HOST, 488)),
    ("challenge", page("<h1>安全验证</h1><p>请输入验证码</p>")),
    ("moved", Seen(HOST + "/xxgk/zfxxgknb/", 404, {}, b"<html>404</html>")),
    ("moved", Seen(HOST + "/", 200, {}, b"<html><p>x</p></html>", asked="http://old.gov.cn/xxgk/")),
    ("moved", page(links(TRS, times=9), "/", asked=HOST + "/xxgk/zfxxgknb/")),
    ("moved", page(links(TRS, times=9), "/index.html", asked=HOST + "/xxgk/zfxxgknb/index.html")),
    ("moved", Seen(HOST + "/xxgk/", 301, {"Location": "http://new.gov.cn/xxgk/"})),
    ("moved", Seen(HOST + "/", body=b"<html><meta http-equiv='refresh' content='0; url=http://new.gov.cn/'></html>")),
    ("moved", Seen(HOST + "/", body=b"<html><script>window.location.href='http://new.gov.cn/';</script></html>")),
    ("stub", Seen(HOST + "/index_1.html", body=b"<html><head></head><body></body></html>" + b" " * 300)),
    ("stub", Seen(HOST + "/index_1.html", body=b"")),
    ("stub", Seen(HOST + "/index_1.html", body=b"<html><body><script src='/a/jquery.min.js'></script></body></html>")),
    ("js_rendered", Seen(HOST, body=b"<html><body><div id='app'></div><script src='/app.js'></script></body></html>")),
    ("js_rendered", page("<ul><li v-for='item in list'>{{ item.title }}</li></ul><script src='/js/vue.min.js'></script>")),
    ("js_rendered", page("<div id='list'></div><script>$.post('/api/list', {page: 1}, show)</script>")),
    ("js_rendered", page("<div id='app'></div>", "/channel_669f33712a3dd1536cd1374c/")),
    ("login", page("<form><input name='u'><input type='password' name='p'></form>")),
    ("login", Seen(HOST + "/sso", body="<title>统一身份认证平台</title><form></form>".encode())),
    ("token", Seen(f"{HOST}/common/search/{HEX32}", 401, {}, '{"code":401,"msg":"token失效"}'.encode())),
]  # fmt: skip

CLEAR: Sequence[tuple[str, Seen]] = [
    ("a list", page(links(TRS, times=3) + "<script>$.get('/count')</script>")),
    ("rows that only the family reads", page(STORE)),
    ("a shell that the family can fill", page(UNIT)),
    ("a list of an unknown system with a counter", page(links("/show/{}.html", times=9) + "<script>$.ajax('/hits')</script>")),
    ("a home page with a form to log in", page(links(TRS, times=9) + "<input type='password'>", "/")),
    ("a redirect within the column", page(links(TRS, times=3), "/xxgk/zfxxgknb/", asked=HOST + "/xxgk/zfxxgknb")),
    ("a redirect to www", page(links(TRS, times=3), asked="http://qingyuan.gov.cn/xxgk/")),
    ("a cookie without a redirect", page(links(TRS, times=3), Set_Cookie="HWWAFSESID=7a")),
    ("an article that speaks of codes", page("<p>请输入验证码</p>" + "<p>正文，政府信息公开工作。</p>" * 300 + links(TRS, times=3))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("family", "seen"), NAMED, ids=[f"{number} {family}" for number, (family, _) in enumerate(NAMED)]
)
def test_a_family_is_named_by_its_marks(family: str, seen: Seen) -> None:
    found = detect(seen)
    assert (found.family, found.is_named) == (family, True), dict(found.scores)
    assert found.evidence
    assert found.candidates[0] == family or found.scores[family] < found.scores[found.candidates[0]]


@pytest.mark.parametrize(("why", "seen"), UNNAMED, ids=[why for why, _ in UNNAMED])
def test_without_evidence_no_family_is_named(why: str, seen: Seen) -> None:
    found = detect(seen)
    assert (found.family, found.evidence, found.is_named) == ("generic", (), False), dict(found.scores)


@pytest.mark.parametrize(
    ("kind", "seen"), OBSTRUCTED, ids=[f"{number} {kind}" for number, (kind, _) in enumerate(OBSTRUCTED)]
)
def test_what_stands_in_the_way_is_named(kind: str, seen: Seen) -> None:
    found = detect(seen)
    assert found.obstacle is not None
    assert found.obstacle.kind == kind, found.obstacle
    assert found.obstacle.evidence


@pytest.mark.parametrize(("why", "seen"), CLEAR, ids=[why for why, _ in CLEAR])
def test_nothing_stands_in_the_way_of_a_page(why: str, seen: Seen) -> None:
    assert detect(seen).obstacle is None


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01PNG" * 50, b"<" * 5000, b"\xff\xfe<", "年".encode("gbk") * 90, b"[" * 100_000]
)
def test_any_bytes_get_a_verdict(body: bytes) -> None:
    found = detect(Seen(HOST + "/x?[", body=body))
    assert isinstance(found, Detection)
    assert not found.is_named


def test_a_page_that_did_not_come_is_unknown() -> None:
    assert detect(Seen(HOST, 500)).family == "unknown"
    assert detect(Seen(HOST, 403, {}, b"denied")).family == "unknown"


def test_charsets_are_settled_before_marks_are_looked_for() -> None:
    body = "<html><meta charset='utf-8'><!-- 大汉版通 --><script src='/script/jpage.js'></script>" + links(
        HANWEB, times=2
    )
    assert detect(Seen(HOST, body=body.encode("gbk"))).family == "hanweb"


def test_every_family_is_known_by_its_shape() -> None:
    """The shapes are the families' own, so that a new one is detected without a word here."""
    made = {"trs": TRS, "hanweb": HANWEB, "jpaas": JPAAS, "ucap": UCAP, "channel_doc": DOC, "easysite": EASYSITE}
    for family, target in made.items():
        path = target.format(17).removeprefix(".")
        matching = {
            name for name, source in FAMILIES.items() if source.shape.search(path + ("" if "?" in path else "?"))
        }
        assert matching - {"generic"} == {family}


def test_a_site_that_changed_its_system_contradicts_its_source() -> None:
    hanweb = detect(page(STORE))
    assert is_proven(hanweb)
    assert contradicts("trs", hanweb)
    assert not contradicts("hanweb", hanweb)
    assert not contradicts("generic", hanweb)


def test_links_alone_prove_no_change() -> None:
    assert not contradicts("ucap", detect(page(links(TRS, times=9))))


def test_links_to_pages_of_another_system_do_not_outweigh_a_mark() -> None:
    abroad = "".join(
        f"<a href='http://fgj.qingyuan.gov.cn/gkmlpt/content/1/10{n}/post_10{n}.html'>预算</a>" for n in range(10, 40)
    )
    own = "<script>window.NFCMS_SITE_ID=2;window.NFCMS_PUB_TYPE='page';</script>" + links(
        "/zwgk/content/post_48{}.html", times=9
    )
    seen = detect(page(own + abroad))
    assert seen.family == "nfcms"
    assert is_proven(seen)


def test_marks_of_the_declared_system_speak_for_it() -> None:
    both = detect(page("<div id='UCAP-CONTENT'></div>" + links(TRS, times=9)))
    assert both.family == "ucap"
    assert not contradicts("trs", both)
