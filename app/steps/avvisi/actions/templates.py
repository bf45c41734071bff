"""Forms of the domanda that an authority keeps for its next avvisi."""

from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.steps.avvisi.actions.form import keep_definition
from app.steps.avvisi.actions.writable import open_draft
from app.steps.avvisi.definition import FormDefinition, OwnItem
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.events import FormTemplateRemoved, FormTemplateSaved
from app.steps.avvisi.forms import TemplateForm
from app.steps.avvisi.models import FormTemplate
from app.steps.avvisi.own import own_items, with_items
from app.steps.avvisi.queries import get_avviso, get_template, list_definitions, list_templates
from app.steps.procedures.queries import Here


def save_template(
    session: Session, actor: Actor, here: Here, definition: FormDefinition, form: TemplateForm
) -> FormTemplate:
    """Keep `definition` for the authority under a name. Raises InvalidFormError when taken."""
    template = FormTemplate(
        authority_id=here.authority.pk,
        name=form.name,
        name_key=_free_key(session, here, form.name),
        definition=definition.model_dump(mode="json"),
    )
    session.add(template)
    session.flush()
    emit(session, FormTemplateSaved(**here.about(actor, template), name=template.name))
    return template


def rename_template(
    session: Session, actor: Actor, here: Here, public_id: str, form: TemplateForm
) -> None:
    """Raises NotFoundError, InvalidFormError when another has the name."""
    template = get_template(session, here.authority.pk, public_id)
    template.name_key = _free_key(session, here, form.name, but=template)
    template.name = form.name
    session.add(template)
    emit(session, FormTemplateSaved(**here.about(actor, template), name=template.name))


def remove_template(session: Session, actor: Actor, here: Here, public_id: str) -> None:
    """Avvisi made from it stay as they are. Raises NotFoundError."""
    template = get_template(session, here.authority.pk, public_id)
    session.delete(template)
    emit(session, FormTemplateRemoved(**here.about(actor, template), name=template.name))


def use_template(session: Session, actor: Actor, here: Here, public_id: str) -> FormDefinition:
    """Make the draft ask what the template asks. Raises NotFoundError, RuleError once published."""
    template = get_template(session, here.authority.pk, public_id)
    draft = open_draft(session, here)
    definition = FormDefinition.model_validate(template.definition)
    published = list_definitions(session, get_avviso(session, here.procedure.pk))
    for kind in OwnKind:
        known = [item for each in published for item in own_items(each, kind)]
        items = _numbered_beside(own_items(definition, kind), known)
        definition = with_items(definition, kind, items)
    keep_definition(session, actor, here, draft, definition)
    return definition


def _numbered_beside(items: tuple[OwnItem, ...], known: list[OwnItem]) -> list[OwnItem]:
    """`items` with numbers under which no published version has asked anything else."""
    last = max((item.number for item in (*known, *items)), default=0)
    taken = {item.number: item for item in known}
    numbered = []
    for item in items:
        if taken.get(item.number, item) != item:
            last += 1
            numbered.append(item.model_copy(update={"number": last}))
        else:
            numbered.append(item)
    return numbered


def _free_key(session: Session, here: Here, name: str, *, but: FormTemplate | None = None) -> str:
    key = sort_key(name) or name
    kept = list_templates(session, here.authority.pk)
    if any(other.name_key == key and other is not but for other in kept):
        raise InvalidFormError({"name": "C'è già un modello con questo nome."})
    return key
