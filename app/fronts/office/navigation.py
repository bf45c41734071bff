"""The registers in the menus around a procedure."""

from app.steps.procedures.navigation import NavItem

OFFICE_PAGES = (
    NavItem("Comunicazioni", "/comunicazioni", "Conclusione"),
    NavItem("Registro dei fatti", "/registro", "Conclusione"),
)
