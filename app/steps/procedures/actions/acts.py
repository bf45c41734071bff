"""Recording acts: the system asks for them before a step, and does not invent them."""

from sqlmodel import Session, select

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.i18n import date_words
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.steps.procedures.events import ActRecorded
from app.steps.procedures.forms import ActForm
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here


def record_act(
    session: Session, actor: Actor, here: Here, form: ActForm, file: KeptFile | None
) -> Act:
    """Record an act with organ, number, date and file.

    Raises InvalidFormError for a date to come, a missing file, or an act recorded before.
    """
    _check(session, here, form, file)
    stored = store_file(session, file, owner_ref=here.procedure.public_id) if file else None
    act = Act(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        kind=form.kind,
        organ=form.organ,
        number=form.number,
        adopted_on=form.adopted_on,
        subject=form.subject,
        file_id=stored.pk if stored else None,
        recorded_at=legal_now(),
    )
    session.add(act)
    session.flush()
    emit(
        session,
        ActRecorded(
            **here.openly_about(actor, act),
            act_kind=act.kind.value,
            number=act.number,
            adopted_on=act.adopted_on.isoformat(),
            sha256=stored.sha256 if stored else "",
        ),
    )
    return act


def _check(session: Session, here: Here, form: ActForm, file: KeptFile | None) -> None:
    errors = {}
    if form.adopted_on > legal_today():
        errors["adopted_on"] = (
            f"L'atto non può essere successivo a oggi, {date_words(legal_today())}."
        )
    if file is None:
        errors["file"] = "Allegate il file dell'atto: viene pubblicato con il procedimento."
    same = session.exec(
        select(Act.id).where(
            Act.procedure_id == here.procedure.pk,
            Act.kind == form.kind,
            Act.organ == form.organ,
            Act.number == form.number,
            Act.adopted_on == form.adopted_on,
        )
    ).first()
    if same is not None:
        errors["number"] = "Questo atto è già registrato."
    if errors:
        raise InvalidFormError(errors)
