"""Telling people, against servers on this machine."""

import asyncio
import email
import email.message
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from scrapy.settings import Settings

from govreports.health.model import RunReport
from govreports.health.notifying import PASSWORD, Notifier, NotifyError
from tests.health.hooks import Hook
from tests.health.made import judged, past, site
from tests.replica.certificates import Authority

_SECRET = "very-secret-token"


def _failing(**changed: Any) -> RunReport:
    return judged(sites=(site(obstacle="waf_jsl", errors=1),), **changed)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """A server that takes webhooks."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Hook(f"/hook?key={_SECRET}") as server:
        yield server


def _notifier(**settings: Any) -> Notifier:
    return Notifier.of(Settings(settings))


def _tell(notifier: Notifier, report: RunReport, page: Path | None = None) -> None:
    asyncio.run(notifier.tell(report, page))


def test_a_webhook_gets_words_and_a_summary(hook: Hook) -> None:
    _tell(_notifier(NOTIFY_WEBHOOK=hook.url), _failing())
    ((path, kind, told),) = hook.posted
    assert (path, kind) == (f"/hook?key={_SECRET}", "application/json; charset=utf-8")
    assert told["text"].startswith("govreports a: failure (errors, obstacles)\n聊城市生态环境局\n")
    assert told["summary"]["outcome"] == "failure"
    assert told["summary"]["sites_failed"] == ["www.a.gov.cn"]
    assert {it["monitor"] for it in told["summary"]["verdicts"]} == {"errors", "obstacles"}


@pytest.mark.parametrize(
    ("form", "keys"),
    [("dingtalk", {"msgtype", "text"}), ("wecom", {"msgtype", "text"}), ("feishu", {"msg_type", "content"})],
)
def test_services_that_want_words_of_their_own_get_them(hook: Hook, form: str, keys: set[str]) -> None:
    _tell(_notifier(NOTIFY_WEBHOOK=hook.url, NOTIFY_WEBHOOK_FORM=form), _failing())
    told = hook.posted[0][2]
    assert set(told) == keys
    assert "waf_jsl" in json.dumps(told)


@pytest.mark.parametrize(
    ("when", "report", "told"),
    [
        ("failure", judged(), False),
        ("failure", _failing(), True),
        ("failure", _failing(sample=3), False),
        ("always", judged(), True),
        ("change", judged(), False),
        ("change", judged(past=(past(ok=False),)), True),
        ("change", _failing(), True),
        ("change", _failing(past=(past(ok=False),)), False),
        ("change", _failing(past=()), True),
        ("change", judged(past=(past(ok=False),), reason="daily_bound", later=True), False),
        ("change", _failing(past=(past(ok=False), past(reason="daily_bound"))), False),
    ],
)
def test_people_hear_what_they_want_to_hear(when: str, report: RunReport, told: bool) -> None:
    assert _notifier(NOTIFY_WEBHOOK="http://127.0.0.1/", NOTIFY_ON=when).wants(report) is told


def test_nobody_is_told_where_nobody_is_named() -> None:
    assert not _notifier(NOTIFY_ON="always").wants(_failing())


def test_that_telling_fails_is_an_error_line_without_secrets(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    hook.status = 500
    with caplog.at_level(logging.DEBUG):
        _tell(_notifier(NOTIFY_WEBHOOK=hook.url), _failing())
        _tell(_notifier(NOTIFY_WEBHOOK=f"http://127.0.0.1:1/{_SECRET}", NOTIFY_TIMEOUT=5), _failing())
    assert [it.levelname for it in caplog.records if it.name.startswith("govreports")] == ["ERROR", "ERROR"]
    assert "could not tell 127.0.0.1 by webhook how the run ended: HTTP 500" in caplog.text
    assert "ConnectionRefusedError" in caplog.text
    assert _SECRET not in caplog.text
    assert _SECRET not in repr(_notifier(NOTIFY_WEBHOOK=hook.url))


class _Inbox:
    """Keeps the mails that come."""

    def __init__(self) -> None:
        self.mails: list[email.message.Message] = []
        self.to: list[str] = []
        self.users: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.mails.append(email.message_from_bytes(envelope.content))
        self.to += envelope.rcpt_tos
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        """Whether it is the one who knows the password."""
        assert isinstance(data, LoginPassword)
        self.users.append(data.login)
        return AuthResult(success=data.password == _SECRET.encode(), handled=False)


class _Server(Controller):
    """Takes any port, and knows which."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Inbox, int]]:
    """A server that takes mail from whoever logs in over TLS, and its port; its certificate is trusted."""
    box, authority = _Inbox(), Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca_file))
    context = authority.context("127.0.0.1")
    options = {"tls_context": context, "authenticator": box.authenticate, "auth_required": True}
    controller = _Server(box, "127.0.0.1", 0, **options)  # type: ignore[arg-type]  # each its own type
    controller.start()
    yield box, controller.port
    controller.stop()


def _mail(port: int, **settings: Any) -> Notifier:
    usual = {
        "NOTIFY_MAIL_TO": ["ops@example.org"],
        "NOTIFY_MAIL_FROM": "crawl@example.org",
        "NOTIFY_SMTP_USER": "crawl",
    }
    return _notifier(NOTIFY_SMTP_HOST="127.0.0.1", NOTIFY_SMTP_PORT=port, NOTIFY_TIMEOUT=30, **usual, **settings)


def test_a_mail_has_the_words_and_the_page(
    inbox: tuple[_Inbox, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = inbox
    monkeypatch.setenv(PASSWORD, _SECRET)
    page = tmp_path / "run.html"
    page.write_text("<p>聊城</p>", "utf-8")
    _tell(_mail(port), _failing(), page)
    (mail,) = box.mails
    assert (box.to, box.users) == (["ops@example.org"], [b"crawl"])
    assert mail["Subject"] == "govreports a: failure (errors, obstacles)"
    parts = {part.get_content_type(): part for part in mail.walk()}
    assert "聊城市生态环境局".encode() in parts["text/plain"].get_payload(decode=True)
    assert parts["text/html"].get_filename() == "run.html"


def test_a_mail_that_is_refused_harms_nothing_and_tells_no_secret(
    inbox: tuple[_Inbox, int], caplog: pytest.LogCaptureFixture
) -> None:
    box, port = inbox
    _tell(_mail(port, NOTIFY_SMTP_PASSWORD=f"not-{_SECRET}"), _failing())
    assert box.mails == []
    assert "could not tell ops@example.org by mail how the run ended: SMTPAuthenticationError 535" in caplog.text
    assert _SECRET not in caplog.text


def test_no_password_goes_to_a_server_that_is_not_trusted(
    inbox: tuple[_Inbox, int], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = inbox
    monkeypatch.delenv("SSL_CERT_FILE")
    _tell(_mail(port, NOTIFY_SMTP_PASSWORD=_SECRET), _failing())
    assert (box.mails, box.users) == ([], [])
    assert "SSLCertVerificationError" in caplog.text


@pytest.mark.parametrize(
    "settings",
    [
        {"NOTIFY_ON": "sometimes"},
        {"NOTIFY_WEBHOOK": "ftp://a"},
        {"NOTIFY_WEBHOOK_FORM": "fax"},
        {"NOTIFY_MAIL_TO": ["a@b.c"], "NOTIFY_SMTP_SECURITY": "some"},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(NotifyError, match="NOTIFY_"):
        _notifier(**settings)
