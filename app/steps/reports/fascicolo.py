"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session

from app.core.documents.pieces import Chapter, Piece, Records, file_name
from app.steps.procedures.queries import Here
from app.steps.reports.enums import Audience, FileFormat
from app.steps.reports.models import Report, ReportFile, ReportPart, ReportVersion, Sending
from app.steps.reports.queries import VersionRow, list_published_versions, list_versions


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    read = {row.version.pk for row in list_published_versions(session, here.procedure.pk)}
    for row in reversed(list_versions(session, here.procedure.pk)):
        yield from _of_version(row, public=row.version.pk in read)


def _of_version(row: VersionRow, *, public: bool) -> Iterator[Piece]:
    """Both editions; the page is left out, being a part of one: the PDF says the same."""
    version = row.version
    for (audience, piece, file_format), file in row.files.items():
        if file_format is FileFormat.HTML:
            continue
        words = f"{piece.label.capitalize()}, edizione {audience.label}, versione {version.number}"
        yield Piece(
            f"{audience}/{file_name(version.number, file.name)}",
            f"{words} ({file_format.label})",
            f"report_version {version.public_id}",
            file,
            public=audience is Audience.PUBLIC and public,
        )


CHAPTER = Chapter(
    "relazione",
    "La relazione del responsabile e le sue trasmissioni",
    (
        Records(Report),
        Records(ReportPart),
        Records(ReportVersion),
        Records(ReportFile),
        Records(Sending),
    ),
    _pieces,
)
