"""What the sites share: a site as a table of pages, and the pieces their pages are made of."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Scheme, not_found

Maker = Callable[[], ReplicaResponse]

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PageSite:
    """A host with a page for each path, made when it is first asked for and then kept.

    Parameters of a query may come in any order.
    """

    def __init__(self, host: str, scheme: Scheme, pages: Mapping[str, Maker]) -> None:
        self.host = host
        self.scheme = scheme
        self._makers = {_ordered(path): maker for path, maker in pages.items()}
        self._made: dict[str, ReplicaResponse] = {}
        self._lock = threading.Lock()

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The page, or what such sites answer otherwise."""
        if request.method not in {"GET", "HEAD"}:
            return ReplicaResponse(status=405)
        return self.page(request.path)

    def page(self, path: str) -> ReplicaResponse:
        """The page at *path*, query included."""
        key = _ordered(path)
        maker = self._makers.get(key)
        if maker is None:
            return not_found()
        with self._lock:
            if key not in self._made:
                self._made[key] = maker()
            return self._made[key]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list: where it leads, its full title, its date, and whose it is."""

    url: str
    title: str
    date: str
    agency: str = ""


def html_response(page: str, encoding: str = "utf-8", content_type: str | None = "text/html; charset=utf-8") -> Maker:
    """A maker of a page that is known already."""
    return lambda: ReplicaResponse(page.encode(encoding), content_type=content_type)


def text_response(text: str) -> Maker:
    """A maker of a plain text file, such as robots.txt."""
    return lambda: ReplicaResponse(text.encode(), content_type="text/plain")


def meta_tags(tags: Mapping[str, str]) -> str:
    """The standard meta tags of government sites."""
    return "\n".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in tags.items())


def attachment(url: str, name: str) -> str:
    """A paragraph with a link to a file."""
    return f'<p>附件：<a href="{escape(url)}" title="{escape(name)}">{escape(name)}</a></p>'


def paragraphs(lines: Iterable[str]) -> str:
    """Plain paragraphs."""
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def other_document(title: str) -> str:
    """The body of a page that is not a report: two sentences that say nothing."""
    return paragraphs([title, "有关事项按照规定办理，具体内容以主管部门的解释为准。", "特此说明。"])


def pdf(line: str) -> bytes:
    """The smallest whole PDF with one line of Latin text; what it says is not a report."""
    stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _ordered(path: str) -> str:
    """*path* as pages are known by: with the letters that stand for themselves, parameters in a fixed order."""
    parts = urlsplit(path)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    plain = unquote(parts.path)
    return f"{plain}?{query}" if query else plain
