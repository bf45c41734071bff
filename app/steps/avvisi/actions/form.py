"""Choosing what the domanda asks: the catalogue's parts, and what the office words itself."""

from collections.abc import Iterable

from sqlmodel import Session

from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.corrections import is_slip
from app.steps.avvisi.actions.writable import open_draft
from app.steps.avvisi.definition import (
    DECLARATIONS,
    FIXED_DECLARATIONS,
    FIXED_PARTS,
    LAST_OWN_NUMBER,
    MAX_OWN,
    PARTS,
    FormDefinition,
    OwnItem,
)
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.events import DomandaFormChosen
from app.steps.avvisi.forms import DefinitionForm, OwnItemForm
from app.steps.avvisi.models import Avviso, AvvisoRevision
from app.steps.avvisi.own import own_items, with_items
from app.steps.avvisi.queries import get_avviso, list_definitions
from app.steps.procedures.queries import Here


def save_definition(
    session: Session, actor: Actor, here: Here, form: DefinitionForm
) -> FormDefinition:
    """Choose what the domanda asks; what the office words itself stays as it is.

    Raises RuleError once published and while no rettifica is being prepared, InvalidFormError.
    """
    draft = open_draft(session, here)
    definition = _chosen(form, FormDefinition.model_validate(draft.definition))
    keep_definition(session, actor, here, draft, definition)
    return definition


def keep_definition(
    session: Session,
    actor: Actor,
    here: Here,
    draft: Avviso | AvvisoRevision,
    definition: FormDefinition,
) -> None:
    """Make `definition` the draft's."""
    draft.definition = definition.model_dump(mode="json")
    session.add(draft)
    emit(
        session,
        DomandaFormChosen(
            **here.about(actor, draft),
            parts=definition.parts,
            declarations=definition.declarations,
        ),
    )


def _chosen(form: DefinitionForm, before: FormDefinition) -> FormDefinition:
    fields: dict[str, tuple[str, ...]] = {}
    for name in form.extras:
        part, _, field = name.partition(".")
        fields[part] = (*fields.get(part, ()), field)
    wanted = {*FIXED_PARTS, *form.parts} - {"other_subject", "documents"}
    wanted |= {code for code, on in _switched(form, before) if on}
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
            members_may_apply_alone=form.joint and form.members_may_apply_alone,
            delegates=form.delegates,
            files=before.files,
            own_declarations=before.own_declarations,
        )
    except ValueError as error:
        words = "Una delle voci scelte non esiste: ricaricate la pagina."
        raise InvalidFormError(general=(words,)) from error


def _switched(form: DefinitionForm, before: FormDefinition) -> Iterable[tuple[str, bool]]:
    """The parts that follow from a setting of their own."""
    yield "other_subject", form.other_subjects
    yield "form", form.joint
    yield "documents", bool(before.files)


def put_own_item(
    session: Session, actor: Actor, here: Here, kind: OwnKind, form: OwnItemForm
) -> OwnItem:
    """Add a document or a declaration of the office's own, or reword the one of `form.number`.

    What a published version asks under a number is never asked otherwise under it: a draft
    that answered would seem to have answered this too. So such a rewording gets a new
    number, unless it only mends a slip. Raises RuleError once published or when there are
    too many, InvalidFormError for a declaration without text, NotFoundError.
    """
    draft = open_draft(session, here)
    definition = FormDefinition.model_validate(draft.definition)
    items = list(own_items(definition, kind))
    if kind is OwnKind.DECLARATIONS and not form.text:
        raise InvalidFormError({"text": "Scrivete che cosa si dichiara."})
    if form.number is None and len(items) >= MAX_OWN:
        raise RuleError(f"Sono già {MAX_OWN}: toglietene prima uno.")
    number, place = form.number, len(items)
    if number is not None:
        place = _place(items, number)
        items.pop(place)
    if number is None or _asked_otherwise(session, here, kind, number, form):
        number = _next_number(session, here, definition, kind)
    made = OwnItem(number=number, title=form.title, text=form.text, required=form.required)
    items.insert(place, made)
    keep_definition(session, actor, here, draft, with_items(definition, kind, items))
    return made


def drop_own_item(session: Session, actor: Actor, here: Here, kind: OwnKind, number: int) -> None:
    """Ask it no longer. Raises RuleError once published, NotFoundError."""
    draft = open_draft(session, here)
    definition = FormDefinition.model_validate(draft.definition)
    items = list(own_items(definition, kind))
    items.pop(_place(items, number))
    keep_definition(session, actor, here, draft, with_items(definition, kind, items))


def _place(items: list[OwnItem], number: int) -> int:
    for place, item in enumerate(items):
        if item.number == number:
            return place
    raise NotFoundError


def _asked_otherwise(
    session: Session, here: Here, kind: OwnKind, number: int, form: OwnItemForm
) -> bool:
    now = f"{form.title} {form.text}"
    return any(
        item.number == number and not is_slip(f"{item.title} {item.text}", now)
        for definition in list_definitions(session, get_avviso(session, here.procedure.pk))
        for item in own_items(definition, kind)
    )


def _next_number(session: Session, here: Here, draft: FormDefinition, kind: OwnKind) -> int:
    published = list_definitions(session, get_avviso(session, here.procedure.pk))
    taken = {item.number for each in (draft, *published) for item in own_items(each, kind)}
    last = max(taken, default=0)
    if last >= LAST_OWN_NUMBER:
        raise RuleError("Questo avviso ha già avuto troppe voci: rinunciate a una di quelle nuove.")
    return last + 1
