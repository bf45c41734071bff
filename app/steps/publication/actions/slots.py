"""Publishing in the seven slots of DM 72/2021, § 6; other rooms call `publish_in_slot`."""

from sqlmodel import Session, select

from app.core.clock import legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.law.phases import Phase
from app.law.publication import PUBLICATION_SLOTS, PublicationSlot, check_not_due
from app.law.sources import DM72_6
from app.steps.procedures.queries import Here
from app.steps.publication.actions.proofs import take_proof
from app.steps.publication.enums import ProofMoment
from app.steps.publication.events import (
    DocumentChanged,
    DocumentPublished,
    DocumentWithdrawn,
    SlotMarkedDue,
    SlotMarkedNotDue,
)
from app.steps.publication.forms import DueAgainForm, NotDueForm, UploadForm, WithdrawForm
from app.steps.publication.models import SlotEntry, SlotNotDue
from app.steps.publication.queries import find_standing, list_entries

_SLOTS = {slot.code: slot for slot in PUBLICATION_SLOTS}


def publish_in_slot(
    session: Session,
    actor: Actor,
    here: Here,
    slot_code: str,
    title: str,
    *,
    file_id: int | None = None,
    address: str = "",
    sha256: str = "",
) -> SlotEntry:
    """Publish a file or a page (`address`, from the root) today in a slot.

    The same document twice is published once; a page that says something else now gets a new
    proof. A slot marked as not due is due again. Raises KeyError for a slot that the law does
    not know, RuleError before the procedure starts.
    """
    return enter_in_slot(
        session,
        actor.ref,
        here,
        slot_code,
        title,
        file_id=file_id,
        address=address,
        sha256=sha256,
    )


def enter_in_slot(
    session: Session,
    actor_ref: str,
    here: Here,
    slot_code: str,
    title: str,
    *,
    file_id: int | None = None,
    address: str = "",
    sha256: str = "",
) -> SlotEntry:
    """As `publish_in_slot`, for reactions, which know only who acted."""
    slot = _SLOTS[slot_code]
    _refuse_draft(here)
    standing = find_standing(
        session, here.procedure.pk, slot.code, file_id=file_id, address=address
    )
    if standing is not None:
        _renew(session, actor_ref, here, standing, title, sha256)
        return standing
    entry = SlotEntry(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        slot=slot.code,
        title=title,
        published_on=legal_today(),
        file_id=file_id,
        address=address,
        sha256=sha256,
    )
    _forget_not_due(session, here, slot)
    session.add(entry)
    session.flush()
    _announce(session, actor_ref, here, entry, ProofMoment.PUBLISHED)
    return entry


def _renew(
    session: Session, actor_ref: str, here: Here, entry: SlotEntry, title: str, sha256: str
) -> None:
    """Take a new proof of a page whose content is another one now."""
    if sha256 == entry.sha256:
        return
    entry.title, entry.sha256 = title, sha256
    session.add(entry)
    session.flush()
    _announce(session, actor_ref, here, entry, ProofMoment.CHANGED)


def _announce(
    session: Session, actor_ref: str, here: Here, entry: SlotEntry, moment: ProofMoment
) -> None:
    proof = take_proof(session, here, entry, moment)
    kind = DocumentPublished if moment is ProofMoment.PUBLISHED else DocumentChanged
    event = kind(
        **here.openly_about(actor_ref, entry),
        slot=entry.slot,
        sha256=entry.sha256,
        proof=proof.sha256,
    )
    emit(session, event)


def _refuse_draft(here: Here) -> None:
    if here.procedure.phase is Phase.DRAFT:
        raise RuleError(
            "Il procedimento è ancora in preparazione: nessuno lo vede.",
            remedy="I documenti si pubblicano dall'avvio in poi.",
            source=DM72_6,
        )


def publish_document(
    session: Session, actor: Actor, here: Here, form: UploadForm, file: KeptFile | None
) -> SlotEntry:
    """Publish an uploaded file in the slot chosen.

    Raises InvalidFormError without a file, RuleError before the procedure starts.
    """
    if file is None:
        raise InvalidFormError({"file": "Allegate il documento da pubblicare."})
    stored = store_file(session, file, owner_ref=here.procedure.public_id)
    return publish_in_slot(
        session, actor, here, form.slot, form.title, file_id=stored.pk, sha256=stored.sha256
    )


def withdraw_document(
    session: Session, actor: Actor | str, here: Here, entry: SlotEntry, form: WithdrawForm
) -> None:
    """Take a document off the site for a public reason; that it was there stays written.

    `actor` is who did it, or the pseudonym where a reaction knows no more.

    Personal data not pertinent are not published: D.lgs. 33/2013, art. 7-bis c. 4.
    """
    if entry.withdrawn_on is not None:
        return
    entry.withdrawn_on = legal_today()
    entry.withdrawn_why = form.why
    session.add(entry)
    take_proof(session, here, entry, ProofMoment.WITHDRAWN)
    emit(
        session,
        DocumentWithdrawn(
            **here.openly_about(actor, entry),
            slot=entry.slot,
        ),
    )


def mark_not_due(session: Session, actor: Actor, here: Here, form: NotDueForm) -> None:
    """Say that a slot is not due in this procedure, and why.

    Raises InvalidFormError where the law wants the slot, without a reason, or when a document
    already stands in it.
    """
    slot = _SLOTS[form.lacking]
    revoked = here.procedure.phase is Phase.REVOKED
    decision = check_not_due(slot, form.why, revoked=revoked)
    if not decision.allowed:
        refusal = decision.refusals[0]
        field = "why" if refusal.field == "why" else "lacking"
        raise InvalidFormError({field: f"{refusal.reason} {refusal.remedy}"})
    if _has_document(session, here, slot):
        raise InvalidFormError({"lacking": "In questa casella c'è già un documento pubblicato."})
    _forget_not_due(session, here, slot)
    session.add(
        SlotNotDue(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            slot=slot.code,
            why=form.why,
        )
    )
    emit(
        session,
        SlotMarkedNotDue(
            **here.openly_about(actor, here.procedure),
            slot=slot.code,
        ),
    )


def mark_due_again(session: Session, actor: Actor, here: Here, form: DueAgainForm) -> None:
    """Take back that a slot is not due; nothing happens where it was not marked."""
    if not _forget_not_due(session, here, _SLOTS[form.due]):
        return
    emit(session, SlotMarkedDue(**here.openly_about(actor, here.procedure), slot=form.due))


def _has_document(session: Session, here: Here, slot: PublicationSlot) -> bool:
    return any(
        entry.slot == slot.code and entry.withdrawn_on is None
        for entry, _ in list_entries(session, here.procedure.pk)
    )


def _forget_not_due(session: Session, here: Here, slot: PublicationSlot) -> bool:
    """Whether the slot had been marked."""
    row = session.exec(
        select(SlotNotDue).where(
            SlotNotDue.procedure_id == here.procedure.pk, SlotNotDue.slot == slot.code
        )
    ).first()
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True
