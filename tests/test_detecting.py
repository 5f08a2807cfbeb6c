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


@pytest.mark.parametrize("arguments", [["no such file"], ["http://"], [LIST, "--url", LIST], []])
def test_what_cannot_be_looked_at_is_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["detect", *arguments])
    assert stopped.value.code == 2


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


def test_a_site_that_speaks_http_only_is_said_to() -> None:
    code, verdict, _log = looked_at(LIST.replace("http:", "https:"), {})
    assert code == 1
    assert verdict["family"] == "trs"
    assert verdict["obstacle"] == {"kind": "http_only", "evidence": "https does not answer, http does"}
