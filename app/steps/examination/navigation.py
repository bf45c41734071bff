"""The pages of this room in the menus, and what it says of a filed domanda to its body."""

from sqlmodel import Session

from app.core.i18n import deadline_words
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import DomandaNotice
from app.steps.examination.queries.one import get_open_completion
from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (
    NavItem("Domande", "/domande", "Avviso e domande"),
    NavItem("Elenchi degli ammessi", "/domande/ammissione", "Avviso e domande"),
)
PUBLIC_PAGES = (NavItem("Chi partecipa", "/partecipanti"),)


def notices_of_domanda(session: Session, domanda: Domanda) -> tuple[DomandaNotice, ...]:
    """The request to complete that the office has not closed yet."""
    asked = get_open_completion(session, domanda.pk)
    if asked is None or domanda.state is not DomandaState.FILED:
        return ()
    return (
        DomandaNotice(
            "L'ufficio vi chiede di completare la domanda",
            f"Rispondete entro {deadline_words(asked.due_at)}:",
            "vedete che cosa serve",
            "/integrazione",
        ),
    )
