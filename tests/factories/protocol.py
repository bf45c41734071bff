"""Packs for the protocol and numbers that come back, made through the actions."""

import io

from sqlmodel import Session

from app.core.clock import legal_today
from app.steps.domande.models import Domanda
from app.steps.protocol.actions import ask_pack, show_return
from app.steps.protocol.models import ProtocolPack, ProtocolReturn
from app.steps.protocol.queries import list_received
from app.steps.protocol.reading import read_rows
from tests.factories.procedures import Desk


def make_pack(session: Session, desk: Desk) -> ProtocolPack:
    """A pack that waits to be made."""
    return ask_pack(session, desk.actor, desk.here, only_missing=True)


def csv_of(*lines: str) -> bytes:
    """A CSV as an authority's protocol may give it back."""
    return "\r\n".join(("numero;protocollo numero;protocollo data", *lines)).encode("cp1252")


def line_of(domanda: Domanda, protocol: str) -> str:
    return f"n. {domanda.register_number};{protocol};{legal_today():%d/%m/%Y}"


def make_return(session: Session, desk: Desk, *lines: str) -> ProtocolReturn:
    """A CSV that was read and not recorded; by default a number for every domanda."""
    received = list_received(session, desk.here.procedure.pk, only_missing=True)
    given = lines or tuple(line_of(one, f"70{one.number}") for one in received)
    rows = read_rows(io.BytesIO(csv_of(*given)))
    return show_return(session, desk.actor, desk.here, "numeri.csv", "0" * 64, rows)
