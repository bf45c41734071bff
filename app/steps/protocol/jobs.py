"""Making packs, as a job: whole, or declared failed."""

from typing import Any

import structlog
from sqlmodel import select

from app.core.files.errors import FileRefused, StorageError
from app.core.jobs.worker import Handler
from app.core.store.session import Store
from app.core.text import slugify
from app.core.web.uploads import KeptFile
from app.steps.procedures.queries import get_by_id
from app.steps.protocol.actions import fail_pack, keep_pack
from app.steps.protocol.actions.pack import MAKE
from app.steps.protocol.enums import PackState
from app.steps.protocol.models import ProtocolPack
from app.steps.protocol.packing import pack_stream, plan_pack

MAX_PACK = 8 << 30  # bytes
log = structlog.get_logger()


def _make(store: Store, payload: dict[str, Any]) -> None:
    public_id = payload["pack"]
    with store.reading() as session:
        pack = session.exec(select(ProtocolPack).where(ProtocolPack.public_id == public_id)).first()
        if pack is None or pack.state is not PackState.WAITING:
            return
        here = get_by_id(session, pack.procedure_id)
        packed = plan_pack(session, here, only_missing=pack.only_missing)
    blobs = store.at_hand["blobs"]
    try:
        blob = blobs.put(pack_stream(here, packed, blobs), MAX_PACK)
    except (StorageError, FileRefused) as error:
        log.warning("pack_failed", pack=public_id, error=type(error).__name__)
        with store.writing() as session:
            fail_pack(session, public_id, error.sentence)
        return
    name = f"protocollo-{slugify(here.procedure.title)[:40]}.zip"
    kept = KeptFile(blob.key, blob.sha256, blob.size, name, "application/zip")
    with store.writing() as session:
        keep_pack(session, public_id, kept, len(packed))


HANDLERS: dict[str, Handler] = {MAKE: _make}
