"""A real SMTP server on loopback that keeps what it is given."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import free_port

_LINK = re.compile(r"https?://\S+")


class PostOffice:
    """Use as a context manager; `url` is what COPROGRAMMA_SMTP_URL wants.

    `reply` is its answer to every mail; what it refuses it does not keep.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.reply = "250 taken"
        port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self.url = f"smtp://127.0.0.1:{port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.reply.startswith("250"):
            mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return self.reply

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def wait_for(self, recipient: str, subject: str, seconds: float = 15) -> EmailMessage:
        """The newest mail to `recipient` whose subject has `subject` in it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in reversed(self.mails):
                if recipient in str(mail["To"]) and subject in str(mail["Subject"]):
                    found: EmailMessage = mail
                    return found
            time.sleep(0.1)
        seen = [(str(mail["To"]), str(mail["Subject"])) for mail in self.mails[-10:]]
        raise AssertionError(f"no mail to {recipient} about {subject!r}; the last ones: {seen}")


def text_of(mail: EmailMessage) -> str:
    """The words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage, word: str) -> str:
    """The first link of a mail that has `word` in it."""
    link: str = next(link for link in _LINK.findall(text_of(mail)) if word in link)
    return link
