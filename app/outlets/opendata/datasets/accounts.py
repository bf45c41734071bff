"""The yearly accounts as they were published, and how far the indicators were in each."""

from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, or_
from sqlmodel import col, select

from app.law.monitoring import Reach, reach
from app.outlets.opendata.columns import (
    AUTHORITY,
    ID,
    PAGE,
    PROCEDURE,
    Column,
    Kind,
    Record,
    words_of,
)
from app.outlets.opendata.columns import text as given
from app.outlets.opendata.dataset import Dataset, Made, pair_key, public_rows
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.models import (
    AccountWithdrawal,
    Indicator,
    IndicatorFigure,
    YearlyAccount,
    YearlyAccountVersion,
)
from app.steps.monitoring.navigation import PUBLIC

_DATED = col(YearlyAccountVersion.published_at)
_STANDS = col(AccountWithdrawal.id).is_(None)
_FIGURES = pair_key(col(YearlyAccountVersion.id), col(Indicator.id))


def _account(row: Any, made: Made) -> Record:
    authority, slug, ref, year, number, data_to, at, correction, content, withdrawn = row
    return (
        ref, authority, slug, year, number, data_to, at, given(correction), content, withdrawn,
        f"{made.base}/{authority}/{slug}{PUBLIC}/{year}/versioni/{number}",
    )  # fmt: skip


ACCOUNTS = Dataset(
    code="rendiconti",
    title="Rendiconti annuali",
    description="Ogni versione pubblicata del rendiconto di ogni anno. Una correzione è un'altra versione.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("anno", "Anno", "Di quale anno.", Kind.INTEGER, always=True),
        Column("versione", "Versione", "Da 1; le correzioni si aggiungono.", Kind.INTEGER, always=True),
        Column("dati_al", "Dati al", "Fino a quale giorno.", Kind.DATE, always=True),
        Column("pubblicato", "Pubblicato", "Quando.", Kind.INSTANT, always=True),
        Column("correzione", "Perché è corretto", "La ragione della nuova versione; manca se è ritirata."),
        Column("impronta", "Impronta", "SHA-256 di ciò che dice.", always=True),
        Column("ritirato", "Ritirato", "Quando non si è più potuto leggere.", Kind.INSTANT),
        PAGE,
    ),
    query=public_rows(
        YearlyAccountVersion.public_id,
        YearlyAccount.year,
        YearlyAccountVersion.number,
        YearlyAccountVersion.data_to,
        YearlyAccountVersion.published_at,
        case((_STANDS, YearlyAccountVersion.correction), else_=""),
        YearlyAccountVersion.content,
        AccountWithdrawal.withdrawn_at,
        model=YearlyAccountVersion,
    )
    .join(YearlyAccount, col(YearlyAccountVersion.account_id) == col(YearlyAccount.id))
    .outerjoin(AccountWithdrawal, col(AccountWithdrawal.version_id) == col(YearlyAccountVersion.id)),
    key=col(YearlyAccountVersion.id),
    shape=_account,
    ref=col(YearlyAccountVersion.public_id),
    changed=func.coalesce(AccountWithdrawal.withdrawn_at, _DATED),
)  # fmt: skip


def _told(kind: FigureKind) -> Any:
    """The last figure of this kind that the account had, of its year; a baseline is of any year."""
    query = select(IndicatorFigure.thousandths).where(
        IndicatorFigure.indicator_id == Indicator.id,
        IndicatorFigure.kind == kind,
        col(IndicatorFigure.recorded_at) <= _DATED,
    )
    if kind is FigureKind.BASELINE:
        query = query.order_by(
            col(IndicatorFigure.recorded_at).desc(), col(IndicatorFigure.sequence).desc()
        )
    else:
        query = query.where(IndicatorFigure.year == YearlyAccount.year)
        query = query.order_by(col(IndicatorFigure.sequence).desc())
    return (
        query.limit(1).correlate(Indicator, YearlyAccount, YearlyAccountVersion).scalar_subquery()
    )


_VALUE, _TARGET, _START = map(_told, (FigureKind.VALUE, FigureKind.TARGET, FigureKind.BASELINE))


def _number(thousandths: int | None) -> Decimal | None:
    return None if thousandths is None else Decimal(thousandths).scaleb(-3)


def _progress(row: Any, made: Made) -> Record:
    authority, slug, version, year, indicator, code, name, unit, better, *figures = row
    value, target, start = figures
    stands = reach(value, target, rising=better is Direction.HIGHER, baseline=start)
    return (
        authority, slug, version, year, indicator, code, name, unit, _number(start),
        _number(value), _number(target), stands.value, stands.label,
    )  # fmt: skip


PROGRESS = Dataset(
    code="valori-dei-rendiconti",
    title="Gli indicatori nei rendiconti",
    description="A che punto era ogni indicatore quando il rendiconto è stato pubblicato: valore e obiettivo dell'anno, e come stavano.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        Column("rendiconto_id", "Rendiconto", "La riga di «rendiconti».", always=True),
        Column("anno", "Anno", "Di quale anno.", Kind.INTEGER, always=True),
        Column("indicatore_id", "Indicatore", "La riga di «indicatori», se non è stato tolto dopo.", always=True),
        Column("indicatore", "Codice dell'indicatore", "Quello dell'ufficio.", always=True),
        Column("nome", "Nome", "Che cosa misura.", always=True),
        Column("unita", "Unità di misura", "In che cosa sono i valori.", always=True),
        Column("partenza", "Partenza", "Da dove si partiva.", Kind.NUMBER, unit="quella della colonna «unita»"),
        Column("valore", "Valore", "Quello dell'anno.", Kind.NUMBER, unit="quella della colonna «unita»"),
        Column("obiettivo", "Obiettivo", "Quello dell'anno.", Kind.NUMBER, unit="quella della colonna «unita»"),
        Column("esito", "Come sta", "Il valore davanti all'obiettivo.", words=words_of(Reach), always=True),
        Column("esito_descrizione", "Come sta, in parole", "In italiano.", always=True),
    ),
    query=public_rows(
        YearlyAccountVersion.public_id,
        YearlyAccount.year,
        Indicator.public_id,
        Indicator.code,
        Indicator.name,
        Indicator.unit,
        Indicator.better,
        _VALUE,
        _TARGET,
        _START,
        model=YearlyAccountVersion,
        key=_FIGURES,
    )
    .join(YearlyAccount, col(YearlyAccountVersion.account_id) == col(YearlyAccount.id))
    .join(Indicator, col(Indicator.procedure_id) == col(YearlyAccountVersion.procedure_id))
    .outerjoin(AccountWithdrawal, col(AccountWithdrawal.version_id) == col(YearlyAccountVersion.id))
    .where(
        _STANDS,
        or_(col(Indicator.removed_at).is_(None), col(Indicator.removed_at) > _DATED),
        or_(_VALUE.is_not(None), _TARGET.is_not(None)),
    ),
    key=_FIGURES,
    shape=_progress,
    changed=_DATED,
)  # fmt: skip

ALL = (ACCOUNTS, PROGRESS)
