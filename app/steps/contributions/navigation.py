"""This room's pages in the menus."""

from app.people.accounts.navigation import AreaItem
from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (NavItem("Contributi", "/contributi", "Laboratori"),)
PUBLIC_PAGES = (NavItem("Contributi", "/contributi"),)

OWN = "/area-personale/contributi"
AREA_PAGES = (AreaItem("I miei contributi", OWN),)


def own_address(public_id: str, page: str = "") -> str:
    """The address of one contribution in its body's area."""
    return f"{OWN}/{public_id}{page}"
