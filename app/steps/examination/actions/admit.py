"""Publishing the lists of admitted and not admitted, one for each act of admission."""

import hashlib

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import ForbiddenError, InvalidFormError, RuleError
from app.core.events import canonical, emit
from app.core.security.actor import Actor
from app.law.examination import Work
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.law.sources import DM72_2
from app.people.authorities.enums import OfficeRole
from app.steps.domande.models import Domanda
from app.steps.domande.queries.received import tavoli_of
from app.steps.examination.actions.standing import refuse_as_it_stands
from app.steps.examination.emails import tell_outcomes
from app.steps.examination.events import AdmissionPublished
from app.steps.examination.facts import examination_facts
from app.steps.examination.models import Admission, Decision
from app.steps.examination.queries.admitted import (
    last_admission_number,
    list_free_acts,
    list_to_publish,
)
from app.steps.procedures.actions import advance
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.models import Act
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.publication.actions import publish_in_slot

SLOT = "admitted"
_MAY_ADMIT = frozenset({Phase.OPEN, Phase.LABORATORIES, Phase.SYNTHESIS, Phase.RESTITUTION})


def publish_admission(session: Session, actor: Actor, here: Here, act_id: str) -> Admission:
    """Publish what was decided and no list has published yet, on the act of admission given.

    `act_id` is the act's public id. The first list lets the laboratories begin, whoever is
    still pending; later ones follow. Every applicant of the list is told outcome, reason and
    remedies. Raises ForbiddenError for who does not lead the procedure, RuleError outside its
    phases, while the avviso is open or once it is revoked, or when nothing is decided,
    InvalidFormError for an act that is not free.
    """
    _check(actor, here)
    refuse_as_it_stands(session, here, Work.PUBLISH)
    act = _free_act(session, here, act_id)
    decided = list_to_publish(session, here.procedure.pk, lock=True)
    if not decided:
        raise RuleError(
            "Nessuna decisione attende di essere pubblicata.",
            remedy="Decidete prima almeno una domanda.",
        )
    number = last_admission_number(session, here.procedure.pk) + 1
    admission = Admission(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        number=number,
        act_id=act.pk,
        published_at=legal_now(),
        sha256=_content_hash(session, number, act, decided),
    )
    session.add(admission)
    session.flush()
    for domanda, decision in decided:
        decision.admission_id = admission.pk
        domanda.examination = decision.outcome
        session.add_all((decision, domanda))
    session.flush()
    _publish(session, actor, here, admission, act)
    _announce(session, actor, here, admission, decided)
    _begin_laboratories(session, actor, here)
    tell_outcomes(session, here, admission, act, decided)
    return admission


def _check(actor: Actor, here: Here) -> None:
    if OfficeRole.RDP.value not in actor.roles_in(here.authority.slug):
        raise ForbiddenError("Gli elenchi li pubblica il responsabile del procedimento.")
    if here.procedure.phase not in _MAY_ADMIT:
        raise RuleError(
            f"Il procedimento è nella fase «{here.procedure.phase.label}»: "
            "ora non si pubblicano elenchi di ammessi.",
            remedy="Si pubblicano dalla chiusura dell'avviso alla conclusione.",
            source=DM72_2,
        )


def _free_act(session: Session, here: Here, act_id: str) -> Act:
    for act in list_free_acts(session, here.procedure.pk):
        if act.public_id == act_id:
            return act
    raise InvalidFormError(
        {"act": "Scegliete un atto di ammissione su cui non poggia ancora un elenco."}
    )


def _content_hash(
    session: Session, number: int, act: Act, decided: list[tuple[Domanda, Decision]]
) -> str:
    """SHA-256 of the list as the public reads it, without reasons and delegates."""
    tavoli = tavoli_of(session, [domanda.pk for domanda, _ in decided])
    said = {
        "number": number,
        "act": [act.organ, act.number, act.adopted_on],
        "bodies": [
            [domanda.body_name, decision.outcome, tavoli.get(domanda.pk, ())]
            for domanda, decision in decided
        ],
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _publish(session: Session, actor: Actor, here: Here, admission: Admission, act: Act) -> None:
    publish_in_slot(
        session,
        actor,
        here,
        SLOT,
        f"Elenco n. {admission.number} degli ammessi e dei non ammessi (atto n. {act.number})",
        address=public_address(here, f"/partecipanti#elenco-{admission.number}"),
        sha256=admission.sha256,
    )


def _announce(
    session: Session,
    actor: Actor,
    here: Here,
    admission: Admission,
    decided: list[tuple[Domanda, Decision]],
) -> None:
    emit(
        session,
        AdmissionPublished(
            **here.openly_about(actor, admission),
            admission_id=admission.pk,
            number=admission.number,
            domande=tuple(domanda.public_id for domanda, _ in decided),
            sha256=admission.sha256,
        ),
    )


def _begin_laboratories(session: Session, actor: Actor, here: Here) -> None:
    """The laboratories never wait for the last domanda."""
    if here.procedure.phase is Phase.OPEN:
        facts = {**procedure_facts(session, here), **examination_facts(session, here)}
        advance(session, actor, here, Phase.LABORATORIES, ProcedureFacts(**facts))
