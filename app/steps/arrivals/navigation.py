"""The pages of this room in the office's menu."""

from app.steps.procedures.navigation import NavItem

TYPE = "/domande/compila"
TABLE = "/domande/tabella"
OFFICE_PAGES = (
    NavItem("Compilazione per un ente", TYPE, "Avviso e domande"),
    NavItem("Domande da una tabella", TABLE, "Avviso e domande"),
)
