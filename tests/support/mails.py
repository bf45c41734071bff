"""What the outbox holds: mails are read from it as their recipient would."""

import re

from sqlmodel import col, select

from app.core.jobs.models import Message
from app.core.store.session import Store


def mails_to(store: Store, address: str) -> list[Message]:
    """The mails to `address`, oldest first."""
    with store.reading() as session:
        query = select(Message).where(Message.recipient == address).order_by(col(Message.id))
        return list(session.exec(query).all())


def link_in(mail: Message) -> str:
    """The local address of the first link in a mail that carries a token."""
    found = re.search(r"http://testserver(/\S*/[\w-]{40,})", mail.body)
    assert found is not None, mail.body
    return found.group(1)
