"""Writing a draft: saved as one types, with its files; sent from the summary only."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.people.accounts.navigation import area_around
from app.steps.contributions.actions import (
    add_files,
    discard_draft,
    is_collecting,
    remove_file,
    save_draft,
)
from app.steps.contributions.forms import ContributionForm, PressForm
from app.steps.contributions.navigation import OWN, own_address
from app.steps.contributions.permissions import CONTRIBUTE
from app.steps.contributions.queries import (
    Whole,
    get_own,
    list_files,
)
from app.steps.contributions.views import (
    KINDS,
    detail_fields,
    draft_form,
    places_of,
)
from app.steps.procedures.queries import get_by_id

router = APIRouter(prefix="/area-personale")
FILE_KINDS = frozenset({"pdf", "p7m", "jpg", "png", "docx", "xlsx", "odt", "ods", "csv", "txt"})
FILES = {"files": FILE_KINDS}
Pressed = Annotated[Bound[PressForm], bind(PressForm)]


@router.post("/contributi/{contribution}", dependencies=[permit(CONTRIBUTE)])
def save_contribution(
    request: Request,
    contribution: str,
    form: Annotated[Bound[ContributionForm], bind(ContributionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    if "x-autosave" in request.headers and form.data is not None and form.ok:
        save_draft(session, actor, contribution, form.data)
        return Response(status_code=204)
    form.attempt(session, partial(save_draft, session, actor, contribution))
    if not form.ok:
        return editor_page(request, session, get_own(session, actor, contribution), form)
    if form.button == "rileggi":
        return redirect(own_address(contribution, "/riepilogo"))
    return redirect(own_address(contribution), "La bozza è salvata. Non è ancora inviata.")


def editor_page(
    request: Request, session: Session, whole: Whole, form: Bound[ContributionForm]
) -> Response:
    procedure_id = whole.contribution.procedure_id
    return page(
        request,
        "contributions/edit.html",
        around=area_around(
            own_address(whole.contribution.public_id), ("I miei contributi", OWN), ("Bozza", None)
        ),
        status=422 if form.errors or form.general else 200,
        form=form,
        whole=whole,
        address=own_address(whole.contribution.public_id),
        kinds=KINDS,
        files=[file for _, file in list_files(session, whole.contribution.pk)],
        collecting=is_collecting(get_by_id(session, procedure_id).procedure),
        places=places_of(session, procedure_id),
        **detail_fields(form),
    )


@router.post("/contributi/{contribution}/file", dependencies=[permit(CONTRIBUTE)])
def attach(
    request: Request,
    contribution: str,
    form: Annotated[Bound[PressForm], bind_with_files(PressForm, FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    kept = form.kept.get("files", [])
    if form.ok:
        form.attempt(session, lambda _: add_files(session, actor, contribution, kept))
    if form.ok:
        return redirect(own_address(contribution), "I file sono allegati alla bozza.")
    whole = get_own(session, actor, contribution)
    editor = draft_form(whole)
    editor.errors, editor.general = form.errors, form.general
    return editor_page(request, session, whole, editor)


@router.post("/contributi/{contribution}/file/{file}/togli", dependencies=[permit(CONTRIBUTE)])
def detach(
    contribution: str, file: str, form: Pressed, session: WriteSession, actor: ActorDep
) -> Response:
    remove_file(session, actor, contribution, file)
    return redirect(own_address(contribution), "Il file è stato tolto.")


@router.post("/contributi/{contribution}/elimina", dependencies=[permit(CONTRIBUTE)])
def drop_draft(
    contribution: str, form: Pressed, session: WriteSession, actor: ActorDep
) -> Response:
    discard_draft(session, actor, contribution, PressForm())
    return redirect(OWN, "La bozza è stata eliminata.")
