"""What this room does by itself: reminders every hour, receipts printed as they are given."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.core.web.uploads import keep_bytes
from app.steps.domande.actions import remind_drafts
from app.steps.domande.actions.receipt import PRINT, give_receipt, keep_print
from app.steps.domande.models import Domanda
from app.steps.domande.printing import prepare_receipt, print_receipt
from app.steps.domande.queries.receipts import find_print, list_without_receipt

REMIND = "domande.remind_drafts"
MISSING = "domande.missing_receipts"


def _remind(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            more = remind_drafts(session) > 0


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
                give_receipt(session, domanda)
            more = bool(lacking)


HANDLERS: dict[str, Handler] = {REMIND: _remind, PRINT: _print, MISSING: _give_missing}
RECURRING = (
    Recurring(REMIND, timedelta(hours=1)),
    Recurring(MISSING, timedelta(days=1)),
)
