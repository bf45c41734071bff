"""This room's pages in the menus, and the further terms that later rooms show on an avviso."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.steps.procedures.navigation import NavItem
from app.steps.procedures.queries import Here

OFFICE_PAGES = (
    NavItem("Avviso", "/avviso", "Avviso e domande"),
    NavItem("Modulo della domanda", "/avviso/modulo", "Avviso e domande"),
)
PUBLIC_PAGES = (NavItem("Avviso", "/avviso"),)


@dataclass(frozen=True, slots=True)
class FurtherTerm:
    """A term that stands beside the deadline of an avviso; `page` follows the procedure's address.

    `until` is its last second (UTC). `lead` is said at the top and `then` after it: before the
    end, what happens afterwards; after it, what is left. `closed` is what its chip says once it
    is over, empty before.
    """

    until: datetime
    lead: str
    then: str
    link: str
    page: str
    closed: str = ""


Terms = Callable[[Session, Here], FurtherTerm | None]


class _Terms:
    declared: tuple[Terms, ...] = ()


def assemble_terms(declared: tuple[Terms, ...]) -> None:
    """Called by the roof with what each later room has to say, in their order."""
    _Terms.declared = declared


def terms_of(session: Session, here: Here) -> list[FurtherTerm]:
    """The further terms of the avviso in force, or of the draft that has a closing."""
    said = (term(session, here) for term in _Terms.declared)
    return [term for term in said if term is not None]
