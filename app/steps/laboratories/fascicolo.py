"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.files.models import StoredFile
from app.steps.laboratories.documents import verbale_document
from app.steps.laboratories.enums import SEALED, VerbaleState
from app.steps.laboratories.models import (
    Attendance,
    Convocation,
    Seat,
    Verbale,
    VerbaleCorrection,
)
from app.steps.laboratories.queries import get_setting_by_id, list_attendance
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """The verbali that are approved: they name bodies, not their delegates."""
    query = (
        select(Verbale, StoredFile)
        .outerjoin(StoredFile, col(Verbale.file_id) == col(StoredFile.id))
        .where(Verbale.procedure_id == here.procedure.pk, col(Verbale.state).in_(SEALED))
        .order_by(col(Verbale.starts_at), col(Verbale.id))
    )
    for number, (verbale, file) in enumerate(session.exec(query).all(), start=1):
        attendance = list_attendance(session, verbale.session_id)
        names = {ets.public_id: ets.name for _, ets in attendance}
        setting = get_setting_by_id(session, verbale.session_id)
        document = verbale_document(here, verbale, setting, attendance, names)
        source, public = f"verbale {verbale.public_id}", verbale.state is VerbaleState.PUBLISHED
        path = file_name(number, f"{document.title}.html")
        yield Piece(path, document.title, source, html_page(document), public)
        if file is not None:
            path = file_name(number, f"{document.title}.pdf")
            yield Piece(path, f"{document.title} (PDF)", source, file, public)


CHAPTER = Chapter(
    "laboratori",
    "Posti, presenze e verbali",
    (
        Records(Seat),
        Records(Convocation),
        Records(Attendance),
        Records(Verbale),
        Records(VerbaleCorrection),
    ),
    _pieces,
)
