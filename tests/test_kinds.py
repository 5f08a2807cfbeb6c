"""What kind of body a name belongs to: the names are of real agencies or of their form."""

import pytest

from govreports.agencies.kinds import kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("淮安市人民政府", "government"),
        ("淮安市洪泽区人民政府", "government"),
        ("平潭县人民政府", "government"),
        ("兴安盟行政公署", "government"),
        ("喀什地区行署", "government"),
        ("平潭综合实验区管委会", "zone"),
        ("平潭综合实验区党工委管委会", "zone"),
        ("某某经济技术开发区管理委员会", "zone"),
        ("上海市浦东新区人民政府", "government"),
        ("中埠镇人民政府", "township"),
        ("河包镇", "township"),
        ("广州市越秀区北京街道办事处", "township"),
        ("上海市人民政府办公厅", "department"),
        ("武汉市汉阳区人民政府办公室", "department"),
        ("上海市科学技术委员会", "department"),
        ("某市国有资产监督管理委员会", "department"),
        ("某区城市管理委员会", "department"),
        ("平潭市场监督管理局", "department"),
        ("兴安盟行政公署办公室", "department"),
        ("岳阳市生态环境局平江分局", None),
        ("平潭综合实验区金井片区管理局", None),
        ("某某社区居民委员会", None),
        ("某市第一中学", None),
        ("某某水务有限公司", None),
    ],
)
def test_kinds(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
