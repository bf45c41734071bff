"""The page of open data in the menu of a procedure."""

from app.steps.procedures.navigation import NavItem

DATA = "/dati"
PUBLIC_PAGES = (NavItem("Dati aperti", DATA),)
