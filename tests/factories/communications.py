"""Messages of a procedure, and receipts handed in for them."""

from sqlmodel import Session

from app.core.clock import legal_today
from app.core.files.kinds import ALL
from app.core.jobs.models import Message, Way
from app.core.jobs.outbox import Letter, post
from app.core.web.uploads import keep_bytes
from app.outlets.communications.actions import HandedIn, Told, hand_in_receipts, record_outside
from app.outlets.communications.forms import RecordForm
from app.outlets.communications.receipts import read_receipt
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk
from tests.support.pec import make_receipt


def make_message(
    session: Session, desk: Desk, way: Way = Way.MAIL, recipient: str = "ente@pec.esempio.it"
) -> Message:
    """A message of the procedure that waits to be sent."""
    letter = Letter(
        kind="test",
        recipient=recipient,
        subject="Comunicazione di prova",
        body="Parole di prova.\n",
        chain=desk.here.procedure.public_id,
        way=way,
    )
    return post(session, letter)


def make_letter(session: Session, desk: Desk) -> Message:
    """A registered letter that the office wrote down, with its file."""
    form = RecordForm(
        way=Way.LETTER,
        sent_on=legal_today(),
        sent_time="00:00",
        recipient="Ente di prova, via Prova 1",
        subject="Lettera di prova",
    )
    return record_outside(session, desk.actor, desk.here, form, keep_pdf(session, "lettera.pdf"))


def hand_in(session: Session, desk: Desk, kind: str, ref: str) -> Told:
    """A receipt of this kind about the message `ref`, as the office hands it in."""
    raw = make_receipt(kind, ref)
    kept = keep_bytes(session.info["blobs"], raw, f"{kind}.eml", ALL)
    file = HandedIn(f"{kind}.eml", kept, read_receipt(raw))
    return hand_in_receipts(session, desk.actor, desk.here, [file])[0][1]
