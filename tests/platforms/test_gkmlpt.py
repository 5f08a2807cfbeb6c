"""gkmlpt: the directory in a script, lists and their metadata as JSON. The pages are written for these tests."""

import json
from typing import Any

import pytest
from scrapy import Request

from govreports.platforms import FAMILIES, Gkmlpt
from tests.platforms.answers import answer, next_of, page, titles

SITE = "http://swj.sheng.example.gov.cn"
INDEX = f"{SITE}/gkmlpt/index"
SOURCE = Gkmlpt(INDEX)


def shell(tree: str, sid: str = "'755031'") -> str:
    return f"""<html><head><title>政府信息公开目录</title></head><body><div id="app"></div>
      <script>window._CONFIG = {{ SID: {sid}, LANG: navigator.language || 'zh', TREE: {tree}, SERVICE_AREA_ID: 7 }};</script>
      <script src="/gkmlpt/js/app.js"></script></body></html>"""


def api(column: int | str, number: int = 1, sid: int = 755031) -> str:
    return f"{SITE}/gkmlpt/api/all/{column}?page={number}&sid={sid}"


def entry(number: int, title: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "title": title, "url": f"{SITE}/gkmlpt/content/11/{number}/post_{number}.html", **more}


def test_it_is_a_family() -> None:
    assert FAMILIES["gkmlpt"] is Gkmlpt


@pytest.mark.parametrize(
    "tree",
    [
        '[{"id":1,"name":"指南","children":[]},{"id":2,"name":"政府信息公开年报","jump_url":"","children":[]}]',
        # JavaScript that is no JSON, and a column deep down.
        "[{id: 1, name: '法定主动公开内容', children: [{id: 9, name: '机构职能',}, {id: 2, name: '信息公开年度报告', jump_url: null,}],},]",
        "[{id:5,name:'政府信息公开',children:[{id:2,name:'政府信息公开工作年度报告'}]}]",
        "[{id:2,name:'年 报'}]",
    ],
)
def test_the_column_is_found_by_its_name_wherever_it_stands_in_the_tree(tree: str) -> None:
    assert next_of(SOURCE.listing(page(INDEX, shell(tree)), 1)) == api(2)


def test_a_directory_below_a_path_keeps_its_path_and_a_number_for_its_sid() -> None:
    source = Gkmlpt("https://www.qu.example.gov.cn/qswj/gkmlpt/index#21023")
    listing = source.listing(
        page("https://www.qu.example.gov.cn/qswj/gkmlpt/index", shell("[{id:1,name:'指南'}]", "758019")), 1
    )
    assert next_of(listing) == "https://www.qu.example.gov.cn/qswj/gkmlpt/api/all/21023?page=1&sid=758019"


def test_several_columns_and_those_elsewhere_are_lists_below() -> None:
    tree = json.dumps(
        [
            {
                "id": 2,
                "name": "政府信息公开年报",
                "children": [{"id": 21, "name": "2023年"}, {"id": 22, "name": "街道", "jump_url": "/xxgk/ndbg/"}],
            },
            {"id": 3, "name": "信息公开年报", "jump_url": f"{INDEX}#31"},
        ]
    )
    listing = SOURCE.listing(page(INDEX, shell(tree)), 1)
    assert [row.url for row in listing.columns] == [api(2), api(21), f"{SITE}/xxgk/ndbg/", api(31)]
    assert listing.following is None


def test_a_column_elsewhere_is_read_as_a_list_of_links() -> None:
    source = Gkmlpt(f"{SITE}/xxgk/ndbg/")
    listing = source.listing(
        page(
            source.list_url,
            "<ul><li><a href='content/post_7.html'>某局2022年政府信息公开工作年度报告</a><span>2023-01-09</span></li></ul><a href='index_2.html'>下一页</a>",
        ),
        1,
    )
    assert [(row.url, row.date) for row in listing.rows] == [(f"{SITE}/xxgk/ndbg/content/post_7.html", "2023-01-09")]
    assert next_of(listing) == f"{SITE}/xxgk/ndbg/index_2.html"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (shell("[{id:1,name:'指南'}]"), "no column"),
        ("<html><body><div id=app></div></body></html>", "no TREE"),
        (shell("[{id:2,name:'政府信息公开年报'}]", "sid"), "SID"),
    ],
)
def test_a_directory_without_the_column_is_told(html: str, words: str) -> None:
    trouble = SOURCE.listing(page(INDEX, html), 1).trouble
    assert trouble is not None
    assert words in trouble


def test_entries_bring_their_metadata() -> None:
    listing = SOURCE.listing(
        answer(
            Request(api(2)),
            {
                "classify": {"id": 2, "post_count": 1},
                "articles": [
                    entry(
                        11,
                        "某市水务局2022年政府信息公开工作年度报告",
                        identifier="007543/2023-00012",
                        publisher="某市水务局",
                        document_number="",
                        keywords="年报",
                        date=1673193600,
                        display_publish_time=1673280000,
                        created_at="2023-02-01 00:00:00",
                        classify_theme_name="水利",
                        classify_genre_name="报告",
                    ),
                    entry(12, ""),
                    {"title": "没有地址"},
                    None,
                ],
            },
        ),
        2,
    )
    (row,) = listing.rows
    assert (row.title, row.date) == ("某市水务局2022年政府信息公开工作年度报告", "2023-01-10")
    assert dict(row.labels) == {
        "索引号": "007543/2023-00012",
        "名称": "某市水务局2022年政府信息公开工作年度报告",
        "发布机构": "某市水务局",
        "主题词": "年报",
        "主题分类": "水利",
        "体裁分类": "报告",
        "成文日期": "2023-01-09",
        "发布日期": "2023-01-10",
    }
    assert listing.following is None


def test_the_list_ends_where_its_count_or_its_entries_end() -> None:
    many = [entry(number, f"第{number}篇") for number in range(100)]
    first = SOURCE.listing(answer(Request(api(2)), {"classify": {"post_count": 221}, "articles": many}), 1)
    assert next_of(first) == api(2, 2)
    assert first.following is not None
    second = SOURCE.listing(answer(first.following, {"classify": {"post_count": 221}, "articles": many}), 2)
    assert next_of(second) == api(2, 3)
    assert second.following is not None
    # The column counts more than its list shows.
    third = SOURCE.listing(answer(second.following, {"classify": {"post_count": 726}, "articles": many[:21]}), 3)
    assert next_of(third) is None
    # Its own total is nearer the truth than the column's count.
    total = SOURCE.listing(
        answer(Request(api(2)), {"total": 100, "classify": {"post_count": 726}, "articles": many}), 1
    )
    assert next_of(total) is None
    assert len(titles(total)) == 100


def test_an_empty_page_after_others_is_the_lists_end() -> None:
    first = SOURCE.listing(answer(Request(api(2)), {"classify": {"post_count": 9}, "articles": [entry(1, "甲")]}), 1)
    assert first.following is not None
    second = SOURCE.listing(answer(first.following, {"classify": {"post_count": 9}, "articles": []}), 2)
    assert (second.rows, second.following, second.is_end) == ((), None, True)
    assert not SOURCE.listing(answer(Request(api(2)), {"articles": []}), 1).is_end


@pytest.mark.parametrize("body", ["<html>出错了</html>", "[]", '{"message": "no"}', "[" * 100_000])
def test_another_answer_is_told(body: str) -> None:
    assert SOURCE.listing(answer(Request(api(2)), body), 2).trouble is not None
