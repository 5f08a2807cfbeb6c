"""How addresses of columns and of single pieces are made, whatever the system."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

# How addresses of single pieces end (shapes of govreports.platforms).
_PIECE: Final = re.compile(
    r"/t(?:\d{8}_)?\d+\.s?html?$|/art_[\da-f_]+\.html$|/(?:c_?|content_|post_|article_|doc_)[\da-f]{4,}[^/]*\.s?html?$"
    r"|/[\da-f]{16,}[^/]*\.s?html?$|/content\.s?html?$|/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.s?html?$"
    r"|/\d{8}/(?:i|\d+_)?\d+\.s?html?$|/info/\d+/\d+\.htm$|/show/\d+|/public/(?:content/\d+|\d+/\d+\.html)|/\d{6,}\.s?html?$|/\d{5,}/index\.s?html?$"
    r"|/down(?:load)?(?:file)?\.\w+$|\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|zip|rar|jpe?g|png|gif|js|css)$",
    re.IGNORECASE,
)
_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|zip|rar)$", re.IGNORECASE)
_INDEX: Final = re.compile(r"(?:index|default)\.\w+$", re.IGNORECASE)
_PAGE: Final = re.compile(r"[a-z]*\d{4}\w*\.s?html?", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
# What the pinyin of 年报 and 年度报告 leaves in a column's address: zfxxgknb, gkndbg, xxgknb_126426, nbsz2025.
_OWN_COLUMN: Final = re.compile(r"nb(?![a-z])|gknb|nb(?:hz|sz|z|zl)(?![a-z])|nd(?:gz)?bg|nianbao|report", re.IGNORECASE)


def is_piece(url: str) -> bool:
    """Whether an address is a single piece's, as most systems make those.

    >>> is_piece("http://a.gov.cn/zwgk/zcwj/202403/t20240315_5083.html"), is_piece("http://a.gov.cn/zwgk/nb/")
    (True, False)
    """
    return _PIECE.search(urlsplit(url).path) is not None


def is_file(url: str) -> bool:
    """Whether an address is a document's by its ending."""
    return _FILE.search(urlsplit(url).path) is not None


def directory_of(url: str) -> str:
    """The directory that a column's parts lie in: ``/a/nb/`` of ``/a/nb/index.html`` and of ``/a/nb.htm``."""
    path = unquote(urlsplit(url).path) or "/"
    head, _slash, name = path.rpartition("/")
    if not name or _INDEX.search(name) or "." not in name:
        return f"{head}/{name}/" if name and "." not in name else f"{head}/"
    stem = name.rpartition(".")[0]
    return f"{head}/{stem}/" if re.fullmatch(r"[a-zA-Z]\w*", stem) and name.endswith(".htm") else f"{head}/"


def directory_name(url: str) -> str:
    """What that directory is called: ``zfxxgknb`` of ``/a/zfxxgknb/index.html``."""
    return directory_of(url).rstrip("/").rpartition("/")[2]


def is_directory(url: str) -> bool:
    """Whether the page at *url* is its directory's own."""
    name = urlsplit(url).path.rpartition("/")[2]
    return not name or "." not in name or _INDEX.search(name) is not None


def is_called_so(name: str) -> bool:
    """Whether *name*, a directory's or a file's, is what columns of annual reports are called.

    >>> is_called_so("zfxxgknb_5804947"), is_called_so("zfxxgkzn")
    (True, False)
    """
    return _OWN_COLUMN.search(name) is not None


def is_page_of_year(path: str) -> bool:
    """Whether *path*, in a column's directory, is a year's page; index_2.html and 2.htm are the list's own further pages."""
    return _PAGE.fullmatch(path) is not None


def made(url: str) -> tuple[str, str]:
    """How an address is made: its directory's and its query's digits do not matter."""
    parts = urlsplit(url)
    path = _INDEX.sub("", parts.path)
    return _DIGITS.sub("0", path), _DIGITS.sub("0", parts.query)


def same(url: str) -> str:
    """*url* without what makes no other page of it: the scheme, a fragment, the name of an index."""
    parts = urlsplit(url)
    return parts._replace(scheme="", path=_INDEX.sub("", parts.path) or "/", fragment="").geturl()


def template(url: str) -> str | None:
    """The page that draws a column in a directory of its own: ``/x/gknb.shtml`` of ``/x/nb2023n/gknb.shtml``.

    None where that says nothing, as of index pages.
    """
    parts = urlsplit(url)
    head, _slash, name = parts.path.rpartition("/")
    return None if not name or parts.query or _INDEX.search(name) else f"{head.rpartition('/')[0]}/{name}"


def asks_more(url: str, own: str) -> bool:
    """Whether *url* asks the page *own* for something more: ``nb.html?nbYear=2023``."""
    there, here = urlsplit(url), urlsplit(own)
    asked, given = (set(filter(None, parts.query.split("&"))) for parts in (there, here))
    return there.path == here.path and given < asked


def ends_alike(href: str, url: str) -> bool:
    """Whether *href*, as a menu writes it, is *url*'s: it is whole, or ends alike."""
    there, here = urlsplit(href), urlsplit(url)
    plain = _INDEX.sub("", there.path).lstrip("./")
    return there.query == here.query and bool(plain) and _INDEX.sub("", here.path).endswith(plain)
