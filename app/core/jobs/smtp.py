"""Sends one message through SMTP. Headers are built by `EmailMessage`, never by hand."""

import asyncio
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.core.jobs.models import Message, Way

TIMEOUT_SECONDS = 30


class SmtpSettingError(ValueError):
    """The address of the mail server cannot be used; the message says why."""


class PermanentMailError(Exception):
    """The server will never take this message (5xx)."""


class TemporaryMailError(Exception):
    """The server did not take it now (4xx, no connection, no answer in time)."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    tls: bool
    user: str | None
    password: str | None
    sender: str


def smtp_from_url(url: str, sender: str) -> SmtpServer | None:
    """`smtp://user:password@host:port` (STARTTLS if offered) or `smtps://…`; empty means none."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SmtpSettingError("use smtp://HOST:PORT or smtps://USER:PASSWORD@HOST")
    tls = parts.scheme == "smtps"
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    return SmtpServer(
        parts.hostname, parts.port or (465 if tls else 25), tls, user, password, sender
    )


def build_mail(message: Message, sender: str) -> EmailMessage:
    """The RFC 5322 message; its Message-ID stays the same at every try."""
    mail = EmailMessage()
    address = Address(display_name=message.sender_name, addr_spec=sender)
    mail["From"] = address
    mail["To"] = Address(addr_spec=message.recipient)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = message.message_ref
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.way is Way.PEC:
        mail["X-TipoRicevuta"] = "breve"  # the receipt brings hashes, not the mail again
    elif message.reply_to:
        mail["Reply-To"] = Address(addr_spec=message.reply_to)
    mail.set_content(message.body)
    for item in message.attachments:
        main, sub = item["media_type"].split("/", 1)
        if main == "text":
            mail.add_attachment(item["text"], subtype=sub, filename=item["name"])
        else:
            mail.add_attachment(
                item["text"].encode(), maintype=main, subtype=sub, filename=item["name"]
            )
    return mail


def send_mail(server: SmtpServer, message: Message) -> None:
    """Hand the message over. Raises PermanentMailError or TemporaryMailError."""
    try:
        mail = build_mail(message, server.sender)
    except (ValueError, IndexError) as error:
        raise PermanentMailError(f"address not usable: {type(error).__name__}") from error
    try:
        asyncio.run(_send(server, mail))
    except aiosmtplib.SMTPResponseException as error:
        kind = PermanentMailError if error.code >= 500 else TemporaryMailError
        raise kind(f"{error.code} {error.message}") from error
    except aiosmtplib.SMTPRecipientsRefused as error:
        code = max((refused.code for refused in error.recipients), default=550)
        kind = PermanentMailError if code >= 500 else TemporaryMailError
        raise kind(f"{code} recipient refused") from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise TemporaryMailError(type(error).__name__) from error


async def _send(server: SmtpServer, mail: EmailMessage) -> None:
    await aiosmtplib.send(
        mail,
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        username=server.user,
        password=server.password,
        timeout=TIMEOUT_SECONDS,
    )
