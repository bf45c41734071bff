"""This room's pages in the menus."""

from app.people.accounts.navigation import AreaItem
from app.steps.procedures.navigation import NavItem

PAGE = "/quesiti"
OFFICE_PAGES = (NavItem("Quesiti", PAGE, "Avviso e domande"),)
PUBLIC_PAGES = (NavItem("Quesiti", PAGE),)

OWN = "/area-personale/quesiti"
AREA_PAGES = (AreaItem("I miei quesiti", OWN),)
