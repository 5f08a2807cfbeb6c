"""The command that says whose system a page is: on saved pages, and on hosts of the replica."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govreports.cli import main
from tests.replica import Altered, LoggedRequest, Replica, ReplicaResponse, all_sites

ROOT = Path(__file__).parents[1]
HOST = "sthjj.liaocheng.gov.cn"
LIST = f"http://{HOST}/xxgk/zfxxgknb/index.html"
TRS = "<html><body><a href='./202501/t20250124_1.html'>报告</a><script>createPageHTML(3, 0, 'index', 'html');</script></body></html>"


def saved(tmp_path: Path, text: str) -> str:
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    return str(file)


def test_a_saved_page_is_looked_at_offline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", saved(tmp_path, TRS), "--url", LIST]) == 0
    out = capsys.readouterr().out
    assert "family:   trs" in out
    assert "createPageHTML" in out
    assert f'Trs("{LIST}", evidence="list: unverified")' in out


def test_reports_that_are_seen_are_what_the_evidence_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = saved(tmp_path, TRS.replace("报告", "聊城市生态环境局2024年政府信息公开工作年度报告"))
    assert main(["detect", page, "--url", LIST]) == 0
    assert 'evidence="list: fetched ' in capsys.readouterr().out


def test_a_home_page_is_nobodys_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", saved(tmp_path, TRS), "--url", f"http://{HOST}/index.html"]) == 0
    out = capsys.readouterr().out
    assert "Trs(" not in out
    assert f"next:     scrapy newsite http://{HOST}/index.html" in out


def test_the_verdict_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", saved(tmp_path, "<div id='app'></div><script src='a.js'></script>"), "--json"]) == 1
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["family"] in {"unknown", "generic"}
    assert verdict["obstacle"]["kind"] == "js_rendered"
    assert verdict["spider"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no such file"], "no such file: no such file; an address begins with http:// or https://"),
        (["http://"], "'http://' is no address of a site"),
        (["http://www.a.gov.cn:99999/"], "'http://www.a.gov.cn:99999/' is no address of a site"),
        (["ftp://a"], "'ftp://a' cannot be asked: an address begins with http:// or https://"),
        ([""], "'' is neither an address nor a file"),
        (["."], "'.' is a folder; a saved page is wanted"),
        ([LIST, "--url", LIST], "--url belongs to a saved page"),
        ([__file__, "--url", "ftp://a"], "'ftp://a' is no address of a site"),
        ([], "required"),
    ],
)
def test_what_cannot_be_looked_at_is_a_usage_error(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["detect", *arguments])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_page_without_any_familys_marks_is_no_bad_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = "".join(f"<li><a href='/news/{n}/'>青原市政府信息公开工作第{n}次会议召开</a></li>" for n in range(9))
    assert (
        main(["detect", saved(tmp_path, f"<ul>{links}</ul>{'青原市人民政府。' * 300}"), "--url", f"http://{HOST}/"])
        == 0
    )
    out = capsys.readouterr().out
    assert "family:   generic" in out
    assert "obstacle: none" in out


def test_what_is_no_page_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0\x00" * 1000)
    assert main(["detect", str(file)]) == 1
    assert "obstacle: failed: no page, but image/jpeg" in capsys.readouterr().out


def test_what_stands_in_the_way_comes_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", saved(tmp_path, "<title>访问验证</title>"), "--url", LIST]) == 1
    out = capsys.readouterr().out
    assert "obstacle: challenge: " in out
    assert "next:     ask the agency, or crawl from where it answers (docs/obstacles.md)" in out
    assert "scrapy newsite" not in out


def test_the_exit_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["detect", "--help"])
    assert "exit code: 0 where nothing stands in the way, 1 where something does" in " ".join(
        capsys.readouterr().out.split()
    )


def looked_at(url: str, answers: dict[str, ReplicaResponse]) -> tuple[int, dict[str, object], list[LoggedRequest]]:
    sites = [Altered(site, answers) if site.host == HOST else site for site in all_sites()]
    with Replica(sites=sites) as replica:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from govreports.cli import main; sys.exit(main())",
                "detect",
                url,
                "--json",
            ],
            cwd=ROOT,
            env={**os.environ, **replica.environment()},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, json.loads(done.stdout), list(replica.log)


def test_an_address_is_asked_once_after_robots_and_by_our_name() -> None:
    code, verdict, log = looked_at(LIST, {})
    assert (code, verdict["family"], verdict["obstacle"]) == (0, "trs", None)
    assert [request.path for request in log] == ["/robots.txt", "/xxgk/zfxxgknb/index.html"]
    assert all((request.user_agent or "").startswith("govreports/") for request in log)


def test_redirects_are_followed_on_the_host_only() -> None:
    here = ReplicaResponse(status=302, headers={"Location": "/xxgk/zfxxgknb/index.html"})
    away = ReplicaResponse(status=302, headers={"Location": "http://www.pingtan.gov.cn/"})
    code, verdict, _log = looked_at(f"http://{HOST}/here", {"/here": here})
    assert (code, verdict["url"], verdict["asked"]) == (0, LIST, f"http://{HOST}/here")
    code, verdict, log = looked_at(f"http://{HOST}/away", {"/away": away})
    assert code == 1
    assert verdict["obstacle"] == {
        "kind": "moved",
        "evidence": "redirected to another host, http://www.pingtan.gov.cn/",
    }
    assert {request.host for request in log} == {HOST}


def test_what_robots_forbid_is_not_looked_at() -> None:
    robots = ReplicaResponse(b"User-agent: *\nDisallow: /xxgk/\n", content_type="text/plain")
    code, verdict, log = looked_at(LIST, {"/robots.txt": robots})
    assert code == 1
    assert verdict["obstacle"] == {"kind": "robots_disallow", "evidence": "robots.txt forbids it"}
    assert [request.path for request in log] == ["/robots.txt"]


def test_a_refusal_is_said() -> None:
    code, verdict, _log = looked_at(LIST, {"/xxgk/zfxxgknb/index.html": ReplicaResponse(b"", status=403)})
    assert (code, verdict["family"]) == (1, "unknown")
    assert verdict["obstacle"] == {"kind": "refused", "evidence": "HTTP 403"}
    assert verdict["advice"] == "ask the agency, or crawl from where it answers"
    assert verdict["next"] is None


@pytest.mark.parametrize(("status", "kind"), [(502, "server_error"), (400, "failed")])
def test_no_answer_but_200_passes_for_a_page(status: int, kind: str) -> None:
    code, verdict, _log = looked_at(LIST, {"/xxgk/zfxxgknb/index.html": ReplicaResponse(b"<p>x</p>", status=status)})
    assert code == 1
    assert verdict["obstacle"] == {"kind": kind, "evidence": f"HTTP {status}"}


def test_a_redirect_to_itself_with_a_cookie_is_a_wall_also_to_robots() -> None:
    paths = ("/robots.txt", "/xxgk/zfxxgknb/index.html")
    answers = {
        path: ReplicaResponse(b"", status=302, headers={"Location": path, "Set-Cookie": "CT6T=1; path=/"})
        for path in paths
    }
    code, verdict, log = looked_at(LIST, answers)
    assert code == 1
    assert verdict["obstacle"] == {
        "kind": "waf_cookie_redirect",
        "evidence": "HTTP 302 to the same address, with a cookie to bring along",
    }
    assert tuple(request.path for request in log) == paths


def test_redirects_in_a_circle_are_said_to_be() -> None:
    there = ReplicaResponse(status=302, headers={"Location": "/there"})
    back = ReplicaResponse(status=302, headers={"Location": "/here"})
    _code, verdict, _log = looked_at(f"http://{HOST}/here", {"/here": there, "/there": back})
    assert verdict["obstacle"] == {"kind": "failed", "evidence": f"redirects in a circle, to http://{HOST}/here"}


def test_http_that_sends_on_to_a_dead_https_does_not_answer() -> None:
    away = ReplicaResponse(status=301, headers={"Location": LIST.replace("http:", "https:")})
    code, verdict, log = looked_at(LIST, {"/xxgk/zfxxgknb/index.html": away})
    assert code == 1
    assert verdict["obstacle"] == {"kind": "no_answer", "evidence": "http sends on to https, where nothing answers"}
    assert [request.path for request in log if request.scheme == "http"] == ["/robots.txt", "/xxgk/zfxxgknb/index.html"]


def test_a_site_that_speaks_http_only_is_said_to() -> None:
    code, verdict, _log = looked_at(LIST.replace("http:", "https:"), {})
    assert code == 1
    assert verdict["family"] == "trs"
    assert verdict["obstacle"] == {"kind": "http_only", "evidence": "https does not answer, http does"}
    assert verdict["next"] == f"scrapy newsite {LIST}"
