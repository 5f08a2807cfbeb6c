"""Hosts of the channel/doc system (Shandong): lists drawn by a script, pieces ``doc_<24 hexadecimal digits>.html``.

Written for the project from facts. No address behind the lists' script is known, so none answers.
"""

from datetime import datetime, timedelta, timezone
from functools import partial
from html import escape
from typing import Final

from tests.replica.families.frames import Frame, Look, Menu, download, file_links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Site
from tests.replica.sites.pages import PageSite

CHANNEL: Final = "/gongkai/channel_63a1f7c4091e55d8263b7e10/"

_BEIJING: Final = timezone(timedelta(hours=8))
_UNIFIED_CODE: Final = "11990000004428039E"


class _ChannelSite(PageSite):
    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """What a query asks of a channel is its script's business, so the page is the same."""
        if "channel_" in request.bare_path:
            return self.page(request.bare_path)
        return super().respond(request)


def channel_doc_site(
    office: Office,
    *,
    channel: str = CHANNEL,
    rows_in_page: bool = False,
    query: str = "?open=zfxxgknb",
    label: str = "政府信息公开年报",
    look: Look = "modern",
) -> Site:
    """A whole host; *rows_in_page* draws the list on the server, which is the exception."""
    gongkai = "/gongkai/channel_63a1f7c4091e55d8263b7e0{}/"
    menu = Menu(
        annual=channel + query,
        annual_label=label,
        open=gongkai.format(1),
        guide=gongkai.format(2),
        rules=gongkai.format(3),
        content=gongkai.format(4),
        apply=gongkai.format(5),
        news="/channel_made_news/",
        services="/channel_made_services/",
        forms="/channel_made_forms/",
    )
    frame = Frame(office, menu, look, foot="<p>扫码使用手机浏览本页内容</p>")
    pages = frame.furniture()
    if rows_in_page:
        shown = [(piece.title, doc_path(piece, channel), piece.date) for piece in office.pieces]
        content = listing(shown)
    else:
        content = """<div id="list" v-cloak>
<ul><li v-for="item in rows" :key="item.id"><a :href="item.url" :title="item.title" target="_blank">{{ item.title }}</a><span>{{ item.date }}</span></li></ul>
<pager :total="total" @change="load"></pager>
</div>
<script src="/resources/public/js/vue.min.js"></script>
<script src="/resources/public/js/list.js"></script>"""
    pages[channel] = pages[channel.rstrip("/")] = frame.maker(frame.column_page(content))
    for piece in office.pieces:
        pages[doc_path(piece, channel)] = frame.maker(_article(frame, piece))
        pages.update({_file(piece, file): download(file) for file in piece.files})
    return _ChannelSite(office.host, office.scheme, pages)


def doc_path(piece: Piece, channel: str = CHANNEL) -> str:
    """Where *piece* is: the first eight digits of its id are the second of its publication."""
    moment = datetime.fromisoformat(f"{piece.date}T14:42:00").replace(tzinfo=_BEIJING)
    return f"{channel}doc_{int(moment.timestamp()):08x}{piece.hex32[:16]}.html"


def _file(piece: Piece, file: File) -> str:
    return f"/resources/public/{piece.date.replace('-', '')}/{piece.hex32[8:]}.{file.name.rpartition('.')[2]}"


def _article(frame: Frame, piece: Piece) -> str:
    content = f"""<div class="head-lines">
<p class="t">{escape(piece.title)}</p>
<p>{_UNIFIED_CODE}/{piece.date[:4]}-{piece.number * 11 % 100_000_000:08}</p>
<p>{piece.date}</p>
<p>{piece.agency}</p>
</div>
<h1>{escape(piece.title)}</h1>
<div class="tools">字号: <a href="javascript:;">大</a><a href="javascript:;">小</a> <a href="javascript:;">打印整页</a> <a href="javascript:;">打印内容</a> <a href="javascript:;">分享</a></div>
<div class="doc-body">
{piece.body}
</div>
{file_links(piece.files, partial(_file, piece))}"""
    return frame.article_page(piece, content)
