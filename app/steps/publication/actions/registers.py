"""Notes of where the authority published a document on its own registers."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.registers import check_record
from app.steps.procedures.queries import Here
from app.steps.publication.events import RegisterRecorded, RegisterRecordRemoved
from app.steps.publication.forms import RegisterForm
from app.steps.publication.models import RegisterRecord, SlotEntry


def record_register(
    session: Session, actor: Actor, here: Here, entry: SlotEntry, form: RegisterForm
) -> RegisterRecord:
    """Note where `entry` stands on a register of the authority's, or why it does not.

    Raises InvalidFormError when the note does not say enough.
    """
    decision = check_record(
        link=form.link,
        number=form.number,
        begins=form.begins,
        ends=form.ends,
        why_not=form.why_not,
    )
    if not decision.allowed:
        raise InvalidFormError(
            {each.field or "place": f"{each.reason} {each.remedy}" for each in decision.refusals}
        )
    record = RegisterRecord(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        entry_id=entry.pk,
        recorded_by_id=actor.account_id,
        recorded_at=legal_now(),
        **form.model_dump(),
    )
    session.add(record)
    session.flush()
    emit(
        session,
        RegisterRecorded(
            **here.openly_about(actor, entry),
            place=record.place.value,
            number=record.number,
            begins=record.begins.isoformat() if record.begins else "",
        ),
    )
    return record


def remove_record(
    session: Session, actor: Actor, here: Here, entry: SlotEntry, record: RegisterRecord
) -> None:
    """Take away a note that was written by mistake; the register of events keeps both facts."""
    session.delete(record)
    emit(
        session,
        RegisterRecordRemoved(
            **here.openly_about(actor, entry), place=record.place.value, number=record.number
        ),
    )
