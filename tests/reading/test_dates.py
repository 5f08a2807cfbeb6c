"""Dates as pages and addresses write them."""

from datetime import date

import pytest

from govreports.reading.dates import date_in_url, find_date, find_period_year


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021年01月29日", date(2021, 1, 29)),
        ("2021年1月9日", date(2021, 1, 9)),
        ("2021-01-29", date(2021, 1, 29)),
        ("2021/1/29 15:22", date(2021, 1, 29)),
        ("2021.01.29", date(2021, 1, 29)),
        ("2021 年 1 月 29 日", date(2021, 1, 29)),
        ("发布日期：2021-01-29 来源：某局", date(2021, 1, 29)),
        ("2021-01-29T08:00:00", date(2021, 1, 29)),
        ("2021-13-01 2021-02-03", date(2021, 2, 3)),
        ("2020-02-29", date(2020, 2, 29)),
        ("2021-02-30", None),
        ("2018月1日", None),
        ("202020年1月1日", None),
        ("12021-01-29", None),
        ("2021-01-299", None),
        ("2021年", None),
        ("2021-01", None),
        ("1821-01-29", None),
        ("", None),
        ("404796340/2021-2750940", None),
    ],
)
def test_dates_in_text(text: str, found: date | None) -> None:
    assert find_date(text) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://a.gov.cn/zwgk/202202/t20220208_80613.htm", date(2022, 2, 8)),
        ("http://a.gov.cn/art/2021/1/29/art_12_34.html", date(2021, 1, 29)),
        ("http://a.gov.cn/2021-01-29/x.html", date(2021, 1, 29)),
        ("http://a.gov.cn/t20221399_1.htm", None),
        ("http://a.gov.cn/eportal/ui?articleKey=20210129", None),
        ("http://a.gov.cn/doc_00000001aaaaaaaaaaaaaaaa.html", None),
        ("http://a.gov.cn/", None),
        ("", None),
    ],
)
def test_dates_in_addresses(url: str, found: date | None) -> None:
    assert date_in_url(url) == found


def test_object_ids_hold_the_time_they_were_made() -> None:
    assert date_in_url("http://a.gov.cn/channel_1/doc_60136f80aaaaaaaaaaaaaaaa.html") == date(2021, 1, 29)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("报告中所列数据的统计期限自2020年1月1日起至2020年12月31日止。", 2020),
        ("统计期限为 2024 年 1 月 1 日至 12 月 31 日", 2024),
        ("2021年1月25日", None),
        ("自2020年1月1日起至2021年12月31日止", None),
        ("自2018月1日起至2018年12月31日止", 2018),
        ("自202020年1月1日起至2020年12月31日止", 2020),
        ("自12020年1月1日起至12月31日止", None),
        ("２０２２年１月１日至１２月３１日", 2022),
        ("2022.1.1-2022.12.31", 2022),
        ("二〇二二年一月一日至二〇二二年十二月三十一日", 2022),
        ("2021年1月1日至12月31日开展活动，统计期限为2022年1月1日至12月31日", 2022),
        ("2021年1月1日至12月31日，2022年1月1日至12月31日", None),
    ],
)
def test_the_period_tells_the_year(text: str, year: int | None) -> None:
    assert find_period_year(text) == year
