"""Publishing an avviso: from then on it is frozen, and domande come in."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.steps.avvisi.actions.freeze import freeze_version
from app.steps.avvisi.actions.refuse import decision_error
from app.steps.avvisi.actions.writable import refuse_published
from app.steps.avvisi.events import AvvisoPublished
from app.steps.avvisi.facts import avviso_facts
from app.steps.avvisi.models import Avviso, AvvisoVersion
from app.steps.avvisi.queries import get_avviso
from app.steps.avvisi.readiness import publication_refusals
from app.steps.procedures.actions import advance
from app.steps.procedures.enums import ActKind
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.models import Act
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, list_acts
from app.steps.publication.actions import publish_in_slot

SLOT = "avviso"


def publish_avviso(session: Session, actor: Actor, here: Here) -> AvvisoVersion:
    """Publish the avviso now, by the legal clock, as version 1; the procedure opens.

    Refused while a section, the act, a tavolo or a lawful closing is missing (LR 65/2020,
    art. 10 c. 1). Raises RuleError with every reason.
    """
    avviso = get_avviso(session, here.procedure.pk, lock=True)
    refuse_published(avviso)
    decision = publication_refusals(session, here, avviso)
    if avviso is None or avviso.closes_at is None or not decision.allowed:
        raise decision_error(decision)
    act, file = list_acts(session, here.procedure.pk, ActKind.AVVISO)[-1]
    now = legal_now()
    version = freeze_version(session, here, avviso, act, file, now)
    avviso.published_at, avviso.version = now, version.number
    session.add(avviso)
    session.flush()
    facts = {**procedure_facts(session, here), **avviso_facts(session, here)}
    advance(session, actor, here, Phase.OPEN, ProcedureFacts(**facts))
    publish_in_slot(
        session,
        actor,
        here,
        SLOT,
        f"Avviso: {here.procedure.title}",
        address=public_address(here, "/avviso"),
        sha256=version.content_sha256,
    )
    _announce(session, actor, here, avviso, version, act)
    return version


def _announce(
    session: Session,
    actor: Actor,
    here: Here,
    avviso: Avviso,
    version: AvvisoVersion,
    act: Act,
) -> None:
    emit(
        session,
        AvvisoPublished(
            **here.openly_about(actor, avviso),
            number=version.number,
            published_at=version.published_at.isoformat(),
            closes_at=version.closes_at.isoformat(),
            act=act.public_id,
            content_sha256=version.content_sha256,
        ),
    )
