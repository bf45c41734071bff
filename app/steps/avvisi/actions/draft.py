"""Drafting an avviso, or the next version of a published one: sections, closing, act."""

import hashlib

from sqlmodel import Session

from app.core.clock import from_rome, legal_now
from app.core.errors import ConflictError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.avviso import AVVISO_SECTIONS
from app.steps.avvisi.actions.writable import open_draft, open_first_draft, refuse_published
from app.steps.avvisi.events import AvvisoClosingSet, AvvisoSectionWritten
from app.steps.avvisi.forms import AvvisoActForm, ClosingForm, SectionForm
from app.steps.avvisi.queries import get_avviso
from app.steps.avvisi.readiness import check_closing_for
from app.steps.procedures.actions import record_act
from app.steps.procedures.enums import ActKind
from app.steps.procedures.forms import ActForm
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here


def mark_of(text: str) -> str:
    """A short mark of a text, to see whether it changed under somebody's hands."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_section(session: Session, actor: Actor, here: Here, code: str, form: SectionForm) -> None:
    """Write the text of one section; an empty text takes it away.

    Raises RuleError once published and while no rettifica is being prepared, ConflictError
    when somebody else changed the section meanwhile, NotFoundError for a section that an
    avviso does not have.
    """
    if code not in {section.code for section in AVVISO_SECTIONS}:
        raise NotFoundError
    avviso = open_draft(session, here)
    before = avviso.sections.get(code, "")
    if form.was and form.was != mark_of(before):
        raise ConflictError(
            "Nel frattempo un'altra persona ha cambiato questa sezione.",
            remedy="Qui sotto c'è il vostro testo: confrontatelo con quello salvato e salvate.",
        )
    if form.text == before:
        return
    avviso.sections = {**avviso.sections, code: form.text}
    session.add(avviso)
    emit(
        session,
        AvvisoSectionWritten(
            **here.about(actor, avviso),
            section=code,
        ),
    )


def set_closing(session: Session, actor: Actor, here: Here, form: ClosingForm) -> None:
    """Set the instant, in Rome, at which the avviso closes.

    Raises RuleError once published, and when it could not close then even if it were
    published now: publication only comes later.
    """
    avviso = open_first_draft(session, here)
    clock = form.closes_at
    closes_at = from_rome(form.closes_on, clock.hour, clock.minute, clock.second)
    decision = check_closing_for(here.authority, legal_now(), closes_at)
    for refusal in decision.refusals:
        raise RuleError(refusal.reason, remedy=refusal.remedy, source=refusal.source)
    avviso.closes_at = closes_at
    session.add(avviso)
    emit(
        session,
        AvvisoClosingSet(
            **here.about(actor, avviso),
            closes_at=closes_at.isoformat(),
        ),
    )


def record_avviso_act(
    session: Session, actor: Actor, here: Here, form: AvvisoActForm, file: KeptFile | None
) -> Act:
    """Record the act that approves the avviso.

    Raises RuleError once published, InvalidFormError as `record_act` does.
    """
    refuse_published(get_avviso(session, here.procedure.pk, lock=True))
    act = ActForm(kind=ActKind.AVVISO, **form.model_dump())
    return record_act(session, actor, here, act, file)
