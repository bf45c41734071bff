"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session

from app.core.documents.pieces import Chapter, Piece, Records, file_name
from app.steps.procedures.queries import Here
from app.steps.reports.models import Report, ReportPart, ReportVersion, Sending
from app.steps.reports.queries import list_versions


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    for row in reversed(list_versions(session, here.procedure.pk)):
        version = row.version
        yield Piece(
            file_name(version.number, row.file.name),
            f"Relazione, versione {version.number}",
            f"report_version {version.public_id}",
            row.file,
            public=version.published_at is not None,
        )


CHAPTER = Chapter(
    "relazione",
    "La relazione del responsabile e le sue trasmissioni",
    (Records(Report), Records(ReportPart), Records(ReportVersion), Records(Sending)),
    _pieces,
)
