"""The ``govreports`` command on files of every kind; the reports are rendered by the tests' own replica."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govreports.cli import main
from govreports.documents import Document, read_document
from govreports.records import json_schema
from tests.replica.figures import load_figures
from tests.replica.render import report_docx, report_html, report_text

LIAOCHENG = load_figures()["liaocheng_sthjj_2021"]


def parsed(capsys: pytest.CaptureFixture[str], *files: Path) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["parse", *map(str, files)])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_the_same_report_in_three_formats_is_the_same_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Endings lie on purpose: what a file is, is decided by what it holds.
    files = [tmp_path / "report.doc", tmp_path / "report.pdf", tmp_path / "report"]
    files[0].write_bytes(report_docx(LIAOCHENG))
    files[1].write_text(report_html(LIAOCHENG), encoding="gb18030")
    files[2].write_text(report_text(LIAOCHENG, layout="tabs"), encoding="utf-8")
    code, records, _err = parsed(capsys, *files)
    assert code == 0
    assert [record["source"]["url"] for record in records] == [file.as_uri() for file in files]
    assert {record["report_id"] for record in records} == {"371500-sthjj/2021"}
    assert {record["form"] for record in records} == {"2021"}
    assert {record["checks"]["pass"] for record in records} == {54}
    assert records[0]["tables"] == records[1]["tables"] == records[2]["tables"]
    assert records[0]["tables"]["requests"]["new_requests"]["natural_person"] == 22
    validator = jsonschema.Draft202012Validator(json_schema())
    for record in records:
        validator.validate(record)


def test_what_cannot_be_read_is_a_record_and_the_rest_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = {
        "empty": b"",
        "scan.jpg": b"\xff\xd8\xff\xe0rest",
        "binary": b"\x01\x00\x02" * 100,
        "report.pdf": b"%PDF-1.7\n",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
        "good.html": report_html(LIAOCHENG).encode(),
    }
    files = []
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        files.append(tmp_path / name)
    code, records, err = parsed(capsys, tmp_path / "missing.html", *files)
    assert code == 1
    states = [record["tables_state"] for record in records]
    assert states == ["unreadable", "unreadable", "image", "unreadable", "unreadable", "unreadable", "parsed"]
    assert len({record["report_id"] for record in records}) == len(records)
    assert all(record["findings"][0]["rule"] == "Q106" for record in records[:-1])
    assert "missing.html: unreadable: " in err
    assert "No such file" in err


def test_a_reader_that_fails_costs_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_or_fail(data: bytes, declared: str | None = None) -> Document:
        if b"bad" in data:
            raise RuntimeError("a fault of ours")
        return read_document(data, declared)

    monkeypatch.setattr("govreports.documents.read_document", read_or_fail)
    (tmp_path / "bad.html").write_text("<p>bad</p>")
    (tmp_path / "good.html").write_text(report_html(LIAOCHENG), encoding="utf-8")
    code, (first, second), _err = parsed(capsys, tmp_path / "bad.html", tmp_path / "good.html")
    assert code == 1
    assert first["tables_state"] == "unreadable"
    assert "RuntimeError: a fault of ours" in first["findings"][0]["message"]
    assert second["tables_state"] == "parsed"


def test_a_page_without_a_report_is_a_record_that_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    login = tmp_path / "login.html"
    login.write_text("<html><title>登录</title><form><input name=user></form></html>", encoding="utf-8")
    code, (record,), _err = parsed(capsys, login)
    assert code == 0
    assert record["tables_state"] == "absent"
    assert record["form"] is None
    assert record["year"] is None
    assert record["agency"] is None


def test_schema_prints_a_valid_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"])[:4] == ["schema_version", "report_id", "version", "year"]


def test_show_prints_a_line_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, records = tmp_path / "page.html", tmp_path / "records.jsonl"
    page.write_text(report_html(LIAOCHENG), encoding="utf-8")
    main(["parse", str(page)])
    records.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["show", str(records)]) == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split()[0] == "agency"
    assert line.split() == ["聊城市生态环境局", "2021", "2021", "parsed", "200", "54", "of", "54", "none"]


def test_show_names_the_line_that_is_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "half.jsonl").write_text('{"report_id": "a"', encoding="utf-8")
    assert main(["show", str(tmp_path / "half.jsonl")]) == 1
    assert "half.jsonl:1" in capsys.readouterr().err
