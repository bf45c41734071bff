"""The register in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Comunicazioni", "/comunicazioni", "Fascicolo e registri"),)
