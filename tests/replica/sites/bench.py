"""A made-up TRS site with as many reports as a benchmark wants, each page of about 100 KB, or of 8 in the plain style.

Everything on it is invented. Pages are made from a few rendered ones by replacing agency and year,
so that serving them costs next to nothing.
"""

from functools import cache
from typing import Final

from tests.replica.figures import made_figures
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, not_found
from tests.replica.render import report_html
from tests.replica.render.markup import HtmlStyle
from tests.replica.sites.pages import meta_tags

HOST: Final = "bench.example.gov.cn"
COLUMN: Final = "/xxgk/zfxxgknb/"

_YEARS: Final = (2021, 2022, 2023, 2024)
_VARIANTS: Final = 8
_ROWS_OF_PAGE: Final = 20
# Stands for the agency's name while pages are rendered; not a word that any page says otherwise.
_AGENCY_MARK: Final = "某某某某局"
_DATE_MARK: Final = "DATE-OF-PUBLICATION"


class _ManyReports:
    """A list of *count* reports, 20 to a page, at ``/xxgk/zfxxgknb/index.html``."""

    host = HOST
    scheme: Final = "http"

    def __init__(self, count: int, style: HtmlStyle) -> None:
        self.count = count
        self._style = style
        self._places = {_path(number): number for number in range(count)}
        self._pages = -(-count // _ROWS_OF_PAGE)
        self._names = {f"index_{page}.html" if page else "index.html": page for page in range(max(self._pages, 1))}

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """A list page, a report, or nothing; there is no robots.txt."""
        path = request.bare_path
        if (number := self._places.get(path)) is not None:
            return ReplicaResponse(_report(number, self._style))
        name = path.removeprefix(COLUMN) or "index.html"
        if path.startswith(COLUMN) and (page := self._names.get(name)) is not None:
            return ReplicaResponse(self._list(page).encode())
        return not_found()

    def _list(self, page: int) -> str:
        numbers = range(page * _ROWS_OF_PAGE, min((page + 1) * _ROWS_OF_PAGE, self.count))
        rows = "\n".join(
            f'<li><a href=".{_path(number).removeprefix(COLUMN.rstrip("/"))}" title="{_title(number)}">{_title(number)}</a>'
            f"<span>{_date(number)}</span></li>"
            for number in numbers
        )
        return (
            '<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body>\n'
            f'<a href="{COLUMN}" class="CurrChnlCls">政府信息公开年报</a>\n<ul>\n{rows}\n</ul>\n'
            f'<script>createPageHTML({self._pages}, {page}, "index", "html");</script>\n</body></html>\n'
        )


def many_reports_site(count: int, style: HtmlStyle = "word") -> _ManyReports:
    """The site with *count* reports of as many agencies and years as it takes."""
    return _ManyReports(count, style)


def _agency(number: int) -> str:
    # Five digits, for four may be a year, which is no part of an agency's name.
    return f"示例市第{10_001 + number // len(_YEARS)}局"


def _year(number: int) -> int:
    return _YEARS[number % len(_YEARS)]


def _date(number: int) -> str:
    return f"{_year(number) + 1}-01-{number // len(_YEARS) % 28 + 1:02}"


def _path(number: int) -> str:
    day = _date(number).replace("-", "")
    return f"{COLUMN}{day[:6]}/t{day}_{1_000_000 + number}.html"


def _title(number: int) -> str:
    return f"{_agency(number)}{_year(number)}年政府信息公开工作年度报告"


def _report(number: int, style: HtmlStyle) -> bytes:
    page = _rendered(number // len(_YEARS) % _VARIANTS, _year(number), style)
    return page.replace(_AGENCY_MARK.encode(), _agency(number).encode()).replace(
        _DATE_MARK.encode(), _date(number).encode()
    )


@cache
def _rendered(variant: int, year: int, style: HtmlStyle) -> bytes:
    figures = made_figures(_AGENCY_MARK, year, variant)
    title = f"{_AGENCY_MARK}{year}年政府信息公开工作年度报告"
    head = meta_tags({"ColumnType": "信息公开年报", "ArticleTitle": title, "PubDate": f"{_DATE_MARK} 09:00"})
    page = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>
{head}
</head><body>
<a href="{COLUMN}" class="CurrChnlCls">政府信息公开年报</a>
<h1>{title}</h1>
<div class="TRS_Editor">
{report_html(figures, style=style, title=title)}
</div>
</body></html>
"""
    return page.encode()
