"""The form of the domanda: what the office switches on, and how an ETS will see it."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.avvisi.actions import save_definition
from app.steps.avvisi.definition import (
    DECLARATIONS,
    FIXED_DECLARATIONS,
    PARTS,
    FormDefinition,
    fields_of,
    groups_of,
    parts_of,
)
from app.steps.avvisi.forms import DefinitionForm, PublishForm
from app.steps.avvisi.permissions import WRITE
from app.steps.avvisi.queries import get_avviso
from app.steps.avvisi.views import definition_of
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/avviso/modulo")

# What stands before the office as boxes to tick; what every domanda asks is not among them.
_PARTS = [
    (part.code, f"{part.title}: {part.intro[0].lower()}{part.intro[1:]}")
    for part in PARTS.values()
    if not part.fixed and part.code != "other_subject"
]
_EXTRAS = [
    (part.code, part.title, options)
    for part in PARTS.values()
    if (options := [(f"{part.code}.{f.name}", f.label) for f in part.fields if f.extra])
]
_DECLARATIONS = [
    (code, f"{declaration.title}: {declaration.text}")
    for code, declaration in DECLARATIONS.items()
    if code not in FIXED_DECLARATIONS
]


@router.get("", dependencies=[permit(WRITE)])
def form_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    definition = definition_of(get_avviso(session, here.procedure.pk))
    return _editor(request, session, here, _filled(definition))


@router.post("", dependencies=[permit(WRITE)])
def save_form(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[DefinitionForm], bind(DefinitionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(save_definition, session, actor, here))
    if not form.ok:
        return _editor(request, session, here, form)
    return redirect(office_address(here, "/avviso/modulo"), "Il modulo è stato salvato.")


def _filled(definition: FormDefinition) -> Bound[DefinitionForm]:
    extras = [
        f"{part}.{field}" for part, names in definition.optional_fields.items() for field in names
    ]
    return empty(
        DefinitionForm,
        parts=definition.parts,
        extras=extras,
        declarations=definition.declarations,
        max_tavoli=definition.max_tavoli,
        needs_limit=definition.needs_limit,
        other_subjects="1" if definition.other_subjects else "",
        members_may_apply_alone="1" if definition.members_may_apply_alone else "",
    )


def _editor(
    request: Request, session: Session, here: Here, form: Bound[DefinitionForm]
) -> Response:
    avviso = get_avviso(session, here.procedure.pk)
    definition = definition_of(avviso)
    return page(
        request,
        "avvisi/form.html",
        around=office_around(here, request.url.path, ("Modulo della domanda", None)),
        status=422 if form.errors or form.general else 200,
        form=form,
        frozen=avviso is not None and avviso.published_at is not None,
        base=office_address(here, "/avviso/modulo"),
        parts=_PARTS,
        extras=_EXTRAS,
        declarations=_DECLARATIONS,
        fixed=[part for part in PARTS.values() if part.fixed],
        fixed_declarations=[DECLARATIONS[code] for code in FIXED_DECLARATIONS],
        asked=[(part, fields_of(definition, part.code)) for part in parts_of(definition)],
    )


@router.get("/anteprima/{part}", dependencies=[permit(WRITE)])
def part_preview(
    request: Request,
    authority: str,
    procedure: str,
    part: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    definition = definition_of(get_avviso(session, here.procedure.pk))
    asked = parts_of(definition)
    codes = [each.code for each in asked]
    if part not in codes:
        raise NotFoundError
    base = office_address(here, "/avviso/modulo")
    return page(
        request,
        "avvisi/form_preview.html",
        around=office_around(
            here, base, ("Modulo della domanda", "/avviso/modulo"), ("Anteprima", None)
        ),
        form=empty(PublishForm),
        part=PARTS[part],
        groups=groups_of(fields_of(definition, part)),
        steps=[(each.title, f"{base}/anteprima/{each.code}", False) for each in asked],
        current=codes.index(part) + 1,
        definition=definition,
        tavoli=list_tavoli(session, here.procedure.pk),
        base=base,
        following=f"{base}/anteprima/{codes[codes.index(part) + 1]}" if part != codes[-1] else "",
    )
