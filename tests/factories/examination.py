"""Domande that the office registered, examined and decided, made through the actions."""

from datetime import datetime, time, timedelta

from sqlmodel import Session, select
from stdnum import luhn

from app.core.clock import in_rome, legal_now, legal_today
from app.core.security.actor import Actor
from app.law.completion import Lack
from app.people.accounts.models import Account
from app.people.ets.enums import MembershipKind, RuntsState
from app.people.ets.models import Membership
from app.people.ets.queries import get_ets
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.enums import Channel, ExaminationState
from app.steps.domande.forms import ArrivalForm
from app.steps.domande.models import Domanda
from app.steps.examination.actions.admit import publish_admission
from app.steps.examination.actions.ask_completion import ask_completion
from app.steps.examination.actions.board import appoint_board, seat_member
from app.steps.examination.actions.conflicts import declare_conflicts
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.minutes import begin_minutes
from app.steps.examination.actions.notify_hindrance import (
    notify_hindrance,
    record_observations,
)
from app.steps.examination.enums import MemberRole
from app.steps.examination.forms import (
    CompletionForm,
    ConflictForm,
    DecisionForm,
    HindranceForm,
    MemberForm,
    MinutesForm,
    ObservationsForm,
)
from app.steps.examination.models import (
    Admission,
    Commission,
    CommissionMember,
    Completion,
    ExaminationVerbale,
    HindranceNotice,
)
from app.steps.examination.queries.one import get_notice
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import list_tavoli
from tests.factories.ets import new_tax_code
from tests.factories.files import keep_pdf
from tests.factories.people import make_account
from tests.factories.procedures import Desk, make_act
from tests.support.browserless import actor_of


def body_tax_code(number: int) -> str:
    """A well-formed code of a body that does not exist."""
    digits = f"9{number:09d}"
    return digits + luhn.calc_check_digit(digits)


def arrival_form(
    session: Session,
    desk: Desk,
    *,
    body_name: str = "Associazione Esempio",
    arrived: datetime | None = None,
    tax_code: str = "",
    channel: Channel = Channel.PEC,
    runts_state: RuntsState = RuntsState.REGISTERED,
    **more: object,
) -> ArrivalForm:
    """What the office types about a domanda that asks for the first tavolo."""
    local = in_rome(arrived or legal_now() - timedelta(minutes=1))
    tavoli = list_tavoli(session, desk.here.procedure.pk)
    return ArrivalForm.model_validate(
        {
            "channel": channel,
            "arrived_on": local.date(),
            "arrived_at": local.time().replace(microsecond=0),
            "tax_code": tax_code or new_tax_code(),
            "body_name": body_name,
            "runts_state": runts_state,
            "email": "ente@esempio.it",
            "tavolo": [tavolo.public_id for tavolo in tavoli],
            "preference": ["1"] + [""] * (len(tavoli) - 1),
            "delegate_name": ["Ada Delegata"] + [""] * (len(tavoli) - 1),
            **more,
        }
    )


def make_arrival(session: Session, desk: Desk, **more: object) -> Domanda:
    """A domanda that came by PEC a minute ago; `more` are `arrival_form`'s."""
    form = arrival_form(session, desk, **more)  # type: ignore[arg-type]
    files = [keep_pdf(session, "domanda.pdf")]
    identity = [keep_pdf(session, "carta.pdf")]
    return register_arrival(session, desk.actor, desk.here, form, files, identity)


def make_decided(
    session: Session,
    desk: Desk,
    domanda: Domanda,
    outcome: ExaminationState = ExaminationState.ADMITTED,
    reason: str = "",
) -> None:
    """A decision that no list has published yet; a refusal comes after the body's observations."""
    if outcome is not ExaminationState.ADMITTED:
        reason = reason or "Manca lo statuto."
    if outcome is ExaminationState.NOT_ADMITTED and get_notice(session, domanda.pk) is None:
        make_observed(session, desk, domanda)
    heard = get_notice(session, domanda.pk) is not None
    answer = "Le osservazioni sono state lette." if heard else ""
    form = DecisionForm(outcome=outcome, reason=reason, answer=answer)
    decide(session, desk.actor, desk.here, domanda, form)


def make_notice(session: Session, desk: Desk, domanda: Domanda) -> HindranceNotice:
    """The reasons against a domanda, sent today."""
    form = HindranceForm(reasons="Manca lo statuto")
    return notify_hindrance(session, desk.actor, desk.here, domanda, form)


def make_observed(session: Session, desk: Desk, domanda: Domanda) -> HindranceNotice:
    """Reasons that the body has answered by PEC."""
    notice = make_notice(session, desk, domanda)
    form = ObservationsForm(observations="Lo statuto è in arrivo.")
    record_observations(session, desk.actor, desk.here, domanda, form, [])
    return notice


def make_asked(session: Session, desk: Desk, domanda: Domanda, *, days: int = 5) -> Completion:
    """An open request to complete, to be answered in `days`."""
    form = CompletionForm(
        lacks=[Lack.DOCUMENT],
        items="Lo statuto vigente",
        last_day=legal_today() + timedelta(days=days),
    )
    return ask_completion(session, desk.actor, desk.here, domanda, form)


def make_board(session: Session, desk: Desk) -> Commission:
    """A board appointed today."""
    act = make_act(session, desk, ActKind.BOARD, number="70")
    return appoint_board(session, desk.actor, desk.here, act.public_id)


def make_member(
    session: Session, desk: Desk, account: Account, *, role: MemberRole = MemberRole.MEMBER
) -> CommissionMember:
    """Somebody of the office with a seat, who has not declared anything yet."""
    form = MemberForm(account=account.public_id, role=role, since=legal_today())
    return seat_member(session, desk.actor, desk.here, form)


def make_declared(
    session: Session, desk: Desk, member: CommissionMember, *against: Domanda
) -> None:
    """The member abstains from the bodies of these domande, or has no conflict."""
    actor = actor_of(session, session.get_one(Account, member.account_id))
    bodies = [get_ets(session, one.ets_id or 0).public_id for one in against]
    form = ConflictForm(none=not bodies, bodies=bodies, reason="Ne sono socia." if bodies else "")
    declare_conflicts(session, actor, desk.here, form)


def make_minutes(session: Session, desk: Desk) -> ExaminationVerbale:
    """A draft of the next verbale, of a sitting this morning."""
    form = MinutesForm(
        held_on=legal_today(),
        place="Sala riunioni",
        starts=time(8),
        ends=time(9),
        others="Ada Presidente, responsabile",
        remarks="Nessuna.",
    )
    return begin_minutes(session, desk.actor, desk.here, form)


def make_admission(session: Session, desk: Desk, *, number: str = "7") -> Admission:
    """Publish what is decided on an act of admission with this number."""
    act = make_act(session, desk, ActKind.ADMISSION, number=number)
    return publish_admission(session, desk.actor, desk.here, act.public_id)


def make_representative(session: Session, domanda: Domanda) -> tuple[Account, Actor]:
    """A person who acts for the body of a domanda."""
    account = make_account(session, "Rappresentante")
    assert domanda.ets_id is not None
    session.add(
        Membership(
            account_id=account.pk,
            ets_id=domanda.ets_id,
            kind=MembershipKind.LEGAL_REPRESENTATIVE,
            since=legal_today(),
        )
    )
    return account, actor_of(session, account)


def stored(session: Session, domanda: Domanda) -> Domanda:
    """The domanda as the database has it now."""
    return session.exec(select(Domanda).where(Domanda.id == domanda.pk)).one()
