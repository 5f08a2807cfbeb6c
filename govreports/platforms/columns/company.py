"""What stands around a link on a page: the others beside it, the heading above them, the site's furniture."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from govreports.forms.labels import squeeze
from govreports.platforms.columns.names import LONGEST, says_reports

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MORE: Final = re.compile(r"^(?:查看|点击|了解)?(?:更多|more)[>»›.…+]*$", re.IGNORECASE)
"""Links that only say 更多: what they lead to stands in the heading beside them."""
_FURNITURE: Final = re.compile(r"head|foot|\btop|banner|copyright|friend|yqlj|yqlink", re.IGNORECASE)
_ABOUT_YEARS: Final = re.compile(r"年份|年度|\d|信息公开")
_MOST_ANCESTORS: Final = 3


class Placed(Protocol):
    """Something that stands at an element of the page."""

    element: "HtmlElement"


_P = TypeVar("_P", bound=Placed)


def rows_of(links: Iterable[_P]) -> dict["HtmlElement", list[_P]]:
    """Links that stand together, by the element that holds them and no less than two."""
    rows: dict[HtmlElement, list[_P]] = {}
    for link in links:
        parent = link.element.getparent()
        while parent is not None and parent.getparent() is not None and sum(1 for _ in parent.iter("a")) < 2:
            parent = parent.getparent()
        if parent is not None:
            rows.setdefault(parent, []).append(link)
    return rows


def is_headed_by_reports(row: "HtmlElement") -> bool:
    """Whether *row* stands right under a name of the reports: 部门、乡镇年报."""
    return says_reports(_heading(row))


def is_headed_otherwise(row: "HtmlElement") -> bool:
    """Whether *row* stands under the name of another column (2023年 under 财政预决算)."""
    heading = _heading(row)
    return bool(heading) and not says_reports(heading) and _ABOUT_YEARS.search(heading) is None


def is_furniture(row: "HtmlElement") -> bool:
    """Whether a row of links is what every page of the site has around it: its departments, its friends."""
    around = [row, *row.iterancestors()]
    marks = " ".join(f"{it.get('class') or ''} {it.get('id') or ''}" for it in around if it.tag not in {"html", "body"})
    return any(it.tag in {"nav", "header", "footer"} for it in around) or _FURNITURE.search(marks) is not None


def heading_beside(link: "HtmlElement") -> str | None:
    """What the block is called that *link* shows more of; None where no short name stands beside it.

    >>> from lxml.html import fromstring
    >>> block = fromstring("<div><h4><span>市级部门</span> <a href='bm/'>更多&gt;&gt;</a></h4><ul><li>…</li></ul></div>")
    >>> heading_beside(block.find(".//a"))
    '市级部门'
    """
    element = link
    said = link.text_content()
    for _step in range(_MOST_ANCESTORS):
        parent = element.getparent()
        if parent is None:
            return None
        name = squeeze(parent.text_content().replace(said, "", 1))
        if name:
            # The first element that says anything beside the link is the heading, or there is none.
            return name if len(name) <= LONGEST else None
        element = parent
    return None


def _heading(row: "HtmlElement") -> str:
    """The short name right above *row*; nothing where there is none."""
    above = row.getprevious()
    text = squeeze(above.text_content()) if above is not None and isinstance(above.tag, str) else ""
    return text if len(text) <= LONGEST else ""
