"""What the office tells applicants about their domande, and what comes back to the office."""

from typing import Any

from sqlmodel import Session

from app.steps.domande.letters import send_to
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import Recipient, list_told
from app.steps.examination.models import (
    Admission,
    CommissionMember,
    Completion,
    Decision,
    HindranceNotice,
)
from app.steps.examination.queries.terms import RunningTerm
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here


def tell_completion_asked(
    session: Session, here: Here, domanda: Domanda, completion: Completion
) -> None:
    _tell(session, "examination/completion_asked", here, domanda, completion=completion)


def tell_completion_closed(
    session: Session, here: Here, domanda: Domanda, completion: Completion
) -> None:
    _tell(session, "examination/completion_closed", here, domanda, completion=completion)


def tell_office_answered(
    session: Session, here: Here, domanda: Domanda, completion: Completion
) -> None:
    """Nothing leaves where the authority has no address."""
    _tell_office(
        session,
        "examination/completion_answered",
        here,
        domanda=domanda,
        completion=completion,
    )


def tell_hindrance(session: Session, here: Here, domanda: Domanda, notice: HindranceNotice) -> None:
    """The reasons and the term for observations. Source: L. 241/1990, 10-bis."""
    _tell(session, "examination/hindrance", here, domanda, notice=notice)


def tell_office_observed(
    session: Session, here: Here, domanda: Domanda, notice: HindranceNotice
) -> None:
    """Nothing leaves where the authority has no address."""
    _tell_office(session, "examination/observations", here, domanda=domanda, notice=notice)


def remind_office(session: Session, here: Here, terms: list[RunningTerm]) -> None:
    """The terms that end within a day, in one mail."""
    _tell_office(session, "examination/terms", here, terms=terms)


def invite_member(
    session: Session, here: Here, member: CommissionMember, inviter: str, link: str
) -> None:
    """A seat in the board: the guest accepts it from `link`, the office's person declares there."""
    send_to(
        session,
        "examination/member",
        here,
        Recipient(member.email, member.public_id),
        member=member,
        inviter=inviter,
        link=link,
    )


def _tell_office(session: Session, template: str, here: Here, **data: Any) -> None:
    if here.authority.email:
        office = Recipient(here.authority.email, here.authority.public_id)
        send_to(session, template, here, office, **data)


def tell_outcomes(
    session: Session,
    here: Here,
    admission: Admission,
    act: Act,
    decided: list[tuple[Domanda, Decision]],
) -> None:
    """Outcome, reason and remedies, to every applicant of a list. Source: L. 241/1990, 3."""
    recipients = list_told(session, [domanda for domanda, _ in decided], own_word=True)
    for domanda, decision in decided:
        for recipient in recipients[domanda.pk]:
            send_to(
                session,
                "examination/outcome",
                here,
                recipient,
                domanda=domanda,
                decision=decision,
                admission=admission,
                act=act,
            )


def _tell(session: Session, template: str, here: Here, domanda: Domanda, **data: Any) -> None:
    """To who filed, who answers; a copy to those who take part together by their own word."""
    for recipient in list_told(session, [domanda], own_word=True)[domanda.pk]:
        send_to(session, template, here, recipient, domanda=domanda, **data)
