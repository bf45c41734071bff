"""A table of domande: tried whole, then registered whole or not at all, in order of arrival."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import AppError, InvalidFormError
from app.core.events import pending_events
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.arrivals.models import ArrivalBatch, ArrivalBatchRow
from app.steps.arrivals.queries import find_batch
from app.steps.arrivals.reading import Line
from app.steps.domande.actions.register_arrival import arrival_of, register_arrival
from app.steps.domande.enums import Channel, DomandaState
from app.steps.domande.forms import ArrivalForm
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line with its own file: the row alone, since a body may read what is kept of it."""

    line: Line
    file: KeptFile


Problems = dict[int, str]
"""Line of the table → why it cannot be registered, in words."""


def receive_batch(session: Session, actor: Actor, here: Here, kept: KeptFile) -> ArrivalBatch:
    """The table that this file is; the same file gives the same table, registered or not.

    Lock the procedure before. No domanda is written.
    """
    found = find_batch(session, here.procedure.pk, kept.sha256)
    if found is not None:
        return found
    batch = ArrivalBatch(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        sha256=kept.sha256,
        file_id=store_file(session, kept, owner_ref=here.procedure.public_id).pk,
        made_by_id=actor.account_id,
    )
    session.add(batch)
    session.flush()
    return batch


def try_batch(
    session: Session, actor: Actor, here: Here, batch: ArrivalBatch, lines: Sequence[Line]
) -> None:
    """Write in the batch what would be refused if it were registered now, and nothing else.

    Each line is really registered, in order of arrival, and all is undone: the rules are told
    by the action that has them, and not a second time here.
    """
    if batch.registered_at is not None:
        return
    announced = len(pending_events(session))
    savepoint = session.begin_nested()
    try:
        _, problems = _register_all(
            session, actor, here, [Prepared(line, _no_file(line)) for line in lines]
        )
    finally:
        savepoint.rollback()
        del pending_events(session)[announced:]
    batch.problems = {str(line): words for line, words in sorted(problems.items())}
    session.add(batch)
    session.flush()


def register_batch(
    session: Session, actor: Actor, here: Here, batch: ArrivalBatch, prepared: Sequence[Prepared]
) -> dict[int, Domanda]:
    """Register every line or none; gives line → domanda. One registered before is left as it is.

    The procedure is locked. A line that an earlier table brought already keeps its number.
    Raises InvalidFormError with the refusals line by line.
    """
    if batch.registered_at is not None:
        return {}
    made, problems = _register_all(session, actor, here, prepared)
    if problems:
        told = tuple(f"Riga {line}: {words}" for line, words in sorted(problems.items()))
        raise InvalidFormError({}, general=told)
    for line, domanda in made.items():
        session.add(
            ArrivalBatchRow(
                procedure_id=here.procedure.pk,
                authority_id=here.authority.pk,
                batch_id=batch.pk,
                line=line,
                domanda_id=domanda.pk,
            )
        )
    batch.registered_at = legal_now()
    session.add(batch)
    session.flush()
    return made


def _register_all(
    session: Session, actor: Actor, here: Here, prepared: Sequence[Prepared]
) -> tuple[dict[int, Domanda], Problems]:
    """Register what can be, by instant of arrival and then by line; the rest with its reason."""
    problems = {
        one.line.number: "\n".join(one.line.errors) for one in prepared if one.line.form is None
    }
    made: dict[int, Domanda] = {}
    for form, one in _in_order(prepared, problems):
        try:
            with session.begin_nested():
                made[one.line.number] = _find_same(session, here, form) or register_arrival(
                    session, actor, here, form, [one.file], []
                )
        except InvalidFormError as refused:
            problems[one.line.number] = "\n".join([*refused.errors.values(), *refused.general])
        except AppError as refused:
            problems[one.line.number] = f"{refused.sentence} {refused.remedy}".strip()
    return made, problems


def _in_order(
    prepared: Sequence[Prepared], problems: Problems
) -> list[tuple[ArrivalForm, Prepared]]:
    forms = [(one.line.form, one) for one in prepared if one.line.form is not None]
    when: Callable[[tuple[ArrivalForm, Prepared]], tuple[object, ...]] = lambda pair: (  # noqa: E731
        pair[0].arrived_on,
        pair[0].arrived_at.replace(tzinfo=None),
        pair[1].line.number,
    )
    return sorted(forms, key=when)


def _find_same(session: Session, here: Here, form: ArrivalForm) -> Domanda | None:
    """This very arrival, where an earlier table or person registered it: body, way and instant."""
    if form.channel is Channel.ONLINE:
        return None
    return session.exec(
        select(Domanda).where(
            Domanda.procedure_id == here.procedure.pk,
            Domanda.body_tax_code == form.tax_code,
            Domanda.channel == form.channel,
            Domanda.filed_at == arrival_of(form),
            col(Domanda.state) == DomandaState.FILED,
        )
    ).first()


def _no_file(line: Line) -> KeptFile:
    """Stands for the file of a line that is only tried."""
    return KeptFile(f"prova-{line.number}", "0" * 64, 0, "prova.csv", "text/csv")
