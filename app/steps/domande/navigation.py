"""The pages of this room in the menus, and what later rooms say of a filed domanda to its body."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from app.law.sources import Source
from app.people.accounts.navigation import AreaItem
from app.steps.domande.models import Domanda
from app.steps.procedures.navigation import NavItem

DOMANDE = "/domande"
OFFICE_PAGES = (NavItem("Domande arrivate per altre vie", "/domande/registra", "Avviso e domande"),)
AREA_PAGES = (AreaItem("Le mie domande", "/area-personale/domande"),)


@dataclass(frozen=True, slots=True)
class DomandaNotice:
    """What the body reads on its filed domanda; `page` follows the domanda's address.

    `lines` are told one by one below. Without a `link` nothing waits for the body, and the
    notice only informs.
    """

    title: str
    words: str
    link: str = ""
    page: str = ""
    lines: tuple[str, ...] = ()
    source: Source | None = None


Notices = Callable[[Session, Domanda], tuple[DomandaNotice, ...]]


class _Notices:
    declared: tuple[Notices, ...] = ()


def assemble_notices(declared: tuple[Notices, ...]) -> None:
    """Called by the roof with what each later room has to say, in their order."""
    _Notices.declared = declared


def notices_of(session: Session, domanda: Domanda) -> list[DomandaNotice]:
    """What the later rooms say of a domanda that was loaded for who may see it."""
    return [notice for said in _Notices.declared for notice in said(session, domanda)]
