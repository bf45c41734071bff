"""A pack is asked for, made by a job, taken away."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import NotFoundError, RuleError
from app.core.events import emit
from app.core.files.models import StoredFile
from app.core.jobs.queue import enqueue
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.procedures.queries import Here, get_by_id
from app.steps.protocol.enums import PackState
from app.steps.protocol.events import PackMade, PackTaken
from app.steps.protocol.models import ProtocolPack
from app.steps.protocol.queries import is_packing, list_received

MAKE = "protocol.make_pack"


def ask_pack(session: Session, actor: Actor, here: Here, *, only_missing: bool) -> ProtocolPack:
    """Put a pack in the queue; `here` is locked, so that one is made at a time.

    Raises RuleError while one is being made, or where there would be nothing in it.
    """
    if is_packing(session, here.procedure.pk):
        raise RuleError("Un pacchetto è già in preparazione: aspettate che sia pronto.")
    if not list_received(session, here.procedure.pk, only_missing=only_missing):
        raise RuleError(
            "Non c'è nessuna domanda da portare al protocollo.",
            remedy="Tutte quelle arrivate hanno già il loro numero, oppure non ne è arrivata "
            "ancora nessuna.",
        )
    pack = ProtocolPack(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        only_missing=only_missing,
        asked_by_id=actor.account_id,
        asked_at=legal_now(),
    )
    session.add(pack)
    session.flush()
    enqueue(session, MAKE, {"pack": pack.public_id}, key=f"{MAKE}:{pack.public_id}")
    return pack


def keep_pack(session: Session, public_id: str, kept: KeptFile, domande: int) -> None:
    """Lay the finished ZIP into its pack; one that a second worker finished is left."""
    pack = _lock(session, public_id)
    if pack is None or pack.state is not PackState.WAITING:
        return
    here = get_by_id(session, pack.procedure_id)
    pack.file_id = store_file(session, kept, owner_ref=pack.public_id).pk
    pack.state, pack.made_at, pack.domande = PackState.READY, legal_now(), domande
    session.add(pack)
    emit(session, PackMade(**here.about("", pack), domande=domande, sha256=kept.sha256))


def fail_pack(session: Session, public_id: str, words: str) -> None:
    """Say that a pack could not be made; nothing of it is kept."""
    pack = _lock(session, public_id)
    if pack is not None and pack.state is PackState.WAITING:
        pack.state, pack.error = PackState.FAILED, words[:300]
        session.add(pack)


def _lock(session: Session, public_id: str) -> ProtocolPack | None:
    return session.exec(
        select(ProtocolPack).where(ProtocolPack.public_id == public_id).with_for_update()
    ).first()


def take_pack(session: Session, actor: Actor, here: Here, pack: ProtocolPack) -> StoredFile:
    """The ZIP, for who may have it; who took it is on record, for identity documents are in it.

    Raises NotFoundError before it is ready.
    """
    file = session.get(StoredFile, pack.file_id) if pack.file_id is not None else None
    if file is None:
        raise NotFoundError
    emit(session, PackTaken(**here.about(actor, pack), sha256=file.sha256))
    return file
