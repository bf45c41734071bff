"""The page of this room in the office's menu."""

from app.steps.procedures.navigation import NavItem

REGISTER = "/domande/registro"
OFFICE_PAGES = (NavItem("Controllo sul RUNTS", REGISTER, "Avviso e domande"),)
