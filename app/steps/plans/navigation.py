"""This room's addresses. The plan itself is shown by `coverage`, which knows its links."""

from app.steps.procedures.navigation import NavItem

PLAN = "/piano"
IMPORTS = "/piano/importa"
NEW = "/piano/nuovo"
ITEMS = "/piano/elementi"
WAY = "/piano/percorso"

OFFICE_PAGES = (
    NavItem("Piano", PLAN, "Piano"),
    NavItem("Importazione del piano", IMPORTS, "Piano"),
    NavItem("Percorso del piano", WAY, "Piano"),
)
