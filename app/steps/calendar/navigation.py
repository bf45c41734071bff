"""The calendar in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Calendario", "/calendario", "Preparazione"),)
PUBLIC_PAGES = (NavItem("Calendario", "/calendario"),)
