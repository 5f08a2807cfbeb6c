"""The map of docs/sites.md: a square for every province, where it lies about, shaded by how many spiders it has."""

from collections.abc import Mapping
from html import escape
from typing import Final

from govreports.catalogue.provinces import Province, provinces

_SIZE: Final = 72
_GAP: Final = 6
_STEP: Final = _SIZE + _GAP
_MARGIN: Final = 12
_LEGEND: Final = 58

# From how many spiders on, the square's colour, and that of the letters on it: contrast of 4.5 to 1 or more.
_SHADES: Final = (
    (0, "#eaeef2", "#57606a"),
    (1, "#cfe3f5", "#0a3069"),
    (4, "#94c2e8", "#0a2647"),
    (7, "#2a70b0", "#ffffff"),
    (11, "#16518a", "#ffffff"),
    (16, "#0b3460", "#ffffff"),
)
# Between the greys of a light and a dark page, readable on both.
_LETTERS: Final = "#768390"


def sites_svg(spiders: Mapping[str, int]) -> str:
    """The map as a picture; *spiders* is how many there are by the province's code."""
    columns = max(it.tile[0] for it in provinces()) + 1
    rows = max(it.tile[1] for it in provinces()) + 1
    width = 2 * _MARGIN + columns * _STEP - _GAP
    height = 2 * _MARGIN + rows * _STEP - _GAP + _LEGEND
    covered = sum(1 for it in provinces()[1:] if spiders.get(it.code))
    described = "; ".join(f"{it.name} {spiders.get(it.code, 0)}" for it in provinces())
    squares = "\n".join(_square(it, spiders.get(it.code, 0)) for it in provinces())
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc" font-family="system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" text-anchor="middle">
<title id="title">Spiders by province</title>
<desc id="desc">{sum(spiders.values())} spiders in {covered} provinces. {escape(described)}.</desc>
{squares}
{_legend(width, height)}
</svg>
"""


def _square(province: Province, number: int) -> str:
    fill, letters = _shade(number)
    x, y = (_MARGIN + place * _STEP for place in province.tile)
    middle = x + _SIZE // 2
    return (
        f'<g><title>{province.name}: {number}</title><rect x="{x}" y="{y}" width="{_SIZE}" height="{_SIZE}" rx="8" fill="{fill}"/>'
        f'<text x="{middle}" y="{y + 30}" font-size="17" fill="{letters}">{province.name}</text>'
        f'<text x="{middle}" y="{y + 56}" font-size="21" font-weight="600" fill="{letters}">{number}</text></g>'
    )


def _legend(width: int, height: int) -> str:
    """What the shades mean, from left to right, below the map."""
    side, step = 18, 84
    y = height - _MARGIN - side
    left = (width - len(_SHADES) * step) // 2 + 10
    ends = [f"–{following[0] - 1}" for following in _SHADES[1:]]
    parts = []
    for place, ((least, fill, _letters), end) in enumerate(zip(_SHADES, [*ends, "+"], strict=True)):
        x = left + place * step
        text = f"{least}{end}" if end != f"–{least}" else f"{least}"
        parts.append(
            f'<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="4" fill="{fill}"/>'
            f'<text x="{x + side + 8}" y="{y + 14}" font-size="14" fill="{_LETTERS}" text-anchor="start">{text}</text>'
        )
    return "\n".join(parts)


def _shade(number: int) -> tuple[str, str]:
    fill, letters = next((fill, letters) for least, fill, letters in reversed(_SHADES) if number >= least)
    return fill, letters
