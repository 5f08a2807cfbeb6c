"""Files around files: web archives and zip archives."""

import io
import zipfile
from collections.abc import Mapping
from email.encoders import encode_base64, encode_quopri
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

_MADE = (2021, 1, 29, 9, 0, 0)


def mhtml(page: str, *, charset: str = "gb2312", base64: bool = False) -> bytes:
    """A page and a picture as Word and WPS save them in one file."""
    archive = MIMEMultipart("related", boundary="----=_NextPart_01")
    part = MIMENonMultipart("text", "html", charset=charset)
    part["Content-Location"] = "file:///C:/report.htm"
    part.set_payload(page.encode(charset, "xmlcharrefreplace"))
    (encode_base64 if base64 else encode_quopri)(part)
    picture = MIMENonMultipart("image", "png")
    picture["Content-Location"] = "file:///C:/report.files/image001.png"
    picture.set_payload(b"\x89PNG\r\n\x1a\n")
    encode_base64(picture)
    archive.attach(part)
    archive.attach(picture)
    return archive.as_bytes()


def zipped(files: Mapping[str, bytes], *, encoding: str = "utf-8", flagged: bool = True) -> bytes:
    """An archive of *files*; their names in *encoding*, with or without the flag that says UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_Named(name, encoding, flagged=flagged), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


class _Named(zipfile.ZipInfo):
    """A member whose name is written as other programs write it."""

    def __init__(self, name: str, encoding: str, *, flagged: bool) -> None:
        super().__init__(name, _MADE)
        self._encoding = encoding
        self._flagged = flagged

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile asks for it by this name
        return self.filename.encode(self._encoding), self.flag_bits | (0x800 if self._flagged else 0)
