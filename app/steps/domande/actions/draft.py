"""What every change of a draft shares: its lock, its edition, and the PDF that it undoes."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from app.core.errors import ConflictError, RuleError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.domande.enums import DomandaState, FileRole
from app.steps.domande.models import Domanda, DomandaFile, DomandaPart
from app.steps.domande.queries.area import get_own
from app.steps.domande.queries.completeness import SIGNATURE

_MADE = (FileRole.GENERATED, FileRole.SIGNED)


def get_draft(session: Session, actor: Actor, public_id: str) -> Domanda:
    """An own draft, locked. Raises NotFoundError, or RuleError when it was filed or withdrawn."""
    domanda = get_own(session, actor, public_id, lock=True)
    if domanda.state is not DomandaState.DRAFT:
        raise RuleError(
            "Questa domanda non è più una bozza: non si può cambiare.",
            remedy="La trovate tra le vostre domande, con la sua ricevuta.",
        )
    return domanda


def refuse_other_edition(domanda: Domanda, edition: int) -> None:
    """Raises ConflictError when the draft changed after the page was shown."""
    if domanda.edition != edition:
        raise ConflictError(
            "Nel frattempo la bozza è cambiata, forse in un'altra finestra.",
            remedy="Ricaricate il riepilogo, controllate e riprovate.",
        )


def touch_draft(session: Session, domanda: Domanda) -> None:
    """Count a change: a PDF made before it, and its signature, no longer say what is filed."""
    domanda.edition += 1
    domanda.content_code = ""
    domanda.signature_way = None
    session.add(domanda)
    drop_files(session, domanda, roles=_MADE)
    signature = session.exec(
        select(DomandaPart).where(
            DomandaPart.domanda_id == domanda.pk, DomandaPart.code == SIGNATURE
        )
    ).first()
    if signature is not None and "signed_file" in signature.answers:
        signature.answers = {**signature.answers, "signed_file": ""}
        session.add(signature)
    session.flush()


def add_file(
    session: Session, domanda: Domanda, kept: KeptFile, role: FileRole, label: str = ""
) -> DomandaFile:
    """Give kept bytes their place in the domanda, after the others."""
    stored = store_file(session, kept, owner_ref=domanda.public_id)
    last = session.exec(
        select(func.max(DomandaFile.position)).where(DomandaFile.domanda_id == domanda.pk)
    ).one()
    held = DomandaFile(
        procedure_id=domanda.procedure_id,
        authority_id=domanda.authority_id,
        domanda_id=domanda.pk,
        file_id=stored.pk,
        role=role,
        label=label,
        position=(last or 0) + 1,
    )
    session.add(held)
    session.flush()
    return held


def drop_files(
    session: Session,
    domanda: Domanda,
    *,
    roles: Iterable[FileRole] = (),
    public_ids: Iterable[str] = (),
) -> int:
    """Take files out of a draft; their bytes are swept later, unless a filed domanda has them.

    Gives how many there were.
    """
    rows = session.exec(
        select(DomandaFile, StoredFile)
        .join(StoredFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.domanda_id == domanda.pk)
    ).all()
    roles, public_ids = set(roles), set(public_ids)
    gone = [
        (held, file) for held, file in rows if held.role in roles or held.public_id in public_ids
    ]
    for held, _ in gone:
        session.delete(held)
    session.flush()
    elsewhere = select(DomandaFile.file_id).where(
        col(DomandaFile.file_id).in_([file.pk for _, file in gone])
    )
    shared = set(session.exec(elsewhere).all())
    for _, file in gone:
        if file.pk not in shared:
            session.delete(file)
    session.flush()
    return len(gone)
