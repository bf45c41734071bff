"""The pages of this room, in the area and in the office."""

from app.core.web.render import Around
from app.people.accounts.navigation import AreaItem, area_around
from app.people.authorities.models import Authority
from app.people.authorities.queries import look_of
from app.steps.istanze.models import Istanza

OWN = "/area-personale/istanze"
AREA_PAGES = (AreaItem("Le mie istanze", OWN),)


def own_address(istanza: Istanza, page: str = "") -> str:
    """The address of an istanza in the personal area."""
    return f"{OWN}/{istanza.public_id}{page}"


def own_around(path: str, *titles: tuple[str, str | None]) -> Around:
    """What stands around a page of one's own istanze."""
    return area_around(path, ("Le mie istanze", OWN if titles else None), *titles)


def office_istanze(authority: Authority, page: str = "") -> str:
    """The address of the istanze in the office."""
    return f"/ufficio/{authority.slug}/istanze{page}"


def istanze_around(authority: Authority, *titles: tuple[str, str | None]) -> Around:
    """What stands around the office's pages of istanze."""
    crumbs = (
        ("Ufficio", "/ufficio"),
        ("Istanze", office_istanze(authority) if titles else None),
        *titles,
    )
    return Around(authority=look_of(authority), breadcrumb=crumbs)


def public_istanze(authority: Authority) -> str:
    """The public list of an authority's istanze."""
    return f"/{authority.slug}/istanze/"


def public_istanze_around(authority: Authority, *titles: tuple[str, str | None]) -> Around:
    """What stands around the public pages of istanze."""
    crumbs = (
        ("Home", "/"),
        (authority.name, f"/{authority.slug}/"),
        ("Istanze", public_istanze(authority) if titles else None),
        *titles,
    )
    return Around(authority=look_of(authority), breadcrumb=crumbs)
