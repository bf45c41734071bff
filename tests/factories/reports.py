"""A report in the state a test needs, made through the actions."""

from sqlmodel import Session

from app.core.clock import from_rome, legal_today
from app.core.documents.html import render_html
from app.core.security.actor import Actor
from app.steps.procedures.queries import Here
from app.steps.reports.actions import MadeReport, approve_report, write_part
from app.steps.reports.actions.approve import content_digest
from app.steps.reports.content.data import read_data
from app.steps.reports.document import build_document
from app.steps.reports.enums import SECTIONS
from app.steps.reports.models import ReportVersion
from app.steps.reports.queries import find_report, list_parts
from tests.factories.files import keep_pdf


def write_mandatory(session: Session, actor: Actor, here: Here) -> None:
    """Words in every section that must have them."""
    for section in SECTIONS:
        if section.mandatory:
            write_part(session, actor, here, section, f"Parole su: {section.title}.")


def make_report(session: Session, here: Here) -> MadeReport:
    """The report as the data stand; its PDF is a blank one."""
    report = find_report(session, here.procedure.pk)
    parts = list_parts(session, report.pk) if report else {}
    dated = from_rome(legal_today())
    document = build_document(read_data(session, here), parts, dated, demo=False)
    html = str(render_html(document))
    pdf = keep_pdf(session, "relazione.pdf")
    return MadeReport(dated, content_digest(document), html, pdf, demo=False)


def make_approved(session: Session, actor: Actor, here: Here) -> ReportVersion:
    """A first approved version."""
    write_mandatory(session, actor, here)
    session.flush()
    return approve_report(session, actor, here, make_report(session, here))
