"""Answers of the interfaces that lists are filled from: data in place of pages, asked for one after the other.

A source keeps nothing between two answers. What it must remember travels with the request, in its ``meta``.
"""

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_State = TypeVar("_State")

TOLERATED: Final = [400, 401, 404, 500, 502, 503]
"""Statuses of an interface that end its list, and are told as that: the rows of the page before stand."""


def state_of(response: "TextResponse", key: str, kind: type[_State]) -> _State | None:
    """What the request for *response* carries under *key*; None where it is a page's first request."""
    state = response.request.meta.get(key) if response.request is not None else None
    return state if isinstance(state, kind) else None


def answered(response: "TextResponse") -> str:
    """An answer in words, for a message about what is not in it."""
    return f"HTTP {response.status}, {len(response.body)} bytes"
