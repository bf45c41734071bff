"""The thematic tables: any number, named by the office."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import slugify
from app.law.phases import Phase
from app.steps.procedures.events import TavoloAdded, TavoloEdited, TavoloRemoved
from app.steps.procedures.forms import TavoloForm
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli

_DETAILS = ("description", "room", "facilitator", "minute_taker", "referent")


def add_tavolo(session: Session, actor: Actor, here: Here, form: TavoloForm) -> Tavolo:
    """A tavolo after the others. Raises InvalidFormError when its name is taken."""
    others = list_tavoli(session, here.procedure.pk)
    _refuse_same_name(others, form.name)
    tavolo = Tavolo(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        position=max((other.position for other in others), default=0) + 1,
        slug=slugify(form.name) or f"tavolo-{len(others) + 1}",
        name=form.name,
        **{name: getattr(form, name) for name in _DETAILS},
    )
    session.add(tavolo)
    session.flush()
    emit(
        session,
        TavoloAdded(
            **here.openly_about(actor, tavolo),
            name=tavolo.name,
        ),
    )
    return tavolo


def edit_tavolo(
    session: Session, actor: Actor, here: Here, tavolo: Tavolo, form: TavoloForm
) -> None:
    """Rename a tavolo or say who conducts it; its address stays."""
    others = [other for other in list_tavoli(session, here.procedure.pk) if other.id != tavolo.id]
    _refuse_same_name(others, form.name)
    tavolo.name = form.name
    for name in _DETAILS:
        setattr(tavolo, name, getattr(form, name))
    session.add(tavolo)
    emit(
        session,
        TavoloEdited(
            **here.openly_about(actor, tavolo),
        ),
    )


def remove_tavolo(session: Session, actor: Actor, here: Here, tavolo: Tavolo) -> None:
    """Take a tavolo away while nobody can have chosen it. Raises RuleError afterwards."""
    if here.procedure.phase not in {Phase.DRAFT, Phase.STARTED}:
        raise RuleError(
            "L'avviso è pubblicato: i tavoli non si tolgono più.",
            remedy="Potete cambiarne il nome o la descrizione.",
        )
    session.delete(tavolo)
    try:
        session.flush()
    except IntegrityError as error:
        raise RuleError("Questo tavolo è usato nel calendario: toglietelo prima da lì.") from error
    emit(
        session,
        TavoloRemoved(
            **here.openly_about(actor, tavolo),
        ),
    )


def _refuse_same_name(others: list[Tavolo], name: str) -> None:
    if any(other.slug == slugify(name) for other in others):
        raise InvalidFormError({"name": "C'è già un tavolo con questo nome."})
