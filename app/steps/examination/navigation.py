"""The pages of this room in the menus, and what it says of a filed domanda to its body."""

from sqlmodel import Session

from app.core.i18n import date_words, deadline_words
from app.law.conclusion import ConclusionTerm
from app.law.words import counted
from app.steps.avvisi.queries import get_avviso
from app.steps.domande.enums import PENDING, DomandaState
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import DomandaNotice
from app.steps.examination.enums import SETTLED
from app.steps.examination.queries.conclusion import read_term
from app.steps.examination.queries.one import get_notice, get_open_completion
from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (
    NavItem("Domande", "/domande", "Avviso e domande"),
    NavItem("Commissione istruttoria", "/domande/commissione", "Avviso e domande"),
    NavItem("Verbali dell'istruttoria", "/domande/verbali", "Avviso e domande"),
    NavItem("Elenchi degli ammessi", "/domande/ammissione", "Avviso e domande"),
)
PUBLIC_PAGES = (NavItem("Chi partecipa", "/partecipanti"),)


def notices_of_domanda(session: Session, domanda: Domanda) -> tuple[DomandaNotice, ...]:
    """The open request to complete, the reasons that wait for observations, the running term.

    A revoked avviso asks nothing any more.
    """
    avviso = get_avviso(session, domanda.procedure_id)
    if avviso is not None and avviso.revoked_at is not None:
        return ()
    said = []
    asked = get_open_completion(session, domanda.pk)
    if asked is not None and domanda.state is DomandaState.FILED:
        said.append(
            DomandaNotice(
                "L'ufficio vi chiede di completare la domanda",
                f"Rispondete entro {deadline_words(asked.due_at)}:",
                "vedete che cosa serve",
                "/integrazione",
            )
        )
    notice = get_notice(session, domanda.pk)
    if notice is not None and notice.observed_at is None and _waits(domanda):
        said.append(
            DomandaNotice(
                "L'ufficio vi dice perché la domanda, così com'è, non si può ammettere",
                f"Potete mandare osservazioni entro {deadline_words(notice.due_at)}:",
                "leggete i motivi",
                "/osservazioni",
            )
        )
    if _waits(domanda) and domanda.examination in PENDING:
        said.append(_of_term(read_term(session, domanda)))
    return tuple(said)


def _of_term(term: ConclusionTerm) -> DomandaNotice:
    held = term.suspended
    stands = f" Ora è sospeso: {held.why}." if held else ""
    return DomandaNotice(
        "Entro quando l'ufficio decide",
        f"Entro {date_words(term.end)}: trascorsi {counted(term.used, 'giorno', 'giorni')} "
        f"su {term.days}.{stands}",
        lines=term.sentences,
        source=term.source,
    )


def _waits(domanda: Domanda) -> bool:
    return domanda.state is DomandaState.FILED and domanda.examination not in SETTLED
