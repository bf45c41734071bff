"""The office answers an istanza, always with its reasons: a procedure is born, or is not."""

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.answers import answer_clock
from app.law.words import joined
from app.steps.istanze import emails
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.events import IstanzaAccepted, IstanzaRefused
from app.steps.istanze.forms import AcceptForm, RefuseForm
from app.steps.istanze.models import Istanza
from app.steps.istanze.queries import Asked, list_signers
from app.steps.procedures.actions import create_procedure
from app.steps.procedures.forms import NewProcedureForm
from app.steps.procedures.queries import Here


def accept_istanza(session: Session, actor: Actor, asked: Asked, form: AcceptForm) -> Here:
    """Create the procedure that was asked for; `asked` is locked.

    Its start act has to name the istanza: the words for it are ready. Raises InvalidFormError
    when the procedure's address is taken, RuleError when it was answered. Source: DM 72/2021, § 2.
    """
    istanza = asked.istanza
    _refuse_answered(istanza)
    signers = list_signers(session, istanza)
    new = NewProcedureForm(title=form.title, slug=form.slug, purpose=form.purpose)
    procedure = create_procedure(session, actor, asked.authority, new)
    names = joined([signer.ets.name for signer in signers[:3]])
    more = f" e altri {len(signers) - 3} enti" if len(signers) > 3 else ""
    procedure.start_words = (
        f"Avvio della co-programmazione «{form.title}», su istanza "
        f"n. {istanza.register_number} di {names}{more}"
    )[:500]
    session.add(procedure)
    istanza.procedure_id = procedure.pk
    late = _close(session, istanza, IstanzaState.ACCEPTED, form.answer)
    here = Here(asked.authority, procedure)
    emit(
        session,
        IstanzaAccepted(
            **asked.about(actor),
            chain=procedure.public_id,
            procedure=procedure.public_id,
            late_days=late,
        ),
    )
    emails.accepted(session, asked, signers, here)
    return here


def refuse_istanza(session: Session, actor: Actor, asked: Asked, form: RefuseForm) -> None:
    """Say why no procedure is started; `asked` is locked. Raises RuleError when answered.

    Source: L. 241/1990, art. 3; DM 72/2021, § 2.
    """
    istanza = asked.istanza
    _refuse_answered(istanza)
    late = _close(session, istanza, IstanzaState.REFUSED, form.refusal)
    emit(session, IstanzaRefused(**asked.about(actor), late_days=late))
    emails.refused(session, asked, list_signers(session, istanza))


def _refuse_answered(istanza: Istanza) -> None:
    if istanza.state is not IstanzaState.PRESENTED:
        raise RuleError(
            f"Questa istanza non aspetta più una risposta: è {istanza.state.label}.",
            remedy="Ricaricate la pagina per leggere l'esito.",
        )


def _close(session: Session, istanza: Istanza, state: IstanzaState, answer: str) -> int:
    """Write the answer; gives by how many days it is late, zero within the term."""
    istanza.state, istanza.answer, istanza.answered_at = state, answer, legal_now()
    session.add(istanza)
    session.flush()
    assert istanza.answer_by is not None
    return max(0, -answer_clock(istanza.answer_by, legal_today()).left)
