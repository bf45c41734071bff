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
from app.law.sources import DPR445_75_76
from app.steps.avvisi.actions import save_definition
from app.steps.avvisi.definition import (
    DECLARATIONS,
    FIXED_DECLARATIONS,
    MAX_DELEGATES,
    PARTS,
    FormDefinition,
    fields_of,
    groups_of,
    parts_of,
)
from app.steps.avvisi.form_views import definition_in, is_frozen
from app.steps.avvisi.forms import DefinitionForm, PublishForm
from app.steps.avvisi.permissions import WRITE
from app.steps.avvisi.queries import get_avviso, get_revision
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

WHOLE = "intero"
router = APIRouter(prefix="/ufficio/{authority}/{procedure}/avviso/modulo")

# What stands before the office as boxes to tick; what every domanda asks is not among them.
_PARTS = [
    (part.code, f"{part.title}: {part.intro[0].lower()}{part.intro[1:]}")
    for part in PARTS.values()
    if not part.fixed and not part.derived and part.code != "form"
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
    return _editor(request, session, here, _filled(definition_in(session, here)))


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
        joint="1" if "form" in definition.parts else "",
        delegates=definition.delegates,
    )


def _editor(
    request: Request, session: Session, here: Here, form: Bound[DefinitionForm]
) -> Response:
    avviso = get_avviso(session, here.procedure.pk)
    definition = definition_in(session, here)
    return page(
        request,
        "avvisi/form.html",
        around=office_around(here, request.url.path, ("Modulo della domanda", None)),
        status=422 if form.errors or form.general else 200,
        form=form,
        frozen=is_frozen(session, avviso),
        revising=get_revision(session, avviso) is not None,
        definition=definition,
        delegates=[(str(number), str(number)) for number in range(1, MAX_DELEGATES + 1)],
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
    definition = definition_in(session, here)
    asked = parts_of(definition)
    codes = [each.code for each in asked]
    base = office_address(here, "/avviso/modulo")
    if part == WHOLE:
        return _whole(request, session, here, definition)
    if part not in codes:
        raise NotFoundError
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
        following=f"{base}/anteprima/{[*codes, WHOLE][codes.index(part) + 1]}",
        declarations=DECLARATIONS,
        consequences=DPR445_75_76,
    )


def _whole(request: Request, session: Session, here: Here, definition: FormDefinition) -> Response:
    """Everything that the domanda asks on one page, as its printed model."""
    crumbs = (("Modulo della domanda", "/avviso/modulo"), ("Il modulo su una pagina", None))
    return page(
        request,
        "avvisi/form_whole.html",
        around=office_around(here, office_address(here, "/avviso/modulo"), *crumbs),
        definition=definition,
        whole=[
            (part, groups_of(fields_of(definition, part.code))) for part in parts_of(definition)
        ],
        tavoli=list_tavoli(session, here.procedure.pk),
        base=office_address(here, "/avviso/modulo"),
    )
