"""Hosts whose lists a script draws, on the page of a channel as the channel/doc family names it. Everything is invented.

What is served is a shell: furniture, an empty list and a script. *drawing* says where the rows come from.
"""

import json
from functools import partial
from html import escape
from typing import Final, Literal

from tests.replica.families.made import Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse
from tests.replica.sites.pages import Maker, PageSite, html_response, text_response

Drawing = Literal["array", "fetch", "foreign", "clicks", "stuck", "broken", "dead_end", "challenge", "loop", "nosy"]

CHANNEL: Final = "/channel_6380aa11bb22cc33dd44ee55/"
FOREIGN: Final = "cdn.elsewhere.example.com"
SCRIPT: Final = CHANNEL + "list.js"
DATA: Final = CHANNEL + "data.json"

_DRAW: Final = """
function draw(rows) {
  document.getElementById("list").innerHTML = rows.map(function (row) {
    return '<li><a href="' + row.url + '" title="' + row.title + '">' + row.title + "</a><span>" + row.date + "</span></li>";
  }).join("");
}
"""
_TURN: Final = """
var at = 1, most = Math.ceil(ROWS.length / SIZE);
function show() { draw(ROWS.slice((at - 1) * SIZE, at * SIZE)); }
document.getElementById("pager").innerHTML = '<span>共' + most + '页</span><a href="javascript:;">上一页</a><a href="javascript:;" id="next">下一页</a>';
document.getElementById("next").onclick = function () { if (at < most) { at += 1; show(); } };
show();
"""
_SCRIPTS: Final[dict[Drawing, str]] = {
    "array": "draw(ROWS);",
    "fetch": f"fetch('{DATA}').then(function (it) {{ return it.json(); }}).then(draw);",
    "foreign": f"var it = document.createElement('script'); it.src = 'http://{FOREIGN}/all.js'; document.body.append(it);",
    "clicks": _TURN,
    "stuck": _TURN.replace("at += 1; show();", ""),
    "broken": _TURN.replace("at += 1; show();", "throw new Error('no such page');"),
    "dead_end": "",
    "challenge": "document.body.innerHTML = '<h1>访问验证</h1><p>请输入验证码</p>';",
    "loop": "while (true) {}",
    # All that a list has no business with; and then its rows.
    "nosy": f"""
new Image().src = "/pixel.png"; new Image().src = "http://{FOREIGN}/pixel.png";
navigator.sendBeacon("/beacon", "x"); fetch("http://{FOREIGN}/data", {{method: "POST", body: "x"}}).catch(function () {{}});
try {{ new WebSocket("ws://" + location.host + "/socket"); }} catch (error) {{}}
var frame = document.createElement("iframe"); frame.src = "/frame.html"; document.body.append(frame);
window.open("/popup.html"); alert("welcome"); confirm("sure?");
fetch("/moved.json").catch(function () {{}}); fetch("/forbidden/data.json").catch(function () {{}});
document.cookie = "seen=1"; fetch("/cookies.json");
var file = document.createElement("a"); file.href = "/file.zip"; file.download = "file.zip"; document.body.append(file); file.click();
draw(ROWS);
""",
}


class ScriptedSite(PageSite):
    """The host of *office*; keeps the header of every request for the cookies it was sent."""

    def __init__(self, office: Office, drawing: Drawing) -> None:
        self.office = office
        self.cookies: list[str] = []
        rows = [
            {"url": _path(piece), "title": piece.title, "date": piece.date}
            for piece in (() if drawing == "dead_end" else office.pieces)
        ]
        script = f"var SIZE = {office.rows_per_page}, ROWS = {json.dumps(rows)};\n{_DRAW}\n{_SCRIPTS[drawing]}"
        pages: dict[str, Maker] = {
            "/robots.txt": text_response("User-agent: *\nDisallow: /forbidden/\n"),
            "/": html_response(_page(office, f'<ul><li><a href="{CHANNEL}">政府信息公开年报</a></li></ul>')),
            CHANNEL: html_response(_page(office, _SHELL)),
            SCRIPT: partial(ReplicaResponse, script.encode(), content_type="application/javascript; charset=utf-8"),
            DATA: partial(ReplicaResponse, json.dumps(rows).encode(), content_type="application/json", delay=0.8),
            "/moved.json": partial(ReplicaResponse, b"", status=302, headers={"Location": f"http://{FOREIGN}/data"}),
        }
        for piece in office.pieces:
            pages[_path(piece)] = html_response(_page(office, f"<h1>{escape(piece.title)}</h1>{piece.body}"))
        super().__init__(office.host, office.scheme, pages)

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The page, which asks to keep a cookie."""
        if cookie := request.headers.get("cookie"):
            self.cookies.append(cookie)
        answer = super().respond(request)
        return ReplicaResponse(
            answer.body, answer.status, answer.content_type, {**answer.headers, "Set-Cookie": "s=1"}, answer.delay
        )


_SHELL: Final = f"""<h2>政府信息公开年报</h2>
<ul id="list"></ul>
<div id="pager"></div><img src="/logo.png" alt="">
<script src="{SCRIPT}"></script>"""


def _path(piece: Piece) -> str:
    return f"{CHANNEL}doc_{piece.hex32[:24]}.html"


def _page(office: Office, content: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(office.agency)}</title>
<meta name="SiteDomain" content="{office.host}"><link rel="stylesheet" href="/style.css"></head>
<body><div class="top"><a href="/">首页</a><a href="/xwzx/">新闻中心</a><a href="/hdjl/">互动交流</a></div>
{content}
<div class="footer"><p>主办：{escape(office.agency)}</p></div></body></html>
"""
