"""Approving the report: what was made before the transaction must still be what the data say."""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.documents.document import Document, canonical_json
from app.core.errors import ConflictError, RuleError
from app.core.events import emit
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.law.sources import LR65_10_E
from app.steps.procedures.queries import Here
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import Audience, FileFormat, ReportPiece, ReportState
from app.steps.reports.events import ReportApproved, ReportReopened
from app.steps.reports.missing import list_missing
from app.steps.reports.models import Report, ReportFile, ReportVersion
from app.steps.reports.queries import find_report, list_versions


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A kept file of an edition. Two editions may share one."""

    audience: Audience
    piece: ReportPiece
    format: FileFormat
    kept: KeptFile


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The report in every edition and format, with the digest of what the complete one says."""

    frame: Frame
    content: str
    files: tuple[MadeFile, ...]


def content_digest(*documents: Document) -> str:
    """SHA-256 of the neutral documents, in their order: the same for every format of them."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(canonical_json(document))
    return digest.hexdigest()


def approve_report(session: Session, actor: Actor, here: Here, made: MadeReport) -> ReportVersion:
    """Approve the report as a new version.

    Raises RuleError while a mandatory part is missing or before restitution, ConflictError when
    somebody changed what it says in the meantime.
    """
    report = find_report(session, here.procedure.pk, lock=True)
    if report is None or report.state is not ReportState.DRAFT:
        raise RuleError("Non c'è una relazione in bozza da approvare.", source=LR65_10_E)
    _check_ready(session, here, report)
    now = build_edition(read_data(session, here), Audience.ORGANS, made.frame)
    if content_digest(*now.values()) != made.content:
        raise ConflictError(
            "Mentre la relazione veniva preparata qualcuno l'ha modificata.",
            remedy="Rileggete l'anteprima e approvate di nuovo.",
        )
    return _keep(session, actor, here, report, made)


def _check_ready(session: Session, here: Here, report: Report) -> None:
    missing = list_missing(session, here, report)
    if missing:
        first = missing[0]
        words = " ".join(one.words for one in missing)
        raise RuleError(words, remedy=first.remedy, source=first.source)


def _keep(
    session: Session, actor: Actor, here: Here, report: Report, made: MadeReport
) -> ReportVersion:
    version = ReportVersion(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        report_id=report.pk,
        number=len(list_versions(session, here.procedure.pk)) + 1,
        dated=made.frame.dated,
        content=made.content,
        approved_by_id=actor.account_id,
        approved_at=legal_now(),
    )
    report.state = ReportState.APPROVED
    session.add_all((version, report))
    session.flush()
    sha256 = _keep_files(session, here, version, made)
    emit(
        session,
        ReportApproved(
            **here.about(actor, version),
            number=version.number,
            content=version.content,
            sha256=sha256,
        ),
    )
    return version


def _keep_files(session: Session, here: Here, version: ReportVersion, made: MadeReport) -> str:
    """Name every file of the version; gives the SHA-256 of the organs' PDF."""
    stored: dict[str, StoredFile] = {}
    for file in made.files:
        key = file.kept.key
        if key not in stored:
            stored[key] = store_file(session, file.kept, owner_ref=here.procedure.public_id)
        session.add(
            ReportFile(
                procedure_id=here.procedure.pk,
                authority_id=here.authority.pk,
                version_id=version.pk,
                audience=file.audience,
                piece=file.piece,
                format=file.format,
                file_id=stored[key].pk,
            )
        )
    session.flush()
    return next(
        file.kept.sha256
        for file in made.files
        if (file.audience, file.piece, file.format)
        == (Audience.ORGANS, ReportPiece.REPORT, FileFormat.PDF)
    )


def reopen_report(session: Session, actor: Actor, here: Here) -> None:
    """Let the report be written again; approved versions stay. Raises RuleError for a draft."""
    report = find_report(session, here.procedure.pk, lock=True)
    if report is None or report.state is ReportState.DRAFT:
        raise RuleError("La relazione è già in bozza.")
    report.state = ReportState.DRAFT
    session.add(report)
    number = list_versions(session, here.procedure.pk)[0].version.number
    emit(session, ReportReopened(**here.about(actor, report), number=number))
