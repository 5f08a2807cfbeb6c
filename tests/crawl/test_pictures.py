"""A page whose tables are pictures: fetched and read, where the extra for them is installed."""

from collections.abc import Callable

import pytest

from govreports.documents.pictures import are_read
from tests.crawl.conftest import Crawl
from tests.crawl.test_manners import altered
from tests.replica import ReplicaResponse
from tests.replica.figures import load_figures
from tests.replica.render import tables
from tests.replica.render.picture import Scan, encoded, font_path, pages

_HOST = "www.pingtan.gov.cn"
# The tables of this report add up, and are those of the form in force.
_FIGURES = load_figures()["liaocheng_sthjj_2021"]
_SCAN = Scan(dpi=150)


@pytest.mark.skipif(not are_read(), reason="the extra that reads pictures is not installed")
@pytest.mark.skipif(font_path() is None, reason="no font with Chinese letters is installed")
def test_pictures_of_tables_are_fetched_and_read(crawl: Callable[..., Crawl]) -> None:
    # Table three takes two sheets, so that the third picture is its end and table four.
    first, *rest = tables(_FIGURES)
    sheets = [*pages("", [first], _SCAN), *pages("", rest, _SCAN)]
    assert len(sheets) == 3
    answers = {
        f"/zwgk/zfxxgk/zfxxgknb/201801/W02018012500000000{number:04}.png": ReplicaResponse(
            encoded(sheet, _SCAN), content_type="image/png"
        )
        for number, sheet in enumerate(sheets, 1)
    }
    done = crawl("pingtan", sites=altered(_HOST, answers))
    record = done.record("350128-gwh/2017")
    assert [attachment["media_type"] for attachment in record["attachments"]] == ["image/png"] * 3
    assert record["tables_from"]["reader"] == "ocr"
    assert len(record["tables_from"]["also"]) == 2
    requests = record["tables"]["requests"]
    assert requests["new_requests"]["natural_person"] == _FIGURES.number("requests.new_requests.natural_person")
    assert requests["results"]["total"]["total"] == _FIGURES.number("requests.results.total.total")
    # Table two has no sums: its figures are said to be doubtful.
    assert record["tables"]["proactive"]["rules"]["in_force"] is None
    doubtful = {cell["path"] for cell in record["cells"] if cell["status"] == "ambiguous"}
    assert "proactive.rules.in_force" in doubtful
