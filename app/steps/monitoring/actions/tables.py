"""A table of figures: loaded and tried, then confirmed whole or not at all."""

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.monitoring.actions.indicators import keep_figure, refuse_closed
from app.steps.monitoring.changes import Changes, NewIndicator, work_out
from app.steps.monitoring.enums import ImportState
from app.steps.monitoring.events import FiguresImported, IndicatorAdded
from app.steps.monitoring.forms import ConfirmForm, FigureForm
from app.steps.monitoring.models import Indicator, IndicatorImport
from app.steps.monitoring.queries.indicators import (
    get_import,
    list_indicators,
    list_models,
    next_position,
)
from app.steps.procedures.queries import Here

Rows = list[dict[str, object]]


def load_table(
    session: Session, actor: Actor, here: Here, kept: KeptFile, rows: Rows
) -> IndicatorImport:
    """Keep a table that was read, to be tried; nothing of it counts yet."""
    refuse_closed(here)
    file = store_file(session, kept, owner_ref=here.procedure.public_id)
    held = IndicatorImport(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        file_id=file.pk,
        rows=rows,
        loaded_by_id=actor.account_id,
        loaded_at=legal_now(),
    )
    session.add(held)
    session.flush()
    return held


def try_table(session: Session, here: Here, held: IndicatorImport) -> Changes:
    """What the table would change now."""
    standing = list_indicators(session, here.procedure.pk, removed=True)
    return work_out(held.rows, standing, legal_today())


def confirm_table(
    session: Session, actor: Actor, here: Here, public_id: str, form: ConfirmForm
) -> Changes:
    """Record every figure of the table, in one transaction.

    Raises RuleError where a line is wrong or nothing changes, ConflictError when it is confirmed
    already or what it changes is no longer what the page showed, InvalidFormError for
    corrections without a reason.
    """
    refuse_closed(here)
    row = get_import(session, here.procedure.pk, public_id)
    if row.held.state is ImportState.CONFIRMED:
        raise ConflictError("Questa tabella è già confermata.")
    changes = try_table(session, here, row.held)
    if changes.wrong:
        raise RuleError(
            "La tabella ha righe da correggere: si conferma intera o per niente.",
            remedy="Correggete il file e caricatelo di nuovo.",
        )
    if changes.digest != form.seen:
        raise ConflictError(
            "Mentre leggevate l'anteprima qualcuno ha cambiato gli indicatori.",
            remedy="Rileggete che cosa cambia e confermate di nuovo.",
        )
    if not changes.figures and not changes.new:
        raise RuleError("La tabella non cambia niente: dice quello che c'è già.")
    if changes.corrections and not form.reason:
        raise InvalidFormError({"reason": "La tabella corregge dei valori: dite perché."})
    _record(session, actor, here, row.held, changes, form.reason)
    _conclude(session, actor, here, row.held, changes, row.file.sha256)
    return changes


def _record(
    session: Session, actor: Actor, here: Here, held: IndicatorImport, changes: Changes, reason: str
) -> None:
    for new in changes.new:
        _add(session, actor, here, new)
    session.flush()
    rows = {row.code.lower(): row for row in list_indicators(session, here.procedure.pk)}
    models = {each.code.lower(): each for each in list_models(session, here.procedure.pk)}
    for each in changes.figures:
        figure = FigureForm(
            kind=each.kind,
            year=each.year,
            value=str(each.thousandths),
            source=each.source,
            note=each.note,
            reason=reason if each.before is not None else "",
        )
        key = each.code.lower()
        measured = (models[key], rows[key])
        keep_figure(session, actor, here, measured, figure, each.thousandths, import_id=held.pk)


def _add(session: Session, actor: Actor, here: Here, new: NewIndicator) -> None:
    indicator = Indicator(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        code=new.code,
        name=new.name,
        unit=new.unit,
        better=new.better,
        position=next_position(session, here.procedure.pk),
    )
    session.add(indicator)
    session.flush()
    emit(session, IndicatorAdded(**here.openly_about(actor, indicator), code=new.code))


def _conclude(
    session: Session,
    actor: Actor,
    here: Here,
    held: IndicatorImport,
    changes: Changes,
    sha256: str,
) -> None:
    held.state = ImportState.CONFIRMED
    held.confirmed_by_id, held.confirmed_at = actor.account_id, legal_now()
    session.add(held)
    session.flush()
    emit(
        session,
        FiguresImported(
            **here.openly_about(actor, held),
            sha256=sha256,
            added=len(changes.figures) - len(changes.corrections),
            corrected=len(changes.corrections),
            indicators=len(changes.new),
        ),
    )
