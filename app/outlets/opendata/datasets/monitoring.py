"""The year after: what is measured, and its figures, corrected ones beside what stood."""

from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from app.law.phases import Phase
from app.outlets.opendata.columns import AUTHORITY, ID, PROCEDURE, Column, Kind, Record, words_of
from app.outlets.opendata.columns import text as given
from app.outlets.opendata.dataset import Dataset, Made, public_rows
from app.outlets.opendata.datasets.plan import ITEM_REF
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.models import Indicator, IndicatorFigure
from app.steps.plans.models import PlanItem
from app.steps.procedures.models import Procedure
from app.steps.synthesis.models import Node

# As the public page: what is measured before the end is the office's preparation.
PUBLIC_INDICATOR = and_(
    col(Indicator.removed_at).is_(None),
    col(Procedure.phase).in_((Phase.CONCLUDED, Phase.ARCHIVED)),
)
_LATER = aliased(IndicatorFigure)
_NEWEST = (
    select(func.max(_LATER.sequence))
    .where(
        _LATER.indicator_id == IndicatorFigure.indicator_id,
        _LATER.kind == IndicatorFigure.kind,
        _LATER.year == IndicatorFigure.year,
    )
    .scalar_subquery()
)


def _indicator(row: Any, made: Made) -> Record:
    authority, slug, ref, code, name, unit, better, note, item, node = row
    return (
        ref, authority, slug, code, name, unit, better.value, better.label, given(note), item, node,
    )  # fmt: skip


INDICATORS = Dataset(
    code="indicatori",
    title="Indicatori",
    description="Che cosa si misura ogni anno, dalla conclusione del procedimento.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("codice", "Codice", "Quello dell'ufficio.", always=True),
        Column("nome", "Nome", "Che cosa misura.", always=True),
        Column("unita", "Unità di misura", "In che cosa sono i valori.", always=True),
        Column("verso", "Verso", "Quando va meglio.", words=words_of(Direction), always=True),
        Column("verso_descrizione", "Verso in parole", "Il verso in italiano.", always=True),
        Column("nota", "Nota", "Come si legge."),
        Column("voce_id", "Voce del piano", "La riga di «piano» che misura."),
        Column("nodo_id", "Nodo", "La riga di «nodi» che misura."),
    ),
    query=public_rows(
        Indicator.public_id,
        Indicator.code,
        Indicator.name,
        Indicator.unit,
        Indicator.better,
        Indicator.note,
        ITEM_REF,
        case((col(Node.removed_at).is_(None), Node.public_id), else_=None),
        model=Indicator,
    )
    .outerjoin(PlanItem, col(Indicator.item_id) == col(PlanItem.id))
    .outerjoin(Node, col(Indicator.node_id) == col(Node.id))
    .where(PUBLIC_INDICATOR),
    key=col(Indicator.id),
    shape=_indicator,
    ref=col(Indicator.public_id),
)


def _figure(row: Any, made: Made) -> Record:
    authority, slug, indicator, code, unit, kind, year, sequence, amount, *rest = row
    source, note, reason, at, newest = rest
    return (
        authority, slug, indicator, code, kind.value, kind.label, year, sequence,
        Decimal(amount).scaleb(-3), unit, sequence == newest, given(source), given(note),
        given(reason), at,
    )  # fmt: skip


FIGURES = Dataset(
    code="valori-degli-indicatori",
    title="Valori degli indicatori",
    description="Partenza, valori e obiettivi, anno per anno. Una correzione si aggiunge: quello che c'era resta.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        Column("indicatore_id", "Indicatore", "La riga di «indicatori».", always=True),
        Column("indicatore", "Codice dell'indicatore", "Quello dell'ufficio.", always=True),
        Column("tipo", "Tipo", "Che valore è.", words=words_of(FigureKind), always=True),
        Column("tipo_descrizione", "Tipo in parole", "Il tipo in italiano.", always=True),
        Column("anno", "Anno", "A quale anno si riferisce.", Kind.INTEGER, always=True),
        Column("versione", "Versione", "Da 1; le correzioni si aggiungono.", Kind.INTEGER, always=True),
        Column("valore", "Valore", "Con tre decimali, nell'unità dell'indicatore.", Kind.NUMBER, unit="quella della colonna «unita»", always=True),
        Column("unita", "Unità di misura", "La stessa di «indicatori».", always=True),
        Column("vale", "È l'ultimo", "Falso se è stato corretto.", Kind.BOOLEAN, always=True),
        Column("fonte", "Fonte", "Da dove viene."),
        Column("nota", "Nota", "Come si legge."),
        Column("correzione", "Perché è corretto", "La ragione della correzione."),
        Column("registrato", "Registrato", "Quando è stato scritto.", Kind.INSTANT, always=True),
    ),
    query=public_rows(
        Indicator.public_id,
        Indicator.code,
        Indicator.unit,
        IndicatorFigure.kind,
        IndicatorFigure.year,
        IndicatorFigure.sequence,
        IndicatorFigure.thousandths,
        IndicatorFigure.source,
        IndicatorFigure.note,
        IndicatorFigure.reason,
        IndicatorFigure.recorded_at,
        _NEWEST,
        model=IndicatorFigure,
    )
    .join(Indicator, col(IndicatorFigure.indicator_id) == col(Indicator.id))
    .where(PUBLIC_INDICATOR),
    key=col(IndicatorFigure.id),
    shape=_figure,
    changed=col(IndicatorFigure.recorded_at),
)  # fmt: skip

ALL = (INDICATORS, FIGURES)
