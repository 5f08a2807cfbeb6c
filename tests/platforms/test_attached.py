"""Pages that attach several reports are lists of them. The pages are written for these tests."""

import pytest

from govreports.platforms.attached import attached_reports
from tests.platforms.answers import page

URL = "http://www.xian.example.gov.cn/a/1.html"
TEXT = (
    "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议情况</p>"
)


def attached(title: str, *names: str, text: str = "") -> tuple[list[str], bool]:
    """The names of the reports that a page called *title* attaches, and whether it is one itself."""
    links = "".join(f"<p><a href='/f/{number}.docx'>{name}</a></p>" for number, name in enumerate(names))
    rows, is_report = attached_reports(page(URL, f"<title>{title}</title><h1>{title}</h1>{text}{links}"), "2024-01-25")
    assert {row.date for row in rows} <= {"2024-01-25"}
    return [row.title for row in rows], is_report


@pytest.mark.parametrize(
    "title", ["2023年度某县各部门政府信息公开工作年度报告", "2023年乡镇政府信息公开年报", "年报汇总"]
)
def test_a_page_that_attaches_several_agencies_reports_is_a_list(title: str) -> None:
    names = [
        f"某县{of}2023年政府信息公开工作年度报告" for of in ("教育局", "水利局", "东河镇人民政府", "西河镇人民政府")
    ]
    assert attached(title, *(f"附件：{name}.docx" for name in names)) == ([f"附件：{name}" for name in names], False)


def test_a_page_of_several_years_is_a_list_too() -> None:
    names = [f"某局{year}年政府信息公开年报" for year in (2023, 2022)]
    assert attached("某局历年政府信息公开年报", *names) == (names, False)


def test_the_pages_own_report_stays_its_attachment() -> None:
    own, other = "某县人民政府2023年政府信息公开年报", "某县教育局2023年政府信息公开年报"
    assert attached(own, own, other) == ([other], True)
    assert attached(own, f"{other}.docx", "某县水利局2023年政府信息公开年报", text=TEXT)[1]


@pytest.mark.parametrize(
    "names",
    [
        ["某县教育局2023年政府信息公开年报.docx", "某县教育局2023年政府信息公开年报.pdf"],
        ["县教育局2023年政府信息公开年报.docx", "某县教育局2023年政府信息公开年报.pdf"],
        ["2023年政府信息公开年报.docx", "统计表.docx", "某县水利局2023年部门预算.docx"],
    ],
)
def test_copies_and_other_files_make_no_list(names: list[str]) -> None:
    assert attached("某县教育局2023年政府信息公开年报", *names) == ([], True)


def test_a_report_of_several_years_text_keeps_only_its_own() -> None:
    names = [f"某局{year}年政府信息公开年报" for year in (2023, 2022)]
    assert attached(names[0], *names, text=TEXT) == ([names[1]], True)


def test_on_a_page_of_many_agencies_their_names_alone_and_links_count() -> None:
    title = "某县县直部门2023年政府信息公开工作年度报告"
    assert attached(title, "1.某县教育局.docx", "2.某县水利局.docx", "说明.docx") == (
        ["某县教育局2023年政府信息公开工作年度报告", "某县水利局2023年政府信息公开工作年度报告"],
        False,
    )
    links = "".join(f"<p><a href='/c/{n}.html'>某县{n}局2023年政府信息公开年报</a></p>" for n in ("林业", "水利"))
    html = f"<title>{title}</title>{links}<a href='/c/9.html'>某县教育局2022年政府信息公开年报</a>"
    rows, is_report = attached_reports(page(URL, html))
    assert [row.title for row in rows] == ["某县林业局2023年政府信息公开年报", "某县水利局2023年政府信息公开年报"]
    assert not is_report


def test_links_beside_one_agencys_report_are_none_of_its_own() -> None:
    links = "".join(f"<li><a href='/c/{n}.html'>某县{n}局2023年政府信息公开年报</a></li>" for n in ("林业", "水利"))
    html = f"<title>某县教育局2023年政府信息公开年报</title><ul>{links}</ul><a href='/f/1.docx'>附件.docx</a>"
    assert attached_reports(page(URL, html)) == ((), True)
