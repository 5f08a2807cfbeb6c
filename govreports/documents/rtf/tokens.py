"""RTF's tokens: control words, control symbols, bytes in hexadecimal, braces, and text."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["word", "symbol", "hex", "open", "close", "text"]

# Line ends mean nothing; a space after a control word belongs to it.
_TOKEN: Final = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


class CutOffError(ValueError):
    """The data ends inside of something."""


class Token(NamedTuple):
    """*value* is a word's name, a symbol's character, or the text; *number* is what follows a word, if anything."""

    kind: Kind
    value: bytes
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of *data*, without the bytes of pictures that are given as such.

    Raises:
        CutOffError: there are fewer of these bytes than stated.
    """
    position = 0
    while True:
        for match in _TOKEN.finditer(data, position):
            kind = match.lastgroup
            if kind == "text":
                yield Token("text", match[0])
            elif kind == "hex":
                yield Token("hex", bytes.fromhex(match["hex"].decode("ascii")))
            elif kind == "open":
                yield Token("open", b"")
            elif kind == "close":
                yield Token("close", b"")
            elif kind == "symbol":
                yield Token("symbol", match["symbol"])
            else:
                number = None if match["number"] is None else int(match["number"])
                if match["word"] == b"bin" and number is not None and number > 0:
                    position = match.end() + number
                    break
                yield Token("word", match["word"], number)
        else:
            return
        if position > len(data):
            raise CutOffError
