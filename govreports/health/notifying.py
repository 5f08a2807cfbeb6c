"""Tells people how a run ended: by a POST to an address, by mail, or not at all. That telling fails never harms the run.

Addresses of webhooks and passwords are secrets: they are in no line of the log, whatever goes wrong.
"""

import asyncio
import json
import logging
import os
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, Self
from urllib.parse import urlsplit

from govreports import __version__
from govreports.health.model import RunReport

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

PASSWORD: Final = "GOVREPORTS_SMTP_PASSWORD"  # noqa: S105  # where it is, not what
"""The variable of the environment that may hold the password, so that no settings file and no command line has to."""

_WHEN: Final = ("failure", "change", "always")
_SECURITY: Final = ("starttls", "ssl", "none")
_LARGEST_PAGE: Final = 4 * 1024 * 1024

# How services that only take words of their own want to be told; `plain` is for whatever reads JSON, chats among them.
_BODIES: Final[Mapping[str, Callable[[str, dict[str, Any]], dict[str, Any]]]] = MappingProxyType(
    {
        "plain": lambda text, summary: {"text": text, "summary": summary},
        "dingtalk": lambda text, _summary: {"msgtype": "text", "text": {"content": text}},
        "wecom": lambda text, _summary: {"msgtype": "text", "text": {"content": text}},
        "feishu": lambda text, _summary: {"msg_type": "text", "content": {"text": text}},
    }
)


class NotifyError(ValueError):
    """The settings that say whom to tell cannot be meant."""


@dataclass(frozen=True, slots=True)
class Mail:
    """To whom, and by which server."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int
    security: Literal["starttls", "ssl", "none"]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Notifier:
    """Whom to tell, when, and with how much patience (*timeout*, in seconds)."""

    webhook: str = field(default="", repr=False)
    form: str = "plain"
    mail: Mail | None = None
    when: str = "failure"
    timeout: float = 15.0

    @classmethod
    def of(cls, settings: "BaseSettings") -> Self:
        """What a crawl's settings want.

        Raises:
            NotifyError: they cannot be meant.
        """
        when, form = settings.get("NOTIFY_ON", "failure"), settings.get("NOTIFY_WEBHOOK_FORM", "plain")
        webhook = settings.get("NOTIFY_WEBHOOK") or ""
        if when not in _WHEN:
            raise NotifyError(f"NOTIFY_ON is one of {', '.join(_WHEN)}, not {when!r}")
        if form not in _BODIES:
            raise NotifyError(f"NOTIFY_WEBHOOK_FORM is one of {', '.join(_BODIES)}, not {form!r}")
        if webhook and urlsplit(webhook).scheme not in {"http", "https"}:
            raise NotifyError("NOTIFY_WEBHOOK is no http address")
        return cls(webhook, form, _mail(settings), when, settings.getfloat("NOTIFY_TIMEOUT", 15.0))

    def wants(self, report: RunReport) -> bool:
        """Whether people want to hear of *report*: a failure, or another outcome than the run before it had."""
        if report.sample is not None or (not self.webhook and self.mail is None):
            return False
        if self.when == "change":
            if report.later and report.outcome != "failure":
                return False
            before = report.before
            was = (before.outcome or ("failure" if before.failed else "ok")) if before is not None else "ok"
            return report.outcome != was
        return self.when == "always" or report.outcome == "failure"

    async def tell(self, report: RunReport, page: Path | None) -> None:
        """Tell of *report*, whose page is at *page*, if that is wanted."""
        if not self.wants(report):
            return
        text = text_of(report, page)
        if self.webhook:
            await self._try(f"{urlsplit(self.webhook).hostname} by webhook", lambda: self._post(text, report))
        if self.mail is not None:
            mail = self.mail
            await self._try(f"{', '.join(mail.to)} by mail", lambda: self._send(mail, text, report, page))

    async def _try(self, whom: str, how: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(how)
        except Exception as error:  # whatever goes wrong there, the run is as it is
            # Its words may hold the address, or what a server says to a password.
            logger.error("could not tell %s how the run ended: %s", whom, _kind(error))  # noqa: TRY400
        else:
            logger.info("told %s how the run ended", whom)

    def _post(self, text: str, report: RunReport) -> None:
        body = json.dumps(_BODIES[self.form](text, summary_of(report)), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"govreports/{__version__}"}
        request = urllib.request.Request(self.webhook, body, headers, method="POST")  # noqa: S310  # http only, see above
        with urllib.request.urlopen(request, timeout=self.timeout):  # noqa: S310
            pass

    def _send(self, mail: Mail, text: str, report: RunReport, page: Path | None) -> None:
        message = message_of(mail, text, report, page)
        context = ssl.create_default_context()
        if mail.security == "ssl":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=self.timeout)
        with server:
            if mail.security == "starttls":
                server.starttls(context=context)
            if mail.user:
                server.login(mail.user, mail.password)
            server.send_message(message)


def subject_of(report: RunReport) -> str:
    """The outcome in one line."""
    failing = [it.monitor for it in report.verdicts if it.status == report.outcome != "ok"]
    why = f" ({', '.join(failing)})" if failing else ""
    return f"govreports {report.keeps_as}: {report.outcome}{why}"


def text_of(report: RunReport, page: Path | None) -> str:
    """The outcome in a few lines, the worst first."""
    lines = [subject_of(report)]
    if report.home is not None:
        lines.append(report.home.name)
    lines += [f"- {it.message}" for it in report.verdicts if it.status in {"failure", "warning"}]
    lines.append(f"{report.reports} reports, {report.errors} errors, {report.requests} requests; run {report.run}")
    return "\n".join([*lines, str(page.resolve())] if page is not None else lines)


def summary_of(report: RunReport) -> dict[str, Any]:
    """The outcome for programs."""
    kept = {"spider", "keeps_as", "run", "started", "finished", "reason", "exit_code", "reports", "errors", "requests"}
    told = report.model_dump(mode="json", include=kept)
    verdicts = [it.model_dump() for it in report.verdicts if it.status in {"failure", "warning"}]
    return {
        "outcome": report.outcome,
        **told,
        "agency": report.home.name if report.home is not None else None,
        "sites_failed": [it.site for it in report.sites if it.failed],
        "changes": report.changes.counts if report.changes is not None else None,
        "verdicts": verdicts,
    }


def message_of(mail: Mail, text: str, report: RunReport, page: Path | None) -> EmailMessage:
    """The mail: *text*, and the page as a file, where it is not too large to be sent."""
    message = EmailMessage()
    message["Subject"] = subject_of(report)
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="govreports.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if page is not None and page.stat().st_size <= _LARGEST_PAGE:
        message.add_attachment(page.read_text("utf-8"), subtype="html", filename=page.name)
    return message


def _mail(settings: "BaseSettings") -> Mail | None:
    to = tuple(settings.getlist("NOTIFY_MAIL_TO"))
    if not to:
        return None
    host, security = settings.get("NOTIFY_SMTP_HOST") or "localhost", settings.get("NOTIFY_SMTP_SECURITY", "starttls")
    if security not in _SECURITY:
        raise NotifyError(f"NOTIFY_SMTP_SECURITY is one of {', '.join(_SECURITY)}, not {security!r}")
    return Mail(
        to=to,
        sender=settings.get("NOTIFY_MAIL_FROM") or "govreports@localhost",
        host=host,
        port=settings.getint("NOTIFY_SMTP_PORT") or {"ssl": 465, "starttls": 587, "none": 25}[security],
        security=security,
        user=settings.get("NOTIFY_SMTP_USER") or "",
        password=settings.get("NOTIFY_SMTP_PASSWORD") or os.environ.get(PASSWORD, ""),
    )


def _kind(error: Exception) -> str:
    """What went wrong, without the other side's words."""
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return type(reason).__name__ if isinstance(reason, Exception) else str(type(error).__name__)
