"""Approving the report: what was made before the transaction must still be what the data say."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.documents.document import Document, canonical_json
from app.core.errors import ConflictError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.law.phases import Phase
from app.law.sources import LR65_10_E
from app.steps.procedures.queries import Here
from app.steps.reports.content.data import read_data
from app.steps.reports.document import build_document
from app.steps.reports.enums import SECTIONS, ReportState
from app.steps.reports.events import ReportApproved
from app.steps.reports.models import Report, ReportVersion
from app.steps.reports.queries import find_report, list_parts, list_versions

READY = frozenset({Phase.RESTITUTION, Phase.CONCLUDED})


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The report made in every format at `dated`, with the digest of what it says."""

    dated: datetime
    content: str
    html: str
    pdf: KeptFile
    demo: bool


def content_digest(document: Document) -> str:
    """SHA-256 of the neutral document: the same for every format made from it."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def approve_report(session: Session, actor: Actor, here: Here, made: MadeReport) -> ReportVersion:
    """Approve the report as a new version.

    Raises RuleError while a mandatory part is missing or before restitution, ConflictError when
    somebody changed what it says in the meantime.
    """
    report = find_report(session, here.procedure.pk, lock=True)
    if report is None or report.state is not ReportState.DRAFT:
        raise RuleError("Non c'è una relazione in bozza da approvare.", source=LR65_10_E)
    _check_ready(session, here, report)
    parts = list_parts(session, report.pk)
    now = build_document(read_data(session, here), parts, made.dated, demo=made.demo)
    if content_digest(now) != made.content:
        raise ConflictError(
            "Mentre la relazione veniva preparata qualcuno l'ha modificata.",
            remedy="Rileggete l'anteprima e approvate di nuovo.",
        )
    return _keep(session, actor, here, report, made)


def _check_ready(session: Session, here: Here, report: Report) -> None:
    if here.procedure.phase not in READY:
        raise RuleError(
            "La relazione si approva dopo la restituzione degli esiti.",
            remedy="Pubblicate prima gli esiti di tutti i contributi.",
            source=LR65_10_E,
        )
    parts = list_parts(session, report.pk)
    missing = [s.title for s in SECTIONS if s.mandatory and not parts.get(s.code, "").strip()]
    if missing:
        raise RuleError(
            f"Mancano parti obbligatorie: {', '.join(missing)}.",
            remedy="Scrivetele, poi approvate.",
            source=LR65_10_E,
        )


def _keep(
    session: Session, actor: Actor, here: Here, report: Report, made: MadeReport
) -> ReportVersion:
    file = store_file(session, made.pdf, owner_ref=here.procedure.public_id)
    version = ReportVersion(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        report_id=report.pk,
        number=len(list_versions(session, here.procedure.pk)) + 1,
        dated=made.dated,
        content=made.content,
        html=made.html,
        file_id=file.pk,
        approved_by_id=actor.account_id,
        approved_at=legal_now(),
    )
    report.state = ReportState.APPROVED
    session.add_all((version, report))
    session.flush()
    emit(
        session,
        ReportApproved(
            **here.about(actor, version),
            number=version.number,
            content=version.content,
            sha256=file.sha256,
        ),
    )
    return version


def reopen_report(session: Session, here: Here) -> None:
    """Let the report be written again; approved versions stay. Raises RuleError for a draft."""
    report = find_report(session, here.procedure.pk, lock=True)
    if report is None or report.state is ReportState.DRAFT:
        raise RuleError("La relazione è già in bozza.")
    report.state = ReportState.DRAFT
    session.add(report)
