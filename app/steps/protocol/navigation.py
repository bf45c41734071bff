"""The page of this room in the menu around a procedure."""

from app.steps.procedures.navigation import NavItem

PROTOCOL_PAGE = "/domande/protocollo"
OFFICE_PAGES = (NavItem("Protocollo delle domande", PROTOCOL_PAGE, "Avviso e domande"),)
