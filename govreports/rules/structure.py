"""What a report has to consist of: six sections in order, on the form of its year, and not left blank."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from govreports.forms.labels import squeeze
from govreports.records import Finding, SectionKey
from govreports.rules import finding
from govreports.rules.facts import Facts

_SECTIONS: Final[tuple[SectionKey, ...]] = ("overall", "proactive", "requests", "disputes", "problems", "other")
_TABLES: Final = frozenset({"proactive", "requests", "disputes"})
_NUMERALS: Final = "一二三四五六七八九十"
_ORDINALS: Final = (
    ("一、", re.compile(rf"^第?([{_NUMERALS}])(?:[、.,:]|(?=总体|主动|收到|行政|政府|因|存在|其他))")),
    ("（一）", re.compile(rf"^\(([{_NUMERALS}])\)")),
    ("1.", re.compile(r"^\(?(\d{1,2})[、.)]")),
)
_TOPICS: Final = frozenset(
    {"主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "信息公开平台建设", "平台建设", "监督保障"}
)
_TOPIC_END: Final = re.compile(r"(?:工作)?(?:情况|方面)?[:。]?$")
# Words that show that a text touches a topic: generous, since what is looked for is silence.
_FIVE_TOPICS: Final = {
    "主动公开": re.compile(r"主动公开|公开.{0,12}信息|信息.{0,12}公开|发布"),
    "依申请公开": re.compile(r"申请"),
    "政府信息管理": re.compile(r"信息管理|规范|动态|清理|审查|审核|更新|制度|目录|保密"),
    "平台建设": re.compile(r"平台|网站|专栏|专区|栏目|公众号|新媒体|微信|微博"),
    "监督保障": re.compile(r"监督|保障|培训|考核|组织领导|领导小组|评议|检查|督"),
}
_DUTIES: Final = {
    "工作考核": re.compile(r"考核|考评|绩效|评估|测评"),
    "社会评议": re.compile(r"评议|评价|满意度|社会监督|第三方|调查"),
    "责任追究": re.compile(r"追究|问责|追责|责任"),
}
_SHORTEST_TEXT: Final = 100
_SHORTEST_REPORT: Final = 500
_MANY_BLANKS: Final = 10
_BULLET: Final = re.compile(r"^\s*[•·●○◆■▪*-]")
_NOTHING: Final = re.compile(r"^[(（]?无[)）]?[。.]?$")


class _Ordinal(NamedTuple):
    style: str
    number: int

    def __str__(self) -> str:
        return f"{self.number} in the style of {self.style}"


def _sections(facts: Facts) -> Iterator[Finding]:
    """Q101: all six sections are there. Where a section's table is there, only its title may be missing."""
    found = facts.sections
    if not found:
        if facts.report.tables_state in {"parsed", "partial"}:
            yield finding("Q101", "none of the six sections was found by its title", severity="warning")
        return
    for key in _SECTIONS:
        if key in found:
            continue
        path = f"body.sections.{key}"
        if key in _TABLES and getattr(facts.report.tables, key) is not None:
            message = "the section's table is there, but its title was not found"
            yield finding("Q101", message, severity="warning", path=path)
        else:
            yield finding("Q101", "the section was not found by its title", path=path)


def _order(facts: Facts) -> Iterator[Finding]:
    """Q102: the sections stand in the form's order, numbered 一、 to 六、."""
    found = list(facts.sections.values())
    if len(found) < 3:
        return
    keys = [section.key for section in found]
    if keys != sorted(keys, key=_SECTIONS.index):
        yield finding("Q102", "the sections stand in the order " + ", ".join(keys))
    ordinals = {section.key: _ordinal(section.title) for section in found}
    styles = [ordinal.style for ordinal in ordinals.values() if ordinal is not None]
    if not styles:
        # Numbers that are all missing were list numbers, which no text keeps.
        return
    main = max(_STYLES, key=styles.count)
    odd = {
        key: ordinal
        for key, ordinal in ordinals.items()
        if ordinal is None or ordinal != _Ordinal(main, _SECTIONS.index(key) + 1)
    }
    if odd:
        said = [f"{key} has none" if ordinal is None else f"{key} has {ordinal}" for key, ordinal in odd.items()]
        # What was printed is the source's, a bullet too; a number that is just not there may have been a list number.
        printed = any(ordinal or _BULLET.match(facts.sections[key].title) for key, ordinal in odd.items())
        message = "numbers of the sections: " + "; ".join(said)
        yield finding("Q102", message, fault="source" if printed else "unknown")
    if main != _STYLES[0]:
        yield finding("Q102", f"the sections are numbered {main}, not 一、", severity="info", fault="source")


_STYLES: Final = tuple(style for style, _pattern in _ORDINALS)


@lru_cache(maxsize=4096)
def _ordinal(title: str) -> _Ordinal | None:
    text = squeeze(title)
    for style, pattern in _ORDINALS:
        if match := pattern.match(text):
            printed = match[1]
            return _Ordinal(style, int(printed) if printed.isascii() else _NUMERALS.index(printed) + 1)
    return None


def _topics_as_sections(facts: Facts) -> Iterator[Finding]:
    """Q103: the topics of section one are not numbered as sections of their own."""
    styles = [ordinal.style for section in facts.sections.values() if (ordinal := _ordinal(section.title))]
    if len(styles) < 3:
        return
    main = max(_STYLES, key=styles.count)
    titles = {section.title for section in facts.sections.values()}
    for line in facts.report.body.text.splitlines():
        if len(line) > 25 or line in titles:
            continue
        ordinal = _ordinal(line)
        if ordinal is None or ordinal.style != main:
            continue
        text = squeeze(line)
        words = _TOPIC_END.sub("", text[text.index(")") + 1 :] if text.startswith("(") else text[2:])
        if words in _TOPICS:
            yield finding("Q103", f"{line!r} is numbered like a section")


def _form_of_year(facts: Facts) -> Iterator[Finding]:
    """Q104: the form is that of the year. Tables three and four alone do not tell the forms apart."""
    form, year = facts.form, facts.report.year
    if form is None or year is None or facts.report.tables.proactive is None:
        return
    if not form.first_year <= year <= (form.last_year or year):
        yield finding("Q104", f"the tables are those of the form of {form.id}", fault="source" if facts.exact else None)


def _blanks(facts: Facts) -> Iterator[Finding]:
    """Q109: cells are filled in, noughts included."""
    blank = sum(status == "blank" for status in facts.statuses.values())
    dashes = sum(status == "not_applicable" for status in facts.statuses.values())
    if blank + dashes:
        yield finding(
            "Q109",
            f"{blank} cells are blank, {dashes} say that nothing applies",
            severity="warning" if blank + dashes > _MANY_BLANKS else "info",
            fault="source" if facts.exact else "unknown",
            actual=blank + dashes,
        )


def _problems(facts: Facts) -> Iterator[Finding]:
    """Q110: section five says something."""
    section = facts.sections.get("problems")
    if section is None:
        return
    text = squeeze(section.text)
    if len(text) < 10 or _NOTHING.match(text):
        said = f"says only {text!r}" if text else "has no text"
        yield finding(
            "Q110", f"the section {said}", fault="source" if text else "unknown", path="body.sections.problems"
        )


def _duties_of_governments(facts: Facts) -> Iterator[Finding]:
    """Q111: governments report on assessment, review by the public and accountability."""
    if len(facts.sections) < 3 or len(facts.text) < _SHORTEST_REPORT:
        return
    if lacking := [name for name, words in _DUTIES.items() if not words.search(facts.text)]:
        yield finding("Q111", "nothing is said of " + "、".join(lacking))


def _five_topics(facts: Facts) -> Iterator[Finding]:
    """Q112: section one touches its five topics."""
    section = facts.sections.get("overall")
    if section is None or len(text := squeeze(section.text)) < _SHORTEST_TEXT:
        return
    if lacking := [name for name, words in _FIVE_TOPICS.items() if not words.search(text)]:
        yield finding("Q112", "nothing is said of " + "、".join(lacking), path="body.sections.overall")


RULES: Final[Mapping[str, Callable[[Facts], Iterator[Finding]]]] = {
    "Q101": _sections,
    "Q102": _order,
    "Q103": _topics_as_sections,
    "Q104": _form_of_year,
    "Q109": _blanks,
    "Q110": _problems,
    "Q111": _duties_of_governments,
    "Q112": _five_topics,
}
