"""Indicators, accounts and readings in the state a test needs, made through the actions."""

from typing import Any

from sqlmodel import Session

from app.steps.monitoring.actions.indicators import add_indicator, record_figure
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.forms import FigureForm, IndicatorForm
from app.steps.monitoring.models import Indicator
from tests.factories.procedures import Desk


def make_indicator(session: Session, desk: Desk, code: str = "IND1", **more: Any) -> Indicator:
    """An indicator of persons, better when it rises, unless `more` says otherwise."""
    values = {"name": f"Persone accolte {code}", "unit": "persone", "better": Direction.HIGHER}
    form = IndicatorForm.model_validate({"code": code, **values, **more})
    return add_indicator(session, desk.actor, desk.here, form)


def write_figure(
    session: Session,
    desk: Desk,
    indicator: Indicator,
    year: int,
    value: str,
    *,
    kind: FigureKind = FigureKind.VALUE,
    **more: str,
) -> None:
    """A figure as it would be typed."""
    form = FigureForm.model_validate({"kind": kind, "year": year, "value": value, **more})
    record_figure(session, desk.actor, desk.here, indicator.public_id, form)
