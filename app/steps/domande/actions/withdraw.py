"""Taking back a filed domanda, or throwing a draft away."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.phases import ENDED
from app.steps.domande.actions.draft import drop_files, get_draft
from app.steps.domande.actions.members import drop_members
from app.steps.domande.emails_area import tell_withdrawn
from app.steps.domande.enums import DomandaState, ExaminationState, FileRole
from app.steps.domande.events import DomandaWithdrawn
from app.steps.domande.models import Domanda, DomandaPart, LateAttempt, SignatureCheck
from app.steps.domande.queries.area import find_draft, get_own
from app.steps.domande.queries.setting import locked_setting, setting_of


def withdraw_domanda(session: Session, actor: Actor, public_id: str) -> Domanda:
    """Take a filed domanda back: it keeps its number, and another may be filed while open.

    Raises RuleError when it is a draft, was withdrawn before, or the procedure is over.
    """
    own = get_own(session, actor, public_id)
    setting = locked_setting(session, own.procedure_id)
    domanda = get_own(session, actor, public_id, lock=True)
    if domanda.state is not DomandaState.FILED or domanda.number is None or domanda.year is None:
        raise RuleError("Si ritira soltanto una domanda inviata.")
    if setting.here.procedure.phase in ENDED:
        raise RuleError(
            "Il procedimento è finito: la domanda resta agli atti e non si ritira più.",
            remedy="Per i dati personali scrivete all'ufficio, come dice l'informativa.",
        )
    domanda.state = DomandaState.WITHDRAWN
    domanda.examination = ExaminationState.WITHDRAWN
    domanda.withdrawn_at = legal_now()
    session.add(domanda)
    _free_amending_draft(session, domanda)
    emit(
        session,
        DomandaWithdrawn(
            **setting.here.openly_about(actor, domanda),
            number=domanda.number,
            year=domanda.year,
        ),
    )
    tell_withdrawn(session, actor, setting, domanda)
    return domanda


def _free_amending_draft(session: Session, domanda: Domanda) -> None:
    """A draft that was to replace it becomes one of its own."""
    assert domanda.ets_id is not None
    draft = find_draft(session, domanda.procedure_id, domanda.ets_id)
    if draft is not None:
        draft.amends_id = None
        session.add(draft)


def discard_draft(session: Session, actor: Actor, public_id: str) -> None:
    """Throw an own draft away with its answers and files; late attempts stay on record.

    Raises RuleError when it is no draft.
    """
    domanda = get_draft(session, actor, public_id)
    drop_members(session, setting_of(session, domanda), domanda)
    drop_files(session, domanda, roles=tuple(FileRole))
    for table in (DomandaPart, SignatureCheck):
        for row in session.exec(select(table).where(table.domanda_id == domanda.pk)):
            session.delete(row)
    session.flush()
    attempted = session.exec(
        select(LateAttempt.id).where(LateAttempt.domanda_id == domanda.pk)
    ).first()
    if attempted is None:
        session.delete(domanda)
    else:
        domanda.state = DomandaState.WITHDRAWN
        domanda.withdrawn_at = legal_now()
        domanda.amends_id = None
        session.add(domanda)
    session.flush()
