"""The roof: assembles the house and gives the ASGI application."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI
from sqlmodel import Session
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.assembly import (
    DEMO_ROUTERS,
    FILING_PATHS,
    FROM_ELSEWHERE,
    JOB_HANDLERS,
    RECURRING,
    ROUTERS,
    assemble,
)
from app.core.audit.chain import record_events
from app.core.documents.signatures import Anchors, AnchorsError, AnchorStore
from app.core.files.blobs import BLOBS, blob_store_from_url
from app.core.jobs.heartbeat import Heartbeat
from app.core.jobs.mail import MAILER, make_mailer
from app.core.jobs.outbox import SEND, SEND_PEC
from app.core.jobs.smtp import smtp_from_url
from app.core.jobs.worker import Worker, mail_handler
from app.core.logs import configure_logs
from app.core.resources import resource
from app.core.security.actor import Actor
from app.core.security.oidc import OidcClient, Provider
from app.core.security.tokens import SECRET
from app.core.store.engine import open_engines
from app.core.store.session import Store
from app.core.web.gate import Gate
from app.core.web.middleware import (
    BodyLimit,
    PlainAddress,
    ReceivedInstant,
    RequestLog,
    SameSite,
    SecurityHeaders,
)
from app.core.web.pagecache import KeptPages, PageCache
from app.core.web.problems import install_problem_pages
from app.core.web.render import make_environment
from app.core.web.routes import check_routes
from app.core.web.services import Services
from app.core.web.static import BuiltFiles
from app.core.web.versions import version_reader
from app.demo.signing import demo_anchors
from app.demo.welcome import PEC_ACCOUNT
from app.outlets.follow.reactions import note_decided
from app.outlets.opendata.kept import KeptFiles
from app.outlets.search.actions import index_changes
from app.people.accounts.actions.sign_in import mark_seen
from app.people.accounts.identity_routes import RETURN
from app.people.accounts.models import Identity
from app.people.accounts.queries import find_sign_in, is_complete, mark_due
from app.people.authorities.queries import list_offices
from app.people.ets.actors import actor_of
from app.people.runts.queries import RUNTS_OLD_DAYS
from app.settings import Settings, SettingsError, load_settings

WRITERS = 2  # at once in one process: while one waits for PostgreSQL, the other computes


def make_store(settings: Settings) -> Store:
    """The store of this process, with what actions need at hand."""
    engines = open_engines(settings.database_url, pool_size=settings.pool_size)
    mailer = make_mailer(
        resource("templates") / "emails",
        settings.base_url,
        demo=settings.demo,
        pec_from=settings.pec_from or (PEC_ACCOUNT if settings.demo else ""),
    )
    at_hand = {
        MAILER: mailer,
        BLOBS: blob_store_from_url(settings.blob_url),
        RUNTS_OLD_DAYS: settings.runts_old_days,
        SECRET: settings.secret_key,
    }
    return Store(engines, (index_changes, note_decided, record_events), at_hand)


def find_actor(session: Session, token: str) -> Actor | None:
    """The person of a session token; office roles count only after the second factor.

    Who has one and has not given it yet is nobody.
    """
    found = find_sign_in(session, token)
    if found is None or not is_complete(*found):
        return None
    sign_in, account = found
    actor = actor_of(session, account, strong=sign_in.strong)
    identity = session.get(Identity, sign_in.identity_id) if sign_in.identity_id else None
    return replace(
        actor,
        mark_due=mark_due(sign_in),
        identity=identity.code_hash if identity else "",
        level=sign_in.level,
    )


def make_services(settings: Settings, store: Store) -> Services:
    sqlite = store.dialect == "sqlite"
    return Services(
        store=store,
        gate=Gate(writers=1, readers=8)
        if sqlite
        else Gate(writers=WRITERS, readers=settings.pool_size - WRITERS),
        blobs=store.at_hand[BLOBS],
        templates=make_environment(resource("templates"), resource("static/dist")),
        find_actor=find_actor,
        mark_seen=mark_seen,
        needs_second_factor=lambda session, account: bool(list_offices(session, account)),
        anchors=_anchors_of(settings),
        oidc=_oidc_of(settings),
        base_url=settings.base_url,
        secret=settings.secret_key,
        demo=settings.demo,
    )


def _anchors_of(settings: Settings) -> Callable[[], Anchors]:
    if settings.demo and not settings.trust_anchors:
        return demo_anchors
    try:
        return AnchorStore(settings.trust_anchors)
    except (AnchorsError, OSError) as error:
        raise SettingsError(f"COPROGRAMMA_TRUST_ANCHORS: {error}") from error


def _oidc_of(settings: Settings) -> OidcClient | None:
    if not settings.oidc_issuer:
        return None
    try:
        key = Path(settings.oidc_private_key).read_text() if settings.oidc_private_key else ""
    except OSError as error:
        raise SettingsError(f"COPROGRAMMA_OIDC_PRIVATE_KEY: {error.strerror}") from error
    if not settings.oidc_client_id or not (key or settings.oidc_client_secret):
        raise SettingsError(
            "COPROGRAMMA_OIDC_CLIENT_ID and a secret or a private key must be set with the issuer"
        )
    provider = Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        secret=settings.oidc_client_secret,
        private_key=key,
        scope=settings.oidc_scope,
        acr=settings.oidc_acr,
        label=settings.oidc_label,
    )
    return OidcClient(provider, f"{settings.base_url}{RETURN}")


def make_worker(settings: Settings, store: Store) -> Worker:
    mail = mail_handler(smtp_from_url(settings.smtp_url, settings.mail_from))
    pec = mail_handler(smtp_from_url(settings.pec_smtp_url, settings.pec_from))
    return Worker(store, {SEND: mail, SEND_PEC: pec, **JOB_HANDLERS}, RECURRING)


def create_app(settings: Settings | None = None, *, with_worker: bool | None = None) -> FastAPI:
    """The application. On SQLite the worker runs inside, unless `with_worker` says otherwise."""
    settings = settings or load_settings()
    configure_logs(settings.log_format)
    assemble()
    store = make_store(settings)
    services = make_services(settings, store)
    inside = store.dialect == "sqlite" if with_worker is None else with_worker

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        worker = make_worker(settings, store)
        heartbeat = Heartbeat(store, timedelta(seconds=settings.heartbeat_seconds))
        if with_worker is not False:
            heartbeat.start()
        if inside:
            worker.start()
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 1_000)
        yield
        worker.stop()
        if with_worker is not False:
            heartbeat.stop()
        await app.state.versions.close()
        store.engines.dispose()

    app = FastAPI(
        title="Coprogramma", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.services = services
    _add_kept(app, settings)
    for router in (*(DEMO_ROUTERS if settings.demo else ()), *ROUTERS):
        app.include_router(router)
    app.mount("/static", BuiltFiles(resource("static/dist")))
    install_problem_pages(app)
    check_routes(app)
    _add_layers(app, settings, services)
    return app


def _add_kept(app: FastAPI, settings: Settings) -> None:
    """Public pages and files that are made once for each version."""
    app.state.versions = version_reader(settings.database_url)
    app.state.kept_pages = KeptPages(settings.page_cache_mb * 1_000_000)
    app.state.kept_files = KeptFiles(settings.data_cache_mb * 1_000_000)


def _add_layers(app: FastAPI, settings: Settings, services: Services) -> None:
    """The last one added is the outermost."""

    async def read_version(scope: str) -> str:
        version: str = await app.state.versions(scope)
        return version

    host = settings.base_url.split("//", 1)[1].split(":", 1)[0]
    app.add_middleware(
        PageCache,
        pages=app.state.kept_pages,
        read_version=read_version,
        cookie=services.session_cookie,
    )
    app.add_middleware(SameSite, base_url=settings.base_url, exempt=FROM_ELSEWHERE)
    app.add_middleware(BodyLimit, limit=settings.max_upload_mb * 1_000_000 + 1_000_000)
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=[host, "127.0.0.1", "localhost"], www_redirect=False
    )
    app.add_middleware(PlainAddress)
    app.add_middleware(SecurityHeaders, secure=services.secure)
    app.add_middleware(RequestLog)
    app.add_middleware(ReceivedInstant, paths=FILING_PATHS)
