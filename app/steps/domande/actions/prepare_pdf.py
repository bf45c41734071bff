"""The PDF of a domanda, made before the transaction and taken up in it."""

from dataclasses import dataclass

from sqlmodel import Session

from app.core.errors import RuleError
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.steps.domande.actions.draft import (
    add_file,
    drop_files,
    get_draft,
    refuse_other_edition,
)
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda
from app.steps.domande.queries.setting import setting_of


@dataclass(frozen=True, slots=True)
class MadePdf:
    """A PDF of the draft as it was in `edition`, under the avviso's version `version_id`.

    `kept` is None when something was missing; `code` stands on every page.
    """

    kept: KeptFile | None
    code: str
    edition: int
    version_id: int


def take_pdf(session: Session, actor: Actor, public_id: str, made: MadePdf) -> Domanda:
    """Make `made` the PDF to sign; one made before, and its signature, are dropped.

    Raises RuleError when something is missing, ConflictError when the draft or the avviso
    changed while it was being made.
    """
    domanda = get_draft(session, actor, public_id)
    if made.kept is None:
        raise RuleError(
            "Manca ancora qualcosa: il PDF si genera quando la domanda è completa.",
            remedy="Il riepilogo dice che cosa manca, con i collegamenti.",
        )
    refuse_other_edition(domanda, made.edition)
    version = setting_of(session, domanda).version
    if version.pk != made.version_id:
        raise RuleError(
            "Nel frattempo l'avviso è stato rettificato.",
            remedy="Controllate il riepilogo e generate di nuovo il PDF.",
        )
    drop_files(session, domanda, roles=(FileRole.GENERATED, FileRole.SIGNED))
    add_file(session, domanda, made.kept, FileRole.GENERATED)
    domanda.content_code = made.code
    domanda.avviso_version_id = version.pk
    domanda.signature_way = None
    domanda.edition += 1
    session.add(domanda)
    session.flush()
    return domanda
