"""What was filed, read once: those who react to a filing find it at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from app.steps.domande.events import DomandaFiled, DomandaRegistered
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import HeldFile, get_answers, list_files, split_filed
from app.steps.domande.queries.completeness import Answers
from app.steps.domande.queries.members import MemberRow, list_members
from app.steps.domande.queries.received import get_received

_AT_HAND = "filed"


@dataclass(frozen=True, slots=True)
class Content:
    """What a domanda says and encloses, and who takes part with its body."""

    answers: Answers
    files: list[HeldFile]
    members: list[MemberRow]

    @property
    def tax_code(self) -> str:
        """Of the body that files, as its answers say it; empty where they do not."""
        return str(self.answers.get("body", {}).get("tax_code", ""))


@dataclass(frozen=True, slots=True)
class Filed:
    """A received domanda with what it was filed with."""

    domanda: Domanda
    content: Content


@contextmanager
def at_hand(session: Session, filed: Filed) -> Iterator[None]:
    """Until this ends, what reacts to the filing reads nothing of it again."""
    session.info[_AT_HAND] = filed
    try:
        yield
    finally:
        del session.info[_AT_HAND]


def filed_in(session: Session, event: DomandaFiled | DomandaRegistered) -> Filed:
    """What this event brought in, for reactions."""
    filed: Filed | None = session.info.get(_AT_HAND)
    if filed is not None and filed.domanda.public_id == event.subject:
        return filed
    return read_filed(session, get_received(session, event.procedure_id, event.subject))


def read_filed(session: Session, domanda: Domanda) -> Filed:
    """What a received domanda was filed with, in three queries."""
    files, _ = split_filed(list_files(session, domanda.pk))
    answers = get_answers(session, domanda.pk)
    return Filed(domanda, Content(answers, files, list_members(session, domanda.pk)))
