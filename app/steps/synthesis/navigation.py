"""This room's pages in the menus."""

from app.people.accounts.navigation import AreaItem
from app.steps.procedures.navigation import NavItem

DESK = "/sintesi"
DRAFTS = "/sintesi/bozze"
OBSERVATIONS = "/sintesi/osservazioni"
PRIORITIES = "/sintesi/priorita"
DRAFT_PICTURE = "/sintesi/quadro"
PICTURE = "/quadro"
PUBLIC_PRIORITIES = "/priorita"
AREA = "/area-personale/sintesi"

OFFICE_PAGES = (
    NavItem("Sintesi", DESK, "Sintesi ed esiti"),
    NavItem("Quadro in bozza", DRAFT_PICTURE, "Sintesi ed esiti"),
    NavItem("Bozze inviate", DRAFTS, "Sintesi ed esiti"),
    NavItem("Osservazioni", OBSERVATIONS, "Sintesi ed esiti"),
)
PUBLIC_PAGES = (NavItem("Quadro dei bisogni", PICTURE),)
AREA_PAGES = (AreaItem("Bozze di sintesi", AREA),)
