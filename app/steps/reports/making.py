"""Making the report in every format before the transaction that approves it."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.core.clock import from_rome, legal_today
from app.core.documents.document import Document
from app.core.documents.html import render_html
from app.core.documents.typst import render_pdf
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.services import Services
from app.core.web.uploads import keep_bytes
from app.steps.procedures.queries import Here, get_for_office
from app.steps.reports.actions.approve import MadeReport, content_digest
from app.steps.reports.content.data import read_data
from app.steps.reports.document import build_document
from app.steps.reports.queries import find_report, list_parts


def read_document(session: Session, here: Here, *, demo: bool, draft: bool) -> Document:
    """The report as the data and the written parts stand, dated today in Rome."""
    report = find_report(session, here.procedure.pk)
    parts = list_parts(session, report.pk) if report else {}
    return build_document(read_data(session, here), parts, _today(), demo=demo, draft=draft)


def _today() -> datetime:
    return from_rome(legal_today())


def make_report(services: Services, actor: Actor, authority: str, procedure: str) -> MadeReport:
    """Build, render and keep. Takes seconds: never inside a write transaction."""
    with services.store.reading() as session:
        here = get_for_office(session, actor, authority, procedure)
        document = read_document(session, here, demo=services.demo, draft=False)
    pdf = keep_bytes(
        services.blobs, render_pdf(document), f"relazione-{procedure}.pdf", frozenset({"pdf"})
    )
    html = str(render_html(document))
    return MadeReport(document.date, content_digest(document), html, pdf, services.demo)


async def made_report(
    authority: str, procedure: str, services: ServicesDep, actor: ActorDep
) -> MadeReport:
    async with services.gate.reading():
        return await run_in_threadpool(make_report, services, actor, authority, procedure)


MadeReportDep = Annotated[MadeReport, Depends(made_report)]
