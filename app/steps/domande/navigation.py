"""The pages of this room in the menus around a procedure and in the personal area."""

from app.people.accounts.navigation import AreaItem
from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (
    NavItem("Domande", "/domande", "Avviso e domande"),
    NavItem("Domande arrivate per altre vie", "/domande/registra", "Avviso e domande"),
    NavItem("Elenchi degli ammessi", "/domande/ammissione", "Avviso e domande"),
)
PUBLIC_PAGES = (NavItem("Chi partecipa", "/partecipanti"),)
AREA_PAGES = (AreaItem("Le mie domande", "/area-personale/domande"),)
