"""Procedures in the phase a test needs, made through the actions."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.core.clock import legal_today
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.steps.procedures.actions import (
    add_tavolo,
    advance,
    create_procedure,
    edit_procedure,
    record_act,
)
from app.steps.procedures.enums import ActKind
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.forms import ActForm, NewProcedureForm, ProcedureForm, TavoloForm
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here
from tests.factories.files import keep_pdf
from tests.factories.people import make_authority, make_officer
from tests.support.browserless import actor_of


@dataclass(frozen=True, slots=True)
class Desk:
    """An office at work: its authority and procedure, its RdP as account and as actor."""

    here: Here
    rdp: Account
    actor: Actor

    @property
    def authority(self) -> Authority:
        return self.here.authority


def make_desk(
    session: Session,
    *,
    slug: str = "prova",
    authority: Authority | None = None,
    title: str = "Co-programmazione di prova",
    tavoli: tuple[str, ...] = ("Disabilità", "Infanzia e famiglia"),
) -> Desk:
    """A procedure in draft with its responsible officer and tavoli."""
    authority = authority or make_authority(session)
    rdp = make_officer(session, authority)
    actor = actor_of(session, rdp)
    form = NewProcedureForm(title=title, slug=slug, purpose="Capire i bisogni del territorio.")
    here = Here(authority, create_procedure(session, actor, authority, form))
    data = ProcedureForm(title=title, purpose=form.purpose, responsible_officer=rdp.public_id)
    edit_procedure(session, actor, here, data)
    for name in tavoli:
        add_tavolo(session, actor, here, TavoloForm(name=name))
    return Desk(here, rdp, actor)


def make_act(
    session: Session,
    desk: Desk,
    kind: ActKind,
    *,
    number: str = "1",
    adopted_on: date | None = None,
    file: KeptFile | None = None,
) -> Act:
    """An act of the competent manager, with its file."""
    form = ActForm(
        kind=kind,
        organ="Direzione di Zona distretto",
        number=number,
        adopted_on=adopted_on or legal_today(),
    )
    return record_act(session, desk.actor, desk.here, form, file or keep_pdf(session))


def make_started_desk(session: Session, **more: object) -> Desk:
    """A procedure whose start act is recorded and that anyone may read."""
    desk = make_desk(session, **more)  # type: ignore[arg-type]
    make_act(session, desk, ActKind.START)
    facts = ProcedureFacts(**procedure_facts(session, desk.here))
    advance(session, desk.actor, desk.here, Phase.STARTED, facts)
    return desk
