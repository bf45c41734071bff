"""The pages of this room in the menus."""

from app.people.accounts.navigation import AreaItem
from app.steps.procedures.navigation import NavItem

TAVOLI = "/area-personale/tavoli"
OFFICE_PAGES = (
    NavItem("Laboratori e convocazioni", "/laboratori", "Laboratori"),
    NavItem("Posti ai tavoli", "/posti", "Laboratori"),
    NavItem("Verbali", "/verbali", "Laboratori"),
)
PUBLIC_PAGES = (NavItem("Verbali", "/verbali"),)
AREA_PAGES = (AreaItem("I miei tavoli", TAVOLI),)
