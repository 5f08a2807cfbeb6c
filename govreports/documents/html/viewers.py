"""Files that a script shows in a page: VSB's editor writes ``showVsbpdfIframe("/__local/….pdf", …)``.

Such a page is no less than one that links to the file, so a link is put beside the script.
"""

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.documents.html.nodes import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# What a page with such a call has in it.
_WORDS: Final = (b".pdf", b".PDF", b".ofd", b".OFD")
_CALL: Final = re.compile(r"\b\w*pdf\w*(?:\.\w+)?\s*\(\s*['\"]([^'\"\s]+?\.(?:pdf|ofd))(?=['\"?#])", re.IGNORECASE)


def link_shown_files(root: "_Element", markup: bytes) -> None:
    """Put a link before every script that shows a file; to be done while scripts are there."""
    if not any(word in markup for word in _WORDS):
        return
    for script in list(root.iter("script")):
        call = _CALL.search(text_of(script)) if script.getparent() is not None else None
        if call is not None:
            script.addprevious(etree.Element("a", href=call[1]))
