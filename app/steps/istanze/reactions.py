"""The start act of a procedure that was asked for names its istanza."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from app.core.audit.chain import touch_page
from app.core.errors import InvalidFormError
from app.core.events import Event, Reaction, emit
from app.steps.istanze.events import IstanzaNamedByAct
from app.steps.istanze.models import Istanza
from app.steps.istanze.queries import find_origin
from app.steps.procedures.enums import ActKind
from app.steps.procedures.events import ActRecorded, PhaseEntered
from app.steps.procedures.models import Act
from app.steps.procedures.queries import get_by_id


def tie_start_act(session: Session, event: ActRecorded) -> None:
    """Note the act, which must name the istanza. Raises InvalidFormError when it does not.

    Source: DM 72/2021, § 2.
    """
    if event.act_kind != ActKind.START.value:
        return
    origin = find_origin(session, event.procedure_id)
    if origin is None:
        return
    act = session.exec(select(Act).where(col(Act.public_id) == event.subject)).one()
    istanza: Istanza = origin.asked.istanza
    if istanza.register_number not in act.subject:
        raise InvalidFormError(
            {
                "subject": "Questo procedimento nasce da un'istanza: l'oggetto dell'atto di avvio "
                f"la nomina, «istanza n. {istanza.register_number}»."
            }
        )
    istanza.start_act_id = act.pk
    session.add(istanza)
    here = get_by_id(session, event.procedure_id)
    emit(
        session,
        IstanzaNamedByAct(
            **{**origin.asked.about(event.actor_ref), "scopes": (*origin.asked.scopes, here.scope)},
            chain=here.procedure.public_id,
            act=act.public_id,
        ),
    )


def show_procedure(session: Session, event: PhaseEntered) -> None:
    """The istanza's public page leads to the procedure from its start on."""
    origin = find_origin(session, event.procedure_id)
    for scope in origin.asked.scopes if origin else ():
        touch_page(session, scope)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    ActRecorded: (tie_start_act,),
    PhaseEntered: (show_procedure,),
}
