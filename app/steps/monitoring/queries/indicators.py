"""Reads of indicators and of the tables that were loaded; figures that count are the last."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.people.accounts.models import Account
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.models import Indicator, IndicatorFigure, IndicatorImport
from app.steps.monitoring.picture import FigureRow, IndicatorRow


def list_indicators(
    session: Session, procedure_id: int, *, removed: bool = False
) -> list[IndicatorRow]:
    """The indicators of a procedure in their order, with all their figures; two queries.

    With `removed` those taken out too.
    """
    query = select(Indicator).where(Indicator.procedure_id == procedure_id)
    if not removed:
        query = query.where(col(Indicator.removed_at).is_(None))
    found = session.exec(query.order_by(col(Indicator.position), col(Indicator.id))).all()
    rows = session.exec(
        select(IndicatorFigure, Account.given_name, Account.family_name)
        .join(Account, col(IndicatorFigure.recorded_by_id) == col(Account.id))
        .where(IndicatorFigure.procedure_id == procedure_id)
        .order_by(
            col(IndicatorFigure.indicator_id),
            col(IndicatorFigure.kind),
            col(IndicatorFigure.year),
            col(IndicatorFigure.sequence),
        )
    ).all()
    figures: dict[int, list[FigureRow]] = {}
    for figure, given, family in rows:
        held = figures.setdefault(figure.indicator_id, [])
        held.append(_row(figure, f"{given} {family}".strip(), held))
    return [_indicator(each, figures.get(each.pk, [])) for each in found]


def _row(figure: IndicatorFigure, by: str, held: list[FigureRow]) -> FigureRow:
    corrects = figure.sequence > 1 and bool(held)
    return FigureRow(
        kind=figure.kind,
        year=figure.year,
        sequence=figure.sequence,
        thousandths=figure.thousandths,
        source=figure.source,
        note=figure.note,
        reason=figure.reason,
        by=by,
        at=figure.recorded_at,
        before=held[-1].thousandths if corrects else None,
    )


def _indicator(row: Indicator, figures: Iterable[FigureRow]) -> IndicatorRow:
    return IndicatorRow(
        id=row.pk,
        public_id=row.public_id,
        code=row.code,
        name=row.name,
        unit=row.unit,
        better=row.better,
        note=row.note,
        item_id=row.item_id,
        node_id=row.node_id,
        removed=row.removed_at is not None,
        edition=row.edition,
        figures=tuple(sorted(figures, key=lambda each: (each.year, each.kind, each.sequence))),
    )


def get_indicator(session: Session, procedure_id: int, public_id: str) -> IndicatorRow:
    """One indicator of this procedure, removed or not. Raises NotFoundError."""
    for row in list_indicators(session, procedure_id, removed=True):
        if row.public_id == public_id:
            return row
    raise NotFoundError


def find_model(session: Session, procedure_id: int, public_id: str) -> Indicator:
    """The indicator to be written on. Raises NotFoundError."""
    found = session.exec(
        select(Indicator).where(
            Indicator.procedure_id == procedure_id, Indicator.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def list_models(session: Session, procedure_id: int) -> list[Indicator]:
    """The indicators of a procedure, to be written on, removed ones too."""
    query = select(Indicator).where(Indicator.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(Indicator.position), col(Indicator.id))).all())


def find_code(session: Session, procedure_id: int, code: str) -> Indicator | None:
    query = select(Indicator).where(
        Indicator.procedure_id == procedure_id, func.lower(Indicator.code) == code.lower()
    )
    return session.exec(query).first()


def next_position(session: Session, procedure_id: int) -> int:
    query = select(func.max(Indicator.position)).where(Indicator.procedure_id == procedure_id)
    return (session.exec(query).one() or 0) + 1


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A table that was loaded, with its file and who did."""

    held: IndicatorImport
    file: StoredFile
    by: str


def list_imports(session: Session, procedure_id: int) -> list[ImportRow]:
    """The tables of a procedure, newest first."""
    rows = session.exec(
        select(IndicatorImport, StoredFile, Account)
        .join(StoredFile, col(IndicatorImport.file_id) == col(StoredFile.id))
        .join(Account, col(IndicatorImport.loaded_by_id) == col(Account.id))
        .where(IndicatorImport.procedure_id == procedure_id)
        .order_by(col(IndicatorImport.id).desc())
    ).all()
    return [ImportRow(held, file, account.name) for held, file, account in rows]


def get_import(session: Session, procedure_id: int, public_id: str) -> ImportRow:
    """One table of this procedure. Raises NotFoundError."""
    for row in list_imports(session, procedure_id):
        if row.held.public_id == public_id:
            return row
    raise NotFoundError


@dataclass(frozen=True, slots=True)
class Imported:
    """A figure that a table brought; `corrected` says whether it took the place of another."""

    code: str
    name: str
    unit: str
    kind: FigureKind
    year: int
    thousandths: int
    corrected: bool


def list_imported(session: Session, import_id: int) -> list[Imported]:
    """What a confirmed table wrote, by indicator and year."""
    rows = session.exec(
        select(IndicatorFigure, Indicator)
        .join(Indicator, col(IndicatorFigure.indicator_id) == col(Indicator.id))
        .where(IndicatorFigure.import_id == import_id)
        .order_by(col(Indicator.position), col(IndicatorFigure.year), col(IndicatorFigure.id))
    ).all()
    return [
        Imported(
            indicator.code,
            indicator.name,
            indicator.unit,
            figure.kind,
            figure.year,
            figure.thousandths,
            figure.sequence > 1,
        )
        for figure, indicator in rows
    ]
