"""Drafting an avviso: its sections, the form of its domanda, its closing, its act."""

import hashlib

from sqlmodel import Session

from app.core.clock import from_rome, legal_now
from app.core.errors import ConflictError, InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.avviso import AVVISO_SECTIONS
from app.law.sources import DM72_2_EQUAL
from app.steps.avvisi.definition import (
    DECLARATIONS,
    FIXED_DECLARATIONS,
    FIXED_PARTS,
    PARTS,
    SHORT_DEFAULT,
    FormDefinition,
)
from app.steps.avvisi.events import AvvisoClosingSet, AvvisoSectionWritten, DomandaFormChosen
from app.steps.avvisi.forms import AvvisoActForm, ClosingForm, DefinitionForm, SectionForm
from app.steps.avvisi.models import Avviso
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


def refuse_published(avviso: Avviso | None) -> None:
    """Raises RuleError when the avviso is published: it never changes (DM 72/2021 § 2)."""
    if avviso is not None and avviso.published_at is not None:
        raise RuleError(
            "L'avviso è pubblicato: il suo testo, il modulo e la chiusura non si cambiano più.",
            remedy="Chi vi ha già letto deve poter contare su ciò che ha letto.",
            source=DM72_2_EQUAL,
        )


def write_section(session: Session, actor: Actor, here: Here, code: str, form: SectionForm) -> None:
    """Write the text of one section; an empty text takes it away.

    Raises RuleError once published, ConflictError when somebody else changed the section
    meanwhile, NotFoundError for a section that an avviso does not have.
    """
    if code not in {section.code for section in AVVISO_SECTIONS}:
        raise NotFoundError
    avviso = _draft(session, here)
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


def save_definition(
    session: Session, actor: Actor, here: Here, form: DefinitionForm
) -> FormDefinition:
    """Choose what the domanda asks. Raises RuleError once published, InvalidFormError."""
    avviso = _draft(session, here)
    definition = _chosen(form)
    avviso.definition = definition.model_dump(mode="json")
    session.add(avviso)
    emit(
        session,
        DomandaFormChosen(
            **here.about(actor, avviso),
            parts=definition.parts,
            declarations=definition.declarations,
        ),
    )
    return definition


def _chosen(form: DefinitionForm) -> FormDefinition:
    fields: dict[str, tuple[str, ...]] = {}
    for name in form.extras:
        part, _, field = name.partition(".")
        fields[part] = (*fields.get(part, ()), field)
    wanted = {*FIXED_PARTS, *form.parts} - {"other_subject"}
    if form.other_subjects:
        wanted.add("other_subject")
    declared = {*FIXED_DECLARATIONS, *form.declarations}
    unknown = (wanted - set(PARTS)) | (declared - set(DECLARATIONS))
    try:
        if unknown:
            raise ValueError(f"not in the catalogue: {sorted(unknown)}")
        return FormDefinition(
            parts=tuple(code for code in PARTS if code in wanted),
            optional_fields=fields,
            declarations=tuple(code for code in DECLARATIONS if code in declared),
            max_tavoli=form.max_tavoli,
            needs_limit=form.needs_limit,
            other_subjects=form.other_subjects,
        )
    except ValueError as error:
        words = "Una delle voci scelte non esiste: ricaricate la pagina."
        raise InvalidFormError(general=(words,)) from error


def set_closing(session: Session, actor: Actor, here: Here, form: ClosingForm) -> None:
    """Set the instant, in Rome, at which the avviso closes.

    Raises RuleError once published, and when it could not close then even if it were
    published now: publication only comes later.
    """
    avviso = _draft(session, here)
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


def _draft(session: Session, here: Here) -> Avviso:
    """The avviso still in draft, made at its first writing; its procedure is locked before."""
    avviso = get_avviso(session, here.procedure.pk, lock=True)
    refuse_published(avviso)
    if avviso is None:
        avviso = Avviso(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            definition=SHORT_DEFAULT.model_dump(mode="json"),
        )
        session.add(avviso)
        session.flush()
    return avviso
