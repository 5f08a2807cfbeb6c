"""Records from archives, ours and those of others, with no network."""

import gzip
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govreports.archive import Archive, ArchiveError, Exchange, Held, Manifest
from govreports.archive.foreign import Found, look_through
from govreports.archive.members import members
from govreports.cli import main
from govreports.publication import Publication
from govreports.reading.metadata import Listed
from govreports.reparsing.jobs import Job, Outcome, Sources
from govreports.reparsing.pool import Pool
from tests.replica.families.made import File, Piece, office

HOST = "sthjj.luqing.gov.cn"
NAME = f"site/{HOST}"
PIECES = tuple(office(HOST, years=range(2021, 2026)).reports)


def html(piece: Piece, charset: str = "utf-8") -> bytes:
    """The page of a report."""
    page = f'<html><head><meta charset="{charset}"><title>{piece.title}</title></head><body>{piece.body}</body></html>'
    return page.encode(charset)


def url_of(piece: Piece) -> str:
    """Its address."""
    return f"http://{HOST}/{piece.number}.html"


def exchange(piece: Piece, body: bytes | None = None, **further: Any) -> Exchange:
    """The answer that gives it."""
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    at = "2026-11-22T03:04:05Z"
    return Exchange(
        **{"url": url_of(piece), "status": 200, "headers": headers, "body": body or html(piece), "at": at, **further}
    )


def archive(data: Path, runs: Sequence[Sequence[tuple[Exchange, str]]]) -> None:
    """An archive whose *runs* have found what is given, each with its title in the list."""
    for number, found in enumerate(runs, 1):
        kept = Archive(data / "archive", NAME)
        run = f"2026112{number}T000000Z"
        kept.begin(run, f"2026-11-2{number}T00:00:00Z", {})
        for answer, title in found:
            page = Held(answer.url, reference=kept.add(answer).reference)
            listed = Listed(url=f"http://{HOST}/", title=title)
            kept.add_publication(Manifest(page, (), listed, HOST, "trs"), answer.at)
        kept.end(f"2026-11-2{number}T01:00:00Z", "finished")
        kept.close()


def records(path: Path) -> list[dict[str, Any]]:
    """What was written."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def reparse(data: Path, *words: str) -> list[dict[str, Any]]:
    """What the command writes."""
    output = data / "out.jsonl"
    assert main(["reparse", "--data", str(data), "-o", str(output), "--jobs", "1", *words]) == 0
    return records(output)


def test_every_version_comes_out_once_and_each_run_by_itself(tmp_path: Path) -> None:
    first = [(exchange(piece), piece.title) for piece in PIECES]
    corrected = exchange(
        PIECES[0], html(PIECES[0]).replace(b"</body>", "<p>更正</p></body>".encode()), at="2026-11-22T00:00:00Z"
    )
    second = [(corrected, PIECES[0].title), *first[1:]]
    archive(tmp_path, [first, second])
    every = reparse(tmp_path)
    assert len(every) == len(PIECES) + 1
    assert len({(record["report_id"], record["version"]) for record in every}) == len(PIECES) + 1
    latest = reparse(tmp_path, "--run", "latest")
    assert [record["source"]["fetched_at"] for record in latest[:1]] == ["2026-11-22T00:00:00Z"]
    assert len(latest) == len(PIECES)
    assert reparse(tmp_path, "--run", "20261121T000000Z", NAME) == every[: len(PIECES)]


def test_copies_are_united_run_by_run_and_never_over_time(tmp_path: Path) -> None:
    piece = PIECES[0]
    copy = exchange(piece, url=f"http://www.{HOST}/copy.html")
    corrected = exchange(piece, html(piece).replace(b"<td", b"<td ", 1))
    archive(tmp_path, [[(exchange(piece), piece.title), (copy, piece.title)], [(corrected, piece.title)]])
    together, alone = reparse(tmp_path)
    assert [it["url"] for it in together["source"]["also"]] == [copy.url]
    assert alone["source"]["also"] == []
    assert [
        finding for record in (together, alone) for finding in record["findings"] if finding["rule"] == "Q909"
    ] == []


def test_a_damaged_page_is_named_and_loses_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive(tmp_path, [[(exchange(piece), piece.title) for piece in PIECES[:3]]])
    (path,) = (tmp_path / "archive" / NAME).glob("*.warc.gz")
    content = bytearray(path.read_bytes())
    place = 2000
    content[place : place + 20] = b"x" * 20
    path.write_bytes(content)
    output = tmp_path / "out.jsonl"
    assert main(["reparse", "--data", str(tmp_path), "-o", str(output), "--jobs", "1"]) == 1
    assert len(records(output)) == 2
    told = capsys.readouterr().err
    assert f"http://{HOST}/" in told
    assert "1 failed" in told


def test_without_an_archive_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reparse", "--data", str(tmp_path)]) == 2
    assert "holds no archive" in capsys.readouterr().err


def test_an_address_and_a_reference_are_looked_up(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    archive(tmp_path, [[(exchange(PIECES[0]), "年报")], [(exchange(PIECES[0], b"gone", status=404), "年报")]])
    words = ["--data", str(tmp_path)]
    assert main(["archived", url_of(PIECES[0]), *words]) == 0
    first, second = capfdbinary.readouterr().out.decode().splitlines()
    assert first.startswith(f"2026-11-22T03:04:05Z  200  {NAME}/20261121T000000Z-00000.warc.gz#")
    assert second.startswith("2026-11-22T03:04:05Z  404  ")
    assert main(["archived", first.split()[2], *words]) == 0
    assert capfdbinary.readouterr().out == html(PIECES[0])
    assert main(["archived", "http://elsewhere.gov.cn/", *words]) == 1
    assert main(["archived", f"{NAME}/none.warc.gz#0", *words]) == 1


@dataclass(frozen=True)
class Deadly:
    """A publication that ends whoever reads it, or none at all."""

    number: int

    @property
    def url(self) -> str:
        return f"http://{HOST}/{self.number}"

    @property
    def part(self) -> tuple[str, str]:
        return "", ""

    @property
    def key(self) -> tuple[str, str]:
        return "", str(self.number)

    def publication(self, sources: Sources) -> Publication:
        if self.number == 30:
            os._exit(1)
        raise ArchiveError("not there")

    def doubt(self, publication: Publication) -> str | None:
        return None


def test_what_ends_its_process_fails_alone(tmp_path: Path) -> None:
    jobs: list[Job] = [Deadly(number) for number in range(60)]
    with Pool(tmp_path, 1) as pool:
        outcomes: list[Outcome] = list(pool.read(jobs))
    assert len(outcomes) == 60
    assert [outcome.why for outcome in outcomes[29:32]] == [
        f"http://{HOST}/29: not there",
        f"http://{HOST}/30: reading it ended the reader's process",
        f"http://{HOST}/31: not there",
    ]


def crawled(path: Path, answers: Sequence[tuple[str, str, bytes, dict[str, str]]]) -> Path:
    """A file as Common Crawl writes them: of every page the request, the answer and what was found out about it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"isPartOf": "CC-MAIN-2026-48"}))
        for url, status, body, headers in answers:
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", HOST)], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            given = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            date = {"WARC-Date": "2026-11-22T03:04:05Z"}
            answer = writer.create_warc_record(
                url, "response", io.BytesIO(body), len(body), warc_headers_dict=date, http_headers=given
            )
            writer.write_record(answer)
            writer.write_record(writer.create_warc_record(url, "metadata", io.BytesIO(b"fetchTimeMs: 1"), 14))
    return path


HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize("name", ["CC-MAIN.warc.gz", "plain.warc"])
def test_files_of_others_are_read(tmp_path: Path, name: str) -> None:
    column = "<title>政府信息公开年报</title>" + "".join(f'<a href="{url_of(it)}">{it.title}</a>' for it in PIECES)
    path = crawled(
        tmp_path / name,
        [
            (f"http://{HOST}/", "200 OK", f"<html>{column}</html>".encode(), HTML),
            (url_of(PIECES[0]), "200 OK", html(PIECES[0]), HTML),
            (url_of(PIECES[1]), "200 OK", gzip.compress(html(PIECES[1])), {**HTML, "Content-Encoding": "gzip"}),
            (url_of(PIECES[2]), "200 OK", html(PIECES[2], "gb18030"), {"Content-Type": "text/html; charset=gbk"}),
            (url_of(PIECES[3]), "404 Not Found", html(PIECES[3]), HTML),
            ("http://other.example/", "200 OK", b"<title>shop</title>", HTML),
        ],
    )
    found = reparse(tmp_path, "--warc", str(path))
    assert [record["year"] for record in found] == [piece.year for piece in PIECES[:3]]
    assert {record["tables_state"] for record in found} == {"parsed"}
    assert [record["source"]["archive"].partition("#")[0] for record in found] == [name] * 3
    assert {record["source"]["fetched_at"] for record in found} == {"2026-11-22T03:04:05Z"}


def test_attachments_are_taken_where_they_were_archived_too(tmp_path: Path) -> None:
    piece = PIECES[0]
    file = File("年报.html", html(piece), "text/html")
    names = [f"{piece.title}.doc", f"{piece.title}.pdf"]
    links = "".join(f'<a href="/files/{number}{name[-4:]}">{name}</a>' for number, name in enumerate(names))
    page = f"<html><title>{piece.title}</title><body><p>见附件。</p>{links}</body></html>".encode()
    path = crawled(
        tmp_path / "x.warc.gz",
        [
            (url_of(piece), "200 OK", page, HTML),
            (f"http://{HOST}/files/0.doc", "200 OK", file.body, {"Content-Type": "application/msword"}),
        ],
    )
    records_found = reparse(tmp_path, "--warc", str(path))
    (record,) = [it for it in records_found if it["source"]["url"] == url_of(piece)] or records_found
    attached = {it["url"].rpartition(".")[2]: it["sha256"] for it in record["attachments"]}
    assert attached["doc"] is not None
    assert attached["pdf"] is None
    assert record["tables_state"] == "parsed"


def test_a_bomb_in_a_file_of_others_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreports.archive.foreign.LARGEST", 100_000)
    bomb = gzip.compress("信息公开".encode() + b" " * 5_000_000)
    path = crawled(tmp_path / "x.warc.gz", [(f"http://{HOST}/", "200 OK", bomb, {**HTML, "Content-Encoding": "gzip"})])
    assert look_through([path]).pages == []
    with pytest.raises(ArchiveError, match="larger than"):
        Found(path, _offsets(path)[0], "").read()


def test_what_was_archived_in_part_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file)
        given = StatusAndHeaders("200 OK", list(HTML.items()), protocol="HTTP/1.1")
        body = html(PIECES[0])
        cut = {"WARC-Truncated": "length"}
        record = writer.create_warc_record(
            url_of(PIECES[0]), "response", io.BytesIO(body), len(body), warc_headers_dict=cut, http_headers=given
        )
        writer.write_record(record)
    output = tmp_path / "out.jsonl"
    assert main(["reparse", "--warc", str(path), "-o", str(output), "--jobs", "1"]) == 1
    assert records(output) == []
    assert "archived in part only (length)" in capsys.readouterr().err


def _offsets(path: Path) -> list[int]:
    with path.open("rb") as file:
        return [it.offset for it in members(file) if b"WARC-Type: response" in it.data]


def test_what_is_no_archive_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"<html>this is a page</html>")
    assert main(["reparse", "--warc", str(path), "--data", str(tmp_path)]) == 2
    assert "x.warc" in capsys.readouterr().err
