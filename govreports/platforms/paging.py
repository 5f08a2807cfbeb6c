"""What pagers say, whoever wrote them: the link to the next page, and how many pages there are."""

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import HtmlResponse

from govreports.forms.labels import squeeze
from govreports.obstacles import drawing_signs

if TYPE_CHECKING:
    from scrapy.http import TextResponse

NEXT_WORD: Final = re.compile(r"^(?:下一?页|后一?页|next(?:page)?|[>»›]{1,2})[>»›]*$", re.IGNORECASE)
# Lists that grow where they are have no pages to turn.
LOADS_MORE: Final = re.compile(r"^(?:点击)?(?:加载更多|加载下一页|loadmore)[>»›.…]*$", re.IGNORECASE)
_BRACKETS: Final = "[]【】()（）〔〕"
_WRITTEN: Final = re.compile(r"^(?!#|javascript:).", re.IGNORECASE)
_NOTHING: Final = re.compile(r"\s*(?:#|javascript:\s*(?:;|void\(?\s*0?\s*\)?;?|return false;?)*)?\s*", re.IGNORECASE)
_NOTHING_YET: Final = re.compile(
    r"(?:对不起,?)?(?:该栏目|本栏目)?(?:暂无|没有)(?:任何|相关)?(?:数据|信息|内容|记录|文章|资料)[。!]?"
)
_LAST_WORD: Final = re.compile(r"^(?:末页|尾页|最后一?页|last(?:page)?)[>»›|]*$", re.IGNORECASE)
_CHOICE: Final = re.compile(r"第?(\d{1,3})页?(?:/\d+页?)?")
_ADDRESS: Final = re.compile(r"[/?]|\.\w{2,5}$")
_NUMBERS: Final = re.compile(r"\d+")
_SHOWN: Final = "//body//text()[not(parent::script or parent::style)]"
_IN_WORDS: Final = (
    re.compile(r"共\s*(\d+)\s*页"),
    re.compile(r"(?<![\d/])\d+\s*/\s*(\d+)\s*页"),
    # 1/3 alone; 2024/1 would be a month.
    re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(（]))\d{1,3}/(\d{1,3})(?=\s|$|[)）])"),
)
_COMMENT: Final = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
_IN_SCRIPT: Final = (
    re.compile(r"\b(?:countPage|pageCount|totalPages?|pageTotal|page_count|total_page)['\"]?\s*[:=]\s*['\"]?(\d+)"),
    # UCAP names the pager's element before the count.
    re.compile(r"createPageHTML\(\s*(?:['\"][\w-]*[A-Za-z_][\w-]*['\"]\s*,\s*)?['\"]?(\d+)"),
)


def without_comments(script: str) -> str:
    """A page without what its scripts leave out: pagers of old stand there, with counts of their own."""
    return _COMMENT.sub("", script)


def next_links(response: "TextResponse") -> list[str]:
    """Addresses of the links called 下一页, each once: a page of several lists has several."""
    found: dict[str, None] = {}
    for anchor in response.css("a[href]"):
        href = anchor.attrib["href"].strip()
        if not NEXT_WORD.match(control_word(anchor)) or not href or href.lower().startswith(("javascript:", "#")):
            continue
        url = response.urljoin(href)
        if url != response.url and urlsplit(url).hostname == urlsplit(response.url).hostname:
            found[url] = None
    return list(found)


def page_count(html: str) -> int | None:
    """How many pages a list says it has, in words or in its script; None where it does not say.

    >>> page_count("第 1 页 共 <b>12</b> 页"), page_count("<b>1/3</b>"), page_count("<script>pageCount: '4'</script>")
    (12, 3, 4)
    >>> page_count("<a href='/public/6608381/1.html'>2024/1</a>")
    """
    text = " ".join(" ".join(Selector(text=html, type="html").xpath(_SHOWN).getall()).split())
    for patterns, place in ((_IN_WORDS, text), (_IN_SCRIPT, without_comments(html))):
        for pattern in patterns:
            if (match := pattern.search(place)) is not None:
                return int(match[1])
    return None


def says_it_is_empty(response: "TextResponse") -> bool:
    """Whether a list says that it holds nothing yet: its pager counts none, or one page on which 暂无 is to be read."""
    counted = page_count(response.text)
    if counted is None or counted > 1:
        return False
    return counted == 0 or _reads_nothing_yet(response)


def says_nothing_yet(response: "TextResponse") -> bool:
    """Whether 暂无 is to be read on a list without a pager, and nothing says that a script will put entries there."""
    return _reads_nothing_yet(response) and not drawing_signs(response.text)


def _reads_nothing_yet(response: "TextResponse") -> bool:
    # Data are no page: an answer without entries has no text to look through.
    return isinstance(response, HtmlResponse) and any(
        _NOTHING_YET.fullmatch(squeeze(text)) for text in response.xpath(_SHOWN).getall()
    )


def control_word(element: "Selector") -> str:
    """What a control of a pager says: its text, its title, or what its picture stands for."""
    text = squeeze("".join(element.css("::text").getall()))
    said = text or squeeze(element.attrib.get("title", "") or element.css("img::attr(alt)").get() or "")
    return said.strip(_BRACKETS) or said


def next_choice(response: "TextResponse", number: int) -> str | None:
    """The page after the *number*-th in a box of pages whose values are addresses."""
    for box in response.css("select"):
        choices = [
            (response.urljoin(option.attrib["value"].strip()), squeeze(" ".join(option.css("::text").getall())))
            for option in box.css("option[value]")
            if _ADDRESS.search(option.attrib["value"].strip())
        ]
        numbers = [int(match[1]) if (match := _CHOICE.fullmatch(word)) else None for _url, word in choices]
        # Years are chosen from such boxes, too.
        if numbers[:number] == list(range(1, number + 1)) and numbers[number : number + 1] == [number + 1]:
            return choices[number][0]
    return None


def page_before_last(response: "TextResponse", number: int) -> str | None:
    """The page after the *number*-th by the address of the last one, where that is the only one a pager links beyond it."""
    here = response.url
    for anchor in response.css("a[href]"):
        if not _LAST_WORD.match(control_word(anchor)):
            continue
        last = response.urljoin(anchor.attrib["href"].strip())
        between = [
            (own, other)
            for own, other in zip(_NUMBERS.finditer(here), _NUMBERS.finditer(last), strict=False)
            if own[0] != other[0]
        ]
        if len(between) != 1 or _NUMBERS.sub("0", here) != _NUMBERS.sub("0", last):
            continue
        own, other = between[0]
        # The pages' numbers begin with 1, or with 0.
        if int(own[0]) in {number, number - 1} and int(other[0]) > int(own[0]):
            return f"{last[: other.start()]}{int(own[0]) + 1}{last[other.end() :]}"
    return None


def unreachable_page(response: "TextResponse", number: int) -> str | None:
    """What to say of a pager that goes on, but by a script or a form: nothing where this is the last page."""
    counted = page_count(response.text)
    if counted is not None and counted <= number:
        return None
    for control in response.css("a, button, input[type=button], input[type=submit], span[onclick], li[onclick]"):
        word = control_word(control) or squeeze(control.attrib.get("value", ""))
        if (
            not (NEXT_WORD.match(word) or LOADS_MORE.match(word))
            or "disabled" in f"{control.attrib.get('class', '')} {' '.join(control.attrib)}"
        ):
            continue
        script = control.attrib.get("onclick") or control.attrib.get("href", "")
        if script == control.attrib.get("href", "") and _WRITTEN.match(script.strip()):
            # An address: that of this page itself at the list's end, else it would have been followed.
            continue
        form = next(control.root.iterancestors("form"), None)
        says_how = _NOTHING.fullmatch(script) is None and ("(" in script or "=" in script)
        if says_how or counted is not None or (form is not None and control.root.tag != "a"):
            return f"the list goes on behind a script or form that was not run: {script[:80] or word}"
    # A pager that only its script draws has no controls to be seen.
    return f"the list has {counted} pages, and nothing leads to page {number + 1}" if counted is not None else None
