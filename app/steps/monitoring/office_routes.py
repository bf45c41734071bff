"""The office's pages of the indicators: what they are, their figures, tables of figures."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.monitoring.actions.indicators import (
    add_indicator,
    edit_indicator,
    record_figure,
    set_standing,
)
from app.steps.monitoring.enums import Direction
from app.steps.monitoring.forms import FigureForm, IndicatorEditForm, IndicatorForm, PressForm
from app.steps.monitoring.navigation import INDICATORS
from app.steps.monitoring.permissions import KEEP
from app.steps.monitoring.picture import IndicatorRow
from app.steps.monitoring.queries.indicators import (
    find_model,
    get_indicator,
    list_imports,
    list_indicators,
)
from app.steps.monitoring.queries.measured import list_measurable, names_of_measured
from app.steps.monitoring.views import KINDS, indicator_view, indicator_views
from app.steps.plans.queries import list_items
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.queries import load_picture

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + INDICATORS)
Press = Annotated[Bound[PressForm], bind(PressForm)]
WAYS = [(way.value, way.label) for way in Direction]


@router.get("", dependencies=[permit(KEEP)])
def indicators_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _list_page(request, session, here, empty(IndicatorForm))


@router.post("", dependencies=[permit(KEEP)])
def new_indicator(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[IndicatorForm], bind(IndicatorForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(add_indicator, session, actor, here))
    if made is None:
        return _list_page(request, session, here, form)
    address = office_address(here, f"{INDICATORS}/{made.public_id}")
    return redirect(address, "L'indicatore c'è: scrivete i suoi valori e i suoi obiettivi.")


def _list_page(
    request: Request, session: Session, here: Here, form: Bound[IndicatorForm]
) -> Response:
    rows = list_indicators(session, here.procedure.pk, removed=True)
    items, nodes = list_measurable(session, here.procedure.pk)
    return page(
        request,
        "monitoring/indicators.html",
        around=office_around(here, office_address(here, INDICATORS), ("Indicatori", None)),
        status=form.status,
        form=form,
        base=office_address(here, INDICATORS),
        indicators=indicator_views(rows, names_of_measured(session, here.procedure.pk)),
        imports=list_imports(session, here.procedure.pk),
        items=items,
        nodes=nodes,
        ways=WAYS,
    )


@router.get("/{indicator}", dependencies=[permit(KEEP)])
def indicator_page(
    request: Request,
    authority: str,
    procedure: str,
    indicator: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _one_page(request, session, here, indicator)


def _edit_form(session: Session, here: Here, row: IndicatorRow) -> Bound[IndicatorEditForm]:
    model = find_model(session, here.procedure.pk, row.public_id)
    named = ("name", "unit", "better", "note", "edition")
    values = {name: getattr(model, name) for name in named}
    measured = {"item": row.item_id, "node": row.node_id}
    items, nodes = _keys(session, here)
    values["item"] = items.get(measured["item"] or 0, "")
    values["node"] = nodes.get(measured["node"] or 0, "")
    return empty(IndicatorEditForm, **values)


def _keys(session: Session, here: Here) -> tuple[dict[int, str], dict[int, str]]:
    items = {item.pk: item.public_id for item in list_items(session, here.procedure.pk)}
    nodes = {node.id: node.public_id for node in load_picture(session, here.procedure.pk).nodes}
    return items, nodes


def _one_page(
    request: Request,
    session: Session,
    here: Here,
    public_id: str,
    *,
    form: Bound[IndicatorEditForm] | None = None,
    figure: Bound[FigureForm] | None = None,
    press: Bound[PressForm] | None = None,
) -> Response:
    row = get_indicator(session, here.procedure.pk, public_id)
    items, nodes = list_measurable(session, here.procedure.pk)
    sent = next((one for one in (form, figure, press) if one is not None), None)
    return page(
        request,
        "monitoring/indicator.html",
        around=office_around(
            here,
            office_address(here, f"{INDICATORS}/{public_id}"),
            ("Indicatori", INDICATORS),
            (row.name, None),
        ),
        status=sent.status if sent else 200,
        sent=sent,
        address=office_address(here, f"{INDICATORS}/{public_id}"),
        row=row,
        view=indicator_view(row, names_of_measured(session, here.procedure.pk)),
        form=form or _edit_form(session, here, row),
        figure=figure or empty(FigureForm),
        kinds=KINDS,
        items=items,
        nodes=nodes,
        ways=WAYS,
    )


@router.post("/{indicator}", dependencies=[permit(KEEP)])
def save_indicator(
    request: Request,
    authority: str,
    procedure: str,
    indicator: str,
    form: Annotated[Bound[IndicatorEditForm], bind(IndicatorEditForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(edit_indicator, session, actor, here, indicator))
    if not form.ok:
        return _one_page(request, session, here, indicator, form=form)
    return redirect(office_address(here, f"{INDICATORS}/{indicator}"), "L'indicatore è salvato.")


@router.post("/{indicator}/valori", dependencies=[permit(KEEP)])
def save_figure(
    request: Request,
    authority: str,
    procedure: str,
    indicator: str,
    form: Annotated[Bound[FigureForm], bind(FigureForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(record_figure, session, actor, here, indicator))
    if not form.ok:
        return _one_page(request, session, here, indicator, figure=form)
    words = "È scritto." if made else "Diceva già così: non è cambiato niente."
    return redirect(office_address(here, f"{INDICATORS}/{indicator}"), words)


@router.post("/{indicator}/togli", dependencies=[permit(KEEP)])
def remove(
    request: Request,
    authority: str,
    procedure: str,
    indicator: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    standing = form.button == "rimetti"
    form.attempt(
        session, lambda _: set_standing(session, actor, here, indicator, standing=standing)
    )
    if not form.ok:
        return _one_page(request, session, here, indicator, press=form)
    words = "L'indicatore è di nuovo nelle pagine." if standing else "L'indicatore è tolto."
    return redirect(office_address(here, INDICATORS), words)
