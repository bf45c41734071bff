"""This room's addresses. The plan itself is shown by `coverage`, which knows its links."""

from app.steps.procedures.navigation import NavItem

PLAN = "/piano"
IMPORTS = "/piano/importa"
NEW = "/piano/nuovo"
ITEMS = "/piano/elementi"
WAY = "/piano/percorso"


def item_page(public_id: str) -> str:
    """The public page of the plan where an item stands, at the item: it is told apart there.

    The parameter finds the page of the list that has it; the fragment points at it.
    """
    return f"{PLAN}?voce={public_id}#voce-{public_id}"


OFFICE_PAGES = (
    NavItem("Piano", PLAN, "Piano"),
    NavItem("Importazione del piano", IMPORTS, "Piano"),
    NavItem("Percorso del piano", WAY, "Piano"),
)
