"""This room's pages in the menus."""

from app.steps.procedures.navigation import NavItem

ESITI = "/esiti"

OFFICE_PAGES = (NavItem("Esiti", ESITI, "Sintesi ed esiti"),)
PUBLIC_PAGES = (NavItem("Esiti", ESITI),)
