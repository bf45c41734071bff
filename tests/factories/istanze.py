"""Istanze in the state a test needs, made through the actions."""

import re
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.jobs.outbox import list_messages
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.steps.istanze.actions import (
    edit_istanza,
    invite_body,
    join_istanza,
    present_istanza,
    start_istanza,
)
from app.steps.istanze.forms import InviteBodyForm, IstanzaForm, JoinForm, NewIstanzaForm
from app.steps.istanze.queries import Asked
from tests.factories.domande import make_applicant
from tests.factories.people import make_authority, make_officer
from tests.support.browserless import actor_of

SUBJECT = "Anziani soli nelle frazioni"


@dataclass(frozen=True, slots=True)
class Asking:
    """A body that asks an authority, and the authority's RdP."""

    asked: Asked
    actor: Actor
    account: Account
    body: str
    rdp: Account
    office: Actor

    @property
    def ref(self) -> str:
        return self.asked.istanza.public_id


def make_draft(session: Session, authority: Authority | None = None, **more: Any) -> Asking:
    """A whole draft of one body."""
    authority = authority or make_authority(session, email="ufficio@esempio.it")
    rdp = make_officer(session, authority)
    applicant = make_applicant(session)
    form = NewIstanzaForm(
        authority=authority.public_id, body=applicant.body.public_id, subject=SUBJECT
    )
    asked = start_istanza(session, applicant.actor, form)
    asking = Asking(
        asked,
        applicant.actor,
        applicant.account,
        applicant.body.public_id,
        rdp,
        actor_of(session, rdp),
    )
    write(session, asking, **more)
    return asking


def write(session: Session, asking: Asking, **more: Any) -> None:
    """Save the text, as the page would."""
    words = {
        "subject": SUBJECT,
        "reason": "Nessuno li conta.",
        "concerns": "Chi ha più di 75 anni.",
    }
    form = IstanzaForm(edition=asking.asked.istanza.edition, **(words | more))
    edit_istanza(session, asking.actor, asking.ref, form)


def make_joined(session: Session, asking: Asking) -> Actor:
    """Another body that joined behind its link; its person."""
    applicant = make_applicant(session)
    invite_body(session, asking.actor, asking.ref, InviteBodyForm(email=applicant.account.email))
    form = JoinForm(body=applicant.body.public_id, edition=asking.asked.istanza.edition)
    join_istanza(session, applicant.actor, last_token(session), form)
    return applicant.actor


def last_token(session: Session) -> str:
    """The token of the last invitation that was sent."""
    found = re.search(r"/istanze/inviti/(\S+)", list_messages(session)[0].body)
    assert found is not None
    return found[1]


def make_presented(session: Session, authority: Authority | None = None) -> Asking:
    """An istanza that waits for its answer."""
    asking = make_draft(session, authority)
    present_istanza(session, asking.actor, asking.ref, asking.asked.istanza.edition)
    return asking
