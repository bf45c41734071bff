"""The form of the domanda as the office edits it."""

from dataclasses import dataclass

from sqlmodel import Session

from app.steps.avvisi.definition import FormDefinition, OwnItem
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.own import own_items
from app.steps.avvisi.queries import get_avviso, get_revision
from app.steps.avvisi.views import definition_of
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """The documents, or the declarations, of the office's own; `values` fill the form."""

    kind: OwnKind
    items: tuple[OwnItem, ...]
    frozen: bool
    editing: bool
    values: dict[str, str]

    @property
    def title(self) -> str:
        documents = self.kind is OwnKind.DOCUMENTS
        return "Documenti da allegare" if documents else "Dichiarazioni dell'ufficio"


def definition_in(session: Session, here: Here) -> FormDefinition:
    """The form being edited: the first draft's, the next version's, or the one in force."""
    avviso = get_avviso(session, here.procedure.pk)
    return definition_of(get_revision(session, avviso) or avviso)


def is_frozen(session: Session, avviso: Avviso | None) -> bool:
    """Whether nothing can be written: published, and no next version being drafted."""
    published = avviso is not None and avviso.published_at is not None
    return published and get_revision(session, avviso) is None


def own_desk(session: Session, here: Here, kind: OwnKind, chosen: str = "") -> OwnDesk:
    """The page of one kind; `chosen` is the number of the item to reword, if any."""
    items = own_items(definition_in(session, here), kind)
    item = next((one for one in items if str(one.number) == chosen), None)
    values = {
        "number": str(item.number) if item else "",
        "title": item.title if item else "",
        "text": item.text if item else "",
        "required": "1" if item is None or item.required else "",
    }
    frozen = is_frozen(session, get_avviso(session, here.procedure.pk))
    return OwnDesk(kind, items, frozen, item is not None, values)
