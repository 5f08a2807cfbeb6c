"""Files that a page shows within itself: in a frame, as an object, or by a script that puts a viewer there.

Such a page is no less than one that links to the file.
"""

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml import etree

from govreports.documents.html.nodes import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

SHOWS: Final = {"iframe": "src", "embed": "src", "object": "data"}
"""What shows a file in a page, and where it says which."""
_VIEWER: Final = re.compile(r"[?&]file=", re.IGNORECASE)
_FILE: Final = re.compile(r"\.(?:pdf|docx?|ofd)(?:[?#]|$)", re.IGNORECASE)
# What a script that shows a file has in it.
_WORDS: Final = (".pdf", ".ofd")
_CALL: Final = re.compile(r"\b\w*pdf\w*(?:\.\w+)?\s*\(\s*['\"]([^'\"\s]+?\.(?:pdf|ofd))(?=['\"?#])", re.IGNORECASE)


def shown_file(element: "_Element") -> str | None:
    """The address of the file that *element* shows, perhaps by a viewer that is told its address; None of any other."""
    attribute = SHOWS.get(element.tag) if isinstance(element.tag, str) else None
    address = (element.get(attribute) or "").strip() if attribute is not None else ""
    try:
        told = parse_qs(urlsplit(address).query).get("file", []) if _VIEWER.search(address) else []
        # A viewer is told the file's address as it is from where the viewer stands.
        shown = urljoin(address, told[0]) if told else address
    except ValueError:
        return None
    return shown if _FILE.search(shown) else None


def link_shown_files(root: "_Element") -> None:
    """Put a link before every script that shows a file (VSB's ``showVsbpdfIframe("/__local/….pdf", …)``).

    To be done while scripts are there.
    """
    for script in list(root.iter("script")):
        written = text_of(script) if script.getparent() is not None else ""
        small = written.lower()
        call = _CALL.search(written) if any(word in small for word in _WORDS) else None
        if call is not None:
            script.addprevious(etree.Element("a", href=call[1]))
