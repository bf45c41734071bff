"""Mails from templates: `emails/<room>/<event>.subject.txt` and `.body.txt`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel import Session

from app.core import i18n
from app.core.events import INSTALLATION
from app.core.jobs.models import Message, Way
from app.core.jobs.outbox import Letter, post
from app.core.text import DEMO_WORDS

MAILER = "mailer"


@dataclass(frozen=True, slots=True)
class Mailer:
    """Plain text, not HTML: nothing is escaped. Links start with `base_url`, from the settings.

    `pec_from` is the address of the certified account, empty where there is none.
    """

    templates: Environment
    base_url: str
    demo: bool
    pec_from: str = ""

    def way_from(self, pec: str) -> Way:
        """PEC for a sender whose certified address is the account's own, else ordinary mail."""
        return Way.PEC if pec and pec.lower() == self.pec_from.lower() else Way.MAIL

    def write(self, template: str, data: dict[str, Any]) -> tuple[str, str]:
        """Subject and body of `template`."""
        data = {"base_url": self.base_url, **data}
        subject = self.templates.get_template(f"{template}.subject.txt").render(data)
        body = self.templates.get_template(f"{template}.body.txt").render(data)
        return " ".join(subject.split())[:300], (
            f"{DEMO_WORDS}\n\n" if self.demo else ""
        ) + body.strip() + "\n"


def make_mailer(folder: Path, base_url: str, *, demo: bool, pec_from: str = "") -> Mailer:
    env = Environment(  # noqa: S701  plain text is not escaped
        loader=FileSystemLoader(folder),
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in ("date_words", "date_short", "time_words", "deadline_words", "instant_words"):
        env.filters[name] = getattr(i18n, name)
    return Mailer(env, base_url, demo, pec_from)


def send_mail_from(
    session: Session,
    template: str,
    *,
    to: str,
    to_ref: str = "",
    chain: str = INSTALLATION,
    sender_name: str = "Coprogramma",
    reply_to: str = "",
    unsubscribe: str = "",
    pec_from: str = "",
    attachments: list[dict[str, str]] | None = None,
    **data: Any,
) -> Message:
    """Write `template` with `data` and put it into the outbox of this transaction.

    `to_ref` is the recipient's public id, `chain` the procedure's; `reply_to` the office's.
    `unsubscribe` is the whole address of one-click leaving.
    `pec_from` is the sender's certified address, given where `to` is one too: the message goes
    by PEC when the installation has that account. Source: CAD art. 6.
    """
    mailer = cast(Mailer, session.info[MAILER])
    subject, body = mailer.write(template, data)
    letter = Letter(
        kind=template,
        recipient=to,
        recipient_ref=to_ref,
        chain=chain,
        sender_name=sender_name,
        reply_to=reply_to,
        unsubscribe=unsubscribe,
        way=mailer.way_from(pec_from),
        subject=subject,
        body=body,
        attachments=attachments or [],
    )
    return post(session, letter)
