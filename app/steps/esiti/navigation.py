"""This room's pages in the menus."""

from app.steps.procedures.navigation import NavItem

ESITI = "/esiti"
NODES = "/esiti/nodi"
OBSERVATIONS = "/sintesi/osservazioni"
PUBLIC_NODES = "/esiti/nodi"

OFFICE_PAGES = (
    NavItem("Esiti", ESITI, "Sintesi ed esiti"),
    NavItem("Esiti dei nodi", NODES, "Sintesi ed esiti"),
)
PUBLIC_PAGES = (NavItem("Esiti", ESITI),)
