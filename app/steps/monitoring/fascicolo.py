"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.pieces import Chapter, Piece, Records, file_name
from app.core.files.models import StoredFile
from app.steps.monitoring.models import (
    GivenReading,
    Indicator,
    IndicatorFigure,
    IndicatorImport,
    ReadingInvitation,
    ReadingReply,
    YearlyAccount,
    YearlyAccountVersion,
)
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """Published accounts are public; the tables that the office loaded are not."""
    versions = session.exec(
        select(YearlyAccountVersion, YearlyAccount, StoredFile)
        .join(YearlyAccount, col(YearlyAccountVersion.account_id) == col(YearlyAccount.id))
        .join(StoredFile, col(YearlyAccountVersion.file_id) == col(StoredFile.id))
        .where(YearlyAccountVersion.procedure_id == here.procedure.pk)
        .order_by(col(YearlyAccountVersion.id))
    ).all()
    for number, (version, account, file) in enumerate(versions, start=1):
        yield Piece(
            file_name(number, file.name),
            f"Rendiconto {account.year}, versione {version.number}",
            f"yearly_account_version {version.public_id}",
            file,
            public=True,
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
        Records(ReadingInvitation, without=frozenset({"token_hash", "answers"})),
        Records(GivenReading),
        Records(ReadingReply),
    ),
    _pieces,
)
