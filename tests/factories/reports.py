"""A report in the state a test needs, made through the actions."""

from dataclasses import replace

from sqlmodel import Session

from app.core.clock import from_rome, legal_today
from app.core.documents.document import Document
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, keep_made
from app.steps.esiti.enums import EsitoStep
from app.steps.procedures.queries import Here
from app.steps.reports.actions import MadeFile, MadeReport, approve_report, write_part
from app.steps.reports.actions.approve import content_digest
from app.steps.reports.content.data import ReportData, read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import SECTIONS, Audience, FileFormat
from app.steps.reports.making import TYPES, render
from app.steps.reports.models import ReportVersion
from tests.factories.files import pdf_bytes

_BLANK = frozenset({FileFormat.PDF, FileFormat.DOCX})


def write_mandatory(session: Session, actor: Actor, here: Here) -> None:
    """Words in every section that must have them."""
    for section in SECTIONS:
        if section.mandatory:
            write_part(session, actor, here, section, f"Parole su: {section.title}.")


def make_report(session: Session, here: Here) -> MadeReport:
    """The report as the data stand; its PDF and DOCX are blank ones."""
    data, frame = read_data(session, here), Frame(from_rome(legal_today()))
    editions = {audience: build_edition(data, audience, frame) for audience in Audience}
    files = tuple(
        MadeFile(audience, piece, file_format, _kept(session, document, file_format))
        for audience, documents in editions.items()
        for piece, document in documents.items()
        for file_format in FileFormat
    )
    return MadeReport(frame, content_digest(*editions[Audience.ORGANS].values()), files)


def _kept(session: Session, document: Document, file_format: FileFormat) -> KeptFile:
    body = pdf_bytes() if file_format in _BLANK else render(document, file_format)
    return keep_made(session.info["blobs"], body, f"relazione.{file_format}", TYPES[file_format])


def make_approved(session: Session, actor: Actor, here: Here) -> ReportVersion:
    """A first approved version."""
    write_mandatory(session, actor, here)
    session.flush()
    return approve_report(session, actor, here, make_report(session, here))


def many(data: ReportData, count: int) -> ReportData:
    """The same data with `count` contributions, which repeat those there are, esiti and all."""
    rows, esiti = [], dict(data.esiti)
    for number in range(1, count + 1):
        like = data.contributions[number % len(data.contributions)]
        rows.append(replace(like, id=-number, number=number))
        for step in EsitoStep:
            given = data.esito(like.id, step)
            if given is not None:
                esiti[-number, step] = given
    return replace(data, contributions=tuple(rows), esiti=esiti)
