"""The menus around a procedure. Each room declares its pages; the roof assembles them."""

from dataclasses import dataclass

from app.core.web.render import Around
from app.people.authorities.queries import look_of
from app.steps.procedures.queries import Here

FEED = "/feed.atom"
GROUPS = (
    "Preparazione",
    "Avviso e domande",
    "Laboratori",
    "Sintesi ed esiti",
    "Piano",
    "Conclusione",
    "L'anno dopo",
    "Fascicolo e registri",
)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page of a procedure; `page` follows its address (`/tavoli`), `group` is one of GROUPS."""

    label: str
    page: str
    group: str = ""


OFFICE_PAGES = (
    NavItem("Adempimenti", "", "Preparazione"),
    NavItem("Dati del procedimento", "/dati", "Preparazione"),
    NavItem("Tavoli", "/tavoli", "Preparazione"),
    NavItem("Atti", "/atti", "Preparazione"),
)
PUBLIC_PAGES = (NavItem("Il procedimento", "/"),)


class _Menus:
    office: tuple[NavItem, ...] = OFFICE_PAGES
    public: tuple[NavItem, ...] = PUBLIC_PAGES


def assemble_menus(office: tuple[NavItem, ...], public: tuple[NavItem, ...]) -> None:
    """Called by the roof with the pages of all rooms, in their order."""
    _Menus.office, _Menus.public = office, public


def office_pages() -> frozenset[str]:
    """The office pages that stand in the menu."""
    return frozenset(item.page for item in _Menus.office)


def office_address(here: Here, page: str = "") -> str:
    """The address of an office page of this procedure."""
    return f"/ufficio/{here.scope}{page}"


def public_address(here: Here, page: str = "/") -> str:
    """The address of a public page of this procedure."""
    return f"/{here.scope}{page}"


def _holding(page: str) -> str:
    """The office page of the menu that is `page`, or the nearest one above it."""
    while page not in office_pages() and page:
        page = page.rpartition("/")[0]
    return page


def office_around(here: Here, path: str, *titles: tuple[str, str | None]) -> Around:
    """What stands around an office page; `titles` end the breadcrumb (label, page or None)."""
    side = []
    current = _holding(path.removeprefix(office_address(here)))
    for group in GROUPS:
        items = tuple(
            (item.label, office_address(here, item.page), item.page == current)
            for item in _Menus.office
            if item.group == group
        )
        if items:
            side.append((group, items))
    crumbs: list[tuple[str, str | None]] = [
        ("Ufficio", "/ufficio"),
        (here.procedure.title, office_address(here) if titles else None),
    ]
    crumbs += [
        (label, None if page is None else office_address(here, page)) for label, page in titles
    ]
    return Around(authority=look_of(here.authority), side_nav=tuple(side), breadcrumb=tuple(crumbs))


def public_around(here: Here, path: str, *titles: tuple[str, str | None]) -> Around:
    """What stands around a public page; `titles` end the breadcrumb (label, page or None)."""
    nav = tuple(
        (item.label, public_address(here, item.page), path == public_address(here, item.page))
        for item in _Menus.public
    )
    crumbs: list[tuple[str, str | None]] = [
        ("Home", "/"),
        (here.authority.name, f"/{here.authority.slug}/"),
        (here.procedure.title, public_address(here) if titles else None),
    ]
    crumbs += [
        (label, None if page is None else public_address(here, page)) for label, page in titles
    ]
    return Around(
        authority=look_of(here.authority),
        nav=nav,
        breadcrumb=tuple(crumbs),
        feed=(f"Aggiornamenti: {here.procedure.title}", public_address(here, FEED)),
    )
