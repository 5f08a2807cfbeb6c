"""Objects that a page's scripts hold: what pages are drawn from, where they are drawn by script."""

import json
import re
from typing import Any, Final

import chompjs

_HEX_ESCAPE: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")


def find_object(text: str, name: str) -> Any:
    """The first object or list that *text*, a script or a page with scripts, gives to *name*; None where there is none.

    Read are literals: strict JSON as it is, JavaScript's own spelling (bare keys, single quotes, commas at the end)
    by a parser for it. What an expression would make of them is not worked out.

    >>> find_object("var siteInfo = {guid: '7e', names: ['a', 'b',]};", "siteInfo")
    {'guid': '7e', 'names': ['a', 'b']}
    >>> find_object("_CONFIG = {SID: '1', 'TREE': later}", "TREE")
    """
    for match in re.finditer(rf"(?<![\w$]){re.escape(name)}['\"]?\s*[:=]\s*(?=[\[{{])", text):
        found = _literal(text, match.end())
        if isinstance(found, dict | list):
            return found
    return None


def find_value(text: str, name: str) -> str | None:
    """The first number or quoted word that *text* gives to *name*, as text.

    >>> find_value("{ SID: '755031', page: 2 }", "SID"), find_value("{ SID: 2 }", "SID"), find_value("SID", "SID")
    ('755031', '2', None)
    """
    match = re.search(
        rf"(?<![\w$]){re.escape(name)}['\"]?\s*[:=]\s*(?:(['\"])(?P<word>[^'\"\n]*)\1|(?P<number>\d+))", text
    )
    return None if match is None else match["word"] if match["word"] is not None else match["number"]


def _literal(text: str, start: int) -> Any:
    try:
        found, _end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except ValueError:
        pass
    except RecursionError:
        return None
    else:
        return found
    rest = text[start:]
    if "\\x" in rest:
        rest = _HEX_ESCAPE.sub(r"\1\\u00\2", rest)
    try:
        return chompjs.parse_js_object(rest, loader_kwargs={"strict": False})
    except (ValueError, RecursionError):
        return None


def find_literal_with(text: str, key: str) -> dict[str, Any]:
    """The innermost object literal of *text* that has *key*; empty where there is none that can be read.

    >>> find_literal_with("$.get(url, {labelName: 'list', pageIndex: page, file: '/a'}, show)", "labelName")
    {'labelName': 'list', 'pageIndex': 'page', 'file': '/a'}
    """
    for match in re.finditer(rf"(?<![\w$]){re.escape(key)}['\"]?\s*:", text):
        start = text.rfind("{", 0, match.start())
        found = _literal(text, start) if start >= 0 else None
        if isinstance(found, dict) and key in found:
            return found
    return {}
