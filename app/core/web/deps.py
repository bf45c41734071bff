"""The edge of a request: permission, then body, then gate, then one transaction.

Each step is an async dependency that the next one waits for; sessions are function-scoped, so
that the commit comes before the response is sent.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.core.errors import SignInNeededError
from app.core.security.actor import Actor
from app.core.security.guards import Permission, Place
from app.core.store.installation import load_legal_offset
from app.core.web.forms import SMALL_BODY, read_form
from app.core.web.services import Services, services_of

ServicesDep = Annotated[Services, Depends(services_of)]


async def find_actor(request: Request, services: ServicesDep) -> Actor | None:
    """Who asks, by the session cookie; found once for each request."""
    if not hasattr(request.state, "actor"):
        token = request.cookies.get(services.session_cookie)
        request.state.actor = None
        if token:
            async with services.gate.reading():
                request.state.actor = await run_in_threadpool(_look_up, services, token)
            await _note_seen(services, request.state.actor, token)
    return cast("Actor | None", request.state.actor)


async def _note_seen(services: Services, actor: Actor | None, token: str) -> None:
    """The named exception to "reading never writes": a session's idle mark, every ten minutes.

    It makes nobody fail or wait at the gate: where writers are busy, a later request does it.
    """
    if actor is None or not actor.mark_due or services.gate.is_full_of_writers():
        return
    async with services.gate.writing():
        with suppress(OperationalError):
            await run_in_threadpool(_mark_seen, services, token)


def _mark_seen(services: Services, token: str) -> None:
    with services.store.writing() as session:
        services.mark_seen(session, token)


def _look_up(services: Services, token: str) -> Actor | None:
    with services.store.reading() as session:
        if services.demo:
            load_legal_offset(session)
        return services.find_actor(session, token)


MaybeActor = Annotated[Actor | None, Depends(find_actor)]


async def need_actor(actor: MaybeActor) -> Actor:
    if actor is None:
        raise SignInNeededError
    return actor


ActorDep = Annotated[Actor, Depends(need_actor)]


class PermissionCheck:
    """The dependency that a route's permission becomes; `create_app` looks for it."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request, actor: MaybeActor) -> None:
        place = Place(authority=request.path_params.get("authority"))
        self.permission.check(actor, place)
        request.state.permitted = True


def permit(permission: Permission) -> Any:
    """`@router.post(…, dependencies=[permit(PUBLISH)])`: exactly one for each route."""
    return Depends(PermissionCheck(permission))


async def body_read(request: Request) -> None:
    """Holds the gate back until a slow client's body is here (a form bound before is cached)."""
    if request.method in {"POST", "PUT", "PATCH", "DELETE"}:
        await read_form(request, getattr(request.state, "max_body", SMALL_BODY))


async def write_session(request: Request, services: ServicesDep) -> AsyncIterator[Session]:
    """One transaction, committed before the response leaves; on any error nothing is kept."""
    await body_read(request)
    async with services.gate.writing():
        session = services.store.open_write()
        try:
            if services.demo:
                await run_in_threadpool(load_legal_offset, session)
            try:
                yield session
            except BaseException as error:
                await run_in_threadpool(services.store.abandon, session, error)
                raise
            await run_in_threadpool(services.store.finish, session)
        finally:
            await run_in_threadpool(session.close)


async def read_session(services: ServicesDep) -> AsyncIterator[Session]:
    """A snapshot that refuses to write."""
    async with services.gate.reading():
        session = services.store.open_read()
        try:
            if services.demo:
                await run_in_threadpool(load_legal_offset, session)
            yield session
        finally:
            await run_in_threadpool(session.close)


WriteSession = Annotated[Session, Depends(write_session, scope="function")]
ReadSession = Annotated[Session, Depends(read_session, scope="function")]
