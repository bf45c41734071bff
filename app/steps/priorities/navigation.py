"""This room's pages in the menus. The public one is reached from the picture of needs."""

from app.steps.procedures.navigation import NavItem
from app.steps.synthesis.navigation import PRIORITIES, PUBLIC_PRIORITIES

__all__ = ["OFFICE_PAGES", "PRIORITIES", "PUBLIC_PRIORITIES"]

OFFICE_PAGES = (NavItem("Priorità", PRIORITIES, "Sintesi ed esiti"),)
