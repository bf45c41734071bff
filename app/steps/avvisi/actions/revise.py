"""Drafting the next version of a published avviso beside the one in force, and publishing it."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.core.clock import from_rome
from app.core.errors import InvalidFormError, NotFoundError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.avviso import missing_sections
from app.law.changes import COUNTED_ANEW, OF_TEXT, ChangeKind, check_change
from app.law.corrections import check_correction
from app.law.decisions import Decision, Refusal
from app.law.sources import DM72_2_EQUAL
from app.steps.avvisi.actions.change import Change, locked_avviso, make_version, said_of
from app.steps.avvisi.actions.refuse import refuse_unless_allowed
from app.steps.avvisi.definition import Difference
from app.steps.avvisi.differences import DEFINITION, changed_form, changed_sections
from app.steps.avvisi.events import AvvisoRectified, RevisionDiscarded, RevisionStarted
from app.steps.avvisi.forms import RevisionForm
from app.steps.avvisi.models import Avviso, AvvisoRevision, AvvisoVersion
from app.steps.avvisi.queries import get_revision, standing_of
from app.steps.procedures.queries import Here


def start_revision(session: Session, actor: Actor, here: Here) -> AvvisoRevision:
    """Begin to draft the next version from the one in force; the one begun before goes on.

    Raises RuleError where neither a correction nor a new avviso could follow.
    """
    avviso = locked_avviso(session, here)
    begun = get_revision(session, avviso, lock=True)
    if begun is not None:
        return begun
    kind = ChangeKind.RENEWAL if avviso.revoked_at else ChangeKind.CORRECTION
    refuse_unless_allowed(check_change(kind, standing_of(here, avviso)))
    revision = AvvisoRevision(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        avviso_id=avviso.pk,
        sections=avviso.sections,
        definition=avviso.definition,
        based_on=avviso.version,
    )
    session.add(revision)
    session.flush()
    emit(session, RevisionStarted(**here.about(actor, revision), based_on=revision.based_on))
    return revision


def discard_revision(session: Session, actor: Actor, here: Here) -> None:
    """Give the draft up; what is in force stays. Raises NotFoundError where there is none."""
    revision = _locked(session, locked_avviso(session, here))
    session.delete(revision)
    emit(session, RevisionDiscarded(**here.about(actor, revision)))


def publish_revision(
    session: Session, actor: Actor, here: Here, form: RevisionForm, file: KeptFile | None
) -> AvvisoVersion:
    """Publish the draft as the next version: errata corrige, rettifica or new avviso.

    An errata corrige keeps the term and only mends slips; the others count at least twenty
    days anew. Raises RuleError with the law's reasons, InvalidFormError for what was typed,
    NotFoundError where nothing was drafted.
    """
    avviso = locked_avviso(session, here)
    revision = _locked(session, avviso)
    _check_form(form)
    refuse_unless_allowed(check_change(form.kind, standing_of(here, avviso)))
    changed, asked = changed_sections(avviso, revision), changed_form(avviso, revision)
    refuse_unless_allowed(_check_text(form.kind, revision, changed, asked))
    codes = (*changed, *((DEFINITION,) if asked else ()))
    change = Change(form.kind, form, _closing(form), codes, _lines(form.proof), revision)
    made = make_version(session, actor, here, avviso, change, file)
    session.delete(revision)
    session.flush()
    emit(
        session,
        AvvisoRectified(
            **here.openly_about(actor, avviso),
            **said_of(made),
            change=form.kind.value,
            changed=codes,
            proof_asked=bool(change.proof),
        ),
    )
    return made.version


def _check_text(
    kind: ChangeKind,
    revision: AvvisoRevision,
    changed: Mapping[str, tuple[str, str]],
    asked: tuple[Difference, ...],
) -> Decision:
    """The avviso stays complete; a correction only mends slips; something must change."""
    decision = missing_sections(revision.sections)
    if kind is ChangeKind.CORRECTION:
        titles = (one.words for one in asked if not one.wording)
        return decision.also(check_correction(changed, titles))
    if kind is ChangeKind.RECTIFICATION and not changed and not asked:
        return decision.also(
            Decision(
                (
                    Refusal(
                        None,
                        "La bozza dice le stesse cose dell'avviso in vigore.",
                        "Cambiate una sezione o il modulo; per il solo termine c'è la proroga.",
                        DM72_2_EQUAL,
                    ),
                )
            )
        )
    return decision


def _check_form(form: RevisionForm) -> None:
    """What belongs to each kind. Raises InvalidFormError."""
    errors = {}
    if form.kind not in OF_TEXT:
        errors["kind"] = "Scegliete una delle voci."
    if form.kind in COUNTED_ANEW:
        if form.closes_on is None:
            errors["closes_on"] = "Indicate il nuovo giorno di chiusura."
        if form.closes_at is None:
            errors["closes_at"] = "Indicate la nuova ora di chiusura."
    elif form.proof:
        errors["proof"] = "Un'errata corrige non chiede niente a chi ha già presentato la domanda."
    if errors:
        raise InvalidFormError(errors)


def _closing(form: RevisionForm) -> datetime | None:
    """The new closing (UTC); none for a correction, which keeps the term."""
    if form.kind not in COUNTED_ANEW or form.closes_on is None or form.closes_at is None:
        return None
    clock = form.closes_at
    return from_rome(form.closes_on, clock.hour, clock.minute, clock.second)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _locked(session: Session, avviso: Avviso) -> AvvisoRevision:
    revision = get_revision(session, avviso, lock=True)
    if revision is None:
        raise NotFoundError
    return revision
