"""``govreports due``."""

import json
from pathlib import Path

import pytest

from govreports.cli import main
from govreports.history import History
from tests.crawl.conftest import ROOT


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an operator stands."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """What two of the spiders' runs have left."""
    for name, ok in (("hengshui_sthjj", False), ("pingtan", True)):
        history = History(tmp_path / "history" / f"{name}.jsonl")
        history.add("2026-08-01T15:00:00Z", {"a.gov.cn": {"reports": 3, "pages": 4, "ok": ok}})
    return tmp_path


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["due", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_it_says_what_is_due_and_when_the_others_are(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("pingtan", "hengshui_sthjj", "liaocheng_sthjj")
    *lines, sums = _said(capsys, "--data", str(data), "--date", "2026-08-01", *names)
    assert [line.split("  ")[0] for line in lines[:2]] == ["due now", "2026-08-02"]
    assert lines[0].endswith("liaocheng_sthjj  never crawled")
    assert lines[1].endswith("hengshui_sthjj   failed the last time")
    assert lines[2].endswith("pingtan          a look every 28 days for what changed or vanished")
    assert sums == "1 of 3 spiders are due on 2026-08-01"


def test_on_another_day_others_are(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("pingtan", "hengshui_sthjj")
    assert _said(capsys, "--data", str(data), "--date", "2026-08-02", "--names", *names) == ["hengshui_sthjj"]
    assert _said(capsys, "--data", str(data), "--date", "2026-08-29", "--names", *names) == [
        "hengshui_sthjj",
        "pingtan",
    ]


def test_programs_get_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = _said(capsys, "--data", str(data), "--date", "2026-08-01", "--json", "hengshui_sthjj")
    assert json.loads(line) == {
        "spider": "hengshui_sthjj",
        "due": False,
        "on": "2026-08-02",
        "why": "failed the last time",
    }


def test_a_province_is_a_choice(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hebei = _said(capsys, "--data", str(data), "--province", "hebei", "--date", "2026-08-01", "--json")
    assert hebei == _said(capsys, "--data", str(data), "--province", "河北", "--date", "2026-08-01", "--json")
    assert "hengshui_sthjj" in {json.loads(line)["spider"] for line in hebei}
    assert "pingtan" not in {json.loads(line)["spider"] for line in hebei}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--date", "tomorrow"], "'tomorrow' is no day, as 2026-01-31 is"),
        (["nobody"], "no such spiders: nobody"),
        (["--province", "mars"], "no province is called 'mars'"),
    ],
)
def test_what_there_is_not_is_refused(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["due", *words])
    assert ended.value.code == 2
    assert says in capsys.readouterr().err
