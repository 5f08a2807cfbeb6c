"""OFD files (GB/T 33190), from sheets: every character at a place of its own, in millimetres."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

from tests.replica.render.paper import HEIGHT, WIDTH, Block, Sheet, Stroke, Text, advance, set_sheets

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72
_MADE = (2021, 1, 1, 0, 0, 0)


def ofd(title: str, paragraphs_and_tables: Sequence[Block], *, top: float = 42.0) -> bytes:
    """A document of *title*, then paragraphs (texts) and tables in order; *top* moves the page breaks."""
    return ofd_of_objects([objects(sheet) for sheet in set_sheets(title, paragraphs_and_tables, top=top)])


def ofd_of_objects(pages: Sequence[str], template: str = "") -> bytes:
    """An OFD file of pages whose objects are given as XML, all with those of *template* under them."""
    listed = "".join(
        f'<ofd:Page ID="{number + 100}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    templates = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    parts = {
        "OFD.xml": f'<ofd:OFD {_NS} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
        f"0 0 {WIDTH * _MM:.3f} {HEIGHT * _MM:.3f}</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    use = '<ofd:Template TemplateID="7" ZOrder="Background"/>' if template else ""
    for number, inside in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(inside, use)
    if template:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _content(template, "")
    return archive(parts)


def archive(parts: Mapping[str, str]) -> bytes:
    """The zip of *parts*, by name; the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, xml in parts.items():
            target.writestr(zipfile.ZipInfo(name, _MADE), xml, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def objects(sheet: Sheet) -> str:
    """What a sheet shows, as the objects of a page."""
    return "".join(_text(ink) if isinstance(ink, Text) else _stroke(ink) for ink in sheet.ink)


def _text(ink: Text) -> str:
    size = ink.size * _MM
    steps = [advance(character, size) for character in ink.text]
    delta = f' DeltaX="{_delta(steps[:-1])}"' if len(steps) > 1 else ""
    return (
        f'<ofd:TextObject ID="10" Boundary="{ink.x * _MM:.3f} {ink.y * _MM:.3f} {sum(steps):.3f} {size:.3f}" '
        f'Font="1" Size="{size:.3f}"><ofd:TextCode X="0" Y="{0.86 * size:.3f}"{delta}>{escape(ink.text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def _stroke(ink: Stroke) -> str:
    wide, tall = (ink.x2 - ink.x1) * _MM, (ink.y2 - ink.y1) * _MM
    return (
        f'<ofd:PathObject ID="11" Boundary="{ink.x1 * _MM:.3f} {ink.y1 * _MM:.3f} {wide:.3f} {tall:.3f}" '
        f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {wide:.3f} {tall:.3f}</ofd:AbbreviatedData></ofd:PathObject>'
    )


def _content(inside: str, use: str) -> str:
    return f'<ofd:Page {_NS}>{use}<ofd:Content><ofd:Layer ID="2">{inside}</ofd:Layer></ofd:Content></ofd:Page>'


def _delta(steps: Sequence[float]) -> str:
    """Steps as the standard shortens them: runs of the same one as ``g n v``."""
    words: list[str] = []
    start = 0
    while start < len(steps):
        stop = start
        while stop < len(steps) and steps[stop] == steps[start]:
            stop += 1
        count = stop - start
        words.append(f"g {count} {steps[start]:.4f}" if count > 2 else " ".join([f"{steps[start]:.4f}"] * count))
        start = stop
    return " ".join(words)
