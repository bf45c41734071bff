"""The fascicolo in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Fascicolo", "/fascicolo", "Fascicolo e registri"),)
