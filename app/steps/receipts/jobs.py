"""What this room does by itself: receipts printed as they are given, missing ones once a day."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.core.web.uploads import keep_bytes
from app.steps.domande.models import Domanda
from app.steps.domande.queries.filed import read_filed
from app.steps.receipts.actions import PRINT, give_receipt, keep_print
from app.steps.receipts.printing import prepare_receipt, print_receipt
from app.steps.receipts.queries import find_print, list_without_receipt

MISSING = "domande.missing_receipts"


def _print(store: Store, payload: dict[str, Any]) -> None:
    """The PDF of a receipt, made outside any transaction and laid among the domanda's files."""
    wanted = select(Domanda).where(Domanda.public_id == payload["domanda"])
    with store.reading() as session:
        domanda = session.exec(wanted).first()
        if domanda is None or find_print(session, domanda) is not None:
            return
        prepared = prepare_receipt(session, domanda)
    kept = keep_bytes(
        store.at_hand["blobs"], print_receipt(prepared), prepared.name, frozenset({"pdf"})
    )
    with store.writing() as session:
        keep_print(session, session.exec(wanted.with_for_update()).one(), kept)


def _give_missing(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            lacking = list_without_receipt(session)
            for domanda in lacking:
                give_receipt(session, read_filed(session, domanda))
            more = bool(lacking)


HANDLERS: dict[str, Handler] = {PRINT: _print, MISSING: _give_missing}
RECURRING = (Recurring(MISSING, timedelta(days=1)),)
