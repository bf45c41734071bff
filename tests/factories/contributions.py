"""Bodies at a tavolo, and what they contribute, made through the actions."""

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.people.accounts.models import Account
from app.people.ets.actions import create_body
from app.people.ets.enums import MembershipKind, RuntsState
from app.people.ets.forms import NewBodyForm
from app.people.ets.models import Ets
from app.steps.contributions.actions import (
    begin_contribution,
    publish_contribution,
    save_draft,
    submit_contribution,
)
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.forms import (
    ContributionForm,
    NewContributionForm,
    PressForm,
    PublishForm,
)
from app.steps.contributions.models import Contribution
from app.steps.laboratories.models import Seat
from app.steps.procedures.actions import advance
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import list_tavoli
from tests.factories.people import make_account
from tests.factories.procedures import Desk, make_started_desk
from tests.support.browserless import actor_of

_NUMBERS = itertools.count(1)
_READY = ProcedureFacts(
    avviso_sections_missing=0,
    avviso_has_act=True,
    tavoli_count=2,
    first_admission_published=True,
    laboratories_total=1,
    laboratories_held=1,
    sessions_without_verbale=0,
    contributions_unmoderated=0,
    draft_synthesis_shared=True,
)


@dataclass(frozen=True, slots=True)
class Guest:
    """A body with its legal representative, as account and as actor, and its seat."""

    ets: Ets
    account: Account
    actor: Actor
    seat: Seat


def make_working_desk(session: Session, **more: object) -> Desk:
    """A procedure whose laboratories are under way."""
    desk = make_started_desk(session, **more)
    move_on(session, desk, Phase.OPEN)
    move_on(session, desk, Phase.LABORATORIES)
    return desk


def move_on(session: Session, desk: Desk, target: Phase) -> None:
    """Bring the procedure to its next phase, with all that it asks for as done."""
    day_ago = legal_now() - timedelta(days=1)
    advance(session, desk.actor, desk.here, target, replace(_READY, avviso_published_at=day_ago))


def first_tavolo(session: Session, desk: Desk) -> Tavolo:
    return list_tavoli(session, desk.here.procedure.pk)[0]


def make_guest(
    session: Session, desk: Desk, name: str = "Associazione Prova", *, tavolo: int = 0
) -> Guest:
    """A body that sits at one of the tavoli; its domanda is left out, nobody here reads it."""
    account = make_account(session)
    number = next(_NUMBERS)
    form = NewBodyForm(
        name=name,
        runts_state=RuntsState.NOT_ETS,
        email=f"ente{number}@esempio.it",
        acting=MembershipKind.LEGAL_REPRESENTATIVE,
    )
    ets = create_body(session, actor_of(session, account), form, None)
    seat = Seat(
        procedure_id=desk.here.procedure.pk,
        authority_id=desk.authority.pk,
        tavolo_id=list_tavoli(session, desk.here.procedure.pk)[tavolo].pk,
        ets_id=ets.pk,
    )
    session.add(seat)
    session.flush()
    return Guest(ets, account, actor_of(session, account), seat)


def make_draft(
    session: Session,
    guest: Guest,
    title: str = "Trasporti per chi non guida",
    text: str = "Nelle frazioni collinari non passa l'autobus dopo le 14.",
    *,
    kind: ContributionKind = ContributionKind.NEED,
    **more: object,
) -> Contribution:
    """A draft of the guest's body, with words in it."""
    form = NewContributionForm(seat=guest.seat.public_id, kind=kind)
    draft = begin_contribution(session, guest.actor, form)
    data = ContributionForm.model_validate(
        {"kind": kind, "title": title, "text": text, "edition": draft.edition, **more}
    )
    return save_draft(session, guest.actor, draft.public_id, data)


def make_submitted(
    session: Session, guest: Guest, title: str = "Trasporti per chi non guida", **more: str
) -> Contribution:
    """A contribution that waits for the office."""
    draft = make_draft(session, guest, title, **more)  # type: ignore[arg-type]
    return submit_contribution(session, guest.actor, draft.public_id, PressForm())


def make_published(
    session: Session, desk: Desk, guest: Guest, title: str = "Trasporti", **more: str
) -> Contribution:
    """A contribution that anyone reads."""
    sent = make_submitted(session, guest, title, **more)
    publish_contribution(session, desk.actor, desk.here, sent.public_id, PublishForm())
    return sent
