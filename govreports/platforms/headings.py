"""Links that only say 更多: what they lead to stands in the heading beside them."""

import re
from typing import TYPE_CHECKING, Final

from govreports.forms.labels import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MORE: Final = re.compile(r"^(?:查看|点击|了解)?(?:更多|more)[>»›.…+]*$", re.IGNORECASE)
_LONGEST: Final = 24
_MOST_ANCESTORS: Final = 3


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
            return name if len(name) <= _LONGEST else None
        element = parent
    return None
