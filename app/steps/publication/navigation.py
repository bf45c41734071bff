"""The publications in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Pubblicazione", "/pubblicazione", "Fascicolo e registri"),)
PUBLIC_PAGES = (NavItem("Atti e documenti", "/documenti"),)
