"""Indicators and their figures: a figure that was recorded is never replaced, only corrected."""

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.monitoring import check_target_year, check_value_year
from app.law.phases import Phase
from app.law.sources import LR65_10_F
from app.steps.monitoring.details import read_figure
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.events import (
    FigureRecorded,
    IndicatorAdded,
    IndicatorEdited,
    IndicatorRemoved,
)
from app.steps.monitoring.forms import FigureForm, IndicatorEditForm, IndicatorForm
from app.steps.monitoring.models import Indicator, IndicatorFigure
from app.steps.monitoring.picture import FigureRow, IndicatorRow
from app.steps.monitoring.queries.indicators import (
    find_code,
    find_model,
    get_indicator,
    next_position,
)
from app.steps.plans.enums import CLOSED
from app.steps.plans.queries import find_item
from app.steps.procedures.queries import Here
from app.steps.synthesis.queries import find_node


def refuse_closed(here: Here) -> None:
    """Raises RuleError for a procedure that was not started, was revoked or is in the archive."""
    phase = here.procedure.phase
    if phase in CLOSED or phase is Phase.DRAFT:
        raise RuleError(f"Il procedimento è nella fase «{phase.label}»: qui non si scrive.")


def add_indicator(session: Session, actor: Actor, here: Here, form: IndicatorForm) -> Indicator:
    """A new indicator, with where it starts from if that is known.

    Raises InvalidFormError for a code that is taken, a link that is not there, a bad figure.
    """
    refuse_closed(here)
    errors = {
        name: "Campo obbligatorio." for name in ("code", "name", "unit") if not getattr(form, name)
    }
    if form.code and find_code(session, here.procedure.pk, form.code) is not None:
        errors["code"] = "C'è già un indicatore con questo codice."
    if errors:
        raise InvalidFormError(errors)
    item_id, node_id = _links(session, here, form)
    indicator = Indicator(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        position=next_position(session, here.procedure.pk),
        item_id=item_id,
        node_id=node_id,
        **form.model_dump(include={"code", "name", "unit", "better", "note"}),
    )
    session.add(indicator)
    session.flush()
    emit(session, IndicatorAdded(**here.openly_about(actor, indicator), code=indicator.code))
    if form.baseline_year is not None:
        start = FigureForm(
            kind=FigureKind.BASELINE,
            year=form.baseline_year,
            value=form.baseline,
            source=form.baseline_source,
        )
        try:
            record_figure(session, actor, here, indicator.public_id, start)
        except InvalidFormError as error:
            named = {"year": "baseline_year", "value": "baseline"}
            raise InvalidFormError(
                {named.get(name, name): words for name, words in error.errors.items()}
            ) from None
    return indicator


def _links(
    session: Session, here: Here, form: IndicatorForm | IndicatorEditForm
) -> tuple[int | None, int | None]:
    item = find_item(session, here.procedure.pk, form.item) if form.item else None
    node = find_node(session, here.procedure.pk, form.node) if form.node else None
    errors = {}
    if form.item and item is None:
        errors["item"] = "Scegliete una voce del piano che c'è."
    if form.node and node is None:
        errors["node"] = "Scegliete un nodo della sintesi che c'è."
    if errors:
        raise InvalidFormError(errors)
    return item.pk if item else None, node.pk if node else None


def edit_indicator(
    session: Session, actor: Actor, here: Here, public_id: str, form: IndicatorEditForm
) -> None:
    """Change what an indicator says of itself; unit and direction only while it has no figures.

    Raises ConflictError when a colleague changed it first, InvalidFormError otherwise.
    """
    refuse_closed(here)
    indicator = find_model(session, here.procedure.pk, public_id)
    if form.edition != indicator.edition:
        raise ConflictError(
            "Nel frattempo un'altra persona ha cambiato l'indicatore.",
            remedy="Copiate quello che avete scritto e ricaricate la pagina.",
        )
    row = get_indicator(session, here.procedure.pk, public_id)
    errors = {name: "Campo obbligatorio." for name in ("name", "unit") if not getattr(form, name)}
    for name in ("unit", "better"):
        if row.figures and getattr(form, name) != getattr(indicator, name):
            errors[name] = "Ha già dei valori: per misurare altro fate un altro indicatore."
    if errors:
        raise InvalidFormError(errors)
    item_id, node_id = _links(session, here, form)
    new = {
        **form.model_dump(exclude={"item", "node", "edition"}),
        "item_id": item_id,
        "node_id": node_id,
    }
    changed = tuple(
        sorted(name for name, value in new.items() if getattr(indicator, name) != value)
    )
    if not changed:
        return
    for name, value in new.items():
        setattr(indicator, name, value)
    indicator.edition += 1
    session.add(indicator)
    emit(session, IndicatorEdited(**here.openly_about(actor, indicator), changed=changed))


def set_standing(
    session: Session, actor: Actor, here: Here, public_id: str, *, standing: bool
) -> None:
    """Take an indicator out of the pages, or put it back; its figures stay. Twice is once."""
    refuse_closed(here)
    indicator = find_model(session, here.procedure.pk, public_id)
    if (indicator.removed_at is None) == standing:
        return
    indicator.removed_at = None if standing else legal_now()
    session.add(indicator)
    emit(session, IndicatorRemoved(**here.openly_about(actor, indicator), standing=standing))


def record_figure(
    session: Session,
    actor: Actor,
    here: Here,
    public_id: str,
    form: FigureForm,
) -> IndicatorFigure | None:
    """Record a figure; where one of its kind and year stands, the new one corrects it.

    Gives None where it says what stands already. Raises InvalidFormError for what is no number,
    a year out of range, or a correction without its reason.
    """
    refuse_closed(here)
    row = get_indicator(session, here.procedure.pk, public_id)
    if row.removed:
        raise RuleError("L'indicatore è tolto: rimettetelo prima di scriverci.")
    check = check_target_year if form.kind is FigureKind.TARGET else check_value_year
    if (problem := check(form.year, legal_today())) is not None:
        raise InvalidFormError({"year": problem})
    try:
        thousandths = read_figure(form.value, row.unit)
    except ValueError as error:
        raise InvalidFormError({"value": str(error)}) from None
    indicator = find_model(session, here.procedure.pk, public_id)
    return keep_figure(session, actor, here, (indicator, row), form, thousandths)


def keep_figure(
    session: Session,
    actor: Actor,
    here: Here,
    measured: tuple[Indicator, IndicatorRow],
    form: FigureForm,
    thousandths: int,
    *,
    import_id: int | None = None,
) -> IndicatorFigure | None:
    """Add a figure that was read. Raises InvalidFormError for a correction without a reason."""
    indicator, row = measured
    before = row.standing(form.kind, form.year)
    if before is not None and before.thousandths == thousandths and before.source == form.source:
        return None
    if before is not None and not form.reason:
        words = f"Per il {form.year} c'è già {row.shown(before)}: dite perché lo correggete."
        raise InvalidFormError({"reason": words}, source=LR65_10_F)
    figure = _figure(actor, here, indicator, before, form, thousandths)
    figure.import_id = import_id
    session.add(figure)
    session.flush()
    emit(
        session,
        FigureRecorded(
            **here.openly_about(actor, indicator),
            figure=form.kind.value,
            year=form.year,
            sequence=figure.sequence,
            thousandths=thousandths,
            reason=figure.reason,
        ),
    )
    return figure


def _figure(
    actor: Actor,
    here: Here,
    indicator: Indicator,
    before: FigureRow | None,
    form: FigureForm,
    thousandths: int,
) -> IndicatorFigure:
    return IndicatorFigure(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        indicator_id=indicator.pk,
        kind=form.kind,
        year=form.year,
        sequence=before.sequence + 1 if before else 1,
        thousandths=thousandths,
        source=form.source,
        note=form.note,
        reason=form.reason if before else "",
        recorded_by_id=actor.account_id,
        recorded_at=legal_now(),
    )
