"""The plan's way to approval: who makes it jointly, which acts are awaited and which are there."""

from datetime import date

from sqlmodel import Session, select

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.i18n import date_words
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.plans.actions.writing import refuse_unless_open
from app.steps.plans.events import PlanActChanged, PlanPartnerChanged
from app.steps.plans.forms import AdoptedForm, PartnerForm, PlanActForm
from app.steps.plans.models import PlanAct, PlanPartner
from app.steps.plans.queries import get_partner, list_partners
from app.steps.procedures.queries import Here


def add_partner(session: Session, actor: Actor, here: Here, form: PartnerForm) -> PlanPartner:
    """Name an authority that makes the plan too. Raises InvalidFormError for one that is there."""
    refuse_unless_open(here)
    partners = list_partners(session, here.procedure.pk)
    names = {here.authority.name.casefold(), *(one.name.casefold() for one in partners)}
    if form.name.casefold() in names:
        raise InvalidFormError({"name": "Questa amministrazione c'è già."})
    partner = PlanPartner(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        name=form.name,
        what=form.what,
        position=max((one.position for one in partners), default=0) + 1,
    )
    session.add(partner)
    session.flush()
    about = here.openly_about(actor, partner)
    emit(session, PlanPartnerChanged(**about, name=partner.name, step="added"))
    return partner


def remove_partner(session: Session, actor: Actor, here: Here, partner: PlanPartner) -> None:
    """Take an authority away. Raises RuleError while acts of its own stand."""
    refuse_unless_open(here)
    if session.exec(select(PlanAct.id).where(PlanAct.partner_id == partner.pk)).first():
        raise RuleError(
            f"Di «{partner.name}» ci sono atti nel percorso.", remedy="Togliete prima quelli."
        )
    about = here.openly_about(actor, partner)
    emit(session, PlanPartnerChanged(**about, name=partner.name, step="removed"))
    session.delete(partner)
    session.flush()


def record_plan_act(
    session: Session, actor: Actor, here: Here, form: PlanActForm, file: KeptFile | None
) -> PlanAct:
    """Record an act with number, day and file, or one that is awaited, without them.

    Raises InvalidFormError.
    """
    refuse_unless_open(here)
    partner = _partner(session, here, form.partner)
    _check(form, file)
    act = PlanAct(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        kind=form.kind,
        partner_id=partner.pk if partner else None,
        organ=form.organ,
        number=form.number,
        expected_on=form.expected_on,
        adopted_on=form.adopted_on,
        subject=form.subject,
        recorded_by_id=actor.account_id,
        recorded_at=legal_now(),
    )
    return _keep(session, actor, here, act, file)


def adopt_act(
    session: Session,
    actor: Actor,
    here: Here,
    act: PlanAct,
    form: AdoptedForm,
    file: KeptFile | None,
) -> None:
    """Write number, day and file of an act that was awaited. Raises InvalidFormError, RuleError."""
    refuse_unless_open(here)
    if act.adopted_on is not None:
        raise RuleError("Questo atto è già registrato.")
    errors = _errors_of_adopted(form.adopted_on, form.number, file)
    if errors:
        raise InvalidFormError(errors)
    act.adopted_on, act.number = form.adopted_on, form.number
    act.subject = form.subject or act.subject
    act.recorded_by_id, act.recorded_at = actor.account_id, legal_now()
    _keep(session, actor, here, act, file)


def remove_plan_act(session: Session, actor: Actor, here: Here, act: PlanAct) -> None:
    """Take away a step recorded by mistake; that it was there stays in the register."""
    refuse_unless_open(here)
    _tell(session, actor, here, act, "removed", "")
    session.delete(act)
    session.flush()


def _partner(session: Session, here: Here, public_id: str) -> PlanPartner | None:
    if not public_id:
        return None
    try:
        return get_partner(session, here.procedure.pk, public_id)
    except NotFoundError as error:
        raise InvalidFormError({"partner": "Scegliete una delle amministrazioni."}) from error


def _check(form: PlanActForm, file: KeptFile | None) -> None:
    if form.adopted_on is not None:
        errors = _errors_of_adopted(form.adopted_on, form.number, file)
    elif form.number or file is not None:
        errors = {"adopted_on": "Un atto con numero o file ha anche la data in cui è adottato."}
    else:
        errors = {}
    if errors:
        raise InvalidFormError(errors)


def _errors_of_adopted(adopted_on: date, number: str, file: KeptFile | None) -> dict[str, str]:
    today = legal_today()
    errors = {}
    if adopted_on > today:
        errors["adopted_on"] = (
            f"L'atto non può essere successivo a oggi, {date_words(today)}: "
            "se è atteso, scrivete la data prevista."
        )
    if not number:
        errors["number"] = "Scrivete il numero dell'atto."
    if file is None:
        errors["file"] = "Allegate il file dell'atto: viene pubblicato con il piano."
    return errors


def _keep(
    session: Session, actor: Actor, here: Here, act: PlanAct, file: KeptFile | None
) -> PlanAct:
    stored = store_file(session, file, owner_ref=here.procedure.public_id) if file else None
    act.file_id = stored.pk if stored else None
    session.add(act)
    session.flush()
    step = "recorded" if act.adopted_on else "awaited"
    _tell(session, actor, here, act, step, stored.sha256 if stored else "")
    return act


def _tell(session: Session, actor: Actor, here: Here, act: PlanAct, step: str, sha256: str) -> None:
    emit(
        session,
        PlanActChanged(
            **here.openly_about(actor, act),
            plan_act_kind=act.kind.value,
            step=step,
            number=act.number,
            adopted_on=act.adopted_on.isoformat() if act.adopted_on else "",
            sha256=sha256,
        ),
    )
