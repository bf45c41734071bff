"""What the office may write in: the first draft, or the draft of the next version."""

from sqlmodel import Session

from app.core.errors import RuleError
from app.law.sources import DM72_2_EQUAL
from app.steps.avvisi.definition import SHORT_DEFAULT
from app.steps.avvisi.models import Avviso, AvvisoRevision
from app.steps.avvisi.queries import get_avviso, get_revision
from app.steps.procedures.queries import Here


def refuse_published(avviso: Avviso | None) -> None:
    """Raises RuleError when the avviso is published: it never changes (DM 72/2021 § 2)."""
    if avviso is not None and avviso.published_at is not None:
        raise RuleError(
            "L'avviso è pubblicato: il suo testo, il modulo e la chiusura non si cambiano più.",
            remedy="Ciò che va cambiato si prepara come rettifica: chi vi ha già letto deve "
            "poter contare su ciò che ha letto.",
            source=DM72_2_EQUAL,
        )


def open_draft(session: Session, here: Here) -> Avviso | AvvisoRevision:
    """Where sections and form are written now; its procedure is locked before.

    Raises RuleError once the avviso is published, unless its next version is being drafted.
    """
    avviso = get_avviso(session, here.procedure.pk, lock=True)
    if avviso is not None and avviso.published_at is not None:
        revision = get_revision(session, avviso, lock=True)
        if revision is not None:
            return revision
    return open_first_draft(session, here)


def open_first_draft(session: Session, here: Here) -> Avviso:
    """The avviso before its publication, made at its first writing. Raises RuleError after."""
    avviso = get_avviso(session, here.procedure.pk, lock=True)
    refuse_published(avviso)
    if avviso is None:
        avviso = Avviso(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            definition=SHORT_DEFAULT.model_dump(mode="json"),
        )
        session.add(avviso)
        session.flush()
    return avviso
