"""The pages of the year after, in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

INDICATORS = "/indicatori"
ACCOUNTS = "/rendiconti"
PUBLIC = "/monitoraggio"
READING = "/lettura"
OFFICE_PAGES = (
    NavItem("Indicatori", INDICATORS, "L'anno dopo"),
    NavItem("Rendiconti annuali", ACCOUNTS, "L'anno dopo"),
)
PUBLIC_PAGES = (NavItem("A che punto siamo", PUBLIC),)
