"""The report in the menus."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Relazione e conclusione", "/relazione", "Conclusione"),)
PUBLIC_PAGES = (NavItem("Relazione", "/relazione"),)
