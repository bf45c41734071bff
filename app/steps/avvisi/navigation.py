"""This room's pages in the menus of a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (
    NavItem("Avviso", "/avviso", "Avviso e domande"),
    NavItem("Modulo della domanda", "/avviso/modulo", "Avviso e domande"),
)
PUBLIC_PAGES = (NavItem("Avviso", "/avviso"),)
