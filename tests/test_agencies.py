"""Who published a report: the names are of real agencies or of their form."""

import time

import pytest

from govreports.agencies import directory
from govreports.agencies.offices import Office, all_offices
from govreports.agencies.regions import Region, all_regions
from govreports.reading.index_numbers import is_credit_code, parse_index_number
from govreports.records import Agency


def find(*names: str, home: str | None = None) -> Agency:
    found = directory().find(names, home=directory().get(home) if home else None)
    assert found is not None
    return found


def test_former_and_short_names_are_the_same_agency() -> None:
    agencies = directory()
    home = agencies.get("131100-sthjj")
    for name in ("衡水市生态环境局", "衡水市环境保护局", "衡水市生态环境", " 衡水市 生态环境局"):
        assert agencies.find([name]) == home
    assert agencies.find(["生态环境局"], home=home) == home


def test_only_a_name_makes_a_report_another_agencys() -> None:
    agencies = directory()
    home = agencies.get("371500-sthjj")
    assert agencies.find([None, ""], home=home) == home
    assert agencies.find([]) is None
    assert find("聊城市水利局", "聊城市生态环境局", home="371500-sthjj").id == "371500-slj"


def test_who_publishes_for_others_does_not_take_their_reports() -> None:
    agencies = directory()
    assert find("聊城市林业局", "聊城市人民政府").name == "聊城市林业局"
    # The same agency, with and without its place.
    assert agencies.find(["生态环境局", "聊城市生态环境局"]) == agencies.get("371500-sthjj")
    assert find("林业局", "聊城市林业局") == find("聊城市林业局")


def test_an_unknown_name_has_an_id_of_its_own_that_does_not_change() -> None:
    first, second = find("聊城市环境监察支队"), find("聊城市环境监察 支队")
    assert first == second
    assert (first.id, first.region_code, first.level) == (
        "371500-huanjingjianchazhidui",
        "371500",
        "prefecture",
    )
    elsewhere = find("某某县水利局")
    assert (elsewhere.id, elsewhere.region_code, elsewhere.sector) == ("000000-moumouxianshuiliju", None, "水利")
    # On its city's site it needs no place; of two cities it would be one.
    assert find("环境监察支队", home="371500-zf") == first


@pytest.mark.parametrize(
    ("name", "agency_id"),
    [
        # Stored records bear these ids: they must never change.
        ("聊城市生态环境局", "371500-sthjj"),
        ("随县人社局", "421321-rsj"),
        ("甘肃省人社厅", "620000-rst"),
        ("乌海市农牧局", "150300-nyncj"),
        ("聊城市人民政府", "371500-zf"),
        ("聊城市", "371500-zf"),
        ("聊城市人民政府办公室", "371500-zfbgs"),
        ("聊城市政府办公室", "371500-zfbgs"),
        ("聊城市水利局", "371500-slj"),
        ("聊城市林业局", "371500-linyeju"),
        ("衡水市人民政府", "131100-zf"),
        ("衡水市水利局", "131100-slj"),
        ("平潭综合实验区", "350128-gwh"),
        ("平潭综合实验区管委会", "350128-gwh"),
        ("平潭综合实验区党工委管委会", "350128-gwh"),
        ("平潭综合实验区金井片区管理局", "350128-jinjingpianquguanliju"),
        ("山东省生态环境厅", "370000-sthjt"),
        ("山东省人民政府办公厅", "370000-zfbgt"),
        ("上海市生态环境局", "310000-sthjj"),
        ("国家税务总局聊城市税务局", "371500-shuiwuj"),
        ("生态环境部", "100000-sthjb"),
        ("环境保护部", "100000-sthjb"),
        # Full places, and short ones before an office.
        ("山东省聊城市环境保护局", "371500-sthjj"),
        ("聊城环保局", "371500-sthjj"),
        ("恩施州水利局", "422800-slj"),
        ("恩施土家族苗族自治州水利局", "422800-slj"),
        ("济南市历城区水利局", "370112-slj"),
        ("历城区水务局", "370112-slj"),
        ("文昌市教育局", "469005-jyj"),
        ("仙桃市财政局", "429004-czj"),
        ("石河子市人民政府", "659001-zf"),
        ("北京市朝阳区水务局", "110105-slj"),
        ("平潭县水利局", "350128-slj"),
        # A county that became a district, a city that got another name.
        ("章丘市水利局", "370114-slj"),
        ("济南市章丘区水利局", "370114-slj"),
        ("襄樊市审计局", "420600-sjj"),
        # One that became a part of another: its agencies were others.
        ("莱芜市水利局", "371200-slj"),
        ("杭州市下城区审计局", "330103-sjj"),
        # Merged offices published reports of their own.
        ("聊城市工商行政管理局", "371500-gsj"),
        ("聊城市市场监督管理局", "371500-scjgj"),
        ("聊城市旅游发展委员会", "371500-lvyouj"),
        # Branches and towns.
        ("聊城市东昌府区环境保护局", "371502-sthjj"),
        ("聊城市生态环境局东昌府分局", "371502-sthjj"),
        ("泰安市生态环境局肥城分局", "370983-sthjj"),
        ("济南市历城区港沟街道办事处", "370112-ganggoujiedao"),
        ("历城区港沟街道", "370112-ganggoujiedao"),
        # Leagues and prefectures of the older kind have an administrative office for a government.
        ("兴安盟行政公署", "152200-zf"),
        ("兴安盟行署", "152200-zf"),
        ("兴安盟", "152200-zf"),
        ("锡林郭勒盟行政公署", "152500-zf"),
        ("阿拉善盟行政公署", "152900-zf"),
        ("大兴安岭地区行政公署", "232700-zf"),
        ("喀什地区行政公署", "653100-zf"),
        ("兴安盟行政公署办公室", "152200-zfbgs"),
        ("喀什地区行署办公室", "653100-zfbgs"),
        ("汕头市政务服务和数据管理局", "440500-zwfwj"),
        ("广东省政务服务和数据管理局", "440000-zwfwj"),
        # Not a place's, though they begin like one.
        ("太湖流域管理局", "000000-taihuliuyuguanliju"),
        ("中山大学", "000000-zhongshandaxue"),
        ("和平", "000000-heping"),
        # There is no such place, or there are several.
        ("济南市东昌府区水利局", "000000-jinanshidongchangfuqushuiliju"),
        ("朝阳区水务局", "000000-chaoyangqushuiwuju"),
        ("市中区审计局", "000000-shizhongqushenjiju"),
    ],
)
def test_ids(name: str, agency_id: str) -> None:
    agency = find(name)
    assert agency.id == agency_id
    code = agency_id.split("-", maxsplit=1)[0]
    assert agency.region_code == (None if code in {"000000", "100000"} else code)


@pytest.mark.parametrize(
    ("name", "home", "agency_id"),
    [
        ("水利局", "371500-zf", "371500-slj"),
        ("市水利局", "371500-zf", "371500-slj"),
        ("省水利厅", "371500-zf", "370000-slt"),
        ("我局", "371500-sthjj", "371500-sthjj"),
        ("环保局", "371500-sthjj", "371500-sthjj"),
        ("东昌府区水利局", "371500-zf", "371502-slj"),
        ("东昌府分局", "371500-sthjj", "371502-sthjj"),
        ("高新区管委会", "371500-zf", "371500-gaoxinquguanweihui"),
        ("朝阳区水务局", "220100-zf", "220104-slj"),
        ("朝阳区水务局", "220104-zf", "220104-slj"),
        ("区审计局", "220104-zf", "220104-sjj"),
        ("市审计局", "220104-zf", "220100-sjj"),
        ("桂林街道办事处", "220104-zf", "220104-guilinjiedao"),
        ("财政金融局", "350128-gwh", "350128-czj"),
        # Another city's site tells nothing of it, and there is no county here.
        ("朝阳区水务局", "371500-zf", "000000-chaoyangqushuiwuju"),
        ("县水利局", "371500-zf", "000000-xianshuiliju"),
        ("某某镇", "371500-zf", "000000-moumouzhen"),
    ],
)
def test_a_name_without_a_place_is_meant_where_it_was_found(name: str, home: str, agency_id: str) -> None:
    assert find(name, home=home).id == agency_id


def test_the_publisher_tells_the_place_before_the_site_does() -> None:
    assert find("水利局", "聊城市人民政府", home="131100-zf").id == "371500-slj"
    assert find("朝阳区教育局", "长春市人民政府").id == "220104-jyj"


def test_what_is_known_of_an_agency() -> None:
    assert find("聊城市环境保护局") == Agency(
        id="371500-sthjj",
        name="聊城市生态环境局",
        region_code="371500",
        sector="生态环境",
        level="prefecture",
        parent="371500-zf",
        former_names=["聊城市环境保护局"],
        credit_code=None,
    )
    code = directory().get("371500-slj").credit_code
    assert code is not None
    assert is_credit_code(code)
    # Where several names are in use today, the document's stands.
    assert find("济南市自然资源和规划局").name == "济南市自然资源和规划局"
    assert find("济南市国土资源局").name == "济南市国土资源局"


@pytest.mark.parametrize(
    ("name", "level", "parent"),
    [
        ("聊城市水利局", "prefecture", "371500-zf"),
        ("聊城市人民政府", "prefecture", "370000-zf"),
        ("山东省人民政府", "province", "100000-zf"),
        ("国务院", "state", None),
        ("水利部", "state", "100000-zf"),
        ("文昌市人民政府", "county", "460000-zf"),
        ("聊城市生态环境局东昌府分局", "county", "371500-sthjj"),
        ("平潭综合实验区管委会", "county", "350000-zf"),
        ("平潭综合实验区审计局", "county", "350128-gwh"),
        ("东阿县刘集镇人民政府", "township", "371524-zf"),
        ("东莞市虎门镇人民政府", "township", "441900-zf"),
        # A city's bureau in a county, called after it without the word for what the county is.
        ("九江市湖口生态环境局", "county", "360400-sthjj"),
        ("江西省九江市湖口生态环境局", "county", "360400-sthjj"),
        ("福州市长乐生态环境局", "county", "350100-sthjj"),
        ("绵阳市安州生态环境局", "county", "510700-sthjj"),
        ("绵阳市安州区生态环境局", "county", "510705-zf"),
        ("安州区生态环境局", "county", "510705-zf"),
        ("九江市湖口水利局", "county", "360429-zf"),
        ("九江市湖口环境保护局", "county", "360429-zf"),
        ("北京市朝阳生态环境局", "county", "110105-zf"),
        ("兴安盟行政公署", "prefecture", "150000-zf"),
        ("大兴安岭地区行政公署", "prefecture", "230000-zf"),
        ("兴安盟生态环境局", "prefecture", "152200-zf"),
        ("聊城市某某镇人民政府", "township", None),
        ("聊城市高新区管委会", None, "371500-zf"),
        ("聊城市高新区财政局", None, "371500-zf"),
        ("某某镇", None, None),
    ],
)
def test_levels_and_parents(name: str, level: str | None, parent: str | None) -> None:
    agency = find(name)
    assert (agency.level, agency.parent) == (level, parent)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("兴安盟行政公署", "兴安盟行政公署"),
        ("兴安盟行署", "兴安盟行政公署"),
        ("兴安盟人民政府", "兴安盟行政公署"),
        ("喀什地区行署", "喀什地区行政公署"),
        ("大兴安岭地区", "大兴安岭地区行政公署"),
        ("喀什地区行署办", "喀什地区行政公署办公室"),
        ("喀什地区水利局", "喀什地区水利局"),
        ("聊城市政府", "聊城市人民政府"),
        ("九江市湖口生态环境局", "九江市湖口生态环境局"),
        ("江西省九江市湖口生态环境局", "九江市湖口生态环境局"),
        ("九江市湖口县生态环境局", "湖口县生态环境局"),
        ("汕头市政务服务和数据管理局", "汕头市政务服务和数据管理局"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert find(written).name == name


def test_merged_agencies_have_a_successor() -> None:
    agencies = directory()
    successor = agencies.successor(find("聊城市质量技术监督局"))
    assert successor == agencies.get("371500-scjgj")
    assert agencies.successor(find("聊城市水利局")) is None


def test_a_code_says_who_it_is_only_where_no_name_does() -> None:
    agencies = directory()
    portal = agencies.get("131100-zf")
    bureau = parse_index_number("404796340/2021-2750940")
    office = parse_index_number("001068824/2018-2302536")
    typo = parse_index_number("404796341/2021-2750940")
    assert agencies.find([None], home=portal, index=bureau) == agencies.get("131100-sthjj")
    assert agencies.find([], index=bureau) == agencies.get("131100-sthjj")
    assert agencies.find(["水利局"], home=portal, index=bureau) == agencies.get("131100-slj")
    assert agencies.find([None], home=portal, index=typo) == portal
    # The general office publishes its government's reports under its own code.
    assert agencies.find([None], home=portal, index=office) == portal
    found = agencies.by_code("11371500004428039E")
    assert found is not None
    assert found.id == "371500-slj"
    assert agencies.by_code("00000000-0") is None


@pytest.mark.parametrize(
    ("site", "agency_id"),
    [
        ("聊城市生态环境局", "371500-sthjj"),
        ("聊城市人民政府", "371500-zf"),
        ("聊城市人民政府网站", "371500-zf"),
        ("聊城市人民政府门户网站 政府信息公开", "371500-zf"),
        ("中国·聊城", "371500-zf"),
        ("兴安盟行政公署门户网站", "152200-zf"),
        ("中国聊城政府门户网站", "371500-zf"),
        ("聊城政府网", "371500-zf"),
        ("东阿政府网", "371524-zf"),
        ("聊城 - 首页", "371500-zf"),
        ("首页-聊城市人民政府", "371500-zf"),
        ("政府信息公开年报_聊城市人民政府", "371500-zf"),
        ("聊城市 生态环境局", "371500-sthjj"),
        ("聊城市生态环境局政府信息公开平台", "371500-sthjj"),
        ("欢迎访问聊城市水利局网站！", "371500-slj"),
        ("济南市历城区人民政府", "370112-zf"),
        ("平潭综合实验区", "350128-gwh"),
        ("中华人民共和国生态环境部", "100000-sthjb"),
        ("中国气象局", "100000-qxj"),
        # Not certain whose.
        ("生态环境局_聊城市人民政府", None),
        ("聊城市-生态环境局", None),
        ("聊城市人民政府_衡水市人民政府", None),
        ("某市生态环境局政府信息公开平台", None),
        ("朝阳区人民政府", None),
        ("中国东阿", None),
        ("聊城日报", None),
        ("水利局", None),
        ("政府信息公开", None),
        ("", None),
    ],
)
def test_sites(site: str, agency_id: str | None) -> None:
    found = directory().find_site(site)
    assert (found.id if found else None) == agency_id


PLACES = [region for region in all_regions() if region.level == "prefecture"]
SOME = ["110000", "150000", "370000", "371500", "370112", "371524", "429004", "441900", "500112", "620200"]


@pytest.mark.parametrize("office", list(all_offices()), ids=lambda office: office.id)
def test_every_office_has_one_id_by_all_its_names(office: Office) -> None:
    agencies = directory()
    for region in PLACES:
        agency = agencies.get(f"{region.code}-{office.id}")
        assert agencies.find([agency.name]) == agency
        assert (agency.region_code, agency.sector) == (region.code, office.sector)
    names = all_offices().names_of(office)
    assert office.name_in(PLACES[0]) in names
    assert {find(f"聊城市{name}").id for name in names} == {f"371500-{office.id}"}


@pytest.mark.parametrize("code", SOME)
def test_every_office_anywhere_is_got_by_its_id(code: str) -> None:
    agencies = directory()
    region = all_regions().get(code)
    assert region is not None
    for office in all_offices():
        agency_id = f"{region.code}-{office.id_in(region)}"
        agency = agencies.get(agency_id)
        assert agency.id == agency_id
        assert find(agency.name).id == agency_id
        assert all(find(name).id == agency_id for name in agency.former_names)


def test_no_two_offices_share_an_id_or_a_name() -> None:
    seen: dict[str, str] = {}
    for office in all_offices():
        for part in {office.id, office.province_id}:
            assert seen.setdefault(part, office.id) == office.id
        assert office.merged_into is None or all_offices().by_part(office.merged_into) is not None


@pytest.mark.parametrize("agency_id", ["371500", "371500-", "999999-zf", "371500-nosuch", "370181-slj", "100000-slj"])
def test_ids_of_no_agency(agency_id: str) -> None:
    with pytest.raises(KeyError):
        directory().get(agency_id)


def test_every_place_is_found_by_its_code_and_by_its_name() -> None:
    places = all_regions()
    for region in places:
        assert places.get(region.code) == region
        assert places.find(places.full_name(region)) == region
        whole = "".join(above.name for above in reversed([region, *places.above(region)]))
        assert places.find(whole) == region
        assert places.find(region.name, home=region) == region


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("370000", "山东省", "province", None),
        ("371500", "聊城市", "prefecture", "370000"),
        ("131100", "衡水市", "prefecture", "130000"),
        ("370112", "历城区", "county", "370100"),
        ("350128", "平潭县", "county", "350100"),
        ("320812", "清江浦区", "county", "320800"),
        ("469005", "文昌市", "county", "460000"),
        ("429004", "仙桃市", "county", "420000"),
        ("659001", "石河子市", "county", "650000"),
        ("441900", "东莞市", "prefecture", "440000"),
        ("460400", "儋州市", "prefecture", "460000"),
        ("710000", "台湾省", "province", None),
        ("110105", "朝阳区", "county", "110000"),
        ("330113", "临平区", "county", "330100"),
        ("330114", "钱塘区", "county", "330100"),
    ],
)
def test_places(code: str, name: str, level: str, parent: str | None) -> None:
    assert all_regions().get(code) == Region(code, name, level, parent)  # type: ignore[arg-type]


def test_codes_given_up_lead_to_the_place_of_today() -> None:
    places = all_regions()
    assert places.get("370181") == places.get("370114")
    assert places.get("340823") == places.get("340722")
    assert places.find("安庆市枞阳县") == places.get("340722")
    district = places.get("330103")
    assert district == Region("330103", "下城区", "county", "330100")
    assert places.get("999999") is None


@pytest.mark.parametrize(
    ("name", "home", "code"),
    [
        ("聊城", None, "371500"),
        ("内蒙古", None, "150000"),
        ("黔东南州", None, "522600"),
        ("玉屏县", None, "520622"),
        ("西安新城区", None, "610102"),
        ("济南市中区", None, "370103"),
        ("大同区", None, "230606"),
        ("朝阳区", None, None),
        ("朝阳区", "220100", "220104"),
        ("市中区", "370102", "370103"),
        # A province has many; its capital is not meant unless named.
        ("市中区", "370000", None),
        ("鼓楼区", "320100", "320106"),
        ("吉林", None, None),
        ("海南", None, None),
        ("城区", None, None),
        ("赵", None, None),
    ],
)
def test_short_and_shared_names(name: str, home: str | None, code: str | None) -> None:
    places = all_regions()
    found = places.find(name, home=places.get(home) if home else None)
    assert (found.code if found else None) == code


def test_finding_again_costs_next_to_nothing() -> None:
    names = ("聊城市工商局", "聊城市人民政府")
    find(*names, home="371500-zf")
    home = directory().get("371500-zf")
    began = time.process_time()
    for _ in range(1000):
        directory().find(names, home=home)
    assert time.process_time() - began < 0.1


def test_a_name_that_only_some_places_use_is_theirs() -> None:
    # Inner Mongolia's were never called 农业农村局.
    found = directory().find(["乌海市农牧局"])
    assert found is not None
    assert found.name == "乌海市农牧局"
