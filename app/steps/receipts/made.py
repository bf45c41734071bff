"""The receipt's PDF for who downloads it, made outside any transaction."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.core.documents.errors import DocumentError
from app.core.errors import UnavailableError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.services import Services
from app.steps.domande.queries.area import get_own
from app.steps.receipts.printing import Prepared, prepare_receipt, print_receipt
from app.steps.receipts.queries import find_print


@dataclass(frozen=True, slots=True)
class Made:
    """A file made for who asked, with its name."""

    name: str
    body: bytes


def _read_receipt(
    services: Services, actor: Actor, public_id: str
) -> tuple[StoredFile | None, Prepared]:
    with services.store.reading() as session:
        domanda = get_own(session, actor, public_id)
        prepared = prepare_receipt(session, domanda)
        return find_print(session, domanda), prepared


async def receipt_pdf(request: Request, services: ServicesDep, actor: ActorDep) -> Made:
    """The receipt as it was printed; made at once, the same, where it is not printed yet."""
    public_id = request.path_params["domanda"]
    async with services.gate.reading():
        printed, prepared = await run_in_threadpool(_read_receipt, services, actor, public_id)
    if printed is not None:
        with services.blobs.open(printed.key) as source:
            return Made(prepared.name, source.read())
    return Made(prepared.name, await run_in_threadpool(_print, prepared))


def _print(prepared: Prepared) -> bytes:
    try:
        return print_receipt(prepared)
    except DocumentError as error:
        raise UnavailableError(str(error), remedy="Riprovate tra qualche minuto.") from error


ReceiptPdfDep = Annotated[Made, Depends(receipt_pdf)]
