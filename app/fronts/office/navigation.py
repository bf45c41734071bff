"""The register of events in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Registro dei fatti", "/registro", "Fascicolo e registri"),)
