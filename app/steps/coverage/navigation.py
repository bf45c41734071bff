"""This room's pages in the menus: the plan as it is read, and what it answers."""

from app.steps.plans.navigation import ITEMS, PLAN
from app.steps.procedures.navigation import NavItem

COVERAGE = "/piano/copertura"
NODES = "/piano/nodi"

OFFICE_PAGES = (NavItem("Copertura dei bisogni", COVERAGE, "Piano"),)
PUBLIC_PAGES = (NavItem("Il piano", PLAN),)

__all__ = ["COVERAGE", "ITEMS", "NODES", "OFFICE_PAGES", "PLAN", "PUBLIC_PAGES"]
