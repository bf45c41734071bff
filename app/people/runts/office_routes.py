"""The office loads the register's extract and sees how far its reading is."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.errors import InvalidFormError
from app.core.files.errors import FileRefused, StorageError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, empty, parse, read_form
from app.core.web.render import Around, page, redirect
from app.core.web.services import services_of
from app.core.web.uploads import MAX_FORM
from app.people.authorities.queries import list_authorities
from app.people.runts.actions import keep_extract, receive_extract
from app.people.runts.forms import ExtractForm
from app.people.runts.permissions import LOAD, loads_for
from app.people.runts.queries import get_extract, list_extracts
from app.people.runts.views import REGISTER, extract_line

router = APIRouter(prefix=REGISTER)


async def bind_extract(request: Request) -> Bound[ExtractForm]:
    """The form with its file, checked and kept before any transaction opens."""
    request.state.max_body = MAX_FORM
    bound = parse(ExtractForm, await read_form(request, MAX_FORM))
    uploads = bound.files.get("file", [])
    if not uploads:
        bound.errors["file"] = "Scegliete il file dell'estratto."
        return bound
    blobs, upload = services_of(request).blobs, uploads[0]
    try:
        kept = await run_in_threadpool(keep_extract, blobs, upload.file, upload.filename or "")
        bound.kept["file"] = [kept]
    except (FileRefused, StorageError) as refused:
        bound.errors["file"] = refused.sentence
    for sent in uploads:
        await sent.close()
    return bound


@router.get("", dependencies=[permit(LOAD)])
def register_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return _register_page(request, session, actor, empty(ExtractForm))


@router.post("", dependencies=[permit(LOAD)])
def load_extract(
    request: Request,
    form: Annotated[Bound[ExtractForm], Depends(bind_extract)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    made = form.attempt(
        session,
        lambda data: receive_extract(
            session,
            form.kept["file"][0],
            data.dated,
            actor_ref=actor.ref,
            account_id=actor.account_id,
            authority_id=_served(actor, data),
        ),
    )
    if made is None:
        return _register_page(request, session, actor, form)
    return redirect(f"{REGISTER}/{made.public_id}", "Il file è arrivato: ora lo leggiamo.")


def _served(actor: Actor, form: ExtractForm) -> int:
    """For whom the extract is loaded. Raises InvalidFormError where that is not said."""
    offices = loads_for(actor)
    if len(offices) == 1 and not form.authority:
        return next(iter(offices.values()))
    if form.authority not in offices:
        raise InvalidFormError({"authority": "Scegliete per quale amministrazione lo caricate."})
    return offices[form.authority]


def _register_page(
    request: Request, session: Session, actor: Actor, form: Bound[ExtractForm]
) -> Response:
    offices = loads_for(actor)
    names = {one.slug: one.name for one in list_authorities(session)}
    return page(
        request,
        "runts/register.html",
        around=_around(),
        status=form.status,
        form=form,
        lines=[extract_line(one) for one in list_extracts(session, offices.values())],
        authorities=[(slug, names[slug]) for slug in offices],
    )


@router.get("/{extract}", dependencies=[permit(LOAD)])
def extract_page(request: Request, extract: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_extract(session, loads_for(actor).values(), extract)
    line = extract_line(found)
    return page(
        request,
        "runts/extract.html",
        around=_around((line.title, None)),
        extract=found.extract,
        line=line,
        register=REGISTER,
    )


def _around(*titles: tuple[str, str | None]) -> Around:
    here = ("Registro nazionale (RUNTS)", REGISTER if titles else None)
    return Around(breadcrumb=(("Ufficio", "/ufficio"), here, *titles))
