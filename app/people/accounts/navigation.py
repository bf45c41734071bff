"""The menu of the personal area. Each room declares its pages; the roof assembles them."""

from dataclasses import dataclass

from app.core.web.render import Around

HOME = "/area-personale"
ACCESS = f"{HOME}/accesso"


@dataclass(frozen=True, slots=True)
class AreaItem:
    """A page of the personal area, by its whole address."""

    label: str
    address: str

    def holds(self, path: str) -> bool:
        """Whether `path` is this page or one below it; below the home stands everything."""
        return path == self.address or (
            self.address != HOME and path.startswith(f"{self.address}/")
        )


FIRST_PAGES = (AreaItem("La mia area", HOME),)
LAST_PAGES = (AreaItem("Il mio accesso", ACCESS),)


class _Menu:
    pages: tuple[AreaItem, ...] = (*FIRST_PAGES, *LAST_PAGES)


def assemble_area(pages: tuple[AreaItem, ...]) -> None:
    """Called by the roof with the area's pages of all rooms, in their order."""
    _Menu.pages = pages


def area_around(path: str, *titles: tuple[str, str | None]) -> Around:
    """What stands around a page of the area; `titles` end the breadcrumb (label, whole address).

    The page itself comes last, without an address: `("Le mie domande", None)`.
    """
    side = tuple((item.label, item.address, item.holds(path)) for item in _Menu.pages)
    crumbs = (("Home", "/"), ("La mia area", HOME if titles else None), *titles)
    return Around(side_nav=(("", side),), breadcrumb=crumbs)
