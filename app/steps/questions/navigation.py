"""This room's pages in the menus, and until when questions are asked, for the avviso's page."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.i18n import deadline_words
from app.law.deadlines import timeliness
from app.people.accounts.navigation import AreaItem
from app.steps.avvisi.navigation import FurtherTerm
from app.steps.procedures.navigation import NavItem
from app.steps.procedures.queries import Here
from app.steps.questions.queries import asking_in

PAGE = "/quesiti"
OFFICE_PAGES = (NavItem("Quesiti", PAGE, "Avviso e domande"),)
PUBLIC_PAGES = (NavItem("Quesiti", PAGE),)

OWN = "/area-personale/quesiti"
AREA_PAGES = (AreaItem("I miei quesiti", OWN),)


def term_of_questions(session: Session, here: Here) -> FurtherTerm | None:
    """Until when questions are asked; None before there is a closing and once all has stopped."""
    asking = asking_in(session, here)
    if asking.until is None or asking.stopped is not None:
        return None
    said = deadline_words(asking.until)
    if timeliness(legal_now(), asking.until).in_time:
        return FurtherTerm(
            asking.until,
            f"Fate quesiti entro {said} (ora di Roma).",
            "Dopo non se ne fanno più: le risposte restano pubblicate e valgono per tutti.",
            "I quesiti",
            PAGE,
        )
    return FurtherTerm(
        asking.until,
        f"I quesiti si potevano fare fino a {said} (ora di Roma).",
        "Le risposte pubblicate restano e valgono per tutti; per altro si scrive all'ufficio.",
        "I quesiti con le risposte",
        PAGE,
        closed="Quesiti chiusi",
    )
