"""Zip files: what kind one is, the parts of Office's packages, XML that fetches and expands nothing.

Sizes that a zip file states are only claims: what counts here is what comes out, and that is bounded.
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from govreports.documents.model import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

DAMAGE: Final = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError)
"""What zipfile ends in over a damaged archive, besides its decompressors' own errors."""
MOST_BYTES: Final = 64 * 1024 * 1024

_OOXML: Final = "application/vnd.openxmlformats-officedocument"
_TYPES: Final = "[Content_Types].xml"
_ODF: Final = "application/vnd.oasis.opendocument"
# By a part that only this kind has at this place.
_BY_PART: Final = (
    ("word/document.xml", f"{_OOXML}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OOXML}.spreadsheetml.sheet"),
    ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    ("ppt/presentation.xml", f"{_OOXML}.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
    ("META-INF/manifest.xml", _ODF),
)
# By a folder, and by the content type of the main part; only where the package says that it is Office's.
_BY_FOLDER: Final = (
    ("word/", f"{_OOXML}.wordprocessingml.document"),
    ("xl/", f"{_OOXML}.spreadsheetml.sheet"),
    ("ppt/", f"{_OOXML}.presentationml.presentation"),
)
_BY_CONTENT: Final = (
    (b"wordprocessingml", f"{_OOXML}.wordprocessingml.document"),
    (b"spreadsheetml", f"{_OOXML}.spreadsheetml.sheet"),
    (b"presentationml", f"{_OOXML}.presentationml.presentation"),
)
_MOST_NAMES: Final = 4096
_MOST_TYPES: Final = 256 * 1024
_LOCAL: Final = b"PK\x03\x04"
_CENTRAL: Final = b"PK\x01\x02"
_END: Final = b"PK\x05\x06"
# What ISO's strict variant calls the namespaces that Office writes by default.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the part's full name."""

    kind: str
    target: str


def zip_kind(data: bytes) -> str:
    """The media type of a zip file, by the names in its directory."""
    names = set(_names(data))
    for part, media_type in _BY_PART:
        if part in names:
            return media_type
    if _TYPES in names:
        for folder, media_type in _BY_FOLDER:
            if any(name.startswith(folder) for name in names):
                return media_type
        types = _content_types(data)
        for word, media_type in _BY_CONTENT:
            if word in types:
                return media_type
    return "application/zip"


def _names(data: bytes) -> Iterator[str]:
    """Names of the directory; of a file that has lost it, those before each member."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at >= 0 and at + 22 <= len(data):
        size = struct.unpack_from("<I", data, at + 12)[0]
        # What stands before the archive shifts it: its end is certain, its stated start is not.
        places, mark, fixed, length_at = max(0, at - size), _CENTRAL, 46, 28
    else:
        places, mark, fixed, length_at = 0, _LOCAL, 30, 26
    for _ in range(_MOST_NAMES):
        places = data.find(mark, places)
        if places < 0 or places + fixed > len(data):
            return
        length = struct.unpack_from("<H", data, places + length_at)[0]
        yield data[places + fixed : places + fixed + length].decode("cp437")
        places += fixed + length


def _content_types(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_TYPES) as part:
            return part.read(_MOST_TYPES)
    except Exception:  # a broken package is no known kind; whatever broke it, its reader would say
        return b""


class Package:
    """The parts of an Office file, of at most 64 MiB together; *name* is what messages call the file."""

    def __init__(self, data: bytes, *, name: str, media_type: str) -> None:
        self.name = name
        self.media_type = media_type
        self._room = MOST_BYTES
        self._read: dict[str, bytes] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise self.error(f"the {name} is damaged: {error}") from None

    def error(self, message: str) -> UnreadableError:
        """The error that says *message* of this file."""
        return UnreadableError(message, media_type=self.media_type)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, ISO's strict namespaces as the usual ones; None if there is none.

        Raises:
            UnreadableError: it is damaged or encrypted, or the parts are larger than allowed.
        """
        if name not in self._read:
            try:
                with self._archive.open(name) as part:
                    content = part.read(self._room + 1)
            except KeyError:
                return None
            except RuntimeError:
                raise self.error(f"the {self.name} is encrypted") from None
            except DAMAGE as error:
                raise self.error(f"the {self.name} is damaged: {error}") from None
            except Exception as error:
                if type(error).__module__ in {"zlib", "_lzma", "_bz2"}:
                    raise self.error(f"the {self.name} is damaged: {error}") from None
                raise
            self._room -= len(content)
            if self._room < 0:
                raise self.error(f"the {self.name} is larger than {MOST_BYTES} bytes unpacked")
            self._read[name] = _transitional(content)
        return self._read[name]

    def root(self, name: str) -> "_Element | None":
        """The element tree of a part; None if there is no such part.

        Raises:
            UnreadableError: as for part, or it is no well-formed XML.
        """
        content = self.part(name)
        if content is None:
            return None
        try:
            return parse_xml(content)
        except etree.XMLSyntaxError as error:
            raise self.error(f"the {self.name} is damaged: {error}") from None

    def main_part(self, usual: str) -> str:
        """The name of the part that is the document proper: as the package says, or the *usual* one."""
        main = (relation.target for relation in self.relations("").values() if relation.kind == "officeDocument")
        return next(main, usual)

    def relations(self, part: str) -> dict[str, Relation]:
        """What *part* refers to inside the package, by id; of the package itself for an empty name."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            target = element.get("Target")
            if target and element.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
                kind = (element.get("Type") or "").rpartition("/")[2]
                found[element.get("Id") or ""] = Relation(kind, path)
        return found


def parse_xml(content: bytes) -> "_Element":
    """The tree of *content*; entities stay as they are, and nothing outside it is looked at.

    Raises:
        XMLSyntaxError: it is not well-formed, or nested absurdly deep.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _transitional(content: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in content:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
    return content
