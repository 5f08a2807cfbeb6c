"""Zip archives: each document in them, unpacked within bounds and read by its own reader."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple, TypeAlias

from govreports.documents.model import Document, Member, UnreadableError
from govreports.documents.packages import DAMAGE, zip_kind

MEDIA_TYPE: Final = "application/zip"

Read: TypeAlias = Callable[[bytes], Document | UnreadableError]

_MOST_BYTES: Final = 128 * 1024 * 1024
_MOST_ENTRIES: Final = 1000
_MOST_DOCUMENTS: Final = 20
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What operating systems and saved web pages leave beside documents; text, but nobody's report.
_LITTER: Final = frozenset({".css", ".js", ".json", ".xml", ".ini", ".db", ".url", ".lnk", ".log", ".svg"})


class _Packed(NamedTuple):
    """A file of an archive: its path there, and what it holds or why that is not to be had."""

    path: str
    body: bytes | UnreadableError


@dataclass(slots=True)
class _Room:
    """How much may still be unpacked, of an archive and of those inside it together."""

    size: int = _MOST_BYTES
    entries: int = _MOST_ENTRIES


def read_zip(data: bytes, read: Read) -> Document:
    """A document without text of its own, whose members are the documents in the archive, read by *read*.

    Archives inside an archive are opened, those inside them are not. Pictures count where there is
    nothing else: beside documents they are parts of a saved page.

    Raises:
        UnreadableError: the archive is damaged, holds no document, or more than anyone would attach.
    """
    members: list[Member] = []
    notes: list[str] = []
    for packed in _unpack(data, _Room()):
        if len(members) == _MOST_DOCUMENTS:
            notes.append(f"the zip archive holds more than {_MOST_DOCUMENTS} files; the first ones are taken")
            break
        member = _member(packed, read)
        if member is not None:
            members.append(member)
    pictures = [member for member in members if member.document.media_type.startswith("image/")]
    documents = [member for member in members if member not in pictures] or pictures
    if not documents:
        raise _error("the zip archive holds no document")
    return Document((), (0, 0), MEDIA_TYPE, "zip", members=tuple(documents), notes=tuple(notes))


def _error(message: str) -> UnreadableError:
    return UnreadableError(message, media_type=MEDIA_TYPE)


def _member(packed: _Packed, read: Read) -> Member | None:
    """*packed*, read; None for what is no document at all."""
    if isinstance(packed.body, UnreadableError):
        return Member(packed.path, b"", packed.body)
    document = read(packed.body)
    if isinstance(document, UnreadableError) and document.media_type == "application/octet-stream":
        return None
    return Member(packed.path, packed.body, document)


def _unpack(data: bytes, room: _Room, folder: str = "") -> Iterator[_Packed]:
    """The files of an archive and of the archives in it, one after the other."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise _error(f"the zip archive is damaged: {error}") from None
    with archive:
        room.entries -= len(archive.infolist())
        if room.entries < 0:
            raise _error(f"the zip archive holds more than {_MOST_ENTRIES} files")
        for info in archive.infolist():
            path = folder + _name(info)
            if info.is_dir() or _is_litter(path):
                continue
            body = _body(archive, info, room)
            if isinstance(body, UnreadableError) or not (body.startswith(b"PK") and zip_kind(body) == MEDIA_TYPE):
                yield _Packed(path, body)
            elif folder:
                yield _Packed(path, _error("the zip archive is too deep inside others"))
            else:
                yield from _inner(body, room, f"{path}/")


def _inner(body: bytes, room: _Room, folder: str) -> Iterator[_Packed]:
    """The files of an archive inside another; a damaged one costs itself only, unlike one too large."""
    try:
        yield from _unpack(body, room, folder)
    except UnreadableError as error:
        if room.size < 0 or room.entries < 0:
            raise
        yield _Packed(folder.rstrip("/"), error)


def _body(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: _Room) -> bytes | UnreadableError:
    if info.flag_bits & _ENCRYPTED:
        return _error("the file is encrypted: the zip archive asks for a password")
    if info.compress_type not in _METHODS:
        return _error(f"the file is packed by a method that is not read ({info.compress_type})")
    try:
        with archive.open(info) as file:
            # The directory's size is only a claim: what counts is what comes out.
            body = file.read(room.size + 1)
    except Exception as error:
        if not isinstance(error, DAMAGE) and (type(error).__module__ != "zlib"):
            raise
        return _error(f"the file is damaged inside the zip archive: {error}")
    room.size -= len(body)
    if room.size < 0:
        raise _error(f"the zip archive is larger than {_MOST_BYTES} bytes unpacked")
    return body


def _name(info: zipfile.ZipInfo) -> str:
    """A file's path in the archive; Chinese programs write it in UTF-8 or GBK without saying which."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_litter(path: str) -> bool:
    parts = PurePosixPath(path)
    return parts.name.startswith((".", "~$")) or "__MACOSX" in parts.parts or parts.suffix.lower() in _LITTER
