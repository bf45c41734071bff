"""What was sent another way is written down; what failed is sent again."""

from sqlmodel import Session

from app.core.clock import from_rome
from app.core.errors import ConflictError, RuleError
from app.core.events import emit
from app.core.jobs.mail import MAILER
from app.core.jobs.models import Message, MessageState, Way
from app.core.jobs.outbox import Letter, new_message_ref, post
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.outlets.communications.events import CommunicationRecorded, CommunicationResent
from app.outlets.communications.forms import RecordForm, ResendForm
from app.outlets.communications.queries import Line, find_resent
from app.steps.procedures.queries import Here


def record_outside(
    session: Session, actor: Actor, here: Here, form: RecordForm, file: KeptFile | None
) -> Message:
    """A letter, a delivery by hand or a PEC of another box, as the office says it went."""
    stored = store_file(session, file, owner_ref=here.procedure.public_id) if file else None
    clock = form.sent_time
    message = Message(
        chain=here.procedure.public_id,
        kind="communications/outside",
        way=form.way,
        recipient=form.recipient,
        recipient_ref=form.body,
        sender_name=here.authority.sender_name,
        subject=form.subject,
        body=form.text,
        message_ref=new_message_ref(),
        state=MessageState.RECORDED,
        sent_at=from_rome(form.sent_on, clock.hour, clock.minute, clock.second),
        recorded_by_ref=actor.ref,
        file_id=stored.pk if stored else None,
    )
    session.add(message)
    session.flush()
    emit(
        session,
        CommunicationRecorded(
            **here.about(actor, message),
            way=form.way.value,
            sha256=stored.sha256 if stored else "",
        ),
    )
    return message


def resend(session: Session, actor: Actor, here: Here, line: Line, form: ResendForm) -> Message:
    """The same words again, to the same address or a mended one; the failed one stays.

    Raises RuleError where it did not fail or its words were removed, ConflictError where it was
    sent again already.
    """
    old = line.message
    if not line.failed:
        raise RuleError("Si rinviano solo le comunicazioni non consegnate.")
    if old.erased_at is not None:
        raise RuleError("Il testo è stato rimosso alla fine del termine di conservazione.")
    if find_resent(session, old)[1] is not None:
        raise ConflictError("Questa comunicazione è già stata rinviata.")
    copied = ("kind", "recipient_ref", "chain", "sender_name", "reply_to", "subject", "body")
    way = session.info[MAILER].way_from(here.authority.pec) if old.way is Way.PEC else Way.MAIL
    letter = Letter(
        **{name: getattr(old, name) for name in copied},
        recipient=form.recipient,
        way=way,
        resends_id=old.pk,
        attachments=old.attachments,
    )
    message = post(session, letter)
    emit(session, CommunicationResent(**here.about(actor, message), of=old.public_id))
    return message
