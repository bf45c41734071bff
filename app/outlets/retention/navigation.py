"""One's own data in the menu of the personal area."""

from app.people.accounts.navigation import HOME, AreaItem

AREA_PAGES = (AreaItem("I miei dati", f"{HOME}/dati"),)
