"""A member's own word: it takes part with the lead, or it does not."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.people.ets.queries import find_ground
from app.steps.avvisi.definition import FieldKind, FormDefinition, fields_of, validate_part
from app.steps.domande.actions.draft import touch_draft
from app.steps.domande.actions.members import both_of
from app.steps.domande.emails_members import tell_confirmed, tell_declined
from app.steps.domande.enums import DomandaState
from app.steps.domande.events import MemberConfirmed, MemberDeclined, MemberRetracted
from app.steps.domande.forms_members import ConfirmForm
from app.steps.domande.members import refuse_elsewhere
from app.steps.domande.models import Domanda, DomandaMember
from app.steps.domande.queries.area import get_answers
from app.steps.domande.queries.members import get_asked, is_joint, standing_elsewhere
from app.steps.domande.queries.setting import Setting, locked_setting

_DECLARATIONS = "declarations"


def confirm_member(
    session: Session, actor: Actor, member_id: str, form: ConfirmForm
) -> DomandaMember:
    """Say, for one's own body, that it takes part with the lead, with its declarations.

    Raises RuleError once the domanda is filed or the avviso is closed, and where the body
    stands elsewhere in the procedure; InvalidFormError where a declaration is missing.
    """
    setting, draft, member, ets_id = _open_asked(session, actor, member_id)
    if not is_joint(get_answers(session, draft.pk)):
        raise RuleError("Chi vi ha chiesto di partecipare insieme ora prepara la domanda da solo.")
    declared, details = _declared(setting.definition, form)
    elsewhere = standing_elsewhere(
        session, draft.procedure_id, "", [member.tax_code], but=both_of(draft)
    )
    alone_too = setting.definition.members_may_apply_alone
    refuse_elsewhere("", [member], elsewhere, may_apply_alone=alone_too)
    ground = find_ground(session, actor.account_id, ets_id)
    if ground is None:
        raise NotFoundError
    member.ets_id, member.ground = ets_id, ground.snapshot()
    member.confirmed_at, member.confirmed_by_id = legal_now(), actor.account_id
    member.declared, member.details, member.declined_at = declared, details, None
    session.add(member)
    touch_draft(session, draft)
    emit(session, MemberConfirmed(**setting.here.about(actor, draft), member=member.public_id))
    tell_confirmed(session, setting, draft, member)
    return member


def _declared(definition: FormDefinition, form: ConfirmForm) -> tuple[list[str], dict[str, str]]:
    """What was ticked and what was written beside it, as the lead's own part is checked."""
    given = {**form.details, **dict.fromkeys(form.declared, "1")}
    clean, errors = validate_part(definition, _DECLARATIONS, given, final=True)
    ticks = {f.name for f in fields_of(definition, _DECLARATIONS) if f.kind is FieldKind.TICK}
    wrong = {name: words for name, words in errors.items() if name not in ticks}
    if errors.keys() & ticks:
        wrong["declared"] = "Per partecipare servono tutte le dichiarazioni obbligatorie."
    if wrong:
        raise InvalidFormError(wrong)
    said = {name: str(told) for name, told in clean.items() if told}
    declared = [name for name in said if name in ticks]
    return declared, {name: told for name, told in said.items() if name not in ticks}


def decline_member(session: Session, actor: Actor, member_id: str) -> None:
    """Say no to the lead, as long as the domanda is not filed; the lead is told.

    A confirmation is taken back by it. Who said no may still confirm.
    """
    setting, draft, member, _ = _open_asked(session, actor, member_id, closed_too=True)
    if member.declined_at is not None:
        return
    _take_back(session, draft, member)
    member.declined_at = legal_now()
    emit(session, MemberDeclined(**setting.here.about(actor, draft), member=member.public_id))
    tell_declined(session, setting, draft, member)


def retract_member(session: Session, actor: Actor, member_id: str) -> None:
    """Take the confirmation back, as long as the domanda is not filed; the lead is told."""
    setting, draft, member, _ = _open_asked(session, actor, member_id, closed_too=True)
    if member.confirmed_at is None:
        raise RuleError("Non avevate ancora confermato.")
    _take_back(session, draft, member)
    emit(session, MemberRetracted(**setting.here.about(actor, draft), member=member.public_id))
    tell_declined(session, setting, draft, member)


def _take_back(session: Session, draft: Domanda, member: DomandaMember) -> None:
    member.confirmed_at, member.confirmed_by_id, member.ets_id = None, None, None
    member.ground, member.declared, member.details = {}, [], {}
    session.add(member)
    touch_draft(session, draft)


def _open_asked(
    session: Session, actor: Actor, member_id: str, *, closed_too: bool = False
) -> tuple[Setting, Domanda, DomandaMember, int]:
    member, found, body = get_asked(session, actor, member_id)
    setting = locked_setting(session, found.procedure_id)
    draft = session.exec(
        select(Domanda)
        .where(Domanda.id == found.pk)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if draft.state is not DomandaState.DRAFT:
        raise RuleError(
            "La domanda è già stata inviata: la vostra adesione è agli atti.",
            remedy="Per cambiare qualcosa parlatene con il capofila: finché l'avviso è aperto "
            "può inviarla di nuovo.",
        )
    if not closed_too and not setting.takes_domande(legal_now()):
        raise RuleError("I termini dell'avviso sono chiusi: ora non si conferma più.")
    session.refresh(member)
    return setting, draft, member, body.pk
