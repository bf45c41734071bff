"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.pieces import Chapter, Piece, Records, file_name
from app.core.files.models import StoredFile
from app.steps.monitoring.models import (
    AccountWithdrawal,
    GivenReading,
    Indicator,
    IndicatorFigure,
    IndicatorImport,
    ReadingInvitation,
    ReadingReply,
    YearlyAccount,
    YearlyAccountVersion,
)
from app.steps.monitoring.queries.accounts import list_versions
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """Published accounts are public until they are withdrawn; the tables loaded never are."""
    versions = sorted(list_versions(session, here.procedure.pk), key=lambda row: row.version.pk)
    for number, row in enumerate(versions, start=1):
        gone = f" (ritirata: {row.withdrawal.why})" if row.withdrawal else ""
        yield Piece(
            file_name(number, row.file.name),
            f"Rendiconto {row.year}, versione {row.version.number}{gone}",
            f"yearly_account_version {row.version.public_id}",
            row.file,
            public=row.withdrawal is None,
        )
    loaded = session.exec(
        select(IndicatorImport, StoredFile)
        .join(StoredFile, col(IndicatorImport.file_id) == col(StoredFile.id))
        .where(IndicatorImport.procedure_id == here.procedure.pk)
        .order_by(col(IndicatorImport.id))
    ).all()
    for number, (held, file) in enumerate(loaded, start=1):
        path, source = (
            f"tabelle/{file_name(number, file.name)}",
            f"indicator_import {held.public_id}",
        )
        yield Piece(path, f"Tabella di indicatori: {file.name}", source, file)


CHAPTER = Chapter(
    "monitoraggio",
    "Gli indicatori, i rendiconti di ogni anno e come sono stati letti",
    (
        Records(Indicator),
        Records(IndicatorFigure),
        Records(IndicatorImport),
        Records(YearlyAccount),
        Records(YearlyAccountVersion),
        Records(AccountWithdrawal),
        Records(ReadingInvitation, without=frozenset({"token_hash", "answers"})),
        Records(GivenReading),
        Records(ReadingReply),
    ),
    _pieces,
)
