"""The record: what one line of JSON Lines holds, and its JSON Schema.

The models are pydantic's: they validate what leaves the project, keep the order of the fields as
the contract states it, and are the one source of the schema that consumers check against.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias, cast

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, Strict
from typing_extensions import TypeAliasType

SCHEMA_VERSION: Final = 1

Number: TypeAlias = int | float
# Strict: no figure has to be asked first whether it is some mapping.
Tree = TypeAliasType("Tree", "Annotated[dict[str, Tree | int | float | None], Strict()]")
"""Figures by key, nested as the dotted paths of the forms; a leaf is a number or None."""

Text: TypeAlias = Annotated[str, Field(min_length=1)]
IsoDate: TypeAlias = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Sha256: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SectionKey: TypeAlias = Literal["overall", "proactive", "requests", "disputes", "problems", "other"]
Level: TypeAlias = Literal["state", "province", "prefecture", "county", "township"]
TablesState: TypeAlias = Literal["parsed", "partial", "image", "absent", "unreadable"]
CellStatus: TypeAlias = Literal[
    "blank",
    "not_applicable",
    "unit",
    "unit_unstated",
    "signed",
    "annotated",
    "text",
    "recovered",
    "ambiguous",
    "missing",
]
StatementQualifier: TypeAlias = Literal["approximate", "as_of", "cumulative", "in_words", "part", "part_of_year"]
Subject: TypeAlias = Literal["own", "area", "part"]
"""The agency itself, the whole area or system it reports on, or a part of that."""
Severity: TypeAlias = Literal["error", "warning", "info"]
Fault: TypeAlias = Literal["source", "extraction", "unknown"]
IndexFamily: TypeAlias = Literal["organisation_code", "credit_code", "region_code", "local", "other"]
DateFrom: TypeAlias = Literal["block", "meta", "list", "url", "text"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agency(_Model):
    """Who published the report. *region_code* is GB/T 2260's six digits.

    *parent* is the id of the government it belongs to (of a branch: the office that it is a branch of),
    *credit_code* the unified social credit code (GB 32100) where it is known.
    """

    id: Text
    name: Text
    region_code: Annotated[str, Field(pattern=r"^\d{6}$")] | None
    sector: Text | None
    level: Level | None
    parent: Text | None = None
    former_names: list[Text] = []
    credit_code: Annotated[str, Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")] | None = None


class IndexParts(_Model):
    """An index number taken apart, as far as its family is known; what it does not have is None.

    *checksum_valid* says whether the code's check digit (GB 11714, GB 32100) is right: for information only.
    """

    family: IndexFamily
    credit_code: Text | None = None
    organisation_code: Text | None = None
    region_code: Text | None = None
    local_code: Text | None = None
    year: int | None = None
    serial: Text | None = None
    checksum_valid: bool | None = None


class Metadata(_Model):
    """What the page itself says about the document; *labels* verbatim, spaces in labels removed."""

    index_number: Text | None = None
    publisher: Text | None = None
    document_number: Text | None = None
    written_date: IsoDate | None = None
    published_date: IsoDate | None = None
    published_date_from: DateFrom | None = None
    theme_category: Text | None = None
    genre: Text | None = None
    keywords: list[Text] = []
    validity: Text | None = None
    labels: dict[str, Text] = {}
    index_parts: IndexParts | None = None


class OtherSource(_Model):
    """Where else the same report was found."""

    url: Text
    list_url: Text | None
    site: Text | None
    platform: Text | None
    fetched_at: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")] | None
    sha256: Sha256


class Source(_Model):
    """Where the page came from; *archive* says where its raw bytes are kept, *also* where copies of it were found."""

    url: Text
    list_url: Text | None
    site: Text | None
    platform: Text | None
    fetched_at: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")] | None
    media_type: Text
    encoding: Text | None
    sha256: Sha256
    archive: Text | None
    also: list[OtherSource] = []


class Attachment(_Model):
    """A file that the page links to; hash and media type are None where it could not be fetched."""

    url: Text
    name: Text | None
    media_type: Text | None
    sha256: Sha256 | None
    archive: Text | None
    role: Literal["report", "other"]


class Section(_Model):
    """One of the six sections, found by the words of its title."""

    key: SectionKey
    title: Text
    text: str


class Body(_Model):
    """The document's own text, without the page around it and without what the source marks as a table."""

    text: str
    sections: list[Section]


class TablesFrom(_Model):
    """Which of the record's documents the tables were read from, and by which reader.

    *exact* says that the source states where cells begin and end, so that a misreading is unlikely;
    *also* names further documents, where no single one has all the tables.
    """

    kind: Literal["page", "attachment"]
    url: Text | None
    reader: Text
    exact: bool = False
    also: list[Text] = []


class UnlistedRow(_Model):
    """A row of an annex that its form does not know, as printed."""

    label: Text
    unit: Text | None
    year: Number | None
    cumulative: Number | None


class Tables(_Model):
    """The three statutory tables, and those of report years before 2019; None for one that the document lacks."""

    proactive: Tree | None = None
    requests: Tree | None = None
    disputes: Tree | None = None
    annex: dict[Text, Number | None] | None = None
    """The year's figures by the keys of the annex's rows, flat: a total and its parts share a prefix."""
    annex_cumulative: dict[Text, Number | None] | None = None
    annex_unlisted: list[UnlistedRow] | None = None


class CellNote(_Model):
    """A cell with something to say; *raw* is its text as printed.

    *candidates*: the figures that an ambiguous cell may hold, where they can be told; for a recovered
    one its figure and what else it may be if one figure of the source is wrong. null is a blank cell.
    """

    path: Text
    raw: str | None
    status: CellStatus
    candidates: list[Number | None] = []


class Statement(_Model):
    """A figure that a sentence of the report states; *kind* is a dotted key of reading/narrative/kinds.toml.

    *value* is None where the sentence says something without a figure; 0 in words is 0, qualified
    ``in_words``. *subject* says whose figure it is, where the sentence does.
    """

    kind: Text
    value: Number | None
    unit: Text | None
    qualifiers: list[StatementQualifier]
    subject: Subject | None
    sentence: Text
    section: SectionKey | None


class Finding(_Model):
    """A rule that the report breaks, or a doubt about how it was read; *fault* says whose it seems."""

    rule: Text
    severity: Severity
    status: Literal["fail"] = "fail"
    path: Text | None = None
    expected: Number | None = None
    actual: Number | None = None
    fault: Fault
    message: Text


# "pass" is a keyword, so the model's field bears another name than the record's.
class Checks(_Model):
    """How many checks came out how."""

    passed: int = Field(default=0, validation_alias=AliasChoices("passed", "pass"), serialization_alias="pass")
    pass_if_blank_is_zero: int = 0
    fail: int = 0
    not_evaluable: int = 0


class Report(_Model):
    """One version of one agency's report of one year."""

    schema_version: Literal[1] = SCHEMA_VERSION
    report_id: Text
    version: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    year: int | None
    title: Text | None
    agency: Agency | None
    metadata: Metadata
    source: Source
    attachments: list[Attachment]
    body: Body
    form: Text | None
    tables_state: TablesState
    tables_from: TablesFrom | None
    tables: Tables
    cells: list[CellNote]
    narrative: list[Statement] = []
    findings: list[Finding]
    checks: Checks

    def to_dict(self) -> dict[str, Any]:
        """The record as it is written: plain types, keys in the contract's order."""
        return self.model_dump(mode="python", by_alias=True)

    def to_line(self) -> str:
        """The record as one line of JSON, without the line's end."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Units: counts are counts, fees_collected_wanyuan is in 万元, procurement_amount in yuan.",
        **schema,
    }


def grow(leaves: Iterable[tuple[str, Number | None]]) -> Tree:
    """Dotted paths and their figures as a tree.

    >>> grow([("requests.total", 3), ("requests.granted", None)])
    {'requests': {'total': 3, 'granted': None}}
    """
    tree: Tree = {}
    here, at = tree, ""
    for path, value in leaves:
        above, _dot, last = path.rpartition(".")
        if above != at:
            # Paths come row by row, so the place is looked for once a row.
            here, at = tree, above
            for key in above.split(".") if above else ():
                # The forms' paths never make one key a figure and a group (tests/test_forms.py).
                here = cast("Tree", here.setdefault(key, {}))
        here[last] = value
    return tree


def leaves(tree: Mapping[str, Any], above: str = "") -> dict[str, Number | None]:
    """Every figure of *tree* by its dotted path: what `grow` made the tree of.

    >>> leaves({"requests": {"total": 3, "granted": None}})
    {'requests.total': 3, 'requests.granted': None}
    """
    found: dict[str, Number | None] = {}
    _gather(tree, f"{above}." if above else "", found)
    return found


def _gather(tree: Mapping[str, Any], above: str, found: dict[str, Number | None]) -> None:
    for key, branch in tree.items():
        if isinstance(branch, dict):
            _gather(branch, f"{above}{key}.", found)
        else:
            found[above + key] = branch


def version_of(*parts: str | Mapping[str, Any] | None) -> str:
    """The hash of a report's normalised content, as ``sha256:…``; the order of *parts* and of their keys matters."""
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(content.encode()).hexdigest()
