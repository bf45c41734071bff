"""Drafts: seen by their own body only, kept as they are typed, sent with another gesture."""

from sqlmodel import Session

from app.core.errors import ConflictError, InvalidFormError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.calendar.models import Meeting
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.details import details_of
from app.steps.contributions.enums import ContributionState
from app.steps.contributions.forms import ContributionForm, NewContributionForm, PressForm
from app.steps.contributions.models import Contribution, ContributionFile
from app.steps.contributions.queries import (
    Whole,
    count_links,
    get_own,
    list_files,
    list_seat_choices,
)
from app.steps.procedures.queries import get_by_id

MAX_FILES = 10


def begin_contribution(session: Session, actor: Actor, form: NewContributionForm) -> Contribution:
    """A draft from a seat of the actor's where contributions come in. Raises InvalidFormError."""
    seat = next((s for s in list_seat_choices(session, actor) if s.public_id == form.seat), None)
    if seat is None:
        raise InvalidFormError({"seat": "Scegliete uno dei tavoli dove il vostro ente siede."})
    here = get_by_id(session, seat.procedure_id)
    draft = Contribution(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        ets_id=seat.ets_id,
        author_id=actor.account_id,
        tavolo_id=seat.tavolo_id,
        kind=form.kind,
    )
    session.add(draft)
    session.flush()
    return draft


def find_laboratory(session: Session, procedure_id: int, public_id: str) -> Meeting | None:
    """The laboratory that a form names, if any. Raises InvalidFormError on any other."""
    if not public_id:
        return None
    for meeting in list_laboratories(session, procedure_id):
        if meeting.public_id == public_id:
            return meeting
    raise InvalidFormError({"meeting": "Scegliete uno dei laboratori in calendario."})


def save_draft(
    session: Session, actor: Actor, public_id: str, form: ContributionForm
) -> Contribution:
    """Keep what was typed; an autosave too.

    Raises ConflictError when it is no draft any more, or when a colleague wrote in between.
    """
    draft = get_draft(session, actor, public_id).contribution
    if form.edition != draft.edition and draft.author_id != actor.account_id:
        raise ConflictError(
            "Nel frattempo un'altra persona del vostro ente ha cambiato questa bozza.",
            remedy="Copiate quello che avete scritto e ricaricate la pagina.",
        )
    if draft.author_id != actor.account_id:
        draft.edition += 1
        draft.author_id = actor.account_id
    meeting = find_laboratory(session, draft.procedure_id, form.meeting)
    draft.kind, draft.title, draft.text = form.kind, form.title, form.text
    draft.meeting_id = meeting.pk if meeting else None
    draft.details = details_of(form.kind, form.model_dump())
    session.add(draft)
    session.flush()
    return draft


def discard_draft(session: Session, actor: Actor, public_id: str, _form: PressForm) -> None:
    """Remove a draft for good, with the files that nothing else holds."""
    draft = get_draft(session, actor, public_id).contribution
    for link, _ in list_files(session, draft.pk):
        _unlink(session, link)
    session.delete(draft)
    session.flush()


def add_files(session: Session, actor: Actor, public_id: str, kept: list[KeptFile]) -> None:
    """Attach files to a draft. Raises InvalidFormError for none, doubles or too many."""
    draft = get_draft(session, actor, public_id).contribution
    held = list_files(session, draft.pk)
    seen = {file.sha256 for _, file in held}
    if not kept:
        raise InvalidFormError({"files": "Scegliete almeno un file."})
    if len(held) + len(kept) > MAX_FILES:
        raise InvalidFormError({"files": f"Si possono allegare al massimo {MAX_FILES} file."})
    last = max((link.position for link, _ in held), default=0)
    for position, file in enumerate(kept, last + 1):
        if file.sha256 in seen:
            raise InvalidFormError({"files": f"Il file «{file.name}» è già allegato."})
        seen.add(file.sha256)
        stored = store_file(session, file, owner_ref=draft.public_id)
        session.add(
            ContributionFile(contribution_id=draft.pk, file_id=stored.pk, position=position)
        )
    session.flush()


def remove_file(session: Session, actor: Actor, public_id: str, file_id: str) -> None:
    """Take a file away from a draft; one that is not there any more is no mistake."""
    draft = get_draft(session, actor, public_id).contribution
    for link, file in list_files(session, draft.pk):
        if file.public_id == file_id:
            _unlink(session, link)


def get_draft(session: Session, actor: Actor, public_id: str) -> Whole:
    """One of the actor's bodies' drafts, locked. Raises NotFoundError, ConflictError once sent."""
    whole = get_own(session, actor, public_id, lock=True)
    if whole.contribution.state is not ContributionState.DRAFT:
        raise ConflictError(
            "Questo contributo è già stato inviato: il suo testo non cambia più.",
            remedy="Ricaricate la pagina per vedere a che punto è.",
        )
    return whole


def _unlink(session: Session, link: ContributionFile) -> None:
    """Forget a file of a draft; its row goes too, unless the original it corrects holds it."""
    held_elsewhere = count_links(session, link.file_id) > 1
    file = session.get_one(StoredFile, link.file_id)
    session.delete(link)
    session.flush()
    if not held_elsewhere:
        session.delete(file)
        session.flush()
