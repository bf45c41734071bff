"""Filing: decided from the received instant, inside the transaction, once."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from app.core.clock import legal_offset
from app.core.errors import RuleError
from app.core.events import emit
from app.core.i18n import deadline_words, instant_words
from app.core.security.actor import Actor
from app.core.security.once import body_digest, claim_once
from app.law.deadlines import Timeliness, timeliness
from app.law.sources import CAD_65, LR65_10_B, LR65_10_C
from app.steps.domande.actions.draft import refuse_other_edition
from app.steps.domande.actions.enter import enter_filing
from app.steps.domande.actions.members import drop_members
from app.steps.domande.enums import DomandaState, FileRole, SignatureWay
from app.steps.domande.events import LateFilingRefused
from app.steps.domande.members import problems_of_members
from app.steps.domande.models import Domanda, LateAttempt
from app.steps.domande.queries.area import (
    HeldFile,
    get_answers,
    get_own,
    list_files,
    procedure_of_own,
)
from app.steps.domande.queries.completeness import problems_of
from app.steps.domande.queries.filed import Content
from app.steps.domande.queries.members import FORM_PART, is_joint, list_members
from app.steps.domande.queries.setting import Setting, asks_anew, locked_setting
from app.steps.domande.queries.signature import identity_problem
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import list_tavoli


def file_domanda(
    session: Session,
    actor: Actor,
    public_id: str,
    edition: int,
    received_at: datetime,
    once_key: str,
) -> Domanda:
    """Give an own draft its number in the register; a repeat gets the same filed domanda.

    `received_at` is the wall instant (UTC) at which the whole request was here; the legal
    clock's offset is added. Locks: procedure → avviso → domanda → sequence. Raises RuleError
    when late (with the attempt to keep), incomplete or not signed, ConflictError when the draft
    changed or the key came with another body. Source: Cons. Stato 8546/2024; CAD art. 65.
    """
    procedure_id = procedure_of_own(session, actor, public_id)
    if not once_key:
        raise RuleError("La pagina è incompleta: riapritela e premete di nuovo «Invia».")
    setting = locked_setting(session, procedure_id, shared=True)
    domanda = get_own(session, actor, public_id, lock=True)
    received = received_at + legal_offset()
    if domanda.state is DomandaState.DRAFT:
        refuse_other_edition(domanda, edition)
        _check_time(actor, setting, domanda, received)
    repeated = _pressed_before(session, actor, domanda, edition, once_key)
    if repeated or domanda.state in (DomandaState.FILED, DomandaState.SUPERSEDED):
        return domanda
    if domanda.state is not DomandaState.DRAFT:
        raise RuleError("Questa domanda è stata ritirata: per partecipare preparatene un'altra.")
    content = _gather(session, setting, domanda)
    tavoli = list_tavoli(session, domanda.procedure_id)
    _check_content(session, setting, domanda, content, tavoli)
    _check_signature(session, actor, domanda, content.files)
    enter_filing(session, actor, setting, domanda, received, content, tavoli)
    return domanda


def _pressed_before(
    session: Session, actor: Actor, domanda: Domanda, edition: int, once_key: str
) -> bool:
    """Whether this very press of «Invia» was taken already."""
    body = body_digest({"domanda": domanda.public_id, "edition": edition})
    first = claim_once(
        session,
        owner=actor.ref,
        action="domande.file",
        key=once_key,
        body=body,
        result=domanda.public_id,
    )
    return bool(first)


def _gather(session: Session, setting: Setting, domanda: Domanda) -> Content:
    """What is filed. Members added before the lead chose to take part alone are not."""
    answers = get_answers(session, domanda.pk)
    if FORM_PART in answers and not is_joint(answers):
        drop_members(session, setting, domanda)
    return Content(
        answers,
        list_files(session, domanda.pk),
        list_members(session, domanda.pk) if is_joint(answers) else [],
    )


def _check_time(actor: Actor, setting: Setting, domanda: Domanda, received: datetime) -> None:
    if setting.stopped:
        raise RuleError(
            "L'avviso è revocato: non riceve più domande."
            if setting.avviso.revoked_at
            else "Il procedimento è sospeso o revocato: ora non riceve domande.",
            remedy="La bozza resta: la pagina del procedimento dirà se i termini riprendono.",
            source=LR65_10_C,
        )
    verdict = timeliness(received, setting.deadline)
    if not verdict.in_time:
        raise _late(actor, setting, domanda, received, verdict)


def _late(
    actor: Actor, setting: Setting, domanda: Domanda, received: datetime, verdict: Timeliness
) -> RuleError:
    here = setting.here
    pec = f" Resta la PEC {here.authority.pec}:" if here.authority.pec else " Restano altre vie:"
    if domanda.amends_id is not None:
        pec = " La domanda che avevate già inviato resta valida. Per il resto:" + pec.lower()
    event = LateFilingRefused(
        **here.about(actor, domanda),
        received_at=received.isoformat(),
        deadline=setting.deadline.isoformat(),
    )
    attempt = {
        "procedure_id": domanda.procedure_id,
        "authority_id": domanda.authority_id,
        "domanda_id": domanda.pk,
        "attempted_at": received,
        "deadline": setting.deadline,
    }
    return RuleError(
        f"La domanda è arrivata {verdict.words}: il termine era "
        f"{deadline_words(setting.deadline)}, l'invio è arrivato il {instant_words(received)}.",
        remedy="La bozza è rimasta com'era e il tentativo è agli atti."
        + pec
        + " una domanda arrivata dopo il termine può essere accolta solo con un atto dell'ufficio.",
        source=verdict.source,
        keep=partial(_keep_attempt, attempt, event),
    )


def _keep_attempt(attempt: dict[str, Any], event: LateFilingRefused, session: Session) -> None:
    session.add(LateAttempt(**attempt))
    emit(session, event)


def _check_content(
    session: Session,
    setting: Setting,
    domanda: Domanda,
    content: Content,
    tavoli: list[Tavolo],
) -> None:
    if domanda.content_code and asks_anew(session, setting, domanda):
        raise RuleError(
            "L'avviso è stato rettificato dopo che avete generato il PDF.",
            remedy="La bozza è rimasta com'era: leggete che cosa cambia, controllate il riepilogo, "
            "generate di nuovo il PDF e firmatelo.",
            source=LR65_10_B,
        )
    chosen = {tavolo.public_id for tavolo in tavoli}
    if problems_of(setting.definition, content.answers, chosen):
        raise RuleError(
            "La domanda non è ancora completa.",
            remedy="Il riepilogo dice che cosa manca, con i collegamenti.",
        )
    lacking = problems_of_members(content.members) if is_joint(content.answers) else ()
    if lacking:
        raise RuleError(lacking[0], remedy="La pagina «Enti insieme» dice chi manca.")


def _check_signature(
    session: Session, actor: Actor, domanda: Domanda, files: list[HeldFile]
) -> None:
    """Signed, or identified by SPID or CIE in the very session that files."""
    identified = domanda.signature_way is SignatureWay.IDENTIFIED
    if identified and (problem := identity_problem(session, actor, domanda)):
        raise RuleError(
            problem, remedy="Entrate con SPID o CIE e premete di nuovo «Invia».", source=CAD_65
        )
    roles = {file.role for file in files}
    needed = {FileRole.GENERATED}
    if not identified:
        needed.add(FileRole.SIGNED)
    if domanda.signature_way is None or not needed <= roles:
        raise RuleError(
            "Manca la domanda firmata.",
            remedy="Generate il PDF, firmatelo e caricatelo nel passo «Firma».",
            source=CAD_65,
        )
